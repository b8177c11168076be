/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-label-private.h"
#include "cli/bw-cli-recording.h"
#include "import/bw-label-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The things that `label` does. */
enum {
  WAY_IDS = 1 << 0,
  WAY_CSV = 1 << 1,
  WAY_MEAL = 1 << 2,
  WAY_GLUCOSE = 1 << 3,
  WAY_AGREEMENT = 1 << 4,
};

/* Whose labels they are where nobody is named: as whom the person is known to the system. */
static const char *
account_name (void)
{
  const char *name = g_get_real_name ();

  return name == NULL || *name == '\0' || strcmp (name, "Unknown") == 0 ? g_get_user_name () : name;
}

/* Returns: (transfer full) (nullable) (element-type BwLabelState) */
static GArray *
read_ids (char       **words,
          guint        n,
          BwLabel      label,
          const char  *who,
          GError     **error)
{
  g_autoptr (GArray) states = g_array_sized_new (FALSE, FALSE, sizeof (BwLabelState), n);

  g_array_set_clear_func (states, (GDestroyNotify) bw_label_state_clear);
  for (guint i = 0; i < n; i++)
    {
      BwLabelState state = { .label = label, .time_ms = g_get_real_time () / 1000 };

      if (!bw_cli_parse_id (words[i], &state.recording_id, error))
        return NULL;
      state.who = g_strdup (who);
      g_array_append_val (states, state);
    }
  return g_steal_pointer (&states);
}

void
bw_cli_label_print_count (guint n)
{
  g_print (g_dngettext (GETTEXT_PACKAGE, "Labelled %u recording.\n", "Labelled %u recordings.\n", n),
           n);
}

/* A label that was set. @reader: (nullable): whose it is, where it is not the recording's own */
static void
add_label (JsonBuilder *builder,
           gint64       id,
           BwLabel      label,
           const char  *who,
           const char  *reader)
{
  json_builder_begin_object (builder);
  bw_json_add_int (builder, "id", id);
  bw_json_add_string (builder, "label", bw_cli_label_id (label));
  bw_json_add_string (builder, "labelled_by", label != BW_LABEL_NONE ? who : NULL);
  bw_json_add_string (builder, "reader", reader);
  json_builder_end_object (builder);
}

/* Labels, and the note with each: all or none. */
static gboolean
write_labels (BwLibrary                *library,
              const BwCliLabelOptions  *options,
              const GArray             *states,
              GError                  **error)
{
  const BwLabelState *all = (const BwLabelState *) states->data;

  if (options->reader != NULL)
    return bw_library_set_reader_labels (library, options->reader, all, states->len, error);
  if (!bw_library_set_labels (library, all, states->len, error))
    return FALSE;
  for (guint i = 0; options->note != NULL && i < states->len; i++)
    if (!bw_library_set_note (library, all[i].recording_id, options->note, error))
      return FALSE;
  return TRUE;
}

/* `label ID… LABEL`, for the recordings themselves or for a reader. */
static gboolean
label_ids (BwCli                    *cli,
           const BwCliLabelOptions  *options,
           char                    **words,
           GError                  **error)
{
  const char *who = options->by != NULL ? options->by : account_name ();
  guint n = g_strv_length (words);
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GArray) states = NULL;
  BwLabel label;

  if (!bw_label_from_id (words[n - 1], &label))
    return bw_cli_set_usage_error (
      error, _("The last word is “fasting”, “glucose” or “none”, not “%s”"), words[n - 1]);
  states = read_ids (words, n - 1, label, who, error);
  if (states == NULL)
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_CREATE, error);
  if (library == NULL || !bw_library_begin (library, error))
    return FALSE;
  if (!write_labels (library, options, states, error) || !bw_library_commit (library, error))
    {
      bw_library_rollback (library);
      return FALSE;
    }

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_array (builder);
      for (guint i = 0; i < states->len; i++)
        {
          const BwLabelState *state = &g_array_index (states, BwLabelState, i);

          add_label (builder, state->recording_id, label,
                     options->reader != NULL ? options->reader : who, options->reader);
        }
      json_builder_end_array (builder);
      bw_cli_print_builder (builder);
    }
  else
    bw_cli_label_print_count (states->len);
  return TRUE;
}

/* `label --csv FILE` */
static gboolean
label_table (BwCli                    *cli,
             const BwCliLabelOptions  *options,
             GError                  **error)
{
  g_autoptr (BwLibrary) library = bw_cli_open_library (cli, BW_LIBRARY_CREATE, error);
  g_autoptr (GArray) recordings = NULL;
  g_autoptr (BwLabelList) list = NULL;

  if (library == NULL)
    return FALSE;
  recordings = bw_library_read_recordings (library, error);
  if (recordings == NULL)
    return FALSE;
  list = bw_label_csv_read (options->csv, recordings,
                            options->by != NULL ? options->by : account_name (), error);
  if (list == NULL || !bw_label_list_apply (list, library, error))
    return FALSE;

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_array (builder);
      for (guint i = 0; i < list->states->len; i++)
        {
          const BwLabelState *state = &g_array_index (list->states, BwLabelState, i);

          add_label (builder, state->recording_id, state->label, state->who, NULL);
        }
      for (guint i = 0; i < list->reader_labels->len; i++)
        {
          const BwReaderLabel *label = &g_array_index (list->reader_labels, BwReaderLabel, i);

          add_label (builder, label->recording_id, label->label, label->reader, label->reader);
        }
      json_builder_end_array (builder);
      bw_cli_print_builder (builder);
      return TRUE;
    }
  bw_cli_label_print_count (list->states->len);
  if (list->reader_labels->len > 0)
    g_print (g_dngettext (GETTEXT_PACKAGE, "And %u label of a reader.\n",
                          "And %u labels of readers.\n", list->reader_labels->len),
             list->reader_labels->len);
  return TRUE;
}

/* What is to be done, and that nothing was said that goes with something else. */
static gboolean
choose_way (const BwCliLabelOptions  *options,
            guint                    *way,
            GError                  **error)
{
  const struct
  {
    const char *name;
    gboolean given;
    guint way;
  } ways[] = {
    { "--csv", options->csv != NULL, WAY_CSV },
    { "--meal", options->meal != NULL, WAY_MEAL },
    { "--glucose", options->glucose, WAY_GLUCOSE },
    { "--agreement", options->agreement, WAY_AGREEMENT },
  };
  const BwCliUse uses[] = {
    { "--reader", options->reader != NULL, WAY_IDS },
    { "--by", options->by != NULL, WAY_IDS | WAY_CSV },
    { "--note", options->note != NULL, WAY_IDS },
    { "--from-min", options->from_min != NULL, WAY_MEAL },
    { "--to-min", options->to_min != NULL, WAY_MEAL },
    { "--within-min", options->within_min != NULL, WAY_GLUCOSE },
    { "--fasting-below", options->fasting_below != NULL, WAY_GLUCOSE },
    { "--glucose-from", options->glucose_from != NULL, WAY_GLUCOSE },
    { "--mmol", options->mmol, WAY_GLUCOSE },
    { "--replace", options->replace, WAY_MEAL | WAY_GLUCOSE },
    { "--dry-run", options->dry_run, WAY_MEAL | WAY_GLUCOSE },
  };
  const char *way_name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      if (!ways[i].given)
        continue;
      if (way_name != NULL)
        return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), ways[i].name,
                                       way_name);
      way_name = ways[i].name;
      *way = ways[i].way;
    }
  if (way_name == NULL)
    {
      way_name = "ID…";
      *way = WAY_IDS;
    }
  return bw_cli_check_uses (uses, G_N_ELEMENTS (uses), *way, way_name, error);
}

static gboolean
check (const BwCliLabelOptions  *options,
       guint                     way,
       char                    **words,
       GError                  **error)
{
  guint n = g_strv_length (words);

  if (way == WAY_IDS && n < 2)
    return bw_cli_set_usage_error (error, _("“%s” is missing"), "ID… fasting|glucose|none");
  if (way == WAY_AGREEMENT && n != 2)
    return bw_cli_set_usage_error (error, _("“--agreement” takes the names of two readers"));
  if (way == WAY_AGREEMENT && strcmp (words[0], words[1]) == 0)
    return bw_cli_set_usage_error (error, _("“--agreement” takes two different readers"));
  if ((way & (WAY_CSV | WAY_MEAL | WAY_GLUCOSE)) != 0 && n > 0)
    return bw_cli_set_usage_error (error, _("“%s” is one too many"), words[0]);
  if (options->reader != NULL && (options->by != NULL || options->note != NULL))
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"),
                                   options->by != NULL ? "--by" : "--note", "--reader");
  if ((options->reader != NULL && *options->reader == '\0')
      || (options->by != NULL && *options->by == '\0'))
    return bw_cli_set_usage_error (error, _("“%s” needs a name"),
                                   options->reader != NULL ? "--reader" : "--by");
  return TRUE;
}

static void
options_clear (BwCliLabelOptions *options)
{
  g_free (options->csv);
  g_free (options->reader);
  g_free (options->by);
  g_free (options->note);
  g_free (options->meal);
  g_free (options->from_min);
  g_free (options->to_min);
  g_free (options->within_min);
  g_free (options->fasting_below);
  g_free (options->glucose_from);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwCliLabelOptions, options_clear)

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_auto (BwCliLabelOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, N_("Who labels (the name of this account)"),
      N_("NAME") },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note,
      N_("Note down TEXT with each; empty takes the note away"), N_("TEXT") },
    { "reader", 0, 0, G_OPTION_ARG_STRING, &options.reader,
      N_("Labels of a blind reader, kept apart from the recordings’ own"), N_("NAME") },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &options.csv,
      N_("Take them from a table: recording or name, label"), N_("FILE") },
    { "meal", 0, 0, G_OPTION_ARG_STRING, &options.meal,
      N_("By protocol: when the glucose drink was taken"), N_("TIME") },
    { "from-min", 0, 0, G_OPTION_ARG_STRING, &options.from_min,
      N_("Minutes after the drink from which it is glucose (45)"), N_("N") },
    { "to-min", 0, 0, G_OPTION_ARG_STRING, &options.to_min,
      N_("Minutes after the drink up to which it is glucose (120)"), N_("N") },
    { "glucose", 0, 0, G_OPTION_ARG_NONE, &options.glucose,
      N_("By the blood-glucose record nearest to each"), NULL },
    { "within-min", 0, 0, G_OPTION_ARG_STRING, &options.within_min,
      N_("Minutes by which the record may be away (15)"), N_("N") },
    { "fasting-below", 0, 0, G_OPTION_ARG_STRING, &options.fasting_below,
      N_("Below it is fasting (100 mg/dL)"), N_("N") },
    { "glucose-from", 0, 0, G_OPTION_ARG_STRING, &options.glucose_from,
      N_("From it on it is glucose (140 mg/dL)"), N_("N") },
    { "mmol", 0, 0, G_OPTION_ARG_NONE, &options.mmol, N_("These two are in mmol/L"), NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options.replace,
      N_("Also where there is another label already"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
      N_("Only tell what would be labelled, and why"), NULL },
    { "agreement", 0, 0, G_OPTION_ARG_NONE, &options.agreement,
      N_("How far two readers agree; takes READER READER"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) words = NULL;
  guint way = 0;

  if (!bw_cli_parse (cli, entries, 0, G_MAXUINT, &words, error)
      || !choose_way (&options, &way, error)
      || !check (&options, way, words, error))
    return FALSE;
  switch (way)
    {
    case WAY_MEAL:
    case WAY_GLUCOSE:
      return bw_cli_label_by_rule (cli, &options, error);
    case WAY_AGREEMENT:
      return bw_cli_label_agreement (cli, words[0], words[1], error);
    case WAY_CSV:
      return label_table (cli, &options, error);
    default:
      return label_ids (cli, &options, words, error);
    }
}

const BwCliVerb bw_cli_verb_label = {
  .name = "label",
  .arguments = N_("[ID… fasting|glucose|none]"),
  .summary = N_("Label ECG recordings"),
  .description = N_(
    "It does one of these; all are labelled, or after a failure none:\n"
    "  label ID… fasting|glucose|none [--by NAME] [--note TEXT]\n"
    "  label --csv FILE [--by NAME]\n"
    "  label --meal TIME [--from-min N] [--to-min N] [--replace] [--dry-run]\n"
    "  label --glucose [--within-min N] [--fasting-below N] [--glucose-from N] [--mmol] [--replace] "
    "[--dry-run]\n"
    "  label --reader NAME ID… fasting|glucose|none\n"
    "  label --agreement READER READER\n\n"
    "The IDs are those of “beatwise-cli ecgs”. The file of “--csv” has a heading and the columns "
    "“recording” (the ID) or\n"
    "“name”, and “label”; where they are there, “by”, “labelled” (when), “note” and “reader: NAME”. "
    "“export labels” writes one.\n"
    "“--meal” labels that day’s recordings: fasting before the drink, glucose from 45 to 120 min "
    "after it. Where there is a\n"
    "label already, rules keep it without “--replace”. Agreement is told as the share of recordings "
    "that both labelled alike,\n"
    "and as Cohen’s κ, which takes off what chance would give."),
  .run = run,
};

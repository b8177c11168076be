/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-comparator-private.h"
#include "comparator/bw-model-in-use.h"
#include "export/bw-export-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <unistd.h>

#define MAX_EPOCHS 10000

typedef struct
{
  char *mode;
  char *net;
  char *epochs;
  gint64 seed;
  char *train_days;
  char *val_days;
  char *save;
  char *name;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->mode);
  g_free (options->net);
  g_free (options->epochs);
  g_free (options->train_days);
  g_free (options->val_days);
  g_free (options->save);
  g_free (options->name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
train_options_clear (BwComparatorTrainOptions *options)
{
  g_clear_pointer (&options->training_days, g_array_unref);
  g_clear_pointer (&options->validation_days, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwComparatorTrainOptions, train_options_clear)

/* What can be told to be wrong before the library is looked at. */
static gboolean
check (const Options             *options,
       BwComparatorTrainOptions  *train,
       GError                   **error)
{
  double epochs = 0;

  if (!bw_cli_parse_mode (options->mode, &train->mode, error)
      || !bw_cli_parse_net (options->net, &train->rule, error)
      || !bw_cli_parse_number ("--epochs", options->epochs, 1, MAX_EPOCHS, &epochs, error))
    return FALSE;
  if (epochs > floor (epochs))
    return bw_cli_set_usage_error (error, _("“--epochs” is a whole number, not “%s”"),
                                   options->epochs);
  if (options->seed < 0)
    return bw_cli_set_usage_error (error, _("“--seed” cannot be below 0"));
  if (options->name != NULL && *options->name == '\0')
    return bw_cli_set_usage_error (error, _("“%s” needs a name"), "--name");
  train->epochs = (guint) epochs;
  train->seed = (guint64) options->seed;
  return TRUE;
}

/* A training takes long: that its file has no place is told before. */
static gboolean
check_place (const char *path,
             GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (bw_export_is_stream (path) || g_access (folder, W_OK) == 0)
    return TRUE;
  return bw_export_set_errno_error (path, errno, error);
}

/* With validation days alone, all others are trained on. */
static GArray *
other_days (const BwDaySplit *split,
            const GArray     *days)
{
  GArray *others = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < split->days->len; i++)
    {
      guint32 day = g_array_index (split->days, BwDay, i).day;

      if (!bw_beat_days_contain (days, day))
        g_array_append_val (others, day);
    }
  return others;
}

static gboolean
parse_days (const Options             *options,
            BwComparatorTrainOptions  *train,
            BwLibrary                 *library,
            GError                   **error)
{
  g_autoptr (BwDaySplit) split = NULL;

  if (options->train_days == NULL && options->val_days == NULL)
    return TRUE;
  split = bw_cli_read_days (library, error);
  if (split == NULL
      || !bw_cli_parse_days ("--train-days", options->train_days, split, &train->training_days, error)
      || !bw_cli_parse_days ("--val-days", options->val_days, split, &train->validation_days, error))
    return FALSE;
  if (train->training_days == NULL)
    train->training_days = other_days (split, train->validation_days);
  for (guint i = 0; train->validation_days != NULL && i < train->validation_days->len; i++)
    {
      guint32 day = g_array_index (train->validation_days, guint32, i);
      g_autofree char *shown = bw_cli_format_day (day);

      if (bw_beat_days_contain (train->training_days, day))
        return bw_cli_set_usage_error (error, _("“%s” is in “--train-days” and in “--val-days”"),
                                       shown);
    }
  return TRUE;
}

/* The model is kept before its file is written: what took so long is not lost to a full disk. */
static gboolean
save (BwCli                    *cli,
      const BwComparatorModel  *model,
      gint64                    id,
      const char               *path,
      GError                  **error)
{
  g_autoptr (GBytes) bytes = bw_comparator_model_export (model);
  g_autofree char *told = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (bw_export_write_file (path, data, length, cli->cancellable, error))
    return TRUE;
  told = g_strdup_printf (_("The model is in the library, as %lld."), (long long) id);
  g_prefix_error (error, "%s ", told);
  return FALSE;
}

static void
print_json (const BwComparatorInfo *info,
            const BwModelRow       *row,
            const char             *saved)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) notes = bw_comparator_info_get_notes (info);
  gboolean validated = info->has_validation;

  json_builder_begin_object (builder);
  bw_json_add_int (builder, "model", row->id);
  bw_json_add_string (builder, "name", row->name != NULL && *row->name != '\0' ? row->name : NULL);
  bw_json_add_string (builder, "mode", bw_comparator_mode_get_id (info->mode));
  bw_json_add_string (builder, "net", bw_rule_get_id (info->rule));
  bw_json_add_int (builder, "seed", (gint64) info->seed);
  bw_json_add_int (builder, "parameters", info->parameters);
  bw_json_add_int (builder, "epochs", info->epochs);
  bw_json_add_int (builder, "best_epoch", info->best_epoch);
  bw_json_add_days (builder, "train_days", info->training_days);
  bw_json_add_days (builder, "val_days", info->validation_days);
  bw_json_add_int (builder, "train_beats", info->train_beats);
  bw_json_add_int (builder, "val_beats", info->val_beats);
  bw_json_add_double (builder, "val_beat_accuracy", validated, info->val_beat_accuracy);
  bw_json_add_double (builder, "val_wave_accuracy", validated, info->val_wave_accuracy);
  bw_json_add_double (builder, "seconds", TRUE, info->seconds);
  bw_json_add_double (builder, "seconds_per_epoch", info->epochs > 0, info->seconds_per_epoch);
  bw_json_add_string (builder, "saved", saved);
  bw_json_add_notes (builder, notes);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

static void
print_text (const BwComparatorInfo *info,
            const BwModelRow       *row,
            const char             *saved)
{
  g_autoptr (BwTable) table = bw_table_new ("ll");
  g_autoptr (GPtrArray) notes = bw_comparator_info_get_notes (info);
  g_autofree char *took = bw_cli_format_duration (info->seconds);

  bw_table_add (table, g_strdup (_("Model")), bw_cli_format_model (row));
  bw_table_add (table, g_strdup (_("Mode")), g_strdup (bw_comparator_mode_get_name (info->mode)));
  bw_table_add (table, g_strdup (_("Goes by")), g_strdup (bw_rule_get_name (info->rule)));
  bw_table_add (table, g_strdup (_("Parameters")), g_strdup_printf ("%u", info->parameters));
  if (info->epochs > 0)
    /* Translators: passes over the training beats, and the one whose weights were kept */
    bw_table_add (table, g_strdup (_("Epochs")),
                  g_strdup_printf (_("%u, kept: %u"), info->epochs, info->best_epoch));
  bw_table_add (table, g_strdup (_("Trained on")), bw_cli_format_days (info->training_days));
  bw_table_add (table, g_strdup (_("Beats trained on")), g_strdup_printf ("%u", info->train_beats));
  bw_table_add (table, g_strdup (_("Validated on")), bw_cli_format_days (info->validation_days));
  if (info->has_validation)
    {
      bw_table_add (table, g_strdup (_("Recordings right there")),
                    bw_cli_format_percent (TRUE, info->val_wave_accuracy));
      bw_table_add (table, g_strdup (_("Beats right there")),
                    bw_cli_format_percent (TRUE, info->val_beat_accuracy));
    }
  bw_table_print (table, FALSE);
  g_print (_("Took %s.\n"), took);
  if (saved != NULL)
    {
      g_autofree char *shown = bw_cli_format_path (saved);

      g_print (_("Wrote its weights to “%s”.\n"), shown);
    }
  bw_cli_print_notes (notes);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_auto (Options) options = { 0 };
  g_auto (BwComparatorTrainOptions) train = { 0 };
  const GOptionEntry entries[] = {
    { "mode", 0, 0, G_OPTION_ARG_STRING, &options.mode,
      N_("Against the day’s own fasting beats, or as it was published (default)"),
      "default|published" },
    { "net", 0, 0, G_OPTION_ARG_STRING, &options.net,
      N_("What tells them apart (in default mode the better of comparator and logistic)"),
      "comparator|classifier|logistic" },
    { "epochs", 0, 0, G_OPTION_ARG_STRING, &options.epochs,
      N_("Passes over the training beats (as many as the mode takes)"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed,
      N_("Seed of the starting weights and the drawing of beats (0)"), N_("S") },
    { "train-days", 0, 0, G_OPTION_ARG_STRING, &options.train_days,
      /* xgettext:no-c-format */
      N_("Days to learn from, 2023-09-21,… (as the app has them, or 60 % of the recordings)"),
      N_("D,…") },
    { "val-days", 0, 0, G_OPTION_ARG_STRING, &options.val_days,
      N_("Days to watch the training by; alone, all others are learnt from"), N_("D,…") },
    { "save", 0, 0, G_OPTION_ARG_FILENAME, &options.save, N_("Write the weights to this file too"),
      N_("FILE.safetensors") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_("Name of the model"), N_("NAME") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwComparatorModel) model = NULL;
  g_autoptr (BwModelRow) row = NULL;

  if (!bw_cli_parse (cli, entries, 0, 0, NULL, error) || !check (&options, &train, error)
      || (options.save != NULL
          && (!check_place (options.save, error)
              || !bw_cli_check_output (cli, options.save, NULL, error))))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_CREATE, error);
  if (library == NULL || !parse_days (&options, &train, library, error))
    return FALSE;

  model = bw_comparator_train (library, &train, cli->progress, cli->cancellable, error);
  if (model == NULL)
    return FALSE;
  row = bw_comparator_model_to_row (model);
  if (!bw_library_keep_comparator_model (library, row, options.name, error)
      || (options.save != NULL && !save (cli, model, row->id, options.save, error)))
    return FALSE;

  bw_cli_clear_progress ();
  if (cli->json)
    print_json (bw_comparator_model_get_info (model), row, options.save);
  else
    print_text (bw_comparator_model_get_info (model), row, options.save);
  return TRUE;
}

const BwCliVerb bw_cli_verb_comparator_train = {
  .name = "comparator train",
  .summary = N_("Learn to tell this person’s fasting ECGs from those after glucose"),
  .description = N_("It learns from labelled recordings: see “beatwise-cli label”. Whole days are learnt "
                    "from, for the recordings of a day are alike.\n"
                    "The model is kept in the library and is the one in use from then on. The same "
                    "recordings, options and machine give the\n"
                    "same model. What it is worth, “comparator evaluate” tells. It does not measure "
                    "glucose."),
  .run = run,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-comparator-private.h"
#include "cli/bw-cli-recording.h"
#include "store/bw-predictions.h"

#include <glib/gi18n-lib.h>

static gboolean
parse_ids (char   **words,
           GArray  *ids,
           GError **error)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      gint64 id;

      if (!bw_cli_parse_id (words[i], &id, error))
        return FALSE;
      g_array_append_val (ids, id);
    }
  return TRUE;
}

/* Kept with the model; that it cannot be, in a library that may only be read, say, is told and no more.
 * One connection at a time: that which closes last tidies up, and one that only reads cannot. */
static void
keep (BwCli        *cli,
      gint64        model_id,
      const GArray *rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (cli->library_path, BW_LIBRARY_WRITE, &error);

  if (library == NULL
      || !bw_library_set_predictions (library, model_id,
                                      (const BwPredictionRow *) (void *) rows->data, rows->len,
                                      &error))
    bw_cli_tell_not_kept (model_id, error);
}

/* Leaves out what another program has deleted meanwhile. */
static void
drop_deleted (GArray     *rows,
              GHashTable *recordings)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const BwPredictionRow row = g_array_index (rows, BwPredictionRow, i);

      if (g_hash_table_contains (recordings, &row.recording_id))
        g_array_index (rows, BwPredictionRow, n++) = row;
    }
  g_array_set_size (rows, n);
}

static void
print_json (const GArray *rows,
            GHashTable   *recordings,
            GTimeZone    *zone)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwPredictionRow *row = &g_array_index (rows, BwPredictionRow, i);
      const BwRecording *recording = g_hash_table_lookup (recordings, &row->recording_id);
      gboolean any = row->n_beats > 0;

      json_builder_begin_object (builder);
      bw_json_add_int (builder, "recording", row->recording_id);
      bw_json_add_string (builder, "name", recording->name);
      bw_json_add_recording_time (builder, recording, zone);
      bw_json_add_string (builder, "prediction", bw_cli_label_id (row->answer));
      bw_json_add_double (builder, "probability", any, row->probability);
      bw_json_add_int (builder, "votes", row->votes);
      bw_json_add_int (builder, "beats", row->n_beats);
      bw_json_add_string (builder, "label", bw_cli_label_id (recording->label));
      bw_json_add_boolean (builder, "unsure", any && row->answer == BW_LABEL_NONE);
      bw_json_add_boolean (builder, "outside", row->outside);
      bw_json_add_string (builder, "reference",
                          bw_reference_kind_get_id (row->same_day ? BW_REFERENCE_SAME_DAY
                                                                  : BW_REFERENCE_TRAINING));
      bw_json_add_boolean (builder, "is_reference", row->is_reference);
      bw_json_add_string (builder, "origin", bw_prediction_origin_get_id (row->origin));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  bw_cli_print_builder (builder);
}

/* What there is to say of one, but for its answer. Returns: (transfer full) (nullable) */
static char *
format_remarks (const BwPredictionRow *row,
                const BwRecording     *recording)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new ();

  if (row->n_beats == 0)
    return NULL;
  if (row->answer != BW_LABEL_NONE && recording->label != BW_LABEL_NONE
      && row->answer != recording->label)
    g_ptr_array_add (remarks, (char *) _("differs"));
  if (row->is_reference)
    g_ptr_array_add (remarks, (char *) _("a reference of its day"));
  if (row->origin == BW_PREDICTION_LEARNT)
    g_ptr_array_add (remarks, (char *) _("trained on"));
  if (row->outside)
    g_ptr_array_add (remarks, (char *) _("outside what was learnt"));
  g_ptr_array_add (remarks, NULL);
  return remarks->len > 1 ? g_strjoinv (", ", (char **) remarks->pdata) : NULL;
}

static char *
format_answer (const BwPredictionRow *row)
{
  if (row->n_beats == 0)
    return g_strdup (_("no beats"));
  return g_strdup (row->answer != BW_LABEL_NONE ? bw_label_get_id (row->answer) : _("not sure"));
}

static void
print_text (const GArray *rows,
            GHashTable   *recordings,
            GTimeZone    *zone,
            gboolean      keeps_apart)
{
  g_autoptr (BwTable) table = bw_table_new ("rlllrrll");
  guint n[3] = { 0 }, n_trained = 0, n_afar = 0;

  if (rows->len == 0)
    {
      g_print (_("No ECG recordings.\n"));
      return;
    }
  bw_table_add (table, g_strdup (_("ID")), g_strdup (_("Time")), g_strdup (_("Name")),
                g_strdup (_("Prediction")), g_strdup (_("P(glucose) (%)")),
                g_strdup (_("Beats for it")), g_strdup (_("Label")), g_strdup (_("Remarks")));
  for (guint i = 0; i < rows->len; i++)
    {
      const BwPredictionRow *row = &g_array_index (rows, BwPredictionRow, i);
      const BwRecording *recording = g_hash_table_lookup (recordings, &row->recording_id);
      gboolean any = row->n_beats > 0;
      char *remarks = format_remarks (row, recording);

      bw_table_add (table, g_strdup_printf ("%" G_GINT64_FORMAT, row->recording_id),
                    bw_cli_format_recording_time (recording, zone), g_strdup (recording->name),
                    format_answer (row), bw_cli_format_number (any, 100 * row->probability, 0),
                    /* Translators: how many beats of how many */
                    any ? g_strdup_printf (_("%u of %u"), row->votes, row->n_beats) : NULL,
                    g_strdup (bw_cli_label_id (recording->label)),
                    remarks != NULL ? remarks : g_strdup (""));
      n[row->answer]++;
      n_trained += row->origin == BW_PREDICTION_LEARNT;
      n_afar += any && !row->same_day;
    }
  bw_table_print (table, TRUE);
  g_print (g_dngettext (GETTEXT_PACKAGE,
                        "%u recording: %u fasting, %u after glucose, %u without an answer.\n",
                        "%u recordings: %u fasting, %u after glucose, %u without an answer.\n",
                        rows->len),
           rows->len, n[BW_LABEL_FASTING], n[BW_LABEL_GLUCOSE], n[BW_LABEL_NONE]);
  if (n_trained > 0)
    g_print (g_dngettext (GETTEXT_PACKAGE,
                          "%u of them is from a day the model was trained on, which says nothing about "
                          "new days.\n",
                          "%u of them are from days the model was trained on, which says nothing about "
                          "new days.\n",
                          n_trained),
             n_trained);
  if (keeps_apart && n_afar > 0)
    g_print (g_dngettext (GETTEXT_PACKAGE,
                          "%u of them is from a day without fasting recordings, and was compared with "
                          "those of the training days.\n",
                          "%u of them are from days without fasting recordings, and were compared with "
                          "those of the training days.\n",
                          n_afar),
             n_afar);
  g_print (_("It tells recordings of this person under this protocol apart; it does not measure "
             "glucose.\n"));
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_autofree char *model_id = NULL;
  g_autofree char *weights = NULL;
  g_autofree char *reference_id = NULL;
  const GOptionEntry entries[] = {
    { "model", 0, 0, G_OPTION_ARG_STRING, &model_id, N_("By this model (the one in use)"), N_("ID") },
    { "weights", 0, 0, G_OPTION_ARG_FILENAME, &weights, N_("By the model in this file"),
      N_("FILE.safetensors") },
    { "reference", 0, 0, G_OPTION_ARG_STRING, &reference_id,
      N_("What beats are compared with (as the model’s mode has it)"), "training|same-day" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GArray) recordings = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GHashTable) index = NULL;
  g_auto (BwCliModel) model = { 0 };
  BwReferenceKind reference = BW_REFERENCE_AUTO;
  gint64 id = 0;

  if (!bw_cli_parse (cli, entries, 0, G_MAXUINT, &words, error))
    return FALSE;
  if (model_id != NULL && weights != NULL)
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), "--weights", "--model");
  if (!parse_ids (words, ids, error) || !bw_cli_parse_model_id (model_id, &id, error)
      || !bw_cli_parse_reference (reference_id, &reference, error))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL || !bw_cli_model_read (&model, library, id, weights, error))
    return FALSE;

  if (reference == BW_REFERENCE_AUTO && weights != NULL)
    reference = BW_REFERENCE_TRAINING;
  rows = bw_comparator_predict (library, model.model, model.id, reference,
                                (const gint64 *) (void *) ids->data, ids->len, cli->progress,
                                cli->cancellable, error);
  if (rows == NULL)
    return FALSE;
  recordings = bw_library_read_recordings (library, error);
  if (recordings == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  index = bw_cli_index_recordings (recordings);
  drop_deleted (rows, index);
  g_clear_pointer (&library, bw_library_close);
  if (model.id != 0)
    keep (cli, model.id, rows);

  bw_cli_clear_progress ();
  if (cli->json)
    print_json (rows, index, zone);
  else
    print_text (rows, index, zone,
                bw_comparator_model_get_info (model.model)->mode == BW_COMPARATOR_DEFAULT
                  && reference != BW_REFERENCE_TRAINING);
  return TRUE;
}

const BwCliVerb bw_cli_verb_comparator_predict = {
  .name = "comparator predict",
  .arguments = N_("[ID…]"),
  .summary = N_("Tell which ECGs look fasting and which after glucose"),
  .description = N_("Without IDs, of all recordings. What a model of the library says is kept with it, "
                    "and shown on the app’s ECG page.\n"
                    "Against beats of the same day it is surer: record twice while fasting, and label "
                    "those. “not sure” is an answer too."),
  .run = run,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-output.h"
#include "cli/bw-cli-recording.h"
#include "comparator/bw-model-in-use.h"
#include "import/bw-import-analysis.h"
#include "store/bw-predictions.h"
#include "store/bw-readers.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GArray *recordings;     /* BwRecording: all of them */
  GArray *reader_labels;  /* BwReaderLabel */
  GArray *predictions;    /* BwPredictionRow: of the model in use; may be empty */
  GHashTable *predicted;  /* (element-type gint64 BwPredictionRow): borrowed from these */
  GTimeZone *zone;

  gint64 from_ms, to_ms;  /* of those asked for */
  gboolean has_label;
  BwLabel label;
} List;

static void
list_clear (List *list)
{
  g_clear_pointer (&list->recordings, g_array_unref);
  g_clear_pointer (&list->reader_labels, g_array_unref);
  g_clear_pointer (&list->predicted, g_hash_table_unref);
  g_clear_pointer (&list->predictions, g_array_unref);
  g_clear_pointer (&list->zone, g_time_zone_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static gboolean
is_asked_for (const List        *list,
              const BwRecording *recording)
{
  gint64 time_ms = bw_recording_get_shown_ms (recording, list->zone);

  return time_ms >= list->from_ms && time_ms < list->to_ms
         && (!list->has_label || recording->label == list->label);
}

/* What is missing in an older library is found and kept where it can be written. One connection at a
 * time: that which closes last tidies up, and one that only reads cannot.
 * Returns: whether it was */
static gboolean
analyse_for_good (BwCli *cli)
{
  g_autoptr (BwLibrary) library = bw_library_open (cli->library_path, BW_LIBRARY_WRITE, NULL);

  return library != NULL
         && bw_import_analyse (library, NULL, cli->progress, cli->cancellable, NULL);
}

/* Else it is found for this once. */
static gboolean
analyse_for_now (BwCli      *cli,
                 BwLibrary  *library,
                 GArray     *recordings,
                 GArray     *ids,
                 GError    **error)
{
  g_autoptr (GHashTable) missing = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (missing, &g_array_index (ids, gint64, i));
  for (guint i = 0; i < recordings->len; i++)
    {
      BwRecording *recording = &g_array_index (recordings, BwRecording, i);
      g_autoptr (BwCliEcg) ecg = NULL;
      g_autoptr (GError) local = NULL;

      if (!g_hash_table_contains (missing, &recording->id))
        continue;
      ecg = bw_cli_ecg_read_stored (cli, library, recording->id, &local);
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      /* One that is damaged does not stop the list; “check” tells of it. */
      if (ecg == NULL)
        continue;
      recording->has_analysis = TRUE;
      recording->n_beats = ecg->analysis->peaks->n;
      recording->has_hr = ecg->analysis->has_hr;
      recording->hr_bpm = ecg->analysis->mean_hr_bpm;
      recording->quality = ecg->analysis->quality;
    }
  return TRUE;
}

/* Opens the library, after what is missing in it was found where that can be.
 * @missing: (out): recordings of which it still is */
static BwLibrary *
open_analysed (BwCli   *cli,
               GArray **missing,
               GError **error)
{
  g_autoptr (BwLibrary) library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);

  if (library == NULL)
    return NULL;
  *missing = bw_library_list_unanalysed (library, BW_ECG_ANALYSIS_VERSION, error);
  if (*missing == NULL)
    return NULL;
  if ((*missing)->len == 0)
    return g_steal_pointer (&library);

  g_clear_pointer (&library, bw_library_close);
  if (analyse_for_good (cli))
    g_array_set_size (*missing, 0);
  if (g_cancellable_set_error_if_cancelled (cli->cancellable, error))
    return NULL;
  return bw_cli_open_library (cli, BW_LIBRARY_READ, error);
}

static gboolean
read_predictions (List       *list,
                  BwLibrary  *library,
                  GError    **error)
{
  gint64 model_id;

  if (!bw_library_get_comparator_model_id (library, &model_id, error))
    return FALSE;
  list->predictions = bw_library_read_predictions (library, model_id, error);
  if (list->predictions == NULL)
    return FALSE;
  list->predicted = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < list->predictions->len; i++)
    {
      BwPredictionRow *row = &g_array_index (list->predictions, BwPredictionRow, i);

      g_hash_table_insert (list->predicted, &row->recording_id, row);
    }
  return TRUE;
}

static gboolean
list_read (List       *list,
           BwCli      *cli,
           BwLibrary  *library,
           GArray     *missing,
           GError    **error)
{
  list->recordings = bw_library_read_recordings (library, error);
  if (list->recordings == NULL || !analyse_for_now (cli, library, list->recordings, missing, error))
    return FALSE;
  list->reader_labels = bw_library_read_reader_labels (library, error);
  return list->reader_labels != NULL && read_predictions (list, library, error);
}

/* What readers made of recordings, by these. (element-type gint64 GPtrArray): of BwReaderLabel */
static GHashTable *
index_reader_labels (GArray *labels)
{
  GHashTable *index = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                             (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < labels->len; i++)
    {
      BwReaderLabel *label = &g_array_index (labels, BwReaderLabel, i);
      GPtrArray *of_one = g_hash_table_lookup (index, &label->recording_id);

      if (of_one == NULL)
        {
          of_one = g_ptr_array_new ();
          g_hash_table_insert (index, &label->recording_id, of_one);
        }
      g_ptr_array_add (of_one, label);
    }
  return index;
}

static void
add_reader_labels (JsonBuilder     *builder,
                   const GPtrArray *labels,
                   GTimeZone       *zone)
{
  json_builder_set_member_name (builder, "readers");
  json_builder_begin_array (builder);
  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      const BwReaderLabel *label = g_ptr_array_index (labels, i);

      json_builder_begin_object (builder);
      bw_json_add_string (builder, "reader", label->reader);
      bw_json_add_string (builder, "label", bw_label_get_id (label->label));
      bw_json_add_time (builder, "time", label->time_ms != 0, label->time_ms, zone);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Where the model is not sure, and where there are no beats, there is no answer. */
static void
add_prediction (JsonBuilder           *builder,
                const BwPredictionRow *row)
{
  bw_json_add_string (builder, "prediction", row != NULL ? bw_cli_label_id (row->answer) : NULL);
  bw_json_add_double (builder, "prediction_probability", row != NULL && row->n_beats > 0,
                      row != NULL ? row->probability : 0);
}

/* Returns: (transfer full) (nullable) */
static char *
format_prediction (const BwPredictionRow *row)
{
  if (row == NULL || row->n_beats == 0)
    return NULL;
  /* Translators: an answer (“glucose”) and how probable it is that the recording is after glucose */
  return g_strdup_printf (_("%s, %.0f %%"),
                          row->answer != BW_LABEL_NONE ? bw_label_get_id (row->answer)
                                                       : _("not sure"),
                          100 * row->probability);
}

static void
print_json (const List *list)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GHashTable) reader_labels = index_reader_labels (list->reader_labels);

  json_builder_begin_array (builder);
  for (guint i = 0; i < list->recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (list->recordings, BwRecording, i);

      if (!is_asked_for (list, recording))
        continue;
      json_builder_begin_object (builder);
      bw_json_add_int (builder, "id", recording->id);
      bw_json_add_recording_time (builder, recording, list->zone);
      bw_json_add_string (builder, "name", recording->name);
      bw_json_add_double (builder, "duration_s", recording->rate_hz > 0,
                          recording->n_samples / recording->rate_hz);
      bw_json_add_double (builder, "rate_hz", recording->rate_hz > 0, recording->rate_hz);
      bw_json_add_string (builder, "classification",
                          recording->classification[0] != '\0' ? recording->classification : NULL);
      bw_json_add_string (builder, "label", bw_cli_label_id (recording->label));
      bw_json_add_string (builder, "labelled_by", recording->labelled_by);
      bw_json_add_time (builder, "labelled_at", recording->labelled_ms != 0, recording->labelled_ms,
                        list->zone);
      bw_json_add_string (builder, "note", recording->note[0] != '\0' ? recording->note : NULL);
      if (recording->has_analysis)
        bw_json_add_int (builder, "beats", recording->n_beats);
      else
        bw_json_add_null (builder, "beats");
      bw_json_add_double (builder, "mean_hr_bpm", recording->has_analysis && recording->has_hr,
                          recording->hr_bpm);
      bw_json_add_double (builder, "quality", recording->has_analysis, recording->quality);
      add_prediction (builder, g_hash_table_lookup (list->predicted, &recording->id));
      add_reader_labels (builder, g_hash_table_lookup (reader_labels, &recording->id), list->zone);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  bw_cli_print_builder (builder);
}

static void
print_text (const List *list)
{
  g_autoptr (BwTable) table = bw_table_new ("rllrrrlllll");
  guint n = 0, n_labelled[3] = { 0 };

  bw_table_add (table, g_strdup (_("ID")), g_strdup (_("Time")), g_strdup (_("Name")),
                g_strdup (_("Length (s)")), g_strdup (_("Rate (Hz)")), g_strdup (_("HR (bpm)")),
                g_strdup (_("Quality")), g_strdup (_("Label")), g_strdup (_("By")),
                g_strdup (_("Prediction, P(glucose)")), g_strdup (_("Classification")));
  for (guint i = 0; i < list->recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (list->recordings, BwRecording, i);
      gboolean has_rate = recording->rate_hz > 0;

      if (!is_asked_for (list, recording))
        continue;
      bw_table_add (table, g_strdup_printf ("%" G_GINT64_FORMAT, recording->id),
                    bw_cli_format_recording_time (recording, list->zone), g_strdup (recording->name),
                    bw_cli_format_number (has_rate, recording->n_samples / recording->rate_hz, 1),
                    bw_cli_format_number (has_rate, recording->rate_hz, 1),
                    bw_cli_format_number (recording->has_analysis && recording->has_hr,
                                          recording->hr_bpm, 0),
                    bw_cli_format_quality (recording->has_analysis, recording->quality),
                    g_strdup (bw_cli_label_id (recording->label)), g_strdup (recording->labelled_by),
                    format_prediction (g_hash_table_lookup (list->predicted, &recording->id)),
                    recording->classification[0] != '\0' ? g_strdup (recording->classification)
                                                         : NULL);
      n_labelled[recording->label]++;
      n++;
    }

  if (n == 0)
    {
      g_print (_("No ECG recordings.\n"));
      return;
    }
  bw_table_print (table, TRUE);
  g_print (g_dngettext (GETTEXT_PACKAGE,
                        "%u recording: %u fasting, %u glucose, %u without a label.\n",
                        "%u recordings: %u fasting, %u glucose, %u without a label.\n", n),
           n, n_labelled[BW_LABEL_FASTING], n_labelled[BW_LABEL_GLUCOSE],
           n_labelled[BW_LABEL_NONE]);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *label = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("From this time or day on"), N_("TIME") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Up to this time, or to the end of this day"),
      N_("TIME") },
    { "label", 0, 0, G_OPTION_ARG_STRING, &label, N_("Only those with this label"),
      "fasting|glucose|none" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GArray) missing = NULL;
  g_auto (List) list = { 0 };

  if (!bw_cli_parse (cli, entries, 0, 0, NULL, error))
    return FALSE;
  list.has_label = label != NULL;
  if (label != NULL && !bw_label_from_id (label, &list.label))
    return bw_cli_set_usage_error (
      error, _("“--label” is “fasting”, “glucose” or “none”, not “%s”"), label);
  library = open_analysed (cli, &missing, error);
  if (library == NULL)
    return FALSE;
  list.zone = bw_library_get_zone (library);
  if (!bw_cli_parse_span (from, to, list.zone, &list.from_ms, &list.to_ms, error)
      || !list_read (&list, cli, library, missing, error))
    return FALSE;

  bw_cli_clear_progress ();
  if (cli->json)
    print_json (&list);
  else
    print_text (&list);
  return TRUE;
}

const BwCliVerb bw_cli_verb_ecgs = {
  .name = "ecgs",
  .summary = N_("List the ECG recordings"),
  .description = N_("Quality runs from 0 to 1: the part of the recording that can be read, less what "
                    "differs from beat to beat; good\n"
                    "from 0.8, fair from 0.5. Recordings that an older Beatwise imported are looked "
                    "through first. The prediction is what\n"
                    "the model in use says; “comparator predict” asks it."),
  .run = run,
};

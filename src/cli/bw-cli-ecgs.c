/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "cli/bw-cli-output.h"
#include "store/bw-recordings.h"

#include <glib/gi18n-lib.h>

/* Beats and quality of a recording come from its analysis and are null until there is one. */
static void
print_json (GArray *recordings)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (recordings, BwRecording, i);
      g_autofree char *time = bw_time_format (recording->start_ms, recording->offset_min);

      json_builder_begin_object (builder);
      bw_json_add_int (builder, "id", recording->id);
      bw_json_add_string (builder, "time", time);
      bw_json_add_boolean (builder, "time_known", recording->time_known);
      bw_json_add_string (builder, "name", recording->name);
      bw_json_add_double (builder, "duration_s", recording->rate_hz > 0,
                          recording->n_samples / recording->rate_hz);
      bw_json_add_double (builder, "rate_hz", recording->rate_hz > 0, recording->rate_hz);
      bw_json_add_string (builder, "classification",
                          recording->classification[0] != '\0' ? recording->classification : NULL);
      bw_json_add_string (builder, "label",
                          recording->label != BW_LABEL_NONE ? bw_label_get_id (recording->label)
                                                            : NULL);
      bw_json_add_string (builder, "labelled_by", recording->labelled_by);
      bw_json_add_null (builder, "beats");
      bw_json_add_null (builder, "quality");
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  bw_cli_print_builder (builder);
}

static void
print_text (GArray *recordings)
{
  g_autoptr (BwTable) table = bw_table_new ("rllrrll");

  if (recordings->len == 0)
    {
      g_print (_("No ECG recordings.\n"));
      return;
    }

  bw_table_add (table, g_strdup (_("ID")), g_strdup (_("Time")), g_strdup (_("Name")),
                g_strdup (_("Length (s)")), g_strdup (_("Rate (Hz)")), g_strdup (_("Label")),
                g_strdup (_("Classification")));
  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (recordings, BwRecording, i);
      char *time = bw_time_format (recording->start_ms, recording->offset_min);

      time[10] = ' ';
      time[recording->time_known ? 16 : 10] = '\0';
      bw_table_add (table, g_strdup_printf ("%" G_GINT64_FORMAT, recording->id), time,
                    g_strdup (recording->name),
                    bw_cli_format_number (recording->rate_hz > 0,
                                          recording->n_samples / recording->rate_hz, 1),
                    bw_cli_format_number (recording->rate_hz > 0, recording->rate_hz, 0),
                    recording->label != BW_LABEL_NONE ? g_strdup (bw_label_get_id (recording->label))
                                                      : NULL,
                    g_strdup (recording->classification));
    }
  bw_table_print (table, TRUE);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GArray) recordings = NULL;

  if (!bw_cli_parse (cli, NULL, 0, 0, NULL, error))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;
  recordings = bw_library_read_recordings (library, error);
  if (recordings == NULL)
    return FALSE;

  if (cli->json)
    print_json (recordings);
  else
    print_text (recordings);
  return TRUE;
}

const BwCliVerb bw_cli_verb_ecgs = {
  .name = "ecgs",
  .summary = N_("List the ECG recordings"),
  .run = run,
};

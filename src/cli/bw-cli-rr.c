/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "cli/bw-cli-output.h"
#include "store/bw-kept-edits.h"
#include "store/bw-rr-recordings.h"

#include <glib/gi18n-lib.h>

/* RR recordings and the ids of those whose beats were edited. */
typedef struct
{
  GArray *recordings; /* (element-type BwRrRecording) */
  GArray *edited;     /* (element-type gint64): ascending */
} List;

static void
list_clear (List *self)
{
  g_clear_pointer (&self->recordings, g_array_unref);
  g_clear_pointer (&self->edited, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static gboolean
list_read (List       *self,
           BwLibrary  *library,
           gint64      from_ms,
           gint64      to_ms,
           GError    **error)
{
  self->edited = bw_library_list_edited (library, BW_EDITED_RR_RECORDING, error);
  self->recordings = self->edited != NULL ? bw_library_list_rr_recordings (library, error) : NULL;
  for (guint i = self->recordings != NULL ? self->recordings->len : 0; i > 0; i--)
    {
      gint64 start_ms = g_array_index (self->recordings, BwRrRecording, i - 1).start_ms;

      if (start_ms < from_ms || start_ms >= to_ms)
        g_array_remove_index (self->recordings, i - 1);
    }
  return self->recordings != NULL;
}

static gboolean
is_edited (const List *self,
           gint64      id)
{
  for (guint i = 0; i < self->edited->len; i++)
    if (g_array_index (self->edited, gint64, i) == id)
      return TRUE;
  return FALSE;
}

static void
add_recording (JsonBuilder         *builder,
               const BwRrRecording *recording,
               gboolean             edited)
{
  g_autofree char *time = bw_time_format (recording->start_ms, recording->offset_min);

  json_builder_begin_object (builder);
  bw_json_add_int (builder, "id", recording->id);
  bw_json_add_string (builder, "time", time);
  bw_json_add_boolean (builder, "time_known", recording->time_known);
  bw_json_add_string (builder, "name", recording->name);
  bw_json_add_string (builder, "device", recording->device[0] != '\0' ? recording->device : NULL);
  bw_json_add_string (builder, "unit", recording->unit);
  bw_json_add_int (builder, "intervals", recording->n_intervals);
  bw_json_add_double (builder, "duration_s", TRUE, recording->duration_ms / 1000);
  bw_json_add_int (builder, "beats", recording->n_beats);
  bw_json_add_int (builder, "artefacts", recording->n_artefacts);
  bw_json_add_double (builder, "rmssd_ms", recording->rmssd_ms >= 0, recording->rmssd_ms);
  bw_json_add_boolean (builder, "edited", edited);
  json_builder_end_object (builder);
}

static void
print_json (const List *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < self->recordings->len; i++)
    {
      const BwRrRecording *recording = &g_array_index (self->recordings, BwRrRecording, i);

      add_recording (builder, recording, is_edited (self, recording->id));
    }
  json_builder_end_array (builder);
  bw_cli_print_builder (builder);
}

static void
print_text (const List *self)
{
  g_autoptr (BwTable) table = bw_table_new ("rllrrrrl");

  if (self->recordings->len == 0)
    {
      g_print (_("No RR recordings.\n"));
      return;
    }
  bw_table_add (table, g_strdup (_("ID")), g_strdup (_("Time")), g_strdup (_("Name")),
                g_strdup (_("Length")), g_strdup (_("Beats")), g_strdup (_("Artefacts")),
                g_strdup (_("RMSSD (ms)")), g_strdup (_("Note")));
  for (guint i = 0; i < self->recordings->len; i++)
    {
      const BwRrRecording *recording = &g_array_index (self->recordings, BwRrRecording, i);
      char *time = bw_time_format (recording->start_ms, recording->offset_min);

      /* Where only the day is known, its noon says nothing. */
      time[10] = ' ';
      time[recording->time_known ? 16 : 10] = '\0';
      bw_table_add (table, g_strdup_printf ("%" G_GINT64_FORMAT, recording->id), time,
                    bw_cli_format_text (recording->name),
                    bw_cli_format_duration (recording->duration_ms / 1000),
                    g_strdup_printf ("%u", recording->n_beats),
                    g_strdup_printf ("%u", recording->n_artefacts),
                    bw_cli_format_number (recording->rmssd_ms >= 0, recording->rmssd_ms, 1),
                    g_strdup (is_edited (self, recording->id) ? _("edited by hand") : ""));
    }
  bw_table_print (table, TRUE);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_autoptr (BwLibrary) library = NULL;
  g_auto (List) list = { 0 };
  gint64 from_ms, to_ms;

  library = bw_cli_open_span (cli, &from_ms, &to_ms, error);
  if (library == NULL || !list_read (&list, library, from_ms, to_ms, error))
    return FALSE;
  if (cli->json)
    print_json (&list);
  else
    print_text (&list);
  return TRUE;
}

const BwCliVerb bw_cli_verb_rr = {
  .name = "rr",
  .summary = N_("List the RR recordings: intervals between beats from files"),
  .description = N_("“import” brings them in, “hrv --rr ID” analyses one, “rr delete ID” removes it."),
  .run = run,
};

static gboolean
run_delete (BwCli   *cli,
            GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwRrRecording) recording = NULL;
  g_autofree char *json = NULL;
  gint64 id;

  if (!bw_cli_parse (cli, NULL, 1, 1, &words, error))
    return FALSE;
  if (!g_ascii_string_to_signed (words[0], 10, 1, G_MAXINT64, &id, NULL))
    return bw_cli_set_usage_error (
        error, _("“%s” is not the number of an RR recording; “beatwise-cli rr” shows them"), words[0]);
  library = bw_cli_open_library (cli, BW_LIBRARY_WRITE, error);
  if (library == NULL)
    return FALSE;
  recording = bw_library_read_rr_recording (library, id, error);
  if (recording == NULL || !bw_library_read_edits (library, BW_EDITED_RR_RECORDING, id, &json, error)
      || !bw_library_delete_rr_recording (library, id, error))
    return FALSE;

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      add_recording (builder, recording, json != NULL);
      bw_cli_print_builder (builder);
    }
  else
    {
      g_autofree char *name = bw_cli_format_text (recording->name);

      /* Translators: a number, a file name */
      g_print (_("RR recording %s, “%s”, is gone.\n"), words[0], name);
    }
  return TRUE;
}

const BwCliVerb bw_cli_verb_rr_delete = {
  .name = "rr delete",
  .arguments = N_("ID"),
  .summary = N_("Remove an RR recording, with what was done to its beats"),
  .run = run_delete,
};

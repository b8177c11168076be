/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "cli/bw-cli-output.h"
#include "signal/bw-reading.h"
#include "store/bw-kept-edits.h"
#include "store/bw-readings.h"

#include <glib/gi18n-lib.h>

/* The stored reasons are ids; people get the sentence. */
static const char *
reason_text (const char *id)
{
  for (int verdict = BW_READING_USED; verdict <= BW_READING_OUT_OF_RANGE; verdict++)
    if (g_strcmp0 (bw_reading_verdict_get_id ((BwReadingVerdict) verdict), id) == 0)
      return bw_reading_verdict_get_text ((BwReadingVerdict) verdict);
  return id;
}

/* @edited: (element-type gint64): ascending */
static gboolean
is_edited (GArray *edited,
           gint64  id)
{
  for (guint i = 0; i < edited->len; i++)
    if (g_array_index (edited, gint64, i) == id)
      return TRUE;
  return FALSE;
}

static void
print_json (GArray *readings,
            GArray *edited)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < readings->len; i++)
    {
      const BwReadingRow *reading = &g_array_index (readings, BwReadingRow, i);
      g_autofree char *time = bw_time_format (reading->start_ms, reading->offset_min);

      json_builder_begin_object (builder);
      bw_json_add_int (builder, "id", reading->id);
      bw_json_add_string (builder, "time", time);
      bw_json_add_int (builder, "offset_min", reading->offset_min);
      bw_json_add_int (builder, "beats", reading->n_beats);
      bw_json_add_int (builder, "intervals", reading->n_intervals);
      bw_json_add_int (builder, "artefacts", reading->n_artefacts);
      bw_json_add_double (builder, "rmssd_ms", reading->rmssd_ms >= 0, reading->rmssd_ms);
      bw_json_add_double (builder, "rmssd_raw_ms", reading->rmssd_raw_ms >= 0,
                          reading->rmssd_raw_ms);
      bw_json_add_double (builder, "se_ms", reading->se_ms >= 0, reading->se_ms);
      bw_json_add_double (builder, "sdnn_device_ms", reading->sdnn_device_ms >= 0,
                          reading->sdnn_device_ms);
      bw_json_add_boolean (builder, "used", reading->used);
      bw_json_add_string (builder, "why_not", reading->used ? NULL : reading->why_not);
      bw_json_add_boolean (builder, "edited", is_edited (edited, reading->id));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  bw_cli_print_builder (builder);
}

/* Why it does not count, and whether its beats were edited. Returns: (transfer full) */
static char *
describe (const BwReadingRow *reading,
          GArray             *edited)
{
  const char *reason = reading->used ? "" : reason_text (reading->why_not);

  if (!is_edited (edited, reading->id))
    return g_strdup (reason);
  return reading->used ? g_strdup (_("Edited")) : g_strdup_printf (_("%s (edited)"), reason);
}

static void
print_text (GArray *readings,
            GArray *edited)
{
  g_autoptr (BwTable) table = bw_table_new ("rlrrrrrl");
  guint used = 0;

  if (readings->len == 0)
    {
      g_print (_("No readings with beats.\n"));
      return;
    }

  bw_table_add (table, g_strdup (_("ID")), g_strdup (_("Time")), g_strdup (_("Beats")),
                g_strdup (_("Intervals")), g_strdup (_("RMSSD (ms)")), g_strdup (_("± (ms)")),
                g_strdup (_("SDNN (ms)")), g_strdup (_("Note")));
  for (guint i = 0; i < readings->len; i++)
    {
      const BwReadingRow *reading = &g_array_index (readings, BwReadingRow, i);
      char *time = bw_time_format (reading->start_ms, reading->offset_min);

      time[10] = ' ';
      time[16] = '\0';
      bw_table_add (table, g_strdup_printf ("%" G_GINT64_FORMAT, reading->id), time,
                    g_strdup_printf ("%u", reading->n_beats),
                    g_strdup_printf ("%u", reading->n_intervals),
                    bw_cli_format_number (reading->rmssd_ms >= 0, reading->rmssd_ms, 1),
                    bw_cli_format_number (reading->se_ms >= 0, reading->se_ms, 1),
                    bw_cli_format_number (reading->sdnn_device_ms >= 0, reading->sdnn_device_ms, 1),
                    describe (reading, edited));
      used += reading->used;
    }
  bw_table_print (table, TRUE);
  g_print (_("%u readings, %u of them good enough to count.\n"), readings->len, used);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GArray) readings = NULL;
  g_autoptr (GArray) edited = NULL;
  gint64 from_ms, to_ms;

  library = bw_cli_open_span (cli, &from_ms, &to_ms, error);
  if (library == NULL)
    return FALSE;
  readings = bw_library_read_readings (library, from_ms, to_ms, error);
  if (readings == NULL)
    return FALSE;
  edited = bw_library_list_edited (library, BW_EDITED_READING, error);
  if (edited == NULL)
    return FALSE;

  if (cli->json)
    print_json (readings, edited);
  else
    print_text (readings, edited);
  return TRUE;
}

const BwCliVerb bw_cli_verb_readings = {
  .name = "readings",
  .summary = N_("List the HRV readings and what was made of them"),
  .description = N_("RMSSD is unbiased: the part that the clock’s steps of 10 ms add is removed. ± "
                    "is its standard error."),
  .run = run,
};

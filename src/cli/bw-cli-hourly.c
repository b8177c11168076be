/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "cli/bw-cli-output.h"
#include "forecast/bw-hourly.h"
#include "store/bw-imports.h"

#include <glib/gi18n-lib.h>

static void
print_json (const BwHourly *hourly)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < hourly->hours->len; i++)
    {
      const BwHour *hour = &g_array_index (hourly->hours, BwHour, i);
      gboolean any = hour->n > 0;

      json_builder_begin_object (builder);
      bw_json_add_time (builder, "hour", TRUE, hour->start_ms, hourly->zone);
      bw_json_add_int (builder, "n", hour->n);
      bw_json_add_double (builder, "mean_ms", any, hour->mean_ms);
      bw_json_add_double (builder, "min_ms", any, hour->min_ms);
      bw_json_add_double (builder, "max_ms", any, hour->max_ms);
      bw_json_add_double (builder, "ln_mean", any, hour->ln_mean);
      bw_json_add_double (builder, "hr_bpm", hour->has_hr, hour->hr_bpm);
      bw_json_add_double (builder, "steps", hour->has_steps, hour->steps);
      bw_json_add_double (builder, "active_kcal", hour->has_energy, hour->active_kcal);
      bw_json_add_double (builder, "asleep_min", hour->has_sleep, hour->asleep_min);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  bw_cli_print_builder (builder);
}

static void
print_text (const BwHourly *hourly)
{
  g_autoptr (BwTable) table = bw_table_new ("lrrrrrrrr");

  if (hourly->hours->len == 0)
    {
      g_print (_("No hours with data.\n"));
      return;
    }

  g_print (_("Measure: %s\n"), bw_measure_get_name (hourly->measure));
  bw_table_add (table, g_strdup (_("Hour")), g_strdup (_("Readings")), g_strdup (_("Mean (ms)")),
                g_strdup (_("Min (ms)")), g_strdup (_("Max (ms)")), g_strdup (_("Heart rate (bpm)")),
                g_strdup (_("Steps")), g_strdup (_("Active (kcal)")), g_strdup (_("Asleep (min)")));
  for (guint i = 0; i < hourly->hours->len; i++)
    {
      const BwHour *hour = &g_array_index (hourly->hours, BwHour, i);
      gboolean any = hour->n > 0;

      bw_table_add (table, bw_cli_format_time (hour->start_ms, hourly->zone),
                    g_strdup_printf ("%u", hour->n), bw_cli_format_number (any, hour->mean_ms, 1),
                    bw_cli_format_number (any, hour->min_ms, 1),
                    bw_cli_format_number (any, hour->max_ms, 1),
                    bw_cli_format_number (hour->has_hr, hour->hr_bpm, 0),
                    bw_cli_format_number (hour->has_steps, hour->steps, 0),
                    bw_cli_format_number (hour->has_energy, hour->active_kcal, 0),
                    bw_cli_format_number (hour->has_sleep, hour->asleep_min, 0));
    }
  bw_table_print (table, TRUE);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("From this time or day on"), N_("TIME") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Up to this time, or to the end of this day"),
      N_("TIME") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (BwHourly) hourly = NULL;
  BwLibraryCounts counts;
  BwMeasure measure;
  gint64 from_ms, to_ms;

  if (!bw_cli_parse (cli, entries, 0, 0, NULL, error))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  if (!bw_cli_parse_span (from, to, zone, &from_ms, &to_ms, error)
      || !bw_library_get_counts (library, &counts, error))
    return FALSE;

  /* Hours before and after all that was recorded have nothing to tell. */
  if (from == NULL)
    from_ms = 0;
  else
    from_ms = MAX (from_ms, bw_time_day_start (zone, counts.first_ms));
  if (to != NULL)
    to_ms = MIN (to_ms, counts.last_ms + BW_TIME_DAY);

  measure = bw_hourly_choose_measure (library, cli->measure, error);
  if (measure == BW_MEASURE_AUTO)
    return FALSE;
  hourly = bw_hourly_new (library, measure, from_ms, to_ms, cli->cancellable, error);
  if (hourly == NULL)
    return FALSE;

  if (cli->json)
    print_json (hourly);
  else
    print_text (hourly);
  return TRUE;
}

const BwCliVerb bw_cli_verb_hourly = {
  .name = "hourly",
  .summary = N_("Print the hourly series the forecast runs on"),
  .description = N_("Civil hours of the person’s zone. An hour without readings stays empty; steps "
                    "and energy of watch and phone\n"
                    "are counted once."),
  .run = run,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "cli/bw-cli-output.h"
#include "forecast/bw-trend.h"
#include "store/bw-imports.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const char *
get_side_id (const BwTrendDay *day)
{
  static const char *const ids[] = { "below", "within", "above" };

  return day->has_week && day->has_normal ? ids[bw_trend_day_get_side (day) + 1] : NULL;
}

static const char *
get_side_name (const BwTrendDay *day)
{
  const char *const names[] = { _("below"), _("within"), _("above") };

  return day->has_week && day->has_normal ? names[bw_trend_day_get_side (day) + 1] : NULL;
}

/* The single readings behind the days. */
static void
add_readings (JsonBuilder   *builder,
              const BwTrend *trend)
{
  json_builder_set_member_name (builder, "readings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < trend->readings->len; i++)
    {
      const BwTrendReading *reading = &g_array_index (trend->readings, BwTrendReading, i);

      json_builder_begin_object (builder);
      if (reading->id != 0)
        bw_json_add_int (builder, "id", reading->id);
      else
        bw_json_add_null (builder, "id");
      bw_json_add_time (builder, "time", TRUE, reading->time_ms, trend->zone);
      bw_json_add_double (builder, "ln_ms", TRUE, reading->ln_ms);
      bw_json_add_boolean (builder, "night", reading->at_night);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const BwTrend *trend)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = bw_trend_get_text (trend);

  json_builder_begin_object (builder);
  bw_json_add_string (builder, "measure", bw_measure_get_id (trend->measure));
  bw_json_add_boolean (builder, "of_nights", trend->of_nights);
  bw_json_add_int (builder, "days_out", bw_trend_get_days_out (trend));
  bw_json_add_string (builder, "text", text);
  json_builder_set_member_name (builder, "days");
  json_builder_begin_array (builder);
  for (guint i = 0; i < trend->days->len; i++)
    {
      const BwTrendDay *day = &g_array_index (trend->days, BwTrendDay, i);
      g_autofree char *date = bw_time_format_day (day->day);

      json_builder_begin_object (builder);
      bw_json_add_string (builder, "day", date);
      bw_json_add_boolean (builder, "new_era", day->new_era);
      bw_json_add_int (builder, "n", day->n);
      bw_json_add_double (builder, "ln_mean", day->n > 0, day->ln_mean);
      bw_json_add_double (builder, "score", day->has_score, day->score);
      bw_json_add_string (builder, "zone",
                          day->has_score ? bw_zone_get_id (bw_zone_from_score (day->score)) : NULL);
      bw_json_add_double (builder, "week_mean_ln", day->has_week, day->week_mean);
      bw_json_add_double (builder, "week_cv_percent", day->has_week, day->week_cv_percent);
      bw_json_add_double (builder, "normal_mean_ln", day->has_normal, day->normal_mean);
      bw_json_add_double (builder, "normal_low_ln", day->has_normal, day->normal_low);
      bw_json_add_double (builder, "normal_high_ln", day->has_normal, day->normal_high);
      bw_json_add_string (builder, "side", get_side_id (day));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_readings (builder, trend);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

/* "31–38", in ms. */
static char *
format_range (const BwTrendDay *day)
{
  g_autofree char *low = bw_cli_format_number (day->has_normal, exp (day->normal_low), 0);
  g_autofree char *high = bw_cli_format_number (day->has_normal, exp (day->normal_high), 0);

  return day->has_normal ? g_strdup_printf ("%s–%s", low, high) : NULL;
}

static void
print_text (const BwTrend *trend)
{
  g_autoptr (BwTable) table = bw_table_new ("lrrlrrrl");
  g_autofree char *text = bw_trend_get_text (trend);

  g_print ("%s\n", text);
  if (trend->days->len == 0)
    return;
  g_print (trend->of_nights ? _("Measure: %s, of the nights\n") : _("Measure: %s, of whole days\n"),
           bw_measure_get_name (trend->measure));
  bw_table_add (table, g_strdup (_("Day")), g_strdup (_("Mean (ms)")), g_strdup (_("Score")),
                g_strdup (_("Zone")), g_strdup (_("7 days (ms)")), g_strdup (_("Varies by (%)")),
                g_strdup (_("Normal (ms)")), g_strdup (_("7 days are")));
  for (guint i = 0; i < trend->days->len; i++)
    {
      const BwTrendDay *day = &g_array_index (trend->days, BwTrendDay, i);
      BwZone zone = bw_zone_from_score (day->score);

      bw_table_add (table, bw_time_format_day (day->day),
                    bw_cli_format_number (day->n > 0, exp (day->ln_mean), 0),
                    bw_cli_format_number (day->has_score, bw_zone_shown_score (day->score), 0),
                    day->has_score ? g_strdup (bw_zone_get_name (zone)) : NULL,
                    bw_cli_format_number (day->has_week, exp (day->week_mean), 0),
                    bw_cli_format_number (day->has_week, day->week_cv_percent, 1),
                    format_range (day), g_strdup (get_side_name (day)));
    }
  bw_table_print (table, TRUE);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwTrend) trend = NULL;
  BwLibraryCounts counts;
  gint64 from_ms, to_ms;

  library = bw_cli_open_span (cli, &from_ms, &to_ms, error);
  if (library == NULL || !bw_library_get_counts (library, &counts, error))
    return FALSE;
  /* A clock that was never set is no reason for centuries of days, nor is a time far ahead. */
  from_ms = MAX (from_ms, 0);
  if (to_ms != G_MAXINT64)
    to_ms = MIN (to_ms, counts.last_ms + BW_TIME_DAY);
  trend = bw_trend_new (library, cli->measure, from_ms, to_ms, cli->cancellable, error);
  if (trend == NULL)
    return FALSE;

  if (cli->json)
    print_json (trend);
  else
    print_text (trend);
  return TRUE;
}

const BwCliVerb bw_cli_verb_trend = {
  .name = "trend",
  .summary = N_("Print the days against what is normal for this person"),
  .description = N_("The measure of each day, its score, the 7-day mean, and the normal range: the mean "
                    "of the last 60 days\n"
                    "± half their standard deviation. A new watch begins anew. Only readings of the watch "
                    "count;\n"
                    "RR recordings are no part of it. “--json” lists each reading too."),
  .run = run,
};

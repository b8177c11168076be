/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-trend-words.h"
#include "base/bw-time.h"
#include "bw-test.h"
#include "store/bw-annotations.h"

#include <math.h>

#define FIRST_DAY bw_time_days_from_civil (2025, 3, 10)

static BwTrend *
make_trend (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  BwTrend *trend = bw_trend_new_empty (BW_MEASURE_RMSSD, zone);
  const BwTrendDay days[] = {
    { .n = 0 },
    { .n = 3, .ln_mean = log (46), .has_week = TRUE, .week_mean = log (41), .week_cv_percent = 4.25,
      .new_era = TRUE },
    { .n = 2, .ln_mean = log (30), .has_score = TRUE, .score = 69.6, .has_week = TRUE,
      .week_mean = log (33), .week_cv_percent = 6.1, .has_normal = TRUE, .normal_mean = log (40),
      .normal_low = log (37), .normal_high = log (44) },
  };

  trend->of_nights = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      BwTrendDay day = days[i];

      day.day = FIRST_DAY + i;
      day.start_ms = day.day * BW_TIME_DAY;
      day.end_ms = day.start_ms + BW_TIME_DAY;
      g_array_append_val (trend->days, day);
    }
  return trend;
}

/* One that ends as the third day begins, and one at its first instant. */
static GPtrArray *
make_notes (void)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_annotation_free);
  static const char *const texts[] = { "Race", "Rest\tand\nsleep" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      BwAnnotation *note = bw_annotation_new ();

      g_free (note->text);
      note->text = g_strdup (texts[i]);
      note->start_ms = (FIRST_DAY + 1 + i) * BW_TIME_DAY;
      note->end_ms = (FIRST_DAY + 2) * BW_TIME_DAY;
      g_ptr_array_add (notes, note);
    }
  return notes;
}

static char *
describe (const BwTrend *trend,
          guint          i,
          GPtrArray     *notes)
{
  return bw_trend_describe_day (trend, &g_array_index (trend->days, BwTrendDay, i), notes,
                                BW_TREND_FIGURE_SCORE);
}

static void
test_days (void)
{
  g_autoptr (BwTrend) trend = make_trend ();
  g_autoptr (GPtrArray) notes = make_notes ();
  g_autofree char *nothing = describe (trend, 0, NULL), *some = describe (trend, 1, notes);
  g_autofree char *all = describe (trend, 2, notes);

  g_assert_cmpstr (nothing, ==, "10 Mar 2025\nNo reading at night");
  g_assert_cmpstr (some, ==, "11 Mar 2025\nMean of the night: 46 ms\n"
                             "7-day mean: 41 ms, varies by 4.2 %\nA new watch begins anew\nRace");
  /* 69.6 is yellow, and shows as 69. */
  g_assert_cmpstr (all, ==, "12 Mar 2025\nScore 69, yellow\nMean of the night: 30 ms\n"
                            "7-day mean: 33 ms, varies by 6.1 %\nNormal range: 37 to 44 ms\n"
                            "Rest\tand\nsleep");
}

static void
test_chart (void)
{
  g_autoptr (BwTrend) trend = make_trend ();
  g_autofree char *text = bw_trend_describe (trend), *none = NULL;

  g_assert_cmpstr (text, ==, "10 Mar 2025 – 12 Mar 2025. Your 7-day mean has been below your normal "
                             "range for 1 day.");
  g_array_set_size (trend->days, 0);
  none = bw_trend_describe (trend);
  g_assert_cmpstr (none, ==, "There are no readings in this span.");
}

static void
test_table (void)
{
  g_autoptr (BwTrend) trend = make_trend ();
  g_autoptr (GPtrArray) notes = make_notes ();
  g_autofree char *text = bw_trend_make_table (trend, notes, BW_TREND_FIGURE_SCORE, 0);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 3 + 2);
  g_assert_cmpstr (lines[1], ==, "10 Mar 2025\t\t\t\t\t\t\t\t\t\t\t");
  g_assert_cmpstr (lines[2], ==, "11 Mar 2025\t\t\t46\t3.83\t41\t3.71\t4.2\t\t\t\tRace");
  /* A note makes no cells and lines of its own. */
  g_assert_cmpstr (lines[3], ==, "12 Mar 2025\t69\tYellow\t30\t3.40\t33\t3.50\t6.1\t37\t44\tbelow\t"
                                 "Rest and sleep");
}

/* The same without a score, and with the readings behind the means. */
static void
test_readings (void)
{
  static const struct
  {
    int day, minute;
    double ms;
    gboolean at_night;
  } at[] = { { 1, 190, 46, TRUE }, { 1, 720, 39.4, FALSE }, { 2, 61, 30, TRUE } };
  g_autoptr (BwTrend) trend = make_trend ();
  g_autoptr (GPtrArray) notes = make_notes ();
  g_autofree char *day = NULL, *reading = NULL, *by_day = NULL, *table = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (at); i++)
    {
      BwTrendReading one = { (FIRST_DAY + at[i].day) * BW_TIME_DAY + at[i].minute * BW_TIME_MINUTE,
                             i + 1, log (at[i].ms), at[i].at_night };

      g_array_append_val (trend->readings, one);
    }
  day = bw_trend_describe_day (trend, &g_array_index (trend->days, BwTrendDay, 1), NULL,
                               BW_TREND_FIGURE_READINGS);
  g_assert_cmpstr (day, ==, "11 Mar 2025\n2 readings\nMean of the night: 46 ms\n"
                            "7-day mean: 41 ms, varies by 4.2 %\nA new watch begins anew");
  reading = bw_trend_describe_reading (trend, &g_array_index (trend->readings, BwTrendReading, 0),
                                       &g_array_index (trend->days, BwTrendDay, 1), notes);
  g_assert_cmpstr (reading, ==, "11 Mar 2025\nReading at 03:10, at night: 46 ms\n"
                                "Mean of the night: 46 ms\n7-day mean: 41 ms, varies by 4.2 %\n"
                                "A new watch begins anew\nRace");
  by_day = bw_trend_describe_reading (trend, &g_array_index (trend->readings, BwTrendReading, 1),
                                      &g_array_index (trend->days, BwTrendDay, 1), NULL);
  g_assert_true (g_str_has_prefix (by_day, "11 Mar 2025\nReading at 12:00: 39 ms\n"));

  table = bw_trend_make_table (trend, notes, BW_TREND_FIGURE_READINGS, 1);
  lines = g_strsplit (table, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2 + 2);
  g_assert_true (g_str_has_prefix (lines[0], "Day\tReadings (ms)\tMean (ms)\t"));
  g_assert_cmpstr (lines[1], ==, "11 Mar 2025\t03:10 46 (night); 12:00 39\t46\t3.83\t41\t3.71\t4.2"
                                 "\t\t\t\tRace");
  g_assert_cmpstr (lines[2], ==, "12 Mar 2025\t01:01 30 (night)\t30\t3.40\t33\t3.50\t6.1\t37\t44\t"
                                 "below\tRest and sleep");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trend-words/days", test_days);
  g_test_add_func ("/trend-words/chart", test_chart);
  g_test_add_func ("/trend-words/table", test_table);
  g_test_add_func ("/trend-words/readings", test_readings);
  return g_test_run ();
}

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
  BwTrend *trend = g_new0 (BwTrend, 1);
  const BwTrendDay days[] = {
    { .n = 0 },
    { .n = 3, .ln_mean = log (46), .has_week = TRUE, .week_mean = log (41), .week_cv_percent = 4.25,
      .new_era = TRUE },
    { .n = 2, .ln_mean = log (30), .has_score = TRUE, .score = 69.6, .has_week = TRUE,
      .week_mean = log (33), .week_cv_percent = 6.1, .has_normal = TRUE, .normal_mean = log (40),
      .normal_low = log (37), .normal_high = log (44) },
  };

  trend->measure = BW_MEASURE_RMSSD;
  trend->zone = g_time_zone_new_utc ();
  trend->of_nights = TRUE;
  trend->days = g_array_new (FALSE, FALSE, sizeof (BwTrendDay));
  trend->readings = g_array_new (FALSE, FALSE, sizeof (BwTrendReading));
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
  return bw_trend_describe_day (trend, &g_array_index (trend->days, BwTrendDay, i), notes);
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
  g_autofree char *text = bw_trend_make_table (trend, notes);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 3 + 2);
  g_assert_cmpstr (lines[1], ==, "10 Mar 2025\t\t\t\t\t\t\t\t\t\t\t");
  g_assert_cmpstr (lines[2], ==, "11 Mar 2025\t\t\t46\t3.83\t41\t3.71\t4.2\t\t\t\tRace");
  /* A note makes no cells and lines of its own. */
  g_assert_cmpstr (lines[3], ==, "12 Mar 2025\t69\tYellow\t30\t3.40\t33\t3.50\t6.1\t37\t44\tbelow\t"
                                 "Rest and sleep");
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
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-forecast-range.h"
#include "base/bw-time.h"
#include "bw-test.h"

#define NOW_MS (1000 * BW_TIME_DAY)

static const BwForecastLimits limits = { NOW_MS - 100 * BW_TIME_DAY, NOW_MS, NOW_MS + BW_TIME_DAY };

#define assert_span(span, from_ms, to_ms)          \
  G_STMT_START                                     \
  {                                                \
    g_assert_cmpint ((span).start_ms, ==, from_ms); \
    g_assert_cmpint ((span).end_ms, ==, to_ms);    \
  }                                                \
  G_STMT_END

static void
test_fit (void)
{
  BwPlotSpan span;

  span = bw_forecast_range_fit (&limits, NOW_MS - 9 * BW_TIME_DAY, NOW_MS - 3 * BW_TIME_DAY);
  assert_span (span, NOW_MS - 9 * BW_TIME_DAY, NOW_MS - 3 * BW_TIME_DAY);
  g_assert_false (bw_forecast_range_has_ahead (&limits, &span));
  /* What is ahead is never cut. */
  span = bw_forecast_range_fit (&limits, NOW_MS - 9 * BW_TIME_DAY, NOW_MS + 1);
  assert_span (span, NOW_MS - 9 * BW_TIME_DAY, limits.end_ms);
  g_assert_true (bw_forecast_range_has_ahead (&limits, &span));
  /* Neither beyond the beginning, nor shorter than can be read. */
  span = bw_forecast_range_fit (&limits, NOW_MS - 200 * BW_TIME_DAY, NOW_MS - 99 * BW_TIME_DAY);
  assert_span (span, limits.first_ms, NOW_MS - 99 * BW_TIME_DAY);
  span = bw_forecast_range_fit (&limits, NOW_MS - BW_TIME_DAY, NOW_MS - BW_TIME_DAY + 5);
  assert_span (span, NOW_MS - BW_TIME_DAY, NOW_MS - BW_TIME_DAY + BW_FORECAST_RANGE_LEAST_MS);
  span = bw_forecast_range_fit (&limits, NOW_MS, NOW_MS + 7);
  assert_span (span, NOW_MS - BW_FORECAST_RANGE_LEAST_MS, limits.end_ms);
}

/* What is under the pointer stays there. */
static void
test_zoom_in_the_past (void)
{
  BwPlotSpan span = { NOW_MS - 40 * BW_TIME_DAY, NOW_MS - 20 * BW_TIME_DAY };
  BwPlotTimeScale time;
  gint64 before, after;

  for (double factor = 0.7; factor < 3; factor += 0.4)
    {
      BwPlotSpan zoomed;

      bw_plot_time_scale_init (&time, span.start_ms, span.end_ms, 50, 850);
      before = bw_plot_time_scale_invert (&time, 250);
      zoomed = bw_forecast_range_zoom (&limits, &span, &time, 250, factor);
      bw_plot_time_scale_init (&time, zoomed.start_ms, zoomed.end_ms, 50, 850);
      after = bw_plot_time_scale_invert (&time, 250);
      g_assert_cmpint (ABS (after - before), <, 60000);
      bw_assert_near ((double) (zoomed.end_ms - zoomed.start_ms),
                      (double) (20 * BW_TIME_DAY) / factor, 10);
    }
}

/* With hours ahead: over the past it turns to the past alone, at the same scale; over what is ahead the
 * past gets shorter or longer. */
static void
test_zoom_with_hours_ahead (void)
{
  BwPlotSpan span = { NOW_MS - 30 * BW_TIME_DAY, limits.end_ms }, zoomed;
  BwPlotTimeScale time;

  bw_plot_time_scale_init_broken (&time, span.start_ms, NOW_MS, span.end_ms, 0, 500, 1000);
  zoomed = bw_forecast_range_zoom (&limits, &span, &time, 750, 2);
  assert_span (zoomed, NOW_MS - 15 * BW_TIME_DAY, limits.end_ms);
  zoomed = bw_forecast_range_zoom (&limits, &span, &time, 750, 0.5);
  assert_span (zoomed, NOW_MS - 60 * BW_TIME_DAY, limits.end_ms);
  zoomed = bw_forecast_range_zoom (&limits, &span, &time, 750, 0.01);
  assert_span (zoomed, limits.first_ms, limits.end_ms);
  zoomed = bw_forecast_range_zoom (&limits, &span, &time, 100, 3);
  assert_span (zoomed, NOW_MS - 26 * BW_TIME_DAY, NOW_MS - 6 * BW_TIME_DAY);
  /* Too near to now for that. */
  zoomed = bw_forecast_range_zoom (&limits, &span, &time, 450, 2);
  assert_span (zoomed, NOW_MS - 15 * BW_TIME_DAY, limits.end_ms);
}

static void
test_pan_and_reach (void)
{
  BwPlotSpan span = { NOW_MS - 40 * BW_TIME_DAY, NOW_MS - 20 * BW_TIME_DAY };
  BwPlotSpan ahead = { NOW_MS - 40 * BW_TIME_DAY, limits.end_ms }, moved;

  moved = bw_forecast_range_pan (&limits, &span, 3 * BW_TIME_DAY);
  assert_span (moved, NOW_MS - 37 * BW_TIME_DAY, NOW_MS - 17 * BW_TIME_DAY);
  moved = bw_forecast_range_pan (&limits, &span, 30 * BW_TIME_DAY);
  assert_span (moved, NOW_MS - 20 * BW_TIME_DAY, NOW_MS);
  moved = bw_forecast_range_pan (&limits, &span, -300 * BW_TIME_DAY);
  assert_span (moved, limits.first_ms, limits.first_ms + 20 * BW_TIME_DAY);
  moved = bw_forecast_range_pan (&limits, &ahead, -BW_TIME_DAY);
  assert_span (moved, ahead.start_ms, ahead.end_ms);

  moved = bw_forecast_range_reach (&limits, &span, NOW_MS - 30 * BW_TIME_DAY);
  assert_span (moved, span.start_ms, span.end_ms);
  moved = bw_forecast_range_reach (&limits, &span, span.end_ms + BW_TIME_HOUR);
  assert_span (moved, span.start_ms + BW_TIME_HOUR, span.end_ms + BW_TIME_HOUR);
  moved = bw_forecast_range_reach (&limits, &span, span.start_ms - BW_TIME_HOUR);
  assert_span (moved, span.start_ms - BW_TIME_HOUR, span.end_ms - BW_TIME_HOUR);
  moved = bw_forecast_range_reach (&limits, &span, NOW_MS + BW_TIME_HOUR);
  assert_span (moved, span.start_ms, limits.end_ms);
  moved = bw_forecast_range_reach (&limits, &ahead, NOW_MS - 41 * BW_TIME_DAY);
  assert_span (moved, NOW_MS - 41 * BW_TIME_DAY, limits.end_ms);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast-range/fit", test_fit);
  g_test_add_func ("/forecast-range/zoom-in-the-past", test_zoom_in_the_past);
  g_test_add_func ("/forecast-range/zoom-with-hours-ahead", test_zoom_with_hours_ahead);
  g_test_add_func ("/forecast-range/pan-and-reach", test_pan_and_reach);
  return g_test_run ();
}

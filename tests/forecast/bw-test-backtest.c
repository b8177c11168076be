/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test-backtest.h"

#include "base/bw-time.h"
#include "forecast/bw-simulate.h"

#include <math.h>

BwTestLibrary *
bw_test_backtest_live (guint days,
                       guint changed_days)
{
  BwTestLibrary *test = bw_test_library_new ("UTC");
  BwSimulateOptions options;
  g_autoptr (BwSimulated) life = NULL;
  gint64 cut_ms;

  bw_simulate_options_init (&options, 5);
  options.days = days;
  life = bw_simulate (&options);
  cut_ms = (options.first_day + days - changed_days) * BW_TIME_DAY;
  bw_test_library_begin (test);
  for (guint i = 0; i < life->readings->len; i++)
    {
      const BwSimulatedReading *reading = &g_array_index (life->readings, BwSimulatedReading, i);
      double value = reading->time_ms >= cut_ms ? 20 + i % 50 : exp (reading->ln_rmssd);

      bw_test_library_add_reading (test, BW_TEST_WATCH, reading->time_ms, value, TRUE);
    }
  bw_test_library_end (test);
  return test;
}

BwBacktest *
bw_test_backtest_run (BwTestLibrary *test,
                      guint          days,
                      gboolean       nets)
{
  const BwBacktestOptions options = {
    .days = days,
    .nets = nets,
    .nets_from_zero = TRUE,
    .seed = 3,
  };
  g_autoptr (GError) error = NULL;
  BwBacktest *self = bw_backtest_run (test->library, &options, NULL, NULL, &error);

  g_assert_no_error (error);
  return self;
}

char *
bw_test_backtest_to_text (BwBacktest *self)
{
  g_autoptr (JsonNode) node = NULL;

  self->seconds = 0;
  node = bw_backtest_to_json (self);
  return json_to_string (node, FALSE);
}

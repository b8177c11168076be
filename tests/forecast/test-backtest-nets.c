/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test-backtest.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-backtest-private.h"
#include "forecast/bw-forecast-net-private.h"

#include <math.h>

/* The nets: when each is trained, and that it is tried beside the others. */
static void
test_nets (void)
{
  const gint64 from_ms = 20000 * BW_TIME_DAY, to_ms = from_ms + 130 * BW_TIME_DAY;
  g_autoptr (GArray) fits = bw_backtest_plan_fits (from_ms, to_ms);
  g_autoptr (BwTestLibrary) test = bw_test_backtest_live (75, 0);
  g_autoptr (BwBacktest) self = NULL;
  const BwBacktestModel *net;
  g_autoptr (GPtrArray) verdict = NULL;

  g_assert_cmpuint (fits->len, ==, 3);
  for (guint i = 0; i < fits->len; i++)
    {
      const BwBacktestFit *fit = &g_array_index (fits, BwBacktestFit, i);

      g_assert_cmpint (fit->at_ms, ==, from_ms + i * 56 * BW_TIME_DAY);
      g_assert_cmpint (fit->until_ms, ==, i < 2 ? fit->at_ms + 56 * BW_TIME_DAY : to_ms);
    }

  self = bw_test_backtest_run (test, 0, TRUE);
  g_assert_cmpint (self->net, ==, BW_BACKTEST_NET_TRIED);
  net = bw_backtest_get_model (self, BW_BACKTEST_LSTM);
  g_assert_nonnull (net);
  g_assert_cmpuint (net->all.n, ==, self->n_targets);

  /* It is better than the usual day here, and not surely than the average. */
  g_test_message ("against the average %.2f, the profile %.2f", net->all.vs_average.high,
                  net->all.vs_profile.high);
  g_assert_cmpstr (self->shown, ==, net->all.vs_average.high < 0 ? BW_BACKTEST_LSTM : "average");
  g_assert_cmpfloat (net->all.pinball, <, 1.5 * bw_backtest_get_model (self, "profile")->all.pinball);
  bw_assert_near (net->all.coverage80, 0.8, 0.12);
  /* Its nets are not the one that Today judged by itself, and says so. */
  verdict = bw_backtest_get_verdict (self);
  g_assert_nonnull (strstr (g_ptr_array_index (verdict, verdict->len - 1), "Today goes by"));
  g_clear_pointer (&self, bw_backtest_free);

  /* With most of the data tested on there is too little to learn from. */
  self = bw_test_backtest_run (test, 50, TRUE);
  g_assert_cmpint (self->net, ==, BW_BACKTEST_NET_TOO_FEW);
  g_assert_null (bw_backtest_get_model (self, BW_BACKTEST_LSTM));
}

/* Two threads tell what is done, and it never goes back. */
static void
on_progress (BwProgress *progress,
             gpointer    data)
{
  double *before = data;
  g_auto (BwProgressState) state = { 0 };

  bw_progress_get_state (progress, &state);
  g_assert_cmpfloat (state.fraction, >=, *before);
  *before = state.fraction;
}

/* The bands of a net begin to learn from the first outcome that its weights have not seen, and from none
 * before. */
static void
test_net_warms_up (void)
{
  const BwBacktestOptions options = {
    .stride_hours = 12, .nets = TRUE, .nets_from_zero = TRUE, .seed = 3
  };
  BwSimulateOptions simulate;
  g_autoptr (BwHourly) hourly = NULL;
  g_autoptr (BwSeries) series = NULL;
  g_auto (BwBacktestRun) run = { .options = &options };
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_autoptr (GError) error = NULL;
  double done = 0;
  gint64 first_ms;

  bw_simulate_options_init (&simulate, 5);
  simulate.days = 60;
  hourly = bw_test_hourly_simulate (&simulate);
  series = bw_series_new (hourly);
  run.series = series;
  run.from_ms = series->hours[50 * 24].start_ms;
  run.to_ms = series->hours[60 * 24 - 1].start_ms;
  run.fits = bw_backtest_plan_fits (run.from_ms, run.to_ms);
  run.progress = progress;
  bw_progress_set_notify (progress, on_progress, &done);
  g_assert_true (bw_backtest_run_models (&run, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (done, >, 0.5);

  /* The last 15 % of the 50 days. */
  first_ms = series->hours[50 * 24 - 180].start_ms;
  g_assert_cmpint (g_array_index (run.fits, BwBacktestFit, 0).first_ms, ==, first_ms);
  g_assert_cmpint (g_array_index (run.targets, BwTarget, 0).issued_ms, <, first_ms);
  for (guint i = 0; i < run.targets->len; i++)
    {
      const BwTarget *target = &g_array_index (run.targets, BwTarget, i);

      g_assert_cmpint (run.net_bands[i].horizon, ==,
                       target->issued_ms >= first_ms ? target->horizon : 0);
    }
}

/* Nobody wore the watch in the days that tell when a training is to stop: there is no net, and the others
 * are tested all the same. */
static void
test_untrained (void)
{
  const gint64 day = BW_TIME_DAY;
  BwSimulateOptions options;
  g_autoptr (GArray) fits = bw_backtest_plan_fits (0, 200 * day);
  g_autoptr (BwTestLibrary) test = bw_test_library_new ("UTC");
  g_autoptr (BwSimulated) life = NULL;
  g_autoptr (BwBacktest) self = NULL;

  bw_simulate_options_init (&options, 5);
  options.days = 110;
  life = bw_simulate (&options);
  bw_test_library_begin (test);
  for (guint i = 0; i < life->readings->len; i++)
    {
      const BwSimulatedReading *reading = &g_array_index (life->readings, BwSimulatedReading, i);
      gint64 days = reading->time_ms / day - options.first_day;

      if (days < 50 || days >= 70)
        bw_test_library_add_reading (test, BW_TEST_WATCH, reading->time_ms, exp (reading->ln_rmssd), TRUE);
    }
  bw_test_library_end (test);
  self = bw_test_backtest_run (test, 40, TRUE);
  g_assert_cmpint (self->net, ==, BW_BACKTEST_NET_TOO_FEW);
  g_assert_cmpuint (self->models->len, ==, BW_N_RIVALS);

  /* Of four the second and the last are missing: the first and the third go on. */
  g_assert_cmpuint (fits->len, ==, 4);
  for (guint i = 0; i < 4; i += 2)
    g_array_index (fits, BwBacktestFit, i).net = bw_forecast_net_new (BW_PRESET_TUTORIAL, 2, 1, 1);
  g_assert_true (bw_backtest_drop_untrained (fits));
  g_assert_cmpuint (fits->len, ==, 2);
  g_assert_cmpint (g_array_index (fits, BwBacktestFit, 0).until_ms, ==, 112 * day);
  g_assert_cmpint (g_array_index (fits, BwBacktestFit, 1).at_ms, ==, 112 * day);
  g_assert_cmpint (g_array_index (fits, BwBacktestFit, 1).until_ms, ==, 200 * day);
  g_array_remove_index (fits, 0);
  g_clear_pointer (&g_array_index (fits, BwBacktestFit, 0).net, bw_forecast_net_free);
  g_assert_false (bw_backtest_drop_untrained (fits));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backtest-nets/nets", test_nets);
  g_test_add_func ("/backtest-nets/net-warms-up", test_net_warms_up);
  g_test_add_func ("/backtest-nets/untrained", test_untrained);
  return g_test_run ();
}

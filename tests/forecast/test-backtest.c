/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-random.h"
#include "base/bw-time.h"
#include "bw-test-library.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-backtest-private.h"
#include "forecast/bw-forecast-net-private.h"
#include "forecast/bw-simulate.h"
#include "forecast/bw-verdict.h"

#include <math.h>
#include <string.h>

#define WATCH "Sam’s Apple Watch"
#define DAYS 110

/* A simulated life in a library of its own; the readings of the last @changed_days are others. */
static BwTestLibrary *
make (guint days,
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

      bw_test_library_add_reading (test, WATCH, reading->time_ms, value, TRUE);
    }
  bw_test_library_end (test);
  return test;
}

static BwBacktest *
run (BwTestLibrary *test,
     guint          days,
     gboolean       nets)
{
  const BwBacktestOptions options = {
    .days = days,
    .nets = nets,
    .nets_from_zero = TRUE, /* what they begin with is not what is tested */
    .seed = 3,
  };
  g_autoptr (GError) error = NULL;
  BwBacktest *self = bw_backtest_run (test->library, &options, NULL, NULL, &error);

  g_assert_no_error (error);
  return self;
}

/* Without what differs from run to run. */
static char *
to_text (BwBacktest *self)
{
  g_autoptr (JsonNode) node = NULL;

  self->seconds = 0;
  node = bw_backtest_to_json (self);
  return json_to_string (node, FALSE);
}

/* --- Figures ---------------------------------------------------------------------------------- */

/* Three targets done by hand: one inside the band, one below, one above; the second turned out red. */
static void
test_figures (void)
{
  g_autoptr (GArray) targets = g_array_new (FALSE, TRUE, sizeof (BwTarget));
  const double outcomes[] = { 0.1, -3, 2 }, levels[] = { 0, -2, -0.7 };
  const int horizons[] = { 1, 7, 24 };
  BwBand bands[3] = { { 0 } }, profile[3] = { { 0 } };
  BwBacktestFigures figures;

  for (int i = 0; i < 3; i++)
    {
      const BwTarget target = {
        .issued_ms = i * BW_TIME_HOUR,
        .horizon = (gint8) horizons[i],
        .spread = 0.5,
        .sigma = 1,
        .level_sd = 0.1,
        .level_after = levels[i],
        .z = outcomes[i],
      };

      g_array_append_val (targets, target);
      bands[i] = (BwBand){
        .horizon = horizons[i],
        .median = i == 1 ? -2 : 0,
        .outcome = outcomes[i],
        .band_low = i == 1 ? -2.5 : -1,
        .band_high = 1,
      };
      profile[i] = (BwBand){ .horizon = horizons[i], .outcome = outcomes[i], .band_low = -2,
                             .band_high = 2 };
    }

  bw_backtest_score (&figures, targets, bands, profile, profile, 0, -1, 0.5, 1);
  g_assert_cmpuint (figures.n, ==, 3);
  bw_assert_near (figures.mae_ln, 0.5 * (0.1 + 1 + 2) / 3, 1e-12);
  bw_assert_near (figures.rmse_ln, 0.5 * sqrt ((0.01 + 1 + 4) / 3), 1e-12);
  g_assert_true (figures.has_mase);
  bw_assert_near (figures.mase, figures.mae_ln / 0.5, 1e-12);
  bw_assert_near (figures.coverage80, 1.0 / 3, 1e-12);
  bw_assert_near (figures.width80_ln, 0.5 * (2 + 3.5 + 2) / 3, 1e-12);
  bw_assert_near (figures.interval_score80, 0.5 * (2 + 3.5 + 2 + 10 * (0.5 + 1)) / 3, 1e-12);
  bw_assert_near (figures.pinball,
                  0.5 / 9
                      * ((0.11 + 0.05 + 0.09) + (0.45 + 0.5 + 0.4) + (0.3 + 1 + 0.9)),
                  1e-12);
  g_assert_cmpuint (figures.zones[BW_ZONE_GREEN][BW_ZONE_GREEN], ==, 1);
  g_assert_cmpuint (figures.zones[BW_ZONE_RED][BW_ZONE_RED], ==, 1);
  g_assert_cmpuint (figures.zones[BW_ZONE_YELLOW][BW_ZONE_GREEN], ==, 1);
  g_assert_cmpuint (figures.n_flagged, ==, 1);
  bw_assert_near (bw_backtest_figures_zone_accuracy (&figures), 2.0 / 3, 1e-12);
  bw_assert_near (bw_backtest_figures_red_sensitivity (&figures), 1, 1e-12);
  bw_assert_near (bw_backtest_figures_red_precision (&figures), 1, 1e-12);
  bw_assert_near (bw_backtest_figures_red_false_alarm (&figures), 0, 1e-12);
  g_assert_false (isfinite (figures.vs_average.low));

  bw_backtest_score (&figures, targets, bands, profile, profile, 0, 1, 0, 1);
  g_assert_cmpuint (figures.n, ==, 1);
  bw_assert_near (figures.mae_ln, 0.5, 1e-12);
  g_assert_false (figures.has_mase);
  bw_backtest_score (&figures, targets, bands, profile, profile, 2, 0, 0, 1);
  g_assert_cmpuint (figures.n, ==, 0);
  g_assert_true (isnan (bw_backtest_figures_red_sensitivity (&figures)));
}

/* Each model is held against the average and against the profile, and the error of the naive forecast is
 * that of the days before the tested ones. */
static void
test_differences (void)
{
  g_autoptr (GArray) targets = g_array_new (FALSE, TRUE, sizeof (BwTarget));
  BwBand bands[40] = { { 0 } }, average[40] = { { 0 } }, profile[40] = { { 0 } };
  BwBacktestFigures figures;

  for (int i = 0; i < 40; i++)
    {
      const BwTarget target = {
        .issued_ms = i * BW_TIME_DAY,
        .horizon = 1,
        .spread = 0.5,
        .sigma = 1,
        .z = 1 + i / 10,
        .rival[BW_RIVAL_SEASONAL] = -1,
      };

      g_array_append_val (targets, target);
      bands[i].outcome = average[i].outcome = profile[i].outcome = target.z;
      bands[i].median = target.z - 0.3;
      average[i].median = target.z - 0.4;
      profile[i].median = target.z - 0.6;
      bands[i].band_low = average[i].band_low = profile[i].band_low = target.z;
      bands[i].band_high = average[i].band_high = profile[i].band_high = target.z;
    }
  bw_backtest_score (&figures, targets, bands, average, profile, 10, -1, 0, 1);
  g_assert_cmpuint (figures.n, ==, 30);
  g_assert_cmpuint (figures.vs_average.n_weeks, ==, 5);
  bw_assert_near (figures.vs_average.percent, -25, 1e-9);
  bw_assert_near (figures.vs_average.high, -25, 1e-9);
  bw_assert_near (figures.vs_profile.percent, -50, 1e-9);
  bw_assert_near (figures.vs_profile.low, -50, 1e-9);

  bw_assert_near (bw_backtest_naive_mae (targets, 20), 0.5 * 2.5, 1e-12);
  g_assert_cmpfloat (bw_backtest_naive_mae (targets, 0), ==, 0);
}

/* The error of the naive forecast in the 180 days before the tested ones, made anew. */
static double
get_naive_mae (BwTestLibrary    *test,
               const BwBacktest *self)
{
  g_auto (BwForecastData) data = { 0 };
  g_autoptr (GArray) targets = NULL;

  g_assert_true (bw_forecast_data_load (&data, test->library, BW_MEASURE_AUTO, G_MAXINT64, 365, NULL,
                                        NULL));
  targets = bw_rolling (data.series, self->from_ms - 180 * BW_TIME_DAY, self->from_ms + BW_TIME_DAY, 6,
                        NULL, NULL, NULL);
  return bw_backtest_naive_mae (targets, bw_verdict_first_issued (targets, self->from_ms));
}

/* The level that is looked back on is nearer the truth than the level that was foreseen, and than the
 * readings. */
static void
test_level_after (void)
{
  BwSimulateOptions options;
  g_autoptr (BwSimulated) life = NULL;
  g_autoptr (BwHourly) hourly = NULL;
  g_autoptr (BwSeries) series = NULL;
  g_autoptr (GArray) targets = NULL;
  double after = 0, before = 0, reading = 0;
  gint64 from_ms;

  bw_simulate_options_init (&options, 5);
  options.days = 120;
  life = bw_simulate (&options);
  hourly = bw_test_hourly_simulate (&options);
  series = bw_series_new (hourly);
  from_ms = series->hours[0].start_ms;
  targets = bw_rolling (series, from_ms + 60 * BW_TIME_DAY, from_ms + 118 * BW_TIME_DAY, 6, NULL, NULL,
                        NULL);
  g_assert_cmpuint (targets->len, >, 500);
  for (guint i = 0; i < targets->len; i++)
    {
      const BwTarget *target = &g_array_index (targets, BwTarget, i);
      BwBaseline baseline;
      gint64 era_ms;
      double truth;

      bw_series_get_baseline (series, target->issued_ms, &baseline, &era_ms);
      truth = bw_baseline_to_z (
          &baseline, target->hour,
          g_array_index (life->hours, BwSimulatedHour, target->hour_index).level);
      after += pow (target->level_after - truth, 2);
      before += pow (target->rival[BW_RIVAL_LEVEL] - truth, 2);
      reading += pow (target->z - truth, 2);
      g_assert_cmpfloat (target->level_sd, >, 0);
      g_assert_cmpfloat (target->sigma, >, 0);
    }
  g_test_message ("squared error: after %.3f, before %.3f, reading %.3f", after / targets->len,
                  before / targets->len, reading / targets->len);
  g_assert_cmpfloat (after, <, 0.85 * before);
  g_assert_cmpfloat (after, <, 0.6 * reading);
}

/* --- Runs ------------------------------------------------------------------------------------- */

static void
test_run (void)
{
  g_autoptr (BwTestLibrary) test = make (DAYS, 0);
  g_autoptr (BwBacktest) self = run (test, 0, FALSE);
  g_autoptr (BwBacktest) again = run (test, 0, FALSE);
  g_autoptr (GPtrArray) verdict = bw_backtest_get_verdict (self);
  g_autofree char *one = to_text (self), *two = to_text (again);
  guint targets = 0;
  double coverage;

  g_assert_cmpstr (one, ==, two);
  g_assert_cmpuint (self->models->len, ==, BW_N_RIVALS);
  g_assert_cmpstr (self->shown, ==, "average");
  g_assert_cmpint (self->net, ==, BW_BACKTEST_NET_LEFT_OUT);
  bw_assert_near ((double) (self->to_ms - self->from_ms) / BW_TIME_DAY, 0.35 * DAYS, 1.5);
  g_assert_cmpuint (self->n_origins, <=, self->n_days * 4);
  g_assert_cmpuint (self->n_hours, <, self->n_targets);
  bw_assert_near (bw_backtest_get_shown (self)->all.mae_ln / bw_backtest_get_shown (self)->all.mase,
                  get_naive_mae (test, self), 1e-9);
  for (guint i = 0; i < self->n_days; i++)
    targets += self->day_targets[i];
  g_assert_cmpuint (targets, ==, self->n_targets);
  for (guint m = 0; m < self->models->len; m++)
    {
      const BwBacktestModel *model = g_ptr_array_index (self->models, m);
      double loss = 0;
      guint inside = 0, in_blocks = 0;

      for (guint i = 0; i < self->n_days; i++)
        {
          loss += model->loss[i];
          inside += model->inside[i];
        }
      for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
        in_blocks += model->by_block[b].n;
      g_assert_cmpuint (in_blocks, ==, self->n_targets);
      bw_assert_near (loss / self->n_targets, model->all.pinball, 1e-9);
      bw_assert_near ((double) inside / self->n_targets, model->all.coverage80, 1e-9);
      bw_assert_near (model->all.coverage80, 0.8, 0.08);
      g_assert_true (model->all.has_mase);
    }
  g_assert_cmpfloat (bw_backtest_get_shown (self)->all.vs_average.percent, ==, 0);
  g_assert_cmpfloat (bw_backtest_get_model (self, "seasonal")->all.vs_average.low, >, 0);
  g_assert_cmpuint (verdict->len, >=, 4);
  g_assert_false (bw_backtest_running_coverage (self, bw_backtest_get_shown (self), 5, &coverage));
  g_assert_true (bw_backtest_running_coverage (self, bw_backtest_get_shown (self),
                                               self->n_days - 1, &coverage));
  bw_assert_near (coverage, 0.8, 0.1);
}

/* Warnings that were for nothing are told. */
static void
test_red_in_words (void)
{
  g_autoptr (BwTestLibrary) test = make (80, 0);
  g_autoptr (BwBacktest) self = run (test, 0, FALSE);
  BwBacktestModel *shown = (BwBacktestModel *) bw_backtest_get_shown (self);
  static const char *const starts[] = { "No hour turned out red.", "No hour turned out red, though 7 ",
                                        "2 forecasts were of hours that turned out red, and none" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (GPtrArray) verdict = NULL;

      memset (shown->all.zones[BW_ZONE_RED], 0, sizeof shown->all.zones[BW_ZONE_RED]);
      shown->all.zones[BW_ZONE_RED][BW_ZONE_YELLOW] = i == 2 ? 2 : 0;
      shown->all.n_flagged = i == 1 ? 7 : 0;
      shown->all.n_red_flagged = 0;
      verdict = bw_backtest_get_verdict (self);
      g_assert_true (g_str_has_prefix (g_ptr_array_index (verdict, verdict->len - 1), starts[i]));
    }
}

/* What happens later changes nothing before: no model peeks. */
static void
test_no_peeking (void)
{
  const guint changed = 12;
  g_autoptr (BwTestLibrary) one = make (DAYS, 0), two = make (DAYS, changed);
  g_autoptr (BwBacktest) a = run (one, 0, TRUE), b = run (two, 0, TRUE);
  guint same = 0;

  g_assert_cmpuint (a->n_days, ==, b->n_days);
  g_assert_cmpuint (a->models->len, ==, BW_N_RIVALS + 1);
  for (guint m = 0; m < a->models->len; m++)
    {
      const BwBacktestModel *x = g_ptr_array_index (a->models, m);
      const BwBacktestModel *y = g_ptr_array_index (b->models, m);
      gboolean differs = FALSE;

      for (guint i = 0; i < a->n_days; i++)
        {
          /* Issued on a day whose targets all came before. */
          if (a->days[i] < a->days[a->n_days - 1] - changed - 1)
            {
              g_assert_true (x->loss[i] == y->loss[i]);
              g_assert_cmpuint (x->inside[i], ==, y->inside[i]);
              same++;
            }
          differs |= x->loss[i] != y->loss[i];
        }
      g_assert_true (differs);
    }
  g_assert_cmpuint (same, >, 100);
}

/* Summer time ends, two weeks are missing and the watch is another from then on: all within the tested
 * days. Days without readings have no targets, and a new era is calibrated before it is forecast. */
static void
test_holes (void)
{
  g_autoptr (BwTestLibrary) test = bw_test_library_new ("Europe/Berlin");
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (BwSimulated) life = NULL;
  g_autoptr (BwBacktest) self = NULL;
  BwSimulateOptions options;
  gint64 hole_day, end_day;
  guint targets = 0, before = 0, after = 0;
  double coverage;

  bw_simulate_options_init (&options, 8);
  options.zone = berlin;
  options.days = 240;
  options.first_day = bw_time_days_from_civil (2024, 5, 1);
  life = bw_simulate (&options);
  hole_day = bw_time_days_from_civil (2024, 11, 1);
  end_day = hole_day + 14;
  bw_test_library_begin (test);
  for (guint i = 0; i < life->readings->len; i++)
    {
      const BwSimulatedReading *reading = &g_array_index (life->readings, BwSimulatedReading, i);
      gint64 day = bw_time_local_day (berlin, reading->time_ms);
      const char *watch = day < hole_day ? WATCH : "Sam’s New Watch";

      if (day >= hole_day && day < end_day)
        continue;
      bw_test_library_add_reading (test, watch, reading->time_ms,
                                   exp (reading->ln_rmssd + (day < hole_day ? 0 : 0.4)), TRUE);
      /* The watch's own value tells which one it was. */
      bw_test_library_add (test, BW_KIND_SDNN, "ms", watch, reading->time_ms,
                           reading->time_ms + BW_TIME_MINUTE, 40);
    }
  bw_test_library_end (test);

  self = run (test, 90, FALSE);
  for (guint i = 0; i < self->n_days; i++)
    {
      targets += self->day_targets[i];
      before += self->days[i] < hole_day;
      after += self->days[i] >= end_day + BW_BASELINE_CALIBRATION_DAYS - 1;
      /* Until its first reading nobody knows of the new watch. */
      g_assert_true (self->days[i] < hole_day || self->days[i] == end_day - 1
                     || self->days[i] == end_day
                     || self->days[i] >= end_day + BW_BASELINE_CALIBRATION_DAYS - 1);
    }
  g_assert_cmpuint (targets, ==, self->n_targets);
  g_assert_cmpuint (before, >, 20);
  g_assert_cmpuint (after, >, 20);
  g_assert_true (bw_backtest_running_coverage (self, bw_backtest_get_shown (self), self->n_days - 1,
                                               &coverage));
  bw_assert_near (coverage, 0.8, 0.12);
  bw_assert_near (bw_backtest_get_shown (self)->all.coverage80, 0.8, 0.08);
}

/* The nets: when each is trained, and that it is tried beside the others. */
static void
test_nets (void)
{
  const gint64 from_ms = 20000 * BW_TIME_DAY, to_ms = from_ms + 130 * BW_TIME_DAY;
  g_autoptr (GArray) fits = bw_backtest_plan_fits (from_ms, to_ms);
  g_autoptr (BwTestLibrary) test = make (75, 0);
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

  self = run (test, 0, TRUE);
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
  self = run (test, 50, TRUE);
  g_assert_cmpint (self->net, ==, BW_BACKTEST_NET_TOO_FEW);
  g_assert_null (bw_backtest_get_model (self, BW_BACKTEST_LSTM));
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
  g_autoptr (GError) error = NULL;
  gint64 first_ms;

  bw_simulate_options_init (&simulate, 5);
  simulate.days = 60;
  hourly = bw_test_hourly_simulate (&simulate);
  series = bw_series_new (hourly);
  run.series = series;
  run.from_ms = series->hours[50 * 24].start_ms;
  run.to_ms = series->hours[60 * 24 - 1].start_ms;
  run.fits = bw_backtest_plan_fits (run.from_ms, run.to_ms);
  g_assert_true (bw_backtest_run_models (&run, &error));
  g_assert_no_error (error);

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
        bw_test_library_add_reading (test, WATCH, reading->time_ms, exp (reading->ln_rmssd), TRUE);
    }
  bw_test_library_end (test);
  self = run (test, 40, TRUE);
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

static void
test_refused (void)
{
  const BwBacktestOptions options = { .nets = TRUE, .nets_from_zero = TRUE };
  g_autoptr (BwTestLibrary) test = make (25, 0);
  g_autoptr (BwTestLibrary) empty = bw_test_library_new ("UTC");
  g_autoptr (BwTestLibrary) enough = make (80, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_backtest_run (test->library, &options, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_assert_null (bw_backtest_run (empty->library, &options, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (bw_backtest_run (enough->library, &options, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
on_progress (BwProgress *progress,
             gpointer    data)
{
  g_auto (BwProgressState) state = { 0 };

  bw_progress_get_state (progress, &state);
  if (state.fraction > 0.1)
    g_cancellable_cancel (data);
}

/* In the middle of its work it ends soon, threads and all. */
static void
test_cancelled (void)
{
  const BwBacktestOptions options = { .nets = TRUE, .nets_from_zero = TRUE };
  g_autoptr (BwTestLibrary) test = make (DAYS, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_autoptr (GError) error = NULL;

  bw_progress_set_notify (progress, on_progress, cancellable);
  g_assert_null (bw_backtest_run (test->library, &options, progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- What is kept ----------------------------------------------------------------------------- */

static void
test_keep (void)
{
  g_autoptr (BwTestLibrary) test = make (80, 0);
  g_autoptr (BwBacktest) self = NULL, kept = NULL;
  g_autofree char *one = NULL, *two = NULL;
  g_autoptr (BwBacktestRow) row = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_backtest_read (test->library, BW_MEASURE_AUTO, &kept, &error));
  g_assert_null (kept);
  self = run (test, 0, FALSE);
  row = bw_backtest_to_row (self);
  g_assert_true (bw_library_set_backtest (test->library, row, &error));
  g_assert_true (bw_library_set_backtest (test->library, row, &error));
  g_assert_true (bw_backtest_read (test->library, BW_MEASURE_AUTO, &kept, &error));
  g_assert_no_error (error);
  g_assert_cmpint (kept->made_ms, ==, self->made_ms);
  one = to_text (self);
  two = to_text (kept);
  g_assert_cmpstr (one, ==, two);
  g_assert_true (bw_backtest_is_current (test->library, kept, NULL));

  /* A resting heart rate is an input of the ridge's. */
  bw_test_library_begin (test);
  bw_test_library_add (test, BW_KIND_RESTING_HEART_RATE, "count/min", WATCH,
                       kept->to_ms - 20 * BW_TIME_DAY, kept->to_ms - 20 * BW_TIME_DAY + BW_TIME_HOUR,
                       55);
  bw_test_library_end (test);
  g_assert_false (bw_backtest_is_current (test->library, kept, NULL));
  g_clear_pointer (&kept, bw_backtest_free);
  kept = run (test, 0, FALSE);
  g_assert_true (bw_backtest_is_current (test->library, kept, NULL));

  bw_test_library_begin (test);
  bw_test_library_add_reading (test, WATCH, kept->to_ms + BW_TIME_HOUR, 40, TRUE);
  bw_test_library_end (test);
  g_assert_false (bw_backtest_is_current (test->library, kept, NULL));
}

/* Whatever a damaged library holds is refused or can be shown, and never ends the program. */
static void
try_text (const char *text,
          guint      *taken)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBacktest) self = bw_backtest_from_text (text, &error);
  g_autoptr (GPtrArray) verdict = NULL;
  g_autoptr (JsonNode) node = NULL;
  double coverage;

  if (self == NULL)
    {
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      return;
    }
  (*taken)++;
  verdict = bw_backtest_get_verdict (self);
  g_assert_cmpuint (verdict->len, >, 0);
  for (guint i = 0; i < self->n_days; i++)
    bw_backtest_running_coverage (self, bw_backtest_get_shown (self), i, &coverage);
  node = bw_backtest_to_json (self);
  g_assert_nonnull (node);
}

static void
test_damage (void)
{
  static const char *const pieces[] = { "null", "-1", "1e308", "\"\"", "[]", "{}", "true", "0" };
  g_autoptr (BwTestLibrary) test = make (70, 0);
  g_autoptr (BwBacktest) self = run (test, 0, FALSE);
  g_autofree char *text = to_text (self);
  gsize length = strlen (text);
  GRand *rand = bw_random_new (7, "damage");
  guint taken = 0;

  try_text (text, &taken);
  g_assert_cmpuint (taken, ==, 1);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (GString) damaged = g_string_new_len (text, (gssize) length);
      guint at = (guint) g_rand_int_range (rand, 0, (gint32) length);

      if (i % 3 == 0)
        g_string_truncate (damaged, at);
      else if (i % 3 == 1)
        damaged->str[at] = (char) g_rand_int_range (rand, 1, 256);
      else
        {
          /* The value behind some key is another. */
          const char *colon = memchr (damaged->str + at, ':', damaged->len - at);
          gsize begin = colon != NULL ? (gsize) (colon - damaged->str) + 1 : 0;
          gsize end = begin + strcspn (damaged->str + begin, ",}]");

          g_string_erase (damaged, (gssize) begin, (gssize) (end - begin));
          g_string_insert (damaged, (gssize) begin, pieces[i / 3 % G_N_ELEMENTS (pieces)]);
        }
      try_text (damaged->str, &taken);
    }
  g_rand_free (rand);
  try_text ("", &taken);
  try_text ("[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]", &taken);
  g_assert_cmpuint (taken, <, 200);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backtest/figures", test_figures);
  g_test_add_func ("/backtest/differences", test_differences);
  g_test_add_func ("/backtest/level-after", test_level_after);
  g_test_add_func ("/backtest/run", test_run);
  g_test_add_func ("/backtest/red-in-words", test_red_in_words);
  g_test_add_func ("/backtest/no-peeking", test_no_peeking);
  g_test_add_func ("/backtest/holes", test_holes);
  g_test_add_func ("/backtest/nets", test_nets);
  g_test_add_func ("/backtest/net-warms-up", test_net_warms_up);
  g_test_add_func ("/backtest/untrained", test_untrained);
  g_test_add_func ("/backtest/refused", test_refused);
  g_test_add_func ("/backtest/cancelled", test_cancelled);
  g_test_add_func ("/backtest/keep", test_keep);
  g_test_add_func ("/backtest/damage", test_damage);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "bw-test-backtest.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-backtest-private.h"
#include "forecast/bw-score.h"
#include "forecast/bw-simulate.h"
#include "forecast/bw-verdict.h"

#include <math.h>
#include <string.h>

#define DAYS 110

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

/* An hour is flagged from a chance of red of 30 % on, whatever its median says. */
static void
test_flag (void)
{
  /* Of a standard normal distribution: 30.2 and 29.8 % lie beyond. */
  const double beyond[] = { 0.5187, 0.5302 };

  for (guint i = 0; i < G_N_ELEMENTS (beyond); i++)
    {
      g_autoptr (GArray) targets = g_array_new (FALSE, TRUE, sizeof (BwTarget));
      const BwTarget target = {
        .horizon = 1, .spread = 0.5, .sigma = 0.8, .level_sd = 0.4, .level_after = -2
      };
      const BwBand band = { .horizon = 1, .median = 0.8 * bw_score_to_z (40) + 0.4 * beyond[i] };
      const BwBand other = { .horizon = 1 };
      BwBacktestFigures figures;

      g_array_append_val (targets, target);
      bw_backtest_score (&figures, targets, &band, &other, &other, 0, -1, 0, 1);
      g_assert_cmpuint (figures.zones[BW_ZONE_RED][BW_ZONE_YELLOW], ==, 1);
      g_assert_cmpuint (figures.n_flagged, ==, i == 0);
      g_assert_cmpuint (figures.n_red_flagged, ==, i == 0);
    }
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
  g_autoptr (BwTestLibrary) test = bw_test_backtest_live (DAYS, 0);
  g_autoptr (BwBacktest) self = bw_test_backtest_run (test, 0, FALSE);
  g_autoptr (BwBacktest) again = bw_test_backtest_run (test, 0, FALSE);
  g_autoptr (GPtrArray) verdict = bw_backtest_get_verdict (self);
  g_autofree char *one = bw_test_backtest_to_text (self), *two = bw_test_backtest_to_text (again);
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

/* The running coverage is that of 30 days, once they have passed. */
static void
test_running_coverage (void)
{
  g_autoptr (BwBacktest) self = bw_backtest_new ();
  BwBacktestModel *model = bw_backtest_model_new ("average", 40);
  double coverage;

  g_ptr_array_add (self->models, model);
  self->n_days = 40;
  self->days = g_new0 (gint64, 40);
  self->day_targets = g_new0 (guint, 40);
  for (guint i = 0; i < 40; i++)
    {
      self->days[i] = 20000 + i;
      self->day_targets[i] = 2;
      model->inside[i] = i < 10 ? 0 : 2;
    }
  g_assert_false (bw_backtest_running_coverage (self, model, 28, &coverage));
  g_assert_true (bw_backtest_running_coverage (self, model, 29, &coverage));
  bw_assert_near (coverage, 20 / 30.0, 1e-12);
  g_assert_true (bw_backtest_running_coverage (self, model, 34, &coverage));
  bw_assert_near (coverage, 25 / 30.0, 1e-12);

  /* With less than forty targets there is none. */
  for (guint i = 10; i < 40; i++)
    self->day_targets[i] = model->inside[i] = i % 2;
  g_assert_false (bw_backtest_running_coverage (self, model, 39, &coverage));
}

/* Warnings that were for nothing are told. */
static void
test_red_in_words (void)
{
  g_autoptr (BwTestLibrary) test = bw_test_backtest_live (80, 0);
  g_autoptr (BwBacktest) self = bw_test_backtest_run (test, 0, FALSE);
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
  g_autoptr (BwTestLibrary) one = bw_test_backtest_live (DAYS, 0);
  g_autoptr (BwTestLibrary) two = bw_test_backtest_live (DAYS, changed);
  g_autoptr (BwBacktest) a = bw_test_backtest_run (one, 0, TRUE);
  g_autoptr (BwBacktest) b = bw_test_backtest_run (two, 0, TRUE);
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
      const char *watch = day < hole_day ? BW_TEST_WATCH : "Sam’s New Watch";

      if (day >= hole_day && day < end_day)
        continue;
      bw_test_library_add_reading (test, watch, reading->time_ms,
                                   exp (reading->ln_rmssd + (day < hole_day ? 0 : 0.4)), TRUE);
      /* The watch's own value tells which one it was. */
      bw_test_library_add (test, BW_KIND_SDNN, "ms", watch, reading->time_ms,
                           reading->time_ms + BW_TIME_MINUTE, 40);
    }
  bw_test_library_end (test);

  self = bw_test_backtest_run (test, 90, FALSE);
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

static void
test_refused (void)
{
  const BwBacktestOptions options = { .nets = TRUE, .nets_from_zero = TRUE };
  g_autoptr (BwTestLibrary) test = bw_test_backtest_live (25, 0);
  g_autoptr (BwTestLibrary) empty = bw_test_library_new ("UTC");
  g_autoptr (BwTestLibrary) enough = bw_test_backtest_live (80, 0);
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
  g_autoptr (BwTestLibrary) test = bw_test_backtest_live (DAYS, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_autoptr (GError) error = NULL;

  bw_progress_set_notify (progress, on_progress, cancellable);
  g_assert_null (bw_backtest_run (test->library, &options, progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backtest/figures", test_figures);
  g_test_add_func ("/backtest/flag", test_flag);
  g_test_add_func ("/backtest/differences", test_differences);
  g_test_add_func ("/backtest/level-after", test_level_after);
  g_test_add_func ("/backtest/run", test_run);
  g_test_add_func ("/backtest/running-coverage", test_running_coverage);
  g_test_add_func ("/backtest/red-in-words", test_red_in_words);
  g_test_add_func ("/backtest/no-peeking", test_no_peeking);
  g_test_add_func ("/backtest/holes", test_holes);
  g_test_add_func ("/backtest/refused", test_refused);
  g_test_add_func ("/backtest/cancelled", test_cancelled);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-forecast-net-private.h"
#include "forecast/bw-rivals.h"
#include "nn/bw-loss.h"

#include <math.h>
#include <string.h>

static BwHourly *
simulate (guint days)
{
  BwSimulateOptions options;

  bw_simulate_options_init (&options, 11);
  options.days = days;
  return bw_test_hourly_simulate (&options);
}

static BwForecastNet *
train (const BwSeries     *series,
       BwPreset            preset,
       gint64              until_ms,
       guint               epochs,
       guint               n_hidden,
       BwForecastNetStats *stats)
{
  BwForecastNetOptions options = {
    .preset = preset, .seed = 5, .max_epochs = epochs, .n_hidden = n_hidden, .n_seeds = 1
  };
  g_autoptr (GError) error = NULL;
  BwForecastNet *net = bw_forecast_net_train (series, until_ms, &options, stats, NULL, 1, NULL,
                                              NULL, &error);

  g_assert_no_error (error);
  return net;
}

/* A training lowers its loss, repeats bit for bit, and survives being written and read. */
static void
test_train (gconstpointer data)
{
  BwPreset preset = (BwPreset) GPOINTER_TO_INT (data);
  g_autoptr (BwHourly) hourly = simulate (40);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  BwForecastNetStats first, stats, again;
  g_autoptr (BwForecastNet) one = train (series, preset, G_MAXINT64, 1, 8, &first);
  g_autoptr (BwForecastNet) net = train (series, preset, G_MAXINT64, 3, 8, &stats);
  g_autoptr (BwForecastNet) twin = train (series, preset, G_MAXINT64, 3, 8, &again);
  g_autoptr (BwForecastNet) loaded = NULL;
  g_autoptr (GBytes) bytes = bw_forecast_net_save (net), bytes2 = bw_forecast_net_save (twin);
  g_autoptr (GError) error = NULL;
  gint64 at_ms = g_array_index (hourly->hours, BwHour, hourly->hours->len - 1).start_ms;
  double z[BW_FORECAST_HOURS][3], z2[BW_FORECAST_HOURS][3];
  gint8 hour[BW_FORECAST_HOURS];

  g_assert_cmpfloat (stats.members[0].train_loss[2], <, stats.members[0].train_loss[0]);
  g_assert_cmpfloat (stats.validation_loss, <=, first.validation_loss);
  g_assert_cmpuint (stats.epochs, ==, 3);
  g_assert_cmpuint (stats.hours_used, ==, series->n_observations);
  g_assert_true (g_bytes_equal (bytes, bytes2));
  g_assert_true (stats.validation_loss == again.validation_loss);

  loaded = bw_forecast_net_load (bytes, preset, &error);
  g_assert_no_error (error);
  for (int k = 0; k < BW_FORECAST_HOURS; k++)
    hour[k] = (gint8) ((23 + k) % 24);
  g_assert_true (bw_forecast_net_predict (net, series, at_ms, hour, z));
  g_assert_true (bw_forecast_net_predict (loaded, series, at_ms, hour, z2));
  for (int k = 0; k < BW_FORECAST_HOURS; k++)
    {
      g_assert_true (z[k][1] == z2[k][1]);
      g_assert_cmpfloat (z[k][0], <=, z[k][1]);
      g_assert_cmpfloat (z[k][1], <=, z[k][2]);
      if (preset == BW_PRESET_TUTORIAL)
        g_assert_true (z[k][0] == z[k][2]);
    }
}

/* Data after the end of the training, and after an issue time, change nothing. */
static void
test_no_peeking (gconstpointer data)
{
  BwPreset preset = (BwPreset) GPOINTER_TO_INT (data);
  g_autoptr (BwHourly) hourly = simulate (50);
  g_autoptr (BwHourly) changed = simulate (50);
  g_autoptr (BwSeries) series = NULL, series2 = NULL;
  gint64 until_ms = g_array_index (hourly->hours, BwHour, 40 * 24).start_ms;
  BwForecastNetStats stats, stats2;
  g_autoptr (BwForecastNet) net = NULL, net2 = NULL;
  g_autoptr (GBytes) bytes = NULL, bytes2 = NULL;
  double z[BW_FORECAST_HOURS][3], z2[BW_FORECAST_HOURS][3];
  gint8 hour[BW_FORECAST_HOURS] = { 0 };

  for (guint i = 40 * 24; i < changed->hours->len; i++)
    {
      BwHour *h = &g_array_index (changed->hours, BwHour, i);

      h->n = 1;
      h->mean_ms = 17;
      h->ln_mean = log (17);
      h->hr_bpm = 180;
      h->has_hr = 1;
      h->steps = 5;
    }
  for (guint i = 0; i < changed->readings->len; i++)
    if (g_array_index (changed->readings, BwHourlyReading, i).time_ms >= until_ms)
      g_array_index (changed->readings, BwHourlyReading, i).value_ms = 17;
  series = bw_series_new (hourly);
  series2 = bw_series_new (changed);
  net = train (series, preset, until_ms, 1, 8, &stats);
  net2 = train (series2, preset, until_ms, 1, 8, &stats2);
  bytes = bw_forecast_net_save (net);
  bytes2 = bw_forecast_net_save (net2);
  g_assert_true (g_bytes_equal (bytes, bytes2));
  g_assert_true (bw_forecast_net_predict (net, series, until_ms, hour, z));
  g_assert_true (bw_forecast_net_predict (net, series2, until_ms, hour, z2));
  g_assert_cmpmem (z, sizeof z, z2, sizeof z2);

  /* The test would notice: what comes before does matter. */
  g_assert_true (bw_forecast_net_predict (net, series2, until_ms + BW_TIME_DAY, hour, z2));
  g_assert_true (z[0][1] != z2[0][1]);
}

/* The last 15 % tell when to stop, and nothing else: weights and scales after one epoch are the same,
 * whatever came in them. */
static void
test_validation_apart (void)
{
  g_autoptr (BwHourly) hourly = simulate (50), changed = simulate (50);
  g_autoptr (BwSeries) series = NULL, series2 = NULL;
  BwForecastNetStats stats, stats2;
  g_autoptr (BwForecastNet) net = NULL, net2 = NULL;
  g_autoptr (GBytes) bytes = NULL, bytes2 = NULL;
  gint64 split_ms = g_array_index (hourly->hours, BwHour, 50 * 24 - 180).start_ms;

  for (guint i = 50 * 24 - 180; i < changed->hours->len; i++)
    {
      BwHour *h = &g_array_index (changed->hours, BwHour, i);

      h->ln_mean += h->n > 0 ? 0.3 : 0;
      h->hr_bpm += 20;
      h->asleep_min = 30;
    }
  for (guint i = 0; i < changed->readings->len; i++)
    if (g_array_index (changed->readings, BwHourlyReading, i).time_ms >= split_ms)
      g_array_index (changed->readings, BwHourlyReading, i).value_ms *= exp (0.3);
  series = bw_series_new (hourly);
  series2 = bw_series_new (changed);
  net = train (series, BW_PRESET_DEFAULT, G_MAXINT64, 1, 8, &stats);
  net2 = train (series2, BW_PRESET_DEFAULT, G_MAXINT64, 1, 8, &stats2);
  g_assert_cmpint (stats.validation_ms, ==, split_ms);
  bytes = bw_forecast_net_save (net);
  bytes2 = bw_forecast_net_save (net2);
  g_assert_true (g_bytes_equal (bytes, bytes2));
  g_assert_true (stats.train_loss == stats2.train_loss);
  g_assert_true (stats.validation_loss != stats2.validation_loss);
}

/* A step with a loss has seen the hour before its first target last, and not the target. */
static void
test_chunk_inputs (void)
{
  g_autoptr (BwHourly) hourly = simulate (40);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  g_autoptr (BwNetChunks) chunks = bw_net_chunks_new ();
  g_autofree float *x = g_new (float, BW_NET_CHUNK * BW_N_FEATURES);
  const guint middle = 25 * 24;
  BwFeatureScale scale;
  BwBaseline baseline;
  gint64 era_ms;

  bw_feature_scale_fit (&scale, series, 0, middle);
  bw_net_chunks_add (chunks, series, &scale, middle, 0, series->n_hours);
  g_assert_cmpuint (chunks->n, ==, 1);
  g_assert_true (
      bw_series_get_baseline (series, series->hours[middle].start_ms, &baseline, &era_ms));
  bw_features_fill (x, series, &scale, &baseline, era_ms, (int) middle - 168, BW_NET_CHUNK);
  g_assert_cmpmem (chunks->x->data, BW_NET_CHUNK * BW_N_FEATURES * sizeof (float), x,
                   BW_NET_CHUNK * BW_N_FEATURES * sizeof (float));
  for (guint step = 0; step < BW_NET_HALF; step++)
    g_assert_true ((x[(167 + step) * BW_N_FEATURES + BW_FEATURE_OBSERVED] > 0.5f)
                   == (series->hours[middle + step - 1].n > 0));
}

/* The age of the last observed hour, in the window and before it; at most a fortnight. */
static void
test_age (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 from_ms = BW_TIME_DAY * 20000;
  g_autoptr (BwHourly) hourly = bw_test_hourly_new (utc, from_ms, from_ms + 20 * BW_TIME_DAY);
  g_autoptr (BwSeries) series = NULL;
  const BwFeatureScale scale = { .sd = { 1, 1, 1, 1 } };
  const int ages[] = { 4, 5, 0, 1, 2 };
  float x[5 * BW_N_FEATURES], old[BW_N_FEATURES];
  BwBaseline baseline;
  gint64 era_ms;

  bw_test_hourly_add (hourly, from_ms + 6 * BW_TIME_HOUR, 40, 1);
  bw_test_hourly_add (hourly, from_ms + 12 * BW_TIME_HOUR, 40, 1);
  series = bw_series_new (hourly);
  g_assert_true (bw_series_get_baseline (series, from_ms + BW_TIME_DAY, &baseline, &era_ms));
  bw_features_fill (x, series, &scale, &baseline, era_ms, 10, 5);
  for (int t = 0; t < 5; t++)
    {
      bw_assert_near ((double) x[t * BW_N_FEATURES + BW_FEATURE_LOG_AGE], log1p (ages[t]) / log (25),
                      1e-6);
      g_assert_true (x[t * BW_N_FEATURES + BW_FEATURE_OBSERVED] == (t == 2 ? 1.0f : 0.0f));
    }
  bw_features_fill (old, series, &scale, &baseline, era_ms, 19 * 24, 1);
  bw_assert_near ((double) old[BW_FEATURE_LOG_AGE], log1p (336) / log (25), 1e-6);
}

/* The quantiles' gradient against finite differences of the pinball loss. */
static void
test_gradient (void)
{
  static const float levels[3] = { 0.1f, 0.5f, 0.9f };
  float y[9] = { 0.3f, -1.0f, 0.4f, -0.2f, 2.0f, -3.0f, 1.0f, 25.0f, 0.0f };
  const float target[9] = { 0.5f, 0.5f, 0.5f, 1.0f, 1.0f, 1.0f, -40.0f, -40.0f, -40.0f };
  const float mask[9] = { 1, 1, 1, 1, 1, 1, 1, 1, 1 };
  float q[9], dq[9], dy[9];

  bw_net_quantiles (q, y, 3);
  bw_loss_pinball (dq, q, target, mask, 9, levels, 3);
  bw_net_quantiles_backward (dy, dq, y, mask, 3);
  for (int i = 0; i < 9; i++)
    {
      const float step = 1e-2f;
      float old = y[i];
      double above, below;

      y[i] = old + step;
      bw_net_quantiles (q, y, 3);
      above = bw_loss_pinball (NULL, q, target, mask, 9, levels, 3);
      y[i] = old - step;
      bw_net_quantiles (q, y, 3);
      below = bw_loss_pinball (NULL, q, target, mask, 9, levels, 3);
      y[i] = old;
      bw_assert_near ((double) dy[i], (above - below) / (2 * (double) step), 2e-3);
    }
}

/* The tutorial's inputs are the observed hours in a row, scaled to 0 … 1 on the training span: a
 * series that repeats itself every second observed hour, whatever the gaps, is learnt. */
static void
test_tutorial_scaling (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 from_ms = BW_TIME_DAY * 20000;
  g_autoptr (BwHourly) hourly = bw_test_hourly_new (utc, from_ms, from_ms + 60 * BW_TIME_DAY);
  g_autoptr (BwSeries) series = NULL;
  g_autoptr (BwForecastNet) net = NULL;
  BwForecastNetStats stats;
  double z[BW_FORECAST_HOURS][3];
  gint8 hour[BW_FORECAST_HOURS];
  gint64 at_ms = from_ms + 60 * BW_TIME_DAY;
  BwBaseline baseline;
  gint64 era_ms;
  guint n = 0;

  for (guint i = 0; i < 60 * 24; i += 3 + i % 4)
    bw_test_hourly_add (hourly, from_ms + i * BW_TIME_HOUR, n++ % 2 ? 60 : 30, 1);
  series = bw_series_new (hourly);
  net = train (series, BW_PRESET_TUTORIAL, G_MAXINT64, 60, 32, &stats);
  bw_assert_near ((double) net->ms_min, 30, 1e-4);
  bw_assert_near ((double) net->ms_max, 60, 1e-4);
  for (int k = 0; k < BW_FORECAST_HOURS; k++)
    hour[k] = (gint8) k;
  g_assert_true (bw_forecast_net_predict (net, series, at_ms, hour, z));
  g_assert_true (bw_series_get_baseline (series, at_ms, &baseline, &era_ms));
  for (guint k = 0; k < 4; k++)
    {
      double wanted = ((n + k) & 1) != 0 ? 60 : 30;

      bw_assert_near (exp (bw_baseline_to_x (&baseline, (int) k, z[k][1])), wanted, 6);
    }
}

/* A net that has learnt nothing is the level with a normal band. */
static void
test_level (void)
{
  g_autoptr (BwHourly) hourly = simulate (60);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  g_autoptr (BwForecastNet) net = bw_forecast_net_new (BW_PRESET_DEFAULT, 8, 2, 2);
  GRand *rand = g_rand_new_with_seed (3);
  const gint64 week_ms = 7 * BW_TIME_DAY;
  gint64 at_ms = series->hours[55 * 24].start_ms / week_ms * week_ms;
  double z[BW_FORECAST_HOURS][3], later[BW_FORECAST_HOURS][3];
  gint8 hour[BW_FORECAST_HOURS] = { 0 };
  BwOrigin origin;

  for (guint m = 0; m < 2; m++)
    {
      bw_lstm_reset (&net->lstm, net->values[m], rand);
      bw_forecast_net_reset_head (net, net->values[m]);
    }
  g_rand_free (rand);
  g_assert_true (bw_origin_init (&origin, series, at_ms, NULL));
  g_assert_true (bw_forecast_net_predict (net, series, at_ms, hour, z));
  for (int k = 0; k < BW_FORECAST_HOURS; k++)
    {
      double level = bw_origin_predict (&origin, BW_RIVAL_LEVEL, at_ms + k * BW_TIME_HOUR, 0);

      bw_assert_near (z[k][1], level, 1e-6);
      bw_assert_near (z[k][2] - z[k][1], 1.2816, 1e-2);
      bw_assert_near (z[k][1] - z[k][0], 1.2816, 1e-2);
    }

  /* What was asked before changes nothing. */
  g_assert_true (bw_forecast_net_predict (net, series, at_ms + 9 * BW_TIME_DAY, hour, later));
  g_assert_true (bw_forecast_net_predict (net, series, at_ms, hour, later));
  g_assert_cmpmem (z, sizeof z, later, sizeof later);
}

/* Chunks of noise that hang together a little. */
static void
fill_noise (gpointer     data,
            gboolean     validation,
            const guint *samples,
            guint        n,
            float       *x,
            float       *target,
            float       *mask)
{
  GRand *rand = g_rand_new_with_seed (validation ? 99 : samples[0]);

  for (guint i = 0; i < n * BW_NET_CHUNK * BW_N_FEATURES; i++)
    x[i] = (float) g_rand_double_range (rand, -1, 1);
  for (guint i = 0; i < n * BW_NET_HALF * BW_NET_OUTPUTS; i++)
    {
      target[i] = x[i % 700] + (float) g_rand_double_range (rand, -0.1, 0.1);
      mask[i] = i % 7 == 0;
    }
  g_rand_free (rand);
}

static void
on_epoch (gpointer data,
          guint    epoch,
          guint    best_epoch,
          double   validation_loss)
{
  g_assert_cmpuint (epoch, ==, ++*(guint *) data);
}

/* As many threads as there may be, the weights are the same to the bit. */
static void
test_threads (void)
{
  const BwNetSamples samples = {
    .n_train = 16, .n_validation = 8, .n_epoch = 16, .batch = 16,
    .steps = BW_NET_CHUNK, .from = BW_NET_BACK - 1, .n_targets = BW_NET_OUTPUTS,
    .fill = fill_noise,
  };
  const BwNetFit how = { .seed = 4, .max_epochs = 2, .patience = 5, .learning_rate = 1e-3 };
  g_autoptr (GBytes) first = NULL;

  for (guint threads = 1; threads <= 3; threads++)
    {
      g_autoptr (BwForecastNet) net = bw_forecast_net_new (BW_PRESET_DEFAULT, 8, 1, 1);
      g_autoptr (BwPool) pool = bw_pool_new (threads);
      g_autoptr (GBytes) bytes = NULL;
      BwNetMemberStats stats;
      guint told = 0;

      g_assert_true (bw_forecast_net_fit (net, 0, &samples, &how, &stats, on_epoch, &told, pool,
                                          NULL, NULL));
      g_assert_cmpuint (told, ==, 2);
      bytes = bw_forecast_net_save (net);
      if (first == NULL)
        first = g_steal_pointer (&bytes);
      else
        g_assert_true (g_bytes_equal (first, bytes));
    }
}

/* What is to be learnt at a step is the outcome less the level as it stood at that step. */
static void
test_chunks (void)
{
  g_autoptr (BwHourly) hourly = simulate (60);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  g_autoptr (BwNetChunks) chunks = bw_net_chunks_new ();
  const gint64 week_ms = 7 * BW_TIME_DAY;
  gint64 at_ms = series->hours[45 * 24].start_ms / week_ms * week_ms;
  guint middle = bw_series_hours_before (series, at_ms), seen = 0;
  const gsize outputs = BW_NET_HALF * BW_NET_OUTPUTS;
  g_autoptr (BwFloats) x = bw_floats_new (2 * BW_NET_CHUNK * BW_N_FEATURES);
  g_autoptr (BwFloats) target = bw_floats_new (2 * outputs), mask = bw_floats_new (2 * outputs);
  BwFeatureScale scale;
  BwOrigin origin;

  bw_feature_scale_fit (&scale, series, 0, series->n_hours);
  bw_net_chunks_add (chunks, series, &scale, middle, 0, series->n_hours);
  bw_net_chunks_add (chunks, series, &scale, middle - 50, 0, series->n_hours);
  g_assert_cmpuint (chunks->n, ==, 2);
  memset (mask, 1, 2 * outputs * sizeof *mask);
  bw_net_chunks_copy (chunks, 1, 0, x, target, mask);
  bw_net_chunks_copy (chunks, 0, 1, x, target, mask);
  g_assert_true (bw_origin_init (&origin, series, at_ms, NULL));
  for (guint step = 0; step < BW_NET_HALF; step += 5)
    {
      BwLevelState state = origin.state;

      for (guint r = origin.n_readings; r < series->n_readings; r++)
        if (series->reading_ms[r] < series->hours[middle + step].start_ms)
          bw_level_state_update (&state, &origin.level, series->reading_ms[r],
                                 bw_baseline_to_z (&origin.baseline, series->reading_hour[r],
                                                   series->reading_x[r]));
      for (guint k = 0; k < BW_FORECAST_HOURS; k++)
        {
          gsize at = outputs + (step * BW_FORECAST_HOURS + k) * 3;
          const BwHour *hour = &series->hours[middle + step + k];
          double mean, variance, z;

          for (guint q = 0; q < 3; q++)
            g_assert_true (mask[at + q] == (hour->n > 0 ? 1 : 0));
          if (hour->n == 0)
            continue;
          z = bw_baseline_to_z (&origin.baseline, hour->hour, hour->ln_mean);
          bw_level_state_predict (&state, &origin.level, hour->start_ms + BW_TIME_HOUR / 2, &mean,
                                  &variance);
          bw_assert_near ((double) target[at], z - mean, 1e-4);
          g_assert_true (target[at + 1] == target[at] && target[at + 2] == target[at]);
          seen++;
        }
    }
  g_assert_cmpuint (seen, >, 50);

  /* The last step with a loss looks at nothing from its origin on. */
  g_assert_cmpfloat (x[(BW_NET_CHUNK + BW_NET_BACK - 1) * BW_N_FEATURES + BW_FEATURE_OBSERVED], ==,
                     series->hours[middle - 1].n > 0 ? 1 : 0);
}

/* A net that may not see an input gives the same whatever stands there. */
static void
test_blind (void)
{
  g_autoptr (BwHourly) hourly = simulate (50), other = simulate (50);
  g_autoptr (BwSeries) series = bw_series_new (hourly), changed = NULL;
  BwForecastNetOptions options = {
    .seed = 1, .max_epochs = 2, .n_hidden = 8, .n_seeds = 1,
    .blind = 1u << BW_FEATURE_HR | 1u << BW_FEATURE_HAS_HR,
  };
  BwForecastNetStats stats;
  g_autoptr (BwForecastNet) net = bw_forecast_net_train (series, G_MAXINT64, &options, &stats, NULL,
                                                         1, NULL, NULL, NULL);
  gint64 at_ms = series->hours[series->n_hours - 1].start_ms;
  double z[BW_FORECAST_HOURS][3], z2[BW_FORECAST_HOURS][3];
  gint8 hour[BW_FORECAST_HOURS] = { 0 };

  for (guint i = 0; i < other->hours->len; i++)
    g_array_index (other->hours, BwHour, i).hr_bpm += i % 30;
  changed = bw_series_new (other);
  g_assert_true (bw_forecast_net_predict (net, series, at_ms, hour, z));
  g_assert_true (bw_forecast_net_predict (net, changed, at_ms, hour, z2));
  g_assert_cmpmem (z, sizeof z, z2, sizeof z2);
}

/* The published net, and the default one. */
static void
test_shapes (void)
{
  g_autoptr (BwForecastNet) tutorial = bw_forecast_net_new (BW_PRESET_TUTORIAL, 0, 0, 1);
  g_autoptr (BwForecastNet) net = bw_forecast_net_new (BW_PRESET_DEFAULT, 0, 0, 1);

  g_assert_cmpuint (bw_forecast_net_count (tutorial), ==,
                    4 * 64 * (1 + 64 + 2) + 4 * 64 * (64 + 64 + 2) + 65);
  g_assert_cmpuint (bw_forecast_net_count (net), ==,
                    4 * 32 * (15 + 32 + 2) + 72 * 33);
}

static void
test_broken (void)
{
  g_autoptr (BwForecastNet) net = bw_forecast_net_new (BW_PRESET_TUTORIAL, 4, 0, 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  net->ms_min = net->ms_max = 3;
  bytes = bw_forecast_net_save (net);
  g_assert_null (bw_forecast_net_load (bytes, BW_PRESET_TUTORIAL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (bw_forecast_net_load (bytes, BW_PRESET_DEFAULT, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
}

static void
test_too_few (void)
{
  g_autoptr (BwHourly) hourly = simulate (20);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  BwForecastNetOptions options = { .seed = 1, .max_epochs = 1, .n_hidden = 8, .n_seeds = 1 };
  BwForecastNetStats stats;
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_forecast_net_train (series, G_MAXINT64, &options, &stats, NULL, 1, NULL, NULL,
                                        &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
}

static void
test_cancelled (void)
{
  g_autoptr (BwHourly) hourly = simulate (40);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  BwForecastNetOptions options = { .seed = 1, .max_epochs = 1, .n_hidden = 8, .n_seeds = 1 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  BwForecastNetStats stats;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (bw_forecast_net_train (series, G_MAXINT64, &options, &stats, NULL, 1, NULL,
                                        cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/net/train/default", GINT_TO_POINTER (BW_PRESET_DEFAULT), test_train);
  g_test_add_data_func ("/net/train/tutorial", GINT_TO_POINTER (BW_PRESET_TUTORIAL), test_train);
  g_test_add_data_func ("/net/no-peeking/default", GINT_TO_POINTER (BW_PRESET_DEFAULT),
                        test_no_peeking);
  g_test_add_data_func ("/net/no-peeking/tutorial", GINT_TO_POINTER (BW_PRESET_TUTORIAL),
                        test_no_peeking);
  g_test_add_func ("/net/validation-apart", test_validation_apart);
  g_test_add_func ("/net/chunk-inputs", test_chunk_inputs);
  g_test_add_func ("/net/age", test_age);
  g_test_add_func ("/net/gradient", test_gradient);
  g_test_add_func ("/net/tutorial-scaling", test_tutorial_scaling);
  g_test_add_func ("/net/level", test_level);
  g_test_add_func ("/net/threads", test_threads);
  g_test_add_func ("/net/chunks", test_chunks);
  g_test_add_func ("/net/blind", test_blind);
  g_test_add_func ("/net/shapes", test_shapes);
  g_test_add_func ("/net/broken", test_broken);
  g_test_add_func ("/net/too-few", test_too_few);
  g_test_add_func ("/net/cancelled", test_cancelled);
  return g_test_run ();
}

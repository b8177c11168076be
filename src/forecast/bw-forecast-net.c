/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast-net-private.h"

#include "base/bw-time.h"

#include <math.h>
#include <string.h>

#define HIDDEN_DEFAULT 32
#define LAYERS_DEFAULT 1
#define HIDDEN_TUTORIAL 64
#define LAYERS_TUTORIAL 2

BwForecastNet *
bw_forecast_net_new (BwPreset preset,
                     guint    n_hidden,
                     guint    n_layers,
                     guint    n_members)
{
  BwForecastNet *self = g_new0 (BwForecastNet, 1);
  gboolean tutorial = preset == BW_PRESET_TUTORIAL;

  g_assert (n_members >= 1 && n_members <= BW_NET_MAX_MEMBERS);

  if (n_hidden == 0)
    n_hidden = tutorial ? HIDDEN_TUTORIAL : HIDDEN_DEFAULT;
  if (n_layers == 0)
    n_layers = tutorial ? LAYERS_TUTORIAL : LAYERS_DEFAULT;
  self->preset = preset;
  self->params = bw_params_new ();
  bw_lstm_init (&self->lstm, self->params, "lstm", tutorial ? 1 : BW_N_FEATURES, n_hidden,
                n_layers);
  bw_linear_init (&self->head, self->params, "fc", n_hidden, tutorial ? 1 : BW_NET_OUTPUTS);
  self->n_members = n_members;
  for (guint m = 0; m < n_members; m++)
    self->values[m] = bw_floats_new (self->params->length);
  self->ms_max = 1;
  for (int j = 0; j < BW_N_SCALED; j++)
    self->scale.sd[j] = 1;
  return self;
}

void
bw_forecast_net_free (BwForecastNet *self)
{
  if (self == NULL)
    return;
  bw_lstm_workspace_free (self->ws);
  bw_net_level_free (self->level);
  for (guint m = 0; m < self->n_members; m++)
    bw_floats_free (self->values[m]);
  bw_params_free (self->params);
  g_free (self);
}

void
bw_forecast_net_reset_head (const BwForecastNet *self,
                            float               *values)
{
  float *bias = values + self->head.bias;

  memset (values + self->head.weight, 0,
          (gsize) self->head.n_inputs * self->head.n_outputs * sizeof *values);
  for (int k = 0; k < BW_FORECAST_HOURS; k++)
    {
      bias[3 * k] = 0;
      bias[3 * k + 1] = bias[3 * k + 2] = 0.96f;  /* log (1 + e^0.96) = 1.28 */
    }
}

BwPreset
bw_forecast_net_get_preset (const BwForecastNet *self)
{
  return self->preset;
}

guint
bw_forecast_net_count (const BwForecastNet *self)
{
  return (guint) bw_params_count (self->params) * self->n_members;
}

void
bw_forecast_net_get_shape (const BwForecastNet *self,
                           guint               *n_hidden,
                           guint               *n_layers,
                           guint               *n_seeds)
{
  *n_hidden = self->lstm.n_hidden;
  *n_layers = self->lstm.n_layers;
  *n_seeds = self->n_members;
}

const BwLstm *
bw_forecast_net_get_lstm (const BwForecastNet *self)
{
  return &self->lstm;
}

const BwLinear *
bw_forecast_net_get_head (const BwForecastNet *self)
{
  return &self->head;
}

const float *
bw_forecast_net_get_values (const BwForecastNet *self,
                            guint                member)
{
  g_return_val_if_fail (member < self->n_members, NULL);
  return self->values[member];
}

const BwFeatureScale *
bw_forecast_net_get_scale (const BwForecastNet *self)
{
  return &self->scale;
}

void
bw_forecast_net_get_ms_range (const BwForecastNet *self,
                              float               *ms_min,
                              float               *ms_max)
{
  *ms_min = self->ms_min;
  *ms_max = self->ms_max;
}

static float
softplus (float v)
{
  return v > 20 ? v : log1pf (expf (v));
}

static float
sigmoid (float v)
{
  return 1 / (1 + expf (-v));
}

void
bw_net_quantiles (float       *q,
                  const float *y,
                  gsize        n_triples)
{
  for (gsize i = 0; i < n_triples; i++)
    {
      q[3 * i] = y[3 * i] - softplus (y[3 * i + 1]);
      q[3 * i + 1] = y[3 * i];
      q[3 * i + 2] = y[3 * i] + softplus (y[3 * i + 2]);
    }
}

void
bw_net_quantiles_backward (float       *dy,
                           const float *dq,
                           const float *y,
                           const float *mask,
                           gsize        n_triples)
{
  for (gsize i = 0; i < n_triples; i++)
    {
      if (mask[3 * i] == 0.0f)
        {
          dy[3 * i] = dy[3 * i + 1] = dy[3 * i + 2] = 0;
          continue;
        }
      dy[3 * i] = dq[3 * i] + dq[3 * i + 1] + dq[3 * i + 2];
      dy[3 * i + 1] = -dq[3 * i] * sigmoid (y[3 * i + 1]);
      dy[3 * i + 2] = dq[3 * i + 2] * sigmoid (y[3 * i + 2]);
    }
}

void
bw_forecast_net_predict_level (BwForecastNet    *self,
                               const BwSeries   *series,
                               gint64            at_ms,
                               const BwBaseline *baseline,
                               gint64            era_ms,
                               double            level[BW_FORECAST_HOURS])
{
  guint end = bw_series_hours_before (series, at_ms);
  gint64 start_ms = at_ms;
  BwNetLevelRun run;

  if (self->level == NULL)
    self->level = bw_net_level_new ();
  bw_net_level_begin (self->level, &run, series, baseline, era_ms, at_ms);
  bw_net_level_run_to (&run, at_ms);

  /* The first hour to come follows the last that has begun. */
  if (end > 0)
    start_ms = MAX (start_ms, series->hours[end - 1].start_ms + BW_TIME_HOUR);
  for (int k = 0; k < BW_FORECAST_HOURS; k++)
    level[k] = bw_net_level_predict (&run, start_ms + k * BW_TIME_HOUR);
}

static gboolean
predict_default (BwForecastNet    *self,
                 const BwSeries   *series,
                 gint64            at_ms,
                 const BwBaseline *baseline,
                 gint64            era_ms,
                 double            z[BW_FORECAST_HOURS][3])
{
  int end = (int) bw_series_hours_before (series, at_ms);
  g_autoptr (BwFloats) x = bw_floats_new (BW_NET_BACK * BW_N_FEATURES);
  float h[BW_NET_MAX_HIDDEN], y[BW_NET_OUTPUTS], q[BW_NET_OUTPUTS];
  double level[BW_FORECAST_HOURS];

  if (baseline->n < BW_NET_MIN_OBSERVED)
    return FALSE;
  if (self->ws == NULL)
    self->ws = bw_lstm_workspace_new (&self->lstm, 1, BW_NET_BACK, BW_LSTM_PREDICT, NULL);
  bw_forecast_net_predict_level (self, series, at_ms, baseline, era_ms, level);
  for (int k = 0; k < BW_FORECAST_HOURS; k++)
    z[k][0] = z[k][1] = z[k][2] = level[k];

  bw_features_fill (x, series, &self->scale, baseline, era_ms, end - BW_NET_BACK, BW_NET_BACK);
  for (guint m = 0; m < self->n_members; m++)
    {
      bw_lstm_forward (h, x, self->values[m], 1, BW_NET_BACK, BW_NET_BACK - 1, self->ws);
      bw_linear_forward (y, h, self->values[m], &self->head, 1);
      bw_net_quantiles (q, y, BW_FORECAST_HOURS);
      for (int k = 0; k < BW_FORECAST_HOURS; k++)
        for (int j = 0; j < 3; j++)
          z[k][j] += (double) q[3 * k + j] / self->n_members;
    }
  return TRUE;
}

static gboolean
predict_tutorial (BwForecastNet    *self,
                  const BwSeries   *series,
                  gint64            at_ms,
                  const BwBaseline *baseline,
                  const gint8      *hour,
                  double            z[BW_FORECAST_HOURS][3])
{
  float x[BW_NET_TUTORIAL_BACK + BW_FORECAST_HOURS], h[BW_NET_MAX_HIDDEN];
  float range = self->ms_max - self->ms_min;
  guint have = 0;

  for (guint i = bw_series_hours_before (series, at_ms); i > 0 && have < BW_NET_TUTORIAL_BACK; i--)
    if (series->hours[i - 1].n > 0)
      {
        float ms = (float) series->hours[i - 1].mean_ms;

        x[BW_NET_TUTORIAL_BACK - ++have] = (ms - self->ms_min) / range;
      }
  if (have < BW_NET_TUTORIAL_BACK)
    return FALSE;

  if (self->ws == NULL)
    self->ws
        = bw_lstm_workspace_new (&self->lstm, 1, BW_NET_TUTORIAL_BACK, BW_LSTM_PREDICT, NULL);
  for (int k = 0; k < BW_FORECAST_HOURS; k++)
    {
      double ms;

      bw_lstm_forward (h, x + k, self->values[0], 1, BW_NET_TUTORIAL_BACK,
                       BW_NET_TUTORIAL_BACK - 1, self->ws);
      bw_linear_forward (&x[BW_NET_TUTORIAL_BACK + k], h, self->values[0], &self->head, 1);
      ms = (double) (self->ms_min + range * x[BW_NET_TUTORIAL_BACK + k]);
      z[k][1] = bw_baseline_to_z (baseline, hour[k], log (MAX (ms, BW_NET_LEAST_MS)));
      z[k][0] = z[k][2] = z[k][1];
    }
  return TRUE;
}

gboolean
bw_forecast_net_predict (BwForecastNet  *self,
                         const BwSeries *series,
                         gint64          at_ms,
                         const gint8    *hour,
                         double          z[BW_FORECAST_HOURS][3])
{
  BwBaseline baseline;
  gint64 era_ms;

  if (!bw_series_get_baseline (series, at_ms, &baseline, &era_ms))
    return FALSE;
  if (self->preset == BW_PRESET_TUTORIAL)
    return predict_tutorial (self, series, at_ms, &baseline, hour, z);
  return predict_default (self, series, at_ms, &baseline, era_ms, z);
}

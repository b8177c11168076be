/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast-net-private.h"

#include "base/bw-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define HIDDEN_DEFAULT 32
#define HIDDEN_TUTORIAL 64
#define LAYERS 2

/* A prediction of the tutorial's may leave the range of its training, but never 1 ms. */
#define LEAST_MS 1.0

/* The default net needs this much to begin with. */
#define MIN_OBSERVED 3

BwForecastNet *
bw_forecast_net_new (BwPreset preset,
                     guint    n_hidden)
{
  BwForecastNet *self = g_new0 (BwForecastNet, 1);
  gboolean tutorial = preset == BW_PRESET_TUTORIAL;

  if (n_hidden == 0)
    n_hidden = tutorial ? HIDDEN_TUTORIAL : HIDDEN_DEFAULT;
  self->preset = preset;
  self->params = bw_params_new ();
  bw_lstm_init (&self->lstm, self->params, "lstm", tutorial ? 1 : BW_N_FEATURES, n_hidden,
                LAYERS);
  bw_linear_init (&self->head, self->params, "fc", n_hidden, tutorial ? 1 : BW_NET_OUTPUTS);
  self->values = bw_floats_new (self->params->length);
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
  bw_params_free (self->params);
  bw_floats_free (self->values);
  g_free (self);
}

BwPreset
bw_forecast_net_get_preset (const BwForecastNet *self)
{
  return self->preset;
}

guint
bw_forecast_net_count (const BwForecastNet *self)
{
  return (guint) bw_params_count (self->params);
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

  if (baseline->n < MIN_OBSERVED)
    return FALSE;
  if (self->ws == NULL)
    self->ws = bw_lstm_workspace_new (&self->lstm, 1, BW_NET_BACK, BW_LSTM_PREDICT, NULL);
  bw_features_fill (x, series, &self->scale, baseline, era_ms, end - BW_NET_BACK, BW_NET_BACK);
  bw_lstm_forward (h, x, self->values, 1, BW_NET_BACK, BW_NET_BACK - 1, self->ws);
  bw_linear_forward (y, h, self->values, &self->head, 1);
  bw_net_quantiles (q, y, BW_FORECAST_HOURS);
  for (int k = 0; k < BW_FORECAST_HOURS; k++)
    for (int j = 0; j < 3; j++)
      z[k][j] = (double) q[3 * k + j];
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

      bw_lstm_forward (h, x + k, self->values, 1, BW_NET_TUTORIAL_BACK, BW_NET_TUTORIAL_BACK - 1,
                       self->ws);
      bw_linear_forward (&x[BW_NET_TUTORIAL_BACK + k], h, self->values, &self->head, 1);
      ms = (double) (self->ms_min + range * x[BW_NET_TUTORIAL_BACK + k]);
      z[k][1] = bw_baseline_to_z (baseline, hour[k], log (MAX (ms, LEAST_MS)));
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

GBytes *
bw_forecast_net_save (const BwForecastNet *self)
{
  const gint64 four = BW_N_SCALED, two = 2;
  const float ms[2] = { self->ms_min, self->ms_max };
  g_autoptr (BwTensors) tensors = bw_tensors_new ();

  bw_params_save (self->params, self->values, tensors, "");
  if (self->preset == BW_PRESET_TUTORIAL)
    bw_tensors_add (tensors, "scale.ms_min_max", BW_DTYPE_F32, 1, &two, ms);
  else
    {
      bw_tensors_add (tensors, "scale.mean", BW_DTYPE_F32, 1, &four, self->scale.mean);
      bw_tensors_add (tensors, "scale.sd", BW_DTYPE_F32, 1, &four, self->scale.sd);
    }
  bw_tensors_set_metadata (tensors, "preset", bw_preset_get_id (self->preset));
  return bw_tensors_write (tensors);
}

BwForecastNet *
bw_forecast_net_load (GBytes    *bytes,
                      BwPreset   preset,
                      GError   **error)
{
  const gint64 four = BW_N_SCALED, two = 2;
  g_autoptr (BwForecastNet) self = NULL;
  g_autoptr (BwTensors) tensors = bw_tensors_read (bytes, error);
  const BwTensor *recurrent;

  if (tensors == NULL)
    return NULL;
  recurrent = bw_tensors_find (tensors, "lstm.weight_hh_l0");
  if (recurrent == NULL || recurrent->n_dims != 2 || recurrent->shape[1] < 1
      || recurrent->shape[1] > BW_NET_MAX_HIDDEN)
    goto broken;
  self = bw_forecast_net_new (preset, (guint) recurrent->shape[1]);
  if (!bw_params_load (self->params, self->values, tensors, "", error))
    return NULL;
  if (preset == BW_PRESET_TUTORIAL)
    {
      const float *ms = bw_tensors_get_floats (tensors, "scale.ms_min_max", 1, &two, error);

      if (ms == NULL)
        return NULL;
      self->ms_min = ms[0];
      self->ms_max = ms[1];
      if (!isfinite (ms[0]) || !isfinite (ms[1]) || !(ms[1] > ms[0]))
        goto broken;
    }
  else
    {
      const float *mean = bw_tensors_get_floats (tensors, "scale.mean", 1, &four, error);
      const float *sd = mean != NULL
                            ? bw_tensors_get_floats (tensors, "scale.sd", 1, &four, error)
                            : NULL;

      if (sd == NULL)
        return NULL;
      for (int j = 0; j < BW_N_SCALED; j++)
        {
          if (!isfinite (mean[j]) || !isfinite (sd[j]) || !(sd[j] > 0))
            goto broken;
          self->scale.mean[j] = mean[j];
          self->scale.sd[j] = sd[j];
        }
    }
  return g_steal_pointer (&self);

broken:
  g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("The trained model in this library is damaged; train it again."));
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast-net-private.h"

#include "base/bw-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LAYOUT G_STRINGIFY (BW_NET_LAYOUT)

/* "" for the only member, else "0." … */
static void
make_prefix (char  prefix[16],
             guint member,
             guint n_members)
{
  prefix[0] = 0;
  if (n_members > 1)
    g_snprintf (prefix, 16, "%u.", member);
}

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("The trained model in this library is damaged; train it again."));
  return FALSE;
}

GBytes *
bw_forecast_net_save (const BwForecastNet *self)
{
  const gint64 four = BW_N_SCALED, two = 2;
  const float ms[2] = { self->ms_min, self->ms_max };
  g_autoptr (BwTensors) tensors = bw_tensors_new ();

  for (guint m = 0; m < self->n_members; m++)
    {
      char prefix[16];

      make_prefix (prefix, m, self->n_members);
      bw_params_save (self->params, self->values[m], tensors, prefix);
    }
  if (self->preset == BW_PRESET_TUTORIAL)
    bw_tensors_add (tensors, "scale.ms_min_max", BW_DTYPE_F32, 1, &two, ms);
  else
    {
      bw_tensors_add (tensors, "scale.mean", BW_DTYPE_F32, 1, &four, self->scale.mean);
      bw_tensors_add (tensors, "scale.sd", BW_DTYPE_F32, 1, &four, self->scale.sd);
    }
  bw_tensors_set_metadata (tensors, "preset", bw_preset_get_id (self->preset));
  if (self->preset == BW_PRESET_DEFAULT)
    bw_tensors_set_metadata (tensors, "layout", LAYOUT);
  return bw_tensors_write (tensors);
}

/* How many members there are, and of what shape. */
static gboolean
recognise (const BwTensors *tensors,
           BwPreset         preset,
           guint           *n_hidden,
           guint           *n_layers,
           guint           *n_members)
{
  const char *prefix = bw_tensors_find (tensors, "lstm.weight_hh_l0") != NULL ? "" : "0.";
  g_autofree char *first = g_strconcat (prefix, "lstm.weight_hh_l0", NULL);
  const BwTensor *recurrent = bw_tensors_find (tensors, first);

  if (g_strcmp0 (bw_tensors_get_metadata (tensors, "preset"), bw_preset_get_id (preset)) != 0
      || (preset == BW_PRESET_DEFAULT
          && g_strcmp0 (bw_tensors_get_metadata (tensors, "layout"), LAYOUT) != 0))
    return FALSE;
  if (recurrent == NULL || recurrent->n_dims != 2 || recurrent->shape[1] < 1
      || recurrent->shape[1] > BW_NET_MAX_HIDDEN)
    return FALSE;
  *n_hidden = (guint) recurrent->shape[1];
  for (*n_layers = 1; *n_layers < BW_LSTM_MAX_LAYERS; (*n_layers)++)
    {
      g_autofree char *name = g_strdup_printf ("%slstm.weight_hh_l%u", prefix, *n_layers);

      if (bw_tensors_find (tensors, name) == NULL)
        break;
    }
  *n_members = 1;
  for (; *prefix != 0 && *n_members < BW_NET_MAX_MEMBERS; (*n_members)++)
    {
      g_autofree char *name = g_strdup_printf ("%u.lstm.weight_hh_l0", *n_members);

      if (bw_tensors_find (tensors, name) == NULL)
        break;
    }
  return TRUE;
}

static gboolean
load_scale (BwForecastNet    *self,
            const BwTensors  *tensors,
            GError          **error)
{
  const gint64 four = BW_N_SCALED, two = 2;
  const float *mean, *sd;

  if (self->preset == BW_PRESET_TUTORIAL)
    {
      const float *ms = bw_tensors_get_floats (tensors, "scale.ms_min_max", 1, &two, error);

      if (ms == NULL)
        return FALSE;
      self->ms_min = ms[0];
      self->ms_max = ms[1];
      if (isfinite (ms[0]) && isfinite (ms[1]) && ms[1] > ms[0])
        return TRUE;
      return fail (error);
    }
  mean = bw_tensors_get_floats (tensors, "scale.mean", 1, &four, error);
  sd = mean != NULL ? bw_tensors_get_floats (tensors, "scale.sd", 1, &four, error) : NULL;
  if (sd == NULL)
    return FALSE;
  for (int j = 0; j < BW_N_SCALED; j++)
    {
      if (!isfinite (mean[j]) || !isfinite (sd[j]) || !(sd[j] > 0))
        return fail (error);
      self->scale.mean[j] = mean[j];
      self->scale.sd[j] = sd[j];
    }
  return TRUE;
}

BwForecastNet *
bw_forecast_net_load (GBytes    *bytes,
                      BwPreset   preset,
                      GError   **error)
{
  g_autoptr (BwForecastNet) self = NULL;
  g_autoptr (BwTensors) tensors = bw_tensors_read (bytes, error);
  guint n_hidden, n_layers, n_members;

  if (tensors == NULL)
    return NULL;
  if (!recognise (tensors, preset, &n_hidden, &n_layers, &n_members)
      || (preset == BW_PRESET_TUTORIAL && n_members > 1))
    {
      fail (error);
      return NULL;
    }
  self = bw_forecast_net_new (preset, n_hidden, n_layers, n_members);
  for (guint m = 0; m < n_members; m++)
    {
      char prefix[16];

      make_prefix (prefix, m, n_members);
      if (!bw_params_load (self->params, self->values[m], tensors, prefix, error))
        return NULL;
    }
  return load_scale (self, tensors, error) ? g_steal_pointer (&self) : NULL;
}

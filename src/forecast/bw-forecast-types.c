/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast.h"
#include "forecast/bw-hourly.h"

#include <glib/gi18n-lib.h>

/* Less is the width of a line. */
#define SCORES_APART 2

static const struct
{
  const char *id;
  const char *name;
} measures[] = {
  [BW_MEASURE_AUTO] = { "auto", N_("Chosen by your data") },
  [BW_MEASURE_RMSSD] = { "rmssd", N_("RMSSD from beats") },
  [BW_MEASURE_RMSSD_IMPORTED] = { "rmssd-imported", N_("Imported RMSSD") },
  [BW_MEASURE_SDNN] = { "sdnn", N_("SDNN") },
};

static const char *const presets[] = {
  [BW_PRESET_DEFAULT] = "default",
  [BW_PRESET_TUTORIAL] = "tutorial",
};

const char *
bw_measure_get_id (BwMeasure measure)
{
  g_return_val_if_fail (measure < G_N_ELEMENTS (measures), NULL);

  return measures[measure].id;
}

const char *
bw_measure_get_name (BwMeasure measure)
{
  g_return_val_if_fail (measure < G_N_ELEMENTS (measures), NULL);

  return _(measures[measure].name);
}

gboolean
bw_measure_from_id (const char *id,
                    BwMeasure  *measure)
{
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (g_strcmp0 (id, measures[i].id) == 0)
      {
        *measure = (BwMeasure) i;
        return TRUE;
      }
  return FALSE;
}

const char *
bw_preset_get_id (BwPreset preset)
{
  g_return_val_if_fail (preset < G_N_ELEMENTS (presets), NULL);

  return presets[preset];
}

gboolean
bw_preset_from_id (const char *id,
                   BwPreset   *preset)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (g_strcmp0 (id, presets[i]) == 0)
      {
        *preset = (BwPreset) i;
        return TRUE;
      }
  return FALSE;
}

BwPush *
bw_push_new (const char *id,
             double      z,
             double      weight,
             double      push)
{
  BwPush *self = g_new0 (BwPush, 1);

  self->id = g_strdup (id);
  self->z = z;
  self->weight = weight;
  self->push = push;
  return self;
}

void
bw_push_free (BwPush *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self);
}

BwForecast *
bw_forecast_new (void)
{
  BwForecast *self = g_new0 (BwForecast, 1);

  self->pushes = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_push_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
bw_forecast_free (BwForecast *self)
{
  if (self == NULL)
    return;
  g_free (self->model);
  g_ptr_array_unref (self->pushes);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

gboolean
bw_forecast_has_scores (const BwForecast *self)
{
  return self->n_hours > 0 && self->has_score && !self->calibrating;
}

gboolean
bw_forecast_scores_differ (const BwForecast *self)
{
  return bw_forecast_has_scores (self)
         && ABS (bw_zone_shown_score (self->score_now)
                 - bw_zone_shown_score (self->hours[0].score)) >= SCORES_APART;
}

void
bw_train_result_free (BwTrainResult *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self->fingerprint);
  g_free (self->configuration);
  g_free (self->metrics);
  g_free (self);
}

void
bw_hourly_free (BwHourly *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->hours, g_array_unref);
  g_clear_pointer (&self->readings, g_array_unref);
  g_clear_pointer (&self->nights, g_array_unref);
  g_clear_pointer (&self->resting, g_array_unref);
  g_free (self);
}

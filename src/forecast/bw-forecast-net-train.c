/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast-net-private.h"

#include "base/bw-error.h"
#include "base/bw-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define VALIDATION_SHARE 0.15
#define BATCH_CHUNKS 16
#define BATCH_WINDOWS 64

/* How far apart the chunks of the training part begin; those of the validation part do not
 * overlap. */
#define TRAIN_STRIDE 24

/* A net learns nothing from less. */
#define MIN_DAYS 30
#define MIN_OBSERVED_HOURS 150
#define MIN_WINDOWS 100

#define REACH (BW_NET_HALF + BW_FORECAST_HOURS - 1)  /* hours the targets of a chunk span */

/* Chunks, laid out once: inputs of all steps, and z and mask of the hours from
 * the middle on. */
typedef struct
{
  guint n;
  GArray *x;       /* (element-type float): n × CHUNK × features */
  GArray *z;       /* (element-type float): n × REACH; the first is the middle */
  GArray *mask;
} Chunks;

typedef struct
{
  Chunks train, validation;
} DefaultData;

static void
chunks_init (Chunks *self)
{
  self->n = 0;
  self->x = g_array_new (FALSE, TRUE, sizeof (float));
  self->z = g_array_new (FALSE, TRUE, sizeof (float));
  self->mask = g_array_new (FALSE, TRUE, sizeof (float));
}

static void
chunks_clear (Chunks *self)
{
  g_array_unref (self->x);
  g_array_unref (self->z);
  g_array_unref (self->mask);
}

/* Adds the chunk whose steps with a loss are the hours from @middle − 1 on: their first target is
 * the hour @middle. Targets count in [@from, @end), where the baseline of the chunk, made before
 * its first target, is past its calibration. */
static void
chunks_add (Chunks               *self,
            const BwSeries       *series,
            const BwFeatureScale *scale,
            guint                 middle,
            guint                 from,
            guint                 end)
{
  gsize at = (gsize) self->n * REACH;
  BwBaseline baseline;
  gint64 era_ms;
  guint n = 0;

  if (!bw_series_get_baseline (series, series->hours[middle].start_ms, &baseline, &era_ms)
      || baseline.days < BW_BASELINE_CALIBRATION_DAYS)
    return;
  g_array_set_size (self->z, at + REACH);
  g_array_set_size (self->mask, at + REACH);
  for (guint j = 0; j < REACH; j++)
    {
      const BwHour *hour;

      g_array_index (self->z, float, at + j) = 0;
      g_array_index (self->mask, float, at + j) = 0;
      if (middle + j < from || middle + j >= end)
        continue;
      hour = &series->hours[middle + j];
      if (hour->n == 0)
        continue;
      g_array_index (self->z, float, at + j)
          = (float) bw_baseline_to_z (&baseline, hour->hour, hour->ln_mean);
      g_array_index (self->mask, float, at + j) = 1;
      n++;
    }
  if (n == 0)
    return;

  at = (gsize) self->n * BW_NET_CHUNK * BW_N_FEATURES;
  g_array_set_size (self->x, (guint) (at + BW_NET_CHUNK * BW_N_FEATURES));
  {
    /* What lies beyond the end stays zero: no target of those steps counts. */
    int begin = (int) middle - BW_NET_BACK;
    guint fill = MIN ((guint) BW_NET_CHUNK, end - middle + BW_NET_BACK);
    float *x = &g_array_index (self->x, float, at);

    memset (x, 0, BW_NET_CHUNK * BW_N_FEATURES * sizeof *x);
    bw_features_fill (x, series, scale, &baseline, era_ms, begin, fill);
  }
  self->n++;
}

/* Step BACK − 1 of a chunk, the first with a loss, is the hour before its middle. */
static void
fill_default (gpointer     data,
              gboolean     validation,
              const guint *samples,
              guint        n,
              float       *x,
              float       *target,
              float       *mask)
{
  const DefaultData *all = data;
  const Chunks *chunks = validation ? &all->validation : &all->train;
  const gsize length = BW_NET_CHUNK * BW_N_FEATURES;

  for (guint i = 0; i < n; i++)
    {
      const float *z = (const float *) (void *) chunks->z->data + (gsize) samples[i] * REACH;
      const float *m = (const float *) (void *) chunks->mask->data + (gsize) samples[i] * REACH;

      memcpy (x + i * length, (const float *) (void *) chunks->x->data + samples[i] * length,
              length * sizeof *x);
      for (guint step = 0; step < BW_NET_HALF; step++)
        for (guint k = 0; k < BW_FORECAST_HOURS; k++)
          {
            gsize at = ((i * BW_NET_HALF + step) * (gsize) BW_FORECAST_HOURS + k) * 3;

            for (guint j = 0; j < 3; j++)
              {
                target[at + j] = z[step + k];
                mask[at + j] = m[step + k];
              }
          }
    }
}

static BwForecastNet *
train_default (const BwSeries              *series,
               guint                        end,
               guint                        split,
               const BwForecastNetOptions  *options,
               BwForecastNetStats          *stats,
               BwProgress                  *progress,
               GCancellable                *cancellable,
               GError                     **error)
{
  g_autoptr (BwForecastNet) net = bw_forecast_net_new (BW_PRESET_DEFAULT, options->n_hidden);
  DefaultData data;
  BwNetSamples samples = {
    .batch = BATCH_CHUNKS,
    .steps = BW_NET_CHUNK,
    .from = BW_NET_BACK - 1,
    .n_targets = BW_NET_OUTPUTS,
    .data = &data,
    .fill = fill_default,
  };
  gboolean ok;

  bw_feature_scale_fit (&net->scale, series, 0, split);
  chunks_init (&data.train);
  chunks_init (&data.validation);
  for (guint middle = 1; middle < split; middle += TRAIN_STRIDE)
    chunks_add (&data.train, series, &net->scale, middle, 0, split);
  for (guint middle = split; middle < end; middle += BW_NET_HALF)
    chunks_add (&data.validation, series, &net->scale, middle, split, end);
  samples.n_train = data.train.n;
  samples.n_validation = data.validation.n;
  if (data.train.n == 0 || data.validation.n == 0)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW, "");
      ok = FALSE;
    }
  else
    ok = bw_forecast_net_fit (net, &samples, options, stats, progress, cancellable, error);
  chunks_clear (&data.train);
  chunks_clear (&data.validation);
  return ok ? g_steal_pointer (&net) : NULL;
}

typedef struct
{
  const float *scaled;  /* the observed hours in a row */
  guint n_train;        /* windows */
} TutorialData;

static void
fill_tutorial (gpointer     data,
               gboolean     validation,
               const guint *samples,
               guint        n,
               float       *x,
               float       *target,
               float       *mask)
{
  const TutorialData *all = data;

  for (guint i = 0; i < n; i++)
    {
      guint at = samples[i] + (validation ? all->n_train : 0);

      memcpy (x + i * BW_NET_TUTORIAL_BACK, all->scaled + at, BW_NET_TUTORIAL_BACK * sizeof *x);
      target[i] = all->scaled[at + BW_NET_TUTORIAL_BACK];
      mask[i] = 1;
    }
}

static BwForecastNet *
train_tutorial (const BwSeries              *series,
                guint                        end,
                guint                        split,
                const BwForecastNetOptions  *options,
                BwForecastNetStats          *stats,
                BwProgress                  *progress,
                GCancellable                *cancellable,
                GError                     **error)
{
  g_autoptr (BwForecastNet) net = bw_forecast_net_new (BW_PRESET_TUTORIAL, options->n_hidden);
  g_autofree float *scaled = g_new (float, end);
  guint n = 0, before_split = 0;
  TutorialData data = { scaled, 0 };
  BwNetSamples samples = {
    .batch = BATCH_WINDOWS,
    .steps = BW_NET_TUTORIAL_BACK,
    .from = BW_NET_TUTORIAL_BACK - 1,
    .n_targets = 1,
    .data = &data,
    .fill = fill_tutorial,
  };

  net->ms_min = INFINITY;
  net->ms_max = -INFINITY;
  for (guint i = 0; i < end; i++)
    {
      float ms = (float) series->hours[i].mean_ms;

      if (series->hours[i].n == 0)
        continue;
      net->ms_min = MIN (net->ms_min, ms);
      net->ms_max = MAX (net->ms_max, ms);
      before_split += i < split;
      scaled[n++] = ms;
    }
  if (before_split < BW_NET_TUTORIAL_BACK + MIN_WINDOWS || n == before_split
      || !(net->ms_max > net->ms_min))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW, "");
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    scaled[i] = (scaled[i] - net->ms_min) / (net->ms_max - net->ms_min);

  data.n_train = samples.n_train = before_split - BW_NET_TUTORIAL_BACK;
  samples.n_validation = n - before_split;
  if (!bw_forecast_net_fit (net, &samples, options, stats, progress, cancellable, error))
    return NULL;
  return g_steal_pointer (&net);
}

static void
count_data (const BwSeries *series,
            gint64          until_ms,
            guint          *hours,
            guint          *days)
{
  gint64 day = G_MININT64;

  *hours = *days = 0;
  for (guint i = 0; i < series->n_observations; i++)
    {
      const BwObservation *o = &series->observations[i];

      if (o->time_ms >= until_ms)
        break;
      (*hours)++;
      *days += o->day != day;
      day = o->day;
    }
}

gboolean
bw_forecast_net_can_train (const BwSeries *series,
                           gint64          until_ms)
{
  guint hours, days;

  count_data (series, until_ms, &hours, &days);
  return days >= MIN_DAYS && hours >= MIN_OBSERVED_HOURS;
}

BwForecastNet *
bw_forecast_net_train (const BwSeries              *series,
                       gint64                       until_ms,
                       const BwForecastNetOptions  *options,
                       BwForecastNetStats          *stats,
                       const char                  *stage,
                       double                       share,
                       BwProgress                  *progress,
                       GCancellable                *cancellable,
                       GError                     **error)
{
  guint end = bw_series_hours_before (series, until_ms);
  g_autoptr (GError) local = NULL;
  BwForecastNet *net = NULL;
  guint split, days;

  *stats = (BwForecastNetStats){ 0 };
  if (stage != NULL)
    bw_progress_begin_stage (progress, stage, share);
  count_data (series, until_ms, &stats->hours_used, &days);
  split = end - (guint) (VALIDATION_SHARE * end);
  if (bw_forecast_net_can_train (series, until_ms) && split < end)
    {
      stats->validation_ms = series->hours[split].start_ms;
      if (options->preset == BW_PRESET_TUTORIAL)
        net = train_tutorial (series, end, split, options, stats, progress, cancellable, &local);
      else
        net = train_default (series, end, split, options, stats, progress, cancellable, &local);
    }
  else
    g_set_error_literal (&local, BW_ERROR, BW_ERROR_TOO_FEW, "");

  if (g_error_matches (local, BW_ERROR, BW_ERROR_TOO_FEW))
    g_set_error (
        error, BW_ERROR, BW_ERROR_TOO_FEW,
        _("There are too few readings to train on: %u hours on %u days, and it takes %d on "
           "%d; until then the forecast uses a plain model."),
        stats->hours_used, days, MIN_OBSERVED_HOURS, MIN_DAYS);
  else if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return net;
}

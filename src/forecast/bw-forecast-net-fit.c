/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast-net-private.h"

#include "base/bw-random.h"
#include "nn/bw-adam.h"
#include "nn/bw-loss.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LEARNING_RATE 1e-3
#define CLIP_NORM 1.0
#define MAX_EPOCHS_DEFAULT 60
#define MAX_EPOCHS_TUTORIAL 60
#define PATIENCE 8
#define TYPICAL_EPOCHS 24

/* A loss that falls by less is as good as one that does not. */
#define LEAST_GAIN 0.001

static const float levels[3] = { 0.1f, 0.5f, 0.9f };

/* Blocks of one training, all for a whole batch. */
typedef struct
{
  BwForecastNet *net;
  const BwNetSamples *samples;
  BwLstmWorkspace *ws;
  BwFloats *x, *target, *mask;
  BwFloats *h, *dh;         /* batch, steps − from, hidden */
  BwFloats *y, *dy;         /* batch, steps − from, outputs */
  BwFloats *q, *dq;
} Work;

static void
work_init (Work               *self,
           BwForecastNet      *net,
           const BwNetSamples *samples,
           BwPool             *pool)
{
  gsize rows = (gsize) samples->batch * (samples->steps - samples->from);

  self->net = net;
  self->samples = samples;
  self->ws
      = bw_lstm_workspace_new (&net->lstm, samples->batch, samples->steps, BW_LSTM_TRAIN, pool);
  self->x = bw_floats_new ((gsize) samples->batch * samples->steps * net->lstm.n_inputs);
  self->target = bw_floats_new (rows * samples->n_targets);
  self->mask = bw_floats_new (rows * samples->n_targets);
  self->h = bw_floats_new (rows * net->lstm.n_hidden);
  self->dh = bw_floats_new (rows * net->lstm.n_hidden);
  self->y = bw_floats_new (rows * samples->n_targets);
  self->dy = bw_floats_new (rows * samples->n_targets);
  self->q = bw_floats_new (rows * samples->n_targets);
  self->dq = bw_floats_new (rows * samples->n_targets);
}

static void
work_clear (Work *self)
{
  bw_lstm_workspace_free (self->ws);
  bw_floats_free (self->x);
  bw_floats_free (self->target);
  bw_floats_free (self->mask);
  bw_floats_free (self->h);
  bw_floats_free (self->dh);
  bw_floats_free (self->y);
  bw_floats_free (self->dy);
  bw_floats_free (self->q);
  bw_floats_free (self->dq);
}

/* The loss of @n samples, and with @gradients its gradient. @weight: how many targets count. */
static double
run (Work        *self,
     gboolean     validation,
     const guint *order,
     guint        n,
     float       *gradients,
     double      *weight)
{
  BwForecastNet *net = self->net;
  const BwNetSamples *samples = self->samples;
  guint rows = n * (samples->steps - samples->from);
  gsize count = (gsize) rows * samples->n_targets;
  double loss;

  samples->fill (samples->data, validation, order, n, self->x, self->target, self->mask);
  bw_lstm_forward (self->h, self->x, net->values, n, samples->steps, samples->from, self->ws);
  bw_linear_forward (self->y, self->h, net->values, &net->head, rows);
  if (net->preset == BW_PRESET_TUTORIAL)
    {
      loss = bw_loss_mse (self->dy, self->y, self->target, self->mask, count);
    }
  else
    {
      bw_net_quantiles (self->q, self->y, count / 3);
      loss = bw_loss_pinball (self->dq, self->q, self->target, self->mask, count, levels, 3);
      bw_net_quantiles_backward (self->dy, self->dq, self->y, self->mask, count / 3);
    }
  *weight = 0;
  for (gsize i = 0; i < count; i++)
    *weight += self->mask[i] != 0.0f;
  if (gradients != NULL)
    {
      bw_linear_backward (gradients, self->dh, self->dy, self->h, net->values, &net->head, rows);
      bw_lstm_backward (gradients, NULL, self->dh, self->ws);
    }
  return loss;
}

static double
validate (Work *self)
{
  double sum = 0, total = 0, weight;
  g_autofree guint *order = g_new (guint, self->samples->batch);

  for (guint i = 0; i < self->samples->n_validation; i += self->samples->batch)
    {
      guint n = MIN (self->samples->batch, self->samples->n_validation - i);
      double loss;

      for (guint j = 0; j < n; j++)
        order[j] = i + j;
      loss = run (self, TRUE, order, n, NULL, &weight);
      sum += loss * weight;
      total += weight;
    }
  return total > 0 ? sum / total : 0;
}

/* The end is where most trainings stop, or later where this one would if nothing more were gained.
 * It may move away: each epoch takes its part of what is left, so @fraction goes on and never back. */
static void
tell (BwProgress *progress,
      double     *fraction,
      guint       epoch,
      guint       best_epoch,
      guint       max_epochs,
      double      validation_loss)
{
  guint end = MIN (max_epochs, MAX (best_epoch + PATIENCE, TYPICAL_EPOCHS));
  g_autofree char *detail = NULL;

  if (progress == NULL)
    return;
  *fraction += (1 - *fraction) / (MAX (end, epoch) - epoch + 1);
  bw_progress_update (progress, *fraction);
  detail = g_strdup_printf (_("Epoch %u of at most %u, loss %.4f"), epoch, max_epochs,
                            validation_loss);
  bw_progress_set_detail (progress, detail);
}

gboolean
bw_forecast_net_fit (BwForecastNet               *self,
                     const BwNetSamples          *samples,
                     const BwForecastNetOptions  *options,
                     BwForecastNetStats          *stats,
                     BwProgress                  *progress,
                     GCancellable                *cancellable,
                     GError                     **error)
{
  gsize length = self->params->length;
  guint max_epochs = options->max_epochs;
  g_autoptr (BwPool) pool = bw_pool_new (0);
  g_autoptr (BwAdam) adam = bw_adam_new (length, LEARNING_RATE);
  g_autoptr (BwFloats) gradients = bw_floats_new (length);
  g_autoptr (BwFloats) best = bw_floats_new (length);
  g_autofree guint *order = g_new (guint, samples->n_train);
  GRand *rand = bw_random_new (options->seed, "forecast-net");
  double best_loss = INFINITY, fraction = 0;
  gboolean cancelled = FALSE;
  Work work = { 0 };

  if (max_epochs == 0)
    max_epochs = self->preset == BW_PRESET_TUTORIAL ? MAX_EPOCHS_TUTORIAL : MAX_EPOCHS_DEFAULT;
  bw_lstm_reset (&self->lstm, self->values, rand);
  bw_linear_reset (&self->head, self->values, rand);
  if (self->preset == BW_PRESET_DEFAULT)
    {
      /* Begins at a standard normal: log (1 + e^0.96) = 1.28. */
      float *bias = self->values + self->head.bias;

      for (int k = 0; k < BW_FORECAST_HOURS; k++)
        {
          bias[3 * k] = 0;
          bias[3 * k + 1] = bias[3 * k + 2] = 0.96f;
        }
    }
  work_init (&work, self, samples, pool);
  stats->parameters = bw_forecast_net_count (self);

  for (guint epoch = 1; epoch <= max_epochs && !cancelled; epoch++)
    {
      double sum = 0, total = 0, loss, weight;

      bw_random_permutation (rand, order, samples->n_train);
      for (guint i = 0; i < samples->n_train && !cancelled; i += samples->batch)
        {
          guint n = MIN (samples->batch, samples->n_train - i);

          memset (gradients, 0, length * sizeof *gradients);
          loss = run (&work, FALSE, order + i, n, gradients, &weight);
          sum += loss * weight;
          total += weight;
          if (weight > 0)
            {
              bw_clip_norm (gradients, length, CLIP_NORM);
              bw_adam_step (adam, self->values, gradients);
            }
          cancelled = g_cancellable_set_error_if_cancelled (cancellable, error);
        }
      if (cancelled)
        break;

      loss = validate (&work);
      stats->epochs = epoch;
      if (loss < best_loss * (1 - LEAST_GAIN))
        {
          best_loss = loss;
          memcpy (best, self->values, length * sizeof *best);
          stats->best_epoch = epoch;
          stats->train_loss = total > 0 ? sum / total : 0;
          stats->validation_loss = loss;
        }
      tell (progress, &fraction, epoch, stats->best_epoch, max_epochs, loss);
      if (epoch >= stats->best_epoch + PATIENCE)
        break;
    }

  memcpy (self->values, best, length * sizeof *best);
  work_clear (&work);
  g_rand_free (rand);
  return !cancelled;
}

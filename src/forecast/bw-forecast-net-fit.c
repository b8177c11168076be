/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast-net-private.h"

#include "base/bw-random.h"
#include "nn/bw-adam.h"
#include "nn/bw-loss.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#define CLIP_NORM 1.0

/* A loss that falls by less is as good as one that does not. */
#define LEAST_GAIN 0.001

static const float levels[3] = { 0.1f, 0.5f, 0.9f };

/* Blocks of one training, all for a whole batch. */
typedef struct
{
  BwForecastNet *net;
  float *values;            /* of the member */
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
           guint               member,
           const BwNetSamples *samples,
           BwPool             *pool)
{
  gsize rows = (gsize) samples->batch * (samples->steps - samples->from);

  self->net = net;
  self->values = net->values[member];
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
  bw_lstm_forward (self->h, self->x, self->values, n, samples->steps, samples->from, self->ws);
  bw_linear_forward (self->y, self->h, self->values, &net->head, rows);
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
      bw_linear_backward (gradients, self->dh, self->dy, self->h, self->values, &net->head, rows);
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

/* The columns of the inputs that it may not see: as weights they are zero, as gradients too. */
static void
blind (const BwForecastNet *net,
       float               *block,
       guint32              features)
{
  float *weight = block + net->lstm.layers[0].weight_ih;

  for (guint f = 0; f < net->lstm.n_inputs; f++)
    for (guint row = 0; (features >> f & 1) != 0 && row < 4 * net->lstm.n_hidden; row++)
      weight[row * net->lstm.n_inputs + f] = 0;
}

/* One pass over the samples of an epoch. Returns: %FALSE when cancelled */
static gboolean
run_epoch (Work            *work,
           const BwNetFit  *how,
           const guint     *order,
           BwAdam          *adam,
           float           *gradients,
           double          *loss,
           GCancellable    *cancellable,
           GError         **error)
{
  const BwNetSamples *samples = work->samples;
  gsize length = work->net->params->length;
  double sum = 0, total = 0, weight;

  for (guint i = 0; i < samples->n_epoch; i += samples->batch)
    {
      guint n = MIN (samples->batch, samples->n_epoch - i);
      double batch_loss;

      memset (gradients, 0, length * sizeof *gradients);
      batch_loss = run (work, FALSE, order + i, n, gradients, &weight);
      sum += batch_loss * weight;
      total += weight;
      if (weight > 0)
        {
          blind (work->net, gradients, how->blind);
          bw_clip_norm (gradients, length, CLIP_NORM);
          bw_adam_step (adam, work->values, gradients);
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  *loss = total > 0 ? sum / total : 0;
  return TRUE;
}

gboolean
bw_forecast_net_fit (BwForecastNet       *self,
                     guint                member,
                     const BwNetSamples  *samples,
                     const BwNetFit      *how,
                     BwNetMemberStats    *stats,
                     BwNetFitTell         tell,
                     gpointer             tell_data,
                     BwPool              *pool,
                     GCancellable        *cancellable,
                     GError             **error)
{
  gsize length = self->params->length;
  guint max_epochs = MIN (how->max_epochs, BW_NET_MAX_EPOCHS);
  g_autoptr (BwAdam) adam = bw_adam_new (length, how->learning_rate);
  g_autoptr (BwFloats) gradients = bw_floats_new (length);
  g_autoptr (BwFloats) best = bw_floats_new (length);
  g_autofree guint *order = g_new (guint, samples->n_train);
  GRand *rand = bw_random_new (how->seed, "forecast-net");
  float *values = self->values[member];
  double best_loss = INFINITY;
  gboolean cancelled = FALSE;
  Work work = { 0 };

  *stats = (BwNetMemberStats){ 0 };
  if (!how->started)
    {
      bw_lstm_reset (&self->lstm, values, rand);
      bw_linear_reset (&self->head, values, rand);
      if (self->preset == BW_PRESET_DEFAULT)
        bw_forecast_net_reset_head (self, values);
    }
  blind (self, values, how->blind);
  work_init (&work, self, member, samples, pool);
  if (how->started)
    {
      best_loss = validate (&work);
      memcpy (best, values, length * sizeof *best);
      stats->start_loss = (float) best_loss;
    }

  for (guint epoch = 1; epoch <= max_epochs; epoch++)
    {
      double train_loss, loss;

      if (how->patience == 0)
        adam->learning_rate
            = how->learning_rate * (1 + cos (G_PI * (epoch - 1) / max_epochs)) / 2;
      bw_random_permutation (rand, order, samples->n_train);
      cancelled = !run_epoch (&work, how, order, adam, gradients, &train_loss, cancellable, error);
      if (cancelled)
        break;
      loss = validate (&work);
      stats->epochs = epoch;
      stats->train_loss[epoch - 1] = (float) train_loss;
      stats->validation_loss[epoch - 1] = (float) loss;
      if (how->patience == 0 || loss < best_loss * (1 - LEAST_GAIN))
        {
          best_loss = loss;
          memcpy (best, values, length * sizeof *best);
          stats->best_epoch = epoch;
        }
      tell (tell_data, epoch, stats->best_epoch, loss);
      if (how->patience > 0 && epoch >= stats->best_epoch + how->patience)
        break;
    }

  memcpy (values, best, length * sizeof *best);
  work_clear (&work);
  g_rand_free (rand);
  return !cancelled;
}

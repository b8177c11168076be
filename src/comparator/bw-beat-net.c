/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-beat-net-private.h"

#include "base/bw-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WIDTH BW_BEAT_FEATURES
#define EXPANDED (4 * WIDTH)

#define NORM_PREFIX "normal_proprecessing" /* the published spelling */
#define MEAN_SUFFIX ".running_mean"
#define BATCHES_SUFFIX ".num_batches_tracked"

typedef enum {
  CONV,
  FUSED,
  BOTTLENECK,
} BlockKind;

static void
add_block (BwConvChain *chain,
           const char  *prefix,
           guint        index,
           BlockKind    kind,
           guint        n_in,
           guint        expanded)
{
  g_autofree char *name = g_strdup_printf ("%s.%u", prefix, index);

  switch (kind)
    {
    case CONV:
      bw_conv_chain_add_conv (chain, name, n_in, WIDTH, 3);
      break;
    case FUSED:
      bw_conv_chain_add_fused (chain, name, WIDTH, expanded);
      break;
    case BOTTLENECK:
    default:
      bw_conv_chain_add_bottleneck (chain, name, WIDTH, EXPANDED, WIDTH);
      break;
    }
}

static void
add_encoder (BwConvChain *chain,
             const char  *prefix)
{
  bw_conv_chain_add_norm (chain, NORM_PREFIX, 1);
  add_block (chain, prefix, 0, CONV, 1, 0);
  add_block (chain, prefix, 1, FUSED, WIDTH, WIDTH);
  add_block (chain, prefix, 2, FUSED, WIDTH, EXPANDED);
  add_block (chain, prefix, 3, BOTTLENECK, WIDTH, EXPANDED);
  add_block (chain, prefix, 4, BOTTLENECK, WIDTH, EXPANDED);
}

/* From block @first on. */
static void
add_head (BwConvChain *chain,
          const char  *prefix,
          guint        first)
{
  add_block (chain, prefix, first, FUSED, WIDTH, WIDTH);
  for (guint i = 1; i <= 3; i++)
    add_block (chain, prefix, first + i, BOTTLENECK, WIDTH, EXPANDED);
  bw_conv_chain_add_conv (chain, "conv", WIDTH, BW_BEAT_HEAD_FEATURES, 1);
}

static void
reset_running (BwBeatNet *self)
{
  memset (self->running, 0, self->statistics->length * sizeof (float));
  memset (self->batches, 0, self->statistics->items->len / 2 * sizeof (gint64));
  for (guint i = 1; i < self->statistics->items->len; i += 2)
    {
      const BwParam *variance = &g_array_index (self->statistics->items, BwParam, i);

      for (gsize j = 0; j < variance->length; j++)
        self->running[variance->offset + j] = 1;
    }
}

BwBeatNet *
bw_beat_net_new (BwBeatNetKind kind,
                 guint         n_samples)
{
  BwBeatNet *self;

  g_return_val_if_fail (n_samples >= BW_BEAT_NET_MIN_SAMPLES, NULL);
  g_return_val_if_fail (n_samples <= BW_BEAT_NET_MAX_SAMPLES, NULL);

  self = g_new0 (BwBeatNet, 1);
  self->kind = kind;
  self->n_samples = n_samples;
  self->params = bw_params_new ();
  self->statistics = bw_params_new ();
  bw_conv_chain_init (&self->encoder, self->params, self->statistics);
  bw_conv_chain_init (&self->head, self->params, self->statistics);
  if (kind == BW_BEAT_NET_COMPARATOR)
    {
      add_encoder (&self->encoder, "feature_encoder");
      bw_conv_chain_add_conv (&self->head, "cat", 2 * WIDTH, WIDTH, 1);
      add_block (&self->head, "feature_comparator", 0, CONV, WIDTH, 0);
      add_head (&self->head, "feature_comparator", 1);
    }
  else
    {
      add_encoder (&self->head, "features");
      add_head (&self->head, "features", 5);
    }
  bw_linear_init (&self->linear, self->params, "classifier", BW_BEAT_HEAD_FEATURES, 1);
  self->values = bw_floats_new (self->params->length);
  self->running = bw_floats_new (self->statistics->length);
  self->batches = g_new0 (gint64, self->statistics->items->len / 2);
  reset_running (self);
  return self;
}

void
bw_beat_net_free (BwBeatNet *self)
{
  if (!self)
    return;
  g_free (self->batches);
  bw_floats_free (self->running);
  bw_floats_free (self->values);
  bw_params_free (self->statistics);
  bw_params_free (self->params);
  g_free (self);
}

static void
copy_numbers (BwBeatNet       *self,
              const BwBeatNet *from)
{
  memcpy (self->values, from->values, self->params->length * sizeof (float));
  memcpy (self->running, from->running, self->statistics->length * sizeof (float));
  memcpy (self->batches, from->batches, self->statistics->items->len / 2 * sizeof (gint64));
}

BwBeatNet *
bw_beat_net_copy (const BwBeatNet *self)
{
  BwBeatNet *copy = bw_beat_net_new (self->kind, self->n_samples);

  copy_numbers (copy, self);
  copy->averaged = self->averaged;
  return copy;
}

BwBeatNetKind
bw_beat_net_get_kind (const BwBeatNet *self)
{
  return self->kind;
}

guint
bw_beat_net_get_n_samples (const BwBeatNet *self)
{
  return self->n_samples;
}

const BwConvChain *
bw_beat_net_get_encoder (const BwBeatNet *self)
{
  g_return_val_if_fail (self->kind == BW_BEAT_NET_COMPARATOR, NULL);
  return &self->encoder;
}

const BwConvChain *
bw_beat_net_get_head (const BwBeatNet *self)
{
  return &self->head;
}

const BwLinear *
bw_beat_net_get_linear (const BwBeatNet *self)
{
  return &self->linear;
}

const float *
bw_beat_net_get_values (const BwBeatNet *self)
{
  return self->values;
}

const float *
bw_beat_net_get_running (const BwBeatNet *self)
{
  return self->running;
}

guint
bw_beat_net_count (const BwBeatNet *self)
{
  return (guint) bw_params_count (self->params);
}

void
bw_beat_net_reset (BwBeatNet *self,
                   GRand     *rand)
{
  bw_conv_chain_reset (&self->encoder, self->values, rand);
  bw_conv_chain_reset (&self->head, self->values, rand);
  bw_floats_fill_normal (self->values + self->linear.weight, BW_BEAT_HEAD_FEATURES, 0.001, rand);
  self->values[self->linear.bias] = 0;
  reset_running (self);
  self->averaged = FALSE;
}

/* What PyTorch calls the count of batches of the @nth norm. */
static char *
get_batches_name (const BwBeatNet *self,
                  const char      *prefix,
                  guint            nth)
{
  const BwParam *mean = &g_array_index (self->statistics->items, BwParam, 2 * nth);
  int length = (int) (strlen (mean->name) - strlen (MEAN_SUFFIX));

  g_assert (g_str_has_suffix (mean->name, MEAN_SUFFIX));
  return g_strdup_printf ("%s%.*s%s", prefix, length, mean->name, BATCHES_SUFFIX);
}

void
bw_beat_net_save (const BwBeatNet *self,
                  BwTensors       *tensors,
                  const char      *prefix)
{
  bw_params_save (self->params, self->values, tensors, prefix);
  bw_params_save (self->statistics, self->running, tensors, prefix);
  for (guint i = 0; i < self->statistics->items->len / 2; i++)
    {
      g_autofree char *name = get_batches_name (self, prefix, i);

      bw_tensors_add (tensors, name, BW_DTYPE_I64, 0, NULL, &self->batches[i]);
    }
}

gboolean
bw_beat_net_load (BwBeatNet        *self,
                  const BwTensors  *tensors,
                  const char       *prefix,
                  GError          **error)
{
  g_autoptr (BwBeatNet) fresh = bw_beat_net_new (self->kind, self->n_samples);

  if (!bw_params_load (fresh->params, fresh->values, tensors, prefix, error)
      || !bw_params_load (fresh->statistics, fresh->running, tensors, prefix, error))
    return FALSE;
  for (guint i = 0; i < self->statistics->items->len / 2; i++)
    {
      g_autofree char *name = get_batches_name (self, prefix, i);
      const BwTensor *tensor = bw_tensors_find (tensors, name);
      const BwParam *variance = &g_array_index (self->statistics->items, BwParam, 2 * i + 1);

      if (!tensor || tensor->dtype != BW_DTYPE_I64 || tensor->n_dims != 0)
        {
          g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("The weights lack the whole number “%s”."), name);
          return FALSE;
        }
      fresh->batches[i] = *(const gint64 *) tensor->data;
      for (gsize j = 0; j < variance->length; j++)
        if (fresh->running[variance->offset + j] < 0)
          {
            g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                         _("The weights “%s” hold a variance below zero."), variance->name);
            return FALSE;
          }
    }
  copy_numbers (self, fresh);
  self->averaged = FALSE;
  return TRUE;
}

gboolean
bw_beat_net_recognise (const BwTensors *tensors,
                       const char      *prefix,
                       BwBeatNetKind   *kind)
{
  g_autofree char *encoder = g_strconcat (prefix, "feature_encoder.0.0.weight", NULL);
  g_autofree char *features = g_strconcat (prefix, "features.0.0.weight", NULL);

  if (bw_tensors_find (tensors, encoder))
    *kind = BW_BEAT_NET_COMPARATOR;
  else if (bw_tensors_find (tensors, features))
    *kind = BW_BEAT_NET_CLASSIFIER;
  else
    return FALSE;
  return TRUE;
}

static void
average_floats (float       *average,
                const float *values,
                gsize        n,
                double       decay)
{
  for (gsize i = 0; i < n; i++)
    average[i] = (float) (decay * (double) average[i] + (1 - decay) * (double) values[i]);
}

void
bw_beat_net_average (BwBeatNet       *average,
                     const BwBeatNet *net,
                     double           decay)
{
  g_return_if_fail (average->kind == net->kind);
  g_return_if_fail (decay >= 0 && decay <= 1);

  if (!average->averaged)
    decay = 0;
  average->averaged = TRUE;
  average_floats (average->values, net->values, net->params->length, decay);
  average_floats (average->running, net->running, net->statistics->length, decay);
  memcpy (average->batches, net->batches, net->statistics->items->len / 2 * sizeof (gint64));
}

void
bw_beat_net_count_batch (BwBeatNet         *self,
                         const BwConvChain *chain)
{
  for (guint i = 0; i < self->statistics->items->len / 2; i++)
    {
      const BwParam *mean = &g_array_index (self->statistics->items, BwParam, 2 * i);

      for (guint u = 0; u < chain->n_units; u++)
        self->batches[i] += chain->units[u].mean == mean->offset;
    }
}

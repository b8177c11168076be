/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "beat-net-fixture.h"
#include "bw-test.h"
#include "comparator/bw-beat-net-private.h"
#include "comparator/bw-beat-trainer.h"

#include <math.h>
#include <string.h>

/* Training against PyTorch's figures, computed in double: outputs, loss, gradients, running
 * statistics, weights after a step, ten losses; from fresh weights and from the published ones. */

#define TOLERANCE 1e-4 /* of the largest value of the tensor */

typedef struct
{
  const char *name;
  const char *file;
  const char *start;
  BwBeatNetKind kind;
  double learning_rate;
} Case;

static const Case cases[] = {
  { "comparator-fresh", "parity_comparator", "step_fresh/", BW_BEAT_NET_COMPARATOR, 4e-3 },
  { "comparator-published", "parity_comparator", "step_pretrained/", BW_BEAT_NET_COMPARATOR, 4e-3 },
  { "classifier-fresh", "parity_classifier", "step_fresh/", BW_BEAT_NET_CLASSIFIER, 1e-4 },
  { "classifier-published", "parity_classifier", "step_pretrained/", BW_BEAT_NET_CLASSIFIER, 1e-4 },
};

typedef struct
{
  BwTensors *file;
  BwBeatNet *net;
  BwPool *pool;
  BwBeatTrainer *trainer;
  const float *x, *z, *labels;
  guint n;
} Fixture;

static const BwTensor *
get (Fixture    *f,
     const Case *c,
     const char *group,
     const char *name)
{
  g_autofree char *full = g_strconcat (c->start, group, name, NULL);

  return beat_net_get (f->file, full);
}

static gboolean
set_up (Fixture    *f,
        const Case *c,
        guint       n_threads)
{
  g_autofree char *init = g_strconcat (c->start, "init/", NULL);
  g_autoptr (GError) error = NULL;

  f->file = beat_net_read_file (c->file);
  if (!f->file)
    return FALSE;
  f->net = bw_beat_net_new (c->kind, 384);
  bw_beat_net_load (f->net, f->file, init, &error);
  g_assert_no_error (error);
  if (c->kind == BW_BEAT_NET_COMPARATOR)
    {
      /* Published: net (references, queries). */
      f->x = beat_net_get (f->file, "train_wave_2")->data;
      f->z = beat_net_get (f->file, "train_wave_1")->data;
    }
  else
    f->x = beat_net_get (f->file, "train_wave")->data;
  f->labels = beat_net_get (f->file, "train_label")->data;
  f->n = beat_net_get (f->file, "train_label")->length;
  f->pool = bw_pool_new (n_threads);
  f->trainer = bw_beat_trainer_new (f->net, f->n, f->pool);
  return TRUE;
}

static void
tear_down (Fixture *f)
{
  bw_beat_trainer_free (f->trainer);
  bw_pool_free (f->pool);
  bw_beat_net_free (f->net);
  bw_tensors_free (f->file);
}

/* A batch norm's constant that the next one takes out again: projections before another
 * normalised convolution. Its true gradient is 0. */
static gboolean
is_undone (const char *name)
{
  static const char *const names[] = {
    "feature_encoder.2.conv.4.bias", "feature_encoder.3.conv.8.bias",
    "feature_encoder.4.conv.8.bias", "feature_comparator.1.conv.4.bias",
    "feature_comparator.2.conv.8.bias", "feature_comparator.3.conv.8.bias",
    "feature_comparator.4.conv.8.bias", "features.2.conv.4.bias", "features.3.conv.8.bias",
    "features.5.conv.4.bias", "features.6.conv.8.bias", "features.7.conv.8.bias",
    "features.8.conv.8.bias", NULL,
  };

  return g_strv_contains (names, name);
}

static double
get_largest (const BwTensor *tensor)
{
  double largest = 0;

  for (gsize k = 0; k < tensor->length; k++)
    largest = MAX (largest, fabs (beat_net_get_value (tensor, k)));
  return largest;
}

static void
assert_gradients (Fixture     *f,
                  const Case  *c,
                  const float *gradients)
{
  const char *conv = c->kind == BW_BEAT_NET_COMPARATOR ? "feature_encoder.0.0.weight"
                                                       : "features.0.0.weight";
  double worst = 0;

  for (guint i = 0; i < f->net->params->items->len; i++)
    {
      const BwParam *param = &g_array_index (f->net->params->items, BwParam, i);
      const BwTensor *theirs = get (f, c, "grad_f64/", param->name);
      double tolerance = TOLERANCE * get_largest (theirs), difference = 0;

      if (is_undone (param->name))
        continue;
      for (gsize k = 0; k < param->length; k++)
        {
          double ours = (double) gradients[param->offset + k];

          g_assert_true (isfinite (ours));
          difference = MAX (difference, fabs (ours - beat_net_get_value (theirs, k)));
        }
      /* The next norm all but undoes the input's scale and offset: their gradients are what cancels
       * least of a sum as large as those of the convolution between them, in PyTorch's floats too. */
      if (g_str_has_prefix (param->name, "normal_proprecessing."))
        tolerance = MAX (tolerance, 2e-6 * get_largest (get (f, c, "grad_f64/", conv)));
      worst = MAX (worst, difference / tolerance);
      if (!(difference <= tolerance))
        g_error ("the gradient of %s differs by %g, of its largest value %g", param->name,
                 difference, get_largest (theirs));
    }
  g_test_message ("gradients: %.2g of the tolerance at worst", worst);
}

/* Adam's first step is the learning rate times the sign of the gradient, nearly: where a gradient
 * is lost in the noise of sums of floats, so is the sign. */
static void
assert_weights (Fixture    *f,
                const Case *c)
{
  guint n_lost = 0, n = 0;

  for (guint i = 0; i < f->net->params->items->len; i++)
    {
      const BwParam *param = &g_array_index (f->net->params->items, BwParam, i);
      const BwTensor *theirs = get (f, c, "after_f64/", param->name);
      const BwTensor *gradient = get (f, c, "grad_f64/", param->name);
      const double largest = get_largest (gradient);

      for (gsize k = 0; k < param->length; k++)
        {
          double g = fabs (beat_net_get_value (gradient, k));
          double difference = fabs ((double) f->net->values[param->offset + k]
                                    - beat_net_get_value (theirs, k));

          n++;
          if (is_undone (param->name) || g < 1e-2 * largest
              || g_str_equal (param->name, "normal_proprecessing.weight"))
            {
              n_lost++;
              g_assert_cmpfloat (difference, <=, 2.001 * c->learning_rate);
            }
          else
            g_assert_cmpfloat (difference, <=, 0.01 * c->learning_rate);
        }
    }
  g_test_message ("weights: %u of %u have a gradient too small to tell its sign", n_lost, n);
  g_assert_cmpuint (n_lost, <, n / 4);
}

static void
assert_statistics (Fixture    *f,
                   const Case *c)
{
  for (guint i = 0; i < f->net->statistics->items->len; i++)
    {
      const BwParam *param = &g_array_index (f->net->statistics->items, BwParam, i);
      const BwTensor *theirs = get (f, c, "after_f64/", param->name);
      const double largest = get_largest (theirs);

      for (gsize k = 0; k < param->length; k++)
        bw_assert_near ((double) f->net->running[param->offset + k], beat_net_get_value (theirs, k),
                        1e-5 * largest + 1e-7);
      if (i % 2 == 0)
        {
          g_autofree char *stem = g_strndup (param->name,
                                             strlen (param->name) - strlen ("running_mean"));
          g_autofree char *name = g_strconcat (stem, "num_batches_tracked", NULL);

          g_assert_cmpint (f->net->batches[i / 2], ==,
                           *(const gint64 *) get (f, c, "after/", name)->data);
        }
    }
}

static void
test_parity (gconstpointer data)
{
  const Case *c = data;
  Fixture f = { 0 };
  g_autofree float *logits = NULL;
  const float *gradients;
  double loss, first;

  if (!set_up (&f, c, 2))
    return;
  logits = g_new (float, f.n);
  gradients = bw_beat_trainer_differentiate (f.trainer, f.x, f.z, f.labels, f.n, logits, &loss);
  bw_assert_near (loss, beat_net_get_value (get (&f, c, "loss_f64", ""), 0), 1e-6 * (1 + loss));
  for (guint i = 0; i < f.n; i++)
    logits[i] = 1 / (1 + expf (-logits[i]));
  {
    g_autofree char *name = g_strconcat (c->start, "output_f64", NULL);

    beat_net_assert_close (f.file, name, logits, f.n, 1e-5);
  }
  assert_gradients (&f, c, gradients);
  tear_down (&f);

  g_assert_true (set_up (&f, c, 2));
  for (guint i = 0; i < 10; i++)
    {
      double theirs = beat_net_get_value (get (&f, c, "loss_10steps_same_batch_f64", ""), i);

      loss = bw_beat_trainer_step (f.trainer, f.x, f.z, f.labels, f.n, c->learning_rate, NULL);
      g_test_message ("loss %u: %.7f, PyTorch %.7f", i, loss, theirs);
      if (i == 0)
        {
          first = loss;
          bw_assert_near (loss, theirs, 1e-6);
          assert_statistics (&f, c);
          assert_weights (&f, c);
        }
      else
        bw_assert_near (loss, theirs, 0.02 * first);
    }
  tear_down (&f);
}

/* The same bits with one thread and with three. */
static void
test_threads (gconstpointer data)
{
  const Case *c = data;
  BwBeatNet *nets[2];

  for (guint i = 0; i < 2; i++)
    {
      Fixture f = { 0 };

      if (!set_up (&f, c, 1 + 2 * i))
        return;
      for (guint step = 0; step < 3; step++)
        bw_beat_trainer_step (f.trainer, f.x, f.z, f.labels, f.n - 5 * step, 1e-3, NULL);
      nets[i] = bw_beat_net_copy (f.net);
      tear_down (&f);
    }
  g_assert_cmpmem (nets[0]->values, nets[0]->params->length * sizeof (float), nets[1]->values,
                   nets[1]->params->length * sizeof (float));
  g_assert_cmpmem (nets[0]->running, nets[0]->statistics->length * sizeof (float),
                   nets[1]->running, nets[1]->statistics->length * sizeof (float));
  bw_beat_net_free (nets[0]);
  bw_beat_net_free (nets[1]);
}

/* Any number of beats, the shortest and odd lengths: all stays finite, and the net learns two
 * shapes apart. */
static void
test_numbers (void)
{
  const guint lengths[] = { 32, 61, 192 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint l = 0; l < G_N_ELEMENTS (lengths); l++)
    for (BwBeatNetKind kind = BW_BEAT_NET_COMPARATOR; kind <= BW_BEAT_NET_CLASSIFIER; kind++)
      {
        const gboolean pairs = kind == BW_BEAT_NET_COMPARATOR;
        const guint length = lengths[l];
        g_autoptr (BwBeatNet) net = bw_beat_net_new (kind, length);
        g_autoptr (BwBeatTrainer) trainer = bw_beat_trainer_new (net, 20, NULL);
        g_autofree float *x = g_new (float, 20 * length), *z = g_new (float, 20 * length);
        float labels[20];
        double loss = 0;

        bw_beat_net_reset (net, rand);
        for (guint step = 0; step < 60; step++)
          {
            guint n = step == 0 ? 1 : 17 + step % 4;

            for (guint i = 0; i < n; i++)
              {
                guint a = g_rand_int_range (rand, 0, 2), b = g_rand_int_range (rand, 0, 2);

                labels[i] = pairs ? a != b : a;
                for (guint t = 0; t < length; t++)
                  {
                    x[i * length + t] = (float) (sin (t * (a ? 0.7 : 0.3)) + g_rand_double (rand));
                    z[i * length + t] = (float) (sin (t * (b ? 0.7 : 0.3)) + g_rand_double (rand));
                  }
              }
            loss = bw_beat_trainer_step (trainer, x, pairs ? z : NULL, labels, n, 1e-2, NULL);
            g_assert_true (isfinite (loss));
          }
        for (gsize i = 0; i < net->params->length; i++)
          g_assert_true (isfinite (net->values[i]));
        for (gsize i = 0; i < net->statistics->length; i++)
          g_assert_true (isfinite (net->running[i]));
        g_test_message ("%s of %u samples: loss %.3f", pairs ? "comparator" : "classifier", length,
                        loss);
        g_assert_cmpfloat (loss, <, 0.4);
      }
}

/* Along its gradient the loss rises as steeply as the gradient is long. */
static void
test_differences (void)
{
  const guint length = 48, n = 9;
  const double h = 2e-4;
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  g_autofree float *x = g_new (float, n * length), *z = g_new (float, n * length);
  float labels[9];

  bw_floats_fill_uniform (x, n * length, 2, rand);
  bw_floats_fill_uniform (z, n * length, 2, rand);
  for (guint i = 0; i < n; i++)
    labels[i] = (float) (i % 2);
  for (BwBeatNetKind kind = BW_BEAT_NET_COMPARATOR; kind <= BW_BEAT_NET_CLASSIFIER; kind++)
    {
      const float *second = kind == BW_BEAT_NET_COMPARATOR ? z : NULL;
      g_autoptr (BwBeatNet) net = bw_beat_net_new (kind, length);
      g_autoptr (BwBeatTrainer) trainer = bw_beat_trainer_new (net, n, NULL);
      g_autofree float *values = NULL, *direction = NULL;
      double loss[2], norm = 0;

      bw_beat_net_reset (net, rand);
      bw_floats_fill_uniform (net->values + net->linear.weight, BW_BEAT_HEAD_FEATURES, 1, rand);
      values = g_memdup2 (net->values, net->params->length * sizeof (float));
      direction = g_memdup2 (bw_beat_trainer_differentiate (trainer, x, second, labels, n, NULL,
                                                            &loss[0]),
                             net->params->length * sizeof (float));
      for (gsize i = 0; i < net->params->length; i++)
        norm += (double) direction[i] * (double) direction[i];
      norm = sqrt (norm);
      for (int side = 0; side < 2; side++)
        {
          for (gsize i = 0; i < net->params->length; i++)
            net->values[i] = (float) ((double) values[i]
                                      + (side ? h : -h) * (double) direction[i] / norm);
          bw_beat_trainer_differentiate (trainer, x, second, labels, n, NULL, &loss[side]);
        }
      g_test_message ("gradient %.5f, by differences %.5f", norm, (loss[1] - loss[0]) / (2 * h));
      bw_assert_near ((loss[1] - loss[0]) / (2 * h), norm, 0.01 * norm);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/comparator/beat-trainer/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_parity);
    }
  g_test_add_data_func ("/comparator/beat-trainer/threads/comparator", &cases[0], test_threads);
  g_test_add_data_func ("/comparator/beat-trainer/threads/classifier", &cases[2], test_threads);
  g_test_add_func ("/comparator/beat-trainer/numbers", test_numbers);
  g_test_add_func ("/comparator/beat-trainer/differences", test_differences);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "nn/bw-lstm-private.h"

#include <math.h>
#include <string.h>

/* The LSTM against a plain one in double precision, and its gradients against central differences
 * of that one: no reference file, no shared code. */

typedef struct
{
  guint batch, steps, inputs, hidden, layers, from;
} Shape;

typedef struct
{
  Shape shape;
  BwParams *params;
  BwLstm lstm;
  BwFloats *values, *x, *dy; /* dy: the weights of a sum of all outputs, which is the loss */
  gsize n_x, n_y;
} Fixture;

static void
set_up (Fixture     *f,
        const Shape *shape)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  f->shape = *shape;
  f->params = bw_params_new ();
  bw_lstm_init (&f->lstm, f->params, "lstm", shape->inputs, shape->hidden, shape->layers);
  f->n_x = (gsize) shape->batch * shape->steps * shape->inputs;
  f->n_y = (gsize) shape->batch * (shape->steps - shape->from) * shape->hidden;
  f->values = bw_floats_new (f->params->length);
  f->x = bw_floats_new (f->n_x);
  f->dy = bw_floats_new (f->n_y);
  bw_lstm_reset (&f->lstm, f->values, rand);
  for (gsize i = 0; i < f->params->length; i++)
    f->values[i] *= 2; /* well into the curves of the gates */
  bw_floats_fill_uniform (f->x, f->n_x, 2, rand);
  bw_floats_fill_uniform (f->dy, f->n_y, 1, rand);
}

static void
tear_down (Fixture *f)
{
  bw_floats_free (f->dy);
  bw_floats_free (f->x);
  bw_floats_free (f->values);
  bw_params_free (f->params);
}

static double
logistic (double x)
{
  return 1 / (1 + exp (-x));
}

/* The textbook's LSTM, one row at a time. Returns: the loss Σ dy y; @y may be NULL */
static double
plain_forward (double        *y,
               const double  *values,
               const double  *x,
               const Fixture *f)
{
  const Shape *s = &f->shape;
  g_autofree double *below = g_new (double, s->steps * MAX (s->hidden, s->inputs));
  g_autofree double *h = g_new (double, s->hidden), *c = g_new (double, s->hidden);
  g_autofree double *gates = g_new (double, 4 * s->hidden);
  double loss = 0;

  for (guint b = 0; b < s->batch; b++)
    {
      memcpy (below, x + (gsize) b * s->steps * s->inputs,
              sizeof (double) * s->steps * s->inputs);
      for (guint l = 0; l < s->layers; l++)
        {
          const double *w_ih = values + f->lstm.layers[l].weight_ih;
          const double *w_hh = values + f->lstm.layers[l].weight_hh;
          const double *b_ih = values + f->lstm.layers[l].bias_ih;
          const double *b_hh = values + f->lstm.layers[l].bias_hh;
          guint n = l == 0 ? s->inputs : s->hidden;
          g_autofree double *out = g_new (double, s->steps * s->hidden);

          memset (h, 0, sizeof (double) * s->hidden);
          memset (c, 0, sizeof (double) * s->hidden);
          for (guint t = 0; t < s->steps; t++)
            {
              for (guint j = 0; j < 4 * s->hidden; j++)
                {
                  gates[j] = b_ih[j] + b_hh[j];
                  for (guint k = 0; k < n; k++)
                    gates[j] += w_ih[j * n + k] * below[t * n + k];
                  for (guint k = 0; k < s->hidden; k++)
                    gates[j] += w_hh[j * s->hidden + k] * h[k];
                }
              for (guint j = 0; j < s->hidden; j++)
                {
                  c[j] = logistic (gates[s->hidden + j]) * c[j]
                         + logistic (gates[j]) * tanh (gates[2 * s->hidden + j]);
                  h[j] = logistic (gates[3 * s->hidden + j]) * tanh (c[j]);
                }
              memcpy (out + t * s->hidden, h, sizeof (double) * s->hidden);
            }
          memcpy (below, out, sizeof (double) * s->steps * s->hidden);
        }
      for (guint t = s->from; t < s->steps; t++)
        for (guint j = 0; j < s->hidden; j++)
          {
            gsize at = ((gsize) b * (s->steps - s->from) + t - s->from) * s->hidden + j;

            loss += below[t * s->hidden + j] * (double) f->dy[at];
            if (y)
              y[at] = below[t * s->hidden + j];
          }
    }
  return loss;
}

static double *
widen (const float *x,
       gsize        n)
{
  double *out = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    out[i] = (double) x[i];
  return out;
}

/* d loss / d at[0…n) along @direction. */
static double
difference (double        *at,
            const double  *direction,
            gsize          n,
            const double  *values,
            const double  *x,
            const Fixture *f)
{
  const double step = 1e-5;
  double up, down;

  for (gsize i = 0; i < n; i++)
    at[i] += step * direction[i];
  up = plain_forward (NULL, values, x, f);
  for (gsize i = 0; i < n; i++)
    at[i] -= 2 * step * direction[i];
  down = plain_forward (NULL, values, x, f);
  for (gsize i = 0; i < n; i++)
    at[i] += step * direction[i];
  return (up - down) / (2 * step);
}

static void
assert_close (const char   *name,
              const float  *ours,
              const double *theirs,
              gsize         n,
              double        tolerance)
{
  double largest = 0, worst = 0;

  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (isfinite (ours[i]));
      largest = MAX (largest, fabs (theirs[i]));
      worst = MAX (worst, fabs ((double) ours[i] - theirs[i]));
    }
  g_test_message ("%s: %.2g of its largest", name, worst / largest);
  if (!(worst <= tolerance * largest))
    g_error ("%s differs by %g of its largest value", name, worst / largest);
}

static void
run (float           *y,
     float           *gradients,
     float           *dx,
     const Fixture   *f,
     BwLstmWorkspace *ws)
{
  const Shape *s = &f->shape;

  bw_lstm_forward (y, f->x, f->values, s->batch, s->steps, s->from, ws);
  memset (gradients, 0, f->params->length * sizeof (float));
  bw_lstm_backward (gradients, dx, f->dy, ws);
}

/* Every single derivative. */
static void
check_each (const Fixture *f,
            const float   *gradients,
            const float   *dx,
            double        *values,
            double        *x)
{
  const double one = 1;
  g_autofree double *dx_expected = g_new (double, f->n_x);

  for (guint i = 0; i < f->params->items->len; i++)
    {
      const BwParam *param = &g_array_index (f->params->items, BwParam, i);
      g_autofree double *expected = g_new (double, param->length);

      for (gsize j = 0; j < param->length; j++)
        expected[j] = difference (values + param->offset + j, &one, 1, values, x, f);
      assert_close (param->name, gradients + param->offset, expected, param->length, 5e-6);
    }
  for (gsize j = 0; j < f->n_x; j++)
    dx_expected[j] = difference (x + j, &one, 1, values, x, f);
  assert_close ("x", dx, dx_expected, f->n_x, 5e-6);
}

/* The derivative along a random direction in each tensor, where there are too many for each. */
static void
check_direction (const char    *name,
                 const Fixture *f,
                 const float   *gradient,
                 double        *at,
                 gsize          n,
                 const double  *values,
                 const double  *x,
                 GRand         *rand)
{
  g_autofree double *direction = g_new (double, n);
  double expected, sum = 0, size = 0;

  for (gsize i = 0; i < n; i++)
    {
      direction[i] = g_rand_boolean (rand) ? 1 : -1;
      sum += direction[i] * (double) gradient[i];
      size += (double) gradient[i] * (double) gradient[i];
    }
  expected = difference (at, direction, n, values, x, f);
  g_test_message ("%s: %.2g of its norm", name, fabs (sum - expected) / sqrt (size));
  bw_assert_near (sum, expected, 1e-5 * sqrt (size));
}

static void
test_gradients (gconstpointer data)
{
  const Shape *shape = data;
  Fixture f;
  const BwKernels *kernels;

  set_up (&f, shape);
  for (guint k = 0; (kernels = bw_kernels_get_nth (k)); k++)
    {
      g_autoptr (BwPool) pool = bw_pool_new (2);
      g_autoptr (BwLstmWorkspace) ws = NULL;
      g_autoptr (BwFloats) y = bw_floats_new (f.n_y), dx = bw_floats_new (f.n_x);
      g_autoptr (BwFloats) gradients = bw_floats_new (f.params->length);
      g_autofree double *values = widen (f.values, f.params->length), *x = widen (f.x, f.n_x);
      g_autofree double *expected = g_new (double, f.n_y);
      g_autoptr (GRand) rand = g_rand_new_with_seed (3);

      g_test_message ("kernels: %s", kernels->name);
      ws = bw_lstm_workspace_new (&f.lstm, shape->batch + 3, shape->steps + 2, BW_LSTM_TRAIN, pool);
      ws->kernels = kernels;
      run (y, gradients, dx, &f, ws);
      plain_forward (expected, values, x, &f);
      assert_close ("y", y, expected, f.n_y, 2e-6);
      if (f.params->length < 2000 && k == 0)
        check_each (&f, gradients, dx, values, x);
      for (guint i = 0; i < f.params->items->len; i++)
        {
          const BwParam *param = &g_array_index (f.params->items, BwParam, i);

          check_direction (param->name, &f, gradients + param->offset, values + param->offset,
                           param->length, values, x, rand);
        }
      check_direction ("x", &f, dx, x, f.n_x, values, x, rand);
    }
  tear_down (&f);
}

/* Bits do not depend on threads, on what the workspace held before, or on its size. */
static void
test_same_bits (void)
{
  const Shape shape = { 61, 19, 3, 24, 2, 7 };
  const guint threads[] = { 1, 2, 3 };
  Fixture f;
  g_autoptr (BwFloats) first_y = NULL, first_gradients = NULL;

  set_up (&f, &shape);
  first_y = bw_floats_new (f.n_y);
  first_gradients = bw_floats_new (f.params->length);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    for (int again = 0; again < 3; again++)
      {
        g_autoptr (BwPool) pool = bw_pool_new (threads[i]);
        g_autoptr (BwLstmWorkspace) ws = NULL;
        g_autoptr (BwFloats) y = bw_floats_new (f.n_y);
        g_autoptr (BwFloats) gradients = bw_floats_new (f.params->length);

        ws = bw_lstm_workspace_new (&f.lstm, 61 + again, 19 + again, BW_LSTM_TRAIN, pool);
        for (int repeat = 0; repeat < 2; repeat++)
          {
            run (y, gradients, NULL, &f, ws);
            if (i == 0 && again == 0 && repeat == 0)
              {
                memcpy (first_y, y, f.n_y * sizeof (float));
                memcpy (first_gradients, gradients, f.params->length * sizeof (float));
              }
            g_assert_cmpmem (y, f.n_y * sizeof (float), first_y, f.n_y * sizeof (float));
            g_assert_cmpmem (gradients, f.params->length * sizeof (float), first_gradients,
                             f.params->length * sizeof (float));
          }
      }
  tear_down (&f);
}

/* A workspace that keeps two steps gives the bits of one that keeps all; the last output alone is
 * the last of all; each batch, also those below a workspace's, gives a row its outputs. */
static void
test_predict (void)
{
  const Shape shape = { 40, 11, 2, 8, 3, 0 };
  Fixture f;
  g_autoptr (BwLstmWorkspace) train = NULL, predict = NULL;
  g_autoptr (BwFloats) all = NULL, y = NULL, last = NULL;

  set_up (&f, &shape);
  train = bw_lstm_workspace_new (&f.lstm, 40, 11, BW_LSTM_TRAIN, NULL);
  predict = bw_lstm_workspace_new (&f.lstm, 40, 11, BW_LSTM_PREDICT, NULL);
  all = bw_floats_new (f.n_y);
  y = bw_floats_new (f.n_y);
  last = bw_floats_new (f.n_y);
  bw_lstm_forward (all, f.x, f.values, 40, 11, 0, train);
  bw_lstm_forward (y, f.x, f.values, 40, 11, 0, predict);
  g_assert_cmpmem (all, f.n_y * sizeof (float), y, f.n_y * sizeof (float));
  bw_lstm_forward (last, f.x, f.values, 40, 11, 10, predict);
  for (guint b = 0; b < 40; b++)
    g_assert_cmpmem (last + b * 8, 8 * sizeof (float), all + (b * 11 + 10) * 8, 8 * sizeof (float));
  for (guint batch = 1; batch < 40; batch++)
    {
      bw_lstm_forward (last, f.x, f.values, batch, 11, 10, predict);
      for (guint b = 0; b < batch; b++)
        for (guint j = 0; j < 8; j++)
          bw_assert_near ((double) last[b * 8 + j], (double) all[(b * 11 + 10) * 8 + j], 1e-6);
    }
  tear_down (&f);
}

/* NaN in one row comes out of that row and of no other. */
static void
test_nan (void)
{
  const Shape shape = { 12, 5, 2, 8, 2, 4 };
  Fixture f;
  g_autoptr (BwLstmWorkspace) ws = NULL;
  g_autoptr (BwFloats) y = NULL;

  set_up (&f, &shape);
  ws = bw_lstm_workspace_new (&f.lstm, 12, 5, BW_LSTM_TRAIN, NULL);
  y = bw_floats_new (f.n_y);
  f.x[3 * 5 * 2] = NAN;
  bw_lstm_forward (y, f.x, f.values, 12, 5, 4, ws);
  for (guint b = 0; b < 12; b++)
    for (guint j = 0; j < 8; j++)
      g_assert_cmpint (isnan (y[b * 8 + j]) != 0, ==, b == 3);
  tear_down (&f);
}

static void
test_names (void)
{
  const Shape shape = { 1, 1, 12, 64, 2, 0 };
  const BwParam *param;
  Fixture f;

  set_up (&f, &shape);
  g_assert_cmpuint (f.params->items->len, ==, 8);
  /* 4 · 64 · (12 + 64 + 2) + 4 · 64 · (64 + 64 + 2) */
  g_assert_cmpuint (bw_params_count (f.params), ==, 53248);
  param = bw_params_find (f.params, "lstm.weight_hh_l1");
  g_assert_nonnull (param);
  g_assert_cmpint (param->shape[0], ==, 256);
  g_assert_cmpint (param->shape[1], ==, 64);
  g_assert_cmpuint (param->offset, ==, f.lstm.layers[1].weight_hh);
  g_assert_null (bw_params_find (f.params, "lstm.weight_hh_l2"));
  tear_down (&f);
}

/* Uniform within ±1/√64: mean 0 and variance bound²/3 to about four standard errors. */
static void
test_reset (void)
{
  const Shape shape = { 1, 1, 12, 64, 2, 0 };
  g_autoptr (GRand) a = g_rand_new_with_seed (5), b = g_rand_new_with_seed (5);
  g_autoptr (BwFloats) again = NULL;
  double sum = 0, squares = 0, n;
  Fixture f;

  set_up (&f, &shape);
  again = bw_floats_new (f.params->length);
  bw_lstm_reset (&f.lstm, f.values, a);
  bw_lstm_reset (&f.lstm, again, b);
  g_assert_cmpmem (f.values, f.params->length * sizeof (float), again,
                   f.params->length * sizeof (float));
  for (gsize i = 0; i < f.params->length; i++)
    {
      g_assert_cmpfloat (fabsf (again[i]), <=, 0.125f);
      sum += (double) again[i];
      squares += (double) again[i] * (double) again[i];
    }
  n = (double) bw_params_count (f.params);
  bw_assert_near (sum / n, 0, 4 * 0.125 / sqrt (3 * n));
  bw_assert_near (squares / n, 0.125 * 0.125 / 3, 4 * 0.0047 / sqrt (n));
  tear_down (&f);
}

int
main (int    argc,
      char **argv)
{
  static const Shape last = { 3, 5, 2, 5, 2, 4 }, every = { 3, 5, 2, 5, 2, 0 };
  static const Shape half = { 9, 4, 1, 16, 1, 2 }, single = { 1, 1, 1, 1, 1, 0 };
  static const Shape wide = { 67, 20, 3, 20, 3, 10 }, deep = { 8, 3, 2, 3, 8, 0 };
  static const Shape usual = { 10, 30, 12, 64, 2, 29 };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nn/lstm/names", test_names);
  g_test_add_func ("/nn/lstm/reset", test_reset);
  g_test_add_data_func ("/nn/lstm/gradients/last", &last, test_gradients);
  g_test_add_data_func ("/nn/lstm/gradients/every", &every, test_gradients);
  g_test_add_data_func ("/nn/lstm/gradients/half", &half, test_gradients);
  g_test_add_data_func ("/nn/lstm/gradients/single", &single, test_gradients);
  g_test_add_data_func ("/nn/lstm/gradients/deep", &deep, test_gradients);
  g_test_add_data_func ("/nn/lstm/gradients/wide", &wide, test_gradients);
  g_test_add_data_func ("/nn/lstm/gradients/usual", &usual, test_gradients);
  g_test_add_func ("/nn/lstm/same-bits", test_same_bits);
  g_test_add_func ("/nn/lstm/predict", test_predict);
  g_test_add_func ("/nn/lstm/nan", test_nan);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "nn/bw-adam.h"
#include "nn/bw-linear.h"
#include "nn/bw-loss.h"
#include "nn/bw-lstm.h"

#include <math.h>
#include <string.h>

/* Outputs, losses, gradients and trained weights against PyTorch's, from the files in
 * ../shared/data/parity. */

#define TOLERANCE 1e-5 /* of the largest value of the tensor */
#define STEPS 10

typedef struct
{
  BwTensors *file;
  BwParams *params;
  BwLstm lstm;
  BwLinear head;
  BwFloats *values, *gradients, *h, *dh, *y, *dy;
  BwPool *pool;
  BwLstmWorkspace *ws;
  BwAdam *adam;
  gboolean pinball;
  guint batch, steps, outputs;
} Fixture;

static const BwTensor *
get (Fixture    *f,
     const char *name)
{
  const BwTensor *tensor = bw_tensors_find (f->file, name);

  g_assert_nonnull (tensor);
  g_assert_cmpint (tensor->dtype, ==, BW_DTYPE_F32);
  return tensor;
}

/* NaN first, then the largest difference against the largest value. */
static void
assert_close (const char  *name,
              const float *ours,
              const float *theirs,
              gsize        n,
              double       tolerance)
{
  double largest = 0, difference = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (!isfinite (ours[i]))
        g_error ("%s[%" G_GSIZE_FORMAT "] is not a number", name, i);
      largest = MAX (largest, fabs ((double) theirs[i]));
      difference = MAX (difference, fabs ((double) ours[i] - (double) theirs[i]));
    }
  g_test_message ("%s: %.2g of its largest", name, difference / largest);
  if (!(difference <= tolerance * largest))
    g_error ("%s differs by %g of its largest value", name, difference / largest);
}

static void
assert_block_close (Fixture     *f,
                    const float *block,
                    const char  *prefix)
{
  for (guint i = 0; i < f->params->items->len; i++)
    {
      const BwParam *param = &g_array_index (f->params->items, BwParam, i);
      g_autofree char *name = g_strconcat (prefix, param->name, NULL);
      const BwTensor *tensor = get (f, name);

      g_assert_cmpuint (tensor->length, ==, param->length);
      assert_close (name, block + param->offset, tensor->data, param->length, TOLERANCE);
    }
}

/* Weights after steps of Adam. Its first step is g / (|g| + ε): where the gradient is not above a
 * few ε = 1e-8, the rounding of either side's sums decides, so these few weights get ten times as
 * much room. (One of 50,000 needs it, by a tenth; the gradient in double lies between both.) */
static void
assert_weights_close (Fixture    *f,
                      const char *prefix)
{
  gsize faint = 0;

  for (guint i = 0; i < f->params->items->len; i++)
    {
      const BwParam *param = &g_array_index (f->params->items, BwParam, i);
      g_autofree char *name = g_strconcat (prefix, param->name, NULL);
      g_autofree char *gradient_name = g_strconcat ("grad.", param->name, NULL);
      const float *gradient = get (f, gradient_name)->data;
      const float *theirs = get (f, name)->data;
      g_autofree float *ours = g_memdup2 (f->values + param->offset,
                                          param->length * sizeof (float));

      assert_close (name, ours, theirs, param->length, 10 * TOLERANCE);
      for (gsize j = 0; j < param->length; j++)
        if (fabsf (gradient[j]) < 2e-8f)
          {
            ours[j] = theirs[j];
            faint++;
          }
      assert_close (name, ours, theirs, param->length, TOLERANCE);
    }
  g_test_message ("%" G_GSIZE_FORMAT " weights with a gradient under 2e-8", faint);
  g_assert_cmpuint (faint, <, bw_params_count (f->params) / 100);
}

static gboolean
set_up (Fixture    *f,
        const char *path)
{
  g_autofree char *full = bw_test_shared (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GMappedFile) mapped = NULL;
  const BwTensor *input;

  if (!full)
    return FALSE;
  mapped = g_mapped_file_new (full, FALSE, &error);
  g_assert_no_error (error);
  bytes = g_mapped_file_get_bytes (mapped);
  f->file = bw_tensors_read (bytes, &error);
  g_assert_no_error (error);

  input = get (f, "input");
  f->batch = input->shape[0];
  f->steps = input->shape[1];
  f->outputs = get (f, "target")->shape[1];
  f->pinball = g_str_equal (bw_tensors_get_metadata (f->file, "loss"), "pinball");
  f->params = bw_params_new ();
  bw_lstm_init (&f->lstm, f->params, "lstm", input->shape[2], 64, 2);
  bw_linear_init (&f->head, f->params, "fc", 64, f->outputs);
  f->values = bw_floats_new (f->params->length);
  f->gradients = bw_floats_new (f->params->length);
  f->h = bw_floats_new (f->batch * 64);
  f->dh = bw_floats_new (f->batch * 64);
  f->y = bw_floats_new (f->batch * f->outputs);
  f->dy = bw_floats_new (f->batch * f->outputs);
  f->pool = bw_pool_new (2);
  f->ws = bw_lstm_workspace_new (&f->lstm, f->batch, f->steps, BW_LSTM_TRAIN, f->pool);
  f->adam = bw_adam_new (f->params->length, 1e-3);
  bw_params_load (f->params, f->values, f->file, "param.", &error);
  g_assert_no_error (error);
  return TRUE;
}

static void
tear_down (Fixture *f)
{
  bw_adam_free (f->adam);
  bw_lstm_workspace_free (f->ws);
  bw_pool_free (f->pool);
  bw_floats_free (f->dy);
  bw_floats_free (f->y);
  bw_floats_free (f->dh);
  bw_floats_free (f->h);
  bw_floats_free (f->gradients);
  bw_floats_free (f->values);
  bw_params_free (f->params);
  bw_tensors_free (f->file);
}

/* Forward, loss and backward. The file's MSE is over all targets, its pinball loss over those the
 * mask counts. */
static double
run (Fixture *f)
{
  const float quantiles[] = { 0.1f, 0.5f, 0.9f };
  const float *target = get (f, "target")->data, *mask = get (f, "mask")->data;
  gsize n = (gsize) f->batch * f->outputs;
  double loss;

  bw_lstm_forward (f->h, get (f, "input")->data, f->values, f->batch, f->steps, f->steps - 1,
                   f->ws);
  bw_linear_forward (f->y, f->h, f->values, &f->head, f->batch);
  if (f->pinball)
    loss = bw_loss_pinball (f->dy, f->y, target, mask, n, quantiles, 3);
  else
    loss = bw_loss_mse (f->dy, f->y, target, NULL, n);
  memset (f->gradients, 0, f->params->length * sizeof (float));
  bw_linear_backward (f->gradients, f->dh, f->dy, f->h, f->values, &f->head, f->batch);
  bw_lstm_backward (f->gradients, NULL, f->dh, f->ws);
  return loss;
}

static void
test_parity (gconstpointer path)
{
  Fixture f = { 0 };
  float losses[STEPS];

  if (!set_up (&f, path))
    return;
  for (int i = 0; i < STEPS; i++)
    {
      losses[i] = (float) run (&f);
      if (i == 0)
        {
          assert_close ("output", f.y, get (&f, "output")->data, get (&f, "output")->length,
                        TOLERANCE);
          assert_block_close (&f, f.gradients, "grad.");
        }
      bw_adam_step (f.adam, f.values, f.gradients);
      if (i == 0)
        assert_weights_close (&f, "after1.");
    }
  assert_close ("losses", losses, get (&f, "losses")->data, STEPS, TOLERANCE);
  assert_weights_close (&f, "after10.");
  tear_down (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/nn/lstm-parity/tutorial", "data/parity/lstm_tutorial.safetensors",
                        test_parity);
  g_test_add_data_func ("/nn/lstm-parity/quantile", "data/parity/lstm_quantile.safetensors",
                        test_parity);
  return g_test_run ();
}

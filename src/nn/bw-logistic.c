/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-logistic.h"

#include "nn/bw-kernels.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

#define BLOCK 256         /* rows at a time: they stay in the cache */
#define MAX_STEPS 100
#define MAX_HALVINGS 30
#define TOLERANCE 1e-10   /* of the objective, before the last step */

/* Of the largest curvature: keeps a direction without any from being divided by 0. */
#define JITTER 1e-12

BwLogistic *
bw_logistic_new (guint n_inputs)
{
  BwLogistic *self = g_new0 (BwLogistic, 1);

  self->n_inputs = n_inputs;
  self->weights = g_new0 (double, n_inputs);
  return self;
}

BwLogistic *
bw_logistic_copy (const BwLogistic *self)
{
  BwLogistic *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = bw_logistic_new (self->n_inputs);
  memcpy (copy->weights, self->weights, self->n_inputs * sizeof (double));
  copy->bias = self->bias;
  return copy;
}

void
bw_logistic_free (BwLogistic *self)
{
  if (self == NULL)
    return;
  g_free (self->weights);
  g_free (self);
}

double
bw_logistic_probability (double logit)
{
  return 1 / (1 + exp (-logit));
}

double
bw_logistic_get_logit (const BwLogistic *self,
                       const float      *x)
{
  double logit = self->bias;

  for (guint i = 0; i < self->n_inputs; i++)
    logit += self->weights[i] * (double) x[i];
  return logit;
}

/* What is minimised: Σ weight · loss + ridge / 2 · |w|² over the coefficients (w, bias). */
typedef struct
{
  const float *x;
  const guint8 *y;
  const double *sample_weight;
  guint n, n_inputs;
  double ridge;
  double *block;     /* BLOCK, n_inputs + 1: inputs and a 1 */
  double *residual;  /* BLOCK */
  double *curvature; /* BLOCK */
} Problem;

static double
weight_of (const Problem *problem,
           guint          row)
{
  return problem->sample_weight != NULL ? problem->sample_weight[row] : 1;
}

/* Fills the block with rows from @row on. Returns: the row after the last. */
static guint
fill_block (const Problem *problem,
            guint          row,
            guint         *rows,
            guint         *n_rows)
{
  const guint width = problem->n_inputs + 1;

  for (*n_rows = 0; row < problem->n && *n_rows < BLOCK; row++)
    {
      const float *x = problem->x + (gsize) row * problem->n_inputs;
      double *to = problem->block + (gsize) *n_rows * width;

      if (!(weight_of (problem, row) > 0))
        continue;
      for (guint i = 0; i < problem->n_inputs; i++)
        to[i] = (double) x[i];
      to[problem->n_inputs] = 1;
      rows[(*n_rows)++] = row;
    }
  return row;
}

/* Returns: the objective at @at. @gradient: n_inputs + 1; @hessian: its square, the lower half */
static double
evaluate (double        *gradient,
          double        *hessian,
          const Problem *problem,
          const double  *at)
{
  const guint width = problem->n_inputs + 1;
  double objective = 0;
  guint rows[BLOCK], n_rows;

  memset (gradient, 0, width * sizeof *gradient);
  memset (hessian, 0, (gsize) width * width * sizeof *hessian);
  for (guint row = 0; row < problem->n;)
    {
      row = fill_block (problem, row, rows, &n_rows);
      if (n_rows == 0)
        break;
      cblas_dgemv (CblasRowMajor, CblasNoTrans, n_rows, width, 1, problem->block, width, at, 1, 0,
                   problem->residual, 1);
      for (guint r = 0; r < n_rows; r++)
        {
          const double weight = weight_of (problem, rows[r]);
          const double logit = problem->residual[r], p = bw_logistic_probability (logit);
          const gboolean y = problem->y[rows[r]] != 0;

          objective += weight * (log1p (exp (-fabs (logit))) + MAX (0, y ? -logit : logit));
          problem->residual[r] = weight * (p - y);
          problem->curvature[r] = sqrt (weight * p * (1 - p));
        }
      cblas_dgemv (CblasRowMajor, CblasTrans, n_rows, width, 1, problem->block, width,
                   problem->residual, 1, 1, gradient, 1);
      for (guint r = 0; r < n_rows; r++)
        cblas_dscal (width, problem->curvature[r], problem->block + (gsize) r * width, 1);
      cblas_dsyrk (CblasRowMajor, CblasLower, CblasTrans, width, n_rows, 1, problem->block, width,
                   1, hessian, width);
    }
  for (guint i = 0; i < problem->n_inputs; i++)
    {
      objective += 0.5 * problem->ridge * at[i] * at[i];
      gradient[i] += problem->ridge * at[i];
      hessian[(gsize) i * width + i] += problem->ridge;
    }
  return objective;
}

/* @step (out): the solution of @hessian · step = @gradient, by a Cholesky factorisation in place.
 * Returns: whether @hessian is positive definite */
static gboolean
solve (double       *step,
       double       *hessian,
       const double *gradient,
       guint         n)
{
  double largest = 0;

  for (guint j = 0; j < n; j++)
    largest = MAX (largest, hessian[(gsize) j * n + j]);
  for (guint j = 0; j < n; j++)
    {
      double *column = hessian + (gsize) j * n + j;

      *column += JITTER * largest;
      cblas_dgemv (CblasRowMajor, CblasNoTrans, n - j, j, -1, column - j, n, column - j, 1, 1,
                   column, n);
      if (!(*column > 0))
        return FALSE;
      cblas_dscal (n - j, 1 / sqrt (*column), column, n);
    }
  memcpy (step, gradient, n * sizeof *step);
  cblas_dtrsv (CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, n, hessian, n, step, 1);
  cblas_dtrsv (CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, n, hessian, n, step, 1);
  return TRUE;
}

/* Newton's method from @at. Returns: FALSE where it was cancelled */
static gboolean
minimise (double        *at,
          const Problem *problem,
          GCancellable  *cancellable)
{
  const guint width = problem->n_inputs + 1;
  g_autofree double *gradient = g_new (double, width);
  g_autofree double *hessian = g_new (double, (gsize) width *width);
  g_autofree double *step = g_new (double, width), *next = g_new (double, width);
  double objective = evaluate (gradient, hessian, problem, at);

  for (guint i = 0; i < MAX_STEPS && solve (step, hessian, gradient, width); i++)
    {
      const double gain = cblas_ddot (width, gradient, 1, step, 1);
      double length = 1, reached;

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      if (!(gain > TOLERANCE * (1 + objective)))
        {
          cblas_daxpy (width, -1, step, 1, at, 1);
          break;
        }
      for (guint halvings = 0;; halvings++, length /= 2)
        {
          memcpy (next, at, width * sizeof *next);
          cblas_daxpy (width, -length, step, 1, next, 1);
          reached = evaluate (gradient, hessian, problem, next);
          if (reached <= objective)
            break;
          if (halvings == MAX_HALVINGS)
            return TRUE; /* no better place to be found in double precision */
        }
      objective = reached;
      memcpy (at, next, width * sizeof *at);
    }
  return TRUE;
}

/* Whether both classes are there; @bias (out): the odds where not. */
static gboolean
has_both (const Problem *problem,
          double        *bias)
{
  double sums[2] = { 0 };

  for (guint row = 0; row < problem->n; row++)
    sums[problem->y[row] != 0] += weight_of (problem, row);
  *bias = log ((sums[1] + 0.5) / (sums[0] + 0.5));
  return sums[0] > 0 && sums[1] > 0;
}

BwLogistic *
bw_logistic_fit_from (const BwLogistic *start,
                      const float      *x,
                      const guint8     *y,
                      const double     *sample_weight,
                      guint             n,
                      double            c,
                      GCancellable     *cancellable)
{
  const guint n_inputs = start != NULL ? start->n_inputs : 0, width = n_inputs + 1;
  g_autoptr (BwLogistic) self = NULL;
  g_autofree double *block = NULL, *at = NULL;
  double residual[BLOCK], curvature[BLOCK], bias;
  Problem problem;

  g_return_val_if_fail (start != NULL && (n == 0 || (x != NULL && y != NULL)), NULL);
  g_return_val_if_fail (c > 0, NULL);

  bw_kernels_calm_blas ();
  self = bw_logistic_new (n_inputs);
  block = g_new (double, (gsize) BLOCK *width);
  problem = (Problem) {
    .x = x,
    .y = y,
    .sample_weight = sample_weight,
    .n = n,
    .n_inputs = n_inputs,
    .ridge = 1 / c,
    .block = block,
    .residual = residual,
    .curvature = curvature,
  };
  if (!has_both (&problem, &bias))
    {
      self->bias = bias;
      return g_steal_pointer (&self);
    }
  at = g_new (double, width);
  memcpy (at, start->weights, n_inputs * sizeof *at);
  at[n_inputs] = start->bias;
  if (!minimise (at, &problem, cancellable))
    return NULL;
  memcpy (self->weights, at, n_inputs * sizeof *at);
  self->bias = at[n_inputs];
  return g_steal_pointer (&self);
}

BwLogistic *
bw_logistic_fit (const float  *x,
                 const guint8 *y,
                 const double *sample_weight,
                 guint         n,
                 guint         n_inputs,
                 double        c,
                 GCancellable *cancellable)
{
  g_autoptr (BwLogistic) start = bw_logistic_new (n_inputs);

  return bw_logistic_fit_from (start, x, y, sample_weight, n, c, cancellable);
}

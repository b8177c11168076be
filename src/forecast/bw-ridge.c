/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-ridge-private.h"

#include "base/bw-time.h"
#include "nn/bw-kernels.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#define N BW_RIDGE_FEATURES
#define SIZE (N + 1)           /* with the constant */
#define HORIZONS 24
#define STRIDE_HOURS 6
#define MIN_ROWS 200
#define LARGEST 5.0

/* The last quarter of the span chooses the penalty. */
#define CHOICE_SHARE 0.25

/* Penalties a row; and where their logarithm, times the rows, is expected, ± 1. The rows of one
 * outcome, one from each origin before it, tell what one does. */
static const double penalties[] = { 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10, 30 };
#define USUAL_PENALTY 100.0
#define ROWS_AN_OUTCOME (HORIZONS / STRIDE_HOURS)

typedef struct
{
  GArray *issued_ms;  /* (element-type gint64) */
  GArray *has;        /* (element-type guint64): a bit a feature */
  GArray *y;          /* (element-type double): z of what came */
  GArray *x;          /* (element-type double): SIZE a row, the constant last */
} Rows;

/* XᵀX (its lower half), Xᵀy and yᵀy of some rows. */
typedef struct
{
  guint n;
  double gram[SIZE * SIZE];
  double moment[SIZE];
  double squares;
} Sums;

static void
rows_init (Rows *rows)
{
  rows->issued_ms = g_array_new (FALSE, FALSE, sizeof (gint64));
  rows->has = g_array_new (FALSE, FALSE, sizeof (guint64));
  rows->y = g_array_new (FALSE, FALSE, sizeof (double));
  rows->x = g_array_new (FALSE, FALSE, sizeof (double));
}

static void
rows_clear (Rows *rows)
{
  g_array_unref (rows->issued_ms);
  g_array_unref (rows->has);
  g_array_unref (rows->y);
  g_array_unref (rows->x);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

static double *
rows_x (Rows  *rows,
        guint  row)
{
  return &g_array_index (rows->x, double, row * SIZE);
}

void
bw_ridge_solve (double       *weight,
                const double *gram,
                const double *moment,
                guint         n,
                double        penalty)
{
  gsl_matrix *a = gsl_matrix_alloc (n + 1, n + 1);
  gsl_vector_const_view b = gsl_vector_const_view_array (moment, n + 1);
  gsl_vector_view x = gsl_vector_view_array (weight, n + 1);

  for (guint i = 0; i <= n; i++)
    for (guint j = 0; j <= i; j++)
      {
        double value = gram[i * (n + 1) + j] + (i == j && i < n ? penalty : 0);

        gsl_matrix_set (a, i, j, value);
        gsl_matrix_set (a, j, i, value);
      }
  gsl_linalg_cholesky_decomp1 (a);
  gsl_linalg_cholesky_solve (a, &b.vector, &x.vector);
  gsl_matrix_free (a);
}

/* Whether steps are known of more hours than active energy is. */
static gboolean
prefer_steps (const BwSeries *series,
              guint           first,
              guint           end)
{
  guint steps = 0, energy = 0;

  for (guint i = first; i < end; i++)
    {
      steps += series->hours[i].has_steps;
      energy += series->hours[i].has_energy;
    }
  return steps > energy;
}

/* The rows of the origins in [from_ms, at_ms), whose outcomes are before @at_ms too. */
static void
add_rows (Rows                    *rows,
          const BwSeries          *series,
          const BwBaseline        *baseline,
          const BwLevelParameters *level,
          gboolean                 steps,
          gint64                   era_ms,
          gint64                   from_ms,
          gint64                   at_ms)
{
  g_autoptr (BwRidgeWalk) walk = bw_ridge_walk_new (series, baseline, level, era_ms, from_ms);
  guint h = bw_series_hours_before (series, from_ms);
  guint o = bw_series_observations_before (series, from_ms);
  BwRidgeView view;

  for (; h < series->n_hours && series->hours[h].start_ms < at_ms; h++)
    {
      gint64 issued_ms = series->hours[h].start_ms;
      gboolean viewed = FALSE;

      if (issued_ms / BW_TIME_HOUR % STRIDE_HOURS != 0)
        continue;
      while (o < series->n_observations && series->observations[o].time_ms < issued_ms)
        o++;
      bw_ridge_walk_to (walk, issued_ms);
      for (guint i = o; i < series->n_observations; i++)
        {
          const BwObservation *target = &series->observations[i];
          double k = (double) (target->time_ms - issued_ms) / BW_TIME_HOUR + 1;
          double x[SIZE], y = bw_baseline_to_z (baseline, target->hour, target->x);
          guint64 has;

          if (k > HORIZONS || target->time_ms + BW_TIME_HOUR > at_ms)
            break;
          if (!viewed)
            bw_ridge_walk_view (walk, steps, &view);
          viewed = TRUE;
          has = bw_ridge_features (x, &view, baseline, bw_ridge_walk_level (walk, target->time_ms), k,
                                   target->hour);
          x[N] = 1;
          g_array_append_val (rows->issued_ms, issued_ms);
          g_array_append_val (rows->has, has);
          g_array_append_val (rows->y, y);
          g_array_append_vals (rows->x, x, SIZE);
        }
    }
}

static void
standardise (double        *x,
             guint64        has,
             const BwRidge *self)
{
  for (guint j = 0; j < N; j++)
    {
      double value = (x[j] - self->mean[j]) * self->scale[j];

      x[j] = has >> j & 1 ? CLAMP (value, -LARGEST, LARGEST) : 0;
    }
}

static void
fit_scales (BwRidge *self,
            Rows    *rows)
{
  double n[N] = { 0 }, sum[N] = { 0 }, squares[N] = { 0 };

  for (guint i = 0; i < rows->y->len; i++)
    {
      const double *x = rows_x (rows, i);
      guint64 has = g_array_index (rows->has, guint64, i);

      for (guint j = 0; j < N; j++)
        if (has >> j & 1)
          {
            n[j]++;
            sum[j] += x[j];
          }
    }
  for (guint j = 0; j < N; j++)
    self->mean[j] = n[j] > 0 ? sum[j] / n[j] : 0;
  for (guint i = 0; i < rows->y->len; i++)
    {
      const double *x = rows_x (rows, i);
      guint64 has = g_array_index (rows->has, guint64, i);

      for (guint j = 0; j < N; j++)
        if (has >> j & 1)
          squares[j] += (x[j] - self->mean[j]) * (x[j] - self->mean[j]);
    }
  for (guint j = 0; j < N; j++)
    {
      double sd = n[j] > 1 ? sqrt (squares[j] / n[j]) : 0;

      self->scale[j] = sd > 1e-9 ? 1 / sd : 0;
    }
}

/* Adds the rows [first, end), of which there is one. */
static void
add_sums (Sums  *sums,
          Rows  *rows,
          guint  first,
          guint  end)
{
  guint n = end - first;
  gsl_matrix_const_view x = gsl_matrix_const_view_array (rows_x (rows, first), n, SIZE);
  gsl_vector_const_view y
      = gsl_vector_const_view_array (&g_array_index (rows->y, double, first), n);
  gsl_matrix_view gram = gsl_matrix_view_array (sums->gram, SIZE, SIZE);
  gsl_vector_view moment = gsl_vector_view_array (sums->moment, SIZE);

  gsl_blas_dsyrk (CblasLower, CblasTrans, 1, &x.matrix, 1, &gram.matrix);
  gsl_blas_dgemv (CblasTrans, 1, &x.matrix, &y.vector, 1, &moment.vector);
  for (guint i = 0; i < n; i++)
    sums->squares += y.vector.data[i] * y.vector.data[i];
  sums->n += n;
}

/* The squared error of @weight on other rows. */
static double
squared_error (const Sums   *sums,
               const double *weight)
{
  double error = sums->squares;

  for (guint i = 0; i < SIZE; i++)
    {
      double line = 0.5 * sums->gram[i * SIZE + i] * weight[i];

      for (guint j = 0; j < i; j++)
        line += sums->gram[i * SIZE + j] * weight[j];
      error += 2 * weight[i] * (line - sums->moment[i]);
    }
  return error;
}

/* The likelihood of the later rows under the earlier ones' weights, with a prior. */
static double
choose_penalty (const Sums *before,
                const Sums *after)
{
  double best = penalties[G_N_ELEMENTS (penalties) - 1], best_error = INFINITY;

  for (guint i = 0; i < G_N_ELEMENTS (penalties); i++)
    {
      double pull = log (penalties[i] * (before->n + after->n) / USUAL_PENALTY);
      double weight[SIZE], error;

      bw_ridge_solve (weight, before->gram, before->moment, N, penalties[i] * before->n);
      error = 0.5 * after->n / ROWS_AN_OUTCOME * log (MAX (squared_error (after, weight), 1e-9))
              + 0.5 * pull * pull;
      if (error < best_error)
        {
          best_error = error;
          best = penalties[i];
        }
    }
  return best;
}

void
bw_ridge_fit (BwRidge                 *self,
              const BwSeries          *series,
              gint64                   era_ms,
              gint64                   at_ms,
              const BwLevelParameters *level)
{
  g_auto (Rows) rows = { 0 };
  gint64 from_ms = MAX (era_ms, at_ms - BW_BASELINE_MAX_DAYS * BW_TIME_DAY), cut_ms;
  Sums before = { 0 }, after = { 0 };
  double weight[SIZE];
  BwBaseline baseline;
  guint cut = 0;

  bw_kernels_calm_blas ();
  rows_init (&rows);
  memset (self, 0, sizeof *self);
  if (!bw_baseline_fit (&baseline, series->observations, series->n_observations, era_ms, at_ms)
      || baseline.days < BW_RIDGE_MIN_DAYS)
    return;
  self->steps = prefer_steps (series, bw_series_hours_before (series, from_ms),
                              bw_series_hours_before (series, at_ms));
  add_rows (&rows, series, &baseline, level, self->steps, era_ms, from_ms, at_ms);
  self->n_rows = rows.y->len;
  if (self->n_rows < MIN_ROWS)
    return;

  fit_scales (self, &rows);
  from_ms = g_array_index (rows.issued_ms, gint64, 0);
  cut_ms = at_ms - (gint64) (CHOICE_SHARE * (double) (at_ms - from_ms));
  for (guint i = 0; i < self->n_rows; i++)
    {
      standardise (rows_x (&rows, i), g_array_index (rows.has, guint64, i), self);
      cut += g_array_index (rows.issued_ms, gint64, i) < cut_ms;
    }
  add_sums (&before, &rows, 0, cut);
  if (cut < self->n_rows)
    add_sums (&after, &rows, cut, self->n_rows);
  self->penalty = choose_penalty (&before, &after);
  if (cut < self->n_rows)
    add_sums (&before, &rows, cut, self->n_rows);
  bw_ridge_solve (weight, before.gram, before.moment, N, self->penalty * self->n_rows);
  memcpy (self->weight, weight, sizeof self->weight);
  self->intercept = weight[N];
  self->fitted = TRUE;
}

double
bw_ridge_predict (const BwRidge     *self,
                  const BwRidgeView *view,
                  const BwBaseline  *baseline,
                  double             level,
                  double             k,
                  int                hour)
{
  double x[N], z = self->intercept;
  guint64 has;

  if (!self->fitted)
    return level;
  has = bw_ridge_features (x, view, baseline, level, k, hour);
  standardise (x, has, self);
  for (guint j = 0; j < N; j++)
    z += self->weight[j] * x[j];
  return z;
}

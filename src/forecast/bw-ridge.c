/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-ridge-private.h"

#include "base/bw-time.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#define N BW_RIDGE_FEATURES
#define SIZE (N + 1)           /* with the constant */
#define HORIZONS 24
#define STRIDE_HOURS 3
#define MIN_ROWS 200
#define LARGEST 5.0

/* The last quarter of the span chooses the penalty. */
#define CHOICE_SHARE 0.25

/* Penalties a row; and where their logarithm, times the rows, is expected, ± 1. The rows of one
 * outcome, one from each origin before it, tell what one does. */
static const double penalties[] = { 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10, 30 };
#define USUAL_PENALTY 300.0
#define ROWS_AN_OUTCOME (HORIZONS / STRIDE_HOURS)

typedef struct
{
  gint64 issued_ms;
  guint64 has;
  double y;              /* z of what came */
  double x[N];
} Row;

/* XᵀX and Xᵀy of some rows, the constant last. */
typedef struct
{
  guint n;
  double gram[SIZE * SIZE];
  double moment[SIZE];
  double squares;        /* yᵀy */
} Sums;

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
add_rows (GArray                  *rows,
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
          Row row = { .issued_ms = issued_ms };

          if (k > HORIZONS || target->time_ms + BW_TIME_HOUR > at_ms)
            break;
          if (!viewed)
            bw_ridge_walk_view (walk, steps, &view);
          viewed = TRUE;
          row.has = bw_ridge_features (row.x, &view, baseline,
                                       bw_ridge_walk_level (walk, target->time_ms), k, target->hour);
          row.y = bw_baseline_to_z (baseline, target->hour, target->x);
          g_array_append_val (rows, row);
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
            GArray  *rows)
{
  double n[N] = { 0 }, sum[N] = { 0 }, squares[N] = { 0 };

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      for (guint j = 0; j < N; j++)
        if (row->has >> j & 1)
          {
            n[j]++;
            sum[j] += row->x[j];
          }
    }
  for (guint j = 0; j < N; j++)
    self->mean[j] = n[j] > 0 ? sum[j] / n[j] : 0;
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      for (guint j = 0; j < N; j++)
        if (row->has >> j & 1)
          squares[j] += (row->x[j] - self->mean[j]) * (row->x[j] - self->mean[j]);
    }
  for (guint j = 0; j < N; j++)
    {
      double sd = n[j] > 1 ? sqrt (squares[j] / n[j]) : 0;

      self->scale[j] = sd > 1e-9 ? 1 / sd : 0;
    }
}

/* The lower half only. */
static void
add_sums (Sums      *sums,
          const Row *row)
{
  for (guint i = 0; i < N; i++)
    {
      double x = row->x[i], *line = sums->gram + i * SIZE;

      for (guint j = 0; j <= i; j++)
        line[j] += x * row->x[j];
      sums->gram[N * SIZE + i] += x;
      sums->moment[i] += x * row->y;
    }
  sums->gram[N * SIZE + N]++;
  sums->moment[N] += row->y;
  sums->squares += row->y * row->y;
  sums->n++;
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
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  gint64 from_ms = MAX (era_ms, at_ms - BW_BASELINE_MAX_DAYS * BW_TIME_DAY), cut_ms;
  g_autofree Sums *before = g_new0 (Sums, 1), *after = g_new0 (Sums, 1);
  double weight[SIZE];
  BwBaseline baseline;

  memset (self, 0, sizeof *self);
  if (!bw_baseline_fit (&baseline, series->observations, series->n_observations, era_ms, at_ms)
      || baseline.days < BW_RIDGE_MIN_DAYS)
    return;
  self->steps = prefer_steps (series, bw_series_hours_before (series, from_ms),
                              bw_series_hours_before (series, at_ms));
  add_rows (rows, series, &baseline, level, self->steps, era_ms, from_ms, at_ms);
  if (rows->len < MIN_ROWS)
    return;

  fit_scales (self, rows);
  from_ms = g_array_index (rows, Row, 0).issued_ms;
  cut_ms = at_ms - (gint64) (CHOICE_SHARE * (double) (at_ms - from_ms));
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = &g_array_index (rows, Row, i);

      standardise (row->x, row->has, self);
      add_sums (row->issued_ms < cut_ms ? before : after, row);
    }
  self->penalty = choose_penalty (before, after);
  for (guint i = 0; i < SIZE * SIZE; i++)
    before->gram[i] += after->gram[i];
  for (guint i = 0; i < SIZE; i++)
    before->moment[i] += after->moment[i];
  self->n_rows = before->n + after->n;
  bw_ridge_solve (weight, before->gram, before->moment, N, self->penalty * self->n_rows);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-night-model.h"

#include "base/bw-time.h"
#include "forecast/bw-baseline.h"
#include "forecast/bw-conformal.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#define USUAL_DAYS 60
/* In nights; the last is the baseline's. */
#define N_HALF_LIVES 3
static const double half_lives[N_HALF_LIVES + 1] = { 1, 3, 7, BW_BASELINE_HALF_LIFE_DAYS };

/* 2^(−days / half-life), of each half-life in turn: days are whole, so each is computed once. */
typedef struct
{
  guint n_days;
  double *factor;
} Decay;

/* What a person's nights spread by is not known from the first few. */
#define TYPICAL_SPREAD 0.22
#define TYPICAL_NIGHTS 5

/* Heart rate: values needed, and the least they are taken to spread by. */
#define MIN_HR 5
#define HR_FLOOR_BPM 0.5

#define LARGEST_SIGN 4.0
#define LARGEST_Z 3.0

/* λ: so many nights of unit noise does β₀ count as. */
#define PRIOR_NIGHTS 15

#define POPULATION_NIGHTS 30
#define TWO_SIDED_NIGHTS 120

/* The 0.8 quantile of |x − forecast| / spread of simulated people's nights; from `bench-skill night`. */
#define POPULATION_MARGIN 1.35
#define POPULATION_USUAL_MARGIN 1.5

const double bw_night_prior[BW_NIGHT_SIGNS] = { 0.5, 0.1, 0.05, -0.35, 0 };

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
decay_init (Decay            *self,
            const BwNightRow *rows,
            guint             n)
{
  self->n_days = n > 0 ? (guint) (rows[n - 1].day - rows[0].day) + 1 : 0;
  self->factor = g_new (double, (N_HALF_LIVES + 1) * self->n_days + 1);
  for (guint h = 0; h <= N_HALF_LIVES; h++)
    for (guint d = 0; d < self->n_days; d++)
      self->factor[h * self->n_days + d] = exp2 (-(double) d / half_lives[h]);
}

static double
decay_get (const Decay *self,
           int          half_life,
           gint64       days)
{
  return self->factor[(guint) half_life * self->n_days + (guint) days];
}

/* The plain median of the nights of the last 60 days before @day, or the newest where there is none.
 * @scratch: room for @n */
static double
usual_night (const BwNightRow *rows,
             guint             n,
             gint64            day,
             double           *scratch)
{
  guint m = 0;

  for (guint i = n; i > 0 && rows[i - 1].day >= day - USUAL_DAYS; i--)
    if (rows[i - 1].has_x)
      scratch[m++] = rows[i - 1].x;
  for (guint i = n; i > 0 && m == 0; i--)
    if (rows[i - 1].has_x)
      scratch[m++] = rows[i - 1].x;
  qsort (scratch, m, sizeof *scratch, compare_doubles);
  return m % 2 ? scratch[m / 2] : (scratch[m / 2 - 1] + scratch[m / 2]) / 2;
}

/* Mean and standard deviation with weights that halve every 60 days, of x or of the heart rate.
 * Returns: how many values there were */
static guint
trailing (const BwNightRow *rows,
          guint             n,
          const Decay      *decay,
          gint64            day,
          gboolean          heart_rate,
          double           *mean,
          double           *sd)
{
  double total = 0, sum = 0, squares = 0;
  guint count = 0;

  for (guint i = 0; i < n; i++)
    if (heart_rate ? rows[i].has_hr : rows[i].has_x)
      {
        double w = decay_get (decay, N_HALF_LIVES, day - rows[i].day);
        double v = heart_rate ? rows[i].hr_bpm : rows[i].x;

        count++;
        total += w;
        sum += w * v;
      }
  *mean = count > 0 ? sum / total : 0;
  for (guint i = 0; i < n; i++)
    if (heart_rate ? rows[i].has_hr : rows[i].has_x)
      {
        double w = decay_get (decay, N_HALF_LIVES, day - rows[i].day);
        double v = heart_rate ? rows[i].hr_bpm : rows[i].x;

        squares += w * (v - *mean) * (v - *mean);
      }
  *sd = count > 0 ? sqrt (squares / total) : 0;
  return count;
}

/* What the first @known rows tell of the row @row. */
static void
read_signs (BwNightStep      *step,
            const BwNightRow *rows,
            guint             known,
            const Decay      *decay,
            guint             row)
{
  const BwNightRow *target = &rows[row];
  int weekday = bw_time_weekday_from_days (target->day);
  double hr_mean, hr_sd;

  for (int h = 0; h < N_HALF_LIVES; h++)
    {
      double total = 1, sum = 0;

      for (guint i = 0; i < known; i++)
        if (rows[i].has_x)
          {
            double w = rows[i].weight * decay_get (decay, h, target->day - rows[i].day - 1);

            total += w;
            sum += w * (rows[i].x - step->usual) / step->spread;
          }
      step->sign[h] = sum / total;
    }
  if (target->has_hr
      && trailing (rows, known, decay, target->day, TRUE, &hr_mean, &hr_sd) >= MIN_HR)
    step->sign[3] = (target->hr_bpm - hr_mean) / MAX (hr_sd, HR_FLOOR_BPM);
  step->sign[4] = weekday == 5 || weekday == 6 ? 1 : -0.4;
  for (int i = 0; i < BW_NIGHT_SIGNS; i++)
    step->sign[i] = CLAMP (step->sign[i], -LARGEST_SIGN, LARGEST_SIGN);
}

/* XᵀX + λI and Xᵀz of the person's own nights. */
typedef struct
{
  double xx[BW_NIGHT_SIGNS * BW_NIGHT_SIGNS];
  double xz[BW_NIGHT_SIGNS];
} Normal;

static void
normal_add (Normal       *self,
            const double *sign,
            double        z)
{
  for (int i = 0; i < BW_NIGHT_SIGNS; i++)
    {
      for (int j = 0; j < BW_NIGHT_SIGNS; j++)
        self->xx[i * BW_NIGHT_SIGNS + j] += sign[i] * sign[j];
      self->xz[i] += sign[i] * z;
    }
}

/* The expected z of @sign: β = β₀ + (XᵀX + λI)⁻¹ (Xᵀz − XᵀXβ₀). */
static double
expect (const Normal *normal,
        const double *prior,
        const double *sign)
{
  double a[BW_NIGHT_SIGNS * BW_NIGHT_SIGNS], b[BW_NIGHT_SIGNS], beta[BW_NIGHT_SIGNS];
  gsl_matrix_view matrix = gsl_matrix_view_array (a, BW_NIGHT_SIGNS, BW_NIGHT_SIGNS);
  gsl_vector_view right = gsl_vector_view_array (b, BW_NIGHT_SIGNS);
  gsl_vector_view solved = gsl_vector_view_array (beta, BW_NIGHT_SIGNS);
  double z = 0;

  memcpy (a, normal->xx, sizeof a);
  for (int i = 0; i < BW_NIGHT_SIGNS; i++)
    {
      a[i * BW_NIGHT_SIGNS + i] += PRIOR_NIGHTS;
      b[i] = normal->xz[i];
      for (int j = 0; j < BW_NIGHT_SIGNS; j++)
        b[i] -= normal->xx[i * BW_NIGHT_SIGNS + j] * prior[j];
    }
  gsl_linalg_cholesky_decomp1 (&matrix.matrix);
  gsl_linalg_cholesky_solve (&matrix.matrix, &right.vector, &solved.vector);
  for (int i = 0; i < BW_NIGHT_SIGNS; i++)
    z += (prior[i] + beta[i]) * sign[i];
  return z;
}

/* Margins in units of the spread. @nights: behind the forecast */
static void
get_margins (GArray *residuals,
             guint   nights,
             double  population,
             double *below,
             double *above)
{
  guint n = residuals->len;
  g_autofree double *sorted = NULL;

  *below = *above = population;
  if (nights < POPULATION_NIGHTS || n == 0)
    return;
  sorted = g_new (double, n);
  for (int side = 0; side < 2; side++)
    {
      gboolean both = nights < TWO_SIDED_NIGHTS;

      for (guint i = 0; i < n; i++)
        {
          double r = g_array_index (residuals, double, i);

          sorted[i] = both ? fabs (r) : side == 0 ? -r : r;
        }
      qsort (sorted, n, sizeof *sorted, compare_doubles);
      *(side == 0 ? below : above)
          = MAX (0, bw_conformal_quantile (sorted, n, both ? BW_CONFORMAL_ALPHA
                                                           : BW_CONFORMAL_ALPHA / 2));
    }
}

GArray *
bw_night_model_run (const BwNightRow *rows,
                    guint             n,
                    const double     *prior)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, TRUE, sizeof (BwNightStep));
  g_autoptr (GArray) residuals = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) usual_residuals = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree double *scratch = g_new (double, n + 1);
  Normal normal = { 0 };
  guint known = 0, nights = 0, learnt = 0;
  Decay decay;

  decay_init (&decay, rows, n);
  for (guint i = 0; i < n; i++)
    {
      BwNightStep step = { .row = i };
      double below, above, spread;

      for (; known < i && rows[known].known_ms <= rows[i].origin_ms; known++)
        nights += rows[known].has_x;

      /* What came of the steps before, as far as it was known. */
      for (; learnt < steps->len; learnt++)
        {
          const BwNightStep *past = &g_array_index (steps, BwNightStep, learnt);
          double x = rows[past->row].x, r;

          if (past->row >= known)
            break;
          if (!rows[past->row].has_x)
            continue;
          r = (x - past->usual) / past->spread;
          normal_add (&normal, past->sign, CLAMP (r, -LARGEST_Z, LARGEST_Z));
          g_array_append_val (usual_residuals, r);
          r = (x - past->median) / past->spread;
          g_array_append_val (residuals, r);
        }
      if (nights < BW_NIGHT_FIRST_STEP)
        continue;

      step.n_nights = nights;
      step.usual = usual_night (rows, known, rows[i].day, scratch);
      trailing (rows, known, &decay, rows[i].day, FALSE, &step.mean, &spread);
      step.spread = sqrt ((spread * spread * nights
                           + TYPICAL_SPREAD * TYPICAL_SPREAD * TYPICAL_NIGHTS)
                          / (nights + TYPICAL_NIGHTS));
      read_signs (&step, rows, known, &decay, i);
      step.median = step.usual + step.spread * expect (&normal, prior, step.sign);
      get_margins (residuals, nights, POPULATION_MARGIN, &below, &above);
      step.low = step.median - below * step.spread;
      step.high = step.median + above * step.spread;
      get_margins (usual_residuals, nights, POPULATION_USUAL_MARGIN, &below, &above);
      step.usual_low = step.usual - below * step.spread;
      step.usual_high = step.usual + above * step.spread;
      g_array_append_val (steps, step);
    }
  g_free (decay.factor);
  return g_steal_pointer (&steps);
}

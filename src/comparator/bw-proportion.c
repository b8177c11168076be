/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-proportion.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

/* 0.975 quantile of the standard normal distribution. */
#define Z_95 1.959963984540054

void
bw_proportion_init (BwProportion *self,
                    guint         correct,
                    guint         n)
{
  double p, z2_n, centre, half;

  g_return_if_fail (self != NULL && correct <= n);

  *self = (BwProportion) { .n = n, .correct = correct, .high = 1 };
  if (n == 0)
    return;
  p = (double) correct / n;
  z2_n = Z_95 * Z_95 / n;
  centre = p + z2_n / 2;
  half = Z_95 * sqrt (p * (1 - p) / n + z2_n / (4.0 * n));
  self->accuracy = p;
  /* None right is 0 and all right is 1 exactly, give or take rounding. */
  self->low = correct == 0 ? 0 : MAX ((centre - half) / (1 + z2_n), 0);
  self->high = correct == n ? 1 : MIN ((centre + half) / (1 + z2_n), 1);
}

double
bw_proportion_mcnemar (guint only_first,
                       guint only_second)
{
  guint n = only_first + only_second;

  g_return_val_if_fail (n >= only_first, 1);

  if (n == 0)
    return 1;
  return CLAMP (2 * gsl_cdf_binomial_P (MIN (only_first, only_second), 0.5, n), DBL_MIN, 1);
}

/* sum[i + m] gains the chance of i right before this day and m right on it; @n_before: recordings of
 * the days before. In place, from the end. */
static void
add_day (double            *sum,
         guint              n_before,
         const BwDayCounts *day)
{
  guint n_fasting = day->n - day->n_glucose;
  guint least = day->n_answered_glucose > n_fasting ? day->n_answered_glucose - n_fasting : 0;
  guint most = MIN (day->n_answered_glucose, day->n_glucose);
  g_autofree double *chance = g_new0 (double, day->n + 1);

  for (guint k = least; k <= most; k++)
    {
      /* k glucose labels meet that answer; the fasting ones meet theirs that are left over. */
      guint right = k + n_fasting - (day->n_answered_glucose - k);

      chance[right] = gsl_ran_hypergeometric_pdf (k, day->n_glucose, n_fasting,
                                                  day->n_answered_glucose);
    }
  for (guint total = n_before + day->n + 1; total-- > 0;)
    {
      double p = 0;

      for (guint right = 0; right <= MIN (total, day->n); right++)
        p += sum[total - right] * chance[right];
      sum[total] = p;
    }
}

double
bw_proportion_permutation (const BwDayCounts *days,
                           guint              n_days,
                           guint              correct)
{
  g_autofree double *sum = NULL;
  guint n = 0, done = 0;
  double p = 0;

  for (guint d = 0; d < n_days; d++)
    {
      g_return_val_if_fail (days[d].n_glucose <= days[d].n
                            && days[d].n_answered_glucose <= days[d].n, 1);
      n += days[d].n;
    }
  g_return_val_if_fail (correct <= n, 1);

  sum = g_new0 (double, n + 1);
  sum[0] = 1;
  for (guint d = 0; d < n_days; d++)
    {
      add_day (sum, done, &days[d]);
      done += days[d].n;
    }
  /* The smallest first, so that none is lost. */
  for (guint i = n + 1; i-- > correct;)
    p += sum[i];
  return CLAMP (p, DBL_MIN, 1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-kappa.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* 0.975 quantile of the standard normal distribution. */
#define Z_95 1.959963984540054

/* How many got label @i from the first and from the second reader. */
static void
add_margins (guint64     *first,
             guint64     *second,
             const guint *counts,
             guint        k,
             guint        i)
{
  *first = *second = 0;
  for (guint j = 0; j < k; j++)
    {
      *first += counts[i * k + j];
      *second += counts[j * k + i];
    }
}

/* The variance of Fleiss, Cohen and Everitt; @chance: agreement expected by chance, below 1. */
static double
compute_variance (const guint *counts,
                  guint        k,
                  double       n,
                  double       kappa,
                  double       chance)
{
  double on_diagonal = 0, off_diagonal = 0, rest;

  for (guint i = 0; i < k; i++)
    {
      guint64 first, second;
      double weight;

      add_margins (&first, &second, counts, k, i);
      weight = 1 - (double) (first + second) / n * (1 - kappa);
      on_diagonal += counts[i * k + i] / n * weight * weight;
      for (guint j = 0; j < k; j++)
        {
          guint64 other_first, other_second;

          if (j == i)
            continue;
          add_margins (&other_first, &other_second, counts, k, j);
          weight = (double) (second + other_first) / n * (1 - kappa);
          off_diagonal += counts[i * k + j] / n * weight * weight;
        }
    }
  rest = kappa - chance * (1 - kappa);
  /* Where all agree the difference is 0, give or take its rounding. */
  return MAX (on_diagonal + off_diagonal - rest * rest, 0) / ((1 - chance) * (1 - chance) * n);
}

void
bw_kappa_from_table (BwKappa     *kappa,
                     const guint *counts,
                     guint        k)
{
  guint64 n = 0, alike = 0, products = 0;
  double chance;

  g_return_if_fail (kappa != NULL && counts != NULL && k > 0);

  *kappa = (BwKappa) { 0 };
  for (guint i = 0; i < k; i++)
    {
      guint64 first, second;

      add_margins (&first, &second, counts, k, i);
      n += first;
      alike += counts[i * k + i];
      products += first * second;
    }
  if (n == 0)
    return;
  kappa->n = (guint) n;
  kappa->agreement = (double) alike / (double) n;
  /* In whole numbers, so that certainty is told from what comes close to it. */
  if (products == n * n)
    return;

  chance = (double) products / ((double) n * (double) n);
  kappa->has_kappa = TRUE;
  kappa->kappa = alike == n ? 1 : (kappa->agreement - chance) / (1 - chance);
  if (alike < n)
    kappa->se = sqrt (compute_variance (counts, k, (double) n, kappa->kappa, chance));
  kappa->low = CLAMP (kappa->kappa - Z_95 * kappa->se, -1, 1);
  kappa->high = CLAMP (kappa->kappa + Z_95 * kappa->se, -1, 1);
}

const char *
bw_kappa_get_text (double kappa)
{
  int hundredths = (int) lround (CLAMP (kappa, -1, 1) * 100);

  if (hundredths < 0)
    return C_("agreement", "poor");
  if (hundredths <= 20)
    return C_("agreement", "slight");
  if (hundredths <= 40)
    return C_("agreement", "fair");
  if (hundredths <= 60)
    return C_("agreement", "moderate");
  if (hundredths <= 80)
    return C_("agreement", "substantial");
  return C_("agreement", "almost perfect");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-hrv-nonlinear.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A deviation smaller than this is rounding: the intervals are all the same. */
#define NO_DEVIATION_MS 1e-6

/* Runs of two and three successive intervals that begin at one place. */
typedef struct
{
  double x[3];
  guint8 has_third;
} Template;

void
bw_hrv_poincare (BwPoincare *result,
                 guint8      has_sdsd,
                 double      sdsd_ms,
                 double      sdnn_ms)
{
  *result = (BwPoincare){ 0 };
  if (!has_sdsd)
    return;
  result->has = TRUE;
  result->sd1_ms = sdsd_ms / G_SQRT2;
  result->sd2_ms = sqrt (MAX (0, 2 * sdnn_ms * sdnn_ms - sdsd_ms * sdsd_ms / 2));
  result->ellipse_ms2 = G_PI * result->sd1_ms * result->sd2_ms;
  if (result->sd2_ms > 0)
    {
      result->has_ratio = TRUE;
      result->ratio = result->sd1_ms / result->sd2_ms;
    }
}

static int
compare_templates (const void *a,
                   const void *b)
{
  const Template *s = a, *t = b;

  for (guint k = 0; k < 3; k++)
    if (s->x[k] != t->x[k])
      return s->x[k] < t->x[k] ? -1 : 1;
  return (int) s->has_third - (int) t->has_third;
}

static double
standard_deviation (const BwRr *nn)
{
  double mean = 0, squares = 0;

  for (guint i = 0; i < nn->n; i++)
    mean += nn->rr_ms[i];
  mean /= MAX (nn->n, 1);
  for (guint i = 0; i < nn->n; i++)
    squares += (nn->rr_ms[i] - mean) * (nn->rr_ms[i] - mean);
  return nn->n > 1 ? sqrt (squares / (nn->n - 1)) : 0;
}

/* Every run of two (with the third where it is known), sorted. */
static guint
collect_templates (Template   *templates,
                   const BwRr *nn)
{
  guint n = 0;

  for (guint i = 0; i + 1 < nn->n; i++)
    if (bw_rr_contiguous (nn, i))
      {
        gboolean has_third = i + 2 < nn->n && bw_rr_contiguous (nn, i + 1);

        templates[n++] = (Template){
          .x = { nn->rr_ms[i], nn->rr_ms[i + 1], has_third ? nn->rr_ms[i + 2] : 0 },
          .has_third = has_third,
        };
      }
  qsort (templates, n, sizeof *templates, compare_templates);
  return n;
}

void
bw_hrv_entropy (BwHrvEntropy *result,
                const BwRr   *nn,
                double        tolerance)
{
  g_autofree Template *templates = g_new (Template, MAX (nn->n, 1));
  g_autofree guint *alike2 = NULL;
  g_autofree guint *alike3 = NULL;
  const double deviation = standard_deviation (nn), r = tolerance * deviation;
  const guint n = collect_templates (templates, nn);
  guint64 pairs2 = 0, pairs3 = 0;
  double phi2 = 0, phi3 = 0;
  guint n3 = 0;

  *result = (BwHrvEntropy){ .n_templates = n };
  if (n < 2 || !(deviation > NO_DEVIATION_MS))
    return;

  alike2 = g_new (guint, n);
  alike3 = g_new (guint, n);
  for (guint i = 0; i < n; i++)
    {
      alike2[i] = 1; /* approximate entropy counts a run as like itself */
      alike3[i] = templates[i].has_third;
      n3 += templates[i].has_third;
    }
  for (guint i = 0; i < n; i++)
    {
      const Template a = templates[i];
      guint found2 = 0, found3 = 0;

      for (guint j = i + 1; j < n && templates[j].x[0] - a.x[0] <= r; j++)
        {
          const Template *b = &templates[j];

          if (fabs (b->x[1] - a.x[1]) > r)
            continue;
          found2++;
          alike2[j]++;
          if (!a.has_third || !b->has_third)
            continue;
          pairs2++; /* sample entropy compares the same runs at both lengths */
          if (fabs (b->x[2] - a.x[2]) > r)
            continue;
          found3++;
          alike3[j]++;
        }
      alike2[i] += found2;
      alike3[i] += found3;
      pairs3 += found3;
    }

  if (pairs3 > 0)
    {
      result->has_sampen = TRUE;
      result->sampen = log ((double) pairs2 / pairs3);
    }
  for (guint i = 0; i < n; i++)
    {
      phi2 += log ((double) alike2[i] / n) / n;
      if (templates[i].has_third)
        phi3 += log ((double) alike3[i] / n3) / n3;
    }
  if (n3 > 0)
    {
      result->has_apen = TRUE;
      result->apen = phi2 - phi3;
    }
}

/* Mean square of what lines fitted to boxes of @length leave of @y. */
static double
fluctuation (const double *y,
             guint         n,
             guint         length)
{
  const guint n_boxes = n / length;
  const double middle = (length - 1) / 2.0;
  const double spread = length * ((double) length * length - 1) / 12;
  double total = 0;

  for (guint b = 0; b < n_boxes; b++)
    {
      const double *box = y + (gsize) b * length;
      double mean = 0, slope = 0, rest = 0;

      for (guint i = 0; i < length; i++)
        mean += box[i];
      mean /= length;
      for (guint i = 0; i < length; i++)
        slope += (i - middle) * (box[i] - mean);
      slope /= spread;
      for (guint i = 0; i < length; i++)
        {
          double d = box[i] - mean - slope * (i - middle);

          rest += d * d;
        }
      total += rest;
    }
  return total / ((double) n_boxes * length);
}

/* Line through log F over log n. Returns whether there was any fluctuation to take the log of. */
static gboolean
fit_alpha (double      *alpha,
           double      *offset,
           const BwDfa *dfa,
           guint        from,
           guint        to)
{
  const guint m = to - from + 1;
  double sx = 0, sy = 0, sxx = 0, sxy = 0;

  for (guint length = from; length <= to; length++)
    {
      const double f = dfa->fluctuation_ms[length - BW_DFA_SHORTEST_BOX];
      const double lx = log (length), ly = log (f);

      if (!(f > NO_DEVIATION_MS))
        return FALSE;
      sx += lx;
      sy += ly;
      sxx += lx * lx;
      sxy += lx * ly;
    }
  *alpha = (m * sxy - sx * sy) / (m * sxx - sx * sx);
  *offset = (sy - *alpha * sx) / m;
  return TRUE;
}

void
bw_hrv_dfa (BwDfa      *result,
            const BwRr *nn)
{
  g_autofree double *y = g_new (double, MAX (nn->n, 1));
  const guint longest = nn->n >= BW_DFA_ALPHA2_MIN_BEATS   ? BW_DFA_LONGEST_BOX
                        : nn->n >= BW_DFA_ALPHA1_MIN_BEATS ? BW_DFA_MIDDLE_BOX
                                                           : 0;
  double mean = 0, sum = 0;

  *result = (BwDfa){ 0 };
  for (guint i = 0; i < nn->n; i++)
    mean += nn->rr_ms[i] / nn->n;
  for (guint i = 0; i < nn->n; i++)
    y[i] = sum += nn->rr_ms[i] - mean;
  for (guint length = BW_DFA_SHORTEST_BOX; length <= longest; length++)
    {
      result->box[result->n_boxes] = length;
      result->fluctuation_ms[result->n_boxes++] = sqrt (fluctuation (y, nn->n, length));
    }
  if (longest >= BW_DFA_MIDDLE_BOX)
    result->has_alpha1 = fit_alpha (&result->alpha1, &result->offset1, result,
                                    BW_DFA_SHORTEST_BOX, BW_DFA_MIDDLE_BOX);
  if (longest >= BW_DFA_LONGEST_BOX)
    result->has_alpha2 = fit_alpha (&result->alpha2, &result->offset2, result,
                                    BW_DFA_MIDDLE_BOX, BW_DFA_LONGEST_BOX);
}

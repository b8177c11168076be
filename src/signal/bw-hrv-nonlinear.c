/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-hrv-nonlinear.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A deviation smaller than this is rounding: the intervals are all the same. */
#define NO_DEVIATION_MS 1e-6

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

/* Four boxes at once. */
typedef double Lanes __attribute__ ((vector_size (32)));

/* Sum of squares that lines fitted to four boxes of @length leave of them, in one pass: with u
 * counted from the box's middle, what is left is Σd² − (Σd)²/n − (Σud)²/Σu², d from the box's first
 * value so that little cancels. */
static double
sum_boxes (const double *const box[4],
           guint               length)
{
  const double spread = length * ((double) length * length - 1) / 12;
  const Lanes zero = { box[0][0], box[1][0], box[2][0], box[3][0] };
  Lanes sum = { 0 }, turned = { 0 }, squares = { 0 }, rest;
  double u = (1 - (double) length) / 2, total = 0;

  for (guint i = 0; i < length; i++, u++)
    {
      const Lanes d = (Lanes){ box[0][i], box[1][i], box[2][i], box[3][i] } - zero;

      sum += d;
      turned += u * d;
      squares += d * d;
    }
  rest = squares - sum * sum / length - turned * turned / spread;
  for (guint l = 0; l < 4; l++)
    total += MAX (rest[l], 0);
  return total;
}

/* Mean square of what lines fitted to boxes of @length leave of @y. */
static double
fluctuation (const double *y,
             guint         n,
             guint         length)
{
  const guint n_boxes = n / length;
  const double flat[BW_DFA_LONGEST_BOX] = { 0 };
  double total = 0;

  for (guint b = 0; b < n_boxes; b += 4)
    {
      const double *box[4];

      for (guint l = 0; l < 4; l++)
        box[l] = b + l < n_boxes ? y + (gsize) (b + l) * length : flat;
      total += sum_boxes (box, length);
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

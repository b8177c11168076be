/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-baseline.h"

#include "base/bw-time.h"

#include <math.h>
#include <string.h>

/* Width of the circular kernel, in hours, and the strength of the pull to the overall value, in
 * readings. */
#define KERNEL_HOURS 1.75
#define PSEUDO_READINGS 6.0

/* The spread of single hours in the population, and how many readings it counts for: without it
 * the first readings of all would look exact. */
#define POPULATION_SPREAD 0.40
#define POPULATION_READINGS 4.0

/* New software begins an era where the readings moved by this much (in ln), as told by so many
 * readings on either side of it. */
#define SHIFT_LEAST 0.3
#define SHIFT_READINGS 120
#define SHIFT_MIN_READINGS 20

typedef struct
{
  double w[24];   /* sum of weights */
  double wx[24];
  double wxx[24];
} Sums;

static guint
first_not_before (const BwObservation *observations,
                  guint                n,
                  gint64               time_ms)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (observations[middle].time_ms < time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
make_kernel (double kernel[24])
{
  for (int d = 0; d < 24; d++)
    {
      double hours = MIN (d, 24 - d);

      kernel[d] = exp (-0.5 * hours * hours / (KERNEL_HOURS * KERNEL_HOURS));
    }
}

gboolean
bw_baseline_fit (BwBaseline          *self,
                 const BwObservation *observations,
                 guint                n,
                 gint64               from_ms,
                 gint64               at_ms)
{
  guint begin, end;
  gint64 day = G_MININT64;
  double origin = 0, total = 0, sum = 0, squares = 0, variance;
  double kernel[24];
  Sums sums = { 0 };

  memset (self, 0, sizeof *self);
  if (at_ms > G_MININT64 + BW_BASELINE_MAX_DAYS * BW_TIME_DAY)
    from_ms = MAX (from_ms, at_ms - BW_BASELINE_MAX_DAYS * BW_TIME_DAY);
  begin = first_not_before (observations, n, from_ms);
  end = first_not_before (observations, n, at_ms);
  if (begin >= end)
    return FALSE;

  /* Deviations from the first value keep the sums of squares exact enough. */
  origin = observations[begin].x;
  for (guint i = begin; i < end; i++)
    {
      const BwObservation *o = &observations[i];
      double age = (double) (at_ms - o->time_ms) / BW_TIME_DAY;
      double w = exp2 (-age / BW_BASELINE_HALF_LIFE_DAYS), x = o->x - origin;

      sums.w[o->hour] += w;
      sums.wx[o->hour] += w * x;
      sums.wxx[o->hour] += w * x * x;
      total += w;
      sum += w * x;
      if (o->day != day)
        self->days++;
      day = o->day;
    }
  self->n = end - begin;

  make_kernel (kernel);
  for (int h = 0; h < 24; h++)
    {
      double weight = PSEUDO_READINGS, value = PSEUDO_READINGS * sum / total;

      for (int j = 0; j < 24; j++)
        {
          weight += kernel[(h - j + 24) % 24] * sums.w[j];
          value += kernel[(h - j + 24) % 24] * sums.wx[j];
        }
      self->mean[h] = value / weight;
    }

  for (int h = 0; h < 24; h++)
    {
      double m = self->mean[h];

      /* From here on wxx holds the squares of the residuals. */
      sums.wxx[h] = MAX (0, sums.wxx[h] - 2 * m * sums.wx[h] + m * m * sums.w[h]);
      squares += sums.wxx[h];
    }
  variance = (squares + POPULATION_READINGS * POPULATION_SPREAD * POPULATION_SPREAD)
             / (total + POPULATION_READINGS);
  for (int h = 0; h < 24; h++)
    {
      double weight = PSEUDO_READINGS, value = PSEUDO_READINGS * variance;

      for (int j = 0; j < 24; j++)
        {
          weight += kernel[(h - j + 24) % 24] * sums.w[j];
          value += kernel[(h - j + 24) % 24] * sums.wxx[j];
        }
      self->spread[h] = MAX (sqrt (value / weight), BW_BASELINE_SPREAD_FLOOR);
    }

  for (int h = 0; h < 24; h++)
    self->mean[h] += origin;
  self->overall = sum / total + origin;
  return TRUE;
}

double
bw_baseline_to_z (const BwBaseline *self,
                  int               hour,
                  double            x)
{
  return (x - self->mean[hour]) / self->spread[hour];
}

double
bw_baseline_to_x (const BwBaseline *self,
                  int               hour,
                  double            z)
{
  return self->mean[hour] + z * self->spread[hour];
}

void
bw_baseline_first_seen (guint        *first,
                        const gint32 *ids,
                        guint         n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < n; i++)
    {
      gpointer key = GINT_TO_POINTER (ids[i]), value;

      if (!g_hash_table_lookup_extended (seen, key, NULL, &value))
        {
          value = GUINT_TO_POINTER (i);
          g_hash_table_insert (seen, key, value);
        }
      first[i] = GPOINTER_TO_UINT (value);
    }
}

static void
moments (const double *x,
         guint         n,
         double       *mean,
         double       *variance)
{
  double sum = 0, squares = 0;

  for (guint i = 0; i < n; i++)
    sum += x[i];
  for (guint i = 0; i < n; i++)
    squares += (x[i] - sum / n) * (x[i] - sum / n);
  *mean = sum / n;
  *variance = squares / (n - 1);
}

/* Whether the readings from @at on lie elsewhere than those just before it. */
static gboolean
has_moved (const double *x,
           guint         at,
           guint         n)
{
  guint before = MIN (at, SHIFT_READINGS), after = MIN (n - at, SHIFT_READINGS);
  double mean1, mean2, variance1, variance2, shift;

  if (before < SHIFT_MIN_READINGS || after < SHIFT_MIN_READINGS)
    return FALSE;
  moments (x + at - before, before, &mean1, &variance1);
  moments (x + at, after, &mean2, &variance2);
  shift = fabs (mean2 - mean1);
  return shift > SHIFT_LEAST && shift > 4 * sqrt (variance1 / before + variance2 / after);
}

guint
bw_baseline_era (const guint  *device,
                 const guint  *source,
                 const double *x,
                 guint         n)
{
  guint new_device = n, new_source = n;

  for (guint i = n; i > 0; i--)
    {
      new_device = MIN (new_device, device[i - 1]);
      new_source = MIN (new_source, source[i - 1]);
      if (new_device == i - 1)
        return i - 1;
      if (new_source == i - 1 && has_moved (x, i - 1, n))
        return i - 1;
    }
  return 0;
}

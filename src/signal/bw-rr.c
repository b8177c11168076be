/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-rr.h"

#include <math.h>
#include <string.h>

/* Below the first a median is seconds, below the second beats a minute. A rate below 5/min and an
 * interval below 240 ms (250/min) are no resting rhythm of a person. */
#define SECONDS_BELOW 5.0
#define BPM_BELOW 240.0

/* Outside these nothing is an interval between two neighbouring beats. EC57's slowest test pattern
 * reaches 4 s. */
#define SHORTEST_MS 200.0
#define LONGEST_MS 5000.0

/* What is nearer differs by rounding; what is further apart is no resolution any recorder has. */
#define SAME_MS 0.01
#define COARSEST_MS 20.0

/* A day of sums of intervals in milliseconds is off by less. */
#define SAME_TIME_MS 1e-4

static int
compare_doubles (const void *a,
                 const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The middle of the finite, positive values; 0 where there are none. */
static double
positive_median (const double *values,
                 guint         n)
{
  g_autofree double *sorted = g_new (double, MAX (n, 1));
  guint m = 0;

  for (guint i = 0; i < n; i++)
    if (isfinite (values[i]) && values[i] > 0)
      sorted[m++] = values[i];
  if (m == 0)
    return 0;
  qsort (sorted, m, sizeof (double), compare_doubles);
  return (sorted[(m - 1) / 2] + sorted[m / 2]) / 2;
}

BwRr *
bw_rr_new (guint n)
{
  BwRr *self = g_new0 (BwRr, 1);

  self->n = n;
  self->rr_ms = g_new0 (double, MAX (n, 1));
  self->end_ms = g_new0 (double, MAX (n, 1));
  self->segment = g_new0 (guint32, MAX (n, 1));
  self->interpolated = g_new0 (guint8, MAX (n, 1));
  return self;
}

BwRr *
bw_rr_copy (const BwRr *self)
{
  BwRr *copy = bw_rr_new (self->n);

  memcpy (copy->rr_ms, self->rr_ms, self->n * sizeof *copy->rr_ms);
  memcpy (copy->end_ms, self->end_ms, self->n * sizeof *copy->end_ms);
  memcpy (copy->segment, self->segment, self->n * sizeof *copy->segment);
  memcpy (copy->interpolated, self->interpolated, self->n * sizeof *copy->interpolated);
  return copy;
}

void
bw_rr_free (BwRr *self)
{
  if (self == NULL)
    return;
  g_free (self->rr_ms);
  g_free (self->end_ms);
  g_free (self->segment);
  g_free (self->interpolated);
  g_free (self);
}

/* Adds interval after interval to @self, whose arrays have room for all. */
typedef struct
{
  BwRr *self;
  guint m;          /* intervals so far */
  double end;       /* ms since the first beat */
  guint32 segment;
} Builder;

static void
add_gap (Builder *builder,
         double   length_ms)
{
  builder->segment++;
  /* Keeps a wild number from eating the resolution of time. */
  builder->end += MIN (length_ms, G_MAXINT32);
}

static void
add_interval (Builder *builder,
              double   rr_ms)
{
  if (rr_ms < SHORTEST_MS || rr_ms > LONGEST_MS)
    {
      add_gap (builder, rr_ms);
      return;
    }
  builder->end += rr_ms;
  builder->self->rr_ms[builder->m] = rr_ms;
  builder->self->end_ms[builder->m] = builder->end;
  builder->self->segment[builder->m] = builder->segment;
  builder->m++;
}

BwRr *
bw_rr_from_numbers (const double *values,
                    guint         n,
                    BwRrUnit     *unit)
{
  Builder builder = { .self = bw_rr_new (n) };
  BwRrUnit guess = bw_rr_guess_unit (values, n);

  for (guint i = 0; i < n; i++)
    if (isfinite (values[i]) && values[i] > 0)
      add_interval (&builder, bw_rr_unit_to_ms (guess, values[i]));
    else
      add_gap (&builder, 0);
  builder.self->n = builder.m;
  if (unit != NULL)
    *unit = guess;
  return builder.self;
}

BwRr *
bw_rr_from_intervals (const BwRrIntervals *intervals)
{
  Builder builder = { .self = bw_rr_new (intervals->n) };
  guint gap = 0;

  for (guint i = 0; i < intervals->n; i++)
    {
      for (; gap < intervals->n_gaps && intervals->gaps[gap].before <= i; gap++)
        add_gap (&builder, intervals->gaps[gap].length_ms);
      add_interval (&builder, intervals->ms[i]);
    }
  builder.self->n = builder.m;
  return builder.self;
}

BwRrUnit
bw_rr_guess_unit (const double *values,
                  guint         n)
{
  double median = positive_median (values, n);

  if (median >= BPM_BELOW || median <= 0)
    return BW_RR_UNIT_MS;
  return median < SECONDS_BELOW ? BW_RR_UNIT_S : BW_RR_UNIT_BPM;
}

double
bw_rr_unit_to_ms (BwRrUnit unit,
                  double   value)
{
  switch (unit)
    {
    case BW_RR_UNIT_S:
      return value * 1000;
    case BW_RR_UNIT_BPM:
      return 60000 / value;
    case BW_RR_UNIT_MS:
    default:
      return value;
    }
}

BwRr *
bw_rr_slice (const BwRr *self,
             double      from_ms,
             double      to_ms)
{
  BwRr *slice = bw_rr_new (self->n);
  guint m = 0;

  for (guint i = 0; i < self->n; i++)
    {
      if (self->end_ms[i] - self->rr_ms[i] < from_ms - SAME_TIME_MS
          || self->end_ms[i] > to_ms + SAME_TIME_MS)
        continue;
      slice->rr_ms[m] = self->rr_ms[i];
      slice->end_ms[m] = self->end_ms[i];
      slice->segment[m] = self->segment[i];
      slice->interpolated[m] = self->interpolated[i];
      m++;
    }
  slice->n = m;
  return slice;
}

double
bw_rr_get_duration_ms (const BwRr *self)
{
  if (self->n == 0)
    return 0;
  return self->end_ms[self->n - 1] - self->end_ms[0] + self->rr_ms[0];
}

double
bw_rr_get_step_ms (const BwRr *self)
{
  double step = HUGE_VAL;

  for (guint i = 0; i + 1 < self->n; i++)
    {
      double difference = fabs (self->rr_ms[i + 1] - self->rr_ms[i]);

      if (difference > SAME_MS)
        step = MIN (step, difference);
    }
  return step <= COARSEST_MS ? step : 0;
}

const char *
bw_rr_unit_get_id (BwRrUnit unit)
{
  switch (unit)
    {
    case BW_RR_UNIT_S:
      return "s";
    case BW_RR_UNIT_BPM:
      return "bpm";
    case BW_RR_UNIT_MS:
    default:
      return "ms";
    }
}

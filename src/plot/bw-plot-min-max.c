/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-min-max.h"

#include <math.h>

#define BLOCK 16
#define FACTOR 4
/* 16 · 4¹⁴ samples are more than a guint counts. */
#define MOST_LEVELS 15

/* Empty where low > high. */
typedef struct
{
  double low, high;
} Range;

struct _BwPlotMinMax
{
  const double *samples;
  guint n;
  guint n_levels;
  guint n_ranges[MOST_LEVELS];
  Range *ranges[MOST_LEVELS];
};

static const Range empty = { INFINITY, -INFINITY };

static void
add_samples (Range        *range,
             const double *samples,
             guint         from,
             guint         to)
{
  for (guint i = from; i < to; i++)
    if (isfinite (samples[i]))
      {
        range->low = MIN (range->low, samples[i]);
        range->high = MAX (range->high, samples[i]);
      }
}

static void
add_ranges (Range       *range,
            const Range *ranges,
            guint        from,
            guint        to)
{
  for (guint i = from; i < to; i++)
    {
      range->low = MIN (range->low, ranges[i].low);
      range->high = MAX (range->high, ranges[i].high);
    }
}

static gboolean
take (const Range *range,
      double      *low,
      double      *high)
{
  if (range->low > range->high)
    return FALSE;
  *low = range->low;
  *high = range->high;
  return TRUE;
}

BwPlotMinMax *
bw_plot_min_max_new (const double *samples,
                     guint         n)
{
  BwPlotMinMax *self = g_new0 (BwPlotMinMax, 1);
  guint n_below = n;

  self->samples = samples;
  self->n = n;
  for (guint size = BLOCK; n_below > size; size = FACTOR)
    {
      guint level = self->n_levels++, n_here = n_below / size + (n_below % size != 0);
      Range *ranges = g_new (Range, n_here);

      for (guint i = 0; i < n_here; i++)
        {
          guint end = MIN (n_below - i * size, size) + i * size;

          ranges[i] = empty;
          if (level == 0)
            add_samples (&ranges[i], samples, i * size, end);
          else
            add_ranges (&ranges[i], self->ranges[level - 1], i * size, end);
        }
      self->ranges[level] = ranges;
      self->n_ranges[level] = n_here;
      n_below = n_here;
    }
  return self;
}

void
bw_plot_min_max_free (BwPlotMinMax *self)
{
  for (guint i = 0; i < self->n_levels; i++)
    g_free (self->ranges[i]);
  g_free (self);
}

gboolean
bw_plot_min_max_get (const BwPlotMinMax *self,
                     guint               from,
                     guint               to,
                     double             *low,
                     double             *high)
{
  Range range = empty;
  guint first, last;

  to = MIN (to, self->n);
  if (from >= to)
    return FALSE;

  /* Whole blocks in the middle are left to the level above; their rests at both ends are read. */
  first = from / BLOCK + (from % BLOCK != 0);
  last = to / BLOCK;
  if (self->n_levels == 0 || first >= last)
    {
      add_samples (&range, self->samples, from, to);
      return take (&range, low, high);
    }
  add_samples (&range, self->samples, from, first * BLOCK);
  add_samples (&range, self->samples, last * BLOCK, to);

  for (guint level = 0; first < last; level++)
    {
      guint above_first = first / FACTOR + (first % FACTOR != 0), above_last = last / FACTOR;

      if (level + 1 >= self->n_levels || above_first >= above_last)
        {
          add_ranges (&range, self->ranges[level], first, last);
          break;
        }
      add_ranges (&range, self->ranges[level], first, above_first * FACTOR);
      add_ranges (&range, self->ranges[level], above_last * FACTOR, last);
      first = above_first;
      last = above_last;
    }
  return take (&range, low, high);
}

gboolean
bw_plot_min_max_scan (const double *samples,
                      guint         from,
                      guint         to,
                      double       *low,
                      double       *high)
{
  Range range = empty;

  add_samples (&range, samples, from, to);
  return take (&range, low, high);
}

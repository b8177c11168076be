/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-artefacts-private.h"

#include <math.h>
#include <string.h>

/* The paper's constants. */
#define ALPHA 5.2
#define HALF_WINDOW 45 /* 91 beats */
#define HALF_MEDIAN 5  /* 11 beats */

/* Stands for a threshold of zero, which a constant rhythm has. */
#define TINY 1e-9

/* A sliding window kept in ascending order. */
typedef struct
{
  double values[2 * HALF_WINDOW + 1];
  guint n;
} SortedWindow;

static guint
sorted_window_find (const SortedWindow *window,
                    double              value)
{
  guint low = 0, high = window->n;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (window->values[middle] < value)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
sorted_window_add (SortedWindow *window,
                   double        value)
{
  guint at = sorted_window_find (window, value);

  memmove (window->values + at + 1, window->values + at, (window->n - at) * sizeof (double));
  window->values[at] = value;
  window->n++;
}

static void
sorted_window_remove (SortedWindow *window,
                      double        value)
{
  guint at = sorted_window_find (window, value);

  window->n--;
  memmove (window->values + at, window->values + at + 1, (window->n - at) * sizeof (double));
}

/* Linear interpolation between order statistics; 0 of nothing. */
static double
sorted_window_quantile (const SortedWindow *window,
                        double              p)
{
  double position;
  guint below;

  if (window->n == 0)
    return 0;
  position = p * (window->n - 1);
  below = (guint) position;
  if (below + 1 >= window->n)
    return window->values[window->n - 1];
  return window->values[below]
         + (position - below) * (window->values[below + 1] - window->values[below]);
}

/* The same of not negative values that are known to a step: those that share one are taken to lie
 * evenly over it. Order statistics alone would jump from step to step. */
static double
sorted_window_quantile_of_steps (const SortedWindow *window,
                                 double              p,
                                 double              step)
{
  const double rank = p * window->n;
  double middle, low, high;
  guint first, end;

  if (window->n == 0)
    return 0;
  middle = step * floor (window->values[MIN ((guint) rank, window->n - 1)] / step + 0.5);
  low = MAX (0, middle - step / 2);
  high = middle + step / 2;
  first = sorted_window_find (window, low);
  end = sorted_window_find (window, high);
  if (end <= first)
    return middle;
  return low + CLAMP ((rank - first) / (end - first), 0, 1) * (high - low);
}

void
bw_artefacts_compute_threshold (double                  *threshold,
                                const double            *x,
                                const guint8            *valid,
                                guint                    n,
                                const BwArtefactOptions *options)
{
  const double alpha = options->alpha > 0 ? options->alpha : ALPHA;
  SortedWindow window = { .n = 0 };

  for (guint i = 0; i < MIN (n, HALF_WINDOW); i++)
    if (valid[i])
      sorted_window_add (&window, fabs (x[i]));
  for (guint i = 0; i < n; i++)
    {
      if (i > HALF_WINDOW && valid[i - HALF_WINDOW - 1])
        sorted_window_remove (&window, fabs (x[i - HALF_WINDOW - 1]));
      if (i + HALF_WINDOW < n && valid[i + HALF_WINDOW])
        sorted_window_add (&window, fabs (x[i + HALF_WINDOW]));
      if (options->step > 0)
        threshold[i] = sorted_window_quantile_of_steps (&window, 0.75, options->step)
                       - sorted_window_quantile_of_steps (&window, 0.25, options->step);
      else
        threshold[i] = sorted_window_quantile (&window, 0.75)
                       - sorted_window_quantile (&window, 0.25);
      /* a change is beyond the threshold when all of its step is */
      threshold[i] = alpha * threshold[i] / 2 + options->step / 2;
      threshold[i] = MAX (threshold[i], MAX (options->min_threshold, TINY));
    }
}

void
bw_artefacts_compute_level (double       *level,
                            const double *rr,
                            const guint8 *valid,
                            guint         n)
{
  SortedWindow window = { .n = 0 };

  for (guint i = 0; i < MIN (n, HALF_MEDIAN); i++)
    if (valid[i])
      sorted_window_add (&window, rr[i]);
  for (guint i = 0; i < n; i++)
    {
      if (i > HALF_MEDIAN && valid[i - HALF_MEDIAN - 1])
        sorted_window_remove (&window, rr[i - HALF_MEDIAN - 1]);
      if (i + HALF_MEDIAN < n && valid[i + HALF_MEDIAN])
        sorted_window_add (&window, rr[i + HALF_MEDIAN]);
      level[i] = sorted_window_quantile (&window, 0.5);
    }
}

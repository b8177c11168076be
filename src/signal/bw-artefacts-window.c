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

/* Two values at once, as every machine that we build for can. */
typedef double Pair __attribute__ ((vector_size (16)));
typedef gint64 PairCount __attribute__ ((vector_size (16)));

#define MOST (2 * HALF_WINDOW + 1)
#define MOST_PAIRS ((MOST + 1) / 2)

/* A sliding window kept in ascending order; behind its end all is infinite. */
typedef struct
{
  union
  {
    double values[2 * MOST_PAIRS];
    Pair pairs[MOST_PAIRS];
  };
  guint n;
  guint n_pairs; /* that may hold a value */
} SortedWindow;

static void
sorted_window_init (SortedWindow *window,
                    guint         most)
{
  window->n = 0;
  window->n_pairs = (most + 1) / 2;
  for (guint i = 0; i < 2 * MOST_PAIRS; i++)
    window->values[i] = HUGE_VAL;
}

/* How many are below @a, and below @b. To look at all is faster than to halve: there is no branch to
 * guess and nothing waits for what was compared before. */
static inline void
sorted_window_count (const SortedWindow *window,
                     double              a,
                     double              b,
                     guint              *below_a,
                     guint              *below_b)
{
  const Pair pair_a = { a, a }, pair_b = { b, b };
  PairCount count_a = { 0 }, count_b = { 0 };

  for (guint i = 0; i < window->n_pairs; i++)
    {
      count_a -= window->pairs[i] < pair_a;
      count_b -= window->pairs[i] < pair_b;
    }
  *below_a = (guint) (count_a[0] + count_a[1]);
  *below_b = (guint) (count_b[0] + count_b[1]);
}

static void
sorted_window_add (SortedWindow *window,
                   double        value)
{
  guint at, same;

  sorted_window_count (window, value, value, &at, &same);
  memmove (window->values + at + 1, window->values + at, (window->n - at) * sizeof (double));
  window->values[at] = value;
  window->n++;
}

static void
sorted_window_remove (SortedWindow *window,
                      double        value)
{
  guint at, same;

  sorted_window_count (window, value, value, &at, &same);
  window->n--;
  memmove (window->values + at, window->values + at + 1, (window->n - at) * sizeof (double));
  window->values[window->n] = HUGE_VAL;
}

/* One goes, another comes: only what lies between them moves. */
static void
sorted_window_replace (SortedWindow *window,
                       double        old,
                       double        value)
{
  double *values = window->values;
  guint from, to;

  sorted_window_count (window, old, value, &from, &to);
  if (to > from)
    {
      memmove (values + from, values + from + 1, (to - 1 - from) * sizeof (double));
      values[to - 1] = value;
    }
  else
    {
      memmove (values + to + 1, values + to, (from - to) * sizeof (double));
      values[to] = value;
    }
}

/* Lets @old go where there is one, and @value come. */
static inline void
sorted_window_move (SortedWindow *window,
                    gboolean      has_old,
                    double        old,
                    gboolean      has_value,
                    double        value)
{
  if (has_old && has_value)
    sorted_window_replace (window, old, value);
  else if (has_old)
    sorted_window_remove (window, old);
  else if (has_value)
    sorted_window_add (window, value);
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

/* A quantile of not negative values that are known to a step: those that share one are taken to lie
 * evenly over it. Order statistics alone would jump from step to step. Where the step lies in the window
 * is followed as the window moves, for mostly it is the same one again. */
typedef struct
{
  double p;
  double middle, low, high; /* of the step; nothing is within it where @middle is negative */
  guint first, end;         /* the values within are [first, end) */
} StepQuantile;

static inline void
step_quantile_follow (StepQuantile *self,
                      gboolean      has_old,
                      double        old,
                      gboolean      has_value,
                      double        value)
{
  self->first += (has_value & (value < self->low)) - (has_old & (old < self->low));
  self->end += (has_value & (value < self->high)) - (has_old & (old < self->high));
}

static double
step_quantile_get (StepQuantile       *self,
                   const SortedWindow *window,
                   double              step)
{
  const double rank = self->p * window->n;
  double middle;

  if (window->n == 0)
    return 0;
  middle = window->values[MIN ((guint) rank, window->n - 1)] / step;
  middle = step * (double) (gint64) (middle + 0.5); /* not negative: this rounds */
  if (self->middle != middle)
    {
      self->middle = middle;
      self->low = MAX (0, middle - step / 2);
      self->high = middle + step / 2;
      sorted_window_count (window, self->low, self->high, &self->first, &self->end);
    }
  if (self->end <= self->first)
    return middle;
  return self->low
         + CLAMP ((rank - self->first) / (self->end - self->first), 0, 1) * (self->high - self->low);
}

void
bw_artefacts_compute_threshold (double                  *threshold,
                                const double            *x,
                                const guint8            *valid,
                                guint                    n,
                                const BwArtefactOptions *options)
{
  const double alpha = options->alpha > 0 ? options->alpha : ALPHA;
  StepQuantile upper = { .p = 0.75, .middle = -1 }, lower = { .p = 0.25, .middle = -1 };
  SortedWindow window;

  sorted_window_init (&window, 2 * HALF_WINDOW + 1);
  for (guint i = 0; i < MIN (n, HALF_WINDOW); i++)
    if (valid[i])
      sorted_window_add (&window, fabs (x[i]));
  for (guint i = 0; i < n; i++)
    {
      const gboolean goes = i > HALF_WINDOW && valid[i - HALF_WINDOW - 1];
      const gboolean comes = i + HALF_WINDOW < n && valid[i + HALF_WINDOW];
      const double old = goes ? fabs (x[i - HALF_WINDOW - 1]) : 0;
      const double value = comes ? fabs (x[i + HALF_WINDOW]) : 0;

      sorted_window_move (&window, goes, old, comes, value);
      if (options->step > 0)
        {
          step_quantile_follow (&upper, goes, old, comes, value);
          step_quantile_follow (&lower, goes, old, comes, value);
          threshold[i] = step_quantile_get (&upper, &window, options->step)
                         - step_quantile_get (&lower, &window, options->step);
        }
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
  SortedWindow window;

  sorted_window_init (&window, 2 * HALF_MEDIAN + 1);
  for (guint i = 0; i < MIN (n, HALF_MEDIAN); i++)
    if (valid[i])
      sorted_window_add (&window, rr[i]);
  for (guint i = 0; i < n; i++)
    {
      const gboolean goes = i > HALF_MEDIAN && valid[i - HALF_MEDIAN - 1];
      const gboolean comes = i + HALF_MEDIAN < n && valid[i + HALF_MEDIAN];

      sorted_window_move (&window, goes, goes ? rr[i - HALF_MEDIAN - 1] : 0, comes,
                          comes ? rr[i + HALF_MEDIAN] : 0);
      level[i] = sorted_window_quantile (&window, 0.5);
    }
}

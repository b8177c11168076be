/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-rhythm-comparison.h"

#include "base/bw-error.h"

#include <math.h>

/* Of the resampling that makes intervals: the same comparison tells the same twice. */
#define SEED 1
/* What stands for "nothing at all" on an axis of logarithms: a millionth of A. */
#define LN_LEAST (-13.8)

/* Takes what of @rhythm lies within the bounds. */
static void
fill_side (BwRhythmComparisonSide *side,
           BwRhythm               *rhythm,
           double                  from_ms,
           double                  to_ms)
{
  double duration_ms = bw_rhythm_get_duration_ms (rhythm);

  side->rhythm = bw_rhythm_ref (rhythm);
  side->from_ms = MAX (from_ms, 0);
  side->to_ms = MIN (to_ms, duration_ms);
  side->is_stretch = from_ms > 0 || to_ms < duration_ms;
  side->hrv = bw_rhythm_analyse (rhythm, from_ms, to_ms);
}

BwRhythmComparison *
bw_rhythm_comparison_new (BwRhythm      *a,
                          double         a_from_ms,
                          double         a_to_ms,
                          BwRhythm      *b,
                          double         b_from_ms,
                          double         b_to_ms,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr (BwRhythmComparison) self = g_new0 (BwRhythmComparison, 1);

  g_return_val_if_fail (a != NULL && b != NULL, NULL);
  g_return_val_if_fail (a_from_ms <= a_to_ms && b_from_ms <= b_to_ms, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  fill_side (&self->sides[0], a, a_from_ms, a_to_ms);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  fill_side (&self->sides[1], b, b_from_ms, b_to_ms);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  self->differences
      = bw_hrv_compare (self->sides[0].hrv, self->sides[1].hrv, SEED, cancellable);
  if (self->differences == NULL)
    {
      bw_set_cancelled (error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

BwRhythmComparison *
bw_rhythm_comparison_ref (BwRhythmComparison *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
bw_rhythm_comparison_unref (BwRhythmComparison *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      g_clear_pointer (&self->sides[i].rhythm, bw_rhythm_unref);
      g_clear_pointer (&self->sides[i].hrv, bw_hrv_free);
    }
  g_clear_pointer (&self->differences, g_array_unref);
  g_free (self);
}

const BwHrvDifference *
bw_rhythm_comparison_find (const BwRhythmComparison *self,
                           BwMetric                  metric)
{
  for (guint i = 0; i < self->differences->len; i++)
    {
      const BwHrvDifference *difference
          = &g_array_index (self->differences, BwHrvDifference, i);

      if (difference->metric == metric)
        return difference;
    }
  return NULL;
}

int
bw_hrv_difference_get_side (const BwHrvDifference *self)
{
  double none = self->is_ratio ? 1 : 0;

  if (!self->has_interval)
    return 0;
  return (self->low > none) - (self->high < none);
}

gboolean
bw_hrv_difference_get_ln_ratio (const BwHrvDifference *self,
                                double                *value,
                                double                *low,
                                double                *high)
{
  double bounds[2];

  if (!self->has_interval || !self->has_a || !self->has_b || !(self->a > 0) || !(self->b > 0))
    return FALSE;
  bounds[0] = self->is_ratio ? self->low : (self->a + self->low) / self->a;
  bounds[1] = self->is_ratio ? self->high : (self->a + self->high) / self->a;
  *value = log (self->b / self->a);
  *low = bounds[0] > 0 ? MAX (log (bounds[0]), LN_LEAST) : LN_LEAST;
  *high = bounds[1] > 0 ? MAX (log (bounds[1]), LN_LEAST) : LN_LEAST;
  return isfinite (*value) && isfinite (*low) && isfinite (*high);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-gate.h"

#include "base/bw-random.h"
#include "base/bw-time.h"

#include <math.h>

#define DRAWS 2000
#define MIN_WEEKS 3
#define MIN_TRACK_TARGETS 40

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

void
bw_gate_compare (BwDifference *self,
                 const double *loss,
                 const double *rival,
                 const gint64 *issued_ms,
                 guint         n,
                 guint64       seed)
{
  g_autoptr (GArray) weeks = g_array_new (FALSE, TRUE, 2 * sizeof (double));
  g_autofree double *draws = g_new (double, DRAWS);
  double sum = 0, sum_rival = 0;
  GRand *rand;

  *self = (BwDifference){ .n = n, .low = -INFINITY, .high = INFINITY };
  for (guint i = 0; i < n; i++)
    {
      double *week;

      if (i == 0
          || (issued_ms[i] - issued_ms[0]) / (7 * BW_TIME_DAY)
                 != (issued_ms[i - 1] - issued_ms[0]) / (7 * BW_TIME_DAY))
        g_array_set_size (weeks, weeks->len + 1);
      week = (double *) (void *) weeks->data + 2 * (weeks->len - 1);
      week[0] += loss[i];
      week[1] += rival[i];
      sum += loss[i];
      sum_rival += rival[i];
    }
  self->n_weeks = weeks->len;
  if (!(sum_rival > 0))
    return;
  self->percent = 100 * (sum / sum_rival - 1);
  if (weeks->len < MIN_WEEKS)
    return;

  rand = bw_random_new (seed, "gate");
  for (guint d = 0; d < DRAWS; d++)
    {
      double a = 0, b = 0;

      for (guint i = 0; i < weeks->len; i++)
        {
          gint32 w = g_rand_int_range (rand, 0, (gint32) weeks->len);
          const double *week = (const double *) (void *) weeks->data + 2 * w;

          a += week[0];
          b += week[1];
        }
      draws[d] = b > 0 ? 100 * (a / b - 1) : 0;
    }
  g_rand_free (rand);
  qsort (draws, DRAWS, sizeof *draws, compare_doubles);
  self->low = draws[(guint) (0.025 * DRAWS)];
  self->high = draws[(guint) (0.975 * DRAWS) - 1];
}

gboolean
bw_gate_passes (const BwDifference *self)
{
  return self->high < 0;
}

void
bw_gate_track (BwTrackRecord *track,
               GArray        *targets,
               const BwBand  *bands,
               const BwBand  *median,
               guint          first)
{
  guint n = targets->len - first, inside = 0;
  g_autofree double *loss = g_new (double, n + 1), *rival = g_new (double, n + 1);
  g_autofree gint64 *issued_ms = g_new (gint64, n + 1);
  g_autoptr (GHashTable) hours = g_hash_table_new (NULL, NULL);
  BwDifference difference;

  *track = (BwTrackRecord){ 0 };
  if (n < MIN_TRACK_TARGETS)
    return;
  for (guint i = 0; i < n; i++)
    {
      const BwBand *band = &bands[first + i];
      double spread = g_array_index (targets, BwTarget, first + i).spread;

      inside += band->outcome >= band->band_low && band->outcome <= band->band_high;
      loss[i] = bw_band_pinball (band) * spread;
      rival[i] = bw_band_pinball (&median[first + i]) * spread;
      issued_ms[i] = band->issued_ms;
      g_hash_table_add (hours, GUINT_TO_POINTER (g_array_index (targets, BwTarget, first + i)
                                                   .hour_index));
    }
  bw_gate_compare (&difference, loss, rival, issued_ms, n, 0);
  track->n_hours = g_hash_table_size (hours);
  track->coverage80 = (double) inside / n;
  track->skill_percent = -difference.percent;
  track->skill_low = -difference.high;
  track->skill_high = -difference.low;
  track->known = isfinite (difference.low) && isfinite (difference.high);
}

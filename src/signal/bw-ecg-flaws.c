/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-ecg-flaws.h"

#include "signal/bw-rpeaks-private.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

#define CELL_SECONDS 0.05
#define CELLS_A_SECOND 20

#define QRS_SECONDS 0.06
#define MIN_BEATS 3

#define FLAT_CELLS 16
#define FLAT_SHARE 0.02
#define FLAT_UV 2.0

#define SATURATED_SAMPLES 3
#define SATURATED_RUN_SECONDS 0.005
#define SATURATED_SECONDS 0.02
#define SATURATED_AROUND_SECONDS 0.1

#define NOISE_MEAN_SECONDS 0.04
#define NOISE_SHARE 0.05
#define NOISE_HALF_WINDOW 10
#define NOISE_QUANTILE_OF 3 /* a third of the cells: QRS complexes leave it even of fast hearts */
#define NOISE_AROUND 3      /* what that quantile takes from the edges of a burst */

#define WANDER_SHARE 0.5
#define WANDER_HALF_MEAN 10
#define WANDER_HALF_WINDOW 20

/* Gaps between stretches of one flaw that are no gaps. */
#define JOIN_CELLS 6

typedef struct
{
  double low, high, mean;
  double fast;       /* effective value of what is fast */
  guint8 flaws;      /* 1 << BwEcgFlaw */
} Cell;

/* What is judged: the recording after settling. */
typedef struct
{
  const double *samples;
  guint n;
  guint offset;      /* of the first sample in the whole recording */
  double rate_hz;
  double amplitude;  /* of a QRS complex */
  guint width;       /* samples a cell; the last has what is left over, too */
  guint n_cells;
  Cell *cells;
} Field;

static double
get_range (const double *x,
           guint         n)
{
  double low, high;

  gsl_stats_minmax (&low, &high, x, 1, n);
  return high - low;
}

/* The median range around R peaks; of a recording without any, that of a second. */
static double
get_amplitude (const Field    *field,
               const BwRPeaks *peaks)
{
  const guint n_ranges = MAX (peaks->n_detected, field->n_cells);
  g_autofree double *ranges = g_new (double, n_ranges + 1);
  const guint half = bw_rpeaks_get_width (QRS_SECONDS, field->rate_hz);
  guint n = 0;

  if (peaks->n_detected >= MIN_BEATS)
    for (guint i = 0; i < peaks->n_detected; i++)
      {
        const guint at = peaks->detected[i] - field->offset;
        const guint from = at > half ? at - half : 0;

        ranges[n++] = get_range (field->samples + from, MIN (at + half + 1, field->n) - from);
      }
  else
    for (guint i = 0; i < field->n_cells; i++)
      {
        const guint from = i * field->width;

        ranges[n++] = get_range (field->samples + from,
                                 MIN (CELLS_A_SECOND * field->width, field->n - from));
      }
  return n > 0 ? gsl_stats_median (ranges, 1, n) : 0;
}

static void
fill_cells (Field *field)
{
  g_autofree double *slow = g_new (double, field->n);

  bw_rpeaks_average (slow, field->samples, field->n,
                     bw_rpeaks_get_width (NOISE_MEAN_SECONDS, field->rate_hz));
  for (guint c = 0; c < field->n_cells; c++)
    {
      Cell *cell = &field->cells[c];
      const guint from = c * field->width;
      const guint to = c + 1 < field->n_cells ? from + field->width : field->n;
      double sum = 0, squares = 0;

      cell->low = cell->high = field->samples[from];
      for (guint i = from; i < to; i++)
        {
          const double x = field->samples[i], fast = x - slow[i];

          cell->low = MIN (cell->low, x);
          cell->high = MAX (cell->high, x);
          sum += x;
          squares += fast * fast;
        }
      cell->mean = sum / (to - from);
      cell->fast = sqrt (squares / (to - from));
      cell->flaws = 0;
    }
}

static void
mark (Field     *field,
      guint      from,
      guint      to,
      BwEcgFlaw  flaw)
{
  for (guint c = from; c < MIN (to, field->n_cells); c++)
    field->cells[c].flaws |= (guint8) (1 << flaw);
}

static void
mark_flat (Field *field)
{
  const double tolerance = MAX (FLAT_SHARE * field->amplitude, FLAT_UV);
  const guint window = MIN (FLAT_CELLS, field->n_cells);

  for (guint c = 0; c + window <= field->n_cells; c++)
    {
      double low = field->cells[c].low, high = field->cells[c].high;

      for (guint i = 1; i < window && high - low <= tolerance; i++)
        {
          low = MIN (low, field->cells[c + i].low);
          high = MAX (high, field->cells[c + i].high);
        }
      if (high - low <= tolerance)
        mark (field, c, c + window, BW_ECG_FLAW_FLAT);
    }
}

/* Runs at one of the two extreme values. Only counts where not @marks. */
static guint
scan_saturated (Field    *field,
                double    extreme,
                gboolean  marks)
{
  const guint around = bw_rpeaks_get_width (SATURATED_AROUND_SECONDS, field->rate_hz);
  const guint least = MAX (SATURATED_SAMPLES,
                           bw_rpeaks_get_width (SATURATED_RUN_SECONDS, field->rate_hz));
  guint total = 0;

  for (guint i = 0; i < field->n;)
    {
      guint end = i;

      while (end < field->n && field->samples[end] == extreme)
        end++;
      if (end - i >= least)
        {
          total += end - i;
          if (marks)
            mark (field, (i > around ? i - around : 0) / field->width,
                  (end + around) / field->width + 1, BW_ECG_FLAW_SATURATED);
        }
      i = end + 1;
    }
  return total;
}

static void
mark_saturated (Field *field)
{
  const double least = SATURATED_SECONDS * field->rate_hz;
  double low = field->cells[0].low, high = field->cells[0].high;

  for (guint c = 1; c < field->n_cells; c++)
    {
      low = MIN (low, field->cells[c].low);
      high = MAX (high, field->cells[c].high);
    }
  if (low == high) /* flat, and no more than that */
    return;
  if (scan_saturated (field, low, FALSE) >= least)
    scan_saturated (field, low, TRUE);
  if (scan_saturated (field, high, FALSE) >= least)
    scan_saturated (field, high, TRUE);
}

static void
mark_noise (Field *field)
{
  const double limit = NOISE_SHARE * field->amplitude;

  /* The quantile exceeds the limit where enough cells do. */
  for (guint c = 0; c < field->n_cells; c++)
    {
      const guint from = c > NOISE_HALF_WINDOW ? c - NOISE_HALF_WINDOW : 0;
      const guint to = MIN (c + NOISE_HALF_WINDOW + 1, field->n_cells);
      guint quiet = 0;

      for (guint i = from; i < to; i++)
        quiet += !(field->cells[i].fast > limit);
      if (NOISE_QUANTILE_OF * quiet < to - from)
        mark (field, c > NOISE_AROUND ? c - NOISE_AROUND : 0, c + NOISE_AROUND + 1,
              BW_ECG_FLAW_NOISE);
    }
}

/* The mean over a second around each cell; at the ends, the first and the last whole one. */
static void
fill_baseline (double      *baseline,
               const Field *field)
{
  const guint width = MIN (2 * WANDER_HALF_MEAN + 1, field->n_cells);
  double sum = 0;

  for (guint c = 0; c < field->n_cells; c++)
    {
      sum += field->cells[c].mean;
      if (c + 1 < width)
        continue;
      if (c >= width)
        sum -= field->cells[c - width].mean;
      baseline[c - width / 2] = sum / width;
    }
  for (guint c = 0; c < (width - 1) / 2; c++)
    baseline[c] = baseline[(width - 1) / 2];
  for (guint c = field->n_cells - width / 2; c < field->n_cells; c++)
    baseline[c] = baseline[field->n_cells - width / 2 - 1];
}

static void
mark_wander (Field *field)
{
  g_autofree double *baseline = g_new (double, field->n_cells);

  fill_baseline (baseline, field);
  for (guint c = 0; c < field->n_cells; c++)
    {
      const guint from = c > WANDER_HALF_WINDOW ? c - WANDER_HALF_WINDOW : 0;
      const guint to = MIN (c + WANDER_HALF_WINDOW + 1, field->n_cells);

      if (get_range (baseline + from, to - from) > WANDER_SHARE * field->amplitude)
        mark (field, c, c + 1, BW_ECG_FLAW_WANDER);
    }
}

/* The marked runs of one flaw. */
static void
collect (GArray      *stretches,
         const Field *field,
         BwEcgFlaw    flaw)
{
  const guint8 bit = (guint8) (1 << flaw);
  gboolean open = FALSE;

  for (guint c = 0; c < field->n_cells; c++)
    {
      const guint end = c + 1 < field->n_cells ? (c + 1) * field->width : field->n;
      BwEcgStretch *last = open ? &g_array_index (stretches, BwEcgStretch, stretches->len - 1)
                                : NULL;

      if (!(field->cells[c].flaws & bit))
        continue;
      if (last != NULL && field->offset + c * field->width - last->end <= JOIN_CELLS * field->width)
        last->end = field->offset + end;
      else
        {
          const BwEcgStretch stretch = {
            .start = field->offset + c * field->width,
            .end = field->offset + end,
            .flaw = flaw,
          };

          g_array_append_val (stretches, stretch);
          open = TRUE;
        }
    }
}

static int
compare_stretches (gconstpointer a,
                   gconstpointer b)
{
  const BwEcgStretch *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return (int) x->flaw - (int) y->flaw;
}

GArray *
bw_ecg_flaws_find (const double   *samples_uv,
                   guint           n,
                   double          rate_hz,
                   const BwRPeaks *peaks)
{
  GArray *stretches = g_array_new (FALSE, FALSE, sizeof (BwEcgStretch));
  Field field = {
    .samples = samples_uv + peaks->settling,
    .n = n - peaks->settling,
    .offset = peaks->settling,
    .rate_hz = rate_hz,
    .width = bw_rpeaks_get_width (CELL_SECONDS, rate_hz),
  };
  g_autofree Cell *cells = NULL;

  if (peaks->settling > 0)
    {
      const BwEcgStretch settling = { 0, peaks->settling, BW_ECG_FLAW_SETTLING };

      g_array_append_val (stretches, settling);
    }
  field.n_cells = field.n / field.width;
  if (field.n_cells == 0)
    return stretches;

  field.cells = cells = g_new (Cell, field.n_cells);
  fill_cells (&field);
  field.amplitude = get_amplitude (&field, peaks);
  mark_flat (&field);
  mark_saturated (&field);
  mark_noise (&field);
  mark_wander (&field);
  for (BwEcgFlaw flaw = BW_ECG_FLAW_FLAT; flaw < BW_ECG_N_FLAWS; flaw++)
    collect (stretches, &field, flaw);
  g_array_sort (stretches, compare_stretches);
  return stretches;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-net-level.h"

#include "base/bw-time.h"

#include <string.h>

#define WEEK_MS (7 * BW_TIME_DAY)

BwNetLevel *
bw_net_level_new (void)
{
  BwNetLevel *self = g_new0 (BwNetLevel, 1);

  self->time_ms = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->z = g_array_new (FALSE, FALSE, sizeof (double));
  return self;
}

void
bw_net_level_free (BwNetLevel *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->time_ms);
  g_array_unref (self->z);
  g_free (self);
}

/* The first of the readings that make the level at @at_ms. */
static guint
first_reading (const BwSeries *series,
               gint64          era_ms,
               gint64          at_ms)
{
  guint n = bw_series_readings_before (series, at_ms);
  guint first = bw_series_readings_before (
      series, MAX (era_ms, at_ms - BW_BASELINE_MAX_DAYS * BW_TIME_DAY));

  first = MIN (first, n > 0 ? n - 1 : 0);
  return n - first > BW_LEVEL_FIT_RESIDUALS ? n - BW_LEVEL_FIT_RESIDUALS : first;
}

static void
fit (BwNetLevel       *self,
     const BwSeries   *series,
     const BwBaseline *baseline,
     gint64            era_ms,
     gint64            at_ms)
{
  guint first = first_reading (series, era_ms, at_ms);
  guint n = bw_series_readings_before (series, at_ms) - first;
  g_autofree double *z = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    z[i] = bw_baseline_to_z (baseline, series->reading_hour[first + i],
                             series->reading_x[first + i]);
  if (n > 0 && n == self->z->len && memcmp (z, self->z->data, n * sizeof *z) == 0
      && memcmp (series->reading_ms + first, self->time_ms->data, n * sizeof (gint64)) == 0)
    return;
  g_array_set_size (self->z, 0);
  g_array_append_vals (self->z, z, n);
  g_array_set_size (self->time_ms, 0);
  g_array_append_vals (self->time_ms, series->reading_ms + first, n);
  bw_level_fit (&self->parameters, series->reading_ms + first, z, n, NULL);
}

void
bw_net_level_begin (BwNetLevel       *self,
                    BwNetLevelRun    *run,
                    const BwSeries   *series,
                    const BwBaseline *baseline,
                    gint64            era_ms,
                    gint64            at_ms)
{
  gint64 week_ms = at_ms / WEEK_MS * WEEK_MS, week_era_ms;
  BwBaseline week;

  /* An era that began within the week is fitted from its own readings. */
  if (week_ms < at_ms && bw_series_get_baseline (series, week_ms, &week, &week_era_ms)
      && week_era_ms == era_ms)
    fit (self, series, &week, era_ms, week_ms);
  else
    fit (self, series, baseline, era_ms, at_ms);

  run->series = series;
  run->baseline = baseline;
  run->parameters = self->parameters;
  run->next = first_reading (series, era_ms, at_ms);
  bw_level_state_init (&run->state, &run->parameters,
                       run->next < series->n_readings ? series->reading_ms[run->next] : at_ms);
}

void
bw_net_level_run_to (BwNetLevelRun *run,
                     gint64         at_ms)
{
  const BwSeries *series = run->series;

  for (; run->next < series->n_readings && series->reading_ms[run->next] < at_ms; run->next++)
    bw_level_state_update (&run->state, &run->parameters, series->reading_ms[run->next],
                           bw_baseline_to_z (run->baseline, series->reading_hour[run->next],
                                             series->reading_x[run->next]));
}

double
bw_net_level_predict (const BwNetLevelRun *run,
                      gint64               start_ms)
{
  double mean, variance;

  bw_level_state_predict (&run->state, &run->parameters, start_ms + BW_TIME_HOUR / 2, &mean,
                          &variance);
  return mean;
}

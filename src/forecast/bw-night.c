/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-night.h"

#include "base/bw-time.h"
#include "forecast/bw-conformal.h"
#include "forecast/bw-gate.h"
#include "forecast/bw-score.h"

#include <math.h>

#define OLDEST_DAYS 14
#define MIN_TRACK_NIGHTS 20

/* The 80 % band of a normal distribution. */
#define BAND_SD 1.2815515655446004

static double
to_z (const BwNightStep *step,
      double             x)
{
  return (x - step->mean) / step->spread;
}

void
bw_night_probabilities (const BwNightStep *step,
                        double            *p_green,
                        double            *p_yellow,
                        double            *p_red)
{
  bw_score_probabilities (to_z (step, step->median),
                          (step->high - step->low) / (2 * BAND_SD) / step->spread, p_green,
                          p_yellow, p_red);
}

/* How the last nights' forecasts did, against the 60-day median with its own bands. */
static void
fill_track (BwTrackRecord    *track,
            GArray           *steps,
            const BwNightRow *rows)
{
  g_autofree double *loss = g_new (double, steps->len + 1);
  g_autofree double *rival = g_new (double, steps->len + 1);
  g_autofree gint64 *issued_ms = g_new (gint64, steps->len + 1);
  guint n = 0, inside = 0, first = steps->len;
  BwDifference difference;

  for (; first > 0 && n < BW_NIGHT_TRACK_NIGHTS; first--)
    {
      const BwNightStep *step = &g_array_index (steps, BwNightStep, first - 1);

      n += rows[step->row].has_x && step->n_nights >= BW_NIGHT_MIN_NIGHTS;
    }
  n = 0;
  for (guint i = first; i < steps->len; i++)
    {
      const BwNightStep *step = &g_array_index (steps, BwNightStep, i);
      const BwNightRow *row = &rows[step->row];
      BwBand band = { .outcome = row->x, .median = step->median, .band_low = step->low,
                      .band_high = step->high };
      BwBand usual = { .outcome = row->x, .median = step->usual, .band_low = step->usual_low,
                       .band_high = step->usual_high };

      if (!row->has_x || step->n_nights < BW_NIGHT_MIN_NIGHTS)
        continue;
      loss[n] = bw_band_pinball (&band);
      rival[n] = bw_band_pinball (&usual);
      issued_ms[n] = row->origin_ms;
      inside += row->x >= step->low && row->x <= step->high;
      n++;
    }
  if (n < MIN_TRACK_NIGHTS)
    return;
  bw_gate_compare (&difference, loss, rival, issued_ms, n, 0);
  *track = (BwTrackRecord){
    .known = isfinite (difference.low) && isfinite (difference.high),
    .n_hours = n,
    .coverage80 = (double) inside / n,
    .skill_percent = -difference.percent,
    .skill_low = -difference.high,
    .skill_high = -difference.low,
  };
}

static guint
count_nights (GArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += g_array_index (rows, BwNightRow, i).has_x;
  return n;
}

/* Whether a night with readings is recent enough to go by. */
static gboolean
is_recent (GArray *rows)
{
  gint64 day = g_array_index (rows, BwNightRow, rows->len - 1).day;

  for (guint i = rows->len; i > 0; i--)
    {
      const BwNightRow *row = &g_array_index (rows, BwNightRow, i - 1);

      if (row->has_x)
        return day - row->day <= OLDEST_DAYS;
    }
  return FALSE;
}

void
bw_night_forecast (BwNightForecast *self,
                   const BwSeries  *series,
                   gint64           at_ms,
                   gint64           era_ms)
{
  GTimeZone *zone = series->hourly->zone;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) steps = NULL;
  const BwNightStep *step;
  BwUsualNight usual;
  gint64 day;

  *self = (BwNightForecast){ 0 };
  bw_usual_night_init (&usual, series->hourly->nights, zone, at_ms);
  rows = bw_nights_get_rows (series, at_ms, era_ms, &usual);
  self->n_nights = count_nights (rows);
  if (!is_recent (rows))
    return;
  steps = bw_night_model_run ((const BwNightRow *) (void *) rows->data, rows->len, bw_night_prior);
  if (steps->len == 0)
    return;
  step = &g_array_index (steps, BwNightStep, steps->len - 1);
  if (step->row != rows->len - 1 || step->n_nights < BW_NIGHT_MIN_NIGHTS)
    return;

  day = g_array_index (rows, BwNightRow, rows->len - 1).day;
  self->known = TRUE;
  bw_usual_night_place (&usual, zone, day, &self->from_ms, &self->to_ms);
  self->from_offset_min = bw_time_offset (zone, self->from_ms);
  self->to_offset_min = bw_time_offset (zone, self->to_ms);
  self->median_ms = exp (step->median);
  self->low_ms = exp (step->low);
  self->high_ms = exp (step->high);
  self->usual_ms = exp (step->usual);
  self->score = bw_score_from_z (to_z (step, step->median));
  self->score_low = bw_score_from_z (to_z (step, step->low));
  self->score_high = bw_score_from_z (to_z (step, step->high));
  self->zone = bw_zone_from_score (self->score);
  bw_night_probabilities (step, &self->p_green, &self->p_yellow, &self->p_red);
  self->n_nights = step->n_nights;
  fill_track (&self->track, steps, (const BwNightRow *) (void *) rows->data);
}

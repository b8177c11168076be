/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-issue.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "forecast/bw-day.h"
#include "forecast/bw-gate.h"
#include "forecast/bw-night.h"
#include "forecast/bw-notes.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* A level that nobody measured for longer is no score. */
#define OLDEST_FOR_SCORE_MS (14 * BW_TIME_DAY)

void
bw_issue_clear (BwIssue *self)
{
  g_clear_pointer (&self->targets, g_array_unref);
}

BwBand *
bw_issue_rival_bands (GArray       *targets,
                      BwRival       rival,
                      BwConformal **conformal)
{
  g_autofree double *z = g_new (double, targets->len + 1);

  for (guint i = 0; i < targets->len; i++)
    z[i] = g_array_index (targets, BwTarget, i).rival[rival];
  return bw_issue_bands (targets, z, conformal);
}

BwBand *
bw_issue_bands (GArray        *targets,
                const double  *z,
                BwConformal  **conformal)
{
  BwBand *bands = g_new0 (BwBand, targets->len + 1);
  g_autoptr (BwConformal) own = bw_conformal_new ();

  for (guint i = 0; i < targets->len; i++)
    {
      const BwTarget *target = &g_array_index (targets, BwTarget, i);

      bands[i] = (BwBand){
        .issued_ms = target->issued_ms,
        .due_ms = target->due_ms,
        .horizon = target->horizon,
        .days = target->days,
        .low = z[i],
        .median = z[i],
        .high = z[i],
        .outcome = target->z,
      };
    }
  bw_conformal_run (own, bands, targets->len);
  if (conformal != NULL)
    *conformal = g_steal_pointer (&own);
  return bands;
}

double
bw_issue_pinball (GArray       *targets,
                  const BwBand *bands,
                  guint         first)
{
  double sum = 0;

  for (guint i = first; i < targets->len; i++)
    sum += bw_band_pinball (&bands[i]) * g_array_index (targets, BwTarget, i).spread;
  return targets->len > first ? sum / (targets->len - first) : 0;
}

void
bw_issue_hours (GTimeZone *zone,
                gint64     at_ms,
                gint64     start_ms[BW_FORECAST_HOURS],
                gint8      hour[BW_FORECAST_HOURS])
{
  /* One more day than needed, for zones that skip part of one. */
  g_autoptr (GArray) hours = bw_time_hours (zone, at_ms, at_ms + 2 * BW_TIME_DAY);

  for (guint k = 0; k < BW_FORECAST_HOURS; k++)
    {
      start_ms[k] = g_array_index (hours, gint64, k);
      hour[k] = (gint8) bw_time_local_hour (zone, start_ms[k]);
    }
}

/* How the bands of one rival did lately. */
static void
fill_track (BwTrackRecord *track,
            GArray        *targets,
            const BwBand  *bands,
            gint64         at_ms)
{
  g_autofree BwBand *median = bw_issue_rival_bands (targets, BW_RIVAL_MEDIAN, NULL);
  gint64 from_ms = at_ms - BW_ISSUE_TRACK_DAYS * BW_TIME_DAY;
  guint first = 0;

  while (first < targets->len && g_array_index (targets, BwTarget, first).issued_ms < from_ms)
    first++;
  bw_gate_track (track, targets, bands, median, first);
}

static void
fill_hour (BwForecastHour *hour,
           const BwOrigin *origin,
           int             local_hour,
           double          z,
           double          z_low,
           double          z_high,
           double          level)
{
  double sigma = origin->sigma, mean, variance, sd;

  hour->median_ms = exp (bw_baseline_to_x (&origin->baseline, local_hour, z));
  hour->low_ms = exp (bw_baseline_to_x (&origin->baseline, local_hour, z_low));
  hour->high_ms = exp (bw_baseline_to_x (&origin->baseline, local_hour, z_high));

  bw_origin_predict_level (origin, hour->time_ms, &mean, &variance);
  sd = bw_origin_score_sd (origin, variance);
  hour->score = bw_score_from_z (bw_score_level_z (level, sigma));
  hour->score_low = bw_score_from_z (bw_score_level_z (level - BW_ISSUE_BAND_SD * sd, sigma));
  hour->score_high = bw_score_from_z (bw_score_level_z (level + BW_ISSUE_BAND_SD * sd, sigma));
  hour->zone = bw_zone_from_score (hour->score);
  bw_score_probabilities (bw_score_level_z (level, sigma), bw_score_level_z (sd, sigma),
                          &hour->p_green, &hour->p_yellow, &hour->p_red);
}

void
bw_issue_net_hour (BwForecastHour   *hour,
                   const BwOrigin   *origin,
                   const BwIssueNet *net,
                   guint             k,
                   int               local_hour)
{
  const double *z = net->z[k], *margins = net->margins[bw_conformal_block ((int) k + 1)];

  fill_hour (hour, origin, local_hour, z[1], MIN (z[0] - margins[0], z[1]),
             MAX (z[2] + margins[1], z[1]), z[1]);
}

static void
add_push (BwForecast         *forecast,
          const BwScoreTerms *day,
          BwTerm              term,
          GTimeZone          *zone)
{
  BwPush *push = bw_push_new (bw_term_get_id (term), day->z[term], day->weight[term],
                              day->push[term]);

  push->has_value = TRUE;
  push->time_ms = day->value[term].time_ms;
  push->offset_min = bw_time_offset (zone, push->time_ms);
  push->value = day->value[term].value;
  push->mean = day->value[term].mean;
  push->sd = day->value[term].sd;
  g_ptr_array_add (forecast->pushes, push);
}

static void
fill_score (BwForecast           *forecast,
            const BwOrigin       *origin,
            const BwSeries       *series,
            const BwScoreWeights *weights)
{
  BwScoreTerms day;
  guint n = origin->n_readings - origin->first_reading;
  g_autofree double *z = g_new (double, n);

  if (origin->at_ms - origin->last_ms > OLDEST_FOR_SCORE_MS
      || !bw_day_score (&day, origin, series, weights))
    return;
  forecast->has_score = TRUE;
  forecast->score_now = day.score;
  forecast->zone_now = bw_zone_from_score (day.score);
  memcpy (forecast->score_correlation, day.correlation, sizeof day.correlation);
  for (int i = 0; i < BW_N_TERMS; i++)
    if (day.has[i])
      add_push (forecast, &day, (BwTerm) i, series->hourly->zone);

  bw_origin_residuals (origin, series, origin->first_reading, z);
  forecast->reliability = bw_level_reliability (
      &origin->level, series->reading_ms + origin->first_reading, z, n,
      MAX (origin->at_ms - BW_BASELINE_HALF_LIFE_DAYS * BW_TIME_DAY, origin->era_ms),
      origin->at_ms);
}

/* The LSTM's own line, which can be laid over whatever is shown. */
static void
fill_net (BwForecast       *forecast,
          const BwIssueNet *net,
          const BwOrigin   *origin,
          const gint8       hours[BW_FORECAST_HOURS])
{
  forecast->has_net = TRUE;
  for (guint k = 0; k < BW_FORECAST_HOURS; k++)
    {
      double z = net->z[k][1];

      forecast->net_median_ms[k] = exp (bw_baseline_to_x (&origin->baseline, hours[k], z));
      forecast->net_score[k] = bw_score_from_z (bw_score_level_z (z, origin->sigma));
    }
}

BwForecast *
bw_issue (const BwSeries        *series,
          gint64                 at_ms,
          const BwIssueOptions  *options,
          BwIssue               *issue,
          GCancellable          *cancellable,
          GError               **error)
{
  g_autoptr (BwForecast) forecast = bw_forecast_new ();
  g_autoptr (GArray) targets = NULL;
  g_autoptr (BwConformal) conformal = NULL;
  g_autofree BwBand *bands = NULL;
  const BwScoreWeights weights
      = options->weights != NULL ? *options->weights : bw_score_weights_default ();
  GTimeZone *zone = series->hourly->zone;
  gint64 start_ms[BW_FORECAST_HOURS];
  gint8 hours[BW_FORECAST_HOURS];
  BwRival rival = BW_RIVAL_PROFILE;
  BwTrackRecord track = { 0 };
  gboolean lstm = FALSE;
  BwOrigin origin;

  if (!bw_origin_init (&origin, series, at_ms, NULL))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                           _("There is no heart rate variability reading before this time; import "
                             "an Apple Health export, or choose a later time."));
      return NULL;
    }
  targets = bw_rolling (series, at_ms - BW_ISSUE_ORIGIN_DAYS * BW_TIME_DAY, at_ms,
                        BW_ROLLING_STRIDE_HOURS, NULL, cancellable, error);
  if (targets == NULL)
    return NULL;

  forecast->issued_ms = at_ms;
  forecast->offset_min = bw_time_offset (zone, at_ms);
  forecast->measure = series->hourly->measure;
  forecast->baseline_days = (int) origin.baseline.days;
  forecast->calibrating = origin.baseline.days < BW_BASELINE_CALIBRATION_DAYS;
  forecast->score_version = BW_SCORE_VERSION;
  memcpy (forecast->score_weights, weights.weight, sizeof weights.weight);
  fill_score (forecast, &origin, series, &weights);

  if (g_str_equal (options->model, "best"))
    {
      lstm = options->net != NULL && options->net_wins && !forecast->calibrating;

      /* Where the readings carry no signal, the usual range it is, and the note says so. */
      if (!lstm && forecast->has_score && forecast->reliability >= BW_LEVEL_RELIABLE_FROM)
        rival = BW_RIVAL_AVERAGE;
    }
  else if (g_str_equal (options->model, "lstm") && options->net != NULL)
    lstm = TRUE;
  else if (!bw_rival_from_id (options->model, &rival))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND,
                   _("There is no model “%s” in this library; train it first, or choose another."),
                   options->model);
      return NULL;
    }

  forecast->model = g_strdup (lstm ? "lstm" : bw_rival_get_id (rival));
  forecast->model_id = lstm ? options->net->model_id : 0;
  if (lstm)
    track = options->net->track;
  else
    {
      bands = bw_issue_rival_bands (targets, rival, &conformal);
      fill_track (&track, targets, bands, at_ms);
    }

  bw_issue_hours (zone, at_ms, start_ms, hours);
  forecast->n_hours = BW_FORECAST_HOURS;
  for (guint k = 0; k < BW_FORECAST_HOURS; k++)
    {
      BwForecastHour *hour = &forecast->hours[k];
      int block = bw_conformal_block ((int) k + 1);
      double median, below, above, level;

      hour->time_ms = start_ms[k];
      hour->offset_min = bw_time_offset (zone, start_ms[k]);
      if (lstm)
        {
          bw_issue_net_hour (hour, &origin, options->net, k, hours[k]);
          continue;
        }
      median = bw_origin_predict (&origin, rival, start_ms[k], hours[k]);
      level = bw_origin_expect_level (&origin, rival, start_ms[k], hours[k]);
      bw_conformal_margins (conformal, block, origin.baseline.days, FALSE, &below, &above);
      fill_hour (hour, &origin, hours[k], median, MIN (median - below, median),
                 MAX (median + above, median), level);
    }

  if (options->net != NULL)
    fill_net (forecast, options->net, &origin, hours);
  forecast->track = track;
  bw_night_forecast (&forecast->night, series, at_ms, origin.era_ms);
  bw_notes_add (forecast, &origin, series);
  if (issue != NULL)
    {
      issue->origin = origin;
      issue->targets = g_steal_pointer (&targets);
      issue->track = track;
    }
  return g_steal_pointer (&forecast);
}

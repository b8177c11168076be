/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast.h"

G_BEGIN_DECLS

/* Everything the Today page shows, made on a worker thread and immutable after. */

/* One past hour. */
typedef struct
{
  gint64 time_ms;
  gboolean has_level;
  double level_score;    /* score of the level as it was known then: from the readings before */
} BwPastHour;

/* One reading, as a dot: the score its own z would give. */
typedef struct
{
  gint64 time_ms;
  double value_ms;
  double score;
} BwPastReading;

typedef struct
{
  gint64 start_ms, end_ms;
} BwNight;

typedef struct
{
  BwForecast *forecast;
  GTimeZone *zone;
  GArray *past;                /* (element-type BwPastHour): hourly, up to issued_ms */
  GArray *readings;            /* (element-type BwPastReading) */
  GArray *nights;              /* (element-type BwNight): slept, and the usual night to come */
  BwTrackRecord track;
} BwOutlook;

/**
 * bw_outlook_new:
 * @library: a connection of the calling thread
 * @at_ms: as in bw_forecast_run()
 * @past_days: how many days before it to give; 7 for the page
 *
 * Makes the forecast with the newest trained model, if any, and gathers what stands beside it.
 */
BwOutlook *bw_outlook_new (BwLibrary     *library,
                           BwMeasure      measure,
                           gint64         at_ms,
                           guint          past_days,
                           BwProgress    *progress,
                           GCancellable  *cancellable,
                           GError       **error);
void bw_outlook_free (BwOutlook *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwOutlook, bw_outlook_free)

G_END_DECLS

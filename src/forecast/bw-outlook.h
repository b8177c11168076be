/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-came.h"
#include "forecast/bw-forecast.h"
#include "forecast/bw-past.h"

G_BEGIN_DECLS

/* Everything the Today page shows, made on a worker thread and immutable after. */

typedef struct
{
  gint64 start_ms, end_ms;
} BwNight;

typedef struct
{
  BwForecast *forecast;
  GTimeZone *zone;
  GArray *past;                /* (element-type BwPastHour): hourly, up to issued_ms */
  GArray *readings;            /* (element-type BwPastReading): before issued_ms */
  GArray *eras;                /* (element-type BwPastEra): that begin in the past shown */
  GArray *nights;              /* (element-type BwNight): slept, and the usual night to come */
  BwTrackRecord track;

  /* What came after, of a forecast for hours that have readings by now; else empty. */
  GArray *came;                /* (element-type BwCame): its readings */
  GArray *after;               /* (element-type BwPastHour): the level, against what was normal then */
  GArray *after_readings;      /* (element-type BwPastReading): likewise */

  /* Where 80 % of single readings were expected, hour by hour, in the scores of their dots; the band of
   * the hours is that of the level. Meaningful where there are scores. */
  double reading_low[BW_FORECAST_HOURS], reading_high[BW_FORECAST_HOURS];
} BwOutlook;

/**
 * bw_outlook_new:
 * @library: a connection of the calling thread
 * @at_ms: as in bw_forecast_run()
 * @past_days: how many days before it to give; 0: all there are
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

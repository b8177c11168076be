/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-came.h"
#include "forecast/bw-forecast.h"
#include "forecast/bw-past.h"
#include "store/bw-annotations.h"

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
  GPtrArray *annotations;      /* (element-type BwAnnotation): the person's notes, by start */

  /* Where it is looked back on: whether it was issued then and kept, or is made now, of nothing later. */
  gboolean looks_back;
  gboolean was_kept;

  /* What came after, of a forecast for hours that have readings by now; else empty. */
  GArray *came;                /* (element-type BwCame): its readings */
  GArray *after;               /* (element-type BwPastHour): the level, against what was normal then */
  GArray *after_readings;      /* (element-type BwPastReading): likewise */

  /* Where 80 % of single readings were expected, hour by hour, in the scores of their dots; the band of
   * the hours is that of the level. Meaningful where there are scores. */
  double reading_low[BW_FORECAST_HOURS], reading_high[BW_FORECAST_HOURS];

  int n_refs;                  /* beyond the first; atomic */
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

/**
 * bw_outlook_look_back:
 * @at_ms: the moment to look back to
 *
 * The forecast of that local day as it was issued then and kept, if one was: the last of it. Else what
 * bw_outlook_new() gives for @at_ms. With all the past there was, and with what came after.
 *
 * Errors: as bw_forecast_run()
 */
BwOutlook *bw_outlook_look_back (BwLibrary     *library,
                                 BwMeasure      measure,
                                 gint64         at_ms,
                                 BwProgress    *progress,
                                 GCancellable  *cancellable,
                                 GError       **error);

/* Nobody changes one that somebody else holds too. Returns: @self */
BwOutlook *bw_outlook_ref (BwOutlook *self);
void bw_outlook_free (BwOutlook *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwOutlook, bw_outlook_free)

G_END_DECLS

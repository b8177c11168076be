/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-time.h"
#include "plot/bw-plot-types.h"

G_BEGIN_DECLS

/* What a forecast's chart may show: a stretch that ends with the hours ahead (they are never cut), or
 * one of the past alone. */

#define BW_FORECAST_RANGE_LEAST_MS G_GINT64_CONSTANT (6 * 3600 * 1000)

typedef struct
{
  gint64 first_ms;       /* of the widest past to be seen */
  gint64 now_ms;
  gint64 end_ms;         /* of the hours ahead, > now_ms */
} BwForecastLimits;

/* The stretch a person asked for, as it can be shown: within the limits, at least six hours of past,
 * and to the end of the hours ahead where it reaches beyond now. */
BwPlotSpan bw_forecast_range_fit (const BwForecastLimits *limits,
                                  gint64                  from_ms,
                                  gint64                  to_ms);

gboolean bw_forecast_range_has_ahead (const BwForecastLimits *limits,
                                      const BwPlotSpan       *span);

/**
 * bw_forecast_range_zoom:
 * @time: how the chart lays out @span now
 * @x: where on it; what is there in the past stays there
 * @factor: > 1 shows less time
 *
 * Of a stretch with hours ahead they stay, and the past changes at now, while @x is ahead or what would
 * be seen reaches there.
 */
BwPlotSpan bw_forecast_range_zoom (const BwForecastLimits *limits,
                                   const BwPlotSpan       *span,
                                   const BwPlotTimeScale  *time,
                                   double                  x,
                                   double                  factor);

/* Moves a stretch of the past, as far as the limits let it, but not into what is ahead; one with hours
 * ahead is left as it is. */
BwPlotSpan bw_forecast_range_pan (const BwForecastLimits *limits,
                                  const BwPlotSpan       *span,
                                  gint64                  by_ms);

/* Moves it, or widens its past, no more than needed for @time_ms to be seen. */
BwPlotSpan bw_forecast_range_reach (const BwForecastLimits *limits,
                                    const BwPlotSpan       *span,
                                    gint64                  time_ms);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-forecast-range.h"

gboolean
bw_forecast_range_has_ahead (const BwForecastLimits *limits,
                             const BwPlotSpan       *span)
{
  return span->end_ms > limits->now_ms;
}

BwPlotSpan
bw_forecast_range_fit (const BwForecastLimits *limits,
                       gint64                  from_ms,
                       gint64                  to_ms)
{
  gint64 latest_ms = limits->now_ms - BW_FORECAST_RANGE_LEAST_MS;
  BwPlotSpan span = { from_ms, to_ms };

  if (span.end_ms > limits->now_ms)
    span.end_ms = limits->end_ms;
  span.start_ms = CLAMP (span.start_ms, MIN (limits->first_ms, latest_ms), latest_ms);
  if (span.end_ms < span.start_ms + BW_FORECAST_RANGE_LEAST_MS)
    span.end_ms = span.start_ms + BW_FORECAST_RANGE_LEAST_MS;
  return span;
}

BwPlotSpan
bw_forecast_range_zoom (const BwForecastLimits *limits,
                        const BwPlotSpan       *span,
                        const BwPlotTimeScale  *time,
                        double                  x,
                        double                  factor)
{
  double x0 = time->position[0], x1 = time->position[time->n - 1];
  gint64 at_ms = bw_plot_time_scale_invert (time, x);
  /* Of the past's piece of the scale. */
  double per_pixel = (double) (time->time_ms[1] - time->time_ms[0])
                     / (time->position[1] - time->position[0]) / factor;
  gint64 from_ms = at_ms - (gint64) ((x - x0) * per_pixel);
  gint64 to_ms = from_ms + (gint64) ((x1 - x0) * per_pixel);
  gint64 past_ms = limits->now_ms - span->start_ms;

  if (at_ms < limits->now_ms && to_ms <= limits->now_ms)
    return bw_forecast_range_fit (limits, from_ms, to_ms);
  if (bw_forecast_range_has_ahead (limits, span))
    from_ms = limits->now_ms - (gint64) ((double) past_ms / factor);
  return bw_forecast_range_fit (limits, from_ms, limits->end_ms);
}

BwPlotSpan
bw_forecast_range_pan (const BwForecastLimits *limits,
                       const BwPlotSpan       *span,
                       gint64                  by_ms)
{
  if (bw_forecast_range_has_ahead (limits, span))
    return *span;
  by_ms = CLAMP (by_ms, MIN (limits->first_ms - span->start_ms, 0),
                 MAX (limits->now_ms - span->end_ms, 0));
  return (BwPlotSpan){ span->start_ms + by_ms, span->end_ms + by_ms };
}

BwPlotSpan
bw_forecast_range_reach (const BwForecastLimits *limits,
                         const BwPlotSpan       *span,
                         gint64                  time_ms)
{
  if (time_ms >= span->start_ms && time_ms <= span->end_ms)
    return *span;
  if (bw_forecast_range_has_ahead (limits, span))
    return bw_forecast_range_fit (limits, time_ms, span->end_ms);
  if (time_ms > limits->now_ms)
    return bw_forecast_range_fit (limits, span->start_ms, limits->end_ms);
  return bw_forecast_range_pan (limits, span,
                                time_ms < span->start_ms ? time_ms - span->start_ms
                                                         : time_ms - span->end_ms);
}

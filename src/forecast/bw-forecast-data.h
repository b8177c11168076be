/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-issue.h"
#include "forecast/bw-series.h"

G_BEGIN_DECLS

/* The library's part of a forecast: all data before the issue time, and none after. */
typedef struct
{
  gint64 at_ms;
  BwHourly *hourly;
  BwSeries *series;
} BwForecastData;

/* How many days before the issue time are looked at: the oldest rolling origin has its whole
 * baseline; and a net trains on two years, for its baseline forgets what is older. */
#define BW_FORECAST_RUN_DAYS (BW_ISSUE_ORIGIN_DAYS + BW_BASELINE_MAX_DAYS)
#define BW_FORECAST_TRAIN_DAYS 730

/* @measure may be AUTO; @at_ms %G_MAXINT64 is just after the newest data. Where the last reading is
 *   older than @max_days, what there is before it. Errors: %BW_ERROR_TOO_FEW where there is no
 *   reading. */
gboolean bw_forecast_data_load (BwForecastData  *self,
                                BwLibrary       *library,
                                BwMeasure        measure,
                                gint64           at_ms,
                                guint            max_days,
                                GCancellable    *cancellable,
                                GError         **error);
void bw_forecast_data_clear (BwForecastData *self);

/* A SHA-256 of everything a net may see, in hex. Returns: (transfer full) */
char *bw_forecast_data_get_fingerprint (const BwForecastData *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwForecastData, bw_forecast_data_clear)

G_END_DECLS

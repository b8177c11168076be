/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-hourly.h"
#include "forecast/bw-simulate.h"

G_BEGIN_DECLS

/* The recorded part of a simulated life as an hourly series: one watch, RMSSD, no night and no
 * resting heart rate of its own. Returns: (transfer full) */
BwHourly *bw_simulate_hourly (const BwSimulateOptions *options);

/* An hourly series of empty civil hours [from_ms, to_ms). Returns: (transfer full) */
BwHourly *bw_hourly_new_empty (GTimeZone *zone,
                               gint64     from_ms,
                               gint64     to_ms);

/* Adds a reading in the order of time to the hour it lies in. */
void bw_hourly_add_reading (BwHourly *self,
                            gint64    time_ms,
                            double    value_ms,
                            gint32    device);

G_END_DECLS

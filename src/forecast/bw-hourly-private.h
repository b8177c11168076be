/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-hourly.h"
#include "forecast/bw-intervals.h"
#include "store/bw-samples.h"

#include <string.h>

G_BEGIN_DECLS

/* The readings of @measure that count and lie in [from_ms, to_ms), ascending.
 * Returns: (transfer full) (element-type BwHourlyReading) */
GArray *bw_hourly_read_readings (BwLibrary  *library,
                                 BwMeasure   measure,
                                 gint64      from_ms,
                                 gint64      to_ms,
                                 GError    **error);

/* bw_hourly_new() with nothing but readings, for the long past.
 * @measure: resolved
 * @to_ms: an instant. Errors: %BW_ERROR_TOO_FEW where @from_ms is 0 and there is no reading */
BwHourly *bw_hourly_new_readings (BwLibrary  *library,
                                  BwMeasure   measure,
                                  gint64      from_ms,
                                  gint64      to_ms,
                                  GError    **error);

/* Whether a source's name says that it is a watch. */
gboolean bw_hourly_is_watch (const char *source);

/* Fills asleep_min and has_sleep of the hours, and the nights. */
gboolean bw_hourly_put_sleep (BwHourly   *self,
                              BwLibrary  *library,
                              gint64      to_ms,
                              GError    **error);

/* The same from rows in hand.
 * @rows: (element-type BwSampleRow): of the sleep kind, by start */
void bw_hourly_put_sleep_rows (BwHourly *self,
                               GArray   *rows,
                               gint64    to_ms);

G_END_DECLS

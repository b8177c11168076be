/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-baseline.h"
#include "forecast/bw-hourly.h"

G_BEGIN_DECLS

/* An hourly series laid out for the numbers: built once, read by every origin. */
typedef struct
{
  const BwHourly *hourly;          /* borrowed */
  guint n_hours;
  const BwHour *hours;

  guint n_observations;            /* observed hours */
  BwObservation *observations;

  guint n_readings;
  gint64 *reading_ms;
  gint8 *reading_hour;             /* local */
  double *reading_x;               /* ln ms */
  guint *reading_source;           /* bw_baseline_first_seen() */
  guint *reading_device;
} BwSeries;

/* @hourly must outlive the series. */
BwSeries *bw_series_new (const BwHourly *hourly);
void bw_series_free (BwSeries *self);

/* The number of readings (or hours) that begin before @at_ms. */
guint bw_series_readings_before (const BwSeries *self,
                                 gint64          at_ms);
guint bw_series_hours_before (const BwSeries *self,
                              gint64          at_ms);
guint bw_series_observations_before (const BwSeries *self,
                                     gint64          at_ms);

/* The baseline at an issue time, and where the hours of its era begin. Readings older than a
 * baseline reaches back still make one, as it was at the last of them.
 * Returns: %FALSE where there is no reading before @at_ms */
gboolean bw_series_get_baseline (const BwSeries *series,
                                 gint64          at_ms,
                                 BwBaseline     *baseline,
                                 gint64         *era_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSeries, bw_series_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-library.h"

G_BEGIN_DECLS

/* The library as InfluxDB's line protocol, times in nanoseconds: what `influx`, Telegraf and
 * InfluxDB's HTTP interface take, and what import/bw-line-protocol.h reads back but for the
 * forecasts.
 *
 * measurement          tags besides those of every sample   fields of its own
 * hrv                  measure: rmssd (made by the app      rmssd, sdnn: ms, values that count in the
 *                        from beats), rmssd-imported          app, so that a mean over them is its mean;
 *                        (a device's or another program's),   rmssd_left_out, sdnn_left_out: ms, that do
 *                        sdnn (likewise)                      not count; with rmssd from beats also
 *                                                             rmssd_raw, se: ms, beats, intervals,
 *                                                             artefacts: counts, used: whether it counts,
 *                                                             why_not: "too-few-intervals" …
 * heart_rate           –                                    bpm: per minute
 * resting_heart_rate   –                                    bpm: per minute
 * sleep                stage: Apple’s, "InBed", "Awake",    minutes
 *                        "AsleepCore" …
 * activity             kind: steps or active_energy         steps: they are no `i` counts, for other
 *                                                             programs write parts of steps, and InfluxDB
 *                                                             takes a field in one type only;
 *                                                             active_kcal
 * fatigue              kind: now or forecast; ahead: hours  score, score_low, score_high: 0 … 100, the
 *   (kept forecasts)     from the issue, of a forecast;       band 80 %; zone: "green" …; median_ms,
 *                        measure, model                       low_ms, high_ms: of the measure; p_green,
 *                                                             p_yellow, p_red; issued: ISO 8601
 *
 * Every sample has the tags source, version and device as the file it came from had them, and unit where
 * it was measured in another one than its field is in; and the fields duration_ms (where it has any),
 * created_s (seconds from its end to when it was written down, where known) and offset_min (of the local
 * time from UTC); its time is its start. The tag person is on every point where it was asked for. What
 * is not known is left out.
 *
 * InfluxDB replaces a point by another of the same measurement, tags and time: where a library has
 * several such, each but the first is a nanosecond after the one before. */

typedef enum {
  BW_LINE_HRV,
  BW_LINE_HEART_RATE,
  BW_LINE_RESTING_HEART_RATE,
  BW_LINE_SLEEP,
  BW_LINE_ACTIVITY,
  BW_LINE_FATIGUE,
} BwLineMeasurement;

#define BW_N_LINE_MEASUREMENTS (BW_LINE_FATIGUE + 1)
#define BW_LINE_ALL ((1u << BW_N_LINE_MEASUREMENTS) - 1)

/* "hrv" …; and for people, translated: "Heart rate variability", and what is in it. */
const char *bw_line_measurement_get_id (BwLineMeasurement measurement);
const char *bw_line_measurement_get_title (BwLineMeasurement measurement);
const char *bw_line_measurement_get_description (BwLineMeasurement measurement);
gboolean bw_line_measurement_from_id (const char        *id,
                                      BwLineMeasurement *measurement);

typedef struct
{
  guint measurements;  /* bits, 1 << BwLineMeasurement; %BW_LINE_ALL */
  gint64 from_ms;      /* what starts, or was issued, from here … */
  gint64 to_ms;        /* … until before here; %G_MININT64 and %G_MAXINT64 for all */
  const char *person;  /* (nullable): name for the tag person; %NULL for none */
} BwExportLinesOptions;

typedef struct
{
  guint64 points[BW_N_LINE_MEASUREMENTS];
  guint64 left_out;    /* of units that are none of theirs, at times InfluxDB cannot hold, unreadable */
} BwExportLinesCounts;

/**
 * bw_export_line_protocol:
 * @counts: (out): what was written
 *
 * Writes the library to @path as it is read, in constant memory: measurement by measurement in the
 * order above, each by time. The hrv of the measure that counts in the library comes before that of the
 * others, as bw_line_protocol_new() wants it. The same library gives the same bytes.
 *
 * Errors: those of the library and of bw_export_stream_new().
 */
gboolean bw_export_line_protocol (BwLibrary                   *library,
                                  const BwExportLinesOptions  *options,
                                  const char                  *path,
                                  BwExportLinesCounts         *counts,
                                  BwProgress                  *progress,
                                  GCancellable                *cancellable,
                                  GError                     **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rhythm/bw-rhythm.h"
#include "signal/bw-hrv-metric.h"
#include "signal/bw-hrv-track.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What of a rhythm is written to a file. */
typedef enum {
  BW_RHYTHM_DATA_INTERVALS, /* a line a beat: the interval that ends there as measured, and the NN
                             * interval that all metrics are computed from */
  BW_RHYTHM_DATA_BEATS,     /* a line a beat: what it was found to be, and what was done to it */
  BW_RHYTHM_DATA_METRICS,   /* a line a metric, with its norm and how far it can be trusted */
  BW_RHYTHM_DATA_TRACK,     /* a line a window: how rate and variability moved */
} BwRhythmData;

#define BW_RHYTHM_N_DATA 4

const char *bw_rhythm_data_get_id (BwRhythmData data); /* "intervals", "beats", "metrics", "track" */
gboolean bw_rhythm_data_from_id (const char   *id,
                                 BwRhythmData *data);

/* All is borrowed. */
typedef struct
{
  const BwRhythm *rhythm;
  double from_ms, to_ms;       /* what of it, since the first beat: 0 and %G_MAXDOUBLE for all */
  const BwHrv *hrv;            /* of that; for METRICS */
  const BwHrvTrack *track;     /* of that; for TRACK */
  double age_years;            /* negative unknown; for norms */
} BwExportRhythm;

/* How old a person was when a rhythm was recorded, for norms. @born: (nullable): see
 * bw_export_parse_birth(). Returns: negative where that, or the day of the recording, is not known */
double bw_export_rhythm_get_age (const BwRhythm *rhythm,
                                 const char     *born);

/**
 * bw_export_rhythm_csv:
 *
 * A line of names with their units, then the data. Times are seconds since the first beat and, where
 * the time of day is known, ISO 8601 with its offset; numbers have a point in every language; what
 * is not known is an empty cell. No cell is text of somebody else's, so that no spreadsheet takes one
 * for a formula. Who it is of is not in it.
 *
 * Returns: (transfer full): %NULL with %BW_ERROR_TOO_FEW where there is no line to write
 */
char *bw_export_rhythm_csv (const BwExportRhythm  *self,
                            BwRhythmData           data,
                            GError               **error);

/* The same as one JSON object, that also tells what rhythm it is and how it was corrected; what is not
 * known is null. Returns: (transfer full): as above */
char *bw_export_rhythm_json (const BwExportRhythm  *self,
                             BwRhythmData           data,
                             GError               **error);

G_END_DECLS

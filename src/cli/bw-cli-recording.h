/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-cli-output.h"
#include "signal/bw-ecg-analysis.h"
#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* An ECG that a verb works on, out of a file or of the library, and what was found in it. */
typedef struct
{
  BwRecording *recording;
  GArray *samples_nv;      /* (element-type gint32) */
  GArray *samples_uv;      /* (element-type double) */
  BwEcgAnalysis *analysis;
  GPtrArray *notes;        /* (element-type utf8): what is to be told of the reading */
} BwCliEcg;

/**
 * bw_cli_ecg_read_file:
 * @path: any ECG that `import` reads
 * @rate_hz: where the file does not tell it; 0: 512
 *
 * Returns: (transfer full): %NULL with @error
 */
BwCliEcg *bw_cli_ecg_read_file (BwCli       *cli,
                                const char  *path,
                                double       rate_hz,
                                GError     **error);

/* That of the library, by its ID, which may be any number. Returns: (transfer full): %NULL with
 * @error */
BwCliEcg *bw_cli_ecg_read_stored (BwCli      *cli,
                                  BwLibrary  *library,
                                  gint64      id,
                                  GError    **error);

/* The same of the library of --library. */
BwCliEcg *bw_cli_ecg_open (BwCli   *cli,
                           gint64   id,
                           GError **error);

void bw_cli_ecg_free (BwCliEcg *self);

/* Up to @most bytes of a file or pipe, NUL-terminated; @length is @most + 1 where there are more. */
gboolean bw_cli_read_text (const char  *path,
                           gsize        most,
                           char       **text,
                           gsize       *length,
                           GError     **error);

/* Whether the file at @path looks like an ECG rather than a list of numbers; %FALSE where it cannot
 * be read. */
gboolean bw_cli_ecg_sniff (const char *path);

/* Recordings by their IDs. Returns: (transfer full) (element-type gint64 BwRecording): borrowed from
 * @recordings (element-type BwRecording) */
GHashTable *bw_cli_index_recordings (GArray *recordings);

/* "fasting", "glucose"; %NULL for none. */
const char *bw_cli_label_id (BwLabel label);

/* When a recording began, on the person's clock, which the offset in its file need not be; as JSON,
 * and as "2023-09-21 07:31". Where no more than the day is known that is told: noon in JSON.
 * Returns: (transfer full) */
void bw_json_add_recording_time (JsonBuilder       *builder,
                                 const BwRecording *recording,
                                 GTimeZone         *zone);
char *bw_cli_format_recording_time (const BwRecording *recording,
                                    GTimeZone         *zone);

/* "0.93 Good"; %NULL where it is not known. Returns: (transfer full) (nullable) */
char *bw_cli_format_quality (gboolean known,
                             double   quality);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCliEcg, bw_cli_ecg_free)

G_END_DECLS

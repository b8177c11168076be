/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-series-sink.h"

G_BEGIN_DECLS

/**
 * BwRmssdCsv:
 *
 * A table of RMSSD values, as Elite HRV, HRV4Training, Oura, Fitbit, Whoop and others write them: a
 * heading (bw-rmssd-columns.h), then a value a line. Its unit, and which of day and month comes first,
 * are found in the heading or else in the first lines, which are held back for that.
 */
typedef struct _BwRmssdCsv BwRmssdCsv;

/* Whether the beginning of a file is that of one; also one in UTF-16, which cannot be read. */
gboolean bw_rmssd_csv_sniff (const char *text,
                             gsize       length);

/* @sink: (unowned): its rules become those of the file */
BwRmssdCsv *bw_rmssd_csv_new (BwSeriesSink *sink);
void bw_rmssd_csv_free (BwRmssdCsv *self);

gboolean bw_rmssd_csv_take (BwRmssdCsv  *self,
                            BwSlice      line,
                            gint64       number,
                            GError     **error);

/* Errors: %BW_ERROR_FORMAT for a file without a heading. */
gboolean bw_rmssd_csv_finish (BwRmssdCsv  *self,
                              GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRmssdCsv, bw_rmssd_csv_free)

G_END_DECLS

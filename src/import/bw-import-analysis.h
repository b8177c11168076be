/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-progress.h"
#include "store/bw-recordings.h"
#include "store/bw-rr-recordings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the library keeps of the analysis of a recording. @samples_nv: (array length=n) */
void bw_import_analyse_samples (BwRecordingAnalysis *row,
                                const gint32        *samples_nv,
                                guint                n,
                                double               rate_hz);

/* The numbers that the library keeps of an RR recording, for lists: how many beats, how many of them
 * are artefacts, and the RMSSD with these dealt with. Sets the fields of @row. */
void bw_import_analyse_intervals (BwRrRecording        *row,
                                  const BwRrIntervals  *intervals);

/**
 * bw_import_analyse:
 * @library: open for writing, in no transaction
 * @n_done: (out) (optional): recordings, also of a call that fails
 *
 * Finds the R peaks and the quality of the recordings that were imported before there was an
 * analysis, or have one by an older version of it; bw_import_paths() does it for those that come in.
 *
 * Blocks. Small transactions: what is done stays when the rest is cancelled or fails.
 *
 * Errors: those of reading and writing the library, %G_IO_ERROR_CANCELLED.
 */
gboolean bw_import_analyse (BwLibrary     *library,
                            guint         *n_done,
                            BwProgress    *progress,
                            GCancellable  *cancellable,
                            GError       **error);

G_END_DECLS

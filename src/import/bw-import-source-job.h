/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-edf-reader.h"
#include "import/bw-import-source-private.h"
#include "import/bw-series-reader.h"

G_BEGIN_DECLS

/* Between reading files (bw-import-source-read.c) and reading a zip of them (bw-import-source-zip.c). */

/* One reading of a path. */
typedef struct
{
  BwImportSource *source;
  const char *shown; /* the source's name */
  BwCollector *collector;
  const BwImportOptions *options; /* never NULL */
  GTimeZone *zone;
  GCancellable *cancellable;
  gboolean share; /* what is being read is part of one */
} BwSourceJob;

void bw_source_job_set_position (BwSourceJob *job,
                                 gint64       position);

/* Returns: %TRUE with @error */
gboolean bw_source_job_is_cancelled (BwSourceJob  *job,
                                     GError      **error);

/* One recording's text. @path: for label and date. */
gboolean bw_source_job_read_ecg (BwSourceJob  *job,
                                 const char   *text,
                                 gsize         length,
                                 const char   *path,
                                 const char   *shown,
                                 GError      **error);

/* One file of RR intervals. @changed_ms: when it was last changed, 0 unknown */
gboolean bw_source_job_read_rr (BwSourceJob  *job,
                                const char   *text,
                                gsize         length,
                                const char   *path,
                                const char   *shown,
                                gint64        changed_ms,
                                GError      **error);

/* Ends a recording's file that was read to its end (or as far as the reader wanted). */
gboolean bw_source_job_finish_edf (BwSourceJob  *job,
                                   BwEdfReader  *reader,
                                   const char   *shown,
                                   GError      **error);

/* A recording or a series that is one of several: when it cannot be read, the rest still is; nothing
 * of it was handed over by then. @error: of the reading, taken where that is so. */
gboolean bw_source_job_skip_unreadable (BwSourceJob  *job,
                                        const char   *shown,
                                        GError      **error);

/* All of an archive. */
gboolean bw_source_job_read_zip (BwSourceJob         *job,
                                 const BwSourceFile  *file,
                                 GError             **error);

/* Gives a reader the next stretch of its file: a BwAppleReader, a BwSeriesReader. */
typedef gboolean (*BwSourcePush) (gpointer     reader,
                                  const char  *chunk,
                                  gsize        length,
                                  GError     **error);
gboolean bw_source_push_xml (gpointer     reader,
                             const char  *chunk,
                             gsize        length,
                             GError     **error);
gboolean bw_source_push_series (gpointer     reader,
                                const char  *chunk,
                                gsize        length,
                                GError     **error);

BwSeriesFormat bw_source_series_format (BwContent content);

G_END_DECLS

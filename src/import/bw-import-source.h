/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-collector.h"
#include "import/bw-import.h"

G_BEGIN_DECLS

/**
 * BwImportSource:
 *
 * One path given by the person: an export.zip, an unpacked export, a bare XML, a recording, a series
 * or a folder of those. What it is is found by looking into it, never by its name alone.
 */
typedef struct _BwImportSource BwImportSource;

/* Looks what @path is; reads no more than the beginnings of files.
 *
 * Errors: %BW_ERROR_NOT_FOUND, %BW_ERROR_FORMAT, those of opening a file, %G_IO_ERROR_CANCELLED. */
BwImportSource *bw_import_source_open (const char    *path,
                                       GCancellable  *cancellable,
                                       GError       **error);
void bw_import_source_free (BwImportSource *self);

const char *bw_import_source_get_path (BwImportSource *self);

/* "apple-health", "beatwise-share", "apple-ecg", "edf", "rr", "rmssd-csv" or "line-protocol": of a folder
 * of several, the first of these. */
const char *bw_import_source_get_format (BwImportSource *self);

gint64 bw_import_source_get_size (BwImportSource *self);

/* How many recordings the path is or holds, those within a zip not counted, and how many of them do
 * not tell their sample rate. */
void bw_import_source_count_recordings (BwImportSource *self,
                                        guint          *n,
                                        guint          *n_without_rate);

/* Gives @people the names that the path's tables tell, those within a zip left out. A file that cannot
 * be read is passed over: reading it says why. Errors: %G_IO_ERROR_CANCELLED */
gboolean bw_import_source_find_people (BwImportSource  *self,
                                       BwPeople        *people,
                                       GCancellable    *cancellable,
                                       GError         **error);

/* Bytes read so far; from any thread. */
gint64 bw_import_source_get_position (BwImportSource *self);

/* Reads all of it into @collector; for the reading thread. @zone: (nullable): of recordings that tell
 * the clock but no zone; UTC. */
gboolean bw_import_source_read (BwImportSource         *self,
                                BwCollector            *collector,
                                const BwImportOptions  *options,
                                GTimeZone              *zone,
                                GCancellable           *cancellable,
                                GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImportSource, bw_import_source_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-imports.h"
#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* What whole numbers that are times count since 1970. */
typedef enum {
  BW_PRECISION_AUTO, /* found by their size */
  BW_PRECISION_S,
  BW_PRECISION_MS,
  BW_PRECISION_US,
  BW_PRECISION_NS,
} BwPrecision;

typedef struct
{
  BwLabel label;        /* for ECGs; NONE: from the folders' names */
  gboolean has_label;
  double rate_hz;       /* for ECGs that do not tell theirs; 0: 512 */
  gboolean has_time;    /* for ECGs and RR intervals that do not tell theirs */
  gint64 time_ms;
  int offset_min;
  gboolean partial;     /* keep what was readable of a truncated file */
  const char *person;   /* (nullable): whose values to take of a table of several people */
  BwPrecision precision; /* of times in tables and line protocol */
} BwImportOptions;

/* What all files of one call gave together, and each by itself. */
typedef struct
{
  BwImport *total;      /* path and format empty; problems of all files */
  GPtrArray *files;     /* (element-type BwImport) */
} BwImportResult;

void bw_import_result_free (BwImportResult *result);

/**
 * bw_import_paths:
 * @library: open for writing, in no transaction
 * @paths: %NULL-terminated file names: an export.zip, the unpacked folder, a bare XML, a share (see
 *   bw-import-share.h), an ECG's CSV or EDF, a file of RR intervals, a CSV of RMSSD values, line
 *   protocol, a folder of those
 * @options: (nullable)
 *
 * One transaction for the whole call: it lands as a whole, or (failure, cancel, crash, full disk) the
 * library is as it was. What cannot be read is counted in the problems and does not stop the rest.
 *
 * Blocks; the file is inflated and scanned on a thread of its own. Memory is bounded whatever the
 * file's size.
 *
 * Errors: %BW_ERROR_FORMAT (not a health export, truncated …), %BW_ERROR_HOSTILE, %BW_ERROR_INVALID (a
 * table of several people, and none of them was chosen),
 * %BW_ERROR_NOT_FOUND, those of bw_library_begin(), %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full)
 */
BwImportResult *bw_import_paths (BwLibrary              *library,
                                 const char *const      *paths,
                                 const BwImportOptions  *options,
                                 BwProgress             *progress,
                                 GCancellable           *cancellable,
                                 GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImportResult, bw_import_result_free)

G_END_DECLS

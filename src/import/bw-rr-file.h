/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-rr-intervals.h"
#include "signal/bw-rr.h"
#include "store/bw-rr-recordings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is longer is no recording of one person: a day has 1 MB. */
#define BW_RR_FILE_MAX_BYTES (64 * 1024 * 1024)

typedef struct
{
  gboolean has_time;  /* for files that do not tell when */
  gint64 time_ms;
  int offset_min;
  GTimeZone *zone;    /* (nullable) (unowned): of clock times; UTC */
  gint64 changed_ms;  /* when the file was last changed: its day where nothing else tells; 0 unknown */
} BwRrFileOptions;

/* What a file of RR intervals gave. */
typedef struct
{
  BwRrRecording header;    /* name, start, device, unit, n_intervals and duration; the numbers that
                            * signal/ makes are not set */
  gboolean day_known;      /* FALSE: only the day on which the file was last changed */
  BwRrIntervals *intervals;
  BwRrUnit unit;           /* as the file has them, told or taken for */
  gboolean unit_told;
  guint n_unreadable;      /* intervals that are no number above 0: gaps */
  gint64 unreadable_line;  /* of the first */
} BwRrFile;

void bw_rr_file_free (BwRrFile *self);

/**
 * bw_rr_file_sniff:
 * @text: (array length=length): the beginning of a file
 * @shown: (nullable): its name, for @why_not
 * @why_not: (out) (transfer full) (optional) (nullable): what is wrong with one that seems to be such a
 *   file and holds none
 *
 * Whether it is that of a file of RR intervals. Bare numbers have to be plausible ones, at least eight.
 */
gboolean bw_rr_file_sniff (const char  *text,
                           gsize        length,
                           const char  *shown,
                           char       **why_not);

/**
 * bw_rr_file_parse:
 * @text: (array length=length)
 * @path: for its name, which may tell when it was recorded
 * @options: (nullable)
 *
 * Reads the text of a file of RR intervals, in UTF-8 or, with a byte order mark, UTF-16; lines end
 * with LF, CRLF or CR:
 *
 * - one number a line, or many parted by blanks, commas or semicolons: ms, s or beats a minute, told
 *   apart by their median, with decimal points or commas;
 * - columns with or without a heading: intervals, or rates beat by beat, and the time beside them;
 *   which is which is told by the heading, or by which is the sum of the other: Kubios, HRV Logger,
 *   Polar Sensor Logger, Empatica, HRVAS, Hexoskin;
 * - the section with the intervals of a report by Kubios HRV (text and CSV);
 * - Polar's .hrm with RR intervals, with the time of its header;
 * - times of beats, one a line, and PhysioNet's annotations as `rdann` prints them.
 *
 * Where the times beside the intervals tell that more time passed than these hold, there is a gap of
 * that length. When it was recorded is told by the times, the header, @options, or the file's name.
 *
 * Errors: %BW_ERROR_FORMAT, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full)
 */
BwRrFile *bw_rr_file_parse (const char             *text,
                            gsize                   length,
                            const char             *path,
                            const BwRrFileOptions  *options,
                            GCancellable           *cancellable,
                            GError                **error);

/* The same of a file, of at most %BW_RR_FILE_MAX_BYTES. Where @options do not tell when it was last
 * changed, the file does. Errors: also %BW_ERROR_NOT_FOUND, those of #GFileError. */
BwRrFile *bw_rr_file_read (const char             *path,
                           const BwRrFileOptions  *options,
                           GCancellable           *cancellable,
                           GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRrFile, bw_rr_file_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-moment.h"
#include "import/bw-rr-columns.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The lines of a file of RR intervals, read as its columns say. */

/* Nine days and more: what is longer was not recorded in one go. */
#define BW_RR_MAX_INTERVALS 1000000

typedef enum {
  BW_RR_TIMES_NONE,
  BW_RR_TIMES_NUMBERS,   /* of a unit and a zero that are not told */
  BW_RR_TIMES_CLOCKS,    /* ms since a midnight, or since the start */
  BW_RR_TIMES_MOMENTS,   /* ms since 1970 */
} BwRrTimes;

typedef struct
{
  GArray *values;          /* (element-type double): as they stand; NAN where they are no number above 0 */
  GArray *times;           /* (element-type double): as many, NAN where there is none; or empty */
  BwRrTimes sort;
  int offset_min;          /* of moments: east of UTC at the first */
  guint n_unreadable;
  gint64 unreadable_line;  /* of the first */
} BwRrRows;

/**
 * bw_rr_rows_read:
 * @text: where the first row begins; @end: where the file ends
 * @line: number of that row's line
 * @zone: (nullable): of clock times in moments; %NULL is UTC
 *
 * Reads to the end, or to where another table begins. Comments (# or %) and empty lines are passed over.
 *
 * Errors: %BW_ERROR_FORMAT for more than %BW_RR_MAX_INTERVALS; %G_IO_ERROR_CANCELLED.
 */
gboolean bw_rr_rows_read (BwRrRows           *self,
                          const BwRrColumns  *columns,
                          const char         *text,
                          const char         *end,
                          gint64              line,
                          GTimeZone          *zone,
                          const char         *shown,
                          GCancellable       *cancellable,
                          GError            **error);
void bw_rr_rows_clear (BwRrRows *self);

/* A line that is a comment, or empty. @line: without blanks around it */
gboolean bw_rr_line_is_idle (BwSlice line);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwRrRows, bw_rr_rows_clear)

G_END_DECLS

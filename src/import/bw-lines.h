/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-slice.h"

G_BEGIN_DECLS

/**
 * BwLines:
 *
 * Parts text that comes in chunks into lines, at every size of chunk the same. Holds no more than one
 * line, of at most %BW_LINES_MAX_BYTES.
 */
typedef struct _BwLines BwLines;

#define BW_LINES_MAX_BYTES (64 * 1024)

/**
 * BwLineTake:
 * @line: without its end (LF or CRLF); the first without a byte order mark
 * @number: from 1
 * @too_long: it was longer than %BW_LINES_MAX_BYTES; @line is its beginning
 *
 * Returns: %FALSE with @error to stop
 */
typedef gboolean (*BwLineTake) (BwSlice    line,
                                gint64     number,
                                gboolean   too_long,
                                gpointer   data,
                                GError   **error);

BwLines *bw_lines_new (BwLineTake take,
                       gpointer   data);
void bw_lines_free (BwLines *self);

/* Errors: those of the taker; %BW_ERROR_FORMAT for text in UTF-16. */
gboolean bw_lines_push (BwLines     *self,
                        const char  *chunk,
                        gsize        length,
                        GError     **error);

/* Gives the last line where no line end follows it. */
gboolean bw_lines_finish (BwLines  *self,
                          GError  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLines, bw_lines_free)

G_END_DECLS

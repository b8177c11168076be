/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  BW_TEXT_CLEAN,
  BW_TEXT_CONTROL, /* a character XML forbids; one byte */
  BW_TEXT_INVALID, /* a byte that is no UTF-8 */
  BW_TEXT_CUT,     /* the text ends within a character that may be valid */
} BwTextFlaw;

/* The first flaw of the text, or its end and %BW_TEXT_CLEAN. */
const char *bw_text_find_flaw (const char *text,
                               const char *end,
                               BwTextFlaw *flaw);

/* The bytes of the valid character at @text, 0 for an invalid one, -1 where the text ends first. */
int bw_text_character (const char *text,
                       const char *end);

/* Line feeds in the text. */
gint64 bw_text_count_lines (const char *text,
                            const char *end);

G_END_DECLS

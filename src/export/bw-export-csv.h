/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text (nullable) as a cell of comma-separated values: in quotes where it needs them. */
void bw_csv_append_text (GString    *out,
                         const char *text);

/* Text of somebody else's, in a file that nothing of ours reads back: what begins as formulas of a
 * spreadsheet begin (with =, +, -, @, a tab or a line end), apostrophes before it or none, gets an
 * apostrophe before it. */
void bw_csv_append_foreign_text (GString    *out,
                                 const char *text);

/* With a point in every language, in as few digits as give it back; nothing where it is not @known or
 * not finite. */
void bw_csv_append_number (GString *out,
                           gboolean known,
                           double   value);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-annotations.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A row of one of the person's own notes: its text, when it was, its tags. Activated, it opens the
 * editor (win.edit-note). */
GtkWidget *bw_note_row_new (const BwAnnotation *note,
                            GTimeZone          *zone);

/* Fills @list with rows of the newest @most notes, newest first, in place of what it held.
 * @notes: (nullable) (element-type BwAnnotation): by start
 * Returns: how many there are */
guint bw_note_rows_fill (GtkListBox      *list,
                         const GPtrArray *notes,
                         guint            most,
                         GTimeZone       *zone);

G_END_DECLS

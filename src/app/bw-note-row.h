/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-annotations.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Fills @list with rows of the newest @most of the person's own notes, newest first, in place of what
 * it held: the text, when it was, its tags. Activated, a row opens the editor (win.edit-note).
 * @notes: (nullable) (element-type BwAnnotation): by start
 * Returns: how many there are */
guint bw_note_rows_fill (GtkListBox      *list,
                         const GPtrArray *notes,
                         guint            most,
                         GTimeZone       *zone);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_NOTE_DIALOG (bw_note_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwNoteDialog, bw_note_dialog, BW, NOTE_DIALOG, AdwWindow)

/**
 * bw_note_dialog_new:
 * @parent: (nullable): the window it is modal for
 * @note: what it begins with; one without an id is a new one
 *
 * Writes a person's own note on a moment or a stretch of time, with tags: the offered ones as buttons,
 * others as words. Enter saves, Esc lets it be; a note that exists can be deleted.
 */
BwNoteDialog *bw_note_dialog_new (GtkWindow          *parent,
                                  BwSession          *session,
                                  const BwAnnotation *note,
                                  GTimeZone          *zone);

G_END_DECLS

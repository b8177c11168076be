/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One toast at a time, the newest: what is said replaces what was said before, which a queue would let
 * lag behind. A toast is not taken away before it has come up: libadwaita (1.2 at least) lets go of it
 * while it is still being moved, and crashes. All of an overlay's toasts are to go through here. */

/* @stays: it is not replaced; what is said meanwhile waits. Takes @toast. */
void bw_toasts_show (AdwToastOverlay *overlay,
                     AdwToast        *toast,
                     gboolean         stays);

/* Takes away @toast, if it is there at all; its button at once. */
void bw_toasts_withdraw (AdwToastOverlay *overlay,
                         AdwToast        *toast);

/* Tells @text on the overlay about @widget, if it has one.
 * @undo: (nullable): swapped: called with @widget when the toast's button for it is pressed */
void bw_toasts_tell (GtkWidget  *widget,
                     const char *text,
                     GCallback   undo);

/* Tells @text of a file or folder that was written, which the toast's button shows in its folder. */
void bw_toasts_tell_file (GtkWidget  *widget,
                          const char *text,
                          GFile      *file);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether Beatwise is started, without a window, when the person logs in: in a sandbox by leave of
 * the background portal, elsewhere by a file among those that desktops start. */

/* Sees to it that it is, or is not. Errors: %G_IO_ERROR_PERMISSION_DENIED where the person or the
 * desktop does not want it; those of D-Bus and of writing files. */
void bw_background_start_set (gboolean             on,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);
gboolean bw_background_start_set_finish (GAsyncResult  *result,
                                         GError       **error);

/* What the desktop's list of apps in the background says of it; nothing outside of a sandbox.
 * @message: translated, one short line */
void bw_background_start_tell (const char *message);

/* The file that is written outside of a sandbox. Returns: (transfer full) */
char *bw_background_start_get_path (void);

G_END_DECLS

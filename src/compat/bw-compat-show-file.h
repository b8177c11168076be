/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A file shown in its folder: by the portal in a sandbox, and from GTK 4.10 wherever there is one; else
 * by the manager that answers to org.freedesktop.FileManager1, which also selects the file; else by
 * whatever opens folders, which GtkFileLauncher does not ask. */

/**
 * bw_show_in_folder:
 * @parent: (nullable): the window that asks
 * @file: a local file that exists, or a folder, which is shown in the one it is in
 */
void bw_show_in_folder (GtkWindow           *parent,
                        GFile               *file,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data);

/* Errors: those of whoever was asked last, not for people. */
gboolean bw_show_in_folder_finish (GAsyncResult  *result,
                                   GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Files that are made and written in a thread: drawing takes a few milliseconds, packing a PNG a
 * hundred, and a disk as long as it likes. */

/* Runs in the thread; writes @file as a whole or leaves it as it was. */
typedef gboolean (*BwSaveWork) (GFile         *file,
                                gpointer       data,
                                GCancellable  *cancellable,
                                GError       **error);

/* @data: (transfer full): nobody else changes it any more */
void bw_save_async (GFile               *file,
                    BwSaveWork           work,
                    gpointer             data,
                    GDestroyNotify       free_data,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data);
gboolean bw_save_finish (GAsyncResult  *result,
                         GError       **error);

/* What most works end with. */
gboolean bw_save_bytes (GFile         *file,
                        GBytes        *bytes,
                        GCancellable  *cancellable,
                        GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-label-csv.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tables of labels, read and written in a thread. */

/**
 * bw_label_file_read:
 * @recordings: (transfer full) (element-type BwRecording): a snapshot
 * @who: whose labels those are that do not say
 */
void bw_label_file_read (GFile               *file,
                         GArray              *recordings,
                         const char          *who,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data);
BwLabelList *bw_label_file_read_finish (GAsyncResult  *result,
                                        GError       **error);

/* @recordings, @reader_labels: (transfer full): snapshots */
void bw_label_file_write (GFile               *file,
                          GArray              *recordings,
                          GArray              *reader_labels,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data);
gboolean bw_label_file_write_finish (GAsyncResult  *result,
                                     GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-readers.h"
#include "store/bw-recordings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * bw_export_labels_csv:
 * @path: replaced atomically
 * @recordings: (element-type BwRecording): one row each
 * @reader_labels: (nullable) (element-type BwReaderLabel): of bw_library_read_reader_labels()
 *
 * A table of labels: recording (the library's id), name, time (of the recording, ISO 8601, or its day),
 * label, by, labelled (when, ISO 8601), note, and a column “reader: NAME” for each reader. Empty is
 * none. bw_label_csv_read() reads it back.
 *
 * Errors: those of bw_export_write_file().
 */
gboolean bw_export_labels_csv (const char    *path,
                               GArray        *recordings,
                               GArray        *reader_labels,
                               GCancellable  *cancellable,
                               GError       **error);

/* The same, not written; without @with_ids it has no column “recording”, for libraries whose ids are
 * others. Returns: (transfer full): free with g_string_free() */
GString *bw_export_labels_format (GArray   *recordings,
                                  GArray   *reader_labels,
                                  gboolean  with_ids);

G_END_DECLS

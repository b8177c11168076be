/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session-export.h"

G_BEGIN_DECLS

/* What the session's exports do on their worker threads (see #BwJobWork). */

typedef struct
{
  char *path;              /* of the library */
  GFile *file;             /* (nullable): to be written, or the folder it goes into */
  gint64 id;               /* of a recording or a model */
  GArray *ids;             /* (nullable) (element-type gint64): of recordings */
  gboolean edf;            /* else CSV */
  gboolean with_person;
  BwModelFormat format;
  guint n_examples;
  BwExportLinesOptions lines;
  const BwDataTable *table;   /* (nullable): all of them */
  BwTableFormat table_format;
  gint64 from_ms, to_ms;
  BwShareOptions share_options;
  BwShare *share;          /* (nullable): owned */
} BwExportInput;

/* @file: (nullable) */
BwExportInput *bw_export_input_new (const char *path,
                                    GFile      *file);
void bw_export_input_free (gpointer input);

/* Each: Returns: (transfer full): a BwExported */
gpointer bw_work_export_recording (gconstpointer, BwProgress *, GCancellable *, GError **);
gpointer bw_work_export_recordings (gconstpointer, BwProgress *, GCancellable *, GError **);
gpointer bw_work_export_share (gconstpointer, BwProgress *, GCancellable *, GError **);
gpointer bw_work_export_lines (gconstpointer, BwProgress *, GCancellable *, GError **);
gpointer bw_work_export_table (gconstpointer, BwProgress *, GCancellable *, GError **);
gpointer bw_work_export_model (gconstpointer, BwProgress *, GCancellable *, GError **);

gpointer bw_work_count_rows (gconstpointer, BwProgress *, GCancellable *, GError **);    /* guint64 */
gpointer bw_work_look_at_share (gconstpointer, BwProgress *, GCancellable *, GError **); /* BwShare */

G_END_DECLS

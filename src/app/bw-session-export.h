/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"
#include "export/bw-export-line-protocol.h"
#include "export/bw-export-model.h"
#include "export/bw-export-share.h"
#include "export/bw-export-table.h"

G_BEGIN_DECLS

/* What a session writes to files for other programs. Each of these begins a %BW_JOB_EXPORT, which is
 * seen among the jobs when it takes longer than a second, writes all of it or nothing, and whose result
 * is a #BwExported. Files and folders are local ones: they have a path.
 * Returns: (transfer none) (nullable): %NULL after the end of the session */

typedef struct
{
  GFile *file;   /* or the folder that was made */
  char *text;    /* translated: what there is to tell of it */
} BwExported;

void bw_exported_free (BwExported *self);

/* A recording as EDF+ or as Apple’s CSV. @with_person: with name and date of birth. */
BwJob *bw_session_export_recording (BwSession *self,
                                    gint64     recording_id,
                                    GFile     *file,
                                    gboolean   edf,
                                    gboolean   with_person);

/* A file each, into a new folder in @folder.
 * @ids: (element-type gint64): copied */
BwJob *bw_session_export_recordings (BwSession    *self,
                                     const GArray *ids,
                                     GFile        *folder,
                                     gboolean      edf,
                                     gboolean      with_person);

/* A model, the forecast’s or the comparator’s. */
BwJob *bw_session_export_model (BwSession     *self,
                                gint64         model_id,
                                BwModelFormat  format,
                                GFile         *file);

/* The same into a new folder in @folder, with @n_examples of its inputs and outputs beside it. */
BwJob *bw_session_export_model_with_examples (BwSession     *self,
                                              gint64         model_id,
                                              BwModelFormat  format,
                                              guint          n_examples,
                                              GFile         *folder);

/* Time series as line protocol. @options: copied; its person is not asked, but that of the library
 * where @with_person. */
BwJob *bw_session_export_lines (BwSession                  *self,
                                const BwExportLinesOptions *options,
                                gboolean                    with_person,
                                GFile                      *file);

/* A table, or all of them in a zip archive. @table: (nullable): all
 * @from_ms, @to_ms: [from, to), of what knows times; %G_MININT64 and %G_MAXINT64 for all */
BwJob *bw_session_export_table (BwSession         *self,
                                const BwDataTable *table,
                                BwTableFormat      format,
                                gint64             from_ms,
                                gint64             to_ms,
                                GFile             *file);

/* Begins to count the rows that it would have, in place of such a job that is on its way. Its result is a
 * guint64; it is no %BW_JOB_EXPORT, and quiet. */
BwJob *bw_session_count_rows (BwSession         *self,
                              const BwDataTable *table,
                              gint64             from_ms,
                              gint64             to_ms);

/* Begins to find out what would be given away, in place of such a job that is on its way. Its result is
 * a #BwShare; it is no %BW_JOB_EXPORT, and quiet.
 * @ids: (element-type gint64): of recordings, at least one; copied */
BwJob *bw_session_look_at_share (BwSession            *self,
                                 const GArray         *ids,
                                 const BwShareOptions *options);

/* Writes that. */
BwJob *bw_session_export_share (BwSession *self,
                                BwShare   *share,   /* (transfer full) */
                                GFile     *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwExported, bw_exported_free)

G_END_DECLS

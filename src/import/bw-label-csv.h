/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-readers.h"
#include "store/bw-recordings.h"

G_BEGIN_DECLS

#define BW_LABEL_CSV_MAX_BYTES (16 * 1024 * 1024) /* no list of labels is larger */

typedef struct
{
  gint64 recording_id;
  char *note;             /* "" takes it away */
} BwLabelNote;

/* Labels from a table, for recordings that the library holds. */
typedef struct
{
  GArray *states;         /* (element-type BwLabelState): one a row that has a label, empty or not */
  GArray *notes;          /* (element-type BwLabelNote): one a row that has a note, empty or not */
  GArray *reader_labels;  /* (element-type BwReaderLabel): of the columns “reader: NAME” */
} BwLabelList;

void bw_label_list_free (BwLabelList *self);

/**
 * bw_label_csv_read:
 * @recordings: (element-type BwRecording): of bw_library_read_recordings()
 * @who: (nullable): whose labels those are that do not say “by”
 *
 * A table with a heading: “recording” or “id” (the library's), or else “name”; and “label” (fasting,
 * glucose; none or empty takes one away). Where they are there: “by”, “labelled” or “time” (ISO 8601,
 * when it was labelled; else that is now), “note”, and “reader: NAME” with what each reader made of
 * it. A “time” not after the recording is the recording's own, and tells those of one name apart.
 *
 * Cells that a short row does not have change nothing.
 *
 * `,`, `;` or tabs, quotes, with or without BOM, any line ends; at most 16 MB.
 *
 * Errors: %BW_ERROR_FORMAT, “file, line n: what”; those of reading a file.
 *
 * Returns: (transfer full)
 */
BwLabelList *bw_label_csv_read (const char  *path,
                                GArray      *recordings,
                                const char  *who,
                                GError     **error);

/* The same of text at hand. @shown: the file's name in errors. */
BwLabelList *bw_label_csv_parse (const char  *text,
                                 gsize        length,
                                 const char  *shown,
                                 GArray      *recordings,
                                 const char  *who,
                                 GError     **error);

/* The same of a table that came with @recordings and goes by their names: rows of others are passed
 * over. */
BwLabelList *bw_label_csv_parse_share (const char  *text,
                                       gsize        length,
                                       const char  *shown,
                                       GArray      *recordings,
                                       GError     **error);

/* Labels, notes and readers' labels: all or none. @library: in no transaction.
 * Errors: those of bw_library_begin() and bw_library_set_labels(). */
gboolean bw_label_list_apply (const BwLabelList  *self,
                              BwLibrary          *library,
                              GError            **error);

/* The same inside a transaction, which is to be rolled back where it fails. */
gboolean bw_label_list_apply_inside (const BwLabelList  *self,
                                     BwLibrary          *library,
                                     GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLabelList, bw_label_list_free)

G_END_DECLS

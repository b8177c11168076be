/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-readers.h"

G_BEGIN_DECLS

/* What a recording's note is to be, or what it was. */
typedef struct
{
  gint64 recording_id;
  char *note;          /* "" for none */
} BwNoteState;

/* Labels and notes that come into force together, or not at all. Immutable once it is handed on;
 * reference counted, for it goes to a worker and stays in the history. */
typedef struct
{
  GArray *labels;         /* (element-type BwLabelState): of the recordings themselves */
  GArray *reader_labels;  /* (element-type BwReaderLabel): of blind readers, BW_LABEL_NONE for none */
  GArray *notes;          /* (element-type BwNoteState) */
} BwLabelChange;

BwLabelChange *bw_label_change_new (void);
BwLabelChange *bw_label_change_ref (BwLabelChange *self);
void bw_label_change_unref (BwLabelChange *self);

/* @who: (nullable) */
void bw_label_change_add_label (BwLabelChange *self,
                                gint64         recording_id,
                                BwLabel        label,
                                const char    *who,
                                gint64         time_ms);
void bw_label_change_add_reader_label (BwLabelChange *self,
                                       gint64         recording_id,
                                       const char    *reader,
                                       BwLabel        label,
                                       gint64         time_ms);
void bw_label_change_add_note (BwLabelChange *self,
                               gint64         recording_id,
                               const char    *note);

gboolean bw_label_change_is_empty (const BwLabelChange *self);

/* How many recordings it concerns. Returns: (transfer full) (element-type gint64): which */
guint bw_label_change_count (const BwLabelChange *self);
GArray *bw_label_change_list_ids (const BwLabelChange *self);

/* Whether it concerns nothing but the labels of this blind reader. */
gboolean bw_label_change_is_of_reader (const BwLabelChange *self,
                                       const char          *reader);

/* A copy in which each state that @from has too is the one at the same place in @to. */
BwLabelChange *bw_label_change_replace (const BwLabelChange *self,
                                        const BwLabelChange *from,
                                        const BwLabelChange *to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLabelChange, bw_label_change_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwEdfAnnotations:
 *
 * The annotations of an EDF+ file: a list for each of its data records, which begins with the record's
 * own time and holds what begins within it (Kemp & Olivan 2003, 2.2.2 to 2.2.4). All lists get the room
 * that the longest needs, so nothing is left out.
 */
typedef struct _BwEdfAnnotations BwEdfAnnotations;

/* @start_s: of the first record, since the time in the file's header, in [0, 1)
 * @record_s: how long a record takes */
BwEdfAnnotations *bw_edf_annotations_new (guint  n_records,
                                          double start_s,
                                          double record_s);
void bw_edf_annotations_free (BwEdfAnnotations *self);

/* @at_s: since the first sample
 * @duration_s: 0 for none
 * @text: UTF-8; control characters become blanks, and a long one is cut */
void bw_edf_annotations_add (BwEdfAnnotations *self,
                             double            at_s,
                             double            duration_s,
                             const char       *text);

/* Bytes a record, an even number: there are always two more than the longest list has, for there are
 * readers that look for the end of a list beyond it. */
guint bw_edf_annotations_get_size (const BwEdfAnnotations *self);

void bw_edf_annotations_append (const BwEdfAnnotations *self,
                                GString                *out,
                                guint                   record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwEdfAnnotations, bw_edf_annotations_free)

G_END_DECLS

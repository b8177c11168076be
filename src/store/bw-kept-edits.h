/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-library.h"

G_BEGIN_DECLS

/* Whose beats were edited. In the order of rhythm/'s BwRhythmKind. */
typedef enum {
  BW_EDITED_READING,
  BW_EDITED_RECORDING,
  BW_EDITED_RR_RECORDING,
} BwEditedKind;

#define BW_EDITED_N_KINDS 3

/**
 * bw_library_set_edits:
 * @json: (nullable): what was done to the beats, and how they are to be analysed; %NULL for nothing
 *
 * Keeps the edits of the beats of one rhythm, in place of those that were kept before. They go with it
 * when it goes. In a transaction of its own, or as a part of the one that is open.
 *
 * Errors: %BW_ERROR_NOT_FOUND where there is none of that kind and id.
 */
gboolean bw_library_set_edits (BwLibrary     *self,
                               BwEditedKind   kind,
                               gint64         id,
                               const char    *json,
                               GError       **error);

/* @json: (out) (transfer full) (nullable): %NULL where none are kept
 * Returns: %FALSE with @error where they cannot be read */
gboolean bw_library_read_edits (BwLibrary     *self,
                                BwEditedKind   kind,
                                gint64         id,
                                char         **json,
                                GError       **error);

/* Ids of those of one kind that have edits, ascending.
 * Returns: (transfer full) (element-type gint64): %NULL with @error */
GArray *bw_library_list_edited (BwLibrary     *self,
                                BwEditedKind   kind,
                                GError       **error);

G_END_DECLS

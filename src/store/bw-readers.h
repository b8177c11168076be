/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* Blind reading: what each of several readers made of a recording, apart from the label of the
 * recording itself, which is the one that holds. A reader is a name, UTF-8 and not empty. */

typedef struct
{
  gint64 recording_id;
  char *reader;
  BwLabel label;    /* never BW_LABEL_NONE: without a label there is no row */
  gint64 time_ms;   /* when; 0 unknown */
} BwReaderLabel;

void bw_reader_label_clear (BwReaderLabel *label);

/* Those of all readers, by reader and then by recording.
 * Returns: (transfer full) (element-type BwReaderLabel): %NULL with @error */
GArray *bw_library_read_reader_labels (BwLibrary  *self,
                                       GError    **error);

/**
 * bw_library_set_reader_labels:
 * @states: (array length=n): BW_LABEL_NONE takes the reader's label away; their who is of no account
 *
 * All or none: in a transaction of its own, or as a part of the one that is open.
 *
 * Errors: %BW_ERROR_NOT_FOUND for a recording that the library does not hold.
 */
gboolean bw_library_set_reader_labels (BwLibrary           *self,
                                       const char          *reader,
                                       const BwLabelState  *states,
                                       guint                n,
                                       GError             **error);

/* Who has labelled anything, in the order of bytes.
 * Returns: (transfer full) (array zero-terminated=1): %NULL with @error */
char **bw_library_list_readers (BwLibrary  *self,
                                GError    **error);

G_END_DECLS

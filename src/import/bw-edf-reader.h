/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-ecg-file.h"

G_BEGIN_DECLS

/* Four and a half hours at 512 Hz, a night at 250 Hz. */
#define BW_EDF_MAX_SAMPLES 8000000

/**
 * BwEdfReader:
 *
 * The ECG of an EDF or EDF+ file as it streams by: only that channel is kept. Of a recording with
 * gaps (EDF+D) the longest stretch without one is kept. Annotations are not read, but for one that
 * ends the recording within its last record: a word that anyone may have written there, or that tells
 * what a reader should not know, makes no label.
 */
typedef struct _BwEdfReader BwEdfReader;

/* @path: with the folders it lies in, for the label and where needed the day, as
 * bw_ecg_csv_parse(). */
BwEdfReader *bw_edf_reader_new (const char *path);
void bw_edf_reader_free (BwEdfReader *self);

/* Takes the file's next bytes, however they are cut.
 *
 * Errors: %BW_ERROR_FORMAT (no EDF, no ECG in it, longer than %BW_EDF_MAX_SAMPLES …). */
gboolean bw_edf_reader_push (BwEdfReader  *self,
                             const char   *bytes,
                             gsize         length,
                             GError      **error);

/* Whether the last record has been read: what follows is not the recording's. */
gboolean bw_edf_reader_is_done (BwEdfReader *self);

/* Ends the file. @options: (nullable).
 *
 * Errors: %BW_ERROR_FORMAT, also where the file breaks off and options->partial is not set. */
gboolean bw_edf_reader_finish (BwEdfReader         *self,
                               BwEcgFile           *file,
                               const BwEcgOptions  *options,
                               GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwEdfReader, bw_edf_reader_free)

G_END_DECLS

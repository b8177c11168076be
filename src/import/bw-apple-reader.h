/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-collector.h"

G_BEGIN_DECLS

/**
 * BwAppleReader:
 *
 * Apple Health's XML, pushed in pieces of any size, into parcels: records wherever they stand, HRV
 * readings with their beats, workouts, activity summaries, the person's characteristics.
 */
typedef struct _BwAppleReader BwAppleReader;

/* @file: how problems name it. */
BwAppleReader *bw_apple_reader_new (BwCollector *collector,
                                    const char  *file);
void bw_apple_reader_free (BwAppleReader *self);

/* Errors: %BW_ERROR_HOSTILE, %G_IO_ERROR_CANCELLED when the writing side has given up. */
gboolean bw_apple_reader_push (BwAppleReader  *self,
                               const char     *text,
                               gsize           length,
                               GError        **error);

/**
 * bw_apple_reader_finish:
 * @partial: take a file that breaks off for what it holds
 *
 * To be called after the last push. %BW_ERROR_FORMAT for a file that breaks off, with the line.
 */
gboolean bw_apple_reader_finish (BwAppleReader  *self,
                                 gboolean        partial,
                                 GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAppleReader, bw_apple_reader_free)

G_END_DECLS

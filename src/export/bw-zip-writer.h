/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BwZipWriter:
 *
 * A zip archive that is written beside its place and put there whole, by bw_zip_writer_finish(), or
 * not at all. Entries carry no times, so the same contents give the same bytes.
 */
typedef struct _BwZipWriter BwZipWriter;

BwZipWriter *bw_zip_writer_new (const char  *path,
                                GError     **error);

/* Ends the entry before it, if any, and begins the next. */
gboolean bw_zip_writer_begin_entry (BwZipWriter  *self,
                                    const char   *name,
                                    GError      **error);
gboolean bw_zip_writer_write (BwZipWriter  *self,
                              const char   *data,
                              gsize         length,
                              GError      **error);

/* An entry of one piece. */
gboolean bw_zip_writer_add (BwZipWriter  *self,
                            const char   *name,
                            const char   *data,
                            gsize         length,
                            GError      **error);

/* Completes the archive and puts it in its place. Nothing may be written afterwards. */
gboolean bw_zip_writer_finish (BwZipWriter  *self,
                               GError      **error);

/* Without a successful bw_zip_writer_finish() nothing is left behind. */
void bw_zip_writer_free (BwZipWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwZipWriter, bw_zip_writer_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BwExportStream:
 *
 * A file that is written bit by bit, of whatever length: what is appended gathers and goes out in
 * portions, to a file beside its place that bw_export_stream_finish() puts there whole, or nothing of
 * it. What is at the path and no file, such as a pipe, is written to; a link stays one.
 */
typedef struct _BwExportStream BwExportStream;

/**
 * bw_export_stream_new:
 * @cancellable: (nullable): looked at with each portion
 *
 * Errors, here and below: those of bw_export_set_errno_error(), %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): %NULL with @error
 */
BwExportStream *bw_export_stream_new (const char    *path,
                                      GCancellable  *cancellable,
                                      GError       **error);

/* Leaves everything as it was, where it was not finished. */
void bw_export_stream_free (BwExportStream *self);

/* What is to go out next: append to it, and then call bw_export_stream_step().
 * Returns: (transfer none): the same for all of the stream's life */
GString *bw_export_stream_get_buffer (BwExportStream *self);

/* Writes the buffer out where enough has gathered. Cheap enough to call for every line. */
gboolean bw_export_stream_step (BwExportStream  *self,
                                GError         **error);

/* Writes @data behind what has gathered, without taking it into the buffer.
 * @data: (array length=length) */
gboolean bw_export_stream_write (BwExportStream  *self,
                                 const char      *data,
                                 gsize            length,
                                 GError         **error);

/* Writes what is left and puts the file in its place. Nothing may be written afterwards. */
gboolean bw_export_stream_finish (BwExportStream  *self,
                                  GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwExportStream, bw_export_stream_free)

G_END_DECLS

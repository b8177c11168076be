/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What could not be written, from errno: %BW_ERROR_NO_SPACE where the disk is full, else the fitting
 * code of %G_IO_ERROR. Returns: %FALSE */
gboolean bw_export_set_errno_error (const char  *path,
                                    int          errsv,
                                    GError     **error);

/* Writes it all to what is open. Returns: 0, or an errno; −1 when cancelled */
int bw_export_write_all (int            fd,
                         const char    *data,
                         gsize          length,
                         GCancellable  *cancellable);

/* Whether there is something that is written to and not replaced: a pipe, a terminal, /dev/null, and
 * whatever /dev/stdout leads to. */
gboolean bw_export_is_stream (const char *path);

/* The file that a link leads to, which is the one to be replaced; @path where there is none.
 * Returns: (transfer full) */
char *bw_export_follow_links (const char *path);

/* An empty file beside @path that may take its place, to be read by those who may read that; somewhere
 * else where only @path itself may be written, as behind the portal of a sandbox.
 * @temporary: (out) (transfer full): its name, also where it cannot be made
 * Returns: its descriptor, or −1 with errno */
int bw_export_make_temporary (const char  *path,
                              char       **temporary);

/**
 * bw_export_put_in_place:
 * @fd: of bw_export_make_temporary(); stays open
 * @target: the path that was made for
 *
 * What was written to the temporary file is on the disk and at @target then, and the temporary file
 * gone: renamed, which is whole or not at all. Where the folder does not take that it is copied into
 * the place of the file, after the room for it was found; only a disk that breaks in the midst of it
 * then leaves a part.
 *
 * Returns: 0, or an errno, with the temporary file still there
 */
int bw_export_put_in_place (int         fd,
                            const char *temporary,
                            const char *target);

/**
 * bw_export_write_file:
 * @data: (array length=length)
 *
 * Writes a whole file beside its place and puts it there, or leaves everything as it was. This
 * g_file_replace_contents() does not: when the disk runs full it leaves a part of the file, also in the
 * place of another. Where only the file itself may be written see bw_export_put_in_place(). What is at
 * @path and no file, such as a pipe, is written to; a link stays one.
 *
 * Errors: those of bw_export_set_errno_error(), %G_IO_ERROR_CANCELLED.
 */
gboolean bw_export_write_file (const char    *path,
                               const char    *data,
                               gsize          length,
                               GCancellable  *cancellable,
                               GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BwZipDoor:
 *
 * The files within a zip, in their order, each as a stream. Nothing is ever unpacked to disk.
 * Encrypted files, names that climb out of the archive and bombs are refused.
 */
typedef struct _BwZipDoor BwZipDoor;

/* Of what comes out of the archive. Real exports have 20 to 40 times their size and up to 3.2 GB. */
#define BW_ZIP_MAX_RATIO 200
#define BW_ZIP_RATIO_FROM (G_GINT64_CONSTANT (64) << 20) /* bytes from which the ratio counts */
#define BW_ZIP_MAX_BYTES (G_GINT64_CONSTANT (64) << 30)
#define BW_ZIP_MAX_ENTRIES 200000

/* Whether the beginning of a file is a zip's. */
gboolean bw_zip_door_sniff (const char *text,
                            gsize       length);

/* Errors of all calls: %BW_ERROR_FORMAT for what is no zip, is damaged or breaks off,
 * %BW_ERROR_HOSTILE, those of opening a file. */
BwZipDoor *bw_zip_door_open (const char  *path,
                             GError     **error);
void bw_zip_door_free (BwZipDoor *self);

/* Whether the archive has its end, which it loses first when it is cut. Where it has not,
 * bw_zip_door_next() still gives what there is. Returns: %FALSE with @error */
gboolean bw_zip_door_check_end (BwZipDoor  *self,
                                GError    **error);

/**
 * bw_zip_door_next:
 * @name: (out) (transfer none) (nullable): valid UTF-8, until the next call; %NULL after the last
 *   file
 *
 * Goes to the next file, past folders, links, resource forks (`__MACOSX/`, `._…`) and clinical
 * documents (`…_cda.xml`).
 */
gboolean bw_zip_door_next (BwZipDoor   *self,
                           const char **name,
                           GError     **error);

/* Returns: the bytes at @block, valid until the next call; 0 at the file's end, −1 with @error */
gssize bw_zip_door_read (BwZipDoor   *self,
                         const char **block,
                         GError     **error);

/* When the file that next() went to was last changed, ms since 1970; 0 where the archive does not
 * tell. */
gint64 bw_zip_door_get_changed_ms (BwZipDoor *self);

/* How much of the archive has been read. */
gint64 bw_zip_door_get_position (BwZipDoor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwZipDoor, bw_zip_door_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-error.h"
#include "base/bw-progress.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BwLibrary:
 *
 * One connection to one person's library: a single SQLite file (WAL, foreign keys, STRICT tables,
 * `application_id`, `user_version`). A connection belongs to one thread; a job opens its own by
 * path. Any number may read; one writes at a time.
 *
 * The typed reads and writes are in the headers beside this one: bw-samples.h, bw-readings.h,
 * bw-recordings.h, bw-readers.h, bw-imports.h, bw-models.h, bw-predictions.h, bw-forecasts.h,
 * bw-backtests.h, bw-annotations.h, bw-rr-recordings.h, bw-kept-edits.h; bw-rows.h reads any of the
 * views that bw-dictionary.h tells of.
 */
typedef struct _BwLibrary BwLibrary;

typedef enum {
  BW_LIBRARY_READ,   /* must exist; never changes the file, and reads older ones as they are */
  BW_LIBRARY_WRITE,  /* must exist; migrated to the newest schema when older */
  BW_LIBRARY_CREATE, /* as WRITE, and made (0600 in a 0700 folder) where absent */
} BwLibraryMode;

/**
 * bw_library_open:
 * @path: file name, in the file system's encoding
 *
 * Errors: %BW_ERROR_NOT_FOUND; %BW_ERROR_FORMAT for a file that is not a Beatwise library (never
 * overwritten); %BW_ERROR_TOO_NEW; %BW_ERROR_DAMAGED; %BW_ERROR_BUSY.
 *
 * Returns: (transfer full): free with bw_library_close()
 */
BwLibrary *bw_library_open (const char     *path,
                            BwLibraryMode   mode,
                            GError        **error);
void bw_library_close (BwLibrary *self);

const char *bw_library_get_path (BwLibrary *self);

/* The library used when none is named: `beatwise/me.beatwise` in the user's data directory.
 * Returns: (transfer full) */
char *bw_library_default_path (void);

/**
 * bw_library_is_own_file:
 * @library: path of a library
 * @path: where something is to be written
 *
 * Whether that is the library’s own file, or one that SQLite keeps beside it (its log, its index of
 * that, its journal), by whatever name or link: who writes there loses what the library holds. Neither
 * file is opened, for that would drop the locks on a library that is open.
 */
gboolean bw_library_is_own_file (const char *library,
                                 const char *path);

/* A number that changes with every change committed to the file by any connection. */
gint64 bw_library_get_version (BwLibrary *self);

/* Transactions do not nest. begin() takes the write lock (waits up to 5 s, then %BW_ERROR_BUSY).
 * A full disk is %BW_ERROR_NO_SPACE, and the library is as it was before begin(). */
gboolean bw_library_begin (BwLibrary  *self,
                           GError    **error);
gboolean bw_library_commit (BwLibrary  *self,
                            GError    **error);
void bw_library_rollback (BwLibrary *self);

/* Interrupts running statements of this connection when @cancellable is cancelled, until called
 * again with %NULL. The interrupted call fails with %G_IO_ERROR_CANCELLED. */
void bw_library_set_cancellable (BwLibrary    *self,
                                 GCancellable *cancellable);

/**
 * bw_library_check:
 * @problems: (out) (transfer full) (element-type utf8): one sentence each, empty when all is well
 *
 * SQLite's integrity and foreign-key checks, and our own rules: roll-ups equal their samples, blobs
 * have the length their row claims, every reading's beats lie in it, what was found in a recording
 * can be, forecasts, backtests and edits of beats can be read.
 *
 * Returns: whether the check could be made at all
 */
gboolean bw_library_check (BwLibrary     *self,
                           GPtrArray    **problems,
                           BwProgress    *progress,
                           GCancellable  *cancellable,
                           GError       **error);

/* A consistent copy, made with SQLite's backup API while others go on reading and writing. @path is
 * replaced atomically. */
gboolean bw_library_back_up (BwLibrary     *self,
                             const char    *path,
                             BwProgress    *progress,
                             GCancellable  *cancellable,
                             GError       **error);

/* Settings that travel with the person: "zone" (IANA name, empty = the system's), "measure" (auto,
 * rmssd, rmssd-imported, sdnn), "preset" (default, tutorial), "score-weights" (three numbers; empty =
 * the usual ones), "share-days" (by how many days shares are shifted: a secret).
 * Returns: (transfer full) (nullable): %NULL where it was never set */
char *bw_library_get_setting (BwLibrary  *self,
                              const char *key);
gboolean bw_library_set_setting (BwLibrary   *self,
                                 const char  *key,
                                 const char  *value,
                                 GError     **error);

/* The person's time zone: the "zone" setting, else the zone most of the sleep records name, else
 * the system's. Returns: (transfer full) */
GTimeZone *bw_library_get_zone (BwLibrary *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLibrary, bw_library_close)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One look at a watched folder, on a thread of its own. A file is known by a key: its name, size and
 * time of the last change, so that a file that is written anew is another one. */

typedef struct
{
  char *path;
  char *key;
} BwWatchFile;

typedef struct
{
  GHashTable *present;   /* keys of all that is there */
  GPtrArray *moving;     /* (element-type utf8): keys of what is new or changes still */
  GPtrArray *foreign;    /* (element-type utf8): keys of what stands still and is no health data */
  GPtrArray *ready;      /* (element-type BwWatchFile): what stands still and may be, by name */
} BwWatchScan;

void bw_watch_scan_free (BwWatchScan *self);

/**
 * bw_watch_scan_async:
 * @known: (transfer full): keys that are of no interest any more
 * @last: (transfer full): keys that were moving at the last look
 *
 * The result is a #BwWatchScan, or an error where the folder cannot be read.
 */
void bw_watch_scan_async (gpointer             source,
                          const char          *folder,
                          GHashTable          *known,
                          GHashTable          *last,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback);

gboolean bw_watch_key_has_name (const char *key,
                                const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwWatchScan, bw_watch_scan_free)

G_END_DECLS

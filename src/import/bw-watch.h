/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BwWatch:
 *
 * A folder into which exports are dropped. Tells of each file in it that could be health data (not of
 * what lies in folders within), once it has stood still for a while: downloads and copies grow, and
 * their temporary names are passed over. Nothing is read on the main thread but what the system says
 * of changes; where it says nothing (network, portals) the folder is looked at once a minute.
 *
 * Signals:
 *  - `arrived` (filename): a file to be imported; bw_watch_finish() is to follow
 *  - `changed`: bw_watch_get_error() or bw_watch_get_seen() is another
 */
#define BW_TYPE_WATCH (bw_watch_get_type ())
G_DECLARE_FINAL_TYPE (BwWatch, bw_watch, BW, WATCH, GObject)

/* @folder: a file name. @seen: (nullable): what bw_watch_get_seen() gave of it before */
BwWatch *bw_watch_new (const char        *folder,
                       const char *const *seen);

const char *bw_watch_get_folder (BwWatch *self);

/* For tests: how long a file has to stand still, and how often the folder is looked at anyway. Before
 * the start. */
void bw_watch_set_pace (BwWatch *self,
                        guint    still_ms,
                        guint    again_ms);

/* @take_present: whether the files that are there and were not seen are told of as well; else they
 * count as seen */
void bw_watch_start (BwWatch  *self,
                     gboolean  take_present);
void bw_watch_stop (BwWatch *self);

/* A file that arrived has been dealt with. It is not told of again unless it changes: with @remember,
 * not in another run either. */
void bw_watch_finish (BwWatch    *self,
                      const char *path,
                      gboolean    remember);

/* The files that are there and need not be told of: name, size and time, as text of our own.
 * Returns: (transfer full) */
char **bw_watch_get_seen (BwWatch *self);

/* Why the folder cannot be looked at, while that is so. Returns: (nullable) */
const GError *bw_watch_get_error (BwWatch *self);

G_END_DECLS

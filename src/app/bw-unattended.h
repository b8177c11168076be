/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

G_BEGIN_DECLS

/**
 * BwUnattended:
 *
 * What the program does of itself, with a window or without: it imports what comes into the watched
 * folder into the usual library, has alerts told when forecasts are made and looked at again when
 * quiet hours end, and where the person wants it keeps the program running after its last window is
 * closed.
 *
 * Work is done in the session of a library's window where there is one; else in a session of our own,
 * which goes when it has nothing to do.
 *
 * Signal `changed`: bw_unattended_get_watch_text() is another.
 */
#define BW_TYPE_UNATTENDED (bw_unattended_get_type ())
G_DECLARE_FINAL_TYPE (BwUnattended, bw_unattended, BW, UNATTENDED, GObject)

/* The session of the window on the library at @path, %NULL where there is none.
 * Returns: (transfer none) */
typedef BwSession *(*BwFindSession) (const char *path,
                                     gpointer    user_data);

/* @application, @settings: outlive it. @find: with @application as its data */
BwUnattended *bw_unattended_new (GApplication  *application,
                                 GSettings     *settings,
                                 BwFindSession  find);

/* The library that is opened when none is named. Returns: (transfer full) */
char *bw_unattended_get_library (BwUnattended *self);

/* Hears of what a window's session finds. */
void bw_unattended_attend (BwUnattended *self,
                           BwSession    *session);

/* The session of our own on that library, for a window: what it is at goes on there.
 * Returns: (transfer full) (nullable) */
BwSession *bw_unattended_give_session (BwUnattended *self,
                                       const char   *path);

/* The program was started without a window, and stays. */
void bw_unattended_stay (BwUnattended *self);

/* The program is to end when its last window is closed. */
void bw_unattended_leave (BwUnattended *self);

/* It is not, after all: the person wants a window again, or goes on with one. */
void bw_unattended_come_back (BwUnattended *self);

/* Looks again at what is to be told of a library's forecast; or tells nothing any more today. */
void bw_unattended_check (BwUnattended *self,
                          const char   *path);
void bw_unattended_hush (BwUnattended *self,
                         const char   *path);

/* One sentence about the watched folder: what came last, or why it cannot be looked at.
 * Returns: (transfer none) (nullable): nothing came, or no folder is watched */
const char *bw_unattended_get_watch_text (BwUnattended *self);

/* For tests: as bw_watch_set_pace(), for folders watched from now on. */
void bw_unattended_set_pace (BwUnattended *self,
                             guint         still_ms,
                             guint         again_ms);

G_END_DECLS

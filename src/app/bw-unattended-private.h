/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-unattended.h"
#include "import/bw-watch.h"

G_BEGIN_DECLS

struct _BwUnattended
{
  GObject parent_instance;

  /* Borrowed. */
  GApplication *application;
  BwFindSession find;

  /* Owned. */
  GSettings *settings;
  BwWatch *watch;          /* (nullable) */
  BwSession *session;      /* (nullable): without a window */
  GHashTable *imports;     /* of BwJob to its file's name */
  GHashTable *due;         /* of a library's path to when to look again, gint64 */
  char *watch_text;        /* (nullable) */

  guint still_ms, again_ms;  /* 0: as usual */
  guint tick_id, idle_id;
  gboolean stays;            /* started without a window */
  gboolean leaves;
  gboolean holds;
  gboolean folder_fails;     /* it is what watch_text tells of */
  gboolean told;             /* that it goes on without a window */
};

/* bw-unattended.c */

/* A window's, else our own, made where there is none. Returns: (transfer none) */
BwSession *bw_unattended_get_session (BwUnattended *self,
                                      const char   *path);
void bw_unattended_tell_status (BwUnattended *self);
void bw_unattended_tell_changed (BwUnattended *self);

/* bw-unattended-folder.c */

/* Begins to watch the folder of the settings, if there is one, in place of another. */
void bw_unattended_start_watching (BwUnattended *self,
                                   gboolean      take_present);
void bw_unattended_stop_watching (BwUnattended *self);

/* Another folder was chosen. */
void bw_unattended_watch_anew (BwUnattended *self);

/* @job is over; it may be the import of a file that came. */
void bw_unattended_take_import (BwUnattended *self,
                                BwSession    *session,
                                BwJob        *job);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-application.h"
#include "app/bw-session.h"

G_BEGIN_DECLS

/**
 * BwWindow:
 *
 * One library's window: a welcome page while it is empty, else the pages behind a switcher; at the
 * foot, what is being done. Its property `narrow` (below 600 px) is for pages to bind to.
 *
 * Actions: win.import, win.import-folder, win.import-sample, win.update-forecast, win.check,
 * win.back-up, win.erase, win.undo-erase, win.show-imports, win.refresh, win.page (string),
 * win.page-number (int32, from 1), win.preferences, win.shortcuts, win.about.
 */
#define BW_TYPE_WINDOW (bw_window_get_type ())
G_DECLARE_FINAL_TYPE (BwWindow, bw_window, BW, WINDOW, AdwApplicationWindow)

BwWindow *bw_window_new (BwApplication *application,
                         BwSession     *session);

BwSession *bw_window_get_session (BwWindow *self);
gboolean bw_window_get_narrow (BwWindow *self);

/* "loading", "welcome", "failed", or the name of the page shown ("today", "ecg",
 * "library"). */
const char *bw_window_get_shown (BwWindow *self);

/* Imports the files, as a drop or the file dialog does; asks first for what they do not tell. */
void bw_window_import (BwWindow   *self,
                       GListModel *files);

/* Goes to a page, now or when there are pages; to Today with the hour that holds @time_ms. */
void bw_window_open_page (BwWindow   *self,
                          const char *name);
void bw_window_show_hour (BwWindow *self,
                          gint64    time_ms);

/* It is out of sight, and goes when its last job is over. */
gboolean bw_window_is_closing (BwWindow *self);

void bw_window_add_toast (BwWindow   *self,
                          const char *text);

G_END_DECLS

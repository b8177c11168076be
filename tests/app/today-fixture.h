/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-today-page.h"
#include "today-outlook.h"

G_BEGIN_DECLS

/* Runs the main loop for so long. */
void today_spin (guint ms);

/* A window of the size with @content (or the page) in it, presented and drawn. */
GtkWidget *today_present (GtkWidget *content,
                          int        width,
                          int        height);
GtkWidget *today_window (BwTodayPage *page,
                         int          width,
                         int          height);

/* Writes what @widget shows to NAME.png in the folder $BW_TEST_PICTURES, if that is set. */
gboolean today_wants_pictures (void);
void today_picture (GtkWidget  *widget,
                    const char *name);

/* The first mapped descendant of the type. */
GtkWidget *today_find (GtkWidget *root,
                       GType      type);

/* Runs what a key is bound to, as the focused widget would. */
gboolean today_press (GtkWidget       *widget,
                      guint            key,
                      GdkModifierType  modifiers);

/* Whether a mapped label below @root shows this text. */
gboolean today_shows (GtkWidget  *root,
                      const char *text);

G_END_DECLS

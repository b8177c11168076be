/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-today-page.h"

G_BEGIN_DECLS

/* Thursday, 12 March 2026, 18:00 UTC: when the made-up forecasts are issued. */
#define TODAY_ISSUED (G_GINT64_CONSTANT (1773338400) * 1000)

/* What is special about a made-up outlook. */
typedef enum {
  TODAY_GREEN,
  TODAY_YELLOW,
  TODAY_RED,
  TODAY_CALIBRATING,     /* 5 days, no hours */
  TODAY_CALIBRATING_MS,  /* 5 days, hours in milliseconds */
  TODAY_NO_SCORE,        /* hours but no score of the night */
  TODAY_SDNN,            /* sparse, SDNN, track record unknown, notes */
  TODAY_NOTHING,         /* no hours, no score */
} TodayKind;

/* Returns: (transfer full) */
BwOutlook *today_outlook (TodayKind kind);

/* Runs the main loop for so long. */
void today_spin (guint ms);

/* A window of the size with the page in it, presented and drawn. */
GtkWidget *today_window (BwTodayPage *page,
                         int          width,
                         int          height);

/* Writes what @widget shows to NAME.png in the folder $BW_TEST_PICTURES, if that is set. */
void today_picture (GtkWidget  *widget,
                    const char *name);

/* The first mapped descendant of the type. */
GtkWidget *today_find (GtkWidget *root,
                       GType      type);

/* Whether a mapped label below @root shows this text. */
gboolean today_shows (GtkWidget  *root,
                      const char *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-test.h"
#include "rhythm-library.h"

#include "app/bw-rhythm-page-private.h"

G_BEGIN_DECLS

/* The Rhythm page in a window of its own, on a library of rhythm_library_make(). */
typedef struct
{
  char *folder;
  char *path;
  BwSession *session;
  GSettings *settings;
  BwRhythmPage *page;
  BwTachogramView *view;
  GtkWidget *window;
} RhythmFixture;

/* Settings as they are at first. @n_days: of readings
 * @n_rr: intervals of an RR recording besides; 0: none */
void rhythm_fixture_set_up (RhythmFixture *self,
                            guint          n_days,
                            guint          n_rr,
                            int            width,
                            int            height);
void rhythm_fixture_tear_down (RhythmFixture *self);

/* Runs the main loop until nothing is going on any more. */
void rhythm_fixture_settle (RhythmFixture *self);

/* Keys as xdotool names them, one after the other, to the window; and then settles. */
void rhythm_fixture_type (RhythmFixture *self,
                          const char    *keys);

/* Selects one; and the kind and id of the one that is, "reading 3", or "none". */
void rhythm_fixture_select (RhythmFixture *self,
                            BwRhythmKind   kind,
                            gint64         id);
char *rhythm_fixture_selected (RhythmFixture *self);

/* How many edits the rhythm has: as it is shown, and as the library keeps them. */
guint rhythm_fixture_count_shown (RhythmFixture *self);
guint rhythm_fixture_count_kept (RhythmFixture *self);

G_END_DECLS

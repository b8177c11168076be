/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-test.h"
#include "ecg-library.h"
#include "recordings-fixture.h"

#include "app/bw-ecg-page-private.h"

G_BEGIN_DECLS

/* The ECG page in a window of its own, on a library with simulated recordings. */
typedef struct
{
  char *folder;
  char *path;
  BwSession *session;
  GSettings *settings;
  BwEcgPage *page;
  GtkWidget *window;
} PageFixture;

/* Settings as they are at first, but for the reader's name: "Ada". @n: recordings; 0: no library */
void page_fixture_set_up (PageFixture *self,
                          guint        n,
                          int          width,
                          int          height);
void page_fixture_tear_down (PageFixture *self);

/* Runs the main loop until nothing is going on any more. */
void page_fixture_settle (PageFixture *self);

/* Keys as xdotool names them, one after the other, to the window; and then settles. */
void page_fixture_type (PageFixture *self,
                        const char  *keys);

/* The id of the one recording that is selected; 0 for none or several. */
gint64 page_fixture_selected (PageFixture *self);

void page_fixture_select (PageFixture *self,
                          gint64       first,
                          gint64       last);

BwEcgItem *page_fixture_item (PageFixture *self,
                              gint64       id);

/* The label that is shown; and that it is the settled one, on the page as in the library. */
BwLabel page_fixture_label (PageFixture *self,
                            gint64       id);
void page_fixture_assert_label (PageFixture *self,
                                gint64       id,
                                BwLabel      label);

void page_fixture_assert_state (PageFixture *self,
                                const char  *state);

gboolean page_fixture_activate (PageFixture *self,
                                const char  *action);

GtkWidget *page_fixture_note_entry (PageFixture *self);

/* Whether the averaged beats in sight are told of so, to those who do not see them. */
gboolean page_fixture_beats_say (PageFixture *self,
                                 const char  *text);

G_END_DECLS

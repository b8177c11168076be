/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-test.h"
#include "app/bw-glucose-page.h"

G_BEGIN_DECLS

/* Made-up days of recordings, and the Glucose page on them. */

/* A library at @path with @n_days days, each with @n_each recordings fasting in the morning and as many
 * after glucose later, labelled; and one more day with two of each and no label. */
void glucose_library_make (const char *path,
                           guint       n_days,
                           guint       n_each);

/* Sets the label of recordings @from up to @to, 0 for none. */
void glucose_library_label (const char *path,
                            gint64      from,
                            gint64      to,
                            BwLabel     label);

/* Waits until nothing is going on or about to. */
void glucose_settle (BwSession *session);

typedef struct
{
  char *folder;
  char *path;
  BwSession *session;
  BwGlucosePage *page;
  GtkWidget *window;
  char *called;        /* (nullable): the last of the window's actions, and what for: "show-recording 3" */
} GlucoseFixture;

/* The page on the library at @path of @self, which may be made before. */
void glucose_fixture_init (GlucoseFixture *self);
void glucose_fixture_open (GlucoseFixture *self,
                           int             width,
                           int             height);
void glucose_fixture_tear_down (GlucoseFixture *self);

/* Trains the plain rule, which takes a moment, and waits for all that follows. */
void glucose_fixture_learn (GlucoseFixture *self);

G_END_DECLS

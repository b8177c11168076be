/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-window.h"
#include "bw-test.h"

G_BEGIN_DECLS

/* What the tests of the window share. */

/* Runs the main loop until @condition or, after a minute, fails. */
#define app_wait(condition)                                                                     \
  G_STMT_START                                                                                  \
  {                                                                                             \
    gint64 until_ = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                              \
    guint tick_ = g_timeout_add (20, app_tick, NULL);                                           \
    while (!(condition))                                                                        \
      {                                                                                         \
        if (g_get_monotonic_time () > until_)                                                   \
          g_error ("%s:%d: waited in vain for: %s", __FILE__, __LINE__, #condition);            \
        g_main_context_iteration (NULL, TRUE);                                                  \
      }                                                                                         \
    g_source_remove (tick_);                                                                    \
  }                                                                                             \
  G_STMT_END

gboolean app_tick (gpointer user_data);

/* Lets idles and frames happen for @ms. */
void app_spin (guint ms);

/* A session on a library of its own in @folder, that does not train of itself.
 * Returns: (transfer full) */
BwSession *app_session_new (const char *folder);

/* Lets go of the last reference that is ours, and waits for those of the workers that are just
 * ending. */
void app_assert_gone (gpointer object);

/* The first widget below (or at) @widget of the type with that name; %NULL where there is none. */
GtkWidget *app_find (GtkWidget  *widget,
                     const char *type_name);

/* The button below @widget with that action; %NULL where there is none. */
GtkWidget *app_find_action (GtkWidget  *widget,
                            const char *action);

/* Whether a mapped label below @root shows this text. */
gboolean app_shows (GtkWidget  *root,
                    const char *text);

/* The style and the icons that the application brings to its windows. */
void app_load_style (void);

/* All settings as they are at first. */
void app_reset_settings (void);

/* Waits for a question and presses its button with that label, mnemonic and all. */
void app_answer (const char *label);

G_END_DECLS

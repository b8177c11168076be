/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-trace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the tests of the waveform share. */

/* Thirty seconds of beats of which everything is known: an R wave of 1000 µV every 0.8 s from
 * 0.4 s on, with P and T waves, on a baseline of 100 µV. */
#define ECG_RATE_HZ 500.0
#define ECG_LENGTH_S 30.0
#define ECG_RR_S 0.8
#define ECG_FIRST_R_S 0.4
#define ECG_R_UV 1000.0
#define ECG_LEVEL_UV 100.0

BwEcgTrace *ecg_trace_known (void);

/* As simulated people have them, with @noisy a stretch that cannot be read. */
BwEcgTrace *ecg_trace_simulated (guint32   seed,
                                 BwLabel   label,
                                 gboolean  noisy);

/* Too short for beats: one second of a flat line. */
BwEcgTrace *ecg_trace_flat (void);

/* A real recording, of a file as Apple Health writes it. */
BwEcgTrace *ecg_trace_read (const char *path);

/* Runs the main loop for so long. */
void ecg_spin (guint ms);

/* Runs the main loop until @condition or, after 20 seconds, fails. */
#define ecg_await(condition)                                                                    \
  G_STMT_START                                                                                  \
  {                                                                                             \
    gint64 until_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                              \
    while (!(condition))                                                                        \
      {                                                                                         \
        if (g_get_monotonic_time () > until_)                                                   \
          g_error ("%s:%d: waited in vain for: %s", __FILE__, __LINE__, #condition);            \
        ecg_spin (10);                                                                          \
      }                                                                                         \
  }                                                                                             \
  G_STMT_END

/* A window of the size with @child in it, presented and drawn; its title is "ecg". */
GtkWidget *ecg_window (GtkWidget *child,
                       int        width,
                       int        height);

/* What a person does to the X server, as xdotool has it; then the main loop runs for a moment. */
void ecg_do (const char *format,
             ...) G_GNUC_PRINTF (1, 2);

/* The X window with that title, with the keyboard. Returns: (transfer full): its id */
char *ecg_focus_window (const char *title);

/* Moves the pointer to a place in @widget, of the X window with that id. */
void ecg_point_at (const char *id,
                   GtkWidget  *widget,
                   double      x,
                   double      y);

/* Destroys the window and asserts that @widget goes with it. */
void ecg_close (GtkWidget *window,
                GtkWidget *widget);

/* Runs what a key is bound to, as the focused widget would. Returns: whether it was taken */
gboolean ecg_press (GtkWidget       *widget,
                    guint            key,
                    GdkModifierType  modifiers);

/* The controller of the type that @widget has of its own. */
GtkEventController *ecg_controller (GtkWidget *widget,
                                    GType      type);

/* Writes what @widget shows to NAME.png in the folder $BW_TEST_PICTURES, if that is set. */
void ecg_picture (GtkWidget  *widget,
                  const char *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A GtkSpinButton knows a typed number only when it is left or Enter is pressed. What a preview is
 * made from must be what stands there now: it is then also what Enter may apply. */

/* Calls @changed, swapped, at every keystroke and step, and lets Enter press the window's default
 * button, but not on what is no number within the range. */
void bw_live_spin_connect (GtkSpinButton *spin,
                           GCallback      changed,
                           gpointer       data);

/* The number typed, where it is one within the range; else the last that was. */
double bw_live_spin_get_value (GtkSpinButton *spin);

/* Whether what is typed is such a number. */
gboolean bw_live_spin_is_valid (GtkSpinButton *spin);

/* Marks what makes no sense together with another number. */
void bw_live_spin_set_wrong (GtkSpinButton *spin,
                             gboolean       wrong);

/* A number without the zeros that end its decimals: "512", "512.4". For the signal "output". */
gboolean bw_live_spin_show_plain (GtkSpinButton *spin);

/* A time of day in minutes, 0 … 1439, typed and shown as hours and minutes: "08:10"; "8.10", "810"
 * and "8" are understood. For the signals "input" and "output". */
int bw_live_spin_read_clock (GtkSpinButton *spin,
                             double        *minutes);
gboolean bw_live_spin_show_clock (GtkSpinButton *spin);

G_END_DECLS

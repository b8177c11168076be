/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a millimetre is on the screen, in the units of widgets. */

/* Where nothing better is known: 96 units an inch, as CSS has it. */
#define BW_SCREEN_SIZE_ASSUMED (96.0 / 25.4)

/**
 * bw_screen_size_from_monitor:
 * @width, @height: the monitor's geometry, in units of widgets
 * @width_mm, @height_mm: what it says of its own size
 * @units_per_mm: (out): left alone where the monitor's word cannot be taken
 *
 * Monitors say nothing (0), an aspect ratio (160 × 90 mm), or another's size: anything outside 50
 * to 400 units an inch, or with pixels that would be far from square, is not believed.
 *
 * Returns: whether it could be
 */
gboolean bw_screen_size_from_monitor (int     width,
                                      int     height,
                                      int     width_mm,
                                      int     height_mm,
                                      double *units_per_mm);

/* The same of the monitor that shows most of @widget; %FALSE where there is none. */
gboolean bw_screen_size_of_widget (GtkWidget *widget,
                                   double    *units_per_mm);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The processor's time of this thread, so that other programs do not count. */
double bench_get_ms (void);

/* What a frame costs while @step moves @view, in a window that is shown: from when the frame clock begins
 * to when the frame is painted, as GTK does it, with what the move itself takes. 60 frames a second leave
 * 16.7 ms for each. */
void bench_frames (const char      *name,
                   GtkWidget       *view,
                   GtkTickCallback  step,
                   gpointer         data);

G_END_DECLS

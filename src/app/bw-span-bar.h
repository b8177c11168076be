/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A bar that shows when there is data within a longer time. It repeats what stands beside it in
 * words, so screen readers pass it over. */
#define BW_TYPE_SPAN_BAR (bw_span_bar_get_type ())
G_DECLARE_FINAL_TYPE (BwSpanBar, bw_span_bar, BW, SPAN_BAR, GtkWidget)

/* Data from @first_ms to @last_ms, drawn on an axis from @from_ms to @to_ms. */
GtkWidget *bw_span_bar_new (gint64 first_ms,
                            gint64 last_ms,
                            gint64 from_ms,
                            gint64 to_ms);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_DAY_BAR (bw_day_bar_get_type ())
G_DECLARE_FINAL_TYPE (BwDayBar, bw_day_bar, BW, DAY_BAR, GtkWidget)

/**
 * BwDayBar:
 *
 * Steps back to any earlier day: a day back, a calendar, a day on. A day is looked back on at the time of
 * day of now.
 *
 * Signal `chosen` (gint64): the time that a person wants to look back to, in ms since 1970; 0: now.
 */

/* What can be chosen: from the day after that of @first_ms to that before @now_ms; and now itself.
 * @now_ms: when the newest forecast was issued; 0: nothing can be chosen
 * @is_old: that was a while ago, and is not called now */
void bw_day_bar_set_limits (BwDayBar  *self,
                            GTimeZone *zone,
                            gint64     first_ms,
                            gint64     now_ms,
                            gboolean   is_old);

/* What is shown; 0 for now. */
void bw_day_bar_set_shown (BwDayBar *self,
                           gint64    time_ms);

/* As the buttons do: a day back (−1) or on (1). Returns: %FALSE where there is none */
gboolean bw_day_bar_step (BwDayBar *self,
                          int       days);

G_END_DECLS

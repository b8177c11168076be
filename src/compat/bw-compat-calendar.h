/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the month of a date and selects its day: gtk_calendar_set_date() where GTK has it (4.20). */
void bw_calendar_set_date (GtkCalendar *calendar,
                           GDateTime   *date);

G_END_DECLS

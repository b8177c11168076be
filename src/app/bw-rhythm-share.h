/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"
#include "rhythm/bw-rhythm.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the Rhythm page gives away: reports and data. Both ask what of and where to, and leave the rest to
 * a job of the session; the window tells what became of it.
 *
 * @widget: in whose window it is asked
 * @rhythm: (nullable): the one that is shown; without it there are the day and the month of the newest
 * @has_stretch: whether @from_ms to @to_ms, since its first beat, is selected */

/* A report. Nothing is asked where there is nothing to report of. */
void bw_rhythm_report_ask (GtkWidget *widget,
                           BwSession *session,
                           BwRhythm  *rhythm,
                           gboolean   has_stretch,
                           double     from_ms,
                           double     to_ms);

/* Its intervals, beats, metrics or course. Nothing is asked without a rhythm. */
void bw_rhythm_save_data_ask (GtkWidget *widget,
                              BwSession *session,
                              BwRhythm  *rhythm,
                              gboolean   has_stretch,
                              double     from_ms,
                              double     to_ms);

G_END_DECLS

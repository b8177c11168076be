/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-today-cards.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_TODAY_PAGE (bw_today_page_get_type ())
G_DECLARE_FINAL_TYPE (BwTodayPage, bw_today_page, BW, TODAY_PAGE, AdwBin)

/**
 * BwTodayPage:
 *
 * The first page: the fatigue score as number, shape and word, one sentence, the chart with its
 * table, what pushed the score, and how the forecast did. It shows an outlook and asks for nothing
 * itself: `win.update-forecast` and `win.import` are the window's. Lie it in an AdwToastOverlay.
 *
 * An earlier day is looked back on by `win.look-back` (int64: ms since 1970, 0 for now), by buttons, a
 * calendar, and Page Up and Page Down in the chart.
 *
 * Properties: "narrow": one column with smaller margins; the window binds it. "past-days": of the chart,
 * 1, 7, 30, or 0 for all; "net-shown": whether the LSTM's own line lies over the one that is shown.
 */
BwTodayPage *bw_today_page_new (void);

/* @outlook: (transfer full) (nullable). Clears an error shown before. */
void bw_today_page_set_outlook (BwTodayPage *self,
                                BwOutlook   *outlook);

/* Shows an earlier day in place of now, until there is %NULL: then that is shown again, at once.
 * @outlook: (transfer full) (nullable): of bw_outlook_look_back(). Clears an error shown before. */
void bw_today_page_set_look_back (BwTodayPage *self,
                                  BwOutlook   *outlook);

/* When what is looked back on was issued; 0 where it is now that is shown. */
gint64 bw_today_page_get_look_back (BwTodayPage *self);

/* A forecast is being made: what is shown stays, with a small spinner. */
void bw_today_page_set_busy (BwTodayPage *self,
                             gboolean     busy);

/* @message: (nullable): one sentence; what is shown stays below it. */
void bw_today_page_set_error (BwTodayPage *self,
                              const char  *message);

/* An hour stands out when its score is below @alert_score or its P(red) at least @p_red. */
void bw_today_page_set_thresholds (BwTodayPage *self,
                                   double       alert_score,
                                   double       p_red);

/* What the page takes for now, UTC milliseconds; 0: the system's clock. */
void bw_today_page_set_now (BwTodayPage *self,
                            gint64       now_ms);

/* Whether the measure that was chosen has no readings, where another one has: the page leads out of it. */
void bw_today_page_set_stuck (BwTodayPage *self,
                              gboolean     stuck);

/* What stands below the chart. Returns: (transfer none) */
BwTodayCards *bw_today_page_get_cards (BwTodayPage *self);

/* Goes to the hour that holds @time_ms, from a day that is looked back on to now too; as soon as there
 * is one. */
void bw_today_page_show_hour (BwTodayPage *self,
                              gint64       time_ms);

/* Opens the hours as a table, as the button and T do. */
void bw_today_page_show_hours (BwTodayPage *self);

G_END_DECLS

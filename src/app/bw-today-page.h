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
 * Property "narrow": one column with smaller margins; the window binds it.
 */
BwTodayPage *bw_today_page_new (void);

/* @outlook: (transfer full) (nullable). Clears an error shown before. */
void bw_today_page_set_outlook (BwTodayPage *self,
                                BwOutlook   *outlook);

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

/* What stands below the chart. Returns: (transfer none) */
BwTodayCards *bw_today_page_get_cards (BwTodayPage *self);

/* Opens the hours as a table, as the button and T do. */
void bw_today_page_show_hours (BwTodayPage *self);

G_END_DECLS

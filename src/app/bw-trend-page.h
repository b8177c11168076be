/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_TREND_PAGE (bw_trend_page_get_type ())
G_DECLARE_FINAL_TYPE (BwTrendPage, bw_trend_page, BW, TREND_PAGE, AdwBin)

/**
 * BwTrendPage:
 *
 * The days of a person's measure and score against what is normal for them, in words and as a chart
 * over 30 days, 90 days, a year or all, and all notes of their own. The trend is made when the page is
 * looked at, and again when something has changed.
 *
 * Property "narrow": one column with smaller margins.
 */
BwTrendPage *bw_trend_page_new (void);

/* Once: whose trend it is. */
void bw_trend_page_set_session (BwTrendPage *self,
                                BwSession   *session);

/* "loading", "empty", "failed" or "content". */
const char *bw_trend_page_get_state (BwTrendPage *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-overview.h"
#include "app/bw-tachogram-view.h"

G_BEGIN_DECLS

#define BW_TYPE_TACHOGRAM_OVERVIEW (bw_tachogram_overview_get_type ())
G_DECLARE_FINAL_TYPE (BwTachogramOverview, bw_tachogram_overview, BW, TACHOGRAM_OVERVIEW, BwOverview)

/**
 * BwTachogramOverview:
 *
 * The whole rhythm of a #BwTachogramView in one strip, with a frame around what the view shows: + and −
 * make it narrower or wider too, 0 as wide as can be.
 */
BwTachogramOverview *bw_tachogram_overview_new (void);

/* @view: (nullable): whose rhythm, range and selection are shown, and which is moved; not held */
void bw_tachogram_overview_set_view (BwTachogramOverview *self,
                                     BwTachogramView     *view);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-outlook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_TODAY_CARDS (bw_today_cards_get_type ())
G_DECLARE_FINAL_TYPE (BwTodayCards, bw_today_cards, BW, TODAY_CARDS, AdwBin)

/**
 * BwTodayCards:
 *
 * What stands below Today's chart: what pushed the score, how the forecast did, and what it is made of.
 */

/* @outlook: (transfer none) (nullable): a reference is kept */
void bw_today_cards_set_outlook (BwTodayCards    *self,
                                 const BwOutlook *outlook);

/* The newest of the person's own notes.
 * @notes: (transfer none) (nullable) (element-type BwAnnotation): by start; nothing of it is kept */
void bw_today_cards_set_notes (BwTodayCards    *self,
                               const GPtrArray *notes);

/* What the measure can be changed to. */
void bw_today_cards_set_measures (BwTodayCards *self,
                                  GMenuModel   *menu);

/* The groups below each other rather than side by side. */
void bw_today_cards_set_narrow (BwTodayCards *self,
                                gboolean      narrow);

G_END_DECLS

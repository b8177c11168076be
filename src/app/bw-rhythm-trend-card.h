/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"
#include "rhythm/bw-rhythm-key.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_RHYTHM_TREND_CARD (bw_rhythm_trend_card_get_type ())
G_DECLARE_FINAL_TYPE (BwRhythmTrendCard, bw_rhythm_trend_card, BW, RHYTHM_TREND_CARD, AdwBin)

/**
 * BwRhythmTrendCard:
 *
 * Every reading against what is normal for the person: a sentence, and the readings as a chart over 30
 * days, 90 days, a year or all, with the 7-day mean in its normal range, how much a week varies, and the
 * person's notes, which can be added and changed from here. The trend is made when the card is looked at,
 * and again when something has changed.
 *
 * Property "narrow": smaller buttons.
 * Signal "rhythm-activated" (#BwRhythmKey, borrowed): a reading was opened.
 */
GtkWidget *bw_rhythm_trend_card_new (void);

/* Once: whose trend it is. */
void bw_rhythm_trend_card_set_session (BwRhythmTrendCard *self,
                                       BwSession         *session);

/* Marks the rhythm that is shown; (nullable): none */
void bw_rhythm_trend_card_set_shown (BwRhythmTrendCard *self,
                                     const BwRhythmKey *key);

/* "loading", "empty", "failed" or "content". */
const char *bw_rhythm_trend_card_get_state (BwRhythmTrendCard *self);

G_END_DECLS

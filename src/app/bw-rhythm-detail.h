/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-rhythm-cards.h"
#include "app/bw-rhythm-findings.h"
#include "app/bw-rhythm-item.h"
#include "app/bw-session.h"
#include "app/bw-tachogram-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwRhythmDetail:
 *
 * The rhythm that is looked at: what it is, its tachogram with the tools to edit it, and below that what
 * it tells. It shows; the page does.
 *
 * Properties: `narrow`: all below each other in one scrolled column.
 *
 * Signals:
 *  - `edit` (#BwTachogramEdit *): a change of the beats is asked for
 *  - `stretch-changed`: another part is selected, or none
 *  - `settings-changed` (#BwRhythmSettings *): it is to be analysed in another way
 *  - `rhythm-activated` (#BwRhythmKey *): another one is to be looked at
 */
#define BW_TYPE_RHYTHM_DETAIL (bw_rhythm_detail_get_type ())
G_DECLARE_FINAL_TYPE (BwRhythmDetail, bw_rhythm_detail, BW, RHYTHM_DETAIL, AdwBin)

/* Once: whose trend is shown. */
void bw_rhythm_detail_set_session (BwRhythmDetail *self,
                                   BwSession      *session);

/* How much of the height the tachogram takes, with its tools: at first, and as a person has moved it
 * since. */
void bw_rhythm_detail_set_stage_share (BwRhythmDetail *self,
                                       double          share);
double bw_rhythm_detail_get_stage_share (BwRhythmDetail *self);

/* @item: (nullable): none is selected. Again after it has changed. */
void bw_rhythm_detail_set_item (BwRhythmDetail *self,
                                BwRhythmItem   *item);

/* It is on its way; or it cannot be had, and why. */
void bw_rhythm_detail_set_loading (BwRhythmDetail *self);
void bw_rhythm_detail_set_error (BwRhythmDetail *self,
                                 const char     *message);

/* @rhythm: (nullable): its beats. What is in view stays where it is the same rhythm. */
void bw_rhythm_detail_set_rhythm (BwRhythmDetail *self,
                                  BwRhythm       *rhythm);

/* Whether what it tells is on its way; and it is there.
 * @findings: takes a reference
 * @age_years: of the person, negative where it is not known */
void bw_rhythm_detail_set_busy (BwRhythmDetail *self,
                                gboolean        busy);
void bw_rhythm_detail_set_findings (BwRhythmDetail   *self,
                                    BwRhythmFindings *findings,
                                    double            age_years);

BwTachogramView *bw_rhythm_detail_get_tachogram (BwRhythmDetail *self);

/* "nothing", "loading", "failed", "content". */
const char *bw_rhythm_detail_get_state (BwRhythmDetail *self);

G_END_DECLS

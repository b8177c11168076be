/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-rhythm-findings.h"
#include "report/bw-hrv-figure.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwRhythmCards:
 *
 * What a rhythm, or the stretch of it that is selected, tells: its metrics as a table, and its charts.
 * Two columns where there is room for them, one below the other else. What goes along the recording is
 * shown where it is long enough for that. Before there is anything it says so; while it is being
 * computed, the old values stay, dimmed after a moment, with a spinner beside the caption.
 */
#define BW_TYPE_RHYTHM_CARDS (bw_rhythm_cards_get_type ())
G_DECLARE_FINAL_TYPE (BwRhythmCards, bw_rhythm_cards, BW, RHYTHM_CARDS, AdwBin)

GtkWidget *bw_rhythm_cards_new (void);

/* @findings: (nullable): takes a reference; %NULL for none. Ends what bw_rhythm_cards_set_busy() began. */
void bw_rhythm_cards_set_findings (BwRhythmCards    *self,
                                   BwRhythmFindings *findings);

/* Whether other findings are on their way. */
void bw_rhythm_cards_set_busy (BwRhythmCards *self,
                               gboolean       busy);

/* For norms that go by age; negative where it is not known, as it is at first. */
void bw_rhythm_cards_set_age (BwRhythmCards *self,
                              double         years);

G_END_DECLS

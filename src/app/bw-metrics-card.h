/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-rhythm-findings.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwMetricsCard:
 *
 * The metrics of a rhythm or of a stretch of it, in groups; on top, whether it is long enough for them.
 * Shows the ones that are mostly asked for, or all; what cannot be had is told in one line a group.
 * Actions: `metrics.copy-text` (cells with tabs between), `metrics.copy-csv`, `metrics.show-all`
 * (boolean), `metrics.spectrum` ("welch", "lomb").
 */
#define BW_TYPE_METRICS_CARD (bw_metrics_card_get_type ())
G_DECLARE_FINAL_TYPE (BwMetricsCard, bw_metrics_card, BW, METRICS_CARD, AdwBin)

GtkWidget *bw_metrics_card_new (void);

/* @findings: (nullable): takes a reference; %NULL shows nothing. @age_years: negative unknown */
void bw_metrics_card_set_findings (BwMetricsCard    *self,
                                   BwRhythmFindings *findings,
                                   double            age_years);

/* The table as it is copied: titles, then a metric a line, of those that are shown.
 * Returns: (transfer full) (nullable): %NULL without findings */
char *bw_metrics_card_make_text (BwMetricsCard *self);

G_END_DECLS

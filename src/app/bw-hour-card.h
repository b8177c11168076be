/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-outlook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_HOUR_CARD (bw_hour_card_get_type ())
G_DECLARE_FINAL_TYPE (BwHourCard, bw_hour_card, BW, HOUR_CARD, GtkPopover)

/**
 * BwHourCard:
 *
 * All there is to say of one hour of the chart: the score with its band, the chance of each zone, the
 * milliseconds, what the LSTM says, and what came. It takes neither focus nor clicks from the chart it
 * points at; who shows it puts it away.
 */
GtkWidget *bw_hour_card_new (void);

/* Hour @k of the forecast; or a past hour with its level. @now_ms: the wall clock, for the year. */
void bw_hour_card_show_ahead (BwHourCard      *self,
                              const BwOutlook *outlook,
                              guint            k,
                              gint64           now_ms);
void bw_hour_card_show_past (BwHourCard      *self,
                             const BwOutlook *outlook,
                             gint64           time_ms,
                             double           level_score,
                             gint64           now_ms);

/* Everything it says, a line each, for who cannot see it. Returns: (transfer full) */
char *bw_hour_card_to_text (BwHourCard *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-hrv-metric.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BwNormBar:
 *
 * A normal range as a small bar, with a diamond where the value lies; beyond the bar's ends an arrow.
 * What is only a guide is a bar in outline. Says the same in words to who hears it.
 */
#define BW_TYPE_NORM_BAR (bw_norm_bar_get_type ())
G_DECLARE_FINAL_TYPE (BwNormBar, bw_norm_bar, BW, NORM_BAR, GtkWidget)

/* @norm: (nullable): %NULL shows nothing, and keeps the room */
void bw_norm_bar_set (BwNormBar          *self,
                      const BwMetricNorm *norm,
                      double              value);

/* "Normal: 13 to 51 ms (Task Force 1996, 24 hours)". Returns: (transfer full) */
char *bw_norm_bar_format (const BwMetricNorm *norm,
                          BwMetric            metric);

/* "within", "below", "above" the normal range, or that of a guide, for sentences. */
const char *bw_norm_bar_say_side (const BwMetricNorm *norm,
                                  double              value);

G_END_DECLS

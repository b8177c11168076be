/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-hrv-metric.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BwMetricRow:
 *
 * A metric as a row of a list: its name, the value with a dimmer unit, where it lies in the normal
 * range, and a word where it is weak or cannot be had. Activated, it says what the metric means and
 * whose range that is.
 */
#define BW_TYPE_METRIC_ROW (bw_metric_row_get_type ())
G_DECLARE_FINAL_TYPE (BwMetricRow, bw_metric_row, BW, METRIC_ROW, GtkListBoxRow)

GtkWidget *bw_metric_row_new (BwMetric metric);
BwMetric bw_metric_row_get_metric (BwMetricRow *self);

/* @hrv: (nullable): not kept; %NULL empties it. @age_years: negative unknown */
void bw_metric_row_set (BwMetricRow *self,
                        const BwHrv *hrv,
                        double       age_years);

/* Whether there is a value to show, weak or not, and whether it has a normal range. */
gboolean bw_metric_row_has_value (BwMetricRow *self);
gboolean bw_metric_row_has_norm (BwMetricRow *self);

/* Why there is none, or that it is weak: "needs 5 minutes". Returns: (nullable) */
const char *bw_metric_row_get_reason (BwMetricRow *self);

/* Keeps the room of the normal range free, so that values of several rows stand below each other. */
void bw_metric_row_set_norms_shown (BwMetricRow *self,
                                    gboolean     shown);

/* Shows what the metric means, or hides it again. */
void bw_metric_row_toggle (BwMetricRow *self);

G_END_DECLS

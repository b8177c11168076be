/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-chart.h"
#include "comparator/bw-train-log.h"

G_BEGIN_DECLS

#define BW_TYPE_CURVES_VIEW (bw_curves_view_get_type ())
G_DECLARE_FINAL_TYPE (BwCurvesView, bw_curves_view, BW, CURVES_VIEW, BwChart)

/**
 * BwCurvesView:
 *
 * How a training goes, or went: loss and accuracy by epoch, of training and validation days; with
 * another's laid over it, to compare two models. Pointer or ← →, Home and End read the values of an
 * epoch, Esc puts the cursor away. Beside each other or, below 560 pixels, below each other: it is
 * as high as its width asks for.
 */
BwCurvesView *bw_curves_view_new (void);

/**
 * bw_curves_view_set_points:
 * @points: (array length=n) (nullable): by epoch; copied
 * @epochs_planned: where the axis ends, so that nothing moves while epochs come in; 0 for as far as
 *   the points go
 * @best_epoch: the one whose weights are kept, 0 for none
 *
 * Cheap enough to be called after each epoch. Without points and @epochs_planned it says that there
 * is nothing to show yet.
 */
void bw_curves_view_set_points (BwCurvesView       *self,
                                const BwTrainPoint *points,
                                guint               n,
                                guint               epochs_planned,
                                guint               best_epoch);

/* A second training, laid over the first; without points: none. */
void bw_curves_view_set_other (BwCurvesView       *self,
                               const BwTrainPoint *points,
                               guint               n,
                               guint               epochs_planned,
                               guint               best_epoch);

/* What the two are called in the legend. (nullable) */
void bw_curves_view_set_names (BwCurvesView *self,
                               const char   *name,
                               const char   *other_name);

/* The read-out at the cursor in one line, or %NULL where there is none. */
const char *bw_curves_view_get_read_out (BwCurvesView *self);

G_END_DECLS

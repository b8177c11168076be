/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-ridge.h"

G_BEGIN_DECLS

/* Goes through the readings in the order of time and gives the view of any instant on the way, in z
 * against one baseline. */
typedef struct _BwRidgeWalk BwRidgeWalk;

/* Starts where nothing is known, as far before @at_ms as anything counts. All are borrowed.
 * @level: (nullable): where bw_ridge_walk_level() is not asked for */
BwRidgeWalk *bw_ridge_walk_new (const BwSeries          *series,
                                const BwBaseline        *baseline,
                                const BwLevelParameters *level,
                                gint64                   era_ms,
                                gint64                   at_ms);
void bw_ridge_walk_free (BwRidgeWalk *self);

/* Time never runs backward. */
void bw_ridge_walk_to (BwRidgeWalk *self,
                       gint64       at_ms);
void bw_ridge_walk_view (const BwRidgeWalk *self,
                         gboolean           steps,
                         BwRidgeView       *view);

/* The level forecast of the hour that begins at @start_ms. */
double bw_ridge_walk_level (const BwRidgeWalk *self,
                            gint64             start_ms);

/* Fills the features of an hour, not yet standardised. Returns: a bit for each that is known */
guint64 bw_ridge_features (double             x[BW_RIDGE_FEATURES],
                           const BwRidgeView *view,
                           const BwBaseline  *baseline,
                           double             level,
                           double             k,
                           int                hour);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRidgeWalk, bw_ridge_walk_free)

G_END_DECLS

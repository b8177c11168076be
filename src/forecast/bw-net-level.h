/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-level.h"
#include "forecast/bw-series.h"

G_BEGIN_DECLS

/* The level forecast that the net corrects: the filter of bw-level.h run forward from any issue
 * time. Its parameters are fitted on what was known when the week (UTC, from a Thursday, as the
 * epoch began) of the issue time began, so that they depend on the issue time alone, and on nothing
 * that was asked before. */
typedef struct
{
  BwLevelParameters parameters;  /* of the last fit */
  GArray *time_ms, *z;           /* what they were fitted on: the same again is no work */
} BwNetLevel;

BwNetLevel *bw_net_level_new (void);
void bw_net_level_free (BwNetLevel *self);

/* A filter on its way through the readings of a series. */
typedef struct
{
  const BwSeries *series;        /* borrowed */
  const BwBaseline *baseline;    /* borrowed */
  BwLevelParameters parameters;
  BwLevelState state;
  guint next;                    /* the first reading not taken in yet */
} BwNetLevelRun;

/**
 * bw_net_level_begin:
 * @baseline: of @at_ms, with @era_ms, as bw_series_get_baseline() gives them
 *
 * Sets @run at the start of the readings that make the level at @at_ms (of the era, of 400 days, the
 * last %BW_LEVEL_FIT_RESIDUALS), with the parameters of then.
 */
void bw_net_level_begin (BwNetLevel       *self,
                         BwNetLevelRun    *run,
                         const BwSeries   *series,
                         const BwBaseline *baseline,
                         gint64            era_ms,
                         gint64            at_ms);

/* Takes in the readings before @at_ms, which never goes back. */
void bw_net_level_run_to (BwNetLevelRun *run,
                          gint64         at_ms);

/* The expected level, in z of the run's baseline, in the middle of the hour from @start_ms on. */
double bw_net_level_predict (const BwNetLevelRun *run,
                             gint64               start_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwNetLevel, bw_net_level_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-chart.h"
#include "forecast/bw-backtest.h"

G_BEGIN_DECLS

#define BW_TYPE_COVERAGE_VIEW (bw_coverage_view_get_type ())
G_DECLARE_FINAL_TYPE (BwCoverageView, bw_coverage_view, BW, COVERAGE_VIEW, BwChart)

/**
 * BwCoverageView:
 *
 * How much of the readings the 80 % band held, over the thirty days before each day. Pointer or ← →, Home
 * and End read a day, Esc puts the cursor away.
 */

/**
 * bw_coverage_view_set_backtest:
 * @backtest: (nullable): copied is what is shown of it
 * @zone: (nullable): of the person
 *
 * Shows the band of the model that is shown. Returns: whether there is anything to show
 */
gboolean bw_coverage_view_set_backtest (BwCoverageView   *self,
                                        const BwBacktest *backtest,
                                        GTimeZone        *zone);

/* The read-out at the cursor in one line, or %NULL where there is none. */
const char *bw_coverage_view_get_read_out (BwCoverageView *self);

G_END_DECLS

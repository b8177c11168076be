/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bw-test-library.h"
#include "forecast/bw-backtest.h"

G_BEGIN_DECLS

#define BW_TEST_WATCH "Sam’s Apple Watch"

/* A simulated life in a library of its own; the readings of the last @changed_days are others. */
BwTestLibrary *bw_test_backtest_live (guint days,
                                      guint changed_days);

/* @days to test on, 0 for the usual. Nets begin with random weights: what they begin with is not what is
 * tested. */
BwBacktest *bw_test_backtest_run (BwTestLibrary *test,
                                  guint          days,
                                  gboolean       nets);

/* Without what differs from run to run. */
char *bw_test_backtest_to_text (BwBacktest *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_BACKTEST_PAGE (bw_backtest_page_get_type ())
G_DECLARE_FINAL_TYPE (BwBacktestPage, bw_backtest_page, BW, BACKTEST_PAGE, AdwBin)

/**
 * BwBacktestPage:
 *
 * How good the forecasts are: all models on days that none had seen. Runs the test (action backtest.run)
 * and shows what was found last: in sentences, each model's loss against the average's with its interval
 * by hours ahead, what the band held over time, and the zones; all figures as a table
 * (backtest.show-figures). What is kept in the library is read whenever the page comes into view.
 */
GtkWidget *bw_backtest_page_new (void);

/* Once. */
void bw_backtest_page_set_session (BwBacktestPage *self,
                                   BwSession      *session);

/* For tests: "loading", "empty", "running", "failed", "result". */
const char *bw_backtest_page_get_state (BwBacktestPage *self);

G_END_DECLS

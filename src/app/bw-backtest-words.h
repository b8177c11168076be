/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-backtest.h"
#include "plot/bw-plot-intervals.h"

G_BEGIN_DECLS

/* What the page about the test of the forecasts says, without GTK. All strings are translated; all
 * functions that make one return (transfer full). */

/* Of the hours 1–6, 7–12, 13–24 ahead, or with @block −1 of all. */
const BwBacktestFigures *bw_backtest_words_get_figures (const BwBacktestModel *model,
                                                        int                    block);

/* "12 May 2025 – 28 Sep 2025, 556 forecasts, 781 hours with a reading". */
char *bw_backtest_words_span (const BwBacktest *backtest,
                              GTimeZone        *zone);

/* The loss against the average's: "−2.3 %"; "–" where it is held against itself or not known. */
char *bw_backtest_words_difference (const BwBacktestModel   *model,
                                    const BwBacktestFigures *figures);

/* "−4.1 to −0.5". (nullable) */
char *bw_backtest_words_interval (const BwBacktestModel   *model,
                                  const BwBacktestFigures *figures);

/* A model's row as a sentence without a full stop. */
char *bw_backtest_words_speak (const BwBacktest        *backtest,
                               const BwBacktestModel   *model,
                               const BwBacktestFigures *figures);

/* From where to where the differences are shown, and whole numbers to mark: one that lies far above the
 * others is left outside. */
void bw_backtest_words_axis (const BwBacktest *backtest,
                             int               block,
                             double           *low,
                             double           *high,
                             double           *step);

/* Titles and cells of all figures, with tabs between: a line a model. */
char *bw_backtest_words_headings (void);
char *bw_backtest_words_cells (const BwBacktestModel   *model,
                               const BwBacktestFigures *figures);
char *bw_backtest_words_table (const BwBacktest *backtest,
                               int               block);

/* What became of the hours of a zone. @title: (out) (transfer full): "● Green hours: zone right for 91 %".
 * Returns: (transfer full): "Of 1,204 forecasts: 1,100 green, 90 yellow, 14 red" */
char *bw_backtest_words_zone (const BwBacktestFigures  *figures,
                              BwZone                    zone,
                              char                    **title);

/* What the warnings of red were worth. */
char *bw_backtest_words_warnings (const BwBacktestFigures *figures);

G_END_DECLS

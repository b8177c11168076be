/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-zone.h"
#include "forecast/bw-conformal.h"
#include "forecast/bw-forecast.h"
#include "forecast/bw-gate.h"
#include "store/bw-backtests.h"

G_BEGIN_DECLS

/* How good is it? All models of forecast.md §7 on days that none of them had seen: from rolling
 * origins, each forecast made from what was known then, each with its own bands as they would have been
 * issued. All are judged at the same target hours, those with a reading. */

#define BW_BACKTEST_SHARE 0.35          /* of the data, the newest, by default */
#define BW_BACKTEST_MAX_DAYS 365        /* and at most so many */
#define BW_BACKTEST_STRIDE_HOURS 6
#define BW_BACKTEST_NET_DAYS 56         /* the LSTM is trained anew so often */
#define BW_BACKTEST_COVERAGE_DAYS 30    /* the running coverage is over so many */

/* An hour whose P(red) is at least this is flagged: medians alone lose red with the horizon. */
#define BW_BACKTEST_RED_FLAG 0.3

/* Of the LSTM, beside those of bw_rival_get_id(). */
#define BW_BACKTEST_LSTM "lstm"

/* How one model did at some of the targets. Losses are in ln units.
 *
 * The zone an hour turned out to be in is that of its level (forecast.md §4: the score follows the
 * level, not the single reading) as the smoother knows it two days after the issue, from the readings
 * after the hour too, in the units of the origin's baseline and level. */
typedef struct
{
  guint n;                    /* targets; with none the rest is meaningless */
  double mae_ln, rmse_ln;     /* of the median */
  gboolean has_mase;
  double mase;                /* MAE over that of the seasonal naive before the tested days */
  double pinball;             /* mean of the quantiles 0.1, 0.5, 0.9 */
  double coverage80;          /* share inside the 80 % band, 0 … 1 */
  double width80_ln;
  double interval_score80;    /* width + 2/α · what lies outside (Gneiting & Raftery 2007) */
  guint zones[3][3];          /* targets by the zone they were in, and the zone of the median */
  guint n_flagged;            /* with P(red) ≥ BW_BACKTEST_RED_FLAG */
  guint n_red_flagged;        /* of them, those that were red */
  BwDifference vs_average;    /* pinball loss against the average's and the profile's; ±∞ while */
  BwDifference vs_profile;    /* there are fewer than three weeks */
} BwBacktestFigures;

guint bw_backtest_figures_count_red (const BwBacktestFigures *self);

/* Shares of the targets, 0 … 1; NaN where there is nothing to take a share of. */
double bw_backtest_figures_zone_accuracy (const BwBacktestFigures *self);
double bw_backtest_figures_red_sensitivity (const BwBacktestFigures *self);
double bw_backtest_figures_red_precision (const BwBacktestFigures *self);
double bw_backtest_figures_red_false_alarm (const BwBacktestFigures *self);

typedef struct
{
  char *id;                                         /* "average", "lstm" … */
  BwBacktestFigures all;
  BwBacktestFigures by_block[BW_CONFORMAL_BLOCKS];
  guint *inside;                                    /* (array length=n_days): of the day's targets */
  double *loss;                                     /* (array length=n_days): sum, pinball */
} BwBacktestModel;

/* "Average of three", within a table: begins with a capital letter. Translated. */
const char *bw_backtest_model_get_title (const BwBacktestModel *self);

/* "1–6", for people. */
const char *bw_backtest_block_get_name (int block);

typedef enum {
  BW_BACKTEST_NET_TRIED,
  BW_BACKTEST_NET_TOO_FEW,   /* readings before the tested days */
  BW_BACKTEST_NET_LEFT_OUT,  /* as asked for */
} BwBacktestNet;

typedef struct
{
  BwMeasure measure;
  guint days;              /* to test on; 0: the last 35 % of the data */
  guint stride_hours;      /* 1 … 24; 0: six */
  gboolean nets;           /* the LSTM too */
  gboolean nets_from_zero; /* it begins with random weights, not with those of simulated people */
  BwPreset preset;         /* of the LSTM */
  guint64 seed;
} BwBacktestOptions;

typedef struct
{
  BwBacktestOptions options;  /* as asked for; the measure as it was chosen */
  gint64 made_ms;             /* wall clock; 0 while it is not kept */
  int offset_min;             /* of the person's zone at the end */
  gint64 from_ms, to_ms;      /* the tested days */
  char *fingerprint;          /* of the data and of the code */
  double seconds;
  guint n_origins, n_targets;
  guint n_hours;              /* different target hours */
  char *shown;                /* id of the model that the gate would have shown */
  BwBacktestNet net;
  guint n_days;
  gint64 *days;               /* (array length=n_days): local days (bw_time_local_day()) with targets, by
                               * issue */
  guint *day_targets;         /* (array length=n_days) */
  GPtrArray *models;          /* (element-type BwBacktestModel): in the order of forecast.md §7 */
} BwBacktest;

/**
 * bw_backtest_run:
 * @library: open for reading; nothing is kept (bw_backtest_to_row())
 *
 * Rolling origins every @options->stride_hours; the plain models are fitted anew every week, the LSTM
 * every eight weeks, on what was known then. The outcomes of the 180 days before the tested span warm
 * the bands up (the LSTM's those of its own validation part). Uses two threads. The same data, options
 * and machine give the same figures.
 *
 * Errors: %BW_ERROR_TOO_FEW, %G_IO_ERROR_CANCELLED.
 */
BwBacktest *bw_backtest_run (BwLibrary                *library,
                             const BwBacktestOptions  *options,
                             BwProgress               *progress,
                             GCancellable             *cancellable,
                             GError                  **error);
BwBacktest *bw_backtest_new (void);
void bw_backtest_free (BwBacktest *self);

/* Returns: (nullable): borrowed */
const BwBacktestModel *bw_backtest_get_model (const BwBacktest *self,
                                              const char       *id);
const BwBacktestModel *bw_backtest_get_shown (const BwBacktest *self);

/* The model with the least pinball loss. */
const BwBacktestModel *bw_backtest_get_best (const BwBacktest *self);

/* Share of the readings' hours of the BW_BACKTEST_COVERAGE_DAYS days up to the @day-th that lie inside
 * the model's band. Returns: %FALSE where so many days have not passed, or were empty */
gboolean bw_backtest_running_coverage (const BwBacktest      *self,
                                       const BwBacktestModel *model,
                                       guint                  day,
                                       double                *coverage);

/* What it comes to, in sentences: what is shown and how it did against the usual day; the LSTM; the
 * band; red hours. Returns: (transfer full) (element-type utf8): translated */
GPtrArray *bw_backtest_get_verdict (const BwBacktest *self);

/* The document of `forecast backtest --json`, and back without loss. What is unknown is null.
 * Errors: %BW_ERROR_FORMAT. */
JsonNode *bw_backtest_to_json (const BwBacktest *self);
BwBacktest *bw_backtest_from_json (JsonNode  *node,
                                   GError   **error);

/* The same from text that comes from a library. Errors: %BW_ERROR_FORMAT. */
BwBacktest *bw_backtest_from_text (const char  *text,
                                   GError     **error);

/* For bw_library_set_backtest(). One that was not made yet is made now. Returns: (transfer full) */
BwBacktestRow *bw_backtest_to_row (BwBacktest *self);

/**
 * bw_backtest_read:
 * @kept: (out) (transfer full) (nullable): of the measure that @measure means in this library; %NULL
 *   where none is kept
 *
 * Errors: %BW_ERROR_FORMAT where it cannot be read; %BW_ERROR_TOO_FEW without readings.
 */
gboolean bw_backtest_read (BwLibrary   *library,
                           BwMeasure    measure,
                           BwBacktest **kept,
                           GError     **error);

/* Whether the same options would still find the same: neither the data nor the code has changed. Reads
 * all the data. */
gboolean bw_backtest_is_current (BwLibrary         *library,
                                 const BwBacktest  *self,
                                 GCancellable      *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwBacktest, bw_backtest_free)

G_END_DECLS

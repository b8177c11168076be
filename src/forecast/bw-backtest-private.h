/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-backtest.h"
#include "forecast/bw-forecast-private.h"

G_BEGIN_DECLS

/* Raised whenever a model or a figure changes so much that a kept backtest is of another program. */
#define BW_BACKTEST_VERSION 1

/* Fewer targets than this, or fewer than three weeks, test nothing. */
#define BW_BACKTEST_MIN_TARGETS 100
#define BW_BACKTEST_MIN_WEEKS 3

/* The data of a backtest, enough for its earliest net, and where its tested days begin.
 * Errors: %BW_ERROR_TOO_FEW */
gboolean bw_backtest_load (BwForecastData           *data,
                           gint64                   *from_ms,
                           BwLibrary                *library,
                           const BwBacktestOptions  *options,
                           GCancellable             *cancellable,
                           GError                  **error);

/* Of the data and of the code. Returns: (transfer full) */
char *bw_backtest_make_fingerprint (const BwForecastData *data);

/* A net of those the LSTM was in the tested days. */
typedef struct
{
  gint64 at_ms;             /* trained on what is before */
  gint64 until_ms;          /* its forecasts are issued before */
  gint64 first_ms;          /* and from here on: at_ms, but the first one warms up */
  BwForecastNet *net;
} BwBacktestFit;

/* Returns: (transfer full) (element-type BwBacktestFit): still without nets */
GArray *bw_backtest_plan_fits (gint64 from_ms,
                               gint64 to_ms);

/* A net that could not be trained leaves its days to the one before it.
 * Returns: %FALSE where there is no first one: the tested days are not all forecast then */
gboolean bw_backtest_drop_untrained (GArray *fits);

/* What a run has at hand, and what its models give. */
typedef struct
{
  const BwBacktestOptions *options;
  BwLibrary *library;
  const BwSeries *series;
  gint64 from_ms, to_ms;   /* the tested days */
  BwProgress *progress;
  GCancellable *cancellable;

  GArray *fits;            /* (element-type BwBacktestFit) (nullable) (inout): %NULL without nets, and
                            * after the run where the first could not be trained */
  GArray *targets;         /* (out) (element-type BwTarget): of the rolling origins, those before from_ms
                            * too */
  BwBand *net_bands;       /* (out) (nullable) (array length=targets->len): not yet conformal */
} BwBacktestRun;

/* Rolls the origins of the plain models and trains the nets side by side, and has the nets forecast: all
 * of the progress between reading and scoring. */
gboolean bw_backtest_run_models (BwBacktestRun  *run,
                                 GError        **error);
void bw_backtest_run_clear (BwBacktestRun *run);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwBacktestRun, bw_backtest_run_clear)

/* Shares of the whole. */
#define BW_BACKTEST_SHARE_READING 0.05
#define BW_BACKTEST_SHARE_SCORES 0.05

/**
 * bw_backtest_score:
 * @targets: (element-type BwTarget): by issue time
 * @bands: (array length=targets->len): of the model; @average itself for the average
 * @average, @profile: (array length=targets->len): the bands it is held against
 * @first: the first target that counts
 * @block: the block of horizons that counts, −1 for all
 * @naive_mae: 0 where it is not known
 */
void bw_backtest_score (BwBacktestFigures *figures,
                        GArray            *targets,
                        const BwBand      *bands,
                        const BwBand      *average,
                        const BwBand      *profile,
                        guint              first,
                        int                block,
                        double             naive_mae,
                        guint64            seed);

/* Mean absolute error of the seasonal naive at the targets before the @first-th, 0 where there are
 * none. */
double bw_backtest_naive_mae (GArray *targets,
                              guint   first);

/* As in JSON. */
const char *bw_backtest_net_get_id (BwBacktestNet net);
const char *bw_backtest_block_get_id (int block);

BwBacktestModel *bw_backtest_model_new (const char *id,
                                        guint       n_days);
void bw_backtest_model_free (BwBacktestModel *self);

G_END_DECLS

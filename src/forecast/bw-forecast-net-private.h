/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast-net.h"
#include "forecast/bw-net-chunks.h"
#include "nn/bw-linear.h"
#include "nn/bw-lstm.h"

G_BEGIN_DECLS

#define BW_NET_OUTPUTS (BW_FORECAST_HOURS * 3)
#define BW_NET_MAX_HIDDEN 256
#define BW_NET_MIN_OBSERVED 3       /* hours of the baseline that the default net needs to begin with */

struct _BwForecastNet
{
  BwPreset preset;
  BwParams *params;                  /* of one member: all are alike */
  BwLstm lstm;
  BwLinear head;
  guint n_members;
  BwFloats *values[BW_NET_MAX_MEMBERS];
  BwFeatureScale scale;              /* default */
  float ms_min, ms_max;              /* tutorial: of the training span */

  BwLstmWorkspace *ws;               /* for predicting, made when first used */
  BwNetLevel *level;                 /* likewise */
};

/* The net without weights. 0 for the preset's hidden units and layers */
BwForecastNet *bw_forecast_net_new (BwPreset preset,
                                    guint    n_hidden,
                                    guint    n_layers,
                                    guint    n_members);

/* The level forecasts that the default preset corrects, in z of @baseline, which is that of @at_ms. */
void bw_forecast_net_predict_level (BwForecastNet    *self,
                                    const BwSeries   *series,
                                    gint64            at_ms,
                                    const BwBaseline *baseline,
                                    gint64            era_ms,
                                    double            level[BW_FORECAST_HOURS]);

/* Weights of the default preset's head that make it the level with a normal band. */
void bw_forecast_net_reset_head (const BwForecastNet *self,
                                 float               *values);

/* Raw outputs to quantiles, and the gradient back: y and q are rows × 24 × 3. */
void bw_net_quantiles (float       *q,
                       const float *y,
                       gsize        n_triples);
void bw_net_quantiles_backward (float       *dy,
                                const float *dq,
                                const float *y,
                                const float *mask, /* n_triples × 3: zero where dq is */
                                gsize        n_triples);

/* The two ways of making training data, behind one loop. */
typedef struct
{
  guint n_train, n_validation;       /* samples: chunks or windows */
  guint n_epoch;                     /* drawn from n_train for each epoch */
  guint batch;
  guint steps;                       /* of a sample */
  guint from;                        /* first step with a loss */
  guint n_targets;                   /* numbers a step with a loss has */
  gpointer data;

  /* Fills inputs, targets and mask of @n samples of the training or validation part. */
  void (*fill) (gpointer     data,
                gboolean     validation,
                const guint *samples,
                guint        n,
                float       *x,
                float       *target,
                float       *mask);
} BwNetSamples;

/* How one member is trained. */
typedef struct
{
  guint64 seed;
  guint max_epochs;
  guint patience;                    /* epochs without a gain; 0: the last epoch is kept, and the
                                      * learning rate falls as half a cosine */
  double learning_rate;
  gboolean started;                  /* the weights are there already */
  guint32 blind;                     /* as in BwForecastNetOptions */
} BwNetFit;

/* @epoch from 1. */
typedef void (*BwNetFitTell) (gpointer data,
                              guint    epoch,
                              guint    best_epoch,
                              double   validation_loss);

/* Trains the weights of @self's member. Returns: %FALSE when cancelled */
gboolean bw_forecast_net_fit (BwForecastNet          *self,
                              guint                   member,
                              const BwNetSamples     *samples,
                              const BwNetFit         *how,
                              BwNetMemberStats       *stats,
                              BwNetFitTell            tell,
                              gpointer                tell_data,
                              BwPool                 *pool,
                              GCancellable           *cancellable,
                              GError                **error);

G_END_DECLS

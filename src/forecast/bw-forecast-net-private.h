/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast-net.h"
#include "nn/bw-linear.h"
#include "nn/bw-lstm.h"

G_BEGIN_DECLS

#define BW_NET_BACK 168              /* hours the default preset looks back */
#define BW_NET_HALF 168              /* steps of a chunk that have a loss, the last ones */
#define BW_NET_CHUNK (BW_NET_BACK + BW_NET_HALF - 1) /* the first of them has looked back enough */
#define BW_NET_OUTPUTS (BW_FORECAST_HOURS * 3)
#define BW_NET_MAX_HIDDEN 256
#define BW_NET_TUTORIAL_BACK 24      /* observed hours the tutorial's looks back */

struct _BwForecastNet
{
  BwPreset preset;
  BwParams *params;
  BwFloats *values;
  BwLstm lstm;
  BwLinear head;
  BwFeatureScale scale;              /* default */
  float ms_min, ms_max;              /* tutorial: of the training span */

  BwLstmWorkspace *ws;               /* for predicting, made when first used */
};

/* The net without weights. @n_hidden: 0 for the preset's */
BwForecastNet *bw_forecast_net_new (BwPreset preset,
                                    guint    n_hidden);

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

gboolean bw_forecast_net_fit (BwForecastNet               *self,
                              const BwNetSamples          *samples,
                              const BwForecastNetOptions  *options,
                              BwForecastNetStats          *stats,
                              BwProgress                  *progress,
                              GCancellable                *cancellable,
                              GError                     **error);

G_END_DECLS

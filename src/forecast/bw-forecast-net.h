/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-progress.h"
#include "forecast/bw-features.h"
#include "forecast/bw-forecast.h"
#include "nn/bw-linear.h"
#include "nn/bw-lstm.h"

G_BEGIN_DECLS

/* BurnoutPredictor: an LSTM (zero initial state) with a fully connected layer on the
 * last step's output; weights named as PyTorch names them, "lstm.weight_ih_l0" … "fc.bias".
 *
 * Preset `default`: 168 hours of the features of bw-features.h, one layer of 32 units, and for
 * each of the 24 hours to come the numbers m, a and b. With l, the level forecast of that hour
 * (bw-net-level.h), the quantiles of z are l + m − log (1 + eᵃ), l + m and l + m + log (1 + eᵇ): they
 * cannot cross, and what is learnt is a correction to the level. The head starts at zero, so that an
 * untrained net is the level with a normal band. It is trained many-to-many on chunks of 336 hours,
 * with the pinball loss over the observed target hours at every hour of the second half. Several nets
 * from different seeds are one: their quantiles are averaged.
 *
 * Preset `tutorial`, as published: one feature, the hourly mean of the observed hours in ms,
 * min-max scaled on the training span; 24 of them back, two layers of 64, one output, mean squared
 * error; the next 24 by feeding predictions back. It knows no gaps: one observed hour follows the
 * other. */
typedef struct _BwForecastNet BwForecastNet;

/* What the inputs and outputs of the default preset mean. Another number, another net: 1 predicted z
 * itself. */
#define BW_NET_LAYOUT 2

typedef struct
{
  BwPreset preset;
  guint64 seed;
  guint max_epochs;        /* 0: the preset's */
  guint n_hidden;          /* 0: the preset's; at most BW_NET_MAX_HIDDEN */
  guint n_layers;          /* 0: the preset's */
  guint n_seeds;           /* nets whose quantiles are averaged, at most 5; 0: the preset's */
  const BwForecastNet *start; /* (nullable): borrowed; where the weights begin, `default` only */
  guint32 blind;           /* bit of each BwFeature that the net may not see, for the ablation */
} BwForecastNetOptions;

#define BW_NET_MAX_MEMBERS 5
#define BW_NET_MAX_EPOCHS 100

/* How the training of one of the averaged nets went. */
typedef struct
{
  guint epochs;            /* done */
  guint best_epoch;        /* whose weights were kept, from 1; 0: those it started from */
  float start_loss;        /* validation loss of those */
  float train_loss[BW_NET_MAX_EPOCHS];      /* pinball of z, or squared error of scaled ms */
  float validation_loss[BW_NET_MAX_EPOCHS];
} BwNetMemberStats;

typedef struct
{
  guint parameters;
  guint hours_used;        /* observed hours before the end */
  guint epochs;            /* done, of the member that did most */
  guint best_epoch;        /* of the member that needed most */
  double train_loss;       /* of the best epochs, mean of the members */
  double validation_loss;
  guint n_members;
  BwNetMemberStats members[BW_NET_MAX_MEMBERS];
  gint64 validation_ms;    /* the last 15 % begins here; the weights never saw what follows */
} BwForecastNetStats;

/* Whether there are the 150 observed hours on 30 days before @until_ms that a training takes. */
gboolean bw_forecast_net_can_train (const BwSeries *series,
                                    gint64          until_ms);

/* The same, with %BW_ERROR_TOO_FEW and a sentence for people. */
gboolean bw_forecast_net_check (const BwSeries  *series,
                                gint64           until_ms,
                                GError         **error);

/* Days with readings before @until_ms. */
guint bw_forecast_net_count_days (const BwSeries *series,
                                  gint64          until_ms);

/**
 * bw_forecast_net_train:
 * @until_ms: nothing that begins at or after it is used
 * @stage: (nullable): what to tell as progress
 * @share: share of the whole, see bw_progress_begin_stage()
 *
 * Adam at 1e-3 (from a start 3e-4), gradient norm clipped at 1, early stop on the last 15 % of the
 * span in the order of time; from a start the weights stay as they were where no epoch is better. The
 * batch is 64 windows for `tutorial`, and for `default` 16 chunks (2,688 windows). Two threads share
 * each step; the bits do not depend on how many there are. No state outside the net is kept.
 *
 * Errors: %BW_ERROR_TOO_FEW, %G_IO_ERROR_CANCELLED
 */
BwForecastNet *bw_forecast_net_train (const BwSeries              *series,
                                      gint64                       until_ms,
                                      const BwForecastNetOptions  *options,
                                      BwForecastNetStats          *stats,
                                      const char                  *stage,
                                      double                       share,
                                      BwProgress                  *progress,
                                      GCancellable                *cancellable,
                                      GError                     **error);
void bw_forecast_net_free (BwForecastNet *self);

BwPreset bw_forecast_net_get_preset (const BwForecastNet *self);
guint bw_forecast_net_count (const BwForecastNet *self);
void bw_forecast_net_get_shape (const BwForecastNet *self,
                                guint               *n_hidden,
                                guint               *n_layers,
                                guint               *n_seeds);

/* What it is made of, for those who take it elsewhere. */
const BwLstm *bw_forecast_net_get_lstm (const BwForecastNet *self);
const BwLinear *bw_forecast_net_get_head (const BwForecastNet *self);

/* The block of parameters of one of the nets that are averaged. */
const float *bw_forecast_net_get_values (const BwForecastNet *self,
                                         guint                member);

/* Of the default preset. */
const BwFeatureScale *bw_forecast_net_get_scale (const BwForecastNet *self);

/* The training span's lowest and highest hourly mean, in ms: 0 and 1 to the tutorial's net. */
void bw_forecast_net_get_ms_range (const BwForecastNet *self,
                                   float               *ms_min,
                                   float               *ms_max);

/* A prediction of the tutorial's may leave the range of its training, but never this many ms. */
#define BW_NET_LEAST_MS 1.0

#define BW_NET_BACK 168              /* hours the default preset looks back */
#define BW_NET_TUTORIAL_BACK 24      /* observed hours the tutorial's looks back */

/**
 * bw_forecast_net_predict:
 * @at_ms: issue time; nothing at or after it is looked at
 * @hour: (array length=24): local hour of each hour to come
 * @z: (out): quantiles 0.1, 0.5, 0.9 against the baseline of @at_ms; all the median for `tutorial`
 *
 * Returns: %FALSE where there is too little before @at_ms to go by
 */
gboolean bw_forecast_net_predict (BwForecastNet  *self,
                                  const BwSeries *series,
                                  gint64          at_ms,
                                  const gint8    *hour,
                                  double          z[BW_FORECAST_HOURS][3]);

/* Weights and scales as safetensors. Returns: (transfer full) */
GBytes *bw_forecast_net_save (const BwForecastNet *self);
BwForecastNet *bw_forecast_net_load (GBytes    *bytes,
                                     BwPreset   preset,
                                     GError   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwForecastNet, bw_forecast_net_free)

G_END_DECLS

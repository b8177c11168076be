/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast.h"
#include "store/bw-models.h"

G_BEGIN_DECLS

/* What a trained LSTM says of itself, read out of what the library keeps beside its weights. Nothing in
 * it is taken on trust: what is not there, or makes no sense, is 0 or %NULL. */
typedef struct
{
  gint64 id;
  BwMeasure measure;
  BwPreset preset;
  gboolean imported;
  gint64 from_ms, to_ms;      /* what it was trained on */
  guint64 seed;
  char *fingerprint;          /* of the data it saw */
  guint hidden, layers, seeds;
  guint max_epochs;
  char *start;                /* (nullable): fingerprint of the weights it began from */
  guint parameters, hours_used, epochs, best_epoch;
  double train_loss, validation_loss;   /* pinball; 0 unknown */
  char *verdict;              /* a translated sentence; (nullable) */
  char *losses;               /* (nullable): by epoch, lines of cells with tabs between, titles first */
} BwLstmInfo;

BwLstmInfo *bw_lstm_info_new (const BwModelRow *row);
void bw_lstm_info_free (BwLstmInfo *self);

/* "2 layers of 32, 3 seeds averaged, 12,345 numbers". Returns: (transfer full) (nullable) */
char *bw_lstm_info_format_network (const BwLstmInfo *self);

/* "12 of 20 epochs; loss 0.151 in training, 0.148 on held-out days". Returns: (transfer full) (nullable) */
char *bw_lstm_info_format_training (const BwLstmInfo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLstmInfo, bw_lstm_info_free)

G_END_DECLS

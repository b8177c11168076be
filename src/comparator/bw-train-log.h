/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a training went in one epoch. */
typedef struct
{
  guint epoch;                 /* from 1 */
  double train_loss;           /* mean binary cross-entropy, nats, of what the epoch trained on */
  double train_accuracy;       /* 0 … 1: of the pairs, or beats, that it trained on */
  gboolean has_validation;     /* whether there are validation days: else the next two are 0 */
  double validation_loss;      /* mean binary cross-entropy of the beats of the validation days */
  double validation_accuracy;  /* 0 … 1: of these beats */
} BwTrainPoint;

/**
 * BwTrainLog:
 *
 * What a training tells while it runs: a point an epoch. Thread-safe and reference counted; the
 * worker adds, anyone reads. The functions for the worker take %NULL and then do nothing.
 */
typedef struct _BwTrainLog BwTrainLog;

BwTrainLog *bw_train_log_new (void);
BwTrainLog *bw_train_log_ref (BwTrainLog *self);
void bw_train_log_unref (BwTrainLog *self);

/* Forgets the points there are and begins a training of @epochs_planned. */
void bw_train_log_begin (BwTrainLog *self,
                         guint       epochs_planned);
void bw_train_log_add (BwTrainLog         *self,
                       const BwTrainPoint *point);

/* @epochs_planned: (out) (optional): 0 before the training began
 * Returns: (transfer full) (element-type BwTrainPoint): a copy, by epoch */
GArray *bw_train_log_get (BwTrainLog *self,
                          guint      *epochs_planned);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTrainLog, bw_train_log_unref)

G_END_DECLS

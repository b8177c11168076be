/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-comparator-model-private.h"
#include "comparator/bw-fit.h"

G_BEGIN_DECLS

/* One fit on its way: what all of its parts share. */
typedef struct
{
  const BwBeatSet *set;
  const GArray *training_days, *validation_days;  /* (element-type guint32); never %NULL */
  const BwFitOptions *options;
  guint epochs;               /* planned; 0 for the logistic rule */
  BwPool *pool;
  BwComparatorModel *model;   /* that is being made */

  BwProgress *progress;       /* (nullable) */
  double from, share;         /* this fit's part of the stage, 0 … 1 */
  const char *detail;         /* (nullable): translated: told instead of how each epoch went */
  GCancellable *cancellable;
} BwFit;

/* Waits where the training is paused. Returns: FALSE where it was cancelled */
gboolean bw_fit_go_on (BwFit *self);

/* A clock that stands still while the training is paused, in µs. */
gint64 bw_fit_clock (const BwFit *self);

/* How far this fit is, 0 … 1. */
void bw_fit_update (BwFit  *self,
                    double  fraction);

/* Tells everybody of an epoch: the log, the model's curves, the progress. */
void bw_fit_add_point (BwFit              *self,
                       const BwTrainPoint *point);

/* Ends a training by epochs: @kept (transfer full) (nullable) is what the epoch @best_epoch made, and
 * becomes the model's net. Cancelled where @cancelled: then that stands only where it may and there
 * is something to keep. */
gboolean bw_fit_finish_net (BwFit      *self,
                            BwBeatNet  *kept,
                            guint       best_epoch,
                            gboolean    cancelled,
                            GError    **error);

/* Beats of the recordings with @label on @days, in the order of the set; BW_LABEL_NONE for both
 * labels. Returns: (transfer full) (element-type guint) */
GArray *bw_fit_list_beats (const BwBeatSet *set,
                           const GArray    *days,
                           BwLabel          label);

/* @n of @beats (element-type guint), not empty, at random, each once before one comes again.
 * Returns: (transfer full) (array length=n) */
guint *bw_fit_draw_beats (const GArray *beats,
                          guint         n,
                          GRand        *rand);

/* Every @n-th of @days from the @fold-th on, or with @held_out FALSE all the others.
 * Returns: (transfer full) (element-type guint32) */
GArray *bw_fit_fold_days (const GArray *days,
                          guint         n,
                          guint         fold,
                          gboolean      held_out);

/* What one mode does. Each fills in the model's net, logistic rule or references, and its info. */
gboolean bw_fit_published (BwFit   *self,
                           GError **error);
gboolean bw_fit_default (BwFit   *self,
                         GError **error);

/* Logistic regression on the published waves without their RR interval. */
gboolean bw_fit_published_logistic (BwFit   *self,
                                    GError **error);

/* Default mode's net, of the model's rule. */
gboolean bw_fit_default_net (BwFit   *self,
                             GError **error);

/* The references of a model of one mode, drawn from @days. Errors: %BW_ERROR_TOO_FEW */
gboolean bw_fit_published_references (BwComparatorModel  *model,
                                      const BwBeatSet    *set,
                                      const GArray       *days,
                                      guint64             seed,
                                      GError            **error);
gboolean bw_fit_default_references (BwComparatorModel  *model,
                                    const BwBeatSet    *set,
                                    const GArray       *days,
                                    GError            **error);

G_END_DECLS

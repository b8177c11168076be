/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BwProgress:
 *
 * How far a long operation is, told by the worker and read by anyone. Thread-safe and reference
 * counted; every function takes %NULL and then does nothing, so that workers never ask.
 *
 * An operation is a sequence of stages. A stage has a share of the whole (its weight), a sentence
 * for people ("Reading records…") and a fraction from 0 to 1.
 *
 * An operation that can pause asks bw_progress_wait() between its steps.
 */
typedef struct _BwProgress BwProgress;

typedef struct
{
  char *stage;          /* (nullable): translated sentence; free with bw_progress_state_clear() */
  char *detail;         /* (nullable): translated figures, e.g. "1,203,000 records" */
  double fraction;      /* of the whole, 0 … 1; negative while unknown */
  gint64 elapsed_us;    /* since bw_progress_new(), without the pauses */
  gint64 remaining_us;  /* estimate, negative while unknown */
  gboolean paused;      /* is to wait, or waits already */
} BwProgressState;

/* Called from the worker's thread, at most every 50 ms, at each change of stage, and where the worker
 * begins and ends to wait. */
typedef void (*BwProgressNotify) (BwProgress *progress,
                                  gpointer    user_data);

BwProgress *bw_progress_new (void);
BwProgress *bw_progress_ref (BwProgress *self);
void bw_progress_unref (BwProgress *self);

/* @user_data must outlive @self's last update; pass %NULL to stop being told. */
void bw_progress_set_notify (BwProgress       *self,
                             BwProgressNotify  notify,
                             gpointer          user_data);

/**
 * bw_progress_begin_stage:
 * @stage: a translated sentence without a full stop
 * @share: this stage's share of the whole operation, 0 … 1; the shares of all stages add up to 1.
 *   A negative share means the length of the whole is unknown
 *
 * Ends the stage before it (whose share then counts as done) and begins the next.
 */
void bw_progress_begin_stage (BwProgress *self,
                              const char *stage,
                              double      share);

/* @fraction of the current stage, 0 … 1. Cheap enough to call for every batch. */
void bw_progress_update (BwProgress *self,
                         double      fraction);

/* @detail is copied; it is replaced by the next call and cleared by the next stage. */
void bw_progress_set_detail (BwProgress *self,
                             const char *detail);

/* Asks the worker to wait, or to go on. From any thread; returns at once. A worker that is cancelled
 * while it waits goes on, to end. */
void bw_progress_set_paused (BwProgress *self,
                             gboolean    paused);
gboolean bw_progress_get_paused (BwProgress *self);

/* For the worker, between two steps: returns at once where it is not paused, else when it is to go
 * on or @cancellable (nullable) is cancelled. Says nothing of which; ask @cancellable. */
void bw_progress_wait (BwProgress   *self,
                       GCancellable *cancellable);

/* Fills @state with a consistent copy. */
void bw_progress_get_state (BwProgress      *self,
                            BwProgressState *state);
void bw_progress_state_clear (BwProgressState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwProgress, bw_progress_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwProgressState, bw_progress_state_clear)

G_END_DECLS

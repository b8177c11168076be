/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwPool:
 *
 * A few threads that stay awake between the small, equal tasks of a training step. One caller at a
 * time; a job makes its own pool and frees it. What a task computes must not depend on which
 * thread runs it, nor on how many there are.
 */
typedef struct _BwPool BwPool;

typedef void (*BwPoolFunc) (guint    task,
                            gpointer data);

/* @n_threads counts the caller, which works too; 0 means 2, or 1 on a machine with one core. */
BwPool *bw_pool_new (guint n_threads);
void bw_pool_free (BwPool *self);

guint bw_pool_get_n_threads (BwPool *self);

/* Calls @func for tasks 0 … @n_tasks − 1 and returns when all are done. Without @self (%NULL) all
 * run on the calling thread. */
void bw_pool_run (BwPool     *self,
                  guint       n_tasks,
                  BwPoolFunc  func,
                  gpointer    data);

/* While a task runs: which of the pool's threads runs it, from 0 (the caller) to n_threads − 1. For
 * memory that one task after another may use. */
guint bw_pool_get_thread (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPool, bw_pool_free)

G_END_DECLS

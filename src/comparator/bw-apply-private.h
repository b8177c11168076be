/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-apply.h"
#include "comparator/bw-comparator-model-private.h"

G_BEGIN_DECLS

/* Fasting beats of the day that default mode's comparator holds a beat against. */
#define BW_DEFAULT_REFERENCES 16

/* @n of @beats, evenly spread over them, some more than once where there are fewer.
 * Returns: (transfer full) (array length=n) */
guint *bw_apply_spread (const guint *beats,
                        guint        n_beats,
                        guint        n);

/* The waves of @beats, one after the other. Returns: (transfer full): n × @n_samples */
float *bw_apply_gather (const float *waves,
                        guint        n_samples,
                        const guint *beats,
                        guint        n);

G_END_DECLS

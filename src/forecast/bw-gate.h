/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-conformal.h"
#include "forecast/bw-outlook.h"
#include "forecast/bw-rivals.h"

G_BEGIN_DECLS

/* A mean difference of losses in percent of the rival's loss, with its 95 % interval; negative
 * where the first is better. */
typedef struct
{
  guint n;        /* targets */
  guint n_weeks;
  double percent, low, high;
} BwDifference;

/**
 * bw_gate_compare:
 * @loss: (array length=n)
 * @rival: (array length=n): losses at the same targets
 * @issued_ms: (array length=n): ascending
 *
 * Neighbouring targets share their weather, so whole weeks are drawn (block bootstrap, 2,000 draws,
 * seeded). With fewer than three weeks the interval is all there is: ±∞.
 */
void bw_gate_compare (BwDifference *self,
                      const double *loss,
                      const double *rival,
                      const gint64 *issued_ms,
                      guint         n,
                      guint64       seed);

/* Whether a learned model is shown: the whole interval against its rival lies below zero. */
gboolean bw_gate_passes (const BwDifference *self);

/* How @bands did from the @first-th target on, and against @median's.
 * @targets: (element-type BwTarget) */
void bw_gate_track (BwTrackRecord *track,
                    GArray        *targets,
                    const BwBand  *bands,
                    const BwBand  *median,
                    guint          first);

G_END_DECLS

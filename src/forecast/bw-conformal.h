/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bands that hold what they promise: conformal margins around a forecast, in units of z, per block
 * of horizons (1–6, 7–12, 13–24 hours).
 *
 * An outcome y against quantiles q_lo … q_hi (equal where a model gives only its median) scores
 * max (q_lo − y, y − q_hi) (Romano, Patterson & Candès 2019); the margin is the
 * ⌈(n + 1)(1 − α)⌉-th smallest score. From 120 days of readings on, each side keeps its own scores
 * and half of α. α follows the misses (Gibbs & Candès 2021) with γ = 0.01, an outcome of horizon h
 * being known h hours late; each rule's α follows the bands that it made and no others. A block keeps
 * its newest 2,000 scores. Under 30 days, or 20 outcomes, the margins are those of simulated people,
 * which follow nothing: on wearers of a band for eleven days following the misses cost 1 % of pinball
 * loss. */

#define BW_CONFORMAL_BLOCKS 3
#define BW_CONFORMAL_ALPHA 0.2
#define BW_CONFORMAL_POPULATION_DAYS 30
#define BW_CONFORMAL_TWO_SIDED_DAYS 120

/* 0: 1–6 h, 1: 7–12 h, 2: 13–24 h. */
int bw_conformal_block (int horizon);

typedef struct _BwConformal BwConformal;

BwConformal *bw_conformal_new (void);
void bw_conformal_free (BwConformal *self);

/**
 * bw_conformal_margins:
 * @has_quantiles: whether the model gives quantiles and not only a median: the margins of simulated
 *   people, which lie around a median, are then not for it, and its own quantiles stand as they are
 *
 * Margins to take off q_lo and to add to q_hi; negative where the quantiles were too wide.
 */
void bw_conformal_margins (const BwConformal *self,
                           int                block,
                           guint              days,
                           gboolean           has_quantiles,
                           double            *below,
                           double            *above);

/* How many outcomes a block knows, at most 2,000. */
guint bw_conformal_count (const BwConformal *self,
                          int                block);

/* The margins of simulated people in their first 30 days, around a median (the table comes from
 * tests/bench/population-margins). */
void bw_conformal_population (int     block,
                              double *below,
                              double *above);

/* What makes a band's margins. */
typedef enum {
  BW_CONFORMAL_OF_POPULATION,
  BW_CONFORMAL_SYMMETRIC,
  BW_CONFORMAL_TWO_SIDED,
} BwConformalRule;

/* One forecast hour and what came of it. All values are in z. */
typedef struct
{
  gint64 issued_ms;
  gint64 due_ms;         /* when the outcome was known */
  int horizon;
  guint days;            /* of the baseline when it was issued */
  double low, median, high;  /* the model's own quantiles; equal where it has but a median */
  double outcome;
  double band_low;       /* (out): as it would have been issued */
  double band_high;
  BwConformalRule rule;  /* (out): that made it */
} BwBand;

/**
 * bw_conformal_run:
 * @bands: (array length=n): in the order of issue
 *
 * Goes through the past as it happened: each band is made from the outcomes known when it was
 * issued. @self is left as it stands after the last outcome, ready for the next issue.
 */
void bw_conformal_run (BwConformal *self,
                       BwBand      *bands,
                       guint        n);

/* Mean pinball loss at 0.1, 0.5 and 0.9 of one band. */
double bw_band_pinball (const BwBand *band);

/* The ⌈(n + 1)(1 − α)⌉-th smallest of @sorted, the largest where that is beyond n. */
double bw_conformal_quantile (const double *sorted,
                              guint         n,
                              double        alpha);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwConformal, bw_conformal_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-intervals-view.h"

G_BEGIN_DECLS

/* How many of n were right, as a row of a #BwProportionsView. */
typedef struct
{
  const char *name;            /* "Heart rate alone", or a day */
  const char *detail;          /* (nullable): a line below it: "Rival", "○ 12  ▲ 20" */
  const char *spoken_detail;   /* (nullable): the same in words, where it has shapes */
  guint n, correct;            /* n 0: there was nothing to judge by */
  double low, high;            /* 0 … 1: the 95 % interval */
  gboolean is_used;            /* stands out; that it is used is for @detail to say */
} BwProportionsViewRow;

#define BW_TYPE_PROPORTIONS_VIEW (bw_proportions_view_get_type ())
G_DECLARE_FINAL_TYPE (BwProportionsView, bw_proportions_view, BW, PROPORTIONS_VIEW, BwIntervalsView)

/**
 * BwProportionsView:
 *
 * Shares of right answers with their intervals and figures: rules beside their rivals, or one rule
 * by day.
 */
BwProportionsView *bw_proportions_view_new (void);

/* Copies them; 0 rows for none. */
void bw_proportions_view_set_rows (BwProportionsView          *self,
                                   const BwProportionsViewRow *rows,
                                   guint                       n_rows);

/**
 * bw_proportions_view_set_reference:
 * @share: 0 … 1: what guessing gives, as an upright line
 * @label: (nullable): over it: "Always fasting: 55 %"; %NULL takes the line away
 */
void bw_proportions_view_set_reference (BwProportionsView *self,
                                        double             share,
                                        const char        *label);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-rivals.h"

G_BEGIN_DECLS

/* Targets of every six hours from the third day on, whatever the baseline's age.
 * Returns: (transfer full) (element-type BwTarget) */
GArray *bw_test_roll_young (const BwSeries *series);

/* Quantiles 0.1 and 0.9 of outcome − average, in z, of simulated people (both laws of strain in turn)
 * in their first 30 days with a watch, from the third on. Returns: the number of outcomes */
guint bw_test_population_margins (guint    people,
                                  guint64  seed,
                                  int      block,
                                  double  *below,
                                  double  *above);

G_END_DECLS

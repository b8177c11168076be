/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Quantiles 0.1 and 0.9 of outcome − level forecast, in z, of simulated people (both laws of strain
 * in turn) who have worn a watch for 30 days. Returns: the number of outcomes */
guint bw_test_population_margins (guint    people,
                                  guint64  seed,
                                  int      block,
                                  double  *below,
                                  double  *above);

G_END_DECLS

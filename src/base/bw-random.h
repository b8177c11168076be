/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Draws from distributions on top of GLib's Mersenne Twister. The same seed gives the same
 * numbers on every machine. A GRand belongs to one thread. */

/* A generator for one named part of a seeded whole, so that adding draws to one part leaves the
 * others as they were. Free with g_rand_free(). */
GRand *bw_random_new (guint64     seed,
                      const char *part);

/* Mean 0, standard deviation 1. Marsaglia's polar method, one draw a call. */
double bw_random_normal (GRand *rand);

/* Gamma distribution with shape > 0 and scale > 0. Marsaglia & Tsang 2000. */
double bw_random_gamma (GRand  *rand,
                        double  shape,
                        double  scale);

/* Uniform in 0 … @n − 1 (@n > 0) from the system's own source, for what nobody is to guess; no seed
 * repeats it. Errors: %BW_ERROR_FAILED where the system has no such source. */
gboolean bw_random_secret (guint32   n,
                           guint32  *value,
                           GError  **error);

/* Fills @order with a uniformly drawn permutation of 0 … @n − 1 (Fisher–Yates). */
void bw_random_permutation (GRand *rand,
                            guint *order,
                            guint  n);

G_END_DECLS

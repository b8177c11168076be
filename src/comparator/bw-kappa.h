/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far two readers agree beyond what chance alone would give. */
typedef struct
{
  guint n;             /* recordings both labelled */
  double agreement;    /* share of them that both label alike, 0 … 1; 0 where n is 0 */

  gboolean has_kappa;  /* FALSE where n is 0, or both gave one and the same label to all: chance
                        * alone then explains it, and kappa is 0 / 0 */
  double kappa;        /* −1 … 1; 0 where chance explains all agreement */
  double se;           /* standard error; 0 where all agree */
  double low, high;    /* 95 %, within −1 … 1 */
} BwKappa;

/**
 * bw_kappa_from_table:
 * @counts: (array): k × k, [first reader's label][second reader's label]
 * @k: labels there are, > 0
 *
 * J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
 * Measurement 20 (1960) 37–46, with the large-sample standard error of J. L. Fleiss, J. Cohen and
 * B. S. Everitt, "Large sample standard errors of kappa and weighted kappa", Psychological Bulletin
 * 72 (1969) 323–327, equation 13. For fewer than some 30 recordings the interval is too short.
 */
void bw_kappa_from_table (BwKappa     *kappa,
                          const guint *counts,
                          guint        k);

/* The word of J. R. Landis and G. G. Koch (Biometrics 33 (1977) 159–174) for @kappa as it is told,
 * with two decimals: translated "poor" below 0, "slight" to 0.20, "fair" to 0.40, "moderate" to
 * 0.60, "substantial" to 0.80, "almost perfect". */
const char *bw_kappa_get_text (double kappa);

G_END_DECLS

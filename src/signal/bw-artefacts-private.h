/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-artefacts.h"

G_BEGIN_DECLS

/* What changes and levels are held against: running quantiles, truncated at the ends, in time
 * linear in @n. Only elements marked in @valid enter them; all get one. */

/* α times the quartile deviation of |x| in the 91 beats around each, but no less than
 * @options' minimum, and never 0. */
void bw_artefacts_compute_threshold (double                  *threshold,
                                     const double            *x,
                                     const guint8            *valid,
                                     guint                    n,
                                     const BwArtefactOptions *options);

/* The median of the 11 around each; 0 of none. */
void bw_artefacts_compute_level (double       *level,
                                 const double *rr,
                                 const guint8 *valid,
                                 guint         n);

G_END_DECLS

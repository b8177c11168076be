/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-conformal.h"

G_BEGIN_DECLS

/* Bands by simpler rules than the product's (forecast/bw-conformal.h), to hold those against. */

/**
 * skill_margins_run:
 * @bands: (array length=n): as bw_conformal_run() takes them
 * @population: whether people new to it get the population's margins; else each band is made of its
 *   person's own outcomes alone, and those of a block with fewer than five are left empty (NaN)
 *
 * The same scores, blocks and sides, but α stays what it is.
 */
void skill_margins_run (BwBand   *bands,
                        guint     n,
                        gboolean  population);

gboolean skill_band_holds (const BwBand *band);

/* Interval score at 80 % in units of z: width and 2/α times what lies outside (Gneiting & Raftery
 * 2007). */
double skill_band_score (const BwBand *band);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-conformal.h"

G_BEGIN_DECLS

/* Bands by simpler rules than the product's (forecast/bw-conformal.h), to hold those against. */

typedef enum {
  SKILL_MARGINS_STATIC,     /* the product's, but α stays what it is */
  SKILL_MARGINS_OWN,        /* quantiles 0.1 and 0.9 of the person's own residuals in the block */
  SKILL_MARGINS_OWN_WIDTH,  /* quantile 0.8 of their size, the same on both sides */
} SkillMargins;

/* @bands: (array length=n): as bw_conformal_run() takes them. Where a block has no outcome of the
 * person's own yet, those that are made of nothing else are left empty (NaN). */
void skill_margins_run (BwBand       *bands,
                        guint         n,
                        SkillMargins  margins);

gboolean skill_band_holds (const BwBand *band);

/* Interval score at 80 % in units of z: width and 2/α times what lies outside (Gneiting & Raftery
 * 2007). */
double skill_band_score (const BwBand *band);

G_END_DECLS

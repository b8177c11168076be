/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-ecg-analysis.h"

G_BEGIN_DECLS

/* The stretches of a recording that are not as they should be; what each means stands in
 * bw-ecg-analysis.h.
 *
 * Returns: (transfer full) (element-type BwEcgStretch): ascending by start, then by flaw */
GArray *bw_ecg_flaws_find (const double   *samples_uv,
                           guint           n,
                           double          rate_hz,
                           const BwRPeaks *peaks);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-intervals-view.h"
#include "report/bw-rhythm-comparison.h"

G_BEGIN_DECLS

/* Shows the differences of a comparison in rows: the values, the difference and its interval, and as a
 * mark B as a multiple of A, which all metrics share.
 * @all: every metric; else those that are usually looked at */
void bw_compare_rows_show (BwIntervalsView          *view,
                           const BwRhythmComparison *comparison,
                           gboolean                  all);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-trend.h"

G_BEGIN_DECLS

/* What the Trend page says, without a widget. All return (transfer full). */

/* A day: lines, the date first, then what was known, and the notes that touch it.
 * @notes: (nullable) (element-type BwAnnotation) */
char *bw_trend_describe_day (const BwTrend    *trend,
                             const BwTrendDay *day,
                             const GPtrArray  *notes);

/* The chart for those who do not see it: the span, the sentence, the last score. */
char *bw_trend_describe (const BwTrend *trend);

/* A line a day of cells with tabs between, titles first. */
char *bw_trend_make_table (const BwTrend   *trend,
                           const GPtrArray *notes);

G_END_DECLS

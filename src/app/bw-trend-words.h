/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/bw-trend-figure.h"

G_BEGIN_DECLS

/* What the charts of the trend say, without a widget. All return (transfer full). */

/* A day: lines, the date first, then what was known, and the notes that touch it.
 * @notes: (nullable) (element-type BwAnnotation) */
char *bw_trend_describe_day (const BwTrend     *trend,
                             const BwTrendDay  *day,
                             const GPtrArray   *notes,
                             BwTrendFigureKind  kind);

/* A reading, and the day it is of. */
char *bw_trend_describe_reading (const BwTrend        *trend,
                                 const BwTrendReading *reading,
                                 const BwTrendDay     *day,
                                 const GPtrArray      *notes);

/* "Last 7 days: 41 ms, varying by 4.2 %. Normal range of the last 60 days: 37 to 44 ms.": what is known of
 * that on the last day. */
char *bw_trend_describe_numbers (const BwTrend *trend);

/* The same, and what the marks of
 * the single readings mean. */
char *bw_trend_describe_marks (const BwTrend *trend);

/* The chart for those who do not see it: the span, the sentence, the last score. */
char *bw_trend_describe (const BwTrend *trend);

/* A line a day from the @first on, of cells with tabs between, titles first: the score, or the single
 * readings. */
char *bw_trend_make_table (const BwTrend     *trend,
                           const GPtrArray   *notes,
                           BwTrendFigureKind  kind,
                           guint              first);

G_END_DECLS

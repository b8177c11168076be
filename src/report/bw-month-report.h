/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-trend.h"
#include "report/bw-report-words.h"

G_BEGIN_DECLS

/**
 * bw_month_report_render:
 * @measure: as for bw_trend_new()
 * @month: 1 … 12, of the library's zone
 *
 * A month on paper: a sentence or two, a calendar of the days' means, the chart of the trend, a table
 * by day, the person's notes, and how it was made.
 *
 * Returns: (transfer full): a PDF. Errors: %BW_ERROR_TOO_FEW for a month without a reading that counts,
 *   those of the library and of bw_report_document_render()
 */
GBytes *bw_month_report_render (BwLibrary              *library,
                                BwMeasure               measure,
                                int                     year,
                                int                     month,
                                const BwReportOptions  *options,
                                BwProgress             *progress,
                                GCancellable           *cancellable,
                                GError                **error);

G_END_DECLS

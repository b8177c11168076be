/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-trend.h"
#include "report/bw-report-words.h"

G_BEGIN_DECLS

/**
 * bw_day_report_render:
 * @measure: as for bw_trend_new(): of the day's mean and the normal range
 * @day: a day count, of the library's zone
 *
 * A day on paper: a sentence or two, its readings against the clock, a table of them and of the
 * recordings, a small tachogram of each, the person's notes, and how it was made.
 *
 * Returns: (transfer full): a PDF. Errors: %BW_ERROR_TOO_FEW for a day without beats, those of the
 *   library and of bw_report_document_render()
 */
GBytes *bw_day_report_render (BwLibrary              *library,
                              BwMeasure               measure,
                              gint64                  day,
                              const BwReportOptions  *options,
                              BwProgress             *progress,
                              GCancellable           *cancellable,
                              GError                **error);

G_END_DECLS

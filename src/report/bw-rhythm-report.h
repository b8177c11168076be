/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/bw-report-words.h"
#include "rhythm/bw-rhythm.h"

G_BEGIN_DECLS

/**
 * bw_rhythm_report_render:
 * @from_ms, @to_ms: since the first beat; 0 and %G_MAXDOUBLE for all of it
 * @age_years: negative where it is not known; for norms
 *
 * A reading, a recording or a stretch of it on paper: what it is in a few sentences, the tachogram,
 * what was corrected, all metrics with norms and how far they can be trusted, the charts, and how it
 * was made.
 *
 * Returns: (transfer full): a PDF. Errors: %BW_ERROR_TOO_FEW where no two intervals can be used, those
 *   of bw_report_document_render()
 */
GBytes *bw_rhythm_report_render (const BwRhythm         *rhythm,
                                 double                  from_ms,
                                 double                  to_ms,
                                 double                  age_years,
                                 const BwReportOptions  *options,
                                 BwProgress             *progress,
                                 GCancellable           *cancellable,
                                 GError                **error);

G_END_DECLS

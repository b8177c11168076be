/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-summary.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwExportSpan:
 *
 * Rows that ask for a stretch of time: all of it, the last month or year that there are data of, or from
 * one time to another.
 *
 * Signals:
 *  - `changed`: another one was chosen, or whether it is one at all
 */
#define BW_TYPE_EXPORT_SPAN (bw_export_span_get_type ())
G_DECLARE_FINAL_TYPE (BwExportSpan, bw_export_span, BW, EXPORT_SPAN, AdwPreferencesGroup)

/* What the library holds decides what is the last month. Keeps what was chosen. */
void bw_export_span_set_summary (BwExportSpan    *self,
                                 const BwSummary *summary);

/**
 * bw_export_span_get:
 * @from_ms, @to_ms: (out): [from, to), UTC; %G_MININT64 and %G_MAXINT64 for all
 *
 * Returns: whether that is a stretch of time
 */
gboolean bw_export_span_get (BwExportSpan *self,
                             gint64       *from_ms,
                             gint64       *to_ms);

G_END_DECLS

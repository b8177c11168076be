/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-export-page.h"

G_BEGIN_DECLS

/**
 * BwExportSeriesPage:
 *
 * Time series as line protocol, for a database of them: of which measurements, of which stretch
 * of time, and whether the person's name stands with each.
 */
#define BW_TYPE_EXPORT_SERIES_PAGE (bw_export_series_page_get_type ())
G_DECLARE_FINAL_TYPE (BwExportSeriesPage, bw_export_series_page, BW, EXPORT_SERIES_PAGE, BwExportPage)

BwExportPage *bw_export_series_page_new (void);

G_END_DECLS

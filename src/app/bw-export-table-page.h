/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-export-page.h"

G_BEGIN_DECLS

/**
 * BwExportTablePage:
 *
 * What the app shows, as tables: one of them as CSV or JSON, or all in an archive, and of which stretch
 * of time.
 */
#define BW_TYPE_EXPORT_TABLE_PAGE (bw_export_table_page_get_type ())
G_DECLARE_FINAL_TYPE (BwExportTablePage, bw_export_table_page, BW, EXPORT_TABLE_PAGE, BwExportPage)

BwExportPage *bw_export_table_page_new (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-export-page.h"

G_BEGIN_DECLS

/**
 * BwExportSharePage:
 *
 * Recordings with their labels to be given away without names: which, and then, before anything is
 * written, all that will be in it and what is left off.
 */
#define BW_TYPE_EXPORT_SHARE_PAGE (bw_export_share_page_get_type ())
G_DECLARE_FINAL_TYPE (BwExportSharePage, bw_export_share_page, BW, EXPORT_SHARE_PAGE, BwExportPage)

/* @selected: (nullable) (element-type gint64): those selected on the ECG page; copied */
BwExportPage *bw_export_share_page_new (const GArray *selected);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-export-page.h"

G_BEGIN_DECLS

/**
 * BwExportEcgPage:
 *
 * Recordings for other ECG software, a file each in a new folder: which, in what form, and whether they
 * say whose they are, which they do only when told to.
 */
#define BW_TYPE_EXPORT_ECG_PAGE (bw_export_ecg_page_get_type ())
G_DECLARE_FINAL_TYPE (BwExportEcgPage, bw_export_ecg_page, BW, EXPORT_ECG_PAGE, BwExportPage)

/* @selected: (nullable) (element-type gint64): those selected on the ECG page; copied */
BwExportPage *bw_export_ecg_page_new (const GArray *selected);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-export-page.h"

G_BEGIN_DECLS

/**
 * BwExportModelPage:
 *
 * A model for a phone or another program: which, in what form, and whether examples go with it. With
 * those it is two files, that go into a new folder in the one that is chosen.
 */
#define BW_TYPE_EXPORT_MODEL_PAGE (bw_export_model_page_get_type ())
G_DECLARE_FINAL_TYPE (BwExportModelPage, bw_export_model_page, BW, EXPORT_MODEL_PAGE, BwExportPage)

/* @forecast: those of the forecast; else the comparator’s, of the Glucose page */
BwExportPage *bw_export_model_page_new (gboolean forecast);

/* Chooses a model by its id, at once or when it is known. */
void bw_export_model_page_select (BwExportModelPage *self,
                                  gint64             id);

G_END_DECLS

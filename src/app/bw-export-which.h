/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-set.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwExportWhich:
 *
 * A row that asks which recordings: those selected where there are any, all, those with a label. Each
 * says how many they are; what would be none is not offered.
 *
 * Signals: those of #AdwComboRow; `notify::selected` when it is changed.
 */
#define BW_TYPE_EXPORT_WHICH (bw_export_which_get_type ())
G_DECLARE_FINAL_TYPE (BwExportWhich, bw_export_which, BW, EXPORT_WHICH, AdwComboRow)

/* @labelled_first: those with a label are what is meant, as far as nothing was said.
 * @selected: (nullable) (element-type gint64): copied; those that are gone are left out */
void bw_export_which_set (BwExportWhich  *self,
                          const BwEcgSet *set,
                          const GArray   *selected,
                          gboolean        labelled_first);

/* Returns: (transfer full) (element-type gint64): by start; empty where there are none */
GArray *bw_export_which_list (BwExportWhich *self);

G_END_DECLS

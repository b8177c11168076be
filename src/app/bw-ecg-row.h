/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwEcgRow:
 *
 * A recording in the list: when, its label as a chip of shape and word, its quality and figures, who
 * labelled it, and in a lighter chip what the model in use predicts. It follows its item.
 */
#define BW_TYPE_ECG_ROW (bw_ecg_row_get_type ())
G_DECLARE_FINAL_TYPE (BwEcgRow, bw_ecg_row, BW, ECG_ROW, AdwBin)

GtkWidget *bw_ecg_row_new (void);

/* @item: (nullable) */
void bw_ecg_row_set_item (BwEcgRow  *self,
                          BwEcgItem *item);

BwEcgItem *bw_ecg_row_get_item (BwEcgRow *self);

/* The row in one sentence. Returns: (transfer full) */
char *bw_ecg_row_describe (BwEcgItem *item);

G_END_DECLS

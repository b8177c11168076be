/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-rhythm-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwRhythmLine:
 *
 * A rhythm in the list of the Rhythm page, below the heading of its day where it is the first.
 */
#define BW_TYPE_RHYTHM_LINE (bw_rhythm_line_get_type ())
G_DECLARE_FINAL_TYPE (BwRhythmLine, bw_rhythm_line, BW, RHYTHM_LINE, AdwBin)

GtkWidget *bw_rhythm_line_new (void);

/* @item: (nullable) */
void bw_rhythm_line_set_item (BwRhythmLine *self,
                              BwRhythmItem *item);
BwRhythmItem *bw_rhythm_line_get_item (BwRhythmLine *self);

G_END_DECLS

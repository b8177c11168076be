/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rhythm/bw-rhythm-list.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BwRhythmItem:
 *
 * A rhythm as the list of the Rhythm page shows it: what is known of it without its beats.
 *
 * Signals:
 *  - `changed`: anything that is shown of it changed
 */
#define BW_TYPE_RHYTHM_ITEM (bw_rhythm_item_get_type ())
G_DECLARE_FINAL_TYPE (BwRhythmItem, bw_rhythm_item, BW, RHYTHM_ITEM, GObject)

/* @row: copied */
BwRhythmItem *bw_rhythm_item_new (const BwRhythmRow *row);

/* What the library holds now. */
void bw_rhythm_item_update (BwRhythmItem      *self,
                            const BwRhythmRow *row);

const BwRhythmRow *bw_rhythm_item_get_row (BwRhythmItem *self);
const BwRhythmKey *bw_rhythm_item_get_key (BwRhythmItem *self);

/* The civil day it began on; that of nothing else where no day is known. */
gint64 bw_rhythm_item_get_day (BwRhythmItem *self);

/* What stands above it where it is the first of its day in the list: "Tuesday, 12 May 2026", and
 * "3 readings, mean 43 ms" (nullable). %NULL for no heading. @dated: it tells its day itself */
void bw_rhythm_item_set_heading (BwRhythmItem *self,
                                 const char   *heading,
                                 const char   *sum,
                                 gboolean      dated);
gboolean bw_rhythm_item_is_dated (BwRhythmItem *self);
const char *bw_rhythm_item_get_heading (BwRhythmItem *self);
const char *bw_rhythm_item_get_sum (BwRhythmItem *self);

/* All that a search looks through, casefolded; made when it is first asked for. */
const char *bw_rhythm_item_get_search_key (BwRhythmItem *self);

G_END_DECLS

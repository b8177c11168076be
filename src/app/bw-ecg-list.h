/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-order.h"
#include "app/bw-ecg-set.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BwEcgList:
 *
 * The recordings as the ECG page shows them: all of them, those that pass the filter and the search,
 * in order, and which are selected. It is what is shown; the library learns of changes from others.
 *
 * Signals:
 *  - `selection-changed`: other recordings are selected
 *  - `changed`: how many there are, or what they are labelled, changed
 */
#define BW_TYPE_ECG_LIST (bw_ecg_list_get_type ())
G_DECLARE_FINAL_TYPE (BwEcgList, bw_ecg_list, BW, ECG_LIST, GObject)

BwEcgList *bw_ecg_list_new (void);

/* What the library holds now. Recordings that were there keep their items, and their selection. */
void bw_ecg_list_set_recordings (BwEcgList      *self,
                                 const BwEcgSet *set);

/* For the view. Returns: (transfer none): of BwEcgItem */
GtkSelectionModel *bw_ecg_list_get_selection (BwEcgList *self);

/* @search: (nullable): words that must all be found */
void bw_ecg_list_set_sort (BwEcgList *self,
                           BwEcgSort  sort);
void bw_ecg_list_set_show (BwEcgList *self,
                           BwEcgShow  show);
void bw_ecg_list_set_search (BwEcgList  *self,
                             const char *search);
BwEcgSort bw_ecg_list_get_sort (BwEcgList *self);
BwEcgShow bw_ecg_list_get_show (BwEcgList *self);
const char *bw_ecg_list_get_search (BwEcgList *self);

/* Reads blind as @reader, or no longer (%NULL). @shuffle: in an order of the reader's own, so that
 * neighbours do not tell. */
void bw_ecg_list_set_blind (BwEcgList  *self,
                            const char *reader,
                            gboolean    shuffle);
const char *bw_ecg_list_get_blind (BwEcgList *self);

guint bw_ecg_list_get_n (BwEcgList *self);
guint bw_ecg_list_get_n_shown (BwEcgList *self);

/* Whether anything is predicted of any of them, that may be seen now. */
gboolean bw_ecg_list_has_predictions (BwEcgList *self);

/* Of all, not only of those shown. */
guint bw_ecg_list_count_label (BwEcgList *self,
                               BwLabel    label);

/* Of all, by start, whatever is shown. Returns: (transfer none) */
BwEcgItem *bw_ecg_list_get_item (BwEcgList *self,
                                 guint      position);

/* Returns: (nullable) (transfer none) */
BwEcgItem *bw_ecg_list_find (BwEcgList *self,
                             gint64     id);

/* In the order shown. Returns: (transfer container) (element-type BwEcgItem) */
GPtrArray *bw_ecg_list_get_selected (BwEcgList *self);

/* Where an item is shown, or %GTK_INVALID_LIST_POSITION. */
guint bw_ecg_list_get_position (BwEcgList *self,
                                BwEcgItem *item);

/* Selects it alone. Returns: whether it is shown */
gboolean bw_ecg_list_select (BwEcgList *self,
                             BwEcgItem *item);

/* The one that follows (@by 1) or comes before (−1) those selected; the first or the last where none
 * is; %NULL at the end, or there the last of several. */
BwEcgItem *bw_ecg_list_get_neighbour (BwEcgList *self,
                                      int        by);

/* The next without a label after those selected, from the top again where need be; %NULL where all
 * others have one. */
BwEcgItem *bw_ecg_list_get_next_unlabelled (BwEcgList *self);

/* After labels or notes of items changed: who belongs where, and who no longer belongs. */
void bw_ecg_list_order_anew (BwEcgList *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-predictions.h"
#include "store/bw-readers.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BwEcgItem:
 *
 * A recording as the list of the ECG page shows it: its header, its label and note as they are meant
 * to be (the library may still be about to take them), what readers made of it, and what the model in
 * use predicts. While it is read blind it shows the label of that reader alone.
 *
 * Signals:
 *  - `changed`: anything that is shown of it changed
 */
#define BW_TYPE_ECG_ITEM (bw_ecg_item_get_type ())
G_DECLARE_FINAL_TYPE (BwEcgItem, bw_ecg_item, BW, ECG_ITEM, GObject)

/* @recording: copied */
BwEcgItem *bw_ecg_item_new (const BwRecording *recording,
                            GTimeZone         *zone);

/* What the library holds now. */
void bw_ecg_item_update (BwEcgItem         *self,
                         const BwRecording *recording,
                         GTimeZone         *zone);

const BwRecording *bw_ecg_item_get_recording (BwEcgItem *self);
gint64 bw_ecg_item_get_id (BwEcgItem *self);

/* The label that is shown: while it is read blind, the reader's. */
BwLabel bw_ecg_item_get_label (BwEcgItem *self);

void bw_ecg_item_set_label (BwEcgItem          *self,
                            const BwLabelState *state);
void bw_ecg_item_set_note (BwEcgItem  *self,
                           const char *note);

/* What readers made of it. @label BW_LABEL_NONE takes the reader's label away. */
void bw_ecg_item_set_reader_label (BwEcgItem  *self,
                                   const char *reader,
                                   BwLabel     label,
                                   gint64      time_ms);
void bw_ecg_item_clear_reader_labels (BwEcgItem *self);
BwLabel bw_ecg_item_get_reader_label (BwEcgItem  *self,
                                      const char *reader,
                                      gint64     *time_ms);

/* (element-type BwReaderLabel) (nullable) (transfer none): %NULL where there are none */
GArray *bw_ecg_item_get_reader_labels (BwEcgItem *self);

/* One reader says fasting, another after glucose. */
gboolean bw_ecg_item_get_disagree (BwEcgItem *self);

/* What the model in use says of it. @row: (nullable): nothing */
void bw_ecg_item_set_prediction (BwEcgItem             *self,
                                 const BwPredictionRow *row);

/* Returns: (nullable) (transfer none): %NULL where there is none, and while it is read blind */
const BwPredictionRow *bw_ecg_item_get_prediction (BwEcgItem *self);

/* It answers, and not what the label says. */
gboolean bw_ecg_item_get_differs (BwEcgItem *self);

/* @reader: (nullable): who reads blind now */
void bw_ecg_item_set_blind (BwEcgItem  *self,
                            const char *reader);
gboolean bw_ecg_item_is_blind (BwEcgItem *self);

/* Who labelled it, for people; "" where nobody did, and while it is read blind. */
const char *bw_ecg_item_get_who (BwEcgItem *self);

/* Made when they are first asked for. (transfer none) */
const char *bw_ecg_item_get_headline (BwEcgItem *self);
const char *bw_ecg_item_get_title (BwEcgItem *self);
const char *bw_ecg_item_get_figures (BwEcgItem *self);

/* For sorting by file name as people do: "ecg_2" before "ecg_10". */
const char *bw_ecg_item_get_name_key (BwEcgItem *self);

/* All that a search looks through, casefolded; without what blind readers must not see. */
const char *bw_ecg_item_get_search_key (BwEcgItem *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-list.h"
#include "app/bw-label-change.h"

G_BEGIN_DECLS

/* Labels and notes as the list shows them. */

/* Shows what a change brings. Recordings that are not there are passed over. */
void bw_ecg_list_apply (BwEcgList           *self,
                        const BwLabelChange *change);

/* What the recordings that @change concerns are now: what undoes it. Returns: (transfer full) */
BwLabelChange *bw_ecg_list_capture (BwEcgList           *self,
                                    const BwLabelChange *change);

/* Shows @before again wherever @after is still what is shown. */
void bw_ecg_list_revert (BwEcgList           *self,
                         const BwLabelChange *before,
                         const BwLabelChange *after);

/* Snapshots of what is shown, for dialogs and files: by start, and by reader.
 * Returns: (transfer full) (element-type BwRecording or BwReaderLabel) */
GArray *bw_ecg_list_copy_recordings (BwEcgList *self);
GArray *bw_ecg_list_copy_reader_labels (BwEcgList *self);

G_END_DECLS

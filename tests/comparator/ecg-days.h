/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-beat-set.h"

G_BEGIN_DECLS

/* The ten published days of `../shared/data/ecg-glucose`. */

#define ECG_DAYS_N_RECORDINGS 227

/* A library in a folder of its own into which they are imported: labels by folder, zone UTC. To be
 * closed with ecg_days_close().
 * Returns: (nullable): %NULL, with the test skipped, where they are absent */
BwLibrary *ecg_days_open (void);
void ecg_days_close (BwLibrary *library);

/* The beats of all ten. Returns: (transfer full) (nullable): as above */
BwBeatSet *ecg_days_read (void);

/* (element-type guint32): of numbers such as 20230921, ended by 0. Returns: (transfer full) */
GArray *ecg_days_list (guint32 first,
                       ...);

/* The published training and validation days. Returns: (transfer full) (element-type guint32) */
GArray *ecg_days_training (void);
GArray *ecg_days_validation (void);

G_END_DECLS

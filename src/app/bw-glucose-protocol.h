/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwGlucoseProtocol:
 *
 * What the Glucose page shows before there is enough to learn from: how such recordings are made, how
 * many of them there are, what it is not, and the ways to get on. Needs the actions win.page,
 * win.label-by-meal and win.import about it.
 */
#define BW_TYPE_GLUCOSE_PROTOCOL (bw_glucose_protocol_get_type ())
G_DECLARE_FINAL_TYPE (BwGlucoseProtocol, bw_glucose_protocol, BW, GLUCOSE_PROTOCOL, AdwBin)

/* How far one is. */
typedef struct
{
  guint n_recordings;  /* with a label or not */
  guint n_fasting;
  guint n_glucose;
  guint n_days_both;   /* days with recordings of either class */
} BwProtocolCounts;

/* @why: (nullable): translated sentence: what is still missing, for one who has begun to label */
void bw_glucose_protocol_set_counts (BwGlucoseProtocol      *self,
                                     const BwProtocolCounts *counts,
                                     const char             *why);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwEcgStrip:
 *
 * A recording to look at and measure in: tools, the strip on paper, the whole of it in one line, what
 * is wrong with it in words, and its averaged beat, which may be laid over another's.
 * It arranges itself by the width it has.
 */
#define BW_TYPE_ECG_STRIP (bw_ecg_strip_get_type ())
G_DECLARE_FINAL_TYPE (BwEcgStrip, bw_ecg_strip, BW, ECG_STRIP, AdwBin)

/* Once: where its settings (`ecg-…`) are kept. */
void bw_ecg_strip_set_settings (BwEcgStrip *self,
                                GSettings  *settings);

/* @trace: (nullable): takes a reference */
void bw_ecg_strip_set_trace (BwEcgStrip *self,
                             BwEcgTrace *trace);

/* What its beat is compared with. @other: (nullable); @text: (nullable): what that is, in words */
void bw_ecg_strip_set_other (BwEcgStrip *self,
                             BwEcgTrace *other,
                             const char *text);

/* What the two are called where their beats are laid over each other. */
void bw_ecg_strip_set_names (BwEcgStrip *self,
                             const char *name,
                             const char *other_name);

BwEcgView *bw_ecg_strip_get_view (BwEcgStrip *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rhythm/bw-rhythm.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwAnalysisMenu:
 *
 * A button whose popover says how a rhythm is analysed: how much is taken for an artefact, whether the
 * trend is taken away, and the windows of spectra and of what goes along the recording.
 *
 * Signal: `settings-changed` (): a person has changed them; bw_analysis_menu_get_settings() tells.
 */
#define BW_TYPE_ANALYSIS_MENU (bw_analysis_menu_get_type ())
G_DECLARE_FINAL_TYPE (BwAnalysisMenu, bw_analysis_menu, BW, ANALYSIS_MENU, AdwBin)

GtkWidget *bw_analysis_menu_new (void);

/* Emits nothing. A window that is none of the usual ones is offered beside them. */
void bw_analysis_menu_set_settings (BwAnalysisMenu         *self,
                                    const BwRhythmSettings *settings);
void bw_analysis_menu_get_settings (BwAnalysisMenu   *self,
                                    BwRhythmSettings *settings);

G_END_DECLS

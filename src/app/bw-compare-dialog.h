/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"
#include "rhythm/bw-rhythm.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_COMPARE_DIALOG (bw_compare_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwCompareDialog, bw_compare_dialog, BW, COMPARE_DIALOG, AdwWindow)

/**
 * BwCompareDialog:
 *
 * Two rhythms, or two stretches, side by side: in a sentence, as tachograms, spectra and Poincaré plots,
 * and metric by metric with the 95 % interval of each difference. Which is B can be chosen, and chosen
 * again.
 *
 * @parent: (nullable): the window it belongs to
 * @a: takes a reference
 * @a_from_ms, @a_to_ms: since the first beat; 0 and %G_MAXDOUBLE for all of it
 * @b: (nullable): %NULL: it is chosen first, from all there are
 */
BwCompareDialog *bw_compare_dialog_new (GtkWindow *parent,
                                        BwSession *session,
                                        BwRhythm  *a,
                                        double     a_from_ms,
                                        double     a_to_ms,
                                        BwRhythm  *b,
                                        double     b_from_ms,
                                        double     b_to_ms);

/* The same for the window of @widget, shown. */
void bw_compare_dialog_present (GtkWidget *widget,
                                BwSession *session,
                                BwRhythm  *a,
                                double     a_from_ms,
                                double     a_to_ms,
                                BwRhythm  *b,
                                double     b_from_ms,
                                double     b_to_ms);

/* "choose", "loading", "failed" or "content". */
const char *bw_compare_dialog_get_state (BwCompareDialog *self);

/* Chooses what A is compared with: as a click on its row does. */
void bw_compare_dialog_choose (BwCompareDialog   *self,
                               const BwRhythmKey *key);

G_END_DECLS

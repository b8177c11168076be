/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-label-words.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwGlucoseDialog:
 *
 * "Label by Blood Glucose": each recording by the reading nearest in time, with two thresholds that
 * the person sets, in mg/dL or mmol/L. What would change is shown while the rule is set. Labels
 * made here are by "glucose".
 */
#define BW_TYPE_GLUCOSE_DIALOG (bw_glucose_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwGlucoseDialog, bw_glucose_dialog, BW, GLUCOSE_DIALOG, AdwWindow)

/**
 * bw_glucose_dialog_new:
 * @parent: (nullable): the window it is modal for
 * @recordings: (element-type BwRecording): by start; a reference is taken, and they must not change
 * @samples: (element-type BwSampleRow): of %BW_KIND_BLOOD_GLUCOSE; read before it returns,
 *   so that the connection they come from may be closed
 */
BwGlucoseDialog *bw_glucose_dialog_new (GtkWindow *parent,
                                        GArray    *recordings,
                                        GArray    *samples,
                                        GTimeZone *zone);

/* @chosen is called once, and the dialog closes. */
void bw_glucose_dialog_set_callback (BwGlucoseDialog *self,
                                     BwLabelsChosen   chosen,
                                     gpointer         user_data,
                                     GDestroyNotify   free_data);

G_END_DECLS

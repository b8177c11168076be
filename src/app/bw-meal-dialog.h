/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-label-words.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwMealDialog:
 *
 * "Label by Meal": when the glucose was drunk on one day; that day's recordings before it are
 * fasting, those within a window after it are after glucose. What would change is shown while the
 * rule is set. Labels made here are by "protocol".
 */
#define BW_TYPE_MEAL_DIALOG (bw_meal_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwMealDialog, bw_meal_dialog, BW, MEAL_DIALOG, AdwWindow)

/**
 * bw_meal_dialog_new:
 * @parent: (nullable): the window it is modal for
 * @recordings: (element-type BwRecording): by start; a reference is taken, and they must not change
 * @near_ms: a time, UTC: the day it is on, or the nearest one with recordings, is chosen first
 */
BwMealDialog *bw_meal_dialog_new (GtkWindow *parent,
                                  GArray    *recordings,
                                  GTimeZone *zone,
                                  gint64     near_ms);

/* @chosen is called once, and the dialog closes. */
void bw_meal_dialog_set_callback (BwMealDialog   *self,
                                  BwLabelsChosen  chosen,
                                  gpointer        user_data,
                                  GDestroyNotify  free_data);

G_END_DECLS

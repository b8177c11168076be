/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-today-words.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_HOURS_DIALOG (bw_hours_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwHoursDialog, bw_hours_dialog, BW, HOURS_DIALOG, AdwWindow)

/**
 * bw_hours_dialog_new:
 * @parent: (nullable): the window it is modal for
 * @outlook: copied from
 *
 * The hours of a forecast as a table: hour, score, band, zone, the chance of each zone, milliseconds of
 * the measure, and what came of it where something did. Ctrl+C copies it as tab-separated text.
 */
BwHoursDialog *bw_hours_dialog_new (GtkWindow          *parent,
                                    const BwOutlook    *outlook,
                                    const BwThresholds *thresholds);

/* The table as tab-separated lines, the first of them the titles. Returns: (transfer full) */
char *bw_hours_dialog_to_text (BwHoursDialog *self);

G_END_DECLS

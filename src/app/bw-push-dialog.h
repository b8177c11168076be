/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-outlook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_PUSH_DIALOG (bw_push_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwPushDialog, bw_push_dialog, BW, PUSH_DIALOG, AdwWindow)

/**
 * bw_push_dialog_new:
 * @parent: (nullable): the window it is modal for
 * @outlook: nothing of it is kept
 * @index: of the term among the forecast's pushes
 *
 * How one term moved the score: what was measured, what is usual, how far apart they are, what it
 * weighs and gave; the readings behind it; and how the whole score is computed, with its numbers.
 */
GtkWidget *bw_push_dialog_new (GtkWindow       *parent,
                               const BwOutlook *outlook,
                               guint            index);

G_END_DECLS

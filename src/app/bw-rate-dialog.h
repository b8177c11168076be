/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwRateDialog:
 *
 * "Sample Rate": asked before recordings that do not tell theirs are imported.
 */
#define BW_TYPE_RATE_DIALOG (bw_rate_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwRateDialog, bw_rate_dialog, BW, RATE_DIALOG, AdwWindow)

/**
 * bw_rate_dialog_new:
 * @parent: (nullable): the window it is modal for
 * @n_without_rate: recordings that do not tell their rate
 * @n_recordings: of so many
 * @rate_hz: what stands there first, 50 … 5000
 */
BwRateDialog *bw_rate_dialog_new (GtkWindow *parent,
                                  guint      n_without_rate,
                                  guint      n_recordings,
                                  double     rate_hz);

typedef void (*BwRateChosen) (double   rate_hz,
                              gpointer user_data);

/* @chosen is called once, and the dialog closes; never where the person cancels. */
void bw_rate_dialog_set_callback (BwRateDialog   *self,
                                  BwRateChosen    chosen,
                                  gpointer        user_data,
                                  GDestroyNotify  free_data);

G_END_DECLS

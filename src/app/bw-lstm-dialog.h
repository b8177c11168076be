/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_LSTM_DIALOG (bw_lstm_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwLstmDialog, bw_lstm_dialog, BW, LSTM_DIALOG, AdwWindow)

/**
 * bw_lstm_dialog_new:
 * @parent: (nullable): the window it is modal for
 * @model, @meaning: what is shown now, and what that is
 *
 * The record of the forecast's model: what is shown and why, and the LSTMs that were trained: what they
 * are made from, how the training went and what they are worth. Their weights can be written to a file
 * and read from one; one can be deleted, and brought back; another is trained by win.update-forecast.
 */
BwLstmDialog *bw_lstm_dialog_new (GtkWindow  *parent,
                                  BwSession  *session,
                                  const char *model,
                                  const char *meaning);

/* "loading", "none", "content" or "failed". */
const char *bw_lstm_dialog_get_state (BwLstmDialog *self);

G_END_DECLS

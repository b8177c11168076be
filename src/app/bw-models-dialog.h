/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwModelsDialog:
 *
 * Two models side by side: how they were made, what they are worth, their curves one over the other, and
 * the days both were judged on in the same way.
 */
#define BW_TYPE_MODELS_DIALOG (bw_models_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwModelsDialog, bw_models_dialog, BW, MODELS_DIALOG, AdwWindow)

/* @id: of the first one; the second is the newest other */
BwModelsDialog *bw_models_dialog_new (GtkWindow *parent,
                                      BwSession *session,
                                      gint64     id);

G_END_DECLS

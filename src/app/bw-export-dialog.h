/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What can be exported. */
typedef enum {
  BW_EXPORT_ANYTHING,     /* the list of them */
  BW_EXPORT_FORECAST,     /* a model of the forecast */
  BW_EXPORT_COMPARATOR,   /* a model of the Glucose page */
  BW_EXPORT_TABLES,
  BW_EXPORT_SERIES,
  BW_EXPORT_RECORDINGS,
  BW_EXPORT_SHARE,
  BW_EXPORT_N_KINDS,
} BwExportKind;

/**
 * BwExportDialog:
 *
 * What of the library can be given to other programs and people, by what it is for; then what there is
 * to choose about it; then the file dialog. It closes when the job begins, whose progress and outcome
 * the window tells.
 *
 * Actions: export.back, export.go.
 */
#define BW_TYPE_EXPORT_DIALOG (bw_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwExportDialog, bw_export_dialog, BW, EXPORT_DIALOG, AdwWindow)

/**
 * bw_export_dialog_new:
 * @parent: (nullable): the window it is modal for
 * @selected: (nullable) (element-type gint64): ids of recordings that are selected elsewhere, to be
 *   offered
 */
BwExportDialog *bw_export_dialog_new (GtkWindow    *parent,
                                      BwSession    *session,
                                      const GArray *selected);

/* Goes on to one of them. @id: a model to begin with; 0 for the one in use, or the newest */
void bw_export_dialog_show (BwExportDialog *self,
                            BwExportKind    kind,
                            gint64          id);

/* Which is shown. */
BwExportKind bw_export_dialog_get_shown (BwExportDialog *self);

/* Writes what is chosen to @file, or into that folder, as the file dialog does, and closes.
 * Returns: (transfer none) (nullable): %NULL where that is not possible: then it says why */
BwJob *bw_export_dialog_write (BwExportDialog *self,
                               GFile          *file);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_TABLE_DIALOG (bw_table_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwTableDialog, bw_table_dialog, BW, TABLE_DIALOG, AdwWindow)

/**
 * bw_table_dialog_new:
 * @parent: (nullable): the window it is modal for
 * @title: of the dialog
 * @text: lines of cells with tabs between, as a spreadsheet takes them; the first line holds the
 *   titles, and no line has more cells
 *
 * The values of a chart to be read one by one, with a screen reader or without. Ctrl+C copies @text
 * as it is.
 */
GtkWidget *bw_table_dialog_new (GtkWindow  *parent,
                                const char *title,
                                const char *text);

G_END_DECLS

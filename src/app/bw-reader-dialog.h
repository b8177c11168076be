/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwReaderDialog:
 *
 * "Read Blind": the name under which labels are kept apart from the others. A new one is typed, one
 * that has read before is chosen to go on.
 */
#define BW_TYPE_READER_DIALOG (bw_reader_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwReaderDialog, bw_reader_dialog, BW, READER_DIALOG, AdwWindow)

/**
 * bw_reader_dialog_new:
 * @parent: (nullable): the window it is modal for
 * @known_names: (array zero-terminated=1) (nullable): who has read already
 * @default_name: (nullable): what stands in the entry first
 */
BwReaderDialog *bw_reader_dialog_new (GtkWindow          *parent,
                                      const char *const  *known_names,
                                      const char         *default_name);

/* @name: not empty, without space around it; one of the known ones where it differs from it only in
 * case: a reader would else be split in two by accident */
typedef void (*BwReaderChosen) (const char *name,
                                gpointer    user_data);

/* @chosen is called once, and the dialog closes. */
void bw_reader_dialog_set_callback (BwReaderDialog *self,
                                    BwReaderChosen  chosen,
                                    gpointer        user_data,
                                    GDestroyNotify  free_data);

G_END_DECLS

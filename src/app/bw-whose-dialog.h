/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwWhoseDialog:
 *
 * "Whose Values?": asked before tables of several people are imported.
 */
#define BW_TYPE_WHOSE_DIALOG (bw_whose_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwWhoseDialog, bw_whose_dialog, BW, WHOSE_DIALOG, AdwWindow)

/**
 * bw_whose_dialog_new:
 * @parent: (nullable): the window it is modal for
 * @people: (array zero-terminated=1): their names in the tables, two at least
 */
BwWhoseDialog *bw_whose_dialog_new (GtkWindow         *parent,
                                    const char *const *people);

typedef void (*BwWhoseChosen) (const char *name,
                               gpointer    user_data);

/* @chosen is called once, and the dialog closes; never where the person cancels. */
void bw_whose_dialog_set_callback (BwWhoseDialog  *self,
                                   BwWhoseChosen   chosen,
                                   gpointer        user_data,
                                   GDestroyNotify  free_data);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* File dialogs: GtkFileDialog from GTK 4.10, GtkFileChooserNative before. Both go through the
 * portal in a sandbox. */

typedef enum {
  BW_FILE_DIALOG_OPEN,    /* one or more existing files */
  BW_FILE_DIALOG_FOLDER,  /* one existing folder */
  BW_FILE_DIALOG_SAVE,    /* one file to write; asks before replacing */
} BwFileDialogKind;

/* One entry of the dialog's filter list. */
typedef struct
{
  const char *name;      /* translated: "PNG picture" */
  const char *patterns;  /* globs between semicolons: "*.png;*.svg" */
} BwFileDialogFilter;

/**
 * bw_file_dialog_run:
 * @parent: the window the dialog is modal for; not kept alive
 * @title: translated
 * @accept: translated label of the button, with a mnemonic
 * @name: (nullable): the suggested file name, for %BW_FILE_DIALOG_SAVE
 * @folder: (nullable): where to begin
 * @filters: (array length=n_filters) (nullable): the first is chosen to begin with
 */
void bw_file_dialog_run (GtkWindow                *parent,
                         BwFileDialogKind          kind,
                         const char               *title,
                         const char               *accept,
                         const char               *name,
                         GFile                    *folder,
                         const BwFileDialogFilter *filters,
                         guint                     n_filters,
                         GCancellable             *cancellable,
                         GAsyncReadyCallback       callback,
                         gpointer                  user_data);

/**
 * bw_file_dialog_run_finish:
 *
 * Errors: %G_IO_ERROR_CANCELLED where the person closed the dialog.
 *
 * Returns: (transfer full): a model of GFile with at least one; one exactly except for OPEN
 */
GListModel *bw_file_dialog_run_finish (GAsyncResult  *result,
                                       GError       **error);

/* The first file of bw_file_dialog_run_finish(), for FOLDER and SAVE. Returns: (transfer full) */
GFile *bw_file_dialog_run_finish_one (GAsyncResult  *result,
                                      GError       **error);

G_END_DECLS

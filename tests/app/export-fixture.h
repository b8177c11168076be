/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-test.h"

#include "app/bw-export-dialog.h"

G_BEGIN_DECLS

/* The sample person's library with labels and a model of the Glucose page, made once a program, and the
 * Export dialog on a copy of it. */

typedef struct
{
  char *folder;
  BwSession *session;
  BwExportDialog *dialog;  /* (nullable) */
} ExportFixture;

/* @data: (nullable): "empty" for a library without anything */
void export_fixture_set_up (ExportFixture *self,
                            gconstpointer  data);
void export_fixture_tear_down (ExportFixture *self,
                               gconstpointer  data);

/* Waits until nothing is going on. */
void export_fixture_settle (ExportFixture *self);

/* Opens the dialog, over @parent (nullable), at @kind. @selected: (nullable) */
void export_fixture_open (ExportFixture *self,
                          GtkWindow     *parent,
                          BwExportKind   kind,
                          const GArray  *selected);

/* The page of the dialog that is shown. */
GtkWidget *export_fixture_get_page (ExportFixture *self);

/* The row of the page, or the list, with that title. */
gpointer export_fixture_get_row (ExportFixture *self,
                                 const char    *title);

/* Writes to a file of that name in the fixture's folder, or into that folder where @name is %NULL, and
 * waits. Returns: (transfer full): the job */
BwJob *export_fixture_write (ExportFixture *self,
                             const char    *name);

/* Removes what export_fixture_set_up() keeps. */
void export_fixture_forget (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A list view of rows of one kind, from which something is opened by a click: what the panes of lists
 * share. */

typedef struct
{
  GtkWidget *(*make) (void);
  void (*set_item) (GtkWidget *row,
                    gpointer   item);   /* (nullable) */
  gpointer (*get_item) (GtkWidget *row);
} BwRowKind;

typedef struct
{
  GtkListView *view;       /* borrowed */
  const BwRowKind *kind;   /* static */
  gboolean pointed;        /* the last that happened to the list came from a pointer, not from a key */
} BwRowList;

/* Gives @view its rows. @self lives as long as @view. */
void bw_row_list_init (BwRowList       *self,
                       GtkListView     *view,
                       const BwRowKind *kind);

/* Whether what is selected now was pointed at, and so is to be opened. Asked once for each time. */
gboolean bw_row_list_take_pointed (BwRowList *self);

/* Brings the row of @item into sight, as soon as the list has a size; where it is selected, Shift and an
 * arrow go on from it. Does nothing where it is not in the list.
 *
 * @focus: gives it the keyboard, too */
void bw_row_list_scroll_to (BwRowList *self,
                            gpointer   item,
                            gboolean   focus);

G_END_DECLS

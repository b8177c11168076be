/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-table-dialog.h"

#include <glib/gi18n-lib.h>

struct _BwTableDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  AdwToastOverlay *toasts;
  GtkColumnView *table;

  /* Owned. */
  char *text;
};

G_DEFINE_FINAL_TYPE (BwTableDialog, bw_table_dialog, ADW_TYPE_WINDOW)

static void
on_setup_cell (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

/* An item of the model is a line. */
static void
on_bind_cell (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  column)
{
  GtkStringObject *line = gtk_list_item_get_item (item);
  g_auto (GStrv) cells = g_strsplit (gtk_string_object_get_string (line), "\t", -1);
  guint index = GPOINTER_TO_UINT (column);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       index < g_strv_length (cells) ? cells[index] : "");
}

static void
on_copy (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwTableDialog *self = BW_TABLE_DIALOG (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->text);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Table copied")));
}

static void
bw_table_dialog_finalize (GObject *object)
{
  g_free (BW_TABLE_DIALOG (object)->text);
  G_OBJECT_CLASS (bw_table_dialog_parent_class)->finalize (object);
}

static void
bw_table_dialog_class_init (BwTableDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_table_dialog_finalize;

  gtk_widget_class_install_action (widget_class, "table.copy", NULL, on_copy);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/beatwise/Beatwise/ui/"
                                                             "bw-table-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwTableDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, BwTableDialog, table);
}

static void
bw_table_dialog_init (BwTableDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_column (BwTableDialog *self,
            const char    *title,
            guint          index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cell), GUINT_TO_POINTER (index));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cell), GUINT_TO_POINTER (index));
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (self->table, column);
  g_object_unref (column);
}

GtkWidget *
bw_table_dialog_new (GtkWindow  *parent,
                     const char *title,
                     const char *text)
{
  BwTableDialog *self = g_object_new (BW_TYPE_TABLE_DIALOG, "transient-for", parent, "title", title,
                                      NULL);
  int width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  int usual, height;
  g_autofree char *trimmed = g_strchomp (g_strdup (text));
  g_auto (GStrv) lines = g_strsplit (trimmed, "\n", -1);
  g_auto (GStrv) titles = NULL;
  GtkSingleSelection *selection;

  g_return_val_if_fail (lines[0] != NULL, NULL);

  self->text = g_strdup (text);
  titles = g_strsplit (lines[0], "\t", -1);
  for (guint i = 0; titles[i] != NULL; i++)
    add_column (self, titles[i], i);
  selection = gtk_single_selection_new (
      G_LIST_MODEL (gtk_string_list_new ((const char *const *) lines + 1)));
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  gtk_window_get_default_size (GTK_WINDOW (self), &usual, &height);
  if (width > 0 && width < usual) /* no wider than what it lies over */
    gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
  return GTK_WIDGET (self);
}

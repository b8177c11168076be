/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-drop-down.h"

/* Beside the title, on a phone. */
#define MOST_IN_ROW 28

static void
on_setup_name (GtkListItemFactory *factory,
               GtkListItem        *item,
               gpointer            most)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), GPOINTER_TO_INT (most));
  gtk_list_item_set_child (item, label);
}

static void
on_bind_name (GtkListItemFactory *factory,
              GtkListItem        *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* @most: as many characters as it asks room for; −1 for all */
static GtkListItemFactory *
factory_new (int most)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_name), GINT_TO_POINTER (most));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_name), NULL);
  return factory;
}

void
bw_drop_down_shorten (GtkDropDown *drop_down)
{
  g_autoptr (GtkListItemFactory) factory = factory_new (-1);

  gtk_drop_down_set_list_factory (drop_down, gtk_drop_down_get_factory (drop_down));
  gtk_drop_down_set_factory (drop_down, factory);
}

void
bw_combo_row_shorten (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) factory = factory_new (MOST_IN_ROW);

  adw_combo_row_set_list_factory (row, adw_combo_row_get_factory (row));
  adw_combo_row_set_factory (row, factory);
}

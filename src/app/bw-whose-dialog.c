/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-whose-dialog.h"

#include "app/bw-format.h"

#include <glib/gi18n-lib.h>

struct _BwWhoseDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  GtkLabel *text;
  AdwComboRow *people;

  /* Owned. */
  BwWhoseChosen chosen;
  gpointer chosen_data;
  GDestroyNotify free_chosen_data;
};

G_DEFINE_FINAL_TYPE (BwWhoseDialog, bw_whose_dialog, ADW_TYPE_WINDOW)

static void
on_import (BwWhoseDialog *self)
{
  GtkStringObject *name = adw_combo_row_get_selected_item (self->people);

  if (self->chosen != NULL && name != NULL)
    self->chosen (gtk_string_object_get_string (name), self->chosen_data);
  gtk_window_close (GTK_WINDOW (self));
}

static void
bw_whose_dialog_dispose (GObject *object)
{
  bw_whose_dialog_set_callback (BW_WHOSE_DIALOG (object), NULL, NULL, NULL);
  G_OBJECT_CLASS (bw_whose_dialog_parent_class)->dispose (object);
}

static void
bw_whose_dialog_class_init (BwWhoseDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_whose_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/beatwise/Beatwise/ui/"
                                                             "bw-whose-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwWhoseDialog, text);
  gtk_widget_class_bind_template_child (widget_class, BwWhoseDialog, people);
  gtk_widget_class_bind_template_callback (widget_class, on_import);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_whose_dialog_init (BwWhoseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

BwWhoseDialog *
bw_whose_dialog_new (GtkWindow         *parent,
                     const char *const *people)
{
  BwWhoseDialog *self = g_object_new (BW_TYPE_WHOSE_DIALOG, "transient-for", parent, NULL);
  int width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  guint n = g_strv_length ((char **) people);
  g_autofree char *count = bw_format_count (n);
  /* Translators: %s is a number. */
  g_autofree char *text
      = g_strdup_printf (ngettext ("There are values of %s person here, and a library holds those of "
                                   "one. Whose are to be imported?",
                                   "There are values of %s people here, and a library holds those of "
                                   "one. Whose are to be imported?",
                                   n),
                         count);
  g_autoptr (GtkStringList) names = gtk_string_list_new (people);

  if (width > 0 && width < 400)
    gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
  gtk_label_set_label (self->text, text);
  adw_combo_row_set_model (self->people, G_LIST_MODEL (names));
  gtk_widget_grab_focus (GTK_WIDGET (self->people));
  return self;
}

void
bw_whose_dialog_set_callback (BwWhoseDialog  *self,
                              BwWhoseChosen   chosen,
                              gpointer        user_data,
                              GDestroyNotify  free_data)
{
  g_return_if_fail (BW_IS_WHOSE_DIALOG (self));

  if (self->free_chosen_data != NULL)
    self->free_chosen_data (self->chosen_data);
  self->chosen = chosen;
  self->chosen_data = user_data;
  self->free_chosen_data = free_data;
}

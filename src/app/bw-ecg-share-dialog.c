/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-share-dialog.h"

#include <glib/gi18n-lib.h>

struct _BwEcgShareDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  AdwWindowTitle *title;
  AdwComboRow *format;
  AdwComboRow *part;
  AdwActionRow *person_row;
  GtkSwitch *person;
  GtkLabel *go_label;

  BwEcgShareChosen chosen;
  gpointer user_data;
  GDestroyNotify free_data;
};

G_DEFINE_FINAL_TYPE (BwEcgShareDialog, bw_ecg_share_dialog, ADW_TYPE_WINDOW)

static void
on_go (BwEcgShareDialog *self)
{
  const BwEcgShareChoice choice = {
    .format = adw_combo_row_get_selected (self->format),
    .visible_part = adw_combo_row_get_selected (self->part) == 1,
    .with_person = gtk_switch_get_active (self->person),
  };
  BwEcgShareChosen chosen = self->chosen;

  self->chosen = NULL;
  if (chosen != NULL)
    chosen (&choice, self->user_data);
  gtk_window_close (GTK_WINDOW (self));
}

static void
bw_ecg_share_dialog_dispose (GObject *object)
{
  BwEcgShareDialog *self = BW_ECG_SHARE_DIALOG (object);

  bw_ecg_share_dialog_set_callback (self, NULL, NULL, NULL);
  G_OBJECT_CLASS (bw_ecg_share_dialog_parent_class)->dispose (object);
}

static void
bw_ecg_share_dialog_class_init (BwEcgShareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_ecg_share_dialog_dispose;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-ecg-share-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwEcgShareDialog, title);
  gtk_widget_class_bind_template_child (widget_class, BwEcgShareDialog, format);
  gtk_widget_class_bind_template_child (widget_class, BwEcgShareDialog, part);
  gtk_widget_class_bind_template_child (widget_class, BwEcgShareDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, BwEcgShareDialog, person);
  gtk_widget_class_bind_template_child (widget_class, BwEcgShareDialog, go_label);
  gtk_widget_class_bind_template_callback (widget_class, on_go);
}

static void
bw_ecg_share_dialog_init (BwEcgShareDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_items (AdwComboRow        *row,
           const char *const  *items)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (items);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static void
show_kind (BwEcgShareDialog *self,
           BwEcgShareKind    kind)
{
  const char *const pictures[] = { _("PNG"), _("SVG"), _("PDF, to scale"), NULL };
  const char *const files[] = { _("CSV, as Apple’s"), _("EDF+"), NULL };
  const char *title = NULL;
  const char *go = NULL;

  switch (kind)
    {
    case BW_ECG_SHARE_PICTURE:
      title = _("Save Picture");
      go = _("_Save…");
      set_items (self->format, pictures);
      break;
    case BW_ECG_SHARE_PRINT:
      title = _("Print");
      go = _("_Print…");
      break;
    case BW_ECG_SHARE_RECORDING:
      title = _("Export Recording");
      go = _("_Export…");
      set_items (self->format, files);
      break;
    default:
      g_assert_not_reached ();
    }
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  gtk_label_set_label (self->go_label, go);
  gtk_widget_set_visible (GTK_WIDGET (self->format), kind != BW_ECG_SHARE_PRINT);
  gtk_widget_set_visible (GTK_WIDGET (self->part), kind != BW_ECG_SHARE_RECORDING);
}

BwEcgShareDialog *
bw_ecg_share_dialog_new (GtkWindow      *parent,
                         BwEcgShareKind  kind,
                         double          from_s,
                         double          to_s,
                         const char     *person)
{
  BwEcgShareDialog *self
      = g_object_new (BW_TYPE_ECG_SHARE_DIALOG, "transient-for", parent, NULL);
  /* Translators: seconds of a recording, from and to. */
  g_autofree char *visible = g_strdup_printf (_("What is in sight, %.1f–%.1f s"), from_s, to_s);
  const char *const parts[] = { _("Whole recording"), visible, NULL };

  set_items (self->part, parts);
  show_kind (self, kind);
  adw_action_row_set_subtitle (self->person_row, person != NULL ? person : _("Not known"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->person_row), person != NULL);
  return self;
}

void
bw_ecg_share_dialog_set_callback (BwEcgShareDialog *self,
                                  BwEcgShareChosen  chosen,
                                  gpointer          user_data,
                                  GDestroyNotify    free_data)
{
  g_return_if_fail (BW_IS_ECG_SHARE_DIALOG (self));

  if (self->free_data != NULL)
    self->free_data (self->user_data);
  self->chosen = chosen;
  self->user_data = user_data;
  self->free_data = free_data;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-compare-dialog-private.h"

#include "app/bw-save-task.h"
#include "app/bw-table-dialog.h"
#include "app/bw-toasts.h"
#include "compat/bw-compat-file-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
on_table (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  BwCompareDialog *self = BW_COMPARE_DIALOG (widget);
  g_autofree char *table = NULL;

  if (self->comparison == NULL)
    return;
  table = bw_rhythm_comparison_make_table (self->comparison);
  gtk_window_present (
      GTK_WINDOW (bw_table_dialog_new (GTK_WINDOW (self), _("Comparison as Table"), table)));
}

static void
on_copy (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwCompareDialog *self = BW_COMPARE_DIALOG (widget);
  g_autofree char *table = NULL;

  if (self->comparison == NULL)
    return;
  table = bw_rhythm_comparison_make_table (self->comparison);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), table);
  bw_toasts_tell (GTK_WIDGET (self->states), _("Table copied"), NULL);
}

/* --- Saving ------------------------------------------------------------------------------------ */

static gboolean
save (GFile         *file,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  return bw_save_bytes (file, data, cancellable, error);
}

static void
on_saved (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (BwCompareDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  /* Closed meanwhile: there is nowhere to tell it. */
  if (self->states == NULL)
    return;
  if (bw_save_finish (result, &error))
    {
      bw_toasts_tell (GTK_WIDGET (self->states), _("Table saved"), NULL);
      return;
    }
  text = g_strdup_printf (_("The table could not be saved: %s"), error->message);
  bw_toasts_tell (GTK_WIDGET (self->states), text, NULL);
}

static void
on_save_chosen (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (BwCompareDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = bw_file_dialog_run_finish_one (result, &error);

  if (self->comparison == NULL)
    return;
  if (file != NULL)
    bw_compare_dialog_save (self, file);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bw_toasts_tell (GTK_WIDGET (self->states), error->message, NULL);
}

static void
on_save (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  const BwFileDialogFilter filters[] = { { _("Tables (CSV)"), "*.csv" } };

  bw_file_dialog_run (GTK_WINDOW (widget), BW_FILE_DIALOG_SAVE, _("Save Comparison"), _("_Save"),
                      /* Translators: a file name. */
                      _("Comparison.csv"), NULL, filters, G_N_ELEMENTS (filters), NULL,
                      on_save_chosen, g_object_ref (widget));
}

void
bw_compare_dialog_save (BwCompareDialog *self,
                        GFile           *file)
{
  char *csv = bw_rhythm_comparison_make_csv (self->comparison);

  bw_save_async (file, save, g_bytes_new_take (csv, strlen (csv)), (GDestroyNotify) g_bytes_unref,
                 NULL, on_saved, g_object_ref (self));
}

void
bw_compare_dialog_class_install_table_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "compare.table", NULL, on_table);
  gtk_widget_class_install_action (widget_class, "compare.copy", NULL, on_copy);
  gtk_widget_class_install_action (widget_class, "compare.save", NULL, on_save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "compare.table",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "compare.save",
                                       NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-export-forms.h"

struct _BwExportForms
{
  AdwPreferencesGroup parent_instance;

  /* Owned. */
  GPtrArray *ids;        /* (element-type utf8) */
  GSettings *settings;   /* (nullable) */
  char *key;

  GPtrArray *checks;     /* (element-type GtkCheckButton): borrowed ones */

  guint chosen;
};

G_DEFINE_FINAL_TYPE (BwExportForms, bw_export_forms, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_toggled (BwExportForms  *self,
            GtkCheckButton *check)
{
  if (!gtk_check_button_get_active (check) || !g_ptr_array_find (self->checks, check, &self->chosen))
    return;
  if (self->settings != NULL)
    g_settings_set_string (self->settings, self->key, g_ptr_array_index (self->ids, self->chosen));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
bw_export_forms_dispose (GObject *object)
{
  g_clear_object (&BW_EXPORT_FORMS (object)->settings);
  G_OBJECT_CLASS (bw_export_forms_parent_class)->dispose (object);
}

static void
bw_export_forms_finalize (GObject *object)
{
  BwExportForms *self = BW_EXPORT_FORMS (object);

  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->checks);
  g_free (self->key);
  G_OBJECT_CLASS (bw_export_forms_parent_class)->finalize (object);
}

static void
bw_export_forms_class_init (BwExportFormsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bw_export_forms_dispose;
  object_class->finalize = bw_export_forms_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_export_forms_init (BwExportForms *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->checks = g_ptr_array_new ();
}

void
bw_export_forms_add (BwExportForms *self,
                     const char    *id,
                     const char    *title,
                     const char    *use)
{
  GtkWidget *row, *check;

  g_return_if_fail (BW_IS_EXPORT_FORMS (self));
  g_return_if_fail (id != NULL && title != NULL && use != NULL);

  row = adw_action_row_new ();
  check = gtk_check_button_new ();
  if (self->checks->len == 0)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  else
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), g_ptr_array_index (self->checks, 0));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), use);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->ids, g_strdup (id));
  g_ptr_array_add (self->checks, check);
}

void
bw_export_forms_remember (BwExportForms *self,
                          GSettings     *settings,
                          const char    *key)
{
  g_autofree char *id = NULL;

  g_return_if_fail (BW_IS_EXPORT_FORMS (self));
  g_return_if_fail (G_IS_SETTINGS (settings) && self->settings == NULL);

  id = g_settings_get_string (settings, key);
  for (guint i = 0; i < self->ids->len; i++)
    if (g_str_equal (g_ptr_array_index (self->ids, i), id))
      gtk_check_button_set_active (g_ptr_array_index (self->checks, i), TRUE);
  self->settings = g_object_ref (settings);
  self->key = g_strdup (key);
}

guint
bw_export_forms_get (BwExportForms *self)
{
  g_return_val_if_fail (BW_IS_EXPORT_FORMS (self), 0);

  return self->chosen;
}

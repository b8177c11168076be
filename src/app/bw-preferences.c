/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-preferences.h"

#include "app/bw-alerts-group.h"
#include "app/bw-application.h"
#include "app/bw-background-group.h"
#include "app/bw-reader-name.h"

#include <glib/gi18n-lib.h>

struct _BwPreferences
{
  AdwWindow parent_instance;

  /* Template children. */
  GtkWidget *forecast;
  AdwComboRow *measure;
  AdwComboRow *preset;
  GtkDropDown *zone;
  GtkSpinButton *red_percent;
  GtkSpinButton *score;
  AdwEntryRow *reader_name;
  BwAlertsGroup *alerts;
  BwBackgroundGroup *background;

  /* Owned. */
  BwSession *session;
  GSettings *settings;

  gboolean loading;
};

G_DEFINE_FINAL_TYPE (BwPreferences, bw_preferences, ADW_TYPE_WINDOW)

/* In the order of the rows' items. */
static const char *const measures[] = { "auto", "rmssd", "rmssd-imported", "sdnn", NULL };
static const char *const presets[] = { "default", "tutorial", NULL };

static guint
position_of (const char *const *ids,
             const char        *id)
{
  for (guint i = 0; ids[i] != NULL; i++)
    if (g_str_equal (ids[i], id))
      return i;
  return 0;
}

static void
set (BwPreferences *self,
     const char    *key,
     const char    *value)
{
  if (!self->loading)
    bw_session_set_setting (self->session, key, value);
}

static void
on_measure (BwPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->measure);

  if (selected < G_N_ELEMENTS (measures) - 1)
    set (self, "measure", measures[selected]);
}

static void
on_preset (BwPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->preset);

  if (selected < G_N_ELEMENTS (presets) - 1)
    set (self, "preset", presets[selected]);
}

static void
on_zone (BwPreferences *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (self->zone);

  if (item == NULL)
    return;
  /* The first is "Automatic". */
  set (self, "zone",
       gtk_drop_down_get_selected (self->zone) == 0 ? "" : gtk_string_object_get_string (item));
}

static void
on_reader_name (BwPreferences *self)
{
  if (!self->loading)
    g_settings_set_string (self->settings, "reader-name",
                           gtk_editable_get_text (GTK_EDITABLE (self->reader_name)));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* The names of the zones this system knows, from the table every time zone database carries.
 * Returns: (transfer full) (element-type utf8) */
static GPtrArray *
list_zones (void)
{
  static const char *const tables[]
      = { "/usr/share/zoneinfo/zone.tab", "/usr/share/zoneinfo/zone1970.tab" };
  GPtrArray *zones = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tables) && text == NULL; i++)
    g_file_get_contents (tables[i], &text, NULL, NULL);
  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

      if (*lines[i] != '#' && g_strv_length (fields) >= 3)
        g_ptr_array_add (zones, g_strdup (fields[2]));
    }
  g_ptr_array_add (zones, g_strdup ("UTC"));
  g_ptr_array_sort (zones, compare_names);
  return zones;
}

static void
load_zones (BwPreferences   *self,
            const BwSummary *summary)
{
  g_autoptr (GPtrArray) zones = list_zones ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *automatic = NULL;
  guint selected = 0;

  if (*summary->zone == '\0')
    /* Translators: %s is the name of a time zone: "Europe/Berlin". */
    automatic = g_strdup_printf (_("Automatic (%s)"), summary->zone_in_use);
  else
    automatic = g_strdup (_("Automatic"));
  gtk_string_list_append (list, automatic);
  for (guint i = 0; i < zones->len; i++)
    {
      const char *name = g_ptr_array_index (zones, i);

      gtk_string_list_append (list, name);
      if (g_str_equal (name, summary->zone))
        selected = i + 1;
    }
  /* A zone set elsewhere may be none of the usual names. */
  if (selected == 0 && *summary->zone != '\0')
    {
      gtk_string_list_append (list, summary->zone);
      selected = g_list_model_get_n_items (G_LIST_MODEL (list)) - 1;
    }
  gtk_drop_down_set_model (self->zone, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->zone, selected);
}

static void
load_reader_name (BwPreferences *self)
{
  g_autofree char *name = bw_reader_name_get (self->settings);

  self->loading = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->reader_name), name);
  self->loading = FALSE;
}

static void
load (BwPreferences *self)
{
  const BwSummary *summary = bw_session_get_summary (self->session);

  gtk_widget_set_sensitive (self->forecast, summary != NULL);
  if (summary == NULL)
    return;
  self->loading = TRUE;
  adw_combo_row_set_selected (self->measure, position_of (measures, summary->measure));
  adw_combo_row_set_selected (self->preset, position_of (presets, summary->preset));
  load_zones (self, summary);
  self->loading = FALSE;
}

static void
bw_preferences_dispose (GObject *object)
{
  BwPreferences *self = BW_PREFERENCES (object);

  self->loading = TRUE;
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (bw_preferences_parent_class)->dispose (object);
}

static void
bw_preferences_class_init (BwPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_preferences_dispose;

  g_type_ensure (BW_TYPE_ALERTS_GROUP);
  g_type_ensure (BW_TYPE_BACKGROUND_GROUP);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, forecast);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, measure);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, preset);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, zone);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, red_percent);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, score);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, reader_name);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, alerts);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, background);
  gtk_widget_class_bind_template_callback (widget_class, on_measure);
  gtk_widget_class_bind_template_callback (widget_class, on_preset);
  gtk_widget_class_bind_template_callback (widget_class, on_zone);
  gtk_widget_class_bind_template_callback (widget_class, on_reader_name);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_preferences_init (BwPreferences *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bw_preferences_new (GtkWindow *parent,
                    BwSession *session,
                    GSettings *settings)
{
  GApplication *application = g_application_get_default ();
  BwPreferences *self;

  g_return_val_if_fail (BW_IS_SESSION (session), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (BW_TYPE_PREFERENCES, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  load (self);
  load_reader_name (self);
  bw_alerts_group_set_session (self->alerts, session);
  bw_background_group_set_up (self->background, settings,
                              BW_IS_APPLICATION (application)
                                ? bw_application_get_unattended (BW_APPLICATION (application))
                                : NULL);
  g_settings_bind (settings, "alert-red-percent", self->red_percent, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "alert-score", self->score, "value", G_SETTINGS_BIND_DEFAULT);
  return GTK_WIDGET (self);
}

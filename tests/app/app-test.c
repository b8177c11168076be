/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

gboolean
app_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
app_spin (guint ms)
{
  gint64 until = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  app_wait (g_get_monotonic_time () > until);
}

BwSession *
app_session_new (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "me.beatwise", NULL);
  BwSession *session = bw_session_new (path);

  bw_session_set_trains (session, FALSE);
  return session;
}

void
app_assert_gone (gpointer object)
{
  GObject *watched = object;

  g_object_add_weak_pointer (watched, (gpointer *) &watched);
  g_object_unref (object);
  app_wait (watched == NULL);
}

GtkWidget *
app_find (GtkWidget  *widget,
          const char *type_name)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type_name))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = app_find (child, type_name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
app_find_action (GtkWidget  *widget,
                 const char *action)
{
  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = app_find_action (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
open_question (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);
      GtkWidget *found = app_find (window, "AdwMessageDialog");

      if (found == NULL)
        found = app_find (window, "AdwAlertDialog");
      if (found != NULL && gtk_widget_get_visible (found))
        return found;
    }
  return NULL;
}

static GtkWidget *
find_label (GtkWidget  *widget,
            const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
app_answer (const char *label)
{
  GtkWidget *dialog;
  GtkWidget *button;

  app_wait ((dialog = open_question ()) != NULL);
  button = find_label (dialog, label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  app_wait (open_question () == NULL);
}

gboolean
app_shows (GtkWidget  *root,
           const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (app_shows (child, text))
      return TRUE;
  return FALSE;
}

void
app_load_style (void)
{
  static gboolean loaded = FALSE;
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) css = NULL;

  if (loaded)
    return;
  loaded = TRUE;
  css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (css, "/io/github/beatwise/Beatwise/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    "/io/github/beatwise/Beatwise/icons");
}

void
app_reset_settings (void)
{
  g_autoptr (GSettings) settings = g_settings_new (BW_APPLICATION_ID);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-application.h"

#include "app/bw-window.h"

#include <glib/gi18n-lib.h>

#define LIBRARY_SUFFIX ".beatwise"

struct _BwApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (BwApplication, bw_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *keys[2];
} accelerators[] = {
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
  { "win.import", { "<Control>o" } },
  { "win.refresh", { "F5" } },
  { "win.update-forecast", { "<Control>r" } },
  { "win.add-note(int64 0)", { "<Control>n" } },
  { "win.preferences", { "<Control>comma" } },
  { "win.shortcuts", { "<Control>question" } },
  { "win.page-number(1)", { "<Control>1" } },
  { "win.page-number(2)", { "<Control>2" } },
  { "win.page-number(3)", { "<Control>3" } },
  { "win.page-number(4)", { "<Control>4" } },
  { "win.page-number(5)", { "<Control>5" } },
};

static void
on_quit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *at = windows; at != NULL; at = at->next)
    if (BW_IS_WINDOW (at->data))
      gtk_window_close (at->data);
  g_list_free (windows);
}

/* The window of the library at @path, made where there is none. */
static BwWindow *
window_of (BwApplication *self,
           const char    *path)
{
  g_autoptr (BwSession) session = NULL;
  g_autofree char *canonical = g_canonicalize_filename (path, NULL);

  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at != NULL; at = at->next)
    if (BW_IS_WINDOW (at->data)
        && g_str_equal (bw_session_get_path (bw_window_get_session (at->data)), canonical))
      return at->data;
  session = bw_session_new (canonical);
  return bw_window_new (self, session);
}

static BwWindow *
main_window (BwApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (GSettings) settings = NULL;
  g_autofree char *path = NULL;

  while (active != NULL && !BW_IS_WINDOW (active))
    active = gtk_window_get_transient_for (active);
  if (active != NULL)
    return BW_WINDOW (active);
  settings = g_settings_new (BW_APPLICATION_ID);
  path = g_settings_get_string (settings, "library");
  if (*path == '\0')
    {
      g_free (path);
      path = bw_library_default_path ();
    }
  return window_of (self, path);
}

static void
bw_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "quit", .activate = on_quit },
  };

  G_APPLICATION_CLASS (bw_application_parent_class)->startup (application);

  g_set_application_name (_("Beatwise"));
  gtk_window_set_default_icon_name (BW_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action,
                                           accelerators[i].keys);
}

static void
bw_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (main_window (BW_APPLICATION (application))));
}

/* A library opens in a window of its own; all else is imported into the one at hand. */
static void
bw_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  BwApplication *self = BW_APPLICATION (application);
  g_autoptr (GListStore) imports = g_list_store_new (G_TYPE_FILE);

  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);

      if (path != NULL && g_str_has_suffix (path, LIBRARY_SUFFIX))
        gtk_window_present (GTK_WINDOW (window_of (self, path)));
      else
        g_list_store_append (imports, files[i]);
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (imports)) > 0)
    {
      BwWindow *window = main_window (self);

      gtk_window_present (GTK_WINDOW (window));
      bw_window_import (window, G_LIST_MODEL (imports));
    }
}

static int
bw_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("beatwise %s\n", BW_VERSION);
  return 0;
}

static void
bw_application_class_init (BwApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->handle_local_options = bw_application_handle_local_options;
  application_class->startup = bw_application_startup;
  application_class->activate = bw_application_activate;
  application_class->open = bw_application_open;
}

static void
bw_application_init (BwApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
    G_OPTION_ENTRY_NULL
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE…]"));
}

BwApplication *
bw_application_new (void)
{
  return g_object_new (BW_TYPE_APPLICATION,
                       "application-id", BW_APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/io/github/beatwise/Beatwise",
                       NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-application.h"

#include "app/bw-window.h"

#include <glib/gi18n-lib.h>

#define LIBRARY_SUFFIX ".beatwise"

#ifdef __SANITIZE_ADDRESS__
/* GLib leaves its first table of quarks behind on purpose when a program has more than these 2,048. It
 * is the first block of its size, before main (), and no leak. */
void __lsan_ignore_object (const void *block);
void __sanitizer_malloc_hook (const volatile void *block,
                              size_t               size);

void
__sanitizer_malloc_hook (const volatile void *block,
                         size_t               size)
{
  static gboolean seen;

  if (size != 2048 * sizeof (char *) || seen)
    return;
  seen = TRUE;
  __lsan_ignore_object ((const void *) block);
}
#endif

struct _BwApplication
{
  AdwApplication parent_instance;

  /* Owned. */
  GSettings *settings;
  BwUnattended *unattended;   /* from the startup to the shutdown */

  gboolean background;        /* the activation to come shows no window */
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
  { "win.export", { "<Control>e" } },
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
  BwApplication *self = user_data;
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  bw_unattended_leave (self->unattended);
  for (GList *at = windows; at != NULL; at = at->next)
    if (BW_IS_WINDOW (at->data))
      gtk_window_close (at->data);
  g_list_free (windows);
}

/* One that is closing, out of sight, is none any more. */
static BwWindow *
find_window (BwApplication *self,
             const char    *path)
{
  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at != NULL; at = at->next)
    if (BW_IS_WINDOW (at->data) && !bw_window_is_closing (at->data)
        && g_str_equal (bw_session_get_path (bw_window_get_session (at->data)), path))
      return at->data;
  return NULL;
}

static BwSession *
find_session (const char *path,
              gpointer    user_data)
{
  BwWindow *window = find_window (user_data, path);

  return window != NULL ? bw_window_get_session (window) : NULL;
}

/* The window of the library at @path, made where there is none. */
static BwWindow *
window_of (BwApplication *self,
           const char    *path)
{
  g_autoptr (BwSession) session = NULL;
  g_autofree char *canonical = g_canonicalize_filename (path, NULL);
  BwWindow *window = find_window (self, canonical);

  if (window != NULL)
    return window;
  session = bw_unattended_give_session (self->unattended, canonical);
  if (session == NULL)
    {
      session = bw_session_new (canonical);
      bw_unattended_attend (self->unattended, session);
    }
  return bw_window_new (self, session);
}

/* The one that was used last and is not closing, else that of the usual library. */
static BwWindow *
main_window (BwApplication *self)
{
  g_autofree char *path = NULL;

  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at != NULL; at = at->next)
    {
      GtkWindow *window = at->data;

      while (window != NULL && !BW_IS_WINDOW (window))
        window = gtk_window_get_transient_for (window);
      if (window != NULL && !bw_window_is_closing (BW_WINDOW (window)))
        return BW_WINDOW (window);
    }
  path = bw_unattended_get_library (self->unattended);
  return window_of (self, path);
}

/* Whoever asked to quit and then for a window did not quit. */
static void
present (BwApplication *self,
         BwWindow      *window)
{
  bw_unattended_come_back (self->unattended);
  gtk_window_present (GTK_WINDOW (window));
}

/* --- From notifications ------------------------------------------------------------------------ */

static void
on_show_hour (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  g_autofree char *path = NULL;
  gint64 time_ms;
  BwWindow *window;

  g_variant_get (parameter, "(sx)", &path, &time_ms);
  window = window_of (user_data, path);
  bw_window_show_hour (window, time_ms);
  present (user_data, window);
}

static void
on_show_page (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  g_autofree char *path = NULL;
  g_autofree char *page = NULL;
  BwWindow *window;

  g_variant_get (parameter, "(ss)", &path, &page);
  window = window_of (user_data, path);
  bw_window_open_page (window, page);
  present (user_data, window);
}

static void
on_stay (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  BwApplication *self = user_data;

  bw_unattended_stay (self->unattended);
}

static void
on_hush (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  BwApplication *self = user_data;

  bw_unattended_hush (self->unattended, g_variant_get_string (parameter, NULL));
}

static void
bw_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "quit", .activate = on_quit },
    { .name = "show-hour", .activate = on_show_hour, .parameter_type = "(sx)" },
    { .name = "show-page", .activate = on_show_page, .parameter_type = "(ss)" },
    { .name = "stay", .activate = on_stay },
    { .name = "hush", .activate = on_hush, .parameter_type = "s" },
  };

  BwApplication *self = BW_APPLICATION (application);

  G_APPLICATION_CLASS (bw_application_parent_class)->startup (application);

  g_set_application_name (_("Beatwise"));
  gtk_window_set_default_icon_name (BW_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action,
                                           accelerators[i].keys);
  self->settings = g_settings_new (BW_APPLICATION_ID);
  self->unattended = bw_unattended_new (application, self->settings, find_session);
}

static void
bw_application_shutdown (GApplication *application)
{
  BwApplication *self = BW_APPLICATION (application);

  if (self->unattended != NULL)
    g_object_run_dispose (G_OBJECT (self->unattended));
  g_clear_object (&self->unattended);
  g_clear_object (&self->settings);
  G_APPLICATION_CLASS (bw_application_parent_class)->shutdown (application);
}

static void
bw_application_activate (GApplication *application)
{
  BwApplication *self = BW_APPLICATION (application);

  if (self->background)
    {
      self->background = FALSE;
      bw_unattended_stay (self->unattended);
      return;
    }
  present (self, main_window (self));
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

  self->background = FALSE;
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);

      if (path != NULL && g_str_has_suffix (path, LIBRARY_SUFFIX))
        present (self, window_of (self, path));
      else
        g_list_store_append (imports, files[i]);
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (imports)) > 0)
    {
      BwWindow *window = main_window (self);

      present (self, window);
      bw_window_import (window, G_LIST_MODEL (imports));
    }
}

static int
bw_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  BwApplication *self = BW_APPLICATION (application);
  g_autoptr (GError) error = NULL;
  gboolean quits = g_variant_dict_contains (options, "quit");

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("beatwise %s\n", BW_VERSION);
      return 0;
    }
  self->background = g_variant_dict_contains (options, "background");
  if (!quits && !self->background)
    return -1;
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("beatwise: %s\n", error->message);
      return 1;
    }
  if (!g_application_get_is_remote (application))
    return quits ? 0 : -1;
  g_action_group_activate_action (G_ACTION_GROUP (application), quits ? "quit" : "stay", NULL);
  return 0;
}

static void
bw_application_class_init (BwApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->handle_local_options = bw_application_handle_local_options;
  application_class->startup = bw_application_startup;
  application_class->shutdown = bw_application_shutdown;
  application_class->activate = bw_application_activate;
  application_class->open = bw_application_open;
}

static void
bw_application_init (BwApplication *self)
{
  static const GOptionEntry options[] = {
    { "background", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Start without a window, and stay"), NULL },
    { "quit", 0, 0, G_OPTION_ARG_NONE, NULL, N_("End the Beatwise that is running"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
    G_OPTION_ENTRY_NULL
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE…]"));
}

BwUnattended *
bw_application_get_unattended (BwApplication *self)
{
  g_return_val_if_fail (BW_IS_APPLICATION (self), NULL);

  return self->unattended;
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rhythm-page-fixture.h"

static void
reset_settings (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/* What the application does for its windows. */
static void
load_style (void)
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

static void
run (const char *line)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_command_line_sync (line, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

void
rhythm_fixture_set_up (RhythmFixture *self,
                       guint          n_days,
                       guint          n_rr,
                       int            width,
                       int            height)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  load_style ();
  self->folder = bw_test_make_folder ();
  self->path = g_build_filename (self->folder, "me.beatwise", NULL);
  self->settings = g_settings_new (BW_APPLICATION_ID);
  reset_settings (self->settings);
  rhythm_library_make (self->path, n_days);
  if (n_rr > 0)
    rhythm_library_add_rr (self->path, "strap.txt", n_rr);
  self->session = app_session_new (self->folder);
  self->page = g_object_new (BW_TYPE_RHYTHM_PAGE, "narrow", width < 600, NULL);
  self->view = bw_rhythm_detail_get_tachogram (self->page->detail);
  bw_rhythm_page_set_session (self->page, self->session);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), GTK_WIDGET (self->page));
  self->window = adw_window_new ();
  gtk_window_set_title (GTK_WINDOW (self->window), "rhythm-page");
  adw_window_set_content (ADW_WINDOW (self->window), toasts);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (self->window);
  run ("xdotool search --sync --onlyvisible --name ^rhythm-page$ windowfocus --sync");
  bw_session_refresh (self->session);
  rhythm_fixture_settle (self);
}

void
rhythm_fixture_tear_down (RhythmFixture *self)
{
  BwRhythmPage *page = self->page;

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_window_destroy (GTK_WINDOW (self->window));
  app_wait (page == NULL);
  bw_session_drain (self->session);
  app_spin (20);
  app_assert_gone (self->session);
  g_clear_object (&self->settings);
  g_free (self->path);
  bw_test_remove_folder (self->folder);
}

void
rhythm_fixture_settle (RhythmFixture *self)
{
  app_wait (!bw_session_is_active (self->session));
  app_spin (60);
  app_wait (!bw_session_is_active (self->session) && self->page->analyse_id == 0);
  app_wait (!bw_session_is_active (self->session));
}

void
rhythm_fixture_type (RhythmFixture *self,
                     const char    *keys)
{
  g_autofree char *line = g_strconcat ("xdotool key --delay 20 ", keys, NULL);

  run (line);
  app_spin (60);
  rhythm_fixture_settle (self);
}

void
rhythm_fixture_select (RhythmFixture *self,
                       BwRhythmKind   kind,
                       gint64         id)
{
  const BwRhythmKey key = { kind, id };

  bw_rhythm_page_show_rhythm (self->page, &key);
  rhythm_fixture_settle (self);
}

char *
rhythm_fixture_selected (RhythmFixture *self)
{
  BwRhythmItem *item = bw_rhythm_shelf_get_selected (self->page->shelf);
  const BwRhythmKey *key = item != NULL ? bw_rhythm_item_get_key (item) : NULL;

  return key != NULL ? g_strdup_printf ("%s %" G_GINT64_FORMAT, bw_rhythm_kind_get_id (key->kind),
                                        key->id)
                     : g_strdup ("none");
}

gboolean
rhythm_fixture_shows (GtkWidget  *root,
                      const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (rhythm_fixture_shows (child, text))
      return TRUE;
  return FALSE;
}

guint
rhythm_fixture_count_shown (RhythmFixture *self)
{
  BwRhythm *rhythm = bw_tachogram_view_get_rhythm (self->view);

  g_assert_true (rhythm == self->page->rhythm);
  return bw_beat_edits_get_n (rhythm->edits);
}

guint
rhythm_fixture_count_kept (RhythmFixture *self)
{
  g_autoptr (BwRhythm) kept
      = rhythm_library_load (self->path, self->page->shown.kind, self->page->shown.id);

  return bw_beat_edits_get_n (kept->edits);
}

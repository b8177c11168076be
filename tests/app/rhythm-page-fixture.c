/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rhythm-page-fixture.h"

#include "ecg-fixture.h"

void
rhythm_fixture_set_up (RhythmFixture *self,
                       guint          n_days,
                       guint          n_rr,
                       int            width,
                       int            height)
{
  GtkWidget *toasts = adw_toast_overlay_new ();
  g_autofree char *id = NULL;

  app_load_style ();
  self->folder = bw_test_make_folder ();
  self->path = g_build_filename (self->folder, "me.beatwise", NULL);
  self->settings = g_settings_new (BW_APPLICATION_ID);
  app_reset_settings ();
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
  id = ecg_focus_window ("rhythm-page");
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
  ecg_do ("key --delay 20 %s", keys);
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

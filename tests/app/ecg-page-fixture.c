/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-page-fixture.h"

#include "ecg-fixture.h"

#include "app/bw-ecg-beat-view.h"

void
page_fixture_set_up (PageFixture *self,
                     guint        n,
                     int          width,
                     int          height)
{
  GtkWidget *toasts = adw_toast_overlay_new ();
  g_autofree char *id = NULL;

  app_load_style ();
  self->folder = bw_test_make_folder ();
  self->path = g_build_filename (self->folder, "me.beatwise", NULL);
  self->settings = g_settings_new (BW_APPLICATION_ID);
  app_reset_settings ();
  g_settings_set_string (self->settings, "reader-name", "Ada");
  if (n > 0)
    ecg_library_make (self->path, n);
  self->session = app_session_new (self->folder);
  self->page = g_object_new (BW_TYPE_ECG_PAGE, "narrow", width < 600, NULL);
  bw_ecg_page_set_session (self->page, self->session);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), GTK_WIDGET (self->page));
  self->window = adw_window_new ();
  gtk_window_set_title (GTK_WINDOW (self->window), "ecg-page");
  adw_window_set_content (ADW_WINDOW (self->window), toasts);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (self->window);
  id = ecg_focus_window ("ecg-page");
  bw_session_refresh (self->session);
  page_fixture_settle (self);
  if (n == 0 || width < 600)
    return;
  /* The page begins with the first one; the tests from nothing. */
  g_assert_cmpint (page_fixture_selected (self), ==, n);
  gtk_selection_model_unselect_all (bw_ecg_list_get_selection (self->page->list));
  page_fixture_settle (self);
}

void
page_fixture_tear_down (PageFixture *self)
{
  BwEcgPage *page = self->page;

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
page_fixture_settle (PageFixture *self)
{
  app_wait (!bw_session_is_active (self->session));
  app_spin (60);
  app_wait (!bw_session_is_active (self->session));
}

void
page_fixture_type (PageFixture *self,
                   const char  *keys)
{
  ecg_do ("key --delay 20 %s", keys);
  app_spin (60);
  page_fixture_settle (self);
}

gint64
page_fixture_selected (PageFixture *self)
{
  g_autoptr (GPtrArray) selected = bw_ecg_list_get_selected (self->page->list);

  return selected->len == 1 ? bw_ecg_item_get_id (g_ptr_array_index (selected, 0)) : 0;
}

void
page_fixture_select (PageFixture *self,
                     gint64       first,
                     gint64       last)
{
  GtkSelectionModel *model = bw_ecg_list_get_selection (self->page->list);

  gtk_selection_model_unselect_all (model);
  for (gint64 id = first; id <= last; id++)
    gtk_selection_model_select_item (
        model, bw_ecg_list_get_position (self->page->list, page_fixture_item (self, id)), FALSE);
  page_fixture_settle (self);
}

BwEcgItem *
page_fixture_item (PageFixture *self,
                   gint64       id)
{
  BwEcgItem *item = bw_ecg_list_find (self->page->list, id);

  g_assert_nonnull (item);
  return item;
}

BwLabel
page_fixture_label (PageFixture *self,
                    gint64       id)
{
  return bw_ecg_item_get_label (page_fixture_item (self, id));
}

/* What is shown is what the library holds. */
void
page_fixture_assert_label (PageFixture *self,
                           gint64       id,
                           BwLabel      label)
{
  g_autoptr (BwRecording) recording = ecg_library_read (self->path, id);

  g_assert_cmpint (bw_ecg_item_get_recording (page_fixture_item (self, id))->label, ==, label);
  g_assert_cmpint (recording->label, ==, label);
}

void
page_fixture_assert_state (PageFixture *self,
                           const char  *state)
{
  g_assert_cmpstr (bw_ecg_page_get_state (self->page), ==, state);
}

gboolean
page_fixture_activate (PageFixture *self,
                       const char  *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (self->page), action, NULL);
}

GtkWidget *
page_fixture_note_entry (PageFixture *self)
{
  GtkWidget *entry = app_find (GTK_WIDGET (self->page->detail), "GtkEntry");

  g_assert_nonnull (entry);
  return entry;
}

static GtkWidget *
find_shown_beats (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (BW_IS_ECG_BEAT_VIEW (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_shown_beats (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
page_fixture_beats_say (PageFixture *self,
                        const char  *text)
{
  GtkWidget *beats = find_shown_beats (self->window);
  g_autofree char *description = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (beats), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");

  return strstr (description, text) != NULL;
}

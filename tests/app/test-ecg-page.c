/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-page-fixture.h"

/* The page with real keys, on a library of eight recordings: number 8 is the newest, so the first. */

#define N 8

static void
set_up (PageFixture   *fixture,
        gconstpointer  data)
{
  page_fixture_set_up (fixture, N, 1240, 800);
}

static void
set_up_narrow (PageFixture   *fixture,
               gconstpointer  data)
{
  page_fixture_set_up (fixture, N, 380, 640);
}

static void
set_up_empty (PageFixture   *fixture,
              gconstpointer  data)
{
  page_fixture_set_up (fixture, 0, 1240, 800);
}

static void
tear_down (PageFixture   *fixture,
           gconstpointer  data)
{
  page_fixture_tear_down (fixture);
}

static void
assert_note (PageFixture *fixture,
             gint64       id,
             const char  *note)
{
  g_autoptr (BwRecording) recording = ecg_library_read (fixture->path, id);

  g_assert_cmpstr (bw_ecg_item_get_recording (page_fixture_item (fixture, id))->note, ==, note);
  g_assert_cmpstr (recording->note, ==, note);
}

/* The first of the two large buttons: "Fasting". */
static GtkWidget *
find_label_button (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "label-button"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* --- One recording ------------------------------------------------------------------------------ */

static void
test_keys (PageFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (BwRecording) recording = NULL;

  page_fixture_assert_state (fixture, "nothing");
  page_fixture_type (fixture, "f");
  for (gint64 id = 1; id <= N; id++)
    g_assert_cmpint (page_fixture_label (fixture, id), ==, BW_LABEL_NONE);

  page_fixture_type (fixture, "j");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 8);
  page_fixture_assert_state (fixture, "trace");
  page_fixture_type (fixture, "j Down");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 6);
  page_fixture_type (fixture, "k");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 7);
  page_fixture_type (fixture, "f");
  page_fixture_assert_label (fixture, 7, BW_LABEL_FASTING);
  page_fixture_type (fixture, "g");
  page_fixture_assert_label (fixture, 7, BW_LABEL_GLUCOSE);
  recording = ecg_library_read (fixture->path, 7);
  g_assert_cmpstr (recording->labelled_by, ==, "Ada");
  g_assert_cmpint (recording->labelled_ms, >, RECORDINGS_START_MS);
  page_fixture_type (fixture, "u");
  page_fixture_assert_label (fixture, 7, BW_LABEL_NONE);

  /* At the ends there is nowhere to go. */
  page_fixture_type (fixture, "k k k");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 8);
  page_fixture_type (fixture, "f n f n");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 6);
  g_assert_true (app_shows (GTK_WIDGET (fixture->page), "8 recordings · 6 unlabelled"));
}

/* A range begins where one is, however one came there. */
static void
test_range (PageFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) selected = NULL;

  page_fixture_type (fixture, "j j n j shift+Down shift+Down");
  selected = bw_ecg_list_get_selected (fixture->page->list);
  g_assert_cmpuint (selected->len, ==, 3);
  page_fixture_type (fixture, "g");
  for (gint64 id = 1; id <= N; id++)
    page_fixture_assert_label (fixture, id,
                               id >= 3 && id <= 5 ? BW_LABEL_GLUCOSE : BW_LABEL_NONE);
}

/* From the strip too, which has other uses for ← and →. */
static void
test_keys_from_the_strip (PageFixture   *fixture,
                          gconstpointer  data)
{
  page_fixture_type (fixture, "j");
  gtk_widget_grab_focus (
      GTK_WIDGET (bw_ecg_strip_get_view (bw_ecg_detail_get_strip (fixture->page->detail))));
  page_fixture_type (fixture, "j f Right");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 7);
  page_fixture_assert_label (fixture, 7, BW_LABEL_FASTING);
  /* And with them from the buttons. */
  gtk_widget_grab_focus (find_label_button (fixture->window));
  page_fixture_type (fixture, "Down Down Up");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 6);
}

/* Escape takes the calipers away wherever the focus is, and has its other uses when there are none. */
static void
test_calipers (PageFixture   *fixture,
               gconstpointer  data)
{
  BwEcgView *view = bw_ecg_strip_get_view (bw_ecg_detail_get_strip (fixture->page->detail));
  gboolean on;

  page_fixture_type (fixture, "j c");
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (view)));
  gtk_widget_grab_focus (find_label_button (fixture->window));
  page_fixture_type (fixture, "Escape");
  g_object_get (view, "calipers", &on, NULL);
  g_assert_false (on);
  page_fixture_type (fixture, "c");
  gtk_widget_grab_focus (page_fixture_note_entry (fixture));
  page_fixture_type (fixture, "Escape");
  g_object_get (view, "calipers", &on, NULL);
  g_assert_true (on);
}

/* A later window begins with what was looked at last. */
static void
test_begins_again (PageFixture   *fixture,
                   gconstpointer  data)
{
  BwEcgPage *page;
  GtkWidget *window;
  g_autoptr (GPtrArray) selected = NULL;

  page_fixture_select (fixture, 5, 5);
  bw_ecg_page_flush (fixture->page);
  page = g_object_new (BW_TYPE_ECG_PAGE, NULL);
  bw_ecg_page_set_session (page, fixture->session);
  window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (page));
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  page_fixture_settle (fixture);
  selected = bw_ecg_list_get_selected (page->list);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_cmpint (bw_ecg_item_get_id (g_ptr_array_index (selected, 0)), ==, 5);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A sample rate that was corrected is seen at once. */
static void
test_other_rate (PageFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr (BwLibrary) library = bw_library_open (fixture->path, BW_LIBRARY_WRITE, NULL);
  gboolean changed;

  page_fixture_select (fixture, 7, 7);
  g_assert_true (bw_library_set_rate (library, 7, 250, &changed, NULL));
  g_assert_true (changed);
  bw_session_read_recordings (fixture->session);
  page_fixture_settle (fixture);
  page_fixture_assert_state (fixture, "trace");
  g_assert_cmpfloat (bw_ecg_trace_get_recording (fixture->page->trace)->rate_hz, ==, 250);
}

static void
test_buttons (PageFixture   *fixture,
              gconstpointer  data)
{
  GtkWidget *fasting;

  page_fixture_type (fixture, "j");
  fasting = find_label_button (fixture->window);
  gtk_widget_activate (fasting);
  app_spin (300);
  page_fixture_settle (fixture);
  page_fixture_assert_label (fixture, 8, BW_LABEL_FASTING);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (fasting)));
  g_assert_true (app_shows (GTK_WIDGET (fixture->page), "Labelled by Ada"));
  gtk_widget_activate (fasting);
  app_spin (300);
  page_fixture_settle (fixture);
  page_fixture_assert_label (fixture, 8, BW_LABEL_NONE);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (fasting)));
}

static void
test_undo (PageFixture   *fixture,
           gconstpointer  data)
{
  page_fixture_type (fixture, "j f j g j g");
  page_fixture_assert_label (fixture, 8, BW_LABEL_FASTING);
  page_fixture_assert_label (fixture, 6, BW_LABEL_GLUCOSE);
  page_fixture_type (fixture, "ctrl+z ctrl+z");
  page_fixture_assert_label (fixture, 8, BW_LABEL_FASTING);
  page_fixture_assert_label (fixture, 7, BW_LABEL_NONE);
  page_fixture_assert_label (fixture, 6, BW_LABEL_NONE);
  /* What was undone is in sight. */
  g_assert_cmpint (page_fixture_selected (fixture), ==, 7);
  page_fixture_type (fixture, "ctrl+shift+z");
  page_fixture_assert_label (fixture, 7, BW_LABEL_GLUCOSE);
  page_fixture_type (fixture, "ctrl+z ctrl+z ctrl+z ctrl+z");
  for (gint64 id = 1; id <= N; id++)
    page_fixture_assert_label (fixture, id, BW_LABEL_NONE);
  page_fixture_type (fixture, "ctrl+shift+z ctrl+shift+z ctrl+shift+z ctrl+shift+z");
  page_fixture_assert_label (fixture, 6, BW_LABEL_GLUCOSE);
}

/* --- Notes -------------------------------------------------------------------------------------- */

static void
test_note (PageFixture   *fixture,
           gconstpointer  data)
{
  page_fixture_type (fixture, "j");
  gtk_widget_grab_focus (page_fixture_note_entry (fixture));
  page_fixture_type (fixture, "f g j");
  /* It is text, and no label. */
  g_assert_cmpint (page_fixture_selected (fixture), ==, 8);
  g_assert_cmpint (page_fixture_label (fixture, 8), ==, BW_LABEL_NONE);
  assert_note (fixture, 8, "");
  page_fixture_type (fixture, "Return");
  assert_note (fixture, 8, "fgj");
  /* And the keys are for labels again. */
  page_fixture_type (fixture, "f");
  page_fixture_assert_label (fixture, 8, BW_LABEL_FASTING);
  page_fixture_type (fixture, "ctrl+z ctrl+z");
  assert_note (fixture, 8, "");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page_fixture_note_entry (fixture))), ==, "");
  page_fixture_type (fixture, "ctrl+shift+z");
  assert_note (fixture, 8, "fgj");
}

/* There and back by keys alone. */
static void
test_note_by_keys (PageFixture   *fixture,
                   gconstpointer  data)
{
  page_fixture_type (fixture, "e f");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 0);
  page_fixture_type (fixture, "j e e Escape f");
  assert_note (fixture, 8, "e");
  page_fixture_assert_label (fixture, 8, BW_LABEL_FASTING);
}

/* After a pause, with the keyboard still in it; all of it is one step. */
static void
test_note_after_a_pause (PageFixture   *fixture,
                         gconstpointer  data)
{
  page_fixture_type (fixture, "j");
  gtk_widget_grab_focus (page_fixture_note_entry (fixture));
  page_fixture_type (fixture, "a");
  app_spin (1500);
  page_fixture_settle (fixture);
  assert_note (fixture, 8, "a");
  page_fixture_type (fixture, "End b");
  app_spin (1500);
  page_fixture_settle (fixture);
  assert_note (fixture, 8, "ab");
  g_assert_true (page_fixture_activate (fixture, "ecg.undo"));
  page_fixture_settle (fixture);
  assert_note (fixture, 8, "");
}

/* What is being written is not lost by going on. */
static void
test_note_of_the_last (PageFixture   *fixture,
                       gconstpointer  data)
{
  page_fixture_type (fixture, "j");
  gtk_widget_grab_focus (page_fixture_note_entry (fixture));
  page_fixture_type (fixture, "a b");
  page_fixture_select (fixture, 3, 3);
  assert_note (fixture, 8, "ab");
  assert_note (fixture, 3, "");
  gtk_widget_grab_focus (page_fixture_note_entry (fixture));
  page_fixture_type (fixture, "c");
  bw_ecg_page_flush (fixture->page);
  page_fixture_settle (fixture);
  assert_note (fixture, 3, "c");
}

/* --- Several ------------------------------------------------------------------------------------ */

static void
test_several (PageFixture   *fixture,
              gconstpointer  data)
{
  page_fixture_type (fixture, "j f");
  page_fixture_select (fixture, 2, 5);
  page_fixture_assert_state (fixture, "several");
  g_assert_true (app_shows (GTK_WIDGET (fixture->page), "4 recordings"));
  g_assert_true (app_shows (GTK_WIDGET (fixture->page), "Label Them Together"));
  g_assert_true (app_shows (GTK_WIDGET (fixture->page), "4 without a label"));
  page_fixture_type (fixture, "g");
  for (gint64 id = 1; id <= N; id++)
    page_fixture_assert_label (fixture, id,
                               id == 8 ? BW_LABEL_FASTING
                               : id >= 2 && id <= 5 ? BW_LABEL_GLUCOSE
                                                    : BW_LABEL_NONE);
  g_assert_true (app_shows (fixture->window, "Labelled 4 recordings"));
  page_fixture_type (fixture, "u");
  g_assert_true (app_shows (fixture->window, "Removed 4 labels"));
  /* Each was one step. */
  page_fixture_type (fixture, "ctrl+z");
  page_fixture_assert_label (fixture, 2, BW_LABEL_GLUCOSE);
  page_fixture_assert_label (fixture, 5, BW_LABEL_GLUCOSE);
  page_fixture_type (fixture, "ctrl+z");
  page_fixture_assert_label (fixture, 2, BW_LABEL_NONE);
  page_fixture_assert_label (fixture, 8, BW_LABEL_FASTING);
  page_fixture_type (fixture, "ctrl+a");
  page_fixture_assert_state (fixture, "several");
  g_assert_true (app_shows (GTK_WIDGET (fixture->page), "1 fasting · 7 without a label"));
  /* There is nothing after all of them but the last by itself. */
  page_fixture_type (fixture, "j");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 1);
}

/* Only what a table changes is done, and undone. */
static void
test_table (PageFixture   *fixture,
            gconstpointer  data)
{
  static const char text[] = "recording,label,note\n1,fasting,\n2,glucose,\n3,,\n4,,tired\n";
  g_autoptr (GArray) recordings = NULL;
  g_autoptr (BwLabelList) list = NULL;
  g_autoptr (GError) error = NULL;

  page_fixture_select (fixture, 1, 1);
  page_fixture_type (fixture, "f");
  recordings = bw_ecg_list_copy_recordings (fixture->page->list);
  list = bw_label_csv_parse (text, strlen (text), "labels.csv", recordings, "Cid", &error);
  g_assert_no_error (error);
  bw_ecg_page_take_list (fixture->page, list);
  page_fixture_settle (fixture);
  g_assert_true (app_shows (fixture->window, "Labelled 2 recordings"));
  page_fixture_assert_label (fixture, 2, BW_LABEL_GLUCOSE);
  g_assert_cmpstr (bw_ecg_item_get_recording (page_fixture_item (fixture, 1))->labelled_by, ==,
                   "Ada");
  bw_ecg_page_take_list (fixture->page, list);
  page_fixture_settle (fixture);
  g_assert_true (app_shows (fixture->window, "Nothing in this file is new"));
  page_fixture_type (fixture, "ctrl+z");
  page_fixture_assert_label (fixture, 1, BW_LABEL_FASTING);
  page_fixture_assert_label (fixture, 2, BW_LABEL_NONE);
}

static void
test_two (PageFixture   *fixture,
          gconstpointer  data)
{
  page_fixture_type (fixture, "j f j g");
  page_fixture_select (fixture, 7, 8);
  page_fixture_assert_state (fixture, "pair");
  /* Fasting first, then after glucose. */
  g_assert_cmpint (fixture->page->shown_id, ==, 8);
  g_assert_cmpint (fixture->page->other_id, ==, 7);
  g_assert_true (app_shows (fixture->window, "aligned at R: 1 Mar 2026, 15:00 · ○ Fasting"));
  /* They are named by what they are labelled now. */
  g_assert_true (page_fixture_beats_say (fixture, "○ Fasting: "));
  page_fixture_type (fixture, "u");
  g_assert_false (page_fixture_beats_say (fixture, "○ Fasting: "));
  g_assert_true (page_fixture_beats_say (fixture, "1 Mar 2026, 15:00: "));
  page_fixture_select (fixture, 8, 8);
  page_fixture_assert_state (fixture, "trace");
  g_assert_cmpint (fixture->page->other_id, ==, 0);
}

static void
test_pin (PageFixture   *fixture,
          gconstpointer  data)
{
  page_fixture_type (fixture, "j f");
  g_assert_true (page_fixture_activate (fixture, "ecg.pin"));
  g_assert_true (app_shows (fixture->window, "Pinned."));
  page_fixture_type (fixture, "j");
  g_assert_true (
      app_shows (fixture->window, "Compared with 1 Mar 2026, 15:00 · ○ Fasting"));
  g_assert_true (page_fixture_activate (fixture, "ecg.unpin"));
  g_assert_false (app_shows (fixture->window, "Compared with"));
}

/* --- Filters and going on ------------------------------------------------------------------------ */

static void
test_unlabelled_only (PageFixture   *fixture,
                      gconstpointer  data)
{
  bw_ecg_list_set_show (fixture->page->list, BW_ECG_SHOW_UNLABELLED);
  page_fixture_type (fixture, "j j");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 7);
  page_fixture_type (fixture, "f");
  /* What is labelled is no longer here; the next one took its place. */
  g_assert_cmpint (page_fixture_selected (fixture), ==, 6);
  g_assert_cmpuint (bw_ecg_list_get_n_shown (fixture->page->list), ==, N - 1);
  page_fixture_type (fixture, "g g g g g g g");
  g_assert_cmpuint (bw_ecg_list_get_n_shown (fixture->page->list), ==, 0);
  for (gint64 id = 1; id <= N; id++)
    page_fixture_assert_label (fixture, id, id == 7 ? BW_LABEL_FASTING : BW_LABEL_GLUCOSE);
  g_assert_true (app_shows (fixture->window, "No Recordings Match"));
  bw_ecg_list_pane_show_all (fixture->page->list_pane);
  bw_ecg_list_set_show (fixture->page->list, BW_ECG_SHOW_ALL);
  g_assert_false (app_shows (fixture->window, "No Recordings Match"));
}

static void
test_next_after_labelling (PageFixture   *fixture,
                           gconstpointer  data)
{
  g_settings_set_boolean (fixture->settings, "ecg-next-after-labelling", TRUE);
  page_fixture_type (fixture, "j f g f g");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 4);
  page_fixture_assert_label (fixture, 8, BW_LABEL_FASTING);
  page_fixture_assert_label (fixture, 7, BW_LABEL_GLUCOSE);
  page_fixture_assert_label (fixture, 6, BW_LABEL_FASTING);
  page_fixture_assert_label (fixture, 5, BW_LABEL_GLUCOSE);
  page_fixture_assert_label (fixture, 4, BW_LABEL_NONE);
}

static void
test_search (PageFixture   *fixture,
             gconstpointer  data)
{
  page_fixture_type (fixture, "ctrl+f e c g underscore 3");
  app_spin (200);
  g_assert_cmpuint (bw_ecg_list_get_n_shown (fixture->page->list), ==, 1);
  for (gint64 id = 1; id <= N; id++)
    g_assert_cmpint (page_fixture_label (fixture, id), ==, BW_LABEL_NONE);
  page_fixture_type (fixture, "Escape");
  app_spin (200);
  g_assert_cmpuint (bw_ecg_list_get_n_shown (fixture->page->list), ==, N);
}

static void
test_list (PageFixture   *fixture,
           gconstpointer  data)
{
  page_fixture_type (fixture, "j F9");
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (fixture->page->list_pane)));
  page_fixture_type (fixture, "j");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 7);
  page_fixture_type (fixture, "F9");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->page->list_pane)));
  gtk_paned_set_position (fixture->page->paned, 420);
  app_spin (50);
  bw_ecg_page_flush (fixture->page);
  g_assert_cmpint (g_settings_get_int (fixture->settings, "ecg-list-width"), ==, 420);
}

/* --- What goes wrong ----------------------------------------------------------------------------- */

/* Another program writes for longer than one can wait: what was shown is taken back, and told. */
static void
test_write_fails (PageFixture   *fixture,
                  gconstpointer  data)
{
  BwLibrary *other = bw_library_open (fixture->path, BW_LIBRARY_WRITE, NULL);

  g_assert_true (bw_library_begin (other, NULL));
  page_fixture_type (fixture, "j");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "ecg.label", "s", "fasting");
  g_assert_cmpint (page_fixture_label (fixture, 8), ==, BW_LABEL_FASTING);
  page_fixture_settle (fixture);
  g_assert_cmpint (page_fixture_label (fixture, 8), ==, BW_LABEL_NONE);
  g_assert_true (app_shows (fixture->window, "The label was not saved: "));
  g_assert_null (bw_label_history_peek_undo (fixture->page->history));
  bw_library_rollback (other);
  bw_library_close (other);
  page_fixture_type (fixture, "f");
  page_fixture_assert_label (fixture, 8, BW_LABEL_FASTING);
}

static void
test_load_fails (PageFixture   *fixture,
                 gconstpointer  data)
{
  g_assert_true (g_file_set_contents (fixture->path, "no library, but a letter", -1, NULL));
  page_fixture_type (fixture, "j");
  page_fixture_assert_state (fixture, "failed");
  g_assert_true (app_shows (fixture->window, "The Recording Cannot Be Read"));
  bw_session_read_recordings (fixture->session);
  page_fixture_settle (fixture);
  page_fixture_assert_state (fixture, "failed");
  g_assert_true (app_shows (fixture->window, "The Recordings Cannot Be Read"));
}

static void
test_empty (PageFixture   *fixture,
            gconstpointer  data)
{
  page_fixture_assert_state (fixture, "empty");
  g_assert_nonnull (app_find_action (GTK_WIDGET (fixture->page), "win.import"));
  page_fixture_type (fixture, "j f n ctrl+z");
  ecg_library_make (fixture->path, 2);
  bw_session_refresh (fixture->session);
  page_fixture_settle (fixture);
  page_fixture_assert_state (fixture, "trace");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 2);
}

/* --- Narrow -------------------------------------------------------------------------------------- */

static int
least_width (PageFixture *fixture)
{
  int least;

  gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  return least;
}

static void
test_narrow (PageFixture   *fixture,
             gconstpointer  data)
{
  GtkWidget *list = GTK_WIDGET (fixture->page->list_pane);
  GtkWidget *detail = GTK_WIDGET (fixture->page->detail);

  g_assert_true (gtk_widget_get_mapped (list));
  g_assert_false (gtk_widget_get_mapped (detail));
  g_assert_cmpint (least_width (fixture), <=, 360);
  page_fixture_type (fixture, "j Return");
  g_assert_false (gtk_widget_get_mapped (list));
  g_assert_true (gtk_widget_get_mapped (detail));
  g_assert_cmpint (least_width (fixture), <=, 360);
  page_fixture_type (fixture, "f j g");
  page_fixture_assert_label (fixture, 8, BW_LABEL_FASTING);
  page_fixture_assert_label (fixture, 7, BW_LABEL_GLUCOSE);
  page_fixture_type (fixture, "alt+Left");
  g_assert_true (gtk_widget_get_mapped (list));
  g_assert_cmpint (page_fixture_selected (fixture), ==, 0);
  page_fixture_select (fixture, 1, 3);
  g_assert_true (page_fixture_activate (fixture, "ecg.find"));
  g_assert_true (gtk_widget_get_mapped (list));
  /* Wide again, both. */
  g_object_set (fixture->page, "narrow", FALSE, NULL);
  g_assert_true (gtk_widget_get_visible (list));
  g_assert_true (gtk_widget_get_visible (detail));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define ADD_WITH(set_up_, name, function)                                                       \
  g_test_add ("/ecg-page/" name, PageFixture, NULL, set_up_, function, tear_down)
#define ADD(name, function) ADD_WITH (set_up, name, function)
  ADD ("keys", test_keys);
  ADD ("range", test_range);
  ADD ("keys-from-the-strip", test_keys_from_the_strip);
  ADD ("calipers", test_calipers);
  ADD ("begins-again", test_begins_again);
  ADD ("other-rate", test_other_rate);
  ADD ("buttons", test_buttons);
  ADD ("undo", test_undo);
  ADD ("note", test_note);
  ADD ("note-by-keys", test_note_by_keys);
  ADD ("note-after-a-pause", test_note_after_a_pause);
  ADD ("note-of-the-last", test_note_of_the_last);
  ADD ("several", test_several);
  ADD ("table", test_table);
  ADD ("two", test_two);
  ADD ("pin", test_pin);
  ADD ("unlabelled-only", test_unlabelled_only);
  ADD ("next-after-labelling", test_next_after_labelling);
  ADD ("search", test_search);
  ADD ("list", test_list);
  ADD ("write-fails", test_write_fails);
  ADD ("load-fails", test_load_fails);
  ADD_WITH (set_up_empty, "empty", test_empty);
  ADD_WITH (set_up_narrow, "narrow", test_narrow);
  return g_test_run ();
}

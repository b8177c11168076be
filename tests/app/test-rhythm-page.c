/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rhythm-page-fixture.h"

#include "app/bw-compare-dialog.h"
#include "app/bw-rhythm-calendar.h"
#include "app/bw-rhythm-day.h"
#include "app/bw-rhythm-line.h"
#include "base/bw-time.h"

#include <math.h>

#define N_DAYS 12
#define N_READINGS (N_DAYS * RHYTHM_READINGS_A_DAY)
#define N_RR 1800

/* The second reading of the first day, with a beat too few. */
#define WITH_ARTEFACT 2

static void
set_up (RhythmFixture *fixture,
        gconstpointer  data)
{
  rhythm_fixture_set_up (fixture, N_DAYS, N_RR, 1000, 760);
}

static void
set_up_narrow (RhythmFixture *fixture,
               gconstpointer  data)
{
  rhythm_fixture_set_up (fixture, N_DAYS, 0, 360, 640);
}

static void
set_up_bare (RhythmFixture *fixture,
             gconstpointer  data)
{
  rhythm_fixture_set_up (fixture, 0, 0, 1000, 760);
}

static void
tear_down (RhythmFixture *fixture,
           gconstpointer  data)
{
  rhythm_fixture_tear_down (fixture);
}

static void
assert_selected (RhythmFixture *fixture,
                 const char    *expected)
{
  g_autofree char *selected = rhythm_fixture_selected (fixture);

  g_assert_cmpstr (selected, ==, expected);
}

static gboolean
shows (RhythmFixture *fixture,
       const char    *text)
{
  return app_shows (fixture->window, text);
}

static void
activate (RhythmFixture *fixture,
          const char    *action,
          const char    *target)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), action,
                                             target != NULL ? "s" : NULL, target));
  rhythm_fixture_settle (fixture);
}

/* As the tachogram asks for it. */
static void
ask (RhythmFixture       *fixture,
     BwTachogramEditKind  kind,
     guint                beat)
{
  const BwTachogramEdit edit = { .kind = kind, .first = beat, .last = beat, .n_parts = 2,
                                 .verdict = BW_BEAT_ECTOPIC };

  g_signal_emit_by_name (fixture->view, "edit", &edit);
}

/* --- The list ------------------------------------------------------------------------------------ */

static void
test_goes_through_the_list (RhythmFixture *fixture,
                            gconstpointer  data)
{
  g_autofree char *newest = g_strdup_printf ("reading %d", N_READINGS);
  g_autofree char *next = g_strdup_printf ("reading %d", N_READINGS - 1);

  /* In two columns there is something to be looked at from the beginning. */
  g_assert_cmpstr (bw_rhythm_page_get_state (fixture->page), ==, "content");
  assert_selected (fixture, newest);
  rhythm_fixture_type (fixture, "j");
  assert_selected (fixture, next);
  rhythm_fixture_type (fixture, "k k");
  assert_selected (fixture, newest);
  g_assert_cmpint (bw_tachogram_view_get_rhythm (fixture->view)->key.id, ==, N_READINGS);
  rhythm_fixture_type (fixture, "Down Down");
  g_assert_cmpint (bw_tachogram_view_get_rhythm (fixture->view)->key.id, ==, N_READINGS - 2);
}

static void
test_finds (RhythmFixture *fixture,
            gconstpointer  data)
{
  rhythm_fixture_type (fixture, "ctrl+f s t r a p");
  app_wait (bw_rhythm_shelf_get_n_shown (fixture->page->shelf) == 1);
  rhythm_fixture_type (fixture, "Escape");
  app_wait (bw_rhythm_shelf_get_n_shown (fixture->page->shelf) == N_READINGS + 1);
  /* What is written there is not for the page. */
  rhythm_fixture_type (fixture, "ctrl+f n");
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, -1);
}

/* The one day that Tab stops at. */
static GtkWidget *
find_entry (BwRhythmCalendar *calendar)
{
  GtkWidget *cell = app_find (GTK_WIDGET (calendar), "BwRhythmDay"), *entry = NULL;

  for (; cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    if (gtk_widget_get_focusable (cell))
      {
        g_assert_null (entry);
        entry = cell;
      }
  g_assert_nonnull (entry);
  return entry;
}

static void
test_calendar (RhythmFixture *fixture,
               gconstpointer  data)
{
  BwRhythmCalendar *calendar = BW_RHYTHM_CALENDAR (app_find (fixture->window, "BwRhythmCalendar"));
  BwRhythmShelf *shelf = fixture->page->shelf;
  BwRhythmItem *selected = bw_rhythm_shelf_get_selected (shelf);
  GtkWidget *cell = find_entry (calendar);
  gint64 first, last;

  g_assert_true (shows (fixture, "March 2026"));
  g_assert_true (bw_rhythm_shelf_get_days (shelf, &first, &last));
  g_assert_cmpint (last - first, ==, N_DAYS - 1 + 1);  /* the last reading is after midnight there */
  /* From the day that is looked at to the second of March. */
  g_assert_cmpint (bw_rhythm_day_get_day (BW_RHYTHM_DAY (cell)), ==,
                   bw_rhythm_item_get_day (selected));
  g_assert_true (gtk_widget_grab_focus (cell));
  rhythm_fixture_type (fixture, "Home Right");
  cell = find_entry (calendar);
  g_assert_true (gtk_widget_has_focus (cell));
  g_assert_cmpint (bw_rhythm_day_get_day (BW_RHYTHM_DAY (cell)), ==, first + 1);
  rhythm_fixture_type (fixture, "Return");
  g_assert_cmpint (bw_rhythm_shelf_get_day (shelf), ==, first + 1);
  g_assert_cmpuint (bw_rhythm_shelf_get_n_shown (shelf), ==, RHYTHM_READINGS_A_DAY);
  g_assert_true (shows (fixture, "Monday, 2 Mar 2026"));
  /* A week on, and once more lets go of it. */
  rhythm_fixture_type (fixture, "Down Return");
  g_assert_cmpint (bw_rhythm_shelf_get_day (shelf), ==, first + 8);
  rhythm_fixture_type (fixture, "Return");
  g_assert_cmpint (bw_rhythm_shelf_get_day (shelf), ==, BW_RHYTHM_NO_DAY);
  /* Not beyond what there is. */
  rhythm_fixture_type (fixture, "Page_Down Left Left Home");
  g_assert_true (shows (fixture, "March 2026"));
  rhythm_fixture_type (fixture, "Return");
  g_assert_cmpint (bw_rhythm_shelf_get_day (shelf), ==, first);
}

static void
test_remembers (RhythmFixture *fixture,
                gconstpointer  data)
{
  g_autofree char *kind = NULL;
  gint64 id, start_ms;

  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 5);
  g_settings_set_string (fixture->settings, "rhythm-show", "readings");
  rhythm_fixture_settle (fixture);
  g_assert_cmpuint (bw_rhythm_shelf_get_n_shown (fixture->page->shelf), ==, N_READINGS);
  bw_rhythm_page_flush (fixture->page);
  g_settings_get (fixture->settings, "rhythm-shown", "(sxx)", &kind, &id, &start_ms);
  g_assert_cmpstr (kind, ==, "reading");
  g_assert_cmpint (id, ==, 5);
  /* Where the handle was put. */
  g_assert_cmpfloat (fabs (g_settings_get_double (fixture->settings, "rhythm-stage-share") - 0.46), <,
                     0.02);
  gtk_paned_set_position (GTK_PANED (app_find (GTK_WIDGET (fixture->page->detail), "GtkPaned")), 380);
  app_spin (60);
  bw_rhythm_page_flush (fixture->page);
  g_assert_cmpfloat (g_settings_get_double (fixture->settings, "rhythm-stage-share"), >, 0.5);
  rhythm_fixture_type (fixture, "F9");
  g_assert_false (g_settings_get_boolean (fixture->settings, "rhythm-list-shown"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->page->list_pane)));
  rhythm_fixture_type (fixture, "F9");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->page->list_pane)));
}

/* A row that the keyboard came to, but that is not selected. */
static void
test_opens_by_enter (RhythmFixture *fixture,
                     gconstpointer  data)
{
  GtkWidget *view = app_find (GTK_WIDGET (fixture->page->list_pane), "GtkListView");

  g_signal_emit_by_name (view, "activate", 3u);
  rhythm_fixture_settle (fixture);
  g_assert_cmpint (fixture->page->shown.id, ==, N_READINGS - 3);
  g_assert_true (fixture->page->columns.opened);
}

/* --- Edits --------------------------------------------------------------------------------------- */

static void
test_edits (RhythmFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (BwRhythmRow) before
      = rhythm_library_row (fixture->path, BW_RHYTHM_READING, WITH_ARTEFACT);
  g_autoptr (BwRhythmRow) after = NULL;
  int beat;

  rhythm_fixture_select (fixture, BW_RHYTHM_READING, WITH_ARTEFACT);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (fixture->view)));
  rhythm_fixture_type (fixture, "n");
  beat = bw_tachogram_view_get_cursor (fixture->view);
  g_assert_cmpint (beat, >=, 0);
  g_assert_cmpint (fixture->page->rhythm->beats[beat].verdict, !=, BW_BEAT_NORMAL);
  rhythm_fixture_type (fixture, "1");
  g_assert_cmpuint (rhythm_fixture_count_shown (fixture), ==, 1);
  g_assert_cmpuint (rhythm_fixture_count_kept (fixture), ==, 1);
  g_assert_cmpint (fixture->page->rhythm->beats[beat].verdict, ==, BW_BEAT_NORMAL);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, beat);
  after = rhythm_library_row (fixture->path, BW_RHYTHM_READING, WITH_ARTEFACT);
  g_assert_cmpfloat (after->rmssd_ms, >, before->rmssd_ms);
  rhythm_fixture_type (fixture, "ctrl+z");
  g_assert_cmpuint (rhythm_fixture_count_shown (fixture), ==, 0);
  g_assert_cmpuint (rhythm_fixture_count_kept (fixture), ==, 0);
  rhythm_fixture_type (fixture, "ctrl+shift+z");
  g_assert_cmpuint (rhythm_fixture_count_kept (fixture), ==, 1);
  /* Each has its own history. */
  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 1);
  rhythm_fixture_type (fixture, "ctrl+z");
  g_assert_cmpuint (rhythm_fixture_count_shown (fixture), ==, 0);
  rhythm_fixture_select (fixture, BW_RHYTHM_READING, WITH_ARTEFACT);
  g_assert_cmpuint (rhythm_fixture_count_shown (fixture), ==, 1);
  rhythm_fixture_type (fixture, "ctrl+z");
  g_assert_cmpuint (rhythm_fixture_count_kept (fixture), ==, 0);
}

/* The same by buttons and menus: they do something where there is something to be done. */
static void
test_tools (RhythmFixture *fixture,
            gconstpointer  data)
{
  GtkWidget *next = app_find_action (fixture->window, "rhythm.next-artefact");
  GtkWidget *undo = app_find_action (fixture->window, "rhythm.undo");

  rhythm_fixture_select (fixture, BW_RHYTHM_READING, WITH_ARTEFACT);
  g_assert_true (gtk_widget_is_sensitive (next));
  g_assert_false (gtk_widget_is_sensitive (undo));
  activate (fixture, "rhythm.merge", NULL);
  g_assert_cmpuint (rhythm_fixture_count_shown (fixture), ==, 0);
  g_signal_emit_by_name (next, "clicked");
  rhythm_fixture_settle (fixture);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), >=, 0);
  activate (fixture, "rhythm.mark", "normal");
  g_assert_cmpuint (rhythm_fixture_count_shown (fixture), ==, 1);
  g_assert_true (gtk_widget_is_sensitive (undo));
  activate (fixture, "rhythm.restore", NULL);
  g_assert_cmpuint (rhythm_fixture_count_shown (fixture), ==, 0);
  activate (fixture, "rhythm.split", NULL);
  activate (fixture, "rhythm.delete-beat", NULL);
  g_assert_cmpuint (rhythm_fixture_count_shown (fixture), ==, 2);
  /* With the keyboard on the tachogram the keys go on from there. */
  rhythm_fixture_type (fixture, "ctrl+z ctrl+z");
  g_assert_cmpuint (rhythm_fixture_count_kept (fixture), ==, 0);
}

/* How it is analysed is kept with it, and undone like an edit. */
static void
test_settings (RhythmFixture *fixture,
               gconstpointer  data)
{
  BwRhythmSettings settings = BW_RHYTHM_SETTINGS_DEFAULT;
  g_autoptr (BwRhythm) kept = NULL;

  rhythm_fixture_select (fixture, BW_RHYTHM_RR, 1);
  settings.correction = BW_CORRECTION_NONE;
  g_signal_emit_by_name (fixture->page->detail, "settings-changed", &settings);
  /* While that is on its way: the last choice holds. */
  settings.detrend = TRUE;
  g_signal_emit_by_name (fixture->page->detail, "settings-changed", &settings);
  rhythm_fixture_settle (fixture);
  g_assert_true (bw_rhythm_settings_equal (&fixture->page->rhythm->settings, &settings));
  kept = rhythm_library_load (fixture->path, BW_RHYTHM_RR, 1);
  g_assert_true (bw_rhythm_settings_equal (&kept->settings, &settings));
  activate (fixture, "rhythm.undo", NULL);
  g_assert_false (fixture->page->rhythm->settings.detrend);
  g_assert_cmpint (fixture->page->rhythm->settings.correction, ==, BW_CORRECTION_NONE);
  activate (fixture, "rhythm.undo", NULL);
  g_assert_cmpint (fixture->page->rhythm->settings.correction, ==, BW_CORRECTION_STANDARD);
}

/* One after the other, faster than beats are made anew: none is lost, each goes to its own beat. */
static void
test_edits_in_haste (RhythmFixture *fixture,
                     gconstpointer  data)
{
  const BwBeatEdits *edits;

  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 1);
  ask (fixture, BW_TACHOGRAM_SPLIT, 10);
  ask (fixture, BW_TACHOGRAM_DELETE, 20);
  ask (fixture, BW_TACHOGRAM_MERGE, 40);
  ask (fixture, BW_TACHOGRAM_MARK, 50);
  g_assert_nonnull (fixture->page->change_job);
  rhythm_fixture_settle (fixture);
  edits = fixture->page->rhythm->edits;
  g_assert_cmpuint (bw_beat_edits_get_n (edits), ==, 4);
  /* In the order of beats as they were measured, whatever was inserted before them. */
  g_assert_cmpint (bw_beat_edits_get (edits, 0)->kind, ==, BW_EDIT_INSERT);
  g_assert_cmpint (bw_beat_edits_get (edits, 0)->beat, ==, 9);
  g_assert_cmpint (bw_beat_edits_get (edits, 1)->beat, ==, 20);
  g_assert_cmpint (bw_beat_edits_get (edits, 2)->beat, ==, 40);
  g_assert_cmpint (bw_beat_edits_get (edits, 3)->beat, ==, 50);
  g_assert_cmpuint (rhythm_fixture_count_kept (fixture), ==, 4);
  for (guint n = 4; n > 0; n--)
    {
      g_assert_cmpuint (rhythm_fixture_count_shown (fixture), ==, n);
      activate (fixture, "rhythm.undo", NULL);
    }
  g_assert_cmpuint (rhythm_fixture_count_kept (fixture), ==, 0);
}

/* What still waits when another one is chosen is kept all the same; Ctrl+Z takes back the last of it. */
static void
test_leaves_in_haste (RhythmFixture *fixture,
                      gconstpointer  data)
{
  g_autoptr (BwRhythm) left = NULL;

  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 1);
  ask (fixture, BW_TACHOGRAM_SPLIT, 10);
  ask (fixture, BW_TACHOGRAM_DELETE, 20);
  ask (fixture, BW_TACHOGRAM_MERGE, 40);
  ask (fixture, BW_TACHOGRAM_DELETE, 50);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "rhythm.undo", NULL);
  g_assert_cmpuint (fixture->page->pending->len, ==, 2);
  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 4);
  rhythm_fixture_settle (fixture);
  g_assert_cmpuint (rhythm_fixture_count_shown (fixture), ==, 0);
  left = rhythm_library_load (fixture->path, BW_RHYTHM_READING, 1);
  g_assert_cmpuint (bw_beat_edits_get_n (left->edits), ==, 3);
  g_assert_cmpint (bw_beat_edits_get (left->edits, 1)->beat, ==, 20);
  g_assert_cmpint (bw_beat_edits_get (left->edits, 2)->beat, ==, 40);

  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 1);
  rhythm_fixture_settle (fixture);
  g_assert_cmpuint (rhythm_fixture_count_shown (fixture), ==, 3);
  for (guint n = 3; n > 0; n--)
    activate (fixture, "rhythm.undo", NULL);
  g_assert_cmpuint (rhythm_fixture_count_kept (fixture), ==, 0);
}

static void
test_tells_what_cannot_be_done (RhythmFixture *fixture,
                                gconstpointer  data)
{
  const BwTachogramEdit edit = { .kind = BW_TACHOGRAM_MOVE, .first = 10, .last = 10, .time_ms = 1e7 };

  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 1);
  g_signal_emit_by_name (fixture->view, "edit", &edit);
  rhythm_fixture_settle (fixture);
  g_assert_cmpuint (rhythm_fixture_count_shown (fixture), ==, 0);
  g_assert_nonnull (app_find (fixture->window, "AdwToastWidget"));
}

static void
test_takes_all_back (RhythmFixture *fixture,
                     gconstpointer  data)
{
  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 1);
  ask (fixture, BW_TACHOGRAM_DELETE, 20);
  ask (fixture, BW_TACHOGRAM_DELETE, 30);
  rhythm_fixture_settle (fixture);
  activate (fixture, "rhythm.reset", NULL);
  g_assert_cmpuint (rhythm_fixture_count_kept (fixture), ==, 0);
  g_assert_true (shows (fixture, "All edits were taken back"));
  activate (fixture, "rhythm.undo", NULL);
  g_assert_cmpuint (rhythm_fixture_count_kept (fixture), ==, 2);
}

/* The button of a toast is about what the toast tells of, whatever was looked at and done since. */
static void
test_undoes_what_was_told (RhythmFixture *fixture,
                           gconstpointer  data)
{
  g_autoptr (BwRhythm) other = NULL;

  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 1);
  ask (fixture, BW_TACHOGRAM_DELETE, 20);
  ask (fixture, BW_TACHOGRAM_DELETE, 30);
  rhythm_fixture_settle (fixture);
  activate (fixture, "rhythm.reset", NULL);
  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 4);
  ask (fixture, BW_TACHOGRAM_DELETE, 25);
  rhythm_fixture_settle (fixture);
  g_signal_emit_by_name (app_find (app_find (fixture->window, "AdwToastWidget"), "GtkButton"),
                         "clicked");
  rhythm_fixture_settle (fixture);
  assert_selected (fixture, "reading 1");
  g_assert_cmpuint (rhythm_fixture_count_shown (fixture), ==, 2);
  g_assert_cmpuint (rhythm_fixture_count_kept (fixture), ==, 2);
  other = rhythm_library_load (fixture->path, BW_RHYTHM_READING, 4);
  g_assert_cmpuint (bw_beat_edits_get_n (other->edits), ==, 1);
}

static void
look_at (RhythmFixture *fixture,
         gint64         id)
{
  const BwRhythmKey key = { BW_RHYTHM_READING, id };

  bw_rhythm_page_show_rhythm (fixture->page, &key);
  app_wait (fixture->page->load_job == NULL && fixture->page->change_job == NULL
            && fixture->page->rhythm->key.id == id);
}

/* What was done to one is shown when one comes back to it, while the library is still held up. */
static void
test_does_not_wait_for_the_library (RhythmFixture *fixture,
                                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (fixture->path, BW_LIBRARY_WRITE, &error);

  g_assert_no_error (error);
  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 1);
  g_assert_true (bw_library_begin (library, &error));
  ask (fixture, BW_TACHOGRAM_DELETE, 20);
  look_at (fixture, 2);
  look_at (fixture, 1);
  g_assert_cmpuint (rhythm_fixture_count_shown (fixture), ==, 1);
  g_assert_true (bw_session_is_keeping_rhythms (fixture->session));
  bw_library_rollback (library);
  rhythm_fixture_settle (fixture);
  g_assert_cmpuint (rhythm_fixture_count_kept (fixture), ==, 1);
}

/* --- A stretch ----------------------------------------------------------------------------------- */

static void
test_stretch (RhythmFixture *fixture,
              gconstpointer  data)
{
  rhythm_fixture_select (fixture, BW_RHYTHM_RR, 1);
  bw_tachogram_view_select (fixture->view, 300000, 600000);
  rhythm_fixture_settle (fixture);
  g_assert_true (fixture->page->has_stretch);
  g_assert_true (shows (fixture, "10:05:00–10:10:00 selected"));
  activate (fixture, "rhythm.view", "clear-selection");
  g_assert_false (fixture->page->has_stretch);
  g_assert_false (shows (fixture, "selected"));
}

/* Who looks elsewhere and is back before that was read finds the stretch, and its metrics. */
static void
test_stretch_stays (RhythmFixture *fixture,
                    gconstpointer  data)
{
  const BwRhythmKey here = { BW_RHYTHM_RR, 1 }, there = { BW_RHYTHM_READING, 1 };

  rhythm_fixture_select (fixture, here.kind, here.id);
  bw_tachogram_view_select (fixture->view, 300000, 600000);
  rhythm_fixture_settle (fixture);
  g_assert_true (shows (fixture, "Selected stretch"));
  bw_rhythm_page_show_rhythm (fixture->page, &there);
  bw_rhythm_page_show_rhythm (fixture->page, &here);
  rhythm_fixture_settle (fixture);
  g_assert_true (shows (fixture, "10:05:00–10:10:00 selected"));
  g_assert_true (fixture->page->has_stretch);
  g_assert_true (shows (fixture, "Selected stretch"));
}

/* A mark of the trend leads to its reading. */
static void
test_comes_from_the_trend (RhythmFixture *fixture,
                           gconstpointer  data)
{
  const BwRhythmKey key = { BW_RHYTHM_READING, 4 };
  GtkWidget *card = app_find (GTK_WIDGET (fixture->page), "BwRhythmTrendCard");

  rhythm_fixture_select (fixture, BW_RHYTHM_RR, 1);
  g_assert_nonnull (card);
  g_signal_emit_by_name (card, "rhythm-activated", &key);
  rhythm_fixture_settle (fixture);
  g_assert_cmpint (fixture->page->shown.kind, ==, BW_RHYTHM_READING);
  g_assert_cmpint (fixture->page->shown.id, ==, 4);
}

/* Two stretches of one recording, side by side. */
static void
test_compares (RhythmFixture *fixture,
               gconstpointer  data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  BwCompareDialog *dialog = NULL;

  rhythm_fixture_select (fixture, BW_RHYTHM_RR, 1);
  bw_tachogram_view_select (fixture->view, 300000, 600000);
  rhythm_fixture_settle (fixture);
  activate (fixture, "rhythm.pin-stretch", NULL);
  bw_tachogram_view_select (fixture->view, 900000, 1200000);
  rhythm_fixture_settle (fixture);
  activate (fixture, "rhythm.compare-pinned", NULL);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (BW_IS_COMPARE_DIALOG (window))
        dialog = BW_COMPARE_DIALOG (window);
    }
  g_assert_nonnull (dialog);
  rhythm_fixture_settle (fixture);
  g_assert_cmpstr (bw_compare_dialog_get_state (dialog), ==, "content");
  g_assert_true (app_shows (GTK_WIDGET (dialog), "5:00 to 10:00"));
  g_assert_true (app_shows (GTK_WIDGET (dialog), "15:00 to 20:00"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* --- RR recordings ------------------------------------------------------------------------------- */

static void
test_deletes (RhythmFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (BwRhythmRow) gone = NULL;
  g_autoptr (BwRhythmRow) back = NULL;

  rhythm_fixture_select (fixture, BW_RHYTHM_RR, 1);
  activate (fixture, "rhythm.delete", NULL);
  gone = rhythm_library_row (fixture->path, BW_RHYTHM_RR, 1);
  g_assert_null (gone);
  assert_selected (fixture, "none");
  g_assert_cmpstr (bw_rhythm_page_get_state (fixture->page), ==, "nothing");
  g_assert_true (shows (fixture, "“strap” was deleted"));
  {
    GtkWidget *toast = app_find (fixture->window, "AdwToastWidget");
    GtkWidget *undo = app_find (toast, "GtkButton");

    g_signal_emit_by_name (undo, "clicked");
  }
  rhythm_fixture_settle (fixture);
  back = rhythm_library_row (fixture->path, BW_RHYTHM_RR, 1);
  g_assert_nonnull (back);
  assert_selected (fixture, "rr 1");
}

static void
test_shows_what_came (RhythmFixture *fixture,
                      gconstpointer  data)
{
  g_settings_set_string (fixture->settings, "rhythm-show", "readings");
  bw_rhythm_page_show_newest_rr (fixture->page);
  rhythm_library_add_rr (fixture->path, "new.txt", 300);
  bw_session_refresh (fixture->session);
  rhythm_fixture_settle (fixture);
  /* Out of the filter, too. */
  assert_selected (fixture, "rr 2");
  g_assert_true (shows (fixture, "new"));
}

/* --- States -------------------------------------------------------------------------------------- */

static void
test_narrow (RhythmFixture *fixture,
             gconstpointer  data)
{
  GtkWidget *list = GTK_WIDGET (fixture->page->list_pane);
  GtkWidget *detail = GTK_WIDGET (fixture->page->detail);
  int minimum;

  g_assert_true (gtk_widget_get_mapped (list));
  g_assert_false (gtk_widget_get_mapped (detail));
  gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
  rhythm_fixture_type (fixture, "Down Return");
  g_assert_false (gtk_widget_get_mapped (list));
  g_assert_true (gtk_widget_get_mapped (detail));
  gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
  rhythm_fixture_type (fixture, "alt+Left");
  g_assert_true (gtk_widget_get_mapped (list));
  /* And wide again: both. */
  g_object_set (fixture->page, "narrow", FALSE, NULL);
  g_assert_true (gtk_widget_get_visible (list) && gtk_widget_get_visible (detail));
}

static void
test_nothing (RhythmFixture *fixture,
              gconstpointer  data)
{
  g_assert_cmpstr (bw_rhythm_page_get_state (fixture->page), ==, "empty");
  g_assert_true (shows (fixture, "No Heartbeats Yet"));
}

/* What is there, why it is not enough, and what would be. */
static void
test_values_without_beats (RhythmFixture *fixture,
                           gconstpointer  data)
{
  rhythm_library_add_bare_values (fixture->path, 1234);
  bw_session_refresh (fixture->session);
  rhythm_fixture_settle (fixture);
  g_assert_cmpstr (bw_rhythm_page_get_state (fixture->page), ==, "no-beats");
  g_assert_true (shows (fixture, "There are 1234 values of heart rate variability (SDNN)"));
  g_assert_nonnull (app_find_action (fixture->window, "win.import"));
}

static void
test_failed (RhythmFixture *fixture,
             gconstpointer  data)
{
  g_assert_true (g_file_set_contents (fixture->path, "no library", -1, NULL));
  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 3);
  g_assert_cmpstr (bw_rhythm_page_get_state (fixture->page), ==, "failed");
  bw_session_read_rhythms (fixture->session);
  rhythm_fixture_settle (fixture);
  g_assert_cmpstr (bw_rhythm_page_get_state (fixture->page), ==, "failed");
  g_assert_true (shows (fixture, "The Readings Cannot Be Read"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define ADD(name, set_up_it, function)                                                              \
  g_test_add ("/app/rhythm-page/" name, RhythmFixture, NULL, set_up_it, function, tear_down)
  ADD ("list", set_up, test_goes_through_the_list);
  ADD ("search", set_up, test_finds);
  ADD ("calendar", set_up, test_calendar);
  ADD ("remembers", set_up, test_remembers);
  ADD ("enter", set_up, test_opens_by_enter);
  ADD ("edits", set_up, test_edits);
  ADD ("tools", set_up, test_tools);
  ADD ("settings", set_up, test_settings);
  ADD ("haste", set_up, test_edits_in_haste);
  ADD ("leaves-in-haste", set_up, test_leaves_in_haste);
  ADD ("refused", set_up, test_tells_what_cannot_be_done);
  ADD ("reset", set_up, test_takes_all_back);
  ADD ("toast", set_up, test_undoes_what_was_told);
  ADD ("held-up", set_up, test_does_not_wait_for_the_library);
  ADD ("stretch", set_up, test_stretch);
  ADD ("stretch-stays", set_up, test_stretch_stays);
  ADD ("trend", set_up, test_comes_from_the_trend);
  ADD ("compare", set_up, test_compares);
  ADD ("delete", set_up, test_deletes);
  ADD ("newest", set_up, test_shows_what_came);
  ADD ("narrow", set_up_narrow, test_narrow);
  ADD ("nothing", set_up_bare, test_nothing);
  ADD ("no-beats", set_up_bare, test_values_without_beats);
  ADD ("failed", set_up, test_failed);

  return g_test_run ();
}

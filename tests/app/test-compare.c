/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"
#include "today-fixture.h"

#include "app/bw-compare-dialog-private.h"
#include "app/bw-comparison-view.h"
#include "app/bw-intervals-view.h"
#include "app/bw-session-compare.h"
#include "app/bw-session-rhythm.h"
#include "rhythm/bw-rhythm-list.h"

#include <math.h>
#include <string.h>

/* The comparison of two rhythms, on a library of the sample person. */

#define DAYS 30
#define SEED 7

typedef struct
{
  char *folder;
  BwSession *session;
  GPtrArray *finished;   /* (element-type BwJob) */
  BwRhythm *a;
  GtkWidget *dialog;
} Fixture;

static void
on_finished (BwSession *session,
             BwJob     *job,
             GPtrArray *finished)
{
  g_ptr_array_add (finished, g_object_ref (job));
}

static void
wait_idle (Fixture *fixture)
{
  app_wait (!bw_session_is_active (fixture->session));
  app_spin (30);
}

static BwJob *
last_of (Fixture   *fixture,
         BwJobKind  kind)
{
  for (guint i = fixture->finished->len; i > 0; i--)
    if (bw_job_get_kind (g_ptr_array_index (fixture->finished, i - 1)) == kind)
      return g_ptr_array_index (fixture->finished, i - 1);
  return NULL;
}

/* A file of intervals: a breath of some depth, and a slower wave. */
static char *
write_intervals (Fixture    *fixture,
                 const char *name,
                 guint       n,
                 double      mean_ms,
                 double      depth_ms)
{
  GString *text = g_string_new (NULL);
  char *path = g_build_filename (fixture->folder, name, NULL);
  double time_ms = 0;

  for (guint i = 0; i < n; i++)
    {
      double rr_ms = mean_ms + depth_ms * sin (2 * G_PI * 0.25 * time_ms / 1000)
                     + 14 * sin (2 * G_PI * 0.09 * time_ms / 1000) + (i * 7919) % 29 - 14;

      time_ms += rr_ms;
      g_string_append_printf (text, "%.0f\n", rr_ms);
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_string_free (text, TRUE);
  return path;
}

/* The @i-th of a kind that the session lists, from the last. */
static const BwRhythmRow *
find_row (Fixture      *fixture,
          BwRhythmKind  kind,
          guint         i)
{
  const GArray *rows = bw_session_get_rhythms (fixture->session);

  for (guint at = rows->len; at > 0; at--)
    {
      const BwRhythmRow *row = &g_array_index (rows, BwRhythmRow, at - 1);

      if (row->key.kind == kind && i-- == 0)
        return row;
    }
  g_assert_not_reached ();
}

static BwRhythm *
load (Fixture           *fixture,
      const BwRhythmKey *key)
{
  bw_session_load_rhythm (fixture->session, key, 0);
  wait_idle (fixture);
  return bw_job_steal_result (last_of (fixture, BW_JOB_RHYTHM));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *calm = NULL, *tense = NULL;

  fixture->folder = bw_test_make_folder ();
  fixture->session = app_session_new (fixture->folder);
  fixture->finished = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->session, "job-finished", G_CALLBACK (on_finished), fixture->finished);
  calm = write_intervals (fixture, "calm.txt", 360, 900, 40);
  tense = write_intervals (fixture, "tense.txt", 420, 760, 18);
  bw_session_import_sample (fixture->session, DAYS, SEED);
  wait_idle (fixture);
  bw_session_import (fixture->session, (const char *const[]){ calm, tense, NULL }, NULL);
  wait_idle (fixture);
  fixture->a = load (fixture, &find_row (fixture, BW_RHYTHM_RR, 0)->key);
  g_assert_nonnull (fixture->a);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  bw_session_drain (fixture->session);
  app_spin (30);
  g_ptr_array_unref (fixture->finished);
  app_assert_gone (fixture->session);
  bw_rhythm_unref (fixture->a);
  bw_test_remove_folder (fixture->folder);
}

static void
present (Fixture  *fixture,
         BwRhythm *b,
         double    from_ms,
         double    to_ms,
         int       width,
         int       height)
{
  fixture->dialog
      = GTK_WIDGET (bw_compare_dialog_new (NULL, fixture->session, fixture->a, 0, G_MAXDOUBLE, b,
                                           from_ms, to_ms));
  gtk_window_set_default_size (GTK_WINDOW (fixture->dialog), width, height);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  wait_idle (fixture);
  app_spin (60);
}

static const char *
get_state (Fixture *fixture)
{
  return bw_compare_dialog_get_state (BW_COMPARE_DIALOG (fixture->dialog));
}

/* The session's job: its result is what the same two give without it. */
static void
test_session (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (BwRhythm) b = load (fixture, &find_row (fixture, BW_RHYTHM_RR, 1)->key);
  g_autoptr (BwRhythmComparison) own
      = bw_rhythm_comparison_new (fixture->a, 0, G_MAXDOUBLE, b, 20000, 200000, NULL, NULL);
  g_autoptr (BwJob) job = NULL;
  g_autofree char *expected = bw_rhythm_comparison_make_csv (own), *csv = NULL;

  bw_session_compare_rhythms (fixture->session, fixture->a, 0, G_MAXDOUBLE, b, 0, G_MAXDOUBLE);
  /* The first is not waited for any more. */
  job = g_object_ref (
      bw_session_compare_rhythms (fixture->session, fixture->a, 0, G_MAXDOUBLE, b, 20000, 200000));
  wait_idle (fixture);
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_DONE);
  csv = bw_rhythm_comparison_make_csv (
      bw_rhythm_comparison_figure_get_comparison (bw_job_get_result (job)));
  g_assert_cmpstr (csv, ==, expected);
  bw_session_stop (fixture->session);
  g_assert_null (bw_session_compare_rhythms (fixture->session, fixture->a, 0, G_MAXDOUBLE, b, 0,
                                             G_MAXDOUBLE));
}

/* From the list to the comparison, and back to choose another. */
static void
test_choose (Fixture       *fixture,
             gconstpointer  data)
{
  const BwRhythmRow *other;
  GtkWidget *list;
  GListModel *model;
  guint n = bw_session_get_rhythms (fixture->session)->len;

  present (fixture, NULL, 0, 0, 1000, 700);
  g_assert_cmpstr (get_state (fixture), ==, "choose");
  list = today_find (fixture->dialog, GTK_TYPE_LIST_VIEW);
  model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  /* All but itself. */
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, n - 1);
  today_picture (fixture->dialog, "compare-choose");

  g_signal_emit_by_name (list, "activate", 3);
  g_assert_cmpstr (get_state (fixture), ==, "loading");
  wait_idle (fixture);
  app_spin (60);
  g_assert_cmpstr (get_state (fixture), ==, "content");
  g_assert_true (today_shows (fixture->dialog, ".txt"));
  g_assert_true (today_shows (fixture->dialog, "B: "));
  g_assert_true (today_shows (fixture->dialog, "RMSSD"));
  g_assert_true (today_shows (fixture->dialog, "how sure the difference between these two is"));

  /* Another one in its place. */
  other = find_row (fixture, BW_RHYTHM_ECG, 2);
  bw_compare_dialog_choose (BW_COMPARE_DIALOG (fixture->dialog), &other->key);
  wait_idle (fixture);
  g_assert_cmpstr (get_state (fixture), ==, "content");

  /* One that is gone. */
  bw_compare_dialog_choose (BW_COMPARE_DIALOG (fixture->dialog),
                            &(const BwRhythmKey){ BW_RHYTHM_READING, 9999999 });
  wait_idle (fixture);
  g_assert_cmpstr (get_state (fixture), ==, "failed");
  today_picture (fixture->dialog, "compare-failed");
}

/* It is told by its own words, and not at all where nobody is left to be told. */
static void
test_saves (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "A & B", "out.csv", NULL);
  g_autofree char *place = g_build_filename (fixture->folder, "out.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GFile) missing = g_file_new_for_path (nowhere);
  g_autoptr (GFile) file = g_file_new_for_path (place);
  g_autoptr (BwRhythm) b = load (fixture, &find_row (fixture, BW_RHYTHM_RR, 1)->key);

  present (fixture, b, 0, G_MAXDOUBLE, 1000, 700);
  g_assert_cmpstr (get_state (fixture), ==, "content");
  bw_compare_dialog_save (BW_COMPARE_DIALOG (fixture->dialog), missing);
  app_wait (today_shows (fixture->dialog, "The table could not be saved: "));
  g_assert_true (today_shows (fixture->dialog, "A & B"));

  bw_compare_dialog_save (BW_COMPARE_DIALOG (fixture->dialog), file);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->dialog)));
  app_wait (g_file_test (place, G_FILE_TEST_EXISTS));
  app_spin (100);
  g_assert_true (g_file_get_contents (place, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "rmssd"));
}

/* Escape, which the entry takes: what is searched for goes, then the dialog. */
static void
test_escape (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *entry;

  present (fixture, NULL, 0, 0, 1000, 700);
  entry = today_find (fixture->dialog, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "26");
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  g_signal_emit_by_name (entry, "stop-search");
  app_spin (60);
  g_assert_null (fixture->dialog);
}

static GtkWidget *
find_chart (GtkWidget  *root,
            const char *id)
{
  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (root)), id) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_chart (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The charts say what they show, are read by key, and are to be had as tables and pictures. */
static void
test_charts (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const ids[] = { "chart_a", "chart_b", "spectrum", "poincare" };
  g_autoptr (BwRhythm) b = load (fixture, &find_row (fixture, BW_RHYTHM_RR, 1)->key);
  GtkWidget *spectrum, *rows;
  g_autofree char *first = NULL;

  present (fixture, b, 0, G_MAXDOUBLE, 1000, 1400);
  g_assert_cmpstr (get_state (fixture), ==, "content");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      GtkWidget *chart = find_chart (fixture->dialog, ids[i]);
      g_autofree char *table = NULL;
      g_autoptr (GBytes) picture = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (BW_IS_COMPARISON_VIEW (chart));
      table = BW_CHART_GET_CLASS (chart)->make_table (BW_CHART (chart));
      picture = bw_chart_render (BW_CHART (chart), BW_PLOT_FORMAT_SVG, &error);
      g_assert_no_error (error);
      g_assert_nonnull (strstr (table, "\t"));
      g_assert_cmpuint (g_bytes_get_size (picture), >, 2000);
    }

  spectrum = find_chart (fixture->dialog, "spectrum");
  g_assert_false (today_press (spectrum, GDK_KEY_Escape, 0));
  g_assert_true (today_press (spectrum, GDK_KEY_Home, 0));
  g_assert_true (today_press (spectrum, GDK_KEY_Page_Down, 0));
  g_assert_true (g_str_has_prefix (
      bw_comparison_view_get_read_out (BW_COMPARISON_VIEW (spectrum)), "0.050 Hz, LF\nA: "));
  first = g_strdup (bw_comparison_view_get_read_out (BW_COMPARISON_VIEW (spectrum)));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (spectrum), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       first);
  g_assert_true (today_press (spectrum, GDK_KEY_Right, 0));
  g_assert_cmpstr (first, !=, bw_comparison_view_get_read_out (BW_COMPARISON_VIEW (spectrum)));
  g_assert_true (today_press (spectrum, GDK_KEY_Escape, 0));
  g_assert_null (bw_comparison_view_get_read_out (BW_COMPARISON_VIEW (spectrum)));
  /* The other charts have no cursor of their own. */
  g_assert_false (today_press (find_chart (fixture->dialog, "poincare"), GDK_KEY_Home, 0));

  /* A metric after the other; all of them where they are asked for. */
  rows = find_chart (fixture->dialog, "rows");
  {
    g_autofree char *some = BW_CHART_GET_CLASS (rows)->make_table (BW_CHART (rows)), *all = NULL;
    g_auto (GStrv) some_lines = g_strsplit (some, "\n", -1), all_lines = NULL;

    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_chart (fixture->dialog, "all")), TRUE);
    all = BW_CHART_GET_CLASS (rows)->make_table (BW_CHART (rows));
    all_lines = g_strsplit (all, "\n", -1);
    g_assert_cmpuint (g_strv_length (some_lines), >=, 8);
    g_assert_cmpuint (g_strv_length (all_lines), >, g_strv_length (some_lines) + 10);
  }
  g_assert_true (today_press (rows, GDK_KEY_Down, 0));
  g_assert_nonnull (strstr (bw_intervals_view_get_read_out (BW_INTERVALS_VIEW (rows)), "A "));
}

/* Wide and on a phone, light and dark; no wider than the phone. */
static void
test_pictures (Fixture       *fixture,
               gconstpointer  data)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  g_autoptr (BwRhythm) b = load (fixture, &find_row (fixture, BW_RHYTHM_RR, 1)->key);

  present (fixture, b, 0, G_MAXDOUBLE, 1000, 880);
  today_picture (fixture->dialog, "compare-wide");
  {
    GtkWidget *scrolled = gtk_widget_get_ancestor (find_chart (fixture->dialog, "rows"),
                                                   GTK_TYPE_SCROLLED_WINDOW);
    GtkAdjustment *adjustment
        = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
    app_spin (60);
    today_picture (fixture->dialog, "compare-below");
  }
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  app_spin (150);
  today_picture (fixture->dialog, "compare-dark");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  present (fixture, b, 0, G_MAXDOUBLE, 360, 880);
  g_assert_cmpint (gtk_widget_get_width (fixture->dialog), <=, 360);
  today_picture (fixture->dialog, "compare-narrow");
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define ADD(name, func) g_test_add ("/compare/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("session", test_session);
  ADD ("choose", test_choose);
  ADD ("saves", test_saves);
  ADD ("escape", test_escape);
  ADD ("charts", test_charts);
  ADD ("pictures", test_pictures);
  return g_test_run ();
}

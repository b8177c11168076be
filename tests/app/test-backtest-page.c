/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"
#include "today-fixture.h"

#include "app/bw-backtest-page.h"
#include "app/bw-backtest-words.h"
#include "app/bw-coverage-view.h"
#include "app/bw-forecast-pages.h"
#include "app/bw-intervals-view.h"
#include "app/bw-table-dialog.h"
#include "store/bw-backtests.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAYS 130
#define SEED 4
#define MADE_MS G_GINT64_CONSTANT (1764180000000)

static char *sample;  /* a library of the sample person, not changed */
static char *found;   /* what a test of it found, with a made-up LSTM beside: JSON */

typedef struct
{
  char *folder;
  char *path;
  BwSession *session;
  BwBacktestPage *page;
  GtkWidget *window;
} Fixture;

/* --- What was found --------------------------------------------------------------------------- */

/* The level's figures once more under the name of the LSTM: nothing is trained here. */
static char *
make_found (void)
{
  const BwBacktestOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (sample, BW_LIBRARY_READ, &error);
  g_autoptr (BwBacktest) backtest = NULL;
  g_autoptr (JsonNode) node = NULL, level = NULL;
  JsonArray *models;

  g_assert_no_error (error);
  backtest = bw_backtest_run (library, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  backtest->made_ms = MADE_MS;
  node = bw_backtest_to_json (backtest);
  models = json_object_get_array_member (json_node_get_object (node), "models");
  for (guint i = 0; i < json_array_get_length (models); i++)
    {
      JsonObject *model = json_array_get_object_element (models, i);
      g_autofree char *text = NULL;

      if (strcmp (json_object_get_string_member (model, "name"), "level") != 0)
        continue;
      text = json_to_string (json_array_get_element (models, i), FALSE);
      level = json_from_string (text, NULL);
      json_object_set_string_member (json_node_get_object (level), "name", "lstm");
    }
  json_array_add_element (models, g_steal_pointer (&level));
  json_object_set_string_member (json_node_get_object (node), "lstm", "tried");
  return json_to_string (node, FALSE);
}

static BwBacktest *
read_found (void)
{
  g_autoptr (GError) error = NULL;
  BwBacktest *self = bw_backtest_from_text (found, &error);

  g_assert_no_error (error);
  return self;
}

static void
keep_found (Fixture    *fixture,
            const char *fingerprint)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (fixture->path, BW_LIBRARY_WRITE, &error);
  g_autoptr (BwBacktest) backtest = read_found ();
  g_autoptr (BwBacktestRow) row = NULL;

  g_assert_no_error (error);
  if (fingerprint != NULL)
    {
      g_free (backtest->fingerprint);
      backtest->fingerprint = g_strdup (fingerprint);
    }
  row = bw_backtest_to_row (backtest);
  g_assert_true (bw_library_set_backtest (library, row, &error));
}

/* --- Fixture ---------------------------------------------------------------------------------- */

static void
copy_library (const char *to)
{
  g_autoptr (GFile) from_file = g_file_new_for_path (sample);
  g_autoptr (GFile) to_file = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  g_file_copy (from_file, to_file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = bw_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  if (data == NULL)
    copy_library (fixture->path);
  fixture->session = bw_session_new (fixture->path);
  bw_session_set_trains (fixture->session, FALSE);
}

static void
present (Fixture *fixture,
         int      width,
         int      height)
{
  bw_session_refresh (fixture->session);
  app_wait (!bw_session_is_active (fixture->session));
  fixture->page = BW_BACKTEST_PAGE (bw_backtest_page_new ());
  bw_backtest_page_set_session (fixture->page, fixture->session);
  fixture->window = today_present (GTK_WIDGET (fixture->page), width, height);
  app_wait (bw_session_has_read_backtest (fixture->session));
  app_wait (!bw_session_is_active (fixture->session));
  today_spin (50);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer page = fixture->page;

  g_object_add_weak_pointer (G_OBJECT (fixture->page), &page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  today_spin (30);
  g_assert_null (page);
  bw_session_drain (fixture->session);
  app_spin (20);
  app_assert_gone (fixture->session);
  g_free (fixture->path);
  bw_test_remove_folder (fixture->folder);
}

#define assert_state(fixture, state) \
  g_assert_cmpstr (bw_backtest_page_get_state ((fixture)->page), ==, state)

static BwIntervalsView *
get_models (Fixture *fixture)
{
  return BW_INTERVALS_VIEW (today_find (fixture->window, BW_TYPE_INTERVALS_VIEW));
}

/* --- Tests ------------------------------------------------------------------------------------ */

static void
test_never (Fixture       *fixture,
            gconstpointer  data)
{
  present (fixture, 800, 600);
  assert_state (fixture, "empty");
  g_assert_true (today_shows (fixture->window, "Not Tested Yet"));
  today_picture (fixture->window, "backtest-empty");
}

/* Begun by its button, it is seen to run, and cancelled all is as it was. */
static void
test_run_and_cancel (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *button;

  present (fixture, 800, 600);
  button = app_find_action (fixture->window, "backtest.run");
  g_assert_true (gtk_widget_activate (button));
  app_wait (bw_session_get_backtest_job (fixture->session) != NULL);
  assert_state (fixture, "running");
  today_spin (50);
  g_assert_true (today_shows (fixture->window, "Testing the Forecasts"));
  today_picture (fixture->window, "backtest-running");
  bw_job_cancel (bw_session_get_backtest_job (fixture->session));
  app_wait (bw_session_get_backtest_job (fixture->session) == NULL);
  assert_state (fixture, "empty");
  g_assert_null (bw_session_get_backtest_error (fixture->session));
}

/* Of a person with readings of thirty days: why it cannot be done yet. */
static void
test_too_few (Fixture       *fixture,
              gconstpointer  data)
{
  bw_session_import_sample (fixture->session, 30, 1);
  app_wait (!bw_session_is_active (fixture->session));
  present (fixture, 800, 600);
  assert_state (fixture, "empty");
  bw_session_backtest (fixture->session);
  app_wait (bw_session_get_backtest_job (fixture->session) == NULL);
  assert_state (fixture, "failed");
  today_spin (50);
  today_picture (fixture->window, "backtest-too-few");
  g_assert_true (today_shows (fixture->window, "Too Few Days Yet"));
}

/* A whole test (of too few days to train a net), by the page itself: it shows what it found, and another
 * session finds it kept. */
static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwBacktest) kept = NULL;
  gboolean is_current = FALSE;

  bw_session_import_sample (fixture->session, 43, 1);
  app_wait (!bw_session_is_active (fixture->session));
  present (fixture, 800, 600);
  bw_session_backtest (fixture->session);
  app_wait (bw_session_get_backtest_job (fixture->session) == NULL);
  /* What is read before it is kept does not take its place. */
  bw_session_read_backtest (fixture->session);
  app_wait (!bw_session_is_active (fixture->session));
  assert_state (fixture, "result");
  bw_session_read_backtest (fixture->session);
  app_wait (!bw_session_is_active (fixture->session));
  assert_state (fixture, "result");
  g_assert_nonnull (bw_session_get_backtest (fixture->session, &is_current));
  g_assert_true (is_current);
  library = bw_library_open (fixture->path, BW_LIBRARY_READ, &error);
  g_assert_true (bw_backtest_read (library, BW_MEASURE_AUTO, &kept, &error));
  g_assert_nonnull (kept);
  g_assert_true (bw_backtest_is_current (library, kept, NULL));
}

static void
test_result (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (BwBacktest) backtest = read_found ();
  GtkWidget *models, *coverage;
  const BwBacktestModel *median = bw_backtest_get_model (backtest, "median");
  g_autofree char *all = bw_backtest_words_speak (backtest, median, &median->all);
  g_autofree char *far = bw_backtest_words_speak (backtest, median, &median->by_block[2]);

  keep_found (fixture, NULL);
  present (fixture, 800, 1700);
  assert_state (fixture, "result");
  g_assert_true (today_shows (fixture->window, "Beside Each Other"));
  g_assert_false (today_shows (fixture->window,
                               "Your data or the program have changed since this was found."));

  models = GTK_WIDGET (get_models (fixture));
  for (int i = 0; i < 3; i++)
    g_assert_true (today_press (models, GDK_KEY_Down, 0));
  g_assert_cmpstr (bw_intervals_view_get_read_out (get_models (fixture)), ==, all);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (gtk_widget_get_last_child (gtk_widget_get_first_child (
          gtk_widget_get_parent (gtk_widget_get_parent (models))))),
      TRUE);
  g_assert_null (bw_intervals_view_get_read_out (get_models (fixture)));
  for (int i = 0; i < 3; i++)
    today_press (models, GDK_KEY_Down, 0);
  g_assert_cmpstr (bw_intervals_view_get_read_out (get_models (fixture)), ==, far);

  coverage = today_find (fixture->window, BW_TYPE_COVERAGE_VIEW);
  g_assert_nonnull (coverage);
  g_assert_false (today_press (coverage, GDK_KEY_Escape, 0));
  g_assert_true (today_press (coverage, GDK_KEY_Home, 0));
  g_assert_false (today_press (coverage, GDK_KEY_Left, 0));
  g_assert_true (today_press (coverage, GDK_KEY_Right, 0));
  g_assert_true (g_str_has_suffix (bw_coverage_view_get_read_out (BW_COVERAGE_VIEW (coverage)), " %"));
  g_assert_true (today_press (coverage, GDK_KEY_Escape, 0));
  g_assert_null (bw_coverage_view_get_read_out (BW_COVERAGE_VIEW (coverage)));
}

/* All figures, of the hours that are looked at. */
static void
test_table (Fixture       *fixture,
            gconstpointer  data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *dialog = NULL;

  keep_found (fixture, NULL);
  present (fixture, 800, 600);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "backtest.show-figures", NULL);
  today_spin (50);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (BW_IS_TABLE_DIALOG (window))
        dialog = window;
    }
  g_assert_nonnull (dialog);
  g_assert_true (today_shows (dialog, "Ridge regression"));
  g_assert_true (today_shows (dialog, "MASE"));
  today_picture (dialog, "backtest-table");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* What was found on other data is shown, and said to be. */
static void
test_stale (Fixture       *fixture,
            gconstpointer  data)
{
  gboolean is_current = TRUE;

  keep_found (fixture, "0123456789abcdef");
  present (fixture, 800, 600);
  assert_state (fixture, "result");
  bw_session_get_backtest (fixture->session, &is_current);
  g_assert_false (is_current);
  g_assert_true (today_shows (fixture->window,
                              "Your data or the program have changed since this was found."));
  today_picture (fixture->window, "backtest-stale");
}

/* An erased library has nothing to tell; brought back it has. */
static void
test_erased (Fixture       *fixture,
             gconstpointer  data)
{
  keep_found (fixture, NULL);
  present (fixture, 800, 600);
  assert_state (fixture, "result");
  bw_session_erase (fixture->session);
  app_wait (!bw_session_is_active (fixture->session));
  g_assert_null (bw_session_get_backtest (fixture->session, NULL));
  g_assert_cmpstr (bw_backtest_page_get_state (fixture->page), !=, "result");
  bw_session_restore (fixture->session);
  app_wait (bw_session_get_backtest (fixture->session, NULL) != NULL);
  assert_state (fixture, "result");
  app_wait (!bw_session_is_active (fixture->session));
}

static void
test_pictures (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct
  {
    const char *name;
    int width;
    gboolean dark;
  } looks[] = {
    { "backtest-wide", 1000, FALSE },
    { "backtest-wide-dark", 1000, TRUE },
    { "backtest-narrow", 360, FALSE },
    { "backtest-narrow-dark", 360, TRUE },
  };

  keep_found (fixture, NULL);
  present (fixture, 360, 640);
  for (guint i = 0; i < G_N_ELEMENTS (looks) && today_wants_pictures (); i++)
    {
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                          looks[i].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                        : ADW_COLOR_SCHEME_FORCE_LIGHT);
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), looks[i].width, 2300);
      today_spin (300);
      today_picture (fixture->window, looks[i].name);
    }
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

/* --- Words ------------------------------------------------------------------------------------ */

static void
test_words (void)
{
  g_autoptr (BwBacktest) backtest = read_found ();
  g_autofree char *table = bw_backtest_words_table (backtest, -1);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  const BwBacktestModel *average = bw_backtest_get_model (backtest, "average");
  g_autofree char *none = bw_backtest_words_difference (average, &average->all);
  guint columns = 0;
  double low, high, step;

  g_assert_cmpstr (none, ==, "–");
  g_assert_null (bw_backtest_words_interval (average, &average->all));
  g_assert_cmpuint (g_strv_length (lines), ==, backtest->models->len + 2);
  for (const char *c = lines[0]; *c != '\0'; c++)
    columns += *c == '\t';
  for (guint i = 1; i <= backtest->models->len; i++)
    {
      guint n = 0;

      for (const char *c = lines[i]; *c != '\0'; c++)
        n += *c == '\t';
      g_assert_cmpuint (n, ==, columns);
    }
  for (int block = -1; block < BW_CONFORMAL_BLOCKS; block++)
    {
      bw_backtest_words_axis (backtest, block, &low, &high, &step);
      g_assert_cmpfloat (low, <=, -5);
      g_assert_cmpfloat (high, >=, 5);
      g_assert_cmpfloat (high, <=, 40);
      g_assert_cmpfloat ((high - low) / step, <, 10);
    }
}

static void
test_zone_words (void)
{
  BwBacktestFigures figures = { .n = 130, .n_flagged = 8, .n_red_flagged = 5 };
  g_autofree char *title = NULL, *text = NULL, *warnings = NULL, *none = NULL, *nothing = NULL;

  figures.zones[BW_ZONE_RED][BW_ZONE_RED] = 3;
  figures.zones[BW_ZONE_RED][BW_ZONE_GREEN] = 7;
  figures.zones[BW_ZONE_GREEN][BW_ZONE_GREEN] = 120;
  text = bw_backtest_words_zone (&figures, BW_ZONE_RED, &title);
  g_assert_cmpstr (title, ==, "■ Red hours: 30 % were forecast red");
  g_assert_cmpstr (text, ==, "Of 10 forecasts, the line was green in 7, yellow in 0, red in 3.");
  nothing = bw_backtest_words_zone (&figures, BW_ZONE_YELLOW, &none);
  g_assert_cmpstr (none, ==, "◆ No hour was yellow");
  warnings = bw_backtest_words_warnings (&figures);
  g_assert_cmpstr (warnings, ==,
                   "5 of 10 forecasts of red hours warned of it; 5 of 8 warnings came true.");
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  int status;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  folder = bw_test_make_folder ();
  sample = g_build_filename (folder, "sample.beatwise", NULL);
  {
    g_autoptr (BwSession) session = bw_session_new (sample);

    bw_session_set_trains (session, FALSE);
    bw_session_import_sample (session, DAYS, SEED);
    app_wait (!bw_session_is_active (session));
    bw_session_drain (session);
  }
  found = make_found ();

#define ADD(path, data, function) g_test_add (path, Fixture, data, set_up, function, tear_down)
  g_test_add_func ("/backtest-page/words", test_words);
  g_test_add_func ("/backtest-page/zone-words", test_zone_words);
  ADD ("/backtest-page/never", NULL, test_never);
  ADD ("/backtest-page/run-and-cancel", NULL, test_run_and_cancel);
  ADD ("/backtest-page/too-few", "fresh", test_too_few);
  ADD ("/backtest-page/whole", "fresh", test_whole);
  ADD ("/backtest-page/result", NULL, test_result);
  ADD ("/backtest-page/table", NULL, test_table);
  ADD ("/backtest-page/stale", NULL, test_stale);
  ADD ("/backtest-page/erased", NULL, test_erased);
  ADD ("/backtest-page/pictures", NULL, test_pictures);
#undef ADD
  status = g_test_run ();
  g_free (found);
  g_free (sample);
  bw_test_remove_folder (g_steal_pointer (&folder));
  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-fixture.h"
#include "ecg-page-fixture.h"

/* Every state of the ECG page in both schemes and widths: drawn without a critical, and no wider than
 * the window. With $BW_TEST_PICTURES each is kept as a PNG to look at. */

#define N 12

static void
label (PageFixture *fixture,
       gint64       id,
       BwLabel      label,
       const char  *who)
{
  g_autoptr (BwLabelChange) change = bw_label_change_new ();

  bw_label_change_add_label (change, id, label, who, RECORDINGS_START_MS);
  bw_ecg_page_do (fixture->page, change);
}

/* Some labels by this and that, a note, and two readers who do not agree everywhere. */
static void
fill (PageFixture *fixture)
{
  g_autoptr (BwLabelChange) change = bw_label_change_new ();

  label (fixture, 12, BW_LABEL_FASTING, "Ada");
  label (fixture, 11, BW_LABEL_GLUCOSE, "Ada");
  label (fixture, 10, BW_LABEL_FASTING, "protocol");
  label (fixture, 8, BW_LABEL_GLUCOSE, "Maximilian Featherstonehaugh");
  bw_label_change_add_note (change, 12, "Woke up at seven, an hour before");
  bw_label_change_add_reader_label (change, 9, "Ada", BW_LABEL_FASTING, 1);
  bw_label_change_add_reader_label (change, 9, "Bob", BW_LABEL_GLUCOSE, 1);
  bw_label_change_add_reader_label (change, 7, "Bob", BW_LABEL_GLUCOSE, 1);
  bw_ecg_page_do (fixture->page, change);
  page_fixture_settle (fixture);
}

static void
open_one (PageFixture *fixture)
{
  fill (fixture);
  page_fixture_select (fixture, 12, 12);
  g_signal_emit_by_name (fixture->page->list_pane, "opened");
}

static void
show_nothing (PageFixture *fixture)
{
  fill (fixture);
}

static void
show_whole (PageFixture *fixture)
{
  open_one (fixture);
  bw_ecg_view_show_whole (bw_ecg_strip_get_view (bw_ecg_detail_get_strip (fixture->page->detail)));
}

static void
show_calipers (PageFixture *fixture)
{
  open_one (fixture);
  g_object_set (bw_ecg_strip_get_view (bw_ecg_detail_get_strip (fixture->page->detail)), "calipers",
                TRUE, NULL);
  g_settings_set_boolean (fixture->settings, "ecg-baseline", TRUE);
  g_settings_set_string (fixture->settings, "ecg-mains", "50");
}

static void
show_several (PageFixture *fixture)
{
  open_one (fixture);
  page_fixture_select (fixture, 7, 11);
  bw_ecg_page_label (fixture->page, BW_LABEL_FASTING);
}

static void
show_pair (PageFixture *fixture)
{
  open_one (fixture);
  page_fixture_select (fixture, 11, 12);
}

static void
show_pinned (PageFixture *fixture)
{
  open_one (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "ecg.pin", NULL);
  page_fixture_select (fixture, 11, 11);
}

static void
show_no_match (PageFixture *fixture)
{
  fill (fixture);
  bw_ecg_list_set_search (fixture->page->list, "nowhere");
}

/* What a model says of most of them, in every way that there is. */
static void
predict (PageFixture *fixture)
{
  static const BwPredictionRow rows[] = {
    { 12, 0, 1, BW_LABEL_FASTING, 0.03, 2, 38, FALSE, TRUE, FALSE, BW_PREDICTION_FRESH },
    { 11, 0, 1, BW_LABEL_GLUCOSE, 0.934, 27, 30, FALSE, TRUE, FALSE, BW_PREDICTION_HELD_OUT },
    { 10, 0, 1, BW_LABEL_GLUCOSE, 0.88, 29, 34, TRUE, FALSE, FALSE, BW_PREDICTION_FRESH },
    { 9, 0, 1, BW_LABEL_NONE, 0.54, 16, 30, FALSE, TRUE, FALSE, BW_PREDICTION_FRESH },
    { 8, 0, 1, BW_LABEL_FASTING, 0.11, 3, 31, TRUE, FALSE, FALSE, BW_PREDICTION_LEARNT },
    { 7, 0, 1, BW_LABEL_GLUCOSE, 0.97, 30, 31, FALSE, TRUE, FALSE, BW_PREDICTION_FRESH },
    { 6, 0, 1, BW_LABEL_NONE, 0.5, 0, 0, FALSE, TRUE, FALSE, BW_PREDICTION_FRESH },
    { 5, 0, 1, BW_LABEL_FASTING, 0.5, 0, 0, FALSE, TRUE, TRUE, BW_PREDICTION_FRESH },
    { 4, 0, 1, BW_LABEL_FASTING, 0.2, 4, 30, FALSE, TRUE, FALSE, BW_PREDICTION_LEARNT },
  };

  ecg_library_predict (fixture->path, rows, G_N_ELEMENTS (rows));
  bw_session_read_recordings (fixture->session);
  page_fixture_settle (fixture);
}

static void
open_predicted (PageFixture *fixture,
                gint64       id)
{
  fill (fixture);
  predict (fixture);
  page_fixture_select (fixture, id, id);
  g_signal_emit_by_name (fixture->page->list_pane, "opened");
}

static void
show_predicted (PageFixture *fixture)
{
  open_predicted (fixture, 11);
}

static void
show_unsure (PageFixture *fixture)
{
  open_predicted (fixture, 9);
}

static void
show_doubtful (PageFixture *fixture)
{
  open_predicted (fixture, 8);
}

static void
show_reference (PageFixture *fixture)
{
  open_predicted (fixture, 5);
}

static void
show_differs (PageFixture *fixture)
{
  fill (fixture);
  predict (fixture);
  bw_ecg_page_show_filter (fixture->page, "differs");
}

static void
show_blind (PageFixture *fixture)
{
  open_one (fixture);
  bw_ecg_page_read_blind (fixture->page, "Bob");
}

static void
show_load_failed (PageFixture *fixture)
{
  fill (fixture);
  g_file_set_contents (fixture->path, "no library, but a letter", -1, NULL);
  page_fixture_select (fixture, 6, 6);
  g_signal_emit_by_name (fixture->page->list_pane, "opened");
}

static void
show_failed (PageFixture *fixture)
{
  g_file_set_contents (fixture->path, "no library, but a letter", -1, NULL);
  bw_session_read_recordings (fixture->session);
}

static void
show_empty (PageFixture *fixture)
{
}

static const struct
{
  const char *name;
  void (*show) (PageFixture *fixture);
} states[] = {
  { "empty", show_empty },       { "failed", show_failed },     { "nothing", show_nothing },
  { "one", open_one },           { "whole", show_whole },       { "calipers", show_calipers },
  { "several", show_several },   { "pair", show_pair },         { "pinned", show_pinned },
  { "predicted", show_predicted }, { "unsure", show_unsure },
  { "doubtful", show_doubtful },   { "reference", show_reference },
  { "differs", show_differs },
  { "no-match", show_no_match }, { "blind", show_blind },       { "load-failed", show_load_failed },
};

static const struct
{
  const char *name;
  int width, height;
  gboolean dark;
} looks[] = {
  { "wide", 1240, 800, FALSE },
  { "wide-dark", 1240, 800, TRUE },
  { "middle", 860, 640, FALSE },
  { "narrow", 360, 640, FALSE },
  { "narrow-dark", 360, 640, TRUE },
};

static void
test_state (gconstpointer data)
{
  guint state = GPOINTER_TO_UINT (data) / G_N_ELEMENTS (looks);
  guint look = GPOINTER_TO_UINT (data) % G_N_ELEMENTS (looks);
  g_autofree char *name = g_strdup_printf ("ecg-page-%s-%s", states[state].name, looks[look].name);
  PageFixture fixture = { 0 };
  int least;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      looks[look].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                       : ADW_COLOR_SCHEME_FORCE_LIGHT);
  page_fixture_set_up (&fixture, states[state].show != show_empty ? N : 0, looks[look].width,
                       looks[look].height);
  states[state].show (&fixture);
  page_fixture_settle (&fixture);
  gtk_widget_measure (GTK_WIDGET (fixture.page), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  g_assert_cmpint (least, <=, looks[look].width);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture.page)), <=, looks[look].width);
  ecg_picture (fixture.window, name);
  page_fixture_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  const char *folder = g_getenv ("BW_TEST_PICTURES");

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  for (guint state = 0; state < G_N_ELEMENTS (states); state++)
    for (guint look = 0; look < G_N_ELEMENTS (looks); look++)
      {
        g_autofree char *path = NULL;

        /* To find faults, light and wide, dark and narrow are enough. */
        if ((folder == NULL || *folder == '\0') && looks[look].dark != (looks[look].width < 600))
          continue;
        path = g_strdup_printf ("/ecg-page/pictures/%s/%s", states[state].name, looks[look].name);
        g_test_add_data_func (path, GUINT_TO_POINTER (state * G_N_ELEMENTS (looks) + look),
                              test_state);
      }
  return g_test_run ();
}

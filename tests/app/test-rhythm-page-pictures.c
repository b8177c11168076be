/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-fixture.h"
#include "rhythm-page-fixture.h"

/* Every state of the Rhythm page in both schemes and widths: drawn without a critical, and no wider than
 * the window. With $BW_TEST_PICTURES each is kept as a PNG to look at. */

#define N_DAYS 40
#define N_RR 4000

static void
show_empty (RhythmFixture *fixture)
{
}

static void
show_bare (RhythmFixture *fixture)
{
  rhythm_library_add_bare_values (fixture->path, 850);
  bw_session_refresh (fixture->session);
}

static void
show_failed (RhythmFixture *fixture)
{
  g_file_set_contents (fixture->path, "no library, but a letter", -1, NULL);
  bw_session_read_rhythms (fixture->session);
}

static void
show_list (RhythmFixture *fixture)
{
}

static void
show_one (RhythmFixture *fixture)
{
  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 2);
}

static void
show_left_out (RhythmFixture *fixture)
{
  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 15);
}

static void
edit (RhythmFixture       *fixture,
      BwTachogramEditKind  kind,
      guint                beat,
      BwBeatVerdict        verdict)
{
  const BwTachogramEdit one = { .kind = kind, .first = beat, .last = beat, .verdict = verdict,
                                .n_parts = 2 };

  bw_rhythm_page_do (fixture->page, &one);
}

static void
show_edited (RhythmFixture *fixture)
{
  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 2);
  edit (fixture, BW_TACHOGRAM_SPLIT, 30, BW_BEAT_NORMAL);
  edit (fixture, BW_TACHOGRAM_DELETE, 12, BW_BEAT_NORMAL);
  edit (fixture, BW_TACHOGRAM_MARK, 45, BW_BEAT_ECTOPIC);
  rhythm_fixture_settle (fixture);
  bw_tachogram_view_set_cursor (fixture->view, 30);
}

static void
show_long (RhythmFixture *fixture)
{
  rhythm_fixture_select (fixture, BW_RHYTHM_RR, 1);
}

static void
show_stretch (RhythmFixture *fixture)
{
  show_long (fixture);
  bw_tachogram_view_select (fixture->view, 600000, 900000);
}

static void
show_day (RhythmFixture *fixture)
{
  BwRhythmItem *item = bw_rhythm_shelf_get_neighbour (fixture->page->shelf, 1);

  bw_list_detail_show_list (&fixture->page->columns);
  bw_rhythm_shelf_set_day (fixture->page->shelf,
                           item != NULL ? bw_rhythm_item_get_day (item) : BW_RHYTHM_NO_DAY);
}

static void
show_by_rmssd (RhythmFixture *fixture)
{
  bw_list_detail_show_list (&fixture->page->columns);
  g_settings_set_string (fixture->settings, "rhythm-sort", "highest");
  g_settings_set_boolean (fixture->settings, "rhythm-calendar-shown", FALSE);
}

static void
show_no_match (RhythmFixture *fixture)
{
  bw_rhythm_shelf_set_search (fixture->page->shelf, "nowhere");
}

static void
show_load_failed (RhythmFixture *fixture)
{
  g_file_set_contents (fixture->path, "no library, but a letter", -1, NULL);
  rhythm_fixture_select (fixture, BW_RHYTHM_READING, 6);
}

static const struct
{
  const char *name;
  void (*show) (RhythmFixture *fixture);
  gboolean bare;      /* without readings */
} states[] = {
  { "empty", show_empty, TRUE },          { "no-beats", show_bare, TRUE },
  { "failed", show_failed, FALSE },       { "list", show_list, FALSE },
  { "one", show_one, FALSE },             { "left-out", show_left_out, FALSE },
  { "edited", show_edited, FALSE },       { "long", show_long, FALSE },
  { "stretch", show_stretch, FALSE },     { "day", show_day, FALSE },
  { "by-rmssd", show_by_rmssd, FALSE },   { "no-match", show_no_match, FALSE },
  { "load-failed", show_load_failed, FALSE },
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
  g_autofree char *name
      = g_strdup_printf ("rhythm-page-%s-%s", states[state].name, looks[look].name);
  RhythmFixture fixture = { 0 };
  int least;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      looks[look].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                       : ADW_COLOR_SCHEME_FORCE_LIGHT);
  rhythm_fixture_set_up (&fixture, states[state].bare ? 0 : N_DAYS, states[state].bare ? 0 : N_RR,
                         looks[look].width, looks[look].height);
  states[state].show (&fixture);
  rhythm_fixture_settle (&fixture);
  gtk_widget_measure (GTK_WIDGET (fixture.page), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  g_assert_cmpint (least, <=, looks[look].width);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture.page)), <=, looks[look].width);
  ecg_picture (fixture.window, name);
  rhythm_fixture_tear_down (&fixture);
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
        path = g_strdup_printf ("/app/rhythm-page-pictures/%s/%s", states[state].name,
                                looks[look].name);
        g_test_add_data_func (path, GUINT_TO_POINTER (state * G_N_ELEMENTS (looks) + look),
                              test_state);
      }
  return g_test_run ();
}

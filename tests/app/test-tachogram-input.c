/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tachogram-fixture.h"

#include "app/bw-tachogram-view-private.h"
#include "bw-test.h"

#include <math.h>

/* The tachogram and its strip under a real pointer and keyboard: what xdotool does to the X server. */

typedef struct
{
  BwTachogramView *view;
  BwTachogramOverview *overview;
  GtkWidget *widget, *window;
  BwRhythm *rhythm;
  GError *error;
  char *id;             /* of the X window */
} Fixture;

/* To a place in the view. */
static void
move (Fixture *fixture,
      double   x,
      double   y)
{
  ecg_point_at (fixture->id, fixture->widget, x, y);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  fixture->view = bw_tachogram_view_new ();
  fixture->widget = GTK_WIDGET (fixture->view);
  fixture->overview = bw_tachogram_overview_new ();
  bw_tachogram_overview_set_view (fixture->overview, fixture->view);
  gtk_widget_set_vexpand (fixture->widget, TRUE);
  gtk_box_append (GTK_BOX (box), fixture->widget);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->overview));
  fixture->rhythm = tachogram_rhythm_known ();
  bw_tachogram_view_set_rhythm (fixture->view, fixture->rhythm);
  tachogram_follow (fixture->view, &fixture->error);
  fixture->window = ecg_window (box, 1000, 420);
  fixture->id = ecg_focus_window ("ecg");
  gtk_widget_grab_focus (fixture->widget);
  bw_tachogram_view_show (fixture->view, 10000, 30000);
  move (fixture, 500, 200);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_free (fixture->id);
  g_clear_error (&fixture->error);
  ecg_close (fixture->window, fixture->widget);
  bw_rhythm_unref (fixture->rhythm);
}

static gboolean
is_near (double a,
         double b,
         double tolerance)
{
  return fabs (a - b) <= tolerance;
}

/* Where a beat is shown. */
static void
get_place (Fixture *fixture,
           guint    beat,
           double  *x,
           double  *y)
{
  const BwPlotTachogramLine *beats = bw_tachogram_view_get_beats (fixture->view);
  BwPlotTachogramLayout layout;

  g_assert_true (bw_tachogram_view_layout (fixture->view, &layout));
  *x = bw_plot_scale_map (&layout.time, beats->time_ms[beat]);
  *y = bw_plot_tachogram_place (&layout, beats->rr_ms[beat]);
}

static void
test_wheel (Fixture       *fixture,
            gconstpointer  unused)
{
  BwTachogramView *view = fixture->view;
  double at_ms, from_ms = view->from_ms, step;

  ecg_do ("click --repeat 3 --delay 20 5");
  ecg_await (view->from_ms > from_ms);
  step = (view->from_ms - from_ms) / 3;
  ecg_do ("click 4");
  ecg_await (is_near (view->from_ms, from_ms + 2 * step, 1e-6));

  /* About the pointer, which is not in the middle. */
  move (fixture, 700, 150);
  at_ms = bw_tachogram_view_x_to_ms (view, 700);
  ecg_do ("keydown ctrl click 4 keyup ctrl");
  ecg_await (is_near (view->to_ms - view->from_ms, 20000 / 1.2, 1e-6));
  ecg_await (is_near (bw_tachogram_view_x_to_ms (view, 700), at_ms, 1e-6));
  ecg_do ("keydown ctrl click --repeat 30 --delay 10 5 keyup ctrl");
  ecg_await (is_near (view->to_ms - view->from_ms, bw_tachogram_view_get_length_ms (view), 1e-6));
}

/* A stretch is drawn, made longer at the nearer end, and let go. */
static void
test_select (Fixture       *fixture,
             gconstpointer  unused)
{
  BwTachogramView *view = fixture->view;
  double first_ms = bw_tachogram_view_x_to_ms (view, 300);
  double second_ms = bw_tachogram_view_x_to_ms (view, 500);
  double third_ms = bw_tachogram_view_x_to_ms (view, 700);

  bw_tachogram_view_set_cursor (view, 20);
  move (fixture, 300, 60);
  ecg_do ("mousedown 1");
  move (fixture, 400, 65);
  move (fixture, 500, 60);
  ecg_do ("mouseup 1");
  ecg_await (is_near (view->selection_from_ms, first_ms, 1e-6));
  ecg_await (is_near (view->selection_to_ms, second_ms, 1e-6));
  g_assert_cmpint (view->cursor, ==, -1);
  g_assert_cmpfloat (view->from_ms, ==, 10000);

  move (fixture, 600, 60);
  ecg_do ("keydown shift mousedown 1");
  move (fixture, 650, 65);
  move (fixture, 700, 60);
  ecg_do ("mouseup 1 keyup shift");
  ecg_await (is_near (view->selection_from_ms, first_ms, 1e-6));
  ecg_await (is_near (view->selection_to_ms, third_ms, 1e-6));

  ecg_do ("key Escape");
  ecg_await (!(view->selection_from_ms < view->selection_to_ms));
}

static void
test_pan (Fixture       *fixture,
          gconstpointer  unused)
{
  BwTachogramView *view = fixture->view;
  double at_ms = bw_tachogram_view_x_to_ms (view, 500);

  ecg_do ("mousedown 2");
  move (fixture, 450, 200);
  move (fixture, 400, 200);
  ecg_await (is_near (bw_tachogram_view_x_to_ms (view, 400), at_ms, 1e-6));
  ecg_do ("mouseup 2");
  g_assert_false (view->selection_from_ms < view->selection_to_ms);
}

/* A click chooses a beat; that is dragged then, and the edit is asked for when it is let go. */
static void
test_beat (Fixture       *fixture,
           gconstpointer  unused)
{
  BwTachogramView *view = fixture->view;
  double x, y, at_ms, per_unit_ms = bw_tachogram_view_x_to_ms (view, 501)
                                    - bw_tachogram_view_x_to_ms (view, 500);
  const BwRhythm *rhythm;

  get_place (fixture, 25, &x, &y);
  move (fixture, x + 2, y);
  ecg_await (view->hover == 25);
  ecg_do ("click 1");
  ecg_await (view->cursor == 25);
  at_ms = tachogram_ms (fixture->rhythm, 25);
  ecg_spin (600);

  ecg_do ("mousedown 1");
  move (fixture, x + 12, y);
  move (fixture, x + 8, y + 20);
  ecg_await (view->moved == 25);
  ecg_spin (30);
  ecg_picture (fixture->window, "tachogram-drag");
  ecg_do ("mouseup 1");
  ecg_await (view->moved == -1);
  g_assert_no_error (fixture->error);
  rhythm = bw_tachogram_view_get_rhythm (view);
  g_assert_true (bw_rhythm_is_edited (rhythm));
  g_assert_cmpfloat (fabs (rhythm->beats[25].time_ms - at_ms - 6 * per_unit_ms), <,
                     1.5 * per_unit_ms + 1);
  g_assert_cmpint (view->cursor, ==, 25);

  /* Nothing is where nothing is. */
  move (fixture, x + 2, y > 150 ? 60 : 300);
  ecg_do ("click 1");
  ecg_await (view->cursor == 25 || view->cursor == -1);
}

/* Two clicks show all, and two more come closer. */
static void
test_double (Fixture       *fixture,
             gconstpointer  unused)
{
  BwTachogramView *view = fixture->view;
  double length_ms = bw_tachogram_view_get_length_ms (view);

  ecg_do ("click --repeat 2 --delay 30 1");
  ecg_await (is_near (view->to_ms - view->from_ms, length_ms, 1e-6));
  ecg_spin (600);
  ecg_do ("click --repeat 2 --delay 30 1");
  ecg_await (is_near (view->to_ms - view->from_ms, MIN (60000, length_ms), 1e-6));
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  unused)
{
  BwTachogramView *view = fixture->view;
  double x, y;

  /* A pointer that rests on a beat does not hinder the keyboard. */
  get_place (fixture, 30, &x, &y);
  move (fixture, x, y);
  ecg_await (view->hover == 30);
  ecg_do ("key Home");
  ecg_await (view->cursor == 0 && view->from_ms == 0);
  ecg_do ("key n");
  ecg_await (abs (view->cursor - TACHOGRAM_ECTOPIC) <= 1);
  ecg_do ("key shift+Right shift+Right");
  ecg_await (view->selection_from_ms < view->selection_to_ms);
  ecg_do ("key Escape");
  ecg_do ("key 1");
  ecg_await (bw_rhythm_is_edited (bw_tachogram_view_get_rhythm (view)));
  ecg_do ("key r");
  ecg_await (!bw_rhythm_is_edited (bw_tachogram_view_get_rhythm (view)));
  ecg_do ("key shift+n");
  ecg_await (abs (view->cursor - TACHOGRAM_ECTOPIC) <= 1);
  ecg_do ("key alt+Right alt+shift+Right");
  ecg_await (is_near (view->moved_ms - tachogram_ms (fixture->rhythm, (guint) view->cursor), 11, 1e-6));
  ecg_await (bw_rhythm_is_edited (bw_tachogram_view_get_rhythm (view)) || fixture->error);
  ecg_do ("key plus");
  ecg_do ("key equal");
  ecg_await (view->to_ms - view->from_ms < 10000);
  ecg_do ("key 0");
  ecg_await (view->from_ms == 0);
  ecg_do ("key e");
  ecg_await (gtk_widget_get_mapped (view->mark_menu));
  ecg_spin (200);
  ecg_do ("key Escape");
  ecg_await (!gtk_widget_get_mapped (view->mark_menu));
  ecg_spin (500);
}

/* The menu speaks of the beat under the pointer. */
static void
test_menu (Fixture       *fixture,
           gconstpointer  unused)
{
  double x, y;

  get_place (fixture, 22, &x, &y);
  move (fixture, x, y);
  ecg_do ("click 3");
  ecg_await (fixture->view->cursor == 22);
  ecg_spin (300);
  ecg_picture (fixture->window, "tachogram-menu");
  ecg_do ("key Escape");
  ecg_spin (500);
}

/* The frame of the strip is moved, fetched and made narrower. */
static void
test_overview (Fixture       *fixture,
               gconstpointer  unused)
{
  BwTachogramView *view = fixture->view;
  GtkWidget *strip = GTK_WIDGET (fixture->overview);
  double length_ms = bw_tachogram_view_get_length_ms (view), width = gtk_widget_get_width (strip);
  double per_unit_ms = length_ms / (width - 12), middle = width * 20000 / length_ms;

  ecg_point_at (fixture->id, strip, middle, 30);
  ecg_do ("mousedown 1");
  ecg_point_at (fixture->id, strip, middle + 50, 30);
  ecg_point_at (fixture->id, strip, middle + 100, 30);
  ecg_do ("mouseup 1");
  ecg_await (is_near (view->from_ms, 10000 + 100 * per_unit_ms, 2 * per_unit_ms));
  bw_assert_near (view->to_ms - view->from_ms, 20000, 1e-6);

  /* Its right side. */
  bw_tachogram_view_show (view, 10000, 30000);
  ecg_spin (30);
  ecg_point_at (fixture->id, strip, 6 + 30000 / per_unit_ms, 30);
  ecg_do ("mousedown 1");
  ecg_point_at (fixture->id, strip, 6 + 25000 / per_unit_ms, 30);
  ecg_do ("mouseup 1");
  ecg_await (is_near (view->to_ms, 25000, 3 * per_unit_ms));
  bw_assert_near (view->from_ms, 10000, 1e-6);

  /* Elsewhere it comes. */
  ecg_point_at (fixture->id, strip, 6 + 50000 / per_unit_ms, 30);
  ecg_do ("click 1");
  ecg_await (is_near ((view->from_ms + view->to_ms) / 2, 50000, 3 * per_unit_ms));
  ecg_do ("key Home");
  ecg_await (view->from_ms == 0);
  ecg_do ("key Page_Down");
  ecg_await (view->from_ms > 10000);
  ecg_do ("key 0");
  ecg_await (is_near (view->to_ms, length_ms, 1e-6));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, function)                                                                     \
  g_test_add ("/app/tachogram-input/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("wheel", test_wheel);
  ADD ("select", test_select);
  ADD ("pan", test_pan);
  ADD ("beat", test_beat);
  ADD ("double", test_double);
  ADD ("keys", test_keys);
  ADD ("menu", test_menu);
  ADD ("overview", test_overview);
#undef ADD
  return g_test_run ();
}

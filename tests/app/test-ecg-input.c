/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-fixture.h"

#include "app/bw-ecg-view-private.h"
#include "bw-test.h"

#include <math.h>

/* The strip under a real pointer and keyboard: what xdotool does to the X server. */

#define PER_MM 4.0

typedef struct
{
  BwEcgView *view;
  GtkWidget *widget;
  GtkWidget *window;
  char *id;             /* of the X window */
} Fixture;

/* To a place in the widget. */
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
  g_autoptr (BwEcgTrace) trace = ecg_trace_known ();

  fixture->view = bw_ecg_view_new ();
  fixture->widget = GTK_WIDGET (fixture->view);
  bw_ecg_view_set_mm (fixture->view, PER_MM);
  bw_ecg_view_set_trace (fixture->view, trace);
  fixture->window = ecg_window (fixture->widget, 1000, 360);
  fixture->id = ecg_focus_window ("ecg");
  gtk_widget_grab_focus (fixture->widget);
  move (fixture, 500, 200);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_free (fixture->id);
  ecg_close (fixture->window, fixture->widget);
}

static gboolean
is_near (double a,
         double b,
         double tolerance)
{
  return fabs (a - b) <= tolerance;
}

static gboolean
measures (BwEcgView  *view,
          const char *text)
{
  const char *shown = bw_ecg_view_get_caliper_text (view);

  return shown && g_str_has_prefix (shown, text);
}

static void
test_wheel (Fixture       *fixture,
            gconstpointer  unused)
{
  BwEcgFrame *frame = &fixture->view->frame;
  double at_s, at_uv, from_s;

  ecg_do ("click --repeat 3 --delay 20 5");
  ecg_await (is_near (frame->from_s, 0.3 * bw_ecg_frame_get_visible_s (frame), 1e-6));
  ecg_do ("click 4");
  ecg_await (is_near (frame->from_s, 0.2 * bw_ecg_frame_get_visible_s (frame), 1e-6));

  /* About the pointer, which is not in the middle. */
  move (fixture, 700, 150);
  at_s = bw_ecg_frame_x_to_s (frame, 700);
  ecg_do ("keydown ctrl click 4 keyup ctrl");
  ecg_await (is_near (frame->mm_per_s, 30, 1e-6));
  ecg_await (is_near (bw_ecg_frame_x_to_s (frame, 700), at_s, 1e-6));
  ecg_do ("keydown ctrl click --repeat 30 --delay 10 5 keyup ctrl");
  ecg_await (is_near (bw_ecg_frame_get_to_s (frame), ECG_LENGTH_S, 1e-6));

  at_uv = bw_ecg_frame_y_to_uv (frame, 150);
  from_s = frame->from_s;
  ecg_do ("keydown alt click 4 keyup alt");
  ecg_await (is_near (frame->mm_per_mv, 12, 1e-6));
  ecg_await (is_near (bw_ecg_frame_y_to_uv (frame, 150), at_uv, 1e-6));
  ecg_await (is_near (frame->from_s, from_s, 1e-9));
}

static void
test_drag (Fixture       *fixture,
           gconstpointer  unused)
{
  BwEcgFrame *frame = &fixture->view->frame;
  double at_s;

  bw_ecg_view_show_at (fixture->view, 5);
  at_s = bw_ecg_frame_x_to_s (frame, 500);
  ecg_do ("mousedown 1");
  move (fixture, 400, 205);
  move (fixture, 300, 205);
  ecg_await (is_near (bw_ecg_frame_x_to_s (frame, 300), at_s, 1e-6));
  ecg_do ("mouseup 1");
  ecg_spin (300);
  /* A mouse leaves the paper where it let it go. */
  ecg_await (is_near (bw_ecg_frame_x_to_s (frame, 300), at_s, 1e-6));

  move (fixture, 350, 200);
  ecg_do ("click --repeat 2 --delay 30 1");
  ecg_await (is_near (bw_ecg_frame_get_to_s (frame), ECG_LENGTH_S, 1e-6));
  at_s = bw_ecg_frame_x_to_s (frame, 350);
  ecg_spin (600);
  ecg_do ("click --repeat 2 --delay 30 1");
  ecg_await (is_near (frame->mm_per_s, 25, 1e-6));
  ecg_await (is_near (bw_ecg_frame_x_to_s (frame, 350), at_s, 0.02));
}

static void
test_measure (Fixture       *fixture,
              gconstpointer  unused)
{
  BwEcgView *view = fixture->view;
  const BwEcgPoint *leg = view->calipers.leg;
  double at_s, at_uv, x, y;

  /* Shift and a drag. */
  at_s = bw_ecg_frame_x_to_s (&view->frame, 500);
  at_uv = bw_ecg_frame_y_to_uv (&view->frame, 200);
  ecg_do ("keydown shift mousedown 1");
  move (fixture, 540, 180);
  move (fixture, 560, 160);
  ecg_do ("mouseup 1 keyup shift");
  ecg_await (view->calipers_on);
  ecg_await (is_near (leg[0].s, at_s, 1e-6));
  ecg_await (is_near (leg[0].uv, at_uv, 1e-6));
  ecg_await (measures (view, "Δt 600 ms"));
  ecg_await (leg[1].uv > at_uv + 500);

  /* A leg by its line. */
  x = bw_ecg_frame_s_to_x (&view->frame, leg[0].s);
  y = bw_ecg_frame_uv_to_y (&view->frame, leg[0].uv);
  move (fixture, x, y + 60);
  ecg_await (g_strcmp0 (view->cursor, "col-resize") == 0);
  ecg_do ("mousedown 1");
  move (fixture, x - 50, y + 70);
  move (fixture, x - 100, y + 80);
  ecg_do ("mouseup 1");
  ecg_await (measures (view, "Δt 1600 ms"));
  ecg_await (is_near (leg[0].uv, at_uv, 1e-6));
  move (fixture, x + 300, y);
  ecg_await (!view->cursor);

  ecg_do ("key Escape");
  ecg_await (!view->calipers_on);
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  unused)
{
  BwEcgView *view = fixture->view;

  ecg_do ("key c");
  ecg_await (measures (view, "Δt 800 ms · 75.0 bpm · ΔV 0 µV"));
  ecg_do ("key Left Left");
  ecg_await (measures (view, "Δt 804 ms · 74.6 bpm"));
  ecg_do ("key Tab Right");
  ecg_await (measures (view, "Δt 806 ms · 74.4 bpm"));
  ecg_do ("key alt+Right");
  ecg_await (is_near (view->frame.from_s, 0.2, 1e-9));
  ecg_do ("key m");
  ecg_await (view->march);
  ecg_do ("key Escape Right shift+Right");
  ecg_await (!view->calipers_on);
  ecg_await (view->frame.from_s > 0.4 + 0.8 * bw_ecg_frame_get_visible_s (&view->frame));

  /* “+” as keyboards have it, with and without Shift. */
  ecg_do ("key plus");
  ecg_await (is_near (view->frame.mm_per_s, 50, 1e-9));
  ecg_do ("key equal");
  ecg_await (is_near (view->frame.mm_per_s, 100, 1e-9));
  ecg_do ("key minus");
  ecg_await (is_near (view->frame.mm_per_s, 50, 1e-9));
  ecg_do ("key alt+plus");
  ecg_await (is_near (view->frame.mm_per_mv, 20, 1e-9));
  ecg_do ("key 0");
  ecg_await (is_near (view->frame.mm_per_s, 25, 1e-9));
  ecg_await (is_near (view->frame.mm_per_mv, 10, 1e-9));
}

static void
test_menu (Fixture       *fixture,
           gconstpointer  unused)
{
  ecg_do ("click 3");
  ecg_await (gtk_widget_get_mapped (fixture->view->menu));
  ecg_spin (200);
  ecg_do ("key Escape");
  ecg_await (!gtk_widget_get_mapped (fixture->view->menu));
  /* Until the server has said all about the menu that is gone: GTK holds on to the widget below the
   * pointer meanwhile. */
  ecg_spin (500);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, function)                                                                     \
  g_test_add ("/ecg-input/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("wheel", test_wheel);
  ADD ("drag", test_drag);
  ADD ("measure", test_measure);
  ADD ("keys", test_keys);
  ADD ("menu", test_menu);
#undef ADD
  return g_test_run ();
}

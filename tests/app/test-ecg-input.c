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

/* Returns: what it wrote */
static char *
xdotool (const char *arguments)
{
  g_autofree char *line = g_strconcat ("xdotool ", arguments, NULL);
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  g_spawn_command_line_sync (line, &output, NULL, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", line, error->message);
  ecg_spin (20);
  return g_strchomp (output);
}

static void
run (const char *format,
     ...) G_GNUC_PRINTF (1, 2);

static void
run (const char *format,
     ...)
{
  g_autofree char *arguments = NULL, *output = NULL;
  va_list list;

  va_start (list, format);
  arguments = g_strdup_vprintf (format, list);
  va_end (list);
  output = xdotool (arguments);
}

/* To a place in the widget. */
static void
move (Fixture *fixture,
      double   x,
      double   y)
{
  double surface_x, surface_y, window_x, window_y;

  gtk_native_get_surface_transform (GTK_NATIVE (fixture->window), &surface_x, &surface_y);
  gtk_widget_translate_coordinates (fixture->widget, fixture->window, x, y, &window_x, &window_y);
  run ("mousemove --window %s %d %d", fixture->id, (int) round (window_x + surface_x),
       (int) round (window_y + surface_y));
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
  fixture->id = xdotool ("search --onlyvisible --name ^ecg$");
  run ("windowfocus %s", fixture->id);
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

  run ("click --repeat 3 --delay 20 5");
  ecg_await (is_near (frame->from_s, 0.3 * bw_ecg_frame_get_visible_s (frame), 1e-6));
  run ("click 4");
  ecg_await (is_near (frame->from_s, 0.2 * bw_ecg_frame_get_visible_s (frame), 1e-6));

  /* About the pointer, which is not in the middle. */
  move (fixture, 700, 150);
  at_s = bw_ecg_frame_x_to_s (frame, 700);
  run ("keydown ctrl click 4 keyup ctrl");
  ecg_await (is_near (frame->mm_per_s, 30, 1e-6));
  ecg_await (is_near (bw_ecg_frame_x_to_s (frame, 700), at_s, 1e-6));
  run ("keydown ctrl click --repeat 30 --delay 10 5 keyup ctrl");
  ecg_await (is_near (bw_ecg_frame_get_to_s (frame), ECG_LENGTH_S, 1e-6));

  at_uv = bw_ecg_frame_y_to_uv (frame, 150);
  from_s = frame->from_s;
  run ("keydown alt click 4 keyup alt");
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
  run ("mousedown 1");
  move (fixture, 400, 205);
  move (fixture, 300, 205);
  ecg_await (is_near (bw_ecg_frame_x_to_s (frame, 300), at_s, 1e-6));
  run ("mouseup 1");
  ecg_spin (300);
  /* A mouse leaves the paper where it let it go. */
  ecg_await (is_near (bw_ecg_frame_x_to_s (frame, 300), at_s, 1e-6));

  move (fixture, 350, 200);
  run ("click --repeat 2 --delay 30 1");
  ecg_await (is_near (bw_ecg_frame_get_to_s (frame), ECG_LENGTH_S, 1e-6));
  at_s = bw_ecg_frame_x_to_s (frame, 350);
  ecg_spin (600);
  run ("click --repeat 2 --delay 30 1");
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
  run ("keydown shift mousedown 1");
  move (fixture, 540, 180);
  move (fixture, 560, 160);
  run ("mouseup 1 keyup shift");
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
  run ("mousedown 1");
  move (fixture, x - 50, y + 70);
  move (fixture, x - 100, y + 80);
  run ("mouseup 1");
  ecg_await (measures (view, "Δt 1600 ms"));
  ecg_await (is_near (leg[0].uv, at_uv, 1e-6));
  move (fixture, x + 300, y);
  ecg_await (!view->cursor);

  run ("key Escape");
  ecg_await (!view->calipers_on);
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  unused)
{
  BwEcgView *view = fixture->view;

  run ("key c");
  ecg_await (measures (view, "Δt 800 ms · 75.0 bpm · ΔV 0 µV"));
  run ("key Left Left");
  ecg_await (measures (view, "Δt 804 ms · 74.6 bpm"));
  run ("key Tab Right");
  ecg_await (measures (view, "Δt 806 ms · 74.4 bpm"));
  run ("key alt+Right");
  ecg_await (is_near (view->frame.from_s, 0.2, 1e-9));
  run ("key m");
  ecg_await (view->march);
  run ("key Escape Right shift+Right");
  ecg_await (!view->calipers_on);
  ecg_await (view->frame.from_s > 0.4 + 0.8 * bw_ecg_frame_get_visible_s (&view->frame));

  /* “+” as keyboards have it, with and without Shift. */
  run ("key plus");
  ecg_await (is_near (view->frame.mm_per_s, 50, 1e-9));
  run ("key equal");
  ecg_await (is_near (view->frame.mm_per_s, 100, 1e-9));
  run ("key minus");
  ecg_await (is_near (view->frame.mm_per_s, 50, 1e-9));
  run ("key alt+plus");
  ecg_await (is_near (view->frame.mm_per_mv, 20, 1e-9));
  run ("key 0");
  ecg_await (is_near (view->frame.mm_per_s, 25, 1e-9));
  ecg_await (is_near (view->frame.mm_per_mv, 10, 1e-9));
}

static void
test_menu (Fixture       *fixture,
           gconstpointer  unused)
{
  run ("click 3");
  ecg_await (gtk_widget_get_mapped (fixture->view->menu));
  ecg_spin (200);
  run ("key Escape");
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

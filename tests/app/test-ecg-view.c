/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-fixture.h"

#include "app/bw-ecg-beat-view.h"
#include "app/bw-ecg-overview.h"
#include "app/bw-ecg-spoken.h"
#include "app/bw-ecg-view-private.h"
#include "bw-test.h"

#include <math.h>
#include <string.h>

/* The strip, the overview and the averaged beat, with keys and gestures as GTK hands them on.
 * What comes from a real pointer is in test-ecg-input.c. */

#define PER_MM 4.0
#define PER_S (25 * PER_MM)

typedef struct
{
  BwEcgView *view;
  GtkWidget *widget;
  GtkWidget *window;
  guint n_changes;
} Fixture;

static void
on_view_changed (BwEcgView *view,
                 Fixture   *fixture)
{
  fixture->n_changes++;
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
  gtk_widget_grab_focus (fixture->widget);
  g_signal_connect (fixture->view, "view-changed", G_CALLBACK (on_view_changed), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  ecg_close (fixture->window, fixture->widget);
}

static double
get_double (gpointer    object,
            const char *name)
{
  double value;

  g_object_get (object, name, &value, NULL);
  return value;
}

static gboolean
get_boolean (gpointer    object,
             const char *name)
{
  gboolean value;

  g_object_get (object, name, &value, NULL);
  return value;
}

static gboolean
press (Fixture *fixture,
       guint    key)
{
  return ecg_press (fixture->widget, key, 0);
}

static void
test_shows (Fixture       *fixture,
            gconstpointer  unused)
{
  BwEcgView *view = fixture->view;
  double seconds = get_double (view, "to-s") - get_double (view, "from-s");
  g_autofree char *description = bw_ecg_view_describe (view);

  /* True to size: so many units a second as millimetres. */
  bw_assert_near (seconds * PER_S, view->frame.plot.width, 1e-6);
  g_assert_cmpfloat (view->frame.plot.width, >, 900);
  bw_assert_near (bw_ecg_view_get_pixels_per_mm (view), PER_MM, 0);
  g_assert_true (get_boolean (view, "true-to-size"));
  bw_assert_near (get_double (view, "from-s"), 0, 0);
  bw_assert_near (view->frame.level_uv, ECG_LEVEL_UV, 20);

  g_assert_true (g_str_has_prefix (description, "ECG, 30 seconds, 75 beats per minute, "));
  g_assert_nonnull (strstr (description, "good quality. Visible: 0.0 to 9."));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "ECG strip");
  ecg_spin (200);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       description);

  /* Without the person's word it is the monitor's, or assumed; both are something sensible. */
  bw_ecg_view_set_mm (view, 0);
  g_assert_cmpfloat (bw_ecg_view_get_pixels_per_mm (view), >=, 50 / 25.4);
  g_assert_cmpfloat (bw_ecg_view_get_pixels_per_mm (view), <=, 400 / 25.4);
}

static void
test_pan (Fixture       *fixture,
          gconstpointer  unused)
{
  BwEcgView *view = fixture->view;
  double screen_s = bw_ecg_frame_get_visible_s (&view->frame);

  g_assert_true (press (fixture, GDK_KEY_Right));
  bw_assert_near (get_double (view, "from-s"), 0.2, 1e-9);
  press (fixture, GDK_KEY_Left);
  press (fixture, GDK_KEY_Left);
  bw_assert_near (get_double (view, "from-s"), 0, 0);
  ecg_press (fixture->widget, GDK_KEY_Right, GDK_SHIFT_MASK);
  bw_assert_near (get_double (view, "from-s"), 0.9 * screen_s, 1e-9);
  press (fixture, GDK_KEY_Page_Up);
  bw_assert_near (get_double (view, "from-s"), 0, 1e-9);
  press (fixture, GDK_KEY_End);
  bw_assert_near (get_double (view, "to-s"), ECG_LENGTH_S, 1e-9);
  press (fixture, GDK_KEY_Page_Down);
  bw_assert_near (get_double (view, "to-s"), ECG_LENGTH_S, 1e-9);
  press (fixture, GDK_KEY_Home);
  bw_assert_near (get_double (view, "from-s"), 0, 0);
  bw_ecg_view_show_at (view, 12.5);
  bw_assert_near (get_double (view, "from-s"), 12.5, 0);
  g_assert_cmpuint (fixture->n_changes, >=, 8);
}

static void
test_zoom (Fixture       *fixture,
           gconstpointer  unused)
{
  BwEcgView *view = fixture->view;
  double middle_x = view->frame.plot.x + view->frame.plot.width / 2, middle_s, width;

  bw_ecg_view_show_at (view, 10);
  middle_s = bw_ecg_frame_x_to_s (&view->frame, middle_x);
  press (fixture, GDK_KEY_plus);
  bw_assert_near (get_double (view, "mm-per-s"), 50, 1e-9);
  /* The middle stays, though the calibration pulse takes more room now. */
  bw_assert_near (bw_ecg_frame_x_to_s (&view->frame, middle_x), middle_s, 1e-9);
  for (guint i = 0; i < 10; i++)
    press (fixture, GDK_KEY_equal);
  bw_assert_near (get_double (view, "mm-per-s"), BW_ECG_FRAME_MOST_MM_PER_S, 0);
  for (guint i = 0; i < 20; i++)
    press (fixture, GDK_KEY_minus);
  bw_assert_near (get_double (view, "from-s"), 0, 1e-9);
  bw_assert_near (get_double (view, "to-s"), ECG_LENGTH_S, 1e-9);
  press (fixture, GDK_KEY_0);
  bw_assert_near (get_double (view, "mm-per-s"), 25, 1e-9);

  ecg_press (fixture->widget, GDK_KEY_plus, GDK_ALT_MASK);
  bw_assert_near (get_double (view, "mm-per-mv"), 20, 1e-9);
  for (guint i = 0; i < 10; i++)
    ecg_press (fixture->widget, GDK_KEY_minus, GDK_ALT_MASK);
  bw_assert_near (get_double (view, "mm-per-mv"), BW_ECG_FRAME_LEAST_MM_PER_MV, 0);
  press (fixture, GDK_KEY_0);
  bw_assert_near (get_double (view, "mm-per-mv"), 10, 1e-9);

  g_object_set (view, "mm-per-s", 50.0, "mm-per-mv", 5.0, NULL);
  bw_assert_near (get_double (view, "mm-per-s"), 50, 0);
  bw_assert_near (get_double (view, "mm-per-mv"), 5, 0);

  /* The whole recording stays whole in another width. */
  bw_ecg_view_show_whole (view);
  bw_assert_near (get_double (view, "to-s"), ECG_LENGTH_S, 1e-9);
  width = view->frame.plot.width;
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 360);
  ecg_spin (100);
  g_assert_cmpfloat (view->frame.plot.width, <, width - 200);
  bw_assert_near (get_double (view, "to-s"), ECG_LENGTH_S, 1e-9);
}

static void
test_wheel (Fixture       *fixture,
            gconstpointer  unused)
{
  BwEcgView *view = fixture->view;
  GtkEventController *scroll
      = ecg_controller (fixture->widget, GTK_TYPE_EVENT_CONTROLLER_SCROLL);
  double visible_s = bw_ecg_frame_get_visible_s (&view->frame);
  gboolean taken;

  g_signal_emit_by_name (scroll, "scroll", 0.0, 1.0, &taken);
  g_assert_true (taken);
  bw_assert_near (get_double (view, "from-s"), 0.1 * visible_s, 1e-9);
  g_signal_emit_by_name (scroll, "scroll", -3.0, 0.0, &taken);
  bw_assert_near (get_double (view, "from-s"), 0, 0);

  /* Where there is nowhere to go the page around scrolls. */
  bw_ecg_view_show_whole (view);
  g_signal_emit_by_name (scroll, "scroll", 0.0, 1.0, &taken);
  g_assert_false (taken);
}

/* What a touchpad lets go of runs on for a while, where animations are wanted, and not off the
 * paper. */
static void
test_run_out (Fixture       *fixture,
              gconstpointer  unused)
{
  BwEcgView *view = fixture->view;
  GtkEventController *scroll
      = ecg_controller (fixture->widget, GTK_TYPE_EVENT_CONTROLLER_SCROLL);
  GtkSettings *settings = gtk_widget_get_settings (fixture->widget);
  gboolean taken;

  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
  g_signal_emit_by_name (scroll, "decelerate", 400.0, 20.0);
  ecg_await (view->glide.tick_id == 0);
  /* As far as that speed goes in the time constant. */
  bw_assert_near (get_double (view, "from-s"), 400 * 2.5 * 0.325 / PER_S, 0.1);

  g_signal_emit_by_name (scroll, "decelerate", -4000.0, 20.0);
  ecg_await (view->glide.tick_id == 0);
  bw_assert_near (get_double (view, "from-s"), 0, 0);

  /* Up and down is the page's; and any other move ends it. */
  g_signal_emit_by_name (scroll, "decelerate", 100.0, 400.0);
  g_assert_cmpuint (view->glide.tick_id, ==, 0);
  g_signal_emit_by_name (scroll, "decelerate", 400.0, 0.0);
  g_assert_cmpuint (view->glide.tick_id, !=, 0);
  g_signal_emit_by_name (scroll, "scroll", 0.0, 1.0, &taken);
  g_assert_cmpuint (view->glide.tick_id, ==, 0);

  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  g_signal_emit_by_name (scroll, "decelerate", 400.0, 0.0);
  g_assert_cmpuint (view->glide.tick_id, ==, 0);
  gtk_settings_reset_property (settings, "gtk-enable-animations");
}

static void
drag (Fixture *fixture,
      double   x,
      double   y,
      double   by_x,
      double   by_y)
{
  GtkEventController *gesture = ecg_controller (fixture->widget, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  g_signal_emit_by_name (gesture, "drag-update", by_x / 2, by_y / 2);
  g_signal_emit_by_name (gesture, "drag-update", by_x, by_y);
  g_signal_emit_by_name (gesture, "drag-end", by_x, by_y);
}

static void
test_drag (Fixture       *fixture,
           gconstpointer  unused)
{
  BwEcgView *view = fixture->view;
  double y = bw_ecg_frame_uv_to_y (&view->frame, 0);

  drag (fixture, 500, 100, -300, 12);
  bw_assert_near (get_double (view, "from-s"), 300 / PER_S, 1e-9);
  bw_assert_near (bw_ecg_frame_uv_to_y (&view->frame, 0), y, 1e-9);
  drag (fixture, 500, 100, 0, 60);
  g_assert_cmpfloat (bw_ecg_frame_uv_to_y (&view->frame, 0), >, y + 20);
  /* Not out of sight, and back at once. */
  drag (fixture, 500, 100, 0, -5000);
  g_assert_cmpfloat (bw_ecg_frame_uv_to_y (&view->frame, view->frame.low_uv), >,
                     view->frame.plot.y);
  bw_ecg_view_zoom_back (view, 500);
  bw_assert_near (bw_ecg_frame_uv_to_y (&view->frame, 0), y, 1e-9);
  /* And from there to the whole recording, and back. */
  bw_ecg_view_zoom_back (view, 500);
  bw_assert_near (get_double (view, "to-s"), ECG_LENGTH_S, 1e-9);
  bw_ecg_view_zoom_back (view, 500);
  bw_assert_near (get_double (view, "mm-per-s"), 25, 1e-9);
}

static void
test_calipers (Fixture       *fixture,
               gconstpointer  unused)
{
  BwEcgView *view = fixture->view;
  g_autofree char *value = NULL, *description = NULL;

  g_assert_null (bw_ecg_view_get_caliper_text (view));
  press (fixture, GDK_KEY_c);
  g_assert_true (get_boolean (view, "calipers"));
  /* Two beats in the middle, on their R waves. */
  g_assert_cmpstr (bw_ecg_view_get_caliper_text (view), ==, "Δt 800 ms · 75.0 bpm · ΔV 0 µV");
  bw_assert_near (view->calipers.leg[0].uv, ECG_LEVEL_UV + ECG_R_UV, 10);
  value = bw_ecg_calipers_describe (&view->calipers);
  ecg_spin (200);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       value);
  description = bw_ecg_view_describe (view);
  g_assert_true (g_str_has_prefix (description, value));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       description);

  /* By samples of 2 ms, then by ten units of 10 ms. */
  press (fixture, GDK_KEY_Left);
  g_assert_true (g_str_has_prefix (bw_ecg_view_get_caliper_text (view), "Δt 802 ms · 74.8 bpm"));
  ecg_press (fixture->widget, GDK_KEY_Right, GDK_SHIFT_MASK);
  g_assert_true (g_str_has_prefix (bw_ecg_view_get_caliper_text (view), "Δt 702 ms · 85.5 bpm"));
  press (fixture, GDK_KEY_Tab);
  g_assert_cmpuint (view->calipers.active, ==, 1);
  g_assert_true (ecg_press (fixture->widget, GDK_KEY_Tab, GDK_SHIFT_MASK));
  g_assert_cmpuint (view->calipers.active, ==, 0);
  /* From the first leg, Shift+Tab leaves; so does Tab from the second. */
  g_assert_false (ecg_press (fixture->widget, GDK_KEY_Tab, GDK_SHIFT_MASK));
  g_assert_true (press (fixture, GDK_KEY_Tab));
  g_assert_false (press (fixture, GDK_KEY_Tab));

  /* Off the trace, by what a unit is: 25 µV at 10 mm/mV and 4 units a millimetre. */
  {
    double before_uv = view->calipers.leg[1].uv;

    press (fixture, GDK_KEY_Up);
    bw_assert_near (view->calipers.leg[1].uv, before_uv + 25, 1e-9);
  }

  g_assert_false (get_boolean (view, "march"));
  press (fixture, GDK_KEY_m);
  g_assert_true (get_boolean (view, "march"));
  ecg_spin (40);

  /* Alt and an arrow still pan; a leg that walks out takes the paper along. */
  ecg_press (fixture->widget, GDK_KEY_Right, GDK_ALT_MASK);
  bw_assert_near (get_double (view, "from-s"), 0.2, 1e-9);
  for (guint i = 0; i < 200; i++)
    ecg_press (fixture->widget, GDK_KEY_Right, GDK_SHIFT_MASK);
  g_assert_cmpfloat (view->calipers.leg[1].s, <=, get_double (view, "to-s") + 1e-9);
  g_assert_cmpfloat (get_double (view, "from-s"), >, 10);

  g_assert_true (press (fixture, GDK_KEY_Escape));
  g_assert_false (get_boolean (view, "calipers"));
  g_assert_null (bw_ecg_view_get_caliper_text (view));
  g_assert_false (press (fixture, GDK_KEY_Escape));
  g_assert_false (press (fixture, GDK_KEY_Up));
}

static void
test_drag_legs (Fixture       *fixture,
                gconstpointer  unused)
{
  BwEcgView *view = fixture->view;
  double x, y, from_s = get_double (view, "from-s");

  g_object_set (view, "calipers", TRUE, NULL);
  x = bw_ecg_frame_s_to_x (&view->frame, view->calipers.leg[1].s);
  y = bw_ecg_frame_uv_to_y (&view->frame, view->calipers.leg[1].uv);
  /* At the crossing: both ways. */
  drag (fixture, x + 3, y - 2, 40, 100);
  g_assert_true (g_str_has_prefix (bw_ecg_view_get_caliper_text (view), "Δt 1200 ms · 50.0 bpm"));
  bw_assert_near (view->calipers.leg[1].uv, ECG_LEVEL_UV + ECG_R_UV - 100 * 25, 5);
  bw_assert_near (get_double (view, "from-s"), from_s, 0);

  /* Along the line: in time only. */
  y = bw_ecg_frame_uv_to_y (&view->frame, view->calipers.leg[0].uv);
  x = bw_ecg_frame_s_to_x (&view->frame, view->calipers.leg[0].s);
  drag (fixture, x, y + 60, -40, 30);
  g_assert_true (g_str_has_prefix (bw_ecg_view_get_caliper_text (view), "Δt 1600 ms · 37.5 bpm"));
  bw_assert_near (view->calipers.leg[0].uv, ECG_LEVEL_UV + ECG_R_UV, 10);
  g_assert_cmpuint (view->calipers.active, ==, 0);

  /* Near the trace it comes to lie on it. */
  x = bw_ecg_frame_s_to_x (&view->frame, view->calipers.leg[0].s);
  drag (fixture, x, y, 40, 4);
  bw_assert_near (view->calipers.leg[0].uv, ECG_LEVEL_UV + ECG_R_UV, 10);

  /* Elsewhere the paper. */
  bw_ecg_view_show_at (view, 0);
  drag (fixture, 60, 40, -100, 0);
  bw_assert_near (get_double (view, "from-s"), 1, 1e-9);
}

static void
test_traces (Fixture       *fixture,
             gconstpointer  unused)
{
  BwEcgView *view = fixture->view;
  g_autoptr (BwEcgTrace) flat = ecg_trace_flat ();
  g_autoptr (BwEcgTrace) simulated = ecg_trace_simulated (7, BW_LABEL_FASTING, TRUE);
  g_autofree char *description = NULL;

  g_object_set (view, "calipers", TRUE, "march", TRUE, NULL);
  bw_ecg_view_set_trace (view, simulated);
  g_assert_true (get_boolean (view, "calipers"));
  for (BwEcgFilter filter = 0; filter <= BW_ECG_FILTER_ALL; filter++)
    {
      g_object_set (view, "filter", filter, NULL);
      ecg_spin (20);
    }
  g_object_set (view, "show-peaks", FALSE, "show-rr", FALSE, "show-stretches", FALSE, NULL);
  ecg_spin (20);

  /* A second of nothing: no beat to measure, nowhere to go. */
  bw_ecg_view_set_trace (view, flat);
  description = bw_ecg_view_describe (view);
  g_assert_nonnull (strstr (description, "ECG, 1 second, 0 beats, poor quality"));
  press (fixture, GDK_KEY_End);
  bw_assert_near (get_double (view, "from-s"), 0, 0);
  press (fixture, GDK_KEY_minus);
  bw_assert_near (get_double (view, "mm-per-s"), 25, 0);
  ecg_press (fixture->widget, GDK_KEY_plus, GDK_ALT_MASK);
  press (fixture, GDK_KEY_Left);
  ecg_spin (20);

  bw_ecg_view_set_trace (view, NULL);
  g_assert_null (bw_ecg_view_get_trace (view));
  g_assert_null (bw_ecg_view_describe (view));
  g_assert_false (get_boolean (view, "calipers"));
  press (fixture, GDK_KEY_c);
  g_assert_false (get_boolean (view, "calipers"));
  press (fixture, GDK_KEY_Right);
  press (fixture, GDK_KEY_plus);
  press (fixture, GDK_KEY_0);
  press (fixture, GDK_KEY_End);
  ecg_spin (200);
}

static void
test_menu (Fixture       *fixture,
           gconstpointer  unused)
{
  g_assert_true (ecg_press (fixture->widget, GDK_KEY_F10, GDK_SHIFT_MASK));
  ecg_spin (50);
  g_assert_true (gtk_widget_get_mapped (fixture->view->menu));
  gtk_popover_popdown (GTK_POPOVER (fixture->view->menu));
  g_assert_true (gtk_widget_activate_action (fixture->widget, "strip.show-rr", NULL));
  g_assert_false (get_boolean (fixture->view, "show-rr"));
  g_assert_true (gtk_widget_activate_action (fixture->widget, "strip.calipers", NULL));
  g_assert_true (get_boolean (fixture->view, "calipers"));
  ecg_spin (50);
}

static void
on_seek (BwEcgOverview *overview,
         double         from_s,
         gpointer       user_data)
{
  *(double *) user_data = from_s;
  bw_ecg_overview_set_range (overview, from_s, from_s + 6);
}

static void
test_overview (void)
{
  g_autoptr (BwEcgTrace) trace = ecg_trace_known ();
  BwEcgOverview *overview = bw_ecg_overview_new ();
  GtkWidget *widget = GTK_WIDGET (overview), *window;
  GtkEventController *gesture;
  double wanted_s = -1;
  gboolean handled;

  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  window = ecg_window (widget, 600, 200);
  g_signal_connect (overview, "seek", G_CALLBACK (on_seek), &wanted_s);
  /* Nothing to seek in. */
  g_assert_false (ecg_press (widget, GDK_KEY_End, 0));
  bw_assert_near (wanted_s, -1, 0);

  bw_ecg_overview_set_trace (overview, trace);
  bw_ecg_overview_set_range (overview, 0, 6);
  ecg_press (widget, GDK_KEY_Page_Down, 0);
  bw_assert_near (wanted_s, 6, 1e-9);
  ecg_press (widget, GDK_KEY_Left, 0);
  bw_assert_near (wanted_s, 4.8, 1e-9);
  ecg_press (widget, GDK_KEY_End, 0);
  bw_assert_near (wanted_s, 24, 1e-9);
  ecg_press (widget, GDK_KEY_Page_Down, 0);
  bw_assert_near (wanted_s, 24, 1e-9);
  ecg_press (widget, GDK_KEY_Home, 0);
  bw_assert_near (wanted_s, 0, 0);

  /* A click brings the middle of the frame there. */
  gesture = ecg_controller (widget, GTK_TYPE_GESTURE_DRAG);
  g_signal_emit_by_name (gesture, "drag-begin", gtk_widget_get_width (widget) / 2.0, 20.0);
  bw_assert_near (wanted_s, 12, 0.5);
  ecg_spin (200);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (overview), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Whole recording");

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (overview), GTK_ACCESSIBLE_ROLE_SLIDER);

  /* A notch of the wheel moves it; where all is in sight, the page around scrolls. */
  bw_ecg_overview_set_range (overview, 0, 6);
  gesture = ecg_controller (widget, GTK_TYPE_EVENT_CONTROLLER_SCROLL);
  g_signal_emit_by_name (gesture, "scroll", 0.0, 1.0, &handled);
  g_assert_true (handled);
  bw_assert_near (wanted_s, 1.2, 1e-9);
  bw_ecg_overview_set_range (overview, 0, bw_ecg_trace_get_length_s (trace));
  g_signal_emit_by_name (gesture, "scroll", 0.0, 1.0, &handled);
  g_assert_false (handled);
  bw_assert_near (wanted_s, 1.2, 1e-9);

  g_object_set (overview, "filter", BW_ECG_FILTER_BASELINE, NULL);
  ecg_spin (20);
  bw_ecg_overview_set_trace (overview, NULL);
  ecg_spin (20);
  ecg_close (window, widget);
}

static void
test_beat_view (void)
{
  g_autoptr (BwEcgTrace) known = ecg_trace_known (), flat = ecg_trace_flat ();
  g_autoptr (BwEcgTrace) fasting = ecg_trace_simulated (1, BW_LABEL_FASTING, FALSE);
  g_autoptr (BwEcgTrace) glucose = ecg_trace_simulated (1, BW_LABEL_GLUCOSE, FALSE);
  BwEcgBeatView *view = bw_ecg_beat_view_new ();
  GtkWidget *widget = GTK_WIDGET (view), *empty = gtk_widget_get_first_child (widget);
  GtkWidget *window = ecg_window (widget, 360, 280);
  g_autofree char *spoken = NULL;

  g_assert_false (gtk_widget_get_visible (empty));
  bw_ecg_beat_view_set_traces (view, known, NULL);
  ecg_spin (20);
  spoken = bw_ecg_spoken_beat (bw_ecg_trace_get_beat (known));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       spoken);
  g_assert_false (gtk_widget_get_visible (empty));
  bw_ecg_beat_view_set_traces (view, fasting, glucose);
  ecg_spin (20);
  bw_ecg_beat_view_set_traces (view, fasting, fasting);
  ecg_spin (20);
  bw_ecg_beat_view_set_traces (view, flat, glucose);
  ecg_spin (20);
  g_assert_true (gtk_widget_get_visible (empty));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Too Few Clean Beats to Average");
  bw_ecg_beat_view_set_traces (view, fasting, flat);
  ecg_spin (20);
  g_assert_false (gtk_widget_get_visible (empty));
  bw_ecg_beat_view_set_traces (view, NULL, NULL);
  ecg_spin (20);
  g_assert_false (gtk_widget_get_visible (empty));
  ecg_close (window, widget);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, function)                                                                     \
  g_test_add ("/ecg-view/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("shows", test_shows);
  ADD ("pan", test_pan);
  ADD ("zoom", test_zoom);
  ADD ("wheel", test_wheel);
  ADD ("run-out", test_run_out);
  ADD ("drag", test_drag);
  ADD ("calipers", test_calipers);
  ADD ("drag-legs", test_drag_legs);
  ADD ("traces", test_traces);
  ADD ("menu", test_menu);
#undef ADD
  g_test_add_func ("/ecg-view/overview", test_overview);
  g_test_add_func ("/ecg-view/beat-view", test_beat_view);
  return g_test_run ();
}

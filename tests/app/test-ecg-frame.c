/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-calipers.h"
#include "app/bw-ecg-frame.h"
#include "app/bw-screen-size.h"
#include "bw-test.h"

#include <math.h>

/* What the strip computes without a widget. */

#define PER_MM 4.0

/* 1000 units: 10 s at 25 mm/s; 240 units: 6 mV. */
static BwEcgFrame
make_frame (void)
{
  return (BwEcgFrame) {
    .plot = { 20, 10, 1000, 240 },
    .unit_per_mm = PER_MM,
    .length_s = 30,
    .low_uv = -200,
    .high_uv = 1000,
    .level_uv = 0,
    .mm_per_s = 25,
    .mm_per_mv = 10,
  };
}

static void
test_scale (void)
{
  BwEcgFrame frame = make_frame ();

  bw_assert_near (bw_ecg_frame_get_visible_s (&frame), 10, 1e-12);
  bw_assert_near (bw_ecg_frame_get_to_s (&frame), 10, 1e-12);
  bw_assert_near (bw_ecg_frame_s_to_x (&frame, 1), 120, 1e-12);
  bw_assert_near (bw_ecg_frame_x_to_s (&frame, 120), 1, 1e-12);
  bw_assert_near (bw_ecg_frame_get_centre_uv (&frame), 0, 1e-12);
  bw_assert_near (bw_ecg_frame_uv_to_y (&frame, 1000), 90, 1e-12);
  bw_assert_near (bw_ecg_frame_y_to_uv (&frame, 90), 1000, 1e-12);
  g_assert_true (bw_ecg_frame_can_pan (&frame));
}

static void
test_limits (void)
{
  BwEcgFrame frame = make_frame ();

  frame.from_s = -3;
  bw_ecg_frame_clamp (&frame);
  bw_assert_near (frame.from_s, 0, 0);
  frame.from_s = 29;
  bw_ecg_frame_clamp (&frame);
  bw_assert_near (frame.from_s, 20, 1e-12);
  bw_assert_near (bw_ecg_frame_get_to_s (&frame), 30, 1e-12);

  /* No slower than the whole recording in the width, however little that is. */
  frame.mm_per_s = 0.01;
  bw_ecg_frame_clamp (&frame);
  bw_assert_near (frame.mm_per_s, 250.0 / 30, 1e-12);
  bw_assert_near (frame.from_s, 0, 1e-9);
  g_assert_false (bw_ecg_frame_can_pan (&frame));
  frame.mm_per_s = 1e9;
  bw_ecg_frame_clamp (&frame);
  bw_assert_near (frame.mm_per_s, BW_ECG_FRAME_MOST_MM_PER_S, 0);

  /* A short one is at its standard speed at the left. */
  frame.length_s = 2;
  frame.mm_per_s = 3;
  frame.from_s = 1;
  bw_ecg_frame_clamp (&frame);
  bw_assert_near (frame.mm_per_s, 25, 0);
  bw_assert_near (frame.from_s, 0, 0);
  bw_assert_near (bw_ecg_frame_get_to_s (&frame), 2, 0);

  /* And one of a day can be seen as a whole. */
  frame.length_s = 86400;
  frame.mm_per_s = 0;
  bw_ecg_frame_clamp (&frame);
  bw_assert_near (bw_ecg_frame_get_visible_s (&frame), 86400, 1e-6);
}

/* Wherever it is moved, a part of the waves is to be seen. */
static void
test_in_sight (void)
{
  static const double gains[] = { 1, 5, 10, 20, 50, 100 };

  for (guint i = 0; i < G_N_ELEMENTS (gains); i++)
    for (int side = -1; side <= 1; side++)
      {
        BwEcgFrame frame = make_frame ();
        double top, bottom;

        frame.mm_per_mv = gains[i];
        frame.shift_uv = side * 1e6;
        bw_ecg_frame_clamp (&frame);
        top = bw_ecg_frame_uv_to_y (&frame, frame.high_uv);
        bottom = bw_ecg_frame_uv_to_y (&frame, frame.low_uv);
        g_assert_cmpfloat (top, <, frame.plot.y + frame.plot.height);
        g_assert_cmpfloat (bottom, >, frame.plot.y);
        if (side == 0)
          bw_assert_near (frame.shift_uv, 0, 1e-9);
      }
}

/* The baseline makes room for high waves, but where they fit it stays in the middle. */
static void
test_centre (void)
{
  BwEcgFrame frame = make_frame ();

  frame.mm_per_mv = 30;
  g_assert_cmpfloat (bw_ecg_frame_get_centre_uv (&frame), >, 0);
  g_assert_cmpfloat (bw_ecg_frame_uv_to_y (&frame, 1000), >, frame.plot.y + 10);
  g_assert_cmpfloat (bw_ecg_frame_uv_to_y (&frame, -200), <,
                     frame.plot.y + frame.plot.height - 10);

  /* It does not depend on where one looks. */
  {
    double centre_uv = bw_ecg_frame_get_centre_uv (&frame);

    frame.from_s = 17;
    bw_assert_near (bw_ecg_frame_get_centre_uv (&frame), centre_uv, 0);
  }
}

static void
test_put (void)
{
  BwEcgFrame frame = make_frame ();

  frame.from_s = 10;
  frame.mm_per_s = 100;
  bw_ecg_frame_put_s (&frame, 12.5, 320);
  bw_assert_near (bw_ecg_frame_s_to_x (&frame, 12.5), 320, 1e-9);
  frame.mm_per_mv = 50;
  bw_ecg_frame_put_uv (&frame, 700, 100);
  bw_assert_near (bw_ecg_frame_uv_to_y (&frame, 700), 100, 1e-9);
}

static void
test_steps (void)
{
  bw_assert_near (bw_ecg_frame_step (25, 25, 1), 50, 1e-12);
  bw_assert_near (bw_ecg_frame_step (25, 25, -1), 12.5, 1e-12);
  bw_assert_near (bw_ecg_frame_step (30, 25, 1), 50, 1e-12);
  bw_assert_near (bw_ecg_frame_step (30, 25, -1), 25, 1e-12);
  bw_assert_near (bw_ecg_frame_step (10, 10, 1), 20, 1e-12);
  bw_assert_near (bw_ecg_frame_step (10, 10, -1), 5, 1e-12);
}

static void
test_curve (void)
{
  const double samples_uv[] = { 0, 10, 30, 20 };
  const BwEcgCurve curve = { samples_uv, 4, 2 };
  const BwEcgCurve none = { NULL, 0, 2 };

  bw_assert_near (bw_ecg_curve_get_uv (&curve, 0), 0, 0);
  bw_assert_near (bw_ecg_curve_get_uv (&curve, 0.75), 20, 1e-12);
  bw_assert_near (bw_ecg_curve_get_uv (&curve, 1.5), 20, 0);
  bw_assert_near (bw_ecg_curve_get_uv (&curve, -1), 0, 0);
  bw_assert_near (bw_ecg_curve_get_uv (&curve, 99), 20, 0);
  bw_assert_near (bw_ecg_curve_get_uv (&none, 1), 0, 0);
}

static void
check_text (double      a_s,
            double      a_uv,
            double      b_s,
            double      b_uv,
            const char *expected)
{
  const BwEcgCalipers calipers = { { { a_s, a_uv }, { b_s, b_uv } }, 1 };
  g_autofree char *text = bw_ecg_calipers_format (&calipers);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_measure (void)
{
  check_text (1, 0, 1.812, 412, "Δt 812 ms · 73.9 bpm · ΔV 412 µV");
  /* From the earlier to the later, whichever was put down first. */
  check_text (1.812, 412, 1, 0, "Δt 812 ms · 73.9 bpm · ΔV 412 µV");
  check_text (1, 412, 1.812, 0, "Δt 812 ms · 73.9 bpm · ΔV −412 µV");
  /* The width of a QRS complex is no heart rate, nor is a pause of seven seconds. */
  check_text (1, 0, 1.088, -30.2, "Δt 88 ms · ΔV −30 µV");
  check_text (1, 0, 8, 0, "Δt 7000 ms · ΔV 0 µV");
  check_text (1, 0.2, 1, -0.2, "Δt 0 ms · ΔV 0 µV");
}

static void
test_place (void)
{
  g_autofree double *samples_uv = g_new0 (double, 1000);
  const BwEcgCurve curve = { samples_uv, 1000, 100 };
  const guint32 peaks[] = { 50, 150, 250, 360, 450, 900 };
  BwEcgCalipers calipers;

  samples_uv[250] = 1000;
  bw_ecg_calipers_place (&calipers, &curve, peaks, G_N_ELEMENTS (peaks), 1, 5);
  bw_assert_near (calipers.leg[0].s, 2.5, 1e-12);
  bw_assert_near (calipers.leg[0].uv, 1000, 1e-12);
  bw_assert_near (calipers.leg[1].s, 3.6, 1e-12);
  g_assert_cmpuint (calipers.active, ==, 0);

  /* No two peaks to be seen: thirds. */
  bw_ecg_calipers_place (&calipers, &curve, peaks, G_N_ELEMENTS (peaks), 5, 8);
  bw_assert_near (calipers.leg[0].s, 6, 1e-12);
  bw_assert_near (calipers.leg[1].s, 7, 1e-12);
  bw_ecg_calipers_place (&calipers, &curve, NULL, 0, 0, 3);
  bw_assert_near (calipers.leg[0].s, 1, 1e-12);

  /* From between two samples to the next, and no farther than there are any. */
  calipers.leg[0].s = 2.4903;
  bw_ecg_calipers_step (&calipers, &curve, 1);
  bw_assert_near (calipers.leg[0].s, 2.5, 1e-12);
  bw_assert_near (calipers.leg[0].uv, 1000, 1e-12);
  bw_ecg_calipers_step (&calipers, &curve, -1e6);
  bw_assert_near (calipers.leg[0].s, 0, 0);
  bw_ecg_calipers_step (&calipers, &curve, 1e6);
  bw_assert_near (calipers.leg[0].s, 9.99, 1e-12);
}

static void
test_describe (void)
{
  BwEcgCalipers calipers = { { { 1, 0 }, { 1.8, 250 } }, 1 };
  g_autofree char *b = bw_ecg_calipers_describe (&calipers), *a = NULL;

  g_assert_cmpstr (b, ==, "Δt 800 ms · 75.0 bpm · ΔV 250 µV; leg B at 1.800 s, 250 µV");
  calipers.active = 0;
  a = bw_ecg_calipers_describe (&calipers);
  g_assert_cmpstr (a, ==, "Δt 800 ms · 75.0 bpm · ΔV 250 µV; leg A at 1.000 s, 0 µV");
}

static void
test_screen (void)
{
  double per_mm = 0;

  /* A 27" screen of 2560 × 1440, and one of twice the pixels at scale 2. */
  g_assert_true (bw_screen_size_from_monitor (2560, 1440, 597, 336, &per_mm));
  bw_assert_near (per_mm, 2560 / 597.0, 1e-12);
  /* A small phone. */
  g_assert_true (bw_screen_size_from_monitor (360, 720, 65, 130, &per_mm));

  per_mm = -1;
  g_assert_false (bw_screen_size_from_monitor (1920, 1080, 0, 0, &per_mm));
  /* An aspect ratio instead of a size. */
  g_assert_false (bw_screen_size_from_monitor (1366, 768, 160, 90, &per_mm));
  /* A projector that says how large its picture is: 37 dpi. */
  g_assert_false (bw_screen_size_from_monitor (1920, 1080, 1318, 741, &per_mm));
  /* Upright, with the size of the monitor lying. */
  g_assert_false (bw_screen_size_from_monitor (1080, 1920, 527, 296, &per_mm));
  bw_assert_near (per_mm, -1, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ecg-frame/scale", test_scale);
  g_test_add_func ("/ecg-frame/limits", test_limits);
  g_test_add_func ("/ecg-frame/in-sight", test_in_sight);
  g_test_add_func ("/ecg-frame/centre", test_centre);
  g_test_add_func ("/ecg-frame/put", test_put);
  g_test_add_func ("/ecg-frame/steps", test_steps);
  g_test_add_func ("/ecg-frame/curve", test_curve);
  g_test_add_func ("/ecg-frame/measure", test_measure);
  g_test_add_func ("/ecg-frame/place", test_place);
  g_test_add_func ("/ecg-frame/describe", test_describe);
  g_test_add_func ("/ecg-frame/screen", test_screen);
  return g_test_run ();
}

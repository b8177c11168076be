/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "plot/bw-plot-rhythm-time.h"

/* 2026-03-12 07:29:58.400 UTC */
#define START (G_GINT64_CONSTANT (1773300598400))

static void
assert_labels (GTimeZone  *zone,
               double      from_ms,
               double      to_ms,
               double      per_pixel_ms,
               const char *expected)
{
  g_autoptr (GArray) ticks = bw_plot_rhythm_ticks (zone, START, from_ms, to_ms, per_pixel_ms, 60);
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 0; i < ticks->len; i++)
    {
      const BwPlotRhythmTick *tick = &g_array_index (ticks, BwPlotRhythmTick, i);

      g_assert_cmpfloat (tick->ms, >=, from_ms - 1e-6);
      g_assert_cmpfloat (tick->ms, <=, to_ms + 1e-6);
      if (i > 0)
        g_assert_cmpfloat (tick->ms - tick[-1].ms, >=, 60 * per_pixel_ms * (1 - 1e-9));
      g_string_append_printf (labels, "%s%s%s", i > 0 ? " " : "", tick->label,
                              tick->major ? "!" : "");
    }
  g_assert_cmpstr (labels->str, ==, expected);
}

static void
test_elapsed (void)
{
  assert_labels (NULL, 0, 300000, 500, "0:00! 0:30 1:00! 1:30 2:00! 2:30 3:00! 3:30 4:00! 4:30 5:00!");
  assert_labels (NULL, 0, 86400000, 150000,
                 "0:00! 3:00:00! 6:00:00! 9:00:00! 12:00:00! 15:00:00! 18:00:00! 21:00:00! "
                 "24:00:00!");
  assert_labels (NULL, 1500, 2700, 5, "0:01.5 0:02.0! 0:02.5");
  assert_labels (NULL, 61000, 64000, 16, "1:01 1:02 1:03 1:04");
}

static void
test_clock (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  /* The clock's own round seconds, though the first beat fell between two of them. */
  assert_labels (utc, 0, 10000, 80, "07:30! :05");
  assert_labels (utc, 0, 2000, 5, ".5 :59! .5 07:30!");
  /* Without a minute in sight, the first second says which one it is. */
  assert_labels (utc, 12000, 31000, 80, "07:30:15! :20 :25");
  assert_labels (utc, 12000, 31000, 240, "07:30:15!");
  assert_labels (utc, 0, 3 * BW_TIME_HOUR, 30000, "07:30 08:00! 08:30 09:00! 09:30 10:00!");
  assert_labels (utc, 0, 24 * BW_TIME_HOUR, 150000,
                 "09:00 12:00 15:00 18:00 21:00 13 Mar! 03:00 06:00");
}

static void
test_nothing (void)
{
  g_autoptr (GArray) empty = bw_plot_rhythm_ticks (NULL, 0, 5, 5, 1, 60);
  g_autoptr (GArray) backwards = bw_plot_rhythm_ticks (NULL, 0, 5, 4, 1, 60);
  g_autoptr (GArray) flat = bw_plot_rhythm_ticks (NULL, 0, 0, 4, 0, 60);

  g_assert_cmpuint (empty->len, ==, 0);
  g_assert_cmpuint (backwards->len, ==, 0);
  g_assert_cmpuint (flat->len, ==, 0);
}

static void
test_format (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (3600);
  g_autofree char *clock = bw_plot_format_rhythm_time (zone, START, 6700);
  g_autofree char *elapsed = bw_plot_format_rhythm_time (NULL, START, 6700);

  static const struct
  {
    double ms;
    const char *expected, *tenths;
  } cases[] = {
    { 0, "0:00", "0:00.0" },
    { 5240, "0:05", "0:05.2" },
    { 59999.9999999, "1:00", "1:00.0" },
    { 300000, "5:00", "5:00.0" },
    { 3723000, "1:02:03", "1:02:03.0" },
    { 90061000, "25:01:01", "25:01:01.0" },
    { -5000, "−0:05", "−0:05.0" },
  };

  g_assert_cmpstr (clock, ==, "08:30:05");
  g_assert_cmpstr (elapsed, ==, "0:06");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bw_plot_format_elapsed (cases[i].ms);
      g_autofree char *tenths = bw_plot_format_elapsed_tenths (cases[i].ms);

      g_assert_cmpstr (text, ==, cases[i].expected);
      g_assert_cmpstr (tenths, ==, cases[i].tenths);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/rhythm-time/elapsed", test_elapsed);
  g_test_add_func ("/plot/rhythm-time/clock", test_clock);
  g_test_add_func ("/plot/rhythm-time/nothing", test_nothing);
  g_test_add_func ("/plot/rhythm-time/format", test_format);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot/bw-plot-scale.h"

#include <math.h>

static void
test_map (void)
{
  BwPlotScale scale = { 0, 100, 220, 20 };

  bw_assert_near (bw_plot_scale_map (&scale, 0), 220, 0);
  bw_assert_near (bw_plot_scale_map (&scale, 100), 20, 0);
  bw_assert_near (bw_plot_scale_map (&scale, 40), 140, 1e-12);
  for (double value = -20; value <= 120; value += 7)
    bw_assert_near (bw_plot_scale_invert (&scale, bw_plot_scale_map (&scale, value)), value, 1e-10);
}

static void
test_nothing_wide (void)
{
  BwPlotScale scale = { 5, 5, 0, 100 };
  g_autoptr (GArray) ticks = bw_plot_scale_ticks (&scale, 5);

  bw_assert_near (bw_plot_scale_map (&scale, 5), 0, 0);
  g_assert_cmpuint (ticks->len, ==, 0);
}

static void
test_nice_steps (void)
{
  bw_assert_near (bw_plot_nice_step (100, 6), 20, 1e-12);
  bw_assert_near (bw_plot_nice_step (100, 11), 10, 1e-12);
  bw_assert_near (bw_plot_nice_step (97, 6), 20, 1e-12);
  bw_assert_near (bw_plot_nice_step (0.3, 4), 0.1, 1e-12);
  bw_assert_near (bw_plot_nice_step (7, 2), 10, 1e-12);
  g_assert_cmpuint (bw_plot_step_decimals (20), ==, 0);
  g_assert_cmpuint (bw_plot_step_decimals (0.2), ==, 1);
  g_assert_cmpuint (bw_plot_step_decimals (0.05), ==, 2);
}

/* Whatever the range: no more than asked for, all inside, evenly spaced, at multiples of the step. */
static void
test_any_range (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint trial = 0; trial < 5000; trial++)
    {
      double low = g_rand_double_range (rand, -1e4, 1e4);
      double length = pow (10, g_rand_double_range (rand, -3, 4));
      guint most = (guint) g_rand_int_range (rand, 2, 15);
      BwPlotScale scale = { low + length, low, 0, 300 };
      double step = bw_plot_nice_step (length, most);
      g_autoptr (GArray) ticks = bw_plot_scale_ticks (&scale, most);

      g_assert_cmpuint (ticks->len, <=, most);
      for (guint i = 0; i < ticks->len; i++)
        {
          double tick = g_array_index (ticks, double, i);

          g_assert_cmpfloat (tick, >=, low - 1e-6 * step);
          g_assert_cmpfloat (tick, <=, low + length + 1e-6 * step);
          bw_assert_near (tick / step, round (tick / step), 1e-5);
          if (i > 0)
            bw_assert_near (tick - g_array_index (ticks, double, i - 1), step, 1e-5 * step);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/scale/map", test_map);
  g_test_add_func ("/plot/scale/nothing-wide", test_nothing_wide);
  g_test_add_func ("/plot/scale/nice-steps", test_nice_steps);
  g_test_add_func ("/plot/scale/any-range", test_any_range);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot/bw-plot-min-max.h"

#include <math.h>

/* Every run of a short series, and many of longer ones, as reading the samples gives it. */
static void
test_all_runs (void)
{
  static const guint sizes[] = { 0, 1, 15, 16, 17, 63, 64, 65, 255, 257, 300 };

  for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
    {
      guint n = sizes[k];
      g_autofree double *samples = g_new (double, MAX (n, 1));
      g_autoptr (BwPlotMinMax) min_max = NULL;

      for (guint i = 0; i < n; i++)
        samples[i] = sin (i * 12.9898) * 43758.5453;
      min_max = bw_plot_min_max_new (samples, n);
      for (guint from = 0; from <= n; from++)
        for (guint to = from; to <= n; to++)
          {
            double low = 1, high = 2, low_read = 1, high_read = 2;
            gboolean any = bw_plot_min_max_get (min_max, from, to, &low, &high);

            g_assert_cmpint (any, ==, from < to);
            g_assert_cmpint (bw_plot_min_max_scan (samples, from, to, &low_read, &high_read), ==,
                             any);
            g_assert_cmpfloat (low, ==, low_read);
            g_assert_cmpfloat (high, ==, high_read);
          }
    }
}

static void
test_long (void)
{
  const guint n = 100003;
  g_autofree double *samples = g_new (double, n);
  g_autoptr (BwPlotMinMax) min_max = NULL;
  double low, high, low_read, high_read;

  for (guint i = 0; i < n; i++)
    samples[i] = sin (i * 0.001) * 1000 + sin (i * 12.9898) * 10;
  min_max = bw_plot_min_max_new (samples, n);
  for (guint from = 0; from < n; from += 7919)
    for (guint length = 1; length < n; length = length * 3 + 1)
      {
        g_assert_true (bw_plot_min_max_get (min_max, from, from + length, &low, &high));
        g_assert_true (bw_plot_min_max_scan (samples, from, MIN (from + length, n), &low_read,
                                             &high_read));
        g_assert_cmpfloat (low, ==, low_read);
        g_assert_cmpfloat (high, ==, high_read);
      }
  g_assert_true (bw_plot_min_max_get (min_max, 0, G_MAXUINT, &low, &high));
  g_assert_false (bw_plot_min_max_get (min_max, n, G_MAXUINT, &low, &high));
  g_assert_false (bw_plot_min_max_get (min_max, G_MAXUINT - 1, G_MAXUINT, &low, &high));
}

/* What is no number is passed over; where nothing else is, there is no range. */
static void
test_not_finite (void)
{
  double samples[200];
  g_autoptr (BwPlotMinMax) min_max = NULL;
  double low = -1, high = -2;

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    samples[i] = i < 100 ? (double) NAN : i == 150 ? -(double) INFINITY : i;
  min_max = bw_plot_min_max_new (samples, G_N_ELEMENTS (samples));
  g_assert_false (bw_plot_min_max_get (min_max, 0, 100, &low, &high));
  g_assert_cmpfloat (low, ==, -1);
  g_assert_cmpfloat (high, ==, -2);
  g_assert_true (bw_plot_min_max_get (min_max, 0, 200, &low, &high));
  g_assert_cmpfloat (low, ==, 100);
  g_assert_cmpfloat (high, ==, 199);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/min-max/all-runs", test_all_runs);
  g_test_add_func ("/plot/min-max/long", test_long);
  g_test_add_func ("/plot/min-max/not-finite", test_not_finite);
  return g_test_run ();
}

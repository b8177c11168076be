/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-rr-intervals.h"
#include "bw-test.h"

#include <math.h>

static void
test_intervals (void)
{
  g_autoptr (BwRrIntervals) none = bw_rr_intervals_new (0, 0);
  g_autoptr (BwRrIntervals) intervals = bw_rr_intervals_new (3, 1);
  g_autoptr (BwRrIntervals) copy = NULL;

  g_assert_true (bw_rr_intervals_is_valid (none));
  g_assert_cmpfloat (bw_rr_intervals_get_duration_ms (none), ==, 0);

  g_assert_false (bw_rr_intervals_is_valid (intervals));
  for (guint i = 0; i < 3; i++)
    intervals->ms[i] = 800 + i;
  g_assert_false (bw_rr_intervals_is_valid (intervals)); /* a gap before the first */
  intervals->gaps[0] = (BwRrGap) { 2, 1500 };
  g_assert_true (bw_rr_intervals_is_valid (intervals));
  g_assert_cmpfloat (bw_rr_intervals_get_duration_ms (intervals), ==, 2403 + 1500);

  copy = bw_rr_intervals_copy (intervals);
  copy->gaps[0].before = 3; /* none comes after it */
  g_assert_false (bw_rr_intervals_is_valid (copy));
  g_assert_true (bw_rr_intervals_is_valid (intervals));
  intervals->ms[1] = NAN;
  g_assert_false (bw_rr_intervals_is_valid (intervals));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/rr-intervals", test_intervals);
  return g_test_run ();
}

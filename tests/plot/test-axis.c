/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot/bw-plot-axis.h"

static void
test_room_for_all (void)
{
  const BwPlotTick ticks[] = { { 0, "a", 0 }, { 50, "b", 0 }, { 100, "c", 0 } };
  const double lengths[] = { 20, 20, 20 };
  BwPlotPlace places[3];

  bw_plot_axis_place (places, ticks, lengths, 3, 0, 100, 4);
  for (guint i = 0; i < 3; i++)
    g_assert_true (places[i].shown);
  bw_assert_near (places[0].start, 0, 0);   /* moved inwards */
  bw_assert_near (places[1].start, 40, 0);
  bw_assert_near (places[2].end, 100, 0);
}

static void
test_important_stays (void)
{
  const BwPlotTick ticks[] = { { 30, "a", 0 }, { 40, "now", 2 }, { 50, "b", 1 }, { 90, "c", 0 } };
  const double lengths[] = { 20, 20, 20, 20 };
  BwPlotPlace places[4];

  bw_plot_axis_place (places, ticks, lengths, 4, 0, 100, 4);
  g_assert_false (places[0].shown);
  g_assert_true (places[1].shown);
  g_assert_false (places[2].shown);
  g_assert_true (places[3].shown);
}

static void
test_never_overlap (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint trial = 0; trial < 2000; trial++)
    {
      guint n = (guint) g_rand_int_range (rand, 0, 20);
      BwPlotTick ticks[20];
      double lengths[20];
      BwPlotPlace places[20];
      guint shown = 0;

      for (guint i = 0; i < n; i++)
        {
          ticks[i] = (BwPlotTick) { g_rand_double_range (rand, 0, 300), "x",
                                    (guint) g_rand_int_range (rand, 0, 3) };
          lengths[i] = g_rand_double_range (rand, 5, 60);
        }
      bw_plot_axis_place (places, ticks, lengths, n, 0, 300, 6);
      for (guint i = 0; i < n; i++)
        {
          if (!places[i].shown)
            continue;
          shown++;
          g_assert_cmpfloat (places[i].start, >=, 0);
          g_assert_cmpfloat (places[i].end, <=, 300.5);
          for (guint j = i + 1; j < n; j++)
            if (places[j].shown)
              g_assert_true (places[i].end + 6 <= places[j].start
                             || places[j].end + 6 <= places[i].start);
        }
      if (n > 0)
        g_assert_cmpuint (shown, >, 0);
    }
}

static void
test_too_long (void)
{
  const BwPlotTick ticks[] = { { 10, "a very long label", 0 } };
  const double lengths[] = { 200 };
  BwPlotPlace place;

  bw_plot_axis_place (&place, ticks, lengths, 1, 0, 100, 4);
  g_assert_false (place.shown);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/axis/room-for-all", test_room_for_all);
  g_test_add_func ("/plot/axis/important-stays", test_important_stays);
  g_test_add_func ("/plot/axis/never-overlap", test_never_overlap);
  g_test_add_func ("/plot/axis/too-long", test_too_long);
  return g_test_run ();
}

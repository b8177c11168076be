/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-zone.h"

static void
test_borders (void)
{
  g_assert_cmpint (bw_zone_from_score (100), ==, BW_ZONE_GREEN);
  g_assert_cmpint (bw_zone_from_score (70), ==, BW_ZONE_GREEN);
  g_assert_cmpint (bw_zone_from_score (69.999), ==, BW_ZONE_YELLOW);
  g_assert_cmpint (bw_zone_from_score (40), ==, BW_ZONE_YELLOW);
  g_assert_cmpint (bw_zone_from_score (39.999), ==, BW_ZONE_RED);
  g_assert_cmpint (bw_zone_from_score (0), ==, BW_ZONE_RED);
}

/* The number shown always lies in the zone shown. */
static void
test_shown (void)
{
  for (double score = -1; score <= 101; score += 0.001)
    g_assert_cmpint (bw_zone_from_score (bw_zone_shown_score (score)), ==,
                     bw_zone_from_score (CLAMP (score, 0, 100)));
  g_assert_cmpint (bw_zone_shown_score (69.6), ==, 69);
}

static void
test_words (void)
{
  for (int zone = BW_ZONE_RED; zone <= BW_ZONE_GREEN; zone++)
    {
      g_assert_cmpstr (bw_zone_get_name (zone), !=, "");
      g_assert_cmpstr (bw_zone_get_meaning (zone), !=, "");
      for (int other = zone + 1; other <= BW_ZONE_GREEN; other++)
        g_assert_cmpstr (bw_zone_get_shape (zone), !=, bw_zone_get_shape (other));
    }
  g_assert_cmpstr (bw_zone_get_id (BW_ZONE_YELLOW), ==, "yellow");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zone/borders", test_borders);
  g_test_add_func ("/zone/shown", test_shown);
  g_test_add_func ("/zone/words", test_words);
  return g_test_run ();
}

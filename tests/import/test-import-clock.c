/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "import/bw-apple-clock.h"

#include "bw-test.h"

#include <string.h>

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    int hour, minute, second, ms;
  } cases[] = {
    { "08:33:44,67", 8, 33, 44, 670 },
    { "8:33:44.67", 8, 33, 44, 670 },
    { "6:14:48.94 PM", 18, 14, 48, 940 },
    { "6:14:48.94 pm", 18, 14, 48, 940 },
    { "6:14:48.94\u202fPM", 18, 14, 48, 940 },
    { "6:14:48.94\u00a0p.\u00a0m.", 18, 14, 48, 940 },
    { "6:14:48,94 a. m.", 6, 14, 48, 940 },
    { "6:14:48.94p", 18, 14, 48, 940 },
    { "12:00:01.05 AM", 0, 0, 1, 50 },
    { "12:00:01.05 PM", 12, 0, 1, 50 },
    { "11:59:59.99 AM", 11, 59, 59, 990 },
    { "午後6:14:48.94", 18, 14, 48, 940 },
    { "上午6:14:48.94", 6, 14, 48, 940 },
    { "오후 6:14:48.94", 18, 14, 48, 940 },
    { "٦:١٤:٤٨٫٩٤ م", 18, 14, 48, 940 },
    { "8.33.44,67", 8, 33, 44, 670 },
    { "20:14:07.68", 20, 14, 7, 680 },
    { "20:14:07", 20, 14, 7, 0 },
    { "00:00:00,00", 0, 0, 0, 0 },
    { "23:59:60.00", 23, 59, 60, 0 },
    { "20:14:07.68 PM", 20, 14, 7, 680 },
  };
  static const char *const bad[] = { "", "x", "12", ":::", "25:00:00", "10:61:00", "1:2:3:4",
                                     "10:", "\xff\xfe", "123:00:00" };
  BwClock clock;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 ms = cases[i].hour * BW_TIME_HOUR + cases[i].minute * BW_TIME_MINUTE
                  + cases[i].second * BW_TIME_SECOND + cases[i].ms;

      if (!bw_apple_clock_parse ((BwSlice) { cases[i].text, strlen (cases[i].text) }, &clock)
          || clock.ms != ms || clock.half)
        g_error ("“%s” became %" G_GINT64_FORMAT, cases[i].text, clock.ms);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (bw_apple_clock_parse ((BwSlice) { bad[i], strlen (bad[i]) }, &clock))
      g_error ("“%s” was taken for a time", bad[i]);

  /* A half of the day in a language that is not known. */
  g_assert_true (bw_apple_clock_parse ((BwSlice) { "6:14:48 xx", 10 }, &clock));
  g_assert_true (clock.half);
}

/* Wherever the clock stood, beats come back to where they were. */
static void
test_place (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < 20000; i++)
    {
      gint64 start = G_GINT64_CONSTANT (1500000000000)
                     + g_rand_int_range (rand, 0, 200000000) * BW_TIME_SECOND;
      gint64 end = start + g_rand_int_range (rand, 50, 70) * BW_TIME_SECOND;
      gboolean half = g_rand_int_range (rand, 0, 4) == 0;
      int file_offset = g_rand_int_range (rand, -48, 57) * 15;
      int shift = (half ? g_rand_int_range (rand, -20, 21) : g_rand_int_range (rand, -40, 41)) * 15;
      int local = CLAMP (file_offset + shift, -12 * 60, 14 * 60), offset = file_offset;
      gint64 period = half ? 12 * BW_TIME_HOUR : 24 * BW_TIME_HOUR;
      gint64 truth[40], time[40];

      for (guint j = 0; j < 40; j++)
        {
          truth[j] = start + 200 + j * (end - start - 400) / 40 / 10 * 10;
          time[j] = (truth[j] + local * BW_TIME_MINUTE) % period;
        }
      bw_apple_clock_place (time, 40, half, start, end, &offset);
      for (guint j = 0; j < 40; j++)
        g_assert_cmpint (time[j], ==, truth[j]);
      g_assert_cmpint ((offset - local) % (half ? 720 : 1440), ==, 0);
      if (ABS (shift) < 5 * 60)
        g_assert_cmpint (offset, ==, local);
    }
}

/* Beats that fit nowhere are kept beside the reading, not thrown away. */
static void
test_place_misfit (void)
{
  gint64 start = G_GINT64_CONSTANT (1500000000000) / BW_TIME_DAY * BW_TIME_DAY;
  gint64 time[2] = { 5 * BW_TIME_MINUTE, 5 * BW_TIME_MINUTE + 800 };
  int offset = 0;

  bw_apple_clock_place (time, 2, FALSE, start, start + 60 * BW_TIME_SECOND, &offset);
  g_assert_cmpint (offset, ==, 0);
  g_assert_cmpint (time[0], ==, start + 5 * BW_TIME_MINUTE);
  g_assert_cmpint (time[1], ==, time[0] + 800);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/clock/parse", test_parse);
  g_test_add_func ("/import/clock/place", test_place);
  g_test_add_func ("/import/clock/place-misfit", test_place_misfit);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "plot/bw-plot-time.h"

static gint64
parse (const char *text)
{
  gint64 time_ms;

  g_assert_true (bw_time_parse (text, strlen (text), &time_ms, NULL));
  return time_ms;
}

static void
assert_labels (GArray     *ticks,
               const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ticks->len; i++)
    g_string_append_printf (text, "%s%s", i ? " " : "",
                            g_array_index (ticks, BwPlotTimeTick, i).label);
  g_assert_cmpstr (text->str, ==, expected);
}

static GArray *
ticks_of (const char *zone_name,
          const char *from,
          const char *to,
          gint64      step_ms,
          gboolean    weekdays)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);

  g_assert_nonnull (zone);
  return bw_plot_time_ticks (zone, parse (from), parse (to), (double) step_ms / 50, 50, weekdays);
}

static void
test_broken_scale (void)
{
  BwPlotTimeScale scale;

  bw_plot_time_scale_init_broken (&scale, 0, 7000, 8000, 10, 110, 210);
  bw_assert_near (bw_plot_time_scale_map (&scale, 0), 10, 0);
  bw_assert_near (bw_plot_time_scale_map (&scale, 3500), 60, 1e-12);
  bw_assert_near (bw_plot_time_scale_map (&scale, 7000), 110, 0);
  bw_assert_near (bw_plot_time_scale_map (&scale, 7500), 160, 1e-12);
  bw_assert_near (bw_plot_time_scale_map (&scale, 8100), 220, 1e-12);
  for (gint64 t = -100; t <= 8100; t += 90)
    bw_assert_near ((double) bw_plot_time_scale_invert (&scale, bw_plot_time_scale_map (&scale, t)),
                    (double) t, 0);
}

static void
test_plain_days (void)
{
  g_autoptr (GArray) hours = ticks_of ("Europe/Berlin", "2026-03-11T18:00+01:00",
                                       "2026-03-12T18:00+01:00", 6 * BW_TIME_HOUR, TRUE);
  g_autoptr (GArray) days = ticks_of ("Europe/Berlin", "2026-03-09T18:00+01:00",
                                      "2026-03-13T18:00+01:00", BW_TIME_DAY, TRUE);
  g_autoptr (GArray) dates = ticks_of ("Europe/Berlin", "2026-02-27T18:00+01:00",
                                       "2026-03-02T18:00+01:00", BW_TIME_DAY, FALSE);
  g_autoptr (GArray) months = ticks_of ("Europe/Berlin", "2025-10-15T00:00Z", "2026-03-15T00:00Z",
                                        28 * BW_TIME_DAY, FALSE);

  assert_labels (hours, "18:00 Thu 06:00 12:00");
  g_assert_true (g_array_index (hours, BwPlotTimeTick, 1).major);
  assert_labels (days, "Tue Wed Thu Fri");
  assert_labels (dates, "28 Feb 1 Mar 2 Mar");
  assert_labels (months, "Nov Dec 2026 Feb Mar");
}

/* Berlin, 29 March 2026: 02:00 is skipped. 25 October 2026: 02:00 comes twice. */
static void
test_summer_time (void)
{
  g_autoptr (GArray) spring = ticks_of ("Europe/Berlin", "2026-03-29T00:00+01:00",
                                        "2026-03-29T06:00+02:00", BW_TIME_HOUR, TRUE);
  g_autoptr (GArray) spring_two = ticks_of ("Europe/Berlin", "2026-03-29T00:00+01:00",
                                            "2026-03-29T09:00+02:00", 2 * BW_TIME_HOUR, TRUE);
  g_autoptr (GArray) autumn = ticks_of ("Europe/Berlin", "2026-10-25T00:00+02:00",
                                        "2026-10-25T05:00+01:00", BW_TIME_HOUR, TRUE);
  g_autoptr (GArray) autumn_two = ticks_of ("Europe/Berlin", "2026-10-25T00:00+02:00",
                                            "2026-10-25T07:00+01:00", 2 * BW_TIME_HOUR, TRUE);
  g_autoptr (GArray) days = ticks_of ("Europe/Berlin", "2026-10-24T00:00+02:00",
                                      "2026-10-27T00:00+01:00", BW_TIME_DAY, TRUE);

  assert_labels (spring, "Sun 01:00 03:00 04:00 05:00");
  assert_labels (spring_two, "Sun 04:00 06:00 08:00");
  assert_labels (autumn, "Sun 01:00 02:00 02:00 03:00 04:00");
  assert_labels (autumn_two, "Sun 02:00 04:00 06:00");
  assert_labels (days, "Sat Sun Mon");
  g_assert_cmpint (g_array_index (days, BwPlotTimeTick, 2).time_ms
                     - g_array_index (days, BwPlotTimeTick, 1).time_ms, ==, 25 * BW_TIME_HOUR);
}

static void
test_odd_zones (void)
{
  g_autoptr (GArray) kathmandu = ticks_of ("Asia/Kathmandu", "2026-03-11T18:00Z",
                                           "2026-03-12T00:00Z", BW_TIME_HOUR, TRUE);
  g_autoptr (GArray) minutes = ticks_of ("Asia/Kathmandu", "2026-03-11T18:00Z", "2026-03-11T18:30Z",
                                         10 * BW_TIME_MINUTE, TRUE);

  assert_labels (kathmandu, "Thu 01:00 02:00 03:00 04:00 05:00");
  g_assert_cmpint (g_array_index (kathmandu, BwPlotTimeTick, 0).time_ms, ==,
                   parse ("2026-03-12T00:00+05:45"));
  assert_labels (minutes, "23:50 00:00 00:10");
}

/* Every zone and length: ascending, inside, and on average no closer than asked for. */
static void
test_any_length (void)
{
  static const char *const zones[] = { "UTC", "Europe/Berlin", "America/New_York",
                                       "Australia/Lord_Howe", "Pacific/Apia" };

  for (guint z = 0; z < G_N_ELEMENTS (zones); z++)
    for (gint64 length = BW_TIME_MINUTE; length < 4000 * BW_TIME_DAY; length *= 3)
      {
        g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[z]);
        gint64 from = parse ("2011-12-20T05:17Z"), to = from + length;
        g_autoptr (GArray) ticks = bw_plot_time_ticks (zone, from, to, (double) length / 800, 60,
                                                       FALSE);

        g_assert_cmpuint (ticks->len, <=, 800 / 60 + 2);
        for (guint i = 0; i < ticks->len; i++)
          {
            gint64 time_ms = g_array_index (ticks, BwPlotTimeTick, i).time_ms;

            g_assert_cmpint (time_ms, >=, from);
            g_assert_cmpint (time_ms, <, to);
            g_assert_cmpstr (g_array_index (ticks, BwPlotTimeTick, i).label, !=, "");
            if (i > 0)
              g_assert_cmpint (time_ms, >, g_array_index (ticks, BwPlotTimeTick, i - 1).time_ms);
          }
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/time/broken-scale", test_broken_scale);
  g_test_add_func ("/plot/time/plain-days", test_plain_days);
  g_test_add_func ("/plot/time/summer-time", test_summer_time);
  g_test_add_func ("/plot/time/odd-zones", test_odd_zones);
  g_test_add_func ("/plot/time/any-length", test_any_length);
  return g_test_run ();
}

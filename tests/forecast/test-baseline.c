/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "forecast/bw-baseline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void
add (GArray *array,
     gint64  day,
     int     hour,
     double  x)
{
  BwObservation o = { day * BW_TIME_DAY + hour * BW_TIME_HOUR, day, (gint8) hour, x };

  g_array_append_val (array, o);
}

static gboolean
fit (BwBaseline *baseline,
     GArray     *array,
     gint64      from_day,
     gint64      at_day)
{
  return bw_baseline_fit (baseline, (const BwObservation *) (void *) array->data, array->len,
                          from_day * BW_TIME_DAY, at_day * BW_TIME_DAY);
}

/* Two days 60 days apart: the older counts half. */
static void
test_half_life (void)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (BwObservation));
  BwBaseline baseline;

  for (int h = 0; h < 24; h++)
    add (array, 1000, h, 3.0);
  for (int h = 0; h < 24; h++)
    add (array, 1060, h, 4.0);
  g_assert_true (fit (&baseline, array, 0, 1061));
  bw_assert_near (baseline.overall, (3.0 * 0.5 + 4.0) / 1.5, 1e-12);
  for (int h = 0; h < 24; h++)
    bw_assert_near (baseline.mean[h], baseline.overall, 0.02);
  g_assert_cmpuint (baseline.days, ==, 2);
  g_assert_cmpuint (baseline.n, ==, 48);
}

/* Neither what is too old, nor of an earlier era, nor at the issue time or later. */
static void
test_span (void)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (BwObservation));
  BwBaseline baseline, again;

  add (array, 99, 23, 9);
  add (array, 101, 3, 4);
  add (array, 300, 4, 4.2);
  add (array, 500, 0, 9);
  g_assert_true (fit (&baseline, array, 0, 500));
  g_assert_cmpuint (baseline.n, ==, 2);
  g_assert_cmpfloat (baseline.overall, <, 4.3);
  g_assert_true (fit (&again, array, 300, 500));
  g_assert_cmpuint (again.n, ==, 1);
  g_assert_false (fit (&again, array, 301, 500));
  g_assert_cmpuint (again.n, ==, 0);
}

/* The kernel runs around midnight, and pseudo-readings pull to the overall mean: as the formula,
 * worked out here by hand. */
static void
test_kernel (void)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (BwObservation));
  BwBaseline baseline;
  double total = 0, overall = 0, low[24], count[24];

  for (gint64 day = 100; day < 160; day++)
    {
      add (array, day, 11, 3.5);
      add (array, day, 23, 4.5);
    }
  g_assert_true (fit (&baseline, array, 0, 160));
  for (int h = 0; h < 24; h++)
    low[h] = count[h] = 0;
  for (gint64 day = 100; day < 160; day++)
    for (int late = 0; late < 2; late++)
      {
        int h = late ? 23 : 11;
        double w = exp2 (-((double) (160 - day) - h / 24.0) / 60);

        count[h] += w;
        low[h] += w * (late ? 4.5 : 3.5);
        total += w;
        overall += w * (late ? 4.5 : 3.5);
      }
  overall /= total;
  for (int h = 0; h < 24; h++)
    {
      double weight = 6, value = 6 * overall;

      for (int j = 0; j < 24; j++)
        {
          double d = MIN (abs (h - j), 24 - abs (h - j)), k = exp (-d * d / (2 * 1.75 * 1.75));

          weight += k * count[j];
          value += k * low[j];
        }
      bw_assert_near (baseline.mean[h], value / weight, 1e-12);
    }
  bw_assert_near (baseline.mean[22], baseline.mean[0], 1e-12);
  g_assert_cmpfloat (baseline.mean[0], >, 4.3);
  g_assert_cmpfloat (baseline.mean[12], <, 3.7);
  bw_assert_near (baseline.mean[17], overall, 0.05);
}

static void
test_spread (void)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (BwObservation));
  BwBaseline baseline;

  /* One reading knows nothing of its spread. */
  add (array, 99, 12, 4);
  g_assert_true (fit (&baseline, array, 0, 100));
  for (int h = 0; h < 24; h++)
    g_assert_cmpfloat (baseline.spread[h], >, 0.3);
  g_array_set_size (array, 0);

  for (gint64 day = 100; day < 200; day++)
    for (int h = 0; h < 24; h++)
      add (array, day, h, 4 + (day % 2 ? 1 : -1) * (h < 12 ? 0.3 : 0.001));
  g_assert_true (fit (&baseline, array, 0, 200));
  bw_assert_near (baseline.spread[6], 0.3, 0.02);
  bw_assert_near (baseline.spread[18], BW_BASELINE_SPREAD_FLOOR, 0.02);
  g_assert_cmpfloat (baseline.spread[18], >=, BW_BASELINE_SPREAD_FLOOR);
  bw_assert_near (bw_baseline_to_z (&baseline, 6, bw_baseline_to_x (&baseline, 6, 1.7)), 1.7,
                  1e-12);
}

static void
test_era (void)
{
  static const struct
  {
    const char *device;
    guint first;
  } cases[] = {
    { "aaaa", 0 },
    { "aaabbb", 3 },
    { "aabbcc", 4 },
    { "aaabba", 0 },    /* the old watch is worn again */
    { "ababab", 0 },    /* two in turn */
    { "aababb", 0 },
    { "aabcbc", 2 },    /* two new ones in turn */
    { "b", 0 },
  };
  gint32 ids[200];
  guint source[200], device[200];
  double x[200];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n = (guint) strlen (cases[i].device);

      for (guint j = 0; j < n; j++)
        {
          ids[j] = cases[i].device[j];
          x[j] = 4;
        }
      bw_baseline_first_seen (device, ids, n);
      g_assert_cmpuint (bw_baseline_era (device, device, x, n), ==, cases[i].first);
    }

  /* New software of one watch: only where the readings have moved with it. */
  for (guint moved = 0; moved < 2; moved++)
    {
      for (guint j = 0; j < 200; j++)
        {
          ids[j] = j < 100 ? 1 : 2;
          device[j] = 0;
          x[j] = 4 + 0.3 * sin (j * 1.7) + (moved && j >= 100 ? 0.5 : 0);
        }
      bw_baseline_first_seen (source, ids, 200);
      g_assert_cmpuint (bw_baseline_era (device, source, x, 200), ==, moved ? 100 : 0);
      g_assert_cmpuint (bw_baseline_era (device, source, x, 110), ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/baseline/half-life", test_half_life);
  g_test_add_func ("/baseline/span", test_span);
  g_test_add_func ("/baseline/kernel", test_kernel);
  g_test_add_func ("/baseline/spread", test_spread);
  g_test_add_func ("/baseline/era", test_era);
  return g_test_run ();
}

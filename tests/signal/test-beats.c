/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "signal/bw-beats.h"
#include "signal/bw-reading.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The beats of the real record: milliseconds of the day and rates. */
static guint
read_record (gint64 *time_ms,
             gint32 *bpm,
             guint   max)
{
  g_autofree char *path = bw_test_shared ("data/apple/hrv-record.xml");
  g_autofree char *text = NULL;
  guint n = 0;

  if (path == NULL)
    return 0;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (const char *at = text; (at = strstr (at, "<InstantaneousBeatsPerMinute")) != NULL; at++)
    {
      int rate, h, m, s, c;

      g_assert_cmpuint (n, <, max);
      g_assert_cmpint (sscanf (at, "<InstantaneousBeatsPerMinute bpm=\"%d\" time=\"%d:%d:%d,%d\"",
                               &rate, &h, &m, &s, &c),
                       ==, 5);
      time_ms[n] = (gint64) ((h * 60 + m) * 60 + s) * 1000 + c * 10;
      bpm[n++] = rate;
    }
  return n;
}

/* 27 beats, 20 contiguous intervals, in five stretches; Apple's own SDNN is 25.5526. */
static void
test_real_record (void)
{
  static const guint lengths[] = { 7, 8, 1, 3, 1 };
  gint64 time_ms[64];
  gint32 bpm[64];
  guint n = read_record (time_ms, bpm, 64), at = 0;
  double sum = 0, squares = 0;
  BwBeatInterval intervals[64];
  BwReadingResult result;
  g_autoptr (BwRr) rr = NULL;

  if (n == 0)
    return;
  g_assert_cmpuint (n, ==, 27);
  for (guint i = 0; i < n; i++)
    sum += 60000.0 / bpm[i];
  for (guint i = 0; i < n; i++)
    squares += pow (60000.0 / bpm[i] - sum / n, 2);
  bw_assert_near (sqrt (squares / (n - 1)), 25.530, 0.0005);

  g_assert_cmpuint (bw_beats_link (intervals, time_ms, bpm, n, 10), ==, 20);
  for (guint i = 0; i < n; i++)
    if (intervals[i].follows)
      {
        g_assert_cmpfloat (intervals[i].low_ms, <=, intervals[i].high_ms);
        g_assert_cmpfloat (intervals[i].high_ms - intervals[i].low_ms, <=, 20);
        bw_assert_near ((intervals[i].low_ms + intervals[i].high_ms) / 2, intervals[i].rr_ms, 15);
      }
  /* 33:55.04 → 55.79, 80/min: the clock says 740 … 760, the rate 745.3 … 754.7. */
  bw_assert_near (intervals[3].low_ms, 60000 / 80.5, 1e-9);
  bw_assert_near (intervals[3].high_ms, 60000 / 79.5, 1e-9);

  rr = bw_beats_to_rr (time_ms, bpm, n, 10);
  g_assert_cmpuint (rr->n, ==, 20);
  for (guint s = 0; s < G_N_ELEMENTS (lengths); s++)
    {
      for (guint i = 1; i < lengths[s]; i++)
        g_assert_true (bw_rr_contiguous (rr, at + i - 1));
      at += lengths[s];
      if (at < rr->n)
        g_assert_false (bw_rr_contiguous (rr, at - 1));
    }
  bw_assert_near (rr->rr_ms[0], 750, 0);
  bw_assert_near (rr->end_ms[0], 11120, 0);

    bw_reading_analyse (&result, time_ms, bpm, n, 10);
  g_assert_cmpuint (result.n_beats, ==, 27);
  g_assert_cmpuint (result.n_artefacts, ==, 0);
  g_assert_cmpuint (result.n_intervals, ==, 20);
  g_assert_cmpuint (result.n_differences, ==, 6 + 7 + 2);
}

static void
test_gaps (void)
{
  /* steady 1000 ms; a beat left out, one too near, one too far, one whose rate disagrees */
  static const gint64 time_ms[] = { 0, 1000, 2000, 4000, 5000, 5200, 6200, 8800, 9800, 10800 };
  static const gint32 bpm[] = { 60, 60, 60, 60, 60, 0, 60, 23, 60, 75 };
  static const guint8 follows[] = { 0, 1, 1, 0, 1, 0, 1, 0, 1, 0 };
  BwBeatInterval intervals[10];

  g_assert_cmpuint (bw_beats_link (intervals, time_ms, bpm, 10, 10), ==, 5);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (intervals[i].follows, ==, follows[i]);

  /* without rates only the times speak */
  g_assert_cmpuint (bw_beats_link (intervals, time_ms, NULL, 10, 10), ==, 7);
  g_assert_cmpuint (bw_beats_link (intervals, time_ms, NULL, 1, 10), ==, 0);
  g_assert_cmpuint (bw_beats_link (NULL, NULL, NULL, 0, 10), ==, 0);
}

/* 60/min allows 991.7 … 1008.4 ms, with 15 ms to spare on either side. */
static void
test_tolerance (void)
{
  static const gint32 bpm[] = { 60, 60 };
  BwBeatInterval intervals[2];

  for (gint64 rr = 960; rr <= 1040; rr++)
    {
      gint64 time_ms[] = { 0, rr };

      bw_beats_link (intervals, time_ms, bpm, 2, 10);
      g_assert_cmpint (intervals[1].follows, ==, rr >= 977 && rr <= 1023);
      if (intervals[1].follows)
        g_assert_cmpfloat (intervals[1].low_ms, <=, intervals[1].high_ms);
    }
}

static void
test_from_numbers (void)
{
  static const double ms[] = { 800, 810, NAN, 790, 0, 805, 9000, 800, -1, INFINITY };
  static const double s[] = { 0.8, 0.81, 0.79 };
  static const double bpm[] = { 75, 60, 120 };
  BwRrUnit unit;
  g_autoptr (BwRr) a = bw_rr_from_numbers (ms, G_N_ELEMENTS (ms), &unit);
  g_autoptr (BwRr) b = NULL;
  g_autoptr (BwRr) c = NULL;
  g_autoptr (BwRr) none = NULL;

  g_assert_cmpint (unit, ==, BW_RR_UNIT_MS);
  g_assert_cmpuint (a->n, ==, 5);
  g_assert_true (bw_rr_contiguous (a, 0));
  for (guint i = 1; i < 4; i++)
    g_assert_false (bw_rr_contiguous (a, i));
  bw_assert_near (a->end_ms[4], 800 + 810 + 790 + 805 + 9000 + 800, 1e-9);

  bw_assert_near (bw_rr_get_step_ms (a), 5, 1e-9);

  b = bw_rr_from_numbers (s, 3, &unit);
  g_assert_cmpint (unit, ==, BW_RR_UNIT_S);
  bw_assert_near (b->rr_ms[1], 810, 1e-9);
  bw_assert_near (bw_rr_get_duration_ms (b), 2400, 1e-9);

  c = bw_rr_from_numbers (bpm, 3, &unit);
  g_assert_cmpint (unit, ==, BW_RR_UNIT_BPM);
  bw_assert_near (c->rr_ms[2], 500, 1e-9);
  g_assert_cmpstr (bw_rr_unit_get_id (unit), ==, "bpm");

  none = bw_rr_from_numbers (NULL, 0, NULL);
  g_assert_cmpuint (none->n, ==, 0);
  bw_assert_near (bw_rr_get_duration_ms (none), 0, 0);
}

/* Gaps part segments and take their time; so do intervals that are none. */
static void
test_from_intervals (void)
{
  static const double ms[] = { 800, 810, 790, 9000, 805, 795 };
  g_autoptr (BwRrIntervals) intervals = bw_rr_intervals_new (G_N_ELEMENTS (ms), 2);
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwRr) bare = NULL;
  g_autoptr (BwRr) same = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ms); i++)
    intervals->ms[i] = ms[i];
  intervals->gaps[0] = (BwRrGap) { 1, 2500 };
  intervals->gaps[1] = (BwRrGap) { 5, 0 };
  rr = bw_rr_from_intervals (intervals);
  g_assert_cmpuint (rr->n, ==, 5);
  g_assert_false (bw_rr_contiguous (rr, 0));
  g_assert_true (bw_rr_contiguous (rr, 1));
  g_assert_false (bw_rr_contiguous (rr, 2));
  g_assert_false (bw_rr_contiguous (rr, 3));
  bw_assert_near (rr->end_ms[0], 800, 1e-9);
  bw_assert_near (rr->end_ms[1], 800 + 2500 + 810, 1e-9);
  bw_assert_near (rr->end_ms[3], 800 + 2500 + 810 + 790 + 9000 + 805, 1e-9);
  bw_assert_near (rr->end_ms[4], rr->end_ms[3] + 795, 1e-9);

  /* Without gaps it is what bare numbers give. */
  intervals->n_gaps = 0;
  bare = bw_rr_from_intervals (intervals);
  same = bw_rr_from_numbers (ms, G_N_ELEMENTS (ms), NULL);
  g_assert_cmpmem (bare->rr_ms, bare->n * sizeof (double), same->rr_ms, same->n * sizeof (double));
  g_assert_cmpmem (bare->end_ms, bare->n * sizeof (double), same->end_ms, same->n * sizeof (double));
  g_assert_cmpmem (bare->segment, bare->n * sizeof (guint32), same->segment,
                   same->n * sizeof (guint32));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/beats/real-record", test_real_record);
  g_test_add_func ("/signal/beats/gaps", test_gaps);
  g_test_add_func ("/signal/beats/tolerance", test_tolerance);
  g_test_add_func ("/signal/rr/from-numbers", test_from_numbers);
  g_test_add_func ("/signal/rr/from-intervals", test_from_intervals);
  return g_test_run ();
}

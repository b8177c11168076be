/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "rr-files.h"
#include "signal/bw-hrv-frequency-private.h"
#include "signal/bw-hrv-time.h"
#include "signal/bw-hrv-track.h"
#include "signal/bw-resample.h"

#include <math.h>

/* Half an hour: breathing at 0.25 Hz for the first half, waves of ten seconds for the second. */
static BwRr *
make_change (void)
{
  g_autofree double *ms = g_new (double, 3000);
  double t = 0;
  guint n = 0;

  for (; t < 1800; n++)
    {
      double next = t + 0.8;

      ms[n] = 800 + (next < 900 ? 30 * sin (2 * G_PI * 0.25 * next)
                                : 40 * sin (2 * G_PI * 0.1 * next));
      t += ms[n] / 1000;
    }
  return rr_from_ms (ms, n);
}

static void
test_change (void)
{
  g_autoptr (BwRr) rr = make_change ();
  g_autoptr (BwHrvTrack) track = bw_hrv_track_new (rr, 300, 60, NULL);
  guint strongest = 0;

  g_assert_cmpuint (track->n, ==, 26);
  bw_assert_near (track->middle_ms[0], 150000, 1e-6);
  bw_assert_near (track->middle_ms[25], 150000 + 25 * 60000, 1e-6);
  for (guint w = 0; w < track->n; w++)
    {
      const float *row = track->density_ms2_hz + (gsize) w * track->n_density;

      g_assert_true (track->has_time[w] && track->has_spectrum[w]);
      bw_assert_near (track->mean_hr_bpm[w], 75, 0.5);
      if (track->middle_ms[w] <= 740000)
        {
          bw_assert_near (track->hf_ms2[w], 450, 25);
          bw_assert_near (track->lf_ms2[w], 0, 2);
          bw_assert_near (track->sdnn_ms[w], 30 / G_SQRT2, 0.5);
          g_assert_cmpfloat (track->lf_hf[w], <, 0.01);
        }
      if (track->middle_ms[w] >= 1060000)
        {
          bw_assert_near (track->lf_ms2[w], 800, 20);
          bw_assert_near (track->sdnn_ms[w], 40 / G_SQRT2, 0.5);
          g_assert_cmpfloat (track->lf_hf[w], >, 50);
          strongest = 0;
          for (guint k = 1; k < track->n_density; k++)
            if (row[k] > row[strongest])
              strongest = k;
          bw_assert_near (strongest * track->step_hz, 0.1, 0.002);
        }
    }
  bw_assert_near ((track->n_density - 1) * track->step_hz, 0.5, 1e-9);
}

/* A window's numbers are those of the window cut out. */
static void
test_against_whole (void)
{
  GRand *rand = bw_random_new (3, "track");
  g_autofree double *ms = g_new (double, 1000);
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwHrvTrack) track = NULL;

  for (guint i = 0; i < 1000; i++)
    ms[i] = 850 + 30 * sin (i * 0.5) + 20 * sin (i * 1.4) + 10 * bw_random_normal (rand);
  rr = rr_from_ms (ms, 1000);
  for (guint i = 100; i < 1000; i += 97)
    rr->interpolated[i] = TRUE;
  track = bw_hrv_track_new (rr, 120, 45, NULL);
  g_assert_cmpuint (track->n, >, 10);
  for (guint w = 0; w < track->n; w++)
    {
      const double from = track->middle_ms[w] - 60000, to = track->middle_ms[w] + 60000;
      g_autoptr (BwRr) cut = bw_rr_slice (rr, from, to);
      g_auto (BwHrvSpectrum) welch = { 0 };
      BwHrvTime time;

      bw_hrv_time (&time, cut, 0);
      bw_hrv_welch (&welch, cut, 0);
      g_assert_true (track->has_time[w] && track->has_spectrum[w]);
      bw_assert_near (track->sdnn_ms[w], time.sdnn_ms, 1e-9);
      bw_assert_near (track->rmssd_ms[w], time.rmssd_ms, 1e-9);
      bw_assert_near (track->mean_hr_bpm[w], time.mean_hr_bpm, 1e-9);
      /* the spline goes on at both ends, and the cut has a beat less */
      bw_assert_near (track->lf_ms2[w], welch.power_ms2[BW_HRV_LF],
                      0.06 * welch.power_ms2[BW_HRV_LF]);
      bw_assert_near (track->hf_ms2[w], welch.power_ms2[BW_HRV_HF],
                      0.06 * welch.power_ms2[BW_HRV_HF]);
    }
  g_rand_free (rand);
}

/* A window's spectrum is one whole Hann window of all samples within it, wherever between two samples it
 * begins; the first lacks what is before the spline. */
static void
test_samples (void)
{
  g_autoptr (BwRr) rr = make_change ();
  g_autoptr (BwHrvTrack) track = bw_hrv_track_new (rr, 120, 45.07, NULL);
  const BwRrRun all = { 0, rr->n };
  guint n;
  g_autofree double *signal = bw_rr_resample (rr, &all, &n);
  BwHrvSpectrum shape = { 0 };
  const guint n_fft = bw_hrv_spectrum_lay_out (&shape, 480);
  g_autofree double *scratch = g_new (double, n_fft);
  g_autofree double *hann = g_new (double, 480);

  g_assert_cmpuint (track->n_density, ==, shape.n_density);
  for (guint w = 0; w < track->n; w++)
    {
      const double start_ms = 45070.0 * w - rr->end_ms[0];
      g_autofree double *density = g_new0 (double, shape.n_density);
      guint first = 0, end;

      while (250.0 * first < start_ms)
        first++;
      for (end = first; end < n && 250.0 * end < start_ms + 120000; end++)
        ;
      g_assert_cmpuint (end - first, ==, w == 0 ? 477 : 480);
      bw_hrv_fill_hann (hann, end - first);
      bw_hrv_add_periodogram (density, shape.n_density, scratch, signal + first, hann, end - first,
                              n_fft);
      for (guint k = 0; k < shape.n_density; k++)
        bw_assert_near (track->density_ms2_hz[w * shape.n_density + k], density[k],
                        1e-6 * density[k] + 1e-9);
    }
}

/* No value where there is nothing, and none of what lies around. */
static void
test_gap (void)
{
  g_autoptr (BwRr) rr = make_change ();
  g_autoptr (BwHrvTrack) track = NULL;
  guint n = 0, missing = 0;

  for (guint i = 0; i < rr->n; i++)
    {
      if (rr->end_ms[i] > 600000 && rr->end_ms[i] < 780000)
        continue;
      rr->rr_ms[n] = rr->rr_ms[i];
      rr->end_ms[n] = rr->end_ms[i];
      rr->segment[n++] = rr->end_ms[i] > 700000;
    }
  rr->n = n;
  track = bw_hrv_track_new (rr, 60, 5, NULL);
  for (guint w = 0; w < track->n; w++)
    {
      const double from = track->middle_ms[w] - 30000, to = track->middle_ms[w] + 30000;
      const double covered = 60000 - MAX (0, MIN (to, 780000) - MAX (from, 600000));

      if (fabs (covered - 30000) > 1000)
        g_assert_cmpint (track->has_time[w], ==, covered >= 30000);
      if (fabs (covered - 54000) > 1500)
        g_assert_cmpint (track->has_spectrum[w], ==, covered >= 54000);
      missing += !track->has_spectrum[w];
      if (!track->has_spectrum[w])
        for (guint k = 0; k < track->n_density; k++)
          g_assert_cmpfloat (track->density_ms2_hz[(gsize) w * track->n_density + k], ==, 0);
    }
  g_assert_cmpuint (missing, >=, 36);
}

static void
test_lengths (void)
{
  g_autoptr (BwRr) rr = make_change ();
  g_autoptr (BwHrvTrack) track = bw_hrv_track_new (rr, 0, 0, NULL);
  const guint all = rr->n;

  bw_assert_near (track->window_s, 300, 0);
  bw_assert_near (track->step_s, 60, 0);
  bw_hrv_track_free (track);
  rr->n = 401; /* five minutes and more */
  track = bw_hrv_track_new (rr, 0, 0, NULL);
  bw_assert_near (track->window_s, 60, 0);
  bw_assert_near (track->step_s, 10, 0);
  g_assert_cmpuint (track->n, ==, 27);
  for (guint n = 0; n < 90; n += 5)
    {
      g_autoptr (BwHrvTrack) few = NULL;

      rr->n = n;
      few = bw_hrv_track_new (rr, 0, 0, NULL);
      g_assert_cmpint (few->n > 0, ==, n > 0 && bw_rr_get_duration_ms (rr) >= 60000);
    }
  rr->n = all;
  bw_hrv_track_free (track);
  track = bw_hrv_track_new (rr, 1e-3, 1e-9, NULL); /* whatever is asked for */
  bw_assert_near (track->window_s, BW_HRV_TRACK_SHORTEST_S, 0);
  g_assert_cmpuint (track->n, ==, BW_HRV_TRACK_MOST_WINDOWS);
  bw_assert_near (track->middle_ms[track->n - 1], bw_rr_get_duration_ms (rr) - 5000, 1);
  g_assert_true (track->has_time[0]);
  g_assert_false (track->has_spectrum[0]); /* ten seconds have no LF */
  bw_hrv_track_free (track);
  track = bw_hrv_track_new (rr, 120, 1e-9, NULL);
  bw_assert_near (track->step_s, 2, 0);
}

static void
test_cancel (void)
{
  g_autoptr (BwRr) rr = make_change ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (bw_hrv_track_new (rr, 0, 0, cancellable));
}

/* A real day, with artefacts and holes. */
static void
test_day (void)
{
  g_autoptr (GArray) numbers = rr_file_read_numbers ("data/hrv/nsr001_rr_s.txt");
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwHrvTrack) track = NULL;
  guint has_time = 0, has_spectrum = 0;
  gint64 start;

  if (numbers == NULL)
    return;
  g_array_remove_index (numbers, 0);
  rr = bw_rr_from_numbers ((double *) numbers->data, numbers->len, NULL);
  start = g_get_monotonic_time ();
  track = bw_hrv_track_new (rr, 0, 0, NULL);
  g_test_message ("%.1f h in %u windows: %.0f ms", bw_rr_get_duration_ms (rr) / 3.6e6, track->n,
                  (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpuint (track->n, >, 1200);
  for (guint w = 0; w < track->n; w++)
    {
      has_time += track->has_time[w];
      has_spectrum += track->has_spectrum[w];
      g_assert_true (isfinite (track->lf_hf[w]) && isfinite (track->rmssd_ms[w]));
    }
  g_assert_cmpuint (has_time, >, track->n * 9 / 10);
  g_assert_cmpuint (has_spectrum, >, track->n / 2);
}

/* Five minutes from twenty on, and not before. */
static void
test_choice (void)
{
  for (guint duration_s = 1199; duration_s <= 1201; duration_s++)
    {
      double window_s = 0, step_s = 0;

      bw_hrv_track_choose_windows (duration_s, &window_s, &step_s);
      bw_assert_near (window_s, duration_s < 1200 ? 60 : 300, 0);
      bw_assert_near (step_s, duration_s < 1200 ? 10 : 60, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/hrv/track/change", test_change);
  g_test_add_func ("/signal/hrv/track/against-whole", test_against_whole);
  g_test_add_func ("/signal/hrv/track/samples", test_samples);
  g_test_add_func ("/signal/hrv/track/gap", test_gap);
  g_test_add_func ("/signal/hrv/track/lengths", test_lengths);
  g_test_add_func ("/signal/hrv/track/cancel", test_cancel);
  g_test_add_func ("/signal/hrv/track/day", test_day);
  g_test_add_func ("/signal/hrv/track/choice", test_choice);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-fixture.h"

#include "app/bw-ecg-spoken.h"
#include "base/bw-error.h"
#include "bw-test.h"
#include "store/bw-imports.h"

#include <math.h>

/* What is loaded to be looked at, without a display. */

#define N 6000
#define RATE_HZ 500

/* 50 Hz of mains on a wandering baseline. */
static gint32
sample_nv (guint i)
{
  double s = (double) i / RATE_HZ;

  return (gint32) lround (1e3 * (200 * sin (2 * G_PI * 0.1 * s) + 100 * sin (2 * G_PI * 50 * s)));
}

static gint64
add_recording (BwLibrary *library)
{
  g_autofree gint32 *samples_nv = g_new (gint32, N);
  g_autoptr (GError) error = NULL;
  BwRecording recording = {
    .name = (char *) "ecg.csv",
    .start_ms = 1000,
    .time_known = TRUE,
    .rate_hz = RATE_HZ,
    .n_samples = N,
    .lead = (char *) "Lead I",
    .classification = (char *) "",
    .symptoms = (char *) "",
    .device = (char *) "",
    .software = (char *) "",
    .note = (char *) "left wrist",
  };
  gint64 import;

  for (guint i = 0; i < N; i++)
    samples_nv[i] = sample_nv (i);
  g_assert_true (bw_library_begin (library, &error));
  import = bw_library_begin_import (library, "ecg.csv", "apple-ecg", &error);
  bw_library_add_recording (library, import, &recording, samples_nv, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (bw_library_commit (library, &error));
  return recording.id;
}

static void
test_load (void)
{
  char *folder = bw_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "me.beatwise", NULL);
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwEcgTrace) trace = NULL, none = NULL;
  g_autoptr (GError) error = NULL;
  const double *samples_uv;
  gint64 id;
  guint n;

  library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  id = add_recording (library);
  trace = bw_ecg_trace_load (library, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bw_ecg_trace_get_recording (trace)->note, ==, "left wrist");
  bw_assert_near (bw_ecg_trace_get_rate (trace), RATE_HZ, 0);
  bw_assert_near (bw_ecg_trace_get_length_s (trace), 12, 1e-12);
  samples_uv = bw_ecg_trace_get_samples (trace, &n);
  g_assert_cmpuint (n, ==, N);
  bw_assert_near (samples_uv[77], sample_nv (77) / 1000.0, 1e-9);
  /* No heart beats in it. */
  g_assert_null (bw_ecg_trace_get_beat (trace));

  none = bw_ecg_trace_load (library, id + 1, &error);
  g_assert_null (none);
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_pointer (&library, bw_library_close);
  bw_test_remove_folder (folder);
}

static double
root_mean_square (const BwEcgFiltered *filtered)
{
  double sum = 0;

  for (guint i = 1000; i < filtered->n - 1000; i++)
    sum += filtered->samples_uv[i] * filtered->samples_uv[i];
  return sqrt (sum / (filtered->n - 2000));
}

static void
test_filters (void)
{
  g_autoptr (BwEcgTrace) trace = ecg_trace_known ();
  const BwEcgFiltered *plain = bw_ecg_trace_get_filtered (trace, BW_ECG_FILTER_NONE);
  const BwEcgFiltered *seen[BW_ECG_FILTER_ALL + 1];
  guint n;

  g_assert_true (plain->samples_uv == bw_ecg_trace_get_samples (trace, &n));
  g_assert_cmpuint (plain->n, ==, n);
  bw_assert_near (plain->level_uv, ECG_LEVEL_UV, 20);
  g_assert_cmpfloat (plain->high_uv, >, ECG_LEVEL_UV + 0.9 * ECG_R_UV);
  g_assert_cmpfloat (plain->high_uv, <=, ECG_LEVEL_UV + ECG_R_UV);
  g_assert_cmpfloat (plain->low_uv, >, ECG_LEVEL_UV - 200);
  for (guint i = 0; i <= BW_ECG_FILTER_ALL; i++)
    {
      double low = 0, high = 0;

      seen[i] = bw_ecg_trace_get_filtered (trace, (BwEcgFilter) i);
      g_assert_true (bw_plot_min_max_get (seen[i]->min_max, 0, seen[i]->n, &low, &high));
      g_assert_cmpfloat (low, <=, seen[i]->low_uv);
      g_assert_cmpfloat (high, >=, seen[i]->high_uv);
    }
  /* Made once. */
  for (guint i = 0; i <= BW_ECG_FILTER_ALL; i++)
    g_assert_true (bw_ecg_trace_get_filtered (trace, (BwEcgFilter) i) == seen[i]);
  /* Its mean is 0 then; the median lies a little below. */
  bw_assert_near (seen[BW_ECG_FILTER_BASELINE]->level_uv, 0, 100);
  g_assert_cmpfloat (root_mean_square (seen[BW_ECG_FILTER_BASELINE]), <, root_mean_square (plain));
}

static gpointer
filter_all (gpointer data)
{
  const BwEcgFiltered **seen = g_new (const BwEcgFiltered *, BW_ECG_FILTER_ALL + 1);

  for (guint i = 0; i <= BW_ECG_FILTER_ALL; i++)
    seen[i] = bw_ecg_trace_get_filtered (data, (BwEcgFilter) i);
  bw_ecg_trace_unref (data);
  return seen;
}

/* Whoever comes first makes it, and all see the same. */
static void
test_threads (void)
{
  enum { N_THREADS = 4 };
  BwEcgTrace *trace = ecg_trace_known ();
  GThread *threads[N_THREADS];
  const BwEcgFiltered **seen[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("filter", filter_all, bw_ecg_trace_ref (trace));
  for (guint i = 0; i < N_THREADS; i++)
    seen[i] = g_thread_join (threads[i]);
  for (guint i = 0; i < N_THREADS; i++)
    {
      for (guint k = 0; k <= BW_ECG_FILTER_ALL; k++)
        g_assert_true (seen[i][k] == bw_ecg_trace_get_filtered (trace, (BwEcgFilter) k));
      g_free (seen[i]);
    }
  bw_ecg_trace_unref (trace);
}

static void
test_spoken (void)
{
  g_autoptr (BwEcgTrace) trace = ecg_trace_known ();
  const BwEcgBeat *beat = bw_ecg_trace_get_beat (trace);
  const BwEcgBeat plain = { .n_beats = 12, .n_left_out = 1, .has_qt = TRUE, .qt_ms = 381.6,
                            .qtc_ms = 402.2, .has_pr = TRUE, .pr_ms = 151, .r_uv = 812 };
  g_autofree char *recording = bw_ecg_spoken_recording (trace);
  g_autofree char *visible = bw_ecg_spoken_visible (1.25, 6.02);
  g_autofree char *full = NULL, *some = bw_ecg_spoken_beat (&plain);

  g_assert_true (g_str_has_prefix (recording, "ECG, 30 seconds, 75 beats per minute, 3"));
  g_assert_true (g_str_has_suffix (recording, " beats, good quality"));
  g_assert_cmpstr (visible, ==, "Visible: 1.2 to 6.0 s");
  g_assert_cmpstr (some, ==, "Mean of 12 beats, 1 left out, PR 151 ms, QT 382 ms, QTc 402 ms, "
                             "R 812 µV");
  g_assert_nonnull (beat);
  full = bw_ecg_spoken_beat (beat);
  g_assert_true (g_str_has_prefix (full, "Mean of "));
  g_assert_nonnull (strstr (full, "QRS "));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ecg-trace/load", test_load);
  g_test_add_func ("/ecg-trace/filters", test_filters);
  g_test_add_func ("/ecg-trace/threads", test_threads);
  g_test_add_func ("/ecg-trace/spoken", test_spoken);
  return g_test_run ();
}

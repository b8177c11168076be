/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-fixture.h"

#include "app/bw-ecg-overview.h"
#include "app/bw-ecg-view.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* What a frame costs while a strip and its overview pan: from when the frame clock begins to when
 * the frame is painted, as GTK does it; the processor's time, so that other programs do not count.
 * 60 frames a second leave 16.7 ms for each. */

#define N_FRAMES 300
#define N_FIRST 20 /* frames that warm up caches */
#define STEP_S 0.05

typedef struct
{
  BwEcgView *view;
  BwEcgOverview *overview;
  GArray *frames_ms;   /* double */
  double start_ms;
  double from_s;
} Bench;

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static void
on_before_paint (GdkFrameClock *clock,
                 Bench         *bench)
{
  bench->start_ms = get_ms ();
}

static void
on_after_paint (GdkFrameClock *clock,
                Bench         *bench)
{
  double ms = get_ms () - bench->start_ms;

  g_array_append_val (bench->frames_ms, ms);
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  Bench *bench = data;

  bench->from_s += STEP_S;
  if (bench->from_s > 20)
    bench->from_s = 0;
  bw_ecg_view_show_at (bench->view, bench->from_s);
  return G_SOURCE_CONTINUE;
}

static void
on_view_changed (BwEcgView     *view,
                 BwEcgOverview *overview)
{
  double from_s, to_s;

  g_object_get (view, "from-s", &from_s, "to-s", &to_s, NULL);
  bw_ecg_overview_set_range (overview, from_s, to_s);
}

static void
run (const char *name,
     int         width,
     int         height,
     gboolean    all)
{
  g_autoptr (BwEcgTrace) trace = ecg_trace_simulated (3, BW_LABEL_FASTING, TRUE);
  Bench bench = { bw_ecg_view_new (), bw_ecg_overview_new (),
                  g_array_new (FALSE, FALSE, sizeof (double)), 0, 0 };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *window;
  GdkFrameClock *clock;
  double *ms;
  guint n;

  gtk_widget_set_vexpand (GTK_WIDGET (bench.view), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (bench.view));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (bench.overview));
  bw_ecg_view_set_mm (bench.view, 96 / 25.4);
  bw_ecg_view_set_trace (bench.view, trace);
  bw_ecg_overview_set_trace (bench.overview, trace);
  g_signal_connect (bench.view, "view-changed", G_CALLBACK (on_view_changed), bench.overview);
  window = ecg_window (box, width, height);
  g_object_set (bench.view, "calipers", all, "march", all, NULL);

  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), &bench);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after_paint), &bench);
  gtk_widget_add_tick_callback (GTK_WIDGET (bench.view), on_tick, &bench, NULL);
  while (bench.frames_ms->len < N_FRAMES + N_FIRST)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (clock, &bench);

  n = bench.frames_ms->len - N_FIRST;
  ms = &g_array_index (bench.frames_ms, double, N_FIRST);
  qsort (ms, n, sizeof (double), compare_doubles);
  printf ("%-34s median %5.2f ms   95 %% %5.2f ms   most %5.2f ms\n", name, ms[n / 2],
          ms[n * 95 / 100], ms[n - 1]);
  ecg_close (window, GTK_WIDGET (bench.view));
  g_array_unref (bench.frames_ms);
}

/* What a worker does before a recording is shown, and the main thread for another filter. */
static void
run_load (const char *name,
          double      seconds)
{
  g_autoptr (BwEcgTrace) once = ecg_trace_simulated (3, BW_LABEL_FASTING, FALSE);
  g_autoptr (BwEcgTrace) trace = NULL;
  g_autoptr (GArray) samples_uv = g_array_new (FALSE, FALSE, sizeof (double));
  BwRecording recording = *bw_ecg_trace_get_recording (once);
  double start_ms, load_ms, filter_ms;
  const double *again;
  guint n;

  again = bw_ecg_trace_get_samples (once, &n);
  while (samples_uv->len < seconds * bw_ecg_trace_get_rate (once))
    g_array_append_vals (samples_uv, again, n);
  recording.n_samples = samples_uv->len;
  start_ms = get_ms ();
  trace = bw_ecg_trace_new (&recording, samples_uv);
  load_ms = get_ms () - start_ms;
  start_ms = get_ms ();
  bw_ecg_trace_get_filtered (trace, BW_ECG_FILTER_BASELINE | BW_ECG_FILTER_MAINS_50);
  filter_ms = get_ms () - start_ms;
  printf ("%-34s load %8.2f ms   filter %7.2f ms\n", name, load_ms, filter_ms);
}

int
main (void)
{
  adw_init ();
  run_load ("30 s", 30);
  run_load ("30 s", 30);
  run_load ("2 h", 7200);
  run ("1100 × 400", 1100, 400, FALSE);
  run ("1100 × 400, calipers that march", 1100, 400, TRUE);
  run ("1260 × 860", 1260, 860, FALSE);
  return 0;
}

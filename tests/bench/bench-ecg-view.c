/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-frames.h"
#include "ecg-fixture.h"

#include "app/bw-ecg-overview.h"
#include "app/bw-ecg-view.h"

#include <stdio.h>

/* What a frame costs while a strip and its overview pan, and what comes before the first. */

#define STEP_S 0.05

typedef struct
{
  BwEcgView *view;
  BwEcgOverview *overview;
  double from_s;
} Bench;

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
  Bench bench = { bw_ecg_view_new (), bw_ecg_overview_new (), 0 };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *window;

  gtk_widget_set_vexpand (GTK_WIDGET (bench.view), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (bench.view));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (bench.overview));
  bw_ecg_view_set_mm (bench.view, 96 / 25.4);
  bw_ecg_view_set_trace (bench.view, trace);
  bw_ecg_overview_set_trace (bench.overview, trace);
  g_signal_connect (bench.view, "view-changed", G_CALLBACK (on_view_changed), bench.overview);
  window = ecg_window (box, width, height);
  g_object_set (bench.view, "calipers", all, "march", all, NULL);

  bench_frames (name, GTK_WIDGET (bench.view), on_tick, &bench);
  ecg_close (window, GTK_WIDGET (bench.view));
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
  start_ms = bench_get_ms ();
  trace = bw_ecg_trace_new (&recording, samples_uv);
  load_ms = bench_get_ms () - start_ms;
  start_ms = bench_get_ms ();
  bw_ecg_trace_get_filtered (trace, BW_ECG_FILTER_BASELINE | BW_ECG_FILTER_MAINS_50);
  filter_ms = bench_get_ms () - start_ms;
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

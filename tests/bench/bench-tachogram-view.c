/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-frames.h"
#include "tachogram-fixture.h"

#include "report/bw-tachogram-figure.h"

#include <math.h>
#include <stdio.h>

/* What a frame costs while a day's tachogram and its strip are zoomed and panned. */

#define N_BEATS 110000
#define PERIOD 150 /* frames from all to closest and back, or from one end to the other */

typedef struct
{
  BwTachogramView *view;
  double span_ms;      /* panned with so much in sight; 0: zoomed */
  guint frame;
} Bench;

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  Bench *bench = data;
  double length_ms = bw_tachogram_view_get_length_ms (bench->view);
  double part = 0.5 - 0.5 * cos (2 * G_PI * bench->frame++ / PERIOD), span_ms = bench->span_ms;
  double from_ms;

  if (span_ms <= 0)
    span_ms = length_ms * pow (5000 / length_ms, part);
  from_ms = bench->span_ms > 0 ? part * (length_ms - span_ms) : 0.37 * (length_ms - span_ms);
  bw_tachogram_view_show (bench->view, from_ms, from_ms + span_ms);
  return G_SOURCE_CONTINUE;
}

static void
run (const char *name,
     BwRhythm   *rhythm,
     int         width,
     int         height,
     double      span_ms)
{
  Bench bench = { bw_tachogram_view_new (), span_ms, 0 };
  BwTachogramOverview *overview = bw_tachogram_overview_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *window;

  gtk_widget_set_vexpand (GTK_WIDGET (bench.view), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (bench.view));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (overview));
  bw_tachogram_overview_set_view (overview, bench.view);
  bw_tachogram_view_set_rhythm (bench.view, rhythm);
  bw_tachogram_view_select (bench.view, 3600000, 7200000);
  window = ecg_window (box, width, height);

  bench_frames (name, GTK_WIDGET (bench.view), on_tick, &bench);
  ecg_close (window, GTK_WIDGET (bench.view));
}

/* What the main thread does once when a rhythm comes, and for each edit. */
static void
run_figure (BwRhythm *rhythm)
{
  double least_ms = INFINITY;

  for (guint i = 0; i < 10; i++)
    {
      double start_ms = bench_get_ms ();
      g_autoptr (BwTachogramFigure) figure = bw_tachogram_figure_new (rhythm);

      least_ms = MIN (least_ms, bench_get_ms () - start_ms);
      g_assert_nonnull (figure);
    }
  printf ("%-34s %5.2f ms\n", "the figure of a day", least_ms);
}

int
main (void)
{
  g_autoptr (BwRhythm) rhythm = NULL;

  adw_init ();
  rhythm = tachogram_rhythm_long (N_BEATS);
  run_figure (rhythm);
  run ("1100 × 400, zoomed", rhythm, 1100, 400, 0);
  run ("1100 × 400, panned, 6 h in sight", rhythm, 1100, 400, 6 * 3600000.0);
  run ("1100 × 400, panned, 25 min", rhythm, 1100, 400, 1500000);
  run ("1100 × 400, panned, 5 min", rhythm, 1100, 400, 300000);
  run ("1260 × 860, zoomed", rhythm, 1260, 860, 0);
  return 0;
}

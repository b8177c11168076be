/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tachogram-fixture.h"

#include "report/bw-tachogram-figure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* What a frame costs while a day's tachogram and its strip are zoomed and panned: from when the frame
 * clock begins to when the frame is painted, as GTK does it, with what the move itself takes; the
 * processor's time, so that other programs do not count. 60 frames a second leave 16.7 ms for each. */

#define N_BEATS 110000
#define N_FRAMES 300
#define N_FIRST 20 /* frames that warm up caches */
#define PERIOD 150 /* frames from all to closest and back, or from one end to the other */

typedef struct
{
  BwTachogramView *view;
  GArray *frames_ms;   /* double */
  double start_ms;
  double span_ms;      /* panned with so much in sight; 0: zoomed */
  guint frame;
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
  Bench bench = { bw_tachogram_view_new (), g_array_new (FALSE, FALSE, sizeof (double)), 0, span_ms,
                  0 };
  BwTachogramOverview *overview = bw_tachogram_overview_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *window;
  GdkFrameClock *clock;
  double *ms;
  guint n;

  gtk_widget_set_vexpand (GTK_WIDGET (bench.view), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (bench.view));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (overview));
  bw_tachogram_overview_set_view (overview, bench.view);
  bw_tachogram_view_set_rhythm (bench.view, rhythm);
  bw_tachogram_view_select (bench.view, 3600000, 7200000);
  window = ecg_window (box, width, height);

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

/* What the main thread does once when a rhythm comes, and for each edit. */
static void
run_figure (BwRhythm *rhythm)
{
  double least_ms = INFINITY;

  for (guint i = 0; i < 10; i++)
    {
      double start_ms = get_ms ();
      g_autoptr (BwTachogramFigure) figure = bw_tachogram_figure_new (rhythm);

      least_ms = MIN (least_ms, get_ms () - start_ms);
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

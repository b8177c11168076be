/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-frames.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define N_FRAMES 300
#define N_FIRST 20 /* frames that warm up caches */

typedef struct
{
  GArray *frames_ms;   /* double */
  double start_ms;
} Frames;

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bench_get_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static void
on_before_paint (GdkFrameClock *clock,
                 Frames        *frames)
{
  frames->start_ms = bench_get_ms ();
}

static void
on_after_paint (GdkFrameClock *clock,
                Frames        *frames)
{
  double ms = bench_get_ms () - frames->start_ms;

  g_array_append_val (frames->frames_ms, ms);
}

void
bench_frames (const char      *name,
              GtkWidget       *view,
              GtkTickCallback  step,
              gpointer         data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (view);
  Frames frames = { g_array_new (FALSE, FALSE, sizeof (double)), 0 };
  guint tick_id, n;
  double *ms;

  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), &frames);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after_paint), &frames);
  tick_id = gtk_widget_add_tick_callback (view, step, data, NULL);
  while (frames.frames_ms->len < N_FRAMES + N_FIRST)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (view, tick_id);
  g_signal_handlers_disconnect_by_data (clock, &frames);

  n = frames.frames_ms->len - N_FIRST;
  ms = &g_array_index (frames.frames_ms, double, N_FIRST);
  qsort (ms, n, sizeof (double), compare_doubles);
  printf ("%-34s median %5.2f ms   95 %% %5.2f ms   most %5.2f ms\n", name, ms[n / 2],
          ms[n * 95 / 100], ms[n - 1]);
  g_array_unref (frames.frames_ms);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "report/bw-hrv-figure.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

/* How long the charts of a day of 110,000 beats take: to be made of its metrics, to be painted with a
 * cursor, and to find what lies under the pointer. All of it happens in the window's thread, where a
 * frame has 16 ms. At twice the pixels, as on a fine screen. */

#define N 110000
#define ROUNDS 21
#define WIDTH 420
#define HEIGHT 290
#define SCALE 2

static BwRr *
make_day (void)
{
  GRand *random = bw_random_new (1, "day");
  BwRr *rr = bw_rr_new (N);
  double at = 0, level = 0;

  for (guint i = 0; i < N; i++)
    {
      double t = at / 1000, day = cos (2 * G_PI * (t / 86400 - 0.6));

      level = 0.995 * level + 4 * bw_random_normal (random);
      rr->rr_ms[i] = round (800 - 150 * day + level + 25 * sin (2 * G_PI * 0.1 * t)
                            + 20 * (1 - day) * sin (2 * G_PI * 0.24 * t) + 8 * bw_random_normal (random));
      at += rr->rr_ms[i];
      rr->end_ms[i] = at;
      rr->segment[i] = i / 30000;
    }
  g_rand_free (random);
  return rr;
}

/* Of this thread, µs: what others do on the machine does not count. */
static gint64
now (void)
{
  struct timespec at;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &at);
  return at.tv_sec * G_USEC_PER_SEC + at.tv_nsec / 1000;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* Milliseconds; sorts @times. */
static double
median (gint64 times[ROUNDS])
{
  qsort (times, ROUNDS, sizeof *times, compare);
  return (double) times[ROUNDS / 2] / 1000;
}

int
main (void)
{
  const BwHrvOptions options = { .no_correction = TRUE };
  const BwPlotRect area = { 0, 0, WIDTH, HEIGHT };
  PangoFontDescription *font = bw_plot_font_new (12);
  g_autoptr (BwRr) rr = make_day ();
  g_autoptr (BwHrv) hrv = bw_hrv_compute (rr, &options);
  g_autoptr (BwHrvTrack) track = bw_hrv_track_new (hrv->nn, 0, 0, NULL);
  const BwHrvFigureSource source = { .hrv = hrv, .track = track, .to_ms = rr->end_ms[N - 1] };
  double made_sum = 0;

  printf ("%u beats, %d × %d at %d×: medians of %d, ms\n", N, WIDTH, HEIGHT, SCALE, ROUNDS);
  for (guint chart = 0; chart < BW_HRV_N_CHARTS; chart++)
    {
      gint64 made[ROUNDS], painted[ROUNDS], found[ROUNDS];
      double ms;

      for (guint i = 0; i < ROUNDS; i++)
        {
          gint64 start = now ();
          g_autoptr (BwHrvFigure) figure = bw_hrv_figure_new ((BwHrvChart) chart, &source);
          cairo_surface_t *surface;
          cairo_t *cr;
          BwHrvFigureCursor cursor;

          made[i] = now () - start;
          start = now ();
          bw_hrv_figure_find (figure, NULL, &area, font, 60 + i * 15, HEIGHT / 2.0, &cursor);
          found[i] = now () - start;
          surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH * SCALE, HEIGHT * SCALE);
          cairo_surface_set_device_scale (surface, SCALE, SCALE);
          cr = cairo_create (surface);
          start = now ();
          bw_hrv_figure_paint (figure, NULL, &cursor, cr, &area, bw_plot_palette_get (FALSE, FALSE), font);
          cairo_surface_flush (surface);
          painted[i] = now () - start;
          cairo_destroy (cr);
          cairo_surface_destroy (surface);
        }
      ms = median (made);
      made_sum += ms;
      printf ("%-12s made %6.2f   painted %6.2f   found %6.2f\n", bw_hrv_chart_get_id ((BwHrvChart) chart),
              ms, median (painted), median (found));
    }
  printf ("%-12s made %6.2f\n", "together", made_sum);
  pango_font_description_free (font);
  return 0;
}

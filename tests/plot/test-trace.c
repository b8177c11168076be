/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot/bw-plot-save.h"
#include "plot/bw-plot-trace.h"

#include <math.h>
#include <string.h>

#define N 4000
#define STEP 0.2
#define MIDDLE 500.0
/* Cairo rounds to a 256th, SVG to fewer decimals. */
#define ROUNDED 0.01

typedef struct
{
  double x, y;
  gboolean begins;   /* a new line */
} Point;

static void
paint (cairo_t          *cr,
       const BwPlotRect *area,
       gpointer          user_data)
{
  static const BwPlotColor black = { 0, 0, 0, 1 };

  bw_plot_trace_paint (cr, user_data, &black);
}

/* What is drawn of @samples. Returns: (transfer full) (element-type Point) */
static GArray *
draw (const double *samples,
      double        tolerance)
{
  BwPlotTrace trace = {
    .samples = samples, .n = N, .step = STEP, .y0 = MIDDLE, .scale = -1, .right = N * STEP,
    .column = STEP, .tolerance = tolerance, .line_width = 1,
  };
  GArray *points = g_array_new (FALSE, FALSE, sizeof (Point));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) svg = bw_plot_render (BW_PLOT_FORMAT_SVG, N * STEP, 2 * MIDDLE, 1, paint, &trace,
                                           NULL, &error);
  g_autofree char *text = NULL;
  const char *at;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
  at = strstr (text, " d=\"M ");
  g_assert_nonnull (at);
  for (at += 4; *at == 'M' || *at == 'L';)
    {
      Point point = { .begins = *at == 'M' };
      char *end;

      point.x = g_ascii_strtod (at + 1, &end);
      point.y = g_ascii_strtod (end, &end);
      g_array_append_val (points, point);
      at = end + strspn (end, " ");
    }
  return points;
}

/* The height of the line at @x. Returns: not a number where there is none */
static double
height_at (const GArray *points,
           double        x)
{
  for (guint i = 1; i < points->len; i++)
    {
      const Point *to = &g_array_index (points, Point, i), *from = to - 1;

      if (!to->begins && from->x - ROUNDED <= x && x <= to->x + ROUNDED)
        return from->y + (to->y - from->y) * (x - from->x) / (to->x - from->x);
    }
  return NAN;
}

/* Slow waves, steep ones, some noise, and a stretch where all is one value. */
static double *
make_samples (void)
{
  double *samples = g_new (double, N);

  for (guint i = 0; i < N; i++)
    {
      double beat = fmod (i, 400) - 200;

      samples[i] = 40 * sin (i / 150.0) + 200 * exp (-beat * beat / 40) + i * 7919u % 101 / 1000.0;
      if (i > 3000 && i < 3500)
        samples[i] = 17;
    }
  samples[100] = 450;
  return samples;
}

/* No sample is farther than @tolerance above or below the line. */
static void
assert_near_line (const GArray *points,
                  const double *samples,
                  double        tolerance)
{
  for (guint i = 0; i < N; i++)
    {
      double steep = fabs (samples[MIN (i + 1, N - 1)] - samples[MAX (i, 1) - 1]) / STEP;

      bw_assert_near (height_at (points, i * STEP), MIDDLE - samples[i],
                      tolerance + ROUNDED * (1 + steep));
    }
}

static void
test_every_sample (void)
{
  g_autofree double *samples = make_samples ();
  g_autoptr (GArray) points = draw (samples, 0);

  /* Cairo itself joins what is in one line. */
  g_assert_cmpuint (points->len, >, N * 3 / 4);
  assert_near_line (points, samples, 0);
}

/* With a tolerance there are far fewer bends, every one at a sample, and no sample is farther from the
 * line. */
static void
test_near_enough (void)
{
  static const double tolerances[] = { 0.05, 0.5 };
  g_autofree double *samples = make_samples ();
  guint most = N / 2;

  for (guint k = 0; k < G_N_ELEMENTS (tolerances); k++)
    {
      g_autoptr (GArray) points = draw (samples, tolerances[k]);

      g_test_message ("%u of %u points within %g", points->len, N, tolerances[k]);
      g_assert_cmpuint (points->len, <, most);
      most = points->len / 2;
      for (guint i = 0; i < points->len; i++)
        {
          const Point *point = &g_array_index (points, Point, i);
          double sample = point->x / STEP;

          bw_assert_near (sample, round (sample), ROUNDED / STEP);
          bw_assert_near (point->y, MIDDLE - samples[(guint) round (sample)], ROUNDED);
        }
      assert_near_line (points, samples, tolerances[k]);
    }
}

/* A sample that is missing breaks the line on both of its sides. */
static void
test_broken (void)
{
  static const double tolerances[] = { 0, 0.5 };
  g_autofree double *samples = make_samples ();

  samples[1000] = samples[3200] = samples[3201] = NAN;
  for (guint k = 0; k < G_N_ELEMENTS (tolerances); k++)
    {
      g_autoptr (GArray) points = draw (samples, tolerances[k]);
      guint n = 0;

      for (guint i = 0; i < points->len; i++)
        n += g_array_index (points, Point, i).begins;
      g_assert_cmpuint (n, ==, 3);
      for (guint i = 0; i < N; i++)
        g_assert_true (isnan (samples[i]) == isnan (height_at (points, i * STEP)));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/trace/every-sample", test_every_sample);
  g_test_add_func ("/plot/trace/near-enough", test_near_enough);
  g_test_add_func ("/plot/trace/broken", test_broken);
  return g_test_run ();
}

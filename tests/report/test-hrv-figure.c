/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-random.h"
#include "bw-test.h"
#include "report/bw-hrv-figure.h"

#include <math.h>
#include <string.h>

#define WIDTH 420
#define HEIGHT 320
#define N_CLOUDY 5000

/* Intervals of 900 ms with a wave of 0.1 Hz and one of 0.25 Hz, and a little noise; a gap of a minute
 * in the middle of those that are to have one. */
static BwRr *
make_rr (guint    n,
         gboolean with_gap)
{
  GRand *random = bw_random_new (3, "figure");
  BwRr *rr = bw_rr_new (n);
  double at = 0;

  for (guint i = 0; i < n; i++)
    {
      double t = at / 1000;

      if (with_gap && i == n / 2)
        at += 60000;
      rr->rr_ms[i] = round (900 + 40 * sin (2 * G_PI * 0.1 * t) + 25 * sin (2 * G_PI * 0.25 * t)
                            + 6 * bw_random_normal (random));
      at += rr->rr_ms[i];
      rr->end_ms[i] = at;
      rr->segment[i] = with_gap && i >= n / 2;
    }
  g_rand_free (random);
  return rr;
}

typedef struct
{
  BwHrv *hrv;
  BwHrvTrack *track;
  BwHrvFigureSource source;
} Made;

static void
make (Made       *made,
      const BwRr *rr)
{
  const BwHrvOptions options = { .no_correction = TRUE };

  made->hrv = bw_hrv_compute (rr, &options);
  made->track = bw_hrv_track_new (made->hrv->nn, 0, 0, NULL);
  made->source = (BwHrvFigureSource) { .hrv = made->hrv, .track = made->track,
                                       .to_ms = rr->n > 0 ? rr->end_ms[rr->n - 1] : 0 };
}

static void
unmake (Made *made)
{
  bw_hrv_free (made->hrv);
  bw_hrv_track_free (made->track);
}

static void
test_ids (void)
{
  for (guint i = 0; i < BW_HRV_N_CHARTS; i++)
    {
      BwHrvChart chart;

      g_assert_true (bw_hrv_chart_from_id (bw_hrv_chart_get_id ((BwHrvChart) i), &chart));
      g_assert_cmpuint (chart, ==, i);
      g_assert_cmpuint (strlen (bw_hrv_chart_get_title (chart)), >, 3);
      g_assert_cmpuint (strlen (bw_hrv_chart_get_words (chart)), >, 20);
    }
  {
    BwHrvChart chart = BW_HRV_CHART_DFA;

    g_assert_false (bw_hrv_chart_from_id ("pie", &chart));
    g_assert_false (bw_hrv_chart_from_id (NULL, &chart));
    g_assert_cmpuint (chart, ==, BW_HRV_CHART_DFA);
  }
}

/* A line for each stop, and as many cells in each as in the first. */
static void
assert_table (const BwHrvFigure *figure,
              guint              n_lines)
{
  g_autofree char *table = bw_hrv_figure_make_table (figure);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  guint cells = 0;

  g_assert_cmpuint (g_strv_length (lines), ==, n_lines + 2); /* titles, and nothing after the last */
  g_assert_cmpstr (lines[n_lines + 1], ==, "");
  for (guint i = 0; i <= n_lines; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", -1);

      if (i == 0)
        cells = g_strv_length (row);
      g_assert_cmpuint (cells, >=, 2);
      g_assert_cmpuint (g_strv_length (row), ==, cells);
    }
}

/* Every chart of a good recording has something to draw, reads something at every stop, and finds with
 * the pointer what it reads. */
static void
test_charts (void)
{
  g_autoptr (BwRr) rr = make_rr (2400, FALSE);
  PangoFontDescription *font = bw_plot_font_new (12);
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  const BwPlotRect area = { 0, 0, WIDTH, HEIGHT };
  Made made;

  make (&made, rr);
  for (guint chart = 0; chart < BW_HRV_N_CHARTS; chart++)
    {
      g_autoptr (BwHrvFigure) figure = bw_hrv_figure_new ((BwHrvChart) chart, &made.source);
      g_autofree char *words = bw_hrv_figure_describe (figure);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
      cairo_t *cr = cairo_create (surface);
      guint n = bw_hrv_figure_get_n_stops (figure), n_found = 0;
      g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);

      g_assert_null (bw_hrv_figure_get_reason (figure));
      g_assert_cmpuint (n, >, 5);
      g_assert_cmpuint (strlen (words), >, 10);
      assert_table (figure, n);
      for (guint i = 0; i < n; i += MAX (n / 40, 1))
        {
          const BwHrvFigureCursor cursor = { (int) i, 7 };
          g_autofree char *text = bw_hrv_figure_get_text (figure, &cursor);

          g_assert_cmpuint (strlen (text), >, 8);
          g_assert_true (g_utf8_validate (text, -1, NULL));
          bw_hrv_figure_paint (figure, NULL, &cursor, cr, &area, palette, font);
          g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
        }
      for (guint x = 0; x < WIDTH; x += 3)
        {
          BwHrvFigureCursor cursor;

          if (!bw_hrv_figure_find (figure, NULL, &area, font, x, HEIGHT - x * HEIGHT / WIDTH, &cursor))
            continue;
          g_assert_cmpint (cursor.stop, >=, 0);
          g_assert_cmpint (cursor.stop, <, (int) n);
          g_assert_cmpint (cursor.row, <, (int) bw_hrv_figure_get_n_rows (figure));
          g_hash_table_add (found, GINT_TO_POINTER (cursor.stop));
        }
      {
        BwHrvFigureCursor cursor;

        /* Beside the plot nothing is read. */
        g_assert_false (bw_hrv_figure_find (figure, NULL, &area, font, 1, HEIGHT / 2.0, &cursor));
        g_assert_false (bw_hrv_figure_find (figure, NULL, &area, font, WIDTH / 2.0, HEIGHT - 1, &cursor));
        g_assert_cmpint (cursor.stop, ==, -1);
      }
      n_found = g_hash_table_size (found);
      g_assert_cmpuint (n_found, >, 5);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
  unmake (&made);
  pango_font_description_free (font);
}

/* Four intervals by hand: their pairs, the bins they fall in, and the time they are read at. */
static void
test_values (void)
{
  static const double ms[] = { 800, 840, 790, 1001 };
  g_autoptr (BwRr) rr = bw_rr_new (G_N_ELEMENTS (ms));
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (3600);
  g_autoptr (BwHrvFigure) poincare = NULL;
  g_autoptr (BwHrvFigure) histogram = NULL;
  g_autofree char *table = NULL, *text = NULL, *bin = NULL;
  Made made;

  for (guint i = 0; i < rr->n; i++)
    {
      rr->rr_ms[i] = ms[i];
      rr->end_ms[i] = (i > 0 ? rr->end_ms[i - 1] : 0) + ms[i];
    }
  make (&made, rr);
  poincare = bw_hrv_figure_new (BW_HRV_CHART_POINCARE, &made.source);
  {
    /* Of three seconds SD1 is no number. */
    g_autofree char *words = bw_hrv_figure_describe (poincare);

    g_assert_cmpstr (words, ==, "3 pairs of intervals");
  }
  table = bw_hrv_figure_make_table (poincare);
  g_assert_cmpstr (table, ==,
                   "Time\tInterval (ms)\tNext (ms)\n0:00\t800.0\t840.0\n0:01\t840.0\t790.0\n"
                   "0:02\t790.0\t1001.0\n");

  /* 1773300600 s is 07:30:00 UTC. */
  made.source.start_ms = G_GINT64_CONSTANT (1773300600000);
  made.source.zone = zone;
  bw_hrv_figure_unref (poincare);
  poincare = bw_hrv_figure_new (BW_HRV_CHART_POINCARE, &made.source);
  text = bw_hrv_figure_get_text (poincare, &(BwHrvFigureCursor) { 1, 0 });
  g_assert_cmpstr (text, ==, "840 ms, then 790 ms\n−50 ms · 08:30:01");

  histogram = bw_hrv_figure_new (BW_HRV_CHART_HISTOGRAM, &made.source);
  bin = bw_hrv_figure_get_text (histogram, &(BwHrvFigureCursor) { 0, 0 });
  /* 790 is nearest to 792 = 99 · 8. */
  g_assert_cmpstr (bin, ==, "788 to 796 ms\n1 interval");
  unmake (&made);
}

/* The peaks that were put in are read where they are, and the power of the first is that of its sine:
 * 40² / 2 = 800 ms². */
static void
test_spectrum (void)
{
  g_autoptr (BwRr) rr = make_rr (700, FALSE);
  g_autoptr (BwHrvFigure) figure = NULL;
  g_autofree char *words = NULL;
  const char *at;
  Made made;

  make (&made, rr);
  figure = bw_hrv_figure_new (BW_HRV_CHART_SPECTRUM, &made.source);
  words = bw_hrv_figure_describe (figure);
  at = strstr (words, "LF ");
  at = strstr (at + 3, "LF "); /* after VLF */
  g_assert_nonnull (at);
  bw_assert_near (g_ascii_strtod (at + 3, NULL), 800, 90);
  at = strstr (at, "peak at ");
  bw_assert_near (g_ascii_strtod (at + 8, NULL), 0.1, 0.005);
  at = strstr (at + 8, "peak at ");
  bw_assert_near (g_ascii_strtod (at + 8, NULL), 0.25, 0.005);
  unmake (&made);
}

/* A slow wave much greater than that of the breath asks for a logarithmic axis; one like it does not. */
static void
test_look (void)
{
  for (guint great = 0; great < 2; great++)
    {
      g_autoptr (BwRr) rr = make_rr (700, FALSE);
      g_autoptr (BwHrvFigure) figure = NULL;
      BwHrvFigureLook look;
      Made made;

      for (guint i = 0; i < rr->n; i++)
        rr->rr_ms[i] += great * 150 * sin (2 * G_PI * 0.02 * rr->end_ms[i] / 1000);
      make (&made, rr);
      figure = bw_hrv_figure_new (BW_HRV_CHART_SPECTRUM, &made.source);
      bw_hrv_figure_get_default_look (figure, &look);
      g_assert_cmpint (look.logarithmic, ==, great);
      unmake (&made);
    }
}

/* Pairs in their thousands are counted in cells, and none is lost in the table. */
static void
test_many (void)
{
  g_autoptr (BwRr) rr = make_rr (N_CLOUDY, FALSE);
  g_autoptr (BwHrvFigure) figure = NULL;
  g_autofree char *table = NULL;
  g_auto (GStrv) lines = NULL;
  guint64 n = 0;
  Made made;

  make (&made, rr);
  figure = bw_hrv_figure_new (BW_HRV_CHART_POINCARE, &made.source);
  table = bw_hrv_figure_make_table (figure);
  lines = g_strsplit (table, "\n", -1);
  for (guint i = 1; lines[i] && *lines[i]; i++)
    n += g_ascii_strtoull (strrchr (lines[i], '\t') + 1, NULL, 10);
  g_assert_cmpuint (n, ==, N_CLOUDY - 1);
  g_assert_cmpuint (bw_hrv_figure_get_n_stops (figure), ==, N_CLOUDY - 1);
  g_assert_cmpuint (g_strv_length (lines), <, 300);
  unmake (&made);
}

/* No pair is made across a gap, and windows over it are not known. */
static void
test_gap (void)
{
  g_autoptr (BwRr) rr = make_rr (2000, TRUE);
  g_autoptr (BwHrvFigure) pairs = NULL;
  g_autoptr (BwHrvFigure) track = NULL;
  g_autofree char *table = NULL;
  Made made;

  make (&made, rr);
  pairs = bw_hrv_figure_new (BW_HRV_CHART_POINCARE, &made.source);
  g_assert_cmpuint (bw_hrv_figure_get_n_stops (pairs), ==, 1998);
  track = bw_hrv_figure_new (BW_HRV_CHART_SPECTROGRAM, &made.source);
  table = bw_hrv_figure_make_table (track);
  g_assert_nonnull (strstr (table, "–"));
  unmake (&made);
}

/* Of a stretch only the windows within it are told of. */
static void
test_stretch (void)
{
  g_autoptr (BwRr) rr = make_rr (3000, FALSE);
  g_autoptr (BwHrvFigure) all = NULL;
  g_autoptr (BwHrvFigure) part = NULL;
  g_autoptr (BwHrvFigure) map = NULL;
  g_autofree char *text = NULL;
  guint n = 0;
  Made made;

  make (&made, rr);
  all = bw_hrv_figure_new (BW_HRV_CHART_TRACK, &made.source);
  made.source.from_ms = 600000;
  made.source.to_ms = 1200000;
  for (guint i = 0; i < made.track->n; i++)
    n += made.track->middle_ms[i] >= 600000 && made.track->middle_ms[i] <= 1200000;
  part = bw_hrv_figure_new (BW_HRV_CHART_TRACK, &made.source);
  map = bw_hrv_figure_new (BW_HRV_CHART_SPECTROGRAM, &made.source);
  g_assert_cmpuint (n, >, 3);
  g_assert_cmpuint (bw_hrv_figure_get_n_stops (all), ==, made.track->n);
  g_assert_cmpuint (bw_hrv_figure_get_n_stops (part), ==, n);
  g_assert_cmpuint (bw_hrv_figure_get_n_stops (map), ==, n);
  text = bw_hrv_figure_get_text (part, &(BwHrvFigureCursor) { 0, 0 });
  g_assert_true (g_str_has_prefix (text, "10:"));
  made.source.from_ms = 10;
  made.source.to_ms = 20;
  bw_hrv_figure_unref (part);
  part = bw_hrv_figure_new (BW_HRV_CHART_TRACK, &made.source);
  g_assert_nonnull (bw_hrv_figure_get_reason (part));
  unmake (&made);
}

/* What is too short says why, and is no picture. */
static void
test_reasons (void)
{
  static const guint lengths[] = { 0, 1, 2, 20 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (BwRr) rr = make_rr (lengths[i], FALSE);
      Made made;

      make (&made, rr);
      for (guint chart = 0; chart < BW_HRV_N_CHARTS; chart++)
        {
          g_autoptr (BwHrvFigure) figure = bw_hrv_figure_new ((BwHrvChart) chart, &made.source);
          const char *reason = bw_hrv_figure_get_reason (figure);
          gboolean drawn = (chart == BW_HRV_CHART_POINCARE && lengths[i] >= 2)
                           || (chart == BW_HRV_CHART_HISTOGRAM && lengths[i] >= 1);
          g_autoptr (GError) error = NULL;
          g_autoptr (GBytes) bytes
              = bw_hrv_figure_render (figure, NULL, BW_PLOT_FORMAT_PNG,
                                      bw_plot_palette_get (FALSE, FALSE), &error);
          g_autofree char *words = bw_hrv_figure_describe (figure);

          g_assert_cmpint (reason == NULL, ==, drawn);
          if (drawn)
            {
              g_assert_no_error (error);
              g_assert_nonnull (bytes);
              continue;
            }
          g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
          g_assert_cmpstr (error->message, ==, reason);
          g_assert_cmpstr (words, ==, reason);
          g_assert_cmpuint (bw_hrv_figure_get_n_stops (figure), ==, 0);
          g_assert_null (bw_hrv_figure_make_table (figure));
        }
      unmake (&made);
    }
}

static void
test_render (void)
{
  static const struct
  {
    BwPlotFormat format;
    const char *start;
  } formats[] = {
    { BW_PLOT_FORMAT_PNG, "\x89PNG" }, { BW_PLOT_FORMAT_SVG, "<?xml" }, { BW_PLOT_FORMAT_PDF, "%PDF" },
  };
  g_autoptr (BwRr) rr = make_rr (3000, TRUE);
  const BwHrvFigureLook look = { .logarithmic = TRUE };
  Made made;

  make (&made, rr);
  for (guint chart = 0; chart < BW_HRV_N_CHARTS; chart++)
    for (guint f = 0; f < G_N_ELEMENTS (formats); f++)
      {
        g_autoptr (BwHrvFigure) figure = bw_hrv_figure_new ((BwHrvChart) chart, &made.source);
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) bytes = bw_hrv_figure_render (figure, &look, formats[f].format,
                                                         bw_plot_palette_get (FALSE, FALSE), &error);
        const char *folder = g_getenv ("BW_TEST_PICTURES");

        g_assert_no_error (error);
        g_assert_cmpuint (g_bytes_get_size (bytes), >, 2000);
        g_assert_cmpmem (g_bytes_get_data (bytes, NULL), strlen (formats[f].start), formats[f].start,
                         strlen (formats[f].start));
        /* A picture in vectors stays small, however many pairs there are. */
        g_assert_cmpuint (g_bytes_get_size (bytes), <, 1500000);
        if (folder)
          {
            g_autofree char *name = g_strdup_printf ("figure-%s.%s", bw_hrv_chart_get_id ((BwHrvChart) chart),
                                                     bw_plot_format_get_id (formats[f].format));
            g_autofree char *path = g_build_filename (folder, name, NULL);

            g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                                (gssize) g_bytes_get_size (bytes), NULL));
          }
      }
  unmake (&made);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/hrv-figure/ids", test_ids);
  g_test_add_func ("/report/hrv-figure/charts", test_charts);
  g_test_add_func ("/report/hrv-figure/values", test_values);
  g_test_add_func ("/report/hrv-figure/spectrum", test_spectrum);
  g_test_add_func ("/report/hrv-figure/look", test_look);
  g_test_add_func ("/report/hrv-figure/many", test_many);
  g_test_add_func ("/report/hrv-figure/gap", test_gap);
  g_test_add_func ("/report/hrv-figure/stretch", test_stretch);
  g_test_add_func ("/report/hrv-figure/reasons", test_reasons);
  g_test_add_func ("/report/hrv-figure/render", test_render);
  return g_test_run ();
}

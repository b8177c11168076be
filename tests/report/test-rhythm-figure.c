/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test.h"
#include "report/bw-rhythm-figure.h"

#include <math.h>
#include <string.h>

/* A breathing heart, for @n beats. */
static BwRhythm *
make_rhythm (guint n)
{
  g_autoptr (BwRr) rr = bw_rr_new (n);
  g_autoptr (BwRhythmSource) source = NULL;
  double end_ms = 0;

  for (guint i = 0; i < n; i++)
    {
      rr->rr_ms[i] = 800 + 40 * sin (i * 0.7) + 11 * sin (i * 2.3);
      rr->end_ms[i] = end_ms += rr->rr_ms[i];
    }
  source = bw_rhythm_source_new (BW_RHYTHM_RR, "night.txt", bw_measured_beats_new (rr, 0));
  return bw_rhythm_new (source, NULL, NULL);
}

static GBytes *
render (const BwRhythm  *rhythm,
        guint            chart,
        double           from_ms,
        double           to_ms,
        BwPlotFormat     format,
        GCancellable    *cancellable,
        GError         **error)
{
  return bw_rhythm_figure_render (rhythm, chart, from_ms, to_ms, format,
                                  bw_plot_palette_get (FALSE, FALSE), cancellable, error);
}

static void
test_ids (void)
{
  guint chart;

  for (guint i = 0; i < BW_RHYTHM_N_CHARTS; i++)
    {
      g_assert_true (bw_rhythm_chart_from_id (bw_rhythm_chart_get_id (i), &chart));
      g_assert_cmpuint (chart, ==, i);
    }
  g_assert_true (bw_rhythm_chart_from_id ("tachogram", &chart));
  g_assert_cmpuint (chart, ==, BW_RHYTHM_CHART_TACHOGRAM);
  g_assert_false (bw_rhythm_chart_from_id ("pie", &chart));
}

/* Each chart in each format; no two of them are the same picture. */
static void
test_render (void)
{
  static const char *const begins[] = { "\x89PNG", "<?xml", "%PDF" };
  g_autoptr (BwRhythm) rhythm = make_rhythm (2000);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint chart = 0; chart < BW_RHYTHM_N_CHARTS; chart++)
    for (guint format = 0; format < G_N_ELEMENTS (begins); format++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) bytes = render (rhythm, chart, 0, G_MAXDOUBLE, format, NULL, &error);

        g_assert_no_error (error);
        g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 4, begins[format], 4);
        if (format == BW_PLOT_FORMAT_PNG)
          g_assert_true (g_hash_table_add (
            seen, g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes)));
      }
  g_assert_cmpuint (g_hash_table_size (seen), ==, BW_RHYTHM_N_CHARTS);
}

/* A stretch is not the whole, and what is too short for a chart is said to be. */
static void
test_part (void)
{
  g_autoptr (BwRhythm) rhythm = make_rhythm (400);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) whole = render (rhythm, BW_RHYTHM_CHART_TACHOGRAM, 0, G_MAXDOUBLE,
                                     BW_PLOT_FORMAT_SVG, NULL, &error);
  g_autoptr (GBytes) part = render (rhythm, BW_RHYTHM_CHART_TACHOGRAM, 60000, 90000,
                                    BW_PLOT_FORMAT_SVG, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (g_bytes_equal (whole, part));
  g_assert_null (render (rhythm, 1 + BW_HRV_CHART_DFA, 60000, 70000, BW_PLOT_FORMAT_SVG, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_assert_null (render (rhythm, BW_RHYTHM_CHART_TACHOGRAM, 1e9, 2e9, BW_PLOT_FORMAT_SVG, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
}

static void
test_nothing (void)
{
  g_autoptr (BwRhythm) empty = make_rhythm (0), rhythm = make_rhythm (400);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (guint chart = 0; chart < BW_RHYTHM_N_CHARTS; chart++)
    {
      g_autoptr (GError) none = NULL, cancelled = NULL;

      g_assert_null (render (empty, chart, 0, G_MAXDOUBLE, BW_PLOT_FORMAT_PDF, NULL, &none));
      g_assert_error (none, BW_ERROR, BW_ERROR_TOO_FEW);
      g_assert_null (render (rhythm, chart, 0, G_MAXDOUBLE, BW_PLOT_FORMAT_PDF, cancellable,
                             &cancelled));
      g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rhythm-figure/ids", test_ids);
  g_test_add_func ("/rhythm-figure/render", test_render);
  g_test_add_func ("/rhythm-figure/part", test_part);
  g_test_add_func ("/rhythm-figure/nothing", test_nothing);
  return g_test_run ();
}

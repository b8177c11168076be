/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "plot-test-rr.h"
#include "plot-test.h"

#include <math.h>
#include <string.h>

static const char *const scheme_names[] = { "light", "dark", "light-high-contrast",
                                            "dark-high-contrast" };

static cairo_surface_t *
paint (const BwPlotTachogram *plot,
       int                    width,
       int                    height,
       const BwPlotPalette   *palette,
       const char            *name)
{
  cairo_surface_t *surface = plot_test_surface (width, height, palette);
  PangoFontDescription *font = bw_plot_font_new (12);
  cairo_t *cr = cairo_create (surface);
  BwPlotRect area = { 0, 0, width, height };

  bw_plot_tachogram_paint (cr, &area, plot, palette, font);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  pango_font_description_free (font);
  if (name)
    plot_test_save (surface, name);
  return surface;
}

static BwPlotTachogramLayout
lay_out (const BwPlotTachogram *plot,
         int                    width,
         int                    height)
{
  PangoFontDescription *font = bw_plot_font_new (12);
  BwPlotRect area = { 0, 0, width, height };
  BwPlotTachogramLayout layout;

  bw_plot_tachogram_layout (&layout, plot, &area, font);
  pango_font_description_free (font);
  return layout;
}

/* Pixels of @color in the area. */
static guint
count (cairo_surface_t   *surface,
       const BwPlotRect  *area,
       const BwPlotColor *color)
{
  guint n = 0;

  for (double y = area->y; y < area->y + area->height; y++)
    for (double x = area->x; x < area->x + area->width; x++)
      {
        BwPlotColor pixel = plot_test_pixel (surface, x, y);

        n += plot_test_same (&pixel, color);
      }
  return n;
}

/* Seventy beats as five minutes of a watch have them, in every scheme; marks stand where they are meant
 * to, in their colour. */
static void
test_short (void)
{
  PlotTestRr *rr = plot_test_rr_new (70, 9, 12000);
  BwPlotTachogram plot = plot_test_rr_get_plot (rr);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  plot.zone = zone;
  plot.start_ms = bw_time_days_from_civil (2025, 3, 1) * BW_TIME_DAY + 7 * BW_TIME_HOUR + 1234;
  for (guint scheme = 0; scheme < 4; scheme++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
      g_autofree char *name = g_strdup_printf ("tachogram-%s", scheme_names[scheme]);
      BwPlotTachogramLayout layout = lay_out (&plot, 900, 300);
      cairo_surface_t *surface = paint (&plot, 900, 300, palette, name);
      guint seen = 0;

      for (guint i = 0; i < plot.n_marks; i++)
        {
          const BwPlotTachogramMark *mark = &plot.marks[i];
          double x = bw_plot_scale_map (&layout.time, mark->time_ms);
          double y = bw_plot_tachogram_place (&layout, mark->rr_ms);
          BwPlotRect around = { floor (x) - 5, floor (y) - 5, 10, 10 };

          /* Beyond the edge, at the edge. */
          g_assert_cmpfloat (y, >=, layout.plot.y);
          g_assert_cmpfloat (y, <=, layout.plot.y + layout.plot.height);
          if (mark->rr_ms >= layout.rr.d0 && mark->rr_ms <= layout.rr.d1)
            bw_assert_near (y, bw_plot_scale_map (&layout.rr, mark->rr_ms), 12);
          g_assert_cmpuint (count (surface, &around, &palette->tachogram.beat[mark->kind]), >=, 6);
          seen |= 1u << mark->kind;
        }
      g_assert_cmpuint (seen, ==, 0x1e);
      cairo_surface_destroy (surface);
    }
  cairo_surface_destroy (paint (&plot, 340, 240, bw_plot_palette_get (FALSE, FALSE),
                                "tachogram-narrow"));
  plot_test_rr_free (rr);
}

/* A low tachogram is not all legend; a high one tells in words. */
static void
test_legend (void)
{
  PlotTestRr *rr = plot_test_rr_new (70, 9, 12000);
  BwPlotTachogram plot = plot_test_rr_get_plot (rr);
  BwPlotTachogramLayout low = lay_out (&plot, 340, 160), high = lay_out (&plot, 340, 400);
  BwPlotTachogramLayout wide = lay_out (&plot, 1000, 160);

  g_assert_cmpfloat (low.legend.height, <=, 0.2 * 160);
  g_assert_cmpfloat (low.legend.height, >, 10);
  g_assert_cmpfloat (high.legend.height, >, 2 * low.legend.height);
  g_assert_cmpfloat (wide.legend.height, >, 10);
  g_assert_cmpfloat (wide.legend.height, <, 25);
  cairo_surface_destroy (paint (&plot, 340, 160, bw_plot_palette_get (FALSE, FALSE),
                                "tachogram-low"));
  plot.n_marks = plot.n_by_hand = 0;
  memset (plot.kind_counts, 0, sizeof plot.kind_counts);
  low = lay_out (&plot, 340, 160);
  g_assert_cmpfloat (low.legend.height, ==, 0);
  plot_test_rr_free (rr);
}

/* The axis follows the corrected intervals: an interval twice as long does not press the rest into a
 * line, and all corrected ones lie within. */
static void
test_fit (void)
{
  PlotTestRr *rr = plot_test_rr_new (300, 25, 0);
  BwPlotTachogram plot = plot_test_rr_get_plot (rr);
  double low, high;

  bw_plot_tachogram_fit (&plot, &low, &high);
  for (guint i = 0; i < plot.corrected.n; i++)
    {
      g_assert_cmpfloat (plot.corrected.rr_ms[i], >, low);
      g_assert_cmpfloat (plot.corrected.rr_ms[i], <, high);
    }
  g_assert_cmpfloat (high, <, 1150);
  g_assert_cmpfloat (low, >, 650);

  /* What is not in sight counts for nothing. */
  plot.from_ms = 100000;
  plot.to_ms = 103000;
  bw_plot_tachogram_fit (&plot, &low, &high);
  g_assert_cmpfloat (high - low, >=, 100);
  g_assert_cmpfloat (high - low, <, 200);
  plot_test_rr_free (rr);

  /* Of very many, the outermost are let go; of few, none. */
  rr = plot_test_rr_new (20000, 0, 0);
  plot = plot_test_rr_get_plot (rr);
  ((double *) (void *) rr->nn_ms->data)[7000] = 4000;
  bw_plot_tachogram_fit (&plot, &low, &high);
  g_assert_cmpfloat (high, <, 1300);
  plot.from_ms = plot.corrected.time_ms[7000] - 60000;
  plot.to_ms = plot.corrected.time_ms[7000] + 60000;
  bw_plot_tachogram_fit (&plot, &low, &high);
  g_assert_cmpfloat (high, >, 4000);
  plot_test_rr_free (rr);
}

/* A beat is found where it is painted, and none where there is none. */
static void
test_find (void)
{
  PlotTestRr *rr = plot_test_rr_new (70, 9, 12000);
  BwPlotTachogram plot = plot_test_rr_get_plot (rr);
  BwPlotTachogramLayout layout = lay_out (&plot, 900, 300);
  double x, y = bw_plot_scale_map (&layout.rr, 850);

  for (guint i = 0; i < plot.corrected.n; i++)
    {
      x = bw_plot_scale_map (&layout.time, plot.corrected.time_ms[i]);
      y = bw_plot_scale_map (&layout.rr, plot.corrected.rr_ms[i]);
      g_assert_cmpint (bw_plot_tachogram_find (&layout, &plot.corrected, x + 1, y - 1, 8), ==, i);
    }
  x = bw_plot_scale_map (&layout.time, (plot.gaps[0].from_ms + plot.gaps[0].to_ms) / 2);
  g_assert_cmpint (bw_plot_tachogram_find (&layout, &plot.corrected, x, y, 8), ==, -1);
  /* Hidden ones are another line's. */
  x = bw_plot_scale_map (&layout.time, plot.measured.time_ms[0]);
  y = bw_plot_scale_map (&layout.rr, plot.measured.rr_ms[0]);
  g_assert_true (plot.measured.hidden[0]);
  g_assert_cmpint (bw_plot_tachogram_find (&layout, &plot.measured, x, y, 1), ==, -1);

  g_assert_cmpuint (bw_plot_tachogram_line_seek (&plot.corrected, -1), ==, 0);
  g_assert_cmpuint (bw_plot_tachogram_line_seek (&plot.corrected, plot.corrected.time_ms[5]), ==, 5);
  g_assert_cmpuint (bw_plot_tachogram_line_seek (&plot.corrected, plot.corrected.time_ms[5] + 0.01), ==,
                    6);
  g_assert_cmpuint (bw_plot_tachogram_line_seek (&plot.corrected, 1e12), ==, plot.corrected.n);
  plot_test_rr_free (rr);
}

/* Nothing is painted over a gap but its hatching, and no line leads across it. */
static void
test_gap (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  PlotTestRr *rr = plot_test_rr_new (40, 0, 30000);
  BwPlotTachogram plot = plot_test_rr_get_plot (rr);
  BwPlotTachogramLayout layout = lay_out (&plot, 900, 300);
  cairo_surface_t *surface = paint (&plot, 900, 300, palette, "tachogram-gap");
  double left = bw_plot_scale_map (&layout.time, plot.gaps[0].from_ms);
  double right = bw_plot_scale_map (&layout.time, plot.gaps[0].to_ms);
  BwPlotRect gap = { ceil (left) + 5, layout.plot.y, right - left - 10, layout.plot.height - 30 };
  BwPlotRect beside = { layout.plot.x, layout.plot.y, left - layout.plot.x, layout.plot.height };

  g_assert_cmpuint (count (surface, &gap, &palette->ink), ==, 0);
  g_assert_cmpuint (count (surface, &beside, &palette->ink), >, 100);
  g_assert_cmpuint (plot_test_count_other (surface, &gap, &palette->background), >,
                    0.95 * gap.width * gap.height);
  cairo_surface_destroy (surface);
  plot_test_rr_free (rr);
}

/* The selection, the cursor and where a dragged beat would go are where they should be. */
static void
test_cursor (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  PlotTestRr *rr = plot_test_rr_new (70, 0, 0);
  BwPlotTachogram plot = plot_test_rr_get_plot (rr);
  BwPlotTachogramLayout layout = lay_out (&plot, 900, 300);
  cairo_surface_t *surface;
  BwPlotRect column = { 0, layout.plot.y + 2, 1, layout.plot.height - 4 };

  plot.has_selection = TRUE;
  plot.selection_from_ms = 10000;
  plot.selection_to_ms = 20000;
  plot.has_cursor = TRUE;
  plot.cursor_ms = plot.corrected.time_ms[40];
  plot.cursor_rr_ms = plot.corrected.rr_ms[40];
  plot.cursor_text = "0:34.1\n851 ms · 71 bpm\nNormal beat";
  plot.has_ghost = TRUE;
  plot.ghost_ms = 50000;
  surface = paint (&plot, 900, 300, palette, "tachogram-cursor");
  column.x = floor (bw_plot_scale_map (&layout.time, plot.cursor_ms));
  g_assert_cmpuint (count (surface, &column, &palette->accent), >, 0.8 * column.height);
  column.x = round (bw_plot_scale_map (&layout.time, 10000)) - 1;
  g_assert_cmpuint (count (surface, &column, &palette->accent), >, 0.8 * column.height);
  column.x = round (bw_plot_scale_map (&layout.time, 20000));
  g_assert_cmpuint (count (surface, &column, &palette->accent), >, 0.8 * column.height);
  column.x = round (bw_plot_scale_map (&layout.time, 15000));
  g_assert_cmpuint (count (surface, &column, &palette->background), ==, 0);
  column.x = round (bw_plot_scale_map (&layout.time, 25000));
  g_assert_cmpuint (count (surface, &column, &palette->background), >, 0.8 * column.height);
  cairo_surface_destroy (surface);
  plot_test_rr_free (rr);
}

/* A day: each beat adds to a cloud, whose least beat is to be seen, on the screen and on paper. */
static void
test_day (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  PlotTestRr *rr = plot_test_rr_new (110000, 47, 3600000);
  BwPlotTachogram plot = plot_test_rr_get_plot (rr);
  BwPlotTachogramLayout layout = lay_out (&plot, 1000, 320);
  cairo_surface_t *surface = paint (&plot, 1000, 320, palette, "tachogram-day");
  guint columns = 0, expected = 0;
  gint64 start_us;
  double ms;

  for (double x = layout.plot.x + 8; x < layout.plot.x + layout.plot.width - 8; x++)
    {
      double time_ms = bw_plot_scale_invert (&layout.time, x);
      BwPlotRect column = { x, layout.plot.y + 16, 1, layout.plot.height - 32 };

      if (time_ms > plot.gaps[0].from_ms - 120000 && time_ms < plot.gaps[0].to_ms + 120000)
        continue;
      expected++;
      columns += plot_test_count_other (surface, &column, &palette->background) > 40;
    }
  g_assert_cmpuint (columns, ==, expected);
  cairo_surface_destroy (surface);

  start_us = g_get_monotonic_time ();
  surface = paint (&plot, 1000, 320, palette, NULL);
  ms = (double) (g_get_monotonic_time () - start_us) / 1000;
  g_test_message ("110,000 beats: %.1f ms", ms);
  cairo_surface_destroy (surface);
  plot_test_rr_free (rr);

  /* One beat far from the others, among ten thousand. */
  rr = plot_test_rr_new (10000, 0, 0);
  plot = plot_test_rr_get_plot (rr);
  plot.low_ms = 500;
  plot.high_ms = 2000;
  ((double *) (void *) rr->nn_ms->data)[5000] = 1800;
  layout = lay_out (&plot, 1000, 320);
  surface = paint (&plot, 1000, 320, palette, NULL);
  {
    double x = bw_plot_scale_map (&layout.time, plot.corrected.time_ms[5000]);
    double y = bw_plot_scale_map (&layout.rr, 1800);
    BwPlotRect around = { floor (x) - 2, floor (y) - 2, 4, 4 };

    BwPlotColor darkest = palette->background;

    for (double row = around.y; row < around.y + 4; row++)
      for (double column = around.x; column < around.x + 4; column++)
        {
          BwPlotColor pixel = plot_test_pixel (surface, column, row);

          darkest = pixel.green < darkest.green ? pixel : darkest;
        }
    g_assert_cmpfloat (bw_plot_contrast (&darkest, &palette->background), >, 2.5);
  }
  cairo_surface_destroy (surface);
  plot_test_rr_free (rr);
}

/* Of somewhat more beats than a line can have, the cloud is nearly as dark as the line would be. */
static void
test_between (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  PlotTestRr *rr = plot_test_rr_new (1200, 0, 0);
  double darkness[2];

  for (guint k = 0; k < 2; k++)
    {
      /* The same beats, on a picture that has room for lines and on one that has not quite. */
      int width = k == 0 ? 760 : 620;
      BwPlotTachogram plot = plot_test_rr_get_plot (rr);
      BwPlotTachogramLayout layout = lay_out (&plot, width, 300);
      cairo_surface_t *surface = paint (&plot, width, 300, palette,
                                        k == 0 ? "tachogram-line" : "tachogram-between");
      double sum = 0, n = 0;

      g_assert_cmpint (plot.corrected.n > 2 * layout.plot.width, ==, k);
      for (double x = layout.plot.x + 20; x < layout.plot.x + layout.plot.width - 20; x++)
        for (double y = layout.plot.y + 10; y < layout.plot.y + layout.plot.height - 10; y++)
          {
            BwPlotColor pixel = plot_test_pixel (surface, x, y);

            sum += 1 - pixel.green;
            n++;
          }
      darkness[k] = sum / n;
      cairo_surface_destroy (surface);
    }
  g_assert_cmpfloat (darkness[1], >, 0.6 * darkness[0]);
  g_assert_cmpfloat (darkness[1], <, 1.4 * darkness[0]);
  plot_test_rr_free (rr);
}

/* No beat, one, two, none but artefacts, values that are no numbers, and every size: within the area,
 * and no trouble. */
static void
test_odd (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);

  for (guint n = 0; n < 5; n++)
    {
      PlotTestRr *rr = plot_test_rr_new (n, n == 4 ? 1 : 0, n > 2 ? 5000 : 0);
      BwPlotTachogram plot = plot_test_rr_get_plot (rr);
      g_autofree char *name = g_strdup_printf ("tachogram-%u-beats", n);

      cairo_surface_destroy (paint (&plot, 400, 200, palette, name));
      plot.low_ms = 300;
      plot.high_ms = 301;
      for (int size = 1; size < 120; size += 13)
        {
          cairo_surface_t *surface = plot_test_surface (size + 40, size + 40, palette);
          PangoFontDescription *font = bw_plot_font_new (12);
          cairo_t *cr = cairo_create (surface);
          BwPlotRect area = { 20, 20, size, size };
          BwPlotRect outside[] = { { 0, 0, 20, size + 40 }, { 20 + size, 0, 20, size + 40 },
                                   { 0, 0, size + 40, 20 }, { 0, 20 + size, size + 40, 20 } };

          bw_plot_tachogram_paint (cr, &area, &plot, palette, font);
          g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
          for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
            g_assert_cmpuint (plot_test_count_other (surface, &outside[i], &palette->background), ==,
                              0);
          cairo_destroy (cr);
          cairo_surface_destroy (surface);
          pango_font_description_free (font);
        }
      plot_test_rr_free (rr);
    }
  {
    PlotTestRr *rr = plot_test_rr_new (3000, 10, 0);
    BwPlotTachogram plot = plot_test_rr_get_plot (rr);
    double *nn_ms = (double *) (void *) rr->nn_ms->data, low, high;

    for (guint i = 0; i < plot.corrected.n; i += 3)
      nn_ms[i] = i % 2 ? NAN : INFINITY;
    bw_plot_tachogram_fit (&plot, &low, &high);
    g_assert_true (isfinite (low) && isfinite (high) && low < high);
    cairo_surface_destroy (paint (&plot, 400, 200, palette, NULL));
    plot.to_ms = 60000;
    cairo_surface_destroy (paint (&plot, 400, 200, palette, NULL));
    plot_test_rr_free (rr);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/tachogram/short", test_short);
  g_test_add_func ("/plot/tachogram/legend", test_legend);
  g_test_add_func ("/plot/tachogram/fit", test_fit);
  g_test_add_func ("/plot/tachogram/find", test_find);
  g_test_add_func ("/plot/tachogram/gap", test_gap);
  g_test_add_func ("/plot/tachogram/cursor", test_cursor);
  g_test_add_func ("/plot/tachogram/day", test_day);
  g_test_add_func ("/plot/tachogram/between", test_between);
  g_test_add_func ("/plot/tachogram/odd", test_odd);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot-test.h"
#include "plot/bw-plot-intervals.h"

#include <math.h>

static const BwPlotIntervalsRow rules[] = {
  { "Comparator", "used", TRUE, 0.971, 0.934, 0.988, { "168 of 173", "97 %", "93 – 99 %" }, TRUE },
  { "Logistic rule, same day", NULL, TRUE, 0.965, 0.926, 0.984, { "167 of 173", "97 %", "93 – 98 %" },
    FALSE },
  { "Heart rate alone", "rival", TRUE, 0.653, 0.580, 0.721, { "113 of 173", "65 %", "58 – 72 %" }, FALSE },
  { "Always the more frequent class", "rival", TRUE, 0.555, 0.480, 0.627,
    { "96 of 173", "55 %", "48 – 63 %" }, FALSE },
  { "Nothing to judge by", NULL, FALSE, 0.2, 0, 0, { NULL, "–", NULL }, FALSE },
};

static const BwPlotIntervalsTick ticks[] = {
  { 0, "0" }, { 0.25, "25" }, { 0.5, "50" }, { 0.75, "75" }, { 1, "100 %" },
};

static const BwPlotIntervals chart = {
  .rows = rules,
  .n_rows = G_N_ELEMENTS (rules),
  .high = 1,
  .ticks = ticks,
  .n_ticks = G_N_ELEMENTS (ticks),
  .has_reference = TRUE,
  .reference = 0.555,
  .reference_label = "Guessing: 56 %",
  .cursor = -1,
};

/* Below and above zero, and one that is off the axis. */
static const BwPlotIntervalsRow differences[] = {
  { "Level", NULL, TRUE, -1.1, -3.9, 1.5, { NULL, "−1.1 %", "−3.9 to +1.5" }, FALSE },
  { "Average", "shown", TRUE, 0, 0, 0, { NULL, "–", NULL }, TRUE },
  { "Last reading", NULL, TRUE, 20.2, 9, 33, { NULL, "+20.2 %", "+9.0 to +33.0" }, FALSE },
  { "Same hour", NULL, TRUE, 46, 37, 58, { NULL, "+46.0 %", "+37.0 to +58.0" }, FALSE },
};

static const BwPlotIntervalsTick percents[] = {
  { -10, "−10" }, { 0, "0" }, { 10, "+10" }, { 20, "+20" }, { 30, "+30 %" },
};

static const BwPlotIntervals against = {
  .rows = differences,
  .n_rows = G_N_ELEMENTS (differences),
  .low = -10,
  .high = 30,
  .ticks = percents,
  .n_ticks = G_N_ELEMENTS (percents),
  .titles = { NULL, "Difference", "95 % interval" },
  .cursor = -1,
};

static void
paint (cairo_surface_t         *surface,
       const BwPlotIntervals *self,
       const BwPlotRect        *area,
       const BwPlotPalette     *palette)
{
  PangoFontDescription *font = bw_plot_font_new (13);
  cairo_t *cr = cairo_create (surface);

  bw_plot_intervals_paint (cr, area, self, palette, font);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  pango_font_description_free (font);
}

static void
test_layout (void)
{
  PangoFontDescription *font = bw_plot_font_new (13);
  BwPlotIntervalsLayout layout;
  const double widths[] = { 300, 330, 599, 600, 700, 1200 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      BwPlotRect area = { 0, 0, widths[i], bw_plot_intervals_height (&chart, widths[i], font) };

      bw_plot_intervals_layout (&layout, &chart, &area, font);
      g_assert_cmpint (layout.stacked, ==, widths[i] < 600);
      g_assert_cmpfloat (layout.plot.x, >, 0);
      g_assert_cmpfloat (layout.plot.width, >=, 100);
      g_assert_cmpfloat (layout.plot.y + layout.plot.height, <, area.height);
      g_assert_cmpfloat (layout.plot.height, ==, 5 * layout.row_height);
      g_assert_cmpfloat (layout.figure_right[0], <, layout.figure_right[1]);
      if (layout.stacked)
        g_assert_cmpfloat (layout.figure_right[1], ==, layout.figure_right[2]);
      else
        g_assert_cmpfloat (layout.figure_right[1], <, layout.figure_right[2]);
      g_assert_cmpfloat (layout.figure_right[2], <=, widths[i]);
      if (!layout.stacked)
        g_assert_cmpfloat (layout.plot.x + layout.plot.width, <, layout.figure_right[0]);
    }
  pango_font_description_free (font);
}

/* Marks stand where the shares are: full for what is used, rings for the others, none for nothing. */
static void
test_marks (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  PangoFontDescription *font = bw_plot_font_new (13);
  const double widths[] = { 330, 800 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      BwPlotRect area = { 0, 0, widths[i], bw_plot_intervals_height (&chart, widths[i], font) };
      cairo_surface_t *surface
          = plot_test_surface ((int) area.width, (int) area.height + 1, palette);
      BwPlotIntervalsLayout layout;

      bw_plot_intervals_layout (&layout, &chart, &area, font);
      paint (surface, &chart, &area, palette);
      for (guint row = 0; row < G_N_ELEMENTS (rules); row++)
        {
          double middle = layout.plot.y + (row + 0.5) * layout.row_height;
          double low = bw_plot_scale_map (&layout.value, rules[row].low);
          BwPlotColor pixel;

          if (layout.stacked)
            middle = layout.plot.y + (row + 1) * layout.row_height - 12;
          pixel = plot_test_pixel (surface, bw_plot_scale_map (&layout.value, rules[row].value), middle);
          if (!rules[row].known)
            g_assert_false (plot_test_same (&pixel, &palette->ink));
          else
            g_assert_true (plot_test_same (&pixel, rules[row].is_used ? &palette->ink
                                                                       : &palette->background));
          if (!rules[row].known)
            continue;
          pixel = plot_test_pixel (surface, low + 2, middle);
          g_assert_cmpfloat (bw_plot_contrast (&pixel, &palette->background), >, 3);
        }
      cairo_surface_destroy (surface);
    }
  pango_font_description_free (font);
}

/* Zero lies within, and what is off the axis is an arrow at its end, not a mark on it. */
static void
test_axis (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  PangoFontDescription *font = bw_plot_font_new (13);
  const BwPlotRect area = { 0, 0, 800, bw_plot_intervals_height (&against, 800, font) };
  cairo_surface_t *surface = plot_test_surface (800, (int) area.height + 1, palette);
  BwPlotIntervalsLayout layout;
  BwPlotColor pixel;
  double middle, end;

  bw_plot_intervals_layout (&layout, &against, &area, font);
  end = layout.plot.x + layout.plot.width;
  g_assert_cmpfloat (bw_plot_scale_map (&layout.value, 0), >, layout.plot.x + 50);
  paint (surface, &against, &area, palette);
  middle = layout.plot.y + 1.5 * layout.row_height;
  pixel = plot_test_pixel (surface, bw_plot_scale_map (&layout.value, 0), middle);
  g_assert_true (plot_test_same (&pixel, &palette->ink));

  /* An interval that ends beyond has no cap at the axis' end; inside it has. */
  middle = floor (layout.plot.y + 2.5 * layout.row_height) + 0.5;
  pixel = plot_test_pixel (surface, bw_plot_scale_map (&layout.value, 9), middle - 3);
  g_assert_cmpfloat (bw_plot_contrast (&pixel, &palette->background), >, 1.5);
  pixel = plot_test_pixel (surface, end - 2, middle - 3);
  g_assert_cmpfloat (bw_plot_contrast (&pixel, &palette->background), <, 1.5);
  middle += layout.row_height;
  {
    const BwPlotRect tip = { end - 6, middle - 6, 12, 12 };

    g_assert_cmpuint (plot_test_count_other (surface, &tip, &palette->background), >, 15);
  }
  cairo_surface_destroy (surface);
  pango_font_description_free (font);
}

static void
test_pictures (void)
{
  static const struct
  {
    const char *name;
    int width;
    gboolean dark, high_contrast;
  } looks[] = {
    { "wide", 820, FALSE, FALSE },
    { "wide-dark", 820, TRUE, FALSE },
    { "contrast", 820, FALSE, TRUE },
    { "narrow", 330, FALSE, FALSE },
    { "narrow-dark-contrast", 330, TRUE, TRUE },
  };
  PangoFontDescription *font = bw_plot_font_new (13);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (looks[i].dark, looks[i].high_contrast);
      double height = bw_plot_intervals_height (&chart, looks[i].width - 8, font);
      const BwPlotRect area = { 4, 4, looks[i].width - 8, height };
      cairo_surface_t *surface = plot_test_surface (looks[i].width, (int) height + 8, palette);
      g_autofree char *name = g_strdup_printf ("intervals-%s", looks[i].name);
      BwPlotIntervals with_cursor = chart;

      with_cursor.cursor = 1;
      paint (surface, &with_cursor, &area, palette);
      plot_test_save (surface, name);
      cairo_surface_destroy (surface);

      g_free (name);
      name = g_strdup_printf ("intervals-against-%s", looks[i].name);
      height = bw_plot_intervals_height (&against, looks[i].width - 8, font);
      surface = plot_test_surface (looks[i].width, (int) height + 8, palette);
      paint (surface, &against, &(BwPlotRect) { 4, 4, looks[i].width - 8, height }, palette);
      plot_test_save (surface, name);
      cairo_surface_destroy (surface);
    }
  pango_font_description_free (font);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/intervals/layout", test_layout);
  g_test_add_func ("/plot/intervals/marks", test_marks);
  g_test_add_func ("/plot/intervals/axis", test_axis);
  g_test_add_func ("/plot/intervals/pictures", test_pictures);
  return g_test_run ();
}

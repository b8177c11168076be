/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot-test.h"
#include "plot/bw-plot-proportions.h"

static const BwPlotProportionsRow rules[] = {
  { "Comparator", "used", 173, 168, 0.934, 0.988, TRUE },
  { "Logistic rule, same day", NULL, 173, 167, 0.926, 0.984, FALSE },
  { "Heart rate alone", "rival", 173, 113, 0.580, 0.721, FALSE },
  { "Always the more frequent class", "rival", 173, 96, 0.480, 0.627, FALSE },
  { "Nothing to judge by", NULL, 0, 0, 0, 0, FALSE },
};

static const BwPlotProportions chart = {
  .rows = rules,
  .n_rows = G_N_ELEMENTS (rules),
  .has_reference = TRUE,
  .reference = 0.555,
  .reference_label = "Guessing: 56 %",
  .cursor = -1,
};

static void
paint (cairo_surface_t         *surface,
       const BwPlotProportions *self,
       const BwPlotRect        *area,
       const BwPlotPalette     *palette)
{
  PangoFontDescription *font = bw_plot_font_new (13);
  cairo_t *cr = cairo_create (surface);

  bw_plot_proportions_paint (cr, area, self, palette, font);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  pango_font_description_free (font);
}

static void
test_layout (void)
{
  PangoFontDescription *font = bw_plot_font_new (13);
  BwPlotProportionsLayout layout;
  const double widths[] = { 300, 330, 599, 600, 700, 1200 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      BwPlotRect area = { 0, 0, widths[i], bw_plot_proportions_height (&chart, widths[i], font) };

      bw_plot_proportions_layout (&layout, &chart, &area, font);
      g_assert_cmpint (layout.stacked, ==, widths[i] < 600);
      g_assert_cmpfloat (layout.plot.x, >, 0);
      g_assert_cmpfloat (layout.plot.width, >=, 100);
      g_assert_cmpfloat (layout.plot.y + layout.plot.height, <, area.height);
      g_assert_cmpfloat (layout.plot.height, ==, 5 * layout.row_height);
      g_assert_cmpfloat (layout.count_right, <, layout.percent_right);
      if (layout.stacked)
        g_assert_cmpfloat (layout.percent_right, ==, layout.interval_right);
      else
        g_assert_cmpfloat (layout.percent_right, <, layout.interval_right);
      g_assert_cmpfloat (layout.interval_right, <=, widths[i]);
      if (!layout.stacked)
        g_assert_cmpfloat (layout.plot.x + layout.plot.width, <, layout.count_right);
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
      BwPlotRect area = { 0, 0, widths[i], bw_plot_proportions_height (&chart, widths[i], font) };
      cairo_surface_t *surface
          = plot_test_surface ((int) area.width, (int) area.height + 1, palette);
      BwPlotProportionsLayout layout;

      bw_plot_proportions_layout (&layout, &chart, &area, font);
      paint (surface, &chart, &area, palette);
      for (guint row = 0; row < G_N_ELEMENTS (rules); row++)
        {
          double middle = layout.plot.y + (row + 0.5) * layout.row_height;
          double low = bw_plot_scale_map (&layout.value, rules[row].low);
          double share = rules[row].n > 0 ? (double) rules[row].correct / rules[row].n : 0.2;
          BwPlotColor pixel;

          if (layout.stacked)
            middle = layout.plot.y + (row + 1) * layout.row_height - 12;
          pixel = plot_test_pixel (surface, bw_plot_scale_map (&layout.value, share), middle);
          if (rules[row].n == 0)
            g_assert_false (plot_test_same (&pixel, &palette->ink));
          else
            g_assert_true (plot_test_same (&pixel, rules[row].is_used ? &palette->ink
                                                                       : &palette->background));
          if (rules[row].n == 0)
            continue;
          pixel = plot_test_pixel (surface, low + 2, middle);
          g_assert_cmpfloat (bw_plot_contrast (&pixel, &palette->background), >, 3);
        }
      cairo_surface_destroy (surface);
    }
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
      double height = bw_plot_proportions_height (&chart, looks[i].width - 8, font);
      const BwPlotRect area = { 4, 4, looks[i].width - 8, height };
      cairo_surface_t *surface = plot_test_surface (looks[i].width, (int) height + 8, palette);
      g_autofree char *name = g_strdup_printf ("proportions-%s", looks[i].name);
      BwPlotProportions with_cursor = chart;

      with_cursor.cursor = 1;
      paint (surface, &with_cursor, &area, palette);
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
  g_test_add_func ("/plot/proportions/layout", test_layout);
  g_test_add_func ("/plot/proportions/marks", test_marks);
  g_test_add_func ("/plot/proportions/pictures", test_pictures);
  return g_test_run ();
}

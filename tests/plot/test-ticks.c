/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot-test-looks.h"
#include "plot/bw-plot-legend.h"
#include "plot/bw-plot-ticks.h"

#include <math.h>

static void
assert_ticks (BwPlotTicks *ticks,
              const char  *expected)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 0; i < ticks->n; i++)
    g_string_append_printf (labels, "%s%s", i > 0 ? "|" : "", ticks->ticks[i].label);
  g_assert_cmpstr (labels->str, ==, expected);
  bw_plot_ticks_free (ticks);
}

static void
test_even (void)
{
  const BwPlotScale scale = { 0, 0.5, 0, 250 }, below = { -3, 4, 100, 0 }, none = { 1, 1, 0, 100 };

  assert_ticks (bw_plot_ticks_new (&scale, 44, "Hz"), "0.0|0.1|0.2|0.3|0.4|0.5 Hz");
  assert_ticks (bw_plot_ticks_new (&below, 30, NULL), "−2|0|2|4");
  assert_ticks (bw_plot_ticks_new (&none, 30, "ms"), "");
}

static void
test_logarithmic (void)
{
  const BwPlotScale decade = { log10 (3.5), log10 (70), 0, 260 }, many = { -6, 6, 0, 240 };
  const BwPlotScale small = { -2, 0, 0, 60 };

  assert_ticks (bw_plot_ticks_new_log (&decade, 44, "beats"), "5|10|20|50 beats");
  assert_ticks (bw_plot_ticks_new_log (&many, 44, NULL), "10⁻⁶|10⁻³|1|10³|10⁶");
  assert_ticks (bw_plot_ticks_new_log (&small, 20, "ms"), "0.01|0.1|1 ms");
}

/* Each tick lies where its value does. */
static void
test_places (void)
{
  const BwPlotScale scale = { 0, 3, 400, 0 };
  BwPlotTicks *ticks = bw_plot_ticks_new_log (&scale, 30, NULL);

  g_assert_cmpuint (ticks->n, ==, 10);
  for (guint i = 0; i < ticks->n; i++)
    bw_assert_near (ticks->ticks[i].position, 400 - log10 (ticks->values[i]) / 3 * 400, 1e-9);
  bw_plot_ticks_free (ticks);
}

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    guint decimals;
    const char *expected;
  } cases[] = {
    { 12.345, 1, "12.3" }, { -12.345, 0, "−12" }, { -0.04, 1, "0.0" }, { 0, 0, "0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bw_plot_format_number (cases[i].value, cases[i].decimals);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* A legend takes the lines it says, and breaks where the width ends. */
static void
test_legend (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  const BwPlotLegendEntry entries[] = {
    { BW_PLOT_SAMPLE_LINE, &palette->ink, "Welch", NULL },
    { BW_PLOT_SAMPLE_DASHES, &palette->hrv.line[1], "Lomb", NULL },
    { BW_PLOT_SAMPLE_AREA, &palette->hrv.band_area[1], "LF 812 ms²", NULL },
    { BW_PLOT_SAMPLE_DOT, &palette->hrv.bar, "Dot", NULL },
    { BW_PLOT_SAMPLE_RING, &palette->hrv.bar, "Ring", NULL },
    { BW_PLOT_SAMPLE_HEAT, NULL, "1", "240 ms²/Hz" },
    { BW_PLOT_SAMPLE_NONE, NULL, "Hatched: nothing known", NULL },
  };
  PangoFontDescription *font = bw_plot_font_new (12);
  double before = 0, line;

  bw_plot_text_measure (font, "X", NULL, &line);
  g_assert_cmpfloat (bw_plot_legend_lay (NULL, NULL, 0, NULL, NULL, font), ==, 0);
  for (int width = 900; width >= 140; width -= 190)
    {
      const BwPlotRect area = { 4, 4, width - 8, 200 };
      cairo_surface_t *surface = plot_test_surface (width, 200, palette);
      cairo_t *cr = cairo_create (surface);
      double height = bw_plot_legend_lay (NULL, entries, G_N_ELEMENTS (entries), &area, NULL, font);
      g_autofree char *name = g_strdup_printf ("legend-%d", width);
      BwPlotRect below = { 0, 4 + height, width, 200 - 4 - height };

      g_assert_cmpfloat (height, >=, MAX (before, floor (line)));
      g_assert_cmpfloat (
          bw_plot_legend_lay (cr, entries, G_N_ELEMENTS (entries), &area, palette, font), ==, height);
      g_assert_cmpuint (plot_test_count_other (surface, &below, &palette->background), ==, 0);
      g_assert_cmpuint (plot_test_count_other (surface, &(BwPlotRect) { 4, 4, 20, line },
                                               &palette->background), >, 10);
      before = height;
      cairo_destroy (cr);
      plot_test_save (surface, name);
      cairo_surface_destroy (surface);
    }
  g_assert_cmpfloat (before, >, 2 * line);
  pango_font_description_free (font);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/ticks/even", test_even);
  g_test_add_func ("/plot/ticks/logarithmic", test_logarithmic);
  g_test_add_func ("/plot/ticks/places", test_places);
  g_test_add_func ("/plot/ticks/numbers", test_numbers);
  g_test_add_func ("/plot/ticks/legend", test_legend);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot/bw-plot-palette.h"

#include <math.h>

/* What libadwaita puts under a chart besides the palette's own background: window and card. */
static const BwPlotColor grounds[2][3] = {
  { { 1, 1, 1, 1 }, { 0.98, 0.98, 0.98, 1 }, { 1, 1, 1, 1 } },
  { { 0.1412, 0.1412, 0.1412, 1 }, { 0.188, 0.188, 0.188, 1 }, { 0.212, 0.212, 0.212, 1 } },
};

static void
test_reference (void)
{
  const BwPlotColor black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };
  const BwPlotColor grey = { 0x77 / 255.0, 0x77 / 255.0, 0x77 / 255.0, 1 };

  bw_assert_near (bw_plot_contrast (&black, &white), 21, 1e-9);
  bw_assert_near (bw_plot_contrast (&white, &black), 21, 1e-9);
  bw_assert_near (bw_plot_contrast (&grey, &white), 4.48, 0.005); /* the known near miss of WCAG */
}

static void
assert_contrast (const BwPlotColor *color,
                 const BwPlotColor *ground,
                 double             least,
                 const char        *what,
                 guint              scheme)
{
  double contrast = bw_plot_contrast (color, ground);

  if (contrast < least)
    g_error ("scheme %u, %s: %.2f is below %.1f", scheme, what, contrast, least);
}

static void
test_contrast (void)
{
  for (guint scheme = 0; scheme < 4; scheme++)
    {
      gboolean dark = scheme & 1;
      const BwPlotPalette *palette = bw_plot_palette_get (dark, scheme & 2);
      double text = scheme & 2 ? 7 : 4.5, line = scheme & 2 ? 4.5 : 3;

      for (guint g = 0; g < 4; g++)
        {
          const BwPlotColor *ground = g < 3 ? &grounds[dark][g] : &palette->background;

          assert_contrast (&palette->text, ground, text, "text", scheme);
          assert_contrast (&palette->dim_text, ground, text, "dim text", scheme);
          for (int zone = BW_ZONE_RED; zone <= BW_ZONE_GREEN; zone++)
            {
              BwPlotColor area = bw_plot_color_over (&palette->zone_area[zone], ground);
              BwPlotColor night = bw_plot_color_over (&palette->night, &area);

              assert_contrast (&palette->zone_text[zone], ground, text, "zone text", scheme);
              assert_contrast (&palette->zone_text[zone], &area, text, "zone text on area", scheme);
              assert_contrast (&palette->zone_line[zone], &area, 4.5, "zone line", scheme);
              assert_contrast (&palette->text, &area, text, "text on area", scheme);
              assert_contrast (&palette->ink, &night, line, "ink at night", scheme);
              assert_contrast (&palette->past, &night, line, "past at night", scheme);
              assert_contrast (&palette->accent, &area, line, "cursor", scheme);
            }
        }
    }
}

/* What marks beats stands out from every ground, from a gap and from the selection; kinds are told
 * apart by shape, and as far as colour goes by hue. */
static void
test_tachogram (void)
{
  for (guint scheme = 0; scheme < 4; scheme++)
    {
      gboolean dark = scheme & 1;
      const BwPlotPalette *palette = bw_plot_palette_get (dark, scheme & 2);
      const BwPlotColor *beat = palette->tachogram.beat;
      BwPlotColor shade = palette->accent;
      double line = scheme & 2 ? 4.5 : 3;

      shade.alpha = 0.16;
      for (guint g = 0; g < 4; g++)
        {
          const BwPlotColor *ground = g < 3 ? &grounds[dark][g] : &palette->background;
          BwPlotColor gap = bw_plot_color_over (&palette->ecg.flaw, ground);
          BwPlotColor selected = bw_plot_color_over (&shade, ground);

          assert_contrast (&palette->past, &selected, line, "as measured, selected", scheme);
          assert_contrast (&palette->ink, &selected, 4.5, "corrected, selected", scheme);
          assert_contrast (&palette->dim_text, &gap, 4.5, "break of a gap", scheme);
          for (guint kind = 0; kind < G_N_ELEMENTS (palette->tachogram.beat); kind++)
            {
              assert_contrast (&beat[kind], ground, 4.5, "mark", scheme);
              assert_contrast (&beat[kind], &gap, line, "mark in a gap", scheme);
              assert_contrast (&beat[kind], &selected, line, "mark, selected", scheme);
            }
        }
      for (guint a = 0; a < G_N_ELEMENTS (palette->tachogram.beat); a++)
        for (guint b = 0; b < a; b++)
          g_assert_cmpfloat (fabs (beat[a].red - beat[b].red) + fabs (beat[a].green - beat[b].green)
                               + fabs (beat[a].blue - beat[b].blue),
                             >, 0.25);
    }
}

/* The zones keep to the opacity that was chosen for them: 10 to 18 %. */
static void
test_areas (void)
{
  for (guint scheme = 0; scheme < 4; scheme++)
    for (int zone = BW_ZONE_RED; zone <= BW_ZONE_GREEN; zone++)
      {
        double alpha = bw_plot_palette_get (scheme & 1, scheme & 2)->zone_area[zone].alpha;

        g_assert_cmpfloat (alpha, >=, 0.10);
        g_assert_cmpfloat (alpha, <=, 0.18);
      }
}

/* On ECG paper all that is read stands out from the paper, from its grid and from flawed stretches;
 * the grid is there and no more, its major lines before its minor ones. */
static void
test_ecg (void)
{
  for (guint scheme = 0; scheme < 4; scheme++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
      const BwPlotEcgPalette *ecg = &palette->ecg;
      const BwPlotColor *plain[] = { &ecg->paper, &ecg->minor, &ecg->major };
      double least = scheme & 2 ? 7 : 4.5;
      double minor = bw_plot_contrast (&ecg->minor, &ecg->paper);
      double major = bw_plot_contrast (&ecg->major, &ecg->paper);

      for (guint flawed = 0; flawed < 2; flawed++)
        for (guint g = 0; g < G_N_ELEMENTS (plain); g++)
          {
            BwPlotColor over = bw_plot_color_over (&ecg->flaw, plain[g]);
            const BwPlotColor *ground = flawed ? &over : plain[g];

            assert_contrast (&ecg->trace, ground, least, "trace", scheme);
            assert_contrast (&ecg->mark, ground, 4.5, "mark", scheme);
            assert_contrast (&ecg->flaw_ink, ground, g < 2 ? 4.5 : 3, "flaw", scheme);
            assert_contrast (&ecg->caliper, ground, g < 2 ? 4.5 : 3, "caliper", scheme);
            assert_contrast (&ecg->set[0], ground, g < 2 ? 4.5 : 3, "first set", scheme);
            assert_contrast (&ecg->set[1], ground, g < 2 ? 4.5 : 3, "second set", scheme);
          }
      assert_contrast (&palette->dim_text, &ecg->paper, 4.5, "dim text on paper", scheme);
      assert_contrast (&palette->text, &ecg->paper, least, "text on paper", scheme);
      g_assert_cmpfloat (minor, >, 1.1);
      g_assert_cmpfloat (minor, <, scheme & 2 ? 1.6 : 1.4);
      g_assert_cmpfloat (major, >, minor * 1.15);
      g_assert_cmpfloat (major, <, scheme & 2 ? 2.6 : 2);
      bw_assert_near (ecg->paper.alpha * ecg->minor.alpha * ecg->major.alpha, 1, 0);
    }
}

/* Bands are read by their word on the background and on their own area, and are quiet enough to leave
 * the lines over them at 4.5 : 1. */
static void
test_hrv (void)
{
  for (guint scheme = 0; scheme < 4; scheme++)
    {
      gboolean dark = scheme & 1;
      const BwPlotPalette *palette = bw_plot_palette_get (dark, scheme & 2);
      const BwPlotHrvPalette *hrv = &palette->hrv;
      double text = scheme & 2 ? 7 : 4.5;

      for (guint g = 0; g < 4; g++)
        {
          const BwPlotColor *ground = g < 3 ? &grounds[dark][g] : &palette->background;

          assert_contrast (&hrv->bar, ground, scheme & 2 ? 4.5 : 3, "bar", scheme);
          for (guint band = 0; band < 3; band++)
            {
              BwPlotColor area = bw_plot_color_over (&hrv->band_area[band], ground);

              assert_contrast (&hrv->band_text[band], ground, text, "band's name", scheme);
              assert_contrast (&hrv->band_text[band], &area, text, "band's name on it", scheme);
              assert_contrast (&hrv->line[0], &area, 4.5, "first line", scheme);
              assert_contrast (&hrv->line[1], &area, 4.5, "second line", scheme);
              assert_contrast (&palette->accent, &area, scheme & 2 ? 3 : 2.8, "cursor on a band", scheme);
            }
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/palette/reference", test_reference);
  g_test_add_func ("/plot/palette/contrast", test_contrast);
  g_test_add_func ("/plot/palette/areas", test_areas);
  g_test_add_func ("/plot/palette/tachogram", test_tachogram);
  g_test_add_func ("/plot/palette/ecg", test_ecg);
  g_test_add_func ("/plot/palette/hrv", test_hrv);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot/bw-plot-heat.h"

#include <math.h>

/* sRGB to CIE L*a*b*, D65: the other way round from the code. */
static double
decode (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
cube_root (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

static void
to_lab (const BwPlotColor *color,
        double             lab[3])
{
  double r = decode (color->red), g = decode (color->green), b = decode (color->blue);
  double x = cube_root ((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  double y = cube_root (0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
  double z = cube_root ((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);

  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

static double
distance (const double a[3],
          const double b[3])
{
  return sqrt ((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])
               + (a[2] - b[2]) * (a[2] - b[2]));
}

/* The conversion above against published values: skimage.color.rgb2lab of (255, 0, 0), (0, 0, 255) and
 * (128, 128, 128), to two decimals. */
static void
test_reference (void)
{
  static const struct
  {
    BwPlotColor color;
    double lab[3];
  } cases[] = {
    { { 1, 0, 0, 1 }, { 53.24, 80.09, 67.20 } },
    { { 0, 0, 1, 1 }, { 32.30, 79.19, -107.86 } },
    { { 128 / 255.0, 128 / 255.0, 128 / 255.0, 1 }, { 53.59, 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double lab[3];

      to_lab (&cases[i].color, lab);
      for (guint c = 0; c < 3; c++)
        bw_assert_near (lab[c], cases[i].lab[c], 0.02);
    }
}

/* Nineteen equal steps look equal, lightness goes one way all along, and little looks like the
 * background. */
static void
test_even (void)
{
  for (guint scheme = 0; scheme < 4; scheme++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
      double least = G_MAXDOUBLE, most = 0, before[3], lab[3], sign = scheme & 1 ? 1 : -1;

      for (guint i = 0; i < 20; i++)
        {
          BwPlotColor color = bw_plot_heat_color (palette, i / 19.0);

          to_lab (&color, lab);
          if (i > 0)
            {
              double step = distance (lab, before);

              g_assert_cmpfloat (sign * (lab[0] - before[0]), >, 1.5);
              least = MIN (least, step);
              most = MAX (most, step);
            }
          memcpy (before, lab, sizeof before);
        }
      g_assert_cmpfloat (most / least, <, 1.1);
    }
}

/* As deuteranopes and protanopes see it (F. Viénot, H. Brettel and J. D. Mollon, Color Res. Appl. 24
 * (1999), in linear light): still in order, with every twentieth told from the next. */
static void
test_colour_blind (void)
{
  static const double views[2][9] = {
    { 0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1 },
    { 0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1 },
  };

  for (guint view = 0; view < 2; view++)
    for (guint scheme = 0; scheme < 4; scheme++)
      {
        const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
        double before = 0, sign = scheme & 1 ? 1 : -1;

        for (guint i = 0; i < 20; i++)
          {
            BwPlotColor color = bw_plot_heat_color (palette, i / 19.0);
            double linear[] = { decode (color.red), decode (color.green), decode (color.blue) }, y = 0;
            const double weights[] = { 0.2126729, 0.7151522, 0.0721750 };

            for (guint c = 0; c < 3; c++)
              y += weights[c] * CLAMP (views[view][3 * c] * linear[0] + views[view][3 * c + 1] * linear[1]
                                           + views[view][3 * c + 2] * linear[2], 0, 1);
            y = 116 * cube_root (y) - 16;
            if (i > 0)
              g_assert_cmpfloat (sign * (y - before), >, 1.5);
            before = y;
          }
      }
}

static void
test_table (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  guint32 table[BW_PLOT_HEAT_STEPS];
  BwPlotColor beyond = bw_plot_heat_color (palette, 7), end = bw_plot_heat_color (palette, 1);

  bw_plot_heat_table (palette, table);
  for (guint i = 0; i < BW_PLOT_HEAT_STEPS; i++)
    {
      BwPlotColor color = bw_plot_heat_color (palette, i / 255.0);

      bw_assert_near ((table[i] >> 16 & 0xff) / 255.0, color.red, 0.5 / 255 + 1e-9);
      bw_assert_near ((table[i] >> 8 & 0xff) / 255.0, color.green, 0.5 / 255 + 1e-9);
      bw_assert_near ((table[i] & 0xff) / 255.0, color.blue, 0.5 / 255 + 1e-9);
    }
  g_assert_cmpmem (&beyond, sizeof beyond, &end, sizeof end);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/heat/reference", test_reference);
  g_test_add_func ("/plot/heat/even", test_even);
  g_test_add_func ("/plot/heat/colour-blind", test_colour_blind);
  g_test_add_func ("/plot/heat/table", test_table);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-heat.h"

#include <math.h>

/* The D65 white of sRGB (IEC 61966-2-1). */
#define WHITE_X 0.95047
#define WHITE_Z 1.08883

/* The inverse of the CIE's cube root with its straight foot. */
static double
uncube (double t)
{
  const double delta = 6.0 / 29;

  return t > delta ? t * t * t : 3 * delta * delta * (t - 4.0 / 29);
}

static double
encode (double linear)
{
  double channel = linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow (linear, 1 / 2.4) - 0.055;

  return CLAMP (channel, 0, 1);
}

BwPlotColor
bw_plot_heat_color (const BwPlotPalette *palette,
                    double               t)
{
  const double *from = palette->hrv.heat[0], *to = palette->hrv.heat[1];
  double l, a, b, x, y, z;

  t = CLAMP (t, 0, 1);
  l = (from[0] + t * (to[0] - from[0]) + 16) / 116;
  a = from[1] + t * (to[1] - from[1]);
  b = from[2] + t * (to[2] - from[2]);
  x = WHITE_X * uncube (l + a / 500);
  y = uncube (l);
  z = WHITE_Z * uncube (l - b / 200);
  return (BwPlotColor) {
    encode (3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
    encode (-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
    encode (0.0556434 * x - 0.2040259 * y + 1.0572252 * z),
    1,
  };
}

void
bw_plot_heat_table (const BwPlotPalette *palette,
                    guint32              table[BW_PLOT_HEAT_STEPS])
{
  for (guint i = 0; i < BW_PLOT_HEAT_STEPS; i++)
    {
      BwPlotColor color = bw_plot_heat_color (palette, i / (BW_PLOT_HEAT_STEPS - 1.0));

      table[i] = (guint32) lround (color.red * 255) << 16 | (guint32) lround (color.green * 255) << 8
                 | (guint32) lround (color.blue * 255);
    }
}

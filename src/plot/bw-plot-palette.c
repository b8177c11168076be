/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-palette.h"

#include <math.h>

#define CHANNEL(hex, shift) (((hex) >> (shift) & 0xff) / 255.0)
#define RGBA(hex, a) { CHANNEL (hex, 16), CHANNEL (hex, 8), CHANNEL (hex, 0), (a) }
#define RGB(hex) RGBA (hex, 1.0)

/* The GNOME palette for areas; darker or lighter kin of its colours for text. */
static const BwPlotPalette light = {
  .background = RGB (0xffffff),
  .text = RGB (0x2f2e33),
  .dim_text = RGB (0x5e5c64),
  .grid = RGBA (0x000000, 0.22),
  .ink = RGB (0x241f31),
  .past = RGB (0x77767b),
  .band = RGBA (0x241f31, 0.14),
  .night = RGBA (0x241f31, 0.055),
  .accent = RGB (0x1c71d8),
  .zone_area = { RGBA (0xe01b24, 0.10), RGBA (0xe5a50a, 0.14), RGBA (0x33d17a, 0.16) },
  .zone_line = { RGB (0xc01c28), RGB (0x8f5e00), RGB (0x1a7a4c) },
  .zone_text = { RGB (0xb01722), RGB (0x855700), RGB (0x15704a) },
  .line_width = 2.5,
  .ecg = {
    .paper = RGB (0xfffaf8),
    .minor = RGB (0xfbe3df),
    .major = RGB (0xf1bdb6),
    .trace = RGB (0x1a1720),
    .mark = RGB (0x5c2a7d),
    .flaw = RGBA (0x77767b, 0.14),
    .flaw_ink = RGB (0x4c4a52),
    .caliper = RGB (0x15539e),
    .set = { RGB (0x15539e), RGB (0x9c3f00) },
    .line_width = 1.3,
  },
  .tachogram = { { RGB (0x15704a), RGB (0xb54100), RGB (0x1a5fb4),
                     RGB (0xc01c28), RGB (0x813d9c) } },
  .hrv = {
    .band_area = { RGBA (0x813d9c, 0.13), RGBA (0xe66100, 0.13), RGBA (0x1c71d8, 0.13) },
    .band_text = { RGB (0x613583), RGB (0x8f3b00), RGB (0x15539e) },
    .line = { RGB (0x241f31), RGB (0x15539e) },
    .bar = RGB (0x77767b),
    .heat = { { 95, -4, 16 }, { 25, 10, -40 } },
  },
};

static const BwPlotPalette dark = {
  .background = RGB (0x303030),
  .text = RGB (0xf6f5f4),
  .dim_text = RGB (0xc6c5c2),
  .grid = RGBA (0xffffff, 0.24),
  .ink = RGB (0xffffff),
  .past = RGB (0xa9a8a5),
  .band = RGBA (0xffffff, 0.20),
  .night = RGBA (0x000000, 0.22),
  .accent = RGB (0x78aeed),
  .zone_area = { RGBA (0xe01b24, 0.18), RGBA (0xe5a50a, 0.13), RGBA (0x33d17a, 0.13) },
  .zone_line = { RGB (0xff8a80), RGB (0xf5c211), RGB (0x57e389) },
  .zone_text = { RGB (0xffa49c), RGB (0xf8d45c), RGB (0x8ff0a4) },
  .line_width = 2.5,
  .ecg = {
    .paper = RGB (0x241f20),
    .minor = RGB (0x352b2c),
    .major = RGB (0x553d3f),
    .trace = RGB (0xf6f5f4),
    .mark = RGB (0xe4c2f6),
    .flaw = RGBA (0xc0bfbc, 0.11),
    .flaw_ink = RGB (0xd5d3cf),
    .caliper = RGB (0x99c1f1),
    .set = { RGB (0x99c1f1), RGB (0xffbe6f) },
    .line_width = 1.3,
  },
  .tachogram = { { RGB (0x57e389), RGB (0xffa348), RGB (0x99c1f1),
                     RGB (0xff9d96), RGB (0xe4b8ec) } },
  .hrv = {
    .band_area = { RGBA (0xc061cb, 0.17), RGBA (0xffa348, 0.14), RGBA (0x62a0ea, 0.17) },
    .band_text = { RGB (0xe4c2f6), RGB (0xffbe6f), RGB (0x99c1f1) },
    .line = { RGB (0xffffff), RGB (0x99c1f1) },
    .bar = RGB (0xa9a8a5),
    .heat = { { 23, 4, -24 }, { 92, -8, 54 } },
  },
};

static const BwPlotPalette light_high_contrast = {
  .background = RGB (0xffffff),
  .text = RGB (0x000000),
  .dim_text = RGB (0x241f31),
  .grid = RGBA (0x000000, 0.6),
  .ink = RGB (0x000000),
  .past = RGB (0x3d3846),
  .band = RGBA (0x000000, 0.26),
  .night = RGBA (0x000000, 0.10),
  .accent = RGB (0x1a5fb4),
  .zone_area = { RGBA (0xe01b24, 0.16), RGBA (0xe5a50a, 0.18), RGBA (0x33d17a, 0.18) },
  .zone_line = { RGB (0xa51d2d), RGB (0x6b4700), RGB (0x0f5c36) },
  .zone_text = { RGB (0x7d0f19), RGB (0x4d3300), RGB (0x07401f) },
  .line_width = 3.5,
  .ecg = {
    .paper = RGB (0xffffff),
    .minor = RGB (0xf4cdc8),
    .major = RGB (0xdc958c),
    .trace = RGB (0x000000),
    .mark = RGB (0x3d1259),
    .flaw = RGBA (0x3d3846, 0.13),
    .flaw_ink = RGB (0x1d1b22),
    .caliper = RGB (0x0b3a78),
    .set = { RGB (0x0b3a78), RGB (0x5e2500) },
    .line_width = 2.0,
  },
  .tachogram = { { RGB (0x0f5c36), RGB (0x7a3000), RGB (0x0b3a78),
                     RGB (0x99004d), RGB (0x52196b) } },
  .hrv = {
    .band_area = { RGBA (0x813d9c, 0.20), RGBA (0xe66100, 0.20), RGBA (0x1c71d8, 0.20) },
    .band_text = { RGB (0x3d1259), RGB (0x5e2500), RGB (0x0b3a78) },
    .line = { RGB (0x000000), RGB (0x0b3a78) },
    .bar = RGB (0x3d3846),
    .heat = { { 97, -3, 12 }, { 17, 8, -32 } },
  },
};

static const BwPlotPalette dark_high_contrast = {
  .background = RGB (0x1e1e1e),
  .text = RGB (0xffffff),
  .dim_text = RGB (0xf6f5f4),
  .grid = RGBA (0xffffff, 0.6),
  .ink = RGB (0xffffff),
  .past = RGB (0xdeddda),
  .band = RGBA (0xffffff, 0.32),
  .night = RGBA (0x000000, 0.45),
  .accent = RGB (0x99c1f1),
  .zone_area = { RGBA (0xe01b24, 0.18), RGBA (0xe5a50a, 0.16), RGBA (0x33d17a, 0.16) },
  .zone_line = { RGB (0xff9d96), RGB (0xf9f06b), RGB (0x8ff0a4) },
  .zone_text = { RGB (0xffd0cc), RGB (0xfbf3a0), RGB (0xc4f9cf) },
  .line_width = 3.5,
  .ecg = {
    .paper = RGB (0x000000),
    .minor = RGB (0x332526),
    .major = RGB (0x553a3d),
    .trace = RGB (0xffffff),
    .mark = RGB (0xecd0fa),
    .flaw = RGBA (0xdeddda, 0.14),
    .flaw_ink = RGB (0xf6f5f4),
    .caliper = RGB (0xbcd8fa),
    .set = { RGB (0xbcd8fa), RGB (0xffdcb0) },
    .line_width = 2.0,
  },
  .tachogram = { { RGB (0x8ff0a4), RGB (0xffc78a), RGB (0xbcd8fa),
                     RGB (0xffb0dc), RGB (0xf3d0f7) } },
  .hrv = {
    .band_area = { RGBA (0xc061cb, 0.20), RGBA (0xffa348, 0.16), RGBA (0x62a0ea, 0.20) },
    .band_text = { RGB (0xf8e9ff), RGB (0xffe9cc), RGB (0xdcebfd) },
    .line = { RGB (0xffffff), RGB (0xbcd8fa) },
    .bar = RGB (0xdeddda),
    .heat = { { 14, 3, -18 }, { 94, -10, 50 } },
  },
};

static double
linear_light (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const BwPlotColor *color)
{
  return 0.2126 * linear_light (color->red) + 0.7152 * linear_light (color->green)
         + 0.0722 * linear_light (color->blue);
}

const BwPlotPalette *
bw_plot_palette_get (gboolean is_dark,
                     gboolean high_contrast)
{
  if (high_contrast)
    return is_dark ? &dark_high_contrast : &light_high_contrast;
  return is_dark ? &dark : &light;
}

void
bw_plot_set_color (cairo_t           *cr,
                   const BwPlotColor *color)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}

BwPlotColor
bw_plot_color_over (const BwPlotColor *top,
                    const BwPlotColor *below)
{
  double a = top->alpha;

  return (BwPlotColor) {
    a * top->red + (1 - a) * below->red,
    a * top->green + (1 - a) * below->green,
    a * top->blue + (1 - a) * below->blue,
    1,
  };
}

double
bw_plot_contrast (const BwPlotColor *a,
                  const BwPlotColor *b)
{
  double first = luminance (a), second = luminance (b);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-zone.h"

#include <cairo.h>

G_BEGIN_DECLS

/* sRGB, 0 … 1, not premultiplied. */
typedef struct
{
  double red, green, blue, alpha;
} BwPlotColor;

/* Of an ECG on its paper. Lines on the paper and over its grid stand at 4.5 : 1 or more, marks and
 * text too; the grid itself stays quiet. */
typedef struct
{
  BwPlotColor paper;
  BwPlotColor minor, major;    /* lines of the grid, opaque */
  BwPlotColor trace;
  BwPlotColor mark;            /* R peaks, RR intervals, calibration */
  BwPlotColor flaw;            /* over a part that is hard to read, translucent */
  BwPlotColor flaw_ink;        /* its hatching and its word */
  BwPlotColor caliper;
  BwPlotColor set[2];          /* two recordings overlaid: the first solid, the second dashed */
  double line_width;           /* of the trace */
} BwPlotEcgPalette;

/* Of RR intervals against time. */
typedef struct
{
  BwPlotColor beat[5];         /* marks, by BwPlotBeatKind: normal, ectopic, missed, extra, out of line */
} BwPlotTachogramPalette;

/* Of the charts of heart-rate variability. Bands are told apart by place and word too. */
typedef struct
{
  BwPlotColor band_area[3];    /* VLF, LF, HF: translucent */
  BwPlotColor band_text[3];    /* on the background and on the area: 4.5 : 1 or more */
  BwPlotColor line[2];         /* the first solid, the second dashed */
  BwPlotColor bar;             /* of histograms and dots in their hundreds */
  double heat[2][3];           /* ends of the heat map's scale, CIE L*, a*, b* (D65) */
} BwPlotHrvPalette;

/* What every painter draws with. Text colours and the zones' lines stand at 4.5 : 1 or more on the
 * background and on every zone area over it, other lines at 3 : 1 (WCAG 2.1, 1.4.3 and 1.4.11). */
typedef struct
{
  BwPlotColor background;      /* of saved pictures; on the screen the card shines through */
  BwPlotColor text;
  BwPlotColor dim_text;
  BwPlotColor grid;
  BwPlotColor ink;             /* the line that matters */
  BwPlotColor past;            /* what has been measured */
  BwPlotColor band;            /* the 80 % interval */
  BwPlotColor night;
  BwPlotColor accent;          /* cursor and selection only */
  BwPlotColor zone_area[3];    /* by BwZone */
  BwPlotColor zone_line[3];
  BwPlotColor zone_text[3];
  double line_width;           /* of ink; finer lines follow from it */
  BwPlotEcgPalette ecg;
  BwPlotTachogramPalette tachogram;
  BwPlotHrvPalette hrv;
} BwPlotPalette;

const BwPlotPalette *bw_plot_palette_get (gboolean dark,
                                          gboolean high_contrast);

void bw_plot_set_color (cairo_t           *cr,
                        const BwPlotColor *color);

/* The opaque colour that @top over the opaque @below gives. */
BwPlotColor bw_plot_color_over (const BwPlotColor *top,
                                const BwPlotColor *below);

/* WCAG contrast ratio of two opaque colours, 1 … 21. */
double bw_plot_contrast (const BwPlotColor *a,
                         const BwPlotColor *b);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-min-max.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/* A part of a recording that is hard to read, in seconds from its beginning. */
typedef struct
{
  double start_s, end_s;
  const char *label;           /* (nullable): a short word, told once */
} BwPlotEcgStretch;

/* An ECG on calibrated paper. All arrays are ascending in time and borrowed. */
typedef struct
{
  const double *samples_uv;    /* (array length=n); one that is not finite breaks the line */
  guint n;
  double rate_hz;              /* > 0 */
  double first_s;              /* when the first of them was: not 0 where they are cut out of more */
  const BwPlotMinMax *min_max; /* (nullable): of the same samples; worth it from 100,000 on */

  double unit_per_mm;          /* of the screen or the paper: 72 / 25.4 in a PDF */
  double device_scale;         /* device pixels a unit, to which lines are aligned; 0 on paper */
  double mm_per_s, mm_per_mv;  /* 25 or 50, and 5, 10 or 20; any other where it is zoomed */
  double from_s;               /* at the left edge of the plot; may be before 0 or beyond the end */
  double centre_uv;            /* at half the plot's height */

  gboolean show_grid;
  gboolean show_time_axis;     /* below the plot; speed and gain too */
  gboolean show_calibration;   /* a pulse of 1 mV and 0.2 s, left of the plot */

  const guint32 *peaks;        /* (array length=n_peaks): samples */
  guint n_peaks;
  gboolean show_peaks;         /* a mark above each R wave, never on the line */
  gboolean show_rr;            /* RR intervals between them, where there is room */

  const BwPlotEcgStretch *stretches;
  guint n_stretches;

  gboolean has_calipers;       /* two crossings, A and B */
  double caliper_s[2], caliper_uv[2];
  guint caliper_active;        /* 0 or 1: the one that moves; 2 for none */
  gboolean march;              /* the distance between them, repeated to both sides */
  const char *caliper_text;    /* (nullable): what they measure */
} BwPlotEcg;

/**
 * bw_plot_ecg_get_plot:
 * @area: all the strip may use
 *
 * Where samples lie in @area: what axis, calibration pulse and the row of RR intervals leave of it.
 */
BwPlotRect bw_plot_ecg_get_plot (const BwPlotEcg            *self,
                                 const BwPlotRect           *area,
                                 const PangoFontDescription *font);

/* Between the picture and what it shows; @plot as bw_plot_ecg_get_plot() gives it. */
double bw_plot_ecg_s_to_x (const BwPlotEcg  *self,
                           const BwPlotRect *plot,
                           double            s);
double bw_plot_ecg_x_to_s (const BwPlotEcg  *self,
                           const BwPlotRect *plot,
                           double            x);
double bw_plot_ecg_uv_to_y (const BwPlotEcg  *self,
                            const BwPlotRect *plot,
                            double            uv);
double bw_plot_ecg_y_to_uv (const BwPlotEcg  *self,
                            const BwPlotRect *plot,
                            double            y);

/* What @width of the plot holds of time, and @height of amplitude. */
double bw_plot_ecg_width_to_s (const BwPlotEcg *self,
                               double           width);
double bw_plot_ecg_height_to_uv (const BwPlotEcg *self,
                                 double           height);

/**
 * bw_plot_ecg_paint:
 *
 * Paints paper, grid, stretches, line, marks and calipers, all within @area. Time is a matter of how
 * many pixels there are, not how many samples: a column of pixels shows the least and the greatest
 * of those it holds.
 */
void bw_plot_ecg_paint (cairo_t                    *cr,
                        const BwPlotRect           *area,
                        const BwPlotEcg            *self,
                        const BwPlotPalette        *palette,
                        const PangoFontDescription *font);

/* "25 mm/s · 10 mm/mV". Returns: (transfer full) */
char *bw_plot_ecg_format_scale (double mm_per_s,
                                double mm_per_mv);

G_END_DECLS

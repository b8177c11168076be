/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/* The text of a report: a few sizes of one family, in points. */

typedef enum {
  BW_REPORT_STYLE_TITLE,
  BW_REPORT_STYLE_HEADING,
  BW_REPORT_STYLE_STRONG,
  BW_REPORT_STYLE_BODY,
  BW_REPORT_STYLE_CHART,   /* words within a chart */
  BW_REPORT_STYLE_SMALL,   /* foot, small print, heads of columns */
  BW_REPORT_N_STYLES,
} BwReportStyle;

typedef struct
{
  PangoContext *context;
  PangoFontDescription *fonts[BW_REPORT_N_STYLES];
} BwReportFonts;

/* @family: (nullable): in what to write, of any size; the system's sans-serif */
void bw_report_fonts_init (BwReportFonts              *self,
                           const PangoFontDescription *family);
void bw_report_fonts_clear (BwReportFonts *self);

/**
 * bw_report_text_layout:
 * @text: UTF-8; what is not is replaced
 * @width: lines break at words, and within one that is longer; ≤ 0 for no limit
 *
 * Returns: (transfer full)
 */
PangoLayout *bw_report_text_layout (const BwReportFonts *fonts,
                                    BwReportStyle        style,
                                    const char          *text,
                                    double               width);

/* Cuts a layout of one line at its end to @width. */
void bw_report_text_ellipsize (PangoLayout *layout,
                               double       width);

void bw_report_text_get_size (PangoLayout *layout,
                              double      *width,
                              double      *height);

/* How high line @line is. */
double bw_report_text_get_line_height (PangoLayout *layout,
                                       guint        line);

/* Draws lines @from … @to − 1 with the upper left corner of the first at @x, @y. */
void bw_report_text_draw_lines (cairo_t           *cr,
                                PangoLayout       *layout,
                                guint              from,
                                guint              to,
                                const BwPlotColor *color,
                                double             x,
                                double             y);

G_END_DECLS

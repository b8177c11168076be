/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/bw-ecg-figure.h"

G_BEGIN_DECLS

/* All in points. */
#define BW_ECG_FIGURE_UNIT_PER_MM (72 / 25.4)
#define BW_ECG_FIGURE_MARGIN (12 * BW_ECG_FIGURE_UNIT_PER_MM)
#define BW_ECG_FIGURE_ROW_GAP 6.0

typedef struct
{
  double from_s, to_s;
  double low_mm, high_mm;      /* of amplitude, whole squares of the paper */
  double height;               /* in points, with the rows for marks and stretches */
  guint page;
} BwEcgFigureRow;

struct _BwEcgFigure
{
  BwPlotEcg ecg;               /* what all rows share; its arrays are ours */
  double *samples_uv;          /* of what is shown, and some on both sides of it */
  guint32 *peaks;              /* among them */
  BwPlotEcgStretch *stretches;
  char *name;                  /* (nullable): whose it is, where that is to be printed */
  char *date;
  GPtrArray *findings;         /* pieces of text that stand in a line as long as there is room */
  GPtrArray *particulars;
  PangoFontDescription *head_font, *text_font, *row_font;
  double from_s, to_s;         /* what is shown */
  double length_s;             /* of the recording */
  double row_s;                /* a row's length */
  double field_width;          /* of the calibration pulse, left of it */
  GArray *rows;                /* (element-type BwEcgFigureRow) */
  guint n_pages;
};

/* Makes what title and foot say; of what is shown of the recording the range must be set. */
void bw_ecg_figure_fill_texts (BwEcgFigure              *self,
                               const BwEcgFigureSource  *source,
                               GTimeZone                *zone,
                               const BwEcgFigureOptions *options);

/* "40 s", "1:20" where there are more than a minute and a half of them. */
char *bw_ecg_figure_format_start (double s,
                                  double longest_s);

/* "Page 1 of 3" for 0 of 3. */
char *bw_ecg_figure_format_page (guint page,
                                 guint n_pages);

/* Paints the title from the margins on, no wider than @width, where @cr is given. Returns: its height
 * with the gap under it */
double bw_ecg_figure_lay_head (cairo_t             *cr,
                               const BwEcgFigure   *self,
                               const BwPlotPalette *palette,
                               double               width);

/* What it is not, and which page (nullable), up to @bottom. Returns: its height with the gap above */
double bw_ecg_figure_lay_foot (cairo_t             *cr,
                               const BwEcgFigure   *self,
                               const BwPlotPalette *palette,
                               double               width,
                               double               bottom,
                               const char          *page);

G_END_DECLS

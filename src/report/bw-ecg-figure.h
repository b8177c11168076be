/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-ecg.h"
#include "plot/bw-plot-save.h"
#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* What is printed: a recording, and what has been found in it. All is borrowed, and copied. */
typedef struct
{
  const BwRecording *recording;
  const double *samples_uv;            /* (array length=n_samples of recording): to be drawn */
  const char *filter;                  /* (nullable): what they went through, in words */
  const guint32 *peaks;                /* (array length=n_peaks): samples, ascending */
  guint n_peaks;
  const BwPlotEcgStretch *stretches;   /* (array length=n_stretches) */
  guint n_stretches;
  gboolean has_hr;
  double hr_bpm;
  const char *quality;                 /* (nullable): a word */
} BwEcgFigureSource;

typedef struct
{
  double mm_per_s;                     /* 25 or 50 */
  double mm_per_mv;                    /* 5, 10 or 20 */
  gboolean show_peaks, show_rr, show_stretches;
  gboolean has_range;                  /* otherwise all of it */
  double from_s, to_s;
  const char *person_name;             /* (nullable): not printed */
  const char *date_of_birth;           /* (nullable): not printed */
  const PangoFontDescription *font;    /* (nullable): the family to write in, of any size; the
                                        * system's sans-serif */
} BwEcgFigureOptions;

#define BW_ECG_FIGURE_OPTIONS_DEFAULT                                                              \
  { .mm_per_s = 25, .mm_per_mv = 10, .show_peaks = TRUE, .show_rr = TRUE, .show_stretches = TRUE }

/**
 * BwEcgFigure:
 *
 * A recording as it is printed, saved and copied: title, rows of ten seconds at 25 mm/s (five at
 * 50) each with its calibration pulse and its start, and a foot. Rows are as high as their waves,
 * so that none reaches into the next. Immutable and reference counted, so that a thread can draw
 * it too.
 */
typedef struct _BwEcgFigure BwEcgFigure;

/* A page: A4 on its side, in points. */
#define BW_ECG_FIGURE_PAGE_WIDTH (297 * 72 / 25.4)
#define BW_ECG_FIGURE_PAGE_HEIGHT (210 * 72 / 25.4)
#define BW_ECG_FIGURE_SCALE 2 /* pixels a point where it becomes pixels */

/**
 * bw_ecg_figure_new:
 * @zone: whose clock the date and time of the recording are told by
 */
BwEcgFigure *bw_ecg_figure_new (const BwEcgFigureSource  *source,
                                GTimeZone                *zone,
                                const BwEcgFigureOptions *options);
BwEcgFigure *bw_ecg_figure_ref (BwEcgFigure *self);
void bw_ecg_figure_unref (BwEcgFigure *self);

guint bw_ecg_figure_get_n_pages (const BwEcgFigure *self);

/**
 * bw_ecg_figure_paint_page:
 * @page: from 0
 * @palette: (nullable): %NULL for the light one
 *
 * Paints a page over 0, 0 … %BW_ECG_FIGURE_PAGE_WIDTH, %BW_ECG_FIGURE_PAGE_HEIGHT, true to scale
 * where a unit is a point: for paper, so nothing is aligned to pixels.
 */
void bw_ecg_figure_paint_page (const BwEcgFigure   *self,
                               guint                page,
                               const BwPlotPalette *palette,
                               cairo_t             *cr);

/**
 * bw_ecg_figure_render:
 * @palette: (nullable): %NULL for the light one
 *
 * The figure as a file's bytes: all pages as PDF, or all rows below each other as one PNG or SVG. It
 * is one stage of @progress (nullable), told by the page. Cancelled, it ends with the page or the row.
 *
 * Returns: (transfer full): %NULL with %BW_ERROR_INVALID where that is too high for a picture,
 *   %BW_ERROR_FAILED, or %G_IO_ERROR_CANCELLED
 */
GBytes *bw_ecg_figure_render (const BwEcgFigure    *self,
                              BwPlotFormat          format,
                              const BwPlotPalette  *palette,
                              BwProgress           *progress,
                              GCancellable         *cancellable,
                              GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwEcgFigure, bw_ecg_figure_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-text.h"
#include "plot/bw-plot-time.h"
#include "plot/bw-plot-scale.h"

G_BEGIN_DECLS

/* One hour ahead: the score's median and its 80 % band, 0 … 100. */
typedef struct
{
  gint64 time_ms;
  double score, low, high;
  gboolean flagged;            /* stands out as a likely bad hour */
} BwPlotForecastHour;

/* Where what is measured begins anew: another device, or its new software. */
typedef struct
{
  gint64 time_ms;
  const char *label;
} BwPlotForecastEra;

/* A reading that came in an hour that had been forecast. */
typedef struct
{
  gint64 time_ms;
  double value;
  gboolean inside;             /* of the band of its hour */
} BwPlotForecastCame;

/* What the chart shows. All arrays are ascending in time (notes: by start) and borrowed. */
typedef struct
{
  GTimeZone *zone;
  gint64 from_ms, now_ms, to_ms;       /* a stretch of the past alone has now_ms ≥ to_ms */
  const char *now_label;               /* "Now", or the date where the data are old */
  const char *title;                   /* (nullable): the quantity, told once */
  const BwPlotPoint *past;             /* hourly level as it was known; a gap breaks the line */
  guint n_past;
  const BwPlotPoint *readings;
  guint n_readings;
  const BwPlotSpan *nights;
  guint n_nights;
  const BwPlotForecastEra *eras;
  guint n_eras;
  const BwPlotSpan *notes;             /* the person's own; end_ms = start_ms for a moment */
  guint n_notes;
  const BwPlotForecastHour *hours;
  guint n_hours;
  const double *net;                   /* (nullable) (array length=n_hours): the LSTM's own scores */
  const double *reading_low;           /* (nullable) (array length=n_hours): where 80 % of single */
  const double *reading_high;          /* readings were expected: with what came */
  const BwPlotPoint *after;            /* the level as it went on after now */
  guint n_after;
  const BwPlotForecastCame *came;
  guint n_came;
  double alert_score;                  /* a line to watch; 0 for none */
  gboolean has_day_score;              /* a mark at now: what the day scores with all its terms */
  double day_score;
  gboolean has_cursor;
  gint64 cursor_ms;
  double cursor_score;
  const char *cursor_text;             /* (nullable): lines of the read-out beside the cursor */
  gboolean has_selection;              /* a stretch that is being marked */
  gint64 select_from_ms, select_to_ms;
} BwPlotForecast;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  BwPlotRect plot;
  BwPlotTimeScale time;                /* breaks at now_ms, half the width or a third for what is ahead;
                                        * straight where there is nothing but past */
  BwPlotScale score;
  gboolean stacked_words;              /* shape over word at the right edge, where it is narrow */
} BwPlotForecastLayout;

void bw_plot_forecast_layout (BwPlotForecastLayout       *layout,
                              const BwPlotForecast       *self,
                              const BwPlotRect           *area,
                              const PangoFontDescription *font);

/**
 * bw_plot_forecast_paint:
 * @area: all the chart may use, axes and words included
 *
 * Paints zones, nights, notes, past, forecast with its band, flagged hours, what came, axes and cursor.
 * Where there are more hours than pixels, the level is the area between the least and the greatest of
 * each column, and readings that would cover each other are one dot. The background is left as it is.
 */
void bw_plot_forecast_paint (cairo_t                    *cr,
                             const BwPlotRect           *area,
                             const BwPlotForecast       *self,
                             const BwPlotPalette        *palette,
                             const PangoFontDescription *font);

G_END_DECLS

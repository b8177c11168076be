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

/* What the chart shows. All arrays are ascending in time and borrowed. */
typedef struct
{
  GTimeZone *zone;
  gint64 from_ms, now_ms, to_ms;
  const char *now_label;               /* "Now", or the date where the data are old */
  const char *title;                   /* (nullable): the quantity, told once */
  const BwPlotPoint *past;             /* hourly level as it was known; a gap breaks the line */
  guint n_past;
  const BwPlotPoint *readings;
  guint n_readings;
  const BwPlotSpan *nights;
  guint n_nights;
  const BwPlotForecastHour *hours;
  guint n_hours;
  double alert_score;                  /* a line to watch; 0 for none */
  gboolean has_day_score;              /* a mark at now: what the day scores with all its terms */
  double day_score;
  gboolean has_cursor;
  gint64 cursor_ms;
  double cursor_score;
  const char *cursor_text;             /* (nullable): lines of the read-out beside the cursor */
} BwPlotForecast;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  BwPlotRect plot;
  BwPlotTimeScale time;                /* breaks at now_ms, half the width for either side */
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
 * Paints zones, nights, past, forecast with its band, flagged hours, axes and cursor. The
 * background is left as it is.
 */
void bw_plot_forecast_paint (cairo_t                    *cr,
                             const BwPlotRect           *area,
                             const BwPlotForecast       *self,
                             const BwPlotPalette        *palette,
                             const PangoFontDescription *font);

G_END_DECLS

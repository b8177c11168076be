/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"
#include "plot/bw-plot-time.h"

G_BEGIN_DECLS

/* One day. What is not known is left out, and breaks its line. */
typedef struct
{
  gint64 time_ms;              /* where it stands: its noon */
  gboolean has_score;
  double score;                /* 0 … 100 */
  gboolean has_value;
  double value;                /* ln ms */
  gboolean has_week;
  double week;                 /* 7-day mean, ln ms */
  double week_cv_percent;      /* how much the days of that week vary */
  gboolean has_normal;
  double normal_low, normal_high;
  gboolean new_era;            /* a line before it: what came before was measured otherwise */
} BwPlotTrendDay;

/* One of the readings that the values are means of. */
typedef struct
{
  gint64 time_ms;
  double value;                /* ln ms */
  gboolean at_night;           /* another shape */
} BwPlotTrendReading;

/* What the chart shows: the score of each day over its zones, below it the values with their 7-day mean
 * in the normal range and the readings behind them, and how much the days of a week vary. All arrays
 * are ascending in time and borrowed. */
typedef struct
{
  GTimeZone *zone;
  gint64 from_ms, to_ms;
  const char *score_title;             /* the quantities, told once; (nullable): no such part */
  const char *value_title;
  const char *cv_title;                /* (nullable): no such part */
  const char *value_name;              /* of a dot, for the legend: "Night" */
  const BwPlotTrendDay *days;
  guint n_days;
  const BwPlotTrendReading *readings;  /* (nullable): values are dots; with readings they are bars */
  guint n_readings;
  const BwPlotSpan *notes;             /* a person's own notes; a moment ends where it starts */
  guint n_notes;
  int cursor;                          /* a day, or −1 */
  int cursor_reading;                  /* one of that day, or −1 */
  int selected_reading;                /* the one that is shown elsewhere, or −1 */
  const char *cursor_text;             /* (nullable): lines of the read-out beside the cursor */
} BwPlotTrend;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  BwPlotRect score_plot, value_plot, cv_plot; /* of no height where they are left out */
  BwPlotRect all;                      /* from the top of the first to the bottom of the last */
  BwPlotRect notes;                    /* a strip below the first */
  double score_head, value_head, cv_head; /* middles of the lines of text above them */
  BwPlotTimeScale time;                /* of all */
  BwPlotScale score, value, cv;
  gboolean stacked_words;              /* shape over word at the right edge, where it is narrow */
  gboolean dense;                      /* a day is too narrow for a mark a reading */
} BwPlotTrendLayout;

void bw_plot_trend_layout (BwPlotTrendLayout          *layout,
                           const BwPlotTrend          *self,
                           const BwPlotRect           *area,
                           const PangoFontDescription *font);

/* The day whose place is nearest to the horizontal position @x; −1 where there is none. */
int bw_plot_trend_find_day (const BwPlotTrend       *self,
                            const BwPlotTrendLayout *layout,
                            double                   x);

/* The reading whose mark lies at most @reach from the point; −1 where there is none, and where the days
 * are too narrow for a mark a reading. */
int bw_plot_trend_find_reading (const BwPlotTrend       *self,
                                const BwPlotTrendLayout *layout,
                                double                   x,
                                double                   y,
                                double                   reach);

/* The note whose mark is at the point; −1 where there is none. */
int bw_plot_trend_find_note (const BwPlotTrend       *self,
                             const BwPlotTrendLayout *layout,
                             double                   x,
                             double                   y);

/**
 * bw_plot_trend_paint:
 * @area: all the chart may use, axes and words included
 *
 * Paints its parts on one time axis. The background is left as it is.
 */
void bw_plot_trend_paint (cairo_t                    *cr,
                          const BwPlotRect           *area,
                          const BwPlotTrend          *self,
                          const BwPlotPalette        *palette,
                          const PangoFontDescription *font);

G_END_DECLS

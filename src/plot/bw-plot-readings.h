/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"
#include "plot/bw-plot-time.h"

G_BEGIN_DECLS

/* How a reading is marked. */
typedef enum {
  BW_PLOT_READING_BY_DAY,   /* a ring */
  BW_PLOT_READING_AT_NIGHT, /* a filled diamond */
  BW_PLOT_READING_UNUSED,   /* a cross: it does not count */
} BwPlotReadingKind;

#define BW_PLOT_READING_N_KINDS 3

typedef struct
{
  gint64 time_ms;
  double value;                /* ms, ≥ 0 */
  gboolean has_error;
  double error;                /* its standard error, ms: a bar to both sides */
  BwPlotReadingKind kind;
} BwPlotReading;

/* The readings of a day against the clock. All is borrowed. */
typedef struct
{
  GTimeZone *zone;
  gint64 from_ms, to_ms;       /* from_ms < to_ms */
  const char *title;           /* the quantity with its unit */
  const BwPlotReading *readings;
  guint n_readings;            /* by time */
  gboolean has_normal;         /* a band */
  double normal_low, normal_high;
  const char *kind_names[BW_PLOT_READING_N_KINDS]; /* in the legend, where there is one of it */
  const char *normal_name;
} BwPlotReadings;

/* Where things lie. */
typedef struct
{
  BwPlotRect plot;
  double head;                 /* the middle of the line of text above it */
  BwPlotTimeScale time;
  BwPlotScale value;           /* from 0 on, upwards */
} BwPlotReadingsLayout;

void bw_plot_readings_layout (BwPlotReadingsLayout       *layout,
                              const BwPlotReadings       *self,
                              const BwPlotRect           *area,
                              const PangoFontDescription *font);

/**
 * bw_plot_readings_paint:
 * @area: all the chart may use, axes and legend included
 *
 * Readings that do not count have no part in the height of the axis; one beyond it stands at its end.
 * The background is left as it is.
 */
void bw_plot_readings_paint (cairo_t                    *cr,
                             const BwPlotRect           *area,
                             const BwPlotReadings       *self,
                             const BwPlotPalette        *palette,
                             const PangoFontDescription *font);

G_END_DECLS

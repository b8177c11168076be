/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/* RR intervals against time, with what is no normal beat marked by shape and colour. All times are
 * milliseconds since the first beat. */

/* What a beat was found to be, or made by hand; each has a shape of its own. */
typedef enum {
  BW_PLOT_BEAT_NORMAL,         /* a disc; marked only where a person said so */
  BW_PLOT_BEAT_ECTOPIC,        /* a triangle */
  BW_PLOT_BEAT_MISSED,         /* an empty diamond */
  BW_PLOT_BEAT_EXTRA,          /* a cross */
  BW_PLOT_BEAT_LONG_SHORT,     /* a square */
} BwPlotBeatKind;

#define BW_PLOT_BEAT_N_KINDS 5

/* Intervals, each at the beat that ends it. */
typedef struct
{
  guint n;
  const double *time_ms;       /* (array length=n): not descending */
  const double *rr_ms;         /* (array length=n) */
  const guint8 *follows;       /* (array length=n): whether a line joins it to the one before */
  const guint8 *hidden;        /* (nullable) (array length=n): not drawn, for another line has it */
} BwPlotTachogramLine;

typedef struct
{
  double time_ms, rr_ms;       /* an interval of 0 or less has no place of its own: at the bottom */
  BwPlotBeatKind kind;
  guint8 by_hand;              /* ringed */
  guint8 removed;              /* there is no beat here any more */
} BwPlotTachogramMark;

/* No beats are known between the two. */
typedef struct
{
  double from_ms, to_ms;
} BwPlotTachogramGap;

typedef struct
{
  BwPlotTachogramLine measured;    /* thin and dim, under what was made of it */
  BwPlotTachogramLine corrected;   /* the NN intervals */
  const BwPlotTachogramMark *marks;
  guint n_marks;                   /* by time */
  const BwPlotTachogramGap *gaps;
  guint n_gaps;                    /* by time, apart from each other */

  const char *kind_names[BW_PLOT_BEAT_N_KINDS]; /* (nullable): in the legend, where any is marked */
  guint kind_counts[BW_PLOT_BEAT_N_KINDS];
  guint n_by_hand;

  double from_ms, to_ms;           /* what is seen, from_ms < to_ms */
  double low_ms, high_ms;          /* of the axis; where low_ms ≥ high_ms, as it fits */
  GTimeZone *zone;                 /* (nullable): the clock's; %NULL: time since the first beat */
  gint64 start_ms;                 /* of the first beat, where there is a clock */
  double device_scale;             /* pixels a unit; 0 on paper */

  gboolean has_selection;
  double selection_from_ms, selection_to_ms;
  gboolean has_cursor;             /* a beat */
  double cursor_ms, cursor_rr_ms;  /* an interval of 0: of none */
  const char *cursor_text;         /* (nullable): the read-out */
  gboolean has_ghost;              /* where a beat that is dragged would go */
  double ghost_ms;
} BwPlotTachogram;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  BwPlotRect legend;               /* of no height where there is nothing to tell */
  BwPlotRect plot;                 /* framed */
  BwPlotScale time;                /* a little within the plot, so that beats at its ends are whole */
  BwPlotScale rr;                  /* upwards */
} BwPlotTachogramLayout;

/* Counts the marks from @from_ms to @to_ms for the legend. Normal beats are most of all, and a beat that
 * is no more is of no kind: those a person had to do with are told as that alone. */
void bw_plot_tachogram_count (BwPlotTachogram *self,
                              double           from_ms,
                              double           to_ms);

/**
 * bw_plot_tachogram_fit:
 * @low_ms, @high_ms: (out): round numbers
 *
 * The range that holds the corrected intervals in sight but for the outermost of very many, with some
 * room around them: never less than 100 ms. Artefacts do not press the rest into a line; those beyond
 * it stand at its edge with an arrow.
 */
void bw_plot_tachogram_fit (const BwPlotTachogram *self,
                            double                *low_ms,
                            double                *high_ms);

void bw_plot_tachogram_layout (BwPlotTachogramLayout      *layout,
                               const BwPlotTachogram      *self,
                               const BwPlotRect           *area,
                               const PangoFontDescription *font);

/* Where the mark and the cursor of an interval stand: at its height; of one beyond the axis inside that
 * edge; of none above the bottom. */
double bw_plot_tachogram_place (const BwPlotTachogramLayout *layout,
                                double                       rr_ms);

/**
 * bw_plot_tachogram_find:
 * @line: beats to choose from; those hidden are passed over
 * @reach: how far away from the point one may be
 *
 * Returns: the beat nearest to the point, or −1
 */
int bw_plot_tachogram_find (const BwPlotTachogramLayout *layout,
                            const BwPlotTachogramLine   *line,
                            double                       x,
                            double                       y,
                            double                       reach);

/* The first beat of the line at or after @time_ms, 0 … n. */
guint bw_plot_tachogram_line_seek (const BwPlotTachogramLine *line,
                                   double                     time_ms);

/**
 * bw_plot_tachogram_paint:
 * @area: all the chart may use, axes and legend included
 *
 * Paints the intervals in milliseconds, with the heart rate they mean at the right; the clock, or the
 * time since the first beat, below. Few beats are joined by lines, with a dot each where there is room;
 * of more than fit on a line, each adds to how dark its place is. The background is left as it
 * is.
 */
void bw_plot_tachogram_paint (cairo_t                    *cr,
                              const BwPlotRect           *area,
                              const BwPlotTachogram      *self,
                              const BwPlotPalette        *palette,
                              const PangoFontDescription *font);

G_END_DECLS

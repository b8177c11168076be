/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/* What a net had learnt after an epoch. A value that is not finite breaks its line. */
typedef struct
{
  guint epoch;                 /* from 1 */
  double train_loss;           /* ≥ 0 */
  double train_accuracy;       /* 0 … 1 */
  gboolean has_validation;
  double validation_loss;
  double validation_accuracy;
} BwPlotCurvesPoint;

/* One training. Points are ascending in epoch and borrowed. */
typedef struct
{
  const BwPlotCurvesPoint *points;
  guint n;
  guint best_epoch;            /* whose weights were kept; 0: none is marked */
  const char *name;            /* (nullable): in the legend of two */
} BwPlotCurvesRun;

/* One training, or two to be compared. */
typedef struct
{
  BwPlotCurvesRun runs[2];
  guint n_runs;                /* 1 or 2 */
  guint epochs;                /* where the axis ends, however far the training has come; ≥ 1 */
  guint cursor_epoch;          /* 0: no cursor */
  const char *cursor_text[2];  /* (nullable): the read-outs, by BwPlotCurvesPanel */
} BwPlotCurves;

typedef enum {
  BW_PLOT_CURVES_LOSS,
  BW_PLOT_CURVES_ACCURACY,
} BwPlotCurvesPanel;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  struct
  {
    BwPlotRect plot;
    BwPlotScale epoch;
    BwPlotScale value;         /* log10 of the loss; the accuracy from 0 to 1 */
  } panels[2];                 /* by BwPlotCurvesPanel: side by side, or stacked where it is narrow */
} BwPlotCurvesLayout;

void bw_plot_curves_layout (BwPlotCurvesLayout         *layout,
                            const BwPlotCurves         *self,
                            const BwPlotRect           *area,
                            const PangoFontDescription *font);

/* The least height that leaves both panels room at this width. */
double bw_plot_curves_height (const BwPlotCurves         *self,
                              double                      width,
                              const PangoFontDescription *font);

/**
 * bw_plot_curves_paint:
 * @area: all the chart may use, axes and legend included
 *
 * Paints loss and accuracy by epoch: training dashed, validation solid; the best epoch as a diamond;
 * the second of two trainings with rings along its lines. Losses have a logarithmic axis, for they
 * fall by powers and a bad start would flatten what follows. The background is left as it is.
 */
void bw_plot_curves_paint (cairo_t                    *cr,
                           const BwPlotRect           *area,
                           const BwPlotCurves         *self,
                           const BwPlotPalette        *palette,
                           const PangoFontDescription *font);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-dfa.h"
#include "plot/bw-plot-histogram.h"
#include "plot/bw-plot-poincare.h"
#include "plot/bw-plot-spectrogram.h"
#include "plot/bw-plot-spectrum.h"
#include "plot/bw-plot-track.h"
#include "report/bw-hrv-figure.h"

G_BEGIN_DECLS

struct _BwHrvFigure
{
  BwHrvChart chart;
  const char *reason;          /* (nullable): static, translated */

  /* The chart, without a cursor; its arrays are those below. */
  union
  {
    BwPlotPoincare poincare;
    BwPlotSpectrum spectrum;
    BwPlotHistogram histogram;
    BwPlotDfa dfa;
    BwPlotTrack track;
    BwPlotSpectrogram spectrogram;
  } plot;

  gint64 start_ms;
  GTimeZone *zone;             /* (nullable) */
  const double *time_ms;       /* (nullable): of the pairs of a Poincaré plot: when the first ends */
  double window_s;             /* of a track and a spectrogram */
  const double *sdnn_ms;       /* of a track, beside what it draws */
  const guint8 *has_spectrum;
  const double *lf_ms2, *hf_ms2;

  GPtrArray *owned;            /* all arrays and strings above */
};

/* Where the axes of frequencies end. */
#define BW_HRV_FIGURE_MOST_HZ 0.5

/* Fills in all that goes by the chart; @self is bare else. */
void bw_hrv_figure_make (BwHrvFigure             *self,
                         const BwHrvFigureSource *source);

G_END_DECLS

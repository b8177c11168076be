/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-rhythm-figure.h"

#include "base/bw-error.h"
#include "report/bw-tachogram-figure.h"

#include <glib/gi18n-lib.h>

#define TACHOGRAM_ID "tachogram"

const char *
bw_rhythm_chart_get_id (guint chart)
{
  return chart == BW_RHYTHM_CHART_TACHOGRAM ? TACHOGRAM_ID : bw_hrv_chart_get_id (chart - 1);
}

gboolean
bw_rhythm_chart_from_id (const char *id,
                         guint      *chart)
{
  for (guint i = 0; i < BW_RHYTHM_N_CHARTS; i++)
    if (g_str_equal (id, bw_rhythm_chart_get_id (i)))
      {
        *chart = i;
        return TRUE;
      }
  return FALSE;
}

static GBytes *
render_metrics (const BwRhythm       *rhythm,
                BwHrvChart            chart,
                double                from_ms,
                double                to_ms,
                BwPlotFormat          format,
                const BwPlotPalette  *palette,
                GCancellable         *cancellable,
                GError              **error)
{
  gboolean along = chart == BW_HRV_CHART_TRACK || chart == BW_HRV_CHART_SPECTROGRAM;
  g_autoptr (BwHrv) hrv = bw_rhythm_analyse (rhythm, from_ms, to_ms);
  g_autoptr (BwHrvTrack) track = along ? bw_rhythm_track (rhythm, from_ms, to_ms, cancellable) : NULL;
  g_autoptr (GTimeZone) zone
    = rhythm->time_known ? g_time_zone_new_offset (rhythm->offset_min * 60) : NULL;
  const BwHrvFigureSource source = {
    .hrv = hrv,
    .track = track,
    .from_ms = from_ms,
    .to_ms = to_ms,
    .start_ms = rhythm->start_ms,
    .zone = zone,
  };
  g_autoptr (BwHrvFigure) figure = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  figure = bw_hrv_figure_new (chart, &source);
  return bw_hrv_figure_render (figure, NULL, format, palette, error);
}

GBytes *
bw_rhythm_figure_render (const BwRhythm       *rhythm,
                         guint                 chart,
                         double                from_ms,
                         double                to_ms,
                         BwPlotFormat          format,
                         const BwPlotPalette  *palette,
                         GCancellable         *cancellable,
                         GError              **error)
{
  g_autoptr (BwTachogramFigure) figure = NULL;

  g_return_val_if_fail (chart < BW_RHYTHM_N_CHARTS, NULL);

  from_ms = MAX (from_ms, 0);
  to_ms = MIN (to_ms, bw_rhythm_get_duration_ms (rhythm));
  if (rhythm->n_beats == 0 || from_ms > to_ms)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW, _("There are no beats in this part"));
      return NULL;
    }
  if (chart != BW_RHYTHM_CHART_TACHOGRAM)
    return render_metrics (rhythm, chart - 1, from_ms, to_ms, format, palette, cancellable, error);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  figure = bw_tachogram_figure_new (rhythm);
  return bw_tachogram_figure_render (figure, from_ms, to_ms, format, palette, error);
}

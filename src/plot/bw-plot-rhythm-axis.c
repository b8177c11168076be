/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-rhythm-axis.h"

#include "plot/bw-plot-axis.h"

#include <math.h>

#define LABEL_GAP 14.0

void
bw_plot_rhythm_axis_paint (cairo_t                    *cr,
                           const BwPlotRect           *plot,
                           const BwPlotScale          *time,
                           GTimeZone                  *zone,
                           gint64                      start_ms,
                           double                      low,
                           double                      high,
                           const BwPlotPalette        *palette,
                           const PangoFontDescription *font)
{
  g_autofree BwPlotTick *ticks = NULL;
  g_autoptr (GArray) times = NULL;
  double width;

  bw_plot_text_measure (font, zone ? "88:88" : "88:88:88", &width, NULL);
  times = bw_plot_rhythm_ticks (zone, start_ms, time->d0, time->d1,
                                (time->d1 - time->d0) / MAX (fabs (time->p1 - time->p0), 1),
                                width + LABEL_GAP);
  ticks = g_new (BwPlotTick, MAX (times->len, 1));
  for (guint i = 0; i < times->len; i++)
    {
      const BwPlotRhythmTick *tick = &g_array_index (times, BwPlotRhythmTick, i);

      ticks[i] = (BwPlotTick) { bw_plot_scale_map (time, tick->ms), tick->label,
                                zone && tick->major ? 2 : 1 };
    }
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_BOTTOM, ticks, times->len, low, high, palette, font);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-forecast-view-private.h"

#include <glib/gi18n-lib.h>

#define NARROW_BELOW 560
/* As `export png` has it. */
#define PICTURE_WIDTH (BW_FORECAST_FIGURE_WIDTH - 2 * BW_CHART_PICTURE_MARGIN)
#define PICTURE_HEIGHT (BW_FORECAST_FIGURE_HEIGHT - 2 * BW_CHART_PICTURE_MARGIN)

static void
bw_forecast_view_paint (BwChart                    *chart,
                        cairo_t                    *cr,
                        const BwPlotRect           *area,
                        const BwPlotPalette        *palette,
                        const PangoFontDescription *font)
{
  BwForecastView *self = BW_FORECAST_VIEW (chart);
  BwPlotForecast plot;

  if (!self->figure)
    return;
  bw_forecast_view_get_plot (self, &plot);
  if (gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_BELOW)
    plot.title = _("Score from HRV alone");
  if (self->cursor >= 0)
    {
      const BwForecastStop *stop = bw_forecast_view_get_stop (self, self->cursor);

      plot.has_cursor = TRUE;
      plot.cursor_ms = stop->time_ms;
      plot.cursor_score = stop->score;
      /* The card says it too, and more. */
      plot.cursor_text = self->card_stop == self->cursor ? NULL : self->read_out;
    }
  if (self->has_selection)
    {
      plot.has_selection = TRUE;
      plot.select_from_ms = MIN (self->select_anchor_ms, self->select_ms);
      plot.select_to_ms = MAX (self->select_anchor_ms, self->select_ms);
      plot.cursor_text = NULL;
    }
  bw_plot_forecast_paint (cr, area, &plot, palette, font);
}

/* A figure with what is to be seen of it. */
typedef struct
{
  BwForecastFigure *figure;
  BwPlotSpan span;
  gboolean net_shown;
} Picture;

static void
free_picture (gpointer data)
{
  Picture *picture = data;

  bw_forecast_figure_unref (picture->figure);
  g_free (picture);
}

static void
paint_picture (cairo_t                    *cr,
               const BwPlotRect           *area,
               const BwPlotPalette        *palette,
               const PangoFontDescription *font,
               gconstpointer               data)
{
  const Picture *picture = data;
  BwPlotForecast plot;

  bw_forecast_figure_get_plot (picture->figure, &picture->span, &plot);
  if (picture->net_shown)
    plot.net = bw_forecast_figure_get_net (picture->figure);
  bw_plot_forecast_paint (cr, area, &plot, palette, font);
}

static BwChartPicture *
bw_forecast_view_make_picture (BwChart *chart)
{
  BwForecastView *self = BW_FORECAST_VIEW (chart);
  Picture *picture;

  if (!self->figure)
    return NULL;
  picture = g_new0 (Picture, 1);
  picture->figure = bw_forecast_figure_ref (self->figure);
  picture->span = self->span;
  picture->net_shown = self->net_shown;
  return bw_chart_picture_new (GTK_WIDGET (self), PICTURE_WIDTH, PICTURE_HEIGHT, paint_picture,
                               picture, free_picture);
}

void
bw_forecast_view_class_bind_paint (BwForecastViewClass *klass)
{
  BwChartClass *chart_class = BW_CHART_CLASS (klass);

  chart_class->paint = bw_forecast_view_paint;
  chart_class->make_picture = bw_forecast_view_make_picture;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-forecast-view-private.h"

#include "app/bw-hour-card.h"

#include <glib/gi18n-lib.h>

/* What a tap, Enter and the context menu open: the card about an hour, and notes. */

/* How near the pointer must be to a note's flag. */
#define NEAR_NOTE 14.0

gboolean
bw_forecast_view_close_card (BwForecastView *self)
{
  gboolean was_open = self->card_stop >= 0;

  self->card_stop = -1;
  if (was_open && self->card)
    gtk_popover_popdown (GTK_POPOVER (self->card));
  return was_open;
}

void
bw_forecast_view_toggle_card (BwForecastView *self)
{
  BwHourCard *card = BW_HOUR_CARD (self->card);
  const BwForecastStop *stop;
  BwPlotForecastLayout layout;
  BwPlotForecast plot;
  GdkRectangle at = { 0, 0, 1, 1 };
  guint k;

  if (self->cursor < 0 || self->cursor == self->card_stop)
    {
      bw_forecast_view_close_card (self);
      return;
    }
  self->card_stop = self->cursor;
  stop = bw_forecast_view_get_stop (self, self->cursor);
  if (bw_forecast_view_is_ahead (self, self->cursor, &k))
    bw_hour_card_show_ahead (card, self->outlook, k, self->now_ms);
  else
    bw_hour_card_show_past (card, self->outlook, stop->time_ms, stop->score, self->now_ms);
  bw_forecast_view_get_layout (self, &plot, &layout);
  at.x = (int) bw_plot_time_scale_map (&layout.time, stop->time_ms);
  at.y = (int) bw_plot_scale_map (&layout.score, stop->score);
  gtk_popover_set_pointing_to (GTK_POPOVER (card), &at);
  gtk_popover_popup (GTK_POPOVER (card));
}

/* The note whose flag is at a place of the widget. */
static const BwAnnotation *
find_note_at (BwForecastView *self,
              double          x,
              double          y)
{
  BwPlotForecastLayout layout;
  BwPlotForecast plot;
  double distance = NEAR_NOTE;
  const BwAnnotation *nearest = NULL;

  if (!self->figure || !self->outlook->annotations)
    return NULL;
  bw_forecast_view_get_layout (self, &plot, &layout);
  if (y < layout.plot.y + layout.plot.height - NEAR_NOTE || y > layout.plot.y + layout.plot.height + 4)
    return NULL;
  for (guint i = 0; i < self->outlook->annotations->len; i++)
    {
      const BwAnnotation *note = g_ptr_array_index (self->outlook->annotations, i);
      double from = x - bw_plot_time_scale_map (&layout.time, note->start_ms);

      if (note->start_ms >= self->span.start_ms && note->start_ms <= self->span.end_ms
          && from > -3 && from < distance)
        {
          nearest = note;
          distance = from;
        }
    }
  return nearest;
}

static void
bw_forecast_view_tap (BwChart *chart,
                      int      n_press,
                      double   x,
                      double   y)
{
  BwForecastView *self = BW_FORECAST_VIEW (chart);
  const BwAnnotation *note = find_note_at (self, x, y);

  if (n_press == 2)
    bw_forecast_view_zoom_back (self);
  else if (note)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-note", "x", note->id);
  else if (self->stops->len > 0)
    {
      bw_forecast_view_set_cursor (self, bw_forecast_view_find_stop_at (self, x));
      bw_forecast_view_toggle_card (self);
    }
}

static void
bw_forecast_view_menu_opens (BwChart *chart,
                             gboolean by_key,
                             double   x,
                             double   y)
{
  BwForecastView *self = BW_FORECAST_VIEW (chart);
  BwPlotForecastLayout layout;
  BwPlotForecast plot;

  bw_forecast_view_close_card (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "forecast.add-note", self->figure != NULL);
  if (!self->figure)
    return;
  self->menu_ms = bw_forecast_figure_get_issued (self->figure);
  if (by_key && self->cursor >= 0)
    self->menu_ms = bw_forecast_view_get_stop (self, self->cursor)->time_ms;
  else if (!by_key)
    {
      bw_forecast_view_get_layout (self, &plot, &layout);
      self->menu_ms = CLAMP (bw_plot_time_scale_invert (&layout.time, x), self->span.start_ms,
                             self->span.end_ms);
    }
}

static void
on_add_note (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.add-note", "x", BW_FORECAST_VIEW (widget)->menu_ms);
}

static void
bw_forecast_view_add_to_menu (BwChart *chart,
                              GMenu   *menu)
{
  g_menu_append (menu, _("_Add Note Here…"), "forecast.add-note");
}

void
bw_forecast_view_class_bind_card (BwForecastViewClass *klass)
{
  BwChartClass *chart_class = BW_CHART_CLASS (klass);

  chart_class->tap = bw_forecast_view_tap;
  chart_class->add_to_menu = bw_forecast_view_add_to_menu;
  chart_class->menu_opens = bw_forecast_view_menu_opens;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "forecast.add-note", NULL, on_add_note);
}

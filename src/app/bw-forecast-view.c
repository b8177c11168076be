/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-forecast-view-private.h"

#include "app/bw-hour-card.h"
#include "app/bw-hour-words.h"
#include "base/bw-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST_WIDTH 240
#define NATURAL_WIDTH 600
#define LEAST_HEIGHT 180
#define NATURAL_HEIGHT 300
/* How near the pointer must be to an hour. */
#define NEAR 24.0

G_DEFINE_FINAL_TYPE (BwForecastView, bw_forecast_view, BW_TYPE_CHART)

enum
{
  PROP_0,
  PROP_PAST_DAYS,
  PROP_ZOOMED,
  PROP_NET_SHOWN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* --- What is to be seen ------------------------------------------------------------------------- */

void
bw_forecast_view_get_plot (BwForecastView *self,
                           BwPlotForecast *plot)
{
  bw_forecast_figure_get_plot (self->figure, &self->span, plot);
  if (self->net_shown)
    plot->net = bw_forecast_figure_get_net (self->figure);
  if (!self->old)
    plot->now_label = _("Now");
}

void
bw_forecast_view_get_layout (BwForecastView       *self,
                             BwPlotForecast       *plot,
                             BwPlotForecastLayout *layout)
{
  BwPlotRect area = bw_chart_get_area (BW_CHART (self));

  bw_forecast_view_get_plot (self, plot);
  bw_plot_forecast_layout (layout, plot, &area, bw_chart_get_font (BW_CHART (self)));
}

BwForecastLimits
bw_forecast_view_get_limits (BwForecastView *self)
{
  BwPlotSpan whole = bw_forecast_figure_get_span (self->figure, self->past_days);

  return (BwForecastLimits){ whole.start_ms, bw_forecast_figure_get_issued (self->figure),
                             whole.end_ms };
}

guint
bw_forecast_view_find_stop (BwForecastView *self,
                            gint64          time_ms)
{
  guint low = 0, high = self->stops->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->stops, BwForecastStop, middle).time_ms < time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
bw_forecast_view_sees (BwForecastView *self,
                       int             stop)
{
  gint64 time_ms;

  if (stop < 0 || stop >= (int) self->stops->len)
    return FALSE;
  time_ms = g_array_index (self->stops, BwForecastStop, stop).time_ms;
  return time_ms >= self->span.start_ms && time_ms <= self->span.end_ms;
}

void
bw_forecast_view_span_changed (BwForecastView *self)
{
  g_autofree char *from = NULL, *to = NULL, *text = NULL;

  bw_forecast_view_close_card (self);
  if (self->cursor >= 0 && !bw_forecast_view_sees (self, self->cursor))
    bw_forecast_view_set_cursor (self, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!self->figure)
    return;
  from = bw_hour_words_when (self->span.start_ms, self->outlook->zone, self->now_ms);
  to = bw_hour_words_when (self->span.end_ms, self->outlook->zone, self->now_ms);
  /* Translators: what the chart does; then from when to when it shows something */
  text = g_strdup_printf (_("%s Shown is the time from %s to %s."), self->description, from, to);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* --- Cursor ------------------------------------------------------------------------------------- */

static void
add_line (char       **text,
          const char  *line)
{
  char *both = line ? g_strconcat (*text, "\n", line, NULL) : NULL;

  if (!both)
    return;
  g_free (*text);
  *text = both;
}

static char *
make_read_out (BwForecastView *self,
               int             stop)
{
  const BwForecastStop *at = bw_forecast_view_get_stop (self, stop);
  g_autofree char *came = NULL, *notes = bw_hour_words_notes (self->outlook, at->time_ms);
  char *text;
  guint k;

  if (bw_forecast_view_is_ahead (self, stop, &k))
    {
      text = bw_today_hour (&self->outlook->forecast->hours[k], self->outlook->zone);
      came = bw_hour_words_came (self->outlook, k);
    }
  else
    {
      BwPastHour hour = { at->time_ms, TRUE, at->score };

      text = self->span.end_ms - self->span.start_ms > 9 * BW_TIME_DAY
               ? bw_hour_words_when (at->time_ms, self->outlook->zone, self->now_ms)
               : bw_today_past_hour (&hour, self->outlook->zone);
      if (self->span.end_ms - self->span.start_ms > 9 * BW_TIME_DAY)
        {
          g_autofree char *score = bw_hour_words_score (at->score);

          add_line (&text, score);
        }
    }
  add_line (&text, came);
  add_line (&text, notes);
  return text;
}

void
bw_forecast_view_set_cursor (BwForecastView *self,
                             int             cursor)
{
  double score = 0;

  if (self->cursor == cursor)
    return;
  self->cursor = cursor;
  g_clear_pointer (&self->read_out, g_free);
  if (cursor >= 0)
    {
      self->read_out = make_read_out (self, cursor);
      score = floor (bw_forecast_view_get_stop (self, cursor)->score);
    }
  bw_chart_tell_cursor (BW_CHART (self), score, self->read_out);
}

int
bw_forecast_view_find_stop_at (BwForecastView *self,
                               double          x)
{
  BwPlotForecastLayout layout;
  BwPlotForecast plot;
  double distance = NEAR;
  int nearest = -1, at;

  bw_forecast_view_get_layout (self, &plot, &layout);
  if (x < layout.plot.x - 4 || x > layout.plot.x + layout.plot.width + 4)
    return -1;
  at = (int) bw_forecast_view_find_stop (self, bw_plot_time_scale_invert (&layout.time, x));
  for (int i = at - 1; i <= at; i++)
    {
      double from;

      if (!bw_forecast_view_sees (self, i))
        continue;
      from = fabs (bw_plot_time_scale_map (&layout.time, bw_forecast_view_get_stop (self, i)->time_ms) - x);
      if (from < distance)
        {
          nearest = i;
          distance = from;
        }
    }
  return nearest;
}

static void
bw_forecast_view_point_at (BwChart  *chart,
                           gboolean  is_over,
                           double    x,
                           double    y)
{
  BwForecastView *self = BW_FORECAST_VIEW (chart);

  self->pointer_x = is_over ? x : -1;
  /* A card keeps to its hour until a tap or a key leads it on. */
  if (!self->has_selection && self->card_stop < 0)
    bw_forecast_view_set_cursor (self, is_over && self->stops->len > 0
                                         ? bw_forecast_view_find_stop_at (self, x)
                                         : -1);
}

static char *
bw_forecast_view_make_file_name (BwChart *chart)
{
  return g_strdup (BW_FORECAST_VIEW (chart)->file_name);
}

static void
bw_forecast_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  GTK_WIDGET_CLASS (bw_forecast_view_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (GTK_POPOVER (BW_FORECAST_VIEW (widget)->card));
}

static void
bw_forecast_view_unmap (GtkWidget *widget)
{
  bw_forecast_view_close_card (BW_FORECAST_VIEW (widget));
  GTK_WIDGET_CLASS (bw_forecast_view_parent_class)->unmap (widget);
}

static void
bw_forecast_view_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  BwForecastView *self = BW_FORECAST_VIEW (object);

  switch (id)
    {
    case PROP_PAST_DAYS:
      g_value_set_uint (value, self->past_days);
      break;
    case PROP_ZOOMED:
      g_value_set_boolean (value, bw_forecast_view_is_zoomed (self));
      break;
    case PROP_NET_SHOWN:
      g_value_set_boolean (value, self->net_shown);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_forecast_view_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_PAST_DAYS:
      bw_forecast_view_set_past_days (BW_FORECAST_VIEW (object), g_value_get_uint (value));
      break;
    case PROP_NET_SHOWN:
      bw_forecast_view_set_net_shown (BW_FORECAST_VIEW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_forecast_view_dispose (GObject *object)
{
  BwForecastView *self = BW_FORECAST_VIEW (object);

  g_clear_pointer (&self->card, gtk_widget_unparent);
  g_clear_pointer (&self->figure, bw_forecast_figure_unref);
  g_clear_pointer (&self->outlook, bw_outlook_free);
  G_OBJECT_CLASS (bw_forecast_view_parent_class)->dispose (object);
}

static void
bw_forecast_view_finalize (GObject *object)
{
  BwForecastView *self = BW_FORECAST_VIEW (object);

  g_array_unref (self->stops);
  g_array_unref (self->steps);
  g_free (self->file_name);
  g_free (self->read_out);
  g_free (self->description);
  G_OBJECT_CLASS (bw_forecast_view_parent_class)->finalize (object);
}

static void
bw_forecast_view_class_init (BwForecastViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwChartClass *chart_class = BW_CHART_CLASS (klass);
  const GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bw_forecast_view_get_property;
  object_class->set_property = bw_forecast_view_set_property;
  object_class->dispose = bw_forecast_view_dispose;
  object_class->finalize = bw_forecast_view_finalize;
  widget_class->size_allocate = bw_forecast_view_size_allocate;
  widget_class->unmap = bw_forecast_view_unmap;
  chart_class->least_width = LEAST_WIDTH;
  chart_class->natural_width = NATURAL_WIDTH;
  chart_class->least_height = LEAST_HEIGHT;
  chart_class->natural_height = NATURAL_HEIGHT;
  chart_class->point_at = bw_forecast_view_point_at;
  chart_class->make_file_name = bw_forecast_view_make_file_name;

  properties[PROP_PAST_DAYS] = g_param_spec_uint ("past-days", NULL, NULL, 0,
                                                  BW_FORECAST_FIGURE_MAX_DAYS, 7,
                                                  G_PARAM_READWRITE | flags);
  properties[PROP_ZOOMED] = g_param_spec_boolean ("zoomed", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | flags);
  properties[PROP_NET_SHOWN] = g_param_spec_boolean ("net-shown", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "forecast-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bw_forecast_view_class_bind_card (klass);
  bw_forecast_view_class_bind_paint (klass);
  bw_forecast_view_class_bind_keys (klass);
}

static void
bw_forecast_view_init (BwForecastView *self)
{
  self->stops = g_array_new (FALSE, FALSE, sizeof (BwForecastStop));
  self->steps = g_array_new (FALSE, FALSE, sizeof (BwForecastStep));
  self->past_days = 7;
  self->cursor = self->card_stop = -1;
  self->pointer_x = -1;
  self->card = bw_hour_card_new ();
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));
  bw_forecast_view_add_gestures (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Forecast chart"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.0, -1);
}

static void
add_stops (BwForecastView  *self,
           const BwOutlook *outlook)
{
  const BwForecast *forecast = outlook->forecast;

  for (guint i = 0; outlook->past && i < outlook->past->len; i++)
    {
      const BwPastHour *hour = &g_array_index (outlook->past, BwPastHour, i);
      BwForecastStop stop = { hour->time_ms, hour->level_score };

      if (hour->has_level && hour->time_ms < forecast->issued_ms)
        g_array_append_val (self->stops, stop);
    }
  self->n_past_stops = self->stops->len;
  for (guint i = 0; bw_forecast_has_scores (forecast) && i < forecast->n_hours; i++)
    {
      BwForecastStop stop = { forecast->hours[i].time_ms, forecast->hours[i].score };

      g_array_append_val (self->stops, stop);
    }
}

void
bw_forecast_view_set_outlook (BwForecastView     *self,
                              BwOutlook          *outlook,
                              const BwThresholds *thresholds,
                              gint64              now_ms)
{
  g_autofree char *day = NULL;

  g_return_if_fail (BW_IS_FORECAST_VIEW (self));

  bw_forecast_view_close_card (self);
  bw_forecast_view_set_cursor (self, -1);
  self->has_selection = FALSE;
  g_array_set_size (self->stops, 0);
  g_clear_pointer (&self->figure, bw_forecast_figure_unref);
  g_clear_pointer (&self->description, g_free);
  if (outlook)
    bw_outlook_ref (outlook);
  g_clear_pointer (&self->outlook, bw_outlook_free);
  self->outlook = outlook;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!outlook)
    return;

  self->now_ms = now_ms != 0 ? now_ms : g_get_real_time () / 1000;
  self->figure = bw_forecast_figure_new (outlook, thresholds);
  self->old = outlook->looks_back || bw_today_is_old (outlook->forecast, self->now_ms);
  add_stops (self, outlook);
  day = bw_time_format_day (bw_time_local_day (outlook->zone, outlook->forecast->issued_ms));
  g_free (self->file_name);
  /* Translators: the suggested name of a picture; %s is a date as 2026-03-12 */
  self->file_name = g_strdup_printf (_("Forecast %s.png"), day);
  self->description = bw_today_describe (outlook->forecast, outlook->zone, thresholds, self->now_ms);
  bw_forecast_view_zoom_reset (self);
}

void
bw_forecast_view_set_past_days (BwForecastView *self,
                                guint           days)
{
  g_return_if_fail (BW_IS_FORECAST_VIEW (self));
  g_return_if_fail (days <= BW_FORECAST_FIGURE_MAX_DAYS);

  if (self->past_days == days)
    return;
  self->past_days = days;
  bw_forecast_view_zoom_reset (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAST_DAYS]);
}

guint
bw_forecast_view_get_past_days (BwForecastView *self)
{
  g_return_val_if_fail (BW_IS_FORECAST_VIEW (self), 0);

  return self->past_days;
}

void
bw_forecast_view_set_net_shown (BwForecastView *self,
                                gboolean        shown)
{
  g_return_if_fail (BW_IS_FORECAST_VIEW (self));

  if (self->net_shown == shown)
    return;
  self->net_shown = shown;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NET_SHOWN]);
}

gboolean
bw_forecast_view_get_net_shown (BwForecastView *self)
{
  g_return_val_if_fail (BW_IS_FORECAST_VIEW (self), FALSE);

  return self->net_shown;
}

gboolean
bw_forecast_view_has_net (BwForecastView *self)
{
  g_return_val_if_fail (BW_IS_FORECAST_VIEW (self), FALSE);

  return self->figure && bw_forecast_figure_get_net (self->figure)
         && bw_forecast_has_scores (self->outlook->forecast);
}

void
bw_forecast_view_show_hour (BwForecastView *self,
                            gint64          time_ms)
{
  int stop;

  g_return_if_fail (BW_IS_FORECAST_VIEW (self));

  stop = (int) bw_forecast_view_find_stop (self, time_ms + 1) - 1;
  if (!bw_forecast_view_sees (self, stop))
    return;
  bw_forecast_view_close_card (self);
  bw_forecast_view_set_cursor (self, stop);
  bw_forecast_view_toggle_card (self);
}

const char *
bw_forecast_view_get_read_out (BwForecastView *self)
{
  g_return_val_if_fail (BW_IS_FORECAST_VIEW (self), NULL);

  return self->read_out;
}

char *
bw_forecast_view_get_card_text (BwForecastView *self)
{
  g_return_val_if_fail (BW_IS_FORECAST_VIEW (self), NULL);

  return self->card_stop >= 0 ? bw_hour_card_to_text (BW_HOUR_CARD (self->card)) : NULL;
}

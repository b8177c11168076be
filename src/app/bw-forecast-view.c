/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-forecast-view.h"

#include "base/bw-time.h"
#include "report/bw-forecast-figure.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define NARROW_BELOW 560
#define LEAST_WIDTH 240
#define LEAST_HEIGHT 180
#define NATURAL_HEIGHT 300
/* As `export png` has it. */
#define PICTURE_WIDTH (BW_FORECAST_FIGURE_WIDTH - 2 * BW_CHART_PICTURE_MARGIN)
#define PICTURE_HEIGHT (BW_FORECAST_FIGURE_HEIGHT - 2 * BW_CHART_PICTURE_MARGIN)

/* Where the cursor can stand: an hour with a score, and what it says there. */
typedef struct
{
  gint64 time_ms;
  double score;
  char *text;
} Stop;

struct _BwForecastView
{
  BwChart parent_instance;

  /* Owned. */
  BwForecastFigure *figure;   /* (nullable) */
  GArray *stops;              /* Stop, ascending */
  char *file_name;

  gboolean old;               /* the date of issue stands where “Now” would */
  guint past_days;
  int cursor;                 /* a stop, or −1 */
};

G_DEFINE_FINAL_TYPE (BwForecastView, bw_forecast_view, BW_TYPE_CHART)

enum
{
  PROP_0,
  PROP_PAST_DAYS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
clear_stop (gpointer data)
{
  Stop *stop = data;

  g_free (stop->text);
}

static void
get_plot (BwForecastView *self,
          BwPlotForecast *plot)
{
  bw_forecast_figure_get_plot (self->figure, self->past_days, plot);
  if (!self->old)
    plot->now_label = _("Now");
}

static gboolean
is_visible_stop (BwForecastView *self,
                 int             index)
{
  return index >= 0 && index < (int) self->stops->len
         && g_array_index (self->stops, Stop, index).time_ms
              >= bw_forecast_figure_get_issued (self->figure) - self->past_days * BW_TIME_DAY;
}

static void
set_cursor (BwForecastView *self,
            int             cursor)
{
  const char *text;

  if (self->cursor == cursor)
    return;
  self->cursor = cursor;
  text = bw_forecast_view_get_read_out (self);
  if (text)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                    floor (g_array_index (self->stops, Stop, cursor).score),
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The first stop ahead, from where the keyboard begins. */
static int
find_first_ahead (BwForecastView *self)
{
  for (guint i = 0; i < self->stops->len; i++)
    if (g_array_index (self->stops, Stop, i).time_ms
        >= bw_forecast_figure_get_issued (self->figure))
      return (int) i;
  return (int) self->stops->len - 1;
}

static gboolean
on_move (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwForecastView *self = BW_FORECAST_VIEW (widget);
  int by = g_variant_get_int32 (args), next;

  if (self->stops->len == 0)
    return FALSE;
  if (by == G_MININT32)
    for (next = 0; !is_visible_stop (self, next) && next + 1 < (int) self->stops->len; next++)
      ;
  else if (by == G_MAXINT32)
    next = (int) self->stops->len - 1;
  else if (self->cursor < 0)
    next = find_first_ahead (self);
  else
    next = self->cursor + by;
  if (is_visible_stop (self, next))
    set_cursor (self, next);
  return TRUE;
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  BwForecastView *self = BW_FORECAST_VIEW (widget);

  if (self->cursor < 0)
    return FALSE;
  set_cursor (self, -1);
  return TRUE;
}

static void
bw_forecast_view_point_at (BwChart  *chart,
                           gboolean  is_over,
                           double    x,
                           double    y)
{
  BwForecastView *self = BW_FORECAST_VIEW (chart);
  BwPlotRect area = bw_chart_get_area (chart);
  BwPlotForecastLayout layout;
  BwPlotForecast plot;
  int nearest = -1;
  double distance = 24;

  if (!is_over || self->stops->len == 0)
    {
      set_cursor (self, -1);
      return;
    }
  get_plot (self, &plot);
  bw_plot_forecast_layout (&layout, &plot, &area, bw_chart_get_font (chart));
  if (x < layout.plot.x - 4 || x > layout.plot.x + layout.plot.width + 4)
    {
      set_cursor (self, -1);
      return;
    }
  for (guint i = 0; i < self->stops->len; i++)
    {
      const Stop *stop = &g_array_index (self->stops, Stop, i);
      double from = fabs (bw_plot_time_scale_map (&layout.time, stop->time_ms) - x);

      if (is_visible_stop (self, (int) i) && from < distance)
        {
          nearest = (int) i;
          distance = from;
        }
    }
  set_cursor (self, nearest);
}

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
  get_plot (self, &plot);
  if (gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_BELOW)
    plot.title = _("Score from HRV alone");
  if (self->cursor >= 0)
    {
      const Stop *stop = &g_array_index (self->stops, Stop, self->cursor);

      plot.has_cursor = TRUE;
      plot.cursor_ms = stop->time_ms;
      plot.cursor_score = stop->score;
      plot.cursor_text = stop->text;
    }
  bw_plot_forecast_paint (cr, area, &plot, palette, font);
}

/* A figure with the days before it. */
typedef struct
{
  BwForecastFigure *figure;
  guint past_days;
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

  bw_forecast_figure_get_plot (picture->figure, picture->past_days, &plot);
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
  picture->past_days = self->past_days;
  return bw_chart_picture_new (GTK_WIDGET (self), PICTURE_WIDTH, PICTURE_HEIGHT, paint_picture,
                               picture, free_picture);
}

static char *
bw_forecast_view_make_file_name (BwChart *chart)
{
  return g_strdup (BW_FORECAST_VIEW (chart)->file_name);
}

static void
bw_forecast_view_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : LEAST_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 600 : NATURAL_HEIGHT;
}

static void
bw_forecast_view_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (id == PROP_PAST_DAYS)
    g_value_set_uint (value, BW_FORECAST_VIEW (object)->past_days);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_forecast_view_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  if (id == PROP_PAST_DAYS)
    bw_forecast_view_set_past_days (BW_FORECAST_VIEW (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_forecast_view_dispose (GObject *object)
{
  BwForecastView *self = BW_FORECAST_VIEW (object);

  g_clear_pointer (&self->figure, bw_forecast_figure_unref);
  G_OBJECT_CLASS (bw_forecast_view_parent_class)->dispose (object);
}

static void
bw_forecast_view_finalize (GObject *object)
{
  BwForecastView *self = BW_FORECAST_VIEW (object);

  g_array_unref (self->stops);
  g_free (self->file_name);
  G_OBJECT_CLASS (bw_forecast_view_parent_class)->finalize (object);
}

static void
bw_forecast_view_class_init (BwForecastViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwChartClass *chart_class = BW_CHART_CLASS (klass);

  object_class->get_property = bw_forecast_view_get_property;
  object_class->set_property = bw_forecast_view_set_property;
  object_class->dispose = bw_forecast_view_dispose;
  object_class->finalize = bw_forecast_view_finalize;
  widget_class->measure = bw_forecast_view_measure;
  chart_class->paint = bw_forecast_view_paint;
  chart_class->point_at = bw_forecast_view_point_at;
  chart_class->make_picture = bw_forecast_view_make_picture;
  chart_class->make_file_name = bw_forecast_view_make_file_name;

  properties[PROP_PAST_DAYS] = g_param_spec_uint ("past-days", NULL, NULL, 1, 7, 7,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "forecast-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bw_chart_class_bind (chart_class, GDK_KEY_Left, GDK_KEY_KP_Left, on_move, -1);
  bw_chart_class_bind (chart_class, GDK_KEY_Right, GDK_KEY_KP_Right, on_move, 1);
  bw_chart_class_bind (chart_class, GDK_KEY_Home, GDK_KEY_KP_Home, on_move, G_MININT32);
  bw_chart_class_bind (chart_class, GDK_KEY_End, GDK_KEY_KP_End, on_move, G_MAXINT32);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
bw_forecast_view_init (BwForecastView *self)
{
  self->stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  g_array_set_clear_func (self->stops, clear_stop);
  self->past_days = 7;
  self->cursor = -1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Forecast chart"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.0, -1);
}

BwForecastView *
bw_forecast_view_new (void)
{
  return g_object_new (BW_TYPE_FORECAST_VIEW, NULL);
}

/* Takes @text. */
static void
add_stop (BwForecastView *self,
          gint64          time_ms,
          double          score,
          char           *text)
{
  Stop stop = { time_ms, score, text };

  g_array_append_val (self->stops, stop);
}

static void
add_stops (BwForecastView  *self,
           const BwOutlook *outlook)
{
  const BwForecast *forecast = outlook->forecast;

  for (guint i = 0; outlook->past && i < outlook->past->len; i++)
    {
      const BwPastHour *hour = &g_array_index (outlook->past, BwPastHour, i);

      if (hour->has_level && hour->time_ms < forecast->issued_ms)
        add_stop (self, hour->time_ms, hour->level_score, bw_today_past_hour (hour, outlook->zone));
    }
  for (guint i = 0; bw_forecast_has_scores (forecast) && i < forecast->n_hours; i++)
    add_stop (self, forecast->hours[i].time_ms, forecast->hours[i].score,
              bw_today_hour (&forecast->hours[i], outlook->zone));
}

void
bw_forecast_view_set_outlook (BwForecastView     *self,
                              const BwOutlook    *outlook,
                              const BwThresholds *thresholds,
                              gint64              now_ms)
{
  g_autofree char *description = NULL, *day = NULL;

  g_return_if_fail (BW_IS_FORECAST_VIEW (self));

  set_cursor (self, -1);
  g_array_set_size (self->stops, 0);
  g_clear_pointer (&self->figure, bw_forecast_figure_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!outlook)
    return;

  if (now_ms == 0)
    now_ms = g_get_real_time () / 1000;
  self->figure = bw_forecast_figure_new (outlook, thresholds);
  self->old = bw_today_is_old (outlook->forecast, now_ms);
  add_stops (self, outlook);
  day = bw_time_format_day (bw_time_local_day (outlook->zone, outlook->forecast->issued_ms));
  g_free (self->file_name);
  /* Translators: the suggested name of a picture; %s is a date as 2026-03-12 */
  self->file_name = g_strdup_printf (_("Forecast %s.png"), day);
  description = bw_today_describe (outlook->forecast, outlook->zone, thresholds, now_ms);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

void
bw_forecast_view_set_past_days (BwForecastView *self,
                                guint           days)
{
  g_return_if_fail (BW_IS_FORECAST_VIEW (self));
  g_return_if_fail (days >= 1 && days <= 7);

  if (self->past_days == days)
    return;
  self->past_days = days;
  if (self->cursor >= 0 && !is_visible_stop (self, self->cursor))
    set_cursor (self, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAST_DAYS]);
}

guint
bw_forecast_view_get_past_days (BwForecastView *self)
{
  g_return_val_if_fail (BW_IS_FORECAST_VIEW (self), 0);

  return self->past_days;
}

const char *
bw_forecast_view_get_read_out (BwForecastView *self)
{
  g_return_val_if_fail (BW_IS_FORECAST_VIEW (self), NULL);

  if (self->cursor < 0)
    return NULL;
  return g_array_index (self->stops, Stop, self->cursor).text;
}

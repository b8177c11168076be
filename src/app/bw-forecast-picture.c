/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-forecast-picture.h"

#include "base/bw-time.h"

#include <glib/gi18n-lib.h>

#define WIDTH 960
#define HEIGHT 360
#define SCALE 2
#define FONT_SIZE 13

static void
content_clear (gpointer data)
{
  BwForecastContent *self = data;

  g_time_zone_unref (self->zone);
  g_array_unref (self->past);
  g_array_unref (self->readings);
  g_array_unref (self->nights);
  g_array_unref (self->hours);
  g_free (self->now_label);
  g_free (self->date_label);
}

static void
paint (cairo_t          *cr,
       const BwPlotRect *area,
       gpointer          user_data)
{
  const BwForecastPicture *self = user_data;
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, self->high_contrast);
  PangoFontDescription *font = pango_font_description_copy (self->font);
  BwPlotRect inner = { area->x + 12, area->y + 10, area->width - 24, area->height - 20 };
  BwPlotForecast plot;

  pango_font_description_set_absolute_size (font, FONT_SIZE * PANGO_SCALE);
  bw_forecast_content_fill_plot (self->content, self->past_days, &plot);
  plot.now_label = self->content->date_label;
  bw_plot_set_color (cr, &palette->background);
  cairo_paint (cr);
  bw_plot_forecast_paint (cr, &inner, &plot, palette, font);
  pango_font_description_free (font);
}

/* Drawing takes a few milliseconds, packing a PNG a hundred: not on the window's thread. */
static void
save_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  BwForecastPicture *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = bw_forecast_picture_render (self, &error);

  if (bytes
      && g_file_replace_contents (G_FILE (source), g_bytes_get_data (bytes, NULL),
                                  g_bytes_get_size (bytes), NULL, FALSE,
                                  G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

BwForecastContent *
bw_forecast_content_new (const BwOutlook    *outlook,
                         const BwThresholds *thresholds,
                         gint64              now_ms)
{
  const BwForecast *forecast = outlook->forecast;
  BwForecastContent *self = g_atomic_rc_box_new0 (BwForecastContent);

  self->zone = g_time_zone_ref (outlook->zone);
  self->past = g_array_new (FALSE, FALSE, sizeof (BwPlotPoint));
  self->readings = g_array_new (FALSE, FALSE, sizeof (BwPlotPoint));
  self->nights = g_array_new (FALSE, FALSE, sizeof (BwPlotSpan));
  self->hours = g_array_new (FALSE, FALSE, sizeof (BwPlotForecastHour));
  self->issued_ms = forecast->issued_ms;
  if (thresholds->alert_score != BW_ZONE_YELLOW_FROM
      && thresholds->alert_score != BW_ZONE_GREEN_FROM)
    self->alert_score = thresholds->alert_score;
  self->date_label = bw_today_date (self->zone, self->issued_ms);
  self->now_label = g_strdup (bw_today_is_old (forecast, now_ms) ? self->date_label : _("Now"));

  for (guint i = 0; outlook->past && i < outlook->past->len; i++)
    {
      const BwPastHour *hour = &g_array_index (outlook->past, BwPastHour, i);
      BwPlotPoint point = { hour->time_ms, hour->level_score };

      if (hour->has_level && hour->time_ms < forecast->issued_ms)
        g_array_append_val (self->past, point);
    }
  for (guint i = 0; outlook->readings && i < outlook->readings->len; i++)
    {
      const BwPastReading *reading = &g_array_index (outlook->readings, BwPastReading, i);
      BwPlotPoint point = { reading->time_ms, reading->score };

      g_array_append_val (self->readings, point);
    }
  for (guint i = 0; outlook->nights && i < outlook->nights->len; i++)
    {
      const BwNight *night = &g_array_index (outlook->nights, BwNight, i);
      BwPlotSpan span = { night->start_ms, night->end_ms };

      g_array_append_val (self->nights, span);
    }
  for (guint i = 0; bw_today_has_scores (forecast) && i < forecast->n_hours; i++)
    {
      const BwForecastHour *hour = &forecast->hours[i];
      BwPlotForecastHour out = { hour->time_ms, hour->score, hour->score_low, hour->score_high,
                                 bw_today_is_flagged (hour, thresholds) };

      g_array_append_val (self->hours, out);
    }
  return self;
}

BwForecastContent *
bw_forecast_content_ref (BwForecastContent *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
bw_forecast_content_unref (BwForecastContent *self)
{
  g_atomic_rc_box_release_full (self, content_clear);
}

void
bw_forecast_content_fill_plot (const BwForecastContent *self,
                               guint                    past_days,
                               BwPlotForecast          *plot)
{
  *plot = (BwPlotForecast) {
    .zone = self->zone,
    .from_ms = self->issued_ms - past_days * BW_TIME_DAY,
    .now_ms = self->issued_ms,
    .to_ms = self->issued_ms + BW_TIME_DAY,
    .now_label = self->now_label,
    /* The number above the chart adds resting heart rate and sleep. */
    .title = _("Fatigue score from HRV alone, high is fresh"),
    .past = (const BwPlotPoint *) self->past->data,
    .n_past = self->past->len,
    .readings = (const BwPlotPoint *) self->readings->data,
    .n_readings = self->readings->len,
    .nights = (const BwPlotSpan *) self->nights->data,
    .n_nights = self->nights->len,
    .hours = (const BwPlotForecastHour *) self->hours->data,
    .n_hours = self->hours->len,
    .alert_score = self->alert_score,
  };
  if (self->hours->len > 0)
    plot->to_ms = MAX (plot->to_ms, plot->hours[self->hours->len - 1].time_ms);
}

void
bw_forecast_picture_free (BwForecastPicture *self)
{
  if (!self)
    return;
  bw_forecast_content_unref (self->content);
  pango_font_description_free (self->font);
  g_free (self);
}

GBytes *
bw_forecast_picture_render (BwForecastPicture  *self,
                            GError            **error)
{
  return bw_plot_render (self->format, WIDTH, HEIGHT, SCALE, paint, self, error);
}

GdkTexture *
bw_forecast_picture_to_texture (BwForecastPicture *self)
{
  const BwPlotRect area = { 0, 0, WIDTH, HEIGHT };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH * SCALE,
                                                         HEIGHT * SCALE);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, SCALE, SCALE);
  cr = cairo_create (surface);
  paint (cr, &area, self);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * HEIGHT * SCALE);
  texture = gdk_memory_texture_new (WIDTH * SCALE, HEIGHT * SCALE, GDK_MEMORY_DEFAULT, bytes,
                                    stride);
  cairo_surface_destroy (surface);
  return texture;
}

void
bw_forecast_picture_save (BwForecastPicture   *self,
                          GFile               *file,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);

  g_task_set_task_data (task, self, (GDestroyNotify) bw_forecast_picture_free);
  g_task_run_in_thread (task, save_in_thread);
}

gboolean
bw_forecast_picture_save_finish (GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

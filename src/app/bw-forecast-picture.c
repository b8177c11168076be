/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-forecast-picture.h"

#include "app/bw-save-task.h"

static gboolean
save (GFile         *file,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (GBytes) bytes = bw_forecast_picture_render (data, error);

  return bytes && bw_save_bytes (file, bytes, cancellable, error);
}

void
bw_forecast_picture_free (BwForecastPicture *self)
{
  if (!self)
    return;
  bw_forecast_figure_unref (self->figure);
  pango_font_description_free (self->font);
  g_free (self);
}

GBytes *
bw_forecast_picture_render (BwForecastPicture  *self,
                            GError            **error)
{
  return bw_forecast_figure_render (self->figure, self->past_days, self->format,
                                    self->palette, self->font, error);
}

GdkTexture *
bw_forecast_picture_to_texture (BwForecastPicture *self)
{
  const int width = BW_FORECAST_FIGURE_WIDTH * BW_FORECAST_FIGURE_SCALE;
  const int height = BW_FORECAST_FIGURE_HEIGHT * BW_FORECAST_FIGURE_SCALE;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, BW_FORECAST_FIGURE_SCALE, BW_FORECAST_FIGURE_SCALE);
  cr = cairo_create (surface);
  bw_forecast_figure_paint (self->figure, self->past_days, self->palette, self->font, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) height);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
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
  bw_save_async (file, save, self, (GDestroyNotify) bw_forecast_picture_free, cancellable, callback,
                 user_data);
}

gboolean
bw_forecast_picture_save_finish (GAsyncResult  *result,
                                 GError       **error)
{
  return bw_save_finish (result, error);
}

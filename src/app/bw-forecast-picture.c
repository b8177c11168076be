/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-forecast-picture.h"

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

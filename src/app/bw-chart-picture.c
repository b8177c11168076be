/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-chart-picture.h"

#include "app/bw-save-task.h"

#include <adwaita.h>
#include <math.h>

#define FONT_SIZE 13.0
#define SCALE 2.0 /* pixels a point where it becomes pixels */

struct _BwChartPicture
{
  double width, height;   /* with margins */
  BwChartPaint paint;
  gpointer data;
  GDestroyNotify free_data;
  PangoFontDescription *font;
  const BwPlotPalette *palette;
};

BwChartPicture *
bw_chart_picture_new (GtkWidget      *widget,
                      double          width,
                      double          height,
                      BwChartPaint    paint,
                      gpointer        data,
                      GDestroyNotify  free_data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  BwChartPicture *self = g_new0 (BwChartPicture, 1);

  self->width = ceil (width) + 2 * BW_CHART_PICTURE_MARGIN;
  self->height = ceil (height) + 2 * BW_CHART_PICTURE_MARGIN;
  self->paint = paint;
  self->data = data;
  self->free_data = free_data;
  self->font = bw_chart_picture_make_font (widget);
  self->palette = bw_plot_palette_get (FALSE, adw_style_manager_get_high_contrast (manager));
  return self;
}

void
bw_chart_picture_free (BwChartPicture *self)
{
  if (!self)
    return;
  if (self->free_data)
    self->free_data (self->data);
  pango_font_description_free (self->font);
  g_free (self);
}

PangoFontDescription *
bw_chart_picture_make_font (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const char *family
      = pango_font_description_get_family (pango_context_get_font_description (context));
  PangoFontDescription *font = bw_plot_font_new (FONT_SIZE);

  if (family)
    pango_font_description_set_family (font, family);
  return font;
}

static void
paint_picture (cairo_t          *cr,
               const BwPlotRect *area,
               gpointer          user_data)
{
  const BwChartPicture *self = user_data;
  const double margin = BW_CHART_PICTURE_MARGIN;
  const BwPlotRect inner
      = { margin, margin, self->width - 2 * margin, self->height - 2 * margin };

  bw_plot_set_color (cr, &self->palette->background);
  cairo_paint (cr);
  self->paint (cr, &inner, self->palette, self->font, self->data);
}

GBytes *
bw_chart_picture_render (const BwChartPicture  *self,
                         BwPlotFormat           format,
                         GError               **error)
{
  return bw_plot_render (format, self->width, self->height, SCALE, paint_picture, (gpointer) self,
                         NULL, error);
}

GdkTexture *
bw_chart_picture_to_texture (const BwChartPicture *self)
{
  const int width = (int) (self->width * SCALE), height = (int) (self->height * SCALE);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, SCALE, SCALE);
  cr = cairo_create (surface);
  paint_picture (cr, NULL, (gpointer) self);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) height);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
  cairo_surface_destroy (surface);
  return texture;
}

typedef struct
{
  BwChartPicture *picture;
  BwPlotFormat format;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  bw_chart_picture_free (saving->picture);
  g_free (saving);
}

static gboolean
save (GFile         *file,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const Saving *saving = data;
  g_autoptr (GBytes) bytes = bw_chart_picture_render (saving->picture, saving->format, error);

  return bytes && bw_save_bytes (file, bytes, cancellable, error);
}

void
bw_chart_picture_save (BwChartPicture      *self,
                       BwPlotFormat         format,
                       GFile               *file,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->picture = self;
  saving->format = format;
  bw_save_async (file, save, saving, saving_free, cancellable, callback, user_data);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-save.h"

#include "base/bw-error.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MOST_PIXELS 32767

static const char *const ids[] = {
  [BW_PLOT_FORMAT_PNG] = "png",
  [BW_PLOT_FORMAT_SVG] = "svg",
  [BW_PLOT_FORMAT_PDF] = "pdf",
};

/* Where a surface's bytes go. */
typedef struct
{
  GByteArray *bytes;
  GCancellable *cancellable;
} Sink;

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  Sink *sink = closure;

  /* Packing a large picture takes seconds: it ends here. */
  if (g_cancellable_is_cancelled (sink->cancellable))
    return CAIRO_STATUS_WRITE_ERROR;
  g_byte_array_append (sink->bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

const char *
bw_plot_format_get_id (BwPlotFormat format)
{
  return ids[format];
}

gboolean
bw_plot_format_from_id (const char   *id,
                        BwPlotFormat *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (g_ascii_strcasecmp (id, ids[i]) == 0)
      {
        *format = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
bw_plot_format_from_name (const char   *name,
                          BwPlotFormat *format)
{
  const char *dot = strrchr (name, '.');

  return dot && bw_plot_format_from_id (dot + 1, format);
}

static gboolean
check_size (double    width,
            double    height,
            double    scale,
            GError  **error)
{
  if (width > 0 && height > 0 && scale > 0 && width * scale <= MOST_PIXELS
      && height * scale <= MOST_PIXELS)
    return TRUE;
  g_set_error (error, BW_ERROR, BW_ERROR_INVALID, _("A picture of %g × %g cannot be made."),
               width * scale, height * scale);
  return FALSE;
}

/* Ends the surface that writes to @sink, and takes it and the bytes; @status is what painting came
 * to. */
static GBytes *
finish (cairo_surface_t  *surface,
        cairo_status_t    status,
        Sink             *sink,
        GError          **error)
{
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (g_cancellable_set_error_if_cancelled (sink->cancellable, error))
    {
      g_byte_array_unref (sink->bytes);
      return NULL;
    }
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_byte_array_unref (sink->bytes);
      g_set_error (error, BW_ERROR, BW_ERROR_FAILED, _("The picture could not be made: %s"),
                   cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (sink->bytes);
}

GBytes *
bw_plot_render (BwPlotFormat      format,
                double            width,
                double            height,
                double            scale,
                BwPlotPaintFunc   paint,
                gpointer          user_data,
                GCancellable     *cancellable,
                GError          **error)
{
  Sink sink = { NULL, cancellable };
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;
  BwPlotRect area = { 0, 0, width, height };

  if (!check_size (width, height, scale, error))
    return NULL;

  sink.bytes = g_byte_array_new ();
  switch (format)
    {
    case BW_PLOT_FORMAT_SVG:
      surface = cairo_svg_surface_create_for_stream (append_bytes, &sink, width, height);
      break;
    case BW_PLOT_FORMAT_PDF:
      surface = cairo_pdf_surface_create_for_stream (append_bytes, &sink, width, height);
      break;
    case BW_PLOT_FORMAT_PNG:
    default:
      surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width * scale),
                                            (int) ceil (height * scale));
      cairo_surface_set_device_scale (surface, scale, scale);
      break;
    }

  cr = cairo_create (surface);
  paint (cr, &area, user_data);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && format == BW_PLOT_FORMAT_PNG)
    status = cairo_surface_write_to_png_stream (surface, append_bytes, &sink);
  return finish (surface, status, &sink, error);
}

GBytes *
bw_plot_render_pages (const char      *title,
                      double           width,
                      double           height,
                      guint            n_pages,
                      BwPlotPageFunc   paint,
                      gpointer         user_data,
                      BwProgress      *progress,
                      GCancellable    *cancellable,
                      GError         **error)
{
  BwPlotRect area = { 0, 0, width, height };
  Sink sink = { NULL, cancellable };
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  g_return_val_if_fail (n_pages >= 1, NULL);

  if (!check_size (width, height, 1, error))
    return NULL;

  sink.bytes = g_byte_array_new ();
  surface = cairo_pdf_surface_create_for_stream (append_bytes, &sink, width, height);
  if (title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Beatwise " BW_VERSION);
  cr = cairo_create (surface);
  for (guint page = 0; page < n_pages && !g_cancellable_is_cancelled (cancellable); page++)
    {
      cairo_save (cr);
      paint (cr, &area, page, user_data);
      cairo_restore (cr);
      cairo_show_page (cr);
      bw_progress_update (progress, (page + 1.0) / n_pages);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  return finish (surface, status, &sink, error);
}

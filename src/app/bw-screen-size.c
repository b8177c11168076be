/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-screen-size.h"

#define MM_PER_INCH 25.4
#define LEAST_DPI 50.0
#define MOST_DPI 400.0
/* The two directions may differ by what whole millimetres round away, and a little more. */
#define LEAST_ASPECT 0.85
#define MOST_ASPECT (1 / LEAST_ASPECT)

/* Some put 16 : 9 or 16 : 10 where their size belongs, in millimetres or centimetres. */
static gboolean
is_aspect_ratio (int width_mm,
                 int height_mm)
{
  static const int widths[] = { 16, 160, 1600 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    if (width_mm == widths[i]
        && (height_mm == width_mm / 16 * 9 || height_mm == width_mm / 16 * 10))
      return TRUE;
  return FALSE;
}

gboolean
bw_screen_size_from_monitor (int     width,
                             int     height,
                             int     width_mm,
                             int     height_mm,
                             double *units_per_mm)
{
  double across, down;

  if (width <= 0 || height <= 0 || width_mm <= 0 || height_mm <= 0
      || is_aspect_ratio (width_mm, height_mm))
    return FALSE;
  across = (double) width / width_mm;
  down = (double) height / height_mm;
  if (across < LEAST_DPI / MM_PER_INCH || across > MOST_DPI / MM_PER_INCH
      || across / down < LEAST_ASPECT || across / down > MOST_ASPECT)
    return FALSE;
  *units_per_mm = across;
  return TRUE;
}

gboolean
bw_screen_size_of_widget (GtkWidget *widget,
                          double    *units_per_mm)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native ? gtk_native_get_surface (native) : NULL;
  GdkMonitor *monitor;
  GdkRectangle geometry;

  if (!surface)
    return FALSE;
  monitor = gdk_display_get_monitor_at_surface (gtk_widget_get_display (widget), surface);
  if (!monitor)
    return FALSE;
  gdk_monitor_get_geometry (monitor, &geometry);
  return bw_screen_size_from_monitor (geometry.width, geometry.height,
                                      gdk_monitor_get_width_mm (monitor),
                                      gdk_monitor_get_height_mm (monitor), units_per_mm);
}

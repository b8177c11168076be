/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/bw-forecast-figure.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The picture of a figure that is saved or copied from the window. */
typedef struct
{
  BwForecastFigure *figure;       /* (transfer full) */
  PangoFontDescription *font;     /* (transfer full): of any size */
  BwPlotFormat format;
  guint past_days;
  const BwPlotPalette *palette;
} BwForecastPicture;

void bw_forecast_picture_free (BwForecastPicture *self);

GBytes *bw_forecast_picture_render (BwForecastPicture  *self,
                                    GError            **error);
GdkTexture *bw_forecast_picture_to_texture (BwForecastPicture *self);

/* Renders in a thread and writes the file; takes @self. */
void bw_forecast_picture_save (BwForecastPicture   *self,
                               GFile               *file,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
gboolean bw_forecast_picture_save_finish (GAsyncResult  *result,
                                          GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwForecastPicture, bw_forecast_picture_free)

G_END_DECLS

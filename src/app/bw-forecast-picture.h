/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-today-words.h"
#include "plot/bw-plot-forecast.h"
#include "plot/bw-plot-save.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the chart of an outlook draws, and the pictures that are saved or copied of it. Immutable
 * once made and reference counted, so that a thread can draw it too. */
typedef struct
{
  GTimeZone *zone;
  GArray *past;         /* (element-type BwPlotPoint) */
  GArray *readings;     /* (element-type BwPlotPoint) */
  GArray *nights;       /* (element-type BwPlotSpan) */
  GArray *hours;        /* (element-type BwPlotForecastHour) */
  char *now_label;      /* "Now", or the date where the forecast is old */
  char *date_label;
  gint64 issued_ms;
  double alert_score;   /* 0 where the border of a zone has its line already */
} BwForecastContent;

BwForecastContent *bw_forecast_content_new (const BwOutlook    *outlook,
                                            const BwThresholds *thresholds,
                                            gint64              now_ms);
BwForecastContent *bw_forecast_content_ref (BwForecastContent *self);
void bw_forecast_content_unref (BwForecastContent *self);

/* @plot borrows from @self. */
void bw_forecast_content_fill_plot (const BwForecastContent *self,
                                    guint                    past_days,
                                    BwPlotForecast          *plot);

/* A picture for paper and other programs: light, with its date instead of "Now". */
typedef struct
{
  BwForecastContent *content;     /* (transfer full) */
  PangoFontDescription *font;     /* (transfer full): of any size */
  BwPlotFormat format;
  guint past_days;
  gboolean high_contrast;
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

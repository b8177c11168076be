/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-forecast-range.h"
#include "app/bw-forecast-view.h"
#include "report/bw-forecast-figure.h"

G_BEGIN_DECLS

/* Where the cursor can stand: an hour with a score. */
typedef struct
{
  gint64 time_ms;
  double score;
} BwForecastStop;

/* What was shown before a step in. */
typedef struct
{
  BwPlotSpan span;
  gboolean is_loose;          /* of a wheel's or key's many: they make one step */
} BwForecastStep;

struct _BwForecastView
{
  BwChart parent_instance;

  /* Owned. */
  BwOutlook *outlook;         /* (nullable): and with it the next */
  BwForecastFigure *figure;
  GArray *stops;              /* BwForecastStop, ascending */
  GArray *steps;              /* BwForecastStep: the way back */
  char *file_name;
  char *read_out;             /* (nullable): at the cursor */
  char *description;          /* of the forecast, without what is to be seen of it */
  GtkWidget *card;            /* a BwHourCard */

  gint64 now_ms;              /* the wall clock */
  gboolean old;               /* the date of issue stands where “Now” would */
  gboolean net_shown;
  guint past_days;
  guint n_past_stops;         /* those before the forecast */
  BwPlotSpan span;            /* what is to be seen */
  int cursor;                 /* a stop, or −1 */
  int card_stop;              /* that the card is about, or −1 */

  /* A stretch that is being marked. */
  gboolean has_selection;
  gint64 select_anchor_ms, select_ms;

  gint64 menu_ms;             /* where the context menu was opened */
  double pointer_x;
  double drag_x;
  BwPlotSpan pinch_span;
  double pinch_x;
};

static inline const BwForecastStop *
bw_forecast_view_get_stop (BwForecastView *self,
                           int             i)
{
  return &g_array_index (self->stops, BwForecastStop, i);
}

/* Whether a stop is of the hours ahead; and of which. */
static inline gboolean
bw_forecast_view_is_ahead (BwForecastView *self,
                           int             stop,
                           guint          *k)
{
  *k = (guint) stop - self->n_past_stops;
  return stop >= (int) self->n_past_stops;
}

/* bw-forecast-view.c */
void bw_forecast_view_get_plot (BwForecastView *self,
                                BwPlotForecast *plot);
void bw_forecast_view_get_layout (BwForecastView       *self,
                                  BwPlotForecast       *plot,
                                  BwPlotForecastLayout *layout);
BwForecastLimits bw_forecast_view_get_limits (BwForecastView *self);

/* The first stop at or after @time_ms; their number where there is none. */
guint bw_forecast_view_find_stop (BwForecastView *self,
                                  gint64          time_ms);
void bw_forecast_view_set_cursor (BwForecastView *self,
                                  int             cursor);
gboolean bw_forecast_view_sees (BwForecastView *self,
                                int             stop);

/* The stop nearest to a place of the widget, or −1. */
int bw_forecast_view_find_stop_at (BwForecastView *self,
                                   double          x);

/* Tells that the span has changed, by sight and to who cannot see it. */
void bw_forecast_view_span_changed (BwForecastView *self);

/* bw-forecast-view-card.c */
void bw_forecast_view_class_bind_card (BwForecastViewClass *klass);

/* Opens the card about the cursor's hour, or puts it away where it is about that one already. */
void bw_forecast_view_toggle_card (BwForecastView *self);
gboolean bw_forecast_view_close_card (BwForecastView *self);

/* bw-forecast-view-paint.c */
void bw_forecast_view_class_bind_paint (BwForecastViewClass *klass);

/* bw-forecast-view-zoom.c */
void bw_forecast_view_add_gestures (BwForecastView *self);
void bw_forecast_view_class_bind_keys (BwForecastViewClass *klass);
void bw_forecast_view_set_loose_span (BwForecastView *self,
                                      BwPlotSpan      span);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-forecast-view-private.h"

#include "app/bw-pan.h"
#include "base/bw-time.h"

#include <math.h>

/* A notch of the wheel, and a press of + or −. */
#define WHEEL_FACTOR 1.25
#define KEY_FACTOR 2.0
/* A notch to the side moves so much of what is to be seen. */
#define WHEEL_PART 0.1
/* A press that moves no farther is a click. */
#define DRAG_LEAST 8.0

/* --- Steps in and back -------------------------------------------------------------------------- */

static void
set_span (BwForecastView *self,
          BwPlotSpan      span,
          gboolean        was_zoomed)
{
  self->span = span;
  self->has_selection = FALSE;
  bw_forecast_view_span_changed (self);
  if (bw_forecast_view_is_zoomed (self) != was_zoomed)
    g_object_notify (G_OBJECT (self), "zoomed");
}

static void
add_step (BwForecastView *self,
          BwPlotSpan      span,
          gboolean        is_loose)
{
  const BwForecastStep *last = self->steps->len > 0
                                 ? &g_array_index (self->steps, BwForecastStep, self->steps->len - 1)
                                 : NULL;
  BwForecastStep step = { self->span, is_loose };
  gboolean was_zoomed = bw_forecast_view_is_zoomed (self);
  BwPlotSpan whole;

  if (span.start_ms == self->span.start_ms && span.end_ms == self->span.end_ms)
    return;
  if (!is_loose || !last || !last->is_loose)
    g_array_append_val (self->steps, step);
  /* Out again to all there is: nothing to go back from. */
  whole = bw_forecast_figure_get_span (self->figure, self->past_days);
  if (span.start_ms <= whole.start_ms && span.end_ms >= whole.end_ms)
    g_array_set_size (self->steps, 0);
  set_span (self, span, was_zoomed);
}

void
bw_forecast_view_set_loose_span (BwForecastView *self,
                                 BwPlotSpan      span)
{
  add_step (self, span, TRUE);
}

gboolean
bw_forecast_view_is_zoomed (BwForecastView *self)
{
  g_return_val_if_fail (BW_IS_FORECAST_VIEW (self), FALSE);

  return self->steps->len > 0;
}

BwPlotSpan
bw_forecast_view_get_span (BwForecastView *self)
{
  g_return_val_if_fail (BW_IS_FORECAST_VIEW (self), ((BwPlotSpan){ 0, 0 }));

  return self->span;
}

void
bw_forecast_view_zoom_to (BwForecastView *self,
                          gint64          from_ms,
                          gint64          to_ms)
{
  BwForecastLimits limits;

  g_return_if_fail (BW_IS_FORECAST_VIEW (self));

  if (!self->figure)
    return;
  limits = bw_forecast_view_get_limits (self);
  add_step (self, bw_forecast_range_fit (&limits, from_ms, to_ms), FALSE);
}

static void
zoom_at (BwForecastView *self,
         double          x,
         double          factor)
{
  BwForecastLimits limits = bw_forecast_view_get_limits (self);
  BwPlotForecastLayout layout;
  BwPlotForecast plot;

  bw_forecast_view_get_layout (self, &plot, &layout);
  add_step (self, bw_forecast_range_zoom (&limits, &self->span, &layout.time, x, factor), TRUE);
}

void
bw_forecast_view_zoom_by (BwForecastView *self,
                          double          factor)
{
  BwPlotForecastLayout layout;
  BwPlotForecast plot;
  gint64 at_ms;

  g_return_if_fail (BW_IS_FORECAST_VIEW (self));

  if (!self->figure)
    return;
  bw_forecast_view_get_layout (self, &plot, &layout);
  at_ms = plot.now_ms < self->span.end_ms ? plot.now_ms
                                          : (self->span.start_ms + self->span.end_ms) / 2;
  if (self->cursor >= 0)
    at_ms = g_array_index (self->stops, BwForecastStop, self->cursor).time_ms;
  zoom_at (self, bw_plot_time_scale_map (&layout.time, at_ms), factor);
}

gboolean
bw_forecast_view_zoom_back (BwForecastView *self)
{
  BwPlotSpan span;

  g_return_val_if_fail (BW_IS_FORECAST_VIEW (self), FALSE);

  if (self->steps->len == 0)
    return FALSE;
  span = g_array_index (self->steps, BwForecastStep, self->steps->len - 1).span;
  g_array_set_size (self->steps, self->steps->len - 1);
  set_span (self, span, TRUE);
  return TRUE;
}

void
bw_forecast_view_zoom_reset (BwForecastView *self)
{
  gboolean was_zoomed;

  g_return_if_fail (BW_IS_FORECAST_VIEW (self));

  was_zoomed = self->steps->len > 0;
  g_array_set_size (self->steps, 0);
  if (self->figure)
    set_span (self, bw_forecast_figure_get_span (self->figure, self->past_days), was_zoomed);
}

/* --- Keys --------------------------------------------------------------------------------------- */

/* The stop that a key moves the cursor to: an hour on, or where hours are narrower than a pixel, as
 * many as make one. */
static int
find_next (BwForecastView *self,
           int             by)
{
  BwPlotForecastLayout layout;
  BwPlotForecast plot;
  gint64 at_ms, pixel_ms;
  double x;
  int next;

  if (self->cursor < 0)
    {
      /* From where the forecast begins, or the middle of what is to be seen. */
      at_ms = bw_forecast_figure_get_issued (self->figure);
      if (at_ms > self->span.end_ms)
        at_ms = (self->span.start_ms + self->span.end_ms) / 2;
      next = (int) bw_forecast_view_find_stop (self, at_ms);
      return MIN (next, (int) self->stops->len - 1);
    }
  at_ms = g_array_index (self->stops, BwForecastStop, self->cursor).time_ms;
  bw_forecast_view_get_layout (self, &plot, &layout);
  x = bw_plot_time_scale_map (&layout.time, at_ms);
  pixel_ms = bw_plot_time_scale_invert (&layout.time, x + by) - at_ms;
  next = self->cursor + by;
  if (ABS (pixel_ms) <= BW_TIME_HOUR)
    return CLAMP (next, 0, (int) self->stops->len - 1);
  next = by > 0 ? (int) bw_forecast_view_find_stop (self, at_ms + pixel_ms)
                : (int) bw_forecast_view_find_stop (self, at_ms + pixel_ms + 1) - 1;
  return CLAMP (next, 0, (int) self->stops->len - 1);
}

/* Puts the cursor on a stop; what was zoomed into moves along. */
static void
go_to (BwForecastView *self,
       int             stop)
{
  gboolean has_card = self->card_stop >= 0;

  if (!bw_forecast_view_sees (self, stop) && bw_forecast_view_is_zoomed (self))
    {
      BwForecastLimits limits = bw_forecast_view_get_limits (self);
      gint64 time_ms = g_array_index (self->stops, BwForecastStop, stop).time_ms;
      gboolean selects = self->has_selection;

      bw_forecast_view_set_loose_span (self, bw_forecast_range_reach (&limits, &self->span, time_ms));
      self->has_selection = selects;
    }
  if (!bw_forecast_view_sees (self, stop) || stop == self->cursor)
    return;
  bw_forecast_view_set_cursor (self, stop);
  if (has_card)
    bw_forecast_view_toggle_card (self);
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
  self->has_selection = FALSE;
  if (by == G_MININT32)
    next = (int) bw_forecast_view_find_stop (self, self->span.start_ms);
  else if (by == G_MAXINT32)
    next = (int) bw_forecast_view_find_stop (self, self->span.end_ms + 1) - 1;
  else
    next = find_next (self, by);
  go_to (self, CLAMP (next, 0, (int) self->stops->len - 1));
  gtk_widget_queue_draw (widget);
  return TRUE;
}

/* Marks a stretch from where the cursor was. */
static gboolean
on_select (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  BwForecastView *self = BW_FORECAST_VIEW (widget);

  if (self->stops->len == 0)
    return FALSE;
  bw_forecast_view_close_card (self);
  if (self->cursor < 0)
    {
      go_to (self, find_next (self, 0));
      return TRUE;
    }
  if (!self->has_selection)
    self->select_anchor_ms = g_array_index (self->stops, BwForecastStop, self->cursor).time_ms;
  self->has_selection = TRUE;
  go_to (self, find_next (self, g_variant_get_int32 (args)));
  self->select_ms = g_array_index (self->stops, BwForecastStop, self->cursor).time_ms;
  gtk_widget_queue_draw (widget);
  return TRUE;
}

static void
zoom_to_selection (BwForecastView *self)
{
  gint64 from_ms = MIN (self->select_anchor_ms, self->select_ms);
  gint64 to_ms = MAX (self->select_anchor_ms, self->select_ms);

  self->has_selection = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  /* What is ahead alone is to be seen anyway, as large as it gets. */
  if (from_ms < bw_forecast_figure_get_issued (self->figure) && from_ms < to_ms)
    bw_forecast_view_zoom_to (self, from_ms, to_ms);
}

static gboolean
on_enter (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  BwForecastView *self = BW_FORECAST_VIEW (widget);

  if (self->has_selection)
    zoom_to_selection (self);
  else if (self->cursor >= 0)
    bw_forecast_view_toggle_card (self);
  else
    return FALSE;
  return TRUE;
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  BwForecastView *self = BW_FORECAST_VIEW (widget);

  gtk_widget_queue_draw (widget);
  if (self->has_selection)
    {
      self->has_selection = FALSE;
      return TRUE;
    }
  if (bw_forecast_view_close_card (self))
    return TRUE;
  if (self->cursor < 0)
    return FALSE;
  bw_forecast_view_set_cursor (self, -1);
  return TRUE;
}

static gboolean
on_zoom_key (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  BwForecastView *self = BW_FORECAST_VIEW (widget);
  int direction = g_variant_get_int32 (args);

  if (!self->figure)
    return FALSE;
  if (direction == 0)
    bw_forecast_view_zoom_reset (self);
  else
    bw_forecast_view_zoom_by (self, direction > 0 ? KEY_FACTOR : 1 / KEY_FACTOR);
  return TRUE;
}

static gboolean
on_back_key (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  return bw_forecast_view_zoom_back (BW_FORECAST_VIEW (widget));
}

void
bw_forecast_view_class_bind_keys (BwForecastViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwChartClass *chart_class = BW_CHART_CLASS (klass);

  bw_chart_class_bind_cursor (chart_class, on_move, on_escape);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_SHIFT_MASK, on_select, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_SHIFT_MASK, on_select, "i", 1);
  bw_chart_class_bind (chart_class, GDK_KEY_plus, GDK_KEY_KP_Add, on_zoom_key, 1);
  bw_chart_class_bind (chart_class, GDK_KEY_equal, GDK_KEY_KP_Equal, on_zoom_key, 1);
  bw_chart_class_bind (chart_class, GDK_KEY_minus, GDK_KEY_KP_Subtract, on_zoom_key, -1);
  bw_chart_class_bind (chart_class, GDK_KEY_0, GDK_KEY_KP_0, on_zoom_key, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_plus, GDK_SHIFT_MASK, on_zoom_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, on_enter, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, on_enter, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_BackSpace, 0, on_back_key, NULL);
}

/* --- Pointer ------------------------------------------------------------------------------------ */

static gboolean
on_scroll (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           BwForecastView           *self)
{
  GtkEventController *base = GTK_EVENT_CONTROLLER (controller);
  GdkModifierType state = gtk_event_controller_get_current_event_state (base);
  BwForecastLimits limits;
  double part;

  if (!self->figure)
    return FALSE;
  if (state & GDK_CONTROL_MASK)
    {
      double middle = gtk_widget_get_width (GTK_WIDGET (self)) / 4.0;

      zoom_at (self, self->pointer_x >= 0 ? self->pointer_x : middle, pow (WHEEL_FACTOR, -dy));
      return TRUE;
    }
  if (state & GDK_SHIFT_MASK)
    dx += dy;
  else if (fabs (dx) <= fabs (dy))
    return FALSE; /* the page's */
  limits = bw_forecast_view_get_limits (self);
  if (bw_forecast_range_has_ahead (&limits, &self->span))
    return FALSE;
  part = dx * WHEEL_PART * (double) (self->span.end_ms - self->span.start_ms);
  bw_forecast_view_set_loose_span (self, bw_forecast_range_pan (&limits, &self->span, (gint64) part));
  return TRUE;
}

static gint64
time_at (BwForecastView *self,
         double          x)
{
  BwPlotForecastLayout layout;
  BwPlotForecast plot;

  bw_forecast_view_get_layout (self, &plot, &layout);
  return CLAMP (bw_plot_time_scale_invert (&layout.time, x), self->span.start_ms, self->span.end_ms);
}

/* A finger that moves scrolls the page; two of them zoom. */
static void
on_drag_begin (GtkGestureDrag *gesture,
               double          x,
               double          y,
               BwForecastView *self)
{
  if (!self->figure || bw_pan_is_touch (GTK_GESTURE (gesture)))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->drag_x = x;
  self->select_anchor_ms = time_at (self, x);
}

static void
on_drag_update (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                BwForecastView *self)
{
  if (!self->figure || (!self->has_selection && fabs (dx) < DRAG_LEAST))
    return;
  if (!self->has_selection)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      bw_forecast_view_close_card (self);
      bw_forecast_view_set_cursor (self, -1);
    }
  self->has_selection = TRUE;
  self->select_ms = time_at (self, self->drag_x + dx);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_end (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             BwForecastView *self)
{
  /* A selection by keys is not the pointer's. */
  if (self->figure && self->has_selection && fabs (dx) >= DRAG_LEAST)
    zoom_to_selection (self);
}

static void
on_pinch_begin (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                BwForecastView   *self)
{
  double x, y;

  if (!self->figure || !gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->pinch_span = self->span;
  self->pinch_x = x;
}

static void
on_pinch (GtkGestureZoom *gesture,
          double          scale,
          BwForecastView *self)
{
  BwForecastLimits limits;
  BwPlotForecastLayout layout;
  BwPlotForecast plot;
  BwPlotSpan now = self->span;

  if (!self->figure)
    return;
  /* Always from where the fingers began, so that rounding adds nothing up. */
  limits = bw_forecast_view_get_limits (self);
  self->span = self->pinch_span;
  bw_forecast_view_get_layout (self, &plot, &layout);
  self->span = now;
  bw_forecast_view_set_loose_span (self, bw_forecast_range_zoom (&limits, &self->pinch_span,
                                                                 &layout.time, self->pinch_x, scale));
}

void
bw_forecast_view_add_gestures (BwForecastView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new (), *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (widget, scroll);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}

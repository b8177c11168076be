/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-tachogram-view-private.h"

#include <math.h>

/* A notch of the wheel: a part of what is visible, or a factor. */
#define WHEEL_PART 0.1
#define WHEEL_FACTOR 1.2
/* What the toolkit's own scrolling makes of a touchpad's units. */
#define TOUCHPAD_FACTOR 2.5
/* How near the chosen beat a drag takes it along, for a pointer and for a finger. */
#define GRIP 8.0
#define GRIP_TOUCH 22.0
/* Of how far a drag is beyond the edge: what it takes the rhythm along, an event. */
#define EDGE_PART 0.2
/* A flick runs out with this time constant, and stops below that speed. */
#define RUN_OUT_S 0.325
#define SLOWEST 12.0

void
bw_tachogram_view_stop (BwTachogramView *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
}

static double
get_ms_per_unit (BwTachogramView *self)
{
  BwPlotTachogramLayout layout;

  if (!bw_tachogram_view_layout (self, &layout))
    return 0;
  return (layout.time.d1 - layout.time.d0) / MAX (layout.time.p1 - layout.time.p0, 1);
}

static gboolean
can_pan (BwTachogramView *self)
{
  return self->to_ms - self->from_ms < bw_tachogram_view_get_length_ms (self);
}

static void
pan_by (BwTachogramView *self,
        double           width)
{
  bw_tachogram_view_pan_to (self, self->from_ms + width * get_ms_per_unit (self));
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (widget);
  gint64 now_us = gdk_frame_clock_get_frame_time (clock);
  double seconds = (double) (now_us - self->tick_us) / G_USEC_PER_SEC;
  double before_ms = self->from_ms, kept = exp (-seconds / RUN_OUT_S);

  if (seconds <= 0)
    return G_SOURCE_CONTINUE;
  self->tick_us = now_us;
  pan_by (self, self->velocity * RUN_OUT_S * (1 - kept));
  self->velocity *= kept;
  if (fabs (self->velocity) > SLOWEST && self->from_ms != before_ms)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

/* @velocity: of what is at the left edge, units a second */
static void
run_out (BwTachogramView *self,
         double           velocity)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  gboolean animations;

  bw_tachogram_view_stop (self);
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations,
                NULL);
  if (!animations || !clock || fabs (velocity) < SLOWEST)
    return;
  self->velocity = velocity;
  self->tick_us = gdk_frame_clock_get_frame_time (clock);
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

/* --- Wheel -------------------------------------------------------------------------------------- */

static gboolean
on_scroll (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           BwTachogramView          *self)
{
  GtkEventController *base = GTK_EVENT_CONTROLLER (controller);
  GdkModifierType state = gtk_event_controller_get_current_event_state (base);
  gboolean is_wheel
      = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL;
  BwPlotTachogramLayout layout;

  if (!bw_tachogram_view_layout (self, &layout))
    return FALSE;
  bw_tachogram_view_stop (self);
  bw_tachogram_view_set_hover (self, -1);
  /* Sixteen of a touchpad's units zoom as much as a notch does. */
  if (state & GDK_CONTROL_MASK)
    bw_tachogram_view_zoom (self,
                            (self->to_ms - self->from_ms)
                              * pow (WHEEL_FACTOR, is_wheel ? dy : dy / 16),
                            bw_tachogram_view_x_to_ms (self, self->pointer_x));
  else if (!can_pan (self))
    return FALSE;
  else if (is_wheel)
    pan_by (self, (dx + dy) * WHEEL_PART * layout.plot.width);
  /* Two fingers that move up and down mean the page around. */
  else if (fabs (dx) < fabs (dy))
    return FALSE;
  else
    pan_by (self, dx * TOUCHPAD_FACTOR);
  return TRUE;
}

static void
on_decelerate (GtkEventControllerScroll *controller,
               double                    velocity_x,
               double                    velocity_y,
               BwTachogramView          *self)
{
  GtkEventController *base = GTK_EVENT_CONTROLLER (controller);
  GdkModifierType state = gtk_event_controller_get_current_event_state (base);

  if (self->figure && !(state & GDK_CONTROL_MASK) && fabs (velocity_x) > fabs (velocity_y))
    run_out (self, velocity_x * TOUCHPAD_FACTOR);
}

/* --- Drags -------------------------------------------------------------------------------------- */

static gboolean
is_touch (GtkGesture *gesture)
{
  GdkDevice *device
      = gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (gesture));

  return device && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

static gboolean
can_move (BwTachogramView *self,
          int              beat)
{
  const BwEditedBeat *at = bw_tachogram_view_get_beat (self, beat);

  return at && !at->removed;
}

/* Whether the chosen beat is at the point. */
static gboolean
is_on_chosen (BwTachogramView *self,
              double           x,
              double           y,
              gboolean         touch)
{
  const BwPlotTachogramLine *beats = bw_tachogram_view_get_beats (self);
  BwPlotTachogramLayout layout;
  double across, down;

  if (!can_move (self, self->cursor) || !bw_tachogram_view_layout (self, &layout))
    return FALSE;
  across = bw_plot_scale_map (&layout.time, beats->time_ms[self->cursor]) - x;
  down = bw_plot_tachogram_place (&layout, beats->rr_ms[self->cursor]) - y;
  return hypot (across, down) <= (touch ? GRIP_TOUCH : GRIP);
}

/* gtk_widget_set_cursor_from_name() makes a cursor each time. */
static void
set_pointer (BwTachogramView *self,
             const char      *name)
{
  if (self->cursor_name == name)
    return;
  self->cursor_name = name;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

static void
on_motion (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           BwTachogramView          *self)
{
  if (self->drag == BW_TACHOGRAM_DRAG_NONE)
    set_pointer (self, is_on_chosen (self, x, y, FALSE) ? "ew-resize" : NULL);
}

static void
begin_select (BwTachogramView *self,
              double           x,
              gboolean         extend)
{
  double at_ms = bw_tachogram_view_x_to_ms (self, x), from_ms, to_ms;

  self->drag = BW_TACHOGRAM_DRAG_SELECT;
  if (!extend || !bw_tachogram_view_get_selection (self, &from_ms, &to_ms))
    self->anchor_ms = at_ms;
  else
    self->anchor_ms = fabs (at_ms - from_ms) < fabs (at_ms - to_ms) ? to_ms : from_ms;
}

static void
on_drag_begin (GtkGestureDrag  *gesture,
               double           x,
               double           y,
               BwTachogramView *self)
{
  GtkEventController *base = GTK_EVENT_CONTROLLER (gesture);
  GdkModifierType state = gtk_event_controller_get_current_event_state (base);
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  gboolean touch = is_touch (GTK_GESTURE (gesture));
  int beat = -1;

  bw_tachogram_view_stop (self);
  if (!self->figure || (button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_MIDDLE && !touch))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  if (self->moved >= 0)
    bw_tachogram_view_finish_move (self);
  if (button == GDK_BUTTON_PRIMARY || touch)
    {
      if (state & GDK_ALT_MASK)
        beat = bw_tachogram_view_find_beat (self, x, y, touch);
      else if (is_on_chosen (self, x, y, touch))
        beat = self->cursor;
    }
  if (can_move (self, beat))
    {
      bw_tachogram_view_choose (self, beat);
      self->drag = BW_TACHOGRAM_DRAG_BEAT;
      self->drag_from_ms = bw_tachogram_view_get_beat (self, beat)->time_ms;
    }
  else if (button == GDK_BUTTON_MIDDLE || touch)
    {
      self->drag = BW_TACHOGRAM_DRAG_PAN;
      self->drag_from_ms = self->from_ms;
    }
  else
    begin_select (self, x, (state & GDK_SHIFT_MASK) != 0);
}

static void
drag_to (BwTachogramView *self,
         double           start_x,
         double           x)
{
  double per_unit_ms = get_ms_per_unit (self);
  BwPlotTachogramLayout layout;

  switch (self->drag)
    {
    case BW_TACHOGRAM_DRAG_PAN:
      bw_tachogram_view_pan_to (self, self->drag_from_ms - x * per_unit_ms);
      break;
    case BW_TACHOGRAM_DRAG_BEAT:
      if (self->cursor >= 0)
        bw_tachogram_view_move_beat (self, self->cursor,
                                     round (self->drag_from_ms + x * per_unit_ms));
      break;
    case BW_TACHOGRAM_DRAG_SELECT:
      if (!bw_tachogram_view_layout (self, &layout))
        break;
      x += start_x;
      if (x > layout.plot.x + layout.plot.width)
        pan_by (self, EDGE_PART * (x - layout.plot.x - layout.plot.width));
      else if (x < layout.plot.x)
        pan_by (self, EDGE_PART * (x - layout.plot.x));
      bw_tachogram_view_extend (self, bw_tachogram_view_x_to_ms (self, x));
      break;
    case BW_TACHOGRAM_DRAG_NONE:
    default:
      break;
    }
}

static void
on_drag_update (GtkGestureDrag  *gesture,
                double           x,
                double           y,
                BwTachogramView *self)
{
  GdkEventSequence *sequence
      = gtk_gesture_single_get_current_sequence (GTK_GESTURE_SINGLE (gesture));
  double start_x = 0, start_y;

  if (gtk_gesture_get_sequence_state (GTK_GESTURE (gesture), sequence)
      != GTK_EVENT_SEQUENCE_CLAIMED)
    {
      if (!gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) x, (int) y))
        return;
      /* A finger that goes up or down scrolls the page around. */
      if (self->drag == BW_TACHOGRAM_DRAG_PAN && is_touch (GTK_GESTURE (gesture))
          && fabs (y) > fabs (x))
        {
          gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
          return;
        }
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      bw_tachogram_view_set_hover (self, -1);
      if (self->drag == BW_TACHOGRAM_DRAG_PAN)
        set_pointer (self, "grabbing");
      /* What is asked of the selection is not asked of a beat in it. */
      if (self->drag == BW_TACHOGRAM_DRAG_SELECT)
        bw_tachogram_view_choose (self, -1);
    }
  gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y);
  drag_to (self, start_x, x);
}

static void
on_drag_end (GtkGestureDrag  *gesture,
             double           x,
             double           y,
             BwTachogramView *self)
{
  BwTachogramDrag drag = self->drag;

  self->drag = BW_TACHOGRAM_DRAG_NONE;
  set_pointer (self, NULL);
  if (drag == BW_TACHOGRAM_DRAG_BEAT)
    bw_tachogram_view_finish_move (self);
}

static void
on_drag_cancel (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                BwTachogramView  *self)
{
  if (self->drag == BW_TACHOGRAM_DRAG_BEAT)
    bw_tachogram_view_cancel_move (self);
  self->drag = BW_TACHOGRAM_DRAG_NONE;
  set_pointer (self, NULL);
}

/* Emitted before the drag that it is grouped with ends. */
static void
on_swipe (GtkGestureSwipe *gesture,
          double           velocity_x,
          double           velocity_y,
          BwTachogramView *self)
{
  if (self->drag == BW_TACHOGRAM_DRAG_PAN && is_touch (GTK_GESTURE (gesture)))
    run_out (self, -velocity_x);
}

/* --- Two fingers -------------------------------------------------------------------------------- */

static void
on_pinch_begin (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                BwTachogramView  *self)
{
  double x, y;

  bw_tachogram_view_stop (self);
  bw_tachogram_view_cancel_move (self);
  self->drag = BW_TACHOGRAM_DRAG_NONE;
  if (!self->figure || !gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->pinch_span_ms = self->to_ms - self->from_ms;
  self->pinch_ms = bw_tachogram_view_x_to_ms (self, x);
}

/* What was between the fingers stays between them, wherever they go. */
static void
on_pinch (GtkGestureZoom  *gesture,
          double           scale,
          BwTachogramView *self)
{
  double x, y;

  if (!self->figure || scale <= 0
      || !gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    return;
  bw_tachogram_view_zoom (self, self->pinch_span_ms / scale, self->pinch_ms);
  bw_tachogram_view_pan_to (self,
                            self->from_ms + self->pinch_ms - bw_tachogram_view_x_to_ms (self, x));
}

void
bw_tachogram_view_init_pointer (BwTachogramView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
    GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES | GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
  GtkGesture *drag = gtk_gesture_drag_new (), *swipe = gtk_gesture_swipe_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (scroll, "decelerate", G_CALLBACK (on_decelerate), self);
  gtk_widget_add_controller (widget, scroll);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (on_drag_cancel), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (swipe), TRUE);
  g_signal_connect (swipe, "swipe", G_CALLBACK (on_swipe), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (swipe));
  gtk_gesture_group (drag, swipe);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}

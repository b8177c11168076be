/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-tachogram-view-private.h"

#include <math.h>

/* How near the chosen beat a drag takes it along, for a pointer and for a finger. */
#define GRIP 8.0
#define GRIP_TOUCH 22.0
/* Of how far a drag is beyond the edge: what it takes the rhythm along, an event. */
#define EDGE_PART 0.2

void
bw_tachogram_view_stop (BwTachogramView *self)
{
  bw_glide_stop (&self->glide, GTK_WIDGET (self));
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
glide_by (GtkWidget *widget,
          double     width)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (widget);
  double before_ms = self->from_ms;

  pan_by (self, width);
  return self->from_ms != before_ms;
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
  BwPlotTachogramLayout layout;
  double width;

  if (!bw_tachogram_view_layout (self, &layout))
    return FALSE;
  bw_tachogram_view_stop (self);
  bw_tachogram_view_set_hover (self, -1);
  if (state & GDK_CONTROL_MASK)
    bw_tachogram_view_zoom (self,
                            (self->to_ms - self->from_ms) / bw_pan_get_scroll_zoom (controller, dy),
                            bw_tachogram_view_x_to_ms (self, self->pointer_x));
  else if (can_pan (self)
           && bw_pan_get_scroll_width (controller, dx, dy, layout.plot.width, &width))
    pan_by (self, width);
  else
    return FALSE;
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
    bw_glide_start (&self->glide, GTK_WIDGET (self), bw_pan_get_scroll_velocity (velocity_x),
                    glide_by);
}

/* --- Drags -------------------------------------------------------------------------------------- */

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

static void
set_pointer (BwTachogramView *self,
             const char      *name)
{
  bw_pan_set_cursor (GTK_WIDGET (self), &self->cursor_name, name);
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
  gboolean touch = bw_pan_is_touch (GTK_GESTURE (gesture));
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
  double start_x = 0, start_y;
  BwPanDrag drag = bw_pan_claim_drag (gesture, x, y, self->drag == BW_TACHOGRAM_DRAG_PAN);

  if (drag == BW_PAN_DRAG_NOT_YET)
    return;
  if (drag == BW_PAN_DRAG_BEGINS)
    {
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
  if (self->drag == BW_TACHOGRAM_DRAG_PAN && bw_pan_is_touch (GTK_GESTURE (gesture)))
    bw_glide_start (&self->glide, GTK_WIDGET (self), -velocity_x, glide_by);
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

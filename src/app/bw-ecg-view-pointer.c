/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-view-private.h"

#include <math.h>

/* How near a leg counts as on it, for a pointer and for a finger. */
#define NEAR 7.0
#define NEAR_TOUCH 22.0
/* A leg that is put this near the trace is meant to be on it. */
#define SNAP 6.0
/* Paper is drawn along in time; in amplitude only from here on, for few mean that. */
#define LOOSE 28.0

void
bw_ecg_view_stop (BwEcgView *self)
{
  bw_glide_stop (&self->glide, GTK_WIDGET (self));
}

static void
pan_by (BwEcgView *self,
        double     width)
{
  self->frame.from_s += bw_ecg_frame_width_to_s (&self->frame, width);
  bw_ecg_view_frame_changed (self);
}

static gboolean
glide_by (GtkWidget *widget,
          double     width)
{
  BwEcgView *self = BW_ECG_VIEW (widget);
  double before_s = self->frame.from_s;

  pan_by (self, width);
  return self->frame.from_s != before_s;
}

static gboolean
on_scroll (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           BwEcgView                *self)
{
  GtkEventController *base = GTK_EVENT_CONTROLLER (controller);
  GdkModifierType state = gtk_event_controller_get_current_event_state (base);
  double factor = bw_pan_get_scroll_zoom (controller, dy), width;

  if (!self->trace)
    return FALSE;
  bw_ecg_view_stop (self);
  if (state & GDK_ALT_MASK)
    bw_ecg_view_zoom_gain (self, self->frame.mm_per_mv * factor, self->pointer_y);
  else if (state & GDK_CONTROL_MASK)
    bw_ecg_view_zoom_time (self, self->frame.mm_per_s * factor, self->pointer_x);
  else if (bw_ecg_frame_can_pan (&self->frame)
           && bw_pan_get_scroll_width (controller, dx, dy, self->frame.plot.width, &width))
    pan_by (self, width);
  else
    return FALSE;
  return TRUE;
}

static void
on_decelerate (GtkEventControllerScroll *controller,
               double                    velocity_x,
               double                    velocity_y,
               BwEcgView                *self)
{
  GtkEventController *base = GTK_EVENT_CONTROLLER (controller);
  GdkModifierType state = gtk_event_controller_get_current_event_state (base);

  if (self->trace && !(state & (GDK_ALT_MASK | GDK_CONTROL_MASK))
      && fabs (velocity_x) > fabs (velocity_y))
    bw_glide_start (&self->glide, GTK_WIDGET (self), bw_pan_get_scroll_velocity (velocity_x),
                    glide_by);
}

/* What a drag from here would move. Along a leg's line it is moved in time alone, at its crossing
 * both ways. */
static BwEcgDrag
find_drag (BwEcgView *self,
           double     x,
           double     y,
           gboolean   touch,
           guint     *leg)
{
  double near = touch ? NEAR_TOUCH : NEAR, nearest = G_MAXDOUBLE;
  BwEcgDrag drag = BW_ECG_DRAG_PAPER;

  for (guint i = 0; self->calipers_on && i < 2; i++)
    {
      double across = fabs (bw_ecg_frame_s_to_x (&self->frame, self->calipers.leg[i].s) - x);
      double down = fabs (bw_ecg_frame_uv_to_y (&self->frame, self->calipers.leg[i].uv) - y);

      if (across > near || hypot (across, down) >= nearest)
        continue;
      nearest = hypot (across, down);
      drag = down <= 2 * near ? BW_ECG_DRAG_LEG_X | BW_ECG_DRAG_LEG_Y : BW_ECG_DRAG_LEG_X;
      *leg = i;
    }
  return drag;
}

static void
set_cursor (BwEcgView  *self,
            const char *name)
{
  bw_pan_set_cursor (GTK_WIDGET (self), &self->cursor, name);
}

static void
update_cursor (BwEcgView *self,
               BwEcgDrag  drag,
               gboolean   dragging)
{
  if (drag == (BW_ECG_DRAG_LEG_X | BW_ECG_DRAG_LEG_Y))
    set_cursor (self, "move");
  else if (drag == BW_ECG_DRAG_LEG_X)
    set_cursor (self, "col-resize");
  else
    set_cursor (self, dragging ? "grabbing" : NULL);
}

static void
on_motion (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           BwEcgView                *self)
{
  guint leg;

  self->pointer_x = x;
  self->pointer_y = y;
  if (self->drag == BW_ECG_DRAG_NONE)
    update_cursor (self, find_drag (self, x, y, FALSE, &leg), FALSE);
}

static void
begin_paper (BwEcgView *self)
{
  self->drag = BW_ECG_DRAG_PAPER;
  self->drag_from = (BwEcgPoint) { self->frame.from_s, self->frame.shift_uv };
}

/* Both legs where the drag begins; the second goes with it. */
static void
begin_measure (BwEcgView *self,
               double     x,
               double     y)
{
  bw_ecg_view_set_calipers (self, TRUE);
  self->drag = BW_ECG_DRAG_LEG_X | BW_ECG_DRAG_LEG_Y;
  self->drag_from = (BwEcgPoint) { bw_ecg_frame_x_to_s (&self->frame, x),
                                   bw_ecg_frame_y_to_uv (&self->frame, y) };
  self->calipers.leg[0] = self->calipers.leg[1] = self->drag_from;
  self->calipers.active = 1;
  bw_ecg_view_calipers_changed (self);
}

static void
on_drag_begin (GtkGestureDrag *gesture,
               double          x,
               double          y,
               BwEcgView      *self)
{
  GtkEventController *base = GTK_EVENT_CONTROLLER (gesture);
  GdkModifierType state = gtk_event_controller_get_current_event_state (base);
  guint leg = 0;

  bw_ecg_view_stop (self);
  if (!self->trace)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->drag = find_drag (self, x, y, bw_pan_is_touch (GTK_GESTURE (gesture)), &leg);
  if (state & GDK_SHIFT_MASK)
    begin_measure (self, x, y);
  else if (self->drag == BW_ECG_DRAG_PAPER)
    begin_paper (self);
  else
    {
      self->calipers.active = leg;
      self->drag_from = self->calipers.leg[leg];
      bw_ecg_view_calipers_changed (self);
    }
}

static void
drag_paper (BwEcgView *self,
            double     x,
            double     y)
{
  double loose_y = y > LOOSE ? y - LOOSE : y < -LOOSE ? y + LOOSE : 0;

  self->frame.from_s = self->drag_from.s - bw_ecg_frame_width_to_s (&self->frame, x);
  self->frame.shift_uv = self->drag_from.uv + bw_ecg_frame_height_to_uv (&self->frame, loose_y);
  bw_ecg_view_frame_changed (self);
}

static void
drag_leg (BwEcgView *self,
          double     x,
          double     y)
{
  BwEcgPoint *leg = &self->calipers.leg[self->calipers.active];
  BwEcgCurve curve = bw_ecg_view_get_curve (self);
  double trace_uv;

  leg->s = CLAMP (self->drag_from.s + bw_ecg_frame_width_to_s (&self->frame, x), 0,
                  self->frame.length_s);
  if (self->drag & BW_ECG_DRAG_LEG_Y)
    {
      leg->uv = self->drag_from.uv - bw_ecg_frame_height_to_uv (&self->frame, y);
      trace_uv = bw_ecg_curve_get_uv (&curve, leg->s);
      if (fabs (trace_uv - leg->uv) < bw_ecg_frame_height_to_uv (&self->frame, SNAP))
        leg->uv = trace_uv;
    }
  bw_ecg_view_calipers_changed (self);
}

static void
on_drag_update (GtkGestureDrag *gesture,
                double          x,
                double          y,
                BwEcgView      *self)
{
  BwPanDrag drag = bw_pan_claim_drag (gesture, x, y, self->drag == BW_ECG_DRAG_PAPER);

  if (drag == BW_PAN_DRAG_NOT_YET)
    return;
  if (drag == BW_PAN_DRAG_BEGINS)
    update_cursor (self, self->drag, TRUE);
  if (self->drag == BW_ECG_DRAG_PAPER)
    drag_paper (self, x, y);
  else if (self->drag != BW_ECG_DRAG_NONE && self->calipers_on)
    drag_leg (self, x, y);
}

static void
on_drag_end (GtkGestureDrag *gesture,
             double          x,
             double          y,
             BwEcgView      *self)
{
  self->drag = BW_ECG_DRAG_NONE;
  update_cursor (self, BW_ECG_DRAG_NONE, FALSE);
}

/* Emitted before the drag that it is grouped with ends. */
static void
on_swipe (GtkGestureSwipe *gesture,
          double           velocity_x,
          double           velocity_y,
          BwEcgView       *self)
{
  if (self->drag == BW_ECG_DRAG_PAPER && bw_pan_is_touch (GTK_GESTURE (gesture)))
    bw_glide_start (&self->glide, GTK_WIDGET (self), -velocity_x, glide_by);
}

static void
on_pinch_begin (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                BwEcgView        *self)
{
  double x, y;

  bw_ecg_view_stop (self);
  self->drag = BW_ECG_DRAG_NONE;
  if (!self->trace || !gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->pinch_mm_per_s = self->frame.mm_per_s;
  self->pinch_s = bw_ecg_frame_x_to_s (&self->frame, x);
}

/* What was between the fingers stays between them, wherever they go. */
static void
on_pinch (GtkGestureZoom *gesture,
          double          scale,
          BwEcgView      *self)
{
  double x, y;

  if (!self->trace || !gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    return;
  bw_ecg_view_zoom_time (self, self->pinch_mm_per_s * scale, x);
  bw_ecg_frame_put_s (&self->frame, self->pinch_s, x);
  bw_ecg_view_frame_changed (self);
}

static void
on_pressed (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            BwEcgView       *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (event && gdk_event_triggers_context_menu (event))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      bw_ecg_view_popup_menu (self, x, y);
    }
  else if (n_press == 2 && self->trace
           && gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture))
                == GDK_BUTTON_PRIMARY)
    bw_ecg_view_zoom_back (self, x);
}

static void
on_long_press (GtkGestureLongPress *gesture,
               double               x,
               double               y,
               BwEcgView           *self)
{
  bw_ecg_view_popup_menu (self, x, y);
}

static void
init_drag (BwEcgView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new (), *swipe = gtk_gesture_swipe_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (swipe), TRUE);
  g_signal_connect (swipe, "swipe", G_CALLBACK (on_swipe), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (swipe));
  gtk_gesture_group (drag, swipe);
}

void
bw_ecg_view_init_pointer (BwEcgView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
    GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES | GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
  GtkGesture *click = gtk_gesture_click_new (), *press = gtk_gesture_long_press_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (scroll, "decelerate", G_CALLBACK (on_decelerate), self);
  gtk_widget_add_controller (widget, scroll);
  init_drag (self);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (on_long_press), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (press));
}

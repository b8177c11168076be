/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-pan.h"

#include <math.h>

/* A notch of the wheel: a part of what is visible, or a factor. */
#define WHEEL_PART 0.1
#define WHEEL_FACTOR 1.2
/* So many of a touchpad's units zoom as much as a notch does. */
#define TOUCHPAD_NOTCH 16
/* What the toolkit's own scrolling makes of a touchpad's units. */
#define TOUCHPAD_FACTOR 2.5
/* A flick runs out with this time constant, and stops below that speed. */
#define RUN_OUT_S 0.325
#define SLOWEST 12.0

/* --- Flicks -------------------------------------------------------------------------------------- */

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  BwGlide *self = data;
  gint64 now_us = gdk_frame_clock_get_frame_time (clock);
  double seconds = (double) (now_us - self->tick_us) / G_USEC_PER_SEC;
  double kept = exp (-seconds / RUN_OUT_S);
  gboolean moved;

  if (seconds <= 0)
    return G_SOURCE_CONTINUE;
  self->tick_us = now_us;
  moved = self->pan_by (widget, self->velocity * RUN_OUT_S * (1 - kept));
  self->velocity *= kept;
  if (fabs (self->velocity) > SLOWEST && moved)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

void
bw_glide_start (BwGlide   *self,
                GtkWidget *widget,
                double     velocity,
                BwPanBy    pan_by)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean animations;

  bw_glide_stop (self, widget);
  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &animations, NULL);
  if (!animations || !clock || fabs (velocity) < SLOWEST)
    return;
  self->velocity = velocity;
  self->pan_by = pan_by;
  self->tick_us = gdk_frame_clock_get_frame_time (clock);
  self->tick_id = gtk_widget_add_tick_callback (widget, on_tick, self, NULL);
}

void
bw_glide_stop (BwGlide   *self,
               GtkWidget *widget)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (widget, self->tick_id);
  self->tick_id = 0;
}

/* --- Scrolling ----------------------------------------------------------------------------------- */

static gboolean
is_wheel (GtkEventControllerScroll *controller)
{
  return gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL;
}

double
bw_pan_get_scroll_zoom (GtkEventControllerScroll *controller,
                        double                    dy)
{
  return pow (WHEEL_FACTOR, is_wheel (controller) ? -dy : -dy / TOUCHPAD_NOTCH);
}

gboolean
bw_pan_get_scroll_width (GtkEventControllerScroll *controller,
                         double                    dx,
                         double                    dy,
                         double                    whole,
                         double                   *width)
{
  if (is_wheel (controller))
    *width = (dx + dy) * WHEEL_PART * whole;
  else if (fabs (dx) < fabs (dy))
    return FALSE;
  else
    *width = dx * TOUCHPAD_FACTOR;
  return TRUE;
}

double
bw_pan_get_scroll_velocity (double velocity)
{
  return velocity * TOUCHPAD_FACTOR;
}

/* --- Drags --------------------------------------------------------------------------------------- */

gboolean
bw_pan_is_touch (GtkGesture *gesture)
{
  GdkDevice *device
      = gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (gesture));

  return device && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

BwPanDrag
bw_pan_claim_drag (GtkGestureDrag *gesture,
                   double          x,
                   double          y,
                   gboolean        pans)
{
  GtkGesture *base = GTK_GESTURE (gesture);
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GdkEventSequence *sequence
      = gtk_gesture_single_get_current_sequence (GTK_GESTURE_SINGLE (gesture));

  if (gtk_gesture_get_sequence_state (base, sequence) == GTK_EVENT_SEQUENCE_CLAIMED)
    return BW_PAN_DRAG_GOES_ON;
  if (!gtk_drag_check_threshold (widget, 0, 0, (int) x, (int) y))
    return BW_PAN_DRAG_NOT_YET;
  if (pans && bw_pan_is_touch (base) && fabs (y) > fabs (x))
    {
      gtk_gesture_set_state (base, GTK_EVENT_SEQUENCE_DENIED);
      return BW_PAN_DRAG_NOT_YET;
    }
  gtk_gesture_set_state (base, GTK_EVENT_SEQUENCE_CLAIMED);
  return BW_PAN_DRAG_BEGINS;
}

void
bw_pan_set_cursor (GtkWidget   *widget,
                   const char **shown,
                   const char  *name)
{
  if (*shown == name)
    return;
  *shown = name;
  gtk_widget_set_cursor_from_name (widget, name);
}

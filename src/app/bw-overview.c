/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-overview.h"

#include "app/bw-pan.h"
#include "app/bw-style.h"

#include <math.h>

#define LEAST_WIDTH 120
#define NATURAL_WIDTH 600
#define HEIGHT 60
/* Of what is in sight, for an arrow key or a notch of the wheel. */
#define STEP 0.2
#define WHEEL_FACTOR 1.2
/* How near a side of the frame takes that side along; of a narrower one only the whole. */
#define GRIP 7.0
#define LEAST_FRAME 28.0
/* A screen reader hears of a move when it is over. */
#define ANNOUNCE_MS 150

typedef enum {
  DRAG_NONE,
  DRAG_FRAME,
  DRAG_LEFT,
  DRAG_RIGHT,
} Drag;

typedef struct
{
  Drag drag;
  double grip;                  /* from the left edge, or the side that is dragged, to the pointer */
  double pointer_x;
  const char *cursor_name;      /* (nullable) */
  guint announce_id;
} BwOverviewPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (BwOverview, bw_overview, GTK_TYPE_WIDGET)

static BwOverviewPrivate *
get_private (BwOverview *self)
{
  return bw_overview_get_instance_private (self);
}

static gboolean
get_frame (BwOverview      *self,
           BwOverviewFrame *frame)
{
  return BW_OVERVIEW_GET_CLASS (self)->get_frame (self, frame);
}

static double
get_time (BwOverview *self,
          double      x)
{
  BwPlotRect area = bw_style_get_area (GTK_WIDGET (self));

  return BW_OVERVIEW_GET_CLASS (self)->x_to_time (self, &area, x);
}

static void
move_to (BwOverview            *self,
         const BwOverviewFrame *frame,
         double                 from)
{
  double last = MAX (frame->length - (frame->to - frame->from), 0);

  BW_OVERVIEW_GET_CLASS (self)->move_to (self, CLAMP (from, 0, last));
}

/* --- Pointer ------------------------------------------------------------------------------------ */

static Drag
find_drag (BwOverview            *self,
           const BwOverviewFrame *frame,
           double                 x)
{
  BwOverviewClass *klass = BW_OVERVIEW_GET_CLASS (self);
  BwPlotRect area = bw_style_get_area (GTK_WIDGET (self));
  double left, right;

  if (!klass->show)
    return DRAG_FRAME;
  left = klass->time_to_x (self, &area, frame->from);
  right = klass->time_to_x (self, &area, frame->to);
  if (right - left >= LEAST_FRAME && fabs (x - left) <= GRIP)
    return DRAG_LEFT;
  if (right - left >= LEAST_FRAME && fabs (x - right) <= GRIP)
    return DRAG_RIGHT;
  return DRAG_FRAME;
}

static void
on_motion (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           BwOverview               *self)
{
  BwOverviewPrivate *priv = get_private (self);
  Drag drag = priv->drag;
  BwOverviewFrame frame;

  if (drag == DRAG_NONE && get_frame (self, &frame))
    drag = find_drag (self, &frame, x);
  priv->pointer_x = x;
  bw_pan_set_cursor (GTK_WIDGET (self), &priv->cursor_name,
                     drag == DRAG_LEFT || drag == DRAG_RIGHT ? "ew-resize" : NULL);
}

static void
on_drag_begin (GtkGestureDrag *gesture,
               double          x,
               double          y,
               BwOverview     *self)
{
  BwOverviewPrivate *priv = get_private (self);
  BwOverviewFrame frame;
  double at;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!get_frame (self, &frame))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  at = get_time (self, x);
  priv->drag = find_drag (self, &frame, x);
  priv->grip = at - (priv->drag == DRAG_RIGHT ? frame.to : frame.from);
  if (priv->drag != DRAG_FRAME || (at >= frame.from && at <= frame.to))
    return;
  /* Elsewhere, the frame comes to the pointer. */
  priv->grip = (frame.to - frame.from) / 2;
  move_to (self, &frame, at - priv->grip);
}

static void
on_drag_update (GtkGestureDrag *gesture,
                double          x,
                double          y,
                BwOverview     *self)
{
  BwOverviewPrivate *priv = get_private (self);
  BwOverviewFrame frame;
  double start_x, start_y, at;

  if (!get_frame (self, &frame) || !gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y))
    return;
  at = get_time (self, start_x + x) - priv->grip;
  if (priv->drag == DRAG_FRAME)
    move_to (self, &frame, at);
  else if (priv->drag == DRAG_LEFT)
    BW_OVERVIEW_GET_CLASS (self)->show (self, MIN (MAX (at, 0), frame.to), frame.to);
  else if (priv->drag == DRAG_RIGHT)
    BW_OVERVIEW_GET_CLASS (self)->show (self, frame.from,
                                        MIN (MAX (at, frame.from), frame.length));
}

static void
on_drag_end (GtkGestureDrag *gesture,
             double          x,
             double          y,
             BwOverview     *self)
{
  get_private (self)->drag = DRAG_NONE;
}

static gboolean
on_scroll (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           BwOverview               *self)
{
  BwOverviewClass *klass = BW_OVERVIEW_GET_CLASS (self);
  GtkEventController *base = GTK_EVENT_CONTROLLER (controller);
  GdkModifierType state = gtk_event_controller_get_current_event_state (base);
  BwOverviewFrame frame;

  if (!get_frame (self, &frame)
      || gtk_event_controller_scroll_get_unit (controller) != GDK_SCROLL_UNIT_WHEEL)
    return FALSE;
  if (klass->zoom && (state & GDK_CONTROL_MASK))
    {
      klass->zoom (self, pow (WHEEL_FACTOR, dy), get_time (self, get_private (self)->pointer_x));
      return TRUE;
    }
  /* Where there is nowhere to go the page around scrolls. */
  if (frame.from <= 0 && frame.to >= frame.length)
    return FALSE;
  move_to (self, &frame, frame.from + (dx + dy) * STEP * (frame.to - frame.from));
  return TRUE;
}

/* --- Keys --------------------------------------------------------------------------------------- */

/* By parts of what is in sight; by ±G_MAXDOUBLE to the beginning or the end. */
static gboolean
on_move (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwOverview *self = BW_OVERVIEW (widget);
  double by = g_variant_get_double (args);
  BwOverviewFrame frame;

  if (!get_frame (self, &frame))
    return FALSE;
  if (by == -G_MAXDOUBLE)
    move_to (self, &frame, 0);
  else if (by == G_MAXDOUBLE)
    move_to (self, &frame, frame.length);
  else
    move_to (self, &frame, frame.from + by * (frame.to - frame.from));
  return TRUE;
}

static void
bind (GtkWidgetClass *klass,
      guint           key,
      guint           keypad,
      double          by)
{
  gtk_widget_class_add_binding (klass, key, 0, on_move, "d", by);
  gtk_widget_class_add_binding (klass, keypad, 0, on_move, "d", by);
}

/* --- Widget ------------------------------------------------------------------------------------- */

static void
bw_overview_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  BwOverview *self = BW_OVERVIEW (widget);
  BwPlotRect area = bw_style_get_area (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  BwOverviewFrame frame;
  cairo_t *cr;

  if (width <= 0 || height <= 0 || !get_frame (self, &frame))
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                 (float) height));
  BW_OVERVIEW_GET_CLASS (self)->paint (self, cr, &area, bw_style_get_palette ());
  if (gtk_widget_has_visible_focus (widget))
    bw_style_paint_focus (cr, width, height);
  cairo_destroy (cr);
}

static void
bw_overview_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : HEIGHT;
}

static void
bw_overview_state_flags_changed (GtkWidget     *widget,
                                 GtkStateFlags  previous)
{
  GTK_WIDGET_CLASS (bw_overview_parent_class)->state_flags_changed (widget, previous);
  gtk_widget_queue_draw (widget);
}

static void
bw_overview_dispose (GObject *object)
{
  g_clear_handle_id (&get_private (BW_OVERVIEW (object))->announce_id, g_source_remove);
  G_OBJECT_CLASS (bw_overview_parent_class)->dispose (object);
}

static void
bw_overview_class_init (BwOverviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_overview_dispose;
  widget_class->snapshot = bw_overview_snapshot;
  widget_class->measure = bw_overview_measure;
  widget_class->state_flags_changed = bw_overview_state_flags_changed;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bind (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, -STEP);
  bind (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, STEP);
  bind (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, -1);
  bind (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 1);
  bind (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, -G_MAXDOUBLE);
  bind (widget_class, GDK_KEY_End, GDK_KEY_KP_End, G_MAXDOUBLE);
}

static void
bw_overview_init (BwOverview *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_widget_set_focusable (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.0, -1);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (widget, scroll);
  bw_style_follow (widget);
}

static gboolean
on_announce (gpointer data)
{
  BwOverview *self = data;

  get_private (self)->announce_id = 0;
  BW_OVERVIEW_GET_CLASS (self)->announce (self);
  return G_SOURCE_REMOVE;
}

void
bw_overview_frame_changed (BwOverview *self)
{
  BwOverviewPrivate *priv = get_private (self);

  g_return_if_fail (BW_IS_OVERVIEW (self));

  if (priv->announce_id == 0)
    priv->announce_id = g_timeout_add (ANNOUNCE_MS, on_announce, self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-tachogram-overview.h"

#include "app/bw-style.h"
#include "app/bw-tachogram-view-private.h"
#include "app/bw-tachogram-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST_WIDTH 120
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

struct _BwTachogramOverview
{
  GtkWidget parent_instance;

  /* Borrowed, weakly. */
  BwTachogramView *view;        /* (nullable) */

  Drag drag;
  double grip_ms;               /* from the left edge, or the side that is dragged, to the pointer */
  double pointer_x;
  const char *cursor_name;      /* (nullable) */
  guint announce_id;
};

G_DEFINE_FINAL_TYPE (BwTachogramOverview, bw_tachogram_overview, GTK_TYPE_WIDGET)

static BwPlotRect
get_area (BwTachogramOverview *self)
{
  const int room = BW_STYLE_FOCUS_ROOM;

  return (BwPlotRect) { room, room,
                        MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * room, 1),
                        MAX (gtk_widget_get_height (GTK_WIDGET (self)) - 2 * room, 1) };
}

/* Returns: whether there is a rhythm */
static gboolean
get_plot (BwTachogramOverview     *self,
          BwPlotTachogramOverview *plot)
{
  if (!self->view || !self->view->figure)
    return FALSE;
  bw_tachogram_figure_get_overview (self->view->figure, plot);
  plot->device_scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  bw_tachogram_view_get_range (self->view, &plot->from_ms, &plot->to_ms);
  plot->has_selection = bw_tachogram_view_get_selection (self->view, &plot->selection_from_ms,
                                                         &plot->selection_to_ms);
  return TRUE;
}

static double
get_ms (BwTachogramOverview *self,
        double               x)
{
  BwPlotRect area = get_area (self);
  BwPlotTachogramOverview plot;

  return get_plot (self, &plot) ? bw_plot_tachogram_overview_x_to_ms (&plot, &area, x) : 0;
}

/* --- Pointer ------------------------------------------------------------------------------------ */

static Drag
find_drag (BwTachogramOverview *self,
           double               x)
{
  BwPlotRect area = get_area (self);
  BwPlotTachogramOverview plot;
  double left, right;

  if (!get_plot (self, &plot))
    return DRAG_NONE;
  left = bw_plot_tachogram_overview_ms_to_x (&plot, &area, plot.from_ms);
  right = bw_plot_tachogram_overview_ms_to_x (&plot, &area, plot.to_ms);
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
           BwTachogramOverview      *self)
{
  Drag drag = self->drag != DRAG_NONE ? self->drag : find_drag (self, x);

  self->pointer_x = x;
  bw_pan_set_cursor (GTK_WIDGET (self), &self->cursor_name,
                     drag == DRAG_LEFT || drag == DRAG_RIGHT ? "ew-resize" : NULL);
}

static void
on_drag_begin (GtkGestureDrag      *gesture,
               double               x,
               double               y,
               BwTachogramOverview *self)
{
  BwPlotTachogramOverview plot;
  double at_ms = get_ms (self, x);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!get_plot (self, &plot))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->drag = find_drag (self, x);
  self->grip_ms = at_ms - (self->drag == DRAG_RIGHT ? plot.to_ms : plot.from_ms);
  if (self->drag != DRAG_FRAME || (at_ms >= plot.from_ms && at_ms <= plot.to_ms))
    return;
  /* Elsewhere, the frame comes to the pointer. */
  self->grip_ms = (plot.to_ms - plot.from_ms) / 2;
  bw_tachogram_view_stop (self->view);
  bw_tachogram_view_pan_to (self->view, at_ms - self->grip_ms);
}

static void
on_drag_update (GtkGestureDrag      *gesture,
                double               x,
                double               y,
                BwTachogramOverview *self)
{
  BwPlotTachogramOverview plot;
  double start_x, start_y, at_ms;

  if (!get_plot (self, &plot) || !gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y))
    return;
  at_ms = get_ms (self, start_x + x) - self->grip_ms;
  if (self->drag == DRAG_FRAME)
    bw_tachogram_view_pan_to (self->view, at_ms);
  else if (self->drag == DRAG_LEFT)
    bw_tachogram_view_show (self->view, MIN (MAX (at_ms, 0), plot.to_ms), plot.to_ms);
  else if (self->drag == DRAG_RIGHT)
    bw_tachogram_view_show (self->view, plot.from_ms, MIN (MAX (at_ms, plot.from_ms),
                                                           plot.length_ms));
}

static void
on_drag_end (GtkGestureDrag      *gesture,
             double               x,
             double               y,
             BwTachogramOverview *self)
{
  self->drag = DRAG_NONE;
}

static gboolean
on_scroll (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           BwTachogramOverview      *self)
{
  GtkEventController *base = GTK_EVENT_CONTROLLER (controller);
  GdkModifierType state = gtk_event_controller_get_current_event_state (base);
  BwPlotTachogramOverview plot;

  if (!get_plot (self, &plot)
      || gtk_event_controller_scroll_get_unit (controller) != GDK_SCROLL_UNIT_WHEEL)
    return FALSE;
  /* Where there is nowhere to go the page around scrolls. */
  if (!(state & GDK_CONTROL_MASK) && plot.from_ms <= 0
      && plot.to_ms >= bw_tachogram_view_get_length_ms (self->view))
    return FALSE;
  bw_tachogram_view_stop (self->view);
  if (state & GDK_CONTROL_MASK)
    bw_tachogram_view_zoom (self->view, (plot.to_ms - plot.from_ms) * pow (WHEEL_FACTOR, dy),
                            get_ms (self, self->pointer_x));
  else
    bw_tachogram_view_pan_to (self->view,
                              plot.from_ms + (dx + dy) * STEP * (plot.to_ms - plot.from_ms));
  return TRUE;
}

/* --- Keys --------------------------------------------------------------------------------------- */

/* By parts of what is in sight; to the beginning or the end where it is not finite. */
static gboolean
on_move (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwTachogramOverview *self = BW_TACHOGRAM_OVERVIEW (widget);
  double by = g_variant_get_double (args);
  BwPlotTachogramOverview plot;

  if (!get_plot (self, &plot))
    return FALSE;
  bw_tachogram_view_stop (self->view);
  if (by == -G_MAXDOUBLE)
    bw_tachogram_view_pan_to (self->view, 0);
  else if (by == G_MAXDOUBLE)
    bw_tachogram_view_pan_to (self->view, plot.length_ms);
  else
    bw_tachogram_view_pan_to (self->view, plot.from_ms + by * (plot.to_ms - plot.from_ms));
  return TRUE;
}

/* Closer (1), farther (−1), or all of it (0). */
static gboolean
on_zoom (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwTachogramOverview *self = BW_TACHOGRAM_OVERVIEW (widget);
  gint32 by = g_variant_get_int32 (args);

  if (!self->view)
    return FALSE;
  if (by == 0)
    bw_tachogram_view_show (self->view, 0, G_MAXDOUBLE);
  else
    bw_tachogram_view_zoom_step (self->view, by);
  return TRUE;
}

static gboolean
on_announce (gpointer data)
{
  BwTachogramOverview *self = data;
  g_autofree char *visible = NULL;
  BwPlotTachogramOverview plot;

  self->announce_id = 0;
  if (!get_plot (self, &plot))
    {
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return G_SOURCE_REMOVE;
    }
  visible = bw_tachogram_words_range (bw_tachogram_view_get_rhythm (self->view), plot.from_ms,
                                      plot.to_ms);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, plot.length_ms / 1000,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, plot.from_ms / 1000,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, visible,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, visible, -1);
  return G_SOURCE_REMOVE;
}

/* --- Widget ------------------------------------------------------------------------------------- */

static void
on_view_changed (BwTachogramView     *view,
                 BwTachogramOverview *self)
{
  if (self->announce_id == 0)
    self->announce_id = g_timeout_add (ANNOUNCE_MS, on_announce, self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
bw_tachogram_overview_snapshot (GtkWidget   *widget,
                                GtkSnapshot *snapshot)
{
  BwTachogramOverview *self = BW_TACHOGRAM_OVERVIEW (widget);
  BwPlotRect area = get_area (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  BwPlotTachogramOverview plot;
  cairo_t *cr;

  if (width <= 0 || height <= 0 || !get_plot (self, &plot))
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                 (float) height));
  bw_plot_tachogram_overview_paint (cr, &area, &plot, bw_style_get_palette ());
  if (gtk_widget_has_visible_focus (widget))
    bw_style_paint_focus (cr, width, height);
  cairo_destroy (cr);
}

static void
bw_tachogram_overview_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 600 : HEIGHT;
}

static void
bw_tachogram_overview_state_flags_changed (GtkWidget     *widget,
                                           GtkStateFlags  previous)
{
  GTK_WIDGET_CLASS (bw_tachogram_overview_parent_class)->state_flags_changed (widget, previous);
  gtk_widget_queue_draw (widget);
}

static void
bw_tachogram_overview_dispose (GObject *object)
{
  BwTachogramOverview *self = BW_TACHOGRAM_OVERVIEW (object);

  bw_tachogram_overview_set_view (self, NULL);
  g_clear_handle_id (&self->announce_id, g_source_remove);
  G_OBJECT_CLASS (bw_tachogram_overview_parent_class)->dispose (object);
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

static void
bw_tachogram_overview_class_init (BwTachogramOverviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_tachogram_overview_dispose;
  widget_class->snapshot = bw_tachogram_overview_snapshot;
  widget_class->measure = bw_tachogram_overview_measure;
  widget_class->state_flags_changed = bw_tachogram_overview_state_flags_changed;

  gtk_widget_class_set_css_name (widget_class, "tachogram-overview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bind (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, -STEP);
  bind (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, STEP);
  bind (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, -1);
  bind (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 1);
  bind (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, -G_MAXDOUBLE);
  bind (widget_class, GDK_KEY_End, GDK_KEY_KP_End, G_MAXDOUBLE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_plus, 0, on_zoom, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_equal, 0, on_zoom, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Add, 0, on_zoom, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_minus, 0, on_zoom, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Subtract, 0, on_zoom, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_0, 0, on_zoom, "i", 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_0, 0, on_zoom, "i", 0);
}

static void
bw_tachogram_overview_init (BwTachogramOverview *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_widget_set_focusable (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Whole rhythm"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
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

BwTachogramOverview *
bw_tachogram_overview_new (void)
{
  return g_object_new (BW_TYPE_TACHOGRAM_OVERVIEW, NULL);
}

void
bw_tachogram_overview_set_view (BwTachogramOverview *self,
                                BwTachogramView     *view)
{
  static const char *const changes[] = { "rhythm-changed", "range-changed", "selection-changed" };

  g_return_if_fail (BW_IS_TACHOGRAM_OVERVIEW (self));
  g_return_if_fail (view == NULL || BW_IS_TACHOGRAM_VIEW (view));

  if (self->view == view)
    return;
  if (self->view)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_set_weak_pointer (&self->view, view);
  for (guint i = 0; view && i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (view, changes[i], G_CALLBACK (on_view_changed), self, 0);
  self->drag = DRAG_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

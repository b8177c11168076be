/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-overview.h"

#include "app/bw-ecg-spoken.h"
#include "app/bw-style.h"
#include "plot/bw-plot-ecg-overview.h"

#include <glib/gi18n-lib.h>

#define LEAST_WIDTH 120
#define HEIGHT 60
/* Of what is visible, for an arrow key or a notch of the wheel. */
#define STEP 0.2
/* A screen reader hears of a move when it is over. */
#define ANNOUNCE_MS 150

struct _BwEcgOverview
{
  GtkWidget parent_instance;

  /* Owned. */
  BwEcgTrace *trace;        /* (nullable) */
  GArray *stretches;        /* BwPlotEcgStretch, of the trace */

  BwEcgFilter filter;
  double from_s, to_s;
  double grip_s;            /* during a drag: from the left edge of the frame to the pointer */
  guint announce_id;
};

G_DEFINE_FINAL_TYPE (BwEcgOverview, bw_ecg_overview, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_FILTER,
  N_PROPS
};

enum
{
  SEEK,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static BwPlotRect
get_area (BwEcgOverview *self)
{
  const int room = BW_STYLE_FOCUS_ROOM;

  return (BwPlotRect) { room, room,
                        MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * room, 1),
                        MAX (gtk_widget_get_height (GTK_WIDGET (self)) - 2 * room, 1) };
}

static void
get_plot (BwEcgOverview     *self,
          BwPlotEcgOverview *plot)
{
  const BwEcgFiltered *filtered = bw_ecg_trace_get_filtered (self->trace, self->filter);
  const BwEcgAnalysis *analysis = bw_ecg_trace_get_analysis (self->trace);

  *plot = (BwPlotEcgOverview) {
    .samples_uv = filtered->samples_uv,
    .n = filtered->n,
    .rate_hz = bw_ecg_trace_get_rate (self->trace),
    .min_max = filtered->min_max,
    .device_scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
    .peaks = analysis->peaks->peaks,
    .n_peaks = analysis->peaks->n,
    .stretches = (const BwPlotEcgStretch *) (void *) self->stretches->data,
    .n_stretches = self->stretches->len,
    .from_s = self->from_s,
    .to_s = self->to_s,
  };
}

static double
get_s (BwEcgOverview *self,
       double         x)
{
  BwPlotRect area = get_area (self);
  BwPlotEcgOverview plot;

  get_plot (self, &plot);
  return bw_plot_ecg_overview_x_to_s (&plot, &area, x);
}

static void
seek (BwEcgOverview *self,
      double         from_s)
{
  double last_s = bw_ecg_trace_get_length_s (self->trace) - (self->to_s - self->from_s);

  g_signal_emit (self, signals[SEEK], 0, CLAMP (from_s, 0, MAX (last_s, 0)));
}

static void
on_drag_begin (GtkGestureDrag *gesture,
               double          x,
               double          y,
               BwEcgOverview  *self)
{
  double s;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!self->trace)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  s = get_s (self, x);
  if (s >= self->from_s && s <= self->to_s)
    {
      self->grip_s = s - self->from_s;
      return;
    }
  /* Elsewhere, the frame comes to the pointer. */
  self->grip_s = (self->to_s - self->from_s) / 2;
  seek (self, s - self->grip_s);
}

static void
on_drag_update (GtkGestureDrag *gesture,
                double          x,
                double          y,
                BwEcgOverview  *self)
{
  double start_x, start_y;

  if (self->trace && gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y))
    seek (self, get_s (self, start_x + x) - self->grip_s);
}

static gboolean
on_scroll (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           BwEcgOverview            *self)
{
  if (!self->trace
      || gtk_event_controller_scroll_get_unit (controller) != GDK_SCROLL_UNIT_WHEEL)
    return FALSE;
  seek (self, self->from_s + (dx + dy) * STEP * (self->to_s - self->from_s));
  return TRUE;
}

/* By parts of what is visible; to the beginning or the end where it is not finite. */
static gboolean
on_move (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwEcgOverview *self = BW_ECG_OVERVIEW (widget);
  double by = g_variant_get_double (args);

  if (!self->trace)
    return FALSE;
  if (by == -G_MAXDOUBLE)
    seek (self, 0);
  else if (by == G_MAXDOUBLE)
    seek (self, bw_ecg_trace_get_length_s (self->trace));
  else
    seek (self, self->from_s + by * (self->to_s - self->from_s));
  return TRUE;
}

static gboolean
on_announce (gpointer data)
{
  BwEcgOverview *self = data;
  g_autofree char *visible = NULL;

  self->announce_id = 0;
  if (!self->trace)
    return G_SOURCE_REMOVE;
  visible = bw_ecg_spoken_visible (self->from_s, self->to_s);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  bw_ecg_trace_get_length_s (self->trace),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->from_s,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, visible,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, visible, -1);
  return G_SOURCE_REMOVE;
}

static void
bw_ecg_overview_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  BwEcgOverview *self = BW_ECG_OVERVIEW (widget);
  BwPlotRect area = get_area (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  BwPlotEcgOverview plot;
  cairo_t *cr;

  if (!self->trace || width <= 0 || height <= 0)
    return;
  get_plot (self, &plot);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                 (float) height));
  bw_plot_ecg_overview_paint (cr, &area, &plot, bw_style_get_palette ());
  if (gtk_widget_has_visible_focus (widget))
    bw_style_paint_focus (cr, width, height);
  cairo_destroy (cr);
}

static void
bw_ecg_overview_measure (GtkWidget      *widget,
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
bw_ecg_overview_state_flags_changed (GtkWidget     *widget,
                                     GtkStateFlags  previous)
{
  GTK_WIDGET_CLASS (bw_ecg_overview_parent_class)->state_flags_changed (widget, previous);
  gtk_widget_queue_draw (widget);
}

static void
bw_ecg_overview_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (id == PROP_FILTER)
    g_value_set_uint (value, BW_ECG_OVERVIEW (object)->filter);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_ecg_overview_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  BwEcgOverview *self = BW_ECG_OVERVIEW (object);

  if (id != PROP_FILTER)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->filter == g_value_get_uint (value))
    return;
  self->filter = g_value_get_uint (value);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (object, pspec);
}

static void
bw_ecg_overview_dispose (GObject *object)
{
  BwEcgOverview *self = BW_ECG_OVERVIEW (object);

  g_clear_handle_id (&self->announce_id, g_source_remove);
  g_clear_pointer (&self->trace, bw_ecg_trace_unref);
  G_OBJECT_CLASS (bw_ecg_overview_parent_class)->dispose (object);
}

static void
bw_ecg_overview_finalize (GObject *object)
{
  g_array_unref (BW_ECG_OVERVIEW (object)->stretches);
  G_OBJECT_CLASS (bw_ecg_overview_parent_class)->finalize (object);
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
bw_ecg_overview_class_init (BwEcgOverviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_ecg_overview_get_property;
  object_class->set_property = bw_ecg_overview_set_property;
  object_class->dispose = bw_ecg_overview_dispose;
  object_class->finalize = bw_ecg_overview_finalize;
  widget_class->snapshot = bw_ecg_overview_snapshot;
  widget_class->measure = bw_ecg_overview_measure;
  widget_class->state_flags_changed = bw_ecg_overview_state_flags_changed;

  properties[PROP_FILTER]
      = g_param_spec_uint ("filter", NULL, NULL, 0, BW_ECG_FILTER_ALL, BW_ECG_FILTER_NONE,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SEEK] = g_signal_new ("seek", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);

  gtk_widget_class_set_css_name (widget_class, "ecg-overview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bind (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, -STEP);
  bind (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, STEP);
  bind (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, -1);
  bind (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 1);
  bind (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, -G_MAXDOUBLE);
  bind (widget_class, GDK_KEY_End, GDK_KEY_KP_End, G_MAXDOUBLE);
}

static void
bw_ecg_overview_init (BwEcgOverview *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  self->stretches = g_array_new (FALSE, FALSE, sizeof (BwPlotEcgStretch));
  gtk_widget_set_focusable (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Whole recording"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.0, -1);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (widget, scroll);
  bw_style_follow (widget);
}

BwEcgOverview *
bw_ecg_overview_new (void)
{
  return g_object_new (BW_TYPE_ECG_OVERVIEW, NULL);
}

void
bw_ecg_overview_set_trace (BwEcgOverview *self,
                           BwEcgTrace    *trace)
{
  g_return_if_fail (BW_IS_ECG_OVERVIEW (self));

  if (self->trace == trace)
    return;
  g_clear_pointer (&self->trace, bw_ecg_trace_unref);
  g_array_set_size (self->stretches, 0);
  if (trace)
    {
      self->trace = bw_ecg_trace_ref (trace);
      bw_ecg_trace_add_stretches (trace, self->stretches);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bw_ecg_overview_set_range (BwEcgOverview *self,
                           double         from_s,
                           double         to_s)
{
  g_return_if_fail (BW_IS_ECG_OVERVIEW (self));

  if (self->from_s == from_s && self->to_s == to_s)
    return;
  self->from_s = from_s;
  self->to_s = to_s;
  if (self->announce_id == 0)
    self->announce_id = g_timeout_add (ANNOUNCE_MS, on_announce, self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-view-private.h"

#include "app/bw-ecg-spoken.h"
#include "app/bw-screen-size.h"
#include "app/bw-style.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST_WIDTH 240
#define LEAST_HEIGHT 180
#define NATURAL_HEIGHT 320
/* Below half of the usual speed the calibration pulse is too narrow to compare anything with. */
#define LEAST_PULSE_MM_PER_S 12.5
/* Screen readers hear of a move when it is over. */
#define ANNOUNCE_MS 150

G_DEFINE_FINAL_TYPE (BwEcgView, bw_ecg_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_MM_PER_S,
  PROP_MM_PER_MV,
  PROP_FILTER,
  PROP_SHOW_PEAKS,
  PROP_SHOW_RR,
  PROP_SHOW_STRETCHES,
  PROP_CALIPERS,
  PROP_MARCH,
  PROP_PIXELS_PER_MM,
  PROP_TRUE_TO_SIZE,
  PROP_FROM_S,
  PROP_TO_S,
  N_PROPS
};

enum
{
  VIEW_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

const PangoFontDescription *
bw_ecg_view_get_font (BwEcgView *self)
{
  if (!self->font)
    self->font = bw_style_make_caption_font (GTK_WIDGET (self));
  return self->font;
}

BwPlotRect
bw_ecg_view_get_area (BwEcgView *self)
{
  return bw_style_get_area (GTK_WIDGET (self));
}

/* All but the calipers' text is borrowed from the trace. */
void
bw_ecg_view_get_plot (BwEcgView *self,
                      BwPlotEcg *plot)
{
  const BwEcgAnalysis *analysis = self->trace ? bw_ecg_trace_get_analysis (self->trace) : NULL;

  *plot = (BwPlotEcg) {
    .rate_hz = self->trace ? bw_ecg_trace_get_rate (self->trace) : 1,
    .device_scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
    .show_grid = TRUE,
    .show_time_axis = TRUE,
    .show_calibration = self->frame.mm_per_s >= LEAST_PULSE_MM_PER_S,
    .show_peaks = self->show_peaks,
    .show_rr = self->show_rr,
  };
  bw_ecg_frame_apply (&self->frame, plot);
  if (!self->trace)
    return;
  plot->samples_uv = self->filtered->samples_uv;
  plot->n = self->filtered->n;
  plot->min_max = self->filtered->min_max;
  plot->peaks = analysis->peaks->peaks;
  plot->n_peaks = analysis->peaks->n;
  if (self->show_stretches)
    {
      plot->stretches = (const BwPlotEcgStretch *) (void *) self->stretches->data;
      plot->n_stretches = self->stretches->len;
    }
  if (self->calipers_on)
    {
      plot->has_calipers = TRUE;
      plot->march = self->march;
      plot->caliper_text = self->caliper_text;
      plot->caliper_active = gtk_widget_has_focus (GTK_WIDGET (self)) ? self->calipers.active : 2;
      for (guint i = 0; i < 2; i++)
        {
          plot->caliper_s[i] = self->calipers.leg[i].s;
          plot->caliper_uv[i] = self->calipers.leg[i].uv;
        }
    }
}

static gboolean
on_announce (gpointer data)
{
  BwEcgView *self = data;
  g_autofree char *visible = NULL, *description = NULL, *value = NULL;

  self->announce_id = 0;
  if (!self->trace)
    {
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT);
      return G_SOURCE_REMOVE;
    }
  visible = bw_ecg_spoken_visible (self->frame.from_s, bw_ecg_frame_get_to_s (&self->frame));
  value = self->calipers_on ? bw_ecg_calipers_describe (&self->calipers) : g_strdup (visible);
  /* Older toolkits hand no text of a value on, so the description tells all. */
  description = bw_ecg_view_describe (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, self->frame.length_s,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->frame.from_s,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value, -1);
  return G_SOURCE_REMOVE;
}

void
bw_ecg_view_announce (BwEcgView *self)
{
  if (self->announce_id == 0)
    self->announce_id = g_timeout_add (ANNOUNCE_MS, on_announce, self);
}

BwEcgCurve
bw_ecg_view_get_curve (BwEcgView *self)
{
  return (BwEcgCurve) { self->filtered->samples_uv, self->filtered->n,
                        bw_ecg_trace_get_rate (self->trace) };
}

void
bw_ecg_view_calipers_changed (BwEcgView *self)
{
  g_clear_pointer (&self->caliper_text, g_free);
  if (self->calipers_on)
    self->caliper_text = bw_ecg_calipers_format (&self->calipers);
  bw_ecg_view_announce (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
place_calipers (BwEcgView *self)
{
  const BwEcgAnalysis *analysis = bw_ecg_trace_get_analysis (self->trace);
  BwEcgCurve curve = bw_ecg_view_get_curve (self);

  self->calipers_unplaced = gtk_widget_get_width (GTK_WIDGET (self)) <= 0;
  bw_ecg_calipers_place (&self->calipers, &curve, analysis->peaks->peaks, analysis->peaks->n,
                         self->frame.from_s, bw_ecg_frame_get_to_s (&self->frame));
}

void
bw_ecg_view_set_calipers (BwEcgView *self,
                          gboolean   on)
{
  on = on && self->trace;
  if (self->calipers_on == on)
    return;
  self->calipers_on = on;
  if (on)
    place_calipers (self);
  bw_ecg_view_calipers_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CALIPERS]);
}

/* What was seen of the old recording says nothing of the new one; speed and gain stay. */
static void
update_trace (BwEcgView *self)
{
  g_array_set_size (self->stretches, 0);
  self->filtered = NULL;
  self->frame.length_s = self->frame.low_uv = self->frame.high_uv = self->frame.level_uv = 0;
  self->frame.from_s = self->frame.shift_uv = 0;
  if (!self->trace)
    return;
  self->frame.length_s = bw_ecg_trace_get_length_s (self->trace);
  bw_ecg_trace_add_stretches (self->trace, self->stretches);
}

static void
update_filter (BwEcgView *self)
{
  if (!self->trace)
    return;
  self->filtered = bw_ecg_trace_get_filtered (self->trace, self->filter);
  self->frame.level_uv = self->filtered->level_uv;
  self->frame.low_uv = self->filtered->low_uv;
  self->frame.high_uv = self->filtered->high_uv;
}

static void
set_filter (BwEcgView   *self,
            BwEcgFilter  filter)
{
  if (self->filter == filter)
    return;
  self->filter = filter;
  update_filter (self);
  bw_ecg_view_frame_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

/* Millimetres of the monitor it is on now, or as told. */
static void
update_size (BwEcgView *self)
{
  double per_mm = BW_SCREEN_SIZE_ASSUMED;
  gboolean known = self->set_per_mm > 0;

  if (known)
    per_mm = self->set_per_mm;
  else
    known = bw_screen_size_of_widget (GTK_WIDGET (self), &per_mm);
  if (self->true_to_size != known)
    {
      self->true_to_size = known;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRUE_TO_SIZE]);
    }
  if (self->frame.unit_per_mm != per_mm)
    {
      self->frame.unit_per_mm = per_mm;
      bw_ecg_view_frame_changed (self);
    }
}

static void
bw_ecg_view_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  BwEcgView *self = BW_ECG_VIEW (widget);
  const BwPlotPalette *palette = bw_style_get_palette ();
  BwPlotRect area = bw_ecg_view_get_area (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  BwPlotEcg plot;
  cairo_t *cr;

  if (width <= 0 || height <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                 (float) height));
  bw_ecg_view_get_plot (self, &plot);
  bw_plot_ecg_paint (cr, &area, &plot, palette, bw_ecg_view_get_font (self));
  if (gtk_widget_has_visible_focus (widget))
    bw_style_paint_focus (cr, width, height);
  cairo_destroy (cr);
}

static void
bw_ecg_view_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : LEAST_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 600 : NATURAL_HEIGHT;
}

static gboolean
on_tell (gpointer data)
{
  BwEcgView *self = data;

  self->tell_id = 0;
  bw_ecg_view_tell (self);
  return G_SOURCE_REMOVE;
}

static void
bw_ecg_view_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  BwEcgView *self = BW_ECG_VIEW (widget);

  bw_ecg_view_update_frame (self);
  if (self->calipers_unplaced && self->calipers_on && width > 0)
    {
      place_calipers (self);
      bw_ecg_view_calipers_changed (self);
    }
  /* Not from here: who hears of it may want another size. */
  if (self->tell_id == 0)
    self->tell_id = g_idle_add_full (GDK_PRIORITY_REDRAW, on_tell, self, NULL);
  gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
bw_ecg_view_css_changed (GtkWidget         *widget,
                         GtkCssStyleChange *change)
{
  BwEcgView *self = BW_ECG_VIEW (widget);

  GTK_WIDGET_CLASS (bw_ecg_view_parent_class)->css_changed (widget, change);
  g_clear_pointer (&self->font, pango_font_description_free);
  gtk_widget_queue_resize (widget);
}

static void
bw_ecg_view_state_flags_changed (GtkWidget     *widget,
                                 GtkStateFlags  previous)
{
  GTK_WIDGET_CLASS (bw_ecg_view_parent_class)->state_flags_changed (widget, previous);
  gtk_widget_queue_draw (widget);
}

static void
bw_ecg_view_realize (GtkWidget *widget)
{
  GdkSurface *surface;

  GTK_WIDGET_CLASS (bw_ecg_view_parent_class)->realize (widget);
  surface = gtk_native_get_surface (gtk_widget_get_native (widget));
  g_signal_connect_object (surface, "enter-monitor", G_CALLBACK (update_size), widget,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (surface, "leave-monitor", G_CALLBACK (update_size), widget,
                           G_CONNECT_SWAPPED);
  update_size (BW_ECG_VIEW (widget));
}

static void
bw_ecg_view_unrealize (GtkWidget *widget)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));

  bw_ecg_view_stop (BW_ECG_VIEW (widget));
  g_signal_handlers_disconnect_by_data (surface, widget);
  GTK_WIDGET_CLASS (bw_ecg_view_parent_class)->unrealize (widget);
}

static void
bw_ecg_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_ecg_view_parent_class)->map (widget);
  update_size (BW_ECG_VIEW (widget));
}

static void
bw_ecg_view_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  BwEcgView *self = BW_ECG_VIEW (object);

  switch (id)
    {
    case PROP_MM_PER_S:
      g_value_set_double (value, self->frame.mm_per_s);
      break;
    case PROP_MM_PER_MV:
      g_value_set_double (value, self->frame.mm_per_mv);
      break;
    case PROP_FILTER:
      g_value_set_uint (value, self->filter);
      break;
    case PROP_SHOW_PEAKS:
      g_value_set_boolean (value, self->show_peaks);
      break;
    case PROP_SHOW_RR:
      g_value_set_boolean (value, self->show_rr);
      break;
    case PROP_SHOW_STRETCHES:
      g_value_set_boolean (value, self->show_stretches);
      break;
    case PROP_CALIPERS:
      g_value_set_boolean (value, self->calipers_on);
      break;
    case PROP_MARCH:
      g_value_set_boolean (value, self->march);
      break;
    case PROP_PIXELS_PER_MM:
      g_value_set_double (value, self->set_per_mm);
      break;
    case PROP_TRUE_TO_SIZE:
      g_value_set_boolean (value, self->true_to_size);
      break;
    case PROP_FROM_S:
      g_value_set_double (value, self->frame.from_s);
      break;
    case PROP_TO_S:
      g_value_set_double (value, bw_ecg_frame_get_to_s (&self->frame));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* A switch of what is drawn, that may move where samples lie. */
static void
set_switch (BwEcgView    *self,
            gboolean     *field,
            const GValue *value,
            GParamSpec   *pspec)
{
  if (*field == g_value_get_boolean (value))
    return;
  *field = g_value_get_boolean (value);
  bw_ecg_view_frame_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
bw_ecg_view_set_property (GObject      *object,
                          guint         id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  BwEcgView *self = BW_ECG_VIEW (object);

  switch (id)
    {
    case PROP_MM_PER_S:
      if (self->frame.mm_per_s != g_value_get_double (value))
        bw_ecg_view_zoom_time (self, g_value_get_double (value),
                               bw_ecg_view_get_middle_x (self));
      break;
    case PROP_MM_PER_MV:
      bw_ecg_view_set_gain (self, g_value_get_double (value));
      break;
    case PROP_FILTER:
      set_filter (self, g_value_get_uint (value));
      break;
    case PROP_SHOW_PEAKS:
      set_switch (self, &self->show_peaks, value, pspec);
      break;
    case PROP_SHOW_RR:
      set_switch (self, &self->show_rr, value, pspec);
      break;
    case PROP_SHOW_STRETCHES:
      set_switch (self, &self->show_stretches, value, pspec);
      break;
    case PROP_CALIPERS:
      bw_ecg_view_set_calipers (self, g_value_get_boolean (value));
      break;
    case PROP_MARCH:
      set_switch (self, &self->march, value, pspec);
      break;
    case PROP_PIXELS_PER_MM:
      bw_ecg_view_set_mm (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_ecg_view_dispose (GObject *object)
{
  BwEcgView *self = BW_ECG_VIEW (object);

  bw_ecg_view_stop (self);
  g_clear_handle_id (&self->tell_id, g_source_remove);
  g_clear_handle_id (&self->announce_id, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->filtered = NULL;
  g_clear_pointer (&self->trace, bw_ecg_trace_unref);
  G_OBJECT_CLASS (bw_ecg_view_parent_class)->dispose (object);
}

static void
bw_ecg_view_finalize (GObject *object)
{
  BwEcgView *self = BW_ECG_VIEW (object);

  g_clear_pointer (&self->font, pango_font_description_free);
  g_array_unref (self->stretches);
  g_free (self->caliper_text);
  G_OBJECT_CLASS (bw_ecg_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags both
      = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_MM_PER_S]
      = g_param_spec_double ("mm-per-s", NULL, NULL, 0, BW_ECG_FRAME_MOST_MM_PER_S,
                             BW_ECG_FRAME_MM_PER_S, both);
  properties[PROP_MM_PER_MV]
      = g_param_spec_double ("mm-per-mv", NULL, NULL, BW_ECG_FRAME_LEAST_MM_PER_MV,
                             BW_ECG_FRAME_MOST_MM_PER_MV, BW_ECG_FRAME_MM_PER_MV, both);
  properties[PROP_FILTER]
      = g_param_spec_uint ("filter", NULL, NULL, 0,
                           BW_ECG_FILTER_ALL, BW_ECG_FILTER_NONE, both);
  properties[PROP_SHOW_PEAKS] = g_param_spec_boolean ("show-peaks", NULL, NULL, TRUE, both);
  properties[PROP_SHOW_RR] = g_param_spec_boolean ("show-rr", NULL, NULL, TRUE, both);
  properties[PROP_SHOW_STRETCHES] = g_param_spec_boolean ("show-stretches", NULL, NULL, TRUE, both);
  properties[PROP_CALIPERS] = g_param_spec_boolean ("calipers", NULL, NULL, FALSE, both);
  properties[PROP_MARCH] = g_param_spec_boolean ("march", NULL, NULL, FALSE, both);
  properties[PROP_PIXELS_PER_MM]
      = g_param_spec_double ("pixels-per-mm", NULL, NULL, 0, 100, 0, both);
  properties[PROP_TRUE_TO_SIZE] = g_param_spec_boolean ("true-to-size", NULL, NULL, FALSE, read);
  properties[PROP_FROM_S] = g_param_spec_double ("from-s", NULL, NULL, 0, G_MAXDOUBLE, 0, read);
  properties[PROP_TO_S] = g_param_spec_double ("to-s", NULL, NULL, 0, G_MAXDOUBLE, 0, read);
  g_object_class_install_properties (klass, N_PROPS, properties);
}

static void
bw_ecg_view_class_init (BwEcgViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_ecg_view_get_property;
  object_class->set_property = bw_ecg_view_set_property;
  object_class->dispose = bw_ecg_view_dispose;
  object_class->finalize = bw_ecg_view_finalize;
  widget_class->snapshot = bw_ecg_view_snapshot;
  widget_class->measure = bw_ecg_view_measure;
  widget_class->size_allocate = bw_ecg_view_size_allocate;
  widget_class->css_changed = bw_ecg_view_css_changed;
  widget_class->state_flags_changed = bw_ecg_view_state_flags_changed;
  widget_class->realize = bw_ecg_view_realize;
  widget_class->unrealize = bw_ecg_view_unrealize;
  widget_class->map = bw_ecg_view_map;

  install_properties (object_class);
  signals[VIEW_CHANGED] = g_signal_new ("view-changed", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "ecg-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bw_ecg_view_class_init_keys (widget_class);
}

static void
bw_ecg_view_init (BwEcgView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->stretches = g_array_new (FALSE, FALSE, sizeof (BwPlotEcgStretch));
  self->show_peaks = self->show_rr = self->show_stretches = TRUE;
  self->frame.unit_per_mm = BW_SCREEN_SIZE_ASSUMED;
  self->frame.mm_per_s = BW_ECG_FRAME_MM_PER_S;
  self->frame.mm_per_mv = BW_ECG_FRAME_MM_PER_MV;
  self->menu = bw_ecg_view_make_menu ();
  gtk_widget_set_parent (self->menu, widget);

  gtk_widget_set_focusable (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("ECG strip"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.0, -1);
  bw_ecg_view_init_pointer (self);

  bw_style_follow (widget);
}

BwEcgView *
bw_ecg_view_new (void)
{
  return g_object_new (BW_TYPE_ECG_VIEW, NULL);
}

void
bw_ecg_view_set_trace (BwEcgView  *self,
                       BwEcgTrace *trace)
{
  gboolean calipers;

  g_return_if_fail (BW_IS_ECG_VIEW (self));

  if (self->trace == trace)
    return;
  calipers = self->calipers_on && trace;
  bw_ecg_view_stop (self);
  self->drag = BW_ECG_DRAG_NONE;
  g_clear_pointer (&self->trace, bw_ecg_trace_unref);
  self->trace = trace ? bw_ecg_trace_ref (trace) : NULL;
  update_trace (self);
  update_filter (self);
  bw_ecg_view_frame_changed (self);
  if (calipers)
    {
      place_calipers (self);
      bw_ecg_view_calipers_changed (self);
    }
  else
    bw_ecg_view_set_calipers (self, FALSE);
}

BwEcgTrace *
bw_ecg_view_get_trace (BwEcgView *self)
{
  g_return_val_if_fail (BW_IS_ECG_VIEW (self), NULL);

  return self->trace;
}

void
bw_ecg_view_set_mm (BwEcgView *self,
                    double     pixels_per_mm)
{
  g_return_if_fail (BW_IS_ECG_VIEW (self));
  g_return_if_fail (pixels_per_mm >= 0);

  if (self->set_per_mm == pixels_per_mm)
    return;
  self->set_per_mm = pixels_per_mm;
  update_size (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PIXELS_PER_MM]);
}

double
bw_ecg_view_get_pixels_per_mm (BwEcgView *self)
{
  g_return_val_if_fail (BW_IS_ECG_VIEW (self), 0);

  return self->frame.unit_per_mm;
}

const char *
bw_ecg_view_get_caliper_text (BwEcgView *self)
{
  g_return_val_if_fail (BW_IS_ECG_VIEW (self), NULL);

  return self->caliper_text;
}

char *
bw_ecg_view_describe (BwEcgView *self)
{
  g_autofree char *recording = NULL, *visible = NULL, *calipers = NULL;

  g_return_val_if_fail (BW_IS_ECG_VIEW (self), NULL);

  if (!self->trace)
    return NULL;
  recording = bw_ecg_spoken_recording (self->trace);
  visible = bw_ecg_spoken_visible (self->frame.from_s, bw_ecg_frame_get_to_s (&self->frame));
  if (!self->calipers_on)
    return g_strdup_printf ("%s. %s.", recording, visible);
  calipers = bw_ecg_calipers_describe (&self->calipers);
  /* What is being measured first. */
  return g_strdup_printf ("%s. %s. %s.", calipers, recording, visible);
}

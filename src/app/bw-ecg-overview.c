/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-overview.h"

#include "app/bw-ecg-spoken.h"
#include "plot/bw-plot-ecg-overview.h"

#include <glib/gi18n-lib.h>

struct _BwEcgOverview
{
  BwOverview parent_instance;

  /* Owned. */
  BwEcgTrace *trace;        /* (nullable) */
  GArray *stretches;        /* BwPlotEcgStretch, of the trace */

  BwEcgFilter filter;
  double from_s, to_s;
};

G_DEFINE_FINAL_TYPE (BwEcgOverview, bw_ecg_overview, BW_TYPE_OVERVIEW)

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

static gboolean
bw_ecg_overview_get_frame (BwOverview      *overview,
                           BwOverviewFrame *frame)
{
  BwEcgOverview *self = BW_ECG_OVERVIEW (overview);

  if (!self->trace)
    return FALSE;
  *frame = (BwOverviewFrame) { self->from_s, self->to_s, bw_ecg_trace_get_length_s (self->trace) };
  return TRUE;
}

static double
bw_ecg_overview_x_to_time (BwOverview       *overview,
                           const BwPlotRect *area,
                           double            x)
{
  BwPlotEcgOverview plot;

  get_plot (BW_ECG_OVERVIEW (overview), &plot);
  return bw_plot_ecg_overview_x_to_s (&plot, area, x);
}

static void
bw_ecg_overview_paint (BwOverview          *overview,
                       cairo_t             *cr,
                       const BwPlotRect    *area,
                       const BwPlotPalette *palette)
{
  BwPlotEcgOverview plot;

  get_plot (BW_ECG_OVERVIEW (overview), &plot);
  bw_plot_ecg_overview_paint (cr, area, &plot, palette);
}

static void
bw_ecg_overview_move_to (BwOverview *overview,
                         double      from)
{
  g_signal_emit (overview, signals[SEEK], 0, from);
}

static void
bw_ecg_overview_announce (BwOverview *overview)
{
  BwEcgOverview *self = BW_ECG_OVERVIEW (overview);
  g_autofree char *visible = NULL;

  if (!self->trace)
    return;
  visible = bw_ecg_spoken_visible (self->from_s, self->to_s);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  bw_ecg_trace_get_length_s (self->trace),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->from_s,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, visible,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, visible, -1);
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
bw_ecg_overview_class_init (BwEcgOverviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  BwOverviewClass *overview_class = BW_OVERVIEW_CLASS (klass);

  object_class->get_property = bw_ecg_overview_get_property;
  object_class->set_property = bw_ecg_overview_set_property;
  object_class->dispose = bw_ecg_overview_dispose;
  object_class->finalize = bw_ecg_overview_finalize;
  overview_class->get_frame = bw_ecg_overview_get_frame;
  overview_class->x_to_time = bw_ecg_overview_x_to_time;
  overview_class->paint = bw_ecg_overview_paint;
  overview_class->move_to = bw_ecg_overview_move_to;
  overview_class->announce = bw_ecg_overview_announce;

  properties[PROP_FILTER]
      = g_param_spec_uint ("filter", NULL, NULL, 0, BW_ECG_FILTER_ALL, BW_ECG_FILTER_NONE,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SEEK] = g_signal_new ("seek", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "ecg-overview");
}

static void
bw_ecg_overview_init (BwEcgOverview *self)
{
  self->stretches = g_array_new (FALSE, FALSE, sizeof (BwPlotEcgStretch));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Whole recording"), -1);
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
  bw_overview_frame_changed (BW_OVERVIEW (self));
}

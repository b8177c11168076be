/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-span-bar.h"

#include "app/bw-style.h"
#include "plot/bw-plot-bars.h"

#define HEIGHT 8

struct _BwSpanBar
{
  GtkWidget parent_instance;

  gint64 first_ms, last_ms;
  gint64 from_ms, to_ms;
};

G_DEFINE_FINAL_TYPE (BwSpanBar, bw_span_bar, GTK_TYPE_WIDGET)

static void
bw_span_bar_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 40;
}

static void
bw_span_bar_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  BwSpanBar *self = BW_SPAN_BAR (widget);
  const BwPlotPalette *palette = bw_style_get_palette ();
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  const BwPlotRect area = { 0, 0, width, height };
  const BwPlotSpan span = { self->first_ms, self->last_ms };
  BwPlotTimeScale scale;
  cairo_t *cr;

  if (width <= 0 || height <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                 (float) height));
  /* From the right where the interface is read from there. */
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    {
      cairo_translate (cr, width, 0);
      cairo_scale (cr, -1, 1);
    }
  bw_plot_set_color (cr, &palette->grid);
  cairo_rectangle (cr, 0, height / 2.0 - 0.5, width, 1);
  cairo_fill (cr);
  bw_plot_time_scale_init (&scale, self->from_ms, self->to_ms, 0, width);
  bw_plot_span_bar_paint (cr, &area, &scale, &span, 1, palette);
  cairo_destroy (cr);
}

static void
bw_span_bar_class_init (BwSpanBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = bw_span_bar_measure;
  widget_class->snapshot = bw_span_bar_snapshot;

  gtk_widget_class_set_css_name (widget_class, "span-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
bw_span_bar_init (BwSpanBar *self)
{
  bw_style_follow (GTK_WIDGET (self));
}

GtkWidget *
bw_span_bar_new (gint64 first_ms,
                 gint64 last_ms,
                 gint64 from_ms,
                 gint64 to_ms)
{
  BwSpanBar *self = g_object_new (BW_TYPE_SPAN_BAR, NULL);

  self->first_ms = first_ms;
  self->last_ms = last_ms;
  self->from_ms = from_ms;
  /* A scale needs some length. */
  self->to_ms = MAX (to_ms, from_ms + 1);
  return GTK_WIDGET (self);
}

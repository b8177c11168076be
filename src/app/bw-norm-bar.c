/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-norm-bar.h"

#include "app/bw-style.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define WIDTH 64
#define HEIGHT 18
#define BAR 6.0
#define DIAMOND 4.5
#define INSET 6.0
/* The range takes the middle half: what lies as far again beyond either end is still on the bar. */
#define BEYOND 0.5

struct _BwNormBar
{
  GtkWidget parent_instance;

  gboolean has;
  BwMetricNorm norm;
  double value;
};

G_DEFINE_FINAL_TYPE (BwNormBar, bw_norm_bar, GTK_TYPE_WIDGET)

/* 0 … 1 along the bar; beyond it where the value is. Ranges of what is never below zero reach over
 * many times their lower end and are even in logarithms. */
static double
place (const BwMetricNorm *norm,
       double              value)
{
  gboolean logarithmic = norm->low > 0 && norm->high > 3 * norm->low;
  double low = logarithmic ? log (norm->low) : norm->low;
  double high = logarithmic ? log (norm->high) : norm->high;
  double room = MAX ((high - low) * BEYOND, 1e-9);

  if (logarithmic && !(value > 0))
    return -1;
  return ((logarithmic ? log (value) : value) - (low - room)) / (high - low + 2 * room);
}

static void
bw_norm_bar_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  BwNormBar *self = BW_NORM_BAR (widget);
  const BwPlotPalette *palette = bw_style_get_palette ();
  double width = gtk_widget_get_width (widget), middle = floor (gtk_widget_get_height (widget) / 2.0);
  double room = width - 2 * INSET, at, left, right;
  cairo_t *cr;

  if (!self->has || room <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                 (float) gtk_widget_get_height (widget)));
  bw_plot_set_color (cr, &palette->grid);
  cairo_rectangle (cr, INSET, middle - 0.5, room, 1);
  cairo_fill (cr);

  left = round (INSET + room * place (&self->norm, self->norm.low));
  right = round (INSET + room * place (&self->norm, self->norm.high));
  cairo_rectangle (cr, left + 0.5, middle - BAR / 2 + 0.5, right - left - 1, BAR - 1);
  if (!self->norm.is_guide)
    {
      bw_plot_set_color (cr, &palette->band);
      cairo_fill_preserve (cr);
    }
  bw_plot_set_color (cr, &palette->past);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);

  at = place (&self->norm, self->value);
  bw_plot_set_color (cr, &palette->ink);
  if (at < 0 || at > 1)
    {
      double tip = at < 0 ? 0.5 : width - 0.5, back = at < 0 ? DIAMOND * 1.6 : -DIAMOND * 1.6;

      cairo_move_to (cr, tip, middle);
      cairo_line_to (cr, tip + back, middle - DIAMOND);
      cairo_line_to (cr, tip + back, middle + DIAMOND);
    }
  else
    {
      double x = INSET + room * at;

      cairo_move_to (cr, x, middle - DIAMOND);
      cairo_line_to (cr, x + DIAMOND, middle);
      cairo_line_to (cr, x, middle + DIAMOND);
      cairo_line_to (cr, x - DIAMOND, middle);
    }
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
bw_norm_bar_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
bw_norm_bar_class_init (BwNormBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = bw_norm_bar_snapshot;
  widget_class->measure = bw_norm_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "norm-bar");
  /* The row that it stands in says it all. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
bw_norm_bar_init (BwNormBar *self)
{
  bw_style_follow (GTK_WIDGET (self));
}

void
bw_norm_bar_set (BwNormBar          *self,
                 const BwMetricNorm *norm,
                 double              value)
{
  g_return_if_fail (BW_IS_NORM_BAR (self));

  self->has = norm != NULL && isfinite (value);
  if (norm)
    self->norm = *norm;
  self->value = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

char *
bw_norm_bar_format (const BwMetricNorm *norm,
                    BwMetric            metric)
{
  int digits = (int) bw_metric_get_digits (metric);
  const char *unit = bw_metric_get_unit (metric);
  g_autofree char *low = g_strdup_printf ("%.*f", norm->high >= 10 ? 0 : digits, norm->low);
  g_autofree char *high = g_strdup_printf ("%.*f", norm->high >= 10 ? 0 : digits, norm->high);

  /* Translators: the range that healthy people have of a measure, its unit ("" or " ms"), and who
   * published it. "Guide" where it is a rule of thumb. */
  return g_strdup_printf (norm->is_guide ? _("Guide: %s to %s%s%s (%s)") : _("Normal: %s to %s%s%s (%s)"),
                          low, high, *unit ? " " : "", unit, norm->source);
}

const char *
bw_norm_bar_say_side (const BwMetricNorm *norm,
                      double              value)
{
  int side = bw_metric_norm_get_side (norm, value);

  if (norm->is_guide) /* which judges nobody, but it can be seen where one lies */
    return value < norm->low    ? _("below the guide range")
           : value > norm->high ? _("above the guide range")
                                : _("within the guide range");
  return side < 0 ? _("below the normal range") : side > 0 ? _("above the normal range")
                                                            : _("within the normal range");
}

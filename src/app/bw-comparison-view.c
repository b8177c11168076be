/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-comparison-view.h"

#include <glib/gi18n-lib.h>

#define LEAST_WIDTH 240
#define NATURAL_WIDTH 420
#define HEIGHT 160
#define PICTURE_WIDTH 640
#define PICTURE_HEIGHT 400
/* A step of the cursor, and a longer one. */
#define STEP_HZ 0.005
#define LONG_STEPS 10

struct _BwComparisonView
{
  BwChart parent_instance;

  /* Owned. */
  BwRhythmComparisonFigure *figure;  /* (nullable) */
  char *read_out;                    /* (nullable) */

  BwComparisonChart chart;
  double cursor_hz;                  /* negative: none */
};

G_DEFINE_FINAL_TYPE (BwComparisonView, bw_comparison_view, BW_TYPE_CHART)

static gboolean
has_cursor (BwComparisonView *self)
{
  return self->figure != NULL && self->chart == BW_COMPARISON_CHART_SPECTRUM
         && bw_rhythm_comparison_figure_get_reason (self->figure, self->chart) == NULL;
}

static void
set_cursor (BwComparisonView *self,
            double            hz)
{
  if (self->cursor_hz == hz)
    return;
  self->cursor_hz = hz;
  g_clear_pointer (&self->read_out, g_free);
  if (hz >= 0)
    self->read_out = bw_rhythm_comparison_figure_get_text (self->figure, hz);
  bw_chart_tell_cursor (BW_CHART (self), hz, self->read_out);
}

static gboolean
on_move (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwComparisonView *self = BW_COMPARISON_VIEW (widget);
  int by = g_variant_get_int32 (args);
  double most, next;

  if (!has_cursor (self))
    return FALSE;
  most = bw_rhythm_comparison_figure_get_most_hz (self->figure);
  if (by == G_MININT32 || (self->cursor_hz < 0 && by > 0))
    next = 0;
  else if (by == G_MAXINT32 || self->cursor_hz < 0)
    next = most;
  else
    next = self->cursor_hz + by * STEP_HZ;
  set_cursor (self, CLAMP (next, 0, most));
  return TRUE;
}

static void
bw_comparison_view_point_at (BwChart  *chart,
                             gboolean  is_over,
                             double    x,
                             double    y)
{
  BwComparisonView *self = BW_COMPARISON_VIEW (chart);
  BwPlotRect area = bw_chart_get_area (chart);

  if (!is_over || !has_cursor (self))
    set_cursor (self, -1);
  else
    set_cursor (self, bw_rhythm_comparison_figure_find_hz (self->figure, &area,
                                                           bw_chart_get_font (chart), x));
}

static void
bw_comparison_view_paint (BwChart                    *chart,
                          cairo_t                    *cr,
                          const BwPlotRect           *area,
                          const BwPlotPalette        *palette,
                          const PangoFontDescription *font)
{
  BwComparisonView *self = BW_COMPARISON_VIEW (chart);

  if (self->figure != NULL)
    bw_rhythm_comparison_figure_paint (self->figure, self->chart, self->cursor_hz, cr, area, palette,
                                       font);
}

typedef struct
{
  BwRhythmComparisonFigure *figure;
  BwComparisonChart chart;
} Picture;

static void
free_picture (gpointer data)
{
  Picture *picture = data;

  bw_rhythm_comparison_figure_unref (picture->figure);
  g_free (picture);
}

static void
paint_picture (cairo_t                    *cr,
               const BwPlotRect           *area,
               const BwPlotPalette        *palette,
               const PangoFontDescription *font,
               gconstpointer               data)
{
  const Picture *picture = data;

  bw_rhythm_comparison_figure_paint (picture->figure, picture->chart, -1, cr, area, palette, font);
}

static BwChartPicture *
bw_comparison_view_make_picture (BwChart *chart)
{
  BwComparisonView *self = BW_COMPARISON_VIEW (chart);
  Picture *picture;

  if (self->figure == NULL
      || bw_rhythm_comparison_figure_get_reason (self->figure, self->chart) != NULL)
    return NULL;
  picture = g_new0 (Picture, 1);
  picture->figure = bw_rhythm_comparison_figure_ref (self->figure);
  picture->chart = self->chart;
  return bw_chart_picture_new (GTK_WIDGET (self), PICTURE_WIDTH, PICTURE_HEIGHT, paint_picture,
                               picture, free_picture);
}

static char *
bw_comparison_view_make_file_name (BwChart *chart)
{
  return g_strdup_printf ("%s.png", bw_comparison_chart_get_title (BW_COMPARISON_VIEW (chart)->chart));
}

static char *
bw_comparison_view_make_table (BwChart *chart)
{
  BwComparisonView *self = BW_COMPARISON_VIEW (chart);

  return self->figure != NULL ? bw_rhythm_comparison_figure_make_table (self->figure, self->chart)
                              : NULL;
}

static void
bw_comparison_view_finalize (GObject *object)
{
  BwComparisonView *self = BW_COMPARISON_VIEW (object);

  g_clear_pointer (&self->figure, bw_rhythm_comparison_figure_unref);
  g_free (self->read_out);
  G_OBJECT_CLASS (bw_comparison_view_parent_class)->finalize (object);
}

static void
bw_comparison_view_class_init (BwComparisonViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwChartClass *chart_class = BW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_comparison_view_finalize;
  chart_class->least_width = LEAST_WIDTH;
  chart_class->natural_width = NATURAL_WIDTH;
  chart_class->least_height = chart_class->natural_height = HEIGHT;
  chart_class->paint = bw_comparison_view_paint;
  chart_class->point_at = bw_comparison_view_point_at;
  chart_class->make_picture = bw_comparison_view_make_picture;
  chart_class->make_file_name = bw_comparison_view_make_file_name;
  chart_class->make_table = bw_comparison_view_make_table;

  gtk_widget_class_set_css_name (widget_class, "comparison-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bw_chart_class_bind_cursor (chart_class, on_move, bw_chart_let_go);
  bw_chart_class_bind (chart_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, on_move, -LONG_STEPS);
  bw_chart_class_bind (chart_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, on_move, LONG_STEPS);
}

static void
bw_comparison_view_init (BwComparisonView *self)
{
  self->cursor_hz = -1;
  bw_comparison_view_set_chart (self, BW_COMPARISON_CHART_A);
}

void
bw_comparison_view_set_chart (BwComparisonView  *self,
                              BwComparisonChart  chart)
{
  g_return_if_fail (BW_IS_COMPARISON_VIEW (self));

  self->chart = chart;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bw_comparison_chart_get_title (chart), -1);
}

void
bw_comparison_view_set_figure (BwComparisonView         *self,
                               BwRhythmComparisonFigure *figure)
{
  g_autofree char *description = NULL;

  g_return_if_fail (BW_IS_COMPARISON_VIEW (self));

  set_cursor (self, -1);
  g_clear_pointer (&self->figure, bw_rhythm_comparison_figure_unref);
  if (figure != NULL)
    {
      self->figure = bw_rhythm_comparison_figure_ref (figure);
      description = bw_rhythm_comparison_figure_describe (figure, self->chart);
    }
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      description != NULL ? description : "", GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
      GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
      figure != NULL ? bw_rhythm_comparison_figure_get_most_hz (figure) : 1.0,
      GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.0, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
bw_comparison_view_get_read_out (BwComparisonView *self)
{
  g_return_val_if_fail (BW_IS_COMPARISON_VIEW (self), NULL);

  return self->read_out;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-trend-view.h"

#include "app/bw-trend-words.h"
#include "report/bw-trend-figure.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NARROW_BELOW 560
#define LEAST_WIDTH 240
#define LEAST_HEIGHT 320
#define NATURAL_HEIGHT 420
#define MONTH_DAYS 30
/* As `export png --trend` has it. */
#define PICTURE_WIDTH (BW_TREND_FIGURE_WIDTH - 2 * BW_CHART_PICTURE_MARGIN)
#define PICTURE_HEIGHT (BW_TREND_FIGURE_HEIGHT - 2 * BW_CHART_PICTURE_MARGIN)

struct _BwTrendView
{
  BwChart parent_instance;

  /* Owned. */
  BwTrendFigure *figure;    /* (nullable) */
  GPtrArray *texts;         /* (element-type utf8): every day in words */
  char *table;              /* (nullable): titles, and a line a day */

  guint n_days;
  int cursor;               /* of all days, or −1 */
};

G_DEFINE_FINAL_TYPE (BwTrendView, bw_trend_view, BW_TYPE_CHART)

/* Returns: whether there is anything to draw */
static gboolean
get_plot (BwTrendView *self,
          BwPlotTrend *plot)
{
  return self->figure != NULL && bw_trend_figure_get_plot (self->figure, BW_TREND_FIGURE_SCORE, self->n_days, plot, NULL);
}

/* The first day that is shown, of all. */
static int
get_first (BwTrendView *self)
{
  BwPlotTrend plot;

  return get_plot (self, &plot) ? (int) (self->texts->len - plot.n_days) : 0;
}

static void
set_cursor (BwTrendView *self,
            int          cursor)
{
  if (self->cursor == cursor)
    return;
  self->cursor = cursor;
  if (cursor >= 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                    cursor + 1.0, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                    bw_trend_view_get_read_out (self), -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
on_move (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwTrendView *self = BW_TREND_VIEW (widget);
  int by = g_variant_get_int32 (args), first = get_first (self);
  int last = (int) self->texts->len - 1, next;

  if (last < 0)
    return FALSE;
  if (by == G_MININT32)
    next = first;
  else if (by == G_MAXINT32 || self->cursor < 0)
    next = last;
  else
    next = self->cursor + by;
  set_cursor (self, CLAMP (next, first, last));
  return TRUE;
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  BwTrendView *self = BW_TREND_VIEW (widget);

  if (self->cursor < 0)
    return FALSE;
  set_cursor (self, -1);
  return TRUE;
}

static void
bw_trend_view_point_at (BwChart  *chart,
                        gboolean  is_over,
                        double    x,
                        double    y)
{
  BwTrendView *self = BW_TREND_VIEW (chart);
  BwPlotRect area = bw_chart_get_area (chart);
  BwPlotTrendLayout layout;
  BwPlotTrend plot;

  if (!is_over || !get_plot (self, &plot))
    {
      set_cursor (self, -1);
      return;
    }
  bw_plot_trend_layout (&layout, &plot, &area, bw_chart_get_font (chart));
  if (x < layout.score_plot.x - 4 || x > layout.score_plot.x + layout.score_plot.width + 4)
    set_cursor (self, -1);
  else
    set_cursor (self, get_first (self) + bw_plot_trend_find_day (&plot, &layout, x));
}

static void
bw_trend_view_paint (BwChart                    *chart,
                     cairo_t                    *cr,
                     const BwPlotRect           *area,
                     const BwPlotPalette        *palette,
                     const PangoFontDescription *font)
{
  BwTrendView *self = BW_TREND_VIEW (chart);
  BwPlotTrend plot;

  if (!get_plot (self, &plot))
    return;
  if (gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_BELOW)
    plot.score_title = _("Score from HRV alone");
  if (self->cursor >= 0)
    {
      plot.cursor = self->cursor - get_first (self);
      plot.cursor_text = bw_trend_view_get_read_out (self);
    }
  bw_plot_trend_paint (cr, area, &plot, palette, font);
}

/* A figure with the days shown. */
typedef struct
{
  BwTrendFigure *figure;
  guint n_days;
} Picture;

static void
free_picture (gpointer data)
{
  Picture *picture = data;

  bw_trend_figure_unref (picture->figure);
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
  BwPlotTrend plot;

  if (bw_trend_figure_get_plot (picture->figure, BW_TREND_FIGURE_SCORE, picture->n_days, &plot, NULL))
    bw_plot_trend_paint (cr, area, &plot, palette, font);
}

static BwChartPicture *
bw_trend_view_make_picture (BwChart *chart)
{
  BwTrendView *self = BW_TREND_VIEW (chart);
  BwPlotTrend plot;
  Picture *picture;

  if (!get_plot (self, &plot))
    return NULL;
  picture = g_new0 (Picture, 1);
  picture->figure = bw_trend_figure_ref (self->figure);
  picture->n_days = self->n_days;
  return bw_chart_picture_new (GTK_WIDGET (self), PICTURE_WIDTH, PICTURE_HEIGHT, paint_picture,
                               picture, free_picture);
}

static char *
bw_trend_view_make_file_name (BwChart *chart)
{
  /* Translators: a file name */
  return g_strdup (_("Beatwise trend.png"));
}

/* The titles, and the lines of the days shown. */
static char *
bw_trend_view_make_table (BwChart *chart)
{
  BwTrendView *self = BW_TREND_VIEW (chart);
  const char *at = self->table;
  GString *text;

  if (at == NULL || self->texts->len == 0)
    return NULL;
  text = g_string_new_len (at, strchr (at, '\n') + 1 - at);
  at = strchr (at, '\n') + 1;
  for (int i = 0; i < get_first (self); i++)
    at = strchr (at, '\n') + 1;
  g_string_append (text, at);
  return g_string_free (text, FALSE);
}

static void
bw_trend_view_measure (GtkWidget      *widget,
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

static void
bw_trend_view_finalize (GObject *object)
{
  BwTrendView *self = BW_TREND_VIEW (object);

  g_clear_pointer (&self->figure, bw_trend_figure_unref);
  g_ptr_array_unref (self->texts);
  g_free (self->table);
  G_OBJECT_CLASS (bw_trend_view_parent_class)->finalize (object);
}

static void
bw_trend_view_class_init (BwTrendViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwChartClass *chart_class = BW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_trend_view_finalize;
  widget_class->measure = bw_trend_view_measure;
  chart_class->paint = bw_trend_view_paint;
  chart_class->point_at = bw_trend_view_point_at;
  chart_class->make_picture = bw_trend_view_make_picture;
  chart_class->make_file_name = bw_trend_view_make_file_name;
  chart_class->make_table = bw_trend_view_make_table;

  gtk_widget_class_set_css_name (widget_class, "trend-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bw_chart_class_bind (chart_class, GDK_KEY_Left, GDK_KEY_KP_Left, on_move, -1);
  bw_chart_class_bind (chart_class, GDK_KEY_Right, GDK_KEY_KP_Right, on_move, 1);
  bw_chart_class_bind (chart_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, on_move, -MONTH_DAYS);
  bw_chart_class_bind (chart_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, on_move, MONTH_DAYS);
  bw_chart_class_bind (chart_class, GDK_KEY_Home, GDK_KEY_KP_Home, on_move, G_MININT32);
  bw_chart_class_bind (chart_class, GDK_KEY_End, GDK_KEY_KP_End, on_move, G_MAXINT32);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
bw_trend_view_init (BwTrendView *self)
{
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->cursor = -1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Trend chart"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 1.0, -1);
}

void
bw_trend_view_set_trend (BwTrendView     *self,
                         const BwTrend   *trend,
                         const GPtrArray *notes)
{
  g_autofree char *description = NULL;

  g_return_if_fail (BW_IS_TREND_VIEW (self));

  set_cursor (self, -1);
  g_clear_pointer (&self->figure, bw_trend_figure_unref);
  g_clear_pointer (&self->table, g_free);
  g_ptr_array_set_size (self->texts, 0);
  if (trend != NULL)
    {
      self->figure = bw_trend_figure_new (trend, notes);
      self->table = bw_trend_make_table (trend, notes);
      description = bw_trend_describe (trend);
      for (guint i = 0; i < trend->days->len; i++)
        g_ptr_array_add (self->texts,
                         bw_trend_describe_day (trend, &g_array_index (trend->days, BwTrendDay, i),
                                                notes));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "",
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) MAX (self->texts->len, 1), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bw_trend_view_set_days (BwTrendView *self,
                        guint        n_days)
{
  g_return_if_fail (BW_IS_TREND_VIEW (self));

  if (self->n_days == n_days)
    return;
  set_cursor (self, -1);
  self->n_days = n_days;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
bw_trend_view_get_read_out (BwTrendView *self)
{
  g_return_val_if_fail (BW_IS_TREND_VIEW (self), NULL);

  return self->cursor >= 0 ? g_ptr_array_index (self->texts, self->cursor) : NULL;
}

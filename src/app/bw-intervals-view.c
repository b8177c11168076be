/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-intervals-view.h"

#include "app/bw-style.h"

#include <math.h>

#define LEAST_WIDTH 240
#define NATURAL_WIDTH 640
#define PICTURE_WIDTH 760

/* What is painted: arrays and strings of its own. */
typedef struct
{
  GArray *rows;                 /* (element-type BwPlotIntervalsRow) */
  GArray *ticks;                /* (element-type BwPlotIntervalsTick) */
  double low, high;
  char *titles[BW_PLOT_INTERVALS_FIGURES];
  gboolean has_reference;
  double reference;
  char *reference_label;
} Figure;

typedef struct
{
  /* Owned. */
  Figure *figure;
  GPtrArray *spoken;            /* (element-type utf8): a sentence a row */
  GPtrArray *cells;             /* (element-type utf8): a line of the table a row */
  char *headings;
  char *file_name;

  int cursor;                   /* a row, or −1 */
} BwIntervalsViewPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (BwIntervalsView, bw_intervals_view, BW_TYPE_CHART)

static BwIntervalsViewPrivate *
get_private (BwIntervalsView *self)
{
  return bw_intervals_view_get_instance_private (self);
}

static void
clear_row (gpointer data)
{
  BwPlotIntervalsRow *row = data;

  g_free ((char *) row->name);
  g_free ((char *) row->detail);
  for (guint i = 0; i < BW_PLOT_INTERVALS_FIGURES; i++)
    g_free ((char *) row->figures[i]);
}

static void
clear_tick (gpointer data)
{
  g_free ((char *) ((BwPlotIntervalsTick *) data)->label);
}

static Figure *
figure_new (void)
{
  Figure *self = g_new0 (Figure, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (BwPlotIntervalsRow));
  g_array_set_clear_func (self->rows, clear_row);
  self->ticks = g_array_new (FALSE, FALSE, sizeof (BwPlotIntervalsTick));
  g_array_set_clear_func (self->ticks, clear_tick);
  return self;
}

static void
figure_add (Figure                   *self,
            const BwPlotIntervalsRow *row)
{
  BwPlotIntervalsRow own = *row;

  own.name = g_strdup (row->name);
  own.detail = g_strdup (row->detail);
  for (guint i = 0; i < BW_PLOT_INTERVALS_FIGURES; i++)
    own.figures[i] = g_strdup (row->figures[i]);
  g_array_append_val (self->rows, own);
}

static void
figure_set_axis (Figure                    *self,
                 double                     low,
                 double                     high,
                 const BwPlotIntervalsTick *ticks,
                 guint                      n_ticks)
{
  self->low = low;
  self->high = high;
  g_array_set_size (self->ticks, 0);
  for (guint i = 0; i < n_ticks; i++)
    {
      const BwPlotIntervalsTick own = { ticks[i].value, g_strdup (ticks[i].label) };

      g_array_append_val (self->ticks, own);
    }
}

static Figure *
figure_copy (const Figure *from)
{
  Figure *self = figure_new ();

  for (guint i = 0; i < from->rows->len; i++)
    figure_add (self, &g_array_index (from->rows, BwPlotIntervalsRow, i));
  figure_set_axis (self, from->low, from->high,
                   (const BwPlotIntervalsTick *) (void *) from->ticks->data, from->ticks->len);
  for (guint i = 0; i < BW_PLOT_INTERVALS_FIGURES; i++)
    self->titles[i] = g_strdup (from->titles[i]);
  self->has_reference = from->has_reference;
  self->reference = from->reference;
  self->reference_label = g_strdup (from->reference_label);
  return self;
}

static void
figure_free (gpointer data)
{
  Figure *self = data;

  g_array_unref (self->rows);
  g_array_unref (self->ticks);
  for (guint i = 0; i < BW_PLOT_INTERVALS_FIGURES; i++)
    g_free (self->titles[i]);
  g_free (self->reference_label);
  g_free (self);
}

static void
figure_get_plot (const Figure    *self,
                 BwPlotIntervals *plot)
{
  *plot = (BwPlotIntervals) {
    .rows = (const BwPlotIntervalsRow *) (void *) self->rows->data,
    .n_rows = self->rows->len,
    .low = self->low,
    .high = self->high,
    .ticks = (const BwPlotIntervalsTick *) (void *) self->ticks->data,
    .n_ticks = self->ticks->len,
    .has_reference = self->has_reference,
    .reference = self->reference,
    .reference_label = self->reference_label,
    .cursor = -1,
  };
  for (guint i = 0; i < BW_PLOT_INTERVALS_FIGURES; i++)
    plot->titles[i] = self->titles[i];
}

/* --- Words -------------------------------------------------------------------------------------- */

static void
describe (BwIntervalsView *self)
{
  BwIntervalsViewPrivate *priv = get_private (self);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < priv->spoken->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "",
                            (const char *) g_ptr_array_index (priv->spoken, i));
  if (priv->figure->has_reference && priv->figure->reference_label)
    g_string_append_printf (text, "; %s", priv->figure->reference_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) MAX (priv->spoken->len, 1), -1);
  g_string_free (text, TRUE);
}

/* --- Cursor ------------------------------------------------------------------------------------- */

static void
set_cursor (BwIntervalsView *self,
            int              row)
{
  BwIntervalsViewPrivate *priv = get_private (self);

  if (priv->cursor == row)
    return;
  priv->cursor = row;
  bw_chart_tell_cursor (BW_CHART (self), row + 1.0,
                        row >= 0 ? g_ptr_array_index (priv->spoken, row) : NULL);
}

static gboolean
on_move (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwIntervalsView *self = BW_INTERVALS_VIEW (widget);
  BwIntervalsViewPrivate *priv = get_private (self);
  int next = bw_chart_step (priv->cursor, (int) priv->spoken->len, g_variant_get_int32 (args));

  if (next < 0)
    return FALSE;
  set_cursor (self, next);
  return TRUE;
}

static void
bw_intervals_view_point_at (BwChart *chart,
                            gboolean is_over,
                            double   x,
                            double   y)
{
  BwIntervalsView *self = BW_INTERVALS_VIEW (chart);
  BwIntervalsViewPrivate *priv = get_private (self);
  BwPlotRect area = bw_chart_get_area (chart);
  BwPlotIntervalsLayout layout;
  BwPlotIntervals plot;
  double row;

  if (!is_over || priv->spoken->len == 0)
    {
      set_cursor (self, -1);
      return;
    }
  figure_get_plot (priv->figure, &plot);
  bw_plot_intervals_layout (&layout, &plot, &area, bw_chart_get_font (chart));
  row = floor ((y - layout.plot.y) / layout.row_height);
  set_cursor (self, row >= 0 && row < plot.n_rows ? (int) row : -1);
}

/* --- Chart -------------------------------------------------------------------------------------- */

static void
bw_intervals_view_paint (BwChart                    *chart,
                         cairo_t                    *cr,
                         const BwPlotRect           *area,
                         const BwPlotPalette        *palette,
                         const PangoFontDescription *font)
{
  BwIntervalsViewPrivate *priv = get_private (BW_INTERVALS_VIEW (chart));
  BwPlotIntervals plot;

  if (priv->figure->rows->len == 0 || priv->figure->ticks->len == 0)
    return;
  figure_get_plot (priv->figure, &plot);
  plot.cursor = priv->cursor;
  bw_plot_intervals_paint (cr, area, &plot, palette, font);
}

static void
paint_picture (cairo_t                    *cr,
               const BwPlotRect           *area,
               const BwPlotPalette        *palette,
               const PangoFontDescription *font,
               gconstpointer               data)
{
  BwPlotIntervals plot;

  figure_get_plot (data, &plot);
  bw_plot_intervals_paint (cr, area, &plot, palette, font);
}

static BwChartPicture *
bw_intervals_view_make_picture (BwChart *chart)
{
  BwIntervalsView *self = BW_INTERVALS_VIEW (chart);
  BwIntervalsViewPrivate *priv = get_private (self);
  PangoFontDescription *font;
  BwPlotIntervals plot;
  double height;

  if (priv->figure->rows->len == 0)
    return NULL;
  figure_get_plot (priv->figure, &plot);
  font = bw_chart_picture_make_font (GTK_WIDGET (self));
  height = bw_plot_intervals_height (&plot, PICTURE_WIDTH, font);
  pango_font_description_free (font);
  return bw_chart_picture_new (GTK_WIDGET (self), PICTURE_WIDTH, height, paint_picture,
                               figure_copy (priv->figure), figure_free);
}

static char *
bw_intervals_view_make_file_name (BwChart *chart)
{
  return g_strdup (get_private (BW_INTERVALS_VIEW (chart))->file_name);
}

static char *
bw_intervals_view_make_table (BwChart *chart)
{
  const BwIntervalsViewPrivate *priv = get_private (BW_INTERVALS_VIEW (chart));
  GString *text;

  if (priv->cells->len == 0)
    return NULL;
  text = g_string_new (priv->headings);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < priv->cells->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (priv->cells, i));
  return g_string_free (text, FALSE);
}

/* --- Widget ------------------------------------------------------------------------------------- */

static GtkSizeRequestMode
bw_intervals_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
bw_intervals_view_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  BwIntervalsViewPrivate *priv = get_private (BW_INTERVALS_VIEW (widget));
  int width = (for_size < 0 ? NATURAL_WIDTH : for_size) - 2 * BW_STYLE_FOCUS_ROOM;
  BwPlotIntervals plot;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  figure_get_plot (priv->figure, &plot);
  *minimum = *natural = (int) ceil (bw_plot_intervals_height (
                            &plot, width, bw_chart_get_font (BW_CHART (widget))))
                        + 2 * BW_STYLE_FOCUS_ROOM;
}

static void
bw_intervals_view_finalize (GObject *object)
{
  BwIntervalsViewPrivate *priv = get_private (BW_INTERVALS_VIEW (object));

  figure_free (priv->figure);
  g_ptr_array_unref (priv->spoken);
  g_ptr_array_unref (priv->cells);
  g_free (priv->headings);
  g_free (priv->file_name);
  G_OBJECT_CLASS (bw_intervals_view_parent_class)->finalize (object);
}

static void
bw_intervals_view_class_init (BwIntervalsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwChartClass *chart_class = BW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_intervals_view_finalize;
  widget_class->get_request_mode = bw_intervals_view_get_request_mode;
  widget_class->measure = bw_intervals_view_measure;
  chart_class->make_font = bw_style_make_body_font;
  chart_class->paint = bw_intervals_view_paint;
  chart_class->point_at = bw_intervals_view_point_at;
  chart_class->make_picture = bw_intervals_view_make_picture;
  chart_class->make_file_name = bw_intervals_view_make_file_name;
  chart_class->make_table = bw_intervals_view_make_table;

  gtk_widget_class_set_css_name (widget_class, "intervals-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bw_chart_class_bind (chart_class, GDK_KEY_Up, GDK_KEY_KP_Up, on_move, -1);
  bw_chart_class_bind (chart_class, GDK_KEY_Down, GDK_KEY_KP_Down, on_move, 1);
  bw_chart_class_bind (chart_class, GDK_KEY_Home, GDK_KEY_KP_Home, on_move, G_MININT32);
  bw_chart_class_bind (chart_class, GDK_KEY_End, GDK_KEY_KP_End, on_move, G_MAXINT32);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, bw_chart_let_go, NULL);
}

static void
bw_intervals_view_init (BwIntervalsView *self)
{
  BwIntervalsViewPrivate *priv = get_private (self);

  priv->figure = figure_new ();
  priv->spoken = g_ptr_array_new_with_free_func (g_free);
  priv->cells = g_ptr_array_new_with_free_func (g_free);
  priv->headings = g_strdup ("");
  priv->file_name = g_strdup ("chart.png");
  priv->cursor = -1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 1.0,
                                  -1);
  describe (self);
}

void
bw_intervals_view_set_title (BwIntervalsView *self,
                             const char      *title)
{
  g_return_if_fail (BW_IS_INTERVALS_VIEW (self));
  g_return_if_fail (title != NULL);

  g_free (get_private (self)->file_name);
  get_private (self)->file_name = g_strdup_printf ("%s.png", title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

void
bw_intervals_view_set_headings (BwIntervalsView *self,
                                const char      *headings)
{
  g_return_if_fail (BW_IS_INTERVALS_VIEW (self));
  g_return_if_fail (headings != NULL);

  g_free (get_private (self)->headings);
  get_private (self)->headings = g_strdup (headings);
}

void
bw_intervals_view_set_titles (BwIntervalsView  *self,
                              const char *const titles[BW_PLOT_INTERVALS_FIGURES])
{
  Figure *figure;

  g_return_if_fail (BW_IS_INTERVALS_VIEW (self));

  figure = get_private (self)->figure;
  for (guint i = 0; i < BW_PLOT_INTERVALS_FIGURES; i++)
    {
      g_free (figure->titles[i]);
      figure->titles[i] = g_strdup (titles[i]);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
bw_intervals_view_set_axis (BwIntervalsView           *self,
                            double                     low,
                            double                     high,
                            const BwPlotIntervalsTick *ticks,
                            guint                      n_ticks)
{
  g_return_if_fail (BW_IS_INTERVALS_VIEW (self));
  g_return_if_fail (low < high);

  figure_set_axis (get_private (self)->figure, low, high, ticks, n_ticks);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bw_intervals_view_set_rows (BwIntervalsView          *self,
                            const BwIntervalsViewRow *rows,
                            guint                     n_rows)
{
  BwIntervalsViewPrivate *priv;

  g_return_if_fail (BW_IS_INTERVALS_VIEW (self));
  g_return_if_fail (rows != NULL || n_rows == 0);

  priv = get_private (self);
  set_cursor (self, -1);
  g_array_set_size (priv->figure->rows, 0);
  g_ptr_array_set_size (priv->spoken, 0);
  g_ptr_array_set_size (priv->cells, 0);
  for (guint i = 0; i < n_rows; i++)
    {
      figure_add (priv->figure, &rows[i].row);
      g_ptr_array_add (priv->spoken, g_strdup (rows[i].spoken));
      g_ptr_array_add (priv->cells, g_strdup (rows[i].cells));
    }
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
bw_intervals_view_set_reference (BwIntervalsView *self,
                                 double           value,
                                 const char      *label)
{
  Figure *figure;

  g_return_if_fail (BW_IS_INTERVALS_VIEW (self));

  figure = get_private (self)->figure;
  figure->has_reference = label != NULL && isfinite (value);
  figure->reference = value;
  g_free (figure->reference_label);
  figure->reference_label = g_strdup (label);
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

const char *
bw_intervals_view_get_read_out (BwIntervalsView *self)
{
  BwIntervalsViewPrivate *priv;

  g_return_val_if_fail (BW_IS_INTERVALS_VIEW (self), NULL);

  priv = get_private (self);
  return priv->cursor >= 0 ? g_ptr_array_index (priv->spoken, priv->cursor) : NULL;
}

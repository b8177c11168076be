/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-hrv-view.h"

#include "app/bw-style.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST_WIDTH 220
#define NATURAL_WIDTH 380
#define EMPTY_HEIGHT 96
/* Page Up and Page Down go a tenth of the way. */
#define PAGES 10

struct _BwHrvView
{
  BwChart parent_instance;

  /* Owned. */
  BwHrvFigure *figure;         /* (nullable) */

  BwHrvChart chart;
  gboolean has_look;
  BwHrvFigureLook look;
  BwHrvFigureCursor cursor;
};

G_DEFINE_FINAL_TYPE (BwHrvView, bw_hrv_view, BW_TYPE_CHART)

static int
count_stops (BwHrvView *self)
{
  return self->figure ? (int) bw_hrv_figure_get_n_stops (self->figure) : 0;
}

static const BwHrvFigureLook *
get_look (BwHrvView *self)
{
  return self->has_look ? &self->look : NULL;
}

/* --- Cursor ------------------------------------------------------------------------------------- */

static void
set_cursor (BwHrvView               *self,
            const BwHrvFigureCursor *cursor)
{
  g_autofree char *text = NULL;

  if (self->cursor.stop == cursor->stop && (cursor->stop < 0 || self->cursor.row == cursor->row))
    return;
  self->cursor = *cursor;
  if (cursor->stop >= 0)
    {
      text = bw_hrv_figure_get_text (self->figure, cursor);
      g_strdelimit (text, "\n", ' ');
    }
  bw_chart_tell_cursor (BW_CHART (self), cursor->stop + 1.0, text);
}

static void
clear_cursor (BwHrvView *self)
{
  const BwHrvFigureCursor none = BW_HRV_FIGURE_NO_CURSOR;

  set_cursor (self, &none);
}

/* At either end the key is left to what is around. */
static gboolean
move_to (BwHrvView *self,
         int        stop,
         int        row)
{
  BwHrvFigureCursor next = { stop, row };

  if (stop < 0 || stop >= count_stops (self) || row < 0
      || row >= (int) bw_hrv_figure_get_n_rows (self->figure))
    return FALSE;
  set_cursor (self, &next);
  return TRUE;
}

static gboolean
on_move (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwHrvView *self = BW_HRV_VIEW (widget);
  int next = bw_chart_step (self->cursor.stop, count_stops (self), g_variant_get_int32 (args));

  return next >= 0 && move_to (self, next, self->cursor.row);
}

static gboolean
on_page (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwHrvView *self = BW_HRV_VIEW (widget);
  int n = count_stops (self), by = g_variant_get_int32 (args) * MAX (n / PAGES, 1);
  int at = self->cursor.stop < 0 ? (by > 0 ? -by : n - 1 - by) : self->cursor.stop;
  int next = CLAMP (at + by, 0, MAX (n - 1, 0));

  return next != self->cursor.stop && move_to (self, next, self->cursor.row);
}

/* Only a spectrogram has rows; elsewhere the page scrolls. */
static gboolean
on_row (GtkWidget *widget,
        GVariant  *args,
        gpointer   user_data)
{
  BwHrvView *self = BW_HRV_VIEW (widget);

  if (self->cursor.stop < 0 || self->chart != BW_HRV_CHART_SPECTROGRAM)
    return FALSE;
  return move_to (self, self->cursor.stop, self->cursor.row + g_variant_get_int32 (args));
}

static void
bw_hrv_view_point_at (BwChart *chart,
                      gboolean is_over,
                      double   x,
                      double   y)
{
  BwHrvView *self = BW_HRV_VIEW (chart);
  BwPlotRect area = bw_chart_get_area (chart);
  BwHrvFigureCursor cursor = BW_HRV_FIGURE_NO_CURSOR;

  if (is_over && self->figure)
    bw_hrv_figure_find (self->figure, get_look (self), &area, bw_chart_get_font (chart), x, y, &cursor);
  set_cursor (self, &cursor);
}

/* --- Chart -------------------------------------------------------------------------------------- */

static void
bw_hrv_view_paint (BwChart                    *chart,
                   cairo_t                    *cr,
                   const BwPlotRect           *area,
                   const BwPlotPalette        *palette,
                   const PangoFontDescription *font)
{
  BwHrvView *self = BW_HRV_VIEW (chart);

  if (self->figure)
    bw_hrv_figure_paint (self->figure, get_look (self), &self->cursor, cr, area, palette, font);
}

/* What is saved and copied, in a thread too. */
typedef struct
{
  BwHrvFigure *figure;
  BwHrvFigureLook look;
} Picture;

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  bw_hrv_figure_unref (picture->figure);
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

  bw_hrv_figure_paint (picture->figure, &picture->look, NULL, cr, area, palette, font);
}

static BwChartPicture *
bw_hrv_view_make_picture (BwChart *chart)
{
  BwHrvView *self = BW_HRV_VIEW (chart);
  Picture *picture;

  if (!self->figure || bw_hrv_figure_get_reason (self->figure))
    return NULL;
  picture = g_new0 (Picture, 1);
  picture->figure = bw_hrv_figure_ref (self->figure);
  bw_hrv_figure_get_default_look (self->figure, &picture->look);
  if (self->has_look)
    picture->look = self->look;
  return bw_chart_picture_new (GTK_WIDGET (self), BW_HRV_FIGURE_WIDTH, BW_HRV_FIGURE_HEIGHT, paint_picture,
                               picture, picture_free);
}

static char *
bw_hrv_view_make_file_name (BwChart *chart)
{
  return g_strdup_printf ("%s.png", bw_hrv_chart_get_title (BW_HRV_VIEW (chart)->chart));
}

static char *
bw_hrv_view_make_table (BwChart *chart)
{
  BwHrvView *self = BW_HRV_VIEW (chart);

  return self->figure ? bw_hrv_figure_make_table (self->figure) : NULL;
}

/* --- Widget ------------------------------------------------------------------------------------- */

static void
bw_hrv_view_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  BwHrvView *self = BW_HRV_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  *minimum = *natural = EMPTY_HEIGHT;
  if (self->figure)
    *minimum = *natural = (int) ceil (bw_hrv_figure_get_height (self->figure,
                                                                bw_chart_get_font (BW_CHART (widget))))
                          + 2 * BW_STYLE_FOCUS_ROOM;
}

static void
bw_hrv_view_finalize (GObject *object)
{
  g_clear_pointer (&BW_HRV_VIEW (object)->figure, bw_hrv_figure_unref);
  G_OBJECT_CLASS (bw_hrv_view_parent_class)->finalize (object);
}

static void
bw_hrv_view_class_init (BwHrvViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwChartClass *chart_class = BW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_hrv_view_finalize;
  widget_class->measure = bw_hrv_view_measure;
  chart_class->paint = bw_hrv_view_paint;
  chart_class->point_at = bw_hrv_view_point_at;
  chart_class->make_picture = bw_hrv_view_make_picture;
  chart_class->make_file_name = bw_hrv_view_make_file_name;
  chart_class->make_table = bw_hrv_view_make_table;

  gtk_widget_class_set_css_name (widget_class, "hrv-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bw_chart_class_bind_cursor (chart_class, on_move, bw_chart_let_go);
  bw_chart_class_bind (chart_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, on_page, -1);
  bw_chart_class_bind (chart_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, on_page, 1);
  bw_chart_class_bind (chart_class, GDK_KEY_Up, GDK_KEY_KP_Up, on_row, 1);
  bw_chart_class_bind (chart_class, GDK_KEY_Down, GDK_KEY_KP_Down, on_row, -1);
}

static void
bw_hrv_view_init (BwHrvView *self)
{
  self->cursor = (BwHrvFigureCursor) BW_HRV_FIGURE_NO_CURSOR;
}

BwHrvView *
bw_hrv_view_new (BwHrvChart chart)
{
  BwHrvView *self = g_object_new (BW_TYPE_HRV_VIEW, NULL);

  self->chart = chart;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bw_hrv_chart_get_title (chart), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 1.0, -1);
  return self;
}

void
bw_hrv_view_set_figure (BwHrvView   *self,
                        BwHrvFigure *figure)
{
  g_autofree char *words = NULL;

  g_return_if_fail (BW_IS_HRV_VIEW (self));
  g_return_if_fail (figure == NULL || bw_hrv_figure_get_chart (figure) == self->chart);

  if (self->figure == figure)
    return;
  /* Its stops are others. */
  clear_cursor (self);
  if (figure)
    bw_hrv_figure_ref (figure);
  g_clear_pointer (&self->figure, bw_hrv_figure_unref);
  self->figure = figure;
  words = figure ? bw_hrv_figure_describe (figure) : g_strdup ("");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, MAX (count_stops (self), 1) + 0.0, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

BwHrvFigure *
bw_hrv_view_get_figure (BwHrvView *self)
{
  g_return_val_if_fail (BW_IS_HRV_VIEW (self), NULL);

  return self->figure;
}

void
bw_hrv_view_set_look (BwHrvView             *self,
                      const BwHrvFigureLook *look)
{
  g_return_if_fail (BW_IS_HRV_VIEW (self));

  self->has_look = look != NULL;
  if (look)
    self->look = *look;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

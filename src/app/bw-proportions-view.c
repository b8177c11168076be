/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-proportions-view.h"

#include "app/bw-style.h"
#include "plot/bw-plot-proportions.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST_WIDTH 240
#define NATURAL_WIDTH 640
#define PICTURE_WIDTH 760

/* What is painted: arrays and strings of its own. */
typedef struct
{
  GArray *rows;                 /* (element-type BwPlotProportionsRow) */
  gboolean has_reference;
  double reference;
  char *reference_label;
} Figure;

struct _BwProportionsView
{
  BwChart parent_instance;

  /* Owned. */
  Figure *figure;
  GPtrArray *spoken;            /* (element-type utf8): a sentence a row */
  char *file_name;

  int cursor;                   /* a row, or −1 */
};

G_DEFINE_FINAL_TYPE (BwProportionsView, bw_proportions_view, BW_TYPE_CHART)

static void
clear_row (gpointer data)
{
  BwPlotProportionsRow *row = data;

  g_free ((char *) row->name);
  g_free ((char *) row->detail);
}

static Figure *
figure_new (void)
{
  Figure *self = g_new0 (Figure, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (BwPlotProportionsRow));
  g_array_set_clear_func (self->rows, clear_row);
  return self;
}

static void
figure_add (Figure                     *self,
            const BwPlotProportionsRow *row)
{
  BwPlotProportionsRow own = *row;

  own.name = g_strdup (row->name);
  own.detail = g_strdup (row->detail);
  g_array_append_val (self->rows, own);
}

static Figure *
figure_copy (const Figure *from)
{
  Figure *self = figure_new ();

  for (guint i = 0; i < from->rows->len; i++)
    figure_add (self, &g_array_index (from->rows, BwPlotProportionsRow, i));
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
  g_free (self->reference_label);
  g_free (self);
}

static void
figure_get_plot (const Figure      *self,
                 BwPlotProportions *plot)
{
  *plot = (BwPlotProportions) {
    .rows = (const BwPlotProportionsRow *) (void *) self->rows->data,
    .n_rows = self->rows->len,
    .has_reference = self->has_reference,
    .reference = self->reference,
    .reference_label = self->reference_label,
    .cursor = -1,
  };
}

/* --- Words -------------------------------------------------------------------------------------- */

static char *
speak_row (const BwProportionsViewRow *row)
{
  const char *detail = row->spoken_detail ? row->spoken_detail : row->detail;
  GString *text = g_string_new (row->name);

  if (detail)
    g_string_append_printf (text, ", %s", detail);
  g_string_append (text, ": ");
  if (row->n == 0)
    g_string_append (text, _("nothing to judge by"));
  else
    /* Translators: 168 of 173 right, 97 %, likely between 93 and 99 % */
    g_string_append_printf (text, _("%u of %u right, %.0f %%, likely between %.0f and %.0f %%"),
                            row->correct, row->n, 100.0 * row->correct / row->n, 100 * row->low,
                            100 * row->high);
  return g_string_free (text, FALSE);
}

static void
describe (BwProportionsView *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->spoken->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "",
                            (const char *) g_ptr_array_index (self->spoken, i));
  if (self->figure->has_reference && self->figure->reference_label)
    g_string_append_printf (text, "; %s", self->figure->reference_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) MAX (self->spoken->len, 1), -1);
  g_string_free (text, TRUE);
}

/* --- Cursor ------------------------------------------------------------------------------------- */

static void
set_cursor (BwProportionsView *self,
            int                row)
{
  if (self->cursor == row)
    return;
  self->cursor = row;
  if (row >= 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                    row + 1.0, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                    g_ptr_array_index (self->spoken, row), -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* At either end the key is left to what is around: the page scrolls on. */
static gboolean
on_move (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwProportionsView *self = BW_PROPORTIONS_VIEW (widget);
  int by = g_variant_get_int32 (args), last = (int) self->spoken->len - 1, next;

  if (last < 0)
    return FALSE;
  if (by == G_MININT32)
    next = 0;
  else if (by == G_MAXINT32)
    next = last;
  else if (self->cursor < 0)
    next = by > 0 ? 0 : last;
  else
    next = self->cursor + by;
  if (next < 0 || next > last)
    return FALSE;
  set_cursor (self, next);
  return TRUE;
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  BwProportionsView *self = BW_PROPORTIONS_VIEW (widget);

  if (self->cursor < 0)
    return FALSE;
  set_cursor (self, -1);
  return TRUE;
}

static void
bw_proportions_view_point_at (BwChart  *chart,
                              gboolean  is_over,
                              double    x,
                              double    y)
{
  BwProportionsView *self = BW_PROPORTIONS_VIEW (chart);
  BwPlotRect area = bw_chart_get_area (chart);
  BwPlotProportionsLayout layout;
  BwPlotProportions plot;
  double row;

  if (!is_over || self->spoken->len == 0)
    {
      set_cursor (self, -1);
      return;
    }
  figure_get_plot (self->figure, &plot);
  bw_plot_proportions_layout (&layout, &plot, &area, bw_chart_get_font (chart));
  row = floor ((y - layout.plot.y) / layout.row_height);
  set_cursor (self, row >= 0 && row < plot.n_rows ? (int) row : -1);
}

/* --- Chart -------------------------------------------------------------------------------------- */

static void
bw_proportions_view_paint (BwChart                    *chart,
                           cairo_t                    *cr,
                           const BwPlotRect           *area,
                           const BwPlotPalette        *palette,
                           const PangoFontDescription *font)
{
  BwProportionsView *self = BW_PROPORTIONS_VIEW (chart);
  BwPlotProportions plot;

  if (self->figure->rows->len == 0)
    return;
  figure_get_plot (self->figure, &plot);
  plot.cursor = self->cursor;
  bw_plot_proportions_paint (cr, area, &plot, palette, font);
}

static void
paint_picture (cairo_t                    *cr,
               const BwPlotRect           *area,
               const BwPlotPalette        *palette,
               const PangoFontDescription *font,
               gconstpointer               data)
{
  BwPlotProportions plot;

  figure_get_plot (data, &plot);
  bw_plot_proportions_paint (cr, area, &plot, palette, font);
}

static BwChartPicture *
bw_proportions_view_make_picture (BwChart *chart)
{
  BwProportionsView *self = BW_PROPORTIONS_VIEW (chart);
  PangoFontDescription *font;
  BwPlotProportions plot;
  double height;

  if (self->figure->rows->len == 0)
    return NULL;
  figure_get_plot (self->figure, &plot);
  font = bw_chart_picture_make_font (GTK_WIDGET (self));
  height = bw_plot_proportions_height (&plot, PICTURE_WIDTH, font);
  pango_font_description_free (font);
  return bw_chart_picture_new (GTK_WIDGET (self), PICTURE_WIDTH, height, paint_picture,
                               figure_copy (self->figure), figure_free);
}

static char *
bw_proportions_view_make_file_name (BwChart *chart)
{
  return g_strdup (BW_PROPORTIONS_VIEW (chart)->file_name);
}

/* Empty where there was nothing to judge by. */
static void
append_share (GString                    *text,
              const BwPlotProportionsRow *row,
              double                      share)
{
  g_string_append_c (text, '\t');
  if (row->n > 0)
    g_string_append_printf (text, _("%.1f %%"), 100 * share);
}

static char *
bw_proportions_view_make_table (BwChart *chart)
{
  const GArray *rows = BW_PROPORTIONS_VIEW (chart)->figure->rows;
  GString *text;

  if (rows->len == 0)
    return NULL;
  text = g_string_new (NULL);
  /* Translators: titles of a table: what was judged, a note on it, how many were right of how many, the
   * share of right ones, and the ends of its 95 % interval */
  g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", _("Name"), _("Note"), _("Right"),
                          _("Of"), _("Share"), _("At least"), _("At most"));
  for (guint i = 0; i < rows->len; i++)
    {
      const BwPlotProportionsRow *row = &g_array_index (rows, BwPlotProportionsRow, i);

      g_string_append_printf (text, "%s\t%s\t%u\t%u", row->name, row->detail ? row->detail : "",
                              row->correct, row->n);
      append_share (text, row, (double) row->correct / MAX (row->n, 1));
      append_share (text, row, row->low);
      append_share (text, row, row->high);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* --- Widget ------------------------------------------------------------------------------------- */

static GtkSizeRequestMode
bw_proportions_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
bw_proportions_view_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  BwProportionsView *self = BW_PROPORTIONS_VIEW (widget);
  int width = (for_size < 0 ? NATURAL_WIDTH : for_size) - 2 * BW_STYLE_FOCUS_ROOM;
  BwPlotProportions plot;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  figure_get_plot (self->figure, &plot);
  *minimum = *natural = (int) ceil (bw_plot_proportions_height (
                            &plot, width, bw_chart_get_font (BW_CHART (self))))
                        + 2 * BW_STYLE_FOCUS_ROOM;
}

static void
bw_proportions_view_finalize (GObject *object)
{
  BwProportionsView *self = BW_PROPORTIONS_VIEW (object);

  figure_free (self->figure);
  g_ptr_array_unref (self->spoken);
  g_free (self->file_name);
  G_OBJECT_CLASS (bw_proportions_view_parent_class)->finalize (object);
}

static void
bw_proportions_view_class_init (BwProportionsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwChartClass *chart_class = BW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_proportions_view_finalize;
  widget_class->get_request_mode = bw_proportions_view_get_request_mode;
  widget_class->measure = bw_proportions_view_measure;
  chart_class->make_font = bw_style_make_body_font;
  chart_class->paint = bw_proportions_view_paint;
  chart_class->point_at = bw_proportions_view_point_at;
  chart_class->make_picture = bw_proportions_view_make_picture;
  chart_class->make_file_name = bw_proportions_view_make_file_name;
  chart_class->make_table = bw_proportions_view_make_table;

  gtk_widget_class_set_css_name (widget_class, "proportions-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bw_chart_class_bind (chart_class, GDK_KEY_Up, GDK_KEY_KP_Up, on_move, -1);
  bw_chart_class_bind (chart_class, GDK_KEY_Down, GDK_KEY_KP_Down, on_move, 1);
  bw_chart_class_bind (chart_class, GDK_KEY_Home, GDK_KEY_KP_Home, on_move, G_MININT32);
  bw_chart_class_bind (chart_class, GDK_KEY_End, GDK_KEY_KP_End, on_move, G_MAXINT32);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
bw_proportions_view_init (BwProportionsView *self)
{
  self->figure = figure_new ();
  self->spoken = g_ptr_array_new_with_free_func (g_free);
  self->cursor = -1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 1.0,
                                  -1);
  bw_proportions_view_set_title (self, _("Right answers"));
  describe (self);
}

BwProportionsView *
bw_proportions_view_new (void)
{
  return g_object_new (BW_TYPE_PROPORTIONS_VIEW, NULL);
}

void
bw_proportions_view_set_title (BwProportionsView *self,
                               const char        *title)
{
  g_return_if_fail (BW_IS_PROPORTIONS_VIEW (self));
  g_return_if_fail (title != NULL);

  g_free (self->file_name);
  self->file_name = g_strdup_printf ("%s.png", title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

void
bw_proportions_view_set_rows (BwProportionsView          *self,
                              const BwProportionsViewRow *rows,
                              guint                       n_rows)
{
  g_return_if_fail (BW_IS_PROPORTIONS_VIEW (self));
  g_return_if_fail (rows != NULL || n_rows == 0);

  set_cursor (self, -1);
  g_array_set_size (self->figure->rows, 0);
  g_ptr_array_set_size (self->spoken, 0);
  for (guint i = 0; i < n_rows; i++)
    {
      const BwPlotProportionsRow row = {
        .name = rows[i].name,
        .detail = rows[i].detail,
        .n = rows[i].n,
        .correct = rows[i].correct,
        .low = rows[i].low,
        .high = rows[i].high,
        .is_used = rows[i].is_used,
      };

      figure_add (self->figure, &row);
      g_ptr_array_add (self->spoken, speak_row (&rows[i]));
    }
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
bw_proportions_view_set_reference (BwProportionsView *self,
                                   double             share,
                                   const char        *label)
{
  Figure *figure;

  g_return_if_fail (BW_IS_PROPORTIONS_VIEW (self));

  figure = self->figure;
  figure->has_reference = label != NULL && isfinite (share);
  figure->reference = share;
  g_free (figure->reference_label);
  figure->reference_label = g_strdup (label);
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

const char *
bw_proportions_view_get_read_out (BwProportionsView *self)
{
  g_return_val_if_fail (BW_IS_PROPORTIONS_VIEW (self), NULL);

  return self->cursor >= 0 ? g_ptr_array_index (self->spoken, self->cursor) : NULL;
}

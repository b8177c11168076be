/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-trend-view-private.h"

#include "app/bw-trend-words.h"

#include <glib/gi18n-lib.h>

#define NARROW_BELOW 560
#define LEAST_WIDTH 240
#define LEAST_HEIGHT 320
#define LEAST_HEIGHT_READINGS 240
#define NATURAL_HEIGHT 420
#define MONTH_DAYS 30
/* As `export png --trend` has it. */
#define PICTURE_WIDTH (BW_TREND_FIGURE_WIDTH - 2 * BW_CHART_PICTURE_MARGIN)
#define PICTURE_HEIGHT (BW_TREND_FIGURE_HEIGHT - 2 * BW_CHART_PICTURE_MARGIN)

G_DEFINE_FINAL_TYPE (BwTrendView, bw_trend_view, BW_TYPE_CHART)

enum
{
  SIGNAL_READING_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Returns: whether there is anything to draw */
gboolean
bw_trend_view_get_plot (BwTrendView *self,
                        BwPlotTrend *plot,
                        guint       *first_reading)
{
  return self->figure != NULL
         && bw_trend_figure_get_plot (self->figure, self->kind, self->n_days, plot, first_reading);
}

int
bw_trend_view_get_n (BwTrendView *self)
{
  return self->trend != NULL ? (int) self->trend->days->len : 0;
}

static const BwTrendDay *
get_day (BwTrendView *self,
         int          i)
{
  return &g_array_index (self->trend->days, BwTrendDay, i);
}

static const BwTrendReading *
get_reading (BwTrendView *self,
             int          i)
{
  return &g_array_index (self->trend->readings, BwTrendReading, i);
}

/* The first day that is shown, of all. */
static int
get_first (BwTrendView *self)
{
  BwPlotTrend plot;

  return bw_trend_view_get_plot (self, &plot, NULL)
           ? bw_trend_view_get_n (self) - (int) plot.n_days
           : 0;
}

/* The day of a reading. */
int
bw_trend_view_find_day (BwTrendView *self,
                        int          reading)
{
  gint64 time_ms = get_reading (self, reading)->time_ms;
  int low = 0, high = bw_trend_view_get_n (self) - 1;

  while (low < high)
    {
      int middle = low + (high - low) / 2;

      if (get_day (self, middle)->end_ms <= time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* @reading: −1 for the day as a whole */
void
bw_trend_view_set_cursor (BwTrendView *self,
                          int          cursor,
                          int          reading)
{
  if (self->cursor == cursor && self->reading == reading)
    return;
  self->cursor = cursor;
  self->reading = reading;
  g_clear_pointer (&self->read_out, g_free);
  if (reading >= 0)
    self->read_out = bw_trend_describe_reading (self->trend, get_reading (self, reading),
                                                get_day (self, cursor), self->notes);
  else if (cursor >= 0)
    self->read_out
        = bw_trend_describe_day (self->trend, get_day (self, cursor), self->notes, self->kind);
  bw_chart_tell_cursor (BW_CHART (self), cursor + 1.0, self->read_out);
}

/* Whether the reading at the cursor has beats to be looked at. */
gboolean
bw_trend_view_can_activate (BwTrendView *self)
{
  return self->reading >= 0 && get_reading (self, self->reading)->id != 0;
}

gboolean
bw_trend_view_activate (BwTrendView *self)
{
  if (!bw_trend_view_can_activate (self))
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_READING_ACTIVATED], 0, get_reading (self, self->reading)->id);
  return TRUE;
}

/* --- Keys -------------------------------------------------------------------------------------- */

static gboolean
on_move (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwTrendView *self = BW_TREND_VIEW (widget);
  int by = g_variant_get_int32 (args), first = get_first (self);
  int last = bw_trend_view_get_n (self) - 1, next;

  if (last < 0)
    return FALSE;
  if (by == G_MININT32)
    next = first;
  else if (by == G_MAXINT32 || self->cursor < 0)
    next = last;
  else
    next = self->cursor + by;
  bw_trend_view_set_cursor (self, CLAMP (next, first, last), -1);
  return TRUE;
}

/* From reading to reading, in the order of time. */
static gboolean
on_move_reading (GtkWidget *widget,
                 GVariant  *args,
                 gpointer   user_data)
{
  BwTrendView *self = BW_TREND_VIEW (widget);
  int by = g_variant_get_int32 (args), last, next;
  BwPlotTrend plot;
  guint first, n;

  if (self->kind != BW_TREND_FIGURE_READINGS || !bw_trend_view_get_plot (self, &plot, &first)
      || plot.n_readings == 0)
    return FALSE;
  last = (int) (first + plot.n_readings) - 1;
  if (self->reading >= 0)
    next = self->reading + by;
  else if (self->cursor >= 0)
    {
      next = (int) bw_trend_find_readings (self->trend, get_day (self, self->cursor), &n);
      next = by > 0 ? next : n > 0 ? next + (int) n - 1 : next - 1;
    }
  else
    next = last;
  next = CLAMP (next, (int) first, last);
  bw_trend_view_set_cursor (self, bw_trend_view_find_day (self, next), next);
  return TRUE;
}

static gboolean
on_activate (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  return bw_trend_view_activate (BW_TREND_VIEW (widget));
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  BwTrendView *self = BW_TREND_VIEW (widget);

  if (self->cursor < 0)
    return FALSE;
  bw_trend_view_set_cursor (self, -1, -1);
  return TRUE;
}

/* --- Painting ---------------------------------------------------------------------------------- */

static void
bw_trend_view_paint (BwChart                    *chart,
                     cairo_t                    *cr,
                     const BwPlotRect           *area,
                     const BwPlotPalette        *palette,
                     const PangoFontDescription *font)
{
  BwTrendView *self = BW_TREND_VIEW (chart);
  BwPlotTrend plot;
  guint first;

  if (!bw_trend_view_get_plot (self, &plot, &first))
    return;
  if (gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_BELOW && plot.score_title != NULL)
    plot.score_title = _("Score from HRV alone");
  if (self->selected >= (int) first)
    plot.selected_reading = self->selected - (int) first;
  if (self->cursor >= 0)
    {
      plot.cursor = self->cursor - (bw_trend_view_get_n (self) - (int) plot.n_days);
      plot.cursor_text = self->read_out;
      if (self->reading >= 0)
        plot.cursor_reading = self->reading - (int) first;
    }
  bw_plot_trend_paint (cr, area, &plot, palette, font);
}

/* A figure with the days shown. */
typedef struct
{
  BwTrendFigure *figure;
  BwTrendFigureKind kind;
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

  if (bw_trend_figure_get_plot (picture->figure, picture->kind, picture->n_days, &plot, NULL))
    bw_plot_trend_paint (cr, area, &plot, palette, font);
}

static BwChartPicture *
bw_trend_view_make_picture (BwChart *chart)
{
  BwTrendView *self = BW_TREND_VIEW (chart);
  BwPlotTrend plot;
  Picture *picture;

  if (!bw_trend_view_get_plot (self, &plot, NULL))
    return NULL;
  picture = g_new0 (Picture, 1);
  picture->figure = bw_trend_figure_ref (self->figure);
  picture->kind = self->kind;
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

  if (bw_trend_view_get_n (self) == 0)
    return NULL;
  return bw_trend_make_table (self->trend, self->notes, self->kind, (guint) get_first (self));
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
  int least = BW_TREND_VIEW (widget)->kind == BW_TREND_FIGURE_SCORE ? LEAST_HEIGHT
                                                                    : LEAST_HEIGHT_READINGS;

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : least;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 600 : NATURAL_HEIGHT;
}

static void
bw_trend_view_finalize (GObject *object)
{
  BwTrendView *self = BW_TREND_VIEW (object);

  g_clear_pointer (&self->trend, bw_trend_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->figure, bw_trend_figure_unref);
  g_free (self->read_out);
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
  chart_class->make_picture = bw_trend_view_make_picture;
  chart_class->make_file_name = bw_trend_view_make_file_name;
  chart_class->make_table = bw_trend_view_make_table;

  signals[SIGNAL_READING_ACTIVATED]
      = g_signal_new ("reading-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_css_name (widget_class, "trend-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bw_trend_view_class_bind_pointer (klass);
  bw_chart_class_bind_cursor (chart_class, on_move, on_escape);
  bw_chart_class_bind (chart_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, on_move, -MONTH_DAYS);
  bw_chart_class_bind (chart_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, on_move, MONTH_DAYS);
  bw_chart_class_bind (chart_class, GDK_KEY_Up, GDK_KEY_KP_Up, on_move_reading, -1);
  bw_chart_class_bind (chart_class, GDK_KEY_Down, GDK_KEY_KP_Down, on_move_reading, 1);
  bw_chart_class_bind (chart_class, GDK_KEY_Return, GDK_KEY_KP_Enter, on_activate, 0);
}

static void
bw_trend_view_init (BwTrendView *self)
{
  self->cursor = self->reading = self->selected = -1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Trend chart"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 1.0, -1);
}

static void
find_selected (BwTrendView *self)
{
  self->selected = -1;
  for (guint i = 0; self->selected_id != 0 && self->trend != NULL && i < self->trend->readings->len;
       i++)
    if (get_reading (self, (int) i)->id == self->selected_id)
      self->selected = (int) i;
  if (self->kind != BW_TREND_FIGURE_READINGS)
    self->selected = -1;
}

void
bw_trend_view_set_selected (BwTrendView *self,
                            gint64       id)
{
  g_return_if_fail (BW_IS_TREND_VIEW (self));

  self->selected_id = id;
  find_selected (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bw_trend_view_set_kind (BwTrendView       *self,
                        BwTrendFigureKind  kind)
{
  g_return_if_fail (BW_IS_TREND_VIEW (self));

  bw_trend_view_set_cursor (self, -1, -1);
  self->kind = kind;
  find_selected (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
bw_trend_view_set_trend (BwTrendView     *self,
                         const BwTrend   *trend,
                         const GPtrArray *notes)
{
  g_autofree char *description = NULL;

  g_return_if_fail (BW_IS_TREND_VIEW (self));

  bw_trend_view_set_cursor (self, -1, -1);
  g_clear_pointer (&self->trend, bw_trend_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->figure, bw_trend_figure_unref);
  if (trend != NULL)
    {
      self->trend = bw_trend_ref (trend);
      self->notes = notes != NULL ? g_ptr_array_ref ((GPtrArray *) notes) : NULL;
      self->figure = bw_trend_figure_new (trend, notes);
      description = bw_trend_describe (trend);
    }
  find_selected (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "",
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) MAX (bw_trend_view_get_n (self), 1), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bw_trend_view_set_days (BwTrendView *self,
                        guint        n_days)
{
  g_return_if_fail (BW_IS_TREND_VIEW (self));

  if (self->n_days == n_days)
    return;
  bw_trend_view_set_cursor (self, -1, -1);
  self->n_days = n_days;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
bw_trend_view_get_read_out (BwTrendView *self)
{
  g_return_val_if_fail (BW_IS_TREND_VIEW (self), NULL);

  return self->read_out;
}

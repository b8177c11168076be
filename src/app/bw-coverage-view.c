/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-coverage-view.h"

#include "app/bw-format.h"
#include "base/bw-time.h"
#include "plot/bw-plot-coverage.h"

#include <glib/gi18n-lib.h>

#define LEAST_WIDTH 240
#define NATURAL_WIDTH 640
#define HEIGHT 190
#define PICTURE_WIDTH 760
#define PICTURE_HEIGHT 240

/* Days without a forecast break the line. */
#define GAP_DAYS 3

/* What is painted: an array and strings of its own. */
typedef struct
{
  GTimeZone *zone;
  gint64 from_ms, to_ms;
  GArray *points;               /* (element-type BwPlotPoint) */
} Figure;

struct _BwCoverageView
{
  BwChart parent_instance;

  /* Owned. */
  Figure *figure;               /* (nullable): there is nothing to show */
  char *read_out;               /* (nullable): at the cursor */

  int cursor;                   /* a point, or −1 */
};

G_DEFINE_FINAL_TYPE (BwCoverageView, bw_coverage_view, BW_TYPE_CHART)

static void
figure_free (gpointer data)
{
  Figure *self = data;

  g_time_zone_unref (self->zone);
  g_array_unref (self->points);
  g_free (self);
}

static Figure *
figure_copy (const Figure *from)
{
  Figure *self = g_new0 (Figure, 1);

  self->zone = g_time_zone_ref (from->zone);
  self->from_ms = from->from_ms;
  self->to_ms = from->to_ms;
  self->points = g_array_copy (from->points);
  return self;
}

static void
figure_get_plot (const Figure   *self,
                 BwPlotCoverage *plot)
{
  *plot = (BwPlotCoverage) {
    .zone = self->zone,
    .from_ms = self->from_ms,
    .to_ms = self->to_ms,
    .points = (const BwPlotPoint *) (void *) self->points->data,
    .n_points = self->points->len,
    .gap_ms = GAP_DAYS * BW_TIME_DAY,
    .promised = 1 - BW_CONFORMAL_ALPHA,
    /* xgettext:no-c-format */
    .promised_label = _("80 % was promised"),
    .cursor = -1,
  };
}

/* --- Cursor ----------------------------------------------------------------------------------- */

static char *
tell_day (BwCoverageView *self,
          int             index)
{
  const BwPlotPoint *point = &g_array_index (self->figure->points, BwPlotPoint, index);
  g_autofree char *day = bw_format_day (point->time_ms, self->figure->zone);

  /* Translators: a day, and the share that the band held over the thirty days up to it */
  return g_strdup_printf (_("%s: %.0f %%"), day, 100 * point->value);
}

static void
set_cursor (BwCoverageView *self,
            int             cursor)
{
  if (self->cursor == cursor)
    return;
  self->cursor = cursor;
  g_clear_pointer (&self->read_out, g_free);
  if (cursor >= 0)
    self->read_out = tell_day (self, cursor);
  bw_chart_tell_cursor (BW_CHART (self), cursor + 1.0, self->read_out);
}

static gboolean
on_move (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwCoverageView *self = BW_COVERAGE_VIEW (widget);
  int n = self->figure != NULL ? (int) self->figure->points->len : 0;
  int next = bw_chart_step (self->cursor, n, g_variant_get_int32 (args));

  if (next < 0)
    return FALSE;
  set_cursor (self, next);
  return TRUE;
}

static void
bw_coverage_view_point_at (BwChart  *chart,
                           gboolean  is_over,
                           double    x,
                           double    y)
{
  BwCoverageView *self = BW_COVERAGE_VIEW (chart);
  BwPlotRect area = bw_chart_get_area (chart);
  BwPlotCoverageLayout layout;
  BwPlotCoverage plot;

  if (!is_over || self->figure == NULL)
    {
      set_cursor (self, -1);
      return;
    }
  figure_get_plot (self->figure, &plot);
  bw_plot_coverage_layout (&layout, &plot, &area, bw_chart_get_font (chart));
  set_cursor (self, bw_plot_coverage_find_point (&plot, &layout, x));
}

/* --- Chart ------------------------------------------------------------------------------------ */

static void
bw_coverage_view_paint (BwChart                    *chart,
                        cairo_t                    *cr,
                        const BwPlotRect           *area,
                        const BwPlotPalette        *palette,
                        const PangoFontDescription *font)
{
  BwCoverageView *self = BW_COVERAGE_VIEW (chart);
  BwPlotCoverage plot;

  if (self->figure == NULL)
    return;
  figure_get_plot (self->figure, &plot);
  plot.cursor = self->cursor;
  plot.cursor_text = self->read_out;
  bw_plot_coverage_paint (cr, area, &plot, palette, font);
}

static void
paint_picture (cairo_t                    *cr,
               const BwPlotRect           *area,
               const BwPlotPalette        *palette,
               const PangoFontDescription *font,
               gconstpointer               data)
{
  BwPlotCoverage plot;

  figure_get_plot (data, &plot);
  bw_plot_coverage_paint (cr, area, &plot, palette, font);
}

static BwChartPicture *
bw_coverage_view_make_picture (BwChart *chart)
{
  BwCoverageView *self = BW_COVERAGE_VIEW (chart);

  if (self->figure == NULL)
    return NULL;
  return bw_chart_picture_new (GTK_WIDGET (self), PICTURE_WIDTH, PICTURE_HEIGHT, paint_picture,
                               figure_copy (self->figure), figure_free);
}

static char *
bw_coverage_view_make_file_name (BwChart *chart)
{
  return g_strdup_printf ("%s.png", _("How much the band held"));
}

static char *
bw_coverage_view_make_table (BwChart *chart)
{
  BwCoverageView *self = BW_COVERAGE_VIEW (chart);
  GString *text;

  if (self->figure == NULL)
    return NULL;
  text = g_string_new (NULL);
  /* Translators: titles of a table */
  g_string_append_printf (text, "%s\t%s\n", _("Up to"), _("In the band, 30 days"));
  for (guint i = 0; i < self->figure->points->len; i++)
    {
      const BwPlotPoint *point = &g_array_index (self->figure->points, BwPlotPoint, i);
      g_autofree char *day = bw_format_day (point->time_ms, self->figure->zone);

      g_string_append_printf (text, "%s\t", day);
      g_string_append_printf (text, _("%.1f %%"), 100 * point->value);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* --- Widget ----------------------------------------------------------------------------------- */

static void
bw_coverage_view_finalize (GObject *object)
{
  BwCoverageView *self = BW_COVERAGE_VIEW (object);

  g_clear_pointer (&self->figure, figure_free);
  g_free (self->read_out);
  G_OBJECT_CLASS (bw_coverage_view_parent_class)->finalize (object);
}

static void
bw_coverage_view_class_init (BwCoverageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwChartClass *chart_class = BW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_coverage_view_finalize;
  chart_class->least_width = LEAST_WIDTH;
  chart_class->natural_width = NATURAL_WIDTH;
  chart_class->least_height = chart_class->natural_height = HEIGHT;
  chart_class->paint = bw_coverage_view_paint;
  chart_class->point_at = bw_coverage_view_point_at;
  chart_class->make_picture = bw_coverage_view_make_picture;
  chart_class->make_file_name = bw_coverage_view_make_file_name;
  chart_class->make_table = bw_coverage_view_make_table;

  gtk_widget_class_set_css_name (widget_class, "coverage-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bw_chart_class_bind_cursor (chart_class, on_move, bw_chart_let_go);
}

static void
bw_coverage_view_init (BwCoverageView *self)
{
  self->cursor = -1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How much of the readings the band held, by day"),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 1.0, -1);
}

/* From the least to the most, in words. */
static void
describe (BwCoverageView *self)
{
  double least = 1, most = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->figure->points->len; i++)
    {
      double share = g_array_index (self->figure->points, BwPlotPoint, i).value;

      least = MIN (least, share);
      most = MAX (most, share);
    }
  /* Translators: the least and the greatest share */
  text = g_strdup_printf (_("Over thirty days each time, the 80 %% band held between %.0f and %.0f %% of "
                            "the readings."),
                          100 * least, 100 * most);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) self->figure->points->len, -1);
}

gboolean
bw_coverage_view_set_backtest (BwCoverageView   *self,
                               const BwBacktest *backtest,
                               GTimeZone        *zone)
{
  const BwBacktestModel *shown = backtest != NULL ? bw_backtest_get_shown (backtest) : NULL;

  g_return_val_if_fail (BW_IS_COVERAGE_VIEW (self), FALSE);

  set_cursor (self, -1);
  g_clear_pointer (&self->figure, figure_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (shown == NULL)
    return FALSE;
  self->figure = g_new0 (Figure, 1);
  self->figure->zone = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_utc ();
  self->figure->from_ms = backtest->from_ms;
  self->figure->to_ms = backtest->to_ms;
  self->figure->points = g_array_new (FALSE, FALSE, sizeof (BwPlotPoint));
  for (guint i = 0; i < backtest->n_days; i++)
    {
      BwPlotPoint point = {
        .time_ms = bw_time_from_local (self->figure->zone,
                                       backtest->days[i] * BW_TIME_DAY + 12 * BW_TIME_HOUR),
      };

      if (bw_backtest_running_coverage (backtest, shown, i, &point.value))
        g_array_append_val (self->figure->points, point);
    }
  if (self->figure->points->len == 0)
    {
      g_clear_pointer (&self->figure, figure_free);
      return FALSE;
    }
  describe (self);
  return TRUE;
}

const char *
bw_coverage_view_get_read_out (BwCoverageView *self)
{
  g_return_val_if_fail (BW_IS_COVERAGE_VIEW (self), NULL);

  return self->read_out;
}

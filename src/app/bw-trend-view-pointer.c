/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-trend-view-private.h"

#include "base/bw-time.h"
#include "store/bw-annotations.h"

#include <glib/gi18n-lib.h>

/* What the pointer reads and opens, and the context menu. */

/* How near the pointer must be to the mark of a reading. */
#define NEAR_READING 10.0

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

static gboolean
get_layout (BwTrendView       *self,
            BwPlotTrend       *plot,
            BwPlotTrendLayout *layout,
            guint             *first_reading)
{
  BwPlotRect area = bw_chart_get_area (BW_CHART (self));

  if (!bw_trend_view_get_plot (self, plot, first_reading))
    return FALSE;
  bw_plot_trend_layout (layout, plot, &area, bw_chart_get_font (BW_CHART (self)));
  return TRUE;
}

static const BwAnnotation *
find_note (BwTrendView *self,
           double       x,
           double       y)
{
  BwPlotTrendLayout layout;
  BwPlotTrend plot;
  int i;

  if (self->notes == NULL || !get_layout (self, &plot, &layout, NULL))
    return NULL;
  i = bw_plot_trend_find_note (&plot, &layout, x, y);
  return i >= 0 ? g_ptr_array_index (self->notes, i) : NULL;
}

static void
bw_trend_view_point_at (BwChart  *chart,
                        gboolean  is_over,
                        double    x,
                        double    y)
{
  BwTrendView *self = BW_TREND_VIEW (chart);
  BwPlotTrendLayout layout;
  BwPlotTrend plot;
  guint first;
  int reading = -1;

  if (!is_over || !get_layout (self, &plot, &layout, &first) || x < layout.all.x - 4
      || x > layout.all.x + layout.all.width + 4)
    {
      bw_trend_view_set_cursor (self, -1, -1);
      gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
      return;
    }
  reading = bw_plot_trend_find_reading (&plot, &layout, x, y, NEAR_READING);
  if (reading >= 0)
    {
      reading += (int) first;
      bw_trend_view_set_cursor (self, bw_trend_view_find_day (self, reading), reading);
    }
  else
    bw_trend_view_set_cursor (self,
                              bw_trend_view_get_n (self) - (int) plot.n_days
                                  + bw_plot_trend_find_day (&plot, &layout, x),
                              -1);
  gtk_widget_set_cursor_from_name (
      GTK_WIDGET (self),
      bw_trend_view_can_activate (self) || find_note (self, x, y) != NULL ? "pointer" : NULL);
}

/* What is under the pointer is at the cursor. */
static void
bw_trend_view_tap (BwChart *chart,
                   int      n_press,
                   double   x,
                   double   y)
{
  BwTrendView *self = BW_TREND_VIEW (chart);
  const BwAnnotation *note = find_note (self, x, y);

  if (n_press > 1)
    return;
  if (note != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-note", "x", note->id);
  else
    bw_trend_view_activate (self);
}

/* --- Context menu ------------------------------------------------------------------------------ */

static void
bw_trend_view_add_to_menu (BwChart *chart,
                           GMenu   *menu)
{
  g_autoptr (GMenuItem) open = g_menu_item_new (_("_Open Reading"), "trend-view.open-reading");

  /* Where single readings are not shown there is none to open. */
  g_menu_item_set_attribute (open, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, open);
  g_menu_append (menu, _("_Add Note Here…"), "trend-view.add-note");
}

static void
bw_trend_view_menu_opens (BwChart *chart,
                          gboolean by_key,
                          double   x,
                          double   y)
{
  BwTrendView *self = BW_TREND_VIEW (chart);
  int day;

  if (!by_key)
    bw_trend_view_point_at (chart, TRUE, x, y);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "trend-view.open-reading",
                                 bw_trend_view_can_activate (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "trend-view.add-note",
                                 bw_trend_view_get_n (self) > 0);
  if (bw_trend_view_get_n (self) == 0)
    return;
  day = self->cursor >= 0 ? self->cursor : bw_trend_view_get_n (self) - 1;
  self->menu_ms = self->reading >= 0 ? get_reading (self, self->reading)->time_ms
                                     : get_day (self, day)->start_ms + BW_TIME_DAY / 2;
}

static void
on_open_reading (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  bw_trend_view_activate (BW_TREND_VIEW (widget));
}

static void
on_add_note (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.add-note", "x", BW_TREND_VIEW (widget)->menu_ms);
}

void
bw_trend_view_class_bind_pointer (BwTrendViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwChartClass *chart_class = BW_CHART_CLASS (klass);

  chart_class->point_at = bw_trend_view_point_at;
  chart_class->tap = bw_trend_view_tap;
  chart_class->add_to_menu = bw_trend_view_add_to_menu;
  chart_class->menu_opens = bw_trend_view_menu_opens;
  gtk_widget_class_install_action (widget_class, "trend-view.open-reading", NULL, on_open_reading);
  gtk_widget_class_install_action (widget_class, "trend-view.add-note", NULL, on_add_note);
}

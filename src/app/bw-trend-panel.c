/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-trend-panel.h"

#include <glib/gi18n-lib.h>

struct _BwTrendPanel
{
  AdwBin parent_instance;

  /* Template children. */
  BwTrendView *chart;
  GtkBox *bar;
  GtkToggleButton *month;
  GtkToggleButton *quarter;
  GtkToggleButton *year;
  GtkButton *table;

  BwTrendFigureKind kind;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (BwTrendPanel, bw_trend_panel, ADW_TYPE_BIN)

static int
get_height (BwTrendPanel *self)
{
  if (self->kind == BW_TREND_FIGURE_SCORE)
    return self->narrow ? 380 : 440;
  return self->narrow ? 300 : 340;
}

static void
show_width (BwTrendPanel *self)
{
  gtk_widget_set_margin_start (GTK_WIDGET (self->bar), self->narrow ? 6 : 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->bar), self->narrow ? 0 : 12);
  gtk_box_set_spacing (self->bar, self->narrow ? 0 : 6);
  gtk_widget_set_size_request (GTK_WIDGET (self->chart), -1, get_height (self));
  if (self->narrow)
    gtk_button_set_icon_name (self->table, "view-list-symbolic");
  else
    {
      gtk_button_set_label (self->table, _("Days as _Table"));
      gtk_button_set_use_underline (self->table, TRUE);
    }
}

static void
on_range (BwTrendPanel *self)
{
  guint days = 0;

  if (gtk_toggle_button_get_active (self->month))
    days = 30;
  else if (gtk_toggle_button_get_active (self->quarter))
    days = 90;
  else if (gtk_toggle_button_get_active (self->year))
    days = 365;
  bw_trend_view_set_days (self->chart, days);
}

static void
on_table (BwTrendPanel *self)
{
  bw_chart_show_table (BW_CHART (self->chart));
}

static void
on_save_picture (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  bw_chart_save_picture (BW_CHART (BW_TREND_PANEL (widget)->chart));
}

static void
on_copy_picture (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  bw_chart_copy_picture (BW_CHART (BW_TREND_PANEL (widget)->chart));
}

static void
bw_trend_panel_class_init (BwTrendPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BW_TYPE_TREND_VIEW);
  gtk_widget_class_install_action (widget_class, "trend.save-picture", NULL, on_save_picture);
  gtk_widget_class_install_action (widget_class, "trend.copy-picture", NULL, on_copy_picture);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-trend-panel.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwTrendPanel, child)
  BIND (chart);
  BIND (bar);
  BIND (month);
  BIND (quarter);
  BIND (year);
  BIND (table);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_range);
  gtk_widget_class_bind_template_callback (widget_class, on_table);
}

static void
bw_trend_panel_init (BwTrendPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  on_range (self);
  show_width (self);
}

BwTrendView *
bw_trend_panel_get_view (BwTrendPanel *self)
{
  g_return_val_if_fail (BW_IS_TREND_PANEL (self), NULL);

  return self->chart;
}

void
bw_trend_panel_set_kind (BwTrendPanel      *self,
                         BwTrendFigureKind  kind)
{
  g_return_if_fail (BW_IS_TREND_PANEL (self));

  self->kind = kind;
  bw_trend_view_set_kind (self->chart, kind);
  show_width (self);
}

void
bw_trend_panel_set_narrow (BwTrendPanel *self,
                           gboolean      narrow)
{
  g_return_if_fail (BW_IS_TREND_PANEL (self));

  self->narrow = narrow;
  show_width (self);
}

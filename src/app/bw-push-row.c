/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-push-row.h"

#include "app/bw-style.h"
#include "app/bw-today-words.h"
#include "plot/bw-plot-bars.h"

#include <glib/gi18n-lib.h>

static void
draw_push (GtkDrawingArea *area,
           cairo_t        *cr,
           int             width,
           int             height,
           gpointer        data)
{
  const double *push = data;
  BwPlotRect rect = { 0, 0, width, height };

  bw_plot_push_bar_paint (cr, &rect, push[0], push[1], bw_style_get_palette ());
}

GtkWidget *
bw_push_row_new (const BwPush *push,
                 double        most,
                 guint         index)
{
  GtkWidget *row = adw_action_row_new (), *bar = gtk_drawing_area_new ();
  GtkWidget *value = gtk_label_new (NULL);
  GtkWidget *next = gtk_image_new_from_icon_name ("go-next-symbolic");
  const char *name = bw_today_push_name (push->id);
  g_autofree char *points = bw_today_push_points (push->push);
  /* Translators: the name of what pushed the score: "Explain: Sleep" */
  g_autofree char *explain = g_strdup_printf (_("Explain: %s"), name);
  double *drawn = g_new (double, 2);

  drawn[0] = push->push;
  drawn[1] = most;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), bw_today_push_word (push));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);

  gtk_widget_set_size_request (bar, 84, 20);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (bar), draw_push, drawn, g_free);
  gtk_label_set_label (GTK_LABEL (value), points);
  gtk_label_set_width_chars (GTK_LABEL (value), 3);
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_add_css_class (value, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (next), GTK_ACCESSIBLE_PROPERTY_LABEL, explain, -1);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), bar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), next);
  gtk_widget_set_tooltip_text (row, explain);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "cards.explain");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", index);
  return row;
}

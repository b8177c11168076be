/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-push-row.h"

#include "app/bw-style.h"
#include "app/bw-today-words.h"
#include "plot/bw-plot-bars.h"

#include <glib/gi18n-lib.h>

#define EXPLANATION_WIDTH 290

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

static void
on_push_activated (AdwActionRow *row,
                   GtkPopover   *popover)
{
  gtk_popover_popup (popover);
}

/* A popover asks for the height of wrapped text at another width than it then gets: the last lines
 * would be cut off. */
static void
on_explanation_shown (GtkWidget *popover,
                      GtkWidget *box)
{
  int width, height;

  gtk_widget_set_size_request (box, EXPLANATION_WIDTH, -1);
  /* Of the box with its margins. */
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  gtk_widget_set_size_request (box, EXPLANATION_WIDTH, height);
}

static GtkWidget *
make_explanation (const BwPush *push)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *text = gtk_label_new (NULL), *formula = gtk_label_new (NULL);
  g_autofree char *explanation = bw_today_push_explain (push);

  gtk_label_set_label (GTK_LABEL (text), explanation);
  /* Translators: formulas: keep the symbols */
  gtk_label_set_label (GTK_LABEL (formula), _("Z = Σ w z / √(wᵀ C w)\n"
                                              "score = 100 / (1 + exp (−a))\n"
                                              "a = 1.473 + 1.252 Z"));
  gtk_widget_add_css_class (formula, "monospace");
  gtk_widget_add_css_class (formula, "caption");
  gtk_label_set_xalign (GTK_LABEL (formula), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 1);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), formula);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect (popover, "show", G_CALLBACK (on_explanation_shown), box);
  return popover;
}

GtkWidget *
bw_push_row_new (const BwPush *push,
                 double        most)
{
  GtkWidget *row = adw_action_row_new (), *bar = gtk_drawing_area_new ();
  GtkWidget *value = gtk_label_new (NULL), *button = gtk_menu_button_new ();
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

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "help-about-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), make_explanation (push));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, explain);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, explain,
                                  -1);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), bar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_push_activated),
                           gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

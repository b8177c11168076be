/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-chart-picture.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_CHART (bw_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (BwChart, bw_chart, BW, CHART, GtkWidget)

/**
 * BwChart:
 *
 * What painted charts have in common: the focus ring, the pointer that reads values by hovering or
 * tapping, and the context menu, by mouse, finger or key, that saves or copies the picture
 * (`chart.save-picture`, `chart.copy-picture`, Ctrl+C) or opens the values as a table
 * (`chart.show-table`, T). A chart takes the palette of the moment.
 *
 * Subclasses say how large they are, bind the keys that move their cursor, and tell what it reads
 * through accessible properties.
 */
struct _BwChartClass
{
  GtkWidgetClass parent_class;

  /* Of a chart that does not measure itself. */
  int least_width, natural_width;
  int least_height, natural_height;

  /* Makes the font of its text; that of captions unless told otherwise. Returns: (transfer full) */
  PangoFontDescription *(*make_font) (GtkWidget *widget);

  /* Paints the chart with its cursor; the background shines through. */
  void (*paint) (BwChart                    *self,
                 cairo_t                    *cr,
                 const BwPlotRect           *area,
                 const BwPlotPalette        *palette,
                 const PangoFontDescription *font);

  /* The pointer is over a place of the widget, or (%FALSE) over none any more. */
  void (*point_at) (BwChart *self,
                    gboolean is_over,
                    double   x,
                    double   y);

  /* (nullable): a click or tap, the @n_press-th in a row, where it was let go; the pointer is there. */
  void (*tap) (BwChart *self,
               int      n_press,
               double   x,
               double   y);

  /* (nullable): puts entries of its own before those of the context menu, once; and is told where the
   * menu is opened, every time, or that it is by a key. */
  void (*add_to_menu) (BwChart *self,
                       GMenu   *menu);
  void (*menu_opens) (BwChart *self,
                      gboolean by_key,
                      double   x,
                      double   y);

  /* Returns: (transfer full) (nullable): what is saved and copied; %NULL where nothing is shown */
  BwChartPicture *(*make_picture) (BwChart *self);

  /* Returns: (transfer full): the suggested name of the file, ending in ".png" */
  char *(*make_file_name) (BwChart *self);

  /* (nullable): where the page has a table of its own. The values as lines of cells with tabs between,
   * titles first. Returns: (transfer full) (nullable): %NULL where nothing is shown */
  char *(*make_table) (BwChart *self);
};

/* The part of the widget that is painted on, clear of the focus ring. */
BwPlotRect bw_chart_get_area (BwChart *self);

/* The font of its text. Returns: (transfer none): until the widget's style changes */
const PangoFontDescription *bw_chart_get_font (BwChart *self);

/* For the class: what key and its twin on the keypad do. */
void bw_chart_class_bind (BwChartClass    *klass,
                          guint            key,
                          guint            keypad,
                          GtkShortcutFunc  callback,
                          gint32           argument);

/* For the class: the keys of a cursor that goes from left to right. @move: takes by how many places to
 * go on, or %G_MININT32 and %G_MAXINT32 for the first and the last; @let_go: Escape, mostly
 * bw_chart_let_go(). Either leaves the key to what is around where it has no use for it. */
void bw_chart_class_bind_cursor (BwChartClass    *klass,
                                 GtkShortcutFunc  move,
                                 GtkShortcutFunc  let_go);

/* The cursor, where there is one, goes as though the pointer had left. */
gboolean bw_chart_let_go (GtkWidget *widget,
                          GVariant  *args,
                          gpointer   user_data);

/* Where a key takes a cursor to: from @at, or none (−1), by @by as of bw_chart_class_bind_cursor().
 * @n: of the places there are
 * Returns: −1 beyond either end, where the key is left to what is around: the page scrolls on */
int bw_chart_step (int at,
                   int n,
                   int by);

/* What the cursor reads, for screen readers; paints the chart anew.
 * @value: on the scale of its accessible values
 * @text: (nullable): %NULL where there is no cursor */
void bw_chart_tell_cursor (BwChart    *self,
                           double      value,
                           const char *text);

/* The picture as it is saved and copied: light, whatever the window looks like.
 * Returns: (transfer full): %NULL with %BW_ERROR_FAILED where nothing is shown, or the errors of
 *   bw_plot_render() */
GBytes *bw_chart_render (BwChart       *self,
                         BwPlotFormat   format,
                         GError       **error);

/* Opens the values as a #BwTableDialog; nothing where there are none. */
void bw_chart_show_table (BwChart *self);

/* Asks for a file and writes it; puts the picture on the clipboard. Both tell how it went by a toast
 * of the #AdwToastOverlay around the chart, and do nothing where nothing is shown. */
void bw_chart_save_picture (BwChart *self);
void bw_chart_copy_picture (BwChart *self);

G_END_DECLS

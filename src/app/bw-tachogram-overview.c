/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-tachogram-overview.h"

#include "app/bw-tachogram-view-private.h"
#include "app/bw-tachogram-words.h"

#include <glib/gi18n-lib.h>

struct _BwTachogramOverview
{
  BwOverview parent_instance;

  /* Borrowed, weakly. */
  BwTachogramView *view;        /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BwTachogramOverview, bw_tachogram_overview, BW_TYPE_OVERVIEW)

static void
get_plot (BwTachogramOverview     *self,
          BwPlotTachogramOverview *plot)
{
  bw_tachogram_figure_get_overview (self->view->figure, plot);
  plot->device_scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  bw_tachogram_view_get_range (self->view, &plot->from_ms, &plot->to_ms);
  plot->has_selection = bw_tachogram_view_get_selection (self->view, &plot->selection_from_ms,
                                                         &plot->selection_to_ms);
}

static gboolean
bw_tachogram_overview_get_frame (BwOverview      *overview,
                                 BwOverviewFrame *frame)
{
  BwTachogramView *view = BW_TACHOGRAM_OVERVIEW (overview)->view;

  if (!view || !view->figure)
    return FALSE;
  bw_tachogram_view_get_range (view, &frame->from, &frame->to);
  frame->length = bw_tachogram_view_get_length_ms (view);
  return TRUE;
}

static double
bw_tachogram_overview_x_to_time (BwOverview       *overview,
                                 const BwPlotRect *area,
                                 double            x)
{
  BwPlotTachogramOverview plot;

  get_plot (BW_TACHOGRAM_OVERVIEW (overview), &plot);
  return bw_plot_tachogram_overview_x_to_ms (&plot, area, x);
}

static void
bw_tachogram_overview_paint (BwOverview          *overview,
                             cairo_t             *cr,
                             const BwPlotRect    *area,
                             const BwPlotPalette *palette)
{
  BwPlotTachogramOverview plot;

  get_plot (BW_TACHOGRAM_OVERVIEW (overview), &plot);
  bw_plot_tachogram_overview_paint (cr, area, &plot, palette);
}

static void
bw_tachogram_overview_move_to (BwOverview *overview,
                               double      from)
{
  BwTachogramView *view = BW_TACHOGRAM_OVERVIEW (overview)->view;

  bw_tachogram_view_stop (view);
  bw_tachogram_view_pan_to (view, from);
}

static double
bw_tachogram_overview_time_to_x (BwOverview       *overview,
                                 const BwPlotRect *area,
                                 double            time)
{
  BwPlotTachogramOverview plot;

  get_plot (BW_TACHOGRAM_OVERVIEW (overview), &plot);
  return bw_plot_tachogram_overview_ms_to_x (&plot, area, time);
}

static void
bw_tachogram_overview_show (BwOverview *overview,
                            double      from,
                            double      to)
{
  bw_tachogram_view_show (BW_TACHOGRAM_OVERVIEW (overview)->view, from, to);
}

static void
bw_tachogram_overview_zoom (BwOverview *overview,
                            double      factor,
                            double      at)
{
  BwTachogramView *view = BW_TACHOGRAM_OVERVIEW (overview)->view;

  bw_tachogram_view_stop (view);
  bw_tachogram_view_zoom (view, (view->to_ms - view->from_ms) * factor, at);
}

static void
bw_tachogram_overview_announce (BwOverview *overview)
{
  BwTachogramOverview *self = BW_TACHOGRAM_OVERVIEW (overview);
  g_autofree char *visible = NULL;
  BwOverviewFrame frame;

  if (!bw_tachogram_overview_get_frame (overview, &frame))
    {
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }
  visible = bw_tachogram_words_range (bw_tachogram_view_get_rhythm (self->view), frame.from,
                                      frame.to);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, frame.length / 1000,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, frame.from / 1000,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, visible,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, visible, -1);
}

/* Closer (1), farther (−1), or all of it (0). */
static gboolean
on_zoom (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwTachogramOverview *self = BW_TACHOGRAM_OVERVIEW (widget);
  gint32 by = g_variant_get_int32 (args);

  if (!self->view)
    return FALSE;
  if (by == 0)
    bw_tachogram_view_show (self->view, 0, G_MAXDOUBLE);
  else
    bw_tachogram_view_zoom_step (self->view, by);
  return TRUE;
}

static void
bw_tachogram_overview_dispose (GObject *object)
{
  BwTachogramOverview *self = BW_TACHOGRAM_OVERVIEW (object);

  bw_tachogram_overview_set_view (self, NULL);
  G_OBJECT_CLASS (bw_tachogram_overview_parent_class)->dispose (object);
}

static void
bw_tachogram_overview_class_init (BwTachogramOverviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwOverviewClass *overview_class = BW_OVERVIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_tachogram_overview_dispose;
  overview_class->get_frame = bw_tachogram_overview_get_frame;
  overview_class->x_to_time = bw_tachogram_overview_x_to_time;
  overview_class->paint = bw_tachogram_overview_paint;
  overview_class->move_to = bw_tachogram_overview_move_to;
  overview_class->time_to_x = bw_tachogram_overview_time_to_x;
  overview_class->show = bw_tachogram_overview_show;
  overview_class->zoom = bw_tachogram_overview_zoom;
  overview_class->announce = bw_tachogram_overview_announce;

  gtk_widget_class_set_css_name (widget_class, "tachogram-overview");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_plus, 0, on_zoom, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_equal, 0, on_zoom, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Add, 0, on_zoom, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_minus, 0, on_zoom, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Subtract, 0, on_zoom, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_0, 0, on_zoom, "i", 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_0, 0, on_zoom, "i", 0);
}

static void
bw_tachogram_overview_init (BwTachogramOverview *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Whole rhythm"), -1);
}

BwTachogramOverview *
bw_tachogram_overview_new (void)
{
  return g_object_new (BW_TYPE_TACHOGRAM_OVERVIEW, NULL);
}

void
bw_tachogram_overview_set_view (BwTachogramOverview *self,
                                BwTachogramView     *view)
{
  static const char *const changes[] = { "rhythm-changed", "range-changed", "selection-changed" };

  g_return_if_fail (BW_IS_TACHOGRAM_OVERVIEW (self));
  g_return_if_fail (view == NULL || BW_IS_TACHOGRAM_VIEW (view));

  if (self->view == view)
    return;
  if (self->view)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_set_weak_pointer (&self->view, view);
  for (guint i = 0; view && i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (view, changes[i], G_CALLBACK (bw_overview_frame_changed), self,
                             G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-day-column.h"

#include "app/bw-style.h"
#include "plot/bw-plot-days.h"

#include <glib/gi18n-lib.h>

#define DOTS_WIDTH 54
#define DOTS_HEIGHT 72
/* As the style has it. */
#define CARD_RADIUS 8

struct _BwDayColumn
{
  GtkWidget parent_instance;

  /* Owned. */
  GtkWidget *dots;
  GtkWidget *counts;
  GtkWidget *date;

  /* Children of counts. */
  GtkLabel *n_fasting;
  GtkLabel *n_glucose;

  BwDay day;
  guint most;
  gboolean dragged;
};

G_DEFINE_FINAL_TYPE (BwDayColumn, bw_day_column, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_DRAGGED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
draw_dots (GtkDrawingArea *area,
           cairo_t        *cr,
           int             width,
           int             height,
           gpointer        user_data)
{
  BwDayColumn *self = user_data;
  const BwPlotRect all = { 0, 0, width, height };

  /* As its numbers, from the right where the interface is read from there. */
  if (gtk_widget_get_direction (GTK_WIDGET (area)) == GTK_TEXT_DIR_RTL)
    {
      cairo_translate (cr, width, 0);
      cairo_scale (cr, -1, 1);
    }
  bw_plot_day_paint (cr, &all, self->day.n_fasting, self->day.n_glucose, self->most,
                     bw_style_get_palette ());
}

/* --- Dragging ----------------------------------------------------------------------------------- */

/* The column as it is, on a card of its own: it passes over others. */
static GdkPaintable *
make_drag_icon (GtkWidget *column)
{
  const float width = (float) gtk_widget_get_width (column);
  const float height = (float) gtk_widget_get_height (column);
  const BwPlotColor *color = &bw_style_get_palette ()->background;
  const GdkRGBA card = { (float) color->red, (float) color->green, (float) color->blue, 0.9f };
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, height);
  g_autoptr (GdkPaintable) live = gtk_widget_paintable_new (column);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &bounds, CARD_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &card, &bounds);
  gdk_paintable_snapshot (live, snapshot, (double) width, (double) height);
  gtk_snapshot_pop (snapshot);
  return gtk_snapshot_free_to_paintable (snapshot, &bounds.size);
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source,
                 double         x,
                 double         y,
                 BwDayColumn   *self)
{
  g_autoptr (GdkPaintable) icon = make_drag_icon (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, icon, (int) x, (int) y);
  return gdk_content_provider_new_typed (BW_TYPE_DAY_COLUMN, self);
}

static void
set_dragged (BwDayColumn *self,
             gboolean     dragged)
{
  self->dragged = dragged;
  if (dragged)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dragged");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dragged");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAGGED]);
}

static void
on_drag_begin (GtkDragSource *source,
               GdkDrag       *drag,
               BwDayColumn   *self)
{
  set_dragged (self, TRUE);
}

static void
on_drag_end (GtkDragSource *source,
             GdkDrag       *drag,
             gboolean       delete_data,
             BwDayColumn   *self)
{
  set_dragged (self, FALSE);
}

static void
let_drag (BwDayColumn *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (source, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

/* --- Widget ------------------------------------------------------------------------------------- */

static void
bw_day_column_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (id == PROP_DRAGGED)
    g_value_set_boolean (value, BW_DAY_COLUMN (object)->dragged);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_day_column_dispose (GObject *object)
{
  BwDayColumn *self = BW_DAY_COLUMN (object);

  g_clear_pointer (&self->dots, gtk_widget_unparent);
  g_clear_pointer (&self->counts, gtk_widget_unparent);
  g_clear_pointer (&self->date, gtk_widget_unparent);
  G_OBJECT_CLASS (bw_day_column_parent_class)->dispose (object);
}

static void
bw_day_column_class_init (BwDayColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = bw_day_column_get_property;
  G_OBJECT_CLASS (klass)->dispose = bw_day_column_dispose;
  properties[PROP_DRAGGED] = g_param_spec_boolean ("dragged", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "day-column");
  /* Enter opens the menu that says what the day is for. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static GtkLabel *
make_count (float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "tabular");
  return GTK_LABEL (label);
}

static void
bw_day_column_init (BwDayColumn *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);

  self->dots = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self->dots), DOTS_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->dots), DOTS_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->dots), draw_dots, self, NULL);
  gtk_widget_set_halign (self->dots, GTK_ALIGN_CENTER);
  bw_style_follow (self->dots);
  gtk_widget_set_parent (self->dots, GTK_WIDGET (self));

  /* Each number below its dots. */
  self->counts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  gtk_box_set_homogeneous (GTK_BOX (self->counts), TRUE);
  self->n_fasting = make_count (1);
  self->n_glucose = make_count (0);
  gtk_box_append (GTK_BOX (self->counts), GTK_WIDGET (self->n_fasting));
  gtk_box_append (GTK_BOX (self->counts), GTK_WIDGET (self->n_glucose));
  gtk_widget_set_parent (self->counts, GTK_WIDGET (self));

  self->date = gtk_label_new (NULL);
  gtk_label_set_justify (GTK_LABEL (self->date), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->date, "caption");
  gtk_widget_add_css_class (self->date, "dim-label");
  gtk_widget_add_css_class (self->date, "tabular");
  gtk_widget_set_parent (self->date, GTK_WIDGET (self));

  let_drag (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE,
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS,
                                  "Control+ArrowLeft Control+ArrowRight", -1);
}

GtkWidget *
bw_day_column_new (void)
{
  return g_object_new (BW_TYPE_DAY_COLUMN, NULL);
}

static char *
format_day (guint32     day,
            const char *format)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc ((int) (day / 10000), (int) (day / 100 % 100),
                                                    (int) (day % 100), 0, 0, 0);

  return date != NULL ? g_date_time_format (date, format) : g_strdup_printf ("%u", day);
}

static void
set_count (GtkLabel *label,
           guint     n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  gtk_label_set_text (label, text);
  if (n == 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "dim-label");
}

void
bw_day_column_set_day (BwDayColumn *self,
                       const BwDay *day,
                       guint        most,
                       gboolean     with_year)
{
  g_autofree char *date = NULL, *whole = NULL, *counts = NULL, *text = NULL, *spoken = NULL;

  g_return_if_fail (BW_IS_DAY_COLUMN (self));
  g_return_if_fail (most >= MAX (day->n_fasting, day->n_glucose));

  self->day = *day;
  self->most = most;
  gtk_widget_queue_draw (self->dots);
  set_count (self->n_fasting, day->n_fasting);
  set_count (self->n_glucose, day->n_glucose);
  date = format_day (day->day, with_year ? _("%-d %b\n%Y") : _("%-d %b"));
  gtk_label_set_text (GTK_LABEL (self->date), date);

  whole = bw_day_column_format_day (day->day);
  counts = bw_day_column_format_counts (day->n_fasting, day->n_glucose, day->n_unlabelled);
  text = g_strdup_printf ("%s\n%s", whole, counts);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  /* Translators: a day, what it is for ("Training"), and its recordings */
  spoken = g_strdup_printf (_("%s, %s: %s"), whole, bw_day_role_get_name (day->role), counts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

guint32
bw_day_column_get_day (BwDayColumn *self)
{
  g_return_val_if_fail (BW_IS_DAY_COLUMN (self), 0);

  return self->day.day;
}

gboolean
bw_day_column_is_dragged (BwDayColumn *self)
{
  g_return_val_if_fail (BW_IS_DAY_COLUMN (self), FALSE);

  return self->dragged;
}

char *
bw_day_column_format_day (guint32 day)
{
  /* Translators: a day, see g_date_time_format(). */
  return format_day (day, _("%-d %b %Y"));
}

char *
bw_day_column_format_counts (guint n_fasting,
                             guint n_glucose,
                             guint n_unlabelled)
{
  GString *text = g_string_new (NULL);

  /* Translators: numbers of recordings: "8 fasting", "12 after glucose", "3 without label" */
  g_string_append_printf (text, _("%u fasting"), n_fasting);
  g_string_append (text, ", ");
  g_string_append_printf (text, _("%u after glucose"), n_glucose);
  if (n_unlabelled > 0)
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, _("%u without label"), n_unlabelled);
    }
  return g_string_free (text, FALSE);
}

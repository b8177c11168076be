/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-day-area.h"

#include "app/bw-day-column.h"
#include "app/bw-label-words.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *purpose;
  const char *explanation;
} words[BW_DAY_N_ROLES] = {
  [BW_DAY_TRAINING] = { N_("Learns from these days"),
                        N_("The model learns from the recordings of these days.") },
  [BW_DAY_VALIDATION] = { N_("Tried on these"),
                          N_("While it learns, the model is tried on these days: so one sees "
                             "whether what it learns holds on other days.") },
  [BW_DAY_TEST] = { N_("Judged by these"),
                    N_("Set aside until the end: how good the model is on days that it has "
                       "never seen.") },
  [BW_DAY_UNUSED] = { N_("Neither learnt from nor judged by"),
                      N_("The model neither learns from these days nor is judged by them.") },
};

struct _BwDayArea
{
  GtkWidget parent_instance;

  /* Owned. */
  GtkWidget *header;
  GtkWidget *scrolled;
  GtkWidget *empty;

  /* Their children. */
  GtkWidget *counts;           /* label */
  GtkWidget *columns;          /* box of BwDayColumn */

  BwDayRole role;
};

G_DEFINE_FINAL_TYPE (BwDayArea, bw_day_area, GTK_TYPE_WIDGET)

static guint dropped_signal;

static gboolean
on_drop (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         BwDayArea     *self)
{
  GtkWidget *column = g_value_get_object (value);

  if (column == NULL || !gtk_widget_is_sensitive (GTK_WIDGET (self)))
    return FALSE;
  g_signal_emit (self, dropped_signal, 0, column);
  return TRUE;
}

static void
bw_day_area_dispose (GObject *object)
{
  BwDayArea *self = BW_DAY_AREA (object);

  g_clear_pointer (&self->header, gtk_widget_unparent);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->empty, gtk_widget_unparent);
  G_OBJECT_CLASS (bw_day_area_parent_class)->dispose (object);
}

static void
bw_day_area_class_init (BwDayAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_day_area_dispose;
  dropped_signal = g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, BW_TYPE_DAY_COLUMN);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "day-area");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_header (BwDayArea *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = make_label ("heading"), *purpose = make_label ("caption");

  self->counts = make_label ("caption");
  gtk_widget_add_css_class (self->counts, "tabular");
  gtk_label_set_text (GTK_LABEL (title), bw_day_role_get_name (self->role));
  gtk_label_set_text (GTK_LABEL (purpose), _(words[self->role].purpose));
  gtk_widget_add_css_class (purpose, "dim-label");
  gtk_box_append (GTK_BOX (header), title);
  gtk_box_append (GTK_BOX (header), purpose);
  gtk_box_append (GTK_BOX (header), self->counts);
  gtk_widget_set_tooltip_text (header, _(words[self->role].explanation));
  return header;
}

/* What scrolls sideways alone would still swallow the wheel, and the page would stand still below the
 * pointer. */
static void
leave_wheel_to_page (GtkWidget *scrolled)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (scrolled);
  guint n = g_list_model_get_n_items (controllers);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_scroll_set_flags (GTK_EVENT_CONTROLLER_SCROLL (controller),
                                               GTK_EVENT_CONTROLLER_SCROLL_HORIZONTAL
                                                 | GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
    }
}

static void
bw_day_area_init (BwDayArea *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkDropTarget *target = gtk_drop_target_new (BW_TYPE_DAY_COLUMN, GDK_ACTION_MOVE);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "drop");
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->columns, "day-columns");
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->columns);
  leave_wheel_to_page (self->scrolled);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));

  self->empty = gtk_label_new (_("Drop days here"));
  gtk_widget_set_vexpand (self->empty, TRUE);
  gtk_widget_add_css_class (self->empty, "dim-label");
  gtk_widget_add_css_class (self->empty, "day-area-empty");
  gtk_widget_set_parent (self->empty, GTK_WIDGET (self));
}

GtkWidget *
bw_day_area_new (BwDayRole role)
{
  BwDayArea *self = g_object_new (BW_TYPE_DAY_AREA, NULL);

  self->role = role;
  self->header = make_header (self);
  gtk_widget_insert_after (self->header, GTK_WIDGET (self), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _(words[role].explanation), -1);
  bw_day_area_set_counts (self, 0, 0, 0);
  return GTK_WIDGET (self);
}

void
bw_day_area_put (BwDayArea *self,
                 GtkWidget *column,
                 GtkWidget *before)
{
  GtkWidget *parent;

  g_return_if_fail (BW_IS_DAY_AREA (self));
  g_return_if_fail (BW_IS_DAY_COLUMN (column));

  parent = gtk_widget_get_parent (column);
  g_object_ref (column);
  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), column);
  gtk_box_insert_child_after (GTK_BOX (self->columns), column, before);
  g_object_unref (column);
}

gboolean
bw_day_area_has (BwDayArea *self,
                 GtkWidget *column)
{
  g_return_val_if_fail (BW_IS_DAY_AREA (self), FALSE);

  return gtk_widget_get_parent (column) == self->columns;
}

void
bw_day_area_set_counts (BwDayArea *self,
                        guint      n_days,
                        guint      n_fasting,
                        guint      n_glucose)
{
  g_autofree char *text = NULL, *days = NULL, *recordings = NULL, *spoken = NULL;

  g_return_if_fail (BW_IS_DAY_AREA (self));

  text = g_strdup_printf ("%s %u  %s %u", bw_label_words_get_shape (BW_LABEL_FASTING), n_fasting,
                          bw_label_words_get_shape (BW_LABEL_GLUCOSE), n_glucose);
  gtk_label_set_text (GTK_LABEL (self->counts), text);
  gtk_widget_set_visible (self->counts, n_days > 0);
  gtk_widget_set_visible (self->scrolled, n_days > 0);
  gtk_widget_set_visible (self->empty, n_days == 0);

  days = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u day", "%u days", n_days), n_days);
  recordings = bw_day_column_format_counts (n_fasting, n_glucose, 0);
  /* Translators: what days are for ("Training"), how many days, and their recordings */
  spoken = g_strdup_printf (_("%s, %s: %s"), bw_day_role_get_name (self->role), days, recordings);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

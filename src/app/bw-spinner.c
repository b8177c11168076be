/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-spinner.h"

struct _BwSpinner
{
  AdwBin parent_instance;

  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (BwSpinner, bw_spinner, ADW_TYPE_BIN)

static void
bw_spinner_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_spinner_parent_class)->map (widget);
  gtk_spinner_start (BW_SPINNER (widget)->spinner);
}

static void
bw_spinner_unmap (GtkWidget *widget)
{
  gtk_spinner_stop (BW_SPINNER (widget)->spinner);
  GTK_WIDGET_CLASS (bw_spinner_parent_class)->unmap (widget);
}

static void
bw_spinner_class_init (BwSpinnerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = bw_spinner_map;
  widget_class->unmap = bw_spinner_unmap;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
}

static void
bw_spinner_init (BwSpinner *self)
{
  /* It is this widget that is named, and read out. */
  self->spinner = g_object_new (GTK_TYPE_SPINNER, "accessible-role",
                                GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->spinner));
}

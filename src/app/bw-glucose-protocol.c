/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-glucose-protocol.h"

#include "app/bw-format.h"

#include <glib/gi18n-lib.h>

/* From how many on a step is told to be done. */
#define RECORDINGS_WANTED 4
#define DAYS_WANTED 3

struct _BwGlucoseProtocol
{
  AdwBin parent_instance;

  /* Template children. */
  AdwStatusPage *status;
  GtkWidget *label_button;
  GtkWidget *meal_button;
  GtkWidget *import_button;
  GtkLabel *fasting_count;
  GtkLabel *glucose_count;
  GtkLabel *days_count;
};

G_DEFINE_FINAL_TYPE (BwGlucoseProtocol, bw_glucose_protocol, ADW_TYPE_BIN)

static void
show_count (GtkLabel *label,
            guint     n,
            guint     wanted)
{
  g_autofree char *number = bw_format_count (n);
  g_autofree char *text = NULL;
  g_autofree char *spoken = NULL;

  if (n >= wanted)
    /* Translators: how many there are, where that is enough. */
    text = g_strdup_printf (_("✓ %s"), number);
  else
    text = g_strdup (number);
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), n > 0);
  spoken = g_strdup_printf (n >= wanted ? _("%s so far, enough to begin") : _("%s so far"), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), spoken);
}

static void
set_suggested (GtkWidget *button,
               gboolean   suggested)
{
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

static void
bw_glucose_protocol_class_init (BwGlucoseProtocolClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-glucose-protocol.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwGlucoseProtocol, child)
  BIND (status);
  BIND (label_button);
  BIND (meal_button);
  BIND (import_button);
  BIND (fasting_count);
  BIND (glucose_count);
  BIND (days_count);
#undef BIND
}

static void
bw_glucose_protocol_init (BwGlucoseProtocol *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bw_glucose_protocol_set_counts (self, &(BwProtocolCounts) { 0 }, NULL);
}

void
bw_glucose_protocol_set_counts (BwGlucoseProtocol      *self,
                                const BwProtocolCounts *counts,
                                const char             *why)
{
  g_autofree char *escaped = NULL;
  gboolean recordings;

  g_return_if_fail (BW_IS_GLUCOSE_PROTOCOL (self));
  g_return_if_fail (counts != NULL);

  recordings = counts->n_recordings > 0;
  show_count (self->fasting_count, counts->n_fasting, RECORDINGS_WANTED);
  show_count (self->glucose_count, counts->n_glucose, RECORDINGS_WANTED);
  show_count (self->days_count, counts->n_days_both, DAYS_WANTED);
  gtk_widget_set_visible (self->label_button, recordings);
  gtk_widget_set_visible (self->meal_button, recordings);
  set_suggested (self->label_button, recordings);
  set_suggested (self->import_button, !recordings);
  if (counts->n_fasting + counts->n_glucose == 0 || why == NULL)
    why = _("Beatwise can learn to tell your own ECGs taken fasting from those taken after a glucose "
            "drink. It needs some of each, with labels.");
  else if (counts->n_glucose == 0)
    why = _("There are fasting recordings with labels. Those after glucose are still missing.");
  else if (counts->n_fasting == 0)
    why = _("There are recordings labelled after glucose. Fasting ones are still missing.");
  escaped = g_markup_escape_text (why, -1);
  adw_status_page_set_description (self->status, escaped);
}

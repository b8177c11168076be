/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-conflict-row.h"

#include "app/bw-ecg-words.h"
#include "app/bw-label-words.h"

#include <glib/gi18n-lib.h>

struct _BwConflictRow
{
  GtkListBoxRow parent_instance;

  /* Template children. */
  GtkLabel *when;
  GtkLabel *name;
  GtkWidget *show;
  GtkToggleButton *fasting;
  GtkLabel *fasting_label;
  GtkLabel *fasting_by;
  GtkToggleButton *glucose;
  GtkLabel *glucose_label;
  GtkLabel *glucose_by;

  gint64 recording_id;
  BwLabel label;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (BwConflictRow, bw_conflict_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  SETTLED,
  SHOW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
settle (BwConflictRow *self,
        BwLabel        label,
        gboolean       by_key)
{
  if (self->label != label)
    g_signal_emit (self, signals[SETTLED], 0, (guint) label, by_key);
}

static void
on_toggled (BwConflictRow *self)
{
  BwLabel label = BW_LABEL_NONE;

  if (self->loading)
    return;
  if (gtk_toggle_button_get_active (self->fasting) && self->label != BW_LABEL_FASTING)
    label = BW_LABEL_FASTING;
  else if (gtk_toggle_button_get_active (self->glucose) && self->label != BW_LABEL_GLUCOSE)
    label = BW_LABEL_GLUCOSE;
  settle (self, label, FALSE);
}

static void
on_show (BwConflictRow *self)
{
  g_signal_emit (self, signals[SHOW], 0);
}

static gboolean
on_label_key (GtkWidget *widget,
              GVariant  *label,
              gpointer   user_data)
{
  settle (BW_CONFLICT_ROW (widget), g_variant_get_uint32 (label), TRUE);
  return TRUE;
}

static void
bw_conflict_row_class_init (BwConflictRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
  signals[SHOW] = g_signal_new ("show-recording", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_f, 0, on_label_key, "u",
                                (guint32) BW_LABEL_FASTING);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_g, 0, on_label_key, "u",
                                (guint32) BW_LABEL_GLUCOSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_u, 0, on_label_key, "u",
                                (guint32) BW_LABEL_NONE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/beatwise/Beatwise/ui/"
                                                             "bw-conflict-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BwConflictRow, when);
  gtk_widget_class_bind_template_child (widget_class, BwConflictRow, name);
  gtk_widget_class_bind_template_child (widget_class, BwConflictRow, show);
  gtk_widget_class_bind_template_child (widget_class, BwConflictRow, fasting);
  gtk_widget_class_bind_template_child (widget_class, BwConflictRow, fasting_label);
  gtk_widget_class_bind_template_child (widget_class, BwConflictRow, fasting_by);
  gtk_widget_class_bind_template_child (widget_class, BwConflictRow, glucose);
  gtk_widget_class_bind_template_child (widget_class, BwConflictRow, glucose_label);
  gtk_widget_class_bind_template_child (widget_class, BwConflictRow, glucose_by);
  gtk_widget_class_bind_template_callback (widget_class, on_show);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
bw_conflict_row_init (BwConflictRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
name_button (GtkToggleButton *button,
             GtkLabel        *label,
             GtkLabel        *by,
             BwLabel          which,
             const char      *reader)
{
  g_autofree char *text = bw_label_words_format (which);
  g_autofree char *spoken = NULL;

  gtk_label_set_label (label, text);
  gtk_label_set_label (by, reader);
  /* Translators: a label and the reader who gave it: "Fasting, as Anna says". */
  spoken = g_strdup_printf (_("%s, as %s says"), bw_label_words_get_name (which), reader);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

BwConflictRow *
bw_conflict_row_new (const BwRecording *recording,
                     GTimeZone         *zone,
                     const char        *fasting_by,
                     const char        *glucose_by)
{
  BwConflictRow *self;
  g_autofree char *when = NULL;
  g_autofree char *show = NULL;
  g_autofree char *spoken = NULL;

  g_return_val_if_fail (recording != NULL, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  self = g_object_new (BW_TYPE_CONFLICT_ROW, NULL);
  self->recording_id = recording->id;
  when = bw_ecg_words_when (recording, zone);
  gtk_label_set_label (self->when, when);
  gtk_label_set_label (self->name, recording->name);
  name_button (self->fasting, self->fasting_label, self->fasting_by, BW_LABEL_FASTING, fasting_by);
  name_button (self->glucose, self->glucose_label, self->glucose_by, BW_LABEL_GLUCOSE, glucose_by);
  /* Translators: %s is the day and time of a recording. */
  show = g_strdup_printf (_("Show the recording of %s"), when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->show), GTK_ACCESSIBLE_PROPERTY_LABEL, show,
                                  -1);
  /* Translators: when a recording was made, and its name. */
  spoken = g_strdup_printf (_("%s, %s"), when, recording->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  bw_conflict_row_set_label (self, recording->label);
  return self;
}

gint64
bw_conflict_row_get_recording_id (BwConflictRow *self)
{
  g_return_val_if_fail (BW_IS_CONFLICT_ROW (self), 0);

  return self->recording_id;
}

void
bw_conflict_row_set_label (BwConflictRow *self,
                           BwLabel        label)
{
  g_return_if_fail (BW_IS_CONFLICT_ROW (self));

  self->loading = TRUE;
  self->label = label;
  gtk_toggle_button_set_active (self->fasting, label == BW_LABEL_FASTING);
  gtk_toggle_button_set_active (self->glucose, label == BW_LABEL_GLUCOSE);
  self->loading = FALSE;
}

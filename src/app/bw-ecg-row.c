/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-row.h"

#include "app/bw-ecg-words.h"
#include "app/bw-label-words.h"
#include "app/bw-prediction-words.h"

#include <glib/gi18n-lib.h>

struct _BwEcgRow
{
  AdwBin parent_instance;

  /* Template children. */
  GtkLabel *title;
  GtkLabel *chip;
  GtkLabel *quality;
  GtkLabel *figures;
  GtkLabel *who;
  GtkLabel *prediction;

  /* Owned. */
  BwEcgItem *item;
};

G_DEFINE_FINAL_TYPE (BwEcgRow, bw_ecg_row, ADW_TYPE_BIN)

static const char *const chip_classes[] = {
  [BW_LABEL_NONE] = "none",
  [BW_LABEL_FASTING] = "fasting",
  [BW_LABEL_GLUCOSE] = "glucose",
};

static char *
quality_text (const BwRecording *recording)
{
  BwEcgQuality quality;

  if (!recording->has_analysis)
    return NULL;
  quality = bw_ecg_quality_grade (recording->quality);
  /* Translators: a shape and a word for the quality of a recording: "✓ Good". */
  return g_strdup_printf (_("%s %s"), bw_ecg_words_get_quality_shape (quality),
                          bw_ecg_quality_get_text (quality));
}

static const char *
who_text (BwEcgItem *item)
{
  if (!bw_ecg_item_is_blind (item) && bw_ecg_item_get_disagree (item))
    return _("Readers disagree");
  return bw_ecg_item_get_who (item);
}

static void
show_prediction (BwEcgRow *self)
{
  const BwPredictionRow *row = bw_ecg_item_get_prediction (self->item);
  g_autofree char *chip = NULL;

  if (row != NULL)
    chip = bw_prediction_words_chip (row, bw_ecg_item_get_label (self->item));
  gtk_label_set_label (self->prediction, chip != NULL ? chip : "");
  gtk_widget_set_visible (GTK_WIDGET (self->prediction), chip != NULL && *chip != '\0');
}

/* Where a prediction needs the room, who labelled it is told by the label's chip. */
static void
show_who (BwEcgRow *self)
{
  const char *who = who_text (self->item);
  gboolean room = !gtk_widget_get_visible (GTK_WIDGET (self->prediction));
  gboolean settled = bw_ecg_item_is_blind (self->item) || !bw_ecg_item_get_disagree (self->item);

  gtk_label_set_label (self->who, who);
  gtk_widget_set_visible (GTK_WIDGET (self->who), *who != '\0' && (room || !settled));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->chip), bw_ecg_item_get_who (self->item));
}

/* The list's own widget around the row is what a screen reader stops at. */
static void
name_for_readers (BwEcgRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *spoken = NULL;

  if (parent == NULL)
    return;
  spoken = bw_ecg_row_describe (self->item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

static void
show (BwEcgRow *self)
{
  const BwRecording *recording = bw_ecg_item_get_recording (self->item);
  BwLabel label = bw_ecg_item_get_label (self->item);
  g_autofree char *chip = bw_label_words_format (label);
  g_autofree char *quality = quality_text (recording);

  gtk_label_set_label (self->title, bw_ecg_item_get_headline (self->item));
  gtk_label_set_label (self->chip, chip);
  for (guint i = 0; i < G_N_ELEMENTS (chip_classes); i++)
    if (i == label)
      gtk_widget_add_css_class (GTK_WIDGET (self->chip), chip_classes[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->chip), chip_classes[i]);
  gtk_label_set_label (self->quality, quality != NULL ? quality : "");
  gtk_widget_set_visible (GTK_WIDGET (self->quality), quality != NULL);
  gtk_label_set_label (self->figures, bw_ecg_item_get_figures (self->item));
  show_prediction (self);
  show_who (self);
  name_for_readers (self);
}

static void
bw_ecg_row_dispose (GObject *object)
{
  bw_ecg_row_set_item (BW_ECG_ROW (object), NULL);
  G_OBJECT_CLASS (bw_ecg_row_parent_class)->dispose (object);
}

static void
bw_ecg_row_class_init (BwEcgRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_ecg_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-ecg-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BwEcgRow, title);
  gtk_widget_class_bind_template_child (widget_class, BwEcgRow, chip);
  gtk_widget_class_bind_template_child (widget_class, BwEcgRow, quality);
  gtk_widget_class_bind_template_child (widget_class, BwEcgRow, figures);
  gtk_widget_class_bind_template_child (widget_class, BwEcgRow, who);
  gtk_widget_class_bind_template_child (widget_class, BwEcgRow, prediction);
}

static void
bw_ecg_row_init (BwEcgRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bw_ecg_row_new (void)
{
  return g_object_new (BW_TYPE_ECG_ROW, NULL);
}

void
bw_ecg_row_set_item (BwEcgRow  *self,
                     BwEcgItem *item)
{
  g_return_if_fail (BW_IS_ECG_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_swapped (item, "changed", G_CALLBACK (show), self);
  show (self);
}

BwEcgItem *
bw_ecg_row_get_item (BwEcgRow *self)
{
  g_return_val_if_fail (BW_IS_ECG_ROW (self), NULL);

  return self->item;
}

char *
bw_ecg_row_describe (BwEcgItem *item)
{
  const BwRecording *recording = bw_ecg_item_get_recording (item);
  const BwPredictionRow *prediction = bw_ecg_item_get_prediction (item);
  const char *who = who_text (item);
  GString *text = g_string_new (bw_ecg_item_get_headline (item));

  g_string_append_printf (text, ", %s", bw_label_words_get_name (bw_ecg_item_get_label (item)));
  if (*who != '\0')
    g_string_append_printf (text, ", %s", who);
  if (prediction != NULL)
    {
      g_autofree char *spoken
          = bw_prediction_words_spoken (prediction, bw_ecg_item_get_label (item));

      g_string_append_printf (text, ", %s", spoken);
    }
  if (recording->has_analysis)
    {
      BwEcgQuality quality = bw_ecg_quality_grade (recording->quality);

      /* Translators: %s is Good, Fair or Poor. */
      g_string_append_printf (text, _(", quality: %s"), bw_ecg_quality_get_text (quality));
    }
  g_string_append_printf (text, ", %s", bw_ecg_item_get_figures (item));
  return g_string_free (text, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-prediction-bar.h"

#include "app/bw-narrow-bin.h"
#include "app/bw-prediction-words.h"

struct _BwEcgPredictionBar
{
  AdwBin parent_instance;

  /* Template children. */
  BwNarrowBin *bin;
  GtkBox *body;         /* narrow: the words are below the chip */
  GtkLabel *chip;
  GtkLabel *basis;
  GtkLabel *caveats;
};

G_DEFINE_FINAL_TYPE (BwEcgPredictionBar, bw_ecg_prediction_bar, ADW_TYPE_BIN)

static void
show_width (BwEcgPredictionBar *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body),
                                  bw_narrow_bin_get_narrow (self->bin) ? GTK_ORIENTATION_VERTICAL
                                                                       : GTK_ORIENTATION_HORIZONTAL);
}

/* Text that is "" or %NULL is not shown. */
static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
bw_ecg_prediction_bar_class_init (BwEcgPredictionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BW_TYPE_NARROW_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-ecg-prediction-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BwEcgPredictionBar, bin);
  gtk_widget_class_bind_template_child (widget_class, BwEcgPredictionBar, body);
  gtk_widget_class_bind_template_child (widget_class, BwEcgPredictionBar, chip);
  gtk_widget_class_bind_template_child (widget_class, BwEcgPredictionBar, basis);
  gtk_widget_class_bind_template_child (widget_class, BwEcgPredictionBar, caveats);
  gtk_widget_class_bind_template_callback (widget_class, show_width);
}

static void
bw_ecg_prediction_bar_init (BwEcgPredictionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_width (self);
  bw_ecg_prediction_bar_show (self, NULL, BW_LABEL_NONE);
}

void
bw_ecg_prediction_bar_show (BwEcgPredictionBar    *self,
                            const BwPredictionRow *row,
                            BwLabel                label)
{
  g_autofree char *chip = NULL;
  g_autofree char *basis = NULL;
  g_autofree char *caveats = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (BW_IS_ECG_PREDICTION_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), row != NULL);
  if (row == NULL)
    return;
  chip = bw_prediction_words_chip (row, label);
  basis = bw_prediction_words_basis (row);
  caveats = bw_prediction_words_caveats (row, label);
  show_text (self->chip, chip);
  spoken = bw_prediction_words_spoken (row, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chip), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  show_text (self->basis, basis);
  show_text (self->caveats, caveats);
}

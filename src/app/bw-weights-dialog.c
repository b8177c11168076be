/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-weights-dialog.h"

#include "app/bw-live-spin.h"
#include "app/bw-push-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define NARROW_BELOW 440

struct _BwWeightsDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  GtkLabel *preview;
  GtkLabel *preview_note;
  AdwActionRow *rows[BW_N_TERMS];
  GtkSpinButton *spins[BW_N_TERMS];
  GtkWidget *reset;
  GtkWidget *save;

  /* Owned. */
  BwWeightsChosen chosen;
  gpointer chosen_data;
  GDestroyNotify free_chosen_data;

  BwScoreTerms terms;      /* of the score now */
  BwScoreWeights before;   /* as they are kept */
  gboolean has_score;
  int shown_score;         /* with those */
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (BwWeightsDialog, bw_weights_dialog, ADW_TYPE_WINDOW)

static BwScoreWeights
get_weights (BwWeightsDialog *self)
{
  BwScoreWeights weights;

  for (guint i = 0; i < BW_N_TERMS; i++)
    weights.weight[i] = bw_live_spin_get_value (self->spins[i]) / 100;
  return weights;
}

static void
show_shares (BwWeightsDialog      *self,
             const BwScoreWeights *weights)
{
  double total = 0;

  for (guint i = 0; i < BW_N_TERMS; i++)
    total += self->terms.has[i] ? weights->weight[i] : 0;
  for (guint i = 0; i < BW_N_TERMS; i++)
    {
      g_autofree char *text = NULL;

      if (self->has_score && !self->terms.has[i])
        text = g_strdup (_("Not measured lately: counts nothing now"));
      else if (self->has_score && total > 0)
        text = g_strdup_printf (_("Counts %.0f %% now"), 100 * weights->weight[i] / total);
      adw_action_row_set_subtitle (self->rows[i], text != NULL ? text : "");
    }
}

static void
on_changed (BwWeightsDialog *self)
{
  BwScoreWeights weights = get_weights (self), usual = bw_score_weights_default ();
  gboolean valid = bw_score_weights_is_valid (&weights);
  BwScoreTerms terms = self->terms;
  g_autofree char *text = NULL;

  if (self->loading)
    return;
  for (guint i = 0; i < BW_N_TERMS; i++)
    valid &= bw_live_spin_is_valid (self->spins[i]);
  gtk_widget_set_sensitive (self->save,
                            valid && !bw_score_weights_is_like (&weights, &self->before));
  gtk_widget_set_sensitive (self->reset, !valid || !bw_score_weights_is_like (&weights, &usual));
  if (!valid || !self->has_score || !bw_score_terms (&terms, &weights))
    {
      gtk_label_set_label (self->preview, "–");
      gtk_label_set_label (self->preview_note,
                           valid ? _("There is no score now to try them on.")
                                 : _("Heart rate variability has to count something."));
      return;
    }
  show_shares (self, &weights);
  {
    BwZone zone = bw_zone_from_score (terms.score);
    /* Translators: Green, Yellow or Red; a score */
    g_autofree char *note = g_strdup_printf (_("%s zone. With the weights kept: %d."),
                                             bw_zone_get_name (zone), self->shown_score);

    /* Translators: a shape and the score: "◆ 64" */
    text = g_strdup_printf (_("%s %d"), bw_zone_get_shape (zone), bw_zone_shown_score (terms.score));
    gtk_label_set_label (self->preview, text);
    gtk_label_set_label (self->preview_note, note);
  }
}

static void
set_weights (BwWeightsDialog      *self,
             const BwScoreWeights *weights)
{
  double total = 0;

  for (guint i = 0; i < BW_N_TERMS; i++)
    total += weights->weight[i];
  self->loading = TRUE;
  for (guint i = 0; i < BW_N_TERMS; i++)
    gtk_spin_button_set_value (self->spins[i], 100 * weights->weight[i] / total);
  self->loading = FALSE;
  on_changed (self);
}

static void
on_reset (BwWeightsDialog *self)
{
  BwScoreWeights usual = bw_score_weights_default ();

  set_weights (self, &usual);
}

static void
on_save (BwWeightsDialog *self)
{
  BwScoreWeights weights = get_weights (self);

  if (!gtk_widget_get_sensitive (self->save))
    return;
  if (self->chosen != NULL)
    self->chosen (&weights, self->chosen_data);
  gtk_window_close (GTK_WINDOW (self));
}

static void
bw_weights_dialog_dispose (GObject *object)
{
  BW_WEIGHTS_DIALOG (object)->loading = TRUE;
  bw_weights_dialog_set_callback (BW_WEIGHTS_DIALOG (object), NULL, NULL, NULL);
  G_OBJECT_CLASS (bw_weights_dialog_parent_class)->dispose (object);
}

static void
bw_weights_dialog_class_init (BwWeightsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_weights_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-weights-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwWeightsDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, BwWeightsDialog, preview_note);
  gtk_widget_class_bind_template_child (widget_class, BwWeightsDialog, reset);
  gtk_widget_class_bind_template_child (widget_class, BwWeightsDialog, save);
#define BIND(name, term)                                                                           \
  gtk_widget_class_bind_template_child_full (                                                      \
      widget_class, name "_row", FALSE, G_STRUCT_OFFSET (BwWeightsDialog, rows[term]));            \
  gtk_widget_class_bind_template_child_full (widget_class, name, FALSE,                            \
                                             G_STRUCT_OFFSET (BwWeightsDialog, spins[term]))
  BIND ("hrv", BW_TERM_HRV);
  BIND ("resting", BW_TERM_RESTING_HR);
  BIND ("sleep", BW_TERM_SLEEP);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_weights_dialog_init (BwWeightsDialog *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < BW_N_TERMS; i++)
    bw_live_spin_connect (self->spins[i], G_CALLBACK (on_changed), self);
}

BwWeightsDialog *
bw_weights_dialog_new (GtkWindow        *parent,
                       const BwForecast *forecast)
{
  BwWeightsDialog *self;
  int width;

  g_return_val_if_fail (forecast != NULL, NULL);

  self = g_object_new (BW_TYPE_WEIGHTS_DIALOG, "transient-for", parent, NULL);
  width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  if (width > 0 && width < NARROW_BELOW)
    gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
  bw_push_get_terms (forecast, &self->terms);
  self->has_score = forecast->has_score;
  self->shown_score = bw_zone_shown_score (forecast->score_now);
  self->before = bw_score_weights_default ();
  for (guint i = 0; i < BW_N_TERMS; i++)
    self->before.weight[i] = forecast->score_weights[i];
  if (!bw_score_weights_is_valid (&self->before))
    self->before = bw_score_weights_default ();
  set_weights (self, &self->before);
  gtk_widget_grab_focus (GTK_WIDGET (self->spins[BW_TERM_HRV]));
  return self;
}

void
bw_weights_dialog_set_callback (BwWeightsDialog *self,
                                BwWeightsChosen  chosen,
                                gpointer         user_data,
                                GDestroyNotify   free_data)
{
  g_return_if_fail (BW_IS_WEIGHTS_DIALOG (self));

  if (self->free_chosen_data != NULL)
    self->free_chosen_data (self->chosen_data);
  self->chosen = chosen;
  self->chosen_data = user_data;
  self->free_chosen_data = free_data;
}

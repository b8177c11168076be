/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-push-dialog.h"

#include "app/bw-format.h"
#include "app/bw-push-words.h"
#include "app/bw-today-words.h"
#include "base/bw-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define NARROW_BELOW 480
/* The readings that are listed: the newest of the last two days. */
#define READINGS_MS (48 * BW_TIME_HOUR)
#define MOST_READINGS 10

struct _BwPushDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  GtkLabel *sentence;
  AdwPreferencesGroup *figures;
  AdwPreferencesGroup *readings;
  AdwPreferencesGroup *computed;
  GtkLabel *formula;
};

G_DEFINE_FINAL_TYPE (BwPushDialog, bw_push_dialog, ADW_TYPE_WINDOW)

/* A name with its number, and a line on what it is. */
static void
add_figure (AdwPreferencesGroup *group,
            const char          *title,
            const char          *subtitle,
            const char          *value)
{
  GtkWidget *row = adw_action_row_new (), *label = gtk_label_new (value);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
}

static void
show_figures (BwPushDialog *self,
              const BwPush *push,
              GTimeZone    *zone)
{
  g_autofree char *z = bw_push_format_z (push->z), *points = bw_today_push_points (push->push);
  g_autofree char *weight = g_strdup_printf (_("%.0f %%"), 100 * push->weight);
  gboolean turned = g_str_equal (push->id, bw_term_get_id (BW_TERM_RESTING_HR));

  if (push->has_value)
    {
      g_autofree char *value = bw_push_format_value (push->id, push->value);
      g_autofree char *mean = bw_push_format_value (push->id, push->mean);
      g_autofree char *spread = bw_push_format_spread (push);
      g_autofree char *source = bw_push_describe_source (push, zone);
      g_autofree char *usual = g_strdup_printf (_("Within one spread of it: %s"), spread);

      add_figure (self->figures, _("Measured"), source, value);
      add_figure (self->figures, _("Your usual"), usual, mean);
    }
  add_figure (self->figures, _("z"),
              turned ? _("Spreads away from your usual, with the sign turned: a lower resting heart "
                         "rate is fresher")
                     : _("Spreads away from your usual; higher is fresher"),
              z);
  add_figure (self->figures, _("Weight"), _("Among the terms that were measured"), weight);
  add_figure (self->figures, _("Moved the score by"), _("In points, from the 81 of a usual day"),
              points);
}

/* Of the last days before the forecast, newest first. */
static void
show_readings (BwPushDialog    *self,
               const BwOutlook *outlook)
{
  const GArray *readings = outlook->readings;
  guint n = 0;

  for (guint i = readings != NULL ? readings->len : 0; i > 0 && n < MOST_READINGS; i--)
    {
      const BwPastReading *reading = &g_array_index (readings, BwPastReading, i - 1);
      g_autofree char *time = NULL, *value = NULL;

      if (reading->time_ms < outlook->forecast->issued_ms - READINGS_MS)
        break;
      time = bw_format_time (reading->time_ms, outlook->zone);
      value = g_strdup_printf (_("%.0f ms"), reading->value_ms);
      add_figure (self->readings, time, NULL, value);
      n++;
    }
  if (n == 0)
    adw_preferences_group_set_description (self->readings,
                                           _("There were none in the last two days."));
  gtk_widget_set_visible (GTK_WIDGET (self->readings), TRUE);
}

static void
show_computed (BwPushDialog     *self,
               const BwForecast *forecast,
               BwTerm            term)
{
  BwScoreWeights weights;
  BwScoreTerms terms;
  g_autofree char *title = NULL, *result = NULL;

  for (guint i = 0; i < BW_N_TERMS; i++)
    weights.weight[i] = forecast->score_weights[i];
  bw_push_get_terms (forecast, &terms);

  /* Translators: %u is the number of a version */
  title = g_strdup_printf (_("How this score is computed (version %u)"), forecast->score_version);
  adw_preferences_group_set_title (self->computed, title);
  for (guint i = 0; i < BW_N_TERMS; i++)
    {
      g_autofree char *name = NULL, *value = NULL;

      if (i == term || !terms.has[i])
        continue;
      name = g_strdup (bw_today_push_name (bw_term_get_id ((BwTerm) i)));
      value = bw_push_format_z (terms.correlation[term][i]);
      add_figure (self->computed, name, _("How it moves together with this in your own data: C"),
                  value);
    }
  if (bw_score_weights_is_valid (&weights) && bw_score_terms (&terms, &weights))
    {
      double z = CLAMP (terms.score, 0.01, 99.99);
      g_autofree char *sum = bw_push_format_z (bw_score_to_z (z));

      /* Translators: formulas: keep the symbols; %s is Z, %.0f the score */
      result = g_strdup_printf (_("Z = Σ w z / √(wᵀ C w) = %s\n"
                                  "score = 100 / (1 + exp (−a)) = %.0f\n"
                                  "a = 1.473 + 1.252 Z"),
                                sum, floor (terms.score));
      gtk_label_set_label (self->formula, result);
    }
}

static void
bw_push_dialog_class_init (BwPushDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-push-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwPushDialog, sentence);
  gtk_widget_class_bind_template_child (widget_class, BwPushDialog, figures);
  gtk_widget_class_bind_template_child (widget_class, BwPushDialog, readings);
  gtk_widget_class_bind_template_child (widget_class, BwPushDialog, computed);
  gtk_widget_class_bind_template_child (widget_class, BwPushDialog, formula);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_push_dialog_init (BwPushDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bw_push_dialog_new (GtkWindow       *parent,
                    const BwOutlook *outlook,
                    guint            index)
{
  const BwForecast *forecast;
  const BwPush *push;
  BwPushDialog *self;
  BwTerm term = BW_TERM_HRV;
  int width;

  g_return_val_if_fail (outlook != NULL, NULL);
  g_return_val_if_fail (index < outlook->forecast->pushes->len, NULL);

  forecast = outlook->forecast;
  push = g_ptr_array_index (forecast->pushes, index);
  bw_term_from_id (push->id, &term);
  self = g_object_new (BW_TYPE_PUSH_DIALOG, "transient-for", parent, NULL);
  width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  if (width > 0 && width < NARROW_BELOW)
    gtk_window_set_default_size (GTK_WINDOW (self), width, 600);

  gtk_window_set_title (GTK_WINDOW (self), bw_today_push_name (push->id));
  gtk_label_set_label (self->sentence, bw_today_push_word (push));
  show_figures (self, push, outlook->zone);
  if (term == BW_TERM_HRV)
    show_readings (self, outlook);
  show_computed (self, forecast, term);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-today-cards.h"

#include "app/bw-note-row.h"
#include "app/bw-night-rows.h"
#include "app/bw-push-dialog.h"
#include "app/bw-push-row.h"
#include "app/bw-today-words.h"
#include "app/bw-weights-dialog.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of the person's own; all of them stand on the Trend page. */
#define MOST_NOTES 3

struct _BwTodayCards
{
  AdwBin parent_instance;

  /* Template children. */
  GtkBox *groups;
  AdwPreferencesGroup *pushes_group;
  GtkListBox *pushes;
  AdwActionRow *coverage_row;
  AdwActionRow *skill_row;
  GtkListBox *about;
  AdwActionRow *model_row;
  AdwActionRow *measure_row;
  GtkMenuButton *measure_button;
  GtkListBox *night;
  GtkListBox *notes_list;
  GtkWidget *no_notes;
  AdwActionRow *all_notes;

  /* Owned. */
  GPtrArray *note_rows;        /* borrowed rows of about */
  GPtrArray *notes;            /* (element-type BwAnnotation): the newest of the person's own */
  guint n_notes;               /* of all */
  BwOutlook *outlook;          /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BwTodayCards, bw_today_cards, ADW_TYPE_BIN)

static void
remove_rows (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))))
    gtk_list_box_remove (list, child);
}

static gboolean
has_usual_weights (const BwForecast *forecast)
{
  BwScoreWeights usual = bw_score_weights_default (), weights;

  for (guint i = 0; i < BW_N_TERMS; i++)
    weights.weight[i] = forecast->score_weights[i];
  return !bw_score_weights_is_valid (&weights) || bw_score_weights_is_like (&weights, &usual);
}

static void
show_pushes (BwTodayCards *self)
{
  const GPtrArray *pushes = self->outlook->forecast->pushes;
  double most = 5;
  gboolean any = self->outlook->forecast->has_score && pushes && pushes->len > 0;

  remove_rows (self->pushes);
  gtk_widget_set_visible (GTK_WIDGET (self->pushes_group), any);
  adw_preferences_group_set_description (self->pushes_group,
                                         has_usual_weights (self->outlook->forecast)
                                           ? _("In points, from the 81 of a usual day")
                                           : _("In points, from the 81 of a usual day · with weights "
                                               "of your own"));
  for (guint i = 0; any && i < pushes->len; i++)
    most = MAX (most, fabs (((const BwPush *) g_ptr_array_index (pushes, i))->push));
  for (guint i = 0; any && i < pushes->len; i++)
    gtk_list_box_append (self->pushes, bw_push_row_new (g_ptr_array_index (pushes, i), most, i));
}

static void
show_track (BwTodayCards *self)
{
  const BwTrackRecord *track = &self->outlook->track;
  g_autofree char *coverage = NULL, *skill = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->skill_row), track->known);
  if (!track->known)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->coverage_row), _("Not known yet"));
      adw_action_row_set_subtitle (self->coverage_row,
                                   _("There are too few readings to try the forecast on hours it "
                                     "has not seen."));
      return;
    }
  coverage = bw_today_coverage (track);
  skill = bw_today_skill (track);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->coverage_row),
                                 /* xgettext:no-c-format */
                                 _("80 % band"));
  adw_action_row_set_subtitle (self->coverage_row, coverage);
  adw_action_row_set_subtitle (self->skill_row, skill);
}

static void
add_note (BwTodayCards *self,
          const char  *text)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-information-symbolic");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_append (self->about, row);
  g_ptr_array_add (self->note_rows, row);
}

static void
show_about (BwTodayCards *self)
{
  const BwForecast *forecast = self->outlook->forecast;
  /* Translators: %s is the name of a model */
  g_autofree char *model = g_strdup_printf (_("Model: %s"), bw_today_model_name (forecast->model));
  /* Translators: %s is what the forecast runs on: "RMSSD from beats", "SDNN" */
  g_autofree char *measure = g_strdup_printf (_("Measure: %s"),
                                              bw_measure_get_name (forecast->measure));
  const char *meaning = NULL;

  switch (forecast->measure)
    {
    case BW_MEASURE_RMSSD:
      meaning = _("How much one beat differs from the next, computed here from your beats");
      break;
    case BW_MEASURE_RMSSD_IMPORTED:
      meaning = _("How much one beat differs from the next, as another device computed it");
      break;
    case BW_MEASURE_SDNN:
      meaning = _("The spread of the time between beats, as your watch computed it. It is another "
                  "measure than RMSSD and is never mixed with it");
      break;
    case BW_MEASURE_AUTO:
    default:
      meaning = "";
      break;
    }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->model_row), model);
  adw_action_row_set_subtitle (self->model_row, bw_today_model_meaning (forecast->model));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->model_row), "(ss)",
                                    bw_today_model_name (forecast->model),
                                    bw_today_model_meaning (forecast->model));
  /* Only now: the action is to be asked for with a target. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->model_row), "win.show-model");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->measure_row), measure);
  adw_action_row_set_subtitle (self->measure_row, meaning);

  for (guint i = 0; i < self->note_rows->len; i++)
    gtk_list_box_remove (self->about, g_ptr_array_index (self->note_rows, i));
  g_ptr_array_set_size (self->note_rows, 0);
  for (guint i = 0; forecast->notes && i < forecast->notes->len; i++)
    add_note (self, g_ptr_array_index (forecast->notes, i));
}

static void
show_notes (BwTodayCards *self)
{
  g_autofree char *all = NULL;

  if (self->outlook == NULL)
    return;
  bw_note_rows_fill (self->notes_list, self->notes, MOST_NOTES, self->outlook->zone);
  gtk_widget_set_visible (GTK_WIDGET (self->notes_list), self->notes->len > 0);
  gtk_widget_set_visible (self->no_notes, self->notes->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->all_notes), self->n_notes > MOST_NOTES);
  all = g_strdup_printf (ngettext ("All %u note", "All %u notes", self->n_notes), self->n_notes);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->all_notes), all);
}

static GtkWindow *
get_window (BwTodayCards *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
on_explain (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  BwTodayCards *self = BW_TODAY_CARDS (widget);
  guint index = g_variant_get_uint32 (parameter);

  if (self->outlook != NULL && index < self->outlook->forecast->pushes->len)
    gtk_window_present (
        GTK_WINDOW (bw_push_dialog_new (get_window (self), self->outlook, index)));
}

/* The window keeps them. */
static void
on_weights_chosen (const BwScoreWeights *weights,
                   gpointer              user_data)
{
  BwTodayCards *self = user_data;
  g_autofree char *text = bw_score_weights_to_text (weights);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.set-weights", "s", text);
}

static void
on_edit_weights (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  BwTodayCards *self = BW_TODAY_CARDS (widget);
  BwWeightsDialog *dialog;

  if (self->outlook == NULL)
    return;
  dialog = bw_weights_dialog_new (get_window (self), self->outlook->forecast);
  bw_weights_dialog_set_callback (dialog, on_weights_chosen, g_object_ref (self), g_object_unref);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The score of the night has its zone's colour. */
static void
on_scheme_changed (BwTodayCards *self)
{
  if (self->outlook != NULL)
    bw_night_rows_fill (self->night, self->outlook->forecast, self->outlook->zone);
}

static void
bw_today_cards_finalize (GObject *object)
{
  g_clear_pointer (&BW_TODAY_CARDS (object)->outlook, bw_outlook_free);
  g_ptr_array_unref (BW_TODAY_CARDS (object)->note_rows);
  g_ptr_array_unref (BW_TODAY_CARDS (object)->notes);
  G_OBJECT_CLASS (bw_today_cards_parent_class)->finalize (object);
}

static void
bw_today_cards_class_init (BwTodayCardsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_today_cards_finalize;

  gtk_widget_class_install_action (widget_class, "cards.explain", "u", on_explain);
  gtk_widget_class_install_action (widget_class, "cards.edit-weights", NULL, on_edit_weights);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-today-cards.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwTodayCards, child)
  BIND (groups);
  BIND (pushes_group);
  BIND (pushes);
  BIND (coverage_row);
  BIND (skill_row);
  BIND (about);
  BIND (model_row);
  BIND (measure_row);
  BIND (measure_button);
  BIND (night);
  BIND (notes_list);
  BIND (no_notes);
  BIND (all_notes);
#undef BIND
}

static void
bw_today_cards_init (BwTodayCards *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->note_rows = g_ptr_array_new ();
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_annotation_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (on_scheme_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (on_scheme_changed), self,
                           G_CONNECT_SWAPPED);
}

void
bw_today_cards_set_outlook (BwTodayCards    *self,
                            const BwOutlook *outlook)
{
  BwOutlook *before;

  g_return_if_fail (BW_IS_TODAY_CARDS (self));

  before = self->outlook;
  /* Only held, never changed. */
  self->outlook = outlook != NULL ? bw_outlook_ref ((BwOutlook *) outlook) : NULL;
  bw_outlook_free (before);
  if (outlook == NULL)
    return;
  show_pushes (self);
  show_track (self);
  bw_night_rows_fill (self->night, outlook->forecast, outlook->zone);
  show_about (self);
  show_notes (self);
}

void
bw_today_cards_set_notes (BwTodayCards    *self,
                          const GPtrArray *notes)
{
  guint n = notes != NULL ? notes->len : 0;

  g_return_if_fail (BW_IS_TODAY_CARDS (self));

  g_ptr_array_set_size (self->notes, 0);
  for (guint i = n > MOST_NOTES ? n - MOST_NOTES : 0; i < n; i++)
    g_ptr_array_add (self->notes, bw_annotation_copy (g_ptr_array_index (notes, i)));
  self->n_notes = n;
  show_notes (self);
}

void
bw_today_cards_set_measures (BwTodayCards *self,
                             GMenuModel   *menu)
{
  g_return_if_fail (BW_IS_TODAY_CARDS (self));

  gtk_menu_button_set_menu_model (self->measure_button, menu);
}

void
bw_today_cards_set_narrow (BwTodayCards *self,
                           gboolean      narrow)
{
  g_return_if_fail (BW_IS_TODAY_CARDS (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->groups),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->groups, !narrow);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-model-step.h"

#include "app/bw-curves-view.h"
#include "app/bw-job-row.h"
#include "app/bw-model-list.h"
#include "app/bw-toasts.h"

#include <glib/gi18n-lib.h>

/* How long the page takes to lay out what has come, and the room left about it. */
#define FOLLOW_MS 100
#define FOLLOW_MARGIN 12

struct _BwModelStep
{
  AdwBin parent_instance;

  /* Template children. */
  AdwComboRow *mode;
  AdwExpanderRow *advanced;
  GtkLabel *explanation;
  AdwComboRow *rule;
  GtkWidget *epochs_row;
  GtkSpinButton *epochs;
  GtkSpinButton *seed;
  GtkStack *states;
  GtkLabel *error_label;
  GtkWidget *train_button;
  GtkLabel *train_label;
  GtkLabel *why_label;
  AdwBin *job_bin;
  BwCurvesView *curves;
  BwModelList *list;

  /* Owned. */
  BwSession *session;
  GSettings *settings;
  BwJob *job;            /* (nullable): that is shown */

  gint64 used_before;    /* for undo */
  guint follow_id;
};

G_DEFINE_FINAL_TYPE (BwModelStep, bw_model_step, ADW_TYPE_BIN)

/* As the rows list them. */
static const BwComparatorMode modes[] = { BW_COMPARATOR_DEFAULT, BW_COMPARATOR_PUBLISHED };
static const BwRule rules[] = { BW_RULE_BEST, BW_RULE_COMPARATOR, BW_RULE_CLASSIFIER,
                                BW_RULE_LOGISTIC };

static BwComparatorMode
get_mode (BwModelStep *self)
{
  return modes[MIN (adw_combo_row_get_selected (self->mode), G_N_ELEMENTS (modes) - 1)];
}

static BwRule
get_rule (BwModelStep *self)
{
  return rules[MIN (adw_combo_row_get_selected (self->rule), G_N_ELEMENTS (rules) - 1)];
}

static const char *
explain_mode (BwComparatorMode mode)
{
  if (mode == BW_COMPARATOR_DEFAULT)
    return _("Each recording is compared with the fasting ones of its own day. Made to hold on days "
             "not seen before.");
  return _("As in the published project: compared with beats of the training days. Good near those "
           "days, less so months later.");
}

static const char *
explain_rule (BwComparatorMode mode,
              BwRule           rule)
{
  switch (rule)
    {
    case BW_RULE_BEST:
      return mode == BW_COMPARATOR_DEFAULT
               ? _("A small neural net and a plain rule are both trained; the net is used where it is "
                   "clearly better on training days it has not seen.")
               : _("A small neural net sees two beats and tells whether they are alike.");
    case BW_RULE_COMPARATOR:
      return _("A small neural net sees two beats and tells whether they are alike.");
    case BW_RULE_CLASSIFIER:
      return _("A small neural net sees one beat at a time.");
    case BW_RULE_LOGISTIC:
    default:
      return _("The plain rule is logistic regression: a weighted sum of a beat’s samples.");
    }
}

static void
show_options (BwModelStep *self)
{
  /* Translators: two sentences: on the method, and on the rule. */
  g_autofree char *text = g_strdup_printf (_("%s %s"), explain_mode (get_mode (self)),
                                           explain_rule (get_mode (self), get_rule (self)));

  gtk_label_set_label (self->explanation, text);
  gtk_widget_set_sensitive (self->epochs_row, get_rule (self) != BW_RULE_LOGISTIC);
}

static void
on_mode (BwModelStep *self)
{
  show_options (self);
  g_settings_set_string (self->settings, "glucose-mode",
                         bw_comparator_mode_get_id (get_mode (self)));
}

static void
on_rule (BwModelStep *self)
{
  show_options (self);
  g_settings_set_string (self->settings, "glucose-rule", bw_rule_get_id (get_rule (self)));
}

/* --- Training --------------------------------------------------------------------------------- */

/* What goes on is to be seen as a whole; what is above it, as far as there is room. */
static gboolean
on_follow (gpointer user_data)
{
  BwModelStep *self = user_data;
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;
  double below;

  self->follow_id = 0;
  if (scrolled == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (self->states), scrolled, &bounds))
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  below = bounds.origin.y + bounds.size.height + FOLLOW_MARGIN - gtk_widget_get_height (scrolled);
  if (below > 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                            + MIN (below, MAX (bounds.origin.y - FOLLOW_MARGIN, 0)));
  return G_SOURCE_REMOVE;
}

/* After it has been laid out. */
static void
follow (BwModelStep *self)
{
  if (self->follow_id == 0)
    self->follow_id = g_timeout_add (FOLLOW_MS, on_follow, self);
}

static void
show_curves (BwModelStep *self)
{
  BwTrainLog *log = bw_session_get_train_log (self->session);
  g_autoptr (GArray) points = NULL;
  guint epochs = 0;
  gboolean shown;

  if (log == NULL)
    return;
  points = bw_train_log_get (log, &epochs);
  shown = epochs > 0 || points->len > 0;
  if (shown && !gtk_widget_get_visible (GTK_WIDGET (self->curves)))
    follow (self);
  gtk_widget_set_visible (GTK_WIDGET (self->curves), shown);
  bw_curves_view_set_points (self->curves, (const BwTrainPoint *) (void *) points->data, points->len,
                             epochs, 0);
}

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
show_job (BwModelStep *self,
          BwJob       *job)
{
  if (job == self->job)
    return;
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_set_object (&self->job, job);
  adw_bin_set_child (self->job_bin, job != NULL ? bw_job_row_new (job) : NULL);
  if (job != NULL)
    {
      g_signal_connect_object (job, "notify", G_CALLBACK (show_curves), self, G_CONNECT_SWAPPED);
      show_curves (self);
      follow (self);
    }
}

static void
on_glucose_changed (BwModelStep *self)
{
  const BwGlucose *glucose = bw_session_get_glucose (self->session);
  const GError *failed = bw_session_get_learn_error (self->session);
  BwJob *job = bw_session_get_learn_job (self->session);
  g_autoptr (GError) error = NULL;
  gboolean writable = glucose == NULL || glucose->is_writable;
  gboolean can_train = glucose != NULL && bw_day_split_can_train (glucose->split, &error);
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->states)) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "models.train",
                                 can_train && writable && job == NULL);
  if (!writable)
    set_text (self->why_label, _("This library cannot be written to: a model could not be kept."));
  else
    set_text (self->why_label, error != NULL ? error->message : NULL);
  set_text (self->error_label, failed != NULL ? failed->message : NULL);
  gtk_label_set_label (self->train_label, failed != NULL ? _("_Try Again") : _("Trai_n Model"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->mode), job == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->advanced), job == NULL);
  show_job (self, job);
  gtk_stack_set_visible_child_name (self->states, job != NULL ? "training" : "idle");
  /* The keyboard stays where the button was. */
  if (had_focus && gtk_widget_get_focus_child (GTK_WIDGET (self->states)) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->states), GTK_DIR_TAB_FORWARD);
}

static void
train (GtkWidget  *widget,
       const char *action,
       GVariant   *parameter)
{
  BwModelStep *self = BW_MODEL_STEP (widget);
  const BwGlucose *glucose = bw_session_get_glucose (self->session);
  g_autoptr (GArray) training = NULL;
  g_autoptr (GArray) validation = NULL;
  BwComparatorTrainOptions options = { 0 };

  if (glucose == NULL)
    return;
  gtk_spin_button_update (self->epochs);
  gtk_spin_button_update (self->seed);
  training = bw_day_split_get_days (glucose->split, BW_DAY_TRAINING);
  validation = bw_day_split_get_days (glucose->split, BW_DAY_VALIDATION);
  options.mode = get_mode (self);
  options.rule = get_rule (self);
  options.epochs = (guint) gtk_spin_button_get_value_as_int (self->epochs);
  options.seed = (guint64) gtk_spin_button_get_value_as_int (self->seed);
  options.training_days = training;
  options.validation_days = validation;
  bw_session_learn (self->session, &options);
}

static void
on_undo_use (BwModelStep *self)
{
  if (self->used_before != 0)
    bw_session_use_model (self->session, self->used_before);
}

/* A model that was trained is used at once: one that was used before can be again. */
static void
take_learnt (BwModelStep *self,
             BwJob       *job)
{
  const BwGlucose *glucose = bw_session_get_glucose (self->session);

  if (bw_job_get_state (job) == BW_JOB_CANCELLED)
    bw_toasts_tell (GTK_WIDGET (self), _("Stopped before anything was learnt"), NULL);
  if (bw_job_get_state (job) != BW_JOB_DONE)
    return;
  self->used_before = glucose != NULL ? glucose->model_id : 0;
  bw_toasts_tell (GTK_WIDGET (self),
                  bw_job_is_cancelled (job)
                    ? _("Stopped; the best so far is in use")
                    : _("Model trained and in use"),
                  self->used_before != 0 ? G_CALLBACK (on_undo_use) : NULL);
}

static void
bw_model_step_dispose (GObject *object)
{
  BwModelStep *self = BW_MODEL_STEP (object);

  g_clear_handle_id (&self->follow_id, g_source_remove);
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (bw_model_step_parent_class)->dispose (object);
}

static void
bw_model_step_class_init (BwModelStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_model_step_dispose;

  g_type_ensure (BW_TYPE_CURVES_VIEW);
  g_type_ensure (BW_TYPE_MODEL_LIST);
  gtk_widget_class_install_action (widget_class, "models.train", NULL, train);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-model-step.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwModelStep, child)
  BIND (mode);
  BIND (advanced);
  BIND (explanation);
  BIND (rule);
  BIND (epochs_row);
  BIND (epochs);
  BIND (seed);
  BIND (states);
  BIND (error_label);
  BIND (train_button);
  BIND (train_label);
  BIND (why_label);
  BIND (job_bin);
  BIND (curves);
  BIND (list);
#undef BIND
}

static void
load_settings (BwModelStep *self)
{
  g_autofree char *mode_id = g_settings_get_string (self->settings, "glucose-mode");
  g_autofree char *rule_id = g_settings_get_string (self->settings, "glucose-rule");
  BwComparatorMode mode = BW_COMPARATOR_DEFAULT;
  BwRule rule = BW_RULE_BEST;

  bw_comparator_mode_from_id (mode_id, &mode);
  bw_rule_from_id (rule_id, &rule);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (modes[i] == mode)
      adw_combo_row_set_selected (self->mode, i);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i] == rule)
      adw_combo_row_set_selected (self->rule, i);
  g_settings_bind (self->settings, "glucose-epochs", self->epochs, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "glucose-seed", self->seed, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "glucose-advanced", self->advanced, "expanded",
                   G_SETTINGS_BIND_DEFAULT);
}

static void
bw_model_step_init (BwModelStep *self)
{
  self->settings = g_settings_new (BW_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  load_settings (self);
  show_options (self);
  g_signal_connect_swapped (self->mode, "notify::selected", G_CALLBACK (on_mode), self);
  g_signal_connect_swapped (self->rule, "notify::selected", G_CALLBACK (on_rule), self);
}

void
bw_model_step_set_session (BwModelStep *self,
                           BwSession   *session)
{
  g_return_if_fail (BW_IS_MODEL_STEP (self));
  g_return_if_fail (BW_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  bw_model_list_set_session (self->list, session);
  g_signal_connect_object (session, "glucose-changed", G_CALLBACK (on_glucose_changed), self,
                           G_CONNECT_SWAPPED);
  on_glucose_changed (self);
}

void
bw_model_step_take_job (BwModelStep *self,
                        BwJob       *job)
{
  g_return_if_fail (BW_IS_MODEL_STEP (self));

  if (bw_job_get_kind (job) == BW_JOB_LEARN)
    take_learnt (self, job);
  bw_model_list_take_job (self->list, job);
}

const char *
bw_model_step_get_state (BwModelStep *self)
{
  g_return_val_if_fail (BW_IS_MODEL_STEP (self), NULL);

  return gtk_stack_get_visible_child_name (self->states);
}

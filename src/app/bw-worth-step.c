/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-worth-step.h"

#include "app/bw-format.h"
#include "app/bw-glucose-words.h"
#include "app/bw-job-row.h"
#include "app/bw-label-words.h"
#include "app/bw-proportions-view.h"
#include "app/bw-score-table.h"
#include "app/bw-wrong-list.h"

#include <glib/gi18n-lib.h>

struct _BwWorthStep
{
  AdwBin parent_instance;

  /* Template children. */
  GtkWidget *which_box;
  GtkToggleButton *aside_button;
  GtkToggleButton *unseen_button;
  GtkBox *verdict;
  AdwBin *job_bin;
  GtkLabel *error_label;
  AdwActionRow *aside_row;
  AdwActionRow *unseen_row;
  GtkWidget *rules_group;
  BwProportionsView *rules;
  GtkExpander *table_expander;
  BwScoreTable *table;
  GtkWidget *days_group;
  BwProportionsView *days;
  GtkWidget *wrong_group;
  BwWrongList *wrong;

  /* Owned. */
  BwSession *session;
  GSettings *settings;
  BwJob *job;               /* (nullable): that is shown */

  /* What is shown, to be told from what is new. */
  gint64 model_id;
  gint64 aside_ms, unseen_ms;   /* when each was made; 0: it was not */
  gint64 labelled_ms;           /* when the newest label was given */
  gboolean shows_unseen;

  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (BwWorthStep, bw_worth_step, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const BwGlucoseModel *
get_model (BwWorthStep *self)
{
  const BwGlucose *glucose = bw_session_get_glucose (self->session);

  return glucose != NULL ? bw_glucose_get_model (glucose, glucose->model_id) : NULL;
}

/* The one that is shown. Returns: (nullable) */
static const BwEvaluation *
get_evaluation (BwWorthStep *self)
{
  const BwGlucoseModel *model = get_model (self);

  if (model == NULL)
    return NULL;
  return self->shows_unseen ? model->leave_one_day_out : model->evaluation;
}

/* --- Verdict ---------------------------------------------------------------------------------- */

static void
add_sentence (BwWorthStep *self,
              const char  *text,
              const char  *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (self->verdict, label);
}

static void
show_verdict (BwWorthStep        *self,
              const BwEvaluation *evaluation)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->verdict))) != NULL)
    gtk_box_remove (self->verdict, child);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), evaluation != NULL);
  if (evaluation == NULL)
    return;
  for (guint i = 0; i < evaluation->verdict->len; i++)
    add_sentence (self, g_ptr_array_index (evaluation->verdict, i),
                  i == 0 ? "title-4" : i >= BW_VERDICT_SHORT ? "dim-label" : NULL);
  if (self->labelled_ms > evaluation->made_ms)
    add_sentence (self, _("Labels have changed since this was found."), "dim-label");
}

/* --- Rules and days --------------------------------------------------------------------------- */

static void
show_rules (BwWorthStep        *self,
            const BwEvaluation *evaluation)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (BwProportionsViewRow));

  for (guint i = 0; i < evaluation->rules->len; i++)
    {
      const BwRuleScore *rule = &g_array_index (evaluation->rules, BwRuleScore, i);
      const BwProportionsViewRow row = {
        .name = bw_rule_score_get_title (rule),
        .detail = rule->is_used ? _("In use") : NULL,
        .n = rule->waves.n,
        .correct = rule->waves.correct,
        .low = rule->waves.low,
        .high = rule->waves.high,
        .is_used = rule->is_used,
      };

      g_array_append_val (rows, row);
    }
  bw_intervals_view_set_title (BW_INTERVALS_VIEW (self->rules), _("Recordings right, by rule"));
  bw_proportions_view_set_rows (self->rules, (const BwProportionsViewRow *) (void *) rows->data,
                                rows->len);
  bw_score_table_set_evaluation (self->table, evaluation);
}

static const char *
get_seen (const BwDayScore *day)
{
  switch (day->seen)
    {
    case BW_DAY_LEARNT:
      return _("trained on");
    case BW_DAY_CHOSE:
      return _("watched while training");
    case BW_DAY_UNSEEN:
    default:
      return NULL;
    }
}

/* "○ 12  ▲ 8", with what the model had to do with the day; @shapes: else in words */
static char *
tell_day (const BwDayScore *day,
          gboolean          shapes)
{
  GString *text = g_string_new (NULL);
  const char *seen = get_seen (day);

  for (int label = BW_LABEL_FASTING; label <= BW_LABEL_GLUCOSE; label++)
    {
      guint n = label == BW_LABEL_FASTING ? day->n_fasting : day->n_glucose;

      if (n == 0)
        continue;
      if (text->len > 0)
        g_string_append (text, shapes ? "  " : ", ");
      g_string_append_printf (text, "%s %u",
                              shapes ? bw_label_words_get_shape ((BwLabel) label)
                                     : bw_label_words_get_name ((BwLabel) label),
                              n);
    }
  if (seen != NULL)
    g_string_append_printf (text, " · %s", seen);
  if (!day->has_reference)
    g_string_append_printf (text, " · %s", _("no fasting reference"));
  return g_string_free (text, FALSE);
}

static void
show_days (BwWorthStep        *self,
           const BwEvaluation *evaluation)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (BwProportionsViewRow));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < evaluation->days->len; i++)
    {
      const BwDayScore *day = &g_array_index (evaluation->days, BwDayScore, i);
      char *name = bw_glucose_words_day (day->day, TRUE);
      char *detail = tell_day (day, TRUE);
      char *spoken = tell_day (day, FALSE);
      BwProportionsViewRow row = { .name = name, .detail = detail, .spoken_detail = spoken };

      if (day->n_rules > 0)
        {
          row.n = day->waves[0].n;
          row.correct = day->waves[0].correct;
          row.low = day->waves[0].low;
          row.high = day->waves[0].high;
        }
      g_ptr_array_add (texts, name);
      g_ptr_array_add (texts, detail);
      g_ptr_array_add (texts, spoken);
      g_array_append_val (rows, row);
    }
  bw_intervals_view_set_title (BW_INTERVALS_VIEW (self->days), _("Recordings right, by day"));
  bw_proportions_view_set_rows (self->days, (const BwProportionsViewRow *) (void *) rows->data,
                                rows->len);
}

/* --- All of it -------------------------------------------------------------------------------- */

static void
show_evaluation (BwWorthStep *self)
{
  const BwEvaluation *evaluation = get_evaluation (self);

  show_verdict (self, evaluation);
  gtk_widget_set_visible (self->rules_group, evaluation != NULL);
  gtk_widget_set_visible (self->days_group, evaluation != NULL);
  gtk_widget_set_visible (self->wrong_group,
                          bw_wrong_list_set_evaluation (self->wrong, evaluation) > 0);
  if (evaluation == NULL)
    return;
  show_rules (self, evaluation);
  show_days (self, evaluation);
}

static gint64
get_made (const BwEvaluation *evaluation)
{
  return evaluation != NULL ? MAX (evaluation->made_ms, 1) : 0;
}

/* Shows what is newest, and else what the person chose. */
static void
take_evaluations (BwWorthStep *self)
{
  const BwGlucose *glucose = bw_session_get_glucose (self->session);
  const BwGlucoseModel *model = get_model (self);
  gint64 aside_ms = model != NULL ? get_made (model->evaluation) : 0;
  gint64 unseen_ms = model != NULL ? get_made (model->leave_one_day_out) : 0;
  gint64 model_id = glucose != NULL ? glucose->model_id : 0;
  gint64 labelled_ms = glucose != NULL ? glucose->labelled_ms : 0;

  if (labelled_ms != self->labelled_ms)
    {
      self->labelled_ms = labelled_ms;
      show_verdict (self, get_evaluation (self));
    }
  if (model_id != self->model_id || aside_ms != self->aside_ms || unseen_ms != self->unseen_ms)
    {
      if (model_id != self->model_id)
        self->shows_unseen = unseen_ms > 0;
      else if (unseen_ms != self->unseen_ms)
        self->shows_unseen = unseen_ms > 0;
      else
        self->shows_unseen = aside_ms == 0;
      self->model_id = model_id;
      self->aside_ms = aside_ms;
      self->unseen_ms = unseen_ms;
      gtk_widget_set_visible (self->which_box, aside_ms > 0 && unseen_ms > 0);
      gtk_toggle_button_set_active (self->shows_unseen ? self->unseen_button : self->aside_button,
                                    TRUE);
      show_evaluation (self);
    }
}

static void
on_which (BwWorthStep *self)
{
  gboolean unseen = gtk_toggle_button_get_active (self->unseen_button);

  if (unseen == self->shows_unseen)
    return;
  self->shows_unseen = unseen;
  show_evaluation (self);
}

static void
show_job (BwWorthStep *self,
          BwJob       *job)
{
  if (job == self->job)
    return;
  g_set_object (&self->job, job);
  adw_bin_set_child (self->job_bin, job != NULL ? bw_job_row_new (job) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->job_bin), job != NULL);
}

/* When it was done, and else what it is. */
static void
show_when (AdwActionRow       *row,
           const BwEvaluation *evaluation,
           const BwGlucose    *glucose,
           const char         *what)
{
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  if (evaluation == NULL || evaluation->made_ms == 0)
    {
      adw_action_row_set_subtitle (row, what);
      return;
    }
  when = bw_format_time (evaluation->made_ms, glucose->zone);
  /* Translators: what is done, and when it was done last. */
  text = g_strdup_printf (_("%s Last done %s."), what, when);
  adw_action_row_set_subtitle (row, text);
}

static gboolean
has_days_aside (const BwGlucose *glucose)
{
  g_autoptr (GArray) test = bw_day_split_get_days (glucose->split, BW_DAY_TEST);
  g_autoptr (GArray) validation = bw_day_split_get_days (glucose->split, BW_DAY_VALIDATION);

  return test->len + validation->len > 0;
}

static void
on_glucose_changed (BwWorthStep *self)
{
  const BwGlucose *glucose = bw_session_get_glucose (self->session);
  const BwGlucoseModel *model = get_model (self);
  const GError *error = bw_session_get_evaluate_error (self->session);
  BwJob *job = bw_session_get_evaluate_job (self->session, NULL);
  gboolean idle = job == NULL && model != NULL && glucose->is_writable;
  gboolean aside = glucose != NULL && has_days_aside (glucose);

  take_evaluations (self);
  show_job (self, job);
  gtk_label_set_label (self->error_label, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), error != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "worth.evaluate", idle && aside);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "worth.leave-one-day-out",
                                 idle && glucose->split->days->len > 1);
  if (glucose == NULL)
    return;
  show_when (self->aside_row, model != NULL ? model->evaluation : NULL, glucose,
             aside ? _("Validation and test days, those the model was not trained on.")
                   : _("There are none: move a day to validation or test above."));
  show_when (self->unseen_row, model != NULL ? model->leave_one_day_out : NULL, glucose,
             glucose->split->days->len > 1
               ? _("Leaves out one day after the other, trains on the rest and judges by the day left "
                   "out. Takes some minutes.")
               : _("Leaves out one day after the other: recordings of two days are needed."));
}

static void
evaluate (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  BwWorthStep *self = BW_WORTH_STEP (widget);
  const BwGlucoseModel *model = get_model (self);

  if (model != NULL)
    bw_session_evaluate (self->session, model->id, g_str_equal (action, "worth.leave-one-day-out"));
}

static void
bw_worth_step_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, BW_WORTH_STEP (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_worth_step_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  BwWorthStep *self = BW_WORTH_STEP (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->narrow == g_value_get_boolean (value))
    return;
  self->narrow = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
bw_worth_step_dispose (GObject *object)
{
  BwWorthStep *self = BW_WORTH_STEP (object);

  g_clear_object (&self->job);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (bw_worth_step_parent_class)->dispose (object);
}

static void
bw_worth_step_class_init (BwWorthStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_worth_step_get_property;
  object_class->set_property = bw_worth_step_set_property;
  object_class->dispose = bw_worth_step_dispose;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (BW_TYPE_PROPORTIONS_VIEW);
  g_type_ensure (BW_TYPE_SCORE_TABLE);
  g_type_ensure (BW_TYPE_WRONG_LIST);
  gtk_widget_class_install_action (widget_class, "worth.evaluate", NULL, evaluate);
  gtk_widget_class_install_action (widget_class, "worth.leave-one-day-out", NULL, evaluate);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-worth-step.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwWorthStep, child)
  BIND (which_box);
  BIND (aside_button);
  BIND (unseen_button);
  BIND (verdict);
  BIND (job_bin);
  BIND (error_label);
  BIND (aside_row);
  BIND (unseen_row);
  BIND (rules_group);
  BIND (rules);
  BIND (table_expander);
  BIND (table);
  BIND (days_group);
  BIND (days);
  BIND (wrong_group);
  BIND (wrong);
#undef BIND
}

static void
bw_worth_step_init (BwWorthStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->model_id = -1;
  self->settings = g_settings_new (BW_APPLICATION_ID);
  g_settings_bind (self->settings, "glucose-all-figures", self->table_expander, "expanded",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_swapped (self->unseen_button, "toggled", G_CALLBACK (on_which), self);
  g_object_bind_property (self, "narrow", self->table, "narrow", G_BINDING_SYNC_CREATE);
}

void
bw_worth_step_set_session (BwWorthStep *self,
                           BwSession   *session)
{
  g_return_if_fail (BW_IS_WORTH_STEP (self));
  g_return_if_fail (BW_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "glucose-changed", G_CALLBACK (on_glucose_changed), self,
                           G_CONNECT_SWAPPED);
  on_glucose_changed (self);
}

const char *
bw_worth_step_get_state (BwWorthStep *self)
{
  g_return_val_if_fail (BW_IS_WORTH_STEP (self), NULL);

  if (self->job != NULL)
    return "evaluating";
  if (get_model (self) == NULL)
    return "none";
  return get_evaluation (self) != NULL ? "judged" : "empty";
}

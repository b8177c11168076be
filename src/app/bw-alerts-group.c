/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-alerts-group.h"

#include "app/bw-alert-notices.h"
#include "app/bw-live-spin.h"

/* While a person turns a number, each step is not kept. */
#define KEEP_MS 400

struct _BwAlertsGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template children. */
  AdwActionRow *on_row;
  GtkSwitch *on;
  AdwExpanderRow *zone_rule;
  AdwComboRow *zone;
  AdwComboRow *ahead;
  GtkSpinButton *red_percent;
  AdwExpanderRow *score_rule;
  GtkSpinButton *below;
  GtkSpinButton *hours;
  GtkWidget *trend_row;
  GtkSwitch *trend;
  AdwExpanderRow *quiet;
  GtkSpinButton *quiet_from;
  GtkSpinButton *quiet_until;

  /* Owned. */
  BwSession *session;

  BwAlertRules rules;
  guint keep_id;
  BwJob *keep_job;   /* borrowed: the newest that is to keep them; (nullable) */
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (BwAlertsGroup, bw_alerts_group, ADW_TYPE_PREFERENCES_GROUP)

static void
update_sensitive (BwAlertsGroup *self)
{
  GtkWidget *rows[] = { GTK_WIDGET (self->zone_rule), GTK_WIDGET (self->score_rule),
                        self->trend_row, GTK_WIDGET (self->quiet) };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_sensitive (rows[i], self->rules.on);
}

static void
read_rows (BwAlertsGroup *self)
{
  BwAlertRules *rules = &self->rules;

  rules->on = gtk_switch_get_active (self->on);
  rules->rule[BW_ALERT_ZONE] = adw_expander_row_get_enable_expansion (self->zone_rule);
  rules->zone = adw_combo_row_get_selected (self->zone) == 0 ? BW_ZONE_RED : BW_ZONE_YELLOW;
  rules->ahead = adw_combo_row_get_selected (self->ahead) == 1;
  rules->red_percent = (guint) gtk_spin_button_get_value_as_int (self->red_percent);
  rules->rule[BW_ALERT_SCORE] = adw_expander_row_get_enable_expansion (self->score_rule);
  rules->below = (guint) gtk_spin_button_get_value_as_int (self->below);
  rules->hours = (guint) gtk_spin_button_get_value_as_int (self->hours);
  rules->rule[BW_ALERT_TREND] = gtk_switch_get_active (self->trend);
  rules->quiet = adw_expander_row_get_enable_expansion (self->quiet);
  rules->quiet_from_min = (guint) gtk_spin_button_get_value_as_int (self->quiet_from);
  rules->quiet_until_min = (guint) gtk_spin_button_get_value_as_int (self->quiet_until);
}

/* It opens by itself when it is switched on. */
static void
set_expander (AdwExpanderRow *row,
              gboolean        on)
{
  adw_expander_row_set_enable_expansion (row, on);
  adw_expander_row_set_expanded (row, FALSE);
}

static void
write_rows (BwAlertsGroup *self)
{
  const BwAlertRules *rules = &self->rules;

  self->loading = TRUE;
  gtk_switch_set_active (self->on, rules->on);
  set_expander (self->zone_rule, rules->rule[BW_ALERT_ZONE]);
  adw_combo_row_set_selected (self->zone, rules->zone == BW_ZONE_RED ? 0 : 1);
  adw_combo_row_set_selected (self->ahead, rules->ahead ? 1 : 0);
  gtk_spin_button_set_value (self->red_percent, rules->red_percent);
  set_expander (self->score_rule, rules->rule[BW_ALERT_SCORE]);
  gtk_spin_button_set_value (self->below, rules->below);
  gtk_spin_button_set_value (self->hours, rules->hours);
  gtk_switch_set_active (self->trend, rules->rule[BW_ALERT_TREND]);
  set_expander (self->quiet, rules->quiet);
  gtk_spin_button_set_value (self->quiet_from, rules->quiet_from_min);
  gtk_spin_button_set_value (self->quiet_until, rules->quiet_until_min);
  self->loading = FALSE;
  update_sensitive (self);
}

static void
keep (BwAlertsGroup *self)
{
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->keep_job = bw_session_set_alert_rules (self->session, &self->rules);
}

static gboolean
on_keep (gpointer user_data)
{
  BwAlertsGroup *self = user_data;

  self->keep_id = 0;
  keep (self);
  return G_SOURCE_REMOVE;
}

static void
on_edited (BwAlertsGroup *self)
{
  if (self->loading)
    return;
  read_rows (self);
  update_sensitive (self);
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->keep_id = g_timeout_add (KEEP_MS, on_keep, self);
}

static void
on_example (BwAlertsGroup *self)
{
  const BwAlertReport *report = bw_session_get_alert_report (self->session);
  g_autoptr (GTimeZone) zone = report != NULL ? g_time_zone_ref (report->zone)
                                              : g_time_zone_new_local ();

  bw_alert_notices_show_example (g_application_get_default (), bw_session_get_path (self->session),
                                 zone);
}

static gboolean
are_equal (const BwAlertRules *a,
           const BwAlertRules *b)
{
  g_autofree char *one = bw_alert_rules_to_text (a);
  g_autofree char *other = bw_alert_rules_to_text (b);

  return g_str_equal (one, other);
}

/* Also when they were changed elsewhere; what is being changed or kept here comes after that. */
static void
load (BwAlertsGroup *self)
{
  const BwAlertReport *report = bw_session_get_alert_report (self->session);
  gboolean first = !gtk_widget_get_sensitive (GTK_WIDGET (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self), report != NULL);
  if (report == NULL || self->keep_id != 0 || self->keep_job != NULL
      || (!first && are_equal (&self->rules, &report->rules)))
    return;
  self->rules = report->rules;
  write_rows (self);
}

/* What could not be kept is as it was, and says why. */
static void
on_job_finished (BwAlertsGroup *self,
                 BwJob         *job)
{
  const GError *error = bw_job_get_error (job);
  g_autofree char *why = NULL;

  if (job != self->keep_job)
    return;
  self->keep_job = NULL;
  why = error != NULL ? g_markup_escape_text (error->message, -1) : NULL;
  adw_action_row_set_subtitle (self->on_row, why != NULL ? why : "");
  load (self);
}

static void
bw_alerts_group_dispose (GObject *object)
{
  BwAlertsGroup *self = BW_ALERTS_GROUP (object);

  self->loading = TRUE;
  if (self->keep_id != 0)
    keep (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_alerts_group_parent_class)->dispose (object);
}

static void
bw_alerts_group_class_init (BwAlertsGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_alerts_group_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/beatwise/Beatwise/ui/bw-alerts-group.ui");
  gtk_widget_class_bind_template_child (widget_class, BwAlertsGroup, on_row);
  gtk_widget_class_bind_template_child (widget_class, BwAlertsGroup, on);
  gtk_widget_class_bind_template_child (widget_class, BwAlertsGroup, zone_rule);
  gtk_widget_class_bind_template_child (widget_class, BwAlertsGroup, zone);
  gtk_widget_class_bind_template_child (widget_class, BwAlertsGroup, ahead);
  gtk_widget_class_bind_template_child (widget_class, BwAlertsGroup, red_percent);
  gtk_widget_class_bind_template_child (widget_class, BwAlertsGroup, score_rule);
  gtk_widget_class_bind_template_child (widget_class, BwAlertsGroup, below);
  gtk_widget_class_bind_template_child (widget_class, BwAlertsGroup, hours);
  gtk_widget_class_bind_template_child (widget_class, BwAlertsGroup, trend_row);
  gtk_widget_class_bind_template_child (widget_class, BwAlertsGroup, trend);
  gtk_widget_class_bind_template_child (widget_class, BwAlertsGroup, quiet);
  gtk_widget_class_bind_template_child (widget_class, BwAlertsGroup, quiet_from);
  gtk_widget_class_bind_template_child (widget_class, BwAlertsGroup, quiet_until);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_example);
  gtk_widget_class_bind_template_callback (widget_class, bw_live_spin_read_clock);
  gtk_widget_class_bind_template_callback (widget_class, bw_live_spin_show_clock);
}

static void
bw_alerts_group_init (BwAlertsGroup *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
}

void
bw_alerts_group_set_session (BwAlertsGroup *self,
                             BwSession     *session)
{
  g_return_if_fail (BW_IS_ALERTS_GROUP (self));
  g_return_if_fail (BW_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "alerts-changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "job-finished", G_CALLBACK (on_job_finished), self,
                           G_CONNECT_SWAPPED);
  load (self);
}

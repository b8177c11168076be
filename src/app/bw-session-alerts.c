/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-private.h"

#include "base/bw-time.h"

/* When a forecast of now has been made: what is to be told of it, by the rules the library keeps. */

typedef enum {
  LOOK,       /* tell what is to be told, and count it as told */
  SET_RULES,  /* the same, by new rules */
  HUSH,       /* the same, and nothing any more today */
} Task;

typedef struct
{
  char *path;
  Task task;
  JsonNode *forecast;   /* (nullable): the newest; %NULL: only the rules are read */
  BwAlertRules rules;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_free (input->path);
  g_clear_pointer (&input->forecast, json_node_unref);
  g_free (input);
}

void
bw_alert_report_free (BwAlertReport *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self);
}

static gboolean
hush (BwLibrary  *library,
      gint64      now_ms,
      GTimeZone  *zone,
      GError    **error)
{
  BwAlertState state;

  if (!bw_library_begin (library, error))
    return FALSE;
  bw_alert_state_read (&state, library);
  state.hush_until_ms
    = bw_time_from_local (zone, (bw_time_local_day (zone, now_ms) + 1) * BW_TIME_DAY);
  if (bw_alert_state_write (&state, library, error) && bw_library_commit (library, error))
    return TRUE;
  bw_library_rollback (library);
  return FALSE;
}

static BwLibrary *
open_for (const Input  *input,
          GError      **error)
{
  g_autoptr (BwLibrary) library = NULL;
  BwAlertRules rules;

  if (input->task != LOOK)
    return bw_library_open (input->path, BW_LIBRARY_CREATE, error);
  library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  if (library == NULL)
    return NULL;
  /* Who wants to hear nothing need not have a library that can be written. */
  bw_alert_rules_read (&rules, library);
  if (!rules.on)
    return g_steal_pointer (&library);
  return bw_library_open (input->path, BW_LIBRARY_WRITE, error);
}

static gpointer
work (gconstpointer   data,
      BwProgress     *progress,
      GCancellable   *cancellable,
      GError        **error)
{
  const Input *input = data;
  g_autoptr (BwAlertReport) report = g_new0 (BwAlertReport, 1);
  g_autoptr (BwForecast) forecast = NULL;
  g_autoptr (BwLibrary) library = NULL;

  bw_alert_rules_init (&report->rules);
  report->now_ms = g_get_real_time () / 1000;
  report->zone = g_time_zone_new_local ();
  /* Nothing is made just by looking. */
  if (input->task == LOOK && !g_file_test (input->path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&report);
  library = open_for (input, error);
  if (library == NULL)
    return NULL;
  g_time_zone_unref (report->zone);
  report->zone = bw_library_get_zone (library);
  if ((input->task == SET_RULES && !bw_alert_rules_write (&input->rules, library, error))
      || (input->task == HUSH && !hush (library, report->now_ms, report->zone, error)))
    return NULL;
  bw_alert_rules_read (&report->rules, library);
  if (input->forecast == NULL)
    return g_steal_pointer (&report);
  forecast = bw_forecast_from_json (input->forecast, error);
  if (forecast == NULL)
    return NULL;
  report->alerts = bw_alerts_check (library, forecast, report->now_ms, TRUE, cancellable, error);
  return report->alerts != NULL ? g_steal_pointer (&report) : NULL;
}

static BwJob *
enlist (BwSession          *self,
        Task                task,
        const BwAlertRules *rules)
{
  Input *input = g_new0 (Input, 1);

  input->path = g_strdup (self->path);
  input->task = task;
  if (rules != NULL)
    input->rules = *rules;
  if (self->alert_forecast != NULL)
    input->forecast = json_node_ref (self->alert_forecast);
  self->alerts_are_due = FALSE;
  return bw_session_enlist (self, bw_job_new (BW_JOB_ALERTS, BW_JOB_WRITES, NULL, work, input,
                                              input_free, (GDestroyNotify) bw_alert_report_free));
}

void
bw_session_expect_alerts (BwSession        *self,
                          const BwForecast *forecast)
{
  g_clear_pointer (&self->alert_forecast, json_node_unref);
  if (forecast != NULL)
    {
      self->alert_forecast = bw_forecast_to_json (forecast);
      json_node_seal (self->alert_forecast);
    }
  self->alerts_are_due = TRUE;
}

static gboolean
is_to_change (const GPtrArray *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    switch (bw_job_get_kind (g_ptr_array_index (jobs, i)))
      {
      case BW_JOB_IMPORT:
      case BW_JOB_SAMPLE:
      case BW_JOB_TRAIN:
      case BW_JOB_OUTLOOK:
        return TRUE;
      default:
        break;
      }
  return FALSE;
}

void
bw_session_look_for_alerts (BwSession *self)
{
  /* What is about to be made anew is not told of. */
  if (self->alerts_are_due && !self->stopped && !is_to_change (self->waiting)
      && !is_to_change (self->running))
    enlist (self, LOOK, NULL);
}

void
bw_session_take_alerts (BwSession *self,
                        BwJob     *job)
{
  if (bw_job_get_state (job) != BW_JOB_DONE)
    return;
  g_clear_pointer (&self->alert_report, bw_alert_report_free);
  self->alert_report = bw_job_steal_result (job);
  bw_session_tell_alerts (self);
}

const BwAlertReport *
bw_session_get_alert_report (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->alert_report;
}

void
bw_session_check_alerts (BwSession *self)
{
  g_return_if_fail (BW_IS_SESSION (self));

  if (self->stopped)
    return;
  if (self->alert_forecast == NULL)
    {
      bw_session_refresh (self);
      return;
    }
  self->alerts_are_due = TRUE;
  bw_session_look_for_alerts (self);
}

BwJob *
bw_session_set_alert_rules (BwSession          *self,
                            const BwAlertRules *rules)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (rules != NULL, NULL);

  return self->stopped ? NULL : enlist (self, SET_RULES, rules);
}

BwJob *
bw_session_hush_alerts (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->stopped ? NULL : enlist (self, HUSH, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "cli/bw-cli-alerts-private.h"
#include "cli/bw-cli-output.h"
#include "forecast/bw-alerts.h"
#include "report/bw-alert-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What holds is told with its words, whether it is raised or not. */
static gboolean
has_words (const BwAlert *alert)
{
  return alert->outcome >= BW_ALERT_TOLD;
}

static void
add_alert (JsonBuilder   *builder,
           const BwAlert *alert,
           gint64         now_ms,
           GTimeZone     *zone)
{
  g_autofree char *why = bw_alert_format_outcome (alert, now_ms, zone);
  g_autofree char *title = has_words (alert) ? bw_alert_format_title (alert, now_ms, zone) : NULL;
  g_autofree char *body = has_words (alert) ? bw_alert_format_body (alert, now_ms, zone) : NULL;

  json_builder_begin_object (builder);
  bw_json_add_string (builder, "rule", bw_alert_rule_get_id (alert->rule));
  bw_json_add_string (builder, "outcome", bw_alert_outcome_get_id (alert->outcome));
  bw_json_add_string (builder, "why", why);
  bw_json_add_string (builder, "title", title);
  bw_json_add_string (builder, "body", body);
  bw_json_add_time (builder, "hour", has_words (alert), alert->hour_ms, zone);
  bw_json_add_double (builder, "score", has_words (alert) && alert->rule != BW_ALERT_TREND,
                      alert->score);
  bw_json_add_time (builder, "due", alert->due_ms > 0, alert->due_ms, zone);
  json_builder_end_object (builder);
}

static void
print_json (const BwAlertRules *rules,
            const BwForecast   *forecast,
            const GPtrArray    *alerts,
            gint64              now_ms,
            GTimeZone          *zone)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "settings");
  bw_cli_add_alert_rules (builder, rules);
  bw_json_add_time (builder, "now", TRUE, now_ms, zone);
  bw_json_add_time (builder, "issued", TRUE, forecast->issued_ms, zone);
  json_builder_set_member_name (builder, "alerts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < alerts->len; i++)
    add_alert (builder, g_ptr_array_index (alerts, i), now_ms, zone);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

static void
print_text (const BwAlertRules *rules,
            const GPtrArray    *alerts,
            gint64              now_ms,
            GTimeZone          *zone)
{
  g_autoptr (BwTable) table = bw_table_new ("ll");

  bw_cli_print_alert_rules (rules);
  g_print ("\n");
  bw_table_add (table, g_strdup (_("Rule")), g_strdup (_("Outcome")));
  for (guint i = 0; i < alerts->len; i++)
    {
      const BwAlert *alert = g_ptr_array_index (alerts, i);

      bw_table_add (table, bw_cli_format_alert_rule (rules, alert->rule),
                    bw_alert_format_outcome (alert, now_ms, zone));
    }
  bw_table_print (table, TRUE);
  for (guint i = 0; i < alerts->len; i++)
    {
      const BwAlert *alert = g_ptr_array_index (alerts, i);
      g_autofree char *title = NULL;
      g_autofree char *body = NULL;

      if (!has_words (alert))
        continue;
      title = bw_alert_format_title (alert, now_ms, zone);
      body = bw_alert_format_body (alert, now_ms, zone);
      g_print ("\n%s\n  %s\n", title, body);
    }
}

/* For scripts: only what is to be told, two lines each, and nothing where there is nothing. */
static void
print_raised (const GPtrArray *alerts,
              gint64           now_ms,
              GTimeZone       *zone)
{
  for (guint i = 0; i < alerts->len; i++)
    {
      const BwAlert *alert = g_ptr_array_index (alerts, i);
      g_autofree char *title = NULL;
      g_autofree char *body = NULL;

      if (alert->outcome != BW_ALERT_RAISED)
        continue;
      title = bw_alert_format_title (alert, now_ms, zone);
      body = bw_alert_format_body (alert, now_ms, zone);
      g_print ("%s\n  %s\n", title, body);
    }
}

static gboolean
look (BwCli     *cli,
      gboolean   take,
      GError   **error)
{
  g_autofree char *at = NULL;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, N_("As if it were this time (now)"), N_("TIME") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (BwForecast) forecast = NULL;
  g_autoptr (GPtrArray) alerts = NULL;
  gint64 at_ms = G_MAXINT64;
  BwAlertRules rules;
  gint64 now_ms;

  if (!bw_cli_parse (cli, entries, 0, 0, NULL, error))
    return FALSE;
  library = bw_cli_open_library (cli, take ? BW_LIBRARY_CREATE : BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  if (at != NULL && !bw_cli_parse_time (at, zone, FALSE, &at_ms, error))
    return FALSE;
  now_ms = at != NULL ? at_ms : g_get_real_time () / 1000;
  forecast = bw_forecast_run (library, cli->measure, at_ms, "best", FALSE,
                              cli->progress, cli->cancellable, error);
  if (forecast == NULL)
    return FALSE;
  alerts = bw_alerts_check (library, forecast, now_ms, take, cli->cancellable, error);
  if (alerts == NULL)
    return FALSE;

  bw_cli_clear_progress ();
  bw_alert_rules_read (&rules, library);
  if (cli->json)
    print_json (&rules, forecast, alerts, now_ms, zone);
  else if (take)
    print_raised (alerts, now_ms, zone);
  else
    print_text (&rules, alerts, now_ms, zone);
  return TRUE;
}

static gboolean
run_alerts (BwCli   *cli,
            GError **error)
{
  return look (cli, FALSE, error);
}

const BwCliVerb bw_cli_verb_alerts = {
  .name = "alerts",
  .summary = N_("What would be told of the newest forecast, and why not"),
  .description = N_("Looks only: the app tells it when a forecast is made, and “alerts take” prints "
                    "it for a script."),
  .run = run_alerts,
};

static gboolean
run_take (BwCli   *cli,
          GError **error)
{
  return look (cli, TRUE, error);
}

const BwCliVerb bw_cli_verb_alerts_take = {
  .name = "alerts take",
  .summary = N_("Print what is to be told now, and count it as told"),
  .description = N_("For scripts that tell it in their own way: prints nothing where there is nothing "
                    "to tell, within quiet hours,\n"
                    "and what was told already, here or by the app."),
  .run = run_take,
};

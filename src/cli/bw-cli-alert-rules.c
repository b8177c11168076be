/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-alerts-private.h"

#include "cli/bw-cli-output.h"

#include <glib/gi18n-lib.h>

static void
add_clock (JsonBuilder *builder,
           const char  *key,
           guint        minutes)
{
  g_autofree char *text = g_strdup_printf ("%02u:%02u", minutes / 60, minutes % 60);

  bw_json_add_string (builder, key, text);
}

void
bw_cli_add_alert_rules (JsonBuilder        *builder,
                        const BwAlertRules *rules)
{
  json_builder_begin_object (builder);
  bw_json_add_boolean (builder, "on", rules->on);
  bw_json_add_string (builder, "zone",
                      rules->rule[BW_ALERT_ZONE] ? bw_zone_get_id (rules->zone) : NULL);
  bw_json_add_string (builder, "when", rules->ahead ? "ahead" : "now");
  if (rules->red_percent < 100)
    bw_json_add_int (builder, "red_percent", rules->red_percent);
  else
    bw_json_add_null (builder, "red_percent");
  if (rules->rule[BW_ALERT_SCORE])
    bw_json_add_int (builder, "below", rules->below);
  else
    bw_json_add_null (builder, "below");
  bw_json_add_int (builder, "hours", rules->hours);
  bw_json_add_boolean (builder, "trend", rules->rule[BW_ALERT_TREND]);
  bw_json_add_boolean (builder, "quiet", rules->quiet);
  add_clock (builder, "quiet_from", rules->quiet_from_min);
  add_clock (builder, "quiet_until", rules->quiet_until_min);
  json_builder_end_object (builder);
}

char *
bw_cli_format_alert_rule (const BwAlertRules *rules,
                          BwAlertRule         rule)
{
  switch (rule)
    {
    case BW_ALERT_ZONE:
      if (rules->zone == BW_ZONE_RED)
        return g_strdup (rules->ahead ? _("Red within 24 hours") : _("Red now"));
      return g_strdup (rules->ahead ? _("Yellow or red within 24 hours") : _("Yellow or red now"));
    case BW_ALERT_SCORE:
      return g_strdup_printf (
        /* Translators: a score, a number of hours in a row */
        ngettext ("Below %u for %u hour", "Below %u for %u hours", rules->hours), rules->below,
        rules->hours);
    case BW_ALERT_TREND:
    case BW_N_ALERT_RULES:
    default:
      return g_strdup (_("7-day mean out of its normal range"));
    }
}

void
bw_cli_print_alert_rules (const BwAlertRules *rules)
{
  if (rules->on)
    g_print ("%s\n", _("Alerts are on."));
  else
    g_print ("%s\n", _("Alerts are off; “beatwise-cli alerts set --on” turns them on."));
  if (rules->quiet)
    /* Translators: two times of day: "Quiet from 22:00 to 07:00." */
    g_print (_("Quiet from %02u:%02u to %02u:%02u.\n"), rules->quiet_from_min / 60,
             rules->quiet_from_min % 60, rules->quiet_until_min / 60, rules->quiet_until_min % 60);
}

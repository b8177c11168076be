/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-alert-notices.h"

#include "base/bw-time.h"
#include "report/bw-alert-words.h"

#include <glib/gi18n-lib.h>

/* The same rule of the same person replaces what it said before, in this run or another. */
static char *
make_id (const char *library,
         const char *rule)
{
  return g_strdup_printf ("alert-%s-%08x", rule, g_str_hash (library));
}

static void
withdraw (GApplication *application,
          const char   *library,
          BwAlertRule   rule)
{
  g_autofree char *id = make_id (library, bw_alert_rule_get_id (rule));

  g_application_withdraw_notification (application, id);
}

static GNotification *
make (const char    *library,
      const BwAlert *alert,
      const char    *body,
      gint64         now_ms,
      GTimeZone     *zone)
{
  g_autofree char *title = bw_alert_format_title (alert, now_ms, zone);
  GNotification *notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-hour", "(sx)", library,
                                                alert->hour_ms);
  g_notification_add_button_with_target (notification, _("Quiet for Today"), "app.hush", "s",
                                         library);
  return notification;
}

void
bw_alert_notices_show (GApplication        *application,
                       const char          *library,
                       const BwAlertReport *report)
{
  for (guint i = 0; report->alerts != NULL && i < report->alerts->len; i++)
    {
      const BwAlert *alert = g_ptr_array_index (report->alerts, i);

      if (alert->outcome == BW_ALERT_RAISED)
        {
          g_autofree char *id = make_id (library, bw_alert_rule_get_id (alert->rule));
          g_autofree char *body = bw_alert_format_body (alert, report->now_ms, report->zone);
          g_autoptr (GNotification) notification
            = make (library, alert, body, report->now_ms, report->zone);

          g_application_send_notification (application, id, notification);
        }
      else if (alert->outcome <= BW_ALERT_CLEAR)
        withdraw (application, library, alert->rule);
    }
}

void
bw_alert_notices_withdraw (GApplication *application,
                           const char   *library)
{
  for (int i = 0; i < BW_N_ALERT_RULES; i++)
    withdraw (application, library, (BwAlertRule) i);
}

static gint64
get_due (const BwAlert *alert)
{
  switch (alert->outcome)
    {
    case BW_ALERT_TODAY:
    case BW_ALERT_HUSHED:
    case BW_ALERT_HELD:
      return alert->due_ms;
    case BW_ALERT_TOLD:
    case BW_ALERT_RAISED:
      /* Of now, until it is old. */
      return alert->hour_ms + (alert->now ? BW_ALERT_MAX_AGE_MS + 1 : BW_TIME_HOUR);
    case BW_ALERT_OFF:
    case BW_ALERT_OLD:
    case BW_ALERT_UNKNOWN:
    case BW_ALERT_CLEAR:
    default:
      return G_MAXINT64;
    }
}

gint64
bw_alert_notices_get_due (const BwAlertReport *report)
{
  gint64 due_ms = G_MAXINT64;

  for (guint i = 0; report->alerts != NULL && i < report->alerts->len; i++)
    due_ms = MIN (due_ms, get_due (g_ptr_array_index (report->alerts, i)));
  return due_ms < G_MAXINT64 ? due_ms : 0;
}

void
bw_alert_notices_show_example (GApplication *application,
                               const char   *library,
                               GTimeZone    *zone)
{
  gint64 now_ms = g_get_real_time () / 1000;
  const BwAlert alert = { .rule = BW_ALERT_ZONE, .outcome = BW_ALERT_RAISED, .score = 37,
                          .hour_ms = bw_time_hour_start (zone, now_ms + 3 * BW_TIME_HOUR) };
  g_autofree char *id = make_id (library, "example");
  g_autoptr (GNotification) notification
    = make (library, &alert, _("An example of what a notification looks like."), now_ms, zone);

  g_application_send_notification (application, id, notification);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-alert-words.h"

#include "base/bw-time.h"
#include "plot/bw-plot-time.h"
#include "report/bw-forecast-figure.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* "15:00", "15:00 tomorrow", or with its date where neither day fits. */
static char *
format_when (gint64     time_ms,
             gint64     now_ms,
             GTimeZone *zone)
{
  gint64 days = bw_time_local_day (zone, time_ms) - bw_time_local_day (zone, now_ms);
  g_autofree char *clock = bw_plot_format_clock (zone, time_ms);

  if (days == 0)
    return g_steal_pointer (&clock);
  if (days == 1)
    /* Translators: a time of day, as part of a sentence: "Low score expected around 3:00 tomorrow" */
    return g_strdup_printf (_("%s tomorrow"), clock);
  return bw_forecast_figure_format_date (zone, time_ms);
}

static char *
format_zone_title (const BwAlert *alert,
                   const char    *when)
{
  int score = bw_zone_shown_score (alert->score);
  BwZone zone = bw_zone_from_score (alert->score);

  if (alert->by_chance)
    /* Translators: a time; the chance in percent: "Red is possible around 15:00 (chance 35 %)" */
    return g_strdup_printf (_("Red is possible around %s (chance %d %%)"), when,
                            (int) lround (100 * alert->p_red));
  if (alert->now)
    return zone == BW_ZONE_RED
             /* Translators: a score of 0–100 */
             ? g_strdup_printf (_("Fatigue score %d: red zone"), score)
             : g_strdup_printf (_("Fatigue score %d: yellow zone"), score);
  return zone == BW_ZONE_RED
           /* Translators: a time, a score: "Low score expected around 15:00: 37 (red)" */
           ? g_strdup_printf (_("Low score expected around %s: %d (red)"), when, score)
           : g_strdup_printf (_("Lower score expected around %s: %d (yellow)"), when, score);
}

char *
bw_alert_format_title (const BwAlert *alert,
                       gint64         now_ms,
                       GTimeZone     *zone)
{
  g_autofree char *when = NULL;

  g_return_val_if_fail (alert != NULL && zone != NULL, NULL);

  if (alert->rule == BW_ALERT_TREND)
    return g_strdup (alert->trend.side < 0
                       ? _("Your 7-day mean is below your normal range")
                       : _("Your 7-day mean is above your normal range"));
  if (alert->rule == BW_ALERT_SCORE)
    {
      when = format_when (alert->from_ms, now_ms, zone);
      return g_strdup_printf (
        /* Translators: a score, a number of hours, a time: "Below 50 for 6 hours from 15:00" */
        ngettext ("Below %u for %u hour from %s", "Below %u for %u hours from %s",
                  alert->n_hours),
        alert->below, alert->n_hours, when);
    }
  when = format_when (alert->hour_ms, now_ms, zone);
  return format_zone_title (alert, when);
}

static const char *
get_zone_body (const BwAlert *alert)
{
  if (alert->by_chance)
    return _("The score expected then is higher. An easy day would help.");
  if (bw_zone_from_score (alert->score) == BW_ZONE_RED)
    return _("A day to rest.");
  return _("Strain is adding up. An easier day would help.");
}

char *
bw_alert_format_body (const BwAlert *alert,
                      gint64         now_ms,
                      GTimeZone     *zone)
{
  g_autofree char *when = NULL;

  g_return_val_if_fail (alert != NULL && zone != NULL, NULL);

  if (alert->rule == BW_ALERT_TREND)
    /* Translators: the measure ("SDNN"); the mean; the normal range from, to, all in ms */
    return g_strdup_printf (_("%s: %.0f ms; your normal range is %.0f to %.0f ms."),
                            bw_measure_get_name (alert->measure), alert->trend.mean_ms,
                            alert->trend.low_ms, alert->trend.high_ms);
  if (alert->rule == BW_ALERT_SCORE)
    {
      when = format_when (alert->hour_ms, now_ms, zone);
      /* Translators: a time, a score */
      return g_strdup_printf (_("Lowest around %s: %d. An easy day would help."), when,
                              bw_zone_shown_score (alert->score));
    }
  return g_strdup (get_zone_body (alert));
}

char *
bw_alert_format_outcome (const BwAlert *alert,
                         gint64         now_ms,
                         GTimeZone     *zone)
{
  g_autofree char *due = NULL;

  g_return_val_if_fail (alert != NULL && zone != NULL, NULL);

  if (alert->due_ms > 0)
    due = format_when (alert->due_ms, now_ms, zone);
  switch (alert->outcome)
    {
    case BW_ALERT_OFF:
      return g_strdup (_("Off"));
    case BW_ALERT_OLD:
      return g_strdup (_("Not looked at: the newest data are more than 12 hours old"));
    case BW_ALERT_UNKNOWN:
      return g_strdup (alert->rule == BW_ALERT_TREND
                         ? _("Not known yet: there are too few days for a normal range")
                         : _("Not known: there is no score"));
    case BW_ALERT_CLEAR:
      return g_strdup (_("Nothing to tell"));
    case BW_ALERT_TOLD:
      return g_strdup (_("Told already, and not passed since"));
    case BW_ALERT_TODAY:
      return g_strdup (_("Not told: once a day is enough"));
    case BW_ALERT_HUSHED:
      /* Translators: a time */
      return g_strdup_printf (_("Not told: quiet is wanted until %s"), due);
    case BW_ALERT_HELD:
      /* Translators: a time */
      return g_strdup_printf (_("Held back by the quiet hours until %s"), due);
    case BW_ALERT_RAISED:
    default:
      return g_strdup (_("Told now"));
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-alerts.h"

/* What has to come above the score that raised a rule before it can be raised again, in points, and
 * below the chance. */
#define MARGIN 3.0
#define CHANCE_MARGIN 0.05
#define OUT_MS BW_TIME_DAY

static const char *const outcome_ids[]
  = { "off", "old", "unknown", "clear", "told", "today", "hushed", "held", "raised" };

const char *
bw_alert_outcome_get_id (BwAlertOutcome outcome)
{
  g_return_val_if_fail (outcome < G_N_ELEMENTS (outcome_ids), NULL);

  return outcome_ids[outcome];
}

/* What a rule finds in the forecast. */
typedef struct
{
  gboolean known;
  gboolean met;
  gboolean passed;  /* it does not hold, and by the margin */
  int told;         /* lower is worse, for zones; the side, for the trend */
} Finding;

static gboolean
is_ahead (const BwForecastHour *hour,
          gint64                now_ms)
{
  return hour->time_ms + BW_TIME_HOUR > now_ms;
}

static void
set_hour (BwAlert              *alert,
          const BwForecastHour *hour)
{
  alert->hour_ms = hour->time_ms;
  alert->score = hour->score;
  alert->p_red = hour->p_red;
}

static Finding
find_zone (const BwAlertRules *rules,
           const BwForecast   *forecast,
           gint64              now_ms,
           BwAlert            *alert)
{
  Finding finding = { .known = forecast->has_score };
  double chance = rules->red_percent < 100 ? rules->red_percent / 100.0 : G_MAXDOUBLE;
  double limit = rules->zone == BW_ZONE_RED ? BW_ZONE_YELLOW_FROM : BW_ZONE_GREEN_FROM;
  const BwForecastHour *lowest = NULL;
  const BwForecastHour *likeliest = NULL;

  if (!finding.known)
    return finding;
  for (guint i = 0; rules->ahead && i < forecast->n_hours; i++)
    {
      const BwForecastHour *hour = &forecast->hours[i];

      if (!is_ahead (hour, now_ms))
        continue;
      if (lowest == NULL || hour->score < lowest->score)
        lowest = hour;
      if (likeliest == NULL || hour->p_red > likeliest->p_red)
        likeliest = hour;
    }

  finding.met = TRUE;
  if (forecast->zone_now <= rules->zone)
    {
      alert->now = TRUE;
      alert->hour_ms = forecast->issued_ms;
      alert->score = forecast->score_now;
      finding.told = (int) forecast->zone_now;
      /* Red to come is worse than yellow now. */
      if (lowest != NULL && lowest->zone < forecast->zone_now)
        {
          alert->now = FALSE;
          set_hour (alert, lowest);
          finding.told = (int) lowest->zone;
        }
    }
  else if (lowest != NULL && lowest->zone <= rules->zone)
    {
      set_hour (alert, lowest);
      finding.told = (int) lowest->zone;
    }
  else if (likeliest != NULL && likeliest->p_red >= chance)
    {
      alert->by_chance = TRUE;
      set_hour (alert, likeliest);
      finding.told = BW_ZONE_YELLOW;
    }
  else
    finding.met = FALSE;

  finding.passed = !finding.met && forecast->score_now >= limit + MARGIN
                   && (lowest == NULL || lowest->score >= limit + MARGIN)
                   && (likeliest == NULL || likeliest->p_red < chance - CHANCE_MARGIN);
  return finding;
}

/* The longest run of hours ahead below @below. Returns: how many they are */
static guint
find_run (const BwForecast *forecast,
          gint64            now_ms,
          double            below,
          BwAlert          *alert)
{
  guint longest = 0, n = 0;

  for (guint i = 0; i < forecast->n_hours; i++)
    {
      const BwForecastHour *hour = &forecast->hours[i];

      n = is_ahead (hour, now_ms) && hour->score < below ? n + 1 : 0;
      if (n > longest)
        {
          longest = n;
          alert->from_ms = forecast->hours[i + 1 - n].time_ms;
          set_hour (alert, &forecast->hours[i + 1 - n]);
          for (guint k = i + 1 - n; k <= i; k++)
            if (forecast->hours[k].score < alert->score)
              set_hour (alert, &forecast->hours[k]);
        }
    }
  alert->n_hours = longest;
  return longest;
}

static Finding
find_score (const BwAlertRules *rules,
            const BwForecast   *forecast,
            gint64              now_ms,
            BwAlert            *alert)
{
  Finding finding = { .known = bw_forecast_has_scores (forecast) };
  BwAlert wider = { 0 };

  if (!finding.known)
    return finding;
  alert->below = rules->below;
  finding.met = find_run (forecast, now_ms, rules->below, alert) >= rules->hours;
  finding.passed = find_run (forecast, now_ms, rules->below + MARGIN, &wider) < rules->hours;
  return finding;
}

/* The range has no margin: only days tell. */
static Finding
find_trend (const BwForecast   *forecast,
            const BwAlertTrend *trend,
            BwAlert            *alert)
{
  Finding finding = { .known = trend != NULL && trend->known };

  if (!finding.known)
    return finding;
  alert->now = TRUE;
  alert->hour_ms = forecast->issued_ms;
  alert->measure = forecast->measure;
  alert->trend = *trend;
  finding.told = trend->side;
  finding.met = trend->side != 0;
  return finding;
}

/* Lets a rule that was raised pass, or not yet. */
static void
follow (BwAlertRuleState *state,
        const Finding    *finding,
        BwAlertRule       rule,
        gint64            now_ms)
{
  if (!state->active)
    return;
  if (finding->met)
    {
      state->out_ms = 0;
      if (rule == BW_ALERT_ZONE ? finding->told < state->told : finding->told != state->told)
        state->active = FALSE;
      return;
    }
  if (state->out_ms == 0 || state->out_ms > now_ms)
    state->out_ms = now_ms;
  if (finding->passed || now_ms - state->out_ms >= OUT_MS)
    {
      state->active = FALSE;
      state->out_ms = 0;
    }
}

static gint64
next_day (GTimeZone *zone,
          gint64     now_ms)
{
  return bw_time_from_local (zone, (bw_time_local_day (zone, now_ms) + 1) * BW_TIME_DAY);
}

/* Of a rule that holds. */
static BwAlertOutcome
decide (const BwAlertRules     *rules,
        const BwAlertRuleState *state,
        gint64                  hush_until_ms,
        gint64                  now_ms,
        GTimeZone              *zone,
        gint64                 *due_ms)
{
  if (state->active)
    return BW_ALERT_TOLD;
  if (state->raised_ms > 0
      && bw_time_local_day (zone, state->raised_ms) == bw_time_local_day (zone, now_ms))
    {
      *due_ms = next_day (zone, now_ms);
      return BW_ALERT_TODAY;
    }
  if (now_ms < hush_until_ms)
    {
      *due_ms = hush_until_ms;
      return BW_ALERT_HUSHED;
    }
  *due_ms = bw_alerts_quiet_until (rules, now_ms, zone);
  return *due_ms > 0 ? BW_ALERT_HELD : BW_ALERT_RAISED;
}

static void
evaluate_rule (const BwAlertRules *rules,
               const BwForecast   *forecast,
               const BwAlertTrend *trend,
               BwAlertState       *state,
               gint64              now_ms,
               GTimeZone          *zone,
               BwAlert            *alert)
{
  BwAlertRuleState *rule = &state->rule[alert->rule];
  Finding finding;

  if (!rules->on || !rules->rule[alert->rule])
    {
      /* Wanted again, it is to be told of what holds then. */
      rule->active = FALSE;
      alert->outcome = BW_ALERT_OFF;
      return;
    }
  if (now_ms - forecast->issued_ms > BW_ALERT_MAX_AGE_MS)
    {
      alert->outcome = BW_ALERT_OLD;
      return;
    }

  if (alert->rule == BW_ALERT_ZONE)
    finding = find_zone (rules, forecast, now_ms, alert);
  else if (alert->rule == BW_ALERT_SCORE)
    finding = find_score (rules, forecast, now_ms, alert);
  else
    finding = find_trend (forecast, trend, alert);
  if (!finding.known)
    {
      alert->outcome = BW_ALERT_UNKNOWN;
      return;
    }
  follow (rule, &finding, alert->rule, now_ms);
  if (!finding.met)
    {
      alert->outcome = BW_ALERT_CLEAR;
      return;
    }
  alert->outcome = decide (rules, rule, state->hush_until_ms, now_ms, zone, &alert->due_ms);
  if (alert->outcome == BW_ALERT_RAISED)
    *rule = (BwAlertRuleState){ .raised_ms = now_ms, .active = TRUE, .told = finding.told };
}

GPtrArray *
bw_alerts_evaluate (const BwAlertRules *rules,
                    const BwForecast   *forecast,
                    const BwAlertTrend *trend,
                    BwAlertState       *state,
                    gint64              now_ms,
                    GTimeZone          *zone)
{
  GPtrArray *alerts = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (rules != NULL && forecast != NULL && state != NULL && zone != NULL, alerts);

  for (int i = 0; i < BW_N_ALERT_RULES; i++)
    {
      BwAlert *alert = g_new0 (BwAlert, 1);

      alert->rule = (BwAlertRule) i;
      evaluate_rule (rules, forecast, trend, state, now_ms, zone, alert);
      g_ptr_array_add (alerts, alert);
    }
  return alerts;
}

gint64
bw_alerts_quiet_until (const BwAlertRules *rules,
                       gint64              now_ms,
                       GTimeZone          *zone)
{
  gint64 today = bw_time_local_day (zone, now_ms);
  int overnight = rules->quiet_until_min <= rules->quiet_from_min;

  if (!rules->quiet || rules->quiet_from_min == rules->quiet_until_min)
    return 0;
  /* From one instant to another, whatever the clock does between them. */
  for (gint64 day = today - 1; day <= today; day++)
    {
      gint64 from_ms = bw_time_from_local (zone, day * BW_TIME_DAY
                                                   + rules->quiet_from_min * BW_TIME_MINUTE);
      gint64 until_ms = bw_time_from_local (zone, (day + overnight) * BW_TIME_DAY
                                                    + rules->quiet_until_min * BW_TIME_MINUTE);

      if (from_ms <= now_ms && now_ms < until_ms)
        return until_ms;
    }
  return 0;
}

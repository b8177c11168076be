/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "forecast/bw-alerts.h"

#include <string.h>

/* A person in Berlin: summer time begins on 2026-03-29 at 2:00 and ends on 2026-10-25 at 3:00. */

typedef struct
{
  GTimeZone *zone;
  BwAlertRules rules;
  BwAlertState state;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_assert_nonnull (fixture->zone);
  bw_alert_rules_init (&fixture->rules);
  fixture->rules.on = TRUE;
  fixture->state = (BwAlertState){ 0 };
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_time_zone_unref (fixture->zone);
}

static gint64
at (const char *text)
{
  gint64 time_ms;

  g_assert_true (bw_time_parse (text, strlen (text), &time_ms, NULL));
  return time_ms;
}

/* A forecast made at @issued_ms: @now, and all hours at @score. */
static BwForecast *
make (gint64 issued_ms,
      double now,
      double score)
{
  BwForecast *self = bw_forecast_new ();

  self->issued_ms = issued_ms;
  self->measure = BW_MEASURE_SDNN;
  self->has_score = TRUE;
  self->score_now = now;
  self->zone_now = bw_zone_from_score (now);
  self->n_hours = BW_FORECAST_HOURS;
  for (int i = 0; i < BW_FORECAST_HOURS; i++)
    self->hours[i] = (BwForecastHour){ .time_ms = issued_ms + i * BW_TIME_HOUR,
                                       .score = score,
                                       .zone = bw_zone_from_score (score),
                                       .p_red = 0.1 };
  return self;
}

static void
set_hour (BwForecast *forecast,
          int         i,
          double      score)
{
  forecast->hours[i].score = score;
  forecast->hours[i].zone = bw_zone_from_score (score);
}

static BwAlert
look (Fixture            *fixture,
      BwForecast         *forecast,
      const BwAlertTrend *trend,
      BwAlertRule         rule,
      gint64              now_ms)
{
  g_autoptr (GPtrArray) alerts = bw_alerts_evaluate (&fixture->rules, forecast, trend,
                                                     &fixture->state, now_ms, fixture->zone);

  g_assert_cmpuint (alerts->len, ==, BW_N_ALERT_RULES);
  for (guint i = 0; i < alerts->len; i++)
    g_assert_cmpint (((BwAlert *) g_ptr_array_index (alerts, i))->rule, ==, i);
  return *(BwAlert *) g_ptr_array_index (alerts, rule);
}

/* The zone rule, on a forecast made just now. */
static BwAlert
look_zone (Fixture    *fixture,
           const char *time,
           double      now,
           double      score)
{
  g_autoptr (BwForecast) forecast = make (at (time), now, score);

  return look (fixture, forecast, NULL, BW_ALERT_ZONE, at (time));
}

static void
test_off (Fixture       *fixture,
          gconstpointer  data)
{
  BwAlertRules rules;

  bw_alert_rules_init (&rules);
  g_assert_false (rules.on);
  fixture->rules.on = FALSE;
  g_assert_cmpint (look_zone (fixture, "2026-05-04T12:00+02:00", 30, 30).outcome, ==, BW_ALERT_OFF);
  fixture->rules.on = TRUE;
  fixture->rules.rule[BW_ALERT_ZONE] = FALSE;
  g_assert_cmpint (look_zone (fixture, "2026-05-04T12:00+02:00", 30, 30).outcome, ==, BW_ALERT_OFF);
  fixture->rules.rule[BW_ALERT_ZONE] = TRUE;
  g_assert_cmpint (look_zone (fixture, "2026-05-04T12:00+02:00", 30, 30).outcome, ==,
                   BW_ALERT_RAISED);
}

static void
test_zone (Fixture       *fixture,
           gconstpointer  data)
{
  const gint64 now_ms = at ("2026-05-04T12:00+02:00");
  g_autoptr (BwForecast) forecast = make (now_ms, 80, 80);
  BwAlert alert;

  /* 40 is yellow; 39.99 is red. */
  set_hour (forecast, 3, 40);
  g_assert_cmpint (look (fixture, forecast, NULL, BW_ALERT_ZONE, now_ms).outcome, ==,
                   BW_ALERT_CLEAR);
  set_hour (forecast, 3, 39.99);
  set_hour (forecast, 5, 37.5);
  fixture->rules.ahead = FALSE;
  g_assert_cmpint (look (fixture, forecast, NULL, BW_ALERT_ZONE, now_ms).outcome, ==,
                   BW_ALERT_CLEAR);
  fixture->rules.ahead = TRUE;
  alert = look (fixture, forecast, NULL, BW_ALERT_ZONE, now_ms);
  g_assert_cmpint (alert.outcome, ==, BW_ALERT_RAISED);
  g_assert_cmpint (alert.hour_ms, ==, now_ms + 5 * BW_TIME_HOUR);
  g_assert_cmpfloat (alert.score, ==, 37.5);
  g_assert_false (alert.now || alert.by_chance);
  /* The same forecast, looked at again. */
  g_assert_cmpint (look (fixture, forecast, NULL, BW_ALERT_ZONE, now_ms).outcome, ==, BW_ALERT_TOLD);

  /* Hours that are over are not ahead any more; one that has begun is. */
  fixture->state = (BwAlertState){ 0 };
  alert = look (fixture, forecast, NULL, BW_ALERT_ZONE, now_ms + 6 * BW_TIME_HOUR - 1);
  g_assert_cmpint (alert.outcome, ==, BW_ALERT_RAISED);
  fixture->state = (BwAlertState){ 0 };
  alert = look (fixture, forecast, NULL, BW_ALERT_ZONE, now_ms + 6 * BW_TIME_HOUR);
  g_assert_cmpint (alert.outcome, ==, BW_ALERT_CLEAR);
}

static void
test_now (Fixture       *fixture,
          gconstpointer  data)
{
  const gint64 now_ms = at ("2026-05-04T12:00+02:00");
  g_autoptr (BwForecast) forecast = make (now_ms, 55, 75);
  BwAlert alert;

  g_assert_cmpint (look (fixture, forecast, NULL, BW_ALERT_ZONE, now_ms).outcome, ==,
                   BW_ALERT_CLEAR);
  fixture->rules.zone = BW_ZONE_YELLOW;
  fixture->rules.ahead = FALSE;
  alert = look (fixture, forecast, NULL, BW_ALERT_ZONE, now_ms);
  g_assert_cmpint (alert.outcome, ==, BW_ALERT_RAISED);
  g_assert_true (alert.now);
  g_assert_cmpint (alert.hour_ms, ==, now_ms);
  g_assert_cmpfloat (alert.score, ==, 55);

  /* Red to come is the greater news. */
  fixture->state = (BwAlertState){ 0 };
  fixture->rules.ahead = TRUE;
  set_hour (forecast, 7, 30);
  alert = look (fixture, forecast, NULL, BW_ALERT_ZONE, now_ms);
  g_assert_cmpint (alert.outcome, ==, BW_ALERT_RAISED);
  g_assert_false (alert.now);
  g_assert_cmpint (alert.hour_ms, ==, now_ms + 7 * BW_TIME_HOUR);
}

static void
test_chance (Fixture       *fixture,
             gconstpointer  data)
{
  const gint64 now_ms = at ("2026-05-04T12:00+02:00");
  g_autoptr (BwForecast) forecast = make (now_ms, 80, 60);
  BwAlert alert;

  forecast->hours[9].p_red = 0.299;
  g_assert_cmpint (look (fixture, forecast, NULL, BW_ALERT_ZONE, now_ms).outcome, ==,
                   BW_ALERT_CLEAR);
  forecast->hours[9].p_red = 0.3;
  alert = look (fixture, forecast, NULL, BW_ALERT_ZONE, now_ms);
  g_assert_cmpint (alert.outcome, ==, BW_ALERT_RAISED);
  g_assert_true (alert.by_chance);
  g_assert_cmpint (alert.hour_ms, ==, now_ms + 9 * BW_TIME_HOUR);
  g_assert_cmpfloat (alert.p_red, ==, 0.3);

  fixture->state = (BwAlertState){ 0 };
  fixture->rules.red_percent = 100;
  forecast->hours[9].p_red = 1;
  g_assert_cmpint (look (fixture, forecast, NULL, BW_ALERT_ZONE, now_ms).outcome, ==,
                   BW_ALERT_CLEAR);
}

static void
test_hysteresis (Fixture       *fixture,
                 gconstpointer  data)
{
  g_assert_cmpint (look_zone (fixture, "2026-05-04T12:00+02:00", 80, 38).outcome, ==,
                   BW_ALERT_RAISED);
  g_assert_cmpint (look_zone (fixture, "2026-05-04T15:00+02:00", 80, 35).outcome, ==, BW_ALERT_TOLD);
  g_assert_cmpint (look_zone (fixture, "2026-05-05T12:00+02:00", 80, 35).outcome, ==, BW_ALERT_TOLD);
  /* Out, but not by 3 points: back at once it is no news. */
  g_assert_cmpint (look_zone (fixture, "2026-05-05T13:00+02:00", 80, 42.9).outcome, ==,
                   BW_ALERT_CLEAR);
  g_assert_cmpint (look_zone (fixture, "2026-05-05T14:00+02:00", 80, 39).outcome, ==, BW_ALERT_TOLD);
  /* By 3 points it has passed. */
  g_assert_cmpint (look_zone (fixture, "2026-05-05T15:00+02:00", 80, 43).outcome, ==,
                   BW_ALERT_CLEAR);
  g_assert_cmpint (look_zone (fixture, "2026-05-05T16:00+02:00", 80, 39).outcome, ==,
                   BW_ALERT_RAISED);
  /* Or a day within the margin; the day begins anew with each return. */
  g_assert_cmpint (look_zone (fixture, "2026-05-06T08:00+02:00", 80, 41).outcome, ==,
                   BW_ALERT_CLEAR);
  g_assert_cmpint (look_zone (fixture, "2026-05-06T20:00+02:00", 80, 39).outcome, ==, BW_ALERT_TOLD);
  g_assert_cmpint (look_zone (fixture, "2026-05-06T21:00+02:00", 80, 41).outcome, ==,
                   BW_ALERT_CLEAR);
  g_assert_cmpint (look_zone (fixture, "2026-05-07T20:59+02:00", 80, 41).outcome, ==,
                   BW_ALERT_CLEAR);
  g_assert_cmpint (look_zone (fixture, "2026-05-07T20:59+02:00", 80, 39).outcome, ==, BW_ALERT_TOLD);
  g_assert_cmpint (look_zone (fixture, "2026-05-08T08:00+02:00", 80, 41).outcome, ==,
                   BW_ALERT_CLEAR);
  g_assert_cmpint (look_zone (fixture, "2026-05-09T08:00+02:00", 80, 41).outcome, ==,
                   BW_ALERT_CLEAR);
  g_assert_cmpint (look_zone (fixture, "2026-05-09T09:00+02:00", 80, 39).outcome, ==,
                   BW_ALERT_RAISED);
}

static void
test_once_a_day (Fixture       *fixture,
                 gconstpointer  data)
{
  BwAlert alert;

  g_assert_cmpint (look_zone (fixture, "2026-05-04T07:00+02:00", 80, 38).outcome, ==,
                   BW_ALERT_RAISED);
  g_assert_cmpint (look_zone (fixture, "2026-05-04T12:00+02:00", 80, 80).outcome, ==,
                   BW_ALERT_CLEAR);
  alert = look_zone (fixture, "2026-05-04T18:00+02:00", 80, 38);
  g_assert_cmpint (alert.outcome, ==, BW_ALERT_TODAY);
  g_assert_cmpint (alert.due_ms, ==, at ("2026-05-05T00:00+02:00"));
  /* The next day it still holds: after the quiet hours it is told. */
  g_assert_cmpint (look_zone (fixture, "2026-05-05T00:00+02:00", 80, 38).outcome, ==, BW_ALERT_HELD);
  g_assert_cmpint (look_zone (fixture, "2026-05-05T07:00+02:00", 80, 38).outcome, ==,
                   BW_ALERT_RAISED);
}

/* Yellow was told; red is worse, but the day has had its word. */
static void
test_worse (Fixture       *fixture,
            gconstpointer  data)
{
  fixture->rules.zone = BW_ZONE_YELLOW;
  g_assert_cmpint (look_zone (fixture, "2026-05-04T12:00+02:00", 80, 60).outcome, ==,
                   BW_ALERT_RAISED);
  g_assert_cmpint (look_zone (fixture, "2026-05-04T13:00+02:00", 80, 38).outcome, ==,
                   BW_ALERT_TODAY);
  g_assert_cmpint (look_zone (fixture, "2026-05-05T12:00+02:00", 80, 38).outcome, ==,
                   BW_ALERT_RAISED);
  /* Better is no news. */
  g_assert_cmpint (look_zone (fixture, "2026-05-06T12:00+02:00", 80, 60).outcome, ==, BW_ALERT_TOLD);
}

static void
test_quiet_hours (Fixture       *fixture,
                  gconstpointer  data)
{
  BwAlert alert;

  g_assert_cmpint (look_zone (fixture, "2026-05-04T21:59+02:00", 80, 80).outcome, ==,
                   BW_ALERT_CLEAR);
  alert = look_zone (fixture, "2026-05-04T22:00+02:00", 80, 38);
  g_assert_cmpint (alert.outcome, ==, BW_ALERT_HELD);
  g_assert_cmpint (alert.due_ms, ==, at ("2026-05-05T07:00+02:00"));
  alert = look_zone (fixture, "2026-05-05T06:59+02:00", 80, 38);
  g_assert_cmpint (alert.outcome, ==, BW_ALERT_HELD);
  g_assert_cmpint (alert.due_ms, ==, at ("2026-05-05T07:00+02:00"));
  g_assert_cmpint (look_zone (fixture, "2026-05-05T07:00+02:00", 80, 38).outcome, ==,
                   BW_ALERT_RAISED);
  /* What passed by itself in the night is not told. */
  g_assert_cmpint (look_zone (fixture, "2026-05-06T12:00+02:00", 80, 80).outcome, ==,
                   BW_ALERT_CLEAR);
  g_assert_cmpint (look_zone (fixture, "2026-05-06T23:00+02:00", 80, 38).outcome, ==, BW_ALERT_HELD);
  g_assert_cmpint (look_zone (fixture, "2026-05-07T07:00+02:00", 80, 80).outcome, ==,
                   BW_ALERT_CLEAR);
  /* Within one day, and never. */
  fixture->rules.quiet_from_min = 13 * 60;
  fixture->rules.quiet_until_min = 14 * 60 + 30;
  g_assert_cmpint (bw_alerts_quiet_until (&fixture->rules, at ("2026-05-07T12:59+02:00"),
                                          fixture->zone),
                   ==, 0);
  g_assert_cmpint (bw_alerts_quiet_until (&fixture->rules, at ("2026-05-07T13:00+02:00"),
                                          fixture->zone),
                   ==, at ("2026-05-07T14:30+02:00"));
  g_assert_cmpint (bw_alerts_quiet_until (&fixture->rules, at ("2026-05-07T14:30+02:00"),
                                          fixture->zone),
                   ==, 0);
  fixture->rules.quiet_until_min = 13 * 60;
  g_assert_cmpint (bw_alerts_quiet_until (&fixture->rules, at ("2026-05-07T13:00+02:00"),
                                          fixture->zone),
                   ==, 0);
  fixture->rules.quiet_until_min = 14 * 60;
  fixture->rules.quiet = FALSE;
  g_assert_cmpint (bw_alerts_quiet_until (&fixture->rules, at ("2026-05-07T13:00+02:00"),
                                          fixture->zone),
                   ==, 0);
}

static void
assert_quiet (Fixture    *fixture,
              const char *now,
              const char *until)
{
  g_assert_cmpint (bw_alerts_quiet_until (&fixture->rules, at (now), fixture->zone), ==,
                   until != NULL ? at (until) : 0);
}

/* By the clock on the wall, on the nights that have an hour less or more. */
static void
test_summer_time (Fixture       *fixture,
                  gconstpointer  data)
{
  assert_quiet (fixture, "2026-03-28T22:00+01:00", "2026-03-29T07:00+02:00");
  assert_quiet (fixture, "2026-03-29T06:59+02:00", "2026-03-29T07:00+02:00");
  assert_quiet (fixture, "2026-10-24T22:00+02:00", "2026-10-25T07:00+01:00");
  assert_quiet (fixture, "2026-10-25T02:30+02:00", "2026-10-25T07:00+01:00");
  assert_quiet (fixture, "2026-10-25T02:30+01:00", "2026-10-25T07:00+01:00");
  assert_quiet (fixture, "2026-10-25T07:00+01:00", NULL);

  /* An end that is skipped comes as much later; one that comes twice comes once. */
  fixture->rules.quiet_until_min = 2 * 60 + 30;
  assert_quiet (fixture, "2026-03-29T01:59+01:00", "2026-03-29T03:30+02:00");
  assert_quiet (fixture, "2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00");
  assert_quiet (fixture, "2026-10-25T02:29+02:00", "2026-10-25T02:30+02:00");
  assert_quiet (fixture, "2026-10-25T02:10+01:00", NULL);
  /* Likewise a beginning. */
  fixture->rules.quiet_from_min = 2 * 60 + 30;
  fixture->rules.quiet_until_min = 5 * 60;
  assert_quiet (fixture, "2026-03-29T03:29+02:00", NULL);
  assert_quiet (fixture, "2026-03-29T03:30+02:00", "2026-03-29T05:00+02:00");
  assert_quiet (fixture, "2026-10-25T02:10+02:00", NULL);
  assert_quiet (fixture, "2026-10-25T02:10+01:00", "2026-10-25T05:00+01:00");
}

/* Once a day goes by the person's days, which have 23 or 25 hours too. */
static void
test_long_day (Fixture       *fixture,
               gconstpointer  data)
{
  fixture->rules.quiet = FALSE;
  g_assert_cmpint (look_zone (fixture, "2026-10-25T00:00+02:00", 80, 38).outcome, ==,
                   BW_ALERT_RAISED);
  look_zone (fixture, "2026-10-25T12:00+01:00", 80, 80);
  g_assert_cmpint (look_zone (fixture, "2026-10-25T23:59+01:00", 80, 38).outcome, ==,
                   BW_ALERT_TODAY);
  g_assert_cmpint (look_zone (fixture, "2026-10-26T00:00+01:00", 80, 38).outcome, ==,
                   BW_ALERT_RAISED);
}

static void
test_hush (Fixture       *fixture,
           gconstpointer  data)
{
  fixture->state.hush_until_ms = at ("2026-05-05T00:00+02:00");
  g_assert_cmpint (look_zone (fixture, "2026-05-04T12:00+02:00", 80, 38).outcome, ==,
                   BW_ALERT_HUSHED);
  g_assert_cmpint (look_zone (fixture, "2026-05-05T08:00+02:00", 80, 38).outcome, ==,
                   BW_ALERT_RAISED);
}

static void
test_old (Fixture       *fixture,
          gconstpointer  data)
{
  const gint64 issued_ms = at ("2026-05-04T08:00+02:00");
  g_autoptr (BwForecast) forecast = make (issued_ms, 30, 30);
  const BwAlertState before = fixture->state;

  g_assert_cmpint (look (fixture, forecast, NULL, BW_ALERT_ZONE, issued_ms + 12 * BW_TIME_HOUR + 1)
                     .outcome,
                   ==, BW_ALERT_OLD);
  g_assert_cmpmem (&before, sizeof before, &fixture->state, sizeof before);
  forecast->has_score = FALSE;
  g_assert_cmpint (look (fixture, forecast, NULL, BW_ALERT_ZONE, issued_ms).outcome, ==,
                   BW_ALERT_UNKNOWN);
  forecast->has_score = TRUE;
  g_assert_cmpint (look (fixture, forecast, NULL, BW_ALERT_ZONE, issued_ms + 12 * BW_TIME_HOUR)
                     .outcome,
                   ==, BW_ALERT_RAISED);
}

static void
test_score (Fixture       *fixture,
            gconstpointer  data)
{
  const gint64 now_ms = at ("2026-05-04T12:00+02:00");
  g_autoptr (BwForecast) forecast = make (now_ms, 30, 80);
  BwAlert alert;

  fixture->rules.rule[BW_ALERT_SCORE] = TRUE;
  fixture->rules.hours = 3;
  set_hour (forecast, 2, 49);
  set_hour (forecast, 3, 49);
  set_hour (forecast, 4, 50); /* not below */
  set_hour (forecast, 5, 49);
  g_assert_cmpint (look (fixture, forecast, NULL, BW_ALERT_SCORE, now_ms).outcome, ==,
                   BW_ALERT_CLEAR);
  set_hour (forecast, 4, 45);
  alert = look (fixture, forecast, NULL, BW_ALERT_SCORE, now_ms);
  g_assert_cmpint (alert.outcome, ==, BW_ALERT_RAISED);
  g_assert_cmpint (alert.from_ms, ==, now_ms + 2 * BW_TIME_HOUR);
  g_assert_cmpuint (alert.n_hours, ==, 4);
  g_assert_cmpint (alert.hour_ms, ==, now_ms + 4 * BW_TIME_HOUR);
  g_assert_cmpfloat (alert.score, ==, 45);
  g_assert_cmpuint (alert.below, ==, 50);

  /* Above 50, but the run below 53 is still there. */
  set_hour (forecast, 3, 52);
  set_hour (forecast, 4, 52);
  g_assert_cmpint (look (fixture, forecast, NULL, BW_ALERT_SCORE, now_ms).outcome, ==,
                   BW_ALERT_CLEAR);
  g_assert_true (fixture->state.rule[BW_ALERT_SCORE].active);
  set_hour (forecast, 4, 53);
  g_assert_cmpint (look (fixture, forecast, NULL, BW_ALERT_SCORE, now_ms).outcome, ==,
                   BW_ALERT_CLEAR);
  g_assert_false (fixture->state.rule[BW_ALERT_SCORE].active);
}

/* The rule that asks for as many hours as there are. */
static void
test_score_all_day (Fixture       *fixture,
                    gconstpointer  data)
{
  const gint64 now_ms = at ("2026-05-04T12:00+02:00");
  g_autoptr (BwForecast) forecast = make (now_ms, 45, 45);
  BwAlert alert;

  fixture->rules.rule[BW_ALERT_SCORE] = TRUE;
  fixture->rules.hours = 24;
  alert = look (fixture, forecast, NULL, BW_ALERT_SCORE, now_ms);
  g_assert_cmpint (alert.outcome, ==, BW_ALERT_RAISED);
  g_assert_cmpuint (alert.n_hours, ==, 24);
}

static void
test_trend (Fixture       *fixture,
            gconstpointer  data)
{
  const gint64 now_ms = at ("2026-05-04T12:00+02:00");
  g_autoptr (BwForecast) forecast = make (now_ms, 80, 80);
  BwAlertTrend trend = { .known = FALSE, .side = -1, .mean_ms = 30, .low_ms = 36, .high_ms = 48 };
  BwAlert alert;

  fixture->rules.rule[BW_ALERT_TREND] = TRUE;
  g_assert_cmpint (look (fixture, forecast, NULL, BW_ALERT_TREND, now_ms).outcome, ==,
                   BW_ALERT_UNKNOWN);
  g_assert_cmpint (look (fixture, forecast, &trend, BW_ALERT_TREND, now_ms).outcome, ==,
                   BW_ALERT_UNKNOWN);
  trend.known = TRUE;
  alert = look (fixture, forecast, &trend, BW_ALERT_TREND, now_ms);
  g_assert_cmpint (alert.outcome, ==, BW_ALERT_RAISED);
  g_assert_cmpfloat (alert.trend.mean_ms, ==, 30);
  g_assert_cmpint (alert.measure, ==, BW_MEASURE_SDNN);

  /* Back within, a day has to pass. */
  trend.side = 0;
  for (int hour = 24; hour < 48; hour += 6)
    {
      forecast->issued_ms = now_ms + hour * BW_TIME_HOUR;
      g_assert_cmpint (look (fixture, forecast, &trend, BW_ALERT_TREND, forecast->issued_ms).outcome,
                       ==, BW_ALERT_CLEAR);
      g_assert_true (fixture->state.rule[BW_ALERT_TREND].active);
    }
  forecast->issued_ms = now_ms + 46 * BW_TIME_HOUR;
  trend.side = -1;
  g_assert_cmpint (look (fixture, forecast, &trend, BW_ALERT_TREND, forecast->issued_ms).outcome, ==,
                   BW_ALERT_TOLD);
  /* The other side is another thing. */
  trend.side = 1;
  g_assert_cmpint (look (fixture, forecast, &trend, BW_ALERT_TREND, forecast->issued_ms).outcome, ==,
                   BW_ALERT_RAISED);
}

static void
test_rules_text (Fixture       *fixture,
                 gconstpointer  data)
{
  const BwAlertRules all = {
    .on = TRUE, .rule = { FALSE, TRUE, TRUE }, .zone = BW_ZONE_YELLOW, .ahead = FALSE,
    .red_percent = 45, .below = 61, .hours = 9, .quiet = FALSE,
    .quiet_from_min = 23 * 60 + 59, .quiet_until_min = 5,
  };
  static const char *const broken[] = {
    NULL, "", "null", "[]", "{", "{\"on\": 3, \"zone\": \"yes\", \"below\": \"5\"}", "\xff",
    "{\"below\": 0, \"hours\": 25, \"red_percent\": 4, \"quiet_from\": \"24:00\"}",
    "{\"below\": -1, \"hours\": 1e300, \"quiet_until\": \"7:00\", \"zone_from\": \"green\"}",
    "{\"on\": {\"a\": {\"b\": {\"c\": {\"d\": {}}}}}}", "{\"quiet_until\": \"07:60\", \"zone\": null}",
  };
  g_autofree char *text = bw_alert_rules_to_text (&all);
  BwAlertRules back, usual;

  bw_alert_rules_from_text (&back, text);
  g_assert_cmpmem (&back, sizeof back, &all, sizeof all);
  bw_alert_rules_init (&usual);
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      bw_alert_rules_from_text (&back, broken[i]);
      g_assert_cmpmem (&back, sizeof back, &usual, sizeof usual);
    }
}

static void
test_state_text (Fixture       *fixture,
                 gconstpointer  data)
{
  BwAlertState all = { .hush_until_ms = G_GINT64_CONSTANT (1777966800000) };
  static const char *const broken[] = {
    NULL, "", "{\"zone\": 3}", "{\"zone\": {\"raised_ms\": -1, \"active\": 1, \"told\": 2}}",
    "{\"zone\": {\"raised_ms\": \"1\", \"told\": -2}}", "{\"hush_until_ms\": 9223372036854775807}",
  };
  const BwAlertState none = { 0 };
  g_autofree char *text = NULL;
  BwAlertState back;

  for (int i = 0; i < BW_N_ALERT_RULES; i++)
    {
      all.rule[i].raised_ms = G_GINT64_CONSTANT (1777000000000) + i;
      all.rule[i].active = i != 1;
      all.rule[i].out_ms = i * 1000;
      all.rule[i].told = i - 1;
    }
  text = bw_alert_state_to_text (&all);
  bw_alert_state_from_text (&back, text);
  g_assert_cmpint (back.hush_until_ms, ==, all.hush_until_ms);
  for (int i = 0; i < BW_N_ALERT_RULES; i++)
    {
      g_assert_cmpint (back.rule[i].raised_ms, ==, all.rule[i].raised_ms);
      g_assert_cmpint (back.rule[i].active, ==, all.rule[i].active);
      g_assert_cmpint (back.rule[i].out_ms, ==, all.rule[i].out_ms);
      g_assert_cmpint (back.rule[i].told, ==, all.rule[i].told);
    }
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      bw_alert_state_from_text (&back, broken[i]);
      g_assert_cmpmem (&back, sizeof back, &none, sizeof none);
    }
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *folder = bw_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "me.beatwise", NULL);
  g_autoptr (GError) error = NULL;
  BwLibrary *library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  BwAlertRules rules;
  BwAlertState state;
  gint64 version;

  g_assert_no_error (error);
  bw_alert_rules_read (&rules, library);
  g_assert_false (rules.on);
  rules.on = TRUE;
  rules.below = 33;
  g_assert_true (bw_alert_rules_write (&rules, library, &error));
  bw_alert_state_read (&state, library);
  g_assert_cmpint (state.rule[BW_ALERT_ZONE].raised_ms, ==, 0);
  state.rule[BW_ALERT_ZONE].raised_ms = 5;
  g_assert_true (bw_alert_state_write (&state, library, &error));
  bw_library_close (library);

  library = bw_library_open (path, BW_LIBRARY_WRITE, &error);
  g_assert_no_error (error);
  bw_alert_rules_read (&rules, library);
  g_assert_cmpuint (rules.below, ==, 33);
  bw_alert_state_read (&state, library);
  g_assert_cmpint (state.rule[BW_ALERT_ZONE].raised_ms, ==, 5);
  /* What did not change is not written. */
  version = bw_library_get_version (library);
  g_assert_true (bw_alert_state_write (&state, library, &error));
  g_assert_cmpint (bw_library_get_version (library), ==, version);
  bw_library_close (library);
  bw_test_remove_folder (g_steal_pointer (&folder));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/alerts/off", test_off },
    { "/alerts/zone", test_zone },
    { "/alerts/now", test_now },
    { "/alerts/chance", test_chance },
    { "/alerts/hysteresis", test_hysteresis },
    { "/alerts/once-a-day", test_once_a_day },
    { "/alerts/worse", test_worse },
    { "/alerts/quiet-hours", test_quiet_hours },
    { "/alerts/summer-time", test_summer_time },
    { "/alerts/long-day", test_long_day },
    { "/alerts/hush", test_hush },
    { "/alerts/old", test_old },
    { "/alerts/score", test_score },
    { "/alerts/score-all-day", test_score_all_day },
    { "/alerts/trend", test_trend },
    { "/alerts/rules-text", test_rules_text },
    { "/alerts/state-text", test_state_text },
    { "/alerts/kept", test_kept },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}

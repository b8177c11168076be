/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-today-words.h"
#include "base/bw-time.h"
#include "today-outlook.h"

#include <math.h>
#include <string.h>

#define SOON (TODAY_ISSUED + BW_TIME_HOUR)
#define LATER (TODAY_ISSUED + 400 * BW_TIME_DAY)

static void
assert_sentence (TodayKind   kind,
                 gint64      now_ms,
                 const char *expected)
{
  g_autoptr (BwOutlook) outlook = today_outlook (kind);
  g_autofree char *text = bw_today_sentence (outlook->forecast, outlook->zone, now_ms);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_sentence (void)
{
  assert_sentence (TODAY_YELLOW, SOON,
                   "Last night was below your normal. Lowest around 14:00 tomorrow (red, 38).");
  assert_sentence (TODAY_YELLOW, TODAY_ISSUED + BW_TIME_DAY,
                   "Last night was below your normal. Lowest around 14:00 (red, 38).");
  assert_sentence (TODAY_YELLOW, LATER,
                   "The night before was below your normal. Lowest around 13 March, 14:00 (red, 38).");
  assert_sentence (TODAY_GREEN, SOON,
                   "You slept more soundly than you normally do. The next 24 hours stay green, lowest "
                   "around 14:00 tomorrow (71).");
  assert_sentence (TODAY_CALIBRATING, SOON,
                   "Beatwise is learning your normal. The score begins after 14 days with readings.");
  assert_sentence (TODAY_NOTHING, SOON,
                   "Last night has no readings that count, so there is no score for it.");
}

static void
set_level (BwForecast *forecast,
           double      score)
{
  for (guint i = 0; i < forecast->n_hours; i++)
    {
      forecast->hours[i].score = score + (i % 2);
      forecast->hours[i].zone = bw_zone_from_score (score);
    }
}

/* Of hours that are all alike none is called the lowest. */
static void
test_level (void)
{
  g_autoptr (BwOutlook) outlook = today_outlook (TODAY_GREEN);
  BwForecast *forecast = outlook->forecast;
  g_autofree char *same = NULL, *old = NULL, *apart = NULL;

  forecast->score_now = 81;
  set_level (forecast, 81);
  same = bw_today_sentence (forecast, outlook->zone, SOON);
  g_assert_true (g_str_has_suffix (same, " The next 24 hours stay around 81 (green)."));
  old = bw_today_sentence (forecast, outlook->zone, LATER);
  g_assert_true (g_str_has_suffix (old, " The 24 hours stay around 81 (green)."));
  forecast->score_now = 75;
  apart = bw_today_sentence (forecast, outlook->zone, SOON);
  g_assert_true (g_str_has_suffix (apart, " HRV alone stays around 81 (green)."));
}

/* The term that moved the score most gives the reason, and only if it is worth one. */
static void
test_reason (void)
{
  g_autoptr (BwOutlook) outlook = today_outlook (TODAY_YELLOW);
  BwForecast *forecast = outlook->forecast;
  BwPush *hrv = g_ptr_array_index (forecast->pushes, 0);
  BwPush *heart = g_ptr_array_index (forecast->pushes, 1);
  BwPush *sleep = g_ptr_array_index (forecast->pushes, 2);
  g_autofree char *by_heart = NULL, *by_nothing = NULL;

  hrv->z = -0.3;
  by_heart = bw_today_sentence (forecast, outlook->zone, SOON);
  g_assert_true (g_str_has_prefix (by_heart, "Your resting heart rate was above your normal."));
  heart->z = sleep->z = 0.1;
  by_nothing = bw_today_sentence (forecast, outlook->zone, SOON);
  g_assert_true (g_str_has_prefix (by_nothing, "You are close to your normal."));
}

/* Where the number and the line part, the page says by what; “lowest” then speaks of HRV alone. */
static void
test_difference (void)
{
  g_autoptr (BwOutlook) outlook = today_outlook (TODAY_YELLOW);
  BwForecast *forecast = outlook->forecast;
  g_autofree char *same = NULL, *both = NULL, *sleep = NULL, *neither = NULL;
  g_autofree char *tomorrow = NULL, *old = NULL;

  forecast->score_now = forecast->hours[0].score + 1;
  g_assert_false (bw_forecast_scores_differ (forecast));
  same = bw_today_difference (forecast);
  g_assert_null (same);

  forecast->score_now = 30;
  forecast->zone_now = BW_ZONE_RED;
  g_assert_true (bw_forecast_scores_differ (forecast));
  both = bw_today_difference (forecast);
  g_assert_cmpstr (both, ==,
                   "■ 30 counts resting heart rate and sleep too; the line is HRV alone.");
  tomorrow = bw_today_sentence (forecast, outlook->zone, SOON);
  g_assert_nonnull (strstr (tomorrow, "HRV alone is lowest around 14:00 tomorrow (red, 38)."));
  old = bw_today_sentence (forecast, outlook->zone, LATER);
  g_assert_nonnull (strstr (old, "HRV alone is lowest around 13 March, 14:00 (red, 38)."));

  g_ptr_array_remove_index (forecast->pushes, 1);
  sleep = bw_today_difference (forecast);
  g_assert_cmpstr (sleep, ==, "■ 30 counts sleep too; the line is HRV alone.");
  g_ptr_array_set_size (forecast->pushes, 1);
  neither = bw_today_difference (forecast);
  g_assert_cmpstr (neither, ==,
                   "■ 30 is the score of the day; the line follows HRV hour by hour.");
}

static void
test_issued (void)
{
  g_autoptr (BwOutlook) outlook = today_outlook (TODAY_SDNN);
  g_autofree char *soon = bw_today_issued (outlook->forecast, outlook->zone, SOON);
  g_autofree char *days = bw_today_issued (outlook->forecast, outlook->zone,
                                           TODAY_ISSUED + 3 * BW_TIME_DAY);
  g_autofree char *years = bw_today_issued (outlook->forecast, outlook->zone, LATER);

  g_assert_cmpstr (soon, ==, "Issued 12 March, 18:00 · SDNN");
  g_assert_cmpstr (days, ==, "For the 24 hours after 12 March, 18:00 · SDNN");
  g_assert_cmpstr (years, ==, "For the 24 hours after 12 March 2026, 18:00 · SDNN");
}

static void
test_description (void)
{
  const BwThresholds thresholds = BW_THRESHOLDS_DEFAULT;
  g_autoptr (BwOutlook) outlook = today_outlook (TODAY_YELLOW);
  g_autoptr (BwOutlook) none = today_outlook (TODAY_CALIBRATING_MS);
  g_autofree char *text = bw_today_describe (outlook->forecast, outlook->zone, &thresholds, SOON);
  g_autofree char *without = bw_today_describe (none->forecast, none->zone, &thresholds, SOON);

  g_assert_nonnull (strstr (text, "for the 24 hours after 12 March, 18:00."));
  g_assert_nonnull (strstr (text, "It begins at 47, yellow, at 18:00."));
  g_assert_nonnull (strstr (text, "Lowest: 38, red, around 14:00."));
  g_assert_nonnull (strstr (text, "Highest: 80, green, around 02:00."));
  g_assert_nonnull (strstr (text, "hours stand out"));
  g_assert_cmpstr (without, ==, "There is no forecast of the score yet.");
}

static void
test_flags (void)
{
  g_autoptr (BwOutlook) outlook = today_outlook (TODAY_GREEN);
  BwForecast *forecast = outlook->forecast;
  const BwThresholds usual = { 40, 0.3 }, high = { 75, 0.3 };
  g_autofree char *none = NULL, *some = NULL, *across = NULL, *alert = NULL;

  for (guint i = 0; i < forecast->n_hours; i++)
    forecast->hours[i].p_red = 0.29;
  none = bw_today_flags (forecast, outlook->zone, &usual);
  g_assert_null (none);

  forecast->hours[1].p_red = 0.3;
  forecast->hours[15].p_red = forecast->hours[16].p_red = 0.5;
  some = bw_today_flags (forecast, outlook->zone, &usual);
  g_assert_cmpstr (some, ==, "Chance of red 30 % or more: 19:00–20:00, Fri 09:00–11:00");

  forecast->hours[15].p_red = forecast->hours[16].p_red = forecast->hours[1].p_red = 0;
  forecast->hours[5].p_red = forecast->hours[6].p_red = 0.5;
  across = bw_today_flags (forecast, outlook->zone, &usual);
  g_assert_cmpstr (across, ==, "Chance of red 30 % or more: 23:00–Fri 01:00");

  forecast->hours[5].p_red = forecast->hours[6].p_red = 0;
  alert = bw_today_flags (forecast, outlook->zone, &high);
  g_assert_true (g_str_has_prefix (alert, "Chance of red 30 % or more, or score below 75: "));
}

static void
test_hours (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const BwForecastHour hour = { TODAY_ISSUED, 0, 40, 30, 50, 69.6, 40.2, 88.9, BW_ZONE_YELLOW,
                                0.29, 0.7, 0.01 };
  const BwPastHour past = { TODAY_ISSUED, TRUE, 70.0 };
  g_autofree char *ahead = bw_today_hour (&hour, utc);
  g_autofree char *behind = bw_today_past_hour (&past, utc);

  g_assert_cmpstr (ahead, ==, "Thursday, 18:00\n◆ 69, Yellow\n80 % band: 40–88\n"
                              "● 29 %  ◆ 70 %  ■ 1 %");
  g_assert_cmpstr (behind, ==, "Thursday, 18:00\n● 70, Green");
}

static void
test_pushes (void)
{
  BwPush heart = { .id = (char *) "resting-heart-rate", .z = -1.2, .weight = 0.25, .push = -4.2 };
  BwPush sleep = { .id = (char *) "sleep", .z = 0.6, .weight = 0.15, .push = 1.6 };
  g_autofree char *minus = bw_today_push_points (-4.2), *plus = bw_today_push_points (1.6);
  g_autofree char *zero = bw_today_push_points (-0.2);

  g_assert_cmpstr (minus, ==, "−4");
  g_assert_cmpstr (plus, ==, "+2");
  g_assert_cmpstr (zero, ==, "0");
  /* z is turned; the words are about the heart rate itself. */
  g_assert_cmpstr (bw_today_push_word (&heart), ==, "Above your normal");
  g_assert_cmpstr (bw_today_push_word (&sleep), ==, "Above your normal");
}

static void
test_track (void)
{
  const BwTrackRecord better = { TRUE, 412, 0.79, 6.1, 2.8, 9.4 };
  const BwTrackRecord worse = { TRUE, 412, 0.79, -3.2, -5.1, -1.2 };
  const BwTrackRecord same = { TRUE, 412, 0.79, 1.1, -2.0, 4.4 };
  g_autofree char *a = bw_today_skill (&better), *b = bw_today_skill (&worse);
  g_autofree char *c = bw_today_skill (&same), *band = bw_today_coverage (&better);

  g_assert_cmpstr (a, ==, "6 % better, likely 3 to 9 %");
  g_assert_cmpstr (b, ==, "3 % worse, likely 1 to 5 %");
  g_assert_cmpstr (c, ==, "No clear difference: 2 % worse to 4 % better");
  g_assert_cmpstr (band, ==, "The band held 79 % of 412 hours");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/today/words/sentence", test_sentence);
  g_test_add_func ("/today/words/level", test_level);
  g_test_add_func ("/today/words/reason", test_reason);
  g_test_add_func ("/today/words/difference", test_difference);
  g_test_add_func ("/today/words/issued", test_issued);
  g_test_add_func ("/today/words/description", test_description);
  g_test_add_func ("/today/words/flags", test_flags);
  g_test_add_func ("/today/words/hours", test_hours);
  g_test_add_func ("/today/words/pushes", test_pushes);
  g_test_add_func ("/today/words/track", test_track);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "report/bw-alert-words.h"

#define NOW G_GINT64_CONSTANT (1777888800000) /* Monday 2026-05-04 10:00 UTC */

static void
assert_words (const BwAlert *alert,
              const char    *title,
              const char    *body)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autofree char *title_is = bw_alert_format_title (alert, NOW, zone);
  g_autofree char *body_is = bw_alert_format_body (alert, NOW, zone);

  g_assert_cmpstr (title_is, ==, title);
  g_assert_cmpstr (body_is, ==, body);
}

static void
test_zone (void)
{
  BwAlert alert = { .rule = BW_ALERT_ZONE, .outcome = BW_ALERT_RAISED, .score = 37.9,
                    .hour_ms = NOW + 3 * BW_TIME_HOUR, .p_red = 0.346 };

  assert_words (&alert, "Low score expected around 15:00: 37 (red)", "A day to rest.");
  alert.hour_ms = NOW + 17 * BW_TIME_HOUR;
  alert.score = 69.9;
  assert_words (&alert, "Lower score expected around 05:00 tomorrow: 69 (yellow)",
                "Strain is adding up. An easier day would help.");
  alert.by_chance = TRUE;
  assert_words (&alert, "Red is possible around 05:00 tomorrow (chance 35 %)",
                "The score expected then is higher. An easy day would help.");
  alert.by_chance = FALSE;
  alert.now = TRUE;
  assert_words (&alert, "Fatigue score 69: yellow zone",
                "Strain is adding up. An easier day would help.");
  alert.score = 12;
  assert_words (&alert, "Fatigue score 12: red zone", "A day to rest.");
}

static void
test_score (void)
{
  BwAlert alert = { .rule = BW_ALERT_SCORE, .outcome = BW_ALERT_RAISED, .below = 50, .n_hours = 6,
                    .from_ms = NOW + 3 * BW_TIME_HOUR, .hour_ms = NOW + 5 * BW_TIME_HOUR,
                    .score = 41.2 };

  assert_words (&alert, "Below 50 for 6 hours from 15:00",
                "Lowest around 17:00: 41. An easy day would help.");
  alert.n_hours = 1;
  alert.hour_ms = alert.from_ms;
  assert_words (&alert, "Below 50 for 1 hour from 15:00",
                "Lowest around 15:00: 41. An easy day would help.");
}

static void
test_trend (void)
{
  BwAlert alert = { .rule = BW_ALERT_TREND, .outcome = BW_ALERT_RAISED, .measure = BW_MEASURE_SDNN,
                    .trend = { TRUE, -1, 31.6, 36.1, 47.8 } };

  assert_words (&alert, "Your 7-day mean is below your normal range",
                "SDNN: 32 ms; your normal range is 36 to 48 ms.");
  alert.trend.side = 1;
  alert.trend.mean_ms = 50;
  assert_words (&alert, "Your 7-day mean is above your normal range",
                "SDNN: 50 ms; your normal range is 36 to 48 ms.");
}

/* Every outcome of every rule has a sentence of its own. */
static void
test_outcomes (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  BwAlert held = { .outcome = BW_ALERT_HELD, .due_ms = NOW + 19 * BW_TIME_HOUR };
  g_autofree char *text = bw_alert_format_outcome (&held, NOW, zone);

  g_assert_cmpstr (text, ==, "Held back by the quiet hours until 07:00 tomorrow");
  for (int outcome = BW_ALERT_OFF; outcome <= BW_ALERT_RAISED; outcome++)
    {
      const BwAlert alert = { .outcome = (BwAlertOutcome) outcome, .due_ms = NOW };

      g_assert_true (g_hash_table_add (seen, bw_alert_format_outcome (&alert, NOW, zone)));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alert-words/zone", test_zone);
  g_test_add_func ("/alert-words/score", test_score);
  g_test_add_func ("/alert-words/trend", test_trend);
  g_test_add_func ("/alert-words/outcomes", test_outcomes);
  return g_test_run ();
}

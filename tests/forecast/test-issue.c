/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-issue.h"

#include <math.h>

static char *
issue_text (BwHourly *hourly,
            gint64 at_ms,
            const char *model)
{
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  BwIssueOptions options = { .model = model };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwForecast) forecast = bw_issue (series, at_ms, &options, NULL, NULL, &error);
  g_autoptr (JsonNode) node = NULL;

  g_assert_no_error (error);
  node = bw_forecast_to_json (forecast);
  return json_to_string (node, TRUE);
}

static gint64
end_of (BwHourly *hourly)
{
  return g_array_index (hourly->hours, BwHour, hourly->hours->len - 1).start_ms + BW_TIME_HOUR;
}

static void
test_plain (void)
{
  BwSimulateOptions simulate;
  g_autoptr (BwHourly) hourly = NULL;
  g_autofree char *text = NULL, *again = NULL;

  bw_simulate_options_init (&simulate, 4);
  simulate.days = 150;
  hourly = bw_test_hourly_simulate (&simulate);
  text = issue_text (hourly, end_of (hourly), "best");
  again = issue_text (hourly, end_of (hourly), "best");
  g_assert_cmpstr (text, ==, again);
  g_test_message ("%s", text);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/issue/plain", test_plain);
  return g_test_run ();
}

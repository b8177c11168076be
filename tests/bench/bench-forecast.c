/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What a forecast costs and what it is worth, on simulated people: the time of a forecast, of a
 * training and of its trial, and the trial's outcome. */

#include "base/bw-time.h"
#include "bw-test-series.h"
#include "forecast/bw-forecast-start.h"
#include "forecast/bw-verdict.h"

#include <stdlib.h>

static double
since (gint64 *began_us)
{
  gint64 now_us = g_get_monotonic_time ();
  double seconds = (double) (now_us - *began_us) / G_USEC_PER_SEC;

  *began_us = now_us;
  return seconds;
}

static void
try_preset (const BwSeries      *series,
            gint64               at_ms,
            BwPreset             preset,
            const BwForecastNet *start)
{
  BwForecastNetOptions options = { .preset = preset, .seed = 1, .start = start };
  gint64 from_ms = bw_verdict_held_out_from (series, at_ms);
  gint64 began_us = g_get_monotonic_time ();
  BwForecastNetStats stats;
  g_autoptr (BwForecastNet) net = bw_forecast_net_train (series, from_ms, &options, &stats, NULL, 1,
                                                         NULL, NULL, NULL);
  double seconds = since (&began_us);
  BwVerdict verdict;

  if (net == NULL)
    return;
  bw_verdict_try (&verdict, net, series, stats.validation_ms, from_ms, at_ms, 1, NULL, NULL);
  g_print ("  %-9s %s trained on 65 %% in %5.2f s (%u epochs), tried in %.2f s: pinball %.4f, %+.1f %% "
           "[%+.1f, %+.1f] against %s, coverage %.2f\n",
           bw_preset_get_id (preset), start != NULL ? "(started)" : "(chance) ", seconds, stats.epochs, since (&began_us), verdict.net_pinball,
           verdict.vs_rival.percent, verdict.vs_rival.low, verdict.vs_rival.high,
           bw_rival_get_id (verdict.rival), verdict.track.coverage80);
  for (int r = 0; start != NULL && r < BW_N_RIVALS; r++)
    g_print ("  %-11s pinball %.4f\n", bw_rival_get_id ((BwRival) r), verdict.rival_pinball[r]);
}

int
main (int    argc,
      char **argv)
{
  const guint lengths[] = { 60, 150, 400 };
  gint64 start_us = g_get_monotonic_time ();
  BwForecastStartOptions start_options;
  g_autoptr (BwForecastNet) start = NULL;

  bw_forecast_start_options_init (&start_options);
  start = bw_forecast_start_make (&start_options, NULL, NULL, NULL);
  g_print ("start from simulated people made in %.1f s\n", since (&start_us));

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (int law = 0; law < 2; law++)
      {
        BwSimulateOptions simulate;
        g_autoptr (BwHourly) hourly = NULL;
        g_autoptr (BwSeries) series = NULL;
        g_autoptr (BwForecast) forecast = NULL;
        BwIssueOptions options = { .model = "best" };
        BwIssue issue = { 0 };
        gint64 at_ms, began_us;

        bw_simulate_options_init (&simulate, argc > 1 ? (guint64) atoi (argv[1]) : 1);
        simulate.days = lengths[i];
        simulate.traits.strain_law = law ? BW_STRAIN_NONLINEAR : BW_STRAIN_LINEAR;
        hourly = bw_test_hourly_simulate (&simulate);
        series = bw_series_new (hourly);
        at_ms = series->hours[series->n_hours - 1].start_ms + BW_TIME_HOUR;

        began_us = g_get_monotonic_time ();
        forecast = bw_issue (series, at_ms, &options, &issue, NULL, NULL);
        g_print ("%u days, %u readings, %s strain: forecast by %s in %.3f s, reliability %.2f, band "
                 "held %.3f of %u, %+.1f %% [%+.1f, %+.1f] better than the median\n",
                 lengths[i], series->n_readings, law ? "non-linear" : "linear", forecast->model,
                 since (&began_us), forecast->reliability, issue.track.coverage80,
                 issue.track.n_hours, issue.track.skill_percent, issue.track.skill_low,
                 issue.track.skill_high);
        bw_issue_clear (&issue);
        try_preset (series, at_ms, BW_PRESET_DEFAULT, start);
        try_preset (series, at_ms, BW_PRESET_DEFAULT, NULL);
        if (lengths[i] <= 150)
          try_preset (series, at_ms, BW_PRESET_TUTORIAL, NULL);
      }
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Bands that hold what they promise: coverage of the 80 % band around the average, and what following
 * the misses costs, on the sample person from the day the baseline is calibrated. */

#include "skill-margins.h"
#include "skill-people.h"
#include "skill.h"

#include "base/bw-time.h"
#include "forecast/bw-issue.h"

#include <math.h>

#define DAYS 400
#define WINDOW_DAYS 30
#define SEEDS 3

enum { INSIDE, TARGETS, SCORE, STATIC_SCORE, STATIC_INSIDE, N_SUMS };

static double
share_inside (const double *sums,
              gconstpointer data)
{
  return 100 * sums[*(const int *) data] / sums[TARGETS];
}

static double
score_against (const double *sums,
               gconstpointer data)
{
  return 100 * (sums[SCORE] / sums[STATIC_SCORE] - 1);
}

/* The standard deviation of the coverage of all stretches of 30 days, a day apart. */
static double
coverage_sd (const BwBand *bands,
             guint         n)
{
  gint64 first_ms = bands[0].issued_ms, end_ms = bands[n - 1].issued_ms;
  double sum = 0, squares = 0, count = 0;
  guint first = 0, end = 0, inside = 0;

  for (gint64 from_ms = first_ms; from_ms + WINDOW_DAYS * BW_TIME_DAY <= end_ms;
       from_ms += BW_TIME_DAY)
    {
      double share;

      for (; end < n && bands[end].issued_ms < from_ms + WINDOW_DAYS * BW_TIME_DAY; end++)
        inside += skill_band_holds (&bands[end]);
      for (; first < end && bands[first].issued_ms < from_ms; first++)
        inside -= skill_band_holds (&bands[first]);
      if (first == end)
        continue;
      share = (double) inside / (end - first);
      sum += share;
      squares += share * share;
      count++;
    }
  return sqrt (MAX (0, squares / count - sum / count * sum / count));
}

void
skill_bands (void)
{
  g_autoptr (SkillWeeks) weeks = skill_weeks_new (N_SUMS);
  double figure, low, high;
  int which;

  skill_heading ("Bands around the average, on the sample person: three seeds of 400 days");
  for (guint seed = 1; seed <= SEEDS; seed++)
    {
      g_autoptr (BwHourly) hourly = skill_make_sample (seed, DAYS);
      g_autoptr (BwSeries) series = bw_series_new (hourly);
      g_autoptr (GArray) targets = bw_rolling (series, G_MININT64 / 2, G_MAXINT64,
                                               BW_ROLLING_STRIDE_HOURS, NULL, NULL, NULL);
      g_autofree BwBand *bands = bw_issue_rival_bands (targets, BW_RIVAL_AVERAGE, NULL);
      g_autofree BwBand *fixed = g_memdup2 (bands, targets->len * sizeof *bands);
      g_autofree char *what = g_strdup_printf ("seed %u: standard deviation of the 30-day coverage",
                                               seed);

      skill_margins_run (fixed, targets->len, SKILL_MARGINS_STATIC);
      for (guint i = 0; i < targets->len; i++)
        {
          double spread = g_array_index (targets, BwTarget, i).spread;
          const double sums[N_SUMS] = {
            [INSIDE] = skill_band_holds (&bands[i]),
            [TARGETS] = 1,
            [SCORE] = skill_band_score (&bands[i]) * spread,
            [STATIC_SCORE] = skill_band_score (&fixed[i]) * spread,
            [STATIC_INSIDE] = skill_band_holds (&fixed[i]),
          };

          skill_weeks_add (weeks, seed, bands[i].issued_ms, sums);
        }
      figure = coverage_sd (bands, targets->len);
      skill_row (what, figure, -INFINITY, INFINITY, "", "≤ 0.04", figure <= 0.04);
      figure = coverage_sd (fixed, targets->len);
      skill_row ("        the same, of margins that do not follow the misses", figure, -INFINITY,
                 INFINITY, "", NULL, FALSE);
    }
  which = INSIDE;
  figure = skill_weeks_bootstrap (weeks, share_inside, &which, &low, &high);
  skill_row ("coverage of the 80 % band", figure, low, high, "%", "78–82 %",
             figure >= 78 && figure <= 82);
  which = STATIC_INSIDE;
  figure = skill_weeks_bootstrap (weeks, share_inside, &which, &low, &high);
  skill_row ("        the same, of margins that do not follow the misses", figure, low, high, "%",
             NULL, FALSE);
  figure = skill_weeks_bootstrap (weeks, score_against, NULL, &low, &high);
  skill_row ("interval score against those", figure, low, high, "%", "≤ +2 %", figure <= 2);
}

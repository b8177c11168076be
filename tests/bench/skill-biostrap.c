/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Wearers of a band for up to eleven days: too few for margins of their own, so theirs are those of
 * simulated people. How often they hold, and what they are worth against the wearer's own outcomes
 * alone. */

#include "skill-margins.h"
#include "skill-people.h"
#include "skill.h"

#include "bw-test-population.h"
#include "forecast/bw-issue.h"

#include <math.h>

#define DAYS 3

enum { INSIDE, TARGETS, LOSS, OWN_LOSS, OWN_WIDTH_LOSS, N_SUMS };

static double
share_inside (const double *sums,
              gconstpointer data)
{
  return 100 * sums[INSIDE] / sums[TARGETS];
}

static double
loss_against (const double *sums,
              gconstpointer data)
{
  return 100 * (sums[LOSS] / sums[*(const int *) data] - 1);
}

void
skill_biostrap (void)
{
  g_autoptr (GPtrArray) wearers = skill_read_wearers (DAYS);
  g_autoptr (SkillWeeks) all = skill_weeks_new (N_SUMS), both = skill_weeks_new (N_SUMS);
  const int own = OWN_LOSS, width = OWN_WIDTH_LOSS;
  double figure, low, high;

  if (wearers->len == 0)
    return;
  skill_heading ("Wearers of a band, up to 11 days: bands around the average");
  for (guint w = 0; w < wearers->len; w++)
    {
      g_autoptr (BwHourly) hourly = g_ptr_array_index (wearers, w);
      g_autoptr (BwSeries) series = bw_series_new (hourly);
      g_autoptr (GArray) targets = bw_test_roll_young (series);
      g_autofree BwBand *bands = bw_issue_rival_bands (targets, BW_RIVAL_AVERAGE, NULL);
      g_autofree BwBand *quantiles = g_memdup2 (bands, targets->len * sizeof *bands);
      g_autofree BwBand *symmetric = g_memdup2 (bands, targets->len * sizeof *bands);
      g_autofree char *what = NULL;
      guint inside = 0;

      skill_margins_run (quantiles, targets->len, SKILL_MARGINS_OWN);
      skill_margins_run (symmetric, targets->len, SKILL_MARGINS_OWN_WIDTH);
      for (guint i = 0; i < targets->len; i++)
        {
          double spread = g_array_index (targets, BwTarget, i).spread;
          const double sums[N_SUMS] = {
            [INSIDE] = skill_band_holds (&bands[i]),
            [TARGETS] = 1,
            [LOSS] = bw_band_pinball (&bands[i]) * spread,
            [OWN_LOSS] = bw_band_pinball (&quantiles[i]) * spread,
            [OWN_WIDTH_LOSS] = bw_band_pinball (&symmetric[i]) * spread,
          };

          inside += skill_band_holds (&bands[i]);
          skill_weeks_add (all, w, bands[i].issued_ms, sums);
          if (!isnan (quantiles[i].band_low))
            skill_weeks_add (both, w, bands[i].issued_ms, sums);
        }
      what = g_strdup_printf ("wearer %u: coverage of %u targets", w + 1, targets->len);
      figure = 100.0 * inside / targets->len;
      skill_row (what, figure, -INFINITY, INFINITY, "%", NULL, FALSE);
    }
  figure = skill_weeks_bootstrap (all, share_inside, NULL, &low, &high);
  skill_row ("coverage of all", figure, low, high, "%", "78–84 %", figure >= 78 && figure <= 84);
  figure = skill_weeks_bootstrap (both, loss_against, &own, &low, &high);
  skill_row ("pinball against quantiles of one's own residuals alone", figure, low, high, "%",
             "≤ −5 %", figure <= -5);
  figure = skill_weeks_bootstrap (both, loss_against, &width, &low, &high);
  skill_row ("        against the same width on both sides from those", figure, low, high, "%", NULL,
             FALSE);
}

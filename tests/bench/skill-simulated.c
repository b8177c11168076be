/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Simulated people, whose truth is known: how much of the way from the profile to the best possible
 * forecast each model goes, in pinball loss at the observed target hours of the last 35 % of a life
 * of 400 days. */

#include "skill-net.h"
#include "skill.h"

#include "bw-test-oracle.h"
#include "bw-test-series.h"
#include "forecast/bw-forecast-start.h"
#include "forecast/bw-issue.h"
#include "forecast/bw-verdict.h"

#include "base/bw-time.h"


#define PEOPLE 12
#define ORACLE BW_N_RIVALS
#define LSTM (BW_N_RIVALS + 1)
#define SHOWN (BW_N_RIVALS + 2)
#define N_MODELS (BW_N_RIVALS + 3)

static double
gap_closed (const double *sums,
            gconstpointer data)
{
  guint model = *(const guint *) data;

  return 100 * (sums[BW_RIVAL_PROFILE] - sums[model]) / (sums[BW_RIVAL_PROFILE] - sums[ORACLE]);
}

static double
below_profile (const double *sums,
               gconstpointer data)
{
  guint model = *(const guint *) data;

  return 100 * (1 - sums[model] / sums[BW_RIVAL_PROFILE]);
}

/* What the LSTM's loss is against another model's. */
static double
lstm_against (const double *sums,
              gconstpointer data)
{
  return 100 * (sums[LSTM] / sums[*(const guint *) data] - 1);
}

/* The LSTM as the product trains it, on what is before the judged part. */
static BwBand *
make_lstm (const BwSeries      *series,
           GArray              *targets,
           gint64               from_ms,
           const BwForecastNet *start)
{
  const BwForecastNetOptions options = { .seed = 1, .start = start };
  BwForecastNetStats stats;
  g_autoptr (BwForecastNet) net = bw_forecast_net_train (series, from_ms, &options, &stats, NULL, 1,
                                                         NULL, NULL, NULL);

  g_assert_nonnull (net);
  return skill_net_bands (net, series, targets, stats.validation_ms);
}

/* Which of average and LSTM the gate chooses by the targets [first, end). */
static guint
choose (GArray             *targets,
        BwBand *const       bands[N_MODELS],
        guint               first,
        guint               end)
{
  guint n = end - first;
  g_autofree double *loss = g_new (double, n + 1), *rival = g_new (double, n + 1);
  g_autofree gint64 *issued_ms = g_new (gint64, n + 1);
  BwDifference difference;

  for (guint i = 0; i < n; i++)
    {
      const BwTarget *target = &g_array_index (targets, BwTarget, first + i);

      issued_ms[i] = target->issued_ms;
      loss[i] = bw_band_pinball (&bands[LSTM][first + i]) * target->spread;
      rival[i] = bw_band_pinball (&bands[BW_RIVAL_AVERAGE][first + i]) * target->spread;
    }
  bw_gate_compare (&difference, loss, rival, issued_ms, n, 1);
  return bw_gate_passes (&difference) ? LSTM : BW_RIVAL_AVERAGE;
}

/* @later: takes the second half of the judged part, which the gate has not seen. */
static guint
add_person (SkillWeeks          *weeks,
            SkillWeeks          *later,
            guint                person,
            BwStrainLaw          law,
            const BwForecastNet *start)
{
  BwSimulateOptions options;
  g_autoptr (BwSimulated) life = NULL;
  g_autoptr (BwHourly) hourly = NULL;
  g_autoptr (BwSeries) series = NULL;
  g_autoptr (GArray) targets = NULL;
  BwBand *bands[N_MODELS];
  g_autofree double *oracle = NULL;
  gint64 end_ms, from_ms, half_ms;
  guint first = 0, half, shown;

  bw_simulate_options_init (&options, 1000 + person);
  options.traits.strain_law = law;
  bw_simulate_traits_randomise (&options.traits, 1000 + person);
  life = bw_simulate (&options);
  hourly = bw_test_hourly_simulate (&options);
  series = bw_series_new (hourly);
  end_ms = series->hours[series->n_hours - 1].start_ms + BW_TIME_HOUR;
  from_ms = bw_verdict_held_out_from (series, end_ms);
  targets = bw_rolling (series, series->hours[0].start_ms, end_ms, BW_ROLLING_STRIDE_HOURS, NULL,
                        NULL, NULL);
  oracle = bw_test_oracle (life, series, targets);
  for (int r = 0; r < BW_N_RIVALS; r++)
    bands[r] = bw_issue_rival_bands (targets, (BwRival) r, NULL);
  bands[ORACLE] = bw_issue_bands (targets, oracle, NULL);
  bands[LSTM] = make_lstm (series, targets, from_ms, start);

  half_ms = from_ms + (end_ms - from_ms) / 2;
  while (g_array_index (targets, BwTarget, first).issued_ms < from_ms)
    first++;
  for (half = first; g_array_index (targets, BwTarget, half).issued_ms < half_ms;)
    half++;
  shown = choose (targets, bands, first, half);
  bands[SHOWN] = bands[shown];
  for (guint i = first; i < targets->len; i++)
    {
      const BwTarget *target = &g_array_index (targets, BwTarget, i);
      double loss[N_MODELS];

      for (int m = 0; m < N_MODELS; m++)
        loss[m] = bw_band_pinball (&bands[m][i]) * target->spread;
      skill_weeks_add (weeks, person, target->issued_ms, loss);
      if (i >= half)
        skill_weeks_add (later, person, target->issued_ms, loss);
    }
  for (int m = 0; m < SHOWN; m++)
    g_free (bands[m]);
  return shown;
}

static void
run_law (BwStrainLaw          law,
         const char          *name,
         double               bar,
         const BwForecastNet *start)
{
  static const guint shown[] = { BW_RIVAL_MEDIAN, BW_RIVAL_DAMPED,  BW_RIVAL_LEVEL,
                                 BW_RIVAL_RIDGE,  BW_RIVAL_AVERAGE, LSTM };
  g_autoptr (SkillWeeks) weeks = skill_weeks_new (N_MODELS), later = skill_weeks_new (N_MODELS);
  g_autofree char *title = g_strdup_printf ("Simulated people, %s recovery: %d of 400 days", name,
                                            PEOPLE);
  g_autofree char *bar_text = g_strdup_printf ("≥ %.0f %%", bar);
  g_autofree char *what = NULL;
  guint model = ORACLE, n_nets = 0;
  double figure, low, high;

  for (guint p = 0; p < PEOPLE; p++)
    n_nets += add_person (weeks, later, p, law, start) == LSTM;
  skill_heading (title);
  figure = skill_weeks_bootstrap (weeks, below_profile, &model, &low, &high);
  skill_row ("best possible, pinball below the profile", figure, low, high, "%", NULL, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *row = g_strdup_printf ("%s, share of that gap closed",
                                              shown[i] == LSTM
                                                  ? "lstm"
                                                  : bw_rival_get_id ((BwRival) shown[i]));

      model = shown[i];
      figure = skill_weeks_bootstrap (weeks, gap_closed, &model, &low, &high);
      skill_row (row, figure, low, high, "%", model == BW_RIVAL_AVERAGE ? bar_text : NULL,
                 figure >= bar);
    }
  what = g_strdup_printf ("shown on the later half: the gate chose the lstm for %u of %d", n_nets,
                          PEOPLE);
  model = SHOWN;
  figure = skill_weeks_bootstrap (later, gap_closed, &model, &low, &high);
  skill_row (what, figure, low, high, "%", bar_text, figure >= bar);
  model = BW_RIVAL_DAMPED;
  figure = skill_weeks_bootstrap (weeks, lstm_against, &model, &low, &high);
  skill_row ("lstm against damped, pinball", figure, low, high, "%", "≤ −3 %, < 0",
             figure <= -3 && high < 0);
  model = BW_RIVAL_RIDGE;
  figure = skill_weeks_bootstrap (weeks, lstm_against, &model, &low, &high);
  skill_row ("lstm against ridge, pinball", figure, low, high, "%", "≤ +2 %", figure <= 2);
  model = BW_RIVAL_AVERAGE;
  figure = skill_weeks_bootstrap (weeks, lstm_against, &model, &low, &high);
  skill_row ("lstm against the average, pinball", figure, low, high, "%", NULL, FALSE);
}

void
skill_simulated (void)
{
  BwForecastStartOptions options;
  g_autoptr (BwForecastNet) start = NULL;

  bw_forecast_start_options_init (&options);
  start = bw_forecast_start_make (&options, NULL, NULL, NULL);
  run_law (BW_STRAIN_LINEAR, "linear", 55, start);
  run_law (BW_STRAIN_NONLINEAR, "non-linear", 65, start);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-graph-texts.h"

#include "forecast/bw-forecast-record.h"
#include "forecast/bw-net-level.h"
#include "forecast/bw-rivals.h"

#define BASELINE \
  "baseline_mean and baseline_spread, by local hour of day h. x is the mean of ln (reading in " \
  "ms) of a civil hour; every hour with readings since the watch was last changed, of the last " \
  "400 days before the issue time, has the weight w = 2^(−age / 60 days). With the kernel k(d) " \
  "= exp (−d² / (2 · 1.75²)), d hours around the clock: mean(h) = (6 · overall + Σ k w x) / (6 " \
  "+ Σ k w), overall being the weighted mean of all x; spread(h)² = (6 · v + Σ k w r²) / (6 + Σ " \
  "k w), r = x − mean (its hour), v = (Σ w r² + 4 · 0.4²) / (Σ w + 4); spread is at least 0.08. " \
  "z = (x − mean(h)) / spread(h). The numbers in now_baseline_mean and now_baseline_spread are " \
  "those of now_time; on a phone they change by little from day to day."

#define FILTER \
  "A Kalman filter over the z of single readings (ln (ms) against the baseline of the issue " \
  "time), at irregular times, those of the last 400 days and at most the last 900. Its state is " \
  "a fast and a slow part, mean m = (m0, m1) and covariance (c00, c01, c11), in the beginning 0 " \
  "and (variance[0], 0, variance[1]). Over Δ hours, with a = exp (−Δ / tau_h[0]) and b = exp " \
  "(−Δ / tau_h[1]): m0 ← a m0, m1 ← b m1, c00 ← a² c00 + (1 − a²) variance[0], c01 ← a b c01, " \
  "c11 ← b² c11 + (1 − b²) variance[1]. A reading z: g0 = c00 + c01, g1 = c01 + c11, s = g0 + " \
  "g1 + noise, e = z − m0 − m1; m0 += g0 e / s, m1 += g1 e / s, c00 −= g0² / s, c01 −= g0 g1 / " \
  "s, c11 −= g1² / s."

#define LEVEL \
  "level[k] is m0 + m1 of the filter in “filter”, run forward to the middle of hour k, with the " \
  "parameters in now_level. Beatwise fits these anew when a week begins. now_level_state, [m0, " \
  "m1, c00, c01, c11], is the filter after the last reading before now_time, at now_level_time."

#define SCORE \
  "score = 100 / (1 + exp (−(1.473 + 1.252 · level z / max (score_sigma, 0.08)))), level z " \
  "being the median of z, and 1.2816 · level_sd below and above it for low and high. " \
  "score_sigma is the standard deviation of the level as it is known, √(variance[0] + " \
  "variance[1]) · √(reliability, at least 0.6). level_sd[k] = max (√(max (c − (variance[0] + " \
  "variance[1] − score_sigma²), 0)), 0.3 · score_sigma), c being the variance c00 + 2 c01 + c11 " \
  "of the filter in “filter” with the parameters in now_score, from now_score_state (like " \
  "now_level_state) at now_score_time run forward to the middle of hour k. 70 and above is " \
  "green, primed; 40 and above yellow, accumulating strain; below 40 red, high strain: rest. " \
  "Compare unrounded. An hour whose chance of red is 0.3 or more is worth a warning: the " \
  "chances are those of a normal distribution around level z with level_sd."

#define BAND \
  "The band in ms: low is quantile 0.1 of z less the margin below, high quantile 0.9 and the " \
  "margin above, neither beyond the median; ms = exp (mean + spread · z). The margins, in z, " \
  "for hours 1 to 6, 7 to 12 and 13 to 24, are conformal ones of the days that the model was " \
  "tried on: so that 80 % of readings lie within."

/* A filter: its parameters as @key, as @key_state and @key_time where it stands. */
static void
add_filter (BwGraph                 *graph,
            const char              *key,
            const BwLevelParameters *p,
            const BwLevelState      *state)
{
  const double values[5] = { p->variance[0], p->variance[1], p->tau_h[0], p->tau_h[1], p->noise };
  const double stands[5]
      = { state->mean[0], state->mean[1], state->cov[0], state->cov[1], state->cov[2] };
  g_autofree char *state_key = g_strconcat (key, "_state", NULL), *text = NULL;
  g_autofree char *time_key = g_strconcat (key, "_time", NULL);
  char number[5][G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < 5; i++)
    g_ascii_formatd (number[i], sizeof number[i], "%.9g", values[i]);
  text = g_strdup_printf ("{\"variance\":[%s,%s],\"tau_h\":[%s,%s],\"noise\":%s}", number[0],
                          number[1], number[2], number[3], number[4]);
  bw_graph_add_metadata (graph, key, text);
  bw_graph_texts_add_numbers (graph, state_key, stands, 5);
  bw_graph_texts_add_time (graph, time_key, state->time_ms);
}

/* The numbers of the issue time that @data ends with. */
static void
add_now (BwGraph              *graph,
         const BwForecastData *data,
         gboolean              tutorial)
{
  g_autofree BwOrigin *origin = g_new0 (BwOrigin, 1);
  g_autoptr (BwNetLevel) level = NULL;
  BwNetLevelRun run;

  if (!bw_origin_init (origin, data->series, data->at_ms, NULL))
    return;
  bw_graph_texts_add_time (graph, "now_time", data->at_ms);
  bw_graph_texts_add_numbers (graph, "now_baseline_mean", origin->baseline.mean, 24);
  bw_graph_texts_add_numbers (graph, "now_baseline_spread", origin->baseline.spread, 24);
  bw_graph_texts_add_numbers (graph, "now_score_sigma", &origin->sigma, 1);
  add_filter (graph, "now_score", &origin->level, &origin->state);
  if (tutorial)
    return;
  level = bw_net_level_new ();
  bw_net_level_begin (level, &run, data->series, &origin->baseline, origin->era_ms, data->at_ms);
  bw_net_level_run_to (&run, data->at_ms);
  add_filter (graph, "now_level", &run.parameters, &run.state);
}

static void
add_trial (BwGraph         *graph,
           const BwVerdict *verdict)
{
  const char *text;
  double margins[2 * BW_CONFORMAL_BLOCKS];

  for (guint b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    {
      margins[b] = verdict->margins[b][0];
      margins[BW_CONFORMAL_BLOCKS + b] = verdict->margins[b][1];
    }
  bw_graph_texts_add_numbers (graph, "margins_below", margins, BW_CONFORMAL_BLOCKS);
  bw_graph_texts_add_numbers (graph, "margins_above", margins + BW_CONFORMAL_BLOCKS,
                              BW_CONFORMAL_BLOCKS);
  if (!verdict->tried)
    text = "Nothing is known of how good it is: it was not tried on days it had not seen.";
  else if (verdict->passes)
    text = "On the days held out of its training it was clearly better than the mean of three "
           "plain forecasts, and Beatwise shows it.";
  else
    text = "On the days held out of its training it was not clearly better than the mean of "
           "three plain forecasts: Beatwise shows that mean, and lays this over it.";
  bw_graph_add_metadata (graph, "how_good", text);
}

void
bw_graph_texts_add_forecast (BwGraph              *graph,
                             const BwModelRow     *row,
                             const BwForecastNet  *net,
                             BwMeasure             measure,
                             const BwVerdict      *verdict,
                             const BwForecastData *data)
{
  const gboolean tutorial = bw_forecast_net_get_preset (net) == BW_PRESET_TUTORIAL;

  bw_graph_texts_add_model (graph, row, bw_forecast_record_is_imported (row));
  bw_graph_add_metadata (graph, "measure", bw_measure_get_id (measure));
  bw_graph_add_metadata (graph, "baseline", BASELINE);
  bw_graph_add_metadata (graph, "filter", FILTER);
  if (!tutorial)
    {
      bw_graph_add_metadata (
          graph, "history_columns",
          "ln_ms,observed,hours_since_observed,hour,weekday,heart_rate_bpm,steps,"
          "active_kcal,asleep_min,has_heart_rate,has_steps,has_active,has_asleep");
      bw_graph_add_metadata (graph, "level", LEVEL);
    }
  bw_graph_add_metadata (graph, "score", SCORE);
  bw_graph_add_metadata (graph, "band", BAND);
  add_trial (graph, verdict);
  if (data != NULL)
    add_now (graph, data, tutorial);
}

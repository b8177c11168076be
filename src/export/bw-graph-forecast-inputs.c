/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-graph-forecast.h"

#define HOURS BW_FORECAST_HOURS
#define OFFSET(member) G_STRUCT_OFFSET (BwNetInputs, member)

/* Of both presets. */
#define COMMON \
  { "baseline_mean", OFFSET (baseline_mean), 24, 0, \
    "The person’s usual ln (ms) by local hour of day, 0 to 23: metadata “baseline”" }, \
  { "baseline_spread", OFFSET (baseline_spread), 24, 0, \
    "The usual spread around it by local hour of day, in ln units, at least 0.08" }, \
  { "next_hours", OFFSET (next_hours), HOURS, 0, \
    "Local hour of day, 0 to 23, of each of the 24 hours to come" }, \
  { "level_sd", OFFSET (level_sd), HOURS, 0, \
    "How uncertain the level of each hour to come is, one standard deviation in z, above 0: " \
    "metadata “score”" }, \
  { "score_sigma", OFFSET (score_sigma), 1, 0, \
    "What a score is measured in, in z, above 0: metadata “score”" }

static const BwGraphForecastInput inputs_default[] = {
  { "history", OFFSET (history), BW_NET_BACK, BW_N_NET_HISTORY,
    "The last 168 civil hours, the one that has just begun last; an hour before the first of the "
    "data is all zero. Columns: mean of ln (ms) of the hour’s readings (0 without); 1 where there "
    "is a reading, else 0; hours since the last hour with one (0 in such an hour, at most 336); "
    "local hour, 0 to 23; weekday, 1 Monday to 7 Sunday; mean heart rate in beats a minute; "
    "steps; active energy in kcal; minutes asleep, 0 to 60; and for each of the last four 1 where "
    "it is known, else 0 (then the value is 0)" },
  { "level", OFFSET (level), HOURS, 0,
    "Forecast of the level in z for each of the 24 hours to come: metadata “level”" },
  COMMON,
};

static const BwGraphForecastInput inputs_tutorial[] = {
  { "history_ms", OFFSET (history_ms), BW_NET_TUTORIAL_BACK, 0,
    "Mean in ms of each of the last 24 hours that have a reading, the newest last" },
  COMMON,
};

G_STATIC_ASSERT (G_N_ELEMENTS (inputs_default) <= BW_GRAPH_FORECAST_MAX_INPUTS);
G_STATIC_ASSERT (G_N_ELEMENTS (inputs_tutorial) <= BW_GRAPH_FORECAST_MAX_INPUTS);

const BwGraphForecastInput *
bw_graph_forecast_get_inputs (BwPreset  preset,
                              guint    *n)
{
  gboolean tutorial = preset == BW_PRESET_TUTORIAL;

  *n = tutorial ? G_N_ELEMENTS (inputs_tutorial) : G_N_ELEMENTS (inputs_default);
  return tutorial ? inputs_tutorial : inputs_default;
}

const char *
bw_graph_forecast_get_ms_name (BwMeasure measure)
{
  return measure == BW_MEASURE_SDNN ? "sdnn_ms" : "rmssd_ms";
}

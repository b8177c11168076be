/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-graph.h"
#include "forecast/bw-net-inputs.h"
#include "forecast/bw-verdict.h"

G_BEGIN_DECLS

/* The forecast's net as a graph with all that stands around it in the app: what goes in is
 * BwNetInputs, in natural units; standardising, clamps and masks, all nets that are averaged,
 * the quantiles, milliseconds and score are part of the graph.
 *
 *   default    history (N, 168, 13), level (N, 24)
 *   tutorial   history_ms (N, 24), predictions fed back inside
 *   both       baseline_mean, baseline_spread, next_hours, level_sd (N, 24), score_sigma (N, 1)
 *
 *   z (N, 24, 3)          the net's own quantiles 0.1, 0.5, 0.9; of the tutorial three times its median
 *   rmssd_ms (N, 24, 3)   or sdnn_ms: low, median and high of the 80 % band as it is shown, that is with
 *                         the margins of the model's held-out days
 *   score (N, 24, 3)      the score's low, middle and high */

/* What the members of BwNetInputs are called in the graph, how many numbers each has, and what they
 * mean. */
typedef struct
{
  const char *name;
  gsize offset;        /* in BwNetInputs, of floats */
  guint rows, columns; /* columns 0: (N, rows) */
  const char *description;
} BwGraphForecastInput;

#define BW_GRAPH_FORECAST_MAX_INPUTS 7

/* @n: (out). Returns: (transfer none) */
const BwGraphForecastInput *bw_graph_forecast_get_inputs (BwPreset  preset,
                                                          guint    *n);

/* "rmssd_ms" or "sdnn_ms". */
const char *bw_graph_forecast_get_ms_name (BwMeasure measure);

/* @verdict: of the net, for its margins. Returns: (transfer full): without metadata */
BwGraph *bw_graph_forecast_new (const BwForecastNet *net,
                                BwMeasure            measure,
                                const BwVerdict     *verdict);

G_END_DECLS

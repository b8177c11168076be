/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "export/bw-graph-forecast.h"
#include "forecast/bw-forecast-net-private.h"
#include "forecast/bw-issue.h"
#include "forecast/bw-simulate-hourly.h"
#include "graph-eval.h"

#include <math.h>

/* The forecast's graphs, computed by plain loops, say what the app itself says. */

#define WINDOWS 100
#define TOLERANCE 1e-5

static const BwVerdict verdict = { .margins = { { 0.1, -0.2 }, { 0.3, 0.05 }, { -9, 0.4 } } };

/* A simulated life with holes in it; its first days are too few for a week's history. */
static BwHourly *
make_hourly (void)
{
  BwSimulateOptions options;

  bw_simulate_options_init (&options, 11);
  options.days = 60;
  options.day_dropout = 0.1;
  return bw_simulate_hourly (&options);
}

/* Weights from chance, twice as large as an untrained net's, so that they matter. */
static BwForecastNet *
make_net (BwPreset preset,
          guint    n_layers,
          guint    n_members)
{
  BwForecastNet *net = bw_forecast_net_new (preset, 12, n_layers, n_members);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint m = 0; m < n_members; m++)
    for (guint i = 0; i < net->params->items->len; i++)
      {
        const BwParam *param = &g_array_index (net->params->items, BwParam, i);

        bw_floats_fill_uniform (net->values[m] + param->offset, param->length, 0.6f, rand);
      }
  for (int j = 0; j < BW_N_SCALED; j++)
    {
      net->scale.mean[j] = (float[]){ 70, 4, 2, 20 }[j];
      net->scale.sd[j] = (float[]){ 11, 2, 1.5f, 25 }[j];
    }
  net->ms_min = 12;
  net->ms_max = 160;
  return net;
}

static void
assert_near (double  value,
             double  expected,
             double *worst)
{
  double difference = fabs (value - expected) / MAX (1, fabs (expected));

  g_assert_true (isfinite (value));
  *worst = MAX (*worst, difference);
}

static void
compare (GraphEval      *eval,
         BwForecastNet  *net,
         const BwSeries *series,
         const BwOrigin *origin,
         const char     *ms_name,
         double         *worst)
{
  guint n;
  const BwGraphForecastInput *inputs = bw_graph_forecast_get_inputs (net->preset, &n);
  const float *z, *ms, *score;
  gint64 start_ms[BW_FORECAST_HOURS];
  gint8 hour[BW_FORECAST_HOURS];
  BwIssueNet said = { 0 };
  BwNetInputs known;

  bw_issue_hours (series->hourly->zone, origin->at_ms, start_ms, hour);
  g_assert_true (bw_forecast_net_predict (net, series, origin->at_ms, hour, said.z));
  g_assert_true (bw_net_inputs_fill (&known, net, series, origin, start_ms, hour));
  memcpy (said.margins, verdict.margins, sizeof said.margins);
  for (guint i = 0; i < n; i++)
    graph_eval_set (eval, inputs[i].name,
                    (const float *) (const void *) ((const char *) &known + inputs[i].offset));
  graph_eval_run (eval);
  z = graph_eval_get (eval, "z", 72);
  ms = graph_eval_get (eval, ms_name, 72);
  score = graph_eval_get (eval, "score", 72);
  for (guint k = 0; k < BW_FORECAST_HOURS; k++)
    {
      BwForecastHour shown = { .time_ms = start_ms[k] };

      bw_issue_net_hour (&shown, origin, &said, k, hour[k]);
      for (guint q = 0; q < 3; q++)
        assert_near ((double) z[3 * k + q], said.z[k][q], worst);
      assert_near ((double) ms[3 * k], shown.low_ms, worst);
      assert_near ((double) ms[3 * k + 1], shown.median_ms, worst);
      assert_near ((double) ms[3 * k + 2], shown.high_ms, worst);
      assert_near ((double) score[3 * k], shown.score_low, worst);
      assert_near ((double) score[3 * k + 1], shown.score, worst);
      assert_near ((double) score[3 * k + 2], shown.score_high, worst);
    }
}

/* @first_day: of the issue times, which follow every 7 hours, so that all hours of the day come. */
static void
check (BwPreset  preset,
       BwMeasure measure,
       guint     n_layers,
       guint     n_members,
       guint     first_day)
{
  g_autoptr (BwHourly) hourly = make_hourly ();
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  g_autoptr (BwForecastNet) net = make_net (preset, n_layers, n_members);
  g_autoptr (BwGraph) graph = bw_graph_forecast_new (net, measure, &verdict);
  g_autoptr (GraphEval) eval = graph_eval_new (graph);
  const char *ms_name = bw_graph_forecast_get_ms_name (measure);
  BwOrigin origin;
  double worst = 0;
  gint64 at_ms = series->hours[0].start_ms + first_day * BW_TIME_DAY;

  for (guint w = 0; w < WINDOWS; w++, at_ms += 7 * BW_TIME_HOUR)
    {
      g_assert_true (bw_origin_init (&origin, series, at_ms, w > 0 ? &origin : NULL));
      compare (eval, net, series, &origin, ms_name, &worst);
    }
  g_test_message ("largest difference %.2g", worst);
  g_assert_cmpfloat (worst, <, TOLERANCE);
  g_assert_cmpuint (graph->outputs->len, ==, 3);
  for (guint i = 0; i < graph->inputs->len; i++)
    g_assert_nonnull (
        bw_graph_get_tensor (graph, g_array_index (graph->inputs, guint, i))->description);
}

static void
test_default (void)
{
  check (BW_PRESET_DEFAULT, BW_MEASURE_RMSSD, 1, 3, 4);
}

static void
test_layers (void)
{
  check (BW_PRESET_DEFAULT, BW_MEASURE_SDNN, 2, 1, 15);
}

static void
test_tutorial (void)
{
  check (BW_PRESET_TUTORIAL, BW_MEASURE_RMSSD, 2, 1, 15);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export-graph-forecast/default", test_default);
  g_test_add_func ("/export-graph-forecast/layers", test_layers);
  g_test_add_func ("/export-graph-forecast/tutorial", test_tutorial);
  return g_test_run ();
}

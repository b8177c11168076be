/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-graph-forecast.h"

#include "export/bw-graph-texts.h"
#include "forecast/bw-issue.h"
#include "forecast/bw-score.h"

#include <math.h>

#define HOURS BW_FORECAST_HOURS

/* e to this and to its negative are numbers that float32 has. */
#define LARGEST_EXP 80.0f

/* The inputs of the preset, in the order of their table. */
static void
add_inputs (BwGraph  *graph,
            BwPreset  preset,
            guint    *tensors)
{
  guint n;
  const BwGraphForecastInput *inputs = bw_graph_forecast_get_inputs (preset, &n);

  for (guint i = 0; i < n; i++)
    tensors[i] = bw_graph_input (graph, inputs[i].name, inputs[i].description, inputs[i].rows,
                                 inputs[i].columns);
}

/* Shorter names for what is used again and again. */
static guint
binary (BwGraph   *graph,
        BwGraphOp  op,
        guint      a,
        guint      b)
{
  return bw_graph_binary (graph, NULL, op, a, b);
}

static guint
with_number (BwGraph   *graph,
             BwGraphOp  op,
             guint      a,
             double     number)
{
  return bw_graph_binary (graph, NULL, op, a, bw_graph_number (graph, (float) number));
}

static guint
unary (BwGraph   *graph,
       BwGraphOp  op,
       guint      x)
{
  return bw_graph_unary (graph, NULL, op, x);
}

/* One of the numbers in the last axis of (N, rows, columns): (N, rows, 1). */
static guint
column (BwGraph *graph,
        guint    x,
        guint    which)
{
  return bw_graph_slice (graph, NULL, x, 2, which, which + 1);
}

/* What @by_hour (N, 24) has for each of @hours (N, rows): (N, rows, 1). */
static guint
by_hour_of_day (BwGraph *graph,
                guint    by_hour,
                guint    hours,
                gint64   rows)
{
  return bw_graph_reshape (graph, NULL, bw_graph_gather (graph, NULL, by_hour, hours), rows, 1);
}

/* One of the columns that are standardised. */
static guint
add_scaled (BwGraph              *graph,
            guint                 history,
            const BwFeatureScale *scale,
            guint                 which)
{
  guint x = column (graph, history, BW_NET_HISTORY_HR + which);

  if (which == BW_FEATURE_STEPS - BW_FEATURE_HR || which == BW_FEATURE_ENERGY - BW_FEATURE_HR)
    x = unary (graph, BW_GRAPH_LOG, with_number (graph, BW_GRAPH_ADD, x, 1));
  x = with_number (graph, BW_GRAPH_SUB, x, (double) scale->mean[which]);
  x = with_number (graph, BW_GRAPH_DIV, x, (double) scale->sd[which]);
  x = bw_graph_clamp (graph, NULL, x, -BW_FEATURE_LARGEST, BW_FEATURE_LARGEST);
  return binary (graph, BW_GRAPH_MUL, x, column (graph, history, BW_NET_HISTORY_HAS_HR + which));
}

/* Sine and cosine of a clock of @length hours or days, in the hours that are there. */
static void
add_clock (BwGraph *graph,
           guint    x,
           double   length,
           guint    inside,
           guint   *sine,
           guint   *cosine)
{
  guint angle = with_number (graph, BW_GRAPH_MUL, x, 2 * G_PI / length);

  *sine = binary (graph, BW_GRAPH_MUL, unary (graph, BW_GRAPH_SIN, angle), inside);
  *cosine = binary (graph, BW_GRAPH_MUL, unary (graph, BW_GRAPH_COS, angle), inside);
}

/* bw_features_fill(): (N, 168, BW_N_FEATURES). */
static guint
add_features (BwGraph              *graph,
              guint                 history,
              guint                 mean,
              guint                 spread,
              const BwFeatureScale *scale)
{
  guint hour = column (graph, history, BW_NET_HISTORY_HOUR);
  guint weekday = column (graph, history, BW_NET_HISTORY_WEEKDAY);
  guint hours = bw_graph_reshape (graph, NULL, hour, BW_NET_BACK, 0);
  guint inside = bw_graph_clamp (graph, NULL, weekday, 0, 1), x;
  guint features[BW_FEATURE_HAS_HR + 1];

  features[BW_FEATURE_OBSERVED] = column (graph, history, BW_NET_HISTORY_OBSERVED);
  x = binary (graph, BW_GRAPH_SUB, column (graph, history, BW_NET_HISTORY_LN),
              by_hour_of_day (graph, mean, hours, BW_NET_BACK));
  x = binary (graph, BW_GRAPH_DIV, x, by_hour_of_day (graph, spread, hours, BW_NET_BACK));
  x = bw_graph_clamp (graph, NULL, x, -BW_FEATURE_LARGEST, BW_FEATURE_LARGEST);
  features[BW_FEATURE_Z] = binary (graph, BW_GRAPH_MUL, x, features[BW_FEATURE_OBSERVED]);

  x = with_number (graph, BW_GRAPH_ADD, column (graph, history, BW_NET_HISTORY_AGE), 1);
  features[BW_FEATURE_LOG_AGE]
      = with_number (graph, BW_GRAPH_MUL, unary (graph, BW_GRAPH_LOG, x), 1 / log (25));
  add_clock (graph, hour, 24, inside, &features[BW_FEATURE_SIN_HOUR],
             &features[BW_FEATURE_COS_HOUR]);
  add_clock (graph, with_number (graph, BW_GRAPH_SUB, weekday, 1), 7, inside,
             &features[BW_FEATURE_SIN_WEEKDAY], &features[BW_FEATURE_COS_WEEKDAY]);
  for (guint j = 0; j < BW_N_SCALED; j++)
    features[BW_FEATURE_HR + j] = add_scaled (graph, history, scale, j);

  /* The four masks go in as they are. */
  features[BW_FEATURE_HAS_HR]
      = bw_graph_slice (graph, NULL, history, 2, BW_NET_HISTORY_HAS_HR, BW_N_NET_HISTORY);
  return bw_graph_concat (graph, "features", 2, features, G_N_ELEMENTS (features));
}

/* The weights of one member. */
typedef struct
{
  guint weight_ih[BW_LSTM_MAX_LAYERS], weight_hh[BW_LSTM_MAX_LAYERS], bias[BW_LSTM_MAX_LAYERS];
  guint head_weight, head_bias;
} Weights;

static guint
add_constant (BwGraph     *graph,
              const char  *prefix,
              const char  *name,
              gint64       rows,
              gint64       columns,
              const float *data)
{
  const gint64 shape[2] = { rows, columns };
  g_autofree char *full = g_strconcat (prefix, name, NULL);

  return bw_graph_constant (graph, full, columns > 0 ? 2 : 1, shape, data);
}

static void
add_weights (BwGraph             *graph,
             const BwForecastNet *net,
             guint                member,
             Weights             *weights)
{
  const BwLstm *lstm = bw_forecast_net_get_lstm (net);
  const BwLinear *head = bw_forecast_net_get_head (net);
  const float *values = bw_forecast_net_get_values (net, member);
  const gint64 gates = 4 * (gint64) lstm->n_hidden;
  g_autofree char *prefix = g_strdup_printf ("net%u_", member);
  g_autofree float *bias = g_new (float, gates);

  for (guint l = 0; l < lstm->n_layers; l++)
    {
      g_autofree char *ih = g_strdup_printf ("weight_ih_l%u", l);
      g_autofree char *hh = g_strdup_printf ("weight_hh_l%u", l);
      g_autofree char *b = g_strdup_printf ("bias_l%u", l);

      weights->weight_ih[l]
          = add_constant (graph, prefix, ih, gates, l == 0 ? lstm->n_inputs : lstm->n_hidden,
                          values + lstm->layers[l].weight_ih);
      weights->weight_hh[l] = add_constant (graph, prefix, hh, gates, lstm->n_hidden,
                                            values + lstm->layers[l].weight_hh);
      for (gint64 g = 0; g < gates; g++)
        bias[g] = values[lstm->layers[l].bias_ih + (gsize) g]
                  + values[lstm->layers[l].bias_hh + (gsize) g];
      weights->bias[l] = add_constant (graph, prefix, b, gates, 0, bias);
    }
  weights->head_weight = add_constant (graph, prefix, "fc_weight", head->n_outputs, head->n_inputs,
                                       values + head->weight);
  weights->head_bias
      = add_constant (graph, prefix, "fc_bias", head->n_outputs, 0, values + head->bias);
}

/* What the net says of @x (N, steps, n_inputs) after its last step: (N, n_outputs). */
static guint
add_net (BwGraph       *graph,
         const Weights *weights,
         guint          n_layers,
         guint          x)
{
  for (guint l = 0; l < n_layers; l++)
    x = bw_graph_lstm (graph, NULL, x, weights->weight_ih[l], weights->weight_hh[l],
                       weights->bias[l], l + 1 == n_layers);
  return bw_graph_linear (graph, NULL, x, weights->head_weight, weights->head_bias);
}

/* One member's correction of the level: (N, 24, 3). */
static guint
add_member (BwGraph             *graph,
            const BwForecastNet *net,
            guint                member,
            guint                features)
{
  Weights weights;
  guint y, q[3];

  add_weights (graph, net, member, &weights);
  y = add_net (graph, &weights, bw_forecast_net_get_lstm (net)->n_layers, features);
  y = bw_graph_reshape (graph, NULL, y, HOURS, 3);
  q[1] = column (graph, y, 0);
  q[0] = binary (graph, BW_GRAPH_SUB, q[1], unary (graph, BW_GRAPH_SOFTPLUS, column (graph, y, 1)));
  q[2] = binary (graph, BW_GRAPH_ADD, q[1], unary (graph, BW_GRAPH_SOFTPLUS, column (graph, y, 2)));
  return bw_graph_concat (graph, NULL, 2, q, 3);
}

static guint
add_default (BwGraph             *graph,
             const BwForecastNet *net,
             const guint         *in)
{
  guint features = add_features (graph, in[0], in[2], in[3], bw_forecast_net_get_scale (net));
  guint hidden, layers, n_members, sum = 0;

  bw_forecast_net_get_shape (net, &hidden, &layers, &n_members);
  for (guint m = 0; m < n_members; m++)
    {
      guint q = add_member (graph, net, m, features);

      sum = m == 0 ? q : binary (graph, BW_GRAPH_ADD, sum, q);
    }
  if (n_members > 1)
    sum = with_number (graph, BW_GRAPH_DIV, sum, n_members);
  return bw_graph_binary (graph, "z", BW_GRAPH_ADD, sum,
                          bw_graph_reshape (graph, NULL, in[1], HOURS, 1));
}

static guint
add_tutorial (BwGraph             *graph,
              const BwForecastNet *net,
              const guint         *in,
              guint                mean,
              guint                spread)
{
  guint n_layers = bw_forecast_net_get_lstm (net)->n_layers, window, said[HOURS], x, three[3];
  float ms_min, ms_max;
  Weights weights;

  bw_forecast_net_get_ms_range (net, &ms_min, &ms_max);
  add_weights (graph, net, 0, &weights);
  window = with_number (graph, BW_GRAPH_SUB, in[0], (double) ms_min);
  window = with_number (graph, BW_GRAPH_DIV, window, (double) (ms_max - ms_min));
  for (guint k = 0; k < HOURS; k++)
    {
      guint parts[2];

      x = bw_graph_reshape (graph, NULL, window, BW_NET_TUTORIAL_BACK, 1);
      said[k] = add_net (graph, &weights, n_layers, x);
      parts[0] = bw_graph_slice (graph, NULL, window, 1, 1, BW_NET_TUTORIAL_BACK);
      parts[1] = said[k];
      if (k + 1 < HOURS)
        window = bw_graph_concat (graph, NULL, 1, parts, 2);
    }
  x = bw_graph_concat (graph, NULL, 1, said, HOURS);
  x = with_number (graph, BW_GRAPH_MUL, x, (double) (ms_max - ms_min));
  x = with_number (graph, BW_GRAPH_ADD, x, (double) ms_min);
  x = bw_graph_clamp (graph, NULL, x, BW_NET_LEAST_MS, G_MAXFLOAT);
  x = bw_graph_reshape (graph, NULL, unary (graph, BW_GRAPH_LOG, x), HOURS, 1);
  x = binary (graph, BW_GRAPH_DIV, binary (graph, BW_GRAPH_SUB, x, mean), spread);
  three[0] = three[1] = three[2] = x;
  return bw_graph_concat (graph, "z", 2, three, 3);
}

/* Quantiles to the band in ms that is shown. */
static guint
add_ms (BwGraph         *graph,
        const char      *name,
        guint            z,
        guint            mean,
        guint            spread,
        const BwVerdict *verdict)
{
  const gint64 shape[2] = { HOURS, 1 };
  guint median = column (graph, z, 1), shown[3], x;

  shown[1] = median;
  for (guint side = 0; side < 2; side++)
    {
      float by[HOURS];
      guint quantile = column (graph, z, 2 * side), far;

      for (int k = 0; k < HOURS; k++)
        by[k] = (float) verdict->margins[bw_conformal_block (k + 1)][side];

      /* How far from the median it lies with its margin; never on its other side. */
      far = side == 0 ? binary (graph, BW_GRAPH_SUB, median, quantile)
                      : binary (graph, BW_GRAPH_SUB, quantile, median);
      far = binary (
          graph, BW_GRAPH_ADD, far,
          bw_graph_constant (graph, side == 0 ? "margin_below" : "margin_above", 2, shape, by));
      far = bw_graph_clamp (graph, NULL, far, 0, G_MAXFLOAT);
      shown[2 * side] = binary (graph, side == 0 ? BW_GRAPH_SUB : BW_GRAPH_ADD, median, far);
    }
  x = binary (graph, BW_GRAPH_MUL, bw_graph_concat (graph, NULL, 2, shown, 3), spread);
  return bw_graph_unary (graph, name, BW_GRAPH_EXP, binary (graph, BW_GRAPH_ADD, x, mean));
}

static guint
add_score (BwGraph *graph,
           guint    z,
           guint    level_sd,
           guint    sigma)
{
  guint median = column (graph, z, 1), levels[3], x;
  guint half = with_number (graph, BW_GRAPH_MUL, bw_graph_reshape (graph, NULL, level_sd, HOURS, 1),
                            BW_ISSUE_BAND_SD);

  levels[0] = binary (graph, BW_GRAPH_SUB, median, half);
  levels[1] = median;
  levels[2] = binary (graph, BW_GRAPH_ADD, median, half);
  x = bw_graph_clamp (graph, NULL, sigma, (float) BW_SCORE_SIGMA_FLOOR, G_MAXFLOAT);
  x = binary (graph, BW_GRAPH_DIV, bw_graph_concat (graph, NULL, 2, levels, 3),
              bw_graph_reshape (graph, NULL, x, 1, 1));

  /* 100 σ (x), but a sigmoid may be good to seven places after the point only, as ONNX Runtime's
   * is, and a score of 0.5 would not have five of its own. */
  x = with_number (graph, BW_GRAPH_MUL, x, -BW_SCORE_SLOPE);
  x = with_number (graph, BW_GRAPH_SUB, x, BW_SCORE_INTERCEPT);
  x = unary (graph, BW_GRAPH_EXP, bw_graph_clamp (graph, NULL, x, -LARGEST_EXP, LARGEST_EXP));
  return bw_graph_binary (graph, "score", BW_GRAPH_DIV, bw_graph_number (graph, 100),
                          with_number (graph, BW_GRAPH_ADD, x, 1));
}

BwGraph *
bw_graph_forecast_new (const BwForecastNet *net,
                       BwMeasure            measure,
                       const BwVerdict     *verdict)
{
  const gboolean tutorial = bw_forecast_net_get_preset (net) == BW_PRESET_TUTORIAL;
  const char *ms_name = bw_graph_forecast_get_ms_name (measure);
  BwGraph *graph = bw_graph_texts_new (
      "Beatwise forecast",
      tutorial
          ? "The next 24 hours of one person’s heart rate variability from the last 24 hours "
            "with readings: the LSTM of the tutorial, predictions fed back"
          : "The next 24 hours of one person’s heart rate variability, with an 80 % band and a "
            "fatigue score, from the last 168 hours: an LSTM that corrects a level forecast");
  guint in[BW_GRAPH_FORECAST_MAX_INPUTS] = { 0 }, *common, mean, spread, z;

  add_inputs (graph, bw_forecast_net_get_preset (net), in);
  common = in + (tutorial ? 1 : 2);
  mean = by_hour_of_day (graph, common[0], common[2], HOURS);
  spread = by_hour_of_day (graph, common[1], common[2], HOURS);
  z = tutorial ? add_tutorial (graph, net, in, mean, spread) : add_default (graph, net, in);
  bw_graph_output (graph, z,
                   tutorial
                       ? "For each of the 24 hours to come the predicted z, three times: this "
                         "net gives no quantiles"
                       : "For each of the 24 hours to come the quantiles 0.1, 0.5 and 0.9 of z, "
                         "as the net itself gives them: z = (ln (ms) − mean) / spread");
  bw_graph_output (
      graph, add_ms (graph, ms_name, z, mean, spread, verdict),
      "For each of the 24 hours to come low, median and high in ms: the 80 % band as "
      "Beatwise shows it, widened or narrowed by what the days held out of the training "
      "showed");
  bw_graph_output (
      graph, add_score (graph, z, common[3], common[4]),
      "For each of the 24 hours to come low, middle and high of the fatigue score, 0 to "
      "100, high is fresh; the middle is the score shown: green from 70, yellow from 40, "
      "red below, compared unrounded");
  return graph;
}

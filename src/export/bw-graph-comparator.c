/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-graph-comparator.h"

#include "comparator/bw-beat-windows.h"
#include "comparator/bw-same-day.h"
#include "export/bw-graph-texts.h"

#include <string.h>

#define SAMPLES BW_BEAT_SAMPLES
#define ALONE (BW_BEAT_SAMPLES - 1) /* without the RR interval */
#define HALF BW_SAME_DAY_SAMPLES

/* A day whose size is nothing has no gain; this keeps the number finite. */
#define LEAST_SQUARE 1e-12f

static guint
add_constant (BwGraph     *graph,
              const char  *name,
              gint64       rows,
              gint64       columns,
              gint64       width,
              const float *data)
{
  const gint64 shape[3] = { rows, columns, width };

  return bw_graph_constant (graph, name, width > 0 ? 3 : columns > 0 ? 2 : 1, shape, data);
}

static guint
add_linear (BwGraph        *graph,
            const char     *name,
            guint           x,
            const BwLinear *linear,
            const float    *values)
{
  guint weight
      = add_constant (graph, NULL, linear->n_outputs, linear->n_inputs, 0, values + linear->weight);
  guint bias = add_constant (graph, NULL, linear->n_outputs, 0, 0, values + linear->bias);

  return bw_graph_linear (graph, name, x, weight, bias);
}

/* x σ(x) */
static guint
add_silu (BwGraph *graph,
          guint    x)
{
  return bw_graph_binary (graph, NULL, BW_GRAPH_MUL, x,
                          bw_graph_unary (graph, NULL, BW_GRAPH_SIGMOID, x));
}

/* Squeeze-and-excitation of (N, n, L). */
static guint
add_gates (BwGraph          *graph,
           guint             x,
           const BwConvUnit *unit,
           const float      *values)
{
  guint y = bw_graph_reshape (graph, NULL, bw_graph_mean (graph, NULL, x, 2), unit->n_out, 0);

  y = add_silu (graph, add_linear (graph, NULL, y, &unit->squeeze, values));
  y = bw_graph_unary (graph, NULL, BW_GRAPH_SIGMOID,
                      add_linear (graph, NULL, y, &unit->excite, values));
  return bw_graph_binary (graph, NULL, BW_GRAPH_MUL, x,
                          bw_graph_reshape (graph, NULL, y, unit->n_out, 1));
}

/* Convolution and batch norm in one: the norm follows it directly, so that its factors go into the
 * weights exactly. A norm alone stays one, for the zeros beyond the ends come after it. */
static guint
add_folded (BwGraph          *graph,
            guint             x,
            const BwConvUnit *unit,
            const float      *values,
            const float      *statistics)
{
  const guint per_group = unit->kind == BW_CONV_DENSE ? unit->n_in : 1;
  const gsize n = (gsize) per_group * unit->width;
  float scale[BW_CONV_MAX_CHANNELS], shift[BW_CONV_MAX_CHANNELS];
  g_autofree float *weight = NULL;
  guint bias;

  bw_conv_fold_norm (scale, shift, unit, values, statistics);
  if (unit->kind == BW_CONV_NORM)
    {
      x = bw_graph_binary (graph, NULL, BW_GRAPH_MUL, x,
                           add_constant (graph, NULL, unit->n_out, 1, 0, scale));
      return bw_graph_binary (graph, NULL, BW_GRAPH_ADD, x,
                              add_constant (graph, NULL, unit->n_out, 1, 0, shift));
    }
  weight = g_new (float, unit->n_out *n);
  for (gsize i = 0; i < unit->n_out * n; i++)
    weight[i] = values[unit->weight + i] * scale[i / n];
  bias = add_constant (graph, NULL, unit->n_out, 0, 0, shift);
  return bw_graph_conv1d (graph, NULL, x,
                          add_constant (graph, NULL, unit->n_out, per_group, unit->width, weight),
                          bias, unit->kind == BW_CONV_DEPTHWISE ? 2 : 1, unit->width / 2,
                          unit->kind == BW_CONV_DEPTHWISE ? unit->n_out : 1);
}

/* The units of a chain, one after the other. */
static guint
add_chain (BwGraph           *graph,
           guint              x,
           const BwConvChain *chain,
           const BwBeatNet   *net)
{
  const float *values = bw_beat_net_get_values (net);
  guint outputs[BW_CONV_MAX_UNITS];

  for (guint u = 0; u < chain->n_units; u++)
    {
      const BwConvUnit *unit = &chain->units[u];

      x = add_folded (graph, x, unit, values, bw_beat_net_get_running (net));
      if (unit->silu)
        x = add_silu (graph, x);
      if (unit->gated)
        x = add_gates (graph, x, unit, values);
      if (unit->added >= 0)
        x = bw_graph_binary (graph, NULL, BW_GRAPH_ADD, x, outputs[unit->added]);
      outputs[u] = x;
    }
  return x;
}

/* Head, mean over time, linear layer. */
static guint
add_head (BwGraph         *graph,
          guint            x,
          const BwBeatNet *net)
{
  const BwLinear *linear = bw_beat_net_get_linear (net);

  x = add_chain (graph, x, bw_beat_net_get_head (net), net);
  x = bw_graph_reshape (graph, NULL, bw_graph_mean (graph, NULL, x, 2), linear->n_inputs, 0);
  return add_linear (graph, "logit", x, linear, bw_beat_net_get_values (net));
}

/* (N, n) → (N, 1, n), one channel. */
static guint
add_channel (BwGraph *graph,
             guint    x)
{
  return bw_graph_reshape (graph, NULL, x, 1, bw_graph_get_tensor (graph, x)->shape[1]);
}

static guint
add_pair (BwGraph         *graph,
          guint            query,
          guint            reference,
          const BwBeatNet *net)
{
  const BwConvChain *encoder = bw_beat_net_get_encoder (net);
  const guint sides[2] = { add_chain (graph, add_channel (graph, query), encoder, net),
                           add_chain (graph, add_channel (graph, reference), encoder, net) };

  return add_head (graph, bw_graph_concat (graph, NULL, 1, sides, 2), net);
}

static guint
add_logistic (BwGraph          *graph,
              guint             x,
              const BwLogistic *logistic)
{
  g_autofree float *weight = g_new (float, logistic->n_inputs);
  const float bias = (float) logistic->bias;

  for (guint i = 0; i < logistic->n_inputs; i++)
    weight[i] = (float) logistic->weights[i];
  return bw_graph_linear (graph, "logit", x,
                          add_constant (graph, NULL, 1, logistic->n_inputs, 0, weight),
                          add_constant (graph, NULL, 1, 0, 0, &bias));
}

/* Half rate and no mean: (N, 384) → (N, 192). */
static guint
add_half (BwGraph *graph,
          guint    wave)
{
  static const float taps[3] = { 0.25f, 0.5f, 0.25f };
  const float none = 0;
  guint parts[3], x;

  /* Beyond its ends it goes on as it ends. */
  parts[0] = bw_graph_slice (graph, NULL, wave, 1, 0, 1);
  parts[1] = bw_graph_slice (graph, NULL, wave, 1, 0, ALONE);
  parts[2] = bw_graph_slice (graph, NULL, wave, 1, ALONE - 1, ALONE);
  x = add_channel (graph, bw_graph_concat (graph, NULL, 1, parts, 3));
  x = bw_graph_conv1d (graph, NULL, x, add_constant (graph, NULL, 1, 1, 3, taps),
                       add_constant (graph, NULL, 1, 0, 0, &none), 2, 0, 1);
  x = bw_graph_reshape (graph, NULL, x, HALF, 0);
  return bw_graph_binary (graph, NULL, BW_GRAPH_SUB, x, bw_graph_mean (graph, NULL, x, 1));
}

/* A beat less its part of the day's fasting one. */
static guint
add_less (BwGraph *graph,
          guint    beat,
          guint    fasting_mean,
          double   factor)
{
  guint part = bw_graph_binary (graph, NULL, BW_GRAPH_MUL, add_half (graph, fasting_mean),
                                bw_graph_number (graph, (float) factor));

  return bw_graph_binary (graph, NULL, BW_GRAPH_SUB, add_half (graph, beat), part);
}

/* What brings the day's beat to the size wanted: (N, 1). */
static guint
add_gain (BwGraph *graph,
          guint    size_mean)
{
  guint half = add_half (graph, size_mean), x;

  x = bw_graph_mean (graph, NULL, bw_graph_binary (graph, NULL, BW_GRAPH_MUL, half, half), 1);
  x = bw_graph_unary (graph, NULL, BW_GRAPH_SQRT,
                      bw_graph_clamp (graph, NULL, x, LEAST_SQUARE, G_MAXFLOAT));
  return bw_graph_binary (graph, NULL, BW_GRAPH_DIV,
                          bw_graph_number (graph, (float) BW_SAME_DAY_RMS_UV), x);
}

#define BEAT_TEXT \
  "A beat: 383 unfiltered samples at 512 Hz in µV, the R peak having index 128, then the RR " \
  "interval to the next R peak in samples of 512 Hz"

static guint
add_published (BwGraph                 *graph,
               const BwComparatorModel *model)
{
  const BwBeatNet *net = bw_comparator_model_get_net (model);
  guint beat = bw_graph_input (graph, "beat", BEAT_TEXT, SAMPLES, 0), reference;

  switch (bw_comparator_model_get_info (model)->rule)
    {
    case BW_RULE_COMPARATOR:
      reference = bw_graph_input (graph, "reference",
                                  "A reference beat of known label, of the same form as “beat”",
                                  SAMPLES, 0);
      return add_pair (graph, beat, reference, net);
    case BW_RULE_CLASSIFIER:
      return add_head (graph, add_channel (graph, beat), net);
    case BW_RULE_LOGISTIC:
      return add_logistic (graph, bw_graph_slice (graph, NULL, beat, 1, 0, ALONE),
                           bw_comparator_model_get_logistic (model));
    case BW_RULE_BEST:
    default:
      g_assert_not_reached ();
    }
}

static guint
add_default (BwGraph                 *graph,
             const BwComparatorModel *model)
{
  const BwComparatorInfo *info = bw_comparator_model_get_info (model);
  const BwBeatNet *net = bw_comparator_model_get_net (model);
  guint beat, fasting_mean, size_mean, reference, less, prepared;

  beat = bw_graph_input (graph, "beat", BEAT_TEXT " (which is not used)", SAMPLES, 0);
  fasting_mean = bw_graph_input (
      graph, "fasting_mean",
      "The mean of all beats of the first two fasting recordings of the day that “beat” is of, of "
      "the same form; on a day without any the metadata’s “fasting_mean”",
      SAMPLES, 0);
  if (info->rule != BW_RULE_COMPARATOR)
    {
      less = add_less (graph, beat, fasting_mean, info->decisions[info->rule].factor);
      return info->rule == BW_RULE_CLASSIFIER
                 ? add_head (graph, add_channel (graph, less), net)
                 : add_logistic (graph, less, bw_comparator_model_get_logistic (model));
    }
  size_mean = bw_graph_input (
      graph, "size_mean",
      "What the day’s gain is taken from: the same as “fasting_mean” on a day with fasting "
      "recordings, else the mean of all beats of the day; not flat",
      SAMPLES, 0);
  reference = bw_graph_input (
      graph, "reference",
      "A fasting reference beat, as the output “prepared” gave it when it was the “beat”; before "
      "there are any, zeros",
      HALF, 0);
  less = add_less (graph, beat, fasting_mean, info->decisions[info->rule].factor);
  prepared = bw_graph_binary (graph, "prepared", BW_GRAPH_MUL, less, add_gain (graph, size_mean));
  bw_graph_output (graph, prepared,
                   "The beat as the net reads it, at half rate: what “reference” takes");
  return add_pair (graph, prepared, reference, net);
}

/* What a logit is of. */
static const char *
get_meaning (const BwComparatorInfo *info)
{
  if (info->rule == BW_RULE_COMPARATOR && info->mode == BW_COMPARATOR_PUBLISHED)
    return "“the beat and the reference are of different class”";
  return "“the beat is after glucose”";
}

const char *
bw_graph_comparator_get_title (const BwComparatorModel *model)
{
  switch (bw_comparator_model_get_info (model)->rule)
    {
    case BW_RULE_CLASSIFIER:
      return "Beatwise classifier";
    case BW_RULE_LOGISTIC:
      return "Beatwise logistic rule";
    case BW_RULE_BEST:
    case BW_RULE_COMPARATOR:
    default:
      return "Beatwise comparator";
    }
}

BwGraph *
bw_graph_comparator_new (const BwComparatorModel *model)
{
  const BwComparatorInfo *info = bw_comparator_model_get_info (model);
  const gboolean pair = info->rule == BW_RULE_COMPARATOR;
  g_autofree char *logit_text = NULL, *probability_text = NULL;
  BwGraph *graph;
  guint logit;

  graph = bw_graph_texts_new (bw_graph_comparator_get_title (model),
                              "Tells ECG recordings of one person under one protocol apart, fasting "
                              "or after glucose, beat by beat. It does not measure glucose");
  logit = info->mode == BW_COMPARATOR_PUBLISHED ? add_published (graph, model)
                                                : add_default (graph, model);
  logit_text = g_strdup_printf ("Logarithm of the odds of %s", get_meaning (info));
  probability_text
      = g_strdup_printf ("Probability of %s, 0 to 1%s", get_meaning (info),
                         pair ? ", from this one reference alone: metadata “decision”" : "");
  bw_graph_output (graph, logit, logit_text);
  bw_graph_output (graph, bw_graph_unary (graph, "probability", BW_GRAPH_SIGMOID, logit),
                   probability_text);
  return graph;
}

void
bw_graph_comparator_double_rate (float       *wave,
                                 const float *half)
{
  memset (wave, 0, SAMPLES * sizeof *wave);

  /* Between two of them lies their mean, and each is what makes (before + 2 · it + after) / 4
   * right. */
  for (guint i = 0; i + 1 < HALF; i++)
    wave[2 * i + 1] = (half[i] + half[i + 1]) / 2;
  for (guint i = 0; i < HALF; i++)
    {
      /* Beyond its ends the wave goes on as it ends. */
      if (i == 0)
        wave[0] = (4 * half[0] - wave[1]) / 3;
      else if (i + 1 == HALF)
        wave[2 * i] = (4 * half[i] - wave[2 * i - 1]) / 3;
      else
        wave[2 * i] = 2 * half[i] - (wave[2 * i - 1] + wave[2 * i + 1]) / 2;
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "graph-samples.h"

#include <string.h>

/* What an input is called tells what it may hold. */
#define POSITIVE "positive" /* 0.25 … 4 */
#define INDICES "indices"   /* 0, 1, 2 */
#define ANY "x"             /* −2 … 2 */

static guint
add_random (BwGraph    *graph,
            const char *name,
            GRand      *rand,
            guint       n_dims,
            gint64      a,
            gint64      b,
            gint64      c)
{
  const gint64 shape[3] = { a, b, c };
  g_autofree float *values = NULL;
  gsize n = 1;

  for (guint i = 0; i < n_dims; i++)
    n *= (gsize) shape[i];
  values = g_new (float, n);
  for (gsize i = 0; i < n; i++)
    values[i] = (float) g_rand_double_range (rand, -1, 1);
  return bw_graph_constant (graph, name, n_dims, shape, values);
}

/* A convolution, x σ (x), one for each channel with a stride, gates made of its means, and convolutions
 * of all channels and of their halves. */
static void
make_conv (BwGraph *graph,
           GRand   *rand)
{
  guint x = bw_graph_input (graph, ANY, "Two signals", 2, 11), y, gates;

  y = bw_graph_conv1d (graph, "dense", x, add_random (graph, "dense_w", rand, 3, 4, 2, 3),
                       add_random (graph, "dense_b", rand, 1, 4, 0, 0), 1, 1, 1);
  y = bw_graph_binary (graph, NULL, BW_GRAPH_MUL, y,
                       bw_graph_unary (graph, NULL, BW_GRAPH_SIGMOID, y));
  y = bw_graph_conv1d (graph, "depthwise", y, add_random (graph, "depthwise_w", rand, 3, 4, 1, 3),
                       add_random (graph, "depthwise_b", rand, 1, 4, 0, 0), 2, 1, 4);
  gates = bw_graph_reshape (graph, NULL, bw_graph_mean (graph, "means", y, 2), 4, 0);
  gates = bw_graph_linear (graph, NULL, gates, add_random (graph, "gates_w", rand, 2, 4, 4, 0),
                           add_random (graph, "gates_b", rand, 1, 4, 0, 0));
  gates
      = bw_graph_reshape (graph, NULL, bw_graph_unary (graph, NULL, BW_GRAPH_SIGMOID, gates), 4, 1);
  y = bw_graph_binary (graph, "gated", BW_GRAPH_MUL, y, gates);
  bw_graph_output (graph, y, "Four gated signals");
  bw_graph_output (graph,
                   bw_graph_conv1d (graph, "grouped", y, add_random (graph, "grouped_w", rand, 3, 6, 2, 2),
                                    add_random (graph, "grouped_b", rand, 1, 6, 0, 0), 3, 2, 2),
                   "Three signals of either half");
  y = bw_graph_conv1d (graph, "narrow", y, add_random (graph, "narrow_w", rand, 3, 1, 4, 1),
                       add_random (graph, "narrow_b", rand, 1, 1, 0, 0), 1, 0, 1);
  bw_graph_output (graph, y, "One signal");
}

/* Two layers, the first of which runs once more over what it gave, shortened to what it takes. */
static void
make_lstm (BwGraph *graph,
           GRand   *rand)
{
  guint x = bw_graph_input (graph, ANY, "A series of three", 7, 3), y;
  guint ih = add_random (graph, "ih", rand, 2, 20, 3, 0);
  guint hh = add_random (graph, "hh", rand, 2, 20, 5, 0);
  guint b = add_random (graph, "b", rand, 1, 20, 0, 0);

  y = bw_graph_lstm (graph, "first", x, ih, hh, b, FALSE);
  bw_graph_output (
      graph,
      bw_graph_lstm (graph, "again", bw_graph_slice (graph, NULL, y, 2, 0, 3), ih, hh, b, TRUE),
      "The last step of the same layer once more");
  y = bw_graph_lstm (graph, "second", y, add_random (graph, "ih_l1", rand, 2, 16, 5, 0),
                     add_random (graph, "hh_l1", rand, 2, 16, 4, 0),
                     add_random (graph, "b_l1", rand, 1, 16, 0, 0), FALSE);
  y = bw_graph_linear (graph, "every_step", y, add_random (graph, "w", rand, 2, 2, 4, 0),
                       add_random (graph, "c", rand, 1, 2, 0, 0));
  bw_graph_output (graph, y, "Two numbers a step");
}

static void
make_arithmetic (BwGraph *graph,
                 GRand   *rand)
{
  guint x = bw_graph_input (graph, ANY, "Numbers", 2, 3);
  guint by = bw_graph_input (graph, POSITIVE, "A row", 1, 3), y;

  y = bw_graph_binary (graph, NULL, BW_GRAPH_ADD, x,
                       add_random (graph, "column", rand, 2, 2, 1, 0));
  y = bw_graph_binary (graph, "twice", BW_GRAPH_MUL, bw_graph_number (graph, 2), y);
  y = bw_graph_binary (graph, "less", BW_GRAPH_SUB, y, by);
  bw_graph_output (graph, y, "Twice the sum less the row");
  y = bw_graph_binary (graph, "from", BW_GRAPH_SUB, add_random (graph, "row", rand, 1, 3, 0, 0), y);
  bw_graph_output (graph, bw_graph_binary (graph, "ratio", BW_GRAPH_DIV, y, by), "By the row");
  bw_graph_output (graph,
                   bw_graph_binary (graph, "inverse", BW_GRAPH_DIV, bw_graph_number (graph, 1), by),
                   "One by the row");
  bw_graph_output (graph, bw_graph_mean (graph, "mean", x, 1), "Mean of the columns");
}

static void
make_functions (BwGraph *graph,
                GRand   *rand)
{
  guint x = bw_graph_input (graph, POSITIVE, "Numbers above zero", 6, 0);

  for (guint op = BW_GRAPH_SIGMOID; op <= BW_GRAPH_COS; op++)
    bw_graph_output (graph, bw_graph_unary (graph, bw_graph_op_get_name (op), op, x), NULL);
  bw_graph_output (graph, bw_graph_clamp (graph, "between", x, 0.5f, 2), "Half to two");
  bw_graph_output (graph, bw_graph_clamp (graph, "at_least", x, 2, G_MAXFLOAT), "Two or more");
  bw_graph_output (graph, bw_graph_clamp (graph, "at_most", x, -G_MAXFLOAT, 2), "Two or less");
  bw_graph_output (graph, bw_graph_clamp (graph, "as_it_is", x, -G_MAXFLOAT, G_MAXFLOAT),
                   "As it is");
}

static void
make_moves (BwGraph *graph,
            GRand   *rand)
{
  guint x = bw_graph_input (graph, ANY, "Numbers", 2, 3);
  guint where = bw_graph_input (graph, INDICES, "Which of the first three", 4, 0);
  guint flat = bw_graph_reshape (graph, "flat", x, 6, 0), y[2];

  bw_graph_output (graph, bw_graph_transpose (graph, "turned", x), "Columns as rows");
  y[0] = bw_graph_slice (graph, "part", x, 2, 1, 3);
  y[1] = bw_graph_reshape (graph, "square", bw_graph_slice (graph, NULL, flat, 1, 2, 6), 2, 2);
  bw_graph_output (graph, bw_graph_concat (graph, "below", 1, y, 2), "One below the other");
  bw_graph_output (graph, bw_graph_concat (graph, "beside", 2, y, 2), "One beside the other");
  bw_graph_output (
      graph, bw_graph_gather (graph, "found", bw_graph_slice (graph, NULL, flat, 1, 0, 3), where),
      "Those asked for");
}

static const struct
{
  const char *name;
  void (*make) (BwGraph *, GRand *);
} samples[] = {
  { "conv", make_conv },           { "lstm", make_lstm },   { "arithmetic", make_arithmetic },
  { "functions", make_functions }, { "moves", make_moves },
};

guint
graph_samples_get_n (void)
{
  return G_N_ELEMENTS (samples);
}

const char *
graph_sample_get_name (guint sample)
{
  return samples[sample].name;
}

BwGraph *
graph_sample_new (guint sample)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (sample + 1);
  BwGraph *graph = bw_graph_new (samples[sample].name, "A graph for tests – “naïve”", "Beatwise",
                                 "GPL-3.0-or-later", "1");

  bw_graph_add_metadata (graph, "unit", "ms");
  bw_graph_add_metadata (graph, "another", "µV");
  samples[sample].make (graph, rand);
  return graph;
}

float *
graph_sample_make_input (const BwGraphTensor *input,
                         GRand               *rand)
{
  const gsize n = bw_graph_tensor_count (input);
  float *values = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    if (strcmp (input->name, INDICES) == 0)
      values[i] = (float) g_rand_int_range (rand, 0, 3);
    else if (strcmp (input->name, POSITIVE) == 0)
      values[i] = (float) g_rand_double_range (rand, 0.25, 4);
    else
      values[i] = (float) g_rand_double_range (rand, -2, 2);
  return values;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "graph-eval.h"
#include "nn/bw-linear.h"
#include "nn/bw-lstm.h"

#include <math.h>
#include <string.h>

/* Graphs: their shapes, and that the evaluator of the other tests computes what the header says. */

static BwGraph *
make_graph (void)
{
  return bw_graph_new ("Title", "Description", "Author", "Licence", "1");
}

static void
assert_shape (const BwGraph *graph,
              guint          tensor,
              guint          n_dims,
              gint64         rows,
              gint64         columns)
{
  const BwGraphTensor *t = bw_graph_get_tensor (graph, tensor);

  g_assert_cmpuint (t->n_dims, ==, n_dims);
  g_assert_cmpint (t->shape[0], ==, 1);
  g_assert_cmpint (t->shape[1], ==, rows);
  if (n_dims == 3)
    g_assert_cmpint (t->shape[2], ==, columns);
}

static void
assert_values (GraphEval   *eval,
               const char  *name,
               const float *expected,
               gsize        n)
{
  const float *values = graph_eval_get (eval, name, n);

  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (values[i], expected[i], 1e-6f);
}

/* Numbers worked out by hand. */
static void
test_conv (void)
{
  g_autoptr (BwGraph) graph = make_graph ();
  const gint64 dense[3] = { 1, 2, 3 }, depthwise[3] = { 2, 1, 3 }, one = 1, two = 2;
  const float w[6] = { 1, 2, 3, 0, -1, 0 }, b[2] = { 10, 0 };
  const float x[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  const float y[4] = { 10 + 8 - 5, 10 + 14 - 6, 10 + 20 - 7, 10 + 11 - 8 };
  const float z[4] = { 10 + 8, 10 + 20, -5, -7 };
  guint in = bw_graph_input (graph, "x", "a signal", 2, 4);
  guint out = bw_graph_conv1d (graph, "y", in, bw_graph_constant (graph, "w", 3, dense, w),
                               bw_graph_constant (graph, "b", 1, &one, b), 1, 1, 1);
  guint halved = bw_graph_conv1d (graph, "z", in, bw_graph_constant (graph, "v", 3, depthwise, w),
                                  bw_graph_constant (graph, "c", 1, &two, b), 2, 1, 2);
  g_autoptr (GraphEval) eval = graph_eval_new (graph);

  assert_shape (graph, out, 3, 1, 4);
  assert_shape (graph, halved, 3, 2, 2);
  graph_eval_set (eval, "x", x);
  graph_eval_run (eval);
  assert_values (eval, "y", y, 4);
  assert_values (eval, "z", z, 4);
}

static void
test_broadcast (void)
{
  g_autoptr (BwGraph) graph = make_graph ();
  const gint64 column[2] = { 2, 1 };
  const float factor[2] = { 10, 100 }, x[6] = { 1, 2, 3, 4, 5, 6 }, v[3] = { 1, 2, 4 };
  const float scaled[6] = { 10, 20, 30, 400, 500, 600 }, means[3] = { 205, 260, 315 };
  const float less[6] = { 9, 18, 26, 399, 498, 596 }, inverse[3] = { 1, 0.5f, 0.25f };
  guint in = bw_graph_input (graph, "x", "numbers", 2, 3);
  guint row = bw_graph_input (graph, "v", "a row", 1, 3);
  guint by = bw_graph_constant (graph, "factor", 2, column, factor);
  guint y = bw_graph_binary (graph, "scaled", BW_GRAPH_MUL, in, by);

  assert_shape (graph, y, 3, 2, 3);
  assert_shape (graph, bw_graph_mean (graph, "means", y, 1), 3, 1, 3);
  assert_shape (graph, bw_graph_binary (graph, "less", BW_GRAPH_SUB, y, row), 3, 2, 3);
  assert_shape (graph,
                bw_graph_binary (graph, "inverse", BW_GRAPH_DIV, bw_graph_number (graph, 1), row),
                3, 1, 3);

  g_autoptr (GraphEval) eval = graph_eval_new (graph);
  graph_eval_set (eval, "x", x);
  graph_eval_set (eval, "v", v);
  graph_eval_run (eval);
  assert_values (eval, "scaled", scaled, 6);
  assert_values (eval, "means", means, 3);
  assert_values (eval, "less", less, 6);
  assert_values (eval, "inverse", inverse, 3);
}

static void
test_moves (void)
{
  g_autoptr (BwGraph) graph = make_graph ();
  const float x[6] = { 1, 2, 3, 4, 5, 6 }, turned[6] = { 1, 4, 2, 5, 3, 6 };
  const float part[4] = { 2, 3, 5, 6 }, joined[8] = { 2, 3, 5, 6, 1, 2, 3, 4 };
  const float wide[4] = { 2, 3, 1, 2 }, where[4] = { 2, 0, 0, 1 }, found[4] = { 3, 1, 1, 2 };
  guint in = bw_graph_input (graph, "x", "numbers", 2, 3), slice, flat, top, sides[2], both[2];
  guint at = bw_graph_input (graph, "where", "indices", 4, 0);

  assert_shape (graph, bw_graph_transpose (graph, "turned", in), 3, 3, 2);
  slice = bw_graph_slice (graph, "part", in, 2, 1, 3);
  assert_shape (graph, slice, 3, 2, 2);
  flat = bw_graph_reshape (graph, NULL, in, 6, 0);
  assert_shape (graph, flat, 2, 6, 0);
  both[0] = slice;
  both[1] = bw_graph_reshape (graph, NULL, bw_graph_slice (graph, NULL, flat, 1, 0, 4), 2, 2);
  assert_shape (graph, bw_graph_concat (graph, "joined", 1, both, 2), 3, 4, 2);
  sides[0] = bw_graph_slice (graph, NULL, slice, 1, 0, 1);
  sides[1] = bw_graph_slice (graph, NULL, both[1], 1, 0, 1);
  assert_shape (graph, bw_graph_concat (graph, "wide", 2, sides, 2), 3, 1, 4);
  top = bw_graph_slice (graph, NULL, flat, 1, 0, 3);
  assert_shape (graph, bw_graph_gather (graph, "found", top, at), 2, 4, 0);

  g_autoptr (GraphEval) eval = graph_eval_new (graph);
  graph_eval_set (eval, "x", x);
  graph_eval_set (eval, "where", where);
  graph_eval_run (eval);
  assert_values (eval, "turned", turned, 6);
  assert_values (eval, "part", part, 4);
  assert_values (eval, "joined", joined, 8);
  assert_values (eval, "wide", wide, 4);
  assert_values (eval, "found", found, 4);
}

static void
test_functions (void)
{
  g_autoptr (BwGraph) graph = make_graph ();
  const float x[3] = { 0.25f, 1, 4 };
  const float expected[][3] = {
    { 0.5621765f, 0.7310586f, 0.9820138f },
    { 0.8259394f, 1.3132617f, 4.0181499f },
    { 1.2840254f, 2.7182817f, 54.59815f },
    { -1.3862944f, 0, 1.3862944f },
    { 0.5f, 1, 2 },
    { 0.2474040f, 0.8414710f, -0.7568025f },
    { 0.9689124f, 0.5403023f, -0.6536436f },
  };
  const float clamped[3] = { 0.5f, 1, 2 };
  guint in = bw_graph_input (graph, "x", "numbers", 3, 0);

  for (guint op = BW_GRAPH_SIGMOID; op <= BW_GRAPH_COS; op++)
    bw_graph_unary (graph, bw_graph_op_get_name (op), op, in);
  bw_graph_clamp (graph, "clamped", in, 0.5f, 2);

  g_autoptr (GraphEval) eval = graph_eval_new (graph);
  graph_eval_set (eval, "x", x);
  graph_eval_run (eval);
  for (guint op = BW_GRAPH_SIGMOID; op <= BW_GRAPH_COS; op++)
    {
      const float *y = graph_eval_get (eval, bw_graph_op_get_name (op), 3);

      for (guint i = 0; i < 3; i++)
        g_assert_cmpfloat_with_epsilon (y[i], expected[op - BW_GRAPH_SIGMOID][i], 4e-6f);
    }
  assert_values (eval, "clamped", clamped, 3);
}

/* Against nn's own layers. */
static void
test_lstm (void)
{
  enum
  {
    STEPS = 9,
    INPUTS = 3,
    HIDDEN = 5,
    OUTPUTS = 2
  };
  g_autoptr (BwGraph) graph = make_graph ();
  g_autoptr (BwParams) params = bw_params_new ();
  const gint64 ih[2] = { 4 * HIDDEN, INPUTS }, hh[2] = { 4 * HIDDEN, HIDDEN }, g4 = 4 * HIDDEN;
  const gint64 w[2] = { OUTPUTS, HIDDEN }, two = OUTPUTS;
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  float x[STEPS * INPUTS], bias[4 * HIDDEN], h[STEPS * HIDDEN], y[STEPS * OUTPUTS];
  guint in, weights[2], b, all, last;
  BwLinear head;
  BwLstm lstm;

  bw_lstm_init (&lstm, params, "lstm", INPUTS, HIDDEN, 1);
  bw_linear_init (&head, params, "fc", HIDDEN, OUTPUTS);

  g_autoptr (BwFloats) values = bw_floats_new (params->length);
  g_autoptr (BwLstmWorkspace) ws = bw_lstm_workspace_new (&lstm, 1, STEPS, BW_LSTM_PREDICT, NULL);

  bw_lstm_reset (&lstm, values, rand);
  bw_linear_reset (&head, values, rand);
  for (guint i = 0; i < G_N_ELEMENTS (x); i++)
    x[i] = (float) g_rand_double_range (rand, -2, 2);
  for (guint i = 0; i < 4 * HIDDEN; i++)
    bias[i] = values[lstm.layers[0].bias_ih + i] + values[lstm.layers[0].bias_hh + i];
  bw_lstm_forward (h, x, values, 1, STEPS, 0, ws);
  bw_linear_forward (y, h, values, &head, STEPS);

  in = bw_graph_input (graph, "x", "a series", STEPS, INPUTS);
  weights[0] = bw_graph_constant (graph, "ih", 2, ih, values + lstm.layers[0].weight_ih);
  weights[1] = bw_graph_constant (graph, "hh", 2, hh, values + lstm.layers[0].weight_hh);
  b = bw_graph_constant (graph, "b", 1, &g4, bias);
  all = bw_graph_lstm (graph, "all", in, weights[0], weights[1], b, FALSE);
  last = bw_graph_lstm (graph, "last", in, weights[0], weights[1], b, TRUE);
  assert_shape (graph, all, 3, STEPS, HIDDEN);
  assert_shape (graph, last, 2, HIDDEN, 0);
  assert_shape (graph,
                bw_graph_linear (graph, "y", all,
                                 bw_graph_constant (graph, "w", 2, w, values + head.weight),
                                 bw_graph_constant (graph, "c", 1, &two, values + head.bias)),
                3, STEPS, OUTPUTS);

  g_autoptr (GraphEval) eval = graph_eval_new (graph);
  graph_eval_set (eval, "x", x);
  graph_eval_run (eval);
  assert_values (eval, "all", h, STEPS * HIDDEN);
  assert_values (eval, "last", h + (STEPS - 1) * HIDDEN, HIDDEN);
  assert_values (eval, "y", y, STEPS * OUTPUTS);
}

static void
test_texts (void)
{
  g_autoptr (BwGraph) graph = make_graph ();
  const gint64 three = 3, row[2] = { 1, 3 };
  const float numbers[3] = { 1, 2, 3 };
  guint a = bw_graph_constant (graph, "a", 1, &three, numbers), x, y;

  g_assert_cmpuint (bw_graph_constant (graph, "again", 1, &three, numbers), ==, a);
  g_assert_cmpuint (bw_graph_constant (graph, "row", 2, row, numbers), !=, a);
  g_assert_cmpuint (bw_graph_number (graph, 4), ==, bw_graph_number (graph, 4));
  x = bw_graph_input (graph, "x", "what goes in", 3, 0);
  y = bw_graph_binary (graph, "y", BW_GRAPH_ADD, x, a);
  bw_graph_output (graph, y, "what comes out");
  bw_graph_add_metadata (graph, "unit", "ms");
  g_assert_cmpuint (graph->inputs->len, ==, 1);
  g_assert_cmpuint (g_array_index (graph->outputs, guint, 0), ==, y);
  g_assert_cmpstr (bw_graph_get_tensor (graph, x)->description, ==, "what goes in");
  g_assert_cmpstr (bw_graph_get_tensor (graph, y)->description, ==, "what comes out");
  g_assert_cmpstr (g_array_index (graph->metadata, BwGraphEntry, 0).text, ==, "ms");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export-graph/conv", test_conv);
  g_test_add_func ("/export-graph/broadcast", test_broadcast);
  g_test_add_func ("/export-graph/moves", test_moves);
  g_test_add_func ("/export-graph/functions", test_functions);
  g_test_add_func ("/export-graph/lstm", test_lstm);
  g_test_add_func ("/export-graph/texts", test_texts);
  return g_test_run ();
}

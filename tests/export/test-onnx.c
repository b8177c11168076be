/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-onnx.h"
#include "export/bw-onnx.pb-c.h"
#include "graph-samples.h"

#include <string.h>

/* ONNX files: read back by protobuf-c, whether they hold the graph that they are made of. What the
 * numbers are worth, a runtime that is not ours says: proof-onnx.py. */

typedef BwOnnx__ModelProto Model;

static void
model_free (Model *model)
{
  bw_onnx__model_proto__free_unpacked (model, NULL);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Model, model_free)

/* What the file of a graph holds. */
static Model *
read_back (const BwGraph *graph)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = bw_export_onnx (graph, &error);
  Model *model;

  g_assert_no_error (error);
  model = bw_onnx__model_proto__unpack (NULL, g_bytes_get_size (bytes),
                                        g_bytes_get_data (bytes, NULL));
  g_assert_nonnull (model);
  return model;
}

static const BwOnnx__NodeProto *
find_node (const Model *model,
           const char  *output)
{
  for (gsize i = 0; i < model->graph->n_node; i++)
    for (gsize j = 0; j < model->graph->node[i]->n_output; j++)
      if (strcmp (model->graph->node[i]->output[j], output) == 0)
        return model->graph->node[i];
  g_error ("nothing gives %s", output);
}

static const BwOnnx__AttributeProto *
find_attribute (const BwOnnx__NodeProto *node,
                const char              *name)
{
  for (gsize i = 0; i < node->n_attribute; i++)
    if (strcmp (node->attribute[i]->name, name) == 0)
      return node->attribute[i];
  g_error ("%s has no %s", node->name, name);
}

static void
assert_integers (const BwOnnx__NodeProto *node,
                 const char              *name,
                 gsize                    n,
                 gint64                   a,
                 gint64                   b)
{
  const BwOnnx__AttributeProto *attribute = find_attribute (node, name);

  g_assert_cmpuint (attribute->n_ints, ==, n);
  g_assert_cmpint (attribute->ints[0], ==, a);
  g_assert_cmpint (attribute->ints[n - 1], ==, b);
}

static const BwOnnx__TensorProto *
find_constant (const Model *model,
               const char  *name)
{
  for (gsize i = 0; i < model->graph->n_initializer; i++)
    if (strcmp (model->graph->initializer[i]->name, name) == 0)
      return model->graph->initializer[i];
  g_error ("no constant %s", name);
}

/* As little-endian floats, bit by bit. */
static void
assert_floats (const BwOnnx__TensorProto *tensor,
               const float               *expected,
               gsize                      n)
{
  g_assert_cmpint (tensor->data_type, ==, BW_ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT);
  g_assert_cmpuint (tensor->raw_data.len, ==, n * 4);
  for (gsize i = 0; i < n; i++)
    {
      const guint8 *p = tensor->raw_data.data + i * 4;
      const guint32 bits = p[0] | (guint32) p[1] << 8 | (guint32) p[2] << 16 | (guint32) p[3] << 24;
      float value;

      memcpy (&value, &bits, sizeof value);
      g_assert_cmpfloat (value, ==, expected[i]);
    }
}

/* Every input of a node is there before it, and nothing is there twice. */
static void
assert_in_order (const Model *model)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  const BwOnnx__GraphProto *graph = model->graph;

  for (gsize i = 0; i < graph->n_input; i++)
    g_assert_true (g_hash_table_add (known, graph->input[i]->name));
  for (gsize i = 0; i < graph->n_initializer; i++)
    {
      const BwOnnx__TensorProto *constant = graph->initializer[i];
      gsize n = constant->data_type == BW_ONNX__TENSOR_PROTO__DATA_TYPE__INT64 ? 8 : 4;

      for (gsize d = 0; d < constant->n_dims; d++)
        n *= (gsize) constant->dims[d];
      g_assert_cmpuint (constant->raw_data.len, ==, n);
      g_assert_true (g_hash_table_add (known, constant->name));
    }
  for (gsize i = 0; i < graph->n_node; i++)
    {
      const BwOnnx__NodeProto *node = graph->node[i];

      for (gsize j = 0; j < node->n_input; j++)
        g_assert_true (node->input[j][0] == 0 || g_hash_table_contains (known, node->input[j]));
      for (gsize j = 0; j < node->n_output; j++)
        g_assert_true (node->output[j][0] == 0 || g_hash_table_add (known, node->output[j]));
    }
  for (gsize i = 0; i < graph->n_output; i++)
    g_assert_true (g_hash_table_contains (known, graph->output[i]->name));
}

/* The shapes are the graph's, with a batch of any length. */
static void
assert_shape (const BwOnnx__ValueInfoProto *info,
              const BwGraphTensor          *tensor)
{
  const BwOnnx__TypeProto__Tensor *type = info->type->tensor_type;

  g_assert_cmpstr (info->name, ==, tensor->name);
  g_assert_cmpstr (info->doc_string, ==, tensor->description);
  g_assert_cmpint (type->elem_type, ==, BW_ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT);
  g_assert_cmpuint (type->shape->n_dim, ==, tensor->n_dims);
  g_assert_cmpstr (type->shape->dim[0]->dim_param, ==, "N");
  for (guint d = 1; d < tensor->n_dims; d++)
    g_assert_cmpint (type->shape->dim[d]->dim_value, ==, tensor->shape[d]);
}

static void
test_samples (void)
{
  gboolean seen[BW_GRAPH_N_OPS] = { FALSE };

  for (guint i = 0; i < graph_samples_get_n (); i++)
    {
      g_autoptr (BwGraph) graph = graph_sample_new (i);
      g_autoptr (Model) model = read_back (graph);

      g_test_message ("%s", graph->title);
      assert_in_order (model);
      g_assert_cmpuint (model->graph->n_input, ==, graph->inputs->len);
      for (guint t = 0; t < graph->inputs->len; t++)
        assert_shape (model->graph->input[t],
                      bw_graph_get_tensor (graph, g_array_index (graph->inputs, guint, t)));
      g_assert_cmpuint (model->graph->n_output, ==, graph->outputs->len);
      for (guint t = 0; t < graph->outputs->len; t++)
        assert_shape (model->graph->output[t],
                      bw_graph_get_tensor (graph, g_array_index (graph->outputs, guint, t)));
      g_assert_cmpuint (model->graph->n_value_info + model->graph->n_output, ==, graph->nodes->len);
      for (guint n = 0; n < graph->nodes->len; n++)
        seen[bw_graph_get_node (graph, n)->op] = TRUE;
    }
  for (guint op = 0; op < BW_GRAPH_N_OPS; op++)
    g_assert_true (seen[op]);
}

static void
test_same_bytes (void)
{
  for (guint i = 0; i < graph_samples_get_n (); i++)
    {
      g_autoptr (BwGraph) one = graph_sample_new (i), two = graph_sample_new (i);
      g_autoptr (GBytes) a = bw_export_onnx (one, NULL), b = bw_export_onnx (two, NULL);

      g_assert_true (g_bytes_equal (a, b));
    }
}

static void
test_texts (void)
{
  const char *const expected[][2] = {
    { "model_author", "An author" },
    { "model_license", "A licence" },
    { "unit", "ms" },
    { "another", "µV" },
  };
  g_autoptr (BwGraph) graph
      = bw_graph_new ("Beats – a net", "What it does.", "An author", "A licence", "3");
  guint x = bw_graph_input (graph, "x", "Rate in beats a minute", 3, 0);
  g_autoptr (Model) model = NULL;

  bw_graph_output (graph, bw_graph_unary (graph, "y", BW_GRAPH_EXP, x), "Much of it");
  bw_graph_add_metadata (graph, "unit", "ms");
  bw_graph_add_metadata (graph, "another", "µV");
  model = read_back (graph);

  g_assert_cmpint (model->ir_version, ==, 7);
  g_assert_cmpuint (model->n_opset_import, ==, 1);
  g_assert_cmpint (model->opset_import[0]->version, ==, 14);
  g_assert_cmpstr (model->opset_import[0]->domain, ==, "");
  g_assert_cmpstr (model->producer_name, ==, "Beatwise");
  g_assert_cmpstr (model->producer_version, ==, BW_VERSION);
  g_assert_cmpint (model->model_version, ==, 3);
  g_assert_cmpstr (model->doc_string, ==, "Beats – a net\n\nWhat it does.");
  g_assert_cmpstr (model->graph->doc_string, ==, "What it does.");
  for (const char *p = model->graph->name; *p != 0; p++)
    g_assert_true (g_ascii_isalnum (*p) || *p == '_');
  g_assert_cmpuint (model->n_metadata_props, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpstr (model->metadata_props[i]->key, ==, expected[i][0]);
      g_assert_cmpstr (model->metadata_props[i]->value, ==, expected[i][1]);
    }
}

/* Gates go from i, f, g, o to i, o, f, g, the bias gets a second one of zeros, and what two nodes
 * read is there once. */
static void
test_lstm (void)
{
  const gint64 ih[2] = { 4, 2 }, hh[2] = { 4, 1 }, four = 4;
  const float w[8] = { 1, 2, 3, 4, 5, 6, 7, 8 }, r[4] = { 11, 12, 13, 14 };
  const float b[4] = { 21, 22, 23, 24 };
  const float w_iofc[8] = { 1, 2, 7, 8, 3, 4, 5, 6 }, r_iofc[4] = { 11, 14, 12, 13 };
  const float b_iofc[8] = { 21, 24, 22, 23, 0, 0, 0, 0 };
  g_autoptr (BwGraph) graph = bw_graph_new ("t", "d", "a", "l", "1");
  guint x = bw_graph_input (graph, "x", NULL, 3, 2), constants[3];
  g_autoptr (Model) model = NULL;
  const BwOnnx__NodeProto *lstm;

  constants[0] = bw_graph_constant (graph, "w", 2, ih, w);
  constants[1] = bw_graph_constant (graph, "r", 2, hh, r);
  constants[2] = bw_graph_constant (graph, "b", 1, &four, b);
  bw_graph_output (graph,
                   bw_graph_lstm (graph, "all", x, constants[0], constants[1], constants[2], FALSE),
                   NULL);
  bw_graph_output (graph,
                   bw_graph_lstm (graph, "last", x, constants[0], constants[1], constants[2], TRUE),
                   NULL);
  model = read_back (graph);

  assert_floats (find_constant (model, "w_iofc"), w_iofc, 8);
  assert_floats (find_constant (model, "r_iofc"), r_iofc, 4);
  assert_floats (find_constant (model, "b_iofc"), b_iofc, 8);
  g_assert_cmpuint (find_constant (model, "w_iofc")->n_dims, ==, 3);
  g_assert_cmpuint (find_constant (model, "b_iofc")->n_dims, ==, 2);
  /* Those three, and the two axes that are taken away. */
  g_assert_cmpuint (model->graph->n_initializer, ==, 5);
  g_assert_cmpstr (find_node (model, "last")->op_type, ==, "Squeeze");
  lstm = find_node (model, find_node (model, "last")->input[0]);
  g_assert_cmpstr (lstm->op_type, ==, "LSTM");
  g_assert_cmpint (find_attribute (lstm, "hidden_size")->i, ==, 1);
  g_assert_cmpuint (lstm->n_output, ==, 2);
  g_assert_cmpstr (lstm->output[0], ==, "");
}

static void
test_conv (void)
{
  const gint64 shape[3] = { 4, 1, 3 }, four = 4;
  const float w[12] = { 1, -2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1e-30f }, b[4] = { 0.1f, -0.0f, 2, 3 };
  g_autoptr (BwGraph) graph = bw_graph_new ("t", "d", "a", "l", "1");
  guint x = bw_graph_input (graph, "x", NULL, 4, 9), y;
  g_autoptr (Model) model = NULL;
  const BwOnnx__NodeProto *conv;

  y = bw_graph_conv1d (graph, "y", x, bw_graph_constant (graph, "w", 3, shape, w),
                       bw_graph_constant (graph, "b", 1, &four, b), 2, 1, 4);
  bw_graph_output (graph, y, NULL);
  model = read_back (graph);

  conv = find_node (model, "y");
  g_assert_cmpstr (conv->op_type, ==, "Conv");
  g_assert_cmpint (find_attribute (conv, "group")->i, ==, 4);
  assert_integers (conv, "kernel_shape", 1, 3, 3);
  assert_integers (conv, "pads", 2, 1, 1);
  assert_integers (conv, "strides", 1, 2, 2);
  assert_floats (find_constant (model, "w"), w, 12);
  assert_floats (find_constant (model, "b"), b, 4);
}

/* Names that the writer makes up give way to those of the graph. */
static void
test_names (void)
{
  const gint64 matrix[2] = { 2, 3 }, two = 2;
  const float w[6] = { 1, 2, 3, 4, 5, 6 }, turned[6] = { 1, 4, 2, 5, 3, 6 }, b[2] = { 7, 8 };
  g_autoptr (BwGraph) graph = bw_graph_new ("t", "d", "a", "l", "1");
  guint x = bw_graph_input (graph, "w_transposed", NULL, 4, 3), y;
  g_autoptr (Model) model = NULL;

  y = bw_graph_linear (graph, "y", x, bw_graph_constant (graph, "w", 2, matrix, w),
                       bw_graph_constant (graph, "y_product", 1, &two, b));
  bw_graph_output (graph, y, NULL);
  model = read_back (graph);

  assert_in_order (model);
  g_assert_cmpstr (find_node (model, "y_product_")->op_type, ==, "MatMul");
  assert_floats (find_constant (model, "w_transposed_"), turned, 6);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export-onnx/samples", test_samples);
  g_test_add_func ("/export-onnx/same-bytes", test_same_bytes);
  g_test_add_func ("/export-onnx/texts", test_texts);
  g_test_add_func ("/export-onnx/lstm", test_lstm);
  g_test_add_func ("/export-onnx/conv", test_conv);
  g_test_add_func ("/export-onnx/names", test_names);
  return g_test_run ();
}

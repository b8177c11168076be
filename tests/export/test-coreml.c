/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-coreml.pb-c.h"
#include "export/bw-export-coreml.h"
#include "graph-samples.h"

#include <string.h>

/* What the writer of Core ML models puts into layers. */

#define KIND(LAYER) BW_COREML__NEURAL_NETWORK_LAYER__LAYER_##LAYER

typedef BwCoreml__NeuralNetworkLayer Layer;

static BwCoreml__Model *
write_model (const BwGraph *graph)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = bw_export_coreml (graph, &error);
  BwCoreml__Model *model;

  g_assert_no_error (error);
  model = bw_coreml__model__unpack (NULL, g_bytes_get_size (bytes), g_bytes_get_data (bytes, NULL));
  g_assert_nonnull (model);
  return model;
}

static BwCoreml__Model *
write_sample (const char *name)
{
  for (guint i = 0; i < graph_samples_get_n (); i++)
    if (g_str_equal (graph_sample_get_name (i), name))
      {
        g_autoptr (BwGraph) graph = graph_sample_new (i);

        return write_model (graph);
      }
  g_assert_not_reached ();
}

/* The layer that gives the array called @name. */
static const Layer *
find_layer (const BwCoreml__Model *model,
            const char            *name)
{
  for (gsize i = 0; i < model->neural_network->n_layers; i++)
    for (gsize o = 0; o < model->neural_network->layers[i]->n_output; o++)
      if (g_str_equal (model->neural_network->layers[i]->output[o], name))
        return model->neural_network->layers[i];
  g_test_message ("There is no layer “%s”.", name);
  g_assert_not_reached ();
}

static const Layer *
find_layer_of_kind (const BwCoreml__Model                   *model,
                    const char                              *name,
                    BwCoreml__NeuralNetworkLayer__LayerCase  kind)
{
  const Layer *layer = find_layer (model, name);

  g_assert_cmpint (layer->layer_case, ==, kind);
  return layer;
}

static void
assert_weights (const BwCoreml__WeightParams *weights,
                const float                  *expected,
                gsize                         n)
{
  g_assert_nonnull (weights);
  g_assert_cmpmem (weights->float_value, weights->n_float_value * sizeof (float), expected,
                   n * sizeof (float));
}

static void
assert_sizes (const BwCoreml__Tensor *tensor,
              const gint64           *expected,
              guint                   rank)
{
  g_assert_cmpuint (tensor->rank, ==, rank);
  g_assert_cmpmem (tensor->dim_value, tensor->n_dim_value * sizeof (gint64), expected,
                   rank * sizeof (gint64));
}

static guint
add_count (BwGraph *graph,
           gint64   rows,
           gint64   columns,
           float    first)
{
  const gint64 shape[] = { rows, columns };
  g_autofree float *values = g_new (float, rows * MAX (columns, 1));

  for (gint64 i = 0; i < rows * MAX (columns, 1); i++)
    values[i] = first + i;
  return bw_graph_constant (graph, NULL, columns > 0 ? 2 : 1, shape, values);
}

/* The gates lie under their names, i, f, g, o as PyTorch has them; the states come from constants
 * of zeros, and the cell is not cut. */
static void
test_lstm (void)
{
  g_autoptr (BwGraph) graph = bw_graph_new ("LSTM", "", "", "", "");
  guint x = bw_graph_input (graph, "x", "", 7, 3);
  guint y = bw_graph_lstm (graph, "y", x, add_count (graph, 8, 3, 0), add_count (graph, 8, 2, 100),
                           add_count (graph, 8, 0, 200), FALSE);
  const float zeros[2] = { 0 };
  const gint64 steps[] = { 7, 1, 3, 1, 1 }, state[] = { 1, 1, 2, 1, 1 },
               outputs[] = { 7, 1, 2, 1, 1 };
  const Layer *layer;
  const BwCoreml__LSTMWeightParams *weights;
  BwCoreml__Model *model;
  float expected[6];

  bw_graph_output (graph, y, "");
  model = write_model (graph);
  layer = find_layer_of_kind (model, "y/outputs", KIND (UNI_DIRECTIONAL_LSTM));
  g_assert_cmpuint (layer->n_input, ==, 3);
  g_assert_cmpuint (layer->n_output, ==, 3);
  assert_sizes (layer->input_tensor[0], steps, 5);
  assert_sizes (layer->output_tensor[0], outputs, 5);
  for (guint i = 1; i < 3; i++)
    {
      const Layer *first = find_layer_of_kind (model, layer->input[i], KIND (LOAD_CONSTANT_ND));

      assert_weights (first->load_constant_nd->data, zeros, 2);
      assert_sizes (layer->input_tensor[i], state, 5);
      assert_sizes (layer->output_tensor[i], state, 5);
    }
  g_assert_true (layer->uni_directional_lstm->params->sequence_output);
  g_assert_true (layer->uni_directional_lstm->params->has_bias_vectors);
  g_assert_cmpfloat (layer->uni_directional_lstm->params->cell_clip_threshold, >, 7);

  weights = layer->uni_directional_lstm->weight_params;
  const BwCoreml__WeightParams *const gates[4][3] = {
    { weights->input_gate_weight_matrix, weights->input_gate_recursion_matrix,
      weights->input_gate_bias_vector },
    { weights->forget_gate_weight_matrix, weights->forget_gate_recursion_matrix,
      weights->forget_gate_bias_vector },
    { weights->block_input_weight_matrix, weights->block_input_recursion_matrix,
      weights->block_input_bias_vector },
    { weights->output_gate_weight_matrix, weights->output_gate_recursion_matrix,
      weights->output_gate_bias_vector },
  };
  const guint sizes[3] = { 6, 4, 2 };
  for (guint gate = 0; gate < 4; gate++)
    for (guint part = 0; part < 3; part++)
      {
        for (guint i = 0; i < sizes[part]; i++)
          expected[i] = 100 * part + gate * sizes[part] + i;
        assert_weights (gates[gate][part], expected, sizes[part]);
      }
  bw_coreml__model__free_unpacked (model, NULL);
}

/* An array of one axis of space becomes one of two and back. */
static void
test_convolution (void)
{
  BwCoreml__Model *model = write_sample ("conv");
  const Layer *layer = find_layer_of_kind (model, "depthwise/result", KIND (CONVOLUTION));
  const BwCoreml__ConvolutionLayerParams *params = layer->convolution;
  const gint64 image[] = { 1, 4, 1, 11 }, result[] = { 1, 4, 1, 6 };
  const guint64 kernel[] = { 1, 3 }, stride[] = { 1, 2 };

  assert_sizes (layer->input_tensor[0], image, 4);
  assert_sizes (layer->output_tensor[0], result, 4);
  g_assert_cmpuint (params->output_channels, ==, 4);
  g_assert_cmpuint (params->kernel_channels, ==, 1);
  g_assert_cmpuint (params->n_groups, ==, 4);
  g_assert_cmpmem (params->kernel_size, params->n_kernel_size * sizeof (guint64), kernel,
                   sizeof kernel);
  g_assert_cmpmem (params->stride, params->n_stride * sizeof (guint64), stride, sizeof stride);
  g_assert_cmpuint (params->valid->padding_amounts->n_border_amounts, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (params->valid->padding_amounts->border_amounts[i]->start_edge_size, ==, i);
      g_assert_cmpuint (params->valid->padding_amounts->border_amounts[i]->end_edge_size, ==, i);
    }
  g_assert_cmpuint (params->weights->n_float_value, ==, 4 * 3);
  g_assert_true (params->has_bias);
  g_assert_cmpuint (params->bias->n_float_value, ==, 4);

  layer = find_layer_of_kind (model, "grouped/result", KIND (CONVOLUTION));
  g_assert_cmpuint (layer->convolution->n_groups, ==, 2);
  g_assert_cmpuint (layer->convolution->kernel_channels, ==, 2);
  bw_coreml__model__free_unpacked (model, NULL);
}

/* Every operation becomes the layer that it should. */
static void
test_kinds (void)
{
  static const struct
  {
    const char *sample;
    const char *name;
    BwCoreml__NeuralNetworkLayer__LayerCase kind;
  } cases[] = {
    { "conv", "dense/result", KIND (CONVOLUTION) },
    { "conv", "means", KIND (REDUCE_MEAN) },
    { "lstm", "every_step", KIND (INNER_PRODUCT) },
    { "lstm", "again/outputs", KIND (UNI_DIRECTIONAL_LSTM) },
    { "functions", "sin", KIND (SIN) },
    { "functions", "cos", KIND (COS) },
    { "functions", "between", KIND (CLIP) },
    { "arithmetic", "twice", KIND (MULTIPLY_BROADCASTABLE) },
    { "arithmetic", "less", KIND (SUBTRACT_BROADCASTABLE) },
    { "arithmetic", "ratio", KIND (DIVIDE_BROADCASTABLE) },
    { "moves", "flat", KIND (RESHAPE_STATIC) },
    { "moves", "turned", KIND (TRANSPOSE) },
    { "moves", "part", KIND (SLICE_STATIC) },
    { "moves", "beside", KIND (CONCAT_ND) },
    { "moves", "found", KIND (GATHER_ALONG_AXIS) },
  };
  BwCoreml__Model *model;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      model = write_sample (cases[i].sample);
      find_layer_of_kind (model, cases[i].name, cases[i].kind);
      bw_coreml__model__free_unpacked (model, NULL);
    }

  model = write_sample ("lstm");
  g_assert_false (
      find_layer (model, "again/outputs")->uni_directional_lstm->params->sequence_output);
  bw_coreml__model__free_unpacked (model, NULL);
}

static void
test_functions (void)
{
  BwCoreml__Model *model = write_sample ("functions");
  static const struct
  {
    BwGraphOp op;
    BwCoreml__UnaryFunctionLayerParams__Operation operation;
  } unary[] = {
    { BW_GRAPH_EXP, BW_COREML__UNARY_FUNCTION_LAYER_PARAMS__OPERATION__EXP },
    { BW_GRAPH_LOG, BW_COREML__UNARY_FUNCTION_LAYER_PARAMS__OPERATION__LOG },
    { BW_GRAPH_SQRT, BW_COREML__UNARY_FUNCTION_LAYER_PARAMS__OPERATION__SQRT },
  };
  const Layer *layer;

  for (gsize i = 0; i < G_N_ELEMENTS (unary); i++)
    {
      layer = find_layer_of_kind (model, bw_graph_op_get_name (unary[i].op), KIND (UNARY));
      g_assert_cmpint (layer->unary->type, ==, unary[i].operation);
      g_assert_cmpfloat (layer->unary->scale, ==, 1);
    }
  layer = find_layer_of_kind (model, bw_graph_op_get_name (BW_GRAPH_SIGMOID), KIND (ACTIVATION));
  g_assert_cmpint (layer->activation->nonlinearity_type_case, ==,
                   BW_COREML__ACTIVATION_PARAMS__NONLINEARITY_TYPE_SIGMOID);
  layer = find_layer_of_kind (model, bw_graph_op_get_name (BW_GRAPH_SOFTPLUS), KIND (ACTIVATION));
  g_assert_cmpint (layer->activation->nonlinearity_type_case, ==,
                   BW_COREML__ACTIVATION_PARAMS__NONLINEARITY_TYPE_SOFTPLUS);
  layer = find_layer (model, "between");
  g_assert_cmpfloat (layer->clip->min_val, ==, 0.5f);
  g_assert_cmpfloat (layer->clip->max_val, ==, 2);
  bw_coreml__model__free_unpacked (model, NULL);
}

/* One axis is cut, the other ones are whole. */
static void
test_slice (void)
{
  BwCoreml__Model *model = write_sample ("moves");
  const BwCoreml__SliceStaticLayerParams *params = find_layer (model, "part")->slice_static;

  g_assert_cmpint (params->begin_ids[2], ==, 1);
  g_assert_cmpint (params->end_ids[2], ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (params->begin_masks[i], ==, i < 2);
      g_assert_cmpint (params->end_masks[i], ==, i < 2);
      g_assert_cmpint (params->strides[i], ==, 1);
    }
  bw_coreml__model__free_unpacked (model, NULL);
}

static void
insert_rank (GHashTable *ranks,
             const char *name,
             guint       rank)
{
  g_assert_true (g_hash_table_insert (ranks, (gpointer) name, GUINT_TO_POINTER (rank)));
}

/* A name is given once and before it is asked for, with the same axes. */
static void
test_names (void)
{
  for (guint sample = 0; sample < graph_samples_get_n (); sample++)
    {
      g_autoptr (GHashTable) ranks = g_hash_table_new (g_str_hash, g_str_equal);
      BwCoreml__Model *model = write_sample (graph_sample_get_name (sample));
      const BwCoreml__ModelDescription *description = model->description;

      for (gsize i = 0; i < description->n_input; i++)
        insert_rank (ranks, description->input[i]->name,
                     (guint) description->input[i]->type->multi_array_type->n_shape);
      for (gsize i = 0; i < model->neural_network->n_layers; i++)
        {
          const Layer *layer = model->neural_network->layers[i];

          g_assert_cmpuint (layer->n_input, ==, layer->n_input_tensor);
          g_assert_cmpuint (layer->n_output, ==, layer->n_output_tensor);
          for (gsize k = 0; k < layer->n_input; k++)
            g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (ranks, layer->input[k])), ==,
                              layer->input_tensor[k]->rank);
          for (gsize k = 0; k < layer->n_output; k++)
            insert_rank (ranks, layer->output[k], layer->output_tensor[k]->rank);
        }
      for (gsize i = 0; i < description->n_output; i++)
        g_assert_cmpuint (
            GPOINTER_TO_UINT (g_hash_table_lookup (ranks, description->output[i]->name)), ==,
            description->output[i]->type->multi_array_type->n_shape);
      bw_coreml__model__free_unpacked (model, NULL);
    }
}

/* A constant that several ask for stands once. */
static void
test_constant (void)
{
  g_autoptr (BwGraph) graph = bw_graph_new ("Constant", "", "", "", "");
  guint x = bw_graph_input (graph, "x", "", 3, 0), two = bw_graph_number (graph, 2);
  const gint64 shape[] = { 1 };
  const float expected = 2;
  const Layer *layer;
  BwCoreml__Model *model;

  x = bw_graph_binary (graph, NULL, BW_GRAPH_MUL, x, two);
  bw_graph_output (graph, bw_graph_binary (graph, "y", BW_GRAPH_SUB, two, x), "");
  model = write_model (graph);
  g_assert_cmpuint (model->neural_network->n_layers, ==, 3);
  layer = model->neural_network->layers[0];
  g_assert_cmpint (layer->layer_case, ==, KIND (LOAD_CONSTANT_ND));
  assert_weights (layer->load_constant_nd->data, &expected, 1);
  assert_sizes (layer->output_tensor[0], shape, 1);
  bw_coreml__model__free_unpacked (model, NULL);
}

static void
test_description (void)
{
  BwCoreml__Model *model = write_sample ("moves");
  const BwCoreml__ModelDescription *description = model->description;
  const BwCoreml__FeatureDescription *input = description->input[0];
  const BwCoreml__Metadata *metadata = description->metadata;
  const gint64 shape[] = { 1, 2, 3 };

  g_assert_cmpint (model->specification_version, ==, 4);
  g_assert_cmpint (model->neural_network->array_input_shape_mapping, ==,
                   BW_COREML__NEURAL_NETWORK_MULTI_ARRAY_SHAPE_MAPPING__EXACT_ARRAY_MAPPING);
  g_assert_cmpuint (description->n_input, ==, 2);
  g_assert_cmpuint (description->n_output, ==, 4);
  g_assert_cmpstr (description->output[0]->name, ==, "turned");
  g_assert_cmpstr (description->output[0]->short_description, ==, "Columns as rows");
  g_assert_cmpstr (input->name, ==, "x");
  g_assert_cmpstr (input->short_description, ==, "Numbers");
  g_assert_cmpint (input->type->multi_array_type->data_type, ==,
                   BW_COREML__ARRAY_FEATURE_TYPE__ARRAY_DATA_TYPE__FLOAT32);
  g_assert_cmpmem (input->type->multi_array_type->shape,
                   input->type->multi_array_type->n_shape * sizeof (gint64), shape, sizeof shape);

  g_assert_cmpstr (metadata->short_description, ==, "moves\nA graph for tests – “naïve”");
  g_assert_cmpstr (metadata->author, ==, "Beatwise");
  g_assert_cmpstr (metadata->license, ==, "GPL-3.0-or-later");
  g_assert_cmpstr (metadata->version_string, ==, "1");
  g_assert_cmpuint (metadata->n_user_defined, ==, 3);
  g_assert_cmpstr (metadata->user_defined[0]->key, ==, "compute_units");
  g_assert_cmpstr (metadata->user_defined[1]->key, ==, "unit");
  g_assert_cmpstr (metadata->user_defined[1]->value, ==, "ms");
  g_assert_cmpstr (metadata->user_defined[2]->value, ==, "µV");
  bw_coreml__model__free_unpacked (model, NULL);
}

static void
test_same_bytes (void)
{
  g_autoptr (BwGraph) one = graph_sample_new (0), again = graph_sample_new (0);
  g_autoptr (BwGraph) other = graph_sample_new (1);
  g_autoptr (GBytes) a = bw_export_coreml (one, NULL), b = bw_export_coreml (again, NULL);
  g_autoptr (GBytes) c = bw_export_coreml (other, NULL);

  g_assert_true (g_bytes_equal (a, b));
  g_assert_false (g_bytes_equal (a, c));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export-coreml/lstm", test_lstm);
  g_test_add_func ("/export-coreml/convolution", test_convolution);
  g_test_add_func ("/export-coreml/kinds", test_kinds);
  g_test_add_func ("/export-coreml/functions", test_functions);
  g_test_add_func ("/export-coreml/slice", test_slice);
  g_test_add_func ("/export-coreml/names", test_names);
  g_test_add_func ("/export-coreml/constant", test_constant);
  g_test_add_func ("/export-coreml/description", test_description);
  g_test_add_func ("/export-coreml/same-bytes", test_same_bytes);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-coreml-net.h"

#include "export/bw-coreml-private.h"

/* Generated names are long; these are their beginnings. */
#define NONLINEARITY(KIND) BW_COREML__ACTIVATION_PARAMS__NONLINEARITY_TYPE_##KIND
#define UNARY(KIND) BW_COREML__UNARY_FUNCTION_LAYER_PARAMS__OPERATION__##KIND

typedef BwCoreml__ActivationParams__NonlinearityTypeCase Nonlinearity;

/* Where Core ML cuts the cell of an LSTM, which it does in any case. A step adds at most 1 to |c|:
 * the gates are within 0 … 1 and what they let in is within −1 … 1. So no sequence shorter than
 * this is ever cut. (What goes into the gates is cut at ±50, where a sigmoid and a tanh are flat in
 * float32.) */
#define CELL_CLIP 50000.0f

static const BwGraphTensor *
get_input (const BwCoremlWriter *writer,
           const BwGraphNode    *node,
           guint                 i)
{
  g_assert (i < node->n_inputs);
  return bw_graph_get_tensor (writer->graph, node->inputs[i]);
}

static BwCoremlBlob
get_input_blob (const BwCoremlWriter *writer,
                const BwGraphNode    *node,
                guint                 i)
{
  return bw_coreml_get_blob (get_input (writer, node, i));
}

static BwCoremlBlob
get_output_blob (const BwCoremlWriter *writer,
                 const BwGraphNode    *node)
{
  return bw_coreml_get_blob (bw_graph_get_tensor (writer->graph, node->output));
}

/* Core ML's convolution has two axes of space: the first is 1 long here. */
static void
add_conv1d (BwCoremlWriter    *writer,
            const BwGraphNode *node)
{
  const BwGraphTensor *weight = get_input (writer, node, 1);
  const BwCoremlBlob input = get_input_blob (writer, node, 0);
  const BwCoremlBlob output = get_output_blob (writer, node);
  const BwCoremlBlob image = bw_coreml_make_blob (
      writer, &output, "image", 4, (gint64[]){ 1, input.shape[1], 1, input.shape[2] });
  const BwCoremlBlob result = bw_coreml_make_blob (
      writer, &output, "result", 4, (gint64[]){ 1, output.shape[1], 1, output.shape[2] });
  const guint pads[] = { 0, node->pad };
  BwCoreml__ConvolutionLayerParams *params = NEW (ConvolutionLayerParams, convolution_layer_params);

  params->output_channels = weight->shape[0];
  params->kernel_channels = weight->shape[1];
  params->n_groups = node->groups;
  bw_protobuf_append (params, kernel_size, 1);
  bw_protobuf_append (params, kernel_size, weight->shape[2]);
  bw_protobuf_append (params, stride, 1);
  bw_protobuf_append (params, stride, node->stride);
  params->valid = NEW (ValidPadding, valid_padding);
  params->valid->padding_amounts = NEW (BorderAmounts, border_amounts);
  for (guint i = 0; i < G_N_ELEMENTS (pads); i++)
    {
      BwCoreml__BorderAmounts__EdgeSizes *edges
          = NEW (BorderAmounts__EdgeSizes, border_amounts__edge_sizes);

      edges->start_edge_size = edges->end_edge_size = pads[i];
      bw_protobuf_append (params->valid->padding_amounts, border_amounts, edges);
    }
  params->weights = bw_coreml_make_weights_of (weight);
  params->has_bias = TRUE;
  params->bias = bw_coreml_make_weights_of (get_input (writer, node, 2));

  bw_coreml_add_shape (writer, input, image);
  bw_coreml_add_layer (writer, LAYER (CONVOLUTION), &image, 1, &result, 1)->convolution = params;
  bw_coreml_add_shape (writer, result, output);
}

static void
add_linear (BwCoremlWriter    *writer,
            const BwGraphNode *node)
{
  const BwGraphTensor *weight = get_input (writer, node, 1);
  const BwCoremlBlob input = get_input_blob (writer, node, 0);
  const BwCoremlBlob output = get_output_blob (writer, node);
  BwCoreml__InnerProductLayerParams *params
      = NEW (InnerProductLayerParams, inner_product_layer_params);

  /* With four axes and more, an inner product takes the last three for one. */
  g_assert (input.rank <= 3);
  params->output_channels = weight->shape[0];
  params->input_channels = weight->shape[1];
  params->weights = bw_coreml_make_weights_of (weight);
  params->has_bias = TRUE;
  params->bias = bw_coreml_make_weights_of (get_input (writer, node, 2));
  bw_coreml_add_layer (writer, LAYER (INNER_PRODUCT), &input, 1, &output, 1)->inner_product = params;
}

static BwCoreml__ActivationParams *
make_activation (Nonlinearity kind)
{
  BwCoreml__ActivationParams *params = NEW (ActivationParams, activation_params);

  /* A union of pointers to the same. */
  params->nonlinearity_type_case = kind;
  params->tanh = NEW (Nothing, nothing);
  return params;
}

/* The gates i, f, g, o lie one below the other in @input (4 H, n_in), @recursion (4 H, H) and
 * @bias (4 H). */
static BwCoreml__LSTMWeightParams *
make_lstm_weights (const BwGraphTensor *input,
                   const BwGraphTensor *recursion,
                   const BwGraphTensor *bias)
{
  BwCoreml__LSTMWeightParams *params = NEW (LSTMWeightParams, lstmweight_params);
  const gsize n_hidden = recursion->shape[1], n_input = n_hidden * input->shape[1];
  const gsize n_recursion = n_hidden * n_hidden;

  g_assert (input->data != NULL && recursion->data != NULL && bias->data != NULL);
  params->input_gate_weight_matrix = bw_coreml_make_weights (input->data, n_input);
  params->forget_gate_weight_matrix = bw_coreml_make_weights (input->data + n_input, n_input);
  params->block_input_weight_matrix = bw_coreml_make_weights (input->data + 2 * n_input, n_input);
  params->output_gate_weight_matrix = bw_coreml_make_weights (input->data + 3 * n_input, n_input);

  params->input_gate_recursion_matrix = bw_coreml_make_weights (recursion->data, n_recursion);
  params->forget_gate_recursion_matrix
      = bw_coreml_make_weights (recursion->data + n_recursion, n_recursion);
  params->block_input_recursion_matrix
      = bw_coreml_make_weights (recursion->data + 2 * n_recursion, n_recursion);
  params->output_gate_recursion_matrix
      = bw_coreml_make_weights (recursion->data + 3 * n_recursion, n_recursion);

  params->input_gate_bias_vector = bw_coreml_make_weights (bias->data, n_hidden);
  params->forget_gate_bias_vector = bw_coreml_make_weights (bias->data + n_hidden, n_hidden);
  params->block_input_bias_vector = bw_coreml_make_weights (bias->data + 2 * n_hidden, n_hidden);
  params->output_gate_bias_vector = bw_coreml_make_weights (bias->data + 3 * n_hidden, n_hidden);
  return params;
}

/* Core ML wants (steps, batch, n, 1, 1), and its states as arrays that go in and come out. With a
 * batch of 1 the numbers lie as they lay in (batch, steps, n). */
static void
add_lstm (BwCoremlWriter    *writer,
          const BwGraphNode *node)
{
  const BwGraphTensor *input_weight = get_input (writer, node, 1);
  const BwGraphTensor *recursion = get_input (writer, node, 2), *bias = get_input (writer, node, 3);
  const BwCoremlBlob input = get_input_blob (writer, node, 0);
  const BwCoremlBlob output = get_output_blob (writer, node);
  const gint64 n_hidden = recursion->shape[1], n_steps = input.shape[1];
  const gint64 state[] = { 1, 1, n_hidden, 1, 1 };
  const gint64 sequence[] = { node->last_only ? 1 : n_steps, 1, n_hidden, 1, 1 };
  const BwCoremlBlob inputs[] = {
    bw_coreml_make_blob (writer, &output, "steps", 5,
                         (gint64[]){ n_steps, 1, input.shape[2], 1, 1 }),
    bw_coreml_make_blob (writer, &output, "first_output", 5, state),
    bw_coreml_make_blob (writer, &output, "first_cell", 5, state),
  };
  const BwCoremlBlob outputs[] = {
    bw_coreml_make_blob (writer, &output, "outputs", 5, sequence),
    bw_coreml_make_blob (writer, &output, "last_output", 5, state),
    bw_coreml_make_blob (writer, &output, "last_cell", 5, state),
  };
  g_autofree float *zeros = g_new0 (float, n_hidden);
  BwCoreml__UniDirectionalLSTMLayerParams *params
      = NEW (UniDirectionalLSTMLayerParams, uni_directional_lstmlayer_params);

  g_assert (n_steps < CELL_CLIP);
  params->input_vector_size = input_weight->shape[1];
  params->output_vector_size = n_hidden;
  bw_protobuf_append (params, activations, make_activation (NONLINEARITY (SIGMOID)));
  bw_protobuf_append (params, activations, make_activation (NONLINEARITY (TANH)));
  bw_protobuf_append (params, activations, make_activation (NONLINEARITY (TANH)));
  params->params = NEW (LSTMParams, lstmparams);
  params->params->sequence_output = !node->last_only;
  params->params->has_bias_vectors = TRUE;
  params->params->cell_clip_threshold = CELL_CLIP;
  params->weight_params = make_lstm_weights (input_weight, recursion, bias);

  bw_coreml_add_shape (writer, input, inputs[0]);
  bw_coreml_add_constant (writer, &inputs[1], zeros);
  bw_coreml_add_constant (writer, &inputs[2], zeros);
  bw_coreml_add_layer (writer, LAYER (UNI_DIRECTIONAL_LSTM), inputs, 3, outputs, 3)
      ->uni_directional_lstm
      = params;
  bw_coreml_add_shape (writer, outputs[0], output);
}

static void
add_activation (BwCoremlWriter    *writer,
                const BwGraphNode *node)
{
  const BwCoremlBlob input = get_input_blob (writer, node, 0);
  const BwCoremlBlob output = get_output_blob (writer, node);
  const Nonlinearity kind
      = node->op == BW_GRAPH_SIGMOID ? NONLINEARITY (SIGMOID) : NONLINEARITY (SOFTPLUS);

  bw_coreml_add_layer (writer, LAYER (ACTIVATION), &input, 1, &output, 1)->activation
      = make_activation (kind);
}

static void
add_unary (BwCoremlWriter    *writer,
           const BwGraphNode *node)
{
  const BwCoremlBlob input = get_input_blob (writer, node, 0);
  const BwCoremlBlob output = get_output_blob (writer, node);
  BwCoreml__UnaryFunctionLayerParams *params
      = NEW (UnaryFunctionLayerParams, unary_function_layer_params);

  params->type = node->op == BW_GRAPH_EXP   ? UNARY (EXP)
                 : node->op == BW_GRAPH_LOG ? UNARY (LOG)
                                            : UNARY (SQRT);
  params->scale = 1;
  bw_coreml_add_layer (writer, LAYER (UNARY), &input, 1, &output, 1)->unary = params;
}

/* A layer that needs to be told nothing, of one input or two. */
static void
add_plain (BwCoremlWriter    *writer,
           const BwGraphNode *node)
{
  static const BwCoremlLayerKind kinds[BW_GRAPH_N_OPS] = {
    [BW_GRAPH_ADD] = LAYER (ADD_BROADCASTABLE),
    [BW_GRAPH_SUB] = LAYER (SUBTRACT_BROADCASTABLE),
    [BW_GRAPH_MUL] = LAYER (MULTIPLY_BROADCASTABLE),
    [BW_GRAPH_DIV] = LAYER (DIVIDE_BROADCASTABLE),
    [BW_GRAPH_SIN] = LAYER (SIN),
    [BW_GRAPH_COS] = LAYER (COS),
  };
  const BwCoremlBlob output = get_output_blob (writer, node);
  BwCoremlBlob inputs[2];

  g_assert (node->n_inputs <= G_N_ELEMENTS (inputs));
  for (guint i = 0; i < node->n_inputs; i++)
    inputs[i] = get_input_blob (writer, node, i);
  /* A union of pointers to the same. */
  bw_coreml_add_layer (writer, kinds[node->op], inputs, node->n_inputs, &output, 1)->sin
      = NEW (Nothing, nothing);
}

static void
add_clamp (BwCoremlWriter    *writer,
           const BwGraphNode *node)
{
  const BwCoremlBlob input = get_input_blob (writer, node, 0);
  const BwCoremlBlob output = get_output_blob (writer, node);
  BwCoreml__ClipLayerParams *params = NEW (ClipLayerParams, clip_layer_params);

  params->min_val = node->low;
  params->max_val = node->high;
  bw_coreml_add_layer (writer, LAYER (CLIP), &input, 1, &output, 1)->clip = params;
}

static void
add_mean (BwCoremlWriter    *writer,
          const BwGraphNode *node)
{
  const BwCoremlBlob input = get_input_blob (writer, node, 0);
  const BwCoremlBlob output = get_output_blob (writer, node);
  BwCoreml__ReduceMeanLayerParams *params = NEW (ReduceMeanLayerParams, reduce_mean_layer_params);

  bw_protobuf_append (params, axes, node->axis);
  params->keep_dims = TRUE;
  bw_coreml_add_layer (writer, LAYER (REDUCE_MEAN), &input, 1, &output, 1)->reduce_mean = params;
}

static void
add_concat (BwCoremlWriter    *writer,
            const BwGraphNode *node)
{
  const BwCoremlBlob output = get_output_blob (writer, node);
  BwCoremlBlob inputs[BW_GRAPH_MAX_INPUTS];
  BwCoreml__AxisLayerParams *params = NEW (AxisLayerParams, axis_layer_params);

  for (guint i = 0; i < node->n_inputs; i++)
    inputs[i] = get_input_blob (writer, node, i);
  params->axis = node->axis;
  bw_coreml_add_layer (writer, LAYER (CONCAT_ND), inputs, node->n_inputs, &output, 1)->concat_nd
      = params;
}

static void
add_slice (BwCoremlWriter    *writer,
           const BwGraphNode *node)
{
  const BwCoremlBlob input = get_input_blob (writer, node, 0);
  const BwCoremlBlob output = get_output_blob (writer, node);
  BwCoreml__SliceStaticLayerParams *params
      = NEW (SliceStaticLayerParams, slice_static_layer_params);

  for (guint i = 0; i < input.rank; i++)
    {
      const gboolean is_whole = i != node->axis;

      bw_protobuf_append (params, begin_ids, is_whole ? 0 : node->from);
      bw_protobuf_append (params, begin_masks, is_whole);
      bw_protobuf_append (params, end_ids, is_whole ? input.shape[i] : node->to);
      bw_protobuf_append (params, end_masks, is_whole);
      bw_protobuf_append (params, strides, 1);
    }
  bw_coreml_add_layer (writer, LAYER (SLICE_STATIC), &input, 1, &output, 1)->slice_static = params;
}

static void
add_reshape (BwCoremlWriter    *writer,
             const BwGraphNode *node)
{
  bw_coreml_add_shape (writer, get_input_blob (writer, node, 0), get_output_blob (writer, node));
}

static void
add_transpose (BwCoremlWriter    *writer,
               const BwGraphNode *node)
{
  const BwCoremlBlob input = get_input_blob (writer, node, 0);
  const BwCoremlBlob output = get_output_blob (writer, node);
  BwCoreml__TransposeLayerParams *params = NEW (TransposeLayerParams, transpose_layer_params);

  bw_protobuf_append (params, axes, 0);
  bw_protobuf_append (params, axes, 2);
  bw_protobuf_append (params, axes, 1);
  bw_coreml_add_layer (writer, LAYER (TRANSPOSE), &input, 1, &output, 1)->transpose = params;
}

static void
add_gather (BwCoremlWriter    *writer,
            const BwGraphNode *node)
{
  const BwCoremlBlob inputs[]
      = { get_input_blob (writer, node, 0), get_input_blob (writer, node, 1) };
  const BwCoremlBlob output = get_output_blob (writer, node);
  BwCoreml__AxisLayerParams *params = NEW (AxisLayerParams, axis_layer_params);

  params->axis = 1;
  bw_coreml_add_layer (writer, LAYER (GATHER_ALONG_AXIS), inputs, 2, &output, 1)->gather_along_axis
      = params;
}

/* The weights of layers lie in these; other constants are layers of their own. */
static guint
count_data_inputs (const BwGraphNode *node)
{
  switch (node->op)
    {
    case BW_GRAPH_CONV1D:
    case BW_GRAPH_LINEAR:
    case BW_GRAPH_LSTM:
      return 1;
    default:
      return node->n_inputs;
    }
}

static void
add_constants_of (BwCoremlWriter    *writer,
                  const BwGraphNode *node)
{
  for (guint i = 0; i < count_data_inputs (node); i++)
    {
      const BwGraphTensor *tensor = get_input (writer, node, i);
      const BwCoremlBlob blob = bw_coreml_get_blob (tensor);

      if (tensor->data == NULL || g_hash_table_contains (writer->names, tensor->name))
        continue;
      bw_coreml_take_name (writer, g_strdup (tensor->name));
      bw_coreml_add_constant (writer, &blob, tensor->data);
    }
}

static void
add_node (BwCoremlWriter    *writer,
          const BwGraphNode *node)
{
  static void (*const add[BW_GRAPH_N_OPS]) (BwCoremlWriter *, const BwGraphNode *) = {
    [BW_GRAPH_CONV1D] = add_conv1d,       [BW_GRAPH_LINEAR] = add_linear,
    [BW_GRAPH_LSTM] = add_lstm,           [BW_GRAPH_ADD] = add_plain,
    [BW_GRAPH_SUB] = add_plain,           [BW_GRAPH_MUL] = add_plain,
    [BW_GRAPH_DIV] = add_plain,           [BW_GRAPH_SIGMOID] = add_activation,
    [BW_GRAPH_SOFTPLUS] = add_activation, [BW_GRAPH_EXP] = add_unary,
    [BW_GRAPH_LOG] = add_unary,           [BW_GRAPH_SQRT] = add_unary,
    [BW_GRAPH_SIN] = add_plain,           [BW_GRAPH_COS] = add_plain,
    [BW_GRAPH_CLAMP] = add_clamp,         [BW_GRAPH_MEAN] = add_mean,
    [BW_GRAPH_CONCAT] = add_concat,       [BW_GRAPH_SLICE] = add_slice,
    [BW_GRAPH_RESHAPE] = add_reshape,     [BW_GRAPH_TRANSPOSE] = add_transpose,
    [BW_GRAPH_GATHER] = add_gather,
  };

  g_assert (node->op < BW_GRAPH_N_OPS && add[node->op] != NULL);
  add_constants_of (writer, node);
  bw_coreml_take_name (writer, g_strdup (bw_graph_get_tensor (writer->graph, node->output)->name));
  add[node->op](writer, node);
}

BwCoreml__NeuralNetwork *
bw_coreml_net_new (const BwGraph *graph)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  BwCoremlWriter writer = { graph, NEW (NeuralNetwork, neural_network), names };

  writer.net->array_input_shape_mapping
      = BW_COREML__NEURAL_NETWORK_MULTI_ARRAY_SHAPE_MAPPING__EXACT_ARRAY_MAPPING;
  for (guint i = 0; i < graph->inputs->len; i++)
    {
      const guint input = g_array_index (graph->inputs, guint, i);

      bw_coreml_take_name (&writer, g_strdup (bw_graph_get_tensor (graph, input)->name));
    }
  for (guint i = 0; i < graph->nodes->len; i++)
    add_node (&writer, bw_graph_get_node (graph, i));
  return writer.net;
}

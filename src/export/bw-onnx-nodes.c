/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-onnx-private.h"

#include "export/bw-protobuf.h"

/* The graph's operations as ONNX's (https://onnx.ai/onnx/operators/, opset 14). */

static const char *
get_name (const BwOnnxWriter *self,
          guint               tensor)
{
  return bw_graph_get_tensor (self->graph, tensor)->name;
}

/* A node that is called as its output is, with no input yet. */
static BwOnnx__NodeProto *
add_node (BwOnnxWriter *self,
          const char   *type,
          const char   *output)
{
  BwOnnx__NodeProto *node = bw_protobuf_new (BwOnnx__NodeProto, bw_onnx__node_proto);

  node->name = g_strdup (output);
  node->op_type = g_strdup (type);
  bw_protobuf_append (node, output, g_strdup (output));
  bw_protobuf_append (self->proto, node, node);
  return node;
}

static void
add_input (BwOnnx__NodeProto *node,
           const char        *name)
{
  bw_protobuf_append (node, input, g_strdup (name));
}

static BwOnnx__AttributeProto *
add_attribute (BwOnnx__NodeProto                     *node,
               const char                            *name,
               BwOnnx__AttributeProto__AttributeType  type)
{
  BwOnnx__AttributeProto *attribute
      = bw_protobuf_new (BwOnnx__AttributeProto, bw_onnx__attribute_proto);

  attribute->name = g_strdup (name);
  attribute->has_type = TRUE;
  attribute->type = type;
  bw_protobuf_append (node, attribute, attribute);
  return attribute;
}

static void
add_integer (BwOnnx__NodeProto *node,
             const char        *name,
             gint64             value)
{
  BwOnnx__AttributeProto *attribute
      = add_attribute (node, name, BW_ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__INT);

  attribute->has_i = TRUE;
  attribute->i = value;
}

static void
add_integers (BwOnnx__NodeProto *node,
              const char        *name,
              const gint64      *values,
              gsize              n)
{
  BwOnnx__AttributeProto *attribute
      = add_attribute (node, name, BW_ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__INTS);

  for (gsize i = 0; i < n; i++)
    bw_protobuf_append (attribute, ints, values[i]);
}

/* What has the same inputs in both, and needs no more than them. */
static void
write_plain (BwOnnxWriter      *self,
             const BwGraphNode *node,
             const char        *type)
{
  BwOnnx__NodeProto *plain = add_node (self, type, get_name (self, node->output));

  for (guint i = 0; i < node->n_inputs; i++)
    add_input (plain, bw_onnx_read (self, node->inputs[i]));
}

static void
write_conv1d (BwOnnxWriter      *self,
              const BwGraphNode *node,
              const char        *type)
{
  const BwGraphTensor *weight = bw_graph_get_tensor (self->graph, node->inputs[1]);
  BwOnnx__NodeProto *conv = add_node (self, type, get_name (self, node->output));

  for (guint i = 0; i < 3; i++)
    add_input (conv, bw_onnx_read (self, node->inputs[i]));
  add_integer (conv, "group", node->groups);
  add_integers (conv, "kernel_shape", &weight->shape[2], 1);
  add_integers (conv, "pads", (const gint64[]){ node->pad, node->pad }, 2);
  add_integers (conv, "strides", (const gint64[]){ node->stride }, 1);
}

/* Gemm takes matrices only. */
static void
write_linear (BwOnnxWriter      *self,
              const BwGraphNode *node,
              const char        *type)
{
  const char *output = get_name (self, node->output);
  BwOnnx__NodeProto *linear;
  const char *product;

  if (bw_graph_get_tensor (self->graph, node->output)->n_dims == 2)
    {
      linear = add_node (self, type, output);
      for (guint i = 0; i < 3; i++)
        add_input (linear, bw_onnx_read (self, node->inputs[i]));
      add_integer (linear, "transB", 1);
      return;
    }
  product = bw_onnx_make_name (self, output, "product");
  linear = add_node (self, "MatMul", product);
  add_input (linear, bw_onnx_read (self, node->inputs[0]));
  add_input (linear, bw_onnx_read_transposed (self, node->inputs[1]));
  linear = add_node (self, "Add", output);
  add_input (linear, product);
  add_input (linear, bw_onnx_read (self, node->inputs[2]));
}

/* Swaps the first two of three dimensions. */
static void
swap_batch (BwOnnxWriter *self,
            const char   *input,
            const char   *output)
{
  BwOnnx__NodeProto *swap = add_node (self, "Transpose", output);

  add_input (swap, input);
  add_integers (swap, "perm", (const gint64[]){ 1, 0, 2 }, 3);
}

/* Takes a dimension of length 1 away. */
static void
squeeze (BwOnnxWriter *self,
         const char   *input,
         const char   *output,
         gint64        axis)
{
  BwOnnx__NodeProto *squeezed = add_node (self, "Squeeze", output);

  add_input (squeezed, input);
  add_input (squeezed, bw_onnx_integers (self, output, &axis, 1));
}

/* ONNX has the steps before the batch, and behind them a dimension of directions, of which there is
 * one. (What lets the batch stand first, layout, is not known to every program.) The outputs are
 * all steps (steps, 1, N, H) and the last (1, N, H). */
static void
write_lstm (BwOnnxWriter      *self,
            const BwGraphNode *node,
            const char        *type)
{
  const BwGraphTensor *output = bw_graph_get_tensor (self->graph, node->output);
  const char *steps = bw_onnx_make_name (self, output->name, "steps");
  const char *result = bw_onnx_make_name (self, output->name, "directions"), *squeezed;
  BwOnnx__NodeProto *lstm;

  swap_batch (self, bw_onnx_read (self, node->inputs[0]), steps);
  lstm = add_node (self, type, node->last_only ? "" : result);
  g_free (lstm->name);
  lstm->name = g_strdup (result);
  add_input (lstm, steps);
  add_input (lstm, bw_onnx_read_gates (self, node->inputs[1]));
  add_input (lstm, bw_onnx_read_gates (self, node->inputs[2]));
  add_input (lstm, bw_onnx_read_bias (self, node->inputs[3]));
  add_integer (lstm, "hidden_size", output->shape[output->n_dims - 1]);

  if (node->last_only)
    {
      bw_protobuf_append (lstm, output, g_strdup (result));
      squeeze (self, result, output->name, 0);
      return;
    }
  squeezed = bw_onnx_make_name (self, output->name, "squeezed");
  squeeze (self, result, squeezed, 1);
  swap_batch (self, squeezed, output->name);
}

static void
write_clamp (BwOnnxWriter      *self,
             const BwGraphNode *node,
             const char        *type)
{
  const char *output = get_name (self, node->output);
  BwOnnx__NodeProto *clip = add_node (self, type, output);

  add_input (clip, bw_onnx_read (self, node->inputs[0]));
  add_input (clip, node->low > -G_MAXFLOAT ? bw_onnx_number (self, output, node->low) : "");
  if (node->high < G_MAXFLOAT)
    add_input (clip, bw_onnx_number (self, output, node->high));
}

static void
write_mean (BwOnnxWriter      *self,
            const BwGraphNode *node,
            const char        *type)
{
  BwOnnx__NodeProto *mean = add_node (self, type, get_name (self, node->output));

  add_input (mean, bw_onnx_read (self, node->inputs[0]));
  add_integers (mean, "axes", (const gint64[]){ node->axis }, 1);
  add_integer (mean, "keepdims", 1);
}

static void
write_concat (BwOnnxWriter      *self,
              const BwGraphNode *node,
              const char        *type)
{
  BwOnnx__NodeProto *concat = add_node (self, type, get_name (self, node->output));

  for (guint i = 0; i < node->n_inputs; i++)
    add_input (concat, bw_onnx_read (self, node->inputs[i]));
  add_integer (concat, "axis", node->axis);
}

static void
write_slice (BwOnnxWriter      *self,
             const BwGraphNode *node,
             const char        *type)
{
  const char *output = get_name (self, node->output);
  BwOnnx__NodeProto *slice = add_node (self, type, output);

  add_input (slice, bw_onnx_read (self, node->inputs[0]));
  add_input (slice, bw_onnx_integers (self, output, &node->from, 1));
  add_input (slice, bw_onnx_integers (self, output, &node->to, 1));
  add_input (slice, bw_onnx_integers (self, output, (const gint64[]){ node->axis }, 1));
}

/* A dimension of 0 is that of the input. */
static void
write_reshape (BwOnnxWriter      *self,
               const BwGraphNode *node,
               const char        *type)
{
  const BwGraphTensor *output = bw_graph_get_tensor (self->graph, node->output);
  BwOnnx__NodeProto *reshape = add_node (self, type, output->name);
  gint64 shape[BW_GRAPH_MAX_DIMS] = { 0 };

  for (guint i = 1; i < output->n_dims; i++)
    shape[i] = output->shape[i];
  add_input (reshape, bw_onnx_read (self, node->inputs[0]));
  add_input (reshape, bw_onnx_integers (self, output->name, shape, output->n_dims));
}

static void
write_transpose (BwOnnxWriter      *self,
                 const BwGraphNode *node,
                 const char        *type)
{
  BwOnnx__NodeProto *transpose = add_node (self, type, get_name (self, node->output));

  add_input (transpose, bw_onnx_read (self, node->inputs[0]));
  add_integers (transpose, "perm", (const gint64[]){ 0, 2, 1 }, 3);
}

static void
write_gather (BwOnnxWriter      *self,
              const BwGraphNode *node,
              const char        *type)
{
  const char *output = get_name (self, node->output);
  const char *indices = bw_onnx_make_name (self, output, "indices");
  BwOnnx__NodeProto *cast = add_node (self, "Cast", indices), *gather;

  add_input (cast, bw_onnx_read (self, node->inputs[1]));
  add_integer (cast, "to", BW_ONNX__TENSOR_PROTO__DATA_TYPE__INT64);
  gather = add_node (self, type, output);
  add_input (gather, bw_onnx_read (self, node->inputs[0]));
  add_input (gather, indices);
  add_integer (gather, "axis", 1);
}

void
bw_onnx_write_node (BwOnnxWriter      *self,
                    const BwGraphNode *node)
{
  static const struct
  {
    void (*write) (BwOnnxWriter *, const BwGraphNode *, const char *);
    const char *type;
  } ops[BW_GRAPH_N_OPS] = {
    [BW_GRAPH_CONV1D] = { write_conv1d, "Conv" },
    [BW_GRAPH_LINEAR] = { write_linear, "Gemm" },
    [BW_GRAPH_LSTM] = { write_lstm, "LSTM" },
    [BW_GRAPH_ADD] = { write_plain, "Add" },
    [BW_GRAPH_SUB] = { write_plain, "Sub" },
    [BW_GRAPH_MUL] = { write_plain, "Mul" },
    [BW_GRAPH_DIV] = { write_plain, "Div" },
    [BW_GRAPH_SIGMOID] = { write_plain, "Sigmoid" },
    [BW_GRAPH_SOFTPLUS] = { write_plain, "Softplus" },
    [BW_GRAPH_EXP] = { write_plain, "Exp" },
    [BW_GRAPH_LOG] = { write_plain, "Log" },
    [BW_GRAPH_SQRT] = { write_plain, "Sqrt" },
    [BW_GRAPH_SIN] = { write_plain, "Sin" },
    [BW_GRAPH_COS] = { write_plain, "Cos" },
    [BW_GRAPH_CLAMP] = { write_clamp, "Clip" },
    [BW_GRAPH_MEAN] = { write_mean, "ReduceMean" },
    [BW_GRAPH_CONCAT] = { write_concat, "Concat" },
    [BW_GRAPH_SLICE] = { write_slice, "Slice" },
    [BW_GRAPH_RESHAPE] = { write_reshape, "Reshape" },
    [BW_GRAPH_TRANSPOSE] = { write_transpose, "Transpose" },
    [BW_GRAPH_GATHER] = { write_gather, "GatherElements" },
  };

  g_assert (node->op < BW_GRAPH_N_OPS && ops[node->op].write != NULL);
  ops[node->op].write (self, node, ops[node->op].type);
}

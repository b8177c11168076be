/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-graph-private.h"

#include <string.h>

/* A tensor with a batch. */
static const BwGraphTensor *
get_signal (const BwGraph *self,
            guint          tensor)
{
  const BwGraphTensor *signal = bw_graph_get_tensor (self, tensor);

  g_assert (signal->data == NULL);
  return signal;
}

static const BwGraphTensor *
get_constant (const BwGraph *self,
              guint          tensor,
              guint          n_dims)
{
  const BwGraphTensor *constant = bw_graph_get_tensor (self, tensor);

  g_assert (constant->data != NULL && constant->n_dims == n_dims);
  return constant;
}

guint
bw_graph_conv1d (BwGraph    *self,
                 const char *name,
                 guint       x,
                 guint       weight,
                 guint       bias,
                 guint       stride,
                 guint       pad,
                 guint       groups)
{
  const BwGraphTensor *signal = get_signal (self, x);
  const BwGraphTensor *w = get_constant (self, weight, 3), *b = get_constant (self, bias, 1);
  const BwGraphNode node = {
    .op = BW_GRAPH_CONV1D,
    .n_inputs = 3,
    .inputs = { x, weight, bias },
    .stride = stride,
    .pad = pad,
    .groups = groups,
  };
  gint64 shape[3] = { 1, w->shape[0], 0 };

  g_assert (stride >= 1 && groups >= 1 && signal->n_dims == 3);
  g_assert (w->shape[1] * groups == signal->shape[1] && w->shape[0] % groups == 0);
  g_assert (b->shape[0] == w->shape[0] && signal->shape[2] + 2 * pad >= w->shape[2]);

  shape[2] = (signal->shape[2] + 2 * pad - w->shape[2]) / stride + 1;
  return bw_graph_add_node (self, name, node, 3, shape);
}

guint
bw_graph_linear (BwGraph    *self,
                 const char *name,
                 guint       x,
                 guint       weight,
                 guint       bias)
{
  const BwGraphTensor *signal = get_signal (self, x);
  const BwGraphTensor *w = get_constant (self, weight, 2), *b = get_constant (self, bias, 1);
  const BwGraphNode node = { .op = BW_GRAPH_LINEAR, .n_inputs = 3, .inputs = { x, weight, bias } };
  gint64 shape[BW_GRAPH_MAX_DIMS];

  g_assert (signal->n_dims >= 2 && signal->shape[signal->n_dims - 1] == w->shape[1]);
  g_assert (b->shape[0] == w->shape[0]);

  memcpy (shape, signal->shape, sizeof shape);
  shape[signal->n_dims - 1] = w->shape[0];
  return bw_graph_add_node (self, name, node, signal->n_dims, shape);
}

guint
bw_graph_lstm (BwGraph    *self,
               const char *name,
               guint       x,
               guint       weight_ih,
               guint       weight_hh,
               guint       bias,
               gboolean    last_only)
{
  const BwGraphTensor *signal = get_signal (self, x);
  const BwGraphTensor *ih = get_constant (self, weight_ih, 2);
  const BwGraphTensor *hh = get_constant (self, weight_hh, 2), *b = get_constant (self, bias, 1);
  const BwGraphNode node = {
    .op = BW_GRAPH_LSTM,
    .n_inputs = 4,
    .inputs = { x, weight_ih, weight_hh, bias },
    .last_only = last_only,
  };
  const gint64 hidden = hh->shape[1];
  const gint64 all[3] = { 1, signal->shape[1], hidden }, last[2] = { 1, hidden };

  g_assert (signal->n_dims == 3 && ih->shape[1] == signal->shape[2]);
  g_assert (ih->shape[0] == 4 * hidden && hh->shape[0] == 4 * hidden && b->shape[0] == 4 * hidden);

  return bw_graph_add_node (self, name, node, last_only ? 2 : 3, last_only ? last : all);
}

guint
bw_graph_binary (BwGraph    *self,
                 const char *name,
                 BwGraphOp   op,
                 guint       a,
                 guint       b)
{
  const BwGraphTensor *left = bw_graph_get_tensor (self, a), *right = bw_graph_get_tensor (self, b);
  const BwGraphTensor *longer = left->n_dims >= right->n_dims ? left : right;
  const BwGraphTensor *shorter = longer == left ? right : left;
  const BwGraphNode node = { .op = op, .n_inputs = 2, .inputs = { a, b } };
  const guint lacking = longer->n_dims - shorter->n_dims;
  gint64 shape[BW_GRAPH_MAX_DIMS];

  g_assert (op >= BW_GRAPH_ADD && op <= BW_GRAPH_DIV);
  g_assert (lacking == 0 || (shorter->data != NULL && longer->data == NULL));

  memcpy (shape, longer->shape, sizeof shape);
  for (guint i = 0; i < shorter->n_dims; i++)
    {
      gint64 *length = &shape[lacking + i];

      g_assert (*length == shorter->shape[i] || *length == 1 || shorter->shape[i] == 1);
      *length = MAX (*length, shorter->shape[i]);
    }
  return bw_graph_add_node (self, name, node, longer->n_dims, shape);
}

/* A node with one input and the shape of it. */
static guint
add_like (BwGraph     *self,
          const char  *name,
          BwGraphNode  node,
          guint        x)
{
  const BwGraphTensor *signal = get_signal (self, x);
  gint64 shape[BW_GRAPH_MAX_DIMS];

  memcpy (shape, signal->shape, sizeof shape);
  node.n_inputs = 1;
  node.inputs[0] = x;
  return bw_graph_add_node (self, name, node, signal->n_dims, shape);
}

guint
bw_graph_unary (BwGraph    *self,
                const char *name,
                BwGraphOp   op,
                guint       x)
{
  g_assert (op >= BW_GRAPH_SIGMOID && op <= BW_GRAPH_COS);
  return add_like (self, name, (BwGraphNode) { .op = op }, x);
}

guint
bw_graph_clamp (BwGraph    *self,
                const char *name,
                guint       x,
                float       low,
                float       high)
{
  g_assert (low <= high);
  return add_like (self, name, (BwGraphNode) { .op = BW_GRAPH_CLAMP, .low = low, .high = high }, x);
}

guint
bw_graph_mean (BwGraph    *self,
               const char *name,
               guint       x,
               guint       axis)
{
  const BwGraphTensor *signal = get_signal (self, x);
  const BwGraphNode node = { .op = BW_GRAPH_MEAN, .n_inputs = 1, .inputs = { x }, .axis = axis };
  gint64 shape[BW_GRAPH_MAX_DIMS];

  g_assert (axis >= 1 && axis < signal->n_dims);

  memcpy (shape, signal->shape, sizeof shape);
  shape[axis] = 1;
  return bw_graph_add_node (self, name, node, signal->n_dims, shape);
}

guint
bw_graph_concat (BwGraph     *self,
                 const char  *name,
                 guint        axis,
                 const guint *inputs,
                 guint        n_inputs)
{
  BwGraphNode node = { .op = BW_GRAPH_CONCAT, .n_inputs = n_inputs, .axis = axis };
  gint64 shape[BW_GRAPH_MAX_DIMS] = { 0 };
  guint n_dims;

  g_assert (n_inputs >= 1 && n_inputs <= BW_GRAPH_MAX_INPUTS);

  n_dims = get_signal (self, inputs[0])->n_dims;
  g_assert (axis >= 1 && axis < n_dims);
  for (guint i = 0; i < n_inputs; i++)
    {
      const BwGraphTensor *signal = get_signal (self, inputs[i]);

      g_assert (signal->n_dims == n_dims);
      for (guint d = 0; d < n_dims; d++)
        {
          g_assert (i == 0 || d == axis || shape[d] == signal->shape[d]);
          shape[d] = d == axis ? shape[d] + signal->shape[d] : signal->shape[d];
        }
      node.inputs[i] = inputs[i];
    }
  return bw_graph_add_node (self, name, node, n_dims, shape);
}

guint
bw_graph_slice (BwGraph    *self,
                const char *name,
                guint       x,
                guint       axis,
                gint64      from,
                gint64      to)
{
  const BwGraphTensor *signal = get_signal (self, x);
  const BwGraphNode node = {
    .op = BW_GRAPH_SLICE,
    .n_inputs = 1,
    .inputs = { x },
    .axis = axis,
    .from = from,
    .to = to,
  };
  gint64 shape[BW_GRAPH_MAX_DIMS];

  g_assert (axis >= 1 && axis < signal->n_dims);
  g_assert (from >= 0 && from < to && to <= signal->shape[axis]);

  memcpy (shape, signal->shape, sizeof shape);
  shape[axis] = to - from;
  return bw_graph_add_node (self, name, node, signal->n_dims, shape);
}

guint
bw_graph_reshape (BwGraph    *self,
                  const char *name,
                  guint       x,
                  gint64      rows,
                  gint64      columns)
{
  const BwGraphTensor *signal = get_signal (self, x);
  const BwGraphNode node = { .op = BW_GRAPH_RESHAPE, .n_inputs = 1, .inputs = { x } };
  const gint64 shape[3] = { 1, rows, columns };

  g_assert ((gsize) (rows * MAX (columns, 1)) == bw_graph_tensor_count (signal));

  return bw_graph_add_node (self, name, node, columns > 0 ? 3 : 2, shape);
}

guint
bw_graph_transpose (BwGraph    *self,
                    const char *name,
                    guint       x)
{
  const BwGraphTensor *signal = get_signal (self, x);
  const BwGraphNode node = { .op = BW_GRAPH_TRANSPOSE, .n_inputs = 1, .inputs = { x } };
  const gint64 shape[3] = { 1, signal->shape[2], signal->shape[1] };

  g_assert (signal->n_dims == 3);

  return bw_graph_add_node (self, name, node, 3, shape);
}

guint
bw_graph_gather (BwGraph    *self,
                 const char *name,
                 guint       x,
                 guint       indices)
{
  const BwGraphTensor *signal = get_signal (self, x), *where = get_signal (self, indices);
  const BwGraphNode node = { .op = BW_GRAPH_GATHER, .n_inputs = 2, .inputs = { x, indices } };
  const gint64 shape[2] = { 1, where->shape[1] };

  g_assert (signal->n_dims == 2 && where->n_dims == 2);

  return bw_graph_add_node (self, name, node, 2, shape);
}

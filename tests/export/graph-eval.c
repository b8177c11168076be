/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "graph-eval.h"

#include <math.h>
#include <string.h>

GraphEval *
graph_eval_new (const BwGraph *graph)
{
  GraphEval *self = g_new0 (GraphEval, 1);

  self->graph = graph;
  self->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (self->values, (int) graph->tensors->len);
  return self;
}

void
graph_eval_free (GraphEval *self)
{
  g_ptr_array_unref (self->values);
  g_free (self);
}

static void
put (GraphEval *self,
     guint      tensor,
     float     *values)
{
  g_free (self->values->pdata[tensor]);
  self->values->pdata[tensor] = values;
}

void
graph_eval_set (GraphEval   *self,
                const char  *input,
                const float *values)
{
  for (guint i = 0; i < self->graph->inputs->len; i++)
    {
      guint t = g_array_index (self->graph->inputs, guint, i);
      const BwGraphTensor *tensor = bw_graph_get_tensor (self->graph, t);

      if (strcmp (tensor->name, input) == 0)
        {
          put (self, t, g_memdup2 (values, bw_graph_tensor_count (tensor) * sizeof (float)));
          return;
        }
    }
  g_error ("no input %s", input);
}

static void
conv1d (float               *y,
        const BwGraphNode   *node,
        const float         *x,
        const float         *w,
        const float         *b,
        const BwGraphTensor *in,
        const BwGraphTensor *weight,
        const BwGraphTensor *out)
{
  const gint64 per_group = weight->shape[1], width = weight->shape[2], length = in->shape[2];

  for (gint64 o = 0; o < out->shape[1]; o++)
    for (gint64 t = 0; t < out->shape[2]; t++)
      {
        gint64 group = o / (out->shape[1] / node->groups);
        double sum = (double) b[o];

        for (gint64 c = 0; c < per_group; c++)
          for (gint64 k = 0; k < width; k++)
            {
              gint64 at = t * node->stride + k - node->pad;

              if (at >= 0 && at < length)
                sum += (double) w[(o * per_group + c) * width + k]
                       * (double) x[(group * per_group + c) * length + at];
            }
        y[o * out->shape[2] + t] = (float) sum;
      }
}

static void
linear (float               *y,
        const float         *x,
        const float         *w,
        const float         *b,
        const BwGraphTensor *weight,
        gsize                rows)
{
  const gint64 n_out = weight->shape[0], n_in = weight->shape[1];

  for (gsize r = 0; r < rows; r++)
    for (gint64 o = 0; o < n_out; o++)
      {
        double sum = (double) b[o];

        for (gint64 i = 0; i < n_in; i++)
          sum += (double) w[o * n_in + i] * (double) x[(gint64) r * n_in + i];
        y[(gint64) r * n_out + o] = (float) sum;
      }
}

static double
sigmoid (double v)
{
  return 1 / (1 + exp (-v));
}

static void
lstm (float               *y,
      const BwGraphNode   *node,
      const float         *x,
      const float         *ih,
      const float         *hh,
      const float         *b,
      const BwGraphTensor *in,
      guint                hidden)
{
  const gint64 steps = in->shape[1], n_in = in->shape[2];
  g_autofree double *h = g_new0 (double, hidden), *c = g_new0 (double, hidden);
  g_autofree double *gates = g_new (double, 4 * (gsize) hidden);

  for (gint64 t = 0; t < steps; t++)
    {
      for (guint g = 0; g < 4 * hidden; g++)
        {
          gates[g] = (double) b[g];
          for (gint64 i = 0; i < n_in; i++)
            gates[g] += (double) ih[g * n_in + i] * (double) x[t * n_in + i];
          for (guint i = 0; i < hidden; i++)
            gates[g] += (double) hh[g * hidden + i] * h[i];
        }
      for (guint j = 0; j < hidden; j++)
        {
          c[j] = sigmoid (gates[hidden + j]) * c[j]
                 + sigmoid (gates[j]) * tanh (gates[2 * hidden + j]);
          h[j] = sigmoid (gates[3 * hidden + j]) * tanh (c[j]);
          if (node->last_only)
            y[j] = (float) h[j];
          else
            y[t * hidden + j] = (float) h[j];
        }
    }
}

static double
combine (BwGraphOp op,
         double    a,
         double    b)
{
  switch (op)
    {
    case BW_GRAPH_ADD:
      return a + b;
    case BW_GRAPH_SUB:
      return a - b;
    case BW_GRAPH_MUL:
      return a * b;
    default:
      return a / b;
    }
}

/* Where the element at @position of @out is in @tensor, broadcast from the right. */
static gsize
find (const BwGraphTensor *tensor,
      const BwGraphTensor *out,
      const gint64        *position)
{
  gsize at = 0;

  for (guint d = 0; d < tensor->n_dims; d++)
    {
      gint64 p = position[out->n_dims - tensor->n_dims + d];

      at = at * (gsize) tensor->shape[d] + (gsize) (tensor->shape[d] == 1 ? 0 : p);
    }
  return at;
}

static double
apply (const BwGraphNode *node,
       double             v)
{
  switch (node->op)
    {
    case BW_GRAPH_SIGMOID:
      return sigmoid (v);
    case BW_GRAPH_SOFTPLUS:
      return v > 0 ? v + log1p (exp (-v)) : log1p (exp (v));
    case BW_GRAPH_EXP:
      return exp (v);
    case BW_GRAPH_LOG:
      return log (v);
    case BW_GRAPH_SQRT:
      return sqrt (v);
    case BW_GRAPH_SIN:
      return sin (v);
    case BW_GRAPH_COS:
      return cos (v);
    default:
      return MIN (MAX (v, (double) node->low), (double) node->high);
    }
}

/* Lengths before, of and after an axis. */
static void
split (const BwGraphTensor *tensor,
       guint                axis,
       gsize                size[3])
{
  size[0] = size[1] = size[2] = 1;
  for (guint d = 0; d < tensor->n_dims; d++)
    size[d < axis ? 0 : d == axis ? 1 : 2] *= (gsize) tensor->shape[d];
}

static void
move (GraphEval           *self,
      const BwGraphNode   *node,
      float               *y,
      const BwGraphTensor *out)
{
  gsize to[3], from[3], done = 0;

  split (out, node->axis, to);
  for (guint i = 0; i < node->n_inputs; i++)
    {
      const float *x = self->values->pdata[node->inputs[i]];
      gsize first = node->op == BW_GRAPH_SLICE ? (gsize) node->from : 0, n;

      split (bw_graph_get_tensor (self->graph, node->inputs[i]), node->axis, from);
      n = node->op == BW_GRAPH_SLICE ? to[1] : from[1];
      for (gsize a = 0; a < to[0]; a++)
        memcpy (y + (a * to[1] + done) * to[2], x + (a * from[1] + first) * from[2],
                n * to[2] * sizeof *y);
      done += n;
    }
}

static void
mean (float               *y,
      const BwGraphNode   *node,
      const float         *x,
      const BwGraphTensor *in)
{
  gsize size[3];

  split (in, node->axis, size);
  for (gsize a = 0; a < size[0]; a++)
    for (gsize b = 0; b < size[2]; b++)
      {
        double sum = 0;

        for (gsize i = 0; i < size[1]; i++)
          sum += (double) x[(a * size[1] + i) * size[2] + b];
        y[a * size[2] + b] = (float) (sum / (double) size[1]);
      }
}

static void
binary (float               *y,
        const BwGraphNode   *node,
        const float         *a,
        const float         *b,
        const BwGraphTensor *left,
        const BwGraphTensor *right,
        const BwGraphTensor *out)
{
  gsize n = bw_graph_tensor_count (out);

  if (bw_graph_tensor_count (left) == n && bw_graph_tensor_count (right) == n)
    {
      for (gsize i = 0; i < n; i++)
        y[i] = (float) combine (node->op, (double) a[i], (double) b[i]);
      return;
    }
  for (gsize i = 0; i < n; i++)
    {
      gint64 position[BW_GRAPH_MAX_DIMS];
      gsize rest = i;

      for (guint d = out->n_dims; d-- > 0; rest /= (gsize) out->shape[d])
        position[d] = (gint64) (rest % (gsize) out->shape[d]);
      y[i] = (float) combine (node->op, (double) a[find (left, out, position)],
                              (double) b[find (right, out, position)]);
    }
}

static void
run_node (GraphEval         *self,
          const BwGraphNode *node)
{
  const BwGraphTensor *out = bw_graph_get_tensor (self->graph, node->output);
  const BwGraphTensor *in[4] = { NULL };
  const float *x[4] = { NULL };
  gsize n = bw_graph_tensor_count (out);
  float *y = g_new0 (float, n);

  for (guint i = 0; i < MIN (node->n_inputs, 4); i++)
    {
      in[i] = bw_graph_get_tensor (self->graph, node->inputs[i]);
      x[i] = self->values->pdata[node->inputs[i]];
      g_assert_nonnull (x[i]);
    }
  switch (node->op)
    {
    case BW_GRAPH_CONV1D:
      conv1d (y, node, x[0], x[1], x[2], in[0], in[1], out);
      break;
    case BW_GRAPH_LINEAR:
      linear (y, x[0], x[1], x[2], in[1], n / (gsize) in[1]->shape[0]);
      break;
    case BW_GRAPH_LSTM:
      lstm (y, node, x[0], x[1], x[2], x[3], in[0], (guint) in[2]->shape[1]);
      break;
    case BW_GRAPH_ADD:
    case BW_GRAPH_SUB:
    case BW_GRAPH_MUL:
    case BW_GRAPH_DIV:
      binary (y, node, x[0], x[1], in[0], in[1], out);
      break;
    case BW_GRAPH_MEAN:
      mean (y, node, x[0], in[0]);
      break;
    case BW_GRAPH_CONCAT:
    case BW_GRAPH_SLICE:
      move (self, node, y, out);
      break;
    case BW_GRAPH_RESHAPE:
      memcpy (y, x[0], n * sizeof *y);
      break;
    case BW_GRAPH_TRANSPOSE:
      for (gsize i = 0; i < n; i++)
        y[i]
            = x[0][i % (gsize) out->shape[2] * (gsize) in[0]->shape[2] + i / (gsize) out->shape[2]];
      break;
    case BW_GRAPH_GATHER:
      for (gsize i = 0; i < n; i++)
        {
          g_assert_true (x[1][i] >= 0 && x[1][i] < (float) in[0]->shape[1]);
          y[i] = x[0][(gsize) x[1][i]];
        }
      break;
    default:
      for (gsize i = 0; i < n; i++)
        y[i] = (float) apply (node, (double) x[0][i]);
    }
  put (self, node->output, y);
}

void
graph_eval_run (GraphEval *self)
{
  for (guint i = 0; i < self->graph->tensors->len; i++)
    {
      const BwGraphTensor *tensor = bw_graph_get_tensor (self->graph, i);

      if (tensor->data != NULL)
        put (self, i, g_memdup2 (tensor->data, bw_graph_tensor_count (tensor) * sizeof (float)));
    }
  for (guint i = 0; i < self->graph->nodes->len; i++)
    run_node (self, bw_graph_get_node (self->graph, i));
}

const float *
graph_eval_get (GraphEval  *self,
                const char *name,
                gsize       n)
{
  for (guint i = 0; i < self->graph->tensors->len; i++)
    {
      const BwGraphTensor *tensor = bw_graph_get_tensor (self->graph, i);

      if (strcmp (tensor->name, name) == 0)
        {
          g_assert_cmpuint (bw_graph_tensor_count (tensor), ==, n);
          g_assert_nonnull (self->values->pdata[i]);
          return self->values->pdata[i];
        }
    }
  g_error ("no tensor %s", name);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-graph-private.h"

#include <math.h>
#include <string.h>

static void
tensor_clear (gpointer data)
{
  BwGraphTensor *tensor = data;

  g_free (tensor->name);
  g_free (tensor->data);
  g_free (tensor->description);
}

static void
entry_clear (gpointer data)
{
  BwGraphEntry *entry = data;

  g_free (entry->key);
  g_free (entry->text);
}

BwGraph *
bw_graph_new (const char *title,
              const char *description,
              const char *author,
              const char *licence,
              const char *version)
{
  BwGraph *self = g_new0 (BwGraph, 1);

  self->title = g_strdup (title);
  self->description = g_strdup (description);
  self->author = g_strdup (author);
  self->licence = g_strdup (licence);
  self->version = g_strdup (version);
  self->metadata = g_array_new (FALSE, FALSE, sizeof (BwGraphEntry));
  g_array_set_clear_func (self->metadata, entry_clear);
  self->tensors = g_array_new (FALSE, FALSE, sizeof (BwGraphTensor));
  g_array_set_clear_func (self->tensors, tensor_clear);
  self->nodes = g_array_new (FALSE, FALSE, sizeof (BwGraphNode));
  self->inputs = g_array_new (FALSE, FALSE, sizeof (guint));
  self->outputs = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
bw_graph_free (BwGraph *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->description);
  g_free (self->author);
  g_free (self->licence);
  g_free (self->version);
  g_array_unref (self->metadata);
  g_array_unref (self->tensors);
  g_array_unref (self->nodes);
  g_array_unref (self->inputs);
  g_array_unref (self->outputs);
  g_free (self);
}

void
bw_graph_add_metadata (BwGraph    *self,
                       const char *key,
                       const char *text)
{
  BwGraphEntry entry = { g_strdup (key), g_strdup (text) };

  for (guint i = 0; i < self->metadata->len; i++)
    g_assert (strcmp (g_array_index (self->metadata, BwGraphEntry, i).key, key) != 0);
  g_array_append_val (self->metadata, entry);
}

const BwGraphTensor *
bw_graph_get_tensor (const BwGraph *self,
                     guint          tensor)
{
  g_assert (tensor < self->tensors->len);
  return &g_array_index (self->tensors, BwGraphTensor, tensor);
}

const BwGraphNode *
bw_graph_get_node (const BwGraph *self,
                   guint          node)
{
  g_assert (node < self->nodes->len);
  return &g_array_index (self->nodes, BwGraphNode, node);
}

const char *
bw_graph_op_get_name (BwGraphOp op)
{
  static const char *const names[BW_GRAPH_N_OPS] = {
    "conv1d",  "linear",   "lstm",   "add",   "sub",     "mul",       "div",
    "sigmoid", "softplus", "exp",    "log",   "sqrt",    "sin",       "cos",
    "clamp",   "mean",     "concat", "slice", "reshape", "transpose", "gather",
  };

  g_assert (op < BW_GRAPH_N_OPS);
  return names[op];
}

gsize
bw_graph_tensor_count (const BwGraphTensor *tensor)
{
  gsize count = 1;

  for (guint i = 0; i < tensor->n_dims; i++)
    count *= (gsize) tensor->shape[i];
  return count;
}

/* Adds a tensor whose name is @name, or made of @stem. */
static guint
add_tensor (BwGraph      *self,
            const char   *name,
            const char   *stem,
            guint         n_dims,
            const gint64 *shape)
{
  BwGraphTensor tensor = { .n_dims = n_dims };

  g_assert (n_dims >= 1 && n_dims <= BW_GRAPH_MAX_DIMS);

  tensor.name
      = name != NULL ? g_strdup (name) : g_strdup_printf ("%s_%u", stem, self->tensors->len);
  for (guint i = 0; i < self->tensors->len; i++)
    g_assert (strcmp (bw_graph_get_tensor (self, i)->name, tensor.name) != 0);
  for (guint i = 0; i < n_dims; i++)
    {
      g_assert (shape[i] >= 1);
      tensor.shape[i] = shape[i];
    }
  g_array_append_val (self->tensors, tensor);
  return self->tensors->len - 1;
}

guint
bw_graph_add_node (BwGraph      *self,
                   const char   *name,
                   BwGraphNode   node,
                   guint         n_dims,
                   const gint64 *shape)
{
  gboolean constant = TRUE;

  for (guint i = 0; i < node.n_inputs; i++)
    constant = constant && bw_graph_get_tensor (self, node.inputs[i])->data != NULL;
  g_assert (!constant && shape[0] == 1);
  node.output = add_tensor (self, name, bw_graph_op_get_name (node.op), n_dims, shape);
  g_array_append_val (self->nodes, node);
  return node.output;
}

guint
bw_graph_input (BwGraph    *self,
                const char *name,
                const char *description,
                gint64      rows,
                gint64      columns)
{
  const gint64 shape[3] = { 1, rows, columns };
  guint tensor = add_tensor (self, name, NULL, columns > 0 ? 3 : 2, shape);

  g_array_index (self->tensors, BwGraphTensor, tensor).description = g_strdup (description);
  g_array_append_val (self->inputs, tensor);
  return tensor;
}

guint
bw_graph_constant (BwGraph      *self,
                   const char   *name,
                   guint         n_dims,
                   const gint64 *shape,
                   const float  *data)
{
  gsize count = 1;
  guint tensor;

  g_assert (data != NULL);

  for (guint i = 0; i < n_dims; i++)
    count *= (gsize) shape[i];
  for (gsize i = 0; i < count; i++)
    self->overflows = self->overflows || !isfinite (data[i]);
  for (guint i = 0; i < self->tensors->len; i++)
    {
      const BwGraphTensor *other = bw_graph_get_tensor (self, i);

      if (other->data != NULL && other->n_dims == n_dims
          && memcmp (other->shape, shape, n_dims * sizeof *shape) == 0
          && memcmp (other->data, data, count * sizeof *data) == 0)
        return i;
    }
  tensor = add_tensor (self, name, "constant", n_dims, shape);
  g_array_index (self->tensors, BwGraphTensor, tensor).data
      = g_memdup2 (data, count * sizeof *data);
  return tensor;
}

guint
bw_graph_number (BwGraph *self,
                 float    value)
{
  const gint64 one = 1;

  return bw_graph_constant (self, NULL, 1, &one, &value);
}

void
bw_graph_output (BwGraph    *self,
                 guint       tensor,
                 const char *description)
{
  BwGraphTensor *output = &g_array_index (self->tensors, BwGraphTensor, tensor);

  g_assert (tensor < self->tensors->len && output->data == NULL && output->description == NULL);
  output->description = g_strdup (description);
  g_array_append_val (self->outputs, tensor);
}

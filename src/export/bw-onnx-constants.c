/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-onnx-private.h"

#include "export/bw-protobuf.h"

#include <string.h>

/* Constants, which ONNX calls initializers. Each is written when it is first asked for, and found
 * again by what it holds. */

const char *
bw_onnx_make_name (BwOnnxWriter *self,
                   const char   *stem,
                   const char   *suffix)
{
  GString *name = g_string_new (stem);

  g_string_append_printf (name, "_%s", suffix);
  while (g_hash_table_contains (self->names, name->str))
    g_string_append_c (name, '_');
  g_hash_table_add (self->names, name->str);
  return g_string_free (name, FALSE);
}

/* Keeps @name for what @key (transfer full) tells of. */
static const char *
add_constant (BwOnnxWriter                  *self,
              char                          *key,
              const char                    *name,
              BwOnnx__TensorProto__DataType  type,
              guint                          n_dims,
              const gint64                  *shape,
              ProtobufCBinaryData            bytes)
{
  BwOnnx__TensorProto *tensor = bw_protobuf_new (BwOnnx__TensorProto, bw_onnx__tensor_proto);

  for (guint i = 0; i < n_dims; i++)
    bw_protobuf_append (tensor, dims, shape[i]);
  tensor->has_data_type = TRUE;
  tensor->data_type = type;
  tensor->name = g_strdup (name);
  tensor->has_raw_data = TRUE;
  tensor->raw_data = bytes;
  bw_protobuf_append (self->proto, initializer, tensor);
  g_hash_table_insert (self->constants, key, (gpointer) name);
  return name;
}

/* Little-endian on every machine. */
static const char *
add_floats (BwOnnxWriter *self,
            char         *key,
            const char   *name,
            guint         n_dims,
            const gint64 *shape,
            const float  *values,
            gsize         n)
{
  ProtobufCBinaryData bytes = { n * sizeof (guint32), g_malloc_n (n, sizeof (guint32)) };

  G_STATIC_ASSERT (sizeof (float) == sizeof (guint32));
  for (gsize i = 0; i < n; i++)
    {
      guint32 bits;

      memcpy (&bits, &values[i], sizeof bits);
      bits = GUINT32_TO_LE (bits);
      memcpy (bytes.data + i * sizeof bits, &bits, sizeof bits);
    }
  return add_constant (self, key, name, BW_ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT, n_dims, shape,
                       bytes);
}

const char *
bw_onnx_read (BwOnnxWriter *self,
              guint         tensor)
{
  const BwGraphTensor *constant = bw_graph_get_tensor (self->graph, tensor);
  g_autofree char *key = NULL;

  if (constant->data == NULL)
    return constant->name;
  key = g_strdup_printf ("tensor %u", tensor);
  if (g_hash_table_contains (self->constants, key))
    return constant->name;
  return add_floats (self, g_steal_pointer (&key), constant->name, constant->n_dims,
                     constant->shape, constant->data, bw_graph_tensor_count (constant));
}

const char *
bw_onnx_read_transposed (BwOnnxWriter *self,
                         guint         tensor)
{
  const BwGraphTensor *matrix = bw_graph_get_tensor (self->graph, tensor);
  const gsize rows = (gsize) matrix->shape[0], columns = (gsize) matrix->shape[1];
  g_autofree char *key = g_strdup_printf ("transposed %u", tensor);
  g_autofree float *values = NULL;
  const char *name = g_hash_table_lookup (self->constants, key);

  g_assert (matrix->n_dims == 2 && matrix->data != NULL);

  if (name != NULL)
    return name;
  values = g_new (float, rows * columns);
  for (gsize r = 0; r < rows; r++)
    for (gsize c = 0; c < columns; c++)
      values[c * rows + r] = matrix->data[r * columns + c];
  return add_floats (
      self, g_steal_pointer (&key), bw_onnx_make_name (self, matrix->name, "transposed"), 2,
      (const gint64[]){ matrix->shape[1], matrix->shape[0] }, values, rows * columns);
}

/* From the order i, f, g, o to i, o, f, g: @n numbers, a quarter of them a gate's. */
static void
reorder_gates (float       *to,
               const float *from,
               gsize        n)
{
  static const guint order[4] = { 0, 3, 1, 2 };

  for (guint i = 0; i < 4; i++)
    memcpy (to + i * n / 4, from + order[i] * n / 4, n / 4 * sizeof *to);
}

const char *
bw_onnx_read_gates (BwOnnxWriter *self,
                    guint         tensor)
{
  const BwGraphTensor *weight = bw_graph_get_tensor (self->graph, tensor);
  const gsize n = bw_graph_tensor_count (weight);
  g_autofree char *key = g_strdup_printf ("gates %u", tensor);
  g_autofree float *values = NULL;
  const char *name = g_hash_table_lookup (self->constants, key);

  g_assert (weight->n_dims == 2 && weight->data != NULL);

  if (name != NULL)
    return name;
  values = g_new (float, n);
  reorder_gates (values, weight->data, n);
  return add_floats (self, g_steal_pointer (&key), bw_onnx_make_name (self, weight->name, "iofc"),
                     3, (const gint64[]){ 1, weight->shape[0], weight->shape[1] }, values, n);
}

const char *
bw_onnx_read_bias (BwOnnxWriter *self,
                   guint         tensor)
{
  const BwGraphTensor *bias = bw_graph_get_tensor (self->graph, tensor);
  const gsize n = bw_graph_tensor_count (bias);
  g_autofree char *key = g_strdup_printf ("bias %u", tensor);
  g_autofree float *values = NULL;
  const char *name = g_hash_table_lookup (self->constants, key);

  g_assert (bias->n_dims == 1 && bias->data != NULL);

  if (name != NULL)
    return name;
  values = g_new0 (float, 2 * n);
  reorder_gates (values, bias->data, n);
  return add_floats (self, g_steal_pointer (&key), bw_onnx_make_name (self, bias->name, "iofc"), 2,
                     (const gint64[]){ 1, 2 * bias->shape[0] }, values, 2 * n);
}

const char *
bw_onnx_number (BwOnnxWriter *self,
                const char   *stem,
                float         value)
{
  g_autofree char *key = NULL;
  guint32 bits;
  const char *name;

  memcpy (&bits, &value, sizeof bits);
  key = g_strdup_printf ("number %08x", bits);
  name = g_hash_table_lookup (self->constants, key);
  if (name != NULL)
    return name;
  return add_floats (self, g_steal_pointer (&key), bw_onnx_make_name (self, stem, "number"), 0,
                     NULL, &value, 1);
}

const char *
bw_onnx_integers (BwOnnxWriter *self,
                  const char   *stem,
                  const gint64 *values,
                  gsize         n)
{
  const gint64 shape = (gint64) n;
  ProtobufCBinaryData bytes = { n * sizeof *values, NULL };
  GString *key = g_string_new ("integers");
  const char *name;

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (key, " %" G_GINT64_FORMAT, values[i]);
  name = g_hash_table_lookup (self->constants, key->str);
  if (name != NULL)
    {
      g_string_free (key, TRUE);
      return name;
    }
  bytes.data = g_malloc (bytes.len);
  for (gsize i = 0; i < n; i++)
    {
      const gint64 little = GINT64_TO_LE (values[i]);

      memcpy (bytes.data + i * sizeof little, &little, sizeof little);
    }
  return add_constant (self, g_string_free (key, FALSE), bw_onnx_make_name (self, stem, "integers"),
                       BW_ONNX__TENSOR_PROTO__DATA_TYPE__INT64, 1, &shape, bytes);
}

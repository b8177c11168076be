/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-safetensors.h"

#include "base/bw-error.h"
#include "base/bw-json.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* Far beyond any net of ours; keeps a hostile header from costing memory. */
#define MAX_HEADER (16 * 1024 * 1024)

/* The header, a tensor, its shape or offsets. The JSON parser recurses, so depth is held first. */
#define MAX_DEPTH 3

#define METADATA "__metadata__"

static const struct
{
  const char *name;
  gsize size;
} dtypes[] = {
  [BW_DTYPE_F32] = { "F32", 4 }, [BW_DTYPE_F64] = { "F64", 8 }, [BW_DTYPE_I32] = { "I32", 4 },
  [BW_DTYPE_I64] = { "I64", 8 }, [BW_DTYPE_U8] = { "U8", 1 },
};

struct _BwTensors
{
  GPtrArray *items;     /* (element-type BwTensor) */
  GHashTable *by_name;  /* name → BwTensor, borrowed from items */
  GHashTable *metadata; /* utf8 → utf8 */
};

/* Where the header says a tensor lies. */
typedef struct
{
  BwTensor *tensor;
  gsize begin, end;
} Span;

static void
tensor_free (gpointer data)
{
  BwTensor *tensor = data;

  g_free (tensor->name);
  g_free (tensor->data);
  g_free (tensor);
}

BwTensors *
bw_tensors_new (void)
{
  BwTensors *self = g_new0 (BwTensors, 1);

  self->items = g_ptr_array_new_with_free_func (tensor_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->metadata = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
bw_tensors_free (BwTensors *self)
{
  if (!self)
    return;
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->metadata);
  g_free (self);
}

static void
copy_little_endian (void       *to,
                    const void *from,
                    gsize       bytes,
                    gsize       size)
{
  if (bytes == 0)
    return;
  memcpy (to, from, bytes);
#if G_BYTE_ORDER != G_LITTLE_ENDIAN
  for (gsize i = 0; i < bytes; i += size)
    for (gsize j = 0; j < size / 2; j++)
      {
        guint8 *p = (guint8 *) to + i, swap = p[j];

        p[j] = p[size - 1 - j];
        p[size - 1 - j] = swap;
      }
#endif
}

static gboolean
get_integer (JsonArray *array,
             guint      i,
             gint64    *value)
{
  JsonNode *node = json_array_get_element (array, i);

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_int (node);
  return *value >= 0;
}

static JsonArray *
get_array (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static gboolean
read_entry (Span        *span,
            const char  *name,
            JsonNode    *node,
            gsize        data_size,
            GError     **error)
{
  JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *type = entry ? json_object_get_member (entry, "dtype") : NULL;
  JsonArray *shape = entry ? get_array (entry, "shape") : NULL;
  JsonArray *offsets = entry ? get_array (entry, "data_offsets") : NULL;
  const char *type_name = NULL;
  BwTensor *tensor = span->tensor;
  gint64 begin, end;
  gsize length = 1;
  guint dtype;

  if (type && JSON_NODE_HOLDS_VALUE (type) && json_node_get_value_type (type) == G_TYPE_STRING)
    type_name = json_node_get_string (type);
  if (!type_name || !shape || !offsets || json_array_get_length (offsets) != 2
      || !get_integer (offsets, 0, &begin) || !get_integer (offsets, 1, &end))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("The header of the weights describes “%s” wrongly."), name);
      return FALSE;
    }
  for (dtype = 0; dtype < G_N_ELEMENTS (dtypes); dtype++)
    if (g_str_equal (dtypes[dtype].name, type_name))
      break;
  if (dtype == G_N_ELEMENTS (dtypes))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("The weights “%s” have the type “%s”, which is not supported."), name,
                   type_name);
      return FALSE;
    }
  if (json_array_get_length (shape) > BW_TENSOR_MAX_DIMS)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("The weights “%s” have too many dimensions."), name);
      return FALSE;
    }
  tensor->dtype = dtype;
  tensor->n_dims = json_array_get_length (shape);
  for (guint i = 0; i < tensor->n_dims; i++)
    if (!get_integer (shape, i, &tensor->shape[i])
        || !g_size_checked_mul (&length, length, tensor->shape[i]))
      {
        g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("The shape of the weights “%s” is wrong."),
                     name);
        return FALSE;
      }
  if (begin > end || (guint64) end > data_size || length > data_size
      || (gsize) (end - begin) / dtypes[dtype].size != length
      || (gsize) (end - begin) % dtypes[dtype].size != 0)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("The weights “%s” do not lie where the header says."), name);
      return FALSE;
    }
  tensor->name = g_strdup (name);
  tensor->length = length;
  span->begin = begin;
  span->end = end;
  return TRUE;
}

static gboolean
read_metadata (BwTensors  *self,
               JsonNode   *node,
               GError    **error)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    goto wrong;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &key, &value))
    {
      if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
        goto wrong;
      bw_tensors_set_metadata (self, key, json_node_get_string (value));
    }
  return TRUE;

wrong:
  g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("The metadata of the weights are not text."));
  return FALSE;
}

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const Span *x = a, *y = b;

  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;
  return (x->end > y->end) - (x->end < y->end);
}

static void
span_clear (gpointer data)
{
  Span *span = data;

  g_clear_pointer ((gpointer *) &span->tensor, tensor_free);
}

static gboolean
read_header (BwTensors     *self,
             JsonObject    *header,
             const guint8  *data,
             gsize          data_size,
             GError       **error)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, TRUE, sizeof (Span));
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gsize reached = 0;

  g_array_set_clear_func (spans, span_clear);
  json_object_iter_init_ordered (&iter, header);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      Span span = { 0 };

      if (g_str_equal (name, METADATA))
        {
          if (!read_metadata (self, node, error))
            return FALSE;
          continue;
        }
      span.tensor = g_new0 (BwTensor, 1);
      g_array_append_val (spans, span);
      if (!read_entry (&g_array_index (spans, Span, spans->len - 1), name, node, data_size, error))
        return FALSE;
    }

  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);

      if (span->begin != reached)
        {
          g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("The weights “%s” overlap others or leave a gap."), span->tensor->name);
          return FALSE;
        }
      reached = span->end;
    }
  if (reached != data_size)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                           _("The weights hold more data than their header says."));
      return FALSE;
    }

  for (guint i = 0; i < spans->len; i++)
    {
      Span *span = &g_array_index (spans, Span, i);
      BwTensor *tensor = g_steal_pointer (&span->tensor);

      tensor->data = g_malloc (MAX (span->end - span->begin, 1));
      copy_little_endian (tensor->data, data + span->begin, span->end - span->begin,
                          dtypes[tensor->dtype].size);
      g_ptr_array_add (self->items, tensor);
      g_hash_table_insert (self->by_name, tensor->name, tensor);
    }
  return TRUE;
}

BwTensors *
bw_tensors_read (GBytes  *bytes,
                 GError **error)
{
  g_autoptr (BwTensors) self = bw_tensors_new ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  const guint8 *data;
  const char *text;
  gsize size, length;
  guint64 stated;
  JsonNode *root;

  data = g_bytes_get_data (bytes, &size);
  if (size < 8)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT, _("The weights are cut short."));
      return NULL;
    }
  memcpy (&stated, data, 8);
  stated = GUINT64_FROM_LE (stated);
  if (stated > size - 8 || stated > MAX_HEADER)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                           _("The header of the weights is longer than it may be."));
      return NULL;
    }
  length = stated;
  text = (const char *) data + 8;
  if (length < 2 || text[0] != '{' || memchr (text, 0, length)
      || !g_utf8_validate_len (text, length, NULL) || !bw_json_is_shallow (text, length, MAX_DEPTH)
      || !json_parser_load_from_data (parser, text, length, NULL))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                           _("The header of the weights is not valid JSON."));
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (!root || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                           _("The header of the weights is not valid JSON."));
      return NULL;
    }
  if (!read_header (self, json_node_get_object (root), data + 8 + length, size - 8 - length, error))
    return NULL;
  return g_steal_pointer (&self);
}

static int
compare_by_size (gconstpointer a,
                 gconstpointer b)
{
  const BwTensor *x = *(BwTensor *const *) a, *y = *(BwTensor *const *) b;

  return (int) dtypes[y->dtype].size - (int) dtypes[x->dtype].size;
}

static void
write_metadata (JsonBuilder     *builder,
                const BwTensors *self)
{
  g_autoptr (GList) keys = g_hash_table_get_keys (self->metadata);

  if (!keys)
    return;
  keys = g_list_sort (keys, (GCompareFunc) strcmp);
  json_builder_set_member_name (builder, METADATA);
  json_builder_begin_object (builder);
  for (GList *l = keys; l; l = l->next)
    {
      json_builder_set_member_name (builder, l->data);
      json_builder_add_string_value (builder, g_hash_table_lookup (self->metadata, l->data));
    }
  json_builder_end_object (builder);
}

GBytes *
bw_tensors_write (const BwTensors *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *header = NULL;
  gsize length, padded, offset = 0;
  guint64 stated;
  guint8 *out;

  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (sorted, self->items->pdata[i]);
  g_ptr_array_sort (sorted, compare_by_size); /* merge sort: equal ones keep their order */

  json_builder_begin_object (builder);
  write_metadata (builder, self);
  for (guint i = 0; i < sorted->len; i++)
    {
      const BwTensor *tensor = sorted->pdata[i];

      json_builder_set_member_name (builder, tensor->name);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "dtype");
      json_builder_add_string_value (builder, dtypes[tensor->dtype].name);
      json_builder_set_member_name (builder, "shape");
      json_builder_begin_array (builder);
      for (guint j = 0; j < tensor->n_dims; j++)
        json_builder_add_int_value (builder, tensor->shape[j]);
      json_builder_end_array (builder);
      json_builder_set_member_name (builder, "data_offsets");
      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, offset);
      offset += tensor->length * dtypes[tensor->dtype].size;
      json_builder_add_int_value (builder, offset);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  header = json_to_string (root, FALSE);

  length = strlen (header);
  padded = (length + 7) / 8 * 8;
  out = g_malloc (8 + padded + offset);
  stated = GUINT64_TO_LE (padded);
  memcpy (out, &stated, 8);
  memcpy (out + 8, header, length);
  memset (out + 8 + length, ' ', padded - length);
  length = 8 + padded;
  for (guint i = 0; i < sorted->len; i++)
    {
      const BwTensor *tensor = sorted->pdata[i];
      gsize bytes = tensor->length * dtypes[tensor->dtype].size;

      copy_little_endian (out + length, tensor->data, bytes, dtypes[tensor->dtype].size);
      length += bytes;
    }
  return g_bytes_new_take (out, length);
}

guint
bw_tensors_get_n (const BwTensors *self)
{
  return self->items->len;
}

const BwTensor *
bw_tensors_get_nth (const BwTensors *self,
                    guint            n)
{
  g_return_val_if_fail (n < self->items->len, NULL);
  return self->items->pdata[n];
}

const BwTensor *
bw_tensors_find (const BwTensors *self,
                 const char      *name)
{
  return g_hash_table_lookup (self->by_name, name);
}

const float *
bw_tensors_get_floats (const BwTensors  *self,
                       const char       *name,
                       guint             n_dims,
                       const gint64     *shape,
                       GError          **error)
{
  const BwTensor *tensor = bw_tensors_find (self, name);
  gboolean same;

  if (!tensor)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("The weights “%s” are missing."), name);
      return NULL;
    }
  same = tensor->dtype == BW_DTYPE_F32 && tensor->n_dims == n_dims;
  for (guint i = 0; same && i < n_dims; i++)
    same = tensor->shape[i] == shape[i];
  if (!same)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("The weights “%s” have another shape than this net."), name);
      return NULL;
    }
  return tensor->data;
}

void
bw_tensors_add (BwTensors     *self,
                const char    *name,
                BwDtype        dtype,
                guint          n_dims,
                const gint64  *shape,
                gconstpointer  data)
{
  BwTensor *tensor = g_hash_table_lookup (self->by_name, name);
  gsize bytes;

  g_return_if_fail (n_dims <= BW_TENSOR_MAX_DIMS);
  g_return_if_fail (!g_str_equal (name, METADATA));

  if (!tensor)
    {
      tensor = g_new0 (BwTensor, 1);
      tensor->name = g_strdup (name);
      g_ptr_array_add (self->items, tensor);
      g_hash_table_insert (self->by_name, tensor->name, tensor);
    }
  tensor->dtype = dtype;
  tensor->n_dims = n_dims;
  tensor->length = 1;
  for (guint i = 0; i < n_dims; i++)
    {
      tensor->shape[i] = shape[i];
      tensor->length *= shape[i];
    }
  bytes = tensor->length * dtypes[dtype].size;
  g_free (tensor->data);
  tensor->data = g_malloc (MAX (bytes, 1));
  if (bytes)
    memcpy (tensor->data, data, bytes);
}

const char *
bw_tensors_get_metadata (const BwTensors *self,
                         const char      *key)
{
  return g_hash_table_lookup (self->metadata, key);
}

void
bw_tensors_set_metadata (BwTensors  *self,
                         const char *key,
                         const char *value)
{
  g_hash_table_replace (self->metadata, g_strdup (key), g_strdup (value));
}

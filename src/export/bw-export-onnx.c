/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-onnx.h"

#include "export/bw-onnx-private.h"
#include "export/bw-protobuf.h"

/* Of ONNX 1.9 (2021-04-19): the first whose LSTM and Reshape are those of opset 14. */
#define IR_VERSION 7
#define OPSET 14

#define DOMAIN "io.github.beatwise"

/* The length of the batch, wherever it stands. */
#define BATCH "N"

static void
add_dimension (BwOnnx__TensorShapeProto *shape,
               gboolean                  is_batch,
               gint64                    length)
{
  BwOnnx__TensorShapeProto__Dimension *dimension = bw_protobuf_new (
      BwOnnx__TensorShapeProto__Dimension, bw_onnx__tensor_shape_proto__dimension);

  if (is_batch)
    {
      dimension->value_case = BW_ONNX__TENSOR_SHAPE_PROTO__DIMENSION__VALUE_DIM_PARAM;
      dimension->dim_param = g_strdup (BATCH);
    }
  else
    {
      dimension->value_case = BW_ONNX__TENSOR_SHAPE_PROTO__DIMENSION__VALUE_DIM_VALUE;
      dimension->dim_value = length;
    }
  bw_protobuf_append (shape, dim, dimension);
}

/* Name, type, shape and description of a tensor with a batch. */
static BwOnnx__ValueInfoProto *
make_value_info (const BwGraphTensor *tensor)
{
  BwOnnx__ValueInfoProto *info
      = bw_protobuf_new (BwOnnx__ValueInfoProto, bw_onnx__value_info_proto);
  BwOnnx__TypeProto *type = bw_protobuf_new (BwOnnx__TypeProto, bw_onnx__type_proto);
  BwOnnx__TypeProto__Tensor *shaped
      = bw_protobuf_new (BwOnnx__TypeProto__Tensor, bw_onnx__type_proto__tensor);

  info->name = g_strdup (tensor->name);
  info->doc_string = g_strdup (tensor->description);
  info->type = type;
  type->value_case = BW_ONNX__TYPE_PROTO__VALUE_TENSOR_TYPE;
  type->tensor_type = shaped;
  shaped->has_elem_type = TRUE;
  shaped->elem_type = BW_ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT;
  shaped->shape = bw_protobuf_new (BwOnnx__TensorShapeProto, bw_onnx__tensor_shape_proto);
  for (guint i = 0; i < tensor->n_dims; i++)
    add_dimension (shaped->shape, i == 0, tensor->shape[i]);
  return info;
}

static void
add_metadata (BwOnnx__ModelProto *model,
              const char         *key,
              const char         *text)
{
  BwOnnx__StringStringEntryProto *entry
      = bw_protobuf_new (BwOnnx__StringStringEntryProto, bw_onnx__string_string_entry_proto);

  entry->key = g_strdup (key);
  entry->value = g_strdup (text);
  bw_protobuf_append (model, metadata_props, entry);
}

static gboolean
is_output (const BwGraph *graph,
           guint          tensor)
{
  for (guint i = 0; i < graph->outputs->len; i++)
    if (g_array_index (graph->outputs, guint, i) == tensor)
      return TRUE;
  return FALSE;
}

static void
write_graph (BwOnnxWriter *self)
{
  const BwGraph *graph = self->graph;

  for (guint i = 0; i < graph->tensors->len; i++)
    g_hash_table_add (self->names, g_strdup (bw_graph_get_tensor (graph, i)->name));
  for (guint i = 0; i < graph->inputs->len; i++)
    {
      const guint input = g_array_index (graph->inputs, guint, i);

      bw_protobuf_append (self->proto, input, make_value_info (bw_graph_get_tensor (graph, input)));
    }
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      const BwGraphNode *node = bw_graph_get_node (graph, i);

      bw_onnx_write_node (self, node);
      if (!is_output (graph, node->output))
        bw_protobuf_append (self->proto, value_info,
                            make_value_info (bw_graph_get_tensor (graph, node->output)));
    }
  for (guint i = 0; i < graph->outputs->len; i++)
    {
      const guint output = g_array_index (graph->outputs, guint, i);

      bw_protobuf_append (self->proto, output,
                          make_value_info (bw_graph_get_tensor (graph, output)));
    }
}

static BwOnnx__GraphProto *
make_graph (const BwGraph *graph)
{
  BwOnnxWriter writer = {
    .graph = graph,
    .proto = bw_protobuf_new (BwOnnx__GraphProto, bw_onnx__graph_proto),
    .names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .constants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };

  /* A name of a graph is one word. */
  writer.proto->name
      = g_strcanon (g_strdup (graph->title), G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS, '_');
  writer.proto->doc_string = g_strdup (graph->description);
  write_graph (&writer);
  g_hash_table_unref (writer.constants);
  g_hash_table_unref (writer.names);
  return writer.proto;
}

GBytes *
bw_export_onnx (const BwGraph  *graph,
                GError        **error)
{
  BwOnnx__ModelProto *model;
  BwOnnx__OperatorSetIdProto *opset;
  GBytes *bytes;

  g_return_val_if_fail (graph != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  model = bw_protobuf_new (BwOnnx__ModelProto, bw_onnx__model_proto);
  model->has_ir_version = TRUE;
  model->ir_version = IR_VERSION;
  opset = bw_protobuf_new (BwOnnx__OperatorSetIdProto, bw_onnx__operator_set_id_proto);
  opset->domain = g_strdup ("");
  opset->has_version = TRUE;
  opset->version = OPSET;
  bw_protobuf_append (model, opset_import, opset);
  model->producer_name = g_strdup ("Beatwise");
  model->producer_version = g_strdup (BW_VERSION);
  model->domain = g_strdup (DOMAIN);
  model->has_model_version = TRUE;
  model->model_version = g_ascii_strtoll (graph->version, NULL, 10);
  model->doc_string = g_strdup_printf ("%s\n\n%s", graph->title, graph->description);
  model->graph = make_graph (graph);

  /* These keys are ONNX's own (docs/MetadataProps.md). */
  add_metadata (model, "model_author", graph->author);
  add_metadata (model, "model_license", graph->licence);
  for (guint i = 0; i < graph->metadata->len; i++)
    {
      const BwGraphEntry *entry = &g_array_index (graph->metadata, BwGraphEntry, i);

      add_metadata (model, entry->key, entry->text);
    }
  bytes = bw_protobuf_pack (&model->base, error);
  bw_onnx__model_proto__free_unpacked (model, NULL);
  return bytes;
}

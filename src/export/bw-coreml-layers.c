/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-coreml-private.h"

#include <string.h>

BwCoreml__WeightParams *
bw_coreml_make_weights (const float *values,
                        gsize        n)
{
  BwCoreml__WeightParams *weights = NEW (WeightParams, weight_params);

  weights->n_float_value = n;
  weights->float_value = g_memdup2 (values, n * sizeof *values);
  return weights;
}

BwCoreml__WeightParams *
bw_coreml_make_weights_of (const BwGraphTensor *constant)
{
  g_assert (constant->data != NULL);
  return bw_coreml_make_weights (constant->data, bw_graph_tensor_count (constant));
}

BwCoremlBlob
bw_coreml_get_blob (const BwGraphTensor *tensor)
{
  BwCoremlBlob blob = { .name = tensor->name, .rank = MAX (tensor->n_dims, 1), .shape = { 1 } };

  for (guint i = 0; i < tensor->n_dims; i++)
    blob.shape[i] = tensor->shape[i];
  return blob;
}

const char *
bw_coreml_take_name (BwCoremlWriter *writer,
                     char           *name)
{
  gboolean is_new = g_hash_table_add (writer->names, name);

  g_assert (is_new);
  return name;
}

BwCoremlBlob
bw_coreml_make_blob (BwCoremlWriter     *writer,
                     const BwCoremlBlob *of,
                     const char         *role,
                     guint               rank,
                     const gint64       *shape)
{
  BwCoremlBlob blob = { .rank = rank };

  g_assert (rank <= BW_COREML_MAX_RANK);
  blob.name = bw_coreml_take_name (writer, g_strconcat (of->name, "/", role, NULL));
  memcpy (blob.shape, shape, rank * sizeof *shape);
  return blob;
}

static BwCoreml__Tensor *
make_tensor (const BwCoremlBlob *blob)
{
  BwCoreml__Tensor *tensor = NEW (Tensor, tensor);

  tensor->rank = blob->rank;
  for (guint i = 0; i < blob->rank; i++)
    bw_protobuf_append (tensor, dim_value, blob->shape[i]);
  return tensor;
}

BwCoreml__NeuralNetworkLayer *
bw_coreml_add_layer (BwCoremlWriter     *writer,
                     BwCoremlLayerKind   kind,
                     const BwCoremlBlob *inputs,
                     guint               n_inputs,
                     const BwCoremlBlob *outputs,
                     guint               n_outputs)
{
  BwCoreml__NeuralNetworkLayer *layer = NEW (NeuralNetworkLayer, neural_network_layer);

  layer->name = g_strdup (outputs[0].name);
  for (guint i = 0; i < n_inputs; i++)
    {
      bw_protobuf_append (layer, input, g_strdup (inputs[i].name));
      bw_protobuf_append (layer, input_tensor, make_tensor (&inputs[i]));
    }
  for (guint i = 0; i < n_outputs; i++)
    {
      bw_protobuf_append (layer, output, g_strdup (outputs[i].name));
      bw_protobuf_append (layer, output_tensor, make_tensor (&outputs[i]));
    }
  layer->layer_case = kind;
  bw_protobuf_append (writer->net, layers, layer);
  return layer;
}

void
bw_coreml_add_shape (BwCoremlWriter *writer,
                     BwCoremlBlob    input,
                     BwCoremlBlob    output)
{
  BwCoreml__ReshapeStaticLayerParams *params
      = NEW (ReshapeStaticLayerParams, reshape_static_layer_params);

  for (guint i = 0; i < output.rank; i++)
    bw_protobuf_append (params, target_shape, output.shape[i]);
  bw_coreml_add_layer (writer, LAYER (RESHAPE_STATIC), &input, 1, &output, 1)->reshape_static
      = params;
}

void
bw_coreml_add_constant (BwCoremlWriter     *writer,
                        const BwCoremlBlob *output,
                        const float        *data)
{
  BwCoreml__LoadConstantNDLayerParams *params
      = NEW (LoadConstantNDLayerParams, load_constant_ndlayer_params);
  gsize n = 1;

  for (guint i = 0; i < output->rank; i++)
    {
      bw_protobuf_append (params, shape, output->shape[i]);
      n *= output->shape[i];
    }
  params->data = bw_coreml_make_weights (data, n);
  bw_coreml_add_layer (writer, LAYER (LOAD_CONSTANT_ND), NULL, 0, output, 1)->load_constant_nd
      = params;
}

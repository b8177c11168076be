/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-coreml.h"

#include "export/bw-coreml-net.h"
#include "export/bw-coreml-private.h"

#include <string.h>

/* iOS 13: the first in which arrays have the axes that they are given. */
#define SPECIFICATION_VERSION 4

#define COMPUTE_UNITS_KEY "compute_units"
#define COMPUTE_UNITS_TEXT                                                                         \
  "Set MLModelConfiguration.computeUnits to .cpuOnly: only the CPU computes with 32-bit numbers "  \
  "and gives the results of Beatwise; the GPU and the Neural Engine use 16 bits."

static char *
dup_text (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

static BwCoreml__FeatureDescription *
make_feature (const BwGraphTensor *tensor)
{
  BwCoreml__FeatureDescription *feature = NEW (FeatureDescription, feature_description);
  BwCoreml__ArrayFeatureType *array = NEW (ArrayFeatureType, array_feature_type);

  for (guint i = 0; i < tensor->n_dims; i++)
    bw_protobuf_append (array, shape, tensor->shape[i]);
  array->data_type = BW_COREML__ARRAY_FEATURE_TYPE__ARRAY_DATA_TYPE__FLOAT32;

  feature->name = g_strdup (tensor->name);
  feature->short_description = dup_text (tensor->description);
  feature->type = NEW (FeatureType, feature_type);
  feature->type->multi_array_type = array;
  return feature;
}

static void
add_entry (BwCoreml__Metadata *metadata,
           const char         *key,
           const char         *text)
{
  BwCoreml__Metadata__UserDefinedEntry *entry
      = NEW (Metadata__UserDefinedEntry, metadata__user_defined_entry);

  entry->key = g_strdup (key);
  entry->value = dup_text (text);
  bw_protobuf_append (metadata, user_defined, entry);
}

static BwCoreml__Metadata *
make_metadata (const BwGraph *graph)
{
  BwCoreml__Metadata *metadata = NEW (Metadata, metadata);

  metadata->short_description = g_strjoin ("\n", graph->title, graph->description, NULL);
  metadata->version_string = dup_text (graph->version);
  metadata->author = dup_text (graph->author);
  metadata->license = dup_text (graph->licence);
  add_entry (metadata, COMPUTE_UNITS_KEY, COMPUTE_UNITS_TEXT);
  for (guint i = 0; i < graph->metadata->len; i++)
    {
      const BwGraphEntry *entry = &g_array_index (graph->metadata, BwGraphEntry, i);

      g_assert (strcmp (entry->key, COMPUTE_UNITS_KEY) != 0);
      add_entry (metadata, entry->key, entry->text);
    }
  return metadata;
}

static BwCoreml__ModelDescription *
make_description (const BwGraph *graph)
{
  BwCoreml__ModelDescription *description = NEW (ModelDescription, model_description);

  for (guint i = 0; i < graph->inputs->len; i++)
    bw_protobuf_append (
        description, input,
        make_feature (bw_graph_get_tensor (graph, g_array_index (graph->inputs, guint, i))));
  for (guint i = 0; i < graph->outputs->len; i++)
    bw_protobuf_append (
        description, output,
        make_feature (bw_graph_get_tensor (graph, g_array_index (graph->outputs, guint, i))));
  description->metadata = make_metadata (graph);
  return description;
}

GBytes *
bw_export_coreml (const BwGraph  *graph,
                  GError        **error)
{
  BwCoreml__Model *model;
  GBytes *bytes;

  g_return_val_if_fail (graph != NULL, NULL);
  g_return_val_if_fail (graph->inputs->len > 0 && graph->outputs->len > 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  model = NEW (Model, model);
  model->specification_version = SPECIFICATION_VERSION;
  model->description = make_description (graph);
  model->neural_network = bw_coreml_net_new (graph);
  bytes = bw_protobuf_pack (&model->base, error);
  bw_coreml__model__free_unpacked (model, NULL);
  return bytes;
}

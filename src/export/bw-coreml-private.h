/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-coreml.pb-c.h"
#include "export/bw-graph.h"
#include "export/bw-protobuf.h"

G_BEGIN_DECLS

/* Internal to the writer of Core ML: what a graph's operations (bw-coreml-net.c) are made of. Generated
 * names are long; these are their beginnings. */
#define NEW(Type, prefix) bw_protobuf_new (BwCoreml__##Type, bw_coreml__##prefix)
#define LAYER(KIND) BW_COREML__NEURAL_NETWORK_LAYER__LAYER_##KIND

typedef BwCoreml__NeuralNetworkLayer__LayerCase BwCoremlLayerKind;

#define BW_COREML_MAX_RANK 5

/* An array between layers. */
typedef struct
{
  const char *name;  /* borrowed from the graph or the writer */
  guint rank;
  gint64 shape[BW_COREML_MAX_RANK];
} BwCoremlBlob;

/* One net being written. */
typedef struct
{
  const BwGraph *graph;          /* borrowed */
  BwCoreml__NeuralNetwork *net;  /* borrowed */
  GHashTable *names;             /* (element-type utf8): of the blobs that there are so far; owns them */
} BwCoremlWriter;

/* The array that a tensor is. A number is one with one axis: Core ML has none without. */
BwCoremlBlob bw_coreml_get_blob (const BwGraphTensor *tensor);

/* An array that is only Core ML's, on the way to or from @of. */
BwCoremlBlob bw_coreml_make_blob (BwCoremlWriter     *writer,
                                  const BwCoremlBlob *of,
                                  const char         *role,
                                  guint               rank,
                                  const gint64       *shape);

/* @name (transfer full) is taken from now on: Core ML lets no two layers give the same.
 * Returns: (transfer none) */
const char *bw_coreml_take_name (BwCoremlWriter *writer,
                                 char           *name);

/* Numbers of a layer, or those of a constant of the graph. Returns: (transfer full) */
BwCoreml__WeightParams *bw_coreml_make_weights (const float *values,
                                                gsize        n);
BwCoreml__WeightParams *bw_coreml_make_weights_of (const BwGraphTensor *constant);

/* A layer that is named after what it gives. What it needs besides, the caller sets: it is a union of
 * pointers. Returns: (transfer none) */
BwCoreml__NeuralNetworkLayer *bw_coreml_add_layer (BwCoremlWriter     *writer,
                                                   BwCoremlLayerKind   kind,
                                                   const BwCoremlBlob *inputs,
                                                   guint               n_inputs,
                                                   const BwCoremlBlob *outputs,
                                                   guint               n_outputs);

/* A layer that gives the same numbers with other axes. */
void bw_coreml_add_shape (BwCoremlWriter *writer,
                          BwCoremlBlob    input,
                          BwCoremlBlob    output);

/* A layer that gives numbers. @data: as many as @output has */
void bw_coreml_add_constant (BwCoremlWriter     *writer,
                             const BwCoremlBlob *output,
                             const float        *data);

G_END_DECLS

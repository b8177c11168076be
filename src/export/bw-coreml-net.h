/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-coreml.pb-c.h"
#include "export/bw-graph.h"

G_BEGIN_DECLS

/**
 * bw_coreml_net_new:
 * @graph: a net
 *
 * The operations of @graph as layers of Core ML, each of which suits a rule of its own about the axes of
 * what goes into it. A layer gives an array of the same name as the tensor of @graph; what Core ML needs
 * in between is named after that, with a slash.
 *
 * Source: Apple's published schema, coremltools, mlmodel/format/NeuralNetwork.proto.
 *
 * Returns: (transfer full): a message, freed by protobuf_c_message_free_unpacked()
 */
BwCoreml__NeuralNetwork *bw_coreml_net_new (const BwGraph *graph);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-graph.h"

G_BEGIN_DECLS

/**
 * bw_export_coreml:
 * @graph: a net
 *
 * The net as a Core ML model (.mlmodel), for apps on iOS 13, macOS 10.15, watchOS 6 and later. It is a
 * model of the type neural network, specification version 4: inputs and outputs are arrays of float32
 * with the names, shapes and descriptions that they have in @graph and a batch of 1; title, description,
 * author, licence and version stand where Xcode shows them, the rest of what is said of @graph among the
 * entries that the app or its maker chooses.
 *
 * A phone counts with 16 bits where it uses its graphics processor or its Neural Engine. For the numbers
 * of this program an app asks for MLComputeUnits.cpuOnly; an entry of the file says so.
 *
 * The same @graph gives the same bytes.
 *
 * Errors: those of bw_protobuf_pack().
 *
 * Source: Apple's published schema, coremltools, mlmodel/format/{Model,FeatureTypes,NeuralNetwork}.proto.
 *
 * Returns: (transfer full)
 */
GBytes *bw_export_coreml (const BwGraph  *graph,
                          GError        **error);

G_END_DECLS

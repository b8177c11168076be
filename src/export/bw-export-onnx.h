/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-graph.h"

G_BEGIN_DECLS

/**
 * bw_export_onnx:
 *
 * The bytes of an .onnx file (https://onnx.ai) with the graph: opset 14 in representation 7, which
 * ONNX 1.9 of 2021 and everything since can read. The batch has any length, called "N"; inputs,
 * outputs and all that lies between them carry their shapes, inputs and outputs their descriptions
 * too. The graph's version is a whole number here; author, licence and the graph's metadata are the
 * file's metadata. The same graph gives the same bytes.
 *
 * Errors: %BW_ERROR_FAILED where the file would be too large for its format
 *
 * Returns: (transfer full)
 */
GBytes *bw_export_onnx (const BwGraph  *graph,
                        GError        **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-graph.h"
#include "export/bw-onnx.pb-c.h"

G_BEGIN_DECLS

/* One file being written. Names are those of the graph's tensors, and others made from them that no
 * tensor of the graph has. */
typedef struct
{
  const BwGraph *graph;            /* borrowed */
  BwOnnx__GraphProto *proto;       /* borrowed: belongs to the model */
  GHashTable *names;               /* (element-type utf8): all that are taken; owns them */
  GHashTable *constants;           /* what a constant holds → its name in @names; owns the former */
} BwOnnxWriter;

/* A name that nothing has yet, made from @stem and @suffix. Returns: (transfer none) */
const char *bw_onnx_make_name (BwOnnxWriter *self,
                               const char   *stem,
                               const char   *suffix);

/* The name by which nodes read @tensor. A constant is written when it is first read. */
const char *bw_onnx_read (BwOnnxWriter *self,
                          guint         tensor);

/* The same of a constant in a shape that ONNX wants; one that several nodes read is written once.
 *
 * Transposed: (rows, columns) → (columns, rows).
 * Gates: of an LSTM, (4 H, …) in the order i, f, g, o → (1, 4 H, …) in the order i, o, f, g.
 * Bias: the gates of an LSTM's bias (4 H) → (1, 8 H): a second bias of zeros behind the first. */
const char *bw_onnx_read_transposed (BwOnnxWriter *self,
                                     guint         tensor);
const char *bw_onnx_read_gates (BwOnnxWriter *self,
                                guint         tensor);
const char *bw_onnx_read_bias (BwOnnxWriter *self,
                               guint         tensor);

/* A constant of no dimension, or of one with whole numbers. @stem is for its name. */
const char *bw_onnx_number (BwOnnxWriter *self,
                            const char   *stem,
                            float         value);
const char *bw_onnx_integers (BwOnnxWriter *self,
                              const char   *stem,
                              const gint64 *values,
                              gsize         n);

/* Writes one of the graph's nodes, in as many of ONNX's as it takes. */
void bw_onnx_write_node (BwOnnxWriter      *self,
                         const BwGraphNode *node);

G_END_DECLS

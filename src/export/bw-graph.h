/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A net as the few operations that ONNX and Core ML both know, so that a writer of either maps
 * these and knows no net of ours. All numbers are float32, all tensors row by row.
 *
 * Dimension 0 of every tensor that is no constant is the batch: 1 in @shape, any number for
 * those who run the graph. Constants have none and are broadcast from the right, as numpy does.
 * x below has the shape that stands there. */
typedef enum {
  /* x (N, n_in, L), weight (n_out, n_in / groups, width), bias (n_out) → (N, n_out, L'):
   * cross-correlation with @stride, @groups and @pad zeros at both ends;
   * L' = (L + 2 pad − width) / stride + 1, rounded down */
  BW_GRAPH_CONV1D,

  /* x (N, …, n_in), weight (n_out, n_in), bias (n_out) → (N, …, n_out): x Wᵀ + b */
  BW_GRAPH_LINEAR,

  /* x (N, steps, n_in), weight_ih (4 H, n_in), weight_hh (4 H, H), bias (4 H) → (N, steps, H), and
   * where it is @last_only (N, H): one layer, gates in the order i, f, g, o, zero initial state;
   * PyTorch's two bias vectors are one here */
  BW_GRAPH_LSTM,

  /* Two inputs each, broadcast; of two that are no constants the ranks are the same */
  BW_GRAPH_ADD,
  BW_GRAPH_SUB,
  BW_GRAPH_MUL,
  BW_GRAPH_DIV,

  BW_GRAPH_SIGMOID,   /* these: one input each */
  BW_GRAPH_SOFTPLUS,  /* log (1 + eˣ) */
  BW_GRAPH_EXP,
  BW_GRAPH_LOG,
  BW_GRAPH_SQRT,
  BW_GRAPH_SIN,
  BW_GRAPH_COS,
  BW_GRAPH_CLAMP,     /* min (max (x, @low), @high) */
  BW_GRAPH_MEAN,      /* over @axis, which stays with length 1 */
  BW_GRAPH_CONCAT,    /* along @axis */
  BW_GRAPH_SLICE,     /* elements @from … @to − 1 of @axis */
  BW_GRAPH_RESHAPE,   /* to the shape of the output; the batch stays */
  BW_GRAPH_TRANSPOSE, /* (N, A, B) → (N, B, A) */

  /* x (N, A), indices (N, B): whole numbers as floats → (N, B): x[n, indices[n, b]] */
  BW_GRAPH_GATHER,
  BW_GRAPH_N_OPS,
} BwGraphOp;

#define BW_GRAPH_MAX_DIMS 3
#define BW_GRAPH_MAX_INPUTS 32

typedef struct
{
  char *name;                       /* unique */
  guint n_dims;
  gint64 shape[BW_GRAPH_MAX_DIMS];
  float *data;                      /* (nullable): of a constant */
  char *description;                /* (nullable): of an input or output: meaning, unit and range */
} BwGraphTensor;

/* Axes count from 0, the batch; none is the batch. What an operation does not need is 0. */
typedef struct
{
  BwGraphOp op;
  guint n_inputs;
  guint inputs[BW_GRAPH_MAX_INPUTS]; /* tensors */
  guint output;                      /* tensor, whose name serves for the node too */
  guint axis;                        /* MEAN, CONCAT, SLICE */
  gint64 from, to;                   /* SLICE */
  guint stride, pad, groups;         /* CONV1D */
  gboolean last_only;                /* LSTM */
  float low, high;                   /* CLAMP; ±G_MAXFLOAT for no bound */
} BwGraphNode;

typedef struct
{
  char *key;
  char *text;
} BwGraphEntry;

typedef struct
{
  char *title;
  char *description;
  char *author;
  char *licence;
  char *version;
  GArray *metadata;  /* (element-type BwGraphEntry): in order */

  gboolean overflows; /* a constant is no finite number: such a graph is not to be written */
  GArray *tensors;   /* (element-type BwGraphTensor) */
  GArray *nodes;     /* (element-type BwGraphNode): each after those it reads from */
  GArray *inputs;    /* (element-type guint): tensors */
  GArray *outputs;   /* (element-type guint): tensors; none is an input */
} BwGraph;

/* Copies the texts. */
BwGraph *bw_graph_new (const char *title,
                       const char *description,
                       const char *author,
                       const char *licence,
                       const char *version);
void bw_graph_free (BwGraph *self);

/* Adds an entry; a key stands once. */
void bw_graph_add_metadata (BwGraph    *self,
                            const char *key,
                            const char *text);

const BwGraphTensor *bw_graph_get_tensor (const BwGraph *self,
                                          guint          tensor);
const BwGraphNode *bw_graph_get_node (const BwGraph *self,
                                      guint          node);

/* "conv1d", … Returns: (transfer none) */
const char *bw_graph_op_get_name (BwGraphOp op);

/* Numbers in a tensor, of one element of the batch. */
gsize bw_graph_tensor_count (const BwGraphTensor *tensor);

/* Building. Every call returns the new tensor. Shapes that do not fit are an error of the
 * caller's, and end the program. @name is that of the output, or NULL for one that is made up. */

/* (N, rows), or with @columns > 0 (N, rows, columns). */
guint bw_graph_input (BwGraph    *self,
                      const char *name,
                      const char *description,
                      gint64      rows,
                      gint64      columns);

/* Copies @data. A constant with the same shape and bits as one before is that one, whatever its
 * name. Weights may be anybody's: a number that is not finite marks the graph. */
guint bw_graph_constant (BwGraph      *self,
                         const char   *name,
                         guint         n_dims,
                         const gint64 *shape,
                         const float  *data);

/* A constant of one number. */
guint bw_graph_number (BwGraph *self,
                       float    value);

guint bw_graph_conv1d (BwGraph    *self,
                       const char *name,
                       guint       x,
                       guint       weight,
                       guint       bias,
                       guint       stride,
                       guint       pad,
                       guint       groups);
guint bw_graph_linear (BwGraph    *self,
                       const char *name,
                       guint       x,
                       guint       weight,
                       guint       bias);
guint bw_graph_lstm (BwGraph    *self,
                     const char *name,
                     guint       x,
                     guint       weight_ih,
                     guint       weight_hh,
                     guint       bias,
                     gboolean    last_only);

/* @op: ADD … DIV */
guint bw_graph_binary (BwGraph    *self,
                       const char *name,
                       BwGraphOp   op,
                       guint       a,
                       guint       b);

/* @op: SIGMOID … COS */
guint bw_graph_unary (BwGraph    *self,
                      const char *name,
                      BwGraphOp   op,
                      guint       x);
guint bw_graph_clamp (BwGraph    *self,
                      const char *name,
                      guint       x,
                      float       low,
                      float       high);
guint bw_graph_mean (BwGraph    *self,
                     const char *name,
                     guint       x,
                     guint       axis);
guint bw_graph_concat (BwGraph     *self,
                       const char  *name,
                       guint        axis,
                       const guint *inputs,
                       guint        n_inputs);
guint bw_graph_slice (BwGraph    *self,
                      const char *name,
                      guint       x,
                      guint       axis,
                      gint64      from,
                      gint64      to);

/* To (N, rows), or with @columns > 0 (N, rows, columns). */
guint bw_graph_reshape (BwGraph    *self,
                        const char *name,
                        guint       x,
                        gint64      rows,
                        gint64      columns);
guint bw_graph_transpose (BwGraph    *self,
                          const char *name,
                          guint       x);
guint bw_graph_gather (BwGraph    *self,
                       const char *name,
                       guint       x,
                       guint       indices);

/* What a node gave is an output from now on. */
void bw_graph_output (BwGraph    *self,
                      guint       tensor,
                      const char *description);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwGraph, bw_graph_free)

G_END_DECLS

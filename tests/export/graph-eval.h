/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-graph.h"

/* A graph computed by plain loops, one element of the batch at a time, as its header says and by
 * none of the app's own code: sums are in double, what a node gives is float. */

typedef struct
{
  const BwGraph *graph;
  GPtrArray *values;  /* (element-type float*): of every tensor; of one not computed yet NULL */
} GraphEval;

GraphEval *graph_eval_new (const BwGraph *graph);
void graph_eval_free (GraphEval *self);

/* Copies what goes in. */
void graph_eval_set (GraphEval   *self,
                     const char  *input,
                     const float *values);
void graph_eval_run (GraphEval *self);

/* Returns: (transfer none): of the tensor called @name, of which there are @n */
const float *graph_eval_get (GraphEval  *self,
                             const char *name,
                             gsize       n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraphEval, graph_eval_free)

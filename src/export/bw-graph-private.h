/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-graph.h"

G_BEGIN_DECLS

/* Adds @node, whose inputs are there already, with an output of the shape. Returns: the output */
guint bw_graph_add_node (BwGraph      *self,
                         const char   *name,
                         BwGraphNode   node,
                         guint         n_dims,
                         const gint64 *shape);

G_END_DECLS

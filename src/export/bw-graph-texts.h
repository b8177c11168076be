/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-graph.h"

G_BEGIN_DECLS

/* What every exported model says of itself. It is for programs and those who write them, and so in
 * English and not translated. */

/* A graph with author, licence and version of this program. */
BwGraph *bw_graph_texts_new (const char *title,
                             const char *description);

#define BW_GRAPH_NO_DEVICE \
  "Not a medical device: for self-review and research. It diagnoses nothing, and no treatment may be " \
  "decided by it. It was trained on one person’s own data and says nothing of anybody else."

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-graph.h"

/* Small graphs that have every operation between them, for the tests of what writes graphs. */

guint graph_samples_get_n (void);
const char *graph_sample_get_name (guint sample);

/* The same numbers every time. */
BwGraph *graph_sample_new (guint sample);

/* One element of the batch of an input, as numbers that the graph can take. Returns: (transfer full) */
float *graph_sample_make_input (const BwGraphTensor *input,
                                GRand               *rand);

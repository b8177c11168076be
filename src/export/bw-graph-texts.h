/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-comparator-model.h"
#include "export/bw-graph.h"
#include "forecast/bw-forecast-data.h"
#include "forecast/bw-forecast-net.h"
#include "forecast/bw-verdict.h"

G_BEGIN_DECLS

/* What an exported model says of itself. It is for programs and for those who write them, and so
 * in English and not translated. */

/* A graph with author, licence and version of this program. */
BwGraph *bw_graph_texts_new (const char *title,
                             const char *description);

/* What stands around the net: how its inputs are computed, with this person's present numbers,
 * what its outputs mean and how the net did. @data: (nullable): of the net's measure, up to now */
void bw_graph_texts_add_forecast (BwGraph               *graph,
                                  const BwModelRow      *row,
                                  const BwForecastNet   *net,
                                  BwMeasure              measure,
                                  const BwVerdict       *verdict,
                                  const BwForecastData  *data);

/* How beats are cut, how an answer is made of what the rule says of them, and the reference
 * beats. */
void bw_graph_texts_add_comparator (BwGraph                 *graph,
                                    const BwModelRow        *row,
                                    const BwComparatorModel *model);

/* What both say: kind, name and training span of the model, whose it is, and what it is not.
 * @imported: it came out of a file */
void bw_graph_texts_add_model (BwGraph          *graph,
                               const BwModelRow *row,
                               gboolean          imported);

/* An entry whose text is JSON: an array of numbers that hold every float exactly. */
void bw_graph_texts_add_numbers (BwGraph      *graph,
                                 const char   *key,
                                 const double *values,
                                 guint         n);

/* A time in ISO 8601, UTC; "unknown" for 0. */
void bw_graph_texts_add_time (BwGraph    *graph,
                              const char *key,
                              gint64      time_ms);

G_END_DECLS

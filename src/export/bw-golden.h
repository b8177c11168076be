/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-progress.h"
#include "comparator/bw-beat-set.h"
#include "comparator/bw-comparator-model.h"
#include "export/bw-export-stream.h"
#include "forecast/bw-forecast-data.h"
#include "forecast/bw-forecast-net.h"
#include "forecast/bw-verdict.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Golden windows: what goes into an exported model and what this program itself says of it, so
 * that another can be held against it where it runs. They are of the person's own data; what
 * lacks is of a person who is not there, the same for all. */

/* An input or output of the model's graph, of all windows. */
typedef struct
{
  const char *name;
  guint n_dims;
  gint64 shape[2];   /* of one window */
  GArray *values;    /* (element-type double): row by row, window by window */
} BwGoldenTensor;

typedef struct
{
  char *model;       /* title */
  guint n;           /* windows */
  guint n_own;       /* of these, the first ones, of the person's own data */
  GArray *inputs;    /* (element-type BwGoldenTensor) */
  GArray *outputs;   /* (element-type BwGoldenTensor) */
} BwGolden;

/* Most that may be asked for. */
#define BW_GOLDEN_MAX 10000

/* What makes them tells @progress (nullable), within its current stage, how many there are. */

/**
 * bw_golden_forecast:
 * @measure: of the net
 * @verdict: of the net: its margins
 * @data: (nullable): the person's own, of the same measure: windows that end every six hours, the
 *   last with the data
 *
 * Errors: %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): @n windows
 */
BwGolden *bw_golden_forecast (BwForecastNet         *net,
                              BwMeasure              measure,
                              const BwVerdict       *verdict,
                              const BwForecastData  *data,
                              guint                  n,
                              BwProgress            *progress,
                              GCancellable          *cancellable,
                              GError               **error);

/**
 * bw_golden_comparator:
 * @set: (nullable): the person's own beats, of which @n are taken from all over
 *
 * Each beat of the comparator stands with one reference: as published a fasting or a glucose one in
 * turn, in default mode a fasting one of its own day or, on a day without any, of the training
 * days.
 *
 * Errors: %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): @n beats
 */
BwGolden *bw_golden_comparator (const BwComparatorModel  *model,
                                const BwBeatSet          *set,
                                guint                     n,
                                BwProgress               *progress,
                                GCancellable             *cancellable,
                                GError                  **error);
void bw_golden_free (BwGolden *self);

/**
 * bw_golden_write:
 * @stream: is left to be finished
 *
 * As JSON: {"model", "windows", "own_windows", "inputs": {NAME: {"shape": [windows, …], "values":
 * [flat]}}, "outputs": {NAME: …}}. A value that is no finite number is null.
 *
 * Errors: those of bw_export_stream_step().
 */
gboolean bw_golden_write (const BwGolden  *self,
                          BwExportStream  *stream,
                          GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwGolden, bw_golden_free)

G_END_DECLS

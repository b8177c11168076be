/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast-net.h"
#include "forecast/bw-verdict.h"
#include "store/bw-models.h"

G_BEGIN_DECLS

/* What is kept beside the weights of a trained net: by it a training can be repeated bit for bit. */

/**
 * bw_forecast_record_configuration:
 * @start: (nullable): fingerprint of the weights it began from
 * @imported: whether it came out of a file
 *
 * Returns: (transfer full): JSON {"measure", "preset", "layout", "hidden", "layers", "seeds",
 *   "max_epochs", "start", "imported"}
 */
char *bw_forecast_record_configuration (const BwForecastNet *net,
                                        BwMeasure            measure,
                                        guint                max_epochs,
                                        const char          *start,
                                        gboolean             imported);

/* What the kinds of forecast models begin with; the preset's id follows. */
#define BW_FORECAST_RECORD_KIND "lstm-"

/* Whether a row is a trained net that this version can ask, and of what.
 * @measure: (out): as it stands there */
gboolean bw_forecast_record_is_of (const BwModelRow *row,
                                   BwPreset         *preset,
                                   BwMeasure        *measure);

gboolean bw_forecast_record_is_imported (const BwModelRow *row);

/**
 * bw_forecast_record_find:
 * @measure: %BW_MEASURE_AUTO for any
 * @until_ms: the net was trained on nothing from then on
 * @row: (out) (transfer full): with its weights; %NULL where there is none
 *
 * The net to ask: one of one's own before one out of a file, and then the one with the newest data.
 */
gboolean bw_forecast_record_find (BwLibrary   *library,
                                  BwMeasure    measure,
                                  gint64       until_ms,
                                  BwModelRow **row,
                                  BwPreset    *preset,
                                  GError     **error);

/* The net of a row that is one, and what the gate found. Errors: %BW_ERROR_FORMAT where it is damaged.
 * Returns: (transfer full) */
BwForecastNet *bw_forecast_record_open (const BwModelRow *row,
                                        BwPreset          preset,
                                        BwVerdict        *verdict,
                                        GError          **error);

/* Returns: (transfer full): JSON: the verdict's members, "parameters", "hours_used", "epochs",
 * "best_epoch", "train_loss", "validation_loss", and "curves": for each seed {"best_epoch",
 * "start_loss", "train": […], "validation": […]} */
char *bw_forecast_record_metrics (const BwForecastNetStats *stats,
                                  const BwVerdict          *verdict);

G_END_DECLS

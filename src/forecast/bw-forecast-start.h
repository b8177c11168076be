/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast-net.h"

G_BEGIN_DECLS

/* Where the training of the default preset begins: weights learnt on simulated people, made by our
 * own generator and by nobody's data. They know how readings, load, sleep and heart rate of such
 * people hang together; one's own data then say what is different. */

/* How much is learnt from. Of people half fade by either law of strain. */
typedef struct
{
  guint people;
  guint days;       /* of each */
  guint epochs;     /* passes over all of them */
  guint n_members;
  guint n_hidden;   /* 0: the preset's */
  guint n_layers;
} BwForecastStartOptions;

void bw_forecast_start_options_init (BwForecastStartOptions *self);

/**
 * bw_forecast_start_make:
 *
 * The same options give the same bits. Tells the stage of @progress how far it is.
 *
 * Returns: (transfer full): %NULL when cancelled
 */
BwForecastNet *bw_forecast_start_make (const BwForecastStartOptions  *options,
                                       BwProgress                    *progress,
                                       GCancellable                  *cancellable,
                                       GError                       **error);

G_END_DECLS

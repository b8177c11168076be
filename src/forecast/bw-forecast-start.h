/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast-net.h"
#include "store/bw-models.h"

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
  guint32 blind;    /* as in BwForecastNetOptions */
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

/* A start is paid for once a library: it is kept there as a model row of this kind, which is nobody's
 * model and listed nowhere. */
#define BW_FORECAST_START_KIND "lstm-start"

gboolean bw_forecast_start_is_kept (const BwModelRow *row);

/* What the usual start is called in a model's record: a hash of generator, layout and options. */
char *bw_forecast_start_get_fingerprint (void);

/* The one that is kept, where this version made it.
 * Returns: (transfer full) (nullable): %NULL without @error where there is none */
BwForecastNet *bw_forecast_start_read (BwLibrary  *library,
                                       GError    **error);

/* Keeps it as the usual one, in the place of what was there. @library: open for writing, in no
 * transaction */
gboolean bw_forecast_start_keep (BwLibrary            *library,
                                 const BwForecastNet  *net,
                                 GError              **error);

/**
 * bw_forecast_start_get:
 * @keep: whether one that had to be made is kept; the library must then be open for writing, in no
 *   transaction
 * @share: of the stage that making one is, see bw_progress_begin_stage()
 *
 * Reads the usual start, or makes it, which takes about a quarter of a minute on two cores.
 *
 * Returns: (transfer full): %NULL with @error
 */
BwForecastNet *bw_forecast_start_get (BwLibrary     *library,
                                      gboolean       keep,
                                      double         share,
                                      BwProgress    *progress,
                                      GCancellable  *cancellable,
                                      GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-predictions.h"

G_BEGIN_DECLS

/* Makes a library at @path with @n simulated recordings, measured and without labels, one an hour
 * from 2026-03-01 08:00 UTC on; every other one after glucose, to look at. */
void ecg_library_make (const char *path,
                       guint       n);

/* What the library holds of recording @id. Returns: (transfer full) */
BwRecording *ecg_library_read (const char *path,
                               gint64      id);

/* What a model of its own says of recordings. */
void ecg_library_predict (const char            *path,
                          const BwPredictionRow *rows,
                          guint                  n);

G_END_DECLS

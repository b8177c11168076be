/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-collector.h"
#include "import/bw-moment.h"

G_BEGIN_DECLS

/* Where the values of a series go that a program other than Apple's wrote: what cannot be is left
 * out and told with its line, the rest becomes samples of the kind Apple has for it. */

typedef enum {
  BW_SERIES_RMSSD,              /* ms */
  BW_SERIES_SDNN,               /* ms */
  BW_SERIES_HEART_RATE,         /* per minute */
  BW_SERIES_RESTING_HEART_RATE, /* per minute */
} BwSeriesKind;

typedef struct
{
  BwCollector *collector; /* (unowned) */
  char *file;             /* as it is told */
  BwMomentRules rules;
} BwSeriesSink;

/* Counts @what at @line of the file. */
void bw_series_sink_tell (BwSeriesSink *self,
                          gint64        line,
                          const char   *what);

/* The same of a line or a value that is left out. Returns: %TRUE */
gboolean bw_series_sink_skip (BwSeriesSink *self,
                              gint64        line,
                              const char   *what);

/**
 * bw_series_sink_add:
 * @value: in the kind's unit; 0, below it, not finite or too high to be true: left out and told
 * @source: the reader's id of the source
 */
gboolean bw_series_sink_add (BwSeriesSink  *self,
                             BwSeriesKind   kind,
                             double         value,
                             gint64         time_ms,
                             int            offset_min,
                             gint32         source,
                             gint64         line,
                             GError       **error);

/* The reader's id of a source. Returns: 0 with @error */
gint32 bw_series_sink_name (BwSeriesSink  *self,
                            BwSlice        source,
                            BwSlice        device,
                            GError       **error);

G_END_DECLS

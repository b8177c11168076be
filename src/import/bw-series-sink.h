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
  BW_SERIES_STEPS,              /* count; 0 is a value, here and below */
  BW_SERIES_ACTIVE_ENERGY,      /* kcal */
} BwSeriesKind;

/* When a value was measured, and by what. */
typedef struct
{
  gint64 start_ms;      /* UTC */
  gint64 duration_ms;   /* 0 for an instant */
  int offset_min;
  gint32 created_s;     /* from its end to when it was written down; 0 unknown */
  gint32 source;        /* bw_series_sink_name() */
} BwSeriesMoment;

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

/* Adds a value in the kind's unit. 0 (where that is none), below it, not finite or too high to be true,
 * and what lasts less than nothing or more than a year: left out and told. */
gboolean bw_series_sink_add (BwSeriesSink          *self,
                             BwSeriesKind           kind,
                             double                 value,
                             const BwSeriesMoment  *moment,
                             gint64                 line,
                             GError               **error);

/* Adds sleep of @stage: Apple's word ("AsleepCore", "InBed" …, with or without what all of its names
 * begin with), or a usual one ("deep", "REM"), in whatever case; another is left out and told. */
gboolean bw_series_sink_add_sleep (BwSeriesSink          *self,
                                   BwSlice                stage,
                                   const BwSeriesMoment  *moment,
                                   gint64                 line,
                                   GError               **error);

/* The reader's id of a source. Returns: 0 with @error */
gint32 bw_series_sink_name (BwSeriesSink  *self,
                            BwSlice        source,
                            BwSlice        version,
                            BwSlice        device,
                            GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-slice.h"

G_BEGIN_DECLS

#define BW_ECG_MAX_COLUMNS 16

/* How the lines of samples are parted: one number a line as Apple writes them, or the index or time
 * of a sample beside it, in whatever order. What a column is shows in its numbers: a counter and a
 * time rise evenly, an ECG never does. */
typedef struct
{
  char separator;         /* 0: a line is one number */
  gboolean first_only;    /* the line is parted at its first comma, what follows is one number, with
                           * a decimal comma perhaps */
  guint n_columns;
  guint sample;           /* the column of the samples */
  gboolean has_time;      /* and then: */
  guint time;             /* its column */
  double seconds;         /* in a unit of it; 0 where it only counts */
  double step;            /* from sample to sample, in its unit */
  double resolution;      /* of its numbers */
  gboolean has_start;     /* it tells the time of day */
  gint64 start_ms;
  int offset_min;
  gint64 nv_per_unit;     /* told by the heading; 0: not */
  gboolean has_heading;
  guint n_other_signals;  /* left out */
} BwEcgColumns;

/* Whether a line can be one of samples: nothing but numbers (and perhaps a time of day). */
gboolean bw_ecg_columns_is_row (BwSlice line);

/* Looks at the first lines from @s on. @heading: (nullable): the last line above them. */
void bw_ecg_columns_find (BwEcgColumns *self,
                          const char   *s,
                          const char   *end,
                          const char   *heading);

/* A cell of a line, empty where the line has fewer. */
BwSlice bw_ecg_columns_get_cell (const BwEcgColumns *self,
                                 BwSlice             line,
                                 guint               column);

/* The time column, as it is read to the end. */
typedef struct
{
  guint64 n;
  double first, last;
  guint n_jumps;     /* where it does not go on evenly */
} BwEcgClock;

void bw_ecg_clock_tick (BwEcgClock         *clock,
                        const BwEcgColumns *columns,
                        BwSlice             cell);

/* The rate that the times tell: the plainest decimal that agrees with them. Returns: 0 for none */
double bw_ecg_clock_get_rate (const BwEcgClock   *clock,
                              const BwEcgColumns *columns);

G_END_DECLS

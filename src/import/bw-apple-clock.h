/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-slice.h"

G_BEGIN_DECLS

/* A wall clock's reading without a date, as beats have it. */
typedef struct
{
  gint64 ms;        /* since midnight */
  gboolean half;    /* a 12-hour clock whose half of the day is not told in a way we know */
} BwClock;

/* Reads `08:33:44,67`, `6:14:48.94 PM`, `4:17:18.57 pm`, `11:17:20 a. m.`, with any blank before
 * the half of the day and in any digits. */
gboolean bw_apple_clock_parse (BwSlice  text,
                               BwClock *clock);

/**
 * bw_apple_clock_place:
 * @time_ms: (array length=n) (inout): wall-clock time since midnight in the file's order; becomes
 *   UTC milliseconds in the same order
 * @half: whether the readings are known only within 12 hours
 * @start_ms: of the reading, UTC
 * @end_ms: of the reading, UTC
 * @offset_min: (inout): the offset the file prints; becomes the one the clock had
 *
 * Finds the shift between the file's offset and the clock's, a multiple of a quarter of an hour,
 * that puts most beats between @start_ms and @end_ms; the smallest of several. Times that run
 * past midnight go on the next day.
 */
void bw_apple_clock_place (gint64   *time_ms,
                           guint     n,
                           gboolean  half,
                           gint64    start_ms,
                           gint64    end_ms,
                           int      *offset_min);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Time is milliseconds since 1970-01-01 00:00 UTC; the zone offset, minutes east of UTC, is kept
 * beside it where it is known. Local days and hours are made from a GTimeZone, at the edge. */

#define BW_TIME_SECOND G_GINT64_CONSTANT (1000)
#define BW_TIME_MINUTE (60 * BW_TIME_SECOND)
#define BW_TIME_QUARTER (15 * BW_TIME_MINUTE)
#define BW_TIME_HOUR (60 * BW_TIME_MINUTE)
#define BW_TIME_DAY (24 * BW_TIME_HOUR)

/* Days from 1970-01-01 to a proleptic Gregorian date; the inverse fills year, month, day. */
gint64 bw_time_days_from_civil (int year,
                                int month,
                                int day);
void bw_time_civil_from_days (gint64  days,
                              int    *year,
                              int    *month,
                              int    *day);

/* Days are counted from 1970-01-01, a Thursday. Returns: 1 = Monday … 7 = Sunday */
int bw_time_weekday_from_days (gint64 days);

/* With which of these a week begins where the locale is spoken. */
int bw_time_first_weekday (void);

/**
 * bw_time_parse:
 * @text: (array length=length): need not end with NUL
 * @offset_min: (out) (optional): minutes east of UTC
 *
 * Reads `2018-10-29 10:17:16 -0800` (Apple's way), `2018-10-29T10:17:16.250-08:00`, `…Z`, with or
 * without seconds, fraction and the blank before the offset. A time without an offset is taken as
 * UTC. Dates and clock times that do not exist, and offsets beyond ±18 h, are refused.
 *
 * Returns: whether the whole of @text was such a time
 */
gboolean bw_time_parse (const char *text,
                        gsize       length,
                        gint64     *time_ms,
                        int        *offset_min);

/* Reads `2023-09-21` as the day count of bw_time_days_from_civil(). */
gboolean bw_time_parse_day (const char *text,
                            gint64     *days);

/* `2018-10-29T10:17:16-08:00`, with `.250` where there are milliseconds. */
char *bw_time_format (gint64 time_ms,
                      int    offset_min);

/* The same into @buffer, of BW_TIME_BUFFER_SIZE. Returns: its length */
#define BW_TIME_BUFFER_SIZE 48
gsize bw_time_write (char   *buffer,
                     gint64  time_ms,
                     int     offset_min);

/* `2018-10-29` of a day count. */
char *bw_time_format_day (gint64 days);

/* @time_ms moved by @by_ms, but not past the ends of gint64: times in a damaged file may be anything. */
gint64 bw_time_add (gint64 time_ms,
                    gint64 by_ms);

/* Minutes east of UTC in @zone at @time_ms. */
int bw_time_offset (GTimeZone *zone,
                    gint64     time_ms);

/* The instant at which clocks in @zone show @local_ms, a time as if it were UTC: the first where they
 * show it twice; where they skip it, as much after the skip as it would have been. */
gint64 bw_time_from_local (GTimeZone *zone,
                           gint64     local_ms);

/* The civil day in @zone, as a day count, and the hour of the day, 0 … 23. */
gint64 bw_time_local_day (GTimeZone *zone,
                          gint64     time_ms);
int bw_time_local_hour (GTimeZone *zone,
                        gint64     time_ms);

/* The instant at which the civil hour (or day) that holds @time_ms began. A day begins at its first
 * instant even where midnight is skipped; an hour that a half-hour shift cuts is shorter. */
gint64 bw_time_hour_start (GTimeZone *zone,
                           gint64     time_ms);
gint64 bw_time_day_start (GTimeZone *zone,
                          gint64     time_ms);

/* The starts of the civil hours that begin in [from_ms, to_ms), ascending.
 * Returns: (transfer full) (element-type gint64) */
GArray *bw_time_hours (GTimeZone *zone,
                       gint64     from_ms,
                       gint64     to_ms);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-import.h"
#include "import/bw-slice.h"

G_BEGIN_DECLS

/* Times as other programs write them. */

typedef enum {
  BW_DATE_UNKNOWN,     /* 4/5/2021 is refused */
  BW_DATE_DAY_FIRST,
  BW_DATE_MONTH_FIRST,
} BwDateOrder;

typedef enum {
  BW_MOMENT_NONE,      /* it is no time */
  BW_MOMENT_INSTANT,
  BW_MOMENT_DAY,       /* a day alone: taken as BW_MOMENT_NIGHT_HOUR o'clock of it */
} BwMomentSort;

/* Values of a day alone are of the night that ends on it. */
#define BW_MOMENT_NIGHT_HOUR 4

/* How times are to be read. */
typedef struct
{
  GTimeZone *zone;        /* (unowned) (nullable): of clock times without one; %NULL is UTC */
  BwPrecision precision;  /* of whole numbers since 1970 */
  BwDateOrder order;      /* of 4/5/2021 */
} BwMomentRules;

/**
 * bw_moment_parse:
 * @offset_min: (out): minutes east of UTC
 *
 * Reads what bw_time_parse() does; times without an offset (by the rules' zone), "UTC" or "GMT" behind
 * them, with AM or PM; 2021/10/22, 22.10.2021 and, where their order is known, 22/10/2021 and
 * 22-10-2021; a day alone; numbers since 1970 in s, ms, µs or ns, told apart by their size (from
 * 1973-03-03 to 5138) unless the rules tell. Anything else is no time.
 */
BwMomentSort bw_moment_parse (const BwMomentRules *rules,
                              BwSlice              text,
                              gint64              *time_ms,
                              int                 *offset_min);

/* The whole number alone. */
gboolean bw_moment_parse_epoch (const BwMomentRules *rules,
                                BwSlice              text,
                                gint64              *time_ms,
                                int                 *offset_min);

/* Which of day and month comes first, as far as this text tells. */
BwDateOrder bw_moment_find_order (BwSlice text);

/* Whether @text is a time of day without a day: "06:30", "6:30:15 PM". */
gboolean bw_moment_is_clock (BwSlice text);

G_END_DECLS

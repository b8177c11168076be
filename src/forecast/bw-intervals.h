/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Amounts over stretches of time, told by several sources that overlap. */

typedef struct
{
  gint64 start_ms, end_ms;  /* end ≥ start; a point where they are equal */
  double value;             /* spread evenly over the stretch */
} BwInterval;

/* Sorts by start and joins what overlaps or touches, in place; values are lost. */
void bw_intervals_unite (GArray *intervals);

/* The milliseconds of [from_ms, to_ms) that @united covers. */
gint64 bw_intervals_covered (const GArray *united,
                             gint64        from_ms,
                             gint64        to_ms);

/**
 * bw_intervals_spread:
 * @sources: (element-type GArray): intervals of each source, the preferred first
 * @start_ms: (array length=n): starts of consecutive hours, ascending
 * @end_ms: end of the last
 * @amount: (array length=n): += the share of each hour
 * @known: (array length=n): set to 1 for the hours anything was told about
 *
 * What a source tells of a time that one before it has told of already does not count: steps that
 * watch and phone both took are counted once.
 */
void bw_intervals_spread (GPtrArray    *sources,
                          const gint64 *start_ms,
                          guint         n,
                          gint64        end_ms,
                          double       *amount,
                          guint8       *known);

G_END_DECLS

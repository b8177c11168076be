/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* A day on which recordings were made whose time is known. */
typedef struct
{
  gint64 day;           /* civil, as bw_time_local_day() counts it */
  guint n_recordings;
  gint64 drink_ms;      /* UTC: a first guess of when the glucose was drunk */
} BwMealDay;

/**
 * bw_meal_days_new:
 * @recordings: (element-type BwRecording): by start
 *
 * The protocol is: recordings fasting, the drink, a wait, recordings after it. So the guess is the
 * beginning of the longest pause of the day, on the next full five minutes if the pause lasts so
 * long; on a day with one recording, what follows it.
 *
 * Returns: (transfer full) (element-type BwMealDay): newest first
 */
GArray *bw_meal_days_new (GArray    *recordings,
                          GTimeZone *zone);

G_END_DECLS

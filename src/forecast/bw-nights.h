/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-night-model.h"
#include "forecast/bw-series.h"

G_BEGIN_DECLS

/* The usual night: the clock times between which this person sleeps, in milliseconds from the noon
 * before. */
typedef struct
{
  gboolean recorded;     /* the medians of sleeps recorded lately; else 22 to 8 o'clock */
  gint64 start_ms, end_ms;
} BwUsualNight;

#define BW_USUAL_NIGHT_DAYS 28

/* From up to 14 nights of the 28 days before @at_ms; five are needed.
 * @nights: (element-type BwHourlyNight): ascending, none ends after @at_ms */
void bw_usual_night_init (BwUsualNight *self,
                          GArray       *nights,
                          GTimeZone    *zone,
                          gint64        at_ms);

/* That night on the evening of local @day, as instants. */
void bw_usual_night_place (const BwUsualNight *self,
                           GTimeZone          *zone,
                           gint64              day,
                           gint64             *start_ms,
                           gint64             *end_ms);

/**
 * bw_nights_get_rows:
 * @era_ms: readings before it are another watch's
 * @usual: as of @at_ms
 *
 * The nights of the 400 days before @at_ms as rows of the model, and last the night to come: the
 * first whose usual start is not before @at_ms.
 *
 * A night is what sleep was recorded, from falling asleep first to waking last, at least three hours
 * asleep; naps are none. Where fewer than 14 such nights have readings, it is every usual night. The
 * forecast of a night is taken to be issued at the time of day of @at_ms, the last before the night
 * began, so that what was known then is what is known of the night to come now.
 *
 * Returns: (transfer full) (element-type BwNightRow)
 */
GArray *bw_nights_get_rows (const BwSeries     *series,
                            gint64              at_ms,
                            gint64              era_ms,
                            const BwUsualNight *usual);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bw-test-library.h"
#include "forecast/bw-simulate.h"

G_BEGIN_DECLS

/* 400 days in Berlin with all that goes wrong in a life with a watch: both changes of the clock, a
 * fortnight without any record, a new watch that reads higher, and days and weeks when it lay at
 * home. */

#define BW_HARD_DAYS 400
#define BW_HARD_HOLE_DAYS 14
#define BW_HARD_SHIFT 0.3  /* ln, of the new watch */

typedef struct
{
  GTimeZone *zone;
  BwSimulated *life;      /* the truth, of the old watch's scale */
  gint64 first_ms;
  gint64 end_ms;
  gint64 spring_ms;       /* midnight of the day with 23 hours … */
  gint64 autumn_ms;       /* … and of the one with 25 */
  gint64 hole_ms;         /* midnight before the first of the days without a record … */
  gint64 hole_end_ms;     /* … and after the last */
  gint64 watch_ms;        /* from this midnight on another watch */
} BwHardLife;

/* Returns: (nullable): %NULL, the test skipped, where there is no time zone data */
BwHardLife *bw_hard_life_new (void);
void bw_hard_life_free (BwHardLife *self);

/* Its library, with no more in it than ended before @until_ms. */
BwTestLibrary *bw_hard_life_record (const BwHardLife *self,
                                    gint64            until_ms);

/* Whether a moment is recorded. */
gboolean bw_hard_life_is_recorded (const BwHardLife *self,
                                   gint64            time_ms);

/* Midnight that begins the @days-th day after the one that begins at @midnight_ms. */
gint64 bw_hard_life_add_days (const BwHardLife *self,
                              gint64            midnight_ms,
                              int               days);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHardLife, bw_hard_life_free)

G_END_DECLS

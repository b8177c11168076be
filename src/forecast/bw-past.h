/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-rivals.h"

G_BEGIN_DECLS

/* The past as scores: what stands before a forecast on the Today page. */

/* One past hour. */
typedef struct
{
  gint64 time_ms;
  gboolean has_level;
  double level_score;    /* score of the level as it was known then: from the readings before */
} BwPastHour;

/* One reading, as a dot: the score its own z would give. */
typedef struct
{
  gint64 time_ms;
  double value_ms;
  double score;
} BwPastReading;

/* Where the readings of another watch, or of software that moved them, begin a new normal. */
typedef struct
{
  gint64 start_ms;       /* its first reading */
  gboolean new_device;   /* else it is the same one with other software */
} BwPastEra;

/* What scores are measured against at an issue time. */
typedef struct
{
  gint64 at_ms;
  gint64 era_ms;               /* hours that begin from here on are of its era */
  BwBaseline baseline;
  BwLevelParameters level;
  double sigma;                /* of the score, as of BwOrigin */
} BwPastNormal;

void bw_past_normal_from_origin (BwPastNormal   *self,
                                 const BwOrigin *origin);

/* The same without an origin, which costs more.
 * Returns: %FALSE where there is no reading before @at_ms */
gboolean bw_past_normal_fit (BwPastNormal   *self,
                             const BwSeries *series,
                             gint64          at_ms);

/**
 * bw_past_fill:
 * @hours: (element-type BwPastHour): appended to, one for each hour of @series in [from_ms, to_ms)
 * @readings: (element-type BwPastReading): appended to, where they have a score
 * @warm_up_ms: how far before @from_ms the filter begins to take in readings, at most
 *
 * Each hour gets the level that was known when it began, from readings of the era of @normal alone,
 * against its baseline. Before a baseline is calibrated there are neither levels nor scores, and none
 * more than 36 hours after the last reading.
 */
void bw_past_fill (GArray             *hours,
                   GArray             *readings,
                   const BwSeries     *series,
                   const BwPastNormal *normal,
                   gint64              from_ms,
                   gint64              to_ms,
                   gint64              warm_up_ms);

/* The score of the level at @at_ms, from the readings of the era before it.
 * Returns: %FALSE where there are none, or no baseline is calibrated */
gboolean bw_past_score_at (const BwSeries     *series,
                           const BwPastNormal *normal,
                           gint64              at_ms,
                           double             *score);

/**
 * bw_past_fill_all:
 * @eras: (element-type BwPastEra): appended to: the eras that begin in it but the first of all
 *
 * The hours and readings of @series in [from_ms, normal->at_ms): the last week against @normal, as the
 * forecast sees it; each week before against the baseline of its own beginning, so that nothing that
 * came later changes what is shown of it. Dynamics (how fast a level moves) and
 * the unit of the score are those of @normal.
 */
void bw_past_fill_all (GArray             *hours,
                       GArray             *readings,
                       GArray             *eras,
                       const BwSeries     *series,
                       const BwPastNormal *normal,
                       gint64              from_ms);

G_END_DECLS

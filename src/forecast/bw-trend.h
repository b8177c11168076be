/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast.h"
#include "forecast/bw-series.h"

G_BEGIN_DECLS

/* Day by day: how a person's measure moves against what is normal for them.
 *
 * A day's value is the mean of ln (ms) of the readings of the night that ended on it where nights are
 * known for at least fourteen days and for half of the days with readings; else of all readings of the
 * day. The two are never mixed. The 7-day mean and its coefficient of variation follow Plews et al.
 * (2012, Eur J Appl Physiol 112:3729–3741); the normal range is the mean of the last 60 days ± half
 * their standard deviation, the smallest worthwhile change (Plews et al. 2013, Sports Med
 * 43:773–781). Both look back from the end of the day, the day itself included, and no further than
 * the beginning of the era: a new watch begins anew. Nothing later is ever used. */

#define BW_TREND_WEEK_DAYS 7
#define BW_TREND_WEEK_MIN 3        /* days with a value, for a 7-day mean */
#define BW_TREND_NORMAL_DAYS 60
#define BW_TREND_NORMAL_MIN 14     /* days with a value, for a normal range */

/* One civil day of the person's zone. */
typedef struct
{
  gint64 start_ms, end_ms;         /* UTC; 23 or 25 hours apart where the clocks change */
  gint64 day;                      /* as bw_time_local_day() counts */
  gboolean new_era;                /* an era begins within this day: a new watch */
  guint n;                         /* readings behind ln_mean; 0: nothing is known */
  double ln_mean;                  /* of ln ms */
  gboolean has_score;              /* with a reading in the 36 h before its end, calibrated */
  double score;                    /* of the level, as it was known at the end of the day */
  gboolean has_week;
  double week_mean;                /* of ln_mean over the last 7 days */
  double week_cv_percent;          /* their standard deviation (n − 1) over their mean */
  gboolean has_normal;
  double normal_mean;              /* of ln_mean over the last 60 days */
  double normal_low, normal_high;  /* ± 0.5 standard deviations (n − 1) */
} BwTrendDay;

/* One reading that counts. */
typedef struct
{
  gint64 time_ms;                  /* UTC, its start */
  gint64 id;                       /* of the reading with beats; 0 where the measure has none */
  double ln_ms;
  gboolean at_night;               /* it began within a night's sleep */
} BwTrendReading;

/* Immutable and reference counted, for any thread. */
typedef struct
{
  BwMeasure measure;               /* resolved */
  GTimeZone *zone;
  gboolean of_nights;              /* the values are of nights, not of whole days */
  GArray *days;                    /* (element-type BwTrendDay): every day asked for, ascending */
  GArray *readings;                /* (element-type BwTrendReading): those of these days, ascending */
} BwTrend;

/**
 * bw_trend_from_series:
 * @from_ms, @to_ms: the days that begin before @to_ms and end after @from_ms; what came before
 *   @from_ms is looked back at, what came at or after @to_ms is not in the series or not used
 *
 * Returns: (transfer full): or %NULL when cancelled
 */
BwTrend *bw_trend_from_series (const BwSeries *series,
                               gint64          from_ms,
                               gint64          to_ms,
                               GCancellable   *cancellable,
                               GError        **error);

/**
 * bw_trend_new:
 * @measure: as for bw_forecast_run()
 * @from_ms: 0 for the first reading
 * @to_ms: %G_MAXINT64 for just after the newest data
 *
 * Errors: %BW_ERROR_TOO_FEW where there is not one reading.
 */
BwTrend *bw_trend_new (BwLibrary     *library,
                       BwMeasure      measure,
                       gint64         from_ms,
                       gint64         to_ms,
                       GCancellable  *cancellable,
                       GError       **error);

/* Without a day, for who fills it. */
BwTrend *bw_trend_new_empty (BwMeasure  measure,
                             GTimeZone *zone);
BwTrend *bw_trend_ref (const BwTrend *self);
void bw_trend_unref (BwTrend *self);

/* −1 where the 7-day mean of the day lies below its normal range, 1 above, 0 within or unknown. */
int bw_trend_day_get_side (const BwTrendDay *day);

/* For how many days up to the last one the 7-day mean has been on the same side outside of its
 * normal range: negative below, positive above, 0 within or not known. */
int bw_trend_get_days_out (const BwTrend *self);

/* The readings of the day: @n of them from the returned index on. */
guint bw_trend_find_readings (const BwTrend    *self,
                              const BwTrendDay *day,
                              guint            *n);

/* "Your 7-day mean has been below your normal range for 4 days." Returns: (transfer full) */
char *bw_trend_get_text (const BwTrend *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTrend, bw_trend_unref)

G_END_DECLS

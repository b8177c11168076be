/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast.h"

G_BEGIN_DECLS

/* One civil hour of the person's zone. Empty hours stay empty: a mask, never a made-up value. */
typedef struct
{
  gint64 start_ms;       /* UTC */
  gint8 hour;            /* 0 … 23, local */
  gint8 weekday;         /* 1 = Monday … 7 */
  guint8 has_hr, has_steps, has_energy, has_sleep, has_resting_hr;
  guint n;               /* readings of the measure that count */
  double mean_ms, min_ms, max_ms;   /* valid where n > 0 */
  double ln_mean;        /* mean of ln, valid where n > 0 */
  double hr_bpm;         /* mean */
  double steps;          /* by source priority, overlaps counted once */
  double active_kcal;    /* likewise */
  double asleep_min;     /* union of overlapping intervals, by source priority */
  double resting_hr_bpm; /* of the local day */
} BwHour;

/* A night, by the preferred source of sleep. */
typedef struct
{
  gint64 start_ms, end_ms; /* falling asleep first, waking last */
  double asleep_min;
  double in_bed_min;       /* at least asleep_min; waking within the night counts as in bed */
} BwHourlyNight;

/* A resting heart rate of a day, known from end_ms on. */
typedef struct
{
  gint64 end_ms;
  double bpm;
} BwHourlyResting;

typedef struct
{
  BwMeasure measure;     /* resolved, never AUTO */
  GTimeZone *zone;
  GArray *hours;         /* (element-type BwHour): every civil hour of the span, ascending */
  GArray *readings;      /* (element-type BwHourlyReading): single readings that count, ascending */
  GArray *nights;        /* (element-type BwHourlyNight): ascending */
  GArray *resting;       /* (element-type BwHourlyResting): one a day, ascending */
} BwHourly;

typedef struct
{
  gint64 time_ms;
  double value_ms;       /* RMSSD or SDNN */
  double se_ms;          /* negative unknown */
  gint32 source_id;      /* the watch with its software */
  gint32 device;         /* the watch: a new one begins a new era */
  gint64 id;             /* of the reading with beats it is of; 0: it has none */
} BwHourlyReading;

/* The measure a forecast of this library runs on: @wanted, or for AUTO the library's "measure"
 * setting, or else RMSSD from beats if most readings have beats, else imported RMSSD, else SDNN.
 * Returns BW_MEASURE_AUTO with @error %BW_ERROR_TOO_FEW where there is none at all. */
BwMeasure bw_hourly_choose_measure (BwLibrary  *library,
                                    BwMeasure   wanted,
                                    GError    **error);

/* The same as it was at @to_ms: nothing later is looked at. */
BwMeasure bw_hourly_choose_measure_until (BwLibrary  *library,
                                          BwMeasure   wanted,
                                          gint64      to_ms,
                                          GError    **error);

/* Whether @value_ms is one that is believed, and counts: within 5 … 250 ms of RMSSD, 5 … 300 of SDNN.
 * @measure: resolved */
gboolean bw_hourly_is_believed (BwMeasure measure,
                                double    value_ms);

/* Kilocalories in one of @unit, as Apple names it: "kcal", "kJ" … @unit: (nullable) */
double bw_hourly_get_kcal (const char *unit);

/* How many readings of @measure there are that count. */
gboolean bw_hourly_count_readings (BwLibrary  *library,
                                   BwMeasure   measure,
                                   guint      *n,
                                   GError    **error);

/**
 * bw_hourly_find_end:
 * @measure: resolved
 *
 * The start of the civil hour after the newest data: the last reading of @measure, or what else was
 * recorded up to three days after it. Records dated after their export was written do not count.
 * Errors: %BW_ERROR_TOO_FEW where there is no reading.
 */
gboolean bw_hourly_find_end (BwLibrary  *library,
                             BwMeasure   measure,
                             gint64     *end_ms,
                             GError    **error);

/* The start of the civil hour of the first reading in [from_ms, to_ms). Errors as above. */
gboolean bw_hourly_find_start (BwLibrary  *library,
                               BwMeasure   measure,
                               gint64      from_ms,
                               gint64      to_ms,
                               gint64     *start_ms,
                               GError    **error);

/**
 * bw_hourly_new:
 * @from_ms: 0 for the first reading of the measure
 * @to_ms: %G_MAXINT64 for bw_hourly_find_end()
 *
 * The series of the civil hours that begin in [from_ms, to_ms); of the last, where @to_ms cuts it,
 * the part before @to_ms. Nothing that ends after @to_ms is in it. At most the last 100 years, so that
 * a record of the year 1 does no harm.
 *
 * Returns: (transfer full)
 */
BwHourly *bw_hourly_new (BwLibrary     *library,
                         BwMeasure      measure,
                         gint64         from_ms,
                         gint64         to_ms,
                         GCancellable  *cancellable,
                         GError       **error);
void bw_hourly_free (BwHourly *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHourly, bw_hourly_free)

G_END_DECLS

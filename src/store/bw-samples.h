/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-library.h"

G_BEGIN_DECLS

/* Apple's names of the kinds the app itself asks for. */
#define BW_KIND_HEART_RATE "HKQuantityTypeIdentifierHeartRate"                      /* count/min */
#define BW_KIND_RESTING_HEART_RATE "HKQuantityTypeIdentifierRestingHeartRate"       /* count/min */
#define BW_KIND_STEPS "HKQuantityTypeIdentifierStepCount"                           /* count */
#define BW_KIND_ACTIVE_ENERGY "HKQuantityTypeIdentifierActiveEnergyBurned"          /* kcal */
#define BW_KIND_SLEEP "HKCategoryTypeIdentifierSleepAnalysis"                       /* category */
#define BW_KIND_SDNN "HKQuantityTypeIdentifierHeartRateVariabilitySDNN"             /* ms */
#define BW_KIND_RMSSD "HKQuantityTypeIdentifierHeartRateVariabilityRMSSD"           /* ms, iOS 27 */
#define BW_KIND_BLOOD_GLUCOSE "HKQuantityTypeIdentifierBloodGlucose"                /* mg/dL … */

/* What the categories of sleep begin with, Apple's names of its stages: "…InBed", "…AsleepREM". */
#define BW_SLEEP_STAGE_PREFIX "HKCategoryValueSleepAnalysis"

/* One record of any kind. Two records are the same where kind, unit, start, end, source, value
 * and creation date are; the file's order and the device pointer do not matter. */
typedef struct
{
  gint64 start_ms;  /* UTC */
  gint64 end_ms;    /* UTC, ≥ start_ms */
  double value;     /* quantity in the kind's unit; for a category kind the id of its category */
  gint32 kind;      /* bw_library_intern_kind() */
  gint32 source;    /* bw_library_intern_source() */
  gint16 offset_min; /* as the file gave it */
  guint8 nested;    /* from inside a Correlation or Workout */
  gint32 created_s; /* seconds from end_ms to when it was written down; 0 unknown */
} BwSample;

/* Ids of names; the row is made where it is new. Cached per connection, so cheap. The names are
 * kept verbatim. @unit is "" where there is none. @device comes without Apple's pointer.
 * Returns: the id, or 0 with @error */
gint32 bw_library_intern_kind (BwLibrary   *self,
                               const char  *name,
                               const char  *unit,
                               gboolean     category,
                               GError     **error);
gint32 bw_library_intern_source (BwLibrary   *self,
                                 const char  *name,
                                 const char  *version,
                                 const char  *device,
                                 GError     **error);
gint32 bw_library_intern_category (BwLibrary   *self,
                                   const char  *name,
                                   GError     **error);

/**
 * BwSampleWriter:
 *
 * Adds samples inside an open transaction, keeping the quarter-hour roll-ups true. Samples come
 * fastest in the order of Apple's files, by kind and then by time, and in portions of some
 * thousand.
 */
typedef struct _BwSampleWriter BwSampleWriter;

BwSampleWriter *bw_sample_writer_new (BwLibrary *library,
                                      gint64     import_id);
void bw_sample_writer_free (BwSampleWriter *self);

/**
 * bw_sample_writer_add:
 * @samples: (array length=n)
 * @n_records: (inout): how many of them count as records: all but those that repeat, nested, a
 *   top-level record (or the other way round). The same for every import of the same file, unless
 *   another file brought a record at the top level that this one has only nested
 * @n_new: (inout): how many the library did not hold
 *
 * Errors: %BW_ERROR_INVALID where a sample has no kind, no source, no finite value, or ends before
 * it starts; those of a full disk, a damaged library and %G_IO_ERROR_CANCELLED. After an error only
 * bw_library_rollback() is left to do.
 */
gboolean bw_sample_writer_add (BwSampleWriter  *self,
                               const BwSample  *samples,
                               gsize            n,
                               guint64         *n_records,
                               guint64         *n_new,
                               GError         **error);

/* Writes what is still held back (roll-ups). Call before the commit. */
gboolean bw_sample_writer_finish (BwSampleWriter  *self,
                                  GError         **error);

/* What the library holds of one kind, for `info` and the Library page. */
typedef struct
{
  char *name;       /* Apple's identifier */
  char *unit;       /* "" for none */
  gint64 count;
  gint64 first_ms;  /* start of the first, UTC */
  gint64 last_ms;   /* start of the last, UTC */
} BwKindInfo;

/* Returns: (transfer full) (element-type BwKindInfo): sorted by name; %NULL with @error */
GPtrArray *bw_library_list_kinds (BwLibrary  *self,
                                  GError    **error);

/* A sample as read back. The strings are owned by the connection and live as long as it. */
typedef struct
{
  gint64 start_ms;
  gint64 end_ms;
  double value;
  const char *category;  /* (nullable): for category kinds */
  const char *unit;
  const char *source;    /* source name */
  gint32 source_id;
  int offset_min;
  gint32 created_s;      /* seconds from end_ms to when it was written down; 0 unknown */
} BwSampleRow;

/* Takes a sample as it is read; it may neither write to the library nor read samples of it.
 * Returns: %FALSE with @error to read no more */
typedef gboolean (*BwSampleFunc) (const BwSampleRow  *row,
                                  gpointer            data,
                                  GError            **error);

/* Samples of a kind that start in [from_ms, to_ms), one after the other without all being held:
 * those of a unit by start, end, source and value, then those of the next unit. */
gboolean bw_library_each_sample (BwLibrary     *self,
                                 const char    *kind,
                                 gint64         from_ms,
                                 gint64         to_ms,
                                 BwSampleFunc   func,
                                 gpointer       data,
                                 GError       **error);

/* How many those are. */
gboolean bw_library_count_samples (BwLibrary   *self,
                                   const char  *kind,
                                   gint64       from_ms,
                                   gint64       to_ms,
                                   guint64     *n,
                                   GError     **error);

/* They as one array, those of all units by start.
 * Returns: (transfer full) (element-type BwSampleRow); %NULL with @error */
GArray *bw_library_read_samples (BwLibrary   *self,
                                 const char  *kind,
                                 gint64       from_ms,
                                 gint64       to_ms,
                                 GError     **error);

/* One quarter of an hour of one kind, over all sources. A sample belongs to the quarter it starts
 * in. */
typedef struct
{
  gint64 start_ms;  /* UTC, a multiple of 15 min */
  gint64 n;
  double sum;
  double min;
  double max;
} BwRollup;

/* One civil hour (or day) of one kind; empty ones are present with n = 0. */
typedef struct
{
  gint64 start_ms;  /* UTC */
  gint64 n;
  double sum;       /* sum / n is the mean; sum itself for counted things (steps, kcal) */
  double min;       /* 0 where n = 0 */
  double max;       /* 0 where n = 0 */
} BwHourValue;

/**
 * bw_library_read_hourly:
 * @kind: a quantity kind
 * @unit: (nullable): %NULL for the unit most samples have
 *
 * Civil hours of @zone that begin in [from_ms, to_ms), from the quarter-hour roll-ups (every civil
 * offset in use is a multiple of 15 min).
 *
 * Returns: (transfer full) (element-type BwHourValue); %NULL with @error
 */
GArray *bw_library_read_hourly (BwLibrary   *self,
                                const char  *kind,
                                const char  *unit,
                                GTimeZone   *zone,
                                gint64       from_ms,
                                gint64       to_ms,
                                GError     **error);

/* Removes everything measured (samples, readings, recordings, labels and notes, imports, models,
 * forecasts, predictions) and what is known of the person, and gives the space back; settings stay but
 * for those of the comparator, which are about days and models that are no more, and of shares, whose
 * dates were this person's. For "Erase": make a back-up first. */
gboolean bw_library_erase (BwLibrary  *self,
                           GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSampleWriter, bw_sample_writer_free)

G_END_DECLS

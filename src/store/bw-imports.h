/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-library.h"

G_BEGIN_DECLS

/* Something an import could not read, told once for all places that are alike. */
typedef struct
{
  char *file;    /* name within the archive or folder */
  gint64 line;   /* of the first; 0 unknown */
  char *what;    /* one sentence, translated when it was written */
  gint64 count;
} BwProblem;

void bw_problem_free (BwProblem *problem);

/* One import of one file, as kept. */
typedef struct
{
  gint64 id;
  char *path;           /* as given */
  char *format;         /* "apple-health", "apple-ecg", "rr", "rmssd-csv", "line-protocol", "edf",
                         * "beatwise-share" */
  gint64 time_ms;       /* when it was imported */
  gint64 exported_ms;   /* ExportDate of the file; 0 unknown */
  guint64 records;      /* all records read */
  guint64 n_new;
  guint64 readings, beats, ecgs, ecg_samples, workouts, activity_days, rr_recordings, skipped;
  double seconds;
  GPtrArray *problems;  /* (element-type BwProblem) */
} BwImport;

BwImport *bw_import_new (void);
void bw_import_free (BwImport *import);

/* Inside an open transaction: a row for an import that begins, and its final figures. */
gint64 bw_library_begin_import (BwLibrary   *self,
                                const char  *path,
                                const char  *format,
                                GError     **error);
gboolean bw_library_finish_import (BwLibrary       *self,
                                   gint64           import_id,
                                   const BwImport  *import,
                                   GError         **error);

/* Newest first, with their problems.
 * Returns: (transfer full) (element-type BwImport): %NULL with @error */
GPtrArray *bw_library_list_imports (BwLibrary  *self,
                                    GError    **error);

typedef struct
{
  char *activity;       /* Apple's identifier */
  gint64 start_ms;      /* UTC; only where time_known */
  gint64 end_ms;
  gboolean time_known;  /* real exports hold workouts whose dates are unreadable */
  int offset_min;
  gint32 source_id;
  double duration_min;  /* negative unknown */
  double energy_kcal;   /* negative unknown */
  double distance_m;    /* negative unknown */
} BwWorkout;

gboolean bw_library_add_workout (BwLibrary        *self,
                                 gint64            import_id,
                                 const BwWorkout  *workout,
                                 gboolean         *is_new,
                                 GError          **error);

/* One day's rings. Values negative where absent. */
typedef struct
{
  gint64 day;           /* civil day, bw_time_days_from_civil() */
  double energy_kcal, energy_goal_kcal;
  double exercise_min, exercise_goal_min;
  double stand_hours, stand_goal_hours;
  double move_min, move_goal_min;
} BwActivityDay;

gboolean bw_library_add_activity_day (BwLibrary            *self,
                                      gint64                import_id,
                                      const BwActivityDay  *day,
                                      gboolean             *is_new,
                                      GError              **error);

/* The person: "date-of-birth", "sex", "blood-type", "name" …, verbatim from the file.
 * The getter returns (transfer full) (nullable). */
gboolean bw_library_set_characteristic (BwLibrary   *self,
                                        const char  *key,
                                        const char  *value,
                                        GError     **error);
char *bw_library_get_characteristic (BwLibrary  *self,
                                     const char *key);

/* Counts one sleep record that names its time zone (HKTimeZone metadata); see
 * bw_library_get_zone(). */
gboolean bw_library_note_zone (BwLibrary   *self,
                               const char  *zone_id,
                               guint        count,
                               GError     **error);

/* All counts and spans at once. */
typedef struct
{
  gint64 records, readings, beats, ecgs, rr_recordings, workouts, activity_days;
  gint64 fasting, glucose;           /* labelled recordings */
  gint64 first_ms, last_ms;          /* over samples, readings and all recordings; 0 when empty */
  gint64 size_bytes;                 /* of the file and its WAL */
} BwLibraryCounts;

gboolean bw_library_get_counts (BwLibrary        *self,
                                BwLibraryCounts  *counts,
                                GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwProblem, bw_problem_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImport, bw_import_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-library.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/bw-time.h"
#include "store/bw-library-private.h"
#include "store/bw-recordings-private.h"
#include "store/bw-rr-recordings-private.h"

/* SQLite's findings that are told, of how ever many there are. */
#define INTEGRITY_FINDINGS "20"

/* Sums of the same numbers in another order. */
#define SUM_TOLERANCE 1e-9

/* A beat's clock time has no date and no zone; it is off by a step of the zones at most. */
#define BEAT_TOLERANCE_MS BW_TIME_QUARTER

#define ROWS_A_PROGRESS 65536

typedef struct
{
  BwLibrary *library;
  GPtrArray *problems;
  BwProgress *progress;
} Check;

/* What the samples of one quarter of an hour (and of one kind) come to. */
typedef struct
{
  gint32 kind;
  gint64 start_ms;
  gint64 n;
  double sum;
  double sum_abs;
  double min;
  double max;
} Quarter;

G_GNUC_PRINTF (2, 3)
static void
add_problem (Check      *check,
             const char *format,
             ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (check->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

static const char *
kind_name (Check  *check,
           gint32  kind)
{
  const BwName *name = bw_library_get_kind (check->library, kind);

  return name != NULL ? name->name : "?";
}

/* Tells what is wrong, if anything is, with the row that a statement stands on. */
typedef void (*RowTeller) (Check       *check,
                           BwStatement *row);

static gboolean
tell_rows (Check       *check,
           const char  *sql,
           RowTeller    tell,
           GError     **error)
{
  g_autoptr (BwStatement) statement = bw_library_prepare (check->library, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (bw_statement_next (check->library, statement, &local))
    tell (check, statement);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* --- SQLite's own look ------------------------------------------------------------------------ */

static void
tell_findings (Check       *check,
               BwStatement *row)
{
  const char *text = (const char *) sqlite3_column_text (row, 0);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (*lines[i] != '\0' && !g_str_equal (lines[i], "ok") && !g_str_has_prefix (lines[i], "***"))
        add_problem (check, _("The file is damaged: %s."), lines[i]);
    }
}

static gboolean
check_integrity (Check   *check,
                 GError **error)
{
  return tell_rows (check, "PRAGMA integrity_check (" INTEGRITY_FINDINGS ")", tell_findings, error);
}

static void
tell_references (Check       *check,
                 BwStatement *row)
{
  int n = sqlite3_column_int (row, 2);

  add_problem (check,
               g_dngettext (GETTEXT_PACKAGE,
                            "%d row of the table “%s” refers to nothing in “%s”.",
                            "%d rows of the table “%s” refer to nothing in “%s”.",
                            (gulong) n),
               n, sqlite3_column_text (row, 0), sqlite3_column_text (row, 1));
}

static gboolean
check_references (Check   *check,
                  GError **error)
{
  return tell_rows (check,
                    "SELECT \"table\", parent, count (*)"
                    " FROM pragma_foreign_key_check GROUP BY 1, 2", tell_references, error);
}

/* --- Samples against roll-ups, counts and names ----------------------------------------------- */

/* How many faults of a sort there were, by kind, told as one sentence a kind. */
static void
count_fault (GHashTable *faults,
             gint32      kind)
{
  gpointer key = GINT_TO_POINTER (kind);

  g_hash_table_insert (faults, key,
                       GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (faults, key)) + 1));
}

typedef struct
{
  Check *check;
  BwStatement *rollups;   /* in the order of samples */
  gboolean has_rollup;    /* the row it stands on is still to be met */
  GHashTable *faults;     /* kind → quarters that differ */
} RollupScan;

static gboolean
next_rollup (RollupScan  *scan,
             GError     **error)
{
  g_autoptr (GError) local = NULL;

  scan->has_rollup = bw_statement_next (scan->check->library, scan->rollups, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static int
compare_rollup (BwStatement   *rollup,
                const Quarter *quarter)
{
  gint32 kind = sqlite3_column_int (rollup, 0);
  gint64 start_ms = sqlite3_column_int64 (rollup, 1);

  if (quarter == NULL || kind != quarter->kind)
    return quarter == NULL || kind < quarter->kind ? -1 : 1;
  return (start_ms > quarter->start_ms) - (start_ms < quarter->start_ms);
}

/* Passes the roll-ups before that of @quarter, which are of no samples, and compares it with its
 * own. With %NULL passes all that are left. */
static gboolean
compare_quarter (RollupScan     *scan,
                 const Quarter  *quarter,
                 GError        **error)
{
  gboolean same;

  while (scan->has_rollup && compare_rollup (scan->rollups, quarter) < 0)
    {
      count_fault (scan->faults, sqlite3_column_int (scan->rollups, 0));
      if (!next_rollup (scan, error))
        return FALSE;
    }
  if (quarter == NULL)
    return TRUE;
  if (!scan->has_rollup || compare_rollup (scan->rollups, quarter) != 0)
    {
      count_fault (scan->faults, quarter->kind);
      return TRUE;
    }

  same = sqlite3_column_int64 (scan->rollups, 2) == quarter->n
         && fabs (sqlite3_column_double (scan->rollups, 3) - quarter->sum)
            <= SUM_TOLERANCE * quarter->sum_abs
         && !(sqlite3_column_double (scan->rollups, 4) < quarter->min)
         && !(sqlite3_column_double (scan->rollups, 4) > quarter->min)
         && !(sqlite3_column_double (scan->rollups, 5) < quarter->max)
         && !(sqlite3_column_double (scan->rollups, 5) > quarter->max);
  if (!same)
    count_fault (scan->faults, quarter->kind);
  return next_rollup (scan, error);
}

static void
add_to_quarter (Quarter *quarter,
                double   value)
{
  quarter->min = quarter->n > 0 ? MIN (quarter->min, value) : value;
  quarter->max = quarter->n > 0 ? MAX (quarter->max, value) : value;
  quarter->n++;
  quarter->sum += value;
  quarter->sum_abs += fabs (value);
}

static gint64
count_samples (BwLibrary *library)
{
  g_autoptr (BwStatement) statement = NULL;

  statement = bw_library_prepare (library, "SELECT sum (n_samples) FROM kind", NULL);
  if (statement == NULL || !bw_statement_next (library, statement, NULL))
    return 0;
  return sqlite3_column_int64 (statement, 0);
}

static gboolean
scan_rollups (RollupScan   *scan,
              BwStatement  *samples,
              GError      **error)
{
  BwLibrary *library = scan->check->library;
  gint64 expected = MAX (1, count_samples (library));
  g_autoptr (GError) local = NULL;
  Quarter quarter = { 0 };
  gint64 rows = 0;

  if (!next_rollup (scan, error))
    return FALSE;
  while (bw_statement_next (library, samples, &local))
    {
      gint32 kind = sqlite3_column_int (samples, 0);
      gint64 start_ms = bw_quarter_of (sqlite3_column_int64 (samples, 1));

      if (quarter.n > 0 && (kind != quarter.kind || start_ms != quarter.start_ms))
        {
          if (!compare_quarter (scan, &quarter, error))
            return FALSE;
          quarter.n = 0;
        }
      if (quarter.n == 0)
        quarter = (Quarter) { .kind = kind, .start_ms = start_ms };
      add_to_quarter (&quarter, sqlite3_column_double (samples, 2));
      if (++rows % ROWS_A_PROGRESS == 0)
        bw_progress_update (scan->check->progress, (double) rows / (double) expected);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (quarter.n > 0 && !compare_quarter (scan, &quarter, error))
    return FALSE;
  return compare_quarter (scan, NULL, error);
}

static gboolean
check_rollups (Check   *check,
               GError **error)
{
  g_autoptr (BwStatement) samples = NULL;
  g_autoptr (BwStatement) rollups = NULL;
  g_autoptr (GHashTable) faults = g_hash_table_new (NULL, NULL);
  RollupScan scan = { .check = check, .faults = faults };
  GHashTableIter iter;
  gpointer kind, n;

  samples = bw_library_prepare (check->library,
                                "SELECT s.kind_id, s.start_ms, s.value"
                                " FROM kind k CROSS JOIN sample s ON s.kind_id = k.id"
                                " WHERE k.is_category = 0 ORDER BY k.id, s.start_ms", error);
  rollups = samples == NULL ? NULL
            : bw_library_prepare (check->library,
                                  "SELECT kind_id, start_ms, n, sum, min, max FROM rollup"
                                  " ORDER BY kind_id, start_ms", error);
  if (rollups == NULL)
    return FALSE;
  scan.rollups = rollups;
  if (!scan_rollups (&scan, samples, error))
    return FALSE;

  g_hash_table_iter_init (&iter, faults);
  while (g_hash_table_iter_next (&iter, &kind, &n))
    add_problem (check,
                 g_dngettext (GETTEXT_PACKAGE,
                              "%d quarter of an hour has wrong sums of “%s”.",
                              "%d quarters of an hour have wrong sums of “%s”.",
                              (gulong) GPOINTER_TO_INT (n)),
                 GPOINTER_TO_INT (n), kind_name (check, GPOINTER_TO_INT (kind)));
  return TRUE;
}

/* Rows of how many, of which kind. */
static void
tell_wrong_count (Check       *check,
                  BwStatement *row)
{
  int n = sqlite3_column_int (row, 0);
  g_autofree char *kind = bw_statement_dup_word (row, 1);

  add_problem (check,
               g_dngettext (GETTEXT_PACKAGE,
                            "%d record too many or too few is counted for “%s”.",
                            "%d records too many or too few are counted for “%s”.",
                            (gulong) n),
               n, kind);
}

static void
tell_stray_samples (Check       *check,
                    BwStatement *row)
{
  int n = sqlite3_column_int (row, 0);
  g_autofree char *kind = bw_statement_dup_word (row, 1);

  add_problem (check,
               g_dngettext (GETTEXT_PACKAGE,
                            "%d record of “%s” has an unknown kind, source, category or "
                            "import.",
                            "%d records of “%s” have an unknown kind, source, category or "
                            "import.",
                            (gulong) n),
               n, kind);
}

/* Samples have no FOREIGN KEY clauses (see bw-schema.c): what those hold is looked at here. */
static gboolean
check_samples (Check   *check,
               GError **error)
{
  return tell_rows (check,
                    "SELECT abs (k.n_samples - n), k.name FROM"
                    " (SELECT id, (SELECT count (*) FROM sample WHERE kind_id = kind.id) AS n"
                    "  FROM kind) JOIN kind k USING (id) WHERE k.n_samples <> n",
                    tell_wrong_count, error)
         && tell_rows (check,
                       "SELECT count (*), ifnull (k.name, s.kind_id)"
                       " FROM sample s LEFT JOIN kind k ON k.id = s.kind_id"
                       " WHERE k.id IS NULL OR s.duration_ms < 0"
                       " OR NOT EXISTS (SELECT 1 FROM source WHERE id = s.source_id)"
                       " OR NOT EXISTS (SELECT 1 FROM import WHERE id = s.import_id)"
                       " OR k.is_category AND NOT EXISTS"
                       "   (SELECT 1 FROM category WHERE id = CAST (s.value AS INTEGER))"
                       " GROUP BY s.kind_id", tell_stray_samples, error);
}

/* --- Readings and recordings --------------------------------------------------------------- */

static void
tell_beat_count (Check       *check,
                 BwStatement *row)
{
  add_problem (check, _("Reading %lld has not the beats that it should have."),
               (long long) sqlite3_column_int64 (row, 0));
}

static gboolean
check_beat_counts (Check   *check,
                   GError **error)
{
  return tell_rows (check,
                    "SELECT id FROM reading WHERE end_ms < start_ms OR n_beats <>"
                    " (SELECT count (*) FROM beat WHERE reading_id = reading.id)",
                    tell_beat_count, error);
}

static gboolean
check_readings (Check   *check,
                GError **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GError) local = NULL;
  gint64 last_id = 0;
  gint64 last_ms = 0;
  gint64 told_id = 0;

  if (!check_beat_counts (check, error))
    return FALSE;

  statement = bw_library_prepare (check->library,
                                  "SELECT b.reading_id, b.time_ms, r.start_ms, r.end_ms, b.bpm"
                                  " FROM beat b JOIN reading r ON r.id = b.reading_id"
                                  " ORDER BY b.reading_id, b.n", error);
  if (statement == NULL)
    return FALSE;
  while (bw_statement_next (check->library, statement, &local))
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      gint64 time_ms = sqlite3_column_int64 (statement, 1);

      if (id != told_id
          && ((id == last_id && time_ms < last_ms)
              || time_ms < bw_time_add (sqlite3_column_int64 (statement, 2), -BEAT_TOLERANCE_MS)
              || time_ms > bw_time_add (sqlite3_column_int64 (statement, 3), BEAT_TOLERANCE_MS)
              || sqlite3_column_int (statement, 4) < 0))
        {
          add_problem (check, _("The beats of reading %lld do not lie in it."), (long long) id);
          told_id = id;
        }
      last_id = id;
      last_ms = time_ms;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
tell_recording (Check       *check,
                BwStatement *row)
{
  const char *name = (const char *) sqlite3_column_text (row, 0);
  const void *blob = sqlite3_column_blob (row, 4);
  gint64 size = sqlite3_column_bytes (row, 4);
  double rate_hz = sqlite3_column_double (row, 3);

  if (sqlite3_column_type (row, 4) == SQLITE_NULL || size % sizeof (gint32) != 0
      || size / (gint64) sizeof (gint32) != sqlite3_column_int64 (row, 1))
    add_problem (check, _("The ECG “%s” has not as many samples as it should have."), name);
  else
    {
      g_autofree char *hash = bw_recording_hash (size > 0 ? blob : "", (gsize) size);

      if (g_strcmp0 (hash, (const char *) sqlite3_column_text (row, 2)) != 0)
        add_problem (check, _("The samples of the ECG “%s” are not those that were imported."),
                     name);
    }
  if (!(rate_hz > 0 && isfinite (rate_hz)))
    add_problem (check, _("The ECG “%s” has no sample rate."), name);
  if (sqlite3_column_int (row, 5) == 0)
    add_problem (check, _("The ECG “%s” has a number of beats, a heart rate or a quality that "
                          "cannot be."), name);
  if (sqlite3_column_int (row, 6) == 0)
    add_problem (check, _("The ECG “%s” has no label and tells when it was labelled."), name);
}

static gboolean
check_recordings (Check   *check,
                  GError **error)
{
  return tell_rows (check,
                    "SELECT name, n_samples, hash, rate_hz, samples_nv,"
                    " iif (analysis_version IS NULL,"
                    "   n_beats IS NULL AND hr_bpm IS NULL AND quality IS NULL,"
                    "   n_beats >= 0 AND ifnull (hr_bpm > 0, TRUE)"
                    "   AND ifnull (quality BETWEEN 0 AND 1, FALSE)),"
                    " label IS NOT NULL OR labelled_ms IS NULL"
                    " FROM recording LEFT JOIN recording_samples"
                    " ON recording_id = id ORDER BY id", tell_recording, error);
}

static void
tell_rr_recording (Check       *check,
                   BwStatement *row)
{
  const char *name = (const char *) sqlite3_column_text (row, 0);
  const void *values = sqlite3_column_blob (row, 4);
  gsize values_size = (gsize) sqlite3_column_bytes (row, 4);
  const void *gaps = sqlite3_column_blob (row, 5);
  gsize gaps_size = (gsize) sqlite3_column_bytes (row, 5);
  g_autofree char *hash = bw_rr_hash_blobs (values, values_size, gaps, gaps_size);
  g_autoptr (BwRrIntervals) intervals = NULL;

  intervals = bw_rr_intervals_from_blobs (values, values_size, gaps, gaps_size);
  if (sqlite3_column_type (row, 4) == SQLITE_NULL || intervals == NULL
      || (gint64) intervals->n != sqlite3_column_int64 (row, 1))
    add_problem (check, _("The RR recording “%s” has not the intervals that it should have."), name);
  else if (g_strcmp0 (hash, (const char *) sqlite3_column_text (row, 3)) != 0)
    add_problem (check, _("The intervals of the RR recording “%s” are not those that were imported."),
                 name);
  else if (!(fabs (sqlite3_column_double (row, 2)
                   - bw_rr_intervals_get_duration_ms (intervals))
             <= SUM_TOLERANCE * sqlite3_column_double (row, 2)))
    add_problem (check, _("The RR recording “%s” is not as long as its intervals."), name);
}

static gboolean
check_rr_recordings (Check   *check,
                     GError **error)
{
  return tell_rows (check,
                    "SELECT name, n_intervals, duration_ms, hash, values_ms, gaps"
                    " FROM rr_recording LEFT JOIN rr_recording_values"
                    " ON rr_recording_id = id ORDER BY id", tell_rr_recording, error);
}

static void
tell_edits (Check       *check,
            BwStatement *row)
{
  long long id = sqlite3_column_int64 (row, 1);

  switch (sqlite3_column_int (row, 0))
    {
    case 0:
      add_problem (check, _("The edits of the beats of reading %lld cannot be read."), id);
      break;
    case 1:
      add_problem (check, _("The edits of the beats of recording %lld cannot be read."), id);
      break;
    default:
      add_problem (check, _("The edits of the beats of RR recording %lld cannot be read."), id);
      break;
    }
}

/* As with forecasts, what they say is text to SQLite. */
static gboolean
check_edits (Check   *check,
             GError **error)
{
  return tell_rows (check,
                    "SELECT iif (reading_id IS NOT NULL, 0, iif (recording_id IS NOT NULL, 1, 2)),"
                    " coalesce (reading_id, recording_id, rr_recording_id)"
                    " FROM beat_edit WHERE iif (json_valid (json), json_type (json)"
                    " IS NOT 'object', 1) ORDER BY id", tell_edits, error);
}

/* --- Forecasts ------------------------------------------------------------------------------ */

static void
tell_forecast (Check       *check,
               BwStatement *row)
{
  const char *measure = (const char *) sqlite3_column_text (row, 1);

  if (measure == NULL)
    add_problem (check, _("Forecast %lld cannot be read."),
                 (long long) sqlite3_column_int64 (row, 0));
  else
    /* Translators: %s is the id of a measure: rmssd, sdnn … */
    add_problem (check, _("The backtest of “%s” cannot be read."), measure);
}

/* What they say is text to SQLite, and has to be JSON to those who read it. */
static gboolean
check_forecasts (Check   *check,
                 GError **error)
{
  return tell_rows (check,
                    "SELECT id, NULL FROM forecast WHERE NOT json_valid (json)"
                    " UNION ALL"
                    " SELECT id, measure FROM backtest WHERE NOT json_valid (json)",
                    tell_forecast, error);
}

/* -------------------------------------------------------------------------------------------- */

static gboolean
check_all (Check   *check,
           GError **error)
{
  static const struct
  {
    gboolean (*run) (Check   *check,
                     GError **error);
    double share;
    const char *stage;
  } parts[] = {
    { check_integrity, 0.4, N_("Checking the file…") },
    { check_references, 0.05, N_("Checking references…") },
    { check_rollups, 0.3, N_("Checking sums…") },
    { check_samples, 0.15, N_("Checking records…") },
    { check_readings, 0.05, N_("Checking readings…") },
    { check_recordings, 0.03, N_("Checking ECGs…") },
    { check_rr_recordings, 0.008, N_("Checking RR recordings…") },
    { check_edits, 0.002, N_("Checking edits…") },
    { check_forecasts, 0.01, N_("Checking forecasts…") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GError) local = NULL;

      bw_progress_begin_stage (check->progress, _(parts[i].stage), parts[i].share);
      if (parts[i].run (check, &local))
        continue;
      if (!g_error_matches (local, BW_ERROR, BW_ERROR_DAMAGED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      /* Where a page cannot be read, that is what was found, if nothing said so more clearly. */
      if (check->problems->len == 0)
        g_ptr_array_add (check->problems, g_strdup (local->message));
    }
  return TRUE;
}

gboolean
bw_library_check (BwLibrary     *self,
                  GPtrArray    **problems,
                  BwProgress    *progress,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GCancellable) outer = NULL;
  Check check = { self, found, progress };
  gboolean done;

  g_return_val_if_fail (self != NULL && problems != NULL && !self->in_transaction, FALSE);

  if (g_cancellable_is_cancelled (cancellable))
    return bw_set_cancelled (error);
  /* One snapshot for all of it, whoever writes meanwhile. */
  if (!bw_library_execute (self, "BEGIN", error))
    return FALSE;
  bw_library_refresh_names (self);
  g_set_object (&outer, self->cancellable);
  bw_library_set_cancellable (self, cancellable != NULL ? cancellable : outer);
  done = check_all (&check, error);
  bw_library_set_cancellable (self, outer);
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);

  if (done)
    *problems = g_steal_pointer (&found);
  return done;
}

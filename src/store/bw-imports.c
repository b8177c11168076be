/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-imports.h"

#include <glib/gstdio.h>

#include "store/bw-library-private.h"

void
bw_problem_free (BwProblem *problem)
{
  if (problem == NULL)
    return;
  g_free (problem->file);
  g_free (problem->what);
  g_free (problem);
}

BwImport *
bw_import_new (void)
{
  BwImport *import = g_new0 (BwImport, 1);

  import->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_problem_free);
  return import;
}

void
bw_import_free (BwImport *import)
{
  if (import == NULL)
    return;
  g_free (import->path);
  g_free (import->format);
  g_clear_pointer (&import->problems, g_ptr_array_unref);
  g_free (import);
}

gint64
bw_library_begin_import (BwLibrary   *self,
                         const char  *path,
                         const char  *format,
                         GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autofree char *shown = NULL;

  g_return_val_if_fail (self != NULL && self->in_transaction, 0);
  g_return_val_if_fail (path != NULL && format != NULL, 0);

  shown = g_utf8_make_valid (path, -1);
  statement = bw_library_prepare (
      self, "INSERT INTO import (path, format, time_ms) VALUES (?, ?, ?)", error);
  if (statement == NULL)
    return 0;
  bw_statement_bind (statement, "ssl", shown, format, g_get_real_time () / 1000);
  if (!bw_statement_run (self, statement, error))
    return 0;

  /* Workouts that are alike are numbered within their file. */
  g_clear_pointer (&self->repeats, g_hash_table_unref);
  return sqlite3_last_insert_rowid (self->db);
}

static gboolean
add_problem (BwLibrary        *self,
             gint64            import_id,
             guint             n,
             const BwProblem  *problem,
             GError          **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autofree char *file = g_utf8_make_valid (problem->file != NULL ? problem->file : "", -1);
  g_autofree char *what = g_utf8_make_valid (problem->what != NULL ? problem->what : "", -1);

  statement = bw_library_prepare (self,
                                  "INSERT INTO problem (import_id, n, file, line, what, count)"
                                  " VALUES (?, ?, ?, ?, ?, ?)",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "llslsl", import_id, (gint64) n, file, problem->line, what,
                     problem->count);
  return bw_statement_run (self, statement, error);
}

gboolean
bw_library_finish_import (BwLibrary       *self,
                          gint64           import_id,
                          const BwImport  *import,
                          GError         **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && self->in_transaction, FALSE);
  g_return_val_if_fail (import != NULL, FALSE);

  statement = bw_library_prepare (self, "UPDATE import SET exported_ms = ?, records = ?, n_new = ?,"
                                        " readings = ?, beats = ?, ecgs = ?, ecg_samples = ?,"
                                        " workouts = ?, activity_days = ?, rr_recordings = ?,"
                                        " skipped = ?, seconds = ? WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "zlllllllllldl", import->exported_ms, (gint64) import->records,
                     (gint64) import->n_new, (gint64) import->readings, (gint64) import->beats,
                     (gint64) import->ecgs, (gint64) import->ecg_samples,
                     (gint64) import->workouts, (gint64) import->activity_days,
                     (gint64) import->rr_recordings, (gint64) import->skipped, import->seconds,
                     import_id);
  if (!bw_statement_run (self, statement, error))
    return FALSE;

  for (guint i = 0; import->problems != NULL && i < import->problems->len; i++)
    if (!add_problem (self, import_id, i, g_ptr_array_index (import->problems, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_problems (BwLibrary  *self,
               BwImport   *import,
               GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  statement = bw_library_prepare (self, "SELECT file, line, what, count FROM problem"
                                        " WHERE import_id = ? ORDER BY n", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "l", import->id);
  while (bw_statement_next (self, statement, &local))
    {
      BwProblem *problem = g_new0 (BwProblem, 1);

      problem->file = bw_statement_dup_word (statement, 0);
      problem->line = sqlite3_column_int64 (statement, 1);
      problem->what = bw_statement_dup_word (statement, 2);
      problem->count = sqlite3_column_int64 (statement, 3);
      g_ptr_array_add (import->problems, problem);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GPtrArray *
bw_library_list_imports (BwLibrary  *self,
                         GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GPtrArray) imports = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self, "SELECT id, path, format, time_ms, exported_ms, records,"
                                        " n_new, readings, beats, ecgs, ecg_samples, workouts,"
                                        " activity_days, skipped, seconds, rr_recordings FROM import"
                                        " ORDER BY id DESC", error);
  if (statement == NULL)
    return NULL;

  imports = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_import_free);
  while (bw_statement_next (self, statement, &local))
    {
      BwImport *import = bw_import_new ();

      g_ptr_array_add (imports, import);
      import->id = sqlite3_column_int64 (statement, 0);
      import->path = bw_statement_dup_word (statement, 1);
      import->format = bw_statement_dup_word (statement, 2);
      import->time_ms = sqlite3_column_int64 (statement, 3);
      import->exported_ms = sqlite3_column_int64 (statement, 4);
      import->records = (guint64) sqlite3_column_int64 (statement, 5);
      import->n_new = (guint64) sqlite3_column_int64 (statement, 6);
      import->readings = (guint64) sqlite3_column_int64 (statement, 7);
      import->beats = (guint64) sqlite3_column_int64 (statement, 8);
      import->ecgs = (guint64) sqlite3_column_int64 (statement, 9);
      import->ecg_samples = (guint64) sqlite3_column_int64 (statement, 10);
      import->workouts = (guint64) sqlite3_column_int64 (statement, 11);
      import->activity_days = (guint64) sqlite3_column_int64 (statement, 12);
      import->skipped = (guint64) sqlite3_column_int64 (statement, 13);
      import->seconds = sqlite3_column_double (statement, 14);
      import->rr_recordings = (guint64) sqlite3_column_int64 (statement, 15);
      if (!read_problems (self, import, error))
        return NULL;
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&imports);
}

gboolean
bw_library_get_counts (BwLibrary        *self,
                       BwLibraryCounts  *counts,
                       GError          **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *wal = NULL;
  GStatBuf info;

  g_return_val_if_fail (self != NULL && counts != NULL, FALSE);

  *counts = (BwLibraryCounts) { 0 };
  /* The first and last start of a kind are at the ends of its stretch of the key. */
  statement
      = bw_library_prepare (self,
                            "WITH span (first, last) AS ("
                            " SELECT (SELECT min (start_ms) FROM sample WHERE kind_id = kind.id),"
                            "        (SELECT max (start_ms) FROM sample WHERE kind_id = kind.id)"
                            " FROM kind"
                            " UNION ALL SELECT min (start_ms), max (start_ms) FROM reading"
                            " UNION ALL SELECT min (start_ms), max (start_ms) FROM recording"
                            " UNION ALL SELECT min (start_ms), max (start_ms) FROM rr_recording)"
                            "SELECT (SELECT sum (n_samples) FROM kind),"
                            " (SELECT count (*) FROM reading),"
                            " (SELECT sum (n_beats) FROM reading),"
                            " (SELECT count (*) FROM recording),"
                            " (SELECT count (*) FROM workout),"
                            " (SELECT count (*) FROM activity_day),"
                            " (SELECT count (*) FROM recording WHERE label = 'fasting'),"
                            " (SELECT count (*) FROM recording WHERE label = 'glucose'),"
                            " min (first), max (last),"
                            " (SELECT count (*) FROM rr_recording) FROM span",
                            error);
  if (statement == NULL)
    return FALSE;
  if (!bw_statement_next (self, statement, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  counts->records = sqlite3_column_int64 (statement, 0);
  counts->readings = sqlite3_column_int64 (statement, 1);
  counts->beats = sqlite3_column_int64 (statement, 2);
  counts->ecgs = sqlite3_column_int64 (statement, 3);
  counts->workouts = sqlite3_column_int64 (statement, 4);
  counts->activity_days = sqlite3_column_int64 (statement, 5);
  counts->fasting = sqlite3_column_int64 (statement, 6);
  counts->glucose = sqlite3_column_int64 (statement, 7);
  counts->first_ms = sqlite3_column_int64 (statement, 8);
  counts->last_ms = sqlite3_column_int64 (statement, 9);
  counts->rr_recordings = sqlite3_column_int64 (statement, 10);

  wal = g_strconcat (self->path, "-wal", NULL);
  if (g_stat (self->path, &info) == 0)
    counts->size_bytes += info.st_size;
  if (g_stat (wal, &info) == 0)
    counts->size_bytes += info.st_size;
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-samples.h"

#include "base/bw-time.h"
#include "store/bw-library-private.h"

static void
kind_info_free (gpointer data)
{
  BwKindInfo *info = data;

  g_free (info->name);
  g_free (info->unit);
  g_free (info);
}

static gpointer
make_kind_info (BwStatement *statement)
{
  BwKindInfo *info = g_new0 (BwKindInfo, 1);

  info->name = bw_statement_dup_word (statement, 0);
  info->unit = bw_statement_dup_word (statement, 1);
  info->count = sqlite3_column_int64 (statement, 2);
  info->first_ms = sqlite3_column_int64 (statement, 3);
  info->last_ms = sqlite3_column_int64 (statement, 4);
  return info;
}

GPtrArray *
bw_library_list_kinds (BwLibrary  *self,
                       GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self,
                                  "SELECT name, unit, n_samples,"
                                  " (SELECT min (start_ms) FROM sample WHERE kind_id = kind.id),"
                                  " (SELECT max (start_ms) FROM sample WHERE kind_id = kind.id)"
                                  " FROM kind WHERE n_samples > 0 ORDER BY name, unit, is_category",
                                  error);
  if (statement == NULL)
    return NULL;
  return bw_statement_make_rows (self, statement, make_kind_info, kind_info_free, error);
}

static gboolean
each_sample_of (BwLibrary     *self,
                gint32         kind_id,
                gint64         from_ms,
                gint64         to_ms,
                BwSampleFunc   func,
                gpointer       data,
                GError       **error)
{
  const BwName *kind = bw_library_get_kind (self, kind_id);
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  statement = bw_library_prepare (self, "SELECT start_ms, duration_ms, value, source_id, offset_min,"
                                        " created_s FROM sample WHERE kind_id = ? AND start_ms >= ?"
                                        " AND start_ms < ?"
                                        " ORDER BY start_ms, duration_ms, source_id, value,"
                                        " created_s", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "ill", (int) kind_id, from_ms, to_ms);
  while (bw_statement_next (self, statement, &local))
    {
      BwSampleRow row = {
        .start_ms = sqlite3_column_int64 (statement, 0),
        .value = sqlite3_column_double (statement, 2),
        .unit = kind != NULL ? kind->unit : "",
        .source = "",
        .source_id = sqlite3_column_int (statement, 3),
        .offset_min = sqlite3_column_int (statement, 4),
        .created_s = sqlite3_column_int (statement, 5),
      };
      const BwName *source = bw_library_get_source (self, row.source_id);

      row.end_ms = bw_time_add (row.start_ms, sqlite3_column_int64 (statement, 1));
      if (source != NULL)
        row.source = source->name;
      if (kind != NULL && kind->category)
        {
          const BwName *category = bw_library_get_category (self, (gint32) row.value);

          row.category = category != NULL ? category->name : NULL;
        }
      if (!func (&row, data, error))
        return FALSE;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Ids of a kind, one a unit. Returns: (transfer full) (element-type gint64); %NULL with @error */
static GArray *
read_kind_ids (BwLibrary   *self,
               const char  *kind,
               GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;

  if (!self->in_transaction)
    bw_library_refresh_names (self);
  statement = bw_library_prepare (self, "SELECT id FROM kind WHERE name = ? ORDER BY id", error);
  if (statement == NULL)
    return NULL;
  bw_statement_bind (statement, "s", kind);
  return bw_statement_read_ids (self, statement, error);
}

gboolean
bw_library_each_sample (BwLibrary     *self,
                        const char    *kind,
                        gint64         from_ms,
                        gint64         to_ms,
                        BwSampleFunc   func,
                        gpointer       data,
                        GError       **error)
{
  g_autoptr (GArray) ids = NULL;

  g_return_val_if_fail (self != NULL && kind != NULL && func != NULL, FALSE);

  ids = read_kind_ids (self, kind, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!each_sample_of (self, (gint32) g_array_index (ids, gint64, i), from_ms, to_ms, func, data,
                         error))
      return FALSE;
  return TRUE;
}

gboolean
bw_library_count_samples (BwLibrary   *self,
                          const char  *kind,
                          gint64       from_ms,
                          gint64       to_ms,
                          guint64     *n,
                          GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;
  gboolean there = FALSE;

  g_return_val_if_fail (self != NULL && kind != NULL && n != NULL, FALSE);

  statement = bw_library_prepare (self, "SELECT count (*) FROM sample WHERE kind_id IN"
                                        " (SELECT id FROM kind WHERE name = ?)"
                                        " AND start_ms >= ? AND start_ms < ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "sll", kind, from_ms, to_ms);
  if (!bw_statement_find (self, statement, &there, error))
    return FALSE;
  *n = there ? (guint64) sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  const BwSampleRow *row_a = a, *row_b = b;

  if (row_a->start_ms != row_b->start_ms)
    return row_a->start_ms < row_b->start_ms ? -1 : 1;
  return (row_a->end_ms > row_b->end_ms) - (row_a->end_ms < row_b->end_ms);
}

static gboolean
append_sample (const BwSampleRow  *row,
               gpointer            data,
               GError            **error)
{
  g_array_append_vals (data, row, 1);
  return TRUE;
}

GArray *
bw_library_read_samples (BwLibrary   *self,
                         const char  *kind,
                         gint64       from_ms,
                         gint64       to_ms,
                         GError     **error)
{
  GArray *rows;

  g_return_val_if_fail (self != NULL && kind != NULL, NULL);

  rows = g_array_new (FALSE, FALSE, sizeof (BwSampleRow));
  if (!bw_library_each_sample (self, kind, from_ms, to_ms, append_sample, rows, error))
    {
      g_array_unref (rows);
      return NULL;
    }
  for (guint i = 1; i < rows->len; i++)
    if (compare_starts (&g_array_index (rows, BwSampleRow, i - 1),
                        &g_array_index (rows, BwSampleRow, i)) > 0)
      {
        g_array_sort (rows, compare_starts);
        break;
      }
  return rows;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-samples.h"

#include "base/bw-time.h"
#include "store/bw-library-private.h"

/* The longest a civil hour lasts, with room to spare: a day of 25 h is two hours of one name, not a
 * longer one, but half-hour shifts exist. */
#define HOUR_AT_MOST (3 * BW_TIME_HOUR)

/* Id of the quantity kind of that name and unit, or with the most samples; 0 for none. */
static gboolean
find_kind (BwLibrary   *self,
           const char  *name,
           const char  *unit,
           gint32      *id,
           GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;
  gboolean there;

  statement = bw_library_prepare (self, "SELECT id FROM kind WHERE name = ?1 AND is_category = 0"
                                        " AND (?2 IS NULL OR unit = ?2)"
                                        " ORDER BY n_samples DESC, id LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "ss", name, unit);
  if (!bw_statement_find (self, statement, &there, error))
    return FALSE;
  *id = there ? sqlite3_column_int (statement, 0) : 0;
  return TRUE;
}

static void
add_quarter (BwHourValue *hour,
             gint64       n,
             double       sum,
             double       min,
             double       max)
{
  hour->min = hour->n > 0 ? MIN (hour->min, min) : min;
  hour->max = hour->n > 0 ? MAX (hour->max, max) : max;
  hour->sum += sum;
  hour->n += n;
}

GArray *
bw_library_read_hourly (BwLibrary   *self,
                        const char  *kind,
                        const char  *unit,
                        GTimeZone   *zone,
                        gint64       from_ms,
                        gint64       to_ms,
                        GError     **error)
{
  g_autoptr (GArray) starts = NULL;
  g_autoptr (GArray) hours = NULL;
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GError) local = NULL;
  guint n_hours = 0;
  guint hour = 0;
  gint32 kind_id;

  g_return_val_if_fail (self != NULL && kind != NULL && zone != NULL, NULL);

  if (!find_kind (self, kind, unit, &kind_id, error))
    return NULL;

  /* With those after the last: where it ends. */
  starts = bw_time_hours (zone, from_ms, to_ms + HOUR_AT_MOST);
  while (n_hours < starts->len && g_array_index (starts, gint64, n_hours) < to_ms)
    n_hours++;
  hours = g_array_sized_new (FALSE, TRUE, sizeof (BwHourValue), n_hours);
  g_array_set_size (hours, n_hours);
  for (guint i = 0; i < n_hours; i++)
    g_array_index (hours, BwHourValue, i).start_ms = g_array_index (starts, gint64, i);
  if (n_hours == 0 || kind_id == 0)
    return g_steal_pointer (&hours);

  statement = bw_library_prepare (self, "SELECT start_ms, n, sum, min, max FROM rollup"
                                        " WHERE kind_id = ? AND start_ms >= ? AND start_ms < ?"
                                        " ORDER BY start_ms", error);
  if (statement == NULL)
    return NULL;
  bw_statement_bind (statement, "ill", (int) kind_id, g_array_index (starts, gint64, 0),
                     g_array_index (starts, gint64, n_hours));
  while (bw_statement_next (self, statement, &local))
    {
      gint64 start_ms = sqlite3_column_int64 (statement, 0);

      while (start_ms >= g_array_index (starts, gint64, hour + 1))
        hour++;
      add_quarter (&g_array_index (hours, BwHourValue, hour), sqlite3_column_int64 (statement, 1),
                   sqlite3_column_double (statement, 2), sqlite3_column_double (statement, 3),
                   sqlite3_column_double (statement, 4));
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&hours);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-imports.h"

#include <string.h>

#include "base/bw-time.h"
#include "store/bw-library-private.h"

/* What makes a workout the same as another: activity, times, duration and source; where the times
 * could not be read, all else that is known of it. Numbers exactly, as the bits of the double. */
static char *
make_identity (const BwWorkout *workout)
{
  char duration[G_ASCII_DTOSTR_BUF_SIZE];
  char energy[G_ASCII_DTOSTR_BUF_SIZE];
  char distance[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (duration, sizeof duration, workout->duration_min);
  if (workout->time_known)
    return g_strdup_printf ("%s|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%s|%d", workout->activity,
                            workout->start_ms, workout->end_ms, duration, workout->source_id);

  g_ascii_dtostr (energy, sizeof energy, workout->energy_kcal);
  g_ascii_dtostr (distance, sizeof distance, workout->distance_m);
  return g_strdup_printf ("%s|?|%s|%d|%s|%s", workout->activity, duration, workout->source_id,
                          energy, distance);
}

/* How many of this identity the running import had before. Only where the time is unknown can two
 * that look alike be two. */
static gint64
count_repeat (BwLibrary  *self,
              const char *identity)
{
  gpointer n;

  if (self->repeats == NULL)
    self->repeats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  n = g_hash_table_lookup (self->repeats, identity);
  g_hash_table_insert (self->repeats, g_strdup (identity),
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (n) + 1));
  return GPOINTER_TO_UINT (n);
}

gboolean
bw_library_add_workout (BwLibrary        *self,
                        gint64            import_id,
                        const BwWorkout  *workout,
                        gboolean         *is_new,
                        GError          **error)
{
  g_autofree char *identity = NULL;
  g_autoptr (BwStatement) statement = NULL;
  gint64 repeat = 0;

  g_return_val_if_fail (self != NULL && self->in_transaction, FALSE);
  g_return_val_if_fail (workout != NULL && workout->activity != NULL, FALSE);

  identity = make_identity (workout);
  if (!workout->time_known)
    repeat = count_repeat (self, identity);

  statement = bw_library_prepare (self,
                                  "INSERT INTO workout (identity, repeat, activity, start_ms,"
                                  " end_ms, offset_min, source_id, duration_min, energy_kcal,"
                                  " distance_m, import_id)"
                                  " VALUES (?1, ?2, ?3, iif (?12, ?4, NULL), iif (?12, ?5, NULL),"
                                  " ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO NOTHING",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "slslliinnnli", identity, repeat, workout->activity,
                     workout->start_ms, workout->end_ms, workout->offset_min,
                     (int) workout->source_id, workout->duration_min, workout->energy_kcal,
                     workout->distance_m, import_id, workout->time_known ? 1 : 0);
  if (!bw_statement_run (self, statement, error))
    return FALSE;
  if (is_new != NULL)
    *is_new = sqlite3_changes (self->db) > 0;
  return TRUE;
}

gboolean
bw_library_add_activity_day (BwLibrary            *self,
                             gint64                import_id,
                             const BwActivityDay  *day,
                             gboolean             *is_new,
                             GError              **error)
{
  g_autofree char *date = NULL;
  g_autoptr (BwStatement) find = NULL;
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GError) local = NULL;
  gboolean held;

  g_return_val_if_fail (self != NULL && self->in_transaction, FALSE);
  g_return_val_if_fail (day != NULL, FALSE);

  date = bw_time_format_day (day->day);
  find = bw_library_prepare (self, "SELECT 1 FROM activity_day WHERE day = ?", error);
  if (find == NULL)
    return FALSE;
  bw_statement_bind (find, "s", date);
  held = bw_statement_next (self, find, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  /* The rings of a day go on growing until it is over: a later export knows better. */
  statement = bw_library_prepare (self,
                                  "INSERT INTO activity_day VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                  " ON CONFLICT DO UPDATE SET"
                                  " energy_kcal = excluded.energy_kcal,"
                                  " energy_goal_kcal = excluded.energy_goal_kcal,"
                                  " exercise_min = excluded.exercise_min,"
                                  " exercise_goal_min = excluded.exercise_goal_min,"
                                  " stand_hours = excluded.stand_hours,"
                                  " stand_goal_hours = excluded.stand_goal_hours,"
                                  " move_min = excluded.move_min,"
                                  " move_goal_min = excluded.move_goal_min",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "snnnnnnnnl", date, day->energy_kcal, day->energy_goal_kcal,
                     day->exercise_min, day->exercise_goal_min, day->stand_hours,
                     day->stand_goal_hours, day->move_min, day->move_goal_min, import_id);
  if (!bw_statement_run (self, statement, error))
    return FALSE;
  if (is_new != NULL)
    *is_new = !held;
  return TRUE;
}

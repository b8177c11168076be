/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-imports.h"

#include "store/bw-library-private.h"

/* Small texts by key: settings, the person's characteristics, and the zone. */

static char *
get_text (BwLibrary  *self,
          const char *sql,
          const char *key)
{
  g_autoptr (BwStatement) statement = bw_library_prepare (self, sql, NULL);

  if (statement == NULL)
    return NULL;
  if (key != NULL)
    bw_statement_bind (statement, "s", key);
  return bw_statement_next (self, statement, NULL) ? bw_statement_dup_text (statement, 0) : NULL;
}

static gboolean
set_text (BwLibrary   *self,
          const char  *upsert,
          const char  *clear,
          const char  *key,
          const char  *value,
          GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;

  statement = bw_library_prepare (self, value != NULL ? upsert : clear, error);
  if (statement == NULL)
    return FALSE;
  if (value != NULL)
    bw_statement_bind (statement, "ss", key, value);
  else
    bw_statement_bind (statement, "s", key);
  return bw_statement_run (self, statement, error);
}

char *
bw_library_get_setting (BwLibrary  *self,
                        const char *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  return get_text (self, "SELECT value FROM setting WHERE key = ?", key);
}

gboolean
bw_library_set_setting (BwLibrary   *self,
                        const char  *key,
                        const char  *value,
                        GError     **error)
{
  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  return set_text (self,
                   "INSERT INTO setting (key, value) VALUES (?, ?)"
                   " ON CONFLICT DO UPDATE SET value = excluded.value",
                   "DELETE FROM setting WHERE key = ?", key, value, error);
}

char *
bw_library_get_characteristic (BwLibrary  *self,
                               const char *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  return get_text (self, "SELECT value FROM characteristic WHERE key = ?", key);
}

gboolean
bw_library_set_characteristic (BwLibrary   *self,
                               const char  *key,
                               const char  *value,
                               GError     **error)
{
  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  return set_text (self,
                   "INSERT INTO characteristic (key, value) VALUES (?, ?)"
                   " ON CONFLICT DO UPDATE SET value = excluded.value",
                   "DELETE FROM characteristic WHERE key = ?", key, value, error);
}

gboolean
bw_library_note_zone (BwLibrary   *self,
                      const char  *zone_id,
                      guint        count,
                      GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && zone_id != NULL, FALSE);

  statement = bw_library_prepare (self, "INSERT INTO zone_note (zone, n) VALUES (?, ?)"
                                        " ON CONFLICT DO UPDATE SET n = n + excluded.n", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "sl", zone_id, (gint64) count);
  return bw_statement_run (self, statement, error);
}

GTimeZone *
bw_library_get_zone (BwLibrary *self)
{
  g_autofree char *setting = NULL;
  g_autofree char *noted = NULL;
  GTimeZone *zone = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  setting = bw_library_get_setting (self, "zone");
  if (setting != NULL && *setting != '\0')
    zone = g_time_zone_new_identifier (setting);
  if (zone == NULL)
    {
      noted = get_text (self, "SELECT zone FROM zone_note ORDER BY n DESC, zone LIMIT 1", NULL);
      if (noted != NULL)
        zone = g_time_zone_new_identifier (noted);
    }
  return zone != NULL ? zone : g_time_zone_new_local ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-dictionary-private.h"

#include <string.h>

/* Columns that mean the same wherever they stand. */
static const BwDictionaryColumn common[] = {
  { "id", "", "Number of the row" },
  { "start_ms", "ms since 1970 UTC", "Start" },
  { "end_ms", "ms since 1970 UTC", "End; the start for a moment" },
  { "start", "ISO 8601 UTC", "Start" },
  { "end", "ISO 8601 UTC", "End" },
  { "start_local", "ISO 8601", "Start, by the clock that was there" },
  { "end_local", "ISO 8601", "End, by the clock that was there" },
  { "day", "date", "Day of the start, by the calendar that was there" },
  { "offset_min", "min", "Minutes east of UTC of the clock that was there" },
  { "time_known", "0 or 1", "Whether the time of day is known; else it is given as noon" },
  { "edited", "0 or 1", "Whether edits of its beats, or settings of its own, are kept" },
  { "source", "", "Device or app it comes from" },
  { "source_version", "", "Version of its software" },
  { "source_id", "", "The row of “source”" },
  { "kind_id", "", "The row of “kind”" },
  { "import_id", "", "The import that brought it" },
  { "issued", "ISO 8601 UTC", "The moment it is for: nothing later went into it" },
  { "issued_local", "ISO 8601", "The same by the person’s clock" },
};

const BwDictionaryEntry *
bw_dictionary_find (const char *name)
{
  const BwDictionaryEntry *const halves[] = { bw_dictionary_tables, bw_dictionary_views };

  for (guint half = 0; half < G_N_ELEMENTS (halves); half++)
    for (const BwDictionaryEntry *entry = halves[half]; entry->name != NULL; entry++)
      if (strcmp (entry->name, name) == 0)
        return entry;
  return NULL;
}

static const BwDictionaryColumn *
find_own (const BwDictionaryEntry *entry,
          const char              *column)
{
  for (const BwDictionaryColumn *own = entry->columns; own->name != NULL; own++)
    if (strcmp (own->name, column) == 0)
      return own;
  return NULL;
}

const BwDictionaryColumn *
bw_dictionary_find_column (const char *name,
                           const char *column)
{
  const BwDictionaryColumn *found = NULL;

  g_return_val_if_fail (name != NULL && column != NULL, NULL);

  while (found == NULL && name != NULL)
    {
      const BwDictionaryEntry *entry = bw_dictionary_find (name);

      found = entry != NULL ? find_own (entry, column) : NULL;
      name = entry != NULL ? entry->base : NULL;
    }
  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (common); i++)
    if (strcmp (common[i].name, column) == 0)
      found = &common[i];
  return found;
}

/* One row of the table: an entry, or a column of it. */
static int
insert_row (sqlite3_stmt            *insert,
            const BwDictionaryEntry *entry,
            gboolean                 is_view,
            int                      position,
            const char              *name,
            const char              *unit,
            const char              *meaning)
{
  int rc;

  sqlite3_bind_text (insert, 1, entry->name, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 2, is_view ? "view" : "table", -1, SQLITE_STATIC);
  sqlite3_bind_int (insert, 3, position);
  sqlite3_bind_text (insert, 4, name, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 5, unit, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 6, meaning, -1, SQLITE_STATIC);
  rc = sqlite3_step (insert);
  sqlite3_reset (insert);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* The columns of an entry as the file has them, in their order. */
static int
write_entry (sqlite3_stmt            *columns,
             sqlite3_stmt            *insert,
             const BwDictionaryEntry *entry,
             gboolean                 is_view)
{
  int rc = insert_row (insert, entry, is_view, 0, "", "", entry->meaning);

  sqlite3_bind_text (columns, 1, entry->name, -1, SQLITE_STATIC);
  while (rc == SQLITE_OK && (rc = sqlite3_step (columns)) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (columns, 1);
      const BwDictionaryColumn *column = bw_dictionary_find_column (entry->name, name);

      rc = insert_row (insert, entry, is_view, sqlite3_column_int (columns, 0), name,
                       column != NULL ? column->unit : "", column != NULL ? column->meaning : "");
    }
  sqlite3_reset (columns);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int
bw_dictionary_write (sqlite3 *db)
{
  const BwDictionaryEntry *const halves[] = { bw_dictionary_tables, bw_dictionary_views };
  sqlite3_stmt *columns = NULL, *insert = NULL;
  int rc = sqlite3_exec (db, "DELETE FROM dictionary", NULL, NULL, NULL);
  int trusted = 1;

  /* SQLite 3.40 takes its own JSON functions for unsafe within views of a schema that is not trusted,
   * even where it is but to name the columns; these views were made by this transaction. */
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &trusted);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2 (db, "SELECT cid + 1, name FROM pragma_table_info (?) ORDER BY cid", -1,
                             &columns, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2 (db, "INSERT INTO dictionary VALUES (?, ?, ?, ?, ?, ?)", -1, &insert,
                             NULL);
  for (guint half = 0; half < G_N_ELEMENTS (halves); half++)
    for (const BwDictionaryEntry *entry = halves[half]; rc == SQLITE_OK && entry->name != NULL;
         entry++)
      rc = write_entry (columns, insert, entry, half == 1);
  sqlite3_finalize (columns);
  sqlite3_finalize (insert);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, trusted, NULL);
  return rc;
}

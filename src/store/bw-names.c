/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-library-private.h"

#include <string.h>

/* Joins the columns of a unique name; does not occur in text that XML or a CSV can hold. */
#define SEPARATOR "\x1f"

/* Names are few (some hundred), so what was seen stays; but ids are only right as long as no
 * transaction that made them was taken back, and nobody else erased the library. */

static void
names_init (BwNames *names)
{
  names->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  names->by_id = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

static void
names_clear (BwNames *names)
{
  g_clear_pointer (&names->by_text, g_hash_table_unref);
  g_clear_pointer (&names->by_id, g_hash_table_unref);
}

static void
names_forget (BwNames *names)
{
  g_hash_table_remove_all (names->by_text);
  g_hash_table_remove_all (names->by_id);
}

void
bw_library_init_names (BwLibrary *self)
{
  self->strings = g_string_chunk_new (4096);
  self->names_version = -1;
  names_init (&self->kinds);
  names_init (&self->sources);
  names_init (&self->categories);
}

void
bw_library_clear_names (BwLibrary *self)
{
  names_clear (&self->kinds);
  names_clear (&self->sources);
  names_clear (&self->categories);
  g_clear_pointer (&self->repeats, g_hash_table_unref);
  g_string_chunk_free (self->strings);
}

void
bw_library_refresh_names (BwLibrary *self)
{
  gint64 version = bw_library_get_version (self);

  if (version == self->names_version)
    return;
  names_forget (&self->kinds);
  names_forget (&self->sources);
  names_forget (&self->categories);
  self->names_version = version;
}

/* Runs @select, and where it finds nothing @insert, with the same texts bound. */
static gint32
intern (BwLibrary    *self,
        BwNames      *names,
        const char   *select,
        const char   *insert,
        char         *key, /* taken */
        const char   *types,
        const char   *text1,
        const char   *text2,
        const char   *text3,
        GError      **error)
{
  g_autofree char *owned_key = key;
  gint32 id = GPOINTER_TO_INT (g_hash_table_lookup (names->by_text, key));
  const char *texts[] = { text1, text2, text3 };

  if (id != 0)
    return id;

  for (int pass = 0; pass < 2 && id == 0; pass++)
    {
      g_autoptr (BwStatement) statement = NULL;
      g_autoptr (GError) local = NULL;

      statement = bw_library_prepare (self, pass == 0 ? select : insert, error);
      if (statement == NULL)
        return 0;
      for (guint i = 0; i < strlen (types); i++)
        sqlite3_bind_text (statement, (int) i + 1, texts[i], -1, SQLITE_STATIC);
      if (bw_statement_next (self, statement, &local))
        id = sqlite3_column_int (statement, 0);
      else if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return 0;
        }
    }
  g_hash_table_insert (names->by_text, g_steal_pointer (&owned_key), GINT_TO_POINTER (id));
  return id;
}

gint32
bw_library_intern_kind (BwLibrary   *self,
                        const char  *name,
                        const char  *unit,
                        gboolean     category,
                        GError     **error)
{
  g_return_val_if_fail (self != NULL && name != NULL && unit != NULL, 0);

  if (category)
    return intern (
        self, &self->kinds, "SELECT id FROM kind WHERE name = ?1 AND unit = ?2 AND is_category = 1",
        "INSERT INTO kind (name, unit, is_category) VALUES (?1, ?2, 1) RETURNING id",
        g_strjoin (SEPARATOR, name, unit, "category", NULL), "ss", name, unit, NULL, error);
  return intern (self, &self->kinds,
                 "SELECT id FROM kind WHERE name = ?1 AND unit = ?2 AND is_category = 0",
                 "INSERT INTO kind (name, unit, is_category) VALUES (?1, ?2, 0) RETURNING id",
                 g_strjoin (SEPARATOR, name, unit, NULL), "ss", name, unit, NULL, error);
}

gint32
bw_library_intern_source (BwLibrary   *self,
                          const char  *name,
                          const char  *version,
                          const char  *device,
                          GError     **error)
{
  g_return_val_if_fail (self != NULL && name != NULL, 0);

  version = version != NULL ? version : "";
  device = device != NULL ? device : "";
  return intern (self, &self->sources,
                 "SELECT id FROM source WHERE name = ?1 AND version = ?2 AND device = ?3",
                 "INSERT INTO source (name, version, device) VALUES (?1, ?2, ?3) RETURNING id",
                 g_strjoin (SEPARATOR, name, version, device, NULL), "sss", name, version, device,
                 error);
}

gint32
bw_library_intern_category (BwLibrary   *self,
                            const char  *name,
                            GError     **error)
{
  g_return_val_if_fail (self != NULL && name != NULL, 0);

  return intern (self, &self->categories,
                 "SELECT id FROM category WHERE name = ?1",
                 "INSERT INTO category (name) VALUES (?1) RETURNING id",
                 g_strdup (name), "s", name, NULL, NULL, error);
}

static const BwName *
get_name (BwLibrary  *self,
          BwNames    *names,
          gint32      id,
          const char *select)
{
  BwName *name = g_hash_table_lookup (names->by_id, GINT_TO_POINTER (id));
  g_autoptr (BwStatement) statement = NULL;

  if (name != NULL)
    return name;

  statement = bw_library_prepare (self, select, NULL);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, id);
  if (!bw_statement_next (self, statement, NULL))
    return NULL;

  name = g_new0 (BwName, 1);
  name->name = g_string_chunk_insert_const (self->strings,
                                            (const char *) sqlite3_column_text (statement, 0));
  name->unit = g_string_chunk_insert_const (self->strings,
                                            (const char *) sqlite3_column_text (statement, 1));
  name->category = sqlite3_column_int (statement, 2);
  g_hash_table_insert (names->by_id, GINT_TO_POINTER (id), name);
  return name;
}

const BwName *
bw_library_get_kind (BwLibrary *self,
                     gint32     id)
{
  return get_name (self, &self->kinds, id, "SELECT name, unit, is_category FROM kind WHERE id = ?");
}

const BwName *
bw_library_get_source (BwLibrary *self,
                       gint32     id)
{
  return get_name (self, &self->sources, id, "SELECT name, '', 0 FROM source WHERE id = ?");
}

const BwName *
bw_library_get_category (BwLibrary *self,
                         gint32     id)
{
  return get_name (self, &self->categories, id, "SELECT name, '', 0 FROM category WHERE id = ?");
}

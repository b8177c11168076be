/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include "store/bw-dictionary-private.h"
#include "store/bw-rows.h"
#include "store/bw-schema.h"

#include <glib/gstdio.h>
#include <string.h>

/* The library explains itself: views of all there is, and words for every column. */

/* The names that a query gives, on a connection of another program. Returns: (element-type utf8) */
static GPtrArray *
query_names (const char *path,
             const char *sql,
             const char *parameter)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (parameter != NULL)
    sqlite3_bind_text (statement, 1, parameter, -1, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (names, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return names;
}

static gboolean
holds (GPtrArray  *names,
       const char *name)
{
  return g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
}

/* Of one table or view: every column is told of, and every one that is told of is there. */
static void
assert_told (const char *path,
             const char *object)
{
  const BwDictionaryEntry *entry = bw_dictionary_find (object);
  g_autoptr (GPtrArray) columns
    = query_names (path, "SELECT name FROM pragma_table_info (?)", object);
  g_autoptr (GPtrArray) told
    = query_names (path, "SELECT name FROM dictionary WHERE object = ? AND position > 0"
                         " ORDER BY position", object);

  g_test_message ("%s", object);
  g_assert_nonnull (entry);
  g_assert_cmpstr (entry->meaning, !=, "");
  g_assert_cmpuint (columns->len, ==, told->len);
  for (guint i = 0; i < columns->len; i++)
    {
      const char *name = g_ptr_array_index (columns, i);
      const BwDictionaryColumn *column = bw_dictionary_find_column (object, name);

      g_test_message ("%s.%s", object, name);
      g_assert_cmpstr (name, ==, g_ptr_array_index (told, i));
      g_assert_nonnull (column);
      g_assert_cmpstr (column->meaning, !=, "");
      g_assert_nonnull (column->unit);
    }
  for (const BwDictionaryColumn *own = entry->columns; own->name != NULL; own++)
    {
      g_test_message ("%s.%s", object, own->name);
      g_assert_true (holds (columns, own->name));
    }
  g_assert_true (entry->base == NULL || bw_dictionary_find (entry->base) != NULL);
}

static void
assert_all_told (const char *path)
{
  const BwDictionaryEntry *const halves[] = { bw_dictionary_tables, bw_dictionary_views };
  static const char *const types[] = { "table", "view" };

  for (guint half = 0; half < G_N_ELEMENTS (halves); half++)
    {
      g_autoptr (GPtrArray) names
        = query_names (path, "SELECT name FROM sqlite_schema WHERE type = ?"
                             " AND name NOT LIKE 'sqlite_%'", types[half]);
      g_autoptr (GPtrArray) told
        = query_names (path, "SELECT object FROM dictionary WHERE kind = ? AND position = 0",
                       types[half]);
      guint n = 0;

      g_assert_cmpuint (names->len, >, 20);
      g_assert_cmpuint (told->len, ==, names->len);
      for (guint i = 0; i < names->len; i++)
        assert_told (path, g_ptr_array_index (names, i));
      for (const BwDictionaryEntry *entry = halves[half]; entry->name != NULL; entry++, n++)
        g_assert_true (holds (names, entry->name));
      g_assert_cmpuint (n, ==, names->len);
    }
}

/* In a new library, and in each that was of an older version. */
static void
test_told (Fixture       *fixture,
           gconstpointer  data)
{
  assert_all_told (fixture->path);
  for (int version = 1; version < bw_schema_get_version (); version++)
    {
      g_autofree char *name = g_strdup_printf ("version-%d.beatwise", version);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr (BwLibrary) library = NULL;
      g_autoptr (GError) error = NULL;

      bw_schema_create_file (path, version, &error);
      g_assert_no_error (error);
      /* What somebody else put there is not ours to tell of, nor in the way. */
      fixture_sql (path, "CREATE TABLE mine (a); CREATE VIEW mine_too AS SELECT gone FROM mine");
      library = bw_library_open (path, BW_LIBRARY_WRITE, &error);
      g_assert_no_error (error);
      g_clear_pointer (&library, bw_library_close);
      fixture_sql (path, "DROP VIEW mine_too; DROP TABLE mine");
      assert_all_told (path);
    }
}

/* The words of version 7, as libraries have them: other words are a new step, so that those libraries
 * get them too. */
static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) rows
    = query_names (fixture->path, "SELECT printf ('%s|%s|%d|%s|%s|%s', object, kind, position, name,"
                                  " unit, meaning) FROM dictionary ORDER BY object, position", NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);

  for (guint i = 0; i < rows->len; i++)
    g_checksum_update (checksum, g_ptr_array_index (rows, i), -1);
  g_assert_cmpint (bw_schema_get_version (), ==, 7);
  g_assert_cmpstr (g_checksum_get_string (checksum), ==, "cb789a660294ec404ba87ae5be2c203a");
}

static const char *const id_columns[] = { "id" };

static BwRows *
open_rows (BwLibrary         *library,
           const BwRowsQuery *query,
           gint64             from_ms,
           gint64             to_ms)
{
  g_autoptr (GError) error = NULL;
  BwRows *rows = bw_library_open_rows (library, query, from_ms, to_ms, &error);

  g_assert_no_error (error);
  return rows;
}

static guint64
count (BwLibrary         *library,
       const BwRowsQuery *query,
       gint64             from_ms,
       gint64             to_ms)
{
  g_autoptr (GError) error = NULL;
  guint64 n = 0, read = 0;
  g_autoptr (BwRows) rows = open_rows (library, query, from_ms, to_ms);

  g_assert_true (bw_library_count_rows (library, query, from_ms, to_ms, &n, &error));
  g_assert_no_error (error);
  while (bw_rows_next (rows, &error))
    read++;
  g_assert_no_error (error);
  g_assert_cmpuint (read, ==, n);
  return n;
}

/* Every view of libraries of every version can be read by who only reads, and leaves the file alone. */
static void
test_versions (Fixture       *fixture,
               gconstpointer  data)
{
  for (int version = BW_SCHEMA_OLDEST_READABLE; version <= bw_schema_get_version (); version++)
    {
      g_autofree char *name = g_strdup_printf ("version-%d.beatwise", version);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr (BwLibrary) library = NULL;
      g_autoptr (GError) error = NULL;
      gint64 n;

      bw_schema_create_file (path, version, &error);
      g_assert_no_error (error);
      n = fixture_query (path, "SELECT count (*) FROM sqlite_schema");
      library = bw_library_open (path, BW_LIBRARY_READ, &error);
      g_assert_no_error (error);
      for (const BwDictionaryEntry *entry = bw_dictionary_views; entry->name != NULL; entry++)
        {
          g_autoptr (GPtrArray) columns
            = query_names (fixture->path, "SELECT name FROM pragma_table_info (?)", entry->name);
          const BwRowsQuery query = { .view = entry->name,
                                      .columns = (const char *const *) columns->pdata,
                                      .n_columns = columns->len };

          g_test_message ("version %d, %s", version, entry->name);
          g_assert_cmpuint (count (library, &query, 0, G_MAXINT64), ==,
                            strcmp (entry->name, "v_person") == 0 ? 1 : 0);
        }
      /* It still only reads. */
      g_assert_false (bw_library_set_setting (library, "measure", "sdnn", NULL));
      g_clear_pointer (&library, bw_library_close);
      g_assert_cmpint (fixture_query (path, "SELECT count (*) FROM sqlite_schema"), ==, n);
      g_assert_cmpint (fixture_query (path, "PRAGMA user_version"), ==, version);
    }
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const columns[] = { "id", "start_ms", "text", "tags", "end", "start_local" };
  const BwRowsQuery query = { .view = "v_annotation", .columns = columns,
                              .n_columns = G_N_ELEMENTS (columns), .span = "start_ms",
                              .order = "start_ms" };
  BwRowsQuery of_text = query;
  g_autoptr (BwRows) rows = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = 0;
  double number = 0;

  of_text.filter = "text";
  of_text.filter_text = "first";
  fixture_add_annotation (fixture, FIRST_MS + 1000, FIRST_MS + 2000, "second", "race");
  fixture_add_annotation (fixture, FIRST_MS, FIRST_MS, "first", "");
  fixture_add_annotation (fixture, -5000, -5000, "before all", "");

  g_assert_cmpuint (count (fixture->library, &query, 0, G_MAXINT64), ==, 3);
  g_assert_cmpuint (count (fixture->library, &query, 1, G_MAXINT64), ==, 2);
  g_assert_cmpuint (count (fixture->library, &query, FIRST_MS, FIRST_MS + 1000), ==, 1);
  g_assert_cmpuint (count (fixture->library, &query, FIRST_MS + 1, FIRST_MS + 1000), ==, 0);
  g_assert_cmpuint (count (fixture->library, &of_text, 0, G_MAXINT64), ==, 1);
  g_assert_cmpuint (count (fixture->library, &of_text, FIRST_MS + 1, G_MAXINT64), ==, 0);

  rows = open_rows (fixture->library, &query, FIRST_MS, G_MAXINT64);
  g_assert_true (bw_rows_next (rows, &error));
  g_assert_true (bw_rows_get_int (rows, 0, &id));
  g_assert_cmpint (id, ==, 2);
  g_assert_true (bw_rows_get_double (rows, 1, &number));
  g_assert_cmpfloat (number, ==, (double) FIRST_MS);
  g_assert_cmpstr (bw_rows_get_text (rows, 2), ==, "first");
  g_assert_false (bw_rows_get_int (rows, 2, &id));
  g_assert_false (bw_rows_get_double (rows, 2, &number));
  g_assert_cmpstr (bw_rows_get_text (rows, 4), ==, "2023-01-01T00:00:00.000Z");
  g_assert_cmpstr (bw_rows_get_text (rows, 5), ==, "2023-01-01T01:00:00.000+01:00");
  g_assert_true (bw_rows_next (rows, &error));
  g_assert_cmpstr (bw_rows_get_text (rows, 3), ==, "race");
  g_assert_false (bw_rows_next (rows, &error));
  g_assert_no_error (error);
}

static void
assert_local (Fixture    *fixture,
              const char *start_ms,
              const char *offset_min,
              const char *expected)
{
  g_autofree char *sql
    = g_strdup_printf ("UPDATE annotation SET start_ms = %s, end_ms = %s, offset_min = %s", start_ms,
                       start_ms, offset_min);
  g_autoptr (GPtrArray) local = NULL;

  fixture_sql (fixture->path, sql);
  local = query_names (fixture->path, "SELECT start_local FROM v_annotation", NULL);
  g_assert_cmpstr (g_ptr_array_index (local, 0), ==, expected);
}

/* Clocks west of UTC, of half hours, before 1970, across midnight, to the millisecond. */
static void
test_local (Fixture       *fixture,
            gconstpointer  data)
{
  fixture_add_annotation (fixture, FIRST_MS, FIRST_MS, "a", "");
  assert_local (fixture, "1672531200250", "-480", "2022-12-31T16:00:00.250-08:00");
  assert_local (fixture, "1672531200001", "330", "2023-01-01T05:30:00.001+05:30");
  assert_local (fixture, "1672531200999", "-210", "2022-12-31T20:30:00.999-03:30");
  assert_local (fixture, "-1", "0", "1969-12-31T23:59:59.999+00:00");
  assert_local (fixture, "-86400000", "-30", "1969-12-30T23:30:00.000-00:30");
}

/* What a library keeps as JSON may be somebody else's, and so may its views. */
static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const texts[]
    = { "", "[1, 2", "5", "null", "\"x\"", "[]", "{\"hours\": 5, \"models\": 5, \"pushes\": \"x\"}",
        "{\"hours\": [5, \"x\", null, [1], {}, {\"time\": 7, \"median_ms\": \"many\"}],"
        " \"pushes\": [5, {\"term\": [1]}], \"edits\": [5, {}, {\"kind\": 7}],"
        " \"models\": [5, {\"name\": 7, \"by_block\": [5, {}], \"vs_average_percent\": 5}],"
        " \"by_day\": [5, {\"day\": 7}],"
        " \"evaluation\": {\"rules\": [5, {\"waves\": \"x\"}], \"rivals\": 5, \"by_day\": [{}, 5],"
        " \"recordings\": [5, {\"label\": 5}], \"made\": \"yesterday\"},"
        " \"curves\": [5, {\"train\": 5}, {\"epoch\": null}, {\"train\": [1, \"x\"]}]}" };
  gint64 model = fixture_add_model (fixture, 1);
  g_autoptr (GError) error = NULL;

  fixture_add_forecast (fixture, FIRST_MS, "lstm", model, "{}");
  fixture_add_recordings (fixture, 1);
  fixture_sql (fixture->path, "INSERT INTO backtest (made_ms, measure, from_ms, to_ms, stride_h,"
                              " fingerprint, json) VALUES (1, 'rmssd', 1, 2, 6, 'ff', '{}');"
                              "INSERT INTO beat_edit (recording_id, json, changed_ms)"
                              " VALUES (1, '{}', 1);"
                              "DROP VIEW v_model; CREATE VIEW v_model AS SELECT 'lie' AS id");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      char *sql = sqlite3_mprintf ("UPDATE model SET metrics = %Q; UPDATE forecast SET json = %Q;"
                                   "UPDATE backtest SET json = %Q; UPDATE beat_edit SET json = %Q",
                                   texts[i], texts[i], texts[i], texts[i]);

      fixture_sql (fixture->path, sql);
      sqlite3_free (sql);
      for (const BwDictionaryEntry *entry = bw_dictionary_views; entry->name != NULL; entry++)
        {
          g_autoptr (GPtrArray) columns
            = query_names (fixture->path, "SELECT name FROM dictionary WHERE object = ?"
                                          " AND position > 0", entry->name);
          const BwRowsQuery query = { .view = entry->name,
                                      .columns = (const char *const *) columns->pdata,
                                      .n_columns = columns->len };

          g_test_message ("%s: %s", entry->name, texts[i]);
          count (fixture->library, &query, 0, G_MAXINT64);
        }
    }
  {
    const BwRowsQuery query = { .view = "v_model", .columns = id_columns, .n_columns = 1 };
    g_autoptr (BwRows) rows = open_rows (fixture->library, &query, 0, G_MAXINT64);
    gint64 id = 0;

    g_assert_true (bw_rows_next (rows, &error));
    g_assert_true (bw_rows_get_int (rows, 0, &id));
    g_assert_cmpint (id, ==, model);
  }
}

/* Text that is not in UTF-8 comes out so that it is. */
static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const columns[] = { "text" };
  const BwRowsQuery query = { .view = "v_annotation", .columns = columns, .n_columns = 1 };
  g_autoptr (BwRows) rows = NULL;

  fixture_add_annotation (fixture, FIRST_MS, FIRST_MS, "a", "");
  fixture_sql (fixture->path, "UPDATE annotation SET text = CAST (x'61ff62' AS TEXT)");
  rows = open_rows (fixture->library, &query, 0, G_MAXINT64);
  g_assert_true (bw_rows_next (rows, NULL));
  g_assert_cmpstr (bw_rows_get_text (rows, 0), ==, "a\357\277\275b");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/dictionary/told", test_told);
  fixture_add ("/store/dictionary/words", test_words);
  fixture_add ("/store/dictionary/versions", test_versions);
  fixture_add ("/store/dictionary/rows", test_rows);
  fixture_add ("/store/dictionary/local", test_local);
  fixture_add ("/store/dictionary/hostile", test_hostile);
  fixture_add ("/store/dictionary/text", test_text);
  return g_test_run ();
}

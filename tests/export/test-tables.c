/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test.h"
#include "export/bw-export-csv.h"
#include "export/bw-export-table.h"
#include "export/bw-table-writer.h"
#include "store/bw-annotations.h"
#include "store/bw-imports.h"
#include "store/bw-rows.h"
#include "store/bw-samples.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

/* 2023-01-01 00:00 UTC */
#define FIRST_MS G_GINT64_CONSTANT (1672531200000)

typedef struct
{
  char *folder;
  char *path;   /* of the library */
  char *out;    /* of what is written */
  BwLibrary *library;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  self->folder = bw_test_make_folder ();
  self->path = g_build_filename (self->folder, "me.beatwise", NULL);
  self->out = g_build_filename (self->folder, "out", NULL);
  self->library = bw_library_open (self->path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  bw_library_set_setting (self->library, "zone", "Europe/Berlin", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  bw_library_close (self->library);
  g_free (self->path);
  g_free (self->out);
  bw_test_remove_folder (self->folder);
}

static void
add_note (Fixture    *self,
          gint64      start_ms,
          int         offset_min,
          const char *text)
{
  g_autoptr (BwAnnotation) note = bw_annotation_new ();
  g_autoptr (GError) error = NULL;

  note->start_ms = note->end_ms = start_ms;
  note->offset_min = offset_min;
  note->text = g_strdup (text);
  bw_library_add_annotation (self->library, note, &error);
  g_assert_no_error (error);
}

/* Heart rates a second apart, and one each of other kinds. */
static void
add_samples (Fixture *self,
             guint    n)
{
  g_autofree BwSample *samples = g_new0 (BwSample, n + 2);
  g_autoptr (BwSampleWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_records = 0, n_new = 0;
  gint32 kinds[3], source, category;

  bw_library_begin (self->library, &error);
  kinds[0] = bw_library_intern_kind (self->library, BW_KIND_HEART_RATE, "count/min", FALSE, &error);
  kinds[1] = bw_library_intern_kind (self->library, BW_KIND_HEART_RATE, "Hz", FALSE, &error);
  kinds[2] = bw_library_intern_kind (self->library, BW_KIND_SLEEP, "", TRUE, &error);
  source = bw_library_intern_source (self->library, "=cmd|' /C calc'!A0", "11.5", "", &error);
  category = bw_library_intern_category (self->library, "HKCategoryValueSleepAnalysisInBed", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n + 2; i++)
    samples[i] = (BwSample){
      .start_ms = FIRST_MS + i * 1000,
      .end_ms = FIRST_MS + i * 1000 + 250,
      .value = i < n ? 60 + i % 50 + 0.1 : i == n ? 1.25 : category,
      .kind = kinds[i < n ? 0 : i - n + 1],
      .source = source,
      .offset_min = -210,
    };
  writer = bw_sample_writer_new (self->library, bw_library_begin_import (self->library, "e.zip",
                                                                         "apple-health", &error));
  bw_sample_writer_add (writer, samples, n + 2, &n_records, &n_new, &error);
  g_assert_no_error (error);
  bw_sample_writer_finish (writer, &error);
  bw_library_commit (self->library, &error);
  g_assert_no_error (error);
}

/* A table as a file, in a stretch of time. Returns: (transfer full) */
static char *
export_span (Fixture       *self,
             const char    *id,
             BwTableFormat  format,
             gint64         from_ms,
             gint64         to_ms)
{
  const BwDataTable *table = bw_data_table_find (id);
  g_autoptr (BwDataReader) reader
    = bw_data_reader_new (self->library, BW_MEASURE_AUTO, from_ms, to_ms);
  g_autoptr (GError) error = NULL;
  guint64 n = 0, counted = 0;
  char *text = NULL;
  gsize length;

  g_assert_nonnull (table);
  bw_export_table (reader, table, format, self->out, &n, NULL, NULL, &error);
  g_assert_no_error (error);
  bw_data_reader_count (reader, table, &counted, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counted, ==, n);
  g_assert_true (g_file_get_contents (self->out, &text, &length, NULL));
  g_assert_cmpuint (strlen (text), ==, length);
  return text;
}

static char *
export_all (Fixture       *self,
            const char    *id,
            BwTableFormat  format)
{
  return export_span (self, id, format, 0, G_MAXINT64);
}

/* --- What there is ----------------------------------------------------------------------------- */

static gboolean
is_id (const char *text,
       char        between)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && *c != between)
      return FALSE;
  return *text != '\0';
}

/* Names are ids, once each; every column is told of; every column of a view is one that it has. */
static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GHashTable) tables = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (bw_data_table_get_n (), >, 35);
  for (guint i = 0; i < bw_data_table_get_n (); i++)
    {
      const BwDataTable *table = bw_data_table_get (i);
      g_autoptr (GHashTable) columns = g_hash_table_new (g_str_hash, g_str_equal);

      g_test_message ("%s", table->id);
      g_assert_true (is_id (table->id, '-'));
      g_assert_true (g_hash_table_add (tables, (gpointer) table->id));
      g_assert_true (bw_data_table_find (table->id) == table);
      g_assert_cmpstr (bw_data_table_get_title (table), !=, "");
      g_assert_cmpstr (bw_data_table_get_description (table), !=, "");
      for (guint c = 0; c < table->n_columns; c++)
        {
          const BwDataColumn *column = &table->columns[c];

          g_test_message ("%s.%s", table->id, column->name);
          g_assert_true (is_id (column->name, '_'));
          g_assert_true (g_hash_table_add (columns, (gpointer) column->name));
          g_assert_cmpstr (bw_data_table_get_meaning (table, c), !=, "");
          g_assert_nonnull (bw_data_table_get_unit (table, c));
          g_assert_true ((table->view != NULL) == (column->stored != NULL));
        }
    }
  g_assert_null (bw_data_table_find ("help"));
  g_assert_null (bw_data_table_find ("v_reading"));
}

/* Every view of the library is a table, but for who the person is, the edits that only hold settings, and
 * sums that the hours tell better. */
static void
test_views (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const left_out[] = { "v_person", "v_beat_edit", "v_rollup", NULL };
  static const char *const columns[] = { "object" };
  const BwRowsQuery query = { .view = "dictionary", .columns = columns, .n_columns = 1,
                              .filter = "kind", .filter_text = "view" };
  g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (BwRows) rows = bw_library_open_rows (fixture->library, &query, 0, G_MAXINT64, NULL);
  guint n = 0;

  for (guint i = 0; i < bw_data_table_get_n (); i++)
    if (bw_data_table_get (i)->view != NULL)
      g_hash_table_add (shown, (gpointer) bw_data_table_get (i)->view);
  while (bw_rows_next (rows, NULL))
    {
      const char *view = bw_rows_get_text (rows, 0);

      g_test_message ("%s", view);
      g_assert_true (g_hash_table_contains (shown, view) != g_strv_contains (left_out, view));
      n++;
    }
  g_assert_cmpuint (n, >, 100);
}

/* An empty library has every table, without a row; so has one of an older version. */
static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  for (guint i = 0; i < bw_data_table_get_n (); i++)
    {
      const BwDataTable *table = bw_data_table_get (i);
      g_autofree char *csv = export_all (fixture, table->id, BW_TABLE_CSV);
      g_autofree char *json = export_all (fixture, table->id, BW_TABLE_JSON);

      g_test_message ("%s", table->id);
      g_assert_true (g_str_has_prefix (csv, table->columns[0].name));
      g_assert_cmpuint (strchr (csv, '\n') - csv + 1, ==, strlen (csv));
      g_assert_cmpstr (json, ==, "[]\n");
    }
}

/* --- How values are told ----------------------------------------------------------------------- */

/* In a language with a comma in its numbers, and of a record with an offset of its own. */
static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *csv = NULL, *json = NULL, *all = NULL;
  const char *locales = g_getenv ("BW_TEST_LOCALES");

  /* Where ./dev test made it. */
  if (locales != NULL)
    g_setenv ("LOCPATH", locales, TRUE);
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    g_test_message ("without the locale de_DE.UTF-8");
  add_samples (fixture, 2);
  csv = export_all (fixture, "heart-rate", BW_TABLE_CSV);
  json = export_all (fixture, "sleep", BW_TABLE_JSON);
  all = export_span (fixture, "samples", BW_TABLE_CSV, FIRST_MS + 1000, FIRST_MS + 3000);
  setlocale (LC_ALL, "C.UTF-8");

  g_assert_cmpstr (csv, ==,
                   "kind,start,end,value,unit,category,source,source_version,device,created,nested,"
                   "import\n"
                   "HKQuantityTypeIdentifierHeartRate,2022-12-31T20:30:02-03:30,"
                   "2022-12-31T20:30:02.250-03:30,1.25,Hz,,'=cmd|' /C calc'!A0,11.5,,"
                   "2022-12-31T20:30:02.250-03:30,false,1\n"
                   "HKQuantityTypeIdentifierHeartRate,2022-12-31T20:30:00-03:30,"
                   "2022-12-31T20:30:00.250-03:30,60.1,count/min,,'=cmd|' /C calc'!A0,11.5,,"
                   "2022-12-31T20:30:00.250-03:30,false,1\n"
                   "HKQuantityTypeIdentifierHeartRate,2022-12-31T20:30:01-03:30,"
                   "2022-12-31T20:30:01.250-03:30,61.1,count/min,,'=cmd|' /C calc'!A0,11.5,,"
                   "2022-12-31T20:30:01.250-03:30,false,1\n");
  g_assert_cmpstr (json, ==,
                   "[\n{\"kind\":\"HKCategoryTypeIdentifierSleepAnalysis\","
                   "\"start\":\"2022-12-31T20:30:03-03:30\",\"end\":\"2022-12-31T20:30:03.250-03:30\","
                   "\"value\":null,\"unit\":null,\"category\":\"HKCategoryValueSleepAnalysisInBed\","
                   "\"source\":\"=cmd|' /C calc'!A0\",\"source_version\":\"11.5\",\"device\":null,"
                   "\"created\":\"2022-12-31T20:30:03.250-03:30\",\"nested\":false,\"import\":1}\n]\n");
  g_assert_nonnull (strstr (all, ",61.1,"));
  g_assert_nonnull (strstr (all, ",1.25,"));
  g_assert_null (strstr (all, ",60.1,"));
  g_assert_null (strstr (all, "Sleep"));
}

/* Numbers that JSON does not have are unknown; the greatest whole ones keep every digit. */
static void
test_extremes (Fixture       *fixture,
               gconstpointer  data)
{
  static const BwDataColumn columns[] = {
    { "integer", BW_DATA_INTEGER, NULL, NULL, "", "" },
    { "number", BW_DATA_NUMBER, NULL, NULL, "", "" },
    { "text", BW_DATA_TEXT, NULL, NULL, "", "" },
    { "day", BW_DATA_DAY, NULL, NULL, NULL, "" },
  };
  const BwDataTable table = { "extremes", "", "", NULL, columns, G_N_ELEMENTS (columns), FALSE };
  const BwDataValue rows[][4] = {
    { { TRUE, .integer = G_MININT64 }, { TRUE, .number = NAN }, { TRUE, .text = "\x7f\x01\"\\" },
      { TRUE, .integer = -719162 } },
    { { TRUE, .integer = G_MAXINT64 }, { TRUE, .number = -INFINITY }, { TRUE, .text = "−1" },
      { TRUE, .integer = 0 } },
    { { TRUE, .integer = 0 }, { TRUE, .number = -0.0 }, { FALSE }, { FALSE } },
  };
  g_autoptr (GString) csv = g_string_new (NULL), json = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      bw_table_append_row (csv, &table, BW_TABLE_CSV, i, rows[i]);
      bw_table_append_row (json, &table, BW_TABLE_JSON, i, rows[i]);
    }
  g_assert_cmpstr (csv->str, ==,
                   "-9223372036854775808,,\"\x7f\x01\"\"\\\",0001-01-01\n"
                   "9223372036854775807,,−1,1970-01-01\n"
                   "0,0,,\n");
  g_assert_cmpstr (json->str, ==,
                   "\n{\"integer\":-9223372036854775808,\"number\":null,"
                   "\"text\":\"\\u007f\\u0001\\\"\\\\\",\"day\":\"0001-01-01\"}"
                   ",\n{\"integer\":9223372036854775807,\"number\":null,\"text\":\"−1\","
                   "\"day\":\"1970-01-01\"}"
                   ",\n{\"integer\":0,\"number\":0,\"text\":null,\"day\":null}");
}

/* What a spreadsheet would run is told as text; what only looks odd stays as it is. */
static void
test_formulas (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const texts[][2] = {
    { "=1+1", "'=1+1" },       { "+1", "'+1" },           { "-1", "'-1" },
    { "@SUM(A1)", "'@SUM(A1)" }, { "\t=1", "\"'\t=1\"" },   { "\r=1", "\"'\r=1\"" },
    { "a=1", "a=1" },          { "'=1", "''=1" }, { "'a", "'a" },          { "a,\"b\"\nc", "\"a,\"\"b\"\"\nc\"" },
    { "=a,b", "\"'=a,b\"" },   { " =1", "\" =1\"" },      { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      bw_csv_append_foreign_text (out, texts[i][0]);
      g_assert_cmpstr (out->str, ==, texts[i][1]);
    }
  add_note (fixture, FIRST_MS, 60, "=HYPERLINK(\"http://x\",\"y\")");
  {
    g_autofree char *csv = export_all (fixture, "notes", BW_TABLE_CSV);
    g_autofree char *json = export_all (fixture, "notes", BW_TABLE_JSON);

    g_assert_cmpstr (csv, ==,
                     "id,start,end,text,tags\n1,2023-01-01T01:00:00+01:00,2023-01-01T01:00:00+01:00,"
                     "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",\n");
    g_assert_nonnull (strstr (json, "\"text\":\"=HYPERLINK(\\\"http://x\\\",\\\"y\\\")\""));
  }
}

/* What the library keeps may be anything: offsets no clock has, times no calendar has. */
static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  static const gint64 starts[] = { 0, -62135596800000, 253402300799999, G_MAXINT64, G_MININT64 };
  static const char *const texts[] = { "\xff\xfe", "a\nb", "\"", "\\", "😀", "\xe2\x80\xae" "abc" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    add_note (fixture, starts[i], i % 2 == 0 ? 100000 : -100000, texts[i]);
  {
    g_autofree char *csv = export_all (fixture, "notes", BW_TABLE_CSV);
    g_autofree char *json = export_all (fixture, "notes", BW_TABLE_JSON);
    g_autoptr (JsonParser) parser = json_parser_new ();

    g_assert_true (g_utf8_validate (csv, -1, NULL));
    g_assert_nonnull (strstr (csv, "1970-01-01T18:00:00+18:00"));
    g_assert_nonnull (strstr (csv, "\n4,,,"));
    g_assert_true (json_parser_load_from_data (parser, json, -1, NULL));
    g_assert_cmpuint (json_array_get_length (json_node_get_array (json_parser_get_root (parser))), ==,
                      G_N_ELEMENTS (starts));
  }
}

/* --- Files ------------------------------------------------------------------------------------- */

static gboolean
cancel_soon (const BwDataTable  *table,
             const BwDataValue  *row,
             gpointer            data,
             GError            **error)
{
  g_cancellable_cancel (data);
  return TRUE;
}

/* What is cancelled, or cannot be written, leaves what was there. */
static void
test_stopped (Fixture       *fixture,
              gconstpointer  data)
{
  const BwDataTable *table = bw_data_table_find ("samples");
  g_autoptr (BwDataReader) reader = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *nowhere = NULL;
  const char *name;
  GDir *folder;
  guint n = 0;

  add_samples (fixture, 3000);
  reader = bw_data_reader_new (fixture->library, BW_MEASURE_AUTO, 0, G_MAXINT64);
  g_assert_false (bw_data_reader_each (reader, table, cancel_soon, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (fixture->out, "before", -1, NULL));
  g_assert_false (bw_export_table (reader, table, BW_TABLE_CSV, fixture->out, NULL, NULL, cancellable,
                                   &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (bw_export_tables (reader, fixture->out, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  nowhere = g_build_filename (fixture->folder, "no", "out", NULL);
  g_assert_false (bw_export_table (reader, table, BW_TABLE_CSV, nowhere, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (g_file_get_contents (fixture->out, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "before");
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    n += !g_str_has_prefix (name, "me.beatwise");
  g_dir_close (folder);
  g_assert_cmpuint (n, ==, 1);

  /* And afterwards all is as it was. */
  g_assert_true (bw_export_table (reader, table, BW_TABLE_CSV, fixture->out, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

typedef struct
{
  const char *path;
  guint64 n;
} Meanwhile;

static gboolean
delete_meanwhile (const BwDataTable  *table,
                 const BwDataValue  *row,
                 gpointer            data,
                 GError            **error)
{
  Meanwhile *self = data;

  if (self->n++ == 0)
    {
      g_autoptr (BwLibrary) other = bw_library_open (self->path, BW_LIBRARY_WRITE, error);

      g_assert_nonnull (other);
      g_assert_true (bw_library_delete_annotation (other, 300, error));
    }
  return TRUE;
}

/* A table that others change meanwhile has the rows there were when it began. */
static void
test_meanwhile (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (BwDataReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  Meanwhile meanwhile = { fixture->path, 0 };

  bw_library_begin (fixture->library, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 300; i++)
    add_note (fixture, FIRST_MS + i, 0, "a");
  bw_library_commit (fixture->library, &error);
  g_assert_no_error (error);
  reader = bw_data_reader_new (fixture->library, BW_MEASURE_AUTO, 0, G_MAXINT64);
  bw_data_reader_each (reader, bw_data_table_find ("notes"), delete_meanwhile, &meanwhile, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (meanwhile.n, ==, 300);
}

/* The dictionary tells of every column there is, in three ways; and it is in the zip. */
static void
test_dictionary (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  BwDictionaryFormat format = BW_DICTIONARY_MARKDOWN;
  g_autofree char *csv = NULL, *markdown = NULL;
  JsonArray *tables;
  guint n = 0;

  g_assert_true (bw_dictionary_format_from_path ("a.md.csv", &format));
  g_assert_cmpint (format, ==, BW_DICTIONARY_CSV);
  g_assert_false (bw_dictionary_format_from_path ("csv", &format));

  bw_export_dictionary (BW_DICTIONARY_JSON, fixture->out, NULL, &error);
  g_assert_no_error (error);
  json_parser_load_from_file (parser, fixture->out, &error);
  g_assert_no_error (error);
  tables = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (tables), ==, bw_data_table_get_n ());
  bw_export_dictionary (BW_DICTIONARY_CSV, fixture->out, NULL, &error);
  g_assert_true (g_file_get_contents (fixture->out, &csv, NULL, NULL));
  bw_export_dictionary (BW_DICTIONARY_MARKDOWN, fixture->out, NULL, &error);
  g_assert_true (g_file_get_contents (fixture->out, &markdown, NULL, NULL));
  for (guint i = 0; i < bw_data_table_get_n (); i++)
    {
      const BwDataTable *table = bw_data_table_get (i);
      JsonObject *told = json_array_get_object_element (tables, i);
      JsonArray *columns = json_object_get_array_member (told, "columns");

      g_assert_cmpstr (json_object_get_string_member (told, "table"), ==, table->id);
      g_assert_cmpuint (json_array_get_length (columns), ==, table->n_columns);
      n += table->n_columns;
      for (guint c = 0; c < table->n_columns; c++)
        {
          JsonObject *column = json_array_get_object_element (columns, c);

          g_assert_cmpstr (json_object_get_string_member (column, "name"), ==, table->columns[c].name);
          g_assert_cmpstr (json_object_get_string_member (column, "meaning"), ==,
                           bw_data_table_get_meaning (table, c));
        }
    }
  for (const char *line = csv; (line = strchr (line, '\n')) != NULL; line++)
    n--;
  g_assert_cmpint (n, ==, (guint) -1); /* the heading */
  g_assert_nonnull (strstr (markdown, "\n## heart-rate\n"));
}

#define add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/export/tables/list", test_list);
  add ("/export/tables/views", test_views);
  add ("/export/tables/empty", test_empty);
  add ("/export/tables/values", test_values);
  add ("/export/tables/extremes", test_extremes);
  add ("/export/tables/formulas", test_formulas);
  add ("/export/tables/hostile", test_hostile);
  add ("/export/tables/stopped", test_stopped);
  add ("/export/tables/meanwhile", test_meanwhile);
  add ("/export/tables/dictionary", test_dictionary);
  return g_test_run ();
}

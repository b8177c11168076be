/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-table-writer.h"

#include "base/bw-json.h"
#include "export/bw-export-csv.h"
#include "export/bw-export-file.h"
#include "store/bw-rows.h"

#include <string.h>

/* The dictionaries are in English whatever the language of the moment: they belong to the names of the
 * columns, and go to other programs and people. */

gboolean
bw_dictionary_format_from_path (const char         *path,
                                BwDictionaryFormat *format)
{
  static const char *const endings[] = {
    [BW_DICTIONARY_CSV] = ".csv",
    [BW_DICTIONARY_JSON] = ".json",
    [BW_DICTIONARY_MARKDOWN] = ".md",
  };

  g_return_val_if_fail (path != NULL && format != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (path, endings[i]))
      {
        *format = i;
        return TRUE;
      }
  return FALSE;
}

/* "v_reading.rmssd_ms". Returns: (transfer full) (nullable) */
static char *
get_stored (const BwDataTable *table,
            guint              column)
{
  const char *stored = table->columns[column].stored;

  return stored != NULL ? g_strconcat (table->view, ".", stored, NULL) : NULL;
}

static void
append_csv (GString           *out,
            const BwDataTable *table)
{
  for (guint i = 0; i < table->n_columns; i++)
    {
      g_autofree char *stored = get_stored (table, i);

      g_string_append_printf (out, "%s,%s,%s,", table->id, table->columns[i].name,
                              bw_data_type_get_id (table->columns[i].type));
      bw_csv_append_text (out, bw_data_table_get_unit (table, i));
      g_string_append_c (out, ',');
      bw_csv_append_text (out, bw_data_table_get_meaning (table, i));
      g_string_append_printf (out, ",%s\n", stored != NULL ? stored : "");
    }
}

/* A member of an object: @before it stands a comma and a space, or nothing. */
static void
append_member (GString    *out,
               const char *before,
               const char *key,
               const char *text)
{
  g_string_append (out, before);
  bw_json_append_text (out, key);
  g_string_append (out, ": ");
  if (text != NULL)
    bw_json_append_text (out, text);
  else
    g_string_append (out, "null");
}

static void
append_json (GString           *out,
             const BwDataTable *table)
{
  append_member (out, "\n  { ", "table", table->id);
  append_member (out, ", ", "title", table->title);
  append_member (out, ", ", "meaning", table->description);
  append_member (out, ",\n    ", "view", table->view);
  g_string_append (out, ",\n    \"columns\": [");
  for (guint i = 0; i < table->n_columns; i++)
    {
      g_autofree char *stored = get_stored (table, i);

      append_member (out, i > 0 ? ",\n      { " : "\n      { ", "name", table->columns[i].name);
      append_member (out, ", ", "type", bw_data_type_get_id (table->columns[i].type));
      append_member (out, ", ", "unit", bw_data_table_get_unit (table, i));
      append_member (out, ", ", "meaning", bw_data_table_get_meaning (table, i));
      append_member (out, ", ", "stored", stored);
      g_string_append (out, " }");
    }
  g_string_append (out, "\n    ] }");
}

static void
append_markdown (GString           *out,
                 const BwDataTable *table)
{
  g_string_append_printf (out, "\n## %s\n\n%s: %s.", table->id, table->title, table->description);
  if (table->view != NULL)
    g_string_append_printf (out, " In the library: `%s`.", table->view);
  g_string_append (out, "\n\n| Column | Type | Unit | Meaning |\n|---|---|---|---|\n");
  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (out, "| `%s` | %s | %s | %s |\n", table->columns[i].name,
                            bw_data_type_get_id (table->columns[i].type),
                            bw_data_table_get_unit (table, i), bw_data_table_get_meaning (table, i));
}

void
bw_dictionary_append (GString            *out,
                      BwDictionaryFormat  format)
{
  g_string_append (out, format == BW_DICTIONARY_CSV    ? "table,column,type,unit,meaning,stored\n"
                        : format == BW_DICTIONARY_JSON ? "["
                                                       : "# Tables of Beatwise\n");
  for (guint i = 0; i < bw_data_table_get_n (); i++)
    {
      const BwDataTable *table = bw_data_table_get (i);

      switch (format)
        {
        case BW_DICTIONARY_CSV:
          append_csv (out, table);
          break;
        case BW_DICTIONARY_JSON:
          g_string_append (out, i > 0 ? "," : "");
          append_json (out, table);
          break;
        case BW_DICTIONARY_MARKDOWN:
        default:
          append_markdown (out, table);
        }
    }
  g_string_append (out, format == BW_DICTIONARY_JSON ? "\n]\n" : "");
}

gboolean
bw_export_dictionary (BwDictionaryFormat   format,
                      const char          *path,
                      GCancellable        *cancellable,
                      GError             **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (path != NULL, FALSE);

  bw_dictionary_append (out, format);
  return bw_export_write_file (path, out->str, out->len, cancellable, error);
}

/* --- Datasette --------------------------------------------------------------------------------- */

/* What a database is called there: as its file, without what follows the last point. */
static char *
get_database (BwLibrary *library)
{
  g_autofree char *name = g_path_get_basename (bw_library_get_path (library));
  char *shown = g_filename_display_name (name);
  char *end = strrchr (shown, '.');

  if (end != NULL && end != shown)
    *end = '\0';
  return shown;
}

/* One row of the library's dictionary; those of a table follow each other, its own first. */
static void
append_object (GString *out,
               BwRows  *rows,
               guint   *n_objects,
               guint   *n_columns)
{
  const char *name = bw_rows_get_text (rows, 1), *unit = bw_rows_get_text (rows, 2);
  const char *meaning = bw_rows_get_text (rows, 3);
  g_autofree char *told = NULL;

  if (name == NULL || name[0] == '\0')
    {
      const char *object = bw_rows_get_text (rows, 0);

      if ((*n_objects)++ > 0)
        g_string_append (out, " } },");
      g_string_append (out, "\n        ");
      bw_json_append_text (out, object != NULL ? object : "");
      append_member (out, ": { ", "description", meaning);
      g_string_append (out, ", \"columns\": {");
      *n_columns = 0;
      return;
    }
  told = unit != NULL && unit[0] != '\0' ? g_strdup_printf ("%s (%s)", meaning, unit)
                                         : g_strdup (meaning);
  append_member (out, (*n_columns)++ > 0 ? ",\n          " : "\n          ", name, told);
}

gboolean
bw_export_datasette (BwLibrary     *library,
                     const char    *path,
                     GCancellable  *cancellable,
                     GError       **error)
{
  static const char *const columns[] = { "object", "name", "unit", "meaning" };
  const BwRowsQuery query = { .view = "dictionary", .columns = columns,
                              .n_columns = G_N_ELEMENTS (columns), .order = "object, position" };
  g_autoptr (GString) out = g_string_new ("{\n  \"title\": \"Beatwise\",\n  \"databases\": {\n    ");
  g_autoptr (BwRows) rows = NULL;
  g_autofree char *database = NULL;
  GError *failed = NULL;
  guint n_objects = 0, n_columns = 0;

  g_return_val_if_fail (library != NULL && path != NULL, FALSE);

  database = get_database (library);
  bw_json_append_text (out, database);
  g_string_append (out, ": {\n      \"tables\": {");
  rows = bw_library_open_rows (library, &query, 0, G_MAXINT64, error);
  if (rows == NULL)
    return FALSE;
  while (bw_rows_next (rows, &failed))
    append_object (out, rows, &n_objects, &n_columns);
  if (failed != NULL)
    {
      g_propagate_error (error, failed);
      return FALSE;
    }
  g_string_append (out, n_objects > 0 ? " } }\n      }\n    }\n  }\n}\n" : "}\n    }\n  }\n}\n");
  return bw_export_write_file (path, out->str, out->len, cancellable, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-format-count.h"
#include "cli/bw-cli-export-private.h"
#include "export/bw-export-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The library, and what reads its tables in the span that was asked for.
 * Returns: (transfer full): %NULL with @error */
static BwDataReader *
open_reader (BwCli                     *cli,
             const BwCliExportOptions  *options,
             BwLibrary                **library,
             GError                   **error)
{
  g_autoptr (GTimeZone) zone = NULL;
  gint64 from_ms, to_ms;

  *library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (*library == NULL)
    return NULL;
  zone = bw_library_get_zone (*library);
  if (!bw_cli_parse_span (options->rhythm.from, options->rhythm.to, zone, &from_ms, &to_ms, error))
    return NULL;
  return bw_data_reader_new (*library, cli->measure, from_ms, to_ms);
}

static void
print_list (BwCli *cli)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (BwTable) text = bw_table_new ("ll");

  json_builder_begin_array (builder);
  for (guint i = 0; i < bw_data_table_get_n (); i++)
    {
      const BwDataTable *table = bw_data_table_get (i);

      bw_table_add (text, g_strdup (table->id), g_strdup (bw_data_table_get_description (table)));
      json_builder_begin_object (builder);
      bw_json_add_string (builder, "table", table->id);
      bw_json_add_string (builder, "title", bw_data_table_get_title (table));
      bw_json_add_string (builder, "meaning", bw_data_table_get_description (table));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (cli->json)
    bw_cli_print_builder (builder);
  else
    bw_table_print (text, FALSE);
}

gboolean
bw_cli_export_table (BwCli                     *cli,
                     const BwCliExportOptions  *options,
                     const char                *kind,
                     const char                *path,
                     BwCliExported             *exported,
                     GError                   **error)
{
  const BwDataTable *table = bw_data_table_find (options->table);
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwDataReader) reader = NULL;

  if (strcmp (options->table, "help") == 0)
    {
      print_list (cli);
      exported->is_help = TRUE;
      return TRUE;
    }
  if (table == NULL)
    return bw_cli_set_usage_error (
      error, _("There is no table “%s”: “--table help” lists those there are"), options->table);
  if (!table->has_span && (options->rhythm.from != NULL || options->rhythm.to != NULL))
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"),
                                   options->rhythm.from != NULL ? "--from" : "--to", table->id);
  reader = open_reader (cli, options, &library, error);
  exported->has_rows = TRUE;
  return reader != NULL
         && bw_export_table (reader, table,
                             strcmp (kind, "json") == 0 ? BW_TABLE_JSON : BW_TABLE_CSV, path,
                             &exported->rows, cli->progress, cli->cancellable, error);
}

gboolean
bw_cli_export_tables (BwCli                     *cli,
                      const BwCliExportOptions  *options,
                      const char                *kind,
                      const char                *path,
                      BwCliExported             *exported,
                      GError                   **error)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwDataReader) reader = open_reader (cli, options, &library, error);

  exported->has_rows = TRUE;
  return reader != NULL
         && bw_export_tables (reader, path, &exported->rows, cli->progress, cli->cancellable, error);
}

gboolean
bw_cli_export_dictionary (BwCli                     *cli,
                          const BwCliExportOptions  *options,
                          const char                *kind,
                          const char                *path,
                          BwCliExported             *exported,
                          GError                   **error)
{
  BwDictionaryFormat format = BW_DICTIONARY_MARKDOWN;

  if (!bw_dictionary_format_from_path (path, &format) && !bw_cli_is_stdout (path))
    return bw_cli_set_usage_error (
      error, _("The dictionary’s file ends in “.csv”, “.json” or “.md”, unlike “%s”"), path);
  return bw_export_dictionary (format, path, cli->cancellable, error);
}

gboolean
bw_cli_export_datasette (BwCli                     *cli,
                         const BwCliExportOptions  *options,
                         const char                *kind,
                         const char                *path,
                         BwCliExported             *exported,
                         GError                   **error)
{
  /* Its dictionary is that of the newest version. */
  g_autoptr (BwLibrary) library = bw_cli_open_library (cli, BW_LIBRARY_WRITE, error);

  return library != NULL && bw_export_datasette (library, path, cli->cancellable, error);
}

void
bw_cli_export_tell_rows (const BwCliExportOptions *options,
                         const BwCliExported      *exported,
                         const char               *shown)
{
  g_autofree char *n = bw_format_count (exported->rows);

  /* Translators: a number of rows, the name of a file */
  g_print (g_dngettext (GETTEXT_PACKAGE, "Wrote %s row to “%s”.\n", "Wrote %s rows to “%s”.\n",
                        (gulong) exported->rows),
           n, shown);
}

void
bw_cli_export_tell_dictionary (const BwCliExportOptions *options,
                               const BwCliExported      *exported,
                               const char               *shown)
{
  g_print (_("Wrote what the columns mean to “%s”.\n"), shown);
}

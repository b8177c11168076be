/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-data-table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tables as files. In all of them times are ISO 8601 with their offset, numbers have a point and are
 * told in as few digits as give fifteen, booleans are true and false, text is UTF-8. */

typedef enum {
  BW_TABLE_CSV,   /* a line of names, then a line a row; what is unknown is empty. Text of somebody
                   * else's that a spreadsheet would take for a formula gets an apostrophe before it */
  BW_TABLE_JSON,  /* an array of objects, one a line; what is unknown is null */
} BwTableFormat;

#define BW_N_TABLE_FORMATS 2

const char *bw_table_format_get_id (BwTableFormat format);  /* "csv", "json" */

/**
 * bw_export_table:
 * @path: replaced atomically; written to where it is a pipe
 * @n_rows: (out) (optional)
 *
 * Errors: those of bw_data_reader_each() and bw_export_stream_new().
 */
gboolean bw_export_table (BwDataReader       *reader,
                          const BwDataTable  *table,
                          BwTableFormat       format,
                          const char         *path,
                          guint64            *n_rows,
                          BwProgress         *progress,
                          GCancellable       *cancellable,
                          GError            **error);

/**
 * bw_export_tables:
 * @path: a zip archive, put in its place whole; not a pipe
 * @n_rows: (out) (optional): of all tables together
 *
 * Every table in both formats, “csv/NAME.csv” and “json/NAME.json”, those without rows too; with
 * “dictionary.csv” and “dictionary.json”, and “README.txt”, which tells how to read them.
 *
 * Errors: as above, and those of bw_zip_writer_new().
 */
gboolean bw_export_tables (BwDataReader  *reader,
                           const char    *path,
                           guint64       *n_rows,
                           BwProgress    *progress,
                           GCancellable  *cancellable,
                           GError       **error);

typedef enum {
  BW_DICTIONARY_CSV,       /* a line a column: table, column, type, unit, meaning, and the view and
                            * column of the library where it is kept */
  BW_DICTIONARY_JSON,      /* an array of tables with their columns */
  BW_DICTIONARY_MARKDOWN,  /* for people */
} BwDictionaryFormat;

/* From what a file is called: ".csv", ".json" or ".md". */
gboolean bw_dictionary_format_from_path (const char         *path,
                                         BwDictionaryFormat *format);

/* What the columns of all tables mean, in English as their names are. Errors: as above. */
gboolean bw_export_dictionary (BwDictionaryFormat   format,
                               const char          *path,
                               GCancellable        *cancellable,
                               GError             **error);

/**
 * bw_export_datasette:
 * @library: of the newest version: opened to be written
 *
 * What the library’s own tables and views mean (its table “dictionary”), as the metadata.json that
 * Datasette reads: datasette me.beatwise --metadata metadata.json.
 */
gboolean bw_export_datasette (BwLibrary     *library,
                              const char    *path,
                              GCancellable  *cancellable,
                              GError       **error);

G_END_DECLS

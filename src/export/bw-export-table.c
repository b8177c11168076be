/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-table.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "export/bw-export-stream.h"
#include "export/bw-table-writer.h"
#include "export/bw-zip-writer.h"

#include <glib/gi18n-lib.h>

/* Of the zip: between two writes. */
#define PORTION (128 * 1024)

#define ROWS_A_PROGRESS 1024

/* A table that is worked out counts as so many rows, for progress. */
#define ROWS_WORKED_OUT 2000

static const char *const ids[BW_N_TABLE_FORMATS] = {
  [BW_TABLE_CSV] = "csv",
  [BW_TABLE_JSON] = "json",
};

const char *
bw_table_format_get_id (BwTableFormat format)
{
  return ids[format];
}

/* Where the rows of a table go. */
typedef struct
{
  BwTableFormat format;
  GString *out;             /* borrowed */
  BwExportStream *stream;   /* (nullable): else @zip */
  BwZipWriter *zip;
  guint64 n;                /* rows of this table */

  BwProgress *progress;
  guint64 done, total;      /* rows of all tables, also of those before this one */
} Sink;

static gboolean
flush (Sink    *self,
       GError **error)
{
  gboolean ok;

  if (self->stream != NULL)
    return bw_export_stream_step (self->stream, error);
  ok = bw_zip_writer_write (self->zip, self->out->str, self->out->len, error);
  g_string_truncate (self->out, 0);
  return ok;
}

static gboolean
take_row (const BwDataTable  *table,
          const BwDataValue  *row,
          gpointer            data,
          GError            **error)
{
  Sink *self = data;

  bw_table_append_row (self->out, table, self->format, self->n++, row);
  if (++self->done % ROWS_A_PROGRESS == 0 && self->total > 0)
    bw_progress_update (self->progress, MIN (1, (double) self->done / (double) self->total));
  return self->out->len < PORTION || flush (self, error);
}

static gboolean
write_table (Sink               *self,
             BwDataReader       *reader,
             const BwDataTable  *table,
             GCancellable       *cancellable,
             GError            **error)
{
  self->n = 0;
  bw_table_append_start (self->out, table, self->format);
  if (!bw_data_reader_each (reader, table, take_row, self, cancellable, error))
    return FALSE;
  bw_table_append_end (self->out, self->format, self->n);
  if (table->view == NULL)
    self->done += ROWS_WORKED_OUT - MIN (self->n, ROWS_WORKED_OUT);
  return flush (self, error);
}

/* How many rows to expect; what is worked out is not worked out for that. */
static gboolean
expect_rows (BwDataReader       *reader,
             const BwDataTable  *table,
             guint64            *n,
             GCancellable       *cancellable,
             GError            **error)
{
  *n = ROWS_WORKED_OUT;
  return table->view == NULL || bw_data_reader_count (reader, table, n, cancellable, error);
}

gboolean
bw_export_table (BwDataReader       *reader,
                 const BwDataTable  *table,
                 BwTableFormat       format,
                 const char         *path,
                 guint64            *n_rows,
                 BwProgress         *progress,
                 GCancellable       *cancellable,
                 GError            **error)
{
  g_autoptr (BwExportStream) stream = NULL;
  Sink sink = { .format = format, .progress = progress };

  g_return_val_if_fail (reader != NULL && table != NULL && path != NULL, FALSE);

  bw_progress_begin_stage (progress, _("Writing the table"), 1);
  if (progress != NULL && !expect_rows (reader, table, &sink.total, cancellable, error))
    return FALSE;
  stream = bw_export_stream_new (path, cancellable, error);
  if (stream == NULL)
    return FALSE;
  sink.stream = stream;
  sink.out = bw_export_stream_get_buffer (stream);
  if (!write_table (&sink, reader, table, cancellable, error)
      || !bw_export_stream_finish (stream, error))
    return FALSE;
  if (n_rows != NULL)
    *n_rows = sink.n;
  return TRUE;
}

/* --- All of them ------------------------------------------------------------------------------- */

static gboolean
write_dictionary (BwZipWriter         *zip,
                  BwDictionaryFormat   format,
                  const char          *name,
                  GError             **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  bw_dictionary_append (text, format);
  return bw_zip_writer_add (zip, name, text->str, text->len, error);
}

/* @rows: (array): of each table */
static gboolean
write_readme (BwZipWriter    *zip,
              const guint64  *rows,
              GError        **error)
{
  const char *const paragraphs[] = {
    _("What Beatwise holds, as tables: each as comma-separated values (csv/…) and as JSON (json/…). "
      "dictionary.csv and dictionary.json say what every column means, and in what unit."),
    _("Times are ISO 8601 with their offset from UTC. What is unknown is empty, and null in JSON. "
      "Numbers have a decimal point. In the CSV files, text of others that begins with =, +, -, @, a "
      "tab or a line end has an apostrophe before it, so that no spreadsheet takes it for a formula; "
      "in the JSON files it is as it was."),
    _("These are health data of one person. Names of devices and files may name that person; to pass "
      "recordings on without names, use “export share”."),
    _("Beatwise is not a medical device: this is for self-review and research."),
    _("Tables and their rows:"),
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (paragraphs); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n\n" : "", paragraphs[i]);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < bw_data_table_get_n (); i++)
    {
      const BwDataTable *table = bw_data_table_get (i);

      g_string_append_printf (text, "  %-22s %9" G_GUINT64_FORMAT "  %s\n", table->id, rows[i],
                              bw_data_table_get_description (table));
    }
  return bw_zip_writer_add (zip, "README.txt", text->str, text->len, error);
}

/* @rows: (out): of each table */
static gboolean
write_tables (Sink          *sink,
              BwDataReader  *reader,
              guint64       *rows,
              GCancellable  *cancellable,
              GError       **error)
{
  for (guint i = 0; i < bw_data_table_get_n (); i++)
    {
      const BwDataTable *table = bw_data_table_get (i);

      bw_progress_set_detail (sink->progress, bw_data_table_get_title (table));
      for (guint format = 0; format < BW_N_TABLE_FORMATS; format++)
        {
          g_autofree char *name = g_strdup_printf ("%s/%s.%s", ids[format], table->id, ids[format]);

          sink->format = format;
          if (!bw_zip_writer_begin_entry (sink->zip, name, error)
              || !write_table (sink, reader, table, cancellable, error))
            return FALSE;
        }
      rows[i] = sink->n;
    }
  return TRUE;
}

gboolean
bw_export_tables (BwDataReader  *reader,
                  const char    *path,
                  guint64       *n_rows,
                  BwProgress    *progress,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (BwZipWriter) zip = NULL;
  g_autoptr (GString) out = g_string_sized_new (PORTION + 4096);
  g_autofree guint64 *rows = g_new0 (guint64, bw_data_table_get_n ());
  Sink sink = { .out = out, .progress = progress };

  g_return_val_if_fail (reader != NULL && path != NULL, FALSE);

  bw_progress_begin_stage (progress, _("Writing the tables"), 1);
  for (guint i = 0; i < bw_data_table_get_n (); i++)
    {
      guint64 n = 0;

      if (!expect_rows (reader, bw_data_table_get (i), &n, cancellable, error))
        return FALSE;
      sink.total += BW_N_TABLE_FORMATS * n;
    }
  zip = bw_zip_writer_new (path, error);
  if (zip == NULL)
    return FALSE;
  sink.zip = zip;
  if (!write_tables (&sink, reader, rows, cancellable, error)
      || !write_dictionary (zip, BW_DICTIONARY_CSV, "dictionary.csv", error)
      || !write_dictionary (zip, BW_DICTIONARY_JSON, "dictionary.json", error)
      || !write_readme (zip, rows, error))
    return FALSE;
  if (g_cancellable_is_cancelled (cancellable))
    return bw_set_cancelled (error);
  if (!bw_zip_writer_finish (zip, error))
    return FALSE;
  for (guint i = 0; n_rows != NULL && i < bw_data_table_get_n (); i++)
    *n_rows = i > 0 ? *n_rows + rows[i] : rows[i];
  return TRUE;
}

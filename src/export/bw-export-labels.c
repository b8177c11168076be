/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-labels.h"

#include "base/bw-time.h"
#include "export/bw-export-csv.h"
#include "export/bw-export-file.h"

#include <string.h>

/* The readers' names in their order. Returns: (transfer full) (element-type utf8) */
static GPtrArray *
list_readers (GArray *reader_labels)
{
  GPtrArray *readers = g_ptr_array_new ();

  for (guint i = 0; reader_labels != NULL && i < reader_labels->len; i++)
    {
      char *reader = g_array_index (reader_labels, BwReaderLabel, i).reader;

      if (!g_ptr_array_find_with_equal_func (readers, reader, g_str_equal, NULL))
        g_ptr_array_add (readers, reader);
    }
  return readers;
}

/* Of each reader (element-type gint64 BwReaderLabel): by recording.
 * Returns: (transfer full) (element-type GHashTable) */
static GPtrArray *
index_labels (GArray    *reader_labels,
              GPtrArray *readers)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  for (guint i = 0; i < readers->len; i++)
    {
      GHashTable *table = g_hash_table_new (g_int64_hash, g_int64_equal);

      for (guint j = 0; j < reader_labels->len; j++)
        {
          BwReaderLabel *label = &g_array_index (reader_labels, BwReaderLabel, j);

          if (strcmp (label->reader, g_ptr_array_index (readers, i)) == 0)
            g_hash_table_insert (table, &label->recording_id, label);
        }
      g_ptr_array_add (tables, table);
    }
  return tables;
}

static void
append_row (GString           *out,
            const BwRecording *recording,
            gboolean           with_id,
            GPtrArray         *tables)
{
  g_autofree char *time = bw_time_format (recording->start_ms, recording->offset_min);
  gboolean labelled = recording->label != BW_LABEL_NONE;

  if (with_id)
    g_string_append_printf (out, "%" G_GINT64_FORMAT ",", recording->id);
  bw_csv_append_text (out, recording->name);
  g_string_append_printf (out, ",%.*s,%s,", recording->time_known ? 40 : 10, time,
                          labelled ? bw_label_get_id (recording->label) : "");
  bw_csv_append_text (out, labelled ? recording->labelled_by : NULL);
  g_string_append_c (out, ',');
  if (labelled && recording->labelled_ms != 0)
    {
      g_autofree char *when = bw_time_format (recording->labelled_ms, 0);

      g_string_append (out, when);
    }
  g_string_append_c (out, ',');
  bw_csv_append_text (out, recording->note);
  for (guint i = 0; i < tables->len; i++)
    {
      const BwReaderLabel *label = g_hash_table_lookup (g_ptr_array_index (tables, i),
                                                        &recording->id);

      g_string_append_printf (out, ",%s", label != NULL ? bw_label_get_id (label->label) : "");
    }
  g_string_append_c (out, '\n');
}

GString *
bw_export_labels_format (GArray   *recordings,
                         GArray   *reader_labels,
                         gboolean  with_ids)
{
  g_autoptr (GPtrArray) readers = NULL;
  g_autoptr (GPtrArray) tables = NULL;
  GString *out;

  g_return_val_if_fail (recordings != NULL, NULL);

  out = g_string_new (with_ids ? "recording," : "");
  g_string_append (out, "name,time,label,by,labelled,note");
  readers = list_readers (reader_labels);
  tables = index_labels (reader_labels, readers);
  for (guint i = 0; i < readers->len; i++)
    {
      g_autofree char *heading = g_strconcat ("reader: ", g_ptr_array_index (readers, i), NULL);

      g_string_append_c (out, ',');
      bw_csv_append_text (out, heading);
    }
  g_string_append_c (out, '\n');
  for (guint i = 0; i < recordings->len; i++)
    append_row (out, &g_array_index (recordings, BwRecording, i), with_ids, tables);
  return out;
}

gboolean
bw_export_labels_csv (const char    *path,
                      GArray        *recordings,
                      GArray        *reader_labels,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (GString) out = NULL;

  g_return_val_if_fail (path != NULL && recordings != NULL, FALSE);

  out = bw_export_labels_format (recordings, reader_labels, TRUE);
  return bw_export_write_file (path, out->str, out->len, cancellable, error);
}

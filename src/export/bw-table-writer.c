/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-table-writer.h"

#include "base/bw-digits.h"
#include "base/bw-json.h"
#include "base/bw-time.h"
#include "export/bw-export-csv.h"

#include <math.h>

static gboolean
is_known (BwDataType         type,
          const BwDataValue *value)
{
  return value->known && (type != BW_DATA_NUMBER || isfinite (value->number));
}

/* What needs neither quotes nor escapes in either format. */
static void
append_bare (GString           *out,
             BwDataType         type,
             const BwDataValue *value)
{
  char time[BW_TIME_BUFFER_SIZE];
  g_autofree char *day = NULL;

  switch (type)
    {
    case BW_DATA_INTEGER:
      bw_digits_append (out, value->integer);
      break;
    case BW_DATA_NUMBER:
      bw_csv_append_number (out, TRUE, value->number);
      break;
    case BW_DATA_BOOLEAN:
      g_string_append (out, value->flag ? "true" : "false");
      break;
    case BW_DATA_TIME:
      g_string_append_len (out, time,
                           (gssize) bw_time_write (time, value->time_ms, value->offset_min));
      break;
    case BW_DATA_DAY:
      day = bw_time_format_day (value->integer);
      g_string_append (out, day);
      break;
    case BW_DATA_WORD:
    case BW_DATA_TEXT:
    default:
      g_assert_not_reached ();
    }
}

static void
append_csv (GString           *out,
            BwDataType         type,
            const BwDataValue *value)
{
  if (!is_known (type, value))
    return;
  if (type == BW_DATA_TEXT || type == BW_DATA_WORD)
    bw_csv_append_foreign_text (out, value->text);
  else
    append_bare (out, type, value);
}

static void
append_json (GString           *out,
             BwDataType         type,
             const BwDataValue *value)
{
  gboolean quoted = type == BW_DATA_TIME || type == BW_DATA_DAY;

  if (!is_known (type, value))
    g_string_append (out, "null");
  else if (type == BW_DATA_TEXT || type == BW_DATA_WORD)
    bw_json_append_text (out, value->text);
  else
    {
      g_string_append (out, quoted ? "\"" : "");
      append_bare (out, type, value);
      g_string_append (out, quoted ? "\"" : "");
    }
}

void
bw_table_append_start (GString           *out,
                       const BwDataTable *table,
                       BwTableFormat      format)
{
  if (format == BW_TABLE_JSON)
    {
      g_string_append_c (out, '[');
      return;
    }
  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "," : "", table->columns[i].name);
  g_string_append_c (out, '\n');
}

void
bw_table_append_row (GString           *out,
                     const BwDataTable *table,
                     BwTableFormat      format,
                     guint64            n,
                     const BwDataValue *row)
{
  if (format == BW_TABLE_JSON)
    g_string_append (out, n > 0 ? ",\n{" : "\n{");
  for (guint i = 0; i < table->n_columns; i++)
    {
      const BwDataColumn *column = &table->columns[i];

      if (i > 0)
        g_string_append_c (out, ',');
      if (format == BW_TABLE_CSV)
        {
          append_csv (out, column->type, &row[i]);
          continue;
        }
      g_string_append_c (out, '"');
      g_string_append (out, column->name);
      g_string_append (out, "\":");
      append_json (out, column->type, &row[i]);
    }
  g_string_append_c (out, format == BW_TABLE_JSON ? '}' : '\n');
}

void
bw_table_append_end (GString       *out,
                     BwTableFormat  format,
                     guint64        n)
{
  if (format == BW_TABLE_JSON)
    g_string_append (out, n > 0 ? "\n]\n" : "]\n");
}

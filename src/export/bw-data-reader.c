/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-data-table-private.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "store/bw-rows.h"

#include <string.h>

#define ROWS_A_CANCEL 256

/* A day within the years 0 and 9999, whatever the offset. */
#define EARLIEST_MS (bw_time_days_from_civil (0, 1, 2) * BW_TIME_DAY)
#define END_MS (bw_time_days_from_civil (9999, 12, 31) * BW_TIME_DAY)

BwDataReader *
bw_data_reader_new (BwLibrary *library,
                    BwMeasure  measure,
                    gint64     from_ms,
                    gint64     to_ms)
{
  BwDataReader *self;

  g_return_val_if_fail (library != NULL, NULL);

  self = g_new0 (BwDataReader, 1);
  self->library = library;
  self->zone = bw_library_get_zone (library);
  self->measure = measure;
  self->from_ms = from_ms;
  self->to_ms = to_ms;
  return self;
}

void
bw_data_reader_free (BwDataReader *self)
{
  if (self == NULL)
    return;
  g_time_zone_unref (self->zone);
  g_clear_pointer (&self->hourly, bw_hourly_free);
  g_clear_pointer (&self->trend, bw_trend_unref);
  g_clear_pointer (&self->outlook, bw_outlook_free);
  g_free (self);
}

/* --- Views ------------------------------------------------------------------------------------- */

/* What is asked of a view: the columns of the table, and behind them the offsets of times. */
typedef struct
{
  BwRowsQuery query;
  const char **columns;  /* owned */
  guint *offsets;        /* (array length=n_columns of the table): places of them; 0: none */
} ViewQuery;

static void
view_query_init (ViewQuery          *self,
                 const BwDataSource *source)
{
  const BwDataTable *table = &source->table;
  guint n = table->n_columns;

  self->columns = g_new0 (const char *, 2 * n);
  self->offsets = g_new0 (guint, n);
  for (guint i = 0; i < table->n_columns; i++)
    {
      self->columns[i] = table->columns[i].stored;
      if (table->columns[i].offset != NULL)
        {
          self->offsets[i] = n;
          self->columns[n++] = table->columns[i].offset;
        }
    }
  self->query = (BwRowsQuery){
    .view = table->view,
    .columns = self->columns,
    .n_columns = n,
    .span = source->span,
    .order = source->order,
  };
}

static void
view_query_clear (ViewQuery *self)
{
  g_free (self->columns);
  g_free (self->offsets);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ViewQuery, view_query_clear)

/* ISO 8601 has years of four digits: what lies outside of them is no time. */
static gboolean
is_time (gint64 time_ms)
{
  return time_ms >= EARLIEST_MS && time_ms < END_MS;
}

/* A time is kept as milliseconds, with its offset or without, or as text. */
static void
read_time (BwDataReader *self,
           BwRows       *rows,
           guint         column,
           guint         offset_column,
           BwDataValue  *value)
{
  gint64 offset_min;
  const char *text;

  if (bw_rows_get_int (rows, column, &value->time_ms))
    {
      value->known = is_time (value->time_ms);
      if (!value->known)
        return;
      if (offset_column > 0 && bw_rows_get_int (rows, offset_column, &offset_min))
        value->offset_min = (int) CLAMP (offset_min, -18 * 60, 18 * 60);
      else
        value->offset_min = bw_time_offset (self->zone, value->time_ms);
      return;
    }
  text = bw_rows_get_text (rows, column);
  value->known = text != NULL
                 && bw_time_parse (text, strlen (text), &value->time_ms, &value->offset_min);
}

static void
read_value (BwDataReader *self,
            BwRows       *rows,
            BwDataType    type,
            guint         column,
            guint         offset_column,
            BwDataValue  *value)
{
  gint64 integer;
  const char *text;

  switch (type)
    {
    case BW_DATA_INTEGER:
      value->known = bw_rows_get_int (rows, column, &value->integer);
      break;
    case BW_DATA_NUMBER:
      value->known = bw_rows_get_double (rows, column, &value->number);
      break;
    case BW_DATA_BOOLEAN:
      value->known = bw_rows_get_int (rows, column, &integer);
      value->flag = value->known && integer != 0;
      break;
    case BW_DATA_TIME:
      read_time (self, rows, column, offset_column, value);
      break;
    case BW_DATA_DAY:
      text = bw_rows_get_text (rows, column);
      value->known = text != NULL && bw_time_parse_day (text, &value->integer);
      break;
    case BW_DATA_WORD:
    case BW_DATA_TEXT:
    default:
      value->text = bw_rows_get_text (rows, column);
      value->known = value->text != NULL && value->text[0] != '\0';
    }
}

static gboolean
read_rows (BwDataReader     *self,
           const ViewQuery  *view,
           GError          **error)
{
  const BwDataTable *table = self->table;
  g_autoptr (BwRows) rows = NULL;
  g_autofree BwDataValue *row = g_new (BwDataValue, table->n_columns);
  GError *failed = NULL;

  rows = bw_library_open_rows (self->library, &view->query, self->from_ms, self->to_ms, error);
  if (rows == NULL)
    return FALSE;
  while (bw_rows_next (rows, &failed))
    {
      memset (row, 0, table->n_columns * sizeof *row);
      for (guint i = 0; i < table->n_columns; i++)
        read_value (self, rows, table->columns[i].type, i, view->offsets[i], &row[i]);
      if (!bw_data_emit (self, row, error))
        return FALSE;
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, failed);
  return FALSE;
}

gboolean
bw_data_read_view (BwDataReader  *self,
                   GError       **error)
{
  g_auto (ViewQuery) view = { 0 };

  view_query_init (&view, bw_data_table_get_source (self->table));
  return read_rows (self, &view, error);
}

/* The ids of the kinds of a table, by name and then unit.
 * Returns: (transfer full) (element-type gint64): %NULL with @error */
static GArray *
list_kinds (BwDataReader        *self,
            const BwDataSource  *source,
            GError             **error)
{
  static const char *const columns[] = { "id", "kind" };
  const BwRowsQuery query = { .view = "v_kind", .columns = columns, .n_columns = G_N_ELEMENTS (columns),
                              .order = "kind, unit, id" };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (BwRows) rows = bw_library_open_rows (self->library, &query, 0, G_MAXINT64, error);
  GError *failed = NULL;

  if (rows == NULL)
    return NULL;
  while (bw_rows_next (rows, &failed))
    {
      const char *kind = bw_rows_get_text (rows, 1);
      gint64 id;

      if (bw_rows_get_int (rows, 0, &id) && kind != NULL
          && (source->kinds == NULL || g_strv_contains (source->kinds, kind)))
        g_array_append_val (ids, id);
    }
  if (failed == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, failed);
  return NULL;
}

/* Kind by kind, each in the order it is kept in: nothing has to be sorted. */
gboolean
bw_data_read_samples (BwDataReader  *self,
                      GError       **error)
{
  const BwDataSource *source = bw_data_table_get_source (self->table);
  g_autoptr (GArray) kinds = list_kinds (self, source, error);
  g_auto (ViewQuery) view = { 0 };

  if (kinds == NULL)
    return FALSE;
  view_query_init (&view, source);
  view.query.filter = "kind_id";
  for (guint i = 0; i < kinds->len; i++)
    {
      view.query.filter_id = g_array_index (kinds, gint64, i);
      if (!read_rows (self, &view, error))
        return FALSE;
    }
  return TRUE;
}

/* Of samples, from the table itself: its view has to look up names. */
static gboolean
count_samples (BwDataReader        *self,
               const BwDataSource  *source,
               guint64             *n,
               GError             **error)
{
  g_autoptr (GArray) kinds = list_kinds (self, source, error);

  if (kinds == NULL)
    return FALSE;
  for (guint i = 0; i < kinds->len; i++)
    {
      const BwRowsQuery query = { .view = "sample", .span = source->span, .filter = "kind_id",
                                  .filter_id = g_array_index (kinds, gint64, i) };
      guint64 of_kind = 0;

      if (!bw_library_count_rows (self->library, &query, self->from_ms, self->to_ms, &of_kind, error))
        return FALSE;
      *n += of_kind;
    }
  return TRUE;
}

static gboolean
count_view (BwDataReader        *self,
            const BwDataSource  *source,
            guint64             *n,
            GError             **error)
{
  const BwRowsQuery query = { .view = source->table.view, .span = source->span };

  return bw_library_count_rows (self->library, &query, self->from_ms, self->to_ms, n, error);
}

/* --- All of them ------------------------------------------------------------------------------- */

gboolean
bw_data_emit (BwDataReader       *self,
              const BwDataValue  *row,
              GError            **error)
{
  if (++self->n_rows % ROWS_A_CANCEL == 0 && g_cancellable_is_cancelled (self->cancellable))
    return bw_set_cancelled (error);
  return self->func (self->table, row, self->data, error);
}

gboolean
bw_data_reader_each (BwDataReader       *self,
                     const BwDataTable  *table,
                     BwDataFunc          func,
                     gpointer            data,
                     GCancellable       *cancellable,
                     GError            **error)
{
  gboolean done;

  g_return_val_if_fail (self != NULL && table != NULL && func != NULL, FALSE);
  g_return_val_if_fail (self->table == NULL, FALSE);

  if (g_cancellable_is_cancelled (cancellable))
    return bw_set_cancelled (error);
  self->table = table;
  self->func = func;
  self->data = data;
  self->cancellable = cancellable;
  self->n_rows = 0;
  bw_library_set_cancellable (self->library, cancellable);
  done = bw_data_table_get_source (table)->read (self, error);
  bw_library_set_cancellable (self->library, NULL);
  self->cancellable = NULL;
  self->table = NULL;
  return done;
}

static gboolean
count_row (const BwDataTable  *table,
           const BwDataValue  *row,
           gpointer            data,
           GError            **error)
{
  guint64 *n = data;

  (*n)++;
  return TRUE;
}

gboolean
bw_data_reader_count (BwDataReader       *self,
                      const BwDataTable  *table,
                      guint64            *n,
                      GCancellable       *cancellable,
                      GError            **error)
{
  const BwDataSource *source;
  gboolean done;

  g_return_val_if_fail (self != NULL && table != NULL && n != NULL, FALSE);

  source = bw_data_table_get_source (table);
  *n = 0;
  if (table->view == NULL)
    return bw_data_reader_each (self, table, count_row, n, cancellable, error);
  bw_library_set_cancellable (self->library, cancellable);
  done = source->read == bw_data_read_samples ? count_samples (self, source, n, error)
                                              : count_view (self, source, n, error);
  bw_library_set_cancellable (self->library, NULL);
  return done;
}

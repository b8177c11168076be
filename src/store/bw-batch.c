/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-batch.h"

typedef struct
{
  sqlite3_vtab base;
  BwBatch *batch;
} BatchTable;

static inline BwBatch *
batch_of (sqlite3_vtab_cursor *cursor)
{
  return ((BatchTable *) cursor->pVtab)->batch;
}

static int
batch_connect (sqlite3            *db,
               void               *data,
               int                 argc,
               const char *const  *argv,
               sqlite3_vtab      **table_out,
               char              **message)
{
  BwBatch *batch = data;
  BatchTable *table;
  int rc = sqlite3_declare_vtab (db, batch->declaration);

  if (rc != SQLITE_OK)
    return rc;
  table = g_new0 (BatchTable, 1);
  table->batch = batch;
  *table_out = &table->base;
  return SQLITE_OK;
}

static int
batch_disconnect (sqlite3_vtab *table)
{
  g_free (table);
  return SQLITE_OK;
}

static int
batch_best_index (sqlite3_vtab       *table,
                  sqlite3_index_info *info)
{
  info->estimatedCost = 1000;
  info->estimatedRows = 1000;
  return SQLITE_OK;
}

static int
batch_open (sqlite3_vtab         *table,
            sqlite3_vtab_cursor **cursor)
{
  *cursor = g_new0 (sqlite3_vtab_cursor, 1);
  return SQLITE_OK;
}

static int
batch_close (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);
  return SQLITE_OK;
}

static int
batch_filter (sqlite3_vtab_cursor  *cursor,
              int                   index,
              const char           *index_text,
              int                   argc,
              sqlite3_value       **argv)
{
  batch_of (cursor)->row = 0;
  return SQLITE_OK;
}

static int
batch_next (sqlite3_vtab_cursor *cursor)
{
  batch_of (cursor)->row++;
  return SQLITE_OK;
}

static int
batch_eof (sqlite3_vtab_cursor *cursor)
{
  return batch_of (cursor)->row >= batch_of (cursor)->n;
}

static int
batch_column (sqlite3_vtab_cursor *cursor,
              sqlite3_context     *context,
              int                  column)
{
  BwBatch *batch = batch_of (cursor);

  batch->column (batch, column, context);
  return SQLITE_OK;
}

static int
batch_rowid (sqlite3_vtab_cursor *cursor,
             sqlite3_int64       *rowid)
{
  *rowid = (sqlite3_int64) batch_of (cursor)->row;
  return SQLITE_OK;
}

/* Without xCreate the table is there by its module's name alone. */
static const sqlite3_module batch_module = {
  .xConnect = batch_connect,
  .xBestIndex = batch_best_index,
  .xDisconnect = batch_disconnect,
  .xOpen = batch_open,
  .xClose = batch_close,
  .xFilter = batch_filter,
  .xNext = batch_next,
  .xEof = batch_eof,
  .xColumn = batch_column,
  .xRowid = batch_rowid,
};

int
bw_batch_register (sqlite3    *db,
                   const char *name,
                   BwBatch    *batch)
{
  return sqlite3_create_module_v2 (db, name, &batch_module, batch, NULL);
}

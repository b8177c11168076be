/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _BwBatch BwBatch;

/**
 * BwBatch:
 *
 * An array of C structs that SQL sees as a table, so that one `INSERT … SELECT … FROM batch` adds
 * them all: no binding, stepping and resetting a row, and the cursor on the B-tree stays where the
 * row before was added, which makes ascending keys cheap.
 *
 * While the statement runs, `row` is the index of the row that is being inserted; a function called
 * from its ON CONFLICT clause can thus tell which of them was held already.
 */
struct _BwBatch
{
  const char *declaration; /* CREATE TABLE … */
  void (*column) (const BwBatch  *batch,
                  int             column,
                  sqlite3_context *context);

  gconstpointer rows; /* (array length=n) */
  gsize n;
  gsize row;
  gint64 owner;       /* what all rows share: the import or the reading they belong to */
};

/* Makes @batch, which must outlive @db, readable as a table @name of @db.
 * Returns: an SQLite result code */
int bw_batch_register (sqlite3    *db,
                       const char *name,
                       BwBatch    *batch);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-batch.h"
#include "store/bw-library.h"
#include "store/bw-samples.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* Internal to the store. */

#define BW_LIBRARY_PAGE_SIZE 8192

/* A statement that is run again and again. Got with bw_library_prepare() and held by g_autoptr(),
 * which gives it back: reset and with its bindings cleared. */
typedef struct sqlite3_stmt BwStatement;

/* A name of a kind, source or category as cached by id; strings live as long as the connection. */
typedef struct
{
  const char *name;
  const char *unit;   /* of a kind */
  gboolean category;  /* a kind of it */
} BwName;

typedef struct
{
  GHashTable *by_text;  /* joined text → id */
  GHashTable *by_id;    /* id → BwName */
} BwNames;

struct _BwLibrary
{
  sqlite3 *db;
  char *path;
  char *shown_path;      /* UTF-8, for messages */
  BwLibraryMode mode;

  GHashTable *statements; /* SQL literal → sqlite3_stmt */
  gboolean in_transaction;
  gint64 own_commits;
  GCancellable *cancellable;

  GStringChunk *strings;
  BwNames kinds;
  BwNames sources;
  BwNames categories;
  gint64 names_version;   /* of the file when the caches were filled */

  gboolean has_views;     /* those of bw-schema-views.h, as temporary ones */

  GHashTable *repeats;    /* identity of a workout → how many the running import held */

  BwBatch sample_batch;
  BwBatch rollup_batch;
  BwBatch beat_batch;
  gpointer sample_batch_user;
};

/* Turns the SQLite result @rc into one sentence. Returns: %FALSE */
gboolean bw_sqlite_set_error (sqlite3     *db,
                              const char  *path,
                              int          rc,
                              GError     **error);
gboolean bw_library_set_error (BwLibrary  *self,
                               int         rc,
                               GError    **error);

/* @sql must be a string literal: its address is the key of the cache. */
BwStatement *bw_library_prepare (BwLibrary   *self,
                                 const char  *sql,
                                 GError     **error);
void bw_statement_done (BwStatement *statement);

/* Runs statements that need no bindings and give no rows. */
gboolean bw_library_execute (BwLibrary   *self,
                             const char  *sql,
                             GError     **error);

/**
 * bw_statement_bind:
 * @types: a letter a parameter: `i` int, `l` gint64, `d` double, `n` double that is NULL where
 *   negative, `z` gint64 that is NULL where 0, `s` nullable text (not copied: it must live until
 *   the statement is done), `b` a blob (const void *, gsize; not copied)
 */
void bw_statement_bind (BwStatement *statement,
                        const char  *types,
                        ...);

/* Steps. Returns: %TRUE with a row; %FALSE at the end, or with @error */
gboolean bw_statement_next (BwLibrary    *self,
                            BwStatement  *statement,
                            GError      **error);

/* Steps a statement that gives no rows to its end. */
gboolean bw_statement_run (BwLibrary    *self,
                           BwStatement  *statement,
                           GError      **error);

/* Steps a statement that gives one row or none. @there: whether there is one, to be read */
gboolean bw_statement_find (BwLibrary    *self,
                            BwStatement  *statement,
                            gboolean     *there,
                            GError      **error);

/* Fills @row, which is all zeros, from the row that a statement stands on. */
typedef void (*BwRowReader) (BwStatement *statement,
                             gpointer     row);

/* Steps a statement to its end. @clear: frees what a row owns, or %NULL.
 * Returns: (transfer full): the rows, each of @row_size bytes; %NULL with @error */
GArray *bw_statement_read_rows (BwLibrary       *self,
                                BwStatement     *statement,
                                gsize            row_size,
                                BwRowReader      read_row,
                                GDestroyNotify   clear,
                                GError         **error);

/* The same for a statement of ids alone. Returns: (transfer full) (element-type gint64) */
GArray *bw_statement_read_ids (BwLibrary    *self,
                               BwStatement  *statement,
                               GError      **error);

/* The row that a statement stands on, as a struct of its own. Returns: (transfer full) */
typedef gpointer (*BwRowMaker) (BwStatement *statement);

/* Steps a statement to its end. @row_free: frees a row.
 * Returns: (transfer full): the rows; %NULL with @error */
GPtrArray *bw_statement_make_rows (BwLibrary       *self,
                                   BwStatement     *statement,
                                   BwRowMaker       make_row,
                                   GDestroyNotify   row_free,
                                   GError         **error);

/* Says that the library has nothing of this id. Returns: %FALSE */
typedef gboolean (*BwNotFound) (gint64   id,
                                GError **error);

/* Steps to the one row of @id that a statement reads: @not_found where there is none. */
gboolean bw_statement_get_row (BwLibrary    *self,
                               BwStatement  *statement,
                               gint64        id,
                               BwNotFound    not_found,
                               GError      **error);

/* Runs a statement that changes or deletes the row of @id: @not_found where there was none. */
gboolean bw_statement_change_row (BwLibrary    *self,
                                  BwStatement  *statement,
                                  gint64        id,
                                  BwNotFound    not_found,
                                  GError      **error);

/* Makes a change of several statements as a whole or not at all: in a transaction of its own, or
 * where one is open, which then stays open, as a part of it. */
typedef gboolean (*BwLibraryChange) (BwLibrary  *self,
                                     gpointer    data,
                                     GError    **error);
gboolean bw_library_change (BwLibrary        *self,
                            BwLibraryChange   change,
                            gpointer          data,
                            GError          **error);

/* Columns with the store's ideas of NULL. */
char *bw_statement_dup_text (BwStatement *statement,
                             int          column); /* NULL stays %NULL */
char *bw_statement_dup_word (BwStatement *statement,
                             int          column); /* NULL becomes "" */
double bw_statement_get_value (BwStatement *statement,
                               int          column); /* NULL becomes −1 */

void bw_library_init_names (BwLibrary *self);
void bw_library_clear_names (BwLibrary *self);

/* Forgets names that may be others by now: call at the start of every transaction, and before
 * names are read outside of one. */
void bw_library_refresh_names (BwLibrary *self);

/* The name behind an id, %NULL where there is none. */
const BwName *bw_library_get_kind (BwLibrary *self,
                                   gint32     id);
const BwName *bw_library_get_source (BwLibrary *self,
                                     gint32     id);
const BwName *bw_library_get_category (BwLibrary *self,
                                       gint32     id);

/* Register the tables and functions that the writers' statements use. Return: SQLite codes */
int bw_library_register_samples (BwLibrary *self);
int bw_library_register_rollups (BwLibrary *self);
int bw_library_register_beats (BwLibrary *self);

/* Start of the quarter of an hour that holds @time_ms. */
static inline gint64
bw_quarter_of (gint64 time_ms)
{
  gint64 rest = time_ms % (15 * 60 * 1000);

  return time_ms - rest - (rest < 0 ? 15 * 60 * 1000 : 0);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwStatement, bw_statement_done)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-backtests.h"

#include "store/bw-library-private.h"

BwBacktestRow *
bw_backtest_row_new (void)
{
  return g_new0 (BwBacktestRow, 1);
}

void
bw_backtest_row_free (BwBacktestRow *row)
{
  if (row == NULL)
    return;
  g_free (row->measure);
  g_free (row->fingerprint);
  g_free (row->json);
  g_free (row);
}

gboolean
bw_library_set_backtest (BwLibrary            *self,
                         const BwBacktestRow  *row,
                         GError              **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && row != NULL, FALSE);
  g_return_val_if_fail (row->measure != NULL && row->fingerprint != NULL && row->json != NULL,
                        FALSE);
  g_return_val_if_fail (row->to_ms >= row->from_ms && row->stride_h > 0, FALSE);

  statement = bw_library_prepare (self,
                                  "INSERT OR REPLACE INTO backtest (made_ms, measure, from_ms,"
                                  " to_ms, stride_h, fingerprint, json) VALUES (?, ?, ?, ?, ?, ?, ?)",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "lslliss", row->made_ms, row->measure, row->from_ms, row->to_ms,
                     row->stride_h, row->fingerprint, row->json);
  return bw_statement_run (self, statement, error);
}

BwBacktestRow *
bw_library_get_backtest (BwLibrary   *self,
                         const char  *measure,
                         GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;
  BwBacktestRow *row;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self,
                                  "SELECT id, made_ms, measure, from_ms, to_ms, stride_h,"
                                  " fingerprint, json FROM backtest"
                                  " WHERE ?1 IS NULL OR measure = ?1"
                                  " ORDER BY made_ms DESC, id DESC LIMIT 1",
                                  error);
  if (statement == NULL)
    return NULL;
  bw_statement_bind (statement, "s", measure);
  if (!bw_statement_next (self, statement, error))
    return NULL;

  row = bw_backtest_row_new ();
  row->id = sqlite3_column_int64 (statement, 0);
  row->made_ms = sqlite3_column_int64 (statement, 1);
  row->measure = bw_statement_dup_word (statement, 2);
  row->from_ms = sqlite3_column_int64 (statement, 3);
  row->to_ms = sqlite3_column_int64 (statement, 4);
  row->stride_h = sqlite3_column_int (statement, 5);
  row->fingerprint = bw_statement_dup_word (statement, 6);
  row->json = bw_statement_dup_word (statement, 7);
  return row;
}

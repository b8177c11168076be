/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-library.h"

G_BEGIN_DECLS

/* What a backtest found, and on what. */
typedef struct
{
  gint64 id;          /* 0 before it is stored */
  gint64 made_ms;     /* when, by the clock */
  char *measure;      /* "rmssd", "rmssd-imported", "sdnn" */
  gint64 from_ms;     /* the first origin … */
  gint64 to_ms;       /* … and the last */
  int stride_h;       /* hours from one origin to the next, > 0 */
  char *fingerprint;  /* of the data it was made from, hex */
  char *json;         /* of `forecast backtest` */
} BwBacktestRow;

BwBacktestRow *bw_backtest_row_new (void);
void bw_backtest_row_free (BwBacktestRow *row);

/* Takes the place of the one of the same measure. row->id is of no account. */
gboolean bw_library_set_backtest (BwLibrary            *self,
                                  const BwBacktestRow  *row,
                                  GError              **error);

/* @measure: (nullable): %NULL for the newest of all
 * Returns: (transfer full) (nullable): %NULL without @error where there is none */
BwBacktestRow *bw_library_get_backtest (BwLibrary   *self,
                                        const char  *measure,
                                        GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwBacktestRow, bw_backtest_row_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-library.h"

G_BEGIN_DECLS

/* Which rows of a view (bw-dictionary.h) are read, and what of them. The names are of columns of the
 * view, ours and right. */
typedef struct
{
  const char *view;
  const char *const *columns;  /* (array length=n_columns) */
  guint n_columns;
  const char *span;            /* (nullable): ms since 1970, that from_ms and to_ms are about */
  const char *order;           /* (nullable): columns with ", " between, by which they come */
  const char *filter;          /* (nullable): column that is to equal @filter_text, or @filter_id */
  const char *filter_text;     /* (nullable) */
  gint64 filter_id;
} BwRowsQuery;

/**
 * BwRows:
 *
 * Rows of one of the library's views, read one at a time: a table of millions takes no more memory
 * than one of ten. They are those there were at the first; libraries of older versions have them too.
 * bw_library_set_cancellable() stops it.
 */
typedef struct _BwRows BwRows;

/**
 * bw_library_open_rows:
 * @query: borrowed for the call
 * @from_ms, @to_ms: where @query has a span, those in [from_ms, to_ms), and those without a time where
 *   that is all time, 0 … %G_MAXINT64 or beyond
 *
 * Returns: (transfer full): %NULL with @error (%BW_ERROR_DAMAGED where a view cannot be made)
 */
BwRows *bw_library_open_rows (BwLibrary          *self,
                              const BwRowsQuery  *query,
                              gint64              from_ms,
                              gint64              to_ms,
                              GError            **error);
void bw_rows_free (BwRows *self);

/* How many rows those are. */
gboolean bw_library_count_rows (BwLibrary          *self,
                                const BwRowsQuery  *query,
                                gint64              from_ms,
                                gint64              to_ms,
                                guint64            *n,
                                GError            **error);

/* Steps to the next row, or to the first. Returns: %FALSE at the end, or with @error */
gboolean bw_rows_next (BwRows  *self,
                       GError **error);

/* Values of the row, by their place in the query. Returns: %FALSE where it is not a number */
gboolean bw_rows_get_int (BwRows *self,
                          guint   column,
                          gint64 *value);
gboolean bw_rows_get_double (BwRows *self,
                             guint   column,
                             double *value);

/* Returns: (nullable): borrowed until the next row; valid UTF-8. %NULL where it is unknown or a blob */
const char *bw_rows_get_text (BwRows *self,
                              guint   column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRows, bw_rows_free)

G_END_DECLS

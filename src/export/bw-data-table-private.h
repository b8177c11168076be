/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-data-table.h"
#include "forecast/bw-hourly.h"
#include "forecast/bw-outlook.h"
#include "forecast/bw-trend.h"

G_BEGIN_DECLS

/* Internal to the tables: bw-data-table.c, bw-data-hourly.c, bw-data-worked-out.c,
 * bw-data-stored.c, bw-data-reader.c. */

/* Hands the rows of the table that is read to bw_data_emit(), one after the other. */
typedef gboolean (*BwDataRead) (BwDataReader  *reader,
                                GError       **error);

/* Where the rows of a table come from. */
typedef struct
{
  BwDataTable table;
  BwDataRead read;

  /* Of a view; see BwRowsQuery. */
  const char *span;
  const char *order;
  const char *const *kinds; /* (nullable): of samples, those alone */
} BwDataSource;

/* All there are, in this order. */
extern const BwDataSource bw_data_hourly[];
extern const guint bw_data_n_hourly;
extern const BwDataSource bw_data_worked_out[];
extern const guint bw_data_n_worked_out;
extern const BwDataSource bw_data_stored[];
extern const guint bw_data_n_stored;

struct _BwDataReader
{
  BwLibrary *library;       /* borrowed */
  GTimeZone *zone;
  BwMeasure measure;        /* as asked for */
  gint64 from_ms, to_ms;

  /* Of the call that runs. */
  const BwDataTable *table;  /* %NULL while none does */
  BwDataFunc func;
  gpointer data;
  GCancellable *cancellable; /* (nullable) */
  guint n_rows;              /* handed on so far */

  /* Worked out once; %NULL until then, and where there are too few data. */
  gboolean has_hourly, has_trend, has_outlook;
  BwHourly *hourly;
  BwTrend *trend;
  BwOutlook *outlook;
};

/* Hands on a row of the table that is read, and looks at whether that is cancelled.
 * @row: (array length=n_columns): borrowed for the call
 * Returns: %FALSE with @error to read no more */
gboolean bw_data_emit (BwDataReader       *self,
                       const BwDataValue  *row,
                       GError            **error);

/* Of the stored tables. */
gboolean bw_data_read_view (BwDataReader  *self,
                            GError       **error);
gboolean bw_data_read_samples (BwDataReader  *self,
                               GError       **error);

const BwDataSource *bw_data_table_get_source (const BwDataTable *table);

G_END_DECLS

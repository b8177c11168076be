/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-data-table.h"
#include "forecast/bw-hourly.h"
#include "forecast/bw-outlook.h"
#include "forecast/bw-trend.h"

G_BEGIN_DECLS

/* Internal to the tables: bw-data-table.c, bw-data-stored.c, bw-data-worked-out.c, bw-data-reader.c. */

typedef gboolean (*BwDataRead) (BwDataReader       *reader,
                                const BwDataTable  *table,
                                BwDataFunc          func,
                                gpointer            data,
                                GError            **error);

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

extern const BwDataSource bw_data_stored[];
extern const guint bw_data_n_stored;
extern const BwDataSource bw_data_worked_out[];
extern const guint bw_data_n_worked_out;

struct _BwDataReader
{
  BwLibrary *library;       /* borrowed */
  GTimeZone *zone;
  BwMeasure measure;        /* as asked for */
  gint64 from_ms, to_ms;

  GCancellable *cancellable; /* (nullable): of the call that runs */

  /* Worked out once; %NULL until then, and where there are too few data. */
  gboolean has_hourly, has_trend, has_outlook;
  BwHourly *hourly;
  BwTrend *trend;
  BwOutlook *outlook;
};

/* Of the stored tables. */
gboolean bw_data_read_view (BwDataReader       *self,
                            const BwDataTable  *table,
                            BwDataFunc          func,
                            gpointer            data,
                            GError            **error);
gboolean bw_data_read_samples (BwDataReader       *self,
                               const BwDataTable  *table,
                               BwDataFunc          func,
                               gpointer            data,
                               GError            **error);

const BwDataSource *bw_data_table_get_source (const BwDataTable *table);

G_END_DECLS

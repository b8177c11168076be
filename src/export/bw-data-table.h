/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast.h"
#include "store/bw-library.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The tables that the app shows, for who reads them with other programs: most are views of the library
 * (store/bw-dictionary.h); what the app works out is worked out here by the same functions. */

typedef enum {
  BW_DATA_INTEGER,
  BW_DATA_NUMBER,
  BW_DATA_BOOLEAN,
  BW_DATA_WORD,     /* one of a few words of ours, never translated: "fasting" */
  BW_DATA_TEXT,     /* somebody else's */
  BW_DATA_TIME,     /* ISO 8601 with the offset of the clock that was there, else of the person's zone */
  BW_DATA_DAY,      /* "2023-09-21" */
} BwDataType;

typedef struct
{
  const char *name;    /* with its unit: "rmssd_ms"; never translated */
  BwDataType type;
  const char *stored;  /* (nullable): column of the library's view that it is */
  const char *offset;  /* (nullable): column of the offset of a time, in minutes */
  const char *unit;    /* (nullable): what the view’s dictionary does not say, or says otherwise */
  const char *meaning; /* (nullable): likewise */
} BwDataColumn;

typedef struct
{
  const char *id;      /* "heart-rate"; never translated */
  const char *title;   /* see bw_data_table_get_title() */
  const char *description;
  const char *view;    /* (nullable): of the library; %NULL for what is worked out */
  const BwDataColumn *columns;
  guint n_columns;
  gboolean has_span;   /* whether a stretch of time can be asked for */
} BwDataTable;

guint bw_data_table_get_n (void);
const BwDataTable *bw_data_table_get (guint i);

/* Returns: (nullable) */
const BwDataTable *bw_data_table_find (const char *id);

/* For people, translated: "Heart rate" and what is in it, a sentence. */
const char *bw_data_table_get_title (const BwDataTable *self);
const char *bw_data_table_get_description (const BwDataTable *self);

/* For the dictionary, in English as the names are. */
const char *bw_data_table_get_unit (const BwDataTable *self,
                                    guint              column);
const char *bw_data_table_get_meaning (const BwDataTable *self,
                                       guint              column);
const char *bw_data_type_get_id (BwDataType type);

/* A value of a row, of the type of its column. */
typedef struct
{
  gboolean known;
  union {
    gint64 integer;
    double number;
    gboolean flag;
    const char *text;
    struct
    {
      gint64 time_ms;    /* UTC; of a day, its count (bw_time_days_from_civil()) */
      int offset_min;
    };
  };
} BwDataValue;

/* Takes a row as it is read. @row: (array length=n_columns): borrowed for the call
 * Returns: %FALSE with @error to read no more */
typedef gboolean (*BwDataFunc) (const BwDataTable  *table,
                                const BwDataValue  *row,
                                gpointer            data,
                                GError            **error);

/**
 * BwDataReader:
 *
 * Reads tables of one library and one stretch of time. What it had to work out for one it keeps for the
 * next.
 */
typedef struct _BwDataReader BwDataReader;

/**
 * bw_data_reader_new:
 * @library: a connection of the calling thread; outlives the reader
 * @measure: as for bw_forecast_run()
 * @from_ms, @to_ms: [from, to), of tables that have a span; 0 and %G_MAXINT64 for all time
 */
BwDataReader *bw_data_reader_new (BwLibrary *library,
                                  BwMeasure  measure,
                                  gint64     from_ms,
                                  gint64     to_ms);
void bw_data_reader_free (BwDataReader *self);

/**
 * bw_data_reader_each:
 *
 * The rows of a table one by one, in a fixed order; @func reads no other by the same reader. Of what is
 * stored none is held; a table for which there are too few data is empty.
 *
 * Errors: the store's, those of @func, %G_IO_ERROR_CANCELLED.
 */
gboolean bw_data_reader_each (BwDataReader       *self,
                              const BwDataTable  *table,
                              BwDataFunc          func,
                              gpointer            data,
                              GCancellable       *cancellable,
                              GError            **error);

/* How many rows that are. Quick for what is stored; the rest is worked out. */
gboolean bw_data_reader_count (BwDataReader       *self,
                               const BwDataTable  *table,
                               guint64            *n,
                               GCancellable       *cancellable,
                               GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDataReader, bw_data_reader_free)

G_END_DECLS

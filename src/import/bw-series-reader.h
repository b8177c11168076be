/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-collector.h"
#include "import/bw-import.h"

G_BEGIN_DECLS

typedef enum {
  BW_SERIES_FORMAT_RMSSD_CSV,     /* bw-rmssd-csv.h */
  BW_SERIES_FORMAT_LINE_PROTOCOL, /* bw-line-protocol.h */
} BwSeriesFormat;

/**
 * BwSeriesReader:
 *
 * Reads a series that a program other than Apple's wrote, a text pushed in chunks; memory is bounded
 * whatever its size. Lines that cannot be read are left out and told; so, untold, are the values of
 * other people than the collector's.
 */
typedef struct _BwSeriesReader BwSeriesReader;

/* @collector: (unowned)
 * @file: as it is told in problems
 * @zone: (nullable): of clock times without one */
BwSeriesReader *bw_series_reader_new (BwSeriesFormat          format,
                                      BwCollector            *collector,
                                      const char             *file,
                                      const BwImportOptions  *options,
                                      GTimeZone              *zone);
void bw_series_reader_free (BwSeriesReader *self);

/* Errors: %BW_ERROR_FORMAT, %BW_ERROR_HOSTILE, those of handing parcels over. */
gboolean bw_series_reader_push (BwSeriesReader  *self,
                                const char      *chunk,
                                gsize            length,
                                GError         **error);

/* Errors: the same. */
gboolean bw_series_reader_finish (BwSeriesReader  *self,
                                  GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSeriesReader, bw_series_reader_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-export-line-protocol.h"
#include "export/bw-export-stream.h"

G_BEGIN_DECLS

/* Points of the same measurement and tags. */
typedef struct
{
  char *head;      /* measurement and tags */
  gint64 last_ms;  /* of the point before, of which there were n_same at that time */
  guint n_same;
} BwLineSeries;

/* One export under way. */
typedef struct
{
  BwLibrary *library;                   /* (unowned) */
  const BwExportLinesOptions *options;  /* (unowned) */
  BwExportLinesCounts *counts;          /* (unowned) */
  BwProgress *progress;                 /* (unowned) (nullable) */
  BwExportStream *stream;               /* (unowned) */
  GString *out;                         /* (unowned): its buffer */
  GHashTable *series;                   /* (element-type utf8 BwLineSeries): by head */
  guint64 n_done, n_all;                /* samples read, and how many there are */
} BwLinesExport;

/* The series of a head. @head: (transfer full). Returns: (transfer none) */
BwLineSeries *bw_lines_export_get_series (BwLinesExport *self,
                                          char          *head);

/* Begins a point of @series at @time_ms: its head is in the buffer then, and @time_ns what it is to
 * end with. Points of a series come by time.
 * Returns: %FALSE, and counts it as left out, where InfluxDB has no such time */
gboolean bw_lines_export_begin (BwLinesExport *self,
                                BwLineSeries  *series,
                                gint64         time_ms,
                                gint64        *time_ns);

/* Ends it. */
gboolean bw_lines_export_end (BwLinesExport      *self,
                              BwLineMeasurement   measurement,
                              gint64              time_ns,
                              GError            **error);

/* Counts a sample that was read, whatever became of it. */
void bw_lines_export_tick (BwLinesExport *self);

/* Adds to n_all the samples of a measurement. Readings and forecasts, which are few, are not counted. */
gboolean bw_lines_export_count_samples (BwLinesExport      *self,
                                        BwLineMeasurement   measurement,
                                        GError            **error);
gboolean bw_lines_export_write_samples (BwLinesExport      *self,
                                        BwLineMeasurement   measurement,
                                        GError            **error);
gboolean bw_lines_export_write_forecasts (BwLinesExport  *self,
                                          GError        **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-export-sample.h"
#include "export/bw-zip-writer.h"
#include "forecast/bw-simulate.h"

G_BEGIN_DECLS

/* Shared by the files that write the sample person; not for other rooms. */

/* Everything the parts of the export are written from. */
typedef struct
{
  BwSampleOptions options;     /* with days filled in */
  GTimeZone *zone;             /* where the person lives */
  BwSimulated *life;
  gint64 first_day;            /* civil */
  gint64 end_ms;               /* of the data; nothing ends later */
  gint64 export_ms;
  int export_offset_min;       /* printed with every date of the XML */

  BwZipWriter *zip;
  GString *buffer;             /* of the open entry, not yet written */
  BwProgress *progress;
  GCancellable *cancellable;
} BwSamplePerson;

typedef enum {
  BW_SAMPLE_WATCH,
  BW_SAMPLE_PHONE,
  BW_SAMPLE_CUFF,
} BwSampleSource;

/* The life behind the export, for those who want to know the truth of it.
 * Returns: (transfer full) */
BwSimulated *bw_sample_simulate (const BwSampleOptions *options);

/* Writes the buffer out where it has grown, and says whether to go on. */
gboolean bw_sample_flush (BwSamplePerson  *sample,
                          gboolean         all,
                          GError         **error);

/* "-12.345" with @digits decimals, 0 … 6, and @point between, whatever the locale. */
void bw_sample_append_number (GString *text,
                              double   value,
                              guint    digits,
                              char     point);

/* `2025-05-02 07:31:04 +0200`, in the offset of the export. */
void bw_sample_append_date (BwSamplePerson *sample,
                            gint64          time_ms);

/* The attributes that every record, correlation and workout has after those of its own: source,
 * unit (may be %NULL) and dates. The element is left open. */
void bw_sample_append_common (BwSamplePerson *sample,
                              BwSampleSource  source,
                              const char     *unit,
                              gint64          created_ms,
                              gint64          start_ms,
                              gint64          end_ms);

/* A whole record of a quantity. */
void bw_sample_append_quantity (BwSamplePerson *sample,
                                const char     *type,
                                BwSampleSource  source,
                                const char     *unit,
                                gint64          start_ms,
                                gint64          end_ms,
                                double          value,
                                guint           digits);

/* The parts of export.xml, in Apple's order, and the recordings. */
gboolean bw_sample_write_quantities (BwSamplePerson  *sample,
                                     GError         **error);
gboolean bw_sample_write_sleep (BwSamplePerson  *sample,
                                GError         **error);
gboolean bw_sample_write_readings (BwSamplePerson  *sample,
                                   GError         **error);
gboolean bw_sample_write_pressures (BwSamplePerson  *sample,
                                    GError         **error);
gboolean bw_sample_write_workouts (BwSamplePerson  *sample,
                                   GError         **error);
gboolean bw_sample_write_summaries (BwSamplePerson  *sample,
                                    GError         **error);
gboolean bw_sample_write_ecgs (BwSamplePerson  *sample,
                               GError         **error);

G_END_DECLS

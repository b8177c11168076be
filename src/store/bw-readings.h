/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-library.h"

G_BEGIN_DECLS

/* A beat of a reading, as the file gave it. */
typedef struct
{
  gint64 time_ms;  /* UTC, steps of 10 ms */
  gint32 bpm;      /* rounded rate of the interval that ends here; 0 unknown */
} BwBeat;

/* An HRV reading with beats, and what signal/ made of them (see signal/bw-reading.h). */
typedef struct
{
  gint64 id;           /* 0 before it is stored */
  gint64 start_ms;     /* UTC */
  gint64 end_ms;       /* UTC */
  int offset_min;      /* true local offset, found from the beats' wall clock */
  gint32 source_id;
  double sdnn_device_ms;  /* the device's own value; negative where unknown */

  guint n_beats;
  guint n_intervals;   /* contiguous NN intervals */
  guint n_artefacts;
  double rmssd_ms;     /* clock noise removed; negative where it cannot be had */
  double rmssd_raw_ms; /* as measured; negative where it cannot be had */
  double se_ms;        /* jackknife standard error of rmssd_ms; negative unknown */
  gboolean used;       /* good enough to count */
  char *why_not;       /* (nullable): stable id of the reason, e.g. "too-few-intervals" */
} BwReadingRow;

void bw_reading_row_clear (BwReadingRow *row);

/**
 * bw_library_add_reading:
 * @beats: (array length=n_beats): ascending
 * @is_new: (out): %FALSE where the library held it (same start, end, source); then the numbers made
 *   of it are replaced, but for those of edited beats (bw-kept-edits.h), and the beats are left alone
 *
 * Inside an open transaction.
 */
gboolean bw_library_add_reading (BwLibrary           *self,
                                 gint64               import_id,
                                 const BwReadingRow  *reading,
                                 const BwBeat        *beats,
                                 guint                n_beats,
                                 gboolean            *is_new,
                                 GError             **error);

/* The numbers that signal/ makes of a reading's beats, from n_intervals to why_not, in place of those
 * it has. Errors: %BW_ERROR_NOT_FOUND */
gboolean bw_library_set_reading_numbers (BwLibrary           *self,
                                         gint64               reading_id,
                                         const BwReadingRow  *numbers,
                                         GError             **error);

/* Takes a reading as it is read; it may neither write to the library nor read readings of it.
 * Returns: %FALSE with @error to read no more */
typedef gboolean (*BwReadingFunc) (const BwReadingRow  *row,
                                   gpointer             data,
                                   GError             **error);

/* Readings that start in [from_ms, to_ms), by start, one after the other without all being held. */
gboolean bw_library_each_reading (BwLibrary      *self,
                                  gint64          from_ms,
                                  gint64          to_ms,
                                  BwReadingFunc   func,
                                  gpointer        data,
                                  GError        **error);

/* They as one array.
 * Returns: (transfer full) (element-type BwReadingRow): %NULL with @error */
GArray *bw_library_read_readings (BwLibrary  *self,
                                  gint64      from_ms,
                                  gint64      to_ms,
                                  GError    **error);

/* One of them. @row: (out): to be cleared. Errors: %BW_ERROR_NOT_FOUND */
gboolean bw_library_read_reading (BwLibrary     *self,
                                  gint64         reading_id,
                                  BwReadingRow  *row,
                                  GError       **error);

/* What the source of a reading is called, "Anna’s Apple Watch".
 * Returns: (nullable): borrowed until the next such call or transaction */
const char *bw_library_get_source_name (BwLibrary *self,
                                        gint32     source_id);

/* All that is known of a source. The strings are owned by the connection and live as long as it. */
typedef struct
{
  const char *name;
  const char *version; /* "" for none, here and below */
  const char *device;
} BwSource;

/* Errors: %BW_ERROR_NOT_FOUND */
gboolean bw_library_read_source (BwLibrary  *self,
                                 gint32      source_id,
                                 BwSource   *source,
                                 GError    **error);

/* Returns: (transfer full) (element-type BwBeat): %NULL with @error (%BW_ERROR_NOT_FOUND) */
GArray *bw_library_read_beats (BwLibrary  *self,
                               gint64      reading_id,
                               GError    **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwReadingRow, bw_reading_row_clear)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* One ECG recording as Apple Health writes it: a header of `key,value` lines in any language and
 * order, or none, then one sample a line; or with its index or time beside it (bw-ecg-columns.h).
 * Text is UTF-8, or UTF-16 with a byte order mark. */
typedef struct
{
  BwRecording header;     /* n_samples is set; id and labelled_by are not */
  gint32 *samples_nv;     /* exactly the file's decimals */
  char *person_name;      /* (nullable) */
  char *date_of_birth;    /* (nullable): verbatim */
  gboolean has_header;
  gboolean rate_assumed;  /* neither the file nor the caller told it: 512 Hz */
  gboolean unit_assumed;  /* the file tells one that is none of voltage: taken as µV */
  guint n_other_signals;  /* further columns of samples, which were left out */
  guint n_jumps;          /* where the times beside the samples do not go on evenly */
  guint n_unreadable;     /* sample lines that are no number; the sample before stands for them */
  gint64 unreadable_line; /* of the first */
} BwEcgFile;

typedef struct
{
  BwLabel label;     /* used where has_label, else the folders' names are */
  gboolean has_label;
  double rate_hz;    /* used where the file does not tell it; 0: 512 */
  gboolean has_time; /* used where neither header nor file name has a date */
  gint64 time_ms;
  int offset_min;
} BwEcgOptions;

void bw_ecg_file_clear (BwEcgFile *file);

/* Whether the beginning of a file looks like one. */
gboolean bw_ecg_csv_sniff (const char *text,
                           gsize       length);

/**
 * bw_ecg_csv_parse:
 * @path: with the folders it lies in; `…/fast1/ecg_2023-09-21_4.csv` gives the label, and where
 *   the header has none the day and, as seconds after noon UTC, the order within it
 *
 * Errors: %BW_ERROR_FORMAT.
 */
gboolean bw_ecg_csv_parse (BwEcgFile           *file,
                           const char          *text,
                           gsize                length,
                           const char          *path,
                           const BwEcgOptions  *options,
                           GError             **error);

/* From the folders of @path, the nearest first: `fast…` fasting, `glucose…` glucose. */
BwLabel bw_ecg_label_from_path (const char *path);

/* The day and the order within it from a name like `ecg_2023-09-21_4.csv`. */
gboolean bw_ecg_day_from_name (const char *name,
                               gint64     *day,
                               guint      *order);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwEcgFile, bw_ecg_file_clear)

G_END_DECLS

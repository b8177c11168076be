/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* Sample rates that a file or a person may tell. */
#define BW_ECG_MIN_RATE_HZ 50.0
#define BW_ECG_MAX_RATE_HZ 5000.0

/* What the reading of one recording's file gives, of whatever format. */
typedef struct
{
  BwRecording header;     /* n_samples is set; id and labelled_by are not */
  gint32 *samples_nv;     /* exactly the file's decimals, or the nanovolts next to its steps */
  char *person_name;      /* (nullable) */
  char *date_of_birth;    /* (nullable): verbatim, from EDF+ `1985-03-14` */
  char *sex;              /* (nullable): as the health export words it */
  gboolean has_header;
  gboolean rate_given;    /* the caller told it, for the file does not */
  gboolean rate_assumed;  /* neither the file nor the caller told it: 512 Hz */
  gboolean unit_assumed;  /* the file tells one that is none of voltage: taken as µV */
  guint n_other_signals;  /* further signals, which were left out */
  guint n_jumps;          /* where the times beside the samples do not go on evenly */
  guint n_stretches;      /* of a recording with gaps, the longest of which was read; else 0 */
  gboolean cut;           /* the file breaks off; what came before was read */
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
  GTimeZone *zone;   /* (nullable) (unowned): of times that tell none; UTC */
  gboolean partial;  /* keep what there is of a file that breaks off */
} BwEcgOptions;

void bw_ecg_file_clear (BwEcgFile *file);

/* From the folders of @path, the nearest first: `fast…` fasting, `glucose…` glucose. */
BwLabel bw_ecg_label_from_path (const char *path);

/* Where the file itself does not tell when the recording began: the time of @options, else noon UTC
 * of @day or of the day in recording->name, and as seconds after it the name's order within the day;
 * else %BW_ERROR_FORMAT.
 * @day: (nullable): where the file tells that
 * @options: (nullable) */
gboolean bw_ecg_file_set_start (BwRecording         *recording,
                                const gint64        *day,
                                const BwEcgOptions  *options,
                                GError             **error);

/* A rate of which no more is known than that it is @rate_hz ± @doubt: the plainest decimal in that. */
double bw_ecg_plain_rate (double rate_hz,
                          double doubt);

/* Nanovolts in a unit of voltage as people write it: “µV”, “uV”, “mV” …; 0 for any other. */
gint64 bw_ecg_unit_in_nv (const char *unit);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwEcgFile, bw_ecg_file_clear)

G_END_DECLS

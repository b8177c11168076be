/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-library.h"

G_BEGIN_DECLS

typedef enum {
  BW_LABEL_NONE,
  BW_LABEL_FASTING,
  BW_LABEL_GLUCOSE,
} BwLabel;

/* "fasting", "glucose", "none"; never translated. */
const char *bw_label_get_id (BwLabel label);
gboolean bw_label_from_id (const char *id,
                           BwLabel    *label);

/* An ECG recording's header. */
typedef struct
{
  gint64 id;             /* 0 before it is stored */
  char *name;            /* file name without folder */
  gint64 start_ms;       /* UTC */
  int offset_min;
  gboolean time_known;   /* FALSE: only the day is (from the file's name), times are noon */
  double rate_hz;
  guint n_samples;
  char *lead;            /* "Lead I" */
  char *classification;  /* verbatim; "" for none */
  char *symptoms;        /* verbatim; "" for none */
  char *device;          /* "" for none */
  char *software;        /* "" for none */
  BwLabel label;
  char *labelled_by;     /* (nullable) */
} BwRecording;

void bw_recording_clear (BwRecording *recording);

/**
 * bw_library_add_recording:
 * @samples_nv: (array length=n_samples of recording): nanovolt, that is µV with Apple's three
 *   decimals, exactly
 * @is_new: (out): %FALSE where a recording with the same samples and start was held
 *
 * Inside an open transaction. On success recording->id is set.
 */
gboolean bw_library_add_recording (BwLibrary     *self,
                                   gint64         import_id,
                                   BwRecording   *recording,
                                   const gint32  *samples_nv,
                                   gboolean      *is_new,
                                   GError       **error);

/* Returns: (transfer full) (element-type BwRecording): by start; %NULL with @error */
GArray *bw_library_read_recordings (BwLibrary  *self,
                                    GError    **error);

/* Samples of a recording in µV, double, exactly as the file's decimals.
 * Returns: (transfer full) (element-type double) */
GArray *bw_library_read_ecg (BwLibrary  *self,
                             gint64      recording_id,
                             GError    **error);

gboolean bw_library_set_label (BwLibrary   *self,
                               gint64       recording_id,
                               BwLabel      label,
                               const char  *who,
                               GError     **error);

G_END_DECLS

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

/* An ECG recording's header, and what people and programs made of it. Text is UTF-8. */
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
  char *labelled_by;     /* (nullable): "folder", "import", "protocol", "glucose" for what a rule
                          * did; else a person's name */
  gint64 labelled_ms;    /* when, UTC; 0 where that is unknown or there is no label */
  char *note;            /* "" for none */

  gboolean has_analysis; /* whether the rest is known */
  guint n_beats;         /* R peaks */
  gboolean has_hr;
  double hr_bpm;         /* mean; only where has_hr */
  double quality;        /* 0 … 1 */
} BwRecording;

void bw_recording_clear (BwRecording *recording);

/* A deep copy, for bw_recording_free(). Returns: (transfer full) */
BwRecording *bw_recording_copy (const BwRecording *recording);
void bw_recording_free (BwRecording *recording);

/* When it began, as clocks and calendars in @zone are to tell it: its start, but noon there where only
 * the day is known, for the noon that it was stored with may be in another day there. */
gint64 bw_recording_get_shown_ms (const BwRecording *recording,
                                  GTimeZone         *zone);

/* What a watch wrote in English or German, as it is in English: “Sinus Rhythm” of “Sinusrhythmus”.
 * @classification: (nullable): verbatim
 * Returns: (nullable): %NULL for anything else */
const char *bw_recording_get_english_classification (const char *classification);

/**
 * bw_library_add_recording:
 * @recording: all but what an analysis found, see bw_library_set_analysis(). With a label,
 *   labelled_ms 0 is now
 * @samples_nv: (array length=n_samples of recording): nanovolt, that is µV with Apple's three
 *   decimals, exactly
 * @is_new: (out): %FALSE where a recording with the same samples and start was held; it keeps what
 *   it has, and gets the label if it has none
 *
 * Inside an open transaction. On success recording->id is set.
 */
gboolean bw_library_add_recording (BwLibrary     *self,
                                   gint64         import_id,
                                   BwRecording   *recording,
                                   const gint32  *samples_nv,
                                   gboolean      *is_new,
                                   GError       **error);

/* Whether @recording is not held but one with the same samples and another start is, that another
 * import than @import_id brought: the same one under another date. */
gboolean bw_library_find_twin (BwLibrary          *self,
                               gint64              import_id,
                               const BwRecording  *recording,
                               const gint32       *samples_nv,
                               gboolean           *found,
                               GError            **error);

/* Returns: (transfer full) (element-type BwRecording): by start; %NULL with @error */
GArray *bw_library_read_recordings (BwLibrary  *self,
                                    GError    **error);

/* Returns: (transfer full): %NULL with @error (%BW_ERROR_NOT_FOUND) */
BwRecording *bw_library_read_recording (BwLibrary  *self,
                                        gint64      recording_id,
                                        GError    **error);

/* Samples of a recording in nanovolt, exactly as they were added: as many as its n_samples says.
 * Returns: (transfer full) (element-type gint32): %NULL with @error (%BW_ERROR_NOT_FOUND,
 *   %BW_ERROR_DAMAGED where there are more or fewer of them, or it has no rate) */
GArray *bw_library_read_ecg_nv (BwLibrary  *self,
                                gint64      recording_id,
                                GError    **error);

/* The same in µV, double, exactly as the file's decimals.
 * Returns: (transfer full) (element-type double): %NULL with @error, as above */
GArray *bw_library_read_ecg (BwLibrary  *self,
                             gint64      recording_id,
                             GError    **error);

/* What labelling changes of one recording: what it is to be, or what it was (for undo). */
typedef struct
{
  gint64 recording_id;
  BwLabel label;
  char *who;        /* (nullable), owned; of no account where label is BW_LABEL_NONE */
  gint64 time_ms;   /* 0 unknown; of no account where label is BW_LABEL_NONE */
} BwLabelState;

void bw_label_state_clear (BwLabelState *state);

/**
 * bw_library_set_labels:
 * @states: (array length=n): of a recording that is there twice, the last counts
 *
 * All or none: in a transaction of its own, or as a part of the one that is open.
 *
 * Errors: %BW_ERROR_NOT_FOUND for a recording that the library does not hold.
 */
gboolean bw_library_set_labels (BwLibrary           *self,
                                const BwLabelState  *states,
                                guint                n,
                                GError             **error);

/* The label of one, now. */
gboolean bw_library_set_label (BwLibrary   *self,
                               gint64       recording_id,
                               BwLabel      label,
                               const char  *who,
                               GError     **error);

/* @note: (nullable): %NULL and "" for none */
gboolean bw_library_set_note (BwLibrary   *self,
                              gint64       recording_id,
                              const char  *note,
                              GError     **error);

/* Another sample rate for a recording whose file does not tell it. What was found by the rate it had is
 * forgotten: see bw_library_set_analysis(), and the predictions for it and for those of its day that
 * may have been held against it.
 * @changed: (out): whether it had another one */
gboolean bw_library_set_rate (BwLibrary  *self,
                              gint64      recording_id,
                              double      rate_hz,
                              gboolean   *changed,
                              GError    **error);

/* What signal/ found in a recording (see signal/bw-ecg-analysis.h). */
typedef struct
{
  int version;      /* of the analysis: grows when the same samples give another result */
  guint n_beats;    /* R peaks */
  gboolean has_hr;
  double hr_bpm;    /* mean, above 0; only where has_hr */
  double quality;   /* 0 … 1 */
} BwRecordingAnalysis;

gboolean bw_library_set_analysis (BwLibrary                  *self,
                                  gint64                      recording_id,
                                  const BwRecordingAnalysis  *analysis,
                                  GError                    **error);

/* Ids of recordings whose analysis is missing or older than @version, by start.
 * Returns: (transfer full) (element-type gint64): %NULL with @error */
GArray *bw_library_list_unanalysed (BwLibrary  *self,
                                    int         version,
                                    GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRecording, bw_recording_free)

G_END_DECLS

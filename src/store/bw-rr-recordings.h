/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-rr-intervals.h"
#include "store/bw-library.h"

G_BEGIN_DECLS

/* A recording of RR intervals from a file: its header, and what signal/ made of it, so that lists need
 * no beats. Text is UTF-8. */
typedef struct
{
  gint64 id;             /* 0 before it is stored */
  gint64 import_id;      /* that brought it */
  char *name;            /* file name without folder */
  gint64 start_ms;       /* UTC */
  int offset_min;
  gboolean time_known;   /* FALSE: only the day is known or guessed, the time is noon */
  char *device;          /* "" for none */
  char *unit;            /* as the file had them: "ms", "s", "bpm" */
  guint n_intervals;
  double duration_ms;    /* gaps included */

  guint n_beats;         /* of the plausible intervals */
  guint n_artefacts;
  double rmssd_ms;       /* artefacts dealt with; negative where it cannot be had */
} BwRrRecording;

BwRrRecording *bw_rr_recording_copy (const BwRrRecording *self);
void bw_rr_recording_clear (BwRrRecording *self);
void bw_rr_recording_free (BwRrRecording *self);

/* When it began, as clocks and calendars in @zone are to tell it: see bw_recording_get_shown_ms(). */
gint64 bw_rr_recording_get_shown_ms (const BwRrRecording *self,
                                     GTimeZone           *zone);

/**
 * bw_library_add_rr_recording:
 * @recording: all but n_intervals and duration_ms, which are of @intervals. With an id, as it was read
 *   before it was deleted, it gets that again where it is free
 * @intervals: valid, see bw_rr_intervals_is_valid()
 * @is_new: (out) (optional): %FALSE where one with the same intervals and start was held, or, since
 *   whole recordings are never alike by chance, one with the same intervals where the time of either
 *   is not known; the one that is held then gets the time of @recording if it had none
 *
 * Inside an open transaction. On success recording->id is set.
 *
 * Errors: %BW_ERROR_INVALID for intervals that are not.
 */
gboolean bw_library_add_rr_recording (BwLibrary            *self,
                                      gint64                import_id,
                                      BwRrRecording        *recording,
                                      const BwRrIntervals  *intervals,
                                      gboolean             *is_new,
                                      GError              **error);

/* Returns: (transfer full) (element-type BwRrRecording): by start; %NULL with @error */
GArray *bw_library_list_rr_recordings (BwLibrary  *self,
                                       GError    **error);

/* Returns: (transfer full): %NULL with @error (%BW_ERROR_NOT_FOUND) */
BwRrRecording *bw_library_read_rr_recording (BwLibrary  *self,
                                             gint64      id,
                                             GError    **error);

/* Exactly as they were added.
 * Returns: (transfer full): %NULL with @error (%BW_ERROR_NOT_FOUND, %BW_ERROR_DAMAGED where there are
 *   more or fewer of them than the header says, or they cannot be) */
BwRrIntervals *bw_library_read_rr_intervals (BwLibrary  *self,
                                             gint64      id,
                                             GError    **error);

/* The numbers that signal/ makes of it: n_beats, n_artefacts and rmssd_ms of @numbers.
 * Errors: %BW_ERROR_NOT_FOUND */
gboolean bw_library_set_rr_numbers (BwLibrary            *self,
                                    gint64                id,
                                    const BwRrRecording  *numbers,
                                    GError              **error);

/* With its intervals and what was done to its beats. Errors: %BW_ERROR_NOT_FOUND */
gboolean bw_library_delete_rr_recording (BwLibrary  *self,
                                         gint64      id,
                                         GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRrRecording, bw_rr_recording_free)

G_END_DECLS

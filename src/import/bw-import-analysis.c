/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-import-analysis.h"

#include "base/bw-error.h"
#include "signal/bw-ecg-analysis.h"
#include "signal/bw-edited-beats.h"
#include "signal/bw-hrv-time.h"

#include <glib/gi18n-lib.h>

#define RECORDINGS_A_TRANSACTION 32

typedef struct
{
  gint64 id;
  BwRecordingAnalysis row;
} Analysed;

void
bw_import_analyse_samples (BwRecordingAnalysis *row,
                           const gint32        *samples_nv,
                           guint                n,
                           double               rate_hz)
{
  g_autofree double *samples_uv = g_new (double, MAX (n, 1));
  g_autoptr (BwEcgAnalysis) analysis = NULL;

  /* Divided, as bw_library_read_ecg() does: the same doubles give the same result. */
  for (guint i = 0; i < n; i++)
    samples_uv[i] = samples_nv[i] / 1000.0;
  analysis = bw_ecg_analysis_new (samples_uv, n, rate_hz);
  *row = (BwRecordingAnalysis) {
    .version = BW_ECG_ANALYSIS_VERSION,
    .n_beats = analysis->peaks->n,
    .has_hr = analysis->has_hr,
    .hr_bpm = analysis->has_hr ? analysis->mean_hr_bpm : 0,
    .quality = analysis->quality,
  };
}

void
bw_import_analyse_intervals (BwRrRecording       *row,
                             const BwRrIntervals *intervals)
{
  g_autoptr (BwRr) rr = bw_rr_from_intervals (intervals);
  g_autoptr (BwMeasuredBeats) measured = bw_measured_beats_new (rr, 0);
  g_autoptr (BwEditedBeats) beats = bw_edited_beats_new (measured, NULL, BW_CORRECTION_STANDARD);
  BwHrvTime time;

  bw_hrv_time (&time, beats->nn, 0);
  row->n_beats = measured->n;
  row->n_artefacts = beats->n_artefacts;
  row->rmssd_ms = time.has_rmssd ? time.rmssd_ms : -1;
}

/* One recording of the library. Sets @found to %FALSE where it is gone meanwhile. */
static gboolean
analyse_recording (BwLibrary            *library,
                   gint64                id,
                   BwRecordingAnalysis  *row,
                   gboolean             *found,
                   GError              **error)
{
  g_autoptr (BwRecording) recording = NULL;
  g_autoptr (GArray) samples_nv = NULL;
  g_autoptr (GError) local = NULL;

  recording = bw_library_read_recording (library, id, &local);
  if (recording != NULL)
    samples_nv = bw_library_read_ecg_nv (library, id, &local);
  *found = samples_nv != NULL;
  if (*found)
    {
      bw_import_analyse_samples (row, (const gint32 *) (gpointer) samples_nv->data, samples_nv->len,
                                 recording->rate_hz);
      return TRUE;
    }
  if (g_error_matches (local, BW_ERROR, BW_ERROR_NOT_FOUND)
      || g_error_matches (local, BW_ERROR, BW_ERROR_DAMAGED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
write_rows (BwLibrary  *library,
            GArray     *rows,
            guint      *n_done,
            GError    **error)
{
  if (rows->len == 0)
    return TRUE;
  if (!bw_library_begin (library, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const Analysed *analysed = &g_array_index (rows, Analysed, i);
      g_autoptr (GError) local = NULL;

      if (!bw_library_set_analysis (library, analysed->id, &analysed->row, &local)
          && !g_error_matches (local, BW_ERROR, BW_ERROR_NOT_FOUND))
        {
          bw_library_rollback (library);
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  if (!bw_library_commit (library, error))
    {
      bw_library_rollback (library);
      return FALSE;
    }
  *n_done += rows->len;
  g_array_set_size (rows, 0);
  return TRUE;
}

gboolean
bw_import_analyse (BwLibrary     *library,
                   guint         *n_done,
                   BwProgress    *progress,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GArray) rows = NULL;
  guint ignored;

  g_return_val_if_fail (library != NULL, FALSE);

  if (n_done == NULL)
    n_done = &ignored;
  *n_done = 0;
  ids = bw_library_list_unanalysed (library, BW_ECG_ANALYSIS_VERSION, error);
  if (ids == NULL)
    return FALSE;

  bw_progress_begin_stage (progress, _("Looking for heartbeats…"), 1);
  rows = g_array_new (FALSE, FALSE, sizeof (Analysed));
  for (guint i = 0; i < ids->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      Analysed analysed = { .id = g_array_index (ids, gint64, i) };
      gboolean found;

      if (!analyse_recording (library, analysed.id, &analysed.row, &found, error))
        return FALSE;
      if (found)
        g_array_append_val (rows, analysed);
      if (rows->len == RECORDINGS_A_TRANSACTION && !write_rows (library, rows, n_done, error))
        return FALSE;
      bw_progress_update (progress, (i + 1.0) / ids->len);
    }
  if (!write_rows (library, rows, n_done, error))
    return FALSE;
  return !g_cancellable_is_cancelled (cancellable) || bw_set_cancelled (error);
}

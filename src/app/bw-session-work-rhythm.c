/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-work-rhythm.h"

#include "rhythm/bw-rhythm-list.h"
#include "store/bw-kept-edits.h"

BwRhythmInput *
bw_rhythm_input_new (const char *path)
{
  BwRhythmInput *input = g_new0 (BwRhythmInput, 1);

  input->path = g_strdup (path);
  return input;
}

void
bw_rhythm_input_free (gpointer data)
{
  BwRhythmInput *input = data;

  g_free (input->path);
  g_clear_pointer (&input->rhythm, bw_rhythm_unref);
  g_clear_pointer (&input->edits, bw_beat_edits_unref);
  g_clear_pointer (&input->kept, bw_rr_kept_free);
  g_free (input);
}

void
bw_rr_kept_free (BwRrKept *self)
{
  g_clear_pointer (&self->recording, bw_rr_recording_free);
  g_clear_pointer (&self->intervals, bw_rr_intervals_free);
  g_free (self->edits);
  g_free (self);
}

/* --- Reading ------------------------------------------------------------------------------------- */

gpointer
bw_work_rhythms (gconstpointer   data,
                 BwProgress     *progress,
                 GCancellable   *cancellable,
                 GError        **error)
{
  const BwRhythmInput *input = data;
  g_autoptr (BwLibrary) library = NULL;
  GArray *rows;

  if (!g_file_test (input->path, G_FILE_TEST_EXISTS))
    return g_array_new (FALSE, TRUE, sizeof (BwRhythmRow));
  library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  if (library == NULL)
    return NULL;
  bw_library_set_cancellable (library, cancellable);
  rows = bw_rhythm_list (library, error);
  bw_library_set_cancellable (library, NULL);
  return rows;
}

gpointer
bw_work_load_rhythm (gconstpointer   data,
                     BwProgress     *progress,
                     GCancellable   *cancellable,
                     GError        **error)
{
  const BwRhythmInput *input = data;
  g_autoptr (BwLibrary) library = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  return library != NULL ? bw_rhythm_load (library, &input->key, cancellable, error) : NULL;
}

gpointer
bw_work_analyse_rhythm (gconstpointer   data,
                        BwProgress     *progress,
                        GCancellable   *cancellable,
                        GError        **error)
{
  const BwRhythmInput *input = data;

  return bw_rhythm_findings_new (input->rhythm, input->from_ms, input->to_ms, cancellable, error);
}

/* --- Changing ------------------------------------------------------------------------------------ */

static BwRhythm *
change (const BwRhythmInput *input)
{
  return bw_rhythm_change (input->rhythm, input->edits, &input->settings);
}

gpointer
bw_work_change_rhythm (gconstpointer   data,
                       BwProgress     *progress,
                       GCancellable   *cancellable,
                       GError        **error)
{
  g_autoptr (BwRhythm) changed = change (data);

  return !g_cancellable_set_error_if_cancelled (cancellable, error) ? g_steal_pointer (&changed)
                                                                    : NULL;
}

/* Not to be cancelled: what a person did to beats is not lost because a window closes. */
gpointer
bw_work_keep_rhythm (gconstpointer   data,
                     BwProgress     *progress,
                     GCancellable   *cancellable,
                     GError        **error)
{
  const BwRhythmInput *input = data;
  g_autoptr (BwRhythm) changed = change (input);
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);

  if (library != NULL)
    bw_rhythm_keep (library, changed, error);
  return NULL;
}

/* --- RR recordings ------------------------------------------------------------------------------- */

static BwRrKept *
read_kept (BwLibrary  *library,
           gint64      id,
           GError    **error)
{
  g_autoptr (BwRrKept) kept = g_new0 (BwRrKept, 1);

  kept->recording = bw_library_read_rr_recording (library, id, error);
  if (kept->recording == NULL)
    return NULL;
  kept->intervals = bw_library_read_rr_intervals (library, id, error);
  if (kept->intervals == NULL
      || !bw_library_read_edits (library, BW_EDITED_RR_RECORDING, id, &kept->edits, error))
    return NULL;
  return g_steal_pointer (&kept);
}

gpointer
bw_work_delete_rr (gconstpointer   data,
                   BwProgress     *progress,
                   GCancellable   *cancellable,
                   GError        **error)
{
  const BwRhythmInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);
  g_autoptr (BwRrKept) kept = NULL;

  if (library == NULL || !bw_library_begin (library, error))
    return NULL;
  kept = read_kept (library, input->key.id, error);
  if (kept != NULL && bw_library_delete_rr_recording (library, input->key.id, error)
      && bw_library_commit (library, error))
    return g_steal_pointer (&kept);
  bw_library_rollback (library);
  return NULL;
}

gpointer
bw_work_restore_rr (gconstpointer   data,
                    BwProgress     *progress,
                    GCancellable   *cancellable,
                    GError        **error)
{
  const BwRhythmInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);
  g_autoptr (BwRrRecording) recording = bw_rr_recording_copy (input->kept->recording);

  if (library == NULL || !bw_library_begin (library, error))
    return NULL;
  if (bw_library_add_rr_recording (library, recording->import_id, recording,
                                   input->kept->intervals, NULL, error)
      && (input->kept->edits == NULL
          || bw_library_set_edits (library, BW_EDITED_RR_RECORDING, recording->id,
                                   input->kept->edits, error))
      && bw_library_commit (library, error))
    return g_memdup2 (&recording->id, sizeof recording->id);
  bw_library_rollback (library);
  return NULL;
}

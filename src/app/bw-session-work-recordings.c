/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-work.h"

#include "app/bw-ecg-set.h"
#include "app/bw-ecg-trace.h"
#include "import/bw-import-analysis.h"
#include "store/bw-imports.h"

gpointer
bw_work_recordings (gconstpointer   data,
                    BwProgress     *progress,
                    GCancellable   *cancellable,
                    GError        **error)
{
  return bw_ecg_set_new (((const BwWorkInput *) data)->path, cancellable, error);
}

gpointer
bw_work_analysis (gconstpointer   data,
                  BwProgress     *progress,
                  GCancellable   *cancellable,
                  GError        **error)
{
  const BwWorkInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);
  guint n_done = 0;

  if (library != NULL)
    bw_import_analyse (library, &n_done, progress, cancellable, error);
  return GUINT_TO_POINTER (n_done);
}

gpointer
bw_work_trace (gconstpointer   data,
               BwProgress     *progress,
               GCancellable   *cancellable,
               GError        **error)
{
  const BwWorkInput *input = data;
  g_autoptr (BwLibrary) library = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  return library != NULL ? bw_ecg_trace_load (library, input->recording_id, error) : NULL;
}

/* Labels of one reader after another, as they come. */
static gboolean
write_reader_labels (BwLibrary     *library,
                     const GArray  *labels,
                     GError       **error)
{
  for (guint from = 0, to; from < labels->len; from = to)
    {
      const BwReaderLabel *first = &g_array_index (labels, BwReaderLabel, from);
      g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (BwLabelState));

      for (to = from; to < labels->len; to++)
        {
          const BwReaderLabel *label = &g_array_index (labels, BwReaderLabel, to);
          const BwLabelState state = { label->recording_id, label->label, NULL, label->time_ms };

          if (!g_str_equal (label->reader, first->reader))
            break;
          g_array_append_val (states, state);
        }
      if (!bw_library_set_reader_labels (library, first->reader,
                                         (const BwLabelState *) (void *) states->data, states->len,
                                         error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_change (BwLibrary            *library,
              const BwLabelChange  *change,
              GError              **error)
{
  if (change->labels->len > 0
      && !bw_library_set_labels (library, (const BwLabelState *) (void *) change->labels->data,
                                 change->labels->len, error))
    return FALSE;
  if (!write_reader_labels (library, change->reader_labels, error))
    return FALSE;
  for (guint i = 0; i < change->notes->len; i++)
    {
      const BwNoteState *state = &g_array_index (change->notes, BwNoteState, i);

      if (!bw_library_set_note (library, state->recording_id, state->note, error))
        return FALSE;
    }
  return TRUE;
}

/* Not to be cancelled: what a person said of a recording is not lost because a window closes. */
gpointer
bw_work_labels (gconstpointer   data,
                BwProgress     *progress,
                GCancellable   *cancellable,
                GError        **error)
{
  const BwWorkInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);

  if (library == NULL || !bw_library_begin (library, error))
    return NULL;
  if (!write_change (library, input->change, error) || !bw_library_commit (library, error))
    bw_library_rollback (library);
  return NULL;
}

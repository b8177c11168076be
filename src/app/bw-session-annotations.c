/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-private.h"

/* A person's own notes. */

/* What is done to one note. */
typedef enum {
  NOTE_ADD,
  NOTE_SET,
  NOTE_DELETE,
} NoteAction;

typedef struct
{
  char *path;             /* of the library */
  NoteAction action;
  BwAnnotation *note;     /* for NOTE_DELETE its id alone counts */
} NoteInput;

static void
note_input_free (gpointer data)
{
  NoteInput *input = data;

  g_free (input->path);
  bw_annotation_free (input->note);
  g_free (input);
}

/* --- On the worker threads --------------------------------------------------------------------- */

static gpointer
work_notes (gconstpointer   data,
            BwProgress     *progress,
            GCancellable   *cancellable,
            GError        **error)
{
  const BwWorkInput *input = data;
  g_autoptr (BwLibrary) library = NULL;

  if (!g_file_test (input->path, G_FILE_TEST_EXISTS))
    return g_ptr_array_new ();
  library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  return library != NULL ? bw_library_list_annotations (library, G_MININT64, G_MAXINT64, error)
                         : NULL;
}

/* As when a person decides what to write, in one transaction.
 * Returns: (transfer full): the note as it is kept, or as it was before it was deleted */
static gpointer
work_note (gconstpointer   data,
           BwProgress     *progress,
           GCancellable   *cancellable,
           GError        **error)
{
  const NoteInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);
  g_autoptr (BwAnnotation) note = NULL;
  gboolean done = FALSE;

  if (library == NULL || !bw_library_begin (library, error))
    return NULL;
  switch (input->action)
    {
    case NOTE_ADD:
      note = bw_annotation_copy (input->note);
      done = bw_library_add_annotation (library, note, error);
      break;
    case NOTE_SET:
      note = bw_annotation_copy (input->note);
      done = bw_library_set_annotation (library, note, error);
      break;
    case NOTE_DELETE:
    default:
      note = bw_library_get_annotation (library, input->note->id, error);
      done = note != NULL && bw_library_delete_annotation (library, note->id, error);
      break;
    }
  if (done && bw_library_commit (library, error))
    return g_steal_pointer (&note);
  bw_library_rollback (library);
  return NULL;
}

/* --- Notes ------------------------------------------------------------------------------------- */

void
bw_session_read_notes (BwSession *self)
{
  self->notes_job = NULL;
  bw_session_cancel_kind (self, BW_JOB_NOTES);
  self->notes_job = bw_job_new (BW_JOB_NOTES, BW_JOB_READS, NULL, work_notes,
                                bw_work_input_new (self->path), bw_work_input_free,
                                (GDestroyNotify) g_ptr_array_unref);
  bw_session_enlist (self, self->notes_job);
}

void
bw_session_take_notes (BwSession *self,
                       BwJob     *job)
{
  GPtrArray *notes;

  if (self->notes_job != job)
    return;
  self->notes_job = NULL;
  if (bw_job_get_state (job) == BW_JOB_CANCELLED)
    return;
  /* Where they cannot be read, nor can anything else: the summary says why. */
  notes = bw_job_steal_result (job);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->notes = notes;
  bw_session_tell_notes (self);
}

void
bw_session_take_note (BwSession *self,
                      BwJob     *job)
{
  if (self->stopped || bw_job_get_state (job) != BW_JOB_DONE)
    return;
  bw_session_read_notes (self);
  bw_session_refresh (self);
}

const GPtrArray *
bw_session_get_notes (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->notes;
}

static BwJob *
write_note (BwSession          *self,
            NoteAction          action,
            const BwAnnotation *note)
{
  NoteInput *input;

  if (self->stopped)
    return NULL;
  input = g_new0 (NoteInput, 1);
  input->path = g_strdup (self->path);
  input->action = action;
  input->note = bw_annotation_copy (note);
  return bw_session_enlist (self, bw_job_new (BW_JOB_NOTE, BW_JOB_WRITES, NULL, work_note, input,
                                              note_input_free,
                                              (GDestroyNotify) bw_annotation_free));
}

BwJob *
bw_session_add_note (BwSession          *self,
                     const BwAnnotation *note)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (note != NULL, NULL);

  return write_note (self, NOTE_ADD, note);
}

BwJob *
bw_session_set_note (BwSession          *self,
                     const BwAnnotation *note)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (note != NULL && note->id != 0, NULL);

  return write_note (self, NOTE_SET, note);
}

BwJob *
bw_session_delete_note (BwSession *self,
                        gint64     id)
{
  g_autoptr (BwAnnotation) note = bw_annotation_new ();

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  note->id = id;
  return write_note (self, NOTE_DELETE, note);
}

gboolean
bw_session_note_is_deleted (BwJob *job)
{
  g_return_val_if_fail (bw_job_get_kind (job) == BW_JOB_NOTE, FALSE);

  return ((const NoteInput *) bw_job_get_input (job))->action == NOTE_DELETE;
}

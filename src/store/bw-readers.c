/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-readers.h"

#include "store/bw-library-private.h"
#include "store/bw-recordings-private.h"

typedef struct
{
  const char *reader;
  const BwLabelState *states;
  guint n;
} Change;

void
bw_reader_label_clear (BwReaderLabel *label)
{
  g_clear_pointer (&label->reader, g_free);
}

static void
read_row (BwStatement *statement,
          gpointer     row)
{
  BwReaderLabel *label = row;

  label->reader = bw_statement_dup_word (statement, 0);
  label->recording_id = sqlite3_column_int64 (statement, 1);
  bw_label_from_id ((const char *) sqlite3_column_text (statement, 2), &label->label);
  label->time_ms = sqlite3_column_int64 (statement, 3);
}

GArray *
bw_library_read_reader_labels (BwLibrary  *self,
                               GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self,
                                  "SELECT reader, recording_id, label, time_ms FROM reader_label"
                                  " ORDER BY reader, recording_id", error);
  if (statement == NULL)
    return NULL;
  return bw_statement_read_rows (self, statement, sizeof (BwReaderLabel), read_row,
                                 (GDestroyNotify) bw_reader_label_clear, error);
}

static gboolean
remove_one (BwLibrary           *self,
            const char          *reader,
            const BwLabelState  *state,
            GError             **error)
{
  g_autoptr (BwStatement) statement = NULL;

  statement = bw_library_prepare (self, "DELETE FROM reader_label WHERE reader = ?"
                                        " AND recording_id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "sl", reader, state->recording_id);
  return bw_statement_run (self, statement, error);
}

static gboolean
set_one (BwLibrary           *self,
         const char          *reader,
         const BwLabelState  *state,
         GError             **error)
{
  g_autoptr (BwStatement) statement = NULL;

  statement = bw_library_prepare (self,
                                  "INSERT OR REPLACE INTO reader_label (recording_id, reader,"
                                  " label, time_ms) SELECT id, ?, ?, ? FROM recording"
                                  " WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "sszl", reader, bw_label_get_text (state->label), state->time_ms,
                     state->recording_id);
  return bw_statement_change_row (self, statement, state->recording_id, bw_recording_set_not_found,
                                  error);
}

static gboolean
change_labels (BwLibrary  *self,
               gpointer    data,
               GError    **error)
{
  const Change *change = data;

  for (guint i = 0; i < change->n; i++)
    {
      const BwLabelState *state = &change->states[i];
      gboolean done = state->label == BW_LABEL_NONE
                          ? remove_one (self, change->reader, state, error)
                          : set_one (self, change->reader, state, error);

      if (!done)
        return FALSE;
    }
  return TRUE;
}

gboolean
bw_library_set_reader_labels (BwLibrary           *self,
                              const char          *reader,
                              const BwLabelState  *states,
                              guint                n,
                              GError             **error)
{
  Change change = { reader, states, n };

  g_return_val_if_fail (self != NULL && (states != NULL || n == 0), FALSE);
  g_return_val_if_fail (reader != NULL && *reader != '\0', FALSE);

  return n == 0 || bw_library_change (self, change_labels, &change, error);
}

char **
bw_library_list_readers (BwLibrary  *self,
                         GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GStrvBuilder) readers = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self, "SELECT DISTINCT reader FROM reader_label ORDER BY reader",
                                  error);
  if (statement == NULL)
    return NULL;
  while (bw_statement_next (self, statement, &local))
    g_strv_builder_add (readers, (const char *) sqlite3_column_text (statement, 0));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_strv_builder_end (readers);
}

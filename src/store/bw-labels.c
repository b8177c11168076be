/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-recordings.h"

#include "store/bw-library-private.h"
#include "store/bw-recordings-private.h"

static const char *const label_ids[] = {
  [BW_LABEL_NONE] = "none",
  [BW_LABEL_FASTING] = "fasting",
  [BW_LABEL_GLUCOSE] = "glucose",
};

typedef struct
{
  const BwLabelState *states;
  guint n;
} Change;

const char *
bw_label_get_id (BwLabel label)
{
  g_return_val_if_fail ((guint) label < G_N_ELEMENTS (label_ids), "none");

  return label_ids[label];
}

gboolean
bw_label_from_id (const char *id,
                  BwLabel    *label)
{
  for (guint i = 0; i < G_N_ELEMENTS (label_ids); i++)
    if (g_strcmp0 (id, label_ids[i]) == 0)
      {
        *label = (BwLabel) i;
        return TRUE;
      }
  return FALSE;
}

const char *
bw_label_get_text (BwLabel label)
{
  return label != BW_LABEL_NONE ? bw_label_get_id (label) : NULL;
}

void
bw_label_state_clear (BwLabelState *state)
{
  g_clear_pointer (&state->who, g_free);
}

static gboolean
set_one (BwLibrary           *self,
         const BwLabelState  *state,
         GError             **error)
{
  g_autoptr (BwStatement) statement = NULL;
  gboolean labelled = state->label != BW_LABEL_NONE;

  statement = bw_library_prepare (self,
                                  "UPDATE recording SET label = ?, labelled_by = ?,"
                                  " labelled_ms = ? WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "sszl", bw_label_get_text (state->label),
                     labelled ? state->who : NULL, labelled ? state->time_ms : (gint64) 0,
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
    if (!set_one (self, &change->states[i], error))
      return FALSE;
  return TRUE;
}

gboolean
bw_library_set_labels (BwLibrary           *self,
                       const BwLabelState  *states,
                       guint                n,
                       GError             **error)
{
  Change change = { states, n };

  g_return_val_if_fail (self != NULL && (states != NULL || n == 0), FALSE);

  return n == 0 || bw_library_change (self, change_labels, &change, error);
}

gboolean
bw_library_set_label (BwLibrary   *self,
                      gint64       recording_id,
                      BwLabel      label,
                      const char  *who,
                      GError     **error)
{
  const BwLabelState state = { recording_id, label, (char *) who, g_get_real_time () / 1000 };

  g_return_val_if_fail (self != NULL, FALSE);

  return set_one (self, &state, error);
}

gboolean
bw_library_set_note (BwLibrary   *self,
                     gint64       recording_id,
                     const char  *note,
                     GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  statement = bw_library_prepare (self, "UPDATE recording SET note = ? WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "sl", note != NULL ? note : "", recording_id);
  return bw_statement_change_row (self, statement, recording_id, bw_recording_set_not_found, error);
}

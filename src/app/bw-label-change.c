/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-label-change.h"

static void
clear_label (gpointer data)
{
  bw_label_state_clear (data);
}

static void
clear_reader_label (gpointer data)
{
  bw_reader_label_clear (data);
}

static void
clear_note (gpointer data)
{
  g_free (((BwNoteState *) data)->note);
}

BwLabelChange *
bw_label_change_new (void)
{
  BwLabelChange *self = g_atomic_rc_box_new0 (BwLabelChange);

  self->labels = g_array_new (FALSE, TRUE, sizeof (BwLabelState));
  self->reader_labels = g_array_new (FALSE, TRUE, sizeof (BwReaderLabel));
  self->notes = g_array_new (FALSE, TRUE, sizeof (BwNoteState));
  g_array_set_clear_func (self->labels, clear_label);
  g_array_set_clear_func (self->reader_labels, clear_reader_label);
  g_array_set_clear_func (self->notes, clear_note);
  return self;
}

BwLabelChange *
bw_label_change_ref (BwLabelChange *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
finalize (gpointer data)
{
  BwLabelChange *self = data;

  g_array_unref (self->labels);
  g_array_unref (self->reader_labels);
  g_array_unref (self->notes);
}

void
bw_label_change_unref (BwLabelChange *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, finalize);
}

void
bw_label_change_add_label (BwLabelChange *self,
                           gint64         recording_id,
                           BwLabel        label,
                           const char    *who,
                           gint64         time_ms)
{
  const BwLabelState state = { recording_id, label, g_strdup (who), time_ms };

  g_array_append_val (self->labels, state);
}

void
bw_label_change_add_reader_label (BwLabelChange *self,
                                  gint64         recording_id,
                                  const char    *reader,
                                  BwLabel        label,
                                  gint64         time_ms)
{
  const BwReaderLabel state = { recording_id, g_strdup (reader), label, time_ms };

  g_array_append_val (self->reader_labels, state);
}

void
bw_label_change_add_note (BwLabelChange *self,
                          gint64         recording_id,
                          const char    *note)
{
  const BwNoteState state = { recording_id, g_strdup (note != NULL ? note : "") };

  g_array_append_val (self->notes, state);
}

gboolean
bw_label_change_is_empty (const BwLabelChange *self)
{
  return self->labels->len == 0 && self->reader_labels->len == 0 && self->notes->len == 0;
}

static void
add_id (GArray     *ids,
        GHashTable *seen,
        gint64     *id)
{
  if (g_hash_table_add (seen, id))
    g_array_append_val (ids, *id);
}

GArray *
bw_label_change_list_ids (const BwLabelChange *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->labels->len; i++)
    add_id (ids, seen, &g_array_index (self->labels, BwLabelState, i).recording_id);
  for (guint i = 0; i < self->reader_labels->len; i++)
    add_id (ids, seen, &g_array_index (self->reader_labels, BwReaderLabel, i).recording_id);
  for (guint i = 0; i < self->notes->len; i++)
    add_id (ids, seen, &g_array_index (self->notes, BwNoteState, i).recording_id);
  return ids;
}

guint
bw_label_change_count (const BwLabelChange *self)
{
  g_autoptr (GArray) ids = bw_label_change_list_ids (self);

  return ids->len;
}

gboolean
bw_label_change_is_of_reader (const BwLabelChange *self,
                              const char          *reader)
{
  if (self->labels->len > 0 || self->notes->len > 0)
    return FALSE;
  for (guint i = 0; i < self->reader_labels->len; i++)
    if (!g_str_equal (g_array_index (self->reader_labels, BwReaderLabel, i).reader, reader))
      return FALSE;
  return TRUE;
}

static gboolean
same_label (const BwLabelState *a,
            const BwLabelState *b)
{
  return a->recording_id == b->recording_id && a->label == b->label && a->time_ms == b->time_ms
         && g_strcmp0 (a->who, b->who) == 0;
}

static gboolean
same_reader_label (const BwReaderLabel *a,
                   const BwReaderLabel *b)
{
  return a->recording_id == b->recording_id && a->label == b->label && a->time_ms == b->time_ms
         && g_str_equal (a->reader, b->reader);
}

static gboolean
same_note (const BwNoteState *a,
           const BwNoteState *b)
{
  return a->recording_id == b->recording_id && g_str_equal (a->note, b->note);
}

/* Where @state is in @from, what is at that place in @to, else itself. */
#define FIND(Type, state, from, to, same)                                                         \
  for (guint j_ = 0; j_ < MIN ((from)->len, (to)->len); j_++)                                     \
    if (same (state, &g_array_index (from, Type, j_)))                                            \
      {                                                                                           \
        state = &g_array_index (to, Type, j_);                                                    \
        break;                                                                                    \
      }

BwLabelChange *
bw_label_change_replace (const BwLabelChange *self,
                         const BwLabelChange *from,
                         const BwLabelChange *to)
{
  BwLabelChange *copy = bw_label_change_new ();

  for (guint i = 0; i < self->labels->len; i++)
    {
      const BwLabelState *state = &g_array_index (self->labels, BwLabelState, i);

      FIND (BwLabelState, state, from->labels, to->labels, same_label);
      bw_label_change_add_label (copy, state->recording_id, state->label, state->who,
                                 state->time_ms);
    }
  for (guint i = 0; i < self->reader_labels->len; i++)
    {
      const BwReaderLabel *state = &g_array_index (self->reader_labels, BwReaderLabel, i);

      FIND (BwReaderLabel, state, from->reader_labels, to->reader_labels, same_reader_label);
      bw_label_change_add_reader_label (copy, state->recording_id, state->reader, state->label,
                                        state->time_ms);
    }
  for (guint i = 0; i < self->notes->len; i++)
    {
      const BwNoteState *state = &g_array_index (self->notes, BwNoteState, i);

      FIND (BwNoteState, state, from->notes, to->notes, same_note);
      bw_label_change_add_note (copy, state->recording_id, state->note);
    }
  return copy;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-label-history.h"

struct _BwLabelHistory
{
  GPtrArray *done;    /* (element-type BwLabelStep): the newest is last */
  GPtrArray *undone;  /* (element-type BwLabelStep): the next to redo is last */
  guint last_id;
};

static void
step_free (gpointer data)
{
  BwLabelStep *step = data;

  bw_label_change_unref (step->before);
  bw_label_change_unref (step->after);
  g_free (step);
}

static const BwLabelStep *
peek (GPtrArray *steps)
{
  return steps->len > 0 ? g_ptr_array_index (steps, steps->len - 1) : NULL;
}

static const BwLabelStep *
move (GPtrArray *from,
      GPtrArray *to)
{
  if (from->len == 0)
    return NULL;
  g_ptr_array_add (to, g_ptr_array_steal_index (from, from->len - 1));
  return peek (to);
}

BwLabelHistory *
bw_label_history_new (void)
{
  BwLabelHistory *self = g_new0 (BwLabelHistory, 1);

  self->done = g_ptr_array_new_with_free_func (step_free);
  self->undone = g_ptr_array_new_with_free_func (step_free);
  return self;
}

void
bw_label_history_free (BwLabelHistory *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_free (self);
}

guint
bw_label_history_push (BwLabelHistory *self,
                       BwLabelChange  *before,
                       BwLabelChange  *after)
{
  BwLabelStep *step;

  g_return_val_if_fail (self != NULL && before != NULL && after != NULL, 0);

  step = g_new0 (BwLabelStep, 1);
  step->id = ++self->last_id;
  step->before = before;
  step->after = after;
  g_ptr_array_set_size (self->undone, 0);
  g_ptr_array_add (self->done, step);
  return step->id;
}

/* The newest step, where it did nothing but write this one note. */
static BwLabelStep *
newest_of_note (BwLabelHistory *self,
                gint64          recording_id)
{
  BwLabelStep *step;

  if (self->done->len == 0 || self->undone->len > 0)
    return NULL;
  step = g_ptr_array_index (self->done, self->done->len - 1);
  if (step->after->labels->len > 0 || step->after->reader_labels->len > 0
      || step->after->notes->len != 1
      || g_array_index (step->after->notes, BwNoteState, 0).recording_id != recording_id)
    return NULL;
  return step;
}

guint
bw_label_history_push_note (BwLabelHistory *self,
                            gint64          recording_id,
                            const char     *before,
                            const char     *after,
                            gboolean        merge)
{
  BwLabelStep *newest = merge ? newest_of_note (self, recording_id) : NULL;
  BwLabelChange *to = bw_label_change_new ();
  BwLabelChange *from;

  bw_label_change_add_note (to, recording_id, after);
  if (newest != NULL)
    {
      bw_label_change_unref (newest->after);
      newest->after = to;
      return newest->id;
    }
  from = bw_label_change_new ();
  bw_label_change_add_note (from, recording_id, before);
  return bw_label_history_push (self, from, to);
}

const BwLabelStep *
bw_label_history_peek_undo (const BwLabelHistory *self)
{
  return peek (self->done);
}

const BwLabelStep *
bw_label_history_peek_redo (const BwLabelHistory *self)
{
  return peek (self->undone);
}

const BwLabelStep *
bw_label_history_undo (BwLabelHistory *self)
{
  return move (self->done, self->undone);
}

const BwLabelStep *
bw_label_history_redo (BwLabelHistory *self)
{
  return move (self->undone, self->done);
}

static void
found_otherwise (BwLabelStep       *step,
                 const BwLabelStep *dropped)
{
  BwLabelChange *before = bw_label_change_replace (step->before, dropped->after, dropped->before);

  bw_label_change_unref (step->before);
  step->before = before;
}

static gboolean
find_step (GPtrArray *steps,
           guint      id,
           guint     *position)
{
  for (guint i = 0; i < steps->len; i++)
    if (((const BwLabelStep *) g_ptr_array_index (steps, i))->id == id)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

void
bw_label_history_drop (BwLabelHistory *self,
                       guint           id)
{
  GPtrArray *steps = self->done;
  BwLabelStep *step;
  guint position;

  if (!find_step (steps, id, &position))
    {
      steps = self->undone;
      if (!find_step (steps, id, &position))
        return;
    }
  step = g_ptr_array_steal_index (steps, position);
  if (steps == self->done)
    for (guint i = position; i < steps->len; i++)
      found_otherwise (g_ptr_array_index (steps, i), step);
  for (guint i = steps == self->undone ? position : self->undone->len; i > 0; i--)
    found_otherwise (g_ptr_array_index (self->undone, i - 1), step);
  step_free (step);
}

void
bw_label_history_clear (BwLabelHistory *self)
{
  g_ptr_array_set_size (self->done, 0);
  g_ptr_array_set_size (self->undone, 0);
}

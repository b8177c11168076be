/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-history.h"

/* The states a rhythm went through; at is the one in force. */
typedef struct
{
  GPtrArray *states;   /* (element-type BwRhythmState) */
  guint at;
} Course;

struct _BwRhythmHistory
{
  GHashTable *courses;   /* BwRhythmKey → Course */
};

/* --- States -------------------------------------------------------------------------------------- */

BwRhythmState *
bw_rhythm_state_new (BwBeatEdits            *edits,
                     const BwRhythmSettings *settings)
{
  BwRhythmState *self = g_new0 (BwRhythmState, 1);

  self->edits = bw_beat_edits_ref (edits);
  self->settings = *settings;
  return self;
}

void
bw_rhythm_state_free (BwRhythmState *self)
{
  bw_beat_edits_unref (self->edits);
  g_free (self);
}

gboolean
bw_rhythm_state_equal (const BwRhythmState *a,
                       const BwRhythmState *b)
{
  return bw_beat_edits_equal (a->edits, b->edits)
         && bw_rhythm_settings_equal (&a->settings, &b->settings);
}

/* --- The history --------------------------------------------------------------------------------- */

static void
course_free (gpointer data)
{
  Course *course = data;

  g_ptr_array_unref (course->states);
  g_free (course);
}

static void
add_state (Course              *course,
           const BwRhythmState *state)
{
  g_ptr_array_add (course->states, bw_rhythm_state_new (state->edits, &state->settings));
}

static const BwRhythmState *
in_force (const Course *course)
{
  return g_ptr_array_index (course->states, course->at);
}

BwRhythmHistory *
bw_rhythm_history_new (void)
{
  BwRhythmHistory *self = g_new0 (BwRhythmHistory, 1);

  self->courses = g_hash_table_new_full (bw_rhythm_key_hash, bw_rhythm_key_equal, g_free,
                                         course_free);
  return self;
}

void
bw_rhythm_history_free (BwRhythmHistory *self)
{
  g_hash_table_unref (self->courses);
  g_free (self);
}

void
bw_rhythm_history_push (BwRhythmHistory     *self,
                        const BwRhythmKey   *key,
                        const BwRhythmState *before,
                        const BwRhythmState *after)
{
  Course *course = g_hash_table_lookup (self->courses, key);

  if (course == NULL)
    {
      course = g_new0 (Course, 1);
      course->states = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_rhythm_state_free);
      add_state (course, before);
      g_hash_table_insert (self->courses, g_memdup2 (key, sizeof *key), course);
    }
  g_ptr_array_set_size (course->states, (int) course->at + 1);
  add_state (course, after);
  course->at++;
}

const BwRhythmState *
bw_rhythm_history_get_current (const BwRhythmHistory *self,
                               const BwRhythmKey     *key)
{
  const Course *course = g_hash_table_lookup (self->courses, key);

  return course != NULL ? in_force (course) : NULL;
}

gboolean
bw_rhythm_history_can_undo (const BwRhythmHistory *self,
                            const BwRhythmKey     *key)
{
  const Course *course = g_hash_table_lookup (self->courses, key);

  return course != NULL && course->at > 0;
}

gboolean
bw_rhythm_history_can_redo (const BwRhythmHistory *self,
                            const BwRhythmKey     *key)
{
  const Course *course = g_hash_table_lookup (self->courses, key);

  return course != NULL && course->at + 1 < course->states->len;
}

const BwRhythmState *
bw_rhythm_history_undo (BwRhythmHistory   *self,
                        const BwRhythmKey *key)
{
  Course *course = g_hash_table_lookup (self->courses, key);

  if (!bw_rhythm_history_can_undo (self, key))
    return NULL;
  course->at--;
  return in_force (course);
}

const BwRhythmState *
bw_rhythm_history_redo (BwRhythmHistory   *self,
                        const BwRhythmKey *key)
{
  Course *course = g_hash_table_lookup (self->courses, key);

  if (!bw_rhythm_history_can_redo (self, key))
    return NULL;
  course->at++;
  return in_force (course);
}

void
bw_rhythm_history_forget (BwRhythmHistory   *self,
                          const BwRhythmKey *key)
{
  g_hash_table_remove (self->courses, key);
}

void
bw_rhythm_history_clear (BwRhythmHistory *self)
{
  g_hash_table_remove_all (self->courses);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-answer-sheet.h"

typedef struct
{
  char *name;
  gboolean is_rival;
  BwGuess *guesses;
} Column;

struct _BwAnswerSheet
{
  const BwBeatSet *set;   /* borrowed */
  GArray *columns;        /* (element-type Column) */
  GArray *days;           /* (element-type guint32): judged */
  gboolean *is_reference; /* one a recording of the set */
};

static void
column_clear (gpointer data)
{
  Column *column = data;

  g_free (column->name);
  g_free (column->guesses);
}

BwAnswerSheet *
bw_answer_sheet_new (const BwBeatSet *set)
{
  BwAnswerSheet *self = g_new0 (BwAnswerSheet, 1);

  self->set = set;
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, column_clear);
  self->days = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->is_reference = g_new0 (gboolean, set->recordings->len + 1);
  return self;
}

void
bw_answer_sheet_free (BwAnswerSheet *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->columns);
  g_array_unref (self->days);
  g_free (self->is_reference);
  g_free (self);
}

guint
bw_answer_sheet_add_rule (BwAnswerSheet *self,
                          const char    *name,
                          gboolean       is_rival)
{
  Column column = {
    .name = g_strdup (name),
    .is_rival = is_rival,
    .guesses = g_new0 (BwGuess, self->set->recordings->len + 1),
  };

  g_array_append_val (self->columns, column);
  return self->columns->len - 1;
}

BwGuess *
bw_answer_sheet_get_guesses (BwAnswerSheet *self,
                             guint          column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);

  return g_array_index (self->columns, Column, column).guesses;
}

void
bw_answer_sheet_take (BwAnswerSheet *self,
                      guint          column,
                      const GArray  *answers)
{
  BwGuess *guesses = bw_answer_sheet_get_guesses (self, column);

  for (guint i = 0; i < answers->len; i++)
    {
      const BwAnswer *answer = &g_array_index (answers, BwAnswer, i);

      guesses[answer->recording] = (BwGuess) {
        .leaning = answer->leaning,
        .probability = answer->probability,
        .votes = answer->votes,
        .abstained = answer->answer == BW_LABEL_NONE,
        .outside = answer->outside,
        .same_day = answer->same_day,
      };
      if (column == 0)
        self->is_reference[answer->recording] = answer->is_reference;
    }
}

void
bw_answer_sheet_add_day (BwAnswerSheet *self,
                         guint32        day)
{
  g_array_append_val (self->days, day);
}

/* The guesses of the recordings of @indices alone. */
static BwGuess *
pick (const BwGuess *guesses,
      const GArray  *indices)
{
  BwGuess *picked = g_new0 (BwGuess, indices->len + 1);

  for (guint i = 0; i < indices->len; i++)
    picked[i] = guesses[g_array_index (indices, guint, i)];
  return picked;
}

void
bw_answer_sheet_score (const BwAnswerSheet *self,
                       BwEvaluation        *evaluation)
{
  g_autoptr (GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) picked = g_ptr_array_new_with_free_func (g_free);
  g_autofree BwGuesses *rules = g_new (BwGuesses, self->columns->len + 1);

  for (guint i = 0; i < self->set->recordings->len; i++)
    {
      const BwBeatRecording *from = &g_array_index (self->set->recordings, BwBeatRecording, i);
      BwRecordingScore recording = {
        .recording_id = from->recording_id,
        .day = from->day,
        .label = from->label,
        .n_beats = from->n_beats,
        .scored = from->n_beats > 0 && !self->is_reference[i],
      };

      if (from->label == BW_LABEL_NONE || !bw_beat_days_contain (self->days, from->day))
        continue;
      recording.name = g_strdup (from->name);
      g_array_append_val (evaluation->recordings, recording);
      g_array_append_val (indices, i);
    }
  for (guint c = 0; c < self->columns->len; c++)
    {
      const Column *column = &g_array_index (self->columns, Column, c);

      g_ptr_array_add (picked, pick (column->guesses, indices));
      rules[c] = (BwGuesses) {
        .name = column->name,
        .is_rival = column->is_rival,
        .guesses = g_ptr_array_index (picked, c),
      };
    }
  bw_evaluation_score (evaluation, rules, self->columns->len);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-page-private.h"

#include "app/bw-rhythm-words.h"
#include "app/bw-toasts.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What a person does to beats: shown at once, kept in the library, undone and redone. Each edit starts
 * from the beats that came of the one before; those asked for meanwhile wait for it. */

/* --- Into force ---------------------------------------------------------------------------------- */

static void
bring_into_force (BwRhythmPage        *self,
                  const BwRhythmState *state)
{
  self->unsaved = self->tried_again = FALSE;
  self->change_job = bw_session_change_rhythm (self->session, self->rhythm, state->edits,
                                               &state->settings);
  bw_rhythm_page_update_actions (self);
}

/* Remembers a step that can be undone. Returns: whether it is one */
static gboolean
push_step (BwRhythmPage           *self,
           const BwRhythmKey      *key,
           BwBeatEdits            *edits_before,
           const BwRhythmSettings *settings_before,
           BwBeatEdits            *edits,
           const BwRhythmSettings *settings)
{
  g_autoptr (BwRhythmState) before = bw_rhythm_state_new (edits_before, settings_before);
  g_autoptr (BwRhythmState) after = bw_rhythm_state_new (edits, settings);

  if (bw_rhythm_state_equal (before, after))
    return FALSE;
  bw_rhythm_history_push (self->history, key, before, after);
  return TRUE;
}

static void
take_step (BwRhythmPage           *self,
           BwBeatEdits            *edits,
           const BwRhythmSettings *settings)
{
  if (push_step (self, &self->shown, self->rhythm->edits, &self->rhythm->settings, edits, settings))
    bring_into_force (self, bw_rhythm_history_get_current (self->history, &self->shown));
}

/* --- Deeds --------------------------------------------------------------------------------------- */

/* The beat at @time_ms, or the nearest to it; −1 where there are none. */
static gint64
find_beat (const BwRhythm *rhythm,
           double          time_ms)
{
  const BwEditedBeat *beats = rhythm->beats;
  gint64 low = 0, high = (gint64) rhythm->n_beats - 1;

  /* The first that is not before it. */
  while (low < high)
    {
      gint64 middle = (low + high) / 2;

      if (beats[middle].time_ms < time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  if (low > 0 && time_ms - beats[low - 1].time_ms < fabs (beats[low].time_ms - time_ms))
    low--;
  return rhythm->n_beats > 0 ? low : -1;
}

static void
do_now (BwRhythmPage          *self,
        const BwTachogramEdit *edit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBeatEdits) edits = bw_tachogram_edit_apply (edit, self->rhythm, &error);

  if (edits == NULL)
    bw_toasts_tell (GTK_WIDGET (self), error->message, NULL);
  else
    take_step (self, edits, &self->rhythm->settings);
}

/* Takes the first of what waits, and finds its beats in @rhythm. */
static gboolean
take_pending (BwRhythmPage    *self,
              const BwRhythm  *rhythm,
              BwTachogramEdit *edit)
{
  const BwRhythmDeed deed = g_array_index (self->pending, BwRhythmDeed, 0);
  gint64 first = find_beat (rhythm, deed.first_ms);
  gint64 last = find_beat (rhythm, deed.last_ms);

  g_array_remove_index (self->pending, 0);
  *edit = deed.edit;
  edit->first = (guint) MAX (first, 0);
  edit->last = (guint) MAX (last, 0);
  return first >= 0 && last >= 0;
}

/* What was asked for while the beats were being made anew. */
static void
do_pending (BwRhythmPage *self)
{
  while (self->pending->len > 0 && self->change_job == NULL)
    {
      BwTachogramEdit edit;

      if (take_pending (self, self->rhythm, &edit))
        do_now (self, &edit);
    }
  if (self->has_pending_settings && self->change_job == NULL)
    {
      self->has_pending_settings = FALSE;
      take_step (self, self->rhythm->edits, &self->pending_settings);
    }
}

/* Whether something waited, the last of which does so no more. */
static gboolean
drop_last_pending (BwRhythmPage *self)
{
  if (self->has_pending_settings)
    self->has_pending_settings = FALSE;
  else if (self->pending->len > 0)
    g_array_set_size (self->pending, self->pending->len - 1);
  else
    return FALSE;
  return TRUE;
}

void
bw_rhythm_page_finish_pending (BwRhythmPage *self)
{
  const BwRhythmState *current;
  BwRhythmSettings settings, meanwhile;
  BwRhythmKey key;
  BwRhythm *now;

  if (self->rhythm == NULL || (self->pending->len == 0 && !self->has_pending_settings))
    return;
  key = self->rhythm->key;
  current = bw_rhythm_history_get_current (self->history, &key);
  g_return_if_fail (current != NULL);

  /* An edit does not ask for artefacts: what becomes of them is found with the last. */
  settings = meanwhile = current->settings;
  meanwhile.correction = BW_CORRECTION_NONE;
  now = bw_rhythm_change (self->rhythm, current->edits, &meanwhile);
  while (self->pending->len > 0)
    {
      BwTachogramEdit edit;
      g_autoptr (BwBeatEdits) edits = NULL;
      BwRhythm *next;

      if (take_pending (self, now, &edit))
        edits = bw_tachogram_edit_apply (&edit, now, NULL);
      if (edits == NULL)
        continue;
      push_step (self, &key, now->edits, &settings, edits, &settings);
      next = bw_rhythm_change (now, edits, NULL);
      bw_rhythm_unref (now);
      now = next;
    }
  if (self->has_pending_settings)
    {
      push_step (self, &key, now->edits, &settings, now->edits, &self->pending_settings);
      settings = self->pending_settings;
      self->has_pending_settings = FALSE;
    }
  bw_session_change_rhythm (self->session, self->rhythm, now->edits, &settings);
  bw_rhythm_unref (now);
}

void
bw_rhythm_page_do (BwRhythmPage          *self,
                   const BwTachogramEdit *edit)
{
  BwRhythmDeed deed = { *edit, 0, 0 };
  guint n = self->rhythm != NULL ? self->rhythm->n_beats : 0;

  if (n == 0 || (edit->kind != BW_TACHOGRAM_INSERT && (edit->first >= n || edit->last >= n)))
    return;
  if (self->change_job == NULL)
    {
      do_now (self, edit);
      return;
    }
  deed.first_ms = self->rhythm->beats[MIN (edit->first, n - 1)].time_ms;
  deed.last_ms = self->rhythm->beats[MIN (edit->last, n - 1)].time_ms;
  g_array_append_val (self->pending, deed);
}

void
bw_rhythm_page_set_settings (BwRhythmPage           *self,
                             const BwRhythmSettings *settings)
{
  if (self->rhythm == NULL)
    return;
  self->has_pending_settings = self->change_job != NULL;
  if (self->has_pending_settings)
    self->pending_settings = *settings;
  else
    take_step (self, self->rhythm->edits, settings);
}

/* Whatever was looked at and done since: all edits of that rhythm are what they were. */
static void
on_undo_reset (BwRhythmPage *self)
{
  g_autoptr (BwRhythmState) before = g_steal_pointer (&self->before_reset);
  const BwRhythmState *current = bw_rhythm_history_get_current (self->history, &self->reset);

  if (before == NULL || current == NULL)
    return;
  bw_rhythm_history_push (self->history, &self->reset, current, before);
  /* What is to be in force of another one is seen to when it is loaded. */
  if (!bw_rhythm_key_equal (&self->reset, &self->shown))
    {
      bw_rhythm_page_show_rhythm (self, &self->reset);
      return;
    }
  g_array_set_size (self->pending, 0);
  self->has_pending_settings = FALSE;
  if (self->rhythm != NULL)
    bring_into_force (self, before);
}

void
bw_rhythm_page_reset (BwRhythmPage *self)
{
  g_autoptr (BwBeatEdits) none = bw_beat_edits_new_empty ();

  if (self->rhythm == NULL || self->change_job != NULL
      || bw_beat_edits_is_empty (self->rhythm->edits))
    return;
  g_clear_pointer (&self->before_reset, bw_rhythm_state_free);
  self->before_reset = bw_rhythm_state_new (self->rhythm->edits, &self->rhythm->settings);
  self->reset = self->shown;
  take_step (self, none, &self->rhythm->settings);
  bw_toasts_tell (GTK_WIDGET (self), _("All edits were taken back"), G_CALLBACK (on_undo_reset));
}

void
bw_rhythm_page_undo (BwRhythmPage *self)
{
  const BwRhythmState *state;

  if (self->rhythm == NULL || drop_last_pending (self))
    return;
  state = bw_rhythm_history_undo (self->history, &self->shown);
  if (state != NULL)
    bring_into_force (self, state);
}

void
bw_rhythm_page_redo (BwRhythmPage *self)
{
  const BwRhythmState *state;

  /* What waits is a step after what could be done again. */
  if (self->rhythm == NULL || self->pending->len > 0 || self->has_pending_settings)
    return;
  state = bw_rhythm_history_redo (self->history, &self->shown);
  if (state != NULL)
    bring_into_force (self, state);
}

void
bw_rhythm_page_catch_up (BwRhythmPage *self)
{
  const BwRhythmState *current = bw_rhythm_history_get_current (self->history, &self->shown);
  g_autoptr (BwRhythmState) loaded = bw_rhythm_state_new (self->rhythm->edits,
                                                          &self->rhythm->settings);

  if (current != NULL && !bw_rhythm_state_equal (current, loaded))
    bring_into_force (self, current);
}

/* --- Outcomes ------------------------------------------------------------------------------------ */

void
bw_rhythm_page_take_change (BwRhythmPage *self,
                            BwJob        *job)
{
  if (job != self->change_job)
    return;
  self->change_job = NULL;
  if (bw_job_get_state (job) != BW_JOB_DONE)
    return;
  g_clear_pointer (&self->rhythm, bw_rhythm_unref);
  self->rhythm = bw_job_steal_result (job);
  bw_rhythm_detail_set_rhythm (self->detail, self->rhythm);
  do_pending (self);
  if (self->change_job == NULL)
    bw_rhythm_page_analyse (self, FALSE);
  bw_rhythm_page_update_actions (self);
}

/* Once a step: who closes the window of a full disk a second time means it. */
void
bw_rhythm_page_save_again (BwRhythmPage *self)
{
  if (!self->unsaved || self->tried_again || self->rhythm == NULL || self->change_job != NULL)
    return;
  self->tried_again = TRUE;
  self->change_job = bw_session_change_rhythm (self->session, self->rhythm, NULL, NULL);
}

/* What could not be kept is still shown, and is tried again when one leaves it. */
void
bw_rhythm_page_take_kept (BwRhythmPage *self,
                          BwJob        *job)
{
  g_autofree char *text = NULL;
  gboolean shown = bw_rhythm_key_equal (bw_session_kept_key (job), &self->shown);

  if (shown && bw_job_get_state (job) == BW_JOB_DONE)
    self->unsaved = FALSE;
  if (bw_job_get_state (job) != BW_JOB_FAILED)
    return;
  self->unsaved |= shown;
  /* Translators: %s is the reason. */
  text = g_strdup_printf (_("The edits were not saved: %s"), bw_job_get_error (job)->message);
  bw_toasts_tell (GTK_WIDGET (self), text, NULL);
}

/* --- RR recordings ------------------------------------------------------------------------------- */

void
bw_rhythm_page_delete (BwRhythmPage *self)
{
  if (self->shown.kind == BW_RHYTHM_RR && self->shown.id != 0)
    bw_session_delete_rr (self->session, self->shown.id);
}

static void
on_undo_delete (BwRhythmPage *self)
{
  if (self->deleted != NULL)
    bw_session_restore_rr (self->session, g_steal_pointer (&self->deleted));
}

static void
take_deleted (BwRhythmPage *self,
              BwRrKept     *kept)
{
  const BwRhythmRow row = { .key = { BW_RHYTHM_RR, kept->recording->id },
                            .name = kept->recording->name };
  g_autofree char *title = bw_rhythm_words_title (&row), *text = NULL;

  bw_rhythm_history_forget (self->history, &row.key);
  g_clear_pointer (&self->deleted, bw_rr_kept_free);
  self->deleted = kept;
  /* Translators: %s is the name of an RR recording. */
  text = g_strdup_printf (_("“%s” was deleted"), title);
  bw_toasts_tell (GTK_WIDGET (self), text, G_CALLBACK (on_undo_delete));
}

void
bw_rhythm_page_take_rr (BwRhythmPage *self,
                        BwJob        *job)
{
  gboolean deletes = bw_job_get_kind (job) == BW_JOB_DELETE_RR;

  if (bw_job_get_state (job) == BW_JOB_FAILED)
    {
      /* Translators: %s is the reason. */
      g_autofree char *text
          = g_strdup_printf (deletes ? _("Nothing was deleted: %s") : _("It was not restored: %s"),
                             bw_job_get_error (job)->message);

      bw_toasts_tell (GTK_WIDGET (self), text, NULL);
    }
  else if (bw_job_get_state (job) == BW_JOB_DONE && deletes)
    take_deleted (self, bw_job_steal_result (job));
  else if (bw_job_get_state (job) == BW_JOB_DONE)
    {
      const BwRhythmKey key = { BW_RHYTHM_RR, *(const gint64 *) bw_job_get_result (job) };

      bw_rhythm_page_show_rhythm (self, &key);
    }
}

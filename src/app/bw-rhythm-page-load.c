/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-page-private.h"

#include "export/bw-export-rhythm.h"

/* What is selected is loaded, and what it tells is found. */

#define SLOT_SHOWN 0

/* While a stretch is being drawn, its metrics are not found for every pixel. */
#define ANALYSE_AFTER_MS 150

static void
forget (BwRhythmPage *self)
{
  g_clear_handle_id (&self->analyse_id, g_source_remove);
  bw_rhythm_page_finish_pending (self);
  bw_rhythm_page_save_again (self);
  self->unsaved = FALSE;
  self->load_job = NULL;
  self->change_job = NULL;
  self->findings_job = NULL;
  self->has_stretch = FALSE;
  g_clear_pointer (&self->rhythm, bw_rhythm_unref);
}

void
bw_rhythm_page_load (BwRhythmPage *self)
{
  forget (self);
  self->load_job = bw_session_load_rhythm (self->session, &self->shown, SLOT_SHOWN);
  bw_rhythm_detail_set_loading (self->detail);
}

void
bw_rhythm_page_show_selected (BwRhythmPage *self)
{
  BwRhythmItem *item = bw_rhythm_shelf_get_selected (self->shelf);

  if (self->session == NULL)
    return;
  if (item == NULL)
    {
      forget (self);
      self->shown.id = 0;
      bw_rhythm_detail_set_item (self->detail, NULL);
      return;
    }
  bw_rhythm_detail_set_item (self->detail, item);
  if (self->shown.id != 0 && bw_rhythm_key_equal (&self->shown, bw_rhythm_item_get_key (item)))
    return;
  self->shown = *bw_rhythm_item_get_key (item);
  bw_rhythm_page_load (self);
}

void
bw_rhythm_page_take_rhythm (BwRhythmPage *self,
                            BwJob        *job)
{
  /* What a newer one has taken the place of is dropped. */
  if (job != self->load_job)
    return;
  self->load_job = NULL;
  if (bw_job_get_state (job) == BW_JOB_FAILED)
    bw_rhythm_detail_set_error (self->detail, bw_job_get_error (job)->message);
  if (bw_job_get_state (job) != BW_JOB_DONE)
    return;
  self->rhythm = bw_job_steal_result (job);
  bw_rhythm_detail_set_rhythm (self->detail, self->rhythm);
  /* Of one that was shown before, and still is, the selection stayed. */
  self->has_stretch
      = bw_tachogram_view_get_selection (bw_rhythm_detail_get_tachogram (self->detail),
                                         &self->from_ms, &self->to_ms);
  bw_rhythm_page_catch_up (self);
  bw_rhythm_page_analyse (self, FALSE);
  bw_rhythm_page_update_actions (self);
}

/* --- What it tells ------------------------------------------------------------------------------- */

static gboolean
on_analyse (gpointer user_data)
{
  BwRhythmPage *self = user_data;

  self->analyse_id = 0;
  if (self->rhythm != NULL)
    self->findings_job
        = bw_session_analyse_rhythm (self->session, self->rhythm,
                                     self->has_stretch ? self->from_ms : 0,
                                     self->has_stretch ? self->to_ms : G_MAXDOUBLE);
  return G_SOURCE_REMOVE;
}

void
bw_rhythm_page_analyse (BwRhythmPage *self,
                        gboolean      soon)
{
  g_clear_handle_id (&self->analyse_id, g_source_remove);
  bw_rhythm_detail_set_busy (self->detail, TRUE);
  if (soon)
    self->analyse_id = g_timeout_add (ANALYSE_AFTER_MS, on_analyse, self);
  else
    on_analyse (self);
}

/* Of the person when the rhythm was recorded; negative where it is not known. */
static double
find_age (BwRhythmPage *self)
{
  const BwEcgSet *set = bw_session_get_recordings (self->session);

  return bw_export_rhythm_get_age (self->rhythm, set != NULL ? set->date_of_birth : NULL);
}

void
bw_rhythm_page_take_findings (BwRhythmPage *self,
                              BwJob        *job)
{
  if (job != self->findings_job)
    return;
  self->findings_job = NULL;
  if (bw_job_get_state (job) == BW_JOB_DONE)
    bw_rhythm_detail_set_findings (self->detail, (BwRhythmFindings *) bw_job_get_result (job),
                                   find_age (self));
  else if (bw_job_get_state (job) == BW_JOB_FAILED)
    bw_rhythm_detail_set_busy (self->detail, FALSE);
}

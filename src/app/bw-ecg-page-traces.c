/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-page-private.h"

#include "app/bw-label-words.h"

#include <glib/gi18n-lib.h>

/* What is selected is loaded and shown: one recording, or two whose beats are compared. */

enum
{
  SLOT_SHOWN,
  SLOT_OTHER,
};

/* "12 May 2024, 10:31 · ○ Fasting"; without the label while it is read blind. */
static char *
name_of (BwEcgItem *item)
{
  g_autofree char *label = bw_label_words_format (bw_ecg_item_get_label (item));

  if (bw_ecg_item_get_label (item) == BW_LABEL_NONE)
    return g_strdup (bw_ecg_item_get_title (item));
  /* Translators: when a recording was made, and its label. */
  return g_strdup_printf (_("%s · %s"), bw_ecg_item_get_title (item), label);
}

/* What tells two apart: their labels, or where those are the same, when they were made. */
static char *
short_name (BwEcgItem *item,
            BwEcgItem *other)
{
  return bw_ecg_item_get_label (item) != bw_ecg_item_get_label (other)
           ? bw_label_words_format (bw_ecg_item_get_label (item))
           : g_strdup (bw_ecg_item_get_title (item));
}

static void
name_pinned (BwEcgPage *self,
             BwEcgItem *pinned)
{
  BwEcgItem *shown = bw_ecg_list_find (self->list, self->shown_id);
  g_autofree char *name = NULL;
  g_autofree char *pinned_name = NULL;

  if (shown == NULL || shown == pinned)
    return;
  name = short_name (shown, pinned);
  pinned_name = short_name (pinned, shown);
  bw_ecg_strip_set_names (bw_ecg_detail_get_strip (self->detail), name, pinned_name);
}

static void
show_pinned (BwEcgPage *self)
{
  BwEcgStrip *strip = bw_ecg_detail_get_strip (self->detail);
  BwEcgItem *item = self->pinned_id != 0 ? bw_ecg_list_find (self->list, self->pinned_id) : NULL;
  g_autofree char *name = item != NULL ? name_of (item) : NULL;
  g_autofree char *text = NULL;

  if (item == NULL)
    {
      self->pinned_id = 0;
      g_clear_pointer (&self->pinned, bw_ecg_trace_unref);
    }
  else if (self->pinned_id == self->shown_id)
    text = g_strdup (_("Pinned. Select another recording to compare its beats with this one’s."));
  else
    /* Translators: %s is when a recording was made, and its label. */
    text = g_strdup_printf (_("Compared with %s"), name);
  bw_ecg_strip_set_other (strip, self->pinned_id != self->shown_id ? self->pinned : NULL, text);
  if (item != NULL)
    name_pinned (self, item);
}

static void
load (BwEcgPage *self,
      gint64     id)
{
  self->shown_id = id;
  g_clear_pointer (&self->trace, bw_ecg_trace_unref);
  self->trace_job = bw_session_load_trace (self->session, id, SLOT_SHOWN);
  bw_ecg_detail_set_loading (self->detail);
}

static void
load_other (BwEcgPage *self,
            gint64     id)
{
  self->other_id = id;
  g_clear_pointer (&self->other, bw_ecg_trace_unref);
  self->other_job = bw_session_load_trace (self->session, id, SLOT_OTHER);
}

static void
forget_other (BwEcgPage *self)
{
  self->other_id = 0;
  self->other_job = NULL;
  g_clear_pointer (&self->other, bw_ecg_trace_unref);
}

static void
show_pair (BwEcgPage *self)
{
  BwEcgItem *first = bw_ecg_list_find (self->list, self->shown_id);
  BwEcgItem *second = bw_ecg_list_find (self->list, self->other_id);
  g_autofree char *first_name = name_of (first);
  g_autofree char *second_name = name_of (second);
  g_autofree char *first_short = short_name (first, second);
  g_autofree char *second_short = short_name (second, first);
  /* Translators: each %s is when a recording was made, and its label. */
  g_autofree char *text
      = g_strdup_printf (_("Averaged beats, aligned at R: %s, and %s"), first_name, second_name);

  bw_ecg_detail_set_pair (self->detail, self->trace, first_short, self->other, second_short, text);
}

static void
show_traces (BwEcgPage *self)
{
  if (self->other_id == 0)
    {
      bw_ecg_detail_set_trace (self->detail, self->trace);
      show_pinned (self);
    }
  else if (self->trace != NULL && self->other != NULL)
    show_pair (self);
}

/* After labels changed: what is compared is named by them. */
void
bw_ecg_page_name_traces (BwEcgPage *self)
{
  BwEcgItem *shown = bw_ecg_list_find (self->list, self->shown_id);
  BwEcgItem *other = bw_ecg_list_find (self->list, self->other_id);

  if (other != NULL && shown != NULL && self->trace != NULL && self->other != NULL)
    show_pair (self);
  else if (self->pinned_id != 0)
    show_pinned (self);
}

/* Two are shown in the order of their labels: fasting, then after glucose. */
static void
show_two (BwEcgPage *self,
          BwEcgItem *a,
          BwEcgItem *b)
{
  if (bw_ecg_item_get_label (a) > bw_ecg_item_get_label (b))
    {
      BwEcgItem *swapped = a;

      a = b;
      b = swapped;
    }
  if (self->shown_id != bw_ecg_item_get_id (a))
    load (self, bw_ecg_item_get_id (a));
  if (self->other_id != bw_ecg_item_get_id (b))
    load_other (self, bw_ecg_item_get_id (b));
  show_traces (self);
}

void
bw_ecg_page_show_selected (BwEcgPage *self)
{
  g_autoptr (GPtrArray) items = NULL;

  if (self->session == NULL || bw_session_get_recordings (self->session) == NULL)
    return;
  /* What is told of the note may move what is selected. */
  bw_ecg_detail_flush_note (self->detail);
  items = bw_ecg_list_get_selected (self->list);
  bw_ecg_detail_set_items (self->detail, items, bw_ecg_page_get_zone (self));
  if (items->len == 2)
    {
      show_two (self, g_ptr_array_index (items, 0), g_ptr_array_index (items, 1));
      return;
    }
  forget_other (self);
  if (items->len == 1)
    {
      gint64 id = bw_ecg_item_get_id (g_ptr_array_index (items, 0));

      if (self->shown_id != id)
        load (self, id);
      else if (self->trace != NULL)
        show_traces (self);
      return;
    }
  self->shown_id = 0;
  self->trace_job = NULL;
  g_clear_pointer (&self->trace, bw_ecg_trace_unref);
}

void
bw_ecg_page_load_again (BwEcgPage *self)
{
  if (self->shown_id != 0)
    load (self, self->shown_id);
  if (self->other_id != 0)
    load_other (self, self->other_id);
}

/* Whether the library has another rate for what is held of a recording. */
static gboolean
is_stale (BwEcgPage  *self,
          BwEcgTrace *trace)
{
  const BwRecording *held = trace != NULL ? bw_ecg_trace_get_recording (trace) : NULL;
  BwEcgItem *item = held != NULL ? bw_ecg_list_find (self->list, held->id) : NULL;

  return item != NULL && bw_ecg_item_get_recording (item)->rate_hz != held->rate_hz;
}

void
bw_ecg_page_renew_traces (BwEcgPage *self)
{
  if (is_stale (self, self->pinned))
    bw_ecg_page_pin (self, FALSE);
  if (is_stale (self, self->trace))
    load (self, self->shown_id);
  if (is_stale (self, self->other))
    load_other (self, self->other_id);
}

void
bw_ecg_page_take_trace (BwEcgPage *self,
                        BwJob     *job)
{
  gboolean shown = job == self->trace_job;

  /* What a newer one has taken the place of is dropped. */
  if (!shown && job != self->other_job)
    return;
  if (shown)
    self->trace_job = NULL;
  else
    self->other_job = NULL;
  if (bw_job_get_state (job) == BW_JOB_FAILED)
    {
      bw_ecg_detail_set_error (self->detail, bw_job_get_error (job)->message);
      return;
    }
  if (bw_job_get_state (job) != BW_JOB_DONE)
    return;
  if (shown)
    self->trace = bw_job_steal_result (job);
  else
    self->other = bw_job_steal_result (job);
  show_traces (self);
  bw_ecg_page_update_actions (self);
}

void
bw_ecg_page_pin (BwEcgPage *self,
                 gboolean   pin)
{
  g_clear_pointer (&self->pinned, bw_ecg_trace_unref);
  self->pinned_id = 0;
  if (pin && self->trace != NULL)
    {
      self->pinned = bw_ecg_trace_ref (self->trace);
      self->pinned_id = self->shown_id;
    }
  show_pinned (self);
}

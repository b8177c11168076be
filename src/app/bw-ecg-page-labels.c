/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-page-private.h"

#include "app/bw-format.h"
#include "app/bw-reader-name.h"

#include <glib/gi18n-lib.h>

/* Labels and notes: shown at once, kept in the history, and brought into the library by a job. What
 * the library does not take is shown as it was again. */

/* A change on its way to the library. */
typedef struct
{
  guint step_id;
  gboolean forward;        /* done or redone, not undone */
  BwLabelChange *from;
  BwLabelChange *to;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  bw_label_change_unref (write->from);
  bw_label_change_unref (write->to);
  g_free (write);
}

GHashTable *
bw_ecg_page_make_writes (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, write_free);
}

void
bw_ecg_page_update_history (BwEcgPage *self)
{
  const char *blind = bw_ecg_list_get_blind (self->list);
  const BwLabelStep *undo = bw_label_history_peek_undo (self->history);
  const BwLabelStep *redo = bw_label_history_peek_redo (self->history);

  /* What one must not see one must not change either. */
  if (blind != NULL && undo != NULL && !bw_label_change_is_of_reader (undo->after, blind))
    undo = NULL;
  if (blind != NULL && redo != NULL && !bw_label_change_is_of_reader (redo->after, blind))
    redo = NULL;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ecg.undo", undo != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ecg.redo", redo != NULL);
}

static void
bring (BwEcgPage     *self,
       guint          step_id,
       gboolean       forward,
       BwLabelChange *from,
       BwLabelChange *to)
{
  BwJob *job;
  Write *write;

  bw_ecg_list_apply (self->list, to);
  job = bw_session_write_labels (self->session, to);
  if (job == NULL)
    return;
  write = g_new0 (Write, 1);
  write->step_id = step_id;
  write->forward = forward;
  write->from = bw_label_change_ref (from);
  write->to = bw_label_change_ref (to);
  g_hash_table_insert (self->writes, job, write);
}

void
bw_ecg_page_do (BwEcgPage     *self,
                BwLabelChange *change)
{
  g_autoptr (BwLabelChange) before = bw_ecg_list_capture (self->list, change);
  guint id = bw_label_history_push (self->history, bw_label_change_ref (before),
                                    bw_label_change_ref (change));

  bring (self, id, TRUE, before, change);
  bw_ecg_page_update_history (self);
}

/* --- One or several ----------------------------------------------------------------------------- */

static gboolean
is_so_already (BwEcgItem  *item,
               BwLabel     label,
               const char *who)
{
  const BwRecording *recording = bw_ecg_item_get_recording (item);

  if (bw_ecg_item_get_label (item) != label)
    return FALSE;
  /* What a rule said and a person confirms is the person's. */
  return bw_ecg_item_is_blind (item) || label == BW_LABEL_NONE
         || g_strcmp0 (recording->labelled_by, who) == 0;
}

static BwLabelChange *
label_all (BwEcgPage *self,
           GPtrArray *items,
           BwLabel    label)
{
  const char *blind = bw_ecg_list_get_blind (self->list);
  g_autofree char *who = bw_reader_name_get (self->settings);
  gint64 now_ms = g_get_real_time () / 1000;
  BwLabelChange *change = bw_label_change_new ();

  for (guint i = 0; i < items->len; i++)
    {
      BwEcgItem *item = g_ptr_array_index (items, i);
      gint64 id = bw_ecg_item_get_id (item);

      if (is_so_already (item, label, who))
        continue;
      if (blind != NULL)
        bw_label_change_add_reader_label (change, id, blind, label,
                                          label != BW_LABEL_NONE ? now_ms : 0);
      else if (label == BW_LABEL_NONE)
        bw_label_change_add_label (change, id, label, NULL, 0);
      else
        bw_label_change_add_label (change, id, label, who, now_ms);
    }
  return change;
}

static void
tell_several (BwEcgPage *self,
              BwLabel    label,
              guint      n)
{
  g_autofree char *count = bw_format_count (n);
  g_autofree char *text = NULL;

  if (label == BW_LABEL_NONE)
    text = g_strdup_printf (ngettext ("Removed %s label", "Removed %s labels", n), count);
  else
    text = g_strdup_printf (ngettext ("Labelled %s recording", "Labelled %s recordings", n), count);
  bw_ecg_page_add_toast (self, text, TRUE);
}

void
bw_ecg_page_label (BwEcgPage *self,
                   BwLabel    label)
{
  g_autoptr (GPtrArray) items = bw_ecg_list_get_selected (self->list);
  g_autoptr (BwLabelChange) change = label_all (self, items, label);
  BwEcgItem *next = bw_ecg_list_get_neighbour (self->list, 1);
  BwEcgItem *previous = bw_ecg_list_get_neighbour (self->list, -1);
  gboolean go_on = label != BW_LABEL_NONE
                   && g_settings_get_boolean (self->settings, "ecg-next-after-labelling");
  guint n = items->len;

  if (n == 0)
    return;
  if (!bw_label_change_is_empty (change))
    {
      bw_ecg_page_do (self, change);
      if (n > 1)
        tell_several (self, label, bw_label_change_count (change));
    }
  g_clear_pointer (&items, g_ptr_array_unref);
  items = bw_ecg_list_get_selected (self->list);
  /* Where the filter took it away, what comes after it takes its place. */
  if (items->len == 0 || go_on)
    {
      if (next != NULL)
        bw_ecg_page_go_to (self, next);
      else if (previous != NULL && items->len == 0)
        bw_ecg_page_go_to (self, previous);
    }
}

void
bw_ecg_page_take_note (BwEcgPage  *self,
                       BwEcgItem  *item,
                       const char *note,
                       gboolean    more)
{
  gint64 id = bw_ecg_item_get_id (item);
  g_autoptr (BwLabelChange) before = bw_label_change_new ();
  g_autoptr (BwLabelChange) after = bw_label_change_new ();
  guint step_id;

  bw_label_change_add_note (before, id, bw_ecg_item_get_recording (item)->note);
  bw_label_change_add_note (after, id, note);
  step_id = bw_label_history_push_note (self->history, id,
                                        bw_ecg_item_get_recording (item)->note, note, more);
  bring (self, step_id, TRUE, before, after);
  bw_ecg_page_update_history (self);
}

/* --- Undo --------------------------------------------------------------------------------------- */

/* To what has just changed, where none of it is in sight. */
static void
show_changed (BwEcgPage           *self,
              const BwLabelChange *change)
{
  g_autoptr (GArray) ids = bw_label_change_list_ids (change);
  g_autoptr (GPtrArray) selected = bw_ecg_list_get_selected (self->list);
  BwEcgItem *first = NULL;

  for (guint i = 0; i < ids->len; i++)
    {
      BwEcgItem *item = bw_ecg_list_find (self->list, g_array_index (ids, gint64, i));

      if (item == NULL)
        continue;
      if (g_ptr_array_find (selected, item, NULL))
        return;
      if (first == NULL
          && bw_ecg_list_get_position (self->list, item) != GTK_INVALID_LIST_POSITION)
        first = item;
    }
  if (first != NULL)
    bw_ecg_page_go_to (self, first);
}

void
bw_ecg_page_undo (BwEcgPage *self)
{
  const BwLabelStep *step;

  bw_ecg_detail_flush_note (self->detail);
  step = bw_label_history_undo (self->history);
  if (step == NULL)
    return;
  bw_ecg_page_withdraw_toast (self);
  bring (self, step->id, FALSE, step->after, step->before);
  show_changed (self, step->before);
  bw_ecg_page_update_history (self);
}

void
bw_ecg_page_redo (BwEcgPage *self)
{
  const BwLabelStep *step = bw_label_history_redo (self->history);

  if (step == NULL)
    return;
  bring (self, step->id, TRUE, step->before, step->after);
  show_changed (self, step->after);
  bw_ecg_page_update_history (self);
}

/* --- What became of it -------------------------------------------------------------------------- */

static void
take_back (BwEcgPage   *self,
           const Write *write,
           const char  *why)
{
  const BwLabelStep *redo = bw_label_history_peek_redo (self->history);
  g_autofree char *text = NULL;

  bw_ecg_list_revert (self->list, write->from, write->to);
  if (!write->forward && redo != NULL && redo->id == write->step_id)
    bw_label_history_redo (self->history);
  else
    bw_label_history_drop (self->history, write->step_id);
  if (write->to->notes->len > 0 && write->to->labels->len == 0)
    /* Translators: %s is the reason. */
    text = g_strdup_printf (_("The note was not saved: %s"), why);
  else
    /* Translators: %s is the reason. */
    text = g_strdup_printf (_("The label was not saved: %s"), why);
  bw_ecg_page_add_toast (self, text, FALSE);
  bw_ecg_page_update_history (self);
}

void
bw_ecg_page_take_write (BwEcgPage *self,
                        BwJob     *job)
{
  Write *write = NULL;

  if (!g_hash_table_steal_extended (self->writes, job, NULL, (gpointer *) &write))
    return;
  if (bw_job_get_state (job) == BW_JOB_FAILED)
    take_back (self, write, bw_job_get_error (job)->message);
  write_free (write);
}

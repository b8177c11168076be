/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-list-changes.h"

void
bw_ecg_list_apply (BwEcgList           *self,
                   const BwLabelChange *change)
{
  g_return_if_fail (BW_IS_ECG_LIST (self));
  g_return_if_fail (change != NULL);

  for (guint i = 0; i < change->labels->len; i++)
    {
      const BwLabelState *state = &g_array_index (change->labels, BwLabelState, i);
      BwEcgItem *item = bw_ecg_list_find (self, state->recording_id);

      if (item != NULL)
        bw_ecg_item_set_label (item, state);
    }
  for (guint i = 0; i < change->reader_labels->len; i++)
    {
      const BwReaderLabel *state = &g_array_index (change->reader_labels, BwReaderLabel, i);
      BwEcgItem *item = bw_ecg_list_find (self, state->recording_id);

      if (item != NULL)
        bw_ecg_item_set_reader_label (item, state->reader, state->label, state->time_ms);
    }
  for (guint i = 0; i < change->notes->len; i++)
    {
      const BwNoteState *state = &g_array_index (change->notes, BwNoteState, i);
      BwEcgItem *item = bw_ecg_list_find (self, state->recording_id);

      if (item != NULL)
        bw_ecg_item_set_note (item, state->note);
    }
  bw_ecg_list_order_anew (self);
}

BwLabelChange *
bw_ecg_list_capture (BwEcgList           *self,
                     const BwLabelChange *change)
{
  BwLabelChange *now;

  g_return_val_if_fail (BW_IS_ECG_LIST (self), NULL);
  g_return_val_if_fail (change != NULL, NULL);

  now = bw_label_change_new ();
  /* One that is not there leaves its place in the row: changes are compared place by place. */
  for (guint i = 0; i < change->labels->len; i++)
    {
      gint64 id = g_array_index (change->labels, BwLabelState, i).recording_id;
      BwEcgItem *item = bw_ecg_list_find (self, id);
      const BwRecording *held = item != NULL ? bw_ecg_item_get_recording (item) : NULL;

      if (held != NULL)
        bw_label_change_add_label (now, id, held->label, held->labelled_by, held->labelled_ms);
      else
        bw_label_change_add_label (now, id, BW_LABEL_NONE, NULL, 0);
    }
  for (guint i = 0; i < change->reader_labels->len; i++)
    {
      const BwReaderLabel *state = &g_array_index (change->reader_labels, BwReaderLabel, i);
      BwEcgItem *item = bw_ecg_list_find (self, state->recording_id);
      gint64 time_ms = 0;
      BwLabel label = BW_LABEL_NONE;

      if (item != NULL)
        label = bw_ecg_item_get_reader_label (item, state->reader, &time_ms);
      bw_label_change_add_reader_label (now, state->recording_id, state->reader, label, time_ms);
    }
  for (guint i = 0; i < change->notes->len; i++)
    {
      gint64 id = g_array_index (change->notes, BwNoteState, i).recording_id;
      BwEcgItem *item = bw_ecg_list_find (self, id);

      bw_label_change_add_note (now, id,
                                item != NULL ? bw_ecg_item_get_recording (item)->note : NULL);
    }
  return now;
}

void
bw_ecg_list_revert (BwEcgList           *self,
                    const BwLabelChange *before,
                    const BwLabelChange *after)
{
  g_autoptr (BwLabelChange) now = NULL;
  g_autoptr (BwLabelChange) back = NULL;

  g_return_if_fail (BW_IS_ECG_LIST (self));

  now = bw_ecg_list_capture (self, after);
  back = bw_label_change_replace (now, after, before);
  bw_ecg_list_apply (self, back);
}

/* --- Snapshots ------------------------------------------------------------------------------- */

static void
clear_recording (gpointer data)
{
  bw_recording_clear (data);
}

static void
clear_reader_label (gpointer data)
{
  bw_reader_label_clear (data);
}

GArray *
bw_ecg_list_copy_recordings (BwEcgList *self)
{
  guint n = bw_ecg_list_get_n (self);
  GArray *recordings = g_array_sized_new (FALSE, TRUE, sizeof (BwRecording), n);

  g_array_set_clear_func (recordings, clear_recording);
  for (guint i = 0; i < n; i++)
    {
      BwEcgItem *item = bw_ecg_list_get_item (self, i);
      BwRecording *copy = bw_recording_copy (bw_ecg_item_get_recording (item));

      g_array_append_vals (recordings, copy, 1);
      /* What it points to is the array's now. */
      g_free (copy);
    }
  return recordings;
}

static int
compare_reader_labels (gconstpointer a,
                       gconstpointer b)
{
  const BwReaderLabel *left = a;
  const BwReaderLabel *right = b;
  int order = g_strcmp0 (left->reader, right->reader);

  return order != 0 ? order
                    : (left->recording_id > right->recording_id)
                        - (left->recording_id < right->recording_id);
}

GArray *
bw_ecg_list_copy_reader_labels (BwEcgList *self)
{
  guint n = bw_ecg_list_get_n (self);
  GArray *labels = g_array_new (FALSE, TRUE, sizeof (BwReaderLabel));

  g_array_set_clear_func (labels, clear_reader_label);
  for (guint i = 0; i < n; i++)
    {
      const GArray *held = bw_ecg_item_get_reader_labels (bw_ecg_list_get_item (self, i));

      for (guint j = 0; held != NULL && j < held->len; j++)
        {
          BwReaderLabel label = g_array_index (held, BwReaderLabel, j);

          label.reader = g_strdup (label.reader);
          g_array_append_val (labels, label);
        }
    }
  g_array_sort (labels, compare_reader_labels);
  return labels;
}

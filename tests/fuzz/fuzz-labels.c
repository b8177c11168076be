/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "import/bw-label-csv.h"

/* What came of a table, of recordings 1 to 4. @list: (nullable); @anonymous: it need not say whose labels
 * those are */
static void
check_list (const BwLabelList *list,
            gboolean           anonymous)
{
  if (list == NULL)
    return;
  for (guint i = 0; i < list->states->len; i++)
    {
      const BwLabelState *state = &g_array_index (list->states, BwLabelState, i);

      g_assert_cmpint (state->recording_id, >=, 1);
      g_assert_cmpint (state->recording_id, <=, 4);
      g_assert_true (state->who == NULL || g_utf8_validate (state->who, -1, NULL));
      g_assert_true (state->label != BW_LABEL_NONE ? anonymous || state->who != NULL
                                                   : state->who == NULL);
    }
  for (guint i = 0; i < list->notes->len; i++)
    {
      const BwLabelNote *note = &g_array_index (list->notes, BwLabelNote, i);

      g_assert_cmpint (note->recording_id, >=, 1);
      g_assert_cmpint (note->recording_id, <=, 4);
      g_assert_true (g_utf8_validate (note->note, -1, NULL));
    }
  for (guint i = 0; i < list->reader_labels->len; i++)
    {
      const BwReaderLabel *label = &g_array_index (list->reader_labels, BwReaderLabel, i);

      g_assert_true (*label->reader != 0 && g_utf8_validate (label->reader, -1, NULL));
      g_assert_cmpint (label->label, !=, BW_LABEL_NONE);
    }
}

/* A table of labels, for four recordings two of which have one name; by itself, and out of a share. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  char a[] = "a.csv", b[] = "b.csv", c[] = "c.csv";
  const BwRecording held[] = {
    { .id = 1, .name = a, .start_ms = 1695276000000, .rate_hz = 512, .n_samples = 512 },
    { .id = 2, .name = b, .start_ms = 1695279600000, .rate_hz = 512, .n_samples = 512 },
    { .id = 3, .name = c, .start_ms = 1695283200000, .rate_hz = 512, .n_samples = 512 },
    { .id = 4, .name = c, .start_ms = 1695286800000, .rate_hz = 512, .n_samples = 512 },
  };
  g_autoptr (GArray) recordings = g_array_new (FALSE, FALSE, sizeof (BwRecording));
  g_autoptr (BwLabelList) list = NULL;
  g_autoptr (BwLabelList) shared = NULL;
  /* A copy that ends where the text does, so that reading beyond it is found. */
  g_autofree char *text = g_memdup2 (data, size);

  g_array_append_vals (recordings, held, G_N_ELEMENTS (held));
  list = bw_label_csv_parse (text, size, "labels.csv", recordings, "me", NULL);
  check_list (list, FALSE);
  shared = bw_label_csv_parse_share (text, size, "labels.csv", recordings, NULL);
  check_list (shared, TRUE);
  return 0;
}

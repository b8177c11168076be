/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-label-history.h"

static BwLabelChange *
label (gint64      id,
       BwLabel     label,
       const char *who)
{
  BwLabelChange *change = bw_label_change_new ();

  bw_label_change_add_label (change, id, label, who, label != BW_LABEL_NONE ? 1000 + id : 0);
  return change;
}

static guint
push (BwLabelHistory *history,
      gint64          id,
      BwLabel         from,
      BwLabel         to)
{
  return bw_label_history_push (history, label (id, from, "Ada"), label (id, to, "Ada"));
}

static BwLabel
label_of (const BwLabelChange *change)
{
  return g_array_index (change->labels, BwLabelState, 0).label;
}

static const char *
note_of (const BwLabelChange *change)
{
  return g_array_index (change->notes, BwNoteState, 0).note;
}

static void
test_change (void)
{
  g_autoptr (BwLabelChange) change = bw_label_change_new ();

  g_assert_true (bw_label_change_is_empty (change));
  bw_label_change_add_label (change, 7, BW_LABEL_FASTING, "Ada", 5);
  bw_label_change_add_note (change, 7, NULL);
  bw_label_change_add_note (change, 8, "tired");
  g_assert_false (bw_label_change_is_empty (change));
  g_assert_cmpuint (bw_label_change_count (change), ==, 2);
  g_assert_cmpstr (note_of (change), ==, "");
  g_assert_false (bw_label_change_is_of_reader (change, "Ada"));
}

static void
test_undo_and_redo (void)
{
  g_autoptr (BwLabelHistory) history = bw_label_history_new ();

  g_assert_null (bw_label_history_undo (history));
  g_assert_null (bw_label_history_redo (history));
  for (int i = 0; i < 1000; i++)
    push (history, i, BW_LABEL_NONE, i % 2 ? BW_LABEL_FASTING : BW_LABEL_GLUCOSE);
  for (int i = 999; i >= 0; i--)
    {
      const BwLabelStep *step = bw_label_history_undo (history);

      g_assert_cmpint (g_array_index (step->before->labels, BwLabelState, 0).recording_id, ==, i);
      g_assert_cmpint (label_of (step->before), ==, BW_LABEL_NONE);
    }
  g_assert_null (bw_label_history_undo (history));
  for (int i = 0; i < 1000; i++)
    g_assert_cmpint (label_of (bw_label_history_redo (history)->after), ==,
                     i % 2 ? BW_LABEL_FASTING : BW_LABEL_GLUCOSE);
  g_assert_null (bw_label_history_redo (history));
}

/* What is done after an undo takes the place of what was undone. */
static void
test_another_way (void)
{
  g_autoptr (BwLabelHistory) history = bw_label_history_new ();
  guint other;

  push (history, 1, BW_LABEL_NONE, BW_LABEL_FASTING);
  push (history, 1, BW_LABEL_FASTING, BW_LABEL_GLUCOSE);
  bw_label_history_undo (history);
  g_assert_nonnull (bw_label_history_peek_redo (history));
  other = push (history, 2, BW_LABEL_NONE, BW_LABEL_GLUCOSE);
  g_assert_null (bw_label_history_peek_redo (history));
  g_assert_cmpuint (bw_label_history_peek_undo (history)->id, ==, other);
  bw_label_history_clear (history);
  g_assert_null (bw_label_history_peek_undo (history));
}

/* Typing is one step, as long as nothing comes between. */
static void
test_notes (void)
{
  g_autoptr (BwLabelHistory) history = bw_label_history_new ();
  guint first = bw_label_history_push_note (history, 1, "", "af", TRUE);
  const BwLabelStep *step;

  g_assert_cmpuint (bw_label_history_push_note (history, 1, "af", "after", TRUE), ==, first);
  g_assert_cmpuint (bw_label_history_push_note (history, 2, "", "b", TRUE), !=, first);
  g_assert_cmpuint (bw_label_history_push_note (history, 1, "after", "after a run", TRUE), !=, first);
  g_assert_cmpuint (bw_label_history_push_note (history, 1, "after a run", "", FALSE), >, 3);

  step = bw_label_history_undo (history);
  g_assert_cmpstr (note_of (step->before), ==, "after a run");
  step = bw_label_history_undo (history);
  g_assert_cmpstr (note_of (step->before), ==, "after");
  bw_label_history_undo (history);
  step = bw_label_history_undo (history);
  g_assert_cmpstr (note_of (step->before), ==, "");
  g_assert_cmpstr (note_of (step->after), ==, "after");
  /* Not into what has been undone. */
  bw_label_history_redo (history);
  bw_label_history_push_note (history, 1, "after", "again", TRUE);
  g_assert_null (bw_label_history_peek_redo (history));
}

/* A write that failed never was: who came after found what it had found. */
static void
test_drop (void)
{
  g_autoptr (BwLabelHistory) history = bw_label_history_new ();
  guint failed;
  guint note;

  push (history, 1, BW_LABEL_NONE, BW_LABEL_FASTING);
  failed = push (history, 1, BW_LABEL_FASTING, BW_LABEL_GLUCOSE);
  push (history, 1, BW_LABEL_GLUCOSE, BW_LABEL_NONE);
  push (history, 2, BW_LABEL_NONE, BW_LABEL_GLUCOSE);
  bw_label_history_undo (history);
  bw_label_history_drop (history, failed);
  bw_label_history_drop (history, failed);
  bw_label_history_redo (history);
  bw_label_history_undo (history);
  g_assert_cmpint (label_of (bw_label_history_undo (history)->before), ==, BW_LABEL_FASTING);
  g_assert_cmpint (label_of (bw_label_history_undo (history)->before), ==, BW_LABEL_NONE);
  g_assert_null (bw_label_history_undo (history));

  bw_label_history_clear (history);
  note = bw_label_history_push_note (history, 1, "a", "b", FALSE);
  bw_label_history_push_note (history, 1, "b", "c", FALSE);
  bw_label_history_drop (history, note);
  g_assert_cmpstr (note_of (bw_label_history_undo (history)->before), ==, "a");
  /* And one that had been undone. */
  bw_label_history_drop (history, bw_label_history_peek_redo (history)->id);
  g_assert_null (bw_label_history_peek_redo (history));
}

/* A reader's labels and the settled ones are apart. */
static void
test_drop_of_a_reader (void)
{
  g_autoptr (BwLabelHistory) history = bw_label_history_new ();
  BwLabelChange *before = bw_label_change_new ();
  BwLabelChange *after = bw_label_change_new ();
  guint failed;

  bw_label_change_add_reader_label (before, 1, "Ada", BW_LABEL_NONE, 0);
  bw_label_change_add_reader_label (after, 1, "Ada", BW_LABEL_FASTING, 1001);
  g_assert_true (bw_label_change_is_of_reader (after, "Ada"));
  g_assert_false (bw_label_change_is_of_reader (after, "Bob"));
  failed = bw_label_history_push (history, before, after);
  push (history, 1, BW_LABEL_FASTING, BW_LABEL_GLUCOSE);
  bw_label_history_drop (history, failed);
  g_assert_cmpint (label_of (bw_label_history_undo (history)->before), ==, BW_LABEL_FASTING);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label-history/change", test_change);
  g_test_add_func ("/label-history/undo-and-redo", test_undo_and_redo);
  g_test_add_func ("/label-history/another-way", test_another_way);
  g_test_add_func ("/label-history/notes", test_notes);
  g_test_add_func ("/label-history/drop", test_drop);
  g_test_add_func ("/label-history/drop-of-a-reader", test_drop_of_a_reader);
  return g_test_run ();
}

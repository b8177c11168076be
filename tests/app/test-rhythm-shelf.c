/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/bw-rhythm-history.h"
#include "app/bw-rhythm-shelf.h"
#include "app/bw-rhythm-words.h"
#include "base/bw-time.h"

/* 2026-05-12, a Tuesday. */
#define DAY 20585
#define NOON_MS (DAY * BW_TIME_DAY + 12 * BW_TIME_HOUR)

static void
add (GArray       *rows,
     BwRhythmKind  kind,
     gint64        id,
     int           hour,
     double        rmssd_ms)
{
  BwRhythmRow row = {
    .key = { kind, id },
    .start_ms = NOON_MS + hour * BW_TIME_HOUR,
    .time_known = TRUE,
    .duration_s = 60 + (double) id,
    .n_beats = 60,
    .n_artefacts = (guint) id % 3,
    .has_rmssd = rmssd_ms > 0,
    .rmssd_ms = rmssd_ms,
    .used = kind != BW_RHYTHM_READING || rmssd_ms > 0,
    .why_not = kind == BW_RHYTHM_READING && rmssd_ms <= 0 ? g_strdup ("too-few-intervals") : NULL,
    .name = kind == BW_RHYTHM_READING ? NULL : g_strdup ("morning run.txt"),
  };

  g_array_append_val (rows, row);
}

/* Two days: three readings, of which one is left out, an ECG and an RR recording; then one reading. */
static GArray *
make_rows (void)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (BwRhythmRow));

  g_array_set_clear_func (rows, (GDestroyNotify) bw_rhythm_row_clear);
  add (rows, BW_RHYTHM_READING, 1, -6, 40);
  add (rows, BW_RHYTHM_READING, 2, -1, 60);
  add (rows, BW_RHYTHM_ECG, 1, 0, 0);
  add (rows, BW_RHYTHM_RR, 1, 1, 25);
  add (rows, BW_RHYTHM_READING, 3, 11, 0);
  add (rows, BW_RHYTHM_READING, 4, 18, 30);
  return rows;
}

static BwRhythmShelf *
make_shelf (void)
{
  BwRhythmShelf *shelf = bw_rhythm_shelf_new ();
  g_autoptr (GArray) rows = make_rows ();

  bw_rhythm_shelf_set_rows (shelf, rows);
  return shelf;
}

/* The ids shown, with the initial of their kind: "r4 r3 x1". */
static char *
shown (BwRhythmShelf *shelf)
{
  GListModel *model = G_LIST_MODEL (bw_rhythm_shelf_get_selection (shelf));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BwRhythmItem) item = g_list_model_get_item (model, i);
      const BwRhythmKey *key = bw_rhythm_item_get_key (item);

      g_string_append_printf (text, "%s%c%d", i > 0 ? " " : "", "rex"[key->kind], (int) key->id);
    }
  return g_string_free (text, FALSE);
}

static void
assert_shown (BwRhythmShelf *shelf,
              const char    *expected)
{
  g_autofree char *text = shown (shelf);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_order (void)
{
  g_autoptr (BwRhythmShelf) shelf = make_shelf ();

  assert_shown (shelf, "r4 r3 x1 e1 r2 r1");
  bw_rhythm_shelf_set_sort (shelf, BW_RHYTHM_SORT_OLDEST);
  assert_shown (shelf, "r1 r2 e1 x1 r3 r4");
  /* Without an RMSSD last, either way. */
  bw_rhythm_shelf_set_sort (shelf, BW_RHYTHM_SORT_HIGHEST);
  assert_shown (shelf, "r2 r1 r4 x1 r3 e1");
  bw_rhythm_shelf_set_sort (shelf, BW_RHYTHM_SORT_LOWEST);
  assert_shown (shelf, "x1 r4 r1 r2 r3 e1");
  bw_rhythm_shelf_set_sort (shelf, BW_RHYTHM_SORT_ARTEFACTS);
  assert_shown (shelf, "r2 r4 x1 e1 r1 r3");
  bw_rhythm_shelf_set_sort (shelf, BW_RHYTHM_SORT_LENGTH);
  assert_shown (shelf, "r4 r3 r2 x1 e1 r1");
}

static void
test_filter (void)
{
  g_autoptr (BwRhythmShelf) shelf = make_shelf ();

  bw_rhythm_shelf_set_show (shelf, BW_RHYTHM_SHOW_READINGS);
  assert_shown (shelf, "r4 r3 r2 r1");
  bw_rhythm_shelf_set_day (shelf, DAY);
  assert_shown (shelf, "r3 r2 r1");
  bw_rhythm_shelf_set_show (shelf, BW_RHYTHM_SHOW_LEFT_OUT);
  assert_shown (shelf, "r3");
  bw_rhythm_shelf_set_show (shelf, BW_RHYTHM_SHOW_EDITED);
  assert_shown (shelf, "");
  bw_rhythm_shelf_set_show (shelf, BW_RHYTHM_SHOW_ALL);
  bw_rhythm_shelf_set_search (shelf, "RUN morning");
  assert_shown (shelf, "x1 e1");
  bw_rhythm_shelf_set_search (shelf, "wednesday");
  assert_shown (shelf, "");
  bw_rhythm_shelf_set_day (shelf, BW_RHYTHM_NO_DAY);
  assert_shown (shelf, "r4");
  g_assert_cmpuint (bw_rhythm_shelf_get_n (shelf), ==, 6);
  g_assert_cmpuint (bw_rhythm_shelf_get_n_shown (shelf), ==, 1);
}

static void
test_ids (void)
{
  for (int i = 0; i <= BW_RHYTHM_SORT_LENGTH; i++)
    g_assert_cmpint (bw_rhythm_sort_from_id (bw_rhythm_sort_get_id ((BwRhythmSort) i)), ==, i);
  for (int i = 0; i <= BW_RHYTHM_SHOW_LEFT_OUT; i++)
    g_assert_cmpint (bw_rhythm_show_from_id (bw_rhythm_show_get_id ((BwRhythmShow) i)), ==, i);
  g_assert_cmpint (bw_rhythm_sort_from_id ("nonsense"), ==, BW_RHYTHM_SORT_NEWEST);
}

static void
test_days (void)
{
  g_autoptr (BwRhythmShelf) shelf = make_shelf ();
  BwRhythmDaySum sum;
  gint64 first, last;
  double low_ms, high_ms;

  bw_rhythm_shelf_get_day_sum (shelf, DAY, &sum);
  g_assert_cmpuint (sum.n, ==, 3);
  g_assert_cmpuint (sum.n_used, ==, 2);
  g_assert_cmpuint (sum.n_recordings, ==, 2);
  g_assert_cmpfloat_with_epsilon (sum.mean_ms, 50, 1e-9);
  bw_rhythm_shelf_get_day_sum (shelf, DAY + 7, &sum);
  g_assert_cmpuint (sum.n + sum.n_used + sum.n_recordings, ==, 0);
  g_assert_cmpfloat (sum.mean_ms, <, 0);
  g_assert_true (bw_rhythm_shelf_get_days (shelf, &first, &last));
  g_assert_cmpint (first, ==, DAY);
  g_assert_cmpint (last, ==, DAY + 1);
  g_assert_true (bw_rhythm_shelf_get_usual (shelf, &low_ms, &high_ms));
  g_assert_cmpfloat_with_epsilon (low_ms, 30, 1e-9);
  g_assert_cmpfloat_with_epsilon (high_ms, 50, 1e-9);
}

static const BwRhythmItem *
find (BwRhythmShelf *shelf,
      BwRhythmKind   kind,
      gint64         id)
{
  const BwRhythmKey key = { kind, id };

  return bw_rhythm_shelf_find (shelf, &key);
}

static void
test_headings (void)
{
  g_autoptr (BwRhythmShelf) shelf = make_shelf ();
  BwRhythmItem *newest = (BwRhythmItem *) find (shelf, BW_RHYTHM_READING, 4);
  BwRhythmItem *late = (BwRhythmItem *) find (shelf, BW_RHYTHM_READING, 3);
  BwRhythmItem *early = (BwRhythmItem *) find (shelf, BW_RHYTHM_READING, 1);

  g_assert_cmpstr (bw_rhythm_item_get_heading (newest), ==, "Wednesday, 13 May 2026");
  g_assert_cmpstr (bw_rhythm_item_get_heading (late), ==, "Tuesday, 12 May 2026");
  g_assert_cmpstr (bw_rhythm_item_get_sum (late), ==, "3 readings, mean 50 ms");
  g_assert_null (bw_rhythm_item_get_heading (early));
  /* What comes first of its day is another one now. */
  bw_rhythm_shelf_set_sort (shelf, BW_RHYTHM_SORT_OLDEST);
  g_assert_null (bw_rhythm_item_get_heading (late));
  g_assert_cmpstr (bw_rhythm_item_get_heading (early), ==, "Tuesday, 12 May 2026");
  g_assert_false (bw_rhythm_item_is_dated (early));
  bw_rhythm_shelf_set_sort (shelf, BW_RHYTHM_SORT_HIGHEST);
  g_assert_null (bw_rhythm_item_get_heading (early));
  g_assert_true (bw_rhythm_item_is_dated (early));
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_selection (void)
{
  g_autoptr (BwRhythmShelf) shelf = make_shelf ();
  g_autoptr (GArray) rows = make_rows ();
  BwRhythmItem *second = (BwRhythmItem *) find (shelf, BW_RHYTHM_READING, 3);
  guint n_told = 0, n_changed = 0;

  g_signal_connect_swapped (shelf, "selection-changed", G_CALLBACK (count), &n_told);
  g_signal_connect_swapped (second, "changed", G_CALLBACK (count), &n_changed);
  g_assert_null (bw_rhythm_shelf_get_selected (shelf));
  g_assert_true (bw_rhythm_shelf_get_neighbour (shelf, 1)
                 == find (shelf, BW_RHYTHM_READING, 4));
  g_assert_true (bw_rhythm_shelf_select (shelf, second));
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_true (bw_rhythm_shelf_get_neighbour (shelf, 1) == find (shelf, BW_RHYTHM_RR, 1));
  g_assert_true (bw_rhythm_shelf_get_neighbour (shelf, -1) == find (shelf, BW_RHYTHM_READING, 4));
  /* The library was read again: the same items, and still selected; what changed is told. */
  g_array_index (rows, BwRhythmRow, 4).edited = TRUE;
  add (rows, BW_RHYTHM_READING, 5, 20, 50);
  bw_rhythm_shelf_set_rows (shelf, rows);
  g_assert_true (bw_rhythm_shelf_get_selected (shelf) == second);
  g_assert_true (find (shelf, BW_RHYTHM_READING, 3) == second);
  g_assert_true (bw_rhythm_item_get_row (second)->edited);
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpuint (n_changed, >, 0);
  /* It is gone. */
  g_array_remove_index (rows, 4);
  bw_rhythm_shelf_set_rows (shelf, rows);
  g_assert_null (bw_rhythm_shelf_get_selected (shelf));
  g_assert_cmpuint (n_told, ==, 2);
}

/* A list of years is brought up to date within a frame or two. */
static void
test_thousands (void)
{
  g_autoptr (BwRhythmShelf) shelf = bw_rhythm_shelf_new ();
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (BwRhythmRow));
  BwRhythmItem *item;

  g_array_set_clear_func (rows, (GDestroyNotify) bw_rhythm_row_clear);
  for (int i = 0; i < 20000; i++)
    add (rows, BW_RHYTHM_READING, i + 1, i * 3, 30 + i % 40);
  bw_rhythm_shelf_set_rows (shelf, rows);
  g_assert_cmpuint (bw_rhythm_shelf_get_n_shown (shelf), ==, 20000);
  item = (BwRhythmItem *) find (shelf, BW_RHYTHM_READING, 1);
  g_assert_cmpuint (bw_rhythm_shelf_get_position (shelf, item), ==, 19999);
  g_assert_true (bw_rhythm_shelf_select (shelf, item));
  bw_rhythm_shelf_set_day (shelf, bw_rhythm_item_get_day (item));
  g_assert_cmpuint (bw_rhythm_shelf_get_n_shown (shelf), ==, 4);
}

static void
test_words (void)
{
  BwRhythmRow row = { .key = { BW_RHYTHM_READING, 1 }, .start_ms = NOON_MS - 6 * BW_TIME_HOUR,
                      .offset_min = 120, .time_known = TRUE, .duration_s = 58, .n_beats = 62,
                      .n_artefacts = 1, .has_rmssd = TRUE, .rmssd_ms = 43.4, .used = TRUE };
  g_autofree char *spoken = NULL;
  g_autofree char *title = NULL;
  g_autofree char *left_out = NULL;
  g_autofree char *day = bw_rhythm_words_length (86000);
  g_autofree char *minutes = bw_rhythm_words_length (302);

  spoken = bw_rhythm_words_spoken (&row);
  g_assert_cmpstr (spoken, ==,
                   "Reading, 12 May 2026, 08:00, RMSSD 43 ms, 62 beats · 1 artefact · 58 s");
  g_assert_null (bw_rhythm_words_used (&row));
  row.used = FALSE;
  row.edited = TRUE;
  row.why_not = (char *) "too-many-artefacts";
  left_out = bw_rhythm_words_spoken (&row);
  g_assert_nonnull (strstr (left_out, ", edited by hand. Left out: "));
  g_assert_cmpstr (bw_rhythm_words_used (&row), ==, "left out");
  /* After midnight where it was recorded. */
  row.start_ms = NOON_MS + 11 * BW_TIME_HOUR;
  g_assert_cmpint (bw_rhythm_words_get_day (&row), ==, DAY + 1);
  row.start_ms = -1;
  row.offset_min = 0;
  g_assert_cmpint (bw_rhythm_words_get_day (&row), ==, -1);
  row.key.kind = BW_RHYTHM_RR;
  row.name = (char *) "2026-05-12 strap.rr.txt";
  title = bw_rhythm_words_title (&row);
  g_assert_cmpstr (title, ==, "2026-05-12 strap.rr");
  g_assert_cmpstr (day, ==, "23 h 53 min");
  g_assert_cmpstr (minutes, ==, "5 min 2 s");
}

/* --- The history --------------------------------------------------------------------------------- */

static void
test_history (void)
{
  const BwRhythmKey one = { BW_RHYTHM_READING, 1 }, other = { BW_RHYTHM_RR, 1 };
  g_autoptr (BwRhythmHistory) history = bw_rhythm_history_new ();
  g_autoptr (BwBeatEdits) none = bw_beat_edits_new_empty ();
  BwRhythmSettings settings = BW_RHYTHM_SETTINGS_DEFAULT;
  g_autoptr (BwRhythmState) first = bw_rhythm_state_new (none, &settings);
  g_autoptr (BwRhythmState) second = NULL;
  g_autoptr (BwRhythmState) third = NULL;

  settings.correction = BW_CORRECTION_STRICT;
  second = bw_rhythm_state_new (none, &settings);
  settings.detrend = TRUE;
  third = bw_rhythm_state_new (none, &settings);
  g_assert_false (bw_rhythm_state_equal (first, second));

  g_assert_null (bw_rhythm_history_get_current (history, &one));
  g_assert_null (bw_rhythm_history_undo (history, &one));
  bw_rhythm_history_push (history, &one, first, second);
  bw_rhythm_history_push (history, &one, second, third);
  bw_rhythm_history_push (history, &other, third, first);
  g_assert_true (bw_rhythm_state_equal (bw_rhythm_history_get_current (history, &one), third));
  g_assert_true (bw_rhythm_state_equal (bw_rhythm_history_undo (history, &one), second));
  g_assert_true (bw_rhythm_state_equal (bw_rhythm_history_undo (history, &one), first));
  g_assert_null (bw_rhythm_history_undo (history, &one));
  g_assert_true (bw_rhythm_state_equal (bw_rhythm_history_redo (history, &one), second));
  g_assert_true (bw_rhythm_history_can_redo (history, &one));
  /* Going on from here, what had been undone is gone. */
  bw_rhythm_history_push (history, &one, second, first);
  g_assert_false (bw_rhythm_history_can_redo (history, &one));
  g_assert_null (bw_rhythm_history_redo (history, &one));
  g_assert_true (bw_rhythm_state_equal (bw_rhythm_history_undo (history, &one), second));
  /* The other one's is its own. */
  g_assert_true (bw_rhythm_state_equal (bw_rhythm_history_undo (history, &other), third));
  bw_rhythm_history_forget (history, &one);
  g_assert_null (bw_rhythm_history_get_current (history, &one));
  g_assert_true (bw_rhythm_history_can_redo (history, &other));
  bw_rhythm_history_clear (history);
  g_assert_false (bw_rhythm_history_can_redo (history, &other));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/rhythm-shelf/order", test_order);
  g_test_add_func ("/app/rhythm-shelf/filter", test_filter);
  g_test_add_func ("/app/rhythm-shelf/ids", test_ids);
  g_test_add_func ("/app/rhythm-shelf/days", test_days);
  g_test_add_func ("/app/rhythm-shelf/headings", test_headings);
  g_test_add_func ("/app/rhythm-shelf/selection", test_selection);
  g_test_add_func ("/app/rhythm-shelf/thousands", test_thousands);
  g_test_add_func ("/app/rhythm-shelf/words", test_words);
  g_test_add_func ("/app/rhythm-shelf/history", test_history);

  return g_test_run ();
}

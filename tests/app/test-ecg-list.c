/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "recordings-fixture.h"

#include "app/bw-ecg-list-changes.h"

#define MANY 5000
#define ROUNDS 9

static void
count (gpointer object,
       guint   *n)
{
  ++*n;
}

static BwEcgList *
list_of (guint n)
{
  g_autoptr (BwEcgSet) set = recordings_fixture (n);
  BwEcgList *list = bw_ecg_list_new ();

  bw_ecg_list_set_recordings (list, set);
  return list;
}

static gint64
id_at (BwEcgList *list,
       guint      position)
{
  g_autoptr (BwEcgItem) item
      = g_list_model_get_item (G_LIST_MODEL (bw_ecg_list_get_selection (list)), position);

  return item != NULL ? bw_ecg_item_get_id (item) : 0;
}

static void
label (BwEcgList *list,
       gint64     id,
       BwLabel    label)
{
  g_autoptr (BwLabelChange) change = bw_label_change_new ();

  bw_label_change_add_label (change, id, label, "Ada", RECORDINGS_START_MS);
  bw_ecg_list_apply (list, change);
}

static void
select_id (BwEcgList *list,
           gint64     id)
{
  g_assert_true (bw_ecg_list_select (list, bw_ecg_list_find (list, id)));
}

static gint64
selected_id (BwEcgList *list)
{
  g_autoptr (GPtrArray) selected = bw_ecg_list_get_selected (list);

  return selected->len == 1 ? bw_ecg_item_get_id (g_ptr_array_index (selected, 0)) : 0;
}

static const BwRecording *
recording_at (BwEcgList *list,
              guint      position)
{
  return bw_ecg_item_get_recording (bw_ecg_list_find (list, id_at (list, position)));
}

static void
test_sort (void)
{
  g_autoptr (BwEcgList) list = list_of (60);

  g_assert_cmpint (id_at (list, 0), ==, 60);
  bw_ecg_list_set_sort (list, BW_ECG_SORT_OLDEST);
  g_assert_cmpint (id_at (list, 0), ==, 1);
  g_assert_cmpint (id_at (list, 59), ==, 60);
  bw_ecg_list_set_sort (list, BW_ECG_SORT_NAME);
  g_assert_cmpint (id_at (list, 0), ==, 1);
  g_assert_cmpint (id_at (list, 1), ==, 2);
  g_assert_cmpint (id_at (list, 9), ==, 10);
  bw_ecg_list_set_sort (list, BW_ECG_SORT_QUALITY);
  for (guint i = 1; i < 60; i++)
    {
      const BwRecording *before = recording_at (list, i - 1);
      const BwRecording *after = recording_at (list, i);

      g_assert_true (before->has_analysis || !after->has_analysis);
      if (after->has_analysis)
        g_assert_cmpfloat (before->quality, >=, after->quality);
    }
  bw_ecg_list_set_sort (list, BW_ECG_SORT_HEART_RATE);
  g_assert_cmpfloat (recording_at (list, 0)->hr_bpm, <=, recording_at (list, 1)->hr_bpm);
  bw_ecg_list_set_sort (list, BW_ECG_SORT_LENGTH);
  g_assert_cmpuint (recording_at (list, 0)->n_samples, ==, 15360);
  bw_ecg_list_set_sort (list, BW_ECG_SORT_CLASSIFICATION);
  g_assert_cmpstr (recording_at (list, 0)->classification, ==, "");
  g_assert_cmpstr (recording_at (list, 12)->classification, ==, "Atrial Fibrillation");
  bw_ecg_list_set_sort (list, BW_ECG_SORT_LABEL);
  label (list, 7, BW_LABEL_GLUCOSE);
  label (list, 9, BW_LABEL_FASTING);
  g_assert_cmpint (id_at (list, 59), ==, 7);
  g_assert_cmpint (id_at (list, 58), ==, 9);
  bw_ecg_list_set_sort (list, BW_ECG_SORT_WHO);
  g_assert_cmpint (id_at (list, 58), ==, 9);
  g_assert_cmpint (id_at (list, 59), ==, 7);
}

static void
test_ids (void)
{
  for (int i = 0; i <= BW_ECG_SORT_SHUFFLED; i++)
    g_assert_cmpint (bw_ecg_sort_from_id (bw_ecg_sort_get_id ((BwEcgSort) i)), ==, i);
  for (int i = 0; i <= BW_ECG_SHOW_UNSURE; i++)
    {
      g_assert_cmpint (bw_ecg_show_from_id (bw_ecg_show_get_id ((BwEcgShow) i)), ==, i);
      g_assert_nonnull (bw_ecg_show_get_name ((BwEcgShow) i));
    }
  g_assert_cmpint (bw_ecg_sort_from_id ("nonsense"), ==, BW_ECG_SORT_NEWEST);
  g_assert_cmpint (bw_ecg_show_from_id (NULL), ==, BW_ECG_SHOW_ALL);
}

static guint
n_with (BwEcgList *list,
        BwEcgShow  show)
{
  bw_ecg_list_set_show (list, show);
  return bw_ecg_list_get_n_shown (list);
}

static void
test_filter (void)
{
  g_autoptr (BwEcgList) list = list_of (60);
  g_autoptr (BwLabelChange) change = bw_label_change_new ();

  label (list, 1, BW_LABEL_FASTING);
  label (list, 2, BW_LABEL_FASTING);
  label (list, 3, BW_LABEL_GLUCOSE);
  bw_label_change_add_reader_label (change, 4, "Ada", BW_LABEL_FASTING, 1);
  bw_label_change_add_reader_label (change, 4, "Bob", BW_LABEL_GLUCOSE, 1);
  bw_label_change_add_reader_label (change, 5, "Ada", BW_LABEL_FASTING, 1);
  bw_label_change_add_reader_label (change, 5, "Bob", BW_LABEL_FASTING, 1);
  bw_label_change_add_note (change, 6, "after a run");
  bw_ecg_list_apply (list, change);

  g_assert_cmpuint (n_with (list, BW_ECG_SHOW_ALL), ==, 60);
  g_assert_cmpuint (n_with (list, BW_ECG_SHOW_UNLABELLED), ==, 57);
  g_assert_cmpuint (n_with (list, BW_ECG_SHOW_FASTING), ==, 2);
  g_assert_cmpuint (n_with (list, BW_ECG_SHOW_GLUCOSE), ==, 1);
  g_assert_cmpuint (n_with (list, BW_ECG_SHOW_DISAGREE), ==, 1);
  g_assert_cmpint (id_at (list, 0), ==, 4);
  g_assert_cmpuint (n_with (list, BW_ECG_SHOW_NOTE), ==, 1);
  g_assert_cmpint (id_at (list, 0), ==, 6);
  g_assert_cmpuint (n_with (list, BW_ECG_SHOW_POOR), >, 10);
  g_assert_cmpfloat (recording_at (list, 0)->quality, <, 0.5);
  g_assert_cmpuint (bw_ecg_list_count_label (list, BW_LABEL_NONE), ==, 57);
  g_assert_cmpuint (bw_ecg_list_get_n (list), ==, 60);
}

static guint
n_found (BwEcgList  *list,
         const char *search)
{
  bw_ecg_list_set_search (list, search);
  return bw_ecg_list_get_n_shown (list);
}

static void
test_search (void)
{
  g_autoptr (BwEcgList) list = list_of (60);
  g_autoptr (BwLabelChange) change = bw_label_change_new ();

  bw_label_change_add_note (change, 6, "After a Run");
  bw_ecg_list_apply (list, change);
  label (list, 7, BW_LABEL_FASTING);

  g_assert_cmpuint (n_found (list, ""), ==, 60);
  g_assert_cmpuint (n_found (list, "SINUS"), ==, 12);
  g_assert_cmpuint (n_found (list, "ecg_17."), ==, 1);
  g_assert_cmpuint (n_found (list, "a RUN"), ==, 1);
  g_assert_cmpuint (n_found (list, "run after"), ==, 1);
  g_assert_cmpuint (n_found (list, "run before"), ==, 0);
  g_assert_cmpuint (n_found (list, "ada"), ==, 1);
  g_assert_cmpuint (n_found (list, "fasting"), ==, 1);
  g_assert_cmpuint (n_found (list, "glucose"), ==, 0);
  g_assert_cmpuint (n_found (list, "dizziness"), ==, 6);
  g_assert_cmpuint (n_found (list, "watch6,7"), ==, 60);
  g_assert_cmpuint (n_found (list, "mar 10:00"), ==, 3);
  g_assert_cmpuint (n_found (list, "  "), ==, 60);
  g_assert_cmpuint (n_found (list, NULL), ==, 60);
}

static void
test_selection (void)
{
  g_autoptr (BwEcgList) list = list_of (10);
  guint n = 0;

  g_signal_connect (list, "selection-changed", G_CALLBACK (count), &n);
  g_assert_cmpint (bw_ecg_item_get_id (bw_ecg_list_get_neighbour (list, 1)), ==, 10);
  g_assert_cmpint (bw_ecg_item_get_id (bw_ecg_list_get_neighbour (list, -1)), ==, 1);
  select_id (list, 5);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (bw_ecg_item_get_id (bw_ecg_list_get_neighbour (list, 1)), ==, 4);
  g_assert_cmpint (bw_ecg_item_get_id (bw_ecg_list_get_neighbour (list, -1)), ==, 6);
  select_id (list, 1);
  g_assert_null (bw_ecg_list_get_neighbour (list, 1));
  select_id (list, 10);
  g_assert_null (bw_ecg_list_get_neighbour (list, -1));

  /* Another order, or a filter that leaves it in, leaves it selected. */
  bw_ecg_list_set_sort (list, BW_ECG_SORT_OLDEST);
  g_assert_cmpint (selected_id (list), ==, 10);
  bw_ecg_list_set_search (list, "ecg_1");
  g_assert_cmpuint (bw_ecg_list_get_n_shown (list), ==, 2);
  g_assert_cmpint (selected_id (list), ==, 10);
  bw_ecg_list_set_search (list, "ecg_2");
  g_assert_cmpint (selected_id (list), ==, 0);
  g_assert_false (bw_ecg_list_select (list, bw_ecg_list_find (list, 10)));
}

static void
test_next_unlabelled (void)
{
  g_autoptr (BwEcgList) list = list_of (10);

  for (gint64 id = 1; id <= 10; id++)
    if (id != 3 && id != 9)
      label (list, id, BW_LABEL_FASTING);
  select_id (list, 7);
  g_assert_cmpint (bw_ecg_item_get_id (bw_ecg_list_get_next_unlabelled (list)), ==, 3);
  select_id (list, 3);
  g_assert_cmpint (bw_ecg_item_get_id (bw_ecg_list_get_next_unlabelled (list)), ==, 9);
  label (list, 9, BW_LABEL_GLUCOSE);
  g_assert_null (bw_ecg_list_get_next_unlabelled (list));
  select_id (list, 4);
  g_assert_cmpint (bw_ecg_item_get_id (bw_ecg_list_get_next_unlabelled (list)), ==, 3);
}

/* Items live on, and with them what is selected. */
static void
test_read_again (void)
{
  g_autoptr (BwEcgList) list = list_of (10);
  g_autoptr (BwEcgSet) more = recordings_fixture (12);
  BwEcgItem *item = bw_ecg_list_find (list, 5);
  guint n_item = 0;
  guint n_selection = 0;

  select_id (list, 5);
  g_signal_connect (item, "changed", G_CALLBACK (count), &n_item);
  g_signal_connect (list, "selection-changed", G_CALLBACK (count), &n_selection);
  g_array_remove_index (more->recordings, 2);
  g_array_index (more->recordings, BwRecording, 3).label = BW_LABEL_GLUCOSE;
  bw_ecg_list_set_recordings (list, more);
  g_assert_true (bw_ecg_list_find (list, 5) == item);
  g_assert_cmpint (bw_ecg_item_get_label (item), ==, BW_LABEL_GLUCOSE);
  g_assert_cmpuint (n_item, >=, 1);
  g_assert_cmpuint (n_selection, ==, 1);
  g_assert_cmpint (selected_id (list), ==, 5);
  g_assert_cmpuint (bw_ecg_list_get_n_shown (list), ==, 11);
  g_assert_null (bw_ecg_list_find (list, 3));
  g_assert_nonnull (bw_ecg_list_find (list, 12));
  /* The same again tells nothing of the items. */
  n_item = 0;
  bw_ecg_list_set_recordings (list, more);
  g_assert_cmpuint (n_item, ==, 0);
}

static void
test_capture_and_revert (void)
{
  g_autoptr (BwEcgList) list = list_of (10);
  g_autoptr (BwLabelChange) after = bw_label_change_new ();
  g_autoptr (BwLabelChange) before = NULL;

  label (list, 2, BW_LABEL_GLUCOSE);
  for (gint64 id = 1; id <= 3; id++)
    bw_label_change_add_label (after, id, BW_LABEL_FASTING, "Bob", 77);
  bw_label_change_add_reader_label (after, 1, "Bob", BW_LABEL_FASTING, 77);
  bw_label_change_add_note (after, 1, "noisy");
  before = bw_ecg_list_capture (list, after);
  bw_ecg_list_apply (list, after);
  g_assert_cmpstr (bw_ecg_item_get_who (bw_ecg_list_find (list, 2)), ==, "Bob");
  g_assert_cmpstr (bw_ecg_item_get_recording (bw_ecg_list_find (list, 1))->note, ==, "noisy");

  /* What has changed since stays. */
  label (list, 3, BW_LABEL_GLUCOSE);
  bw_ecg_list_revert (list, before, after);
  g_assert_cmpint (bw_ecg_item_get_label (bw_ecg_list_find (list, 1)), ==, BW_LABEL_NONE);
  g_assert_cmpint (bw_ecg_item_get_label (bw_ecg_list_find (list, 2)), ==, BW_LABEL_GLUCOSE);
  g_assert_cmpstr (bw_ecg_item_get_who (bw_ecg_list_find (list, 2)), ==, "Ada");
  g_assert_cmpint (bw_ecg_item_get_label (bw_ecg_list_find (list, 3)), ==, BW_LABEL_GLUCOSE);
  g_assert_cmpint (bw_ecg_item_get_reader_label (bw_ecg_list_find (list, 1), "Bob", NULL), ==,
                   BW_LABEL_NONE);
  g_assert_cmpstr (bw_ecg_item_get_recording (bw_ecg_list_find (list, 1))->note, ==, "");
}

/* A blind reader sees what is hers, in an order of her own that is the same every time. */
static void
test_blind (void)
{
  g_autoptr (BwEcgList) list = list_of (30);
  g_autoptr (BwEcgList) again = list_of (30);
  g_autoptr (BwLabelChange) change = bw_label_change_new ();
  guint moved = 0;

  label (list, 1, BW_LABEL_GLUCOSE);
  bw_label_change_add_reader_label (change, 1, "Bob", BW_LABEL_GLUCOSE, 1);
  bw_label_change_add_reader_label (change, 2, "Ada", BW_LABEL_FASTING, 1);
  bw_label_change_add_note (change, 3, "secret");
  bw_ecg_list_apply (list, change);
  bw_ecg_list_set_blind (list, "Ada", TRUE);
  bw_ecg_list_set_blind (again, "Ada", TRUE);
  g_assert_cmpstr (bw_ecg_list_get_blind (list), ==, "Ada");
  g_assert_cmpint (bw_ecg_item_get_label (bw_ecg_list_find (list, 1)), ==, BW_LABEL_NONE);
  g_assert_cmpstr (bw_ecg_item_get_who (bw_ecg_list_find (list, 1)), ==, "");
  g_assert_cmpint (bw_ecg_item_get_label (bw_ecg_list_find (list, 2)), ==, BW_LABEL_FASTING);
  g_assert_cmpuint (bw_ecg_list_count_label (list, BW_LABEL_NONE), ==, 29);
  g_assert_cmpuint (n_found (list, "secret"), ==, 0);
  bw_ecg_list_set_search (list, "");
  g_assert_cmpuint (n_with (list, BW_ECG_SHOW_NOTE), ==, 0);
  bw_ecg_list_set_show (list, BW_ECG_SHOW_ALL);
  for (guint i = 0; i < 30; i++)
    {
      g_assert_cmpint (id_at (list, i), ==, id_at (again, i));
      moved += id_at (list, i) != 30 - i;
    }
  g_assert_cmpuint (moved, >, 20);
  bw_ecg_list_set_blind (list, NULL, FALSE);
  g_assert_cmpint (id_at (list, 0), ==, 30);
  g_assert_cmpint (bw_ecg_item_get_label (bw_ecg_list_find (list, 1)), ==, BW_LABEL_GLUCOSE);
}

/* What a model says sorts, sifts and is found; and is hidden from a blind reader. */
static void
test_predictions (void)
{
  g_autoptr (BwEcgSet) set = recordings_fixture (10);
  g_autoptr (BwEcgList) list = bw_ecg_list_new ();
  BwPredictionRow *row;
  guint n = 0;

  bw_ecg_list_set_recordings (list, set);
  g_assert_false (bw_ecg_list_has_predictions (list));
  g_assert_null (bw_ecg_item_get_prediction (bw_ecg_list_find (list, 1)));
  g_signal_connect (bw_ecg_list_find (list, 1), "changed", G_CALLBACK (count), &n);
  recordings_fixture_predict (set, 1, BW_LABEL_GLUCOSE, 0.93);
  recordings_fixture_predict (set, 2, BW_LABEL_FASTING, 0.02);
  recordings_fixture_predict (set, 3, BW_LABEL_NONE, 0.55);
  recordings_fixture_predict (set, 4, BW_LABEL_GLUCOSE, 0.97);
  recordings_fixture_predict (set, 5, BW_LABEL_FASTING, 0.01);
  row = &g_array_index (set->predictions, BwPredictionRow, 4);
  row->is_reference = TRUE;
  bw_ecg_list_set_recordings (list, set);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (bw_ecg_list_has_predictions (list));
  /* The same again tells nothing of the items. */
  bw_ecg_list_set_recordings (list, set);
  g_assert_cmpuint (n, ==, 1);

  bw_ecg_list_set_sort (list, BW_ECG_SORT_PREDICTION);
  g_assert_cmpint (id_at (list, 0), ==, 4);
  g_assert_cmpint (id_at (list, 1), ==, 1);
  g_assert_cmpint (id_at (list, 2), ==, 3);
  g_assert_cmpint (id_at (list, 3), ==, 2);
  /* Those without one by time, newest first; a reference has none. */
  g_assert_cmpint (id_at (list, 4), ==, 10);
  g_assert_cmpint (id_at (list, 9), ==, 5);

  /* A label changes what differs. */
  g_assert_cmpuint (n_with (list, BW_ECG_SHOW_DIFFERS), ==, 0);
  for (gint64 id = 1; id <= 5; id++)
    label (list, id, id != 5 ? BW_LABEL_FASTING : BW_LABEL_GLUCOSE);
  g_assert_cmpuint (bw_ecg_list_get_n_shown (list), ==, 2);
  g_assert_cmpint (id_at (list, 0), ==, 4);
  label (list, 4, BW_LABEL_GLUCOSE);
  g_assert_cmpuint (bw_ecg_list_get_n_shown (list), ==, 1);
  g_assert_cmpint (id_at (list, 0), ==, 1);
  g_assert_cmpuint (n_with (list, BW_ECG_SHOW_UNSURE), ==, 1);
  g_assert_cmpint (id_at (list, 0), ==, 3);
  bw_ecg_list_set_show (list, BW_ECG_SHOW_ALL);
  g_assert_cmpuint (n_found (list, "predicted"), ==, 3);
  g_assert_cmpuint (n_found (list, "not sure"), ==, 1);

  bw_ecg_list_set_search (list, "");
  bw_ecg_list_set_blind (list, "Ada", FALSE);
  g_assert_null (bw_ecg_item_get_prediction (bw_ecg_list_find (list, 1)));
  g_assert_false (bw_ecg_item_get_differs (bw_ecg_list_find (list, 1)));
  g_assert_false (bw_ecg_list_has_predictions (list));
  g_assert_cmpuint (n_found (list, "predicted"), ==, 0);
  bw_ecg_list_set_search (list, "");
  g_assert_cmpuint (n_with (list, BW_ECG_SHOW_DIFFERS), ==, 0);
  g_assert_cmpuint (n_with (list, BW_ECG_SHOW_UNSURE), ==, 0);
  bw_ecg_list_set_show (list, BW_ECG_SHOW_ALL);
  g_assert_cmpint (id_at (list, 0), ==, 10);
  bw_ecg_list_set_blind (list, NULL, FALSE);
  g_assert_cmpint (id_at (list, 0), ==, 4);

  /* Of another model there may be fewer. */
  g_array_set_size (set->predictions, 1);
  bw_ecg_list_set_recordings (list, set);
  g_assert_null (bw_ecg_item_get_prediction (bw_ecg_list_find (list, 4)));
  g_assert_nonnull (bw_ecg_item_get_prediction (bw_ecg_list_find (list, 1)));
}

static void
test_copies (void)
{
  g_autoptr (BwEcgList) list = list_of (10);
  g_autoptr (BwLabelChange) change = bw_label_change_new ();
  g_autoptr (GArray) recordings = NULL;
  g_autoptr (GArray) labels = NULL;

  bw_label_change_add_reader_label (change, 9, "Bob", BW_LABEL_GLUCOSE, 1);
  bw_label_change_add_reader_label (change, 4, "Bob", BW_LABEL_FASTING, 1);
  bw_label_change_add_reader_label (change, 7, "Ada", BW_LABEL_FASTING, 1);
  bw_ecg_list_apply (list, change);
  recordings = bw_ecg_list_copy_recordings (list);
  labels = bw_ecg_list_copy_reader_labels (list);
  g_assert_cmpuint (recordings->len, ==, 10);
  g_assert_cmpint (g_array_index (recordings, BwRecording, 0).id, ==, 1);
  g_assert_cmpuint (labels->len, ==, 3);
  g_assert_cmpint (g_array_index (labels, BwReaderLabel, 0).recording_id, ==, 7);
  g_assert_cmpint (g_array_index (labels, BwReaderLabel, 1).recording_id, ==, 4);
  g_assert_cmpint (g_array_index (labels, BwReaderLabel, 2).recording_id, ==, 9);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
median (double *ms)
{
  qsort (ms, ROUNDS, sizeof (double), compare_doubles);
  return ms[ROUNDS / 2];
}

static double
ms_since (gint64 start_us)
{
  return (double) (g_get_monotonic_time () - start_us) / 1000;
}

/* What a person would notice: under 100 ms each, with room for slow machines and sanitizers told
 * apart by the figures. */
static void
test_speed (void)
{
  static const BwEcgSort sorts[] = { BW_ECG_SORT_NAME, BW_ECG_SORT_CLASSIFICATION,
                                     BW_ECG_SORT_QUALITY };
  g_autoptr (BwEcgSet) set = recordings_fixture (MANY);
  double fill[ROUNDS], again[ROUNDS], sort[ROUNDS], filter[ROUNDS], search[ROUNDS], apply[ROUNDS],
    all[ROUNDS];

  for (gint64 id = 1; id <= MANY; id++)
    recordings_fixture_predict (set, id, id % 2 ? BW_LABEL_FASTING : BW_LABEL_GLUCOSE, id % 2);
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (BwEcgList) list = bw_ecg_list_new ();
      gint64 start = g_get_monotonic_time ();

      bw_ecg_list_set_recordings (list, set);
      fill[i] = ms_since (start);
      start = g_get_monotonic_time ();
      bw_ecg_list_set_recordings (list, set);
      again[i] = ms_since (start);
      start = g_get_monotonic_time ();
      bw_ecg_list_set_sort (list, sorts[i % G_N_ELEMENTS (sorts)]);
      sort[i] = ms_since (start);
      start = g_get_monotonic_time ();
      bw_ecg_list_set_show (list, BW_ECG_SHOW_POOR);
      filter[i] = ms_since (start);
      start = g_get_monotonic_time ();
      bw_ecg_list_set_search (list, "sinus 2026");
      search[i] = ms_since (start);
      bw_ecg_list_set_search (list, "");
      bw_ecg_list_set_show (list, BW_ECG_SHOW_ALL);
      start = g_get_monotonic_time ();
      label (list, MANY / 2, BW_LABEL_FASTING);
      apply[i] = ms_since (start);
      {
        g_autoptr (BwLabelChange) change = bw_label_change_new ();
        g_autoptr (BwLabelChange) before = NULL;

        start = g_get_monotonic_time ();
        for (gint64 id = 1; id <= MANY; id++)
          bw_label_change_add_label (change, id, BW_LABEL_GLUCOSE, "Ada", 1);
        before = bw_ecg_list_capture (list, change);
        bw_ecg_list_apply (list, change);
        all[i] = ms_since (start);
      }
    }
  g_test_message ("%d recordings, ms: fill %.1f, read again %.1f, sort %.1f, filter %.1f, "
                  "search %.1f, label %.2f, label all %.1f",
                  MANY, median (fill), median (again), median (sort), median (filter),
                  median (search), median (apply), median (all));
  g_assert_cmpfloat (median (fill), <, 1000);
  g_assert_cmpfloat (median (sort), <, 1000);
  g_assert_cmpfloat (median (filter), <, 1000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ecg-list/sort", test_sort);
  g_test_add_func ("/ecg-list/ids", test_ids);
  g_test_add_func ("/ecg-list/filter", test_filter);
  g_test_add_func ("/ecg-list/search", test_search);
  g_test_add_func ("/ecg-list/selection", test_selection);
  g_test_add_func ("/ecg-list/next-unlabelled", test_next_unlabelled);
  g_test_add_func ("/ecg-list/read-again", test_read_again);
  g_test_add_func ("/ecg-list/capture-and-revert", test_capture_and_revert);
  g_test_add_func ("/ecg-list/blind", test_blind);
  g_test_add_func ("/ecg-list/predictions", test_predictions);
  g_test_add_func ("/ecg-list/copies", test_copies);
  g_test_add_func ("/ecg-list/speed", test_speed);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include "store/bw-library-private.h"

static void
assert_label (BwLibrary  *library,
              gint64      id,
              BwLabel     label,
              const char *who,
              gint64      time_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwRecording) recording = bw_library_read_recording (library, id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (recording->label, ==, label);
  g_assert_cmpstr (recording->labelled_by, ==, who);
  g_assert_cmpint (recording->labelled_ms, ==, time_ms);
}

static void
test_ids (void)
{
  BwLabel label;

  for (label = BW_LABEL_NONE; label <= BW_LABEL_GLUCOSE; label++)
    {
      BwLabel read = BW_LABEL_NONE;

      g_assert_true (bw_label_from_id (bw_label_get_id (label), &read));
      g_assert_cmpint (read, ==, label);
    }
  g_assert_false (bw_label_from_id ("Fasting", &label));
  g_assert_false (bw_label_from_id (NULL, &label));
}

static void
test_one (Fixture       *fixture,
          gconstpointer  data)
{
  static const BwLabel labels[] = { BW_LABEL_GLUCOSE, BW_LABEL_FASTING, BW_LABEL_NONE };
  g_autoptr (GError) error = NULL;
  BwLibraryCounts counts;

  fixture_add_recordings (fixture, 2);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gint64 before_ms = g_get_real_time () / 1000;
      g_autoptr (BwRecording) recording = NULL;

      bw_library_set_label (fixture->library, 1, labels[i], "me", &error);
      g_assert_no_error (error);
      recording = bw_library_read_recording (fixture->library, 1, &error);
      g_assert_no_error (error);
      g_assert_cmpint (recording->label, ==, labels[i]);
      if (labels[i] != BW_LABEL_NONE)
        {
          g_assert_cmpstr (recording->labelled_by, ==, "me");
          g_assert_cmpint (recording->labelled_ms, >=, before_ms);
          g_assert_cmpint (recording->labelled_ms, <=, g_get_real_time () / 1000);
        }
      else
        assert_label (fixture->library, 1, BW_LABEL_NONE, NULL, 0);
      assert_label (fixture->library, 2, BW_LABEL_NONE, NULL, 0);

      bw_library_get_counts (fixture->library, &counts, &error);
      g_assert_cmpint (counts.fasting, ==, labels[i] == BW_LABEL_FASTING);
      g_assert_cmpint (counts.glucose, ==, labels[i] == BW_LABEL_GLUCOSE);
    }
  g_assert_false (bw_library_set_label (fixture->library, 4711, BW_LABEL_FASTING, "me", &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
}

/* Undo puts back who and when as they were, unknown times too. */
static void
test_several (Fixture       *fixture,
              gconstpointer  data)
{
  const BwLabelState done[] = {
    { 1, BW_LABEL_FASTING, (char *) "Ada", 1000 },
    { 2, BW_LABEL_GLUCOSE, (char *) "Bob", 0 },
    { 3, BW_LABEL_NONE, (char *) "Ada", 1000 },
    { 4, BW_LABEL_FASTING, NULL, -5 },
    { 4, BW_LABEL_GLUCOSE, (char *) "protocol", 2000 },
  };
  const BwLabelState undone[] = { { 1, BW_LABEL_NONE, NULL, 0 }, { 4, BW_LABEL_FASTING, NULL, -5 } };
  g_autoptr (GError) error = NULL;

  fixture_add_recordings (fixture, 4);
  g_assert_true (bw_library_set_labels (fixture->library, NULL, 0, &error));
  bw_library_set_labels (fixture->library, done, G_N_ELEMENTS (done), &error);
  g_assert_no_error (error);
  fixture_reopen (fixture, BW_LIBRARY_WRITE);
  assert_label (fixture->library, 1, BW_LABEL_FASTING, "Ada", 1000);
  assert_label (fixture->library, 2, BW_LABEL_GLUCOSE, "Bob", 0);
  assert_label (fixture->library, 3, BW_LABEL_NONE, NULL, 0);
  assert_label (fixture->library, 4, BW_LABEL_GLUCOSE, "protocol", 2000);

  bw_library_set_labels (fixture->library, undone, G_N_ELEMENTS (undone), &error);
  g_assert_no_error (error);
  assert_label (fixture->library, 1, BW_LABEL_NONE, NULL, 0);
  assert_label (fixture->library, 4, BW_LABEL_FASTING, NULL, -5);
  fixture_check (fixture->library, NULL);
}

/* One that cannot be labelled leaves all as they were, and in an open transaction what was done
 * before in it. */
static void
test_all_or_none (Fixture       *fixture,
                  gconstpointer  data)
{
  const BwLabelState good[] = { { 1, BW_LABEL_FASTING, (char *) "Ada", 1000 } };
  const BwLabelState bad[] = {
    { 1, BW_LABEL_GLUCOSE, (char *) "Bob", 2000 },
    { 2, BW_LABEL_GLUCOSE, (char *) "Bob", 2000 },
    { 4711, BW_LABEL_GLUCOSE, (char *) "Bob", 2000 },
  };
  g_autoptr (GError) error = NULL;

  fixture_add_recordings (fixture, 2);
  g_assert_false (bw_library_set_labels (fixture->library, bad, 3, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_label (fixture->library, 1, BW_LABEL_NONE, NULL, 0);

  fixture_begin (fixture);
  g_assert_true (bw_library_set_labels (fixture->library, good, 1, &error));
  g_assert_false (bw_library_set_labels (fixture->library, bad, 3, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (fixture->library->in_transaction);
  g_assert_false (bw_library_set_reader_labels (fixture->library, "Bob", bad, 3, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  fixture_commit (fixture);
  assert_label (fixture->library, 1, BW_LABEL_FASTING, "Ada", 1000);
  assert_label (fixture->library, 2, BW_LABEL_NONE, NULL, 0);

  /* And what is taken back as a whole goes with the rest. */
  fixture_begin (fixture);
  g_assert_true (bw_library_set_labels (fixture->library, bad, 2, &error));
  bw_library_rollback (fixture->library);
  assert_label (fixture->library, 1, BW_LABEL_FASTING, "Ada", 1000);
  assert_label (fixture->library, 2, BW_LABEL_NONE, NULL, 0);
  fixture_check (fixture->library, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/labels/ids", test_ids);
  fixture_add ("/store/labels/one", test_one);
  fixture_add ("/store/labels/several", test_several);
  fixture_add ("/store/labels/all-or-none", test_all_or_none);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include <stdlib.h>

static BwRecording
make_recording (void)
{
  return (BwRecording) {
    .name = (char *) "ecg_2023-03-04_1.csv",
    .start_ms = FIRST_MS,
    .offset_min = -300,
    .time_known = TRUE,
    .rate_hz = 511.562,
    .n_samples = 5,
    .lead = (char *) "Lead I",
    .classification = (char *) "窦性心律",
    .symptoms = (char *) "",
    .device = (char *) "Watch6,7",
    .software = NULL,
    .label = BW_LABEL_NONE,
  };
}

static gboolean
add (Fixture      *fixture,
     BwRecording  *recording,
     const gint32 *samples_nv)
{
  g_autoptr (GError) error = NULL;
  gboolean is_new = FALSE;
  gint64 id = fixture_begin (fixture);

  bw_library_add_recording (fixture->library, id, recording, samples_nv, &is_new, &error);
  g_assert_no_error (error);
  g_assert_cmpint (recording->id, >, 0);
  fixture_commit (fixture);
  return is_new;
}

static BwRecording *
read_one (Fixture  *fixture,
          GArray  **rows)
{
  g_autoptr (GError) error = NULL;

  *rows = bw_library_read_recordings (fixture->library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*rows)->len, ==, 1);
  return &g_array_index (*rows, BwRecording, 0);
}

/* Every decimal that a file can hold comes back as the double that reading the file gives. */
static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  const gint32 samples_nv[] = { -265868, 0, 1, G_MAXINT32, G_MININT32 };
  const char *const decimals[] = { "-265.868", "0", "0.001", "2147483.647", "-2147483.648" };
  BwRecording recording = make_recording ();
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) ecg = NULL;
  g_autoptr (GArray) none = NULL;
  g_autoptr (GError) error = NULL;
  BwRecording *row;

  g_assert_true (add (fixture, &recording, samples_nv));
  fixture_reopen (fixture, BW_LIBRARY_READ);
  row = read_one (fixture, &rows);
  g_assert_cmpint (row->id, ==, recording.id);
  g_assert_cmpstr (row->name, ==, recording.name);
  g_assert_cmpint (row->start_ms, ==, FIRST_MS);
  g_assert_cmpint (row->offset_min, ==, -300);
  g_assert_true (row->time_known);
  g_assert_cmpfloat (row->rate_hz, ==, 511.562);
  g_assert_cmpuint (row->n_samples, ==, 5);
  g_assert_cmpstr (row->lead, ==, "Lead I");
  g_assert_cmpstr (row->classification, ==, "窦性心律");
  g_assert_cmpstr (row->symptoms, ==, "");
  g_assert_cmpstr (row->device, ==, "Watch6,7");
  g_assert_cmpstr (row->software, ==, "");
  g_assert_cmpint (row->label, ==, BW_LABEL_NONE);
  g_assert_null (row->labelled_by);

  ecg = bw_library_read_ecg (fixture->library, recording.id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ecg->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpfloat (g_array_index (ecg, double, i), ==, strtod (decimals[i], NULL));
  none = bw_library_read_ecg (fixture->library, 4711, &error);
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  fixture_check (fixture->library, NULL);
}

static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  gint32 samples_nv[] = { 1, 2, 3, 4, 5 };
  BwRecording recording = make_recording ();
  BwRecording again = make_recording ();
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  BwRecording *row;

  g_assert_true (add (fixture, &recording, samples_nv));
  again.name = (char *) "copy.csv";
  g_assert_false (add (fixture, &again, samples_nv));
  g_assert_cmpint (again.id, ==, recording.id);

  /* A label that comes later fills a gap, and never replaces one. */
  again.label = BW_LABEL_GLUCOSE;
  again.labelled_by = (char *) "folder";
  g_assert_false (add (fixture, &again, samples_nv));
  again.label = BW_LABEL_FASTING;
  g_assert_false (add (fixture, &again, samples_nv));
  row = read_one (fixture, &rows);
  g_assert_cmpstr (row->name, ==, recording.name);
  g_assert_cmpint (row->label, ==, BW_LABEL_GLUCOSE);
  g_assert_cmpstr (row->labelled_by, ==, "folder");

  samples_nv[4]++;
  g_assert_true (add (fixture, &again, samples_nv));
  again.start_ms++;
  g_assert_true (add (fixture, &again, samples_nv));
  fixture_check (fixture->library, NULL);
}

static void
test_labels (Fixture       *fixture,
             gconstpointer  data)
{
  const gint32 samples_nv[] = { 1, 2, 3, 4, 5 };
  BwRecording recording = make_recording ();
  g_autoptr (GError) error = NULL;
  BwLibraryCounts counts;
  BwLabel label;

  for (label = BW_LABEL_NONE; label <= BW_LABEL_GLUCOSE; label++)
    {
      BwLabel read = BW_LABEL_NONE;

      g_assert_true (bw_label_from_id (bw_label_get_id (label), &read));
      g_assert_cmpint (read, ==, label);
    }
  g_assert_false (bw_label_from_id ("Fasting", &label));
  g_assert_false (bw_label_from_id (NULL, &label));

  add (fixture, &recording, samples_nv);
  for (label = BW_LABEL_GLUCOSE;; label--)
    {
      g_autoptr (GArray) rows = NULL;
      BwRecording *row;

      bw_library_set_label (fixture->library, recording.id, label, "me", &error);
      g_assert_no_error (error);
      row = read_one (fixture, &rows);
      g_assert_cmpint (row->label, ==, label);
      g_assert_cmpstr (row->labelled_by, ==, label != BW_LABEL_NONE ? "me" : NULL);
      bw_library_get_counts (fixture->library, &counts, &error);
      g_assert_cmpint (counts.fasting, ==, label == BW_LABEL_FASTING);
      g_assert_cmpint (counts.glucose, ==, label == BW_LABEL_GLUCOSE);
      if (label == BW_LABEL_NONE)
        break;
    }
  g_assert_false (bw_library_set_label (fixture->library, 4711, BW_LABEL_FASTING, "me", &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/recordings/round-trip", test_round_trip);
  fixture_add ("/store/recordings/again", test_again);
  fixture_add ("/store/recordings/labels", test_labels);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"
#include "recordings-fixture.h"

#include "app/bw-label-file.h"

/* What becomes of a call. */
typedef struct
{
  gboolean over;
  BwLabelList *list;
  GError *error;
} Outcome;

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Outcome *outcome = user_data;

  bw_label_file_write_finish (result, &outcome->error);
  outcome->over = TRUE;
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->list = bw_label_file_read_finish (result, &outcome->error);
  outcome->over = TRUE;
}

static void
test_round_trip (void)
{
  char *folder = bw_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "labels.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (BwEcgSet) set = recordings_fixture (5);
  BwRecording *third = &g_array_index (set->recordings, BwRecording, 2);
  const BwReaderLabel blind = { 5, g_strdup ("Bob"), BW_LABEL_FASTING, 1000 };
  const BwLabelState *state = NULL;
  Outcome written = { 0 };
  Outcome read = { 0 };

  third->label = BW_LABEL_GLUCOSE;
  third->labelled_by = g_strdup ("Ada");
  third->labelled_ms = third->start_ms + 60000;
  g_free (third->note);
  third->note = g_strdup ("after a run, “tired”");
  g_array_append_val (set->reader_labels, blind);
  bw_label_file_write (file, g_array_ref (set->recordings), g_array_ref (set->reader_labels),
                       on_written, &written);
  app_wait (written.over);
  g_assert_no_error (written.error);

  bw_label_file_read (file, g_array_ref (set->recordings), "Cid", on_read, &read);
  app_wait (read.over);
  g_assert_no_error (read.error);
  for (guint i = 0; i < read.list->states->len; i++)
    if (g_array_index (read.list->states, BwLabelState, i).recording_id == 3)
      state = &g_array_index (read.list->states, BwLabelState, i);
  g_assert_nonnull (state);
  g_assert_cmpint (state->label, ==, BW_LABEL_GLUCOSE);
  g_assert_cmpstr (state->who, ==, "Ada");
  g_assert_cmpint (state->time_ms, ==, third->labelled_ms);
  g_assert_cmpuint (read.list->reader_labels->len, >=, 1);
  bw_label_list_free (read.list);
  bw_test_remove_folder (folder);
}

static void
test_faults (void)
{
  char *folder = bw_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "no", "such", "labels.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) elsewhere = g_file_new_for_uri ("https://localhost/labels.csv");
  g_autoptr (BwEcgSet) set = recordings_fixture (2);
  GFile *files[] = { file, elsewhere };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      Outcome written = { 0 };
      Outcome read = { 0 };

      bw_label_file_write (files[i], g_array_ref (set->recordings),
                           g_array_ref (set->reader_labels), on_written, &written);
      app_wait (written.over);
      g_assert_nonnull (written.error);
      g_clear_error (&written.error);
      bw_label_file_read (files[i], g_array_ref (set->recordings), "Cid", on_read, &read);
      app_wait (read.over);
      g_assert_null (read.list);
      g_assert_nonnull (read.error);
      g_clear_error (&read.error);
    }
  bw_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label-file/round-trip", test_round_trip);
  g_test_add_func ("/label-file/faults", test_faults);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"
#include "ecg-library.h"
#include "recordings-fixture.h"

#include "app/bw-ecg-trace.h"
#include "app/bw-session-export.h"

#include <glib/gstdio.h>

#define N 6

typedef struct
{
  char *folder;
  char *path;
  BwSession *session;
  guint n_changed;       /* times that recordings were told */
  GPtrArray *finished;   /* (element-type BwJob) */
} Fixture;

static void
on_changed (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
on_finished (BwSession *session,
             BwJob     *job,
             Fixture   *fixture)
{
  g_ptr_array_add (fixture->finished, g_object_ref (job));
}

static void
wait_idle (Fixture *fixture)
{
  app_wait (!bw_session_is_active (fixture->session));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = bw_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  fixture->finished = g_ptr_array_new_with_free_func (g_object_unref);
  ecg_library_make (fixture->path, N);
  fixture->session = app_session_new (fixture->folder);
  g_signal_connect_swapped (fixture->session, "recordings-changed", G_CALLBACK (on_changed), fixture);
  g_signal_connect (fixture->session, "job-finished", G_CALLBACK (on_finished), fixture);
  bw_session_refresh (fixture->session);
  wait_idle (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  bw_session_drain (fixture->session);
  app_spin (20);
  app_assert_gone (fixture->session);
  g_ptr_array_unref (fixture->finished);
  g_free (fixture->path);
  bw_test_remove_folder (fixture->folder);
}

static BwJob *
write_label (Fixture *fixture,
             gint64   id,
             BwLabel  label)
{
  g_autoptr (BwLabelChange) change = bw_label_change_new ();

  bw_label_change_add_label (change, id, label, "Ada", RECORDINGS_START_MS);
  return bw_session_write_labels (fixture->session, change);
}

static BwLabel
label_in_library (Fixture *fixture,
                  gint64   id)
{
  g_autoptr (BwRecording) recording = ecg_library_read (fixture->path, id);

  return recording->label;
}

static BwLabel
label_in_session (Fixture *fixture,
                  guint    position)
{
  const BwEcgSet *set = bw_session_get_recordings (fixture->session);

  return g_array_index (set->recordings, BwRecording, position).label;
}

static void
test_read (Fixture       *fixture,
           gconstpointer  data)
{
  const BwEcgSet *set = bw_session_get_recordings (fixture->session);

  g_assert_nonnull (set);
  g_assert_no_error (bw_session_get_recordings_error (fixture->session));
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpuint (set->recordings->len, ==, N);
  g_assert_cmpuint (set->n_unanalysed, ==, 0);
  g_assert_nonnull (set->zone);
  g_assert_cmpuint (set->glucose->len, ==, 0);
}

/* Where there is no library there is nothing, and nothing is made. */
static void
test_none (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_cmpint (g_remove (fixture->path), ==, 0);
  bw_session_refresh (fixture->session);
  wait_idle (fixture);
  g_assert_cmpuint (bw_session_get_recordings (fixture->session)->recordings->len, ==, 0);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_fails (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_true (g_file_set_contents (fixture->path, "no library, but a letter", -1, NULL));
  bw_session_read_recordings (fixture->session);
  wait_idle (fixture);
  g_assert_null (bw_session_get_recordings (fixture->session));
  g_assert_nonnull (bw_session_get_recordings_error (fixture->session));
}

/* What nobody has measured is measured, once, and then read again. */
static void
test_analysis (Fixture       *fixture,
               gconstpointer  data)
{
  const BwEcgSet *set;

  {
    const BwRecordingAnalysis old = { 0, 1, FALSE, 0, 0 };
    g_autoptr (BwLibrary) library = bw_library_open (fixture->path, BW_LIBRARY_WRITE, NULL);

    for (gint64 id = 1; id <= N; id++)
      g_assert_true (bw_library_set_analysis (library, id, &old, NULL));
  }
  bw_session_read_recordings (fixture->session);
  wait_idle (fixture);
  set = bw_session_get_recordings (fixture->session);
  g_assert_cmpuint (fixture->n_changed, ==, 3);
  g_assert_cmpuint (set->n_unanalysed, ==, 0);
  for (guint i = 0; i < N; i++)
    g_assert_cmpuint (g_array_index (set->recordings, BwRecording, i).n_beats, >, 10);
}

static void
test_trace (Fixture       *fixture,
            gconstpointer  data)
{
  BwJob *first = bw_session_load_trace (fixture->session, 1, 0);
  BwJob *newest = bw_session_load_trace (fixture->session, 2, 0);
  BwJob *other = bw_session_load_trace (fixture->session, 3, 1);
  BwJob *none = NULL;
  guint n_done = 0;

  /* The newest of a slot wins; the other slot is another matter. */
  g_assert_true (bw_job_is_cancelled (first));
  g_assert_false (bw_job_is_cancelled (newest));
  g_assert_false (bw_job_is_cancelled (other));
  wait_idle (fixture);
  for (guint i = 0; i < fixture->finished->len; i++)
    {
      BwJob *job = g_ptr_array_index (fixture->finished, i);
      const BwEcgTrace *trace = bw_job_get_result (job);

      if (bw_job_get_kind (job) != BW_JOB_TRACE || bw_job_get_state (job) != BW_JOB_DONE)
        continue;
      g_assert_true (job == newest || job == other || job == first);
      g_assert_cmpint (bw_ecg_trace_get_recording (trace)->id, ==,
                       job == newest ? 2 : job == other ? 3 : 1);
      n_done++;
    }
  g_assert_cmpuint (n_done, >=, 2);
  none = bw_session_load_trace (fixture->session, 99, 0);
  wait_idle (fixture);
  g_assert_true (g_ptr_array_find (fixture->finished, none, NULL));
  g_assert_cmpint (bw_job_get_state (none), ==, BW_JOB_FAILED);
  g_assert_error (bw_job_get_error (none), BW_ERROR, BW_ERROR_NOT_FOUND);
}

static void
test_labels (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (BwLabelChange) change = bw_label_change_new ();
  g_autoptr (BwRecording) recording = NULL;

  for (gint64 id = 1; id <= 3; id++)
    bw_label_change_add_label (change, id, BW_LABEL_FASTING, "Ada", RECORDINGS_START_MS + id);
  bw_label_change_add_reader_label (change, 1, "Bob", BW_LABEL_GLUCOSE, 1);
  bw_label_change_add_reader_label (change, 2, "Bob", BW_LABEL_GLUCOSE, 1);
  bw_label_change_add_reader_label (change, 2, "Cid", BW_LABEL_FASTING, 1);
  bw_label_change_add_note (change, 2, "after a run");
  g_assert_false (bw_session_is_writing_labels (fixture->session));
  bw_session_write_labels (fixture->session, change);
  g_assert_true (bw_session_is_writing_labels (fixture->session));
  wait_idle (fixture);
  g_assert_false (bw_session_is_writing_labels (fixture->session));
  recording = ecg_library_read (fixture->path, 2);
  g_assert_cmpint (recording->label, ==, BW_LABEL_FASTING);
  g_assert_cmpstr (recording->labelled_by, ==, "Ada");
  g_assert_cmpint (recording->labelled_ms, ==, RECORDINGS_START_MS + 2);
  g_assert_cmpstr (recording->note, ==, "after a run");

  /* Shown anyway, so not read again; but the counts of the Library page are when they are wanted. */
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpint (bw_session_get_summary (fixture->session)->counts.fasting, ==, 0);
  bw_session_catch_up (fixture->session);
  wait_idle (fixture);
  g_assert_cmpint (bw_session_get_summary (fixture->session)->counts.fasting, ==, 3);
  g_assert_cmpuint (bw_session_get_recordings (fixture->session)->reader_labels->len, ==, 3);
  bw_session_catch_up (fixture->session);
  g_assert_false (bw_session_is_active (fixture->session));
}

/* All of a change or nothing; after a failure the library is asked what it holds. */
static void
test_label_fails (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (BwLabelChange) change = bw_label_change_new ();
  BwJob *job;

  bw_label_change_add_label (change, 1, BW_LABEL_FASTING, "Ada", 1);
  bw_label_change_add_label (change, 99, BW_LABEL_FASTING, "Ada", 1);
  job = bw_session_write_labels (fixture->session, change);
  wait_idle (fixture);
  g_assert_true (g_ptr_array_find (fixture->finished, job, NULL));
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_FAILED);
  g_assert_error (bw_job_get_error (job), BW_ERROR, BW_ERROR_NOT_FOUND);
  g_assert_cmpint (label_in_library (fixture, 1), ==, BW_LABEL_NONE);
  g_assert_cmpuint (fixture->n_changed, ==, 2);
}

/* What is read while labels are on their way would show them as they were. */
static void
test_read_between_labels (Fixture       *fixture,
                          gconstpointer  data)
{
  bw_session_read_recordings (fixture->session);
  for (gint64 id = 1; id <= N; id++)
    {
      write_label (fixture, id, BW_LABEL_GLUCOSE);
      bw_session_read_recordings (fixture->session);
    }
  wait_idle (fixture);
  for (guint i = 0; i < N; i++)
    g_assert_cmpint (label_in_session (fixture, i), ==, BW_LABEL_GLUCOSE);
  g_assert_cmpuint (fixture->n_changed, ==, 2);
}

/* The last word on a recording stands, and none is lost when the session ends. */
static void
test_stop_writes_labels (Fixture       *fixture,
                         gconstpointer  data)
{
  BwJob *import = bw_session_import_sample (fixture->session, 0, 1);

  for (guint round = 0; round < 5; round++)
    for (gint64 id = 1; id <= N; id++)
      write_label (fixture, id, round % 2 ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING);
  bw_session_stop (fixture->session);
  g_assert_true (bw_job_is_cancelled (import));
  g_assert_true (bw_session_is_writing_labels (fixture->session));
  g_assert_null (write_label (fixture, 1, BW_LABEL_NONE));
  wait_idle (fixture);
  for (gint64 id = 1; id <= N; id++)
    g_assert_cmpint (label_in_library (fixture, id), ==, BW_LABEL_FASTING);
}

/* What another program labels meanwhile stays, and is shown when the library is read again. */
static void
test_other_writer (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) other = bw_library_open (fixture->path, BW_LIBRARY_WRITE, &error);

  g_assert_no_error (error);
  for (guint round = 0; round < 20; round++)
    for (gint64 id = 1; id <= N / 2; id++)
      {
        write_label (fixture, id, round % 2 ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING);
        bw_library_set_label (other, id + N / 2, round % 2 ? BW_LABEL_FASTING : BW_LABEL_GLUCOSE,
                              "Bob", &error);
        g_assert_no_error (error);
        app_spin (1);
      }
  wait_idle (fixture);
  for (guint i = 0; i < fixture->finished->len; i++)
    {
      BwJob *job = g_ptr_array_index (fixture->finished, i);

      if (bw_job_get_kind (job) == BW_JOB_LABELS)
        g_assert_no_error (bw_job_get_error (job));
    }
  bw_session_refresh (fixture->session);
  wait_idle (fixture);
  for (guint i = 0; i < N; i++)
    {
      BwLabel label = i < N / 2 ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING;

      g_assert_cmpint (label_in_library (fixture, i + 1), ==, label);
      g_assert_cmpint (label_in_session (fixture, i), ==, label);
    }
}

static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *csv = g_build_filename (fixture->folder, "one.csv", NULL);
  g_autofree char *edf = g_build_filename (fixture->folder, "one.edf", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "such", "one.csv", NULL);
  g_autoptr (GFile) csv_file = g_file_new_for_path (csv), edf_file = g_file_new_for_path (edf);
  g_autoptr (GFile) nowhere_file = g_file_new_for_path (nowhere);
  g_autofree char *text = NULL;
  BwJob *job;

  bw_session_export_recording (fixture->session, 1, csv_file, FALSE, FALSE);
  bw_session_export_recording (fixture->session, 1, edf_file, TRUE, FALSE);
  job = bw_session_export_recording (fixture->session, 1, nowhere_file, FALSE, FALSE);
  wait_idle (fixture);
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Sinus Rhythm"));
  g_assert_true (g_file_test (edf, G_FILE_TEST_EXISTS));
  g_assert_true (g_ptr_array_find (fixture->finished, job, NULL));
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                     \
  g_test_add ("/session-recordings/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("read", test_read);
  ADD ("none", test_none);
  ADD ("fails", test_fails);
  ADD ("analysis", test_analysis);
  ADD ("trace", test_trace);
  ADD ("labels", test_labels);
  ADD ("label-fails", test_label_fails);
  ADD ("read-between-labels", test_read_between_labels);
  ADD ("stop-writes-labels", test_stop_writes_labels);
  ADD ("other-writer", test_other_writer);
  ADD ("export", test_export);
  return g_test_run ();
}

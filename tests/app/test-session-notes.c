/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "forecast/bw-trend.h"

/* Notes, the trend and the LSTMs of a session, on a library with a month of the sample person. */

#define DAYS 30
#define SEED 7

typedef struct
{
  char *folder;
  BwSession *session;
  GPtrArray *finished;   /* (element-type BwJob) */
  guint n_notes_told;
} Fixture;

static void
on_finished (BwSession *session,
             BwJob     *job,
             GPtrArray *finished)
{
  g_ptr_array_add (finished, g_object_ref (job));
}

static void
on_notes (Fixture *fixture)
{
  fixture->n_notes_told++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = bw_test_make_folder ();
  fixture->session = app_session_new (fixture->folder);
  fixture->finished = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->session, "job-finished", G_CALLBACK (on_finished), fixture->finished);
  g_signal_connect_swapped (fixture->session, "notes-changed", G_CALLBACK (on_notes), fixture);
  if (data == NULL)
    bw_session_import_sample (fixture->session, DAYS, SEED);
  app_wait (!bw_session_is_active (fixture->session));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  bw_session_drain (fixture->session);
  app_spin (20);
  app_assert_gone (fixture->session);
  g_ptr_array_unref (fixture->finished);
  bw_test_remove_folder (fixture->folder);
}

static BwJob *
last_of (Fixture   *fixture,
         BwJobKind  kind)
{
  for (guint i = fixture->finished->len; i > 0; i--)
    if (bw_job_get_kind (g_ptr_array_index (fixture->finished, i - 1)) == kind)
      return g_ptr_array_index (fixture->finished, i - 1);
  return NULL;
}

static void
wait_for (Fixture   *fixture,
          BwJobKind  kind)
{
  g_ptr_array_set_size (fixture->finished, 0);
  app_wait (last_of (fixture, kind) != NULL && !bw_session_is_active (fixture->session));
}

static BwAnnotation *
make_note (const char *text,
           const char *tags,
           gint64      start_ms)
{
  BwAnnotation *note = bw_annotation_new ();

  g_free (note->text);
  note->text = g_strdup (text);
  g_strfreev (note->tags);
  note->tags = bw_annotation_parse_tags (tags);
  note->start_ms = note->end_ms = start_ms;
  return note;
}

static const BwAnnotation *
get_note (Fixture *fixture,
          guint    i)
{
  const GPtrArray *notes = bw_session_get_notes (fixture->session);

  g_assert_nonnull (notes);
  g_assert_cmpuint (i, <, notes->len);
  return g_ptr_array_index (notes, i);
}

static void
test_notes (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (BwAnnotation) race = make_note ("Marathon", "race", 1758000000000);
  g_autoptr (BwAnnotation) ill = make_note ("", "ill travel", 1757000000000);
  g_autoptr (BwAnnotation) changed = NULL, gone = NULL;
  gint64 id;
  guint told = fixture->n_notes_told;

  g_assert_cmpuint (told, >, 0);
  g_assert_cmpuint (bw_session_get_notes (fixture->session)->len, ==, 0);

  bw_session_add_note (fixture->session, race);
  wait_for (fixture, BW_JOB_NOTE);
  g_assert_cmpint (bw_job_get_state (last_of (fixture, BW_JOB_NOTE)), ==, BW_JOB_DONE);
  g_assert_false (bw_session_note_is_deleted (last_of (fixture, BW_JOB_NOTE)));
  g_assert_cmpuint (fixture->n_notes_told, >, told);
  bw_session_add_note (fixture->session, ill);
  wait_for (fixture, BW_JOB_NOTE);
  /* By start. */
  g_assert_cmpstr (get_note (fixture, 0)->tags[1], ==, "travel");
  g_assert_cmpstr (get_note (fixture, 1)->text, ==, "Marathon");
  /* The outlook is made anew with it. */
  g_assert_nonnull (last_of (fixture, BW_JOB_OUTLOOK));

  changed = bw_annotation_copy (get_note (fixture, 1));
  id = changed->id;
  g_free (changed->text);
  changed->text = g_strdup ("Half marathon");
  changed->end_ms = changed->start_ms + 2 * BW_TIME_HOUR;
  bw_session_set_note (fixture->session, changed);
  wait_for (fixture, BW_JOB_NOTE);
  g_assert_cmpstr (get_note (fixture, 1)->text, ==, "Half marathon");
  g_assert_cmpint (get_note (fixture, 1)->id, ==, id);

  bw_session_delete_note (fixture->session, id);
  wait_for (fixture, BW_JOB_NOTE);
  g_assert_true (bw_session_note_is_deleted (last_of (fixture, BW_JOB_NOTE)));
  g_assert_cmpuint (bw_session_get_notes (fixture->session)->len, ==, 1);

  /* What the deletion gave back brings it back as it was. */
  gone = bw_annotation_copy (bw_job_get_result (last_of (fixture, BW_JOB_NOTE)));
  g_assert_cmpstr (gone->text, ==, "Half marathon");
  bw_session_add_note (fixture->session, gone);
  wait_for (fixture, BW_JOB_NOTE);
  g_assert_cmpuint (bw_session_get_notes (fixture->session)->len, ==, 2);
  g_assert_cmpint (get_note (fixture, 1)->id, ==, id);
  g_assert_cmpstr (get_note (fixture, 1)->tags[0], ==, "race");
}

static void
test_bad_notes (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (BwAnnotation) empty = make_note ("", "", 1758000000000);

  bw_session_add_note (fixture->session, empty);
  wait_for (fixture, BW_JOB_NOTE);
  g_assert_error (bw_job_get_error (last_of (fixture, BW_JOB_NOTE)), BW_ERROR, BW_ERROR_INVALID);
  bw_session_delete_note (fixture->session, 77);
  wait_for (fixture, BW_JOB_NOTE);
  g_assert_error (bw_job_get_error (last_of (fixture, BW_JOB_NOTE)), BW_ERROR, BW_ERROR_NOT_FOUND);
  g_assert_cmpuint (bw_session_get_notes (fixture->session)->len, ==, 0);
}

/* What a person wrote is kept even if the window goes at once. */
static void
test_notes_at_the_end (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (BwAnnotation) note = make_note ("Last words", "", 1758000000000);
  g_autofree char *path = g_strdup (bw_session_get_path (fixture->session));
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;

  bw_session_add_note (fixture->session, note);
  bw_session_drain (fixture->session);
  g_assert_null (bw_session_add_note (fixture->session, note));
  library = bw_library_open (path, BW_LIBRARY_READ, &error);
  g_assert_no_error (error);
  notes = bw_library_list_annotations (library, G_MININT64, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 1);
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_trend (Fixture       *fixture,
            gconstpointer  data)
{
  const BwTrend *trend;
  gboolean is_current;
  guint changes = 0;

  g_signal_connect_swapped (fixture->session, "trend-changed", G_CALLBACK (count), &changes);
  g_assert_null (bw_session_get_trend (fixture->session, &is_current));
  g_assert_false (is_current);
  bw_session_read_trend (fixture->session);
  /* Two who look at it have it made once. */
  bw_session_read_trend (fixture->session);
  wait_for (fixture, BW_JOB_TREND);
  g_assert_cmpint (bw_job_get_state (last_of (fixture, BW_JOB_TREND)), ==, BW_JOB_DONE);
  g_assert_cmpuint (changes, ==, 1);
  trend = bw_session_get_trend (fixture->session, &is_current);
  g_assert_true (is_current);
  g_assert_no_error (bw_session_get_trend_error (fixture->session));
  g_assert_cmpuint (trend->days->len, >=, DAYS - 2);
  g_assert_cmpint (trend->measure, ==, BW_MEASURE_RMSSD);
  g_assert_cmpuint (trend->readings->len, >, DAYS);

  /* When the library has changed it is there still, and told to be of before. */
  bw_session_refresh (fixture->session);
  wait_for (fixture, BW_JOB_SUMMARY);
  g_assert_cmpuint (changes, ==, 2);
  g_assert_true (bw_session_get_trend (fixture->session, &is_current) == trend);
  g_assert_false (is_current);
  bw_session_read_trend (fixture->session);
  wait_for (fixture, BW_JOB_TREND);
  g_assert_cmpuint (changes, ==, 3);
  bw_session_get_trend (fixture->session, &is_current);
  g_assert_true (is_current);
  g_signal_handlers_disconnect_by_data (fixture->session, &changes);
}

/* Without a library there is nothing to show, and that is no failure. */
static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  gboolean is_current;

  bw_session_refresh (fixture->session);
  wait_for (fixture, BW_JOB_NOTES);
  g_assert_cmpuint (bw_session_get_notes (fixture->session)->len, ==, 0);
  bw_session_read_trend (fixture->session);
  wait_for (fixture, BW_JOB_TREND);
  g_assert_no_error (bw_session_get_trend_error (fixture->session));
  g_assert_null (bw_session_get_trend (fixture->session, &is_current));
  g_assert_true (is_current);
  g_assert_false (g_file_test (bw_session_get_path (fixture->session), G_FILE_TEST_EXISTS));
}

static void
test_lstms (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *bad = g_build_filename (fixture->folder, "bad.safetensors", NULL);
  const GPtrArray *rows;

  bw_session_list_lstms (fixture->session);
  wait_for (fixture, BW_JOB_LSTMS);
  rows = bw_job_get_result (last_of (fixture, BW_JOB_LSTMS));
  g_assert_nonnull (rows);
  g_assert_cmpuint (rows->len, ==, 0);

  /* What is no net of ours is refused, and changes nothing. */
  g_assert_true (g_file_set_contents (bad, "no weights at all", -1, NULL));
  bw_session_import_lstm (fixture->session, bad);
  wait_for (fixture, BW_JOB_LSTM);
  g_assert_error (bw_job_get_error (last_of (fixture, BW_JOB_LSTM)), BW_ERROR, BW_ERROR_FORMAT);
  bw_session_delete_lstm (fixture->session, 5);
  wait_for (fixture, BW_JOB_LSTM);
  g_assert_error (bw_job_get_error (last_of (fixture, BW_JOB_LSTM)), BW_ERROR, BW_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, data, func)                                                                      \
  g_test_add ("/session-notes/" name, Fixture, data, set_up, func, tear_down)
  ADD ("notes", NULL, test_notes);
  ADD ("bad", NULL, test_bad_notes);
  ADD ("at-the-end", NULL, test_notes_at_the_end);
  ADD ("trend", NULL, test_trend);
  ADD ("nothing", "empty", test_nothing);
  ADD ("lstms", NULL, test_lstms);
  return g_test_run ();
}

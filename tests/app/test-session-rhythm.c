/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"
#include "rhythm-library.h"

#include "app/bw-rhythm-findings.h"
#include "app/bw-session-rhythm.h"

#include <glib/gstdio.h>

#define N_DAYS 4

/* The readings that have an artefact, and one that has none. */
#define WITH_ARTEFACT 2
#define PLAIN 1

typedef struct
{
  char *folder;
  char *path;
  BwSession *session;
  guint n_changed;       /* times that rhythms were told */
  guint n_outlooks;      /* times that something of the outlook was */
  GPtrArray *finished;   /* (element-type BwJob) */
} Fixture;

static void
on_changed (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
on_outlook (Fixture *fixture)
{
  fixture->n_outlooks++;
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
  rhythm_library_make (fixture->path, N_DAYS);
  fixture->session = app_session_new (fixture->folder);
  g_signal_connect_swapped (fixture->session, "rhythms-changed", G_CALLBACK (on_changed), fixture);
  g_signal_connect_swapped (fixture->session, "outlook-changed", G_CALLBACK (on_outlook), fixture);
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

static guint
count_finished (Fixture    *fixture,
                BwJobKind   kind,
                BwJobState  state)
{
  guint n = 0;

  for (guint i = 0; i < fixture->finished->len; i++)
    {
      BwJob *job = g_ptr_array_index (fixture->finished, i);

      n += bw_job_get_kind (job) == kind && bw_job_get_state (job) == state;
    }
  return n;
}

static BwRhythm *
load (Fixture      *fixture,
      BwRhythmKind  kind,
      gint64        id)
{
  const BwRhythmKey key = { kind, id };
  g_autoptr (BwJob) job = g_object_ref (bw_session_load_rhythm (fixture->session, &key, 0));

  app_wait (bw_job_get_state (job) != BW_JOB_WAITING && bw_job_get_state (job) != BW_JOB_RUNNING);
  g_assert_no_error (bw_job_get_error (job));
  return bw_job_steal_result (job);
}

/* One beat deleted more than there are already. */
static BwBeatEdits *
delete_beat (BwRhythm *rhythm,
             guint     beat)
{
  g_autoptr (GError) error = NULL;
  BwBeatEdits *edits = bw_beat_edits_delete (rhythm->edits, rhythm->edited, beat, &error);

  g_assert_no_error (error);
  return edits;
}

static const BwRhythmRow *
listed (Fixture *fixture,
        gint64   id)
{
  const GArray *rows = bw_session_get_rhythms (fixture->session);

  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, BwRhythmRow, i).key.kind == BW_RHYTHM_READING
        && g_array_index (rows, BwRhythmRow, i).key.id == id)
      return &g_array_index (rows, BwRhythmRow, i);
  g_assert_not_reached ();
}

static void
test_lists_what_has_beats (Fixture       *fixture,
                           gconstpointer  data)
{
  const GArray *rows = bw_session_get_rhythms (fixture->session);

  g_assert_nonnull (rows);
  g_assert_no_error (bw_session_get_rhythms_error (fixture->session));
  g_assert_cmpuint (rows->len, ==, N_DAYS * RHYTHM_READINGS_A_DAY);
  g_assert_cmpuint (listed (fixture, WITH_ARTEFACT)->n_artefacts, >, 0);
  g_assert_cmpstr (listed (fixture, PLAIN)->device, ==, "Ada’s Watch");
  for (guint i = 1; i < rows->len; i++)
    g_assert_cmpint (g_array_index (rows, BwRhythmRow, i - 1).start_ms, <,
                     g_array_index (rows, BwRhythmRow, i).start_ms);
  /* Another look at the same library tells again; the array before it is gone. */
  fixture->n_changed = 0;
  bw_session_read_rhythms (fixture->session);
  wait_idle (fixture);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
}

static void
test_loads_and_analyses (Fixture       *fixture,
                         gconstpointer  data)
{
  gint64 id = rhythm_library_add_rr (fixture->path, "long.txt", 60000);
  g_autoptr (BwRhythm) longer = load (fixture, BW_RHYTHM_RR, id);
  g_autoptr (BwRhythm) rhythm = load (fixture, BW_RHYTHM_READING, WITH_ARTEFACT);
  g_autoptr (BwJob) first = NULL;
  g_autoptr (BwJob) job = NULL;
  const BwRhythmFindings *findings;

  g_assert_cmpuint (rhythm->n_beats, ==, 61);
  first = g_object_ref (bw_session_analyse_rhythm (fixture->session, longer, 0, G_MAXDOUBLE));
  job = g_object_ref (bw_session_analyse_rhythm (fixture->session, rhythm, 5000, 30000));
  wait_idle (fixture);
  /* The newest alone counts. */
  g_assert_cmpint (bw_job_get_state (first), ==, BW_JOB_CANCELLED);
  findings = bw_job_get_result (job);
  g_assert_nonnull (findings);
  g_assert_true (findings->is_stretch);
  g_assert_cmpfloat (findings->from_ms, ==, 5000);
  g_assert_cmpfloat (findings->to_ms, ==, 30000);
  g_assert_true (findings->rhythm == rhythm);
  g_assert_cmpuint (findings->hrv->n, <, 30);
}

static void
test_finds_the_whole (Fixture       *fixture,
                      gconstpointer  data)
{
  gint64 id = rhythm_library_add_rr (fixture->path, "strap.txt", 2400);
  g_autoptr (BwRhythm) rhythm = load (fixture, BW_RHYTHM_RR, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwRhythmFindings) whole
      = bw_rhythm_findings_new (rhythm, 0, G_MAXDOUBLE, NULL, &error);
  g_autoptr (BwRhythmFindings) part
      = bw_rhythm_findings_new (rhythm, 60000, 360000, NULL, &error);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_assert_no_error (error);
  g_assert_false (whole->is_stretch);
  g_assert_cmpuint (whole->hrv->n, >, part->hrv->n);
  /* How it goes with time, in windows by the length; times are those of the recording. */
  g_assert_nonnull (whole->track);
  g_assert_nonnull (part->track);
  g_assert_cmpfloat (part->track->window_s, <, whole->track->window_s);
  g_assert_cmpuint (whole->track->n, >, 5);
  g_assert_cmpuint (part->track->n, >, 5);
  g_assert_cmpfloat (part->track->middle_ms[0], >=, 60000);
  g_assert_cmpfloat (part->track->middle_ms[part->track->n - 1], <=, 360000);
  g_cancellable_cancel (cancelled);
  g_assert_null (bw_rhythm_findings_new (rhythm, 0, G_MAXDOUBLE, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_changes_are_kept (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (BwRhythm) rhythm = load (fixture, BW_RHYTHM_READING, PLAIN);
  g_autoptr (BwBeatEdits) edits = delete_beat (rhythm, 10);
  g_autoptr (BwBeatEdits) none = bw_beat_edits_new_empty ();
  g_autoptr (BwJob) job = NULL;
  g_autoptr (BwRhythm) changed = NULL;
  g_autoptr (BwRhythm) kept = NULL;
  g_autoptr (BwRhythmRow) before = rhythm_library_row (fixture->path, BW_RHYTHM_READING, PLAIN);
  g_autoptr (BwRhythmRow) after = NULL;
  g_autoptr (BwRhythmRow) back = NULL;

  job = g_object_ref (bw_session_change_rhythm (fixture->session, rhythm, edits, NULL));
  g_assert_true (bw_session_is_keeping_rhythms (fixture->session));
  app_wait (!bw_session_is_keeping_rhythms (fixture->session));
  wait_idle (fixture);
  changed = bw_job_steal_result (job);
  g_assert_true (bw_beat_edits_equal (changed->edits, edits));
  kept = rhythm_library_load (fixture->path, BW_RHYTHM_READING, PLAIN);
  g_assert_true (bw_beat_edits_equal (kept->edits, edits));
  after = rhythm_library_row (fixture->path, BW_RHYTHM_READING, PLAIN);
  g_assert_true (after->edited);
  g_assert_cmpfloat (after->rmssd_ms, !=, before->rmssd_ms);
  /* The list was read again, and then what rests on readings is made anew. */
  g_assert_true (listed (fixture, PLAIN)->edited);
  fixture->n_outlooks = 0;
  app_wait (fixture->n_outlooks > 0);
  wait_idle (fixture);

  bw_session_change_rhythm (fixture->session, changed, none, NULL);
  app_wait (!bw_session_is_keeping_rhythms (fixture->session));
  wait_idle (fixture);
  back = rhythm_library_row (fixture->path, BW_RHYTHM_READING, PLAIN);
  g_assert_false (back->edited);
  g_assert_cmpfloat (back->rmssd_ms, ==, before->rmssd_ms);
}

/* Edits that come one after the other while the library is busy: the last one holds, and those it holds
 * too need not be written one by one. */
static void
test_the_last_edit_holds (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (BwRhythm) rhythm = load (fixture, BW_RHYTHM_READING, PLAIN);
  g_autoptr (BwRhythm) kept = NULL;
  g_autoptr (BwBeatEdits) last = NULL;
  g_autoptr (BwJob) job = NULL;

  for (guint beat = 5; beat < 15; beat++)
    {
      g_autoptr (BwBeatEdits) edits = delete_beat (rhythm, beat);

      g_set_object (&job, bw_session_change_rhythm (fixture->session, rhythm, edits, NULL));
      g_clear_pointer (&last, bw_beat_edits_unref);
      last = bw_beat_edits_ref (edits);
    }
  app_wait (!bw_session_is_keeping_rhythms (fixture->session));
  wait_idle (fixture);
  kept = rhythm_library_load (fixture->path, BW_RHYTHM_READING, PLAIN);
  g_assert_true (bw_beat_edits_equal (kept->edits, last));
  g_assert_true (bw_beat_edits_equal (((const BwRhythm *) bw_job_get_result (job))->edits, last));
  g_assert_cmpuint (count_finished (fixture, BW_JOB_KEEP_RHYTHM, BW_JOB_DONE), ==, 2);
  g_assert_cmpuint (count_finished (fixture, BW_JOB_KEEP_RHYTHM, BW_JOB_CANCELLED), ==, 8);
}

static void
test_the_end_loses_nothing (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (BwRhythm) one = load (fixture, BW_RHYTHM_READING, 1);
  g_autoptr (BwRhythm) two = load (fixture, BW_RHYTHM_READING, 3);
  g_autoptr (BwBeatEdits) first = delete_beat (one, 7);
  g_autoptr (BwBeatEdits) second = delete_beat (two, 9);
  g_autoptr (BwRhythm) kept = NULL;
  g_autoptr (BwRhythm) other = NULL;

  bw_session_change_rhythm (fixture->session, one, first, NULL);
  bw_session_change_rhythm (fixture->session, two, second, NULL);
  bw_session_drain (fixture->session);
  kept = rhythm_library_load (fixture->path, BW_RHYTHM_READING, 1);
  other = rhythm_library_load (fixture->path, BW_RHYTHM_READING, 3);
  g_assert_true (bw_beat_edits_equal (kept->edits, first));
  g_assert_true (bw_beat_edits_equal (other->edits, second));
  g_assert_null (bw_session_change_rhythm (fixture->session, one, second, NULL));
}

static void
test_tells_what_cannot_be_kept (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr (BwRhythm) rhythm = load (fixture, BW_RHYTHM_READING, PLAIN);
  g_autoptr (BwBeatEdits) edits = delete_beat (rhythm, 10);

  g_remove (fixture->path);
  bw_session_change_rhythm (fixture->session, rhythm, edits, NULL);
  app_wait (!bw_session_is_keeping_rhythms (fixture->session));
  wait_idle (fixture);
  g_assert_cmpuint (count_finished (fixture, BW_JOB_CHANGE_RHYTHM, BW_JOB_DONE), ==, 1);
  g_assert_cmpuint (count_finished (fixture, BW_JOB_KEEP_RHYTHM, BW_JOB_FAILED), ==, 1);
}

static void
test_deletes_and_restores (Fixture       *fixture,
                           gconstpointer  data)
{
  gint64 id = rhythm_library_add_rr (fixture->path, "strap.txt", 600);
  g_autoptr (BwRhythm) rhythm = load (fixture, BW_RHYTHM_RR, id);
  g_autoptr (BwBeatEdits) edits = delete_beat (rhythm, 50);
  g_autoptr (BwRhythmRow) before = NULL;
  g_autoptr (BwRhythmRow) gone = NULL;
  g_autoptr (BwRhythmRow) back = NULL;
  g_autoptr (BwRhythm) again = NULL;
  g_autoptr (BwJob) job = NULL;

  bw_session_change_rhythm (fixture->session, rhythm, edits, NULL);
  wait_idle (fixture);
  before = rhythm_library_row (fixture->path, BW_RHYTHM_RR, id);
  job = g_object_ref (bw_session_delete_rr (fixture->session, id));
  wait_idle (fixture);
  gone = rhythm_library_row (fixture->path, BW_RHYTHM_RR, id);
  g_assert_null (gone);
  g_assert_cmpuint (bw_session_get_rhythms (fixture->session)->len, ==,
                    N_DAYS * RHYTHM_READINGS_A_DAY);

  bw_session_restore_rr (fixture->session, bw_job_steal_result (job));
  wait_idle (fixture);
  back = rhythm_library_row (fixture->path, BW_RHYTHM_RR, id);
  g_assert_nonnull (back);
  g_assert_true (back->edited);
  g_assert_cmpuint (back->n_beats, ==, before->n_beats);
  g_assert_cmpuint (back->n_artefacts, ==, before->n_artefacts);
  g_assert_cmpfloat (back->rmssd_ms, ==, before->rmssd_ms);
  again = rhythm_library_load (fixture->path, BW_RHYTHM_RR, id);
  g_assert_true (bw_beat_edits_equal (again->edits, edits));
}

static void
test_tells_why_it_cannot_read (Fixture       *fixture,
                               gconstpointer  data)
{
  const BwRhythmKey key = { BW_RHYTHM_READING, 4711 };
  g_autoptr (BwJob) job = g_object_ref (bw_session_load_rhythm (fixture->session, &key, 1));

  wait_idle (fixture);
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_FAILED);
  g_assert_true (g_file_set_contents (fixture->path, "no library", -1, NULL));
  bw_session_read_rhythms (fixture->session);
  wait_idle (fixture);
  g_assert_null (bw_session_get_rhythms (fixture->session));
  g_assert_nonnull (bw_session_get_rhythms_error (fixture->session));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                         \
  g_test_add ("/app/session-rhythm/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("lists", test_lists_what_has_beats);
  ADD ("analyses", test_loads_and_analyses);
  ADD ("findings", test_finds_the_whole);
  ADD ("kept", test_changes_are_kept);
  ADD ("last", test_the_last_edit_holds);
  ADD ("end", test_the_end_loses_nothing);
  ADD ("not-kept", test_tells_what_cannot_be_kept);
  ADD ("delete", test_deletes_and_restores);
  ADD ("error", test_tells_why_it_cannot_read);

  return g_test_run ();
}

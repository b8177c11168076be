/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

static void
add_problem (BwImport   *import,
             const char *file,
             gint64      line,
             const char *what,
             gint64      count)
{
  BwProblem *problem = g_new0 (BwProblem, 1);

  problem->file = g_strdup (file);
  problem->line = line;
  problem->what = g_strdup (what);
  problem->count = count;
  g_ptr_array_add (import->problems, problem);
}

static void
test_imports (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (BwImport) import = bw_import_new ();
  g_autoptr (GPtrArray) imports = NULL;
  g_autoptr (GError) error = NULL;
  const BwImport *read;
  const BwProblem *problem;
  gint64 first, second;

  first = fixture_begin (fixture);
  import->exported_ms = FIRST_MS;
  import->records = 24657;
  import->n_new = 24000;
  import->readings = 122;
  import->beats = 7;
  import->ecgs = 3;
  import->ecg_samples = 45000;
  import->workouts = 12;
  import->activity_days = 31;
  import->skipped = 2;
  import->seconds = 1.25;
  add_problem (import, "export.xml", 17, "A date could not be read.", 3);
  add_problem (import, "exportaci\xf3n.xml", 0, "Broken text.", 1);
  bw_library_finish_import (fixture->library, first, import, &error);
  g_assert_no_error (error);
  second = bw_library_begin_import (fixture->library, "/home/\xff.csv", "apple-ecg", &error);
  g_assert_no_error (error);
  g_assert_cmpint (second, >, first);
  fixture_commit (fixture);

  imports = bw_library_list_imports (fixture->library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imports->len, ==, 2);
  read = g_ptr_array_index (imports, 0);
  g_assert_cmpint (read->id, ==, second);
  g_assert_cmpstr (read->format, ==, "apple-ecg");
  g_assert_true (g_utf8_validate (read->path, -1, NULL));
  g_assert_cmpuint (read->problems->len, ==, 0);

  read = g_ptr_array_index (imports, 1);
  g_assert_cmpint (read->id, ==, first);
  g_assert_cmpstr (read->path, ==, "export.zip");
  g_assert_cmpstr (read->format, ==, "apple-health");
  g_assert_cmpint (read->time_ms, >, FIRST_MS);
  g_assert_cmpint (read->exported_ms, ==, FIRST_MS);
  g_assert_cmpuint (read->records, ==, 24657);
  g_assert_cmpuint (read->n_new, ==, 24000);
  g_assert_cmpuint (read->readings, ==, 122);
  g_assert_cmpuint (read->beats, ==, 7);
  g_assert_cmpuint (read->ecgs, ==, 3);
  g_assert_cmpuint (read->ecg_samples, ==, 45000);
  g_assert_cmpuint (read->workouts, ==, 12);
  g_assert_cmpuint (read->activity_days, ==, 31);
  g_assert_cmpuint (read->skipped, ==, 2);
  g_assert_cmpfloat (read->seconds, ==, 1.25);
  g_assert_cmpuint (read->problems->len, ==, 2);
  problem = g_ptr_array_index (read->problems, 0);
  g_assert_cmpstr (problem->file, ==, "export.xml");
  g_assert_cmpint (problem->line, ==, 17);
  g_assert_cmpstr (problem->what, ==, "A date could not be read.");
  g_assert_cmpint (problem->count, ==, 3);
  problem = g_ptr_array_index (read->problems, 1);
  g_assert_true (g_utf8_validate (problem->file, -1, NULL));
}

static guint
add_workouts (Fixture         *fixture,
              const BwWorkout *workouts,
              guint            n)
{
  gint64 import_id = fixture_begin (fixture);
  guint n_new = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_new = FALSE;

      bw_library_add_workout (fixture->library, import_id, &workouts[i], &is_new, &error);
      g_assert_no_error (error);
      n_new += is_new;
    }
  fixture_commit (fixture);
  return n_new;
}

static void
test_workouts (Fixture       *fixture,
               gconstpointer  data)
{
  BwWorkout base = {
    .activity = (char *) "HKWorkoutActivityTypeWalking",
    .start_ms = FIRST_MS,
    .end_ms = FIRST_MS + BW_TIME_HOUR,
    .time_known = TRUE,
    .source_id = fixture_source (fixture, "Watch"),
    .duration_min = 99.89645010232925,
    .energy_kcal = -1,
    .distance_m = 5000,
  };
  BwWorkout known[] = { base, base, base, base, base, base };
  BwWorkout unknown[] = { base, base, base, base };
  BwLibraryCounts counts;
  g_autoptr (GError) error = NULL;

  known[1].start_ms++;
  known[2].activity = (char *) "HKWorkoutActivityTypeRunning";
  known[3].duration_min = 99.8964501023293;
  known[4].source_id = fixture_source (fixture, "Phone");
  known[5].energy_kcal = 100; /* the same one, of which more is known */
  g_assert_cmpuint (add_workouts (fixture, known, 6), ==, 5);
  g_assert_cmpuint (add_workouts (fixture, known, 6), ==, 0);

  /* Without times, all attributes count, and two that are alike are two. */
  for (guint i = 0; i < 4; i++)
    {
      unknown[i].time_known = FALSE;
      unknown[i].start_ms = 12345 * i;
    }
  unknown[1].distance_m = -1;
  unknown[2].energy_kcal = 7;
  g_assert_cmpuint (add_workouts (fixture, unknown, 4), ==, 4);
  g_assert_cmpuint (add_workouts (fixture, unknown, 4), ==, 0);
  g_assert_cmpuint (add_workouts (fixture, unknown, 1), ==, 0);

  bw_library_get_counts (fixture->library, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (counts.workouts, ==, 9);
  g_assert_cmpint (fixture_query (fixture->path,
                                  "SELECT count (*) FROM workout WHERE start_ms IS NULL"
                                  " AND end_ms IS NULL"),
                   ==, 4);
  fixture_check (fixture->library, NULL);
}

static void
test_activity_days (Fixture       *fixture,
                    gconstpointer  data)
{
  BwActivityDay day = {
    .day = bw_time_days_from_civil (2023, 3, 4),
    .energy_kcal = 312.5,
    .energy_goal_kcal = 500,
    .exercise_min = 12,
    .exercise_goal_min = 30,
    .stand_hours = 4,
    .stand_goal_hours = 12,
    .move_min = -1,
    .move_goal_min = -1,
  };
  gint64 id = fixture_begin (fixture);
  g_autoptr (GError) error = NULL;
  gboolean is_new = FALSE;

  bw_library_add_activity_day (fixture->library, id, &day, &is_new, &error);
  g_assert_no_error (error);
  g_assert_true (is_new);
  /* Later in the day. */
  day.energy_kcal = 480;
  bw_library_add_activity_day (fixture->library, id, &day, &is_new, &error);
  g_assert_no_error (error);
  g_assert_false (is_new);
  fixture_commit (fixture);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM activity_day"
                                                 " WHERE day = '2023-03-04' AND energy_kcal = 480"
                                                 " AND move_min IS NULL AND stand_hours = 4"),
                   ==, 1);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM activity_day"), ==, 1);
}

static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree BwSample *samples = NULL;
  BwReadingRow reading = { .start_ms = FIRST_MS - 5000, .end_ms = FIRST_MS };
  const BwBeat beats[] = { { FIRST_MS - 3000, 60 }, { FIRST_MS - 2000, 60 } };
  BwLibraryCounts counts;
  g_autoptr (GError) error = NULL;

  bw_library_get_counts (fixture->library, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (counts.records, ==, 0);
  g_assert_cmpint (counts.first_ms, ==, 0);
  g_assert_cmpint (counts.last_ms, ==, 0);
  g_assert_cmpint (counts.size_bytes, >, 0);

  samples = fixture_make_samples (fixture_kind (fixture, "K", "ms"),
                                  fixture_source (fixture, "Watch"), FIRST_MS, 1000, 100);
  fixture_import (fixture, samples, 100);
  reading.source_id = samples[0].source;
  bw_library_add_reading (fixture->library, fixture_begin (fixture), &reading, beats, 2, NULL,
                          &error);
  g_assert_no_error (error);
  fixture_commit (fixture);
  bw_library_get_counts (fixture->library, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (counts.records, ==, 100);
  g_assert_cmpint (counts.readings, ==, 1);
  g_assert_cmpint (counts.beats, ==, 2);
  g_assert_cmpint (counts.first_ms, ==, FIRST_MS - 5000);
  g_assert_cmpint (counts.last_ms, ==, FIRST_MS + 99000);
}

/* What people who browse the file with other tools see. */
static void
test_views (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree BwSample *samples = NULL;

  samples = fixture_make_samples (fixture_kind (fixture, "K", "ms"),
                                  fixture_source (fixture, "Watch"), FIRST_MS + 250, 1000, 3);
  samples[0].end_ms = samples[0].start_ms + 60000;
  samples[0].created_s = 4;
  fixture_import (fixture, samples, 3);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM v_sample WHERE kind = 'K'"
                                                 " AND source = 'Watch' AND unit = 'ms'"
                                                 " AND start = '2023-01-01T00:00:00.250Z'"
                                                 " AND end = '2023-01-01T00:01:00.250Z'"
                                                 " AND created = '2023-01-01T00:01:04.250Z'"),
                   ==, 1);
  fixture_sql (fixture->path,
               "SELECT * FROM v_rollup; SELECT * FROM v_reading; SELECT * FROM v_beat;"
               "SELECT * FROM v_recording; SELECT * FROM v_workout;"
               "SELECT * FROM v_import;");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/imports/imports", test_imports);
  fixture_add ("/store/imports/workouts", test_workouts);
  fixture_add ("/store/imports/activity-days", test_activity_days);
  fixture_add ("/store/imports/counts", test_counts);
  fixture_add ("/store/imports/views", test_views);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-faults.h"

#include <unistd.h>

#include "store/bw-library-private.h"

/* So many that they do not fit on a page or two. */
#define N_RECORDINGS 800

/* The first model, as fixture_add_model() made it in an empty library. */
#define MODEL 1

static gboolean
predict_all (BwLibrary  *library,
             GError    **error)
{
  g_autofree BwPredictionRow *rows = g_new0 (BwPredictionRow, N_RECORDINGS);

  for (guint i = 0; i < N_RECORDINGS; i++)
    rows[i] = (BwPredictionRow) {
      .recording_id = i + 1,
      .made_ms = FIRST_MS,
      .answer = i % 2 == 0 ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING,
      .probability = 1.0 / (i + 1),
      .votes = i % 30,
      .n_beats = 30,
    };
  return bw_library_set_predictions (library, MODEL, rows, N_RECORDINGS, error);
}

/* A model with its predictions in one transaction, as a training leaves them. Runs in a child process
 * too: no assertions, and a result instead. */
static gboolean
train_all (BwLibrary  *library,
           GError    **error)
{
  static const guint8 weights[200 * 1024];
  g_autoptr (BwModelRow) row = bw_model_row_new ();

  row->kind = g_strdup ("comparator-published");
  row->weights = g_bytes_new_static (weights, sizeof weights);
  if (!bw_library_begin (library, error))
    return FALSE;
  if (bw_library_add_model (library, row, error) && predict_all (library, error)
      && bw_library_set_model_name (library, row->id, "again", error))
    return bw_library_commit (library, error);
  bw_library_rollback (library);
  return FALSE;
}

static gboolean
delete_model (BwLibrary  *library,
              GError    **error)
{
  return bw_library_delete_model (library, MODEL, error);
}

static const FaultsChange changes[] = { predict_all, train_all };

static void
fill (Fixture *fixture)
{
  fixture_add_recordings (fixture, N_RECORDINGS);
  g_assert_cmpint (fixture_add_model (fixture, 1), ==, MODEL);
}

static void
test_disk_full (Fixture       *fixture,
                gconstpointer  data)
{
  fill (fixture);
  faults_fill_disk (fixture, 64 * 1024, 32 * 1024, train_all);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM prediction"), ==,
                   N_RECORDINGS);
}

/* Interrupted at any instruction. */
static int
on_progress (gpointer user_data)
{
  return --*(int *) user_data <= 0;
}

static void
test_interrupted (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *before = NULL;

  fill (fixture);
  before = fixture_dump (fixture->path);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      gboolean done = FALSE;
      guint failures = 0;

      for (int budget = 1; !done; budget *= 3)
        {
          g_autofree char *after = NULL;
          g_autoptr (GError) error = NULL;
          int left = budget;

          sqlite3_progress_handler (fixture->library->db, 7, on_progress, &left);
          done = changes[i](fixture->library, &error);
          sqlite3_progress_handler (fixture->library->db, 0, NULL, NULL);
          if (done)
            break;
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          g_assert_false (fixture->library->in_transaction);
          after = fixture_dump (fixture->path);
          g_assert_cmpstr (after, ==, before);
          failures++;
        }
      g_assert_cmpuint (failures, >, 3);
      fixture_check (fixture->library, NULL);
      fixture_sql (fixture->path, "DELETE FROM prediction; DELETE FROM model WHERE id <> 1");
    }
}

/* Predicts with much of it in the log. */
static void
predict_on (BwLibrary *library,
            int        fd)
{
  sqlite3_exec (library->db, "PRAGMA cache_size = 5", NULL, NULL, NULL);
  bw_library_begin (library, NULL);
  for (guint i = 0;; i++)
    if (!predict_all (library, NULL) || (i == 2 && write (fd, "x", 1) != 1))
      return;
}

static void
test_kill (Fixture       *fixture,
           gconstpointer  data)
{
  fill (fixture);
  faults_kill (fixture, predict_on);
}

/* Another program has the library for itself, or it may only be read. */
static void
test_no_writing (Fixture       *fixture,
                 gconstpointer  data)
{
  static const FaultsChange refused[] = { predict_all, train_all, delete_model };

  fill (fixture);
  faults_refuse (fixture, refused, G_N_ELEMENTS (refused));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/prediction-faults/disk-full", test_disk_full);
  fixture_add ("/store/prediction-faults/interrupted", test_interrupted);
  fixture_add ("/store/prediction-faults/kill", test_kill);
  fixture_add ("/store/prediction-faults/no-writing", test_no_writing);
  return g_test_run ();
}

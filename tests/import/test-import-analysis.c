/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-test.h"

#include "import/bw-import-analysis.h"
#include "signal/bw-ecg-analysis.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

#define N 40

/* Thirty seconds of beats at a rate a minute, in Apple's form. */
static char *
write_beats (Fixture *f,
             guint    i)
{
  g_autofree char *name = g_strdup_printf ("ecgs/ecg_2023-09-21_%u.csv", i);
  g_autoptr (GString) text = g_string_new ("Sample Rate,512 hertz\nUnit,µV\n\n");
  double period = 512.0 * 60 / (60 + i);

  for (guint j = 0; j < 15360; j++)
    {
      double at = fmod (j, period) - period / 2;
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (number, sizeof number, "%.3f",
                       1000 * exp (-at * at / 60) + 150 * exp (-pow (at - 130, 2) / 1500)
                         + 30 * sin (j / 300.0) + 4 * sin (j / 7.0));
      g_string_append_printf (text, "%s\n", number);
    }
  return fixture_write (f, name, text->str, text->len);
}

static GArray *
open_library (Fixture *f)
{
  g_autofree char *folder = NULL;
  g_autoptr (BwImportResult) result = NULL;

  fixture_open (f);
  for (guint i = 0; i < N; i++)
    g_free (write_beats (f, i));
  folder = g_build_filename (f->folder, "in", NULL);
  result = fixture_import (f, folder, NULL);
  g_assert_cmpuint (result->total->ecgs, ==, N);
  return bw_library_read_recordings (f->library, NULL);
}

static void
check_analysed (Fixture *f)
{
  g_autoptr (GArray) recordings = bw_library_read_recordings (f->library, NULL);

  g_assert_cmpuint (recordings->len, ==, N);
  for (guint i = 0; i < N; i++)
    {
      const BwRecording *r = &g_array_index (recordings, BwRecording, i);

      g_assert_true (r->has_analysis);
      g_assert_true (r->has_hr);
      bw_assert_near (r->hr_bpm, 60 + i, 1);
      g_assert_cmpuint (r->n_beats, >, 20);
      g_assert_cmpfloat (r->quality, >, 0.8);
    }
}

/* Makes all of them as if an older version had found nothing. */
static void
forget (Fixture *f,
        GArray  *recordings)
{
  const BwRecordingAnalysis old = { .version = BW_ECG_ANALYSIS_VERSION - 1 };

  for (guint i = 0; i < recordings->len; i++)
    g_assert_true (bw_library_set_analysis (f->library,
                                            g_array_index (recordings, BwRecording, i).id, &old,
                                            NULL));
}

static void
test_import (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (GArray) recordings = open_library (&f);
  g_autoptr (GArray) left = NULL;
  guint n = 7;

  check_analysed (&f);
  left = bw_library_list_unanalysed (f.library, BW_ECG_ANALYSIS_VERSION, NULL);
  g_assert_cmpuint (left->len, ==, 0);
  g_assert_true (bw_import_analyse (f.library, &n, NULL, NULL, NULL));
  g_assert_cmpuint (n, ==, 0);
}

static void
test_catch_up (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (GArray) recordings = open_library (&f);
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_auto (BwProgressState) state = { 0 };
  g_autoptr (GError) error = NULL;
  guint n;

  forget (&f, recordings);
  g_assert_true (bw_import_analyse (f.library, &n, progress, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, N);
  check_analysed (&f);
  bw_progress_get_state (progress, &state);
  bw_assert_near (state.fraction, 1, 1e-9);
}

/* One that lost its samples does not keep the others from being measured. */
static void
test_damaged (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (GArray) recordings = open_library (&f);
  gint64 lost = g_array_index (recordings, BwRecording, 3).id;
  g_autofree char *path = g_build_filename (f.folder, "me.beatwise", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GArray) missing = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;
  guint n;

  forget (&f, recordings);
  sql = g_strdup_printf ("UPDATE recording_samples SET samples_nv = x'0000' WHERE recording_id = %lld",
                         (long long) lost);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);

  g_assert_true (bw_import_analyse (f.library, &n, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, N - 1);
  missing = bw_library_list_unanalysed (f.library, BW_ECG_ANALYSIS_VERSION, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (missing->len, ==, 1);
  g_assert_cmpint (g_array_index (missing, gint64, 0), ==, lost);
}

static void
cancel_half_way (BwProgress *progress,
                 gpointer    user_data)
{
  g_auto (BwProgressState) state = { 0 };

  bw_progress_get_state (progress, &state);
  if (state.fraction > 0.1)
    g_cancellable_cancel (user_data);
}

static void
test_cancel (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (GArray) recordings = open_library (&f);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_autoptr (GArray) left = NULL;
  g_autoptr (GError) error = NULL;
  guint n, more;

  forget (&f, recordings);
  g_cancellable_cancel (cancellable);
  g_assert_false (bw_import_analyse (f.library, &n, progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n, ==, 0);
  g_clear_error (&error);

  /* What is done stays, whether or not it came to be cancelled before the end. */
  g_cancellable_reset (cancellable);
  bw_progress_set_notify (progress, cancel_half_way, cancellable);
  bw_import_analyse (f.library, &n, progress, cancellable, &error);
  left = bw_library_list_unanalysed (f.library, BW_ECG_ANALYSIS_VERSION, NULL);
  g_assert_cmpuint (n + left->len, ==, N);
  g_assert_true (bw_import_analyse (f.library, &more, NULL, NULL, NULL));
  g_assert_cmpuint (n + more, ==, N);
  check_analysed (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/analysis/import", test_import);
  g_test_add_func ("/import/analysis/catch-up", test_catch_up);
  g_test_add_func ("/import/analysis/damaged", test_damaged);
  g_test_add_func ("/import/analysis/cancel", test_cancel);
  return g_test_run ();
}

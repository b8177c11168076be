/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-library.h"

#include "base/bw-time.h"
#include "forecast/bw-simulate-ecg.h"
#include "import/bw-import-analysis.h"
#include "recordings-fixture.h"
#include "store/bw-imports.h"
#include "store/bw-models.h"

static void
add (BwLibrary              *library,
     gint64                  import_id,
     guint                   i,
     const BwSimulateEcgDay *day,
     GRand                  *rand)
{
  g_autofree gint32 *samples_nv = g_new (gint32, BW_SIMULATE_ECG_SAMPLES);
  g_autofree char *name = g_strdup_printf ("ecg_%u.csv", i + 1);
  g_autoptr (GError) error = NULL;
  BwRecordingAnalysis analysis;
  BwRecording recording = {
    .name = name,
    .start_ms = RECORDINGS_START_MS + i * BW_TIME_HOUR,
    .time_known = TRUE,
    .rate_hz = BW_SIMULATE_ECG_RATE_HZ,
    .n_samples = BW_SIMULATE_ECG_SAMPLES,
    .lead = (char *) "Lead I",
    .classification = (char *) "Sinus Rhythm",
    .symptoms = (char *) "",
    .device = (char *) "Watch6,7",
    .software = (char *) "1.90",
  };

  bw_simulate_ecg (samples_nv, BW_SIMULATE_ECG_SAMPLES, day, i % 2 == 1, NULL, rand);
  bw_library_add_recording (library, import_id, &recording, samples_nv, NULL, &error);
  g_assert_no_error (error);
  bw_import_analyse_samples (&analysis, samples_nv, BW_SIMULATE_ECG_SAMPLES,
                             BW_SIMULATE_ECG_RATE_HZ);
  bw_library_set_analysis (library, recording.id, &analysis, &error);
  g_assert_no_error (error);
}

void
ecg_library_make (const char *path,
                  guint       n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (BwImport) import = bw_import_new ();
  BwSimulateEcgDay day;
  gint64 id;

  g_assert_no_error (error);
  bw_simulate_ecg_day_init (&day, rand);
  bw_library_begin (library, &error);
  g_assert_no_error (error);
  id = bw_library_begin_import (library, "ecgs", "apple-ecg", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    add (library, id, i, &day, rand);
  import->ecgs = n;
  bw_library_finish_import (library, id, import, &error);
  g_assert_no_error (error);
  bw_library_commit (library, &error);
  g_assert_no_error (error);
}

BwRecording *
ecg_library_read (const char *path,
                  gint64      id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_READ, &error);
  BwRecording *recording;

  g_assert_no_error (error);
  recording = bw_library_read_recording (library, id, &error);
  g_assert_no_error (error);
  return recording;
}

void
ecg_library_predict (const char            *path,
                     const BwPredictionRow *rows,
                     guint                  n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_WRITE, &error);
  g_autoptr (BwModelRow) model = bw_model_row_new ();

  g_assert_no_error (error);
  model->kind = g_strdup ("comparator-default");
  model->trained_ms = RECORDINGS_START_MS;
  model->fingerprint = g_strdup ("00ff");
  model->configuration = g_strdup ("{}");
  model->metrics = g_strdup ("{}");
  model->weights = g_bytes_new_static ("w", 1);
  bw_library_add_model (library, model, &error);
  g_assert_no_error (error);
  bw_library_set_predictions (library, model->id, rows, n, &error);
  g_assert_no_error (error);
}

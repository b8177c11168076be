/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-mornings.h"

#include "base/bw-random.h"
#include "base/bw-time.h"
#include "forecast/bw-simulate-ecg.h"
#include "store/bw-imports.h"
#include "store/bw-recordings.h"

#define FIRST_MS G_GINT64_CONSTANT (1695279600000) /* 2023-09-21 07:00 UTC */

/* Half a recording, for speed. */
#define N_SAMPLES (15 * BW_SIMULATE_ECG_RATE_HZ)

static char *mornings;

static void
add_recording (BwLibrary              *library,
               gint64                  import_id,
               guint                   day,
               guint                   n,
               BwLabel                 label,
               const BwSimulateEcgDay *look,
               gboolean                glucose,
               GRand                  *rand)
{
  g_autofree gint32 *samples_nv = g_new (gint32, N_SAMPLES);
  g_autofree char *name = g_strdup_printf ("ecg-%u-%u.csv", day, n);
  BwRecording recording = {
    .name = name,
    .start_ms = FIRST_MS + day * BW_TIME_DAY + n * 2 * BW_TIME_MINUTE,
    .time_known = TRUE,
    .rate_hz = BW_SIMULATE_ECG_RATE_HZ,
    .n_samples = N_SAMPLES,
    .label = label,
    .labelled_by = label != BW_LABEL_NONE ? (char *) "protocol" : NULL,
  };
  g_autoptr (GError) error = NULL;
  gboolean is_new;

  bw_simulate_ecg (samples_nv, N_SAMPLES, look, glucose, NULL, rand);
  bw_library_add_recording (library, import_id, &recording, samples_nv, &is_new, &error);
  g_assert_no_error (error);
}

void
mornings_make (void)
{
  g_autofree char *path = cli_path ("mornings.beatwise");
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  GRand *rand = bw_random_new (7, "test-comparator");
  gint64 id;

  g_assert_no_error (error);
  bw_library_set_setting (library, "zone", "UTC", &error);
  g_assert_true (bw_library_begin (library, &error));
  id = bw_library_begin_import (library, "made up", "apple-ecg", &error);
  for (guint day = 0; day < MORNINGS_DAYS; day++)
    {
      BwSimulateEcgDay look;

      bw_simulate_ecg_day_init (&look, rand);
      for (guint i = 0; i < 2 * MORNINGS_EACH; i++)
        {
          gboolean glucose = i >= MORNINGS_EACH;

          add_recording (library, id, day, i, glucose ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING, &look,
                         glucose, rand);
        }
      for (guint i = 0; day + 1 == MORNINGS_DAYS && i < MORNINGS_MORE; i++)
        add_recording (library, id, day, 2 * MORNINGS_EACH + i, BW_LABEL_NONE, &look, TRUE, rand);
    }
  g_assert_true (bw_library_commit (library, &error));
  g_assert_no_error (error);
  g_rand_free (rand);
  mornings = g_steal_pointer (&path);
}

void
mornings_free (void)
{
  g_clear_pointer (&mornings, g_free);
}

const char *
mornings_path (void)
{
  return mornings;
}

char *
mornings_copy (const char *name)
{
  char *path = cli_path (name);
  g_autoptr (GFile) from = g_file_new_for_path (mornings);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

char *
mornings_get_model (JsonNode *object)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, cli_get_int (object, "model"));
}

JsonNode *
mornings_train (const char *file,
                const char *seed)
{
  return cli_call_json (file, "comparator", "train", "--mode=published", "--epochs=1",
                        "--train-days=2023-09-21,2023-09-22,2023-09-23", "--val-days=2023-09-24",
                        "--seed", seed, NULL);
}

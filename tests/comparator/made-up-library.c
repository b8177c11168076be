/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "made-up-library.h"

#include "base/bw-random.h"
#include "base/bw-time.h"
#include "bw-test.h"
#include "forecast/bw-simulate-ecg.h"
#include "store/bw-imports.h"

static void
add_day (BwLibrary       *library,
         gint64           import,
         const MadeUpDay *day,
         GRand           *rand)
{
  const guint n_labelled = day->n_fasting + day->n_glucose;
  const gint64 start = bw_time_days_from_civil ((int) day->day / 10000, (int) day->day / 100 % 100,
                                                (int) day->day % 100)
                           * BW_TIME_DAY
                       + 9 * BW_TIME_HOUR;
  g_autofree gint32 *samples_nv = g_new (gint32, BW_SIMULATE_ECG_SAMPLES);
  BwSimulateEcgDay simulated;

  bw_simulate_ecg_day_init (&simulated, rand);
  for (guint i = 0; i < n_labelled + day->n_unlabelled; i++)
    {
      g_autofree char *name = g_strdup_printf ("ecg_%u_%u.csv", day->day, i);
      const gboolean glucose = i >= day->n_fasting;
      BwRecording recording = {
        .name = name,
        .start_ms = start + i * BW_TIME_MINUTE,
        .time_known = TRUE,
        .rate_hz = BW_SIMULATE_ECG_RATE_HZ,
        .n_samples = BW_SIMULATE_ECG_SAMPLES,
        .label = i >= n_labelled ? BW_LABEL_NONE : glucose ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING,
      };
      g_autoptr (GError) error = NULL;

      bw_simulate_ecg (samples_nv, BW_SIMULATE_ECG_SAMPLES, &simulated, glucose, NULL, rand);
      bw_library_add_recording (library, import, &recording, samples_nv, NULL, &error);
      g_assert_no_error (error);
    }
}

BwLibrary *
made_up_library_open (const MadeUpDay *days,
                      guint64          seed)
{
  GRand *rand = bw_random_new (seed, "made-up-library");
  g_autofree char *folder = bw_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "me.beatwise", NULL);
  g_autoptr (GError) error = NULL;
  BwLibrary *library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  gint64 import;

  g_assert_no_error (error);
  bw_library_set_setting (library, "zone", "UTC", &error);
  g_assert_no_error (error);
  bw_library_begin (library, &error);
  g_assert_no_error (error);
  import = bw_library_begin_import (library, "made-up", "ecg", &error);
  g_assert_no_error (error);
  for (guint d = 0; days[d].day != 0; d++)
    add_day (library, import, &days[d], rand);
  bw_library_commit (library, &error);
  g_assert_no_error (error);
  g_rand_free (rand);
  return library;
}

void
made_up_library_close (BwLibrary *library)
{
  char *folder = g_path_get_dirname (bw_library_get_path (library));

  bw_library_close (library);
  bw_test_remove_folder (folder);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "recordings-fixture.h"

#include "base/bw-time.h"

static void
clear_recording (gpointer data)
{
  bw_recording_clear (data);
}

static void
clear_reader_label (gpointer data)
{
  bw_reader_label_clear (data);
}

BwEcgSet *
recordings_fixture (guint n)
{
  static const char *const classifications[]
      = { "Sinus Rhythm", "Atrial Fibrillation", "Inconclusive", "Something Else", "" };
  BwEcgSet *set = g_new0 (BwEcgSet, 1);

  set->zone = g_time_zone_new_utc ();
  set->recordings = g_array_sized_new (FALSE, TRUE, sizeof (BwRecording), n);
  g_array_set_clear_func (set->recordings, clear_recording);
  set->reader_labels = g_array_new (FALSE, TRUE, sizeof (BwReaderLabel));
  g_array_set_clear_func (set->reader_labels, clear_reader_label);
  set->predictions = g_array_new (FALSE, TRUE, sizeof (BwPredictionRow));
  set->glucose = g_array_new (FALSE, TRUE, sizeof (BwSampleRow));
  for (guint i = 0; i < n; i++)
    {
      const BwRecording recording = {
        .id = i + 1,
        .name = g_strdup_printf ("ecg_%u.csv", i + 1),
        .start_ms = RECORDINGS_START_MS + i * BW_TIME_HOUR,
        .time_known = TRUE,
        .rate_hz = i % 3 == 0 ? 513.625 : 512,
        .n_samples = 15360 - 512 * (i % 7),
        .lead = g_strdup ("Lead I"),
        .classification = g_strdup (classifications[i % G_N_ELEMENTS (classifications)]),
        .symptoms = g_strdup (i % 11 == 0 ? "Dizziness" : ""),
        .device = g_strdup ("Watch6,7"),
        .software = g_strdup (""),
        .note = g_strdup (""),
        .has_analysis = i % 13 != 12,
        .n_beats = 30 + i % 40,
        .has_hr = TRUE,
        .hr_bpm = 50 + i * 37 % 60,
        .quality = (i * 29 % 101) / 100.0,
      };

      g_array_append_val (set->recordings, recording);
    }
  return set;
}

void
recordings_fixture_predict (BwEcgSet *set,
                            gint64    id,
                            BwLabel   answer,
                            double    probability)
{
  const BwPredictionRow row = {
    .recording_id = id,
    .model_id = 1,
    .answer = answer,
    .probability = probability,
    .votes = (guint) (probability * 30 + 0.5),
    .n_beats = 30,
    .same_day = TRUE,
  };

  g_array_append_val (set->predictions, row);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "comparator/bw-apply.h"
#include "forecast/bw-forecast-record.h"
#include "forecast/bw-forecast-weights.h"

#include <math.h>

/* Two recordings of one day, with a beat each. */
static BwBeatSet *
make_set (void)
{
  GArray *recordings = bw_beat_recordings_new ();
  float *waves = g_new0 (float, 2 * BW_BEAT_SAMPLES);

  for (guint r = 0; r < 2; r++)
    {
      BwBeatRecording recording = {
        .recording_id = r + 1,
        .name = g_strdup ("ecg.csv"),
        .day = 20240301,
        .label = r == 0 ? BW_LABEL_FASTING : BW_LABEL_NONE,
        .rate_hz = BW_BEAT_RATE_HZ,
        .n_beats = 1,
        .hr_bpm = 60,
      };

      g_array_append_val (recordings, recording);
      waves[r * BW_BEAT_SAMPLES + BW_BEAT_BEFORE] = 1000;
      waves[(r + 1) * BW_BEAT_SAMPLES - 1] = (float) BW_BEAT_RATE_HZ;
    }
  return bw_beat_set_take (recordings, waves);
}

/* Of the forecast: what is taken can be kept, read again and written again. */
static void
try_forecast (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwModelRow) row = bw_forecast_weights_import (bytes, &error);
  g_autoptr (BwForecastNet) net = NULL;
  g_autoptr (GBytes) again = NULL;
  BwPreset preset;
  BwMeasure measure;

  if (row == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  g_assert_true (bw_forecast_record_is_of (row, &preset, &measure));
  g_assert_true (row->from_ms <= row->to_ms);
  net = bw_forecast_net_load (row->weights, preset, &error);
  g_assert_no_error (error);
  again = bw_forecast_weights_export (row, &error);
  g_assert_no_error (error);
}

/* The weights of a model that somebody gave us: refused with a sentence, or usable as any other. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  /* A copy that ends where the file does, so that reading beyond it is found. */
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwComparatorModel) model = bw_comparator_model_from_weights (bytes, &error);
  g_autoptr (BwModelRow) row = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (BwBeatSet) set = NULL;

  try_forecast (bytes);
  if (model == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_assert_no_error (error);
  row = bw_comparator_model_to_row (model);
  again = bw_comparator_model_export (model);
  g_assert_nonnull (row->weights);
  set = make_set ();
  for (guint rule = BW_RULE_COMPARATOR; rule <= BW_RULE_LOGISTIC; rule++)
    {
      g_autoptr (GArray) answers = NULL;

      if (!bw_comparator_model_has_rule (model, (BwRule) rule))
        continue;
      answers = bw_apply (model, (BwRule) rule, set, NULL, BW_REFERENCE_AUTO, NULL, NULL, NULL,
                          &error);
      g_assert_true ((answers == NULL) == (error != NULL));
      g_clear_error (&error);
      for (guint i = 0; answers != NULL && i < answers->len; i++)
        {
          const BwAnswer *answer = &g_array_index (answers, BwAnswer, i);

          g_assert_cmpuint (answer->votes, <=, answer->n_beats);
          g_assert_true (answer->probability >= 0 && answer->probability <= 1);
        }
    }
  return 0;
}

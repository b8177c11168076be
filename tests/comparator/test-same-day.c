/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "ecg-days.h"

#include <math.h>

#include "comparator/bw-same-day.h"

#define N BW_SAME_DAY_SAMPLES

/* One beat a recording: an offset that must go, and a line that rises by @slope a sample at 512 Hz.
 */
static void
fill (float *wave,
      float  offset,
      float  slope)
{
  for (guint i = 0; i < BW_BEAT_SAMPLES - 1; i++)
    wave[i] = offset + slope * (float) i;
  wave[BW_BEAT_SAMPLES - 1] = 400;
}

static BwBeatSet *
make_set (void)
{
  static const struct
  {
    guint32 day;
    BwLabel label;
    float slope;
    guint n_beats;
  } recordings[] = {
    { 20230921, BW_LABEL_GLUCOSE, 8, 1 }, { 20230921, BW_LABEL_FASTING, 0, 0 },
    { 20230921, BW_LABEL_FASTING, 1, 1 }, { 20230921, BW_LABEL_NONE, 5, 1 },
    { 20230921, BW_LABEL_FASTING, 2, 2 }, { 20230921, BW_LABEL_FASTING, 9, 1 },
    { 20230922, BW_LABEL_GLUCOSE, 4, 1 }, { 20230923, BW_LABEL_FASTING, 3, 1 },
  };
  GArray *all = bw_beat_recordings_new ();
  float *waves = g_new (float, 8 * BW_BEAT_SAMPLES);
  guint n = 0;

  for (guint r = 0; r < G_N_ELEMENTS (recordings); r++)
    {
      const BwBeatRecording recording = {
        .day = recordings[r].day,
        .label = recordings[r].label,
        .n_beats = recordings[r].n_beats,
        .name = g_strdup (""),
      };

      for (guint b = 0; b < recordings[r].n_beats; b++)
        fill (waves + n++ * BW_BEAT_SAMPLES, (float) r, recordings[r].slope);
      g_array_append_val (all, recording);
    }
  g_assert_cmpuint (n, ==, 8);
  return bw_beat_set_take (all, waves);
}

/* A line of that slope at half rate, its mean removed: but for the ends, which half of what lies
 * beyond them is missing from. */
static void
assert_line (const float *input,
             double       slope)
{
  for (guint i = 1; i < N - 1; i++)
    bw_assert_near ((double) input[i], 2 * slope * (i - (N - 1) / 2.0), 1e-3);
}

static void
test_made_up (void)
{
  g_autoptr (BwBeatSet) set = make_set ();
  g_autoptr (BwSameDayInput) half = NULL, whole = NULL, none = NULL;
  g_autoptr (GArray) first = ecg_days_list (20230921, 0);
  const double reference = (1 + 2 + 2) / 3.0;
  static const guint8 is_reference[] = { 0, 0, 1, 0, 1, 0, 0, 1 };
  static const guint8 has_reference[] = { 1, 1, 1, 1, 1, 1, 0, 1 };
  static const double slopes[] = { 8, 1, 5, 2, 2, 9 };
  float mean[N];

  bw_same_day_training_mean (mean, set, first);
  assert_line (mean, reference);
  bw_same_day_training_mean (mean, set, NULL);
  assert_line (mean, (reference + 3) / 2);

  half = bw_same_day_input_new (set, 0.5, mean);
  whole = bw_same_day_input_new (set, 1, NULL);
  none = bw_same_day_input_new (set, 0, mean);
  for (guint r = 0; r < set->recordings->len; r++)
    {
      g_assert_cmpuint (half->is_reference[r], ==, is_reference[r]);
      g_assert_cmpuint (half->has_reference[r], ==, has_reference[r]);
    }
  for (guint b = 0; b < 6; b++)
    {
      assert_line (half->inputs + b * N, slopes[b] - 0.5 * reference);
      assert_line (whole->inputs + b * N, slopes[b] - reference);
      assert_line (none->inputs + b * N, slopes[b]);
    }
  assert_line (half->inputs + 6 * N, 4 - 0.5 * (reference + 3) / 2);
  assert_line (whole->inputs + 6 * N, 4);
  assert_line (half->inputs + 7 * N, 0.5 * 3);

  /* The day without a reference by the mean of its beats, here the only one. */
  bw_same_day_input_scale (none, set);
  for (guint b = 6; b < 8; b++)
    {
      double squares = 0;

      for (guint i = 0; i < N; i++)
        squares += pow ((double) none->inputs[b * N + i], 2) / N;
      bw_assert_near (sqrt (squares), BW_SAME_DAY_RMS_UV, 1e-3);
    }
  g_assert_cmpfloat (none->gains[0], ==, none->gains[5]);
}

/* The ten days: two references each, of the first numbers; what is left to score. */
static void
test_days (void)
{
  g_autoptr (BwBeatSet) set = ecg_days_read ();
  g_autoptr (BwSameDayInput) input = NULL;
  guint n_references = 0, n_of_day = 0;

  if (set == NULL)
    return;
  input = bw_same_day_input_new (set, 1, NULL);
  for (guint r = 0; r < set->recordings->len; r++)
    {
      const BwBeatRecording *recording = &g_array_index (set->recordings, BwBeatRecording, r);

      n_of_day = r > 0 && recording[-1].day == recording->day ? n_of_day + 1 : 0;
      g_assert_cmpint (input->is_reference[r], ==, n_of_day < 2);
      g_assert_true (input->has_reference[r]);
      n_references += input->is_reference[r];
    }
  g_assert_cmpuint (n_references, ==, 20);

  /* With the whole reference taken away nothing is left of the references' own mean. */
  for (guint i = 0; i < N; i++)
    {
      const BwBeatRecording *recordings = (const BwBeatRecording *) (void *) set->recordings->data;
      const guint n = recordings[0].n_beats + recordings[1].n_beats;
      double sum = 0;

      for (guint b = 0; b < n; b++)
        sum += (double) input->inputs[b * N + i];
      bw_assert_near (sum / n, 0, 1e-3);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator/same-day/made-up", test_made_up);
  g_test_add_func ("/comparator/same-day/days", test_days);
  return g_test_run ();
}

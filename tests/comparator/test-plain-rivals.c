/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-random.h"
#include "bw-test.h"
#include "comparator/bw-plain-rivals.h"
#include "ecg-days.h"

#include <math.h>

#define BEATS 10

/* Two days of four recordings; after glucose a beat is 10 µV higher in the middle, and its heart is
 * slower by 40 samples. */
static BwBeatSet *
make_set (void)
{
  static const BwLabel labels[] = { BW_LABEL_FASTING, BW_LABEL_FASTING, BW_LABEL_GLUCOSE,
                                    BW_LABEL_FASTING, BW_LABEL_FASTING, BW_LABEL_GLUCOSE,
                                    BW_LABEL_NONE,    BW_LABEL_GLUCOSE };
  GArray *recordings = bw_beat_recordings_new ();
  float *waves = g_new (float, G_N_ELEMENTS (labels) * BEATS * BW_BEAT_SAMPLES);
  GRand *rand = bw_random_new (1, "rivals");

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gboolean glucose = labels[i] == BW_LABEL_GLUCOSE || labels[i] == BW_LABEL_NONE;
      BwBeatRecording recording = {
        .recording_id = i + 1,
        .name = g_strdup ("ecg.csv"),
        .day = i < 4 ? 20230921 : 20230925,
        .label = labels[i],
        .rate_hz = 512,
        .n_beats = BEATS,
      };

      g_array_append_val (recordings, recording);
      for (guint b = 0; b < BEATS; b++)
        {
          float *wave = waves + (i * BEATS + b) * BW_BEAT_SAMPLES;

          for (guint k = 0; k < BW_BEAT_SAMPLES - 1; k++)
            wave[k] = (float) (300 * exp (-((double) k - 128) * ((double) k - 128) / 50)
                               + (glucose && k >= 200 && k < 260 ? 10 : 0)
                               + 4 * bw_random_normal (rand));
          wave[0] = 0;  /* never changes */
          wave[BW_BEAT_SAMPLES - 1] = (float) (450 + (glucose ? 40 : 0)
                                               + 8 * bw_random_normal (rand));
        }
    }
  g_rand_free (rand);
  return bw_beat_set_take (recordings, waves);
}

static void
test_made_up (void)
{
  g_autoptr (BwBeatSet) set = make_set ();
  g_autoptr (GArray) first = ecg_days_list (20230921, 0);
  g_autoptr (GArray) second = ecg_days_list (20230925, 0);

  for (int r = 0; r < BW_N_PLAIN_RIVALS; r++)
    {
      BwGuess guesses[8] = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_true (bw_plain_rival_judge ((BwPlainRival) r, guesses, set, first, second, NULL,
                                           &error));
      g_assert_no_error (error);
      for (guint i = 0; i < 4; i++)
        g_assert_cmpint (guesses[i].leaning, ==, BW_LABEL_NONE);
      for (guint i = 4; i < 8; i++)
        {
          gboolean glucose = i > 4 && r != BW_PLAIN_MAJORITY;

          g_test_message ("%s %u: %g, %u", bw_plain_rival_get_name ((BwPlainRival) r), i,
                          guesses[i].probability, guesses[i].votes);
          g_assert_cmpint (guesses[i].leaning, ==,
                           glucose ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING);
          g_assert_cmpint (guesses[i].probability >= 0.5, ==, glucose);
          g_assert_cmpint (guesses[i].votes > BEATS / 2, ==, glucose);
          g_assert_false (guesses[i].abstained || guesses[i].outside || guesses[i].same_day);
        }
      if (r == BW_PLAIN_MAJORITY)
        bw_assert_near (guesses[4].probability, 0.25, 1e-15);
      if (r == BW_PLAIN_NEAREST)
        bw_assert_near (guesses[4].probability, guesses[4].votes / (double) BEATS, 1e-15);
    }
}

static void
test_errors (void)
{
  g_autoptr (BwBeatSet) set = make_set ();
  g_autoptr (GArray) days = ecg_days_list (20230921, 0);
  g_autoptr (GArray) none = ecg_days_list (20230922, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  BwGuess guesses[8] = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (bw_plain_rival_judge (BW_PLAIN_MAJORITY, guesses, set, none, days, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_false (bw_plain_rival_judge (BW_PLAIN_NEAREST, guesses, set, days, days, cancellable,
                                        &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (bw_plain_rival_judge (BW_PLAIN_LOGISTIC, guesses, set, days, days, cancellable,
                                        &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What reference/comparator.md § 2 found on the published days, and scikit-learn 1.2 finds on the same
 * beats. Heart rate is not what is told there (65.9 %, 44 of 67): that was regressed on another
 * number; scikit-learn on RR intervals gives what stands here. */
static void
test_published_days (void)
{
  static const struct
  {
    double beat_percent;
    double tolerance;
    guint recordings;
  } found[] = {
    [BW_PLAIN_MAJORITY] = { 45.05, 0.01, 32 },
    [BW_PLAIN_HEART_RATE] = { 68.63, 0.05, 47 },
    [BW_PLAIN_LOGISTIC] = { 93.60, 0.1, 66 },
    [BW_PLAIN_NEAREST] = { 93.97, 0.1, 66 },
  };
  g_autoptr (BwBeatSet) set = ecg_days_read ();
  g_autoptr (GArray) training = NULL, validation = NULL;
  g_autofree BwGuess *guesses = NULL;

  if (set == NULL)
    return;
  training = ecg_days_training ();
  validation = ecg_days_validation ();
  guesses = g_new0 (BwGuess, set->recordings->len);
  for (int r = 0; r < BW_N_PLAIN_RIVALS; r++)
    {
      g_autoptr (GError) error = NULL;
      guint beats = 0, right = 0, n = 0, recordings = 0;
      gint64 start = g_get_monotonic_time ();

      bw_plain_rival_judge ((BwPlainRival) r, guesses, set, training, validation, NULL, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < set->recordings->len; i++)
        {
          const BwBeatRecording *recording = &g_array_index (set->recordings, BwBeatRecording, i);

          if (!bw_beat_days_contain (validation, recording->day))
            continue;
          n++;
          recordings += guesses[i].leaning == recording->label;
          beats += recording->n_beats;
          right += recording->label == BW_LABEL_GLUCOSE ? guesses[i].votes
                                                        : recording->n_beats - guesses[i].votes;
        }
      g_test_message ("%s: %.2f %% of beats, %u of %u recordings, %.2f s",
                      bw_plain_rival_get_name ((BwPlainRival) r), 100.0 * right / beats, recordings, n,
                      (double) (g_get_monotonic_time () - start) / G_TIME_SPAN_SECOND);
      g_assert_cmpuint (beats, ==, 2171);
      g_assert_cmpuint (n, ==, 67);
      bw_assert_near (100.0 * right / beats, found[r].beat_percent, found[r].tolerance);
      g_assert_cmpuint (recordings, ==, found[r].recordings);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator/plain-rivals/made-up", test_made_up);
  g_test_add_func ("/comparator/plain-rivals/errors", test_errors);
  g_test_add_func ("/comparator/plain-rivals/published-days", test_published_days);
  return g_test_run ();
}

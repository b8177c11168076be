/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-random.h"
#include "bw-test.h"
#include "comparator/bw-augment.h"
#include "comparator/bw-fit-pairs.h"
#include "comparator/bw-votes.h"
#include "made-up-days.h"

#include <math.h>
#include <string.h>

/* A sigmoid that rounds to 0 is a vote for the reference's class; 0.5 rounds to 0 (to even), as
 * PyTorch's does. A tie is glucose. */
static void
test_votes (void)
{
  const float logits[] = { -2, 0, 3, /* glucose: */ -1, 2, 5 };
  BwVotes votes = { 0 };

  g_assert_true (bw_votes_say_glucose (&votes));
  bw_assert_near (bw_votes_get_probability (&votes), 0.5, 0);
  bw_votes_add (&votes, logits, 3);
  g_assert_cmpuint (votes.fasting, ==, 2);
  g_assert_cmpuint (votes.glucose, ==, 1);
  g_assert_false (bw_votes_say_glucose (&votes));
  bw_assert_near (bw_votes_get_probability (&votes), 1.0 / 3, 1e-15);
  votes.glucose++;
  g_assert_true (bw_votes_say_glucose (&votes));
  bw_assert_near (bw_votes_get_probability (&votes), 0.5, 0);
}

#define N 192

/* With no change asked for the beat stays, but for its mean, the offset and the common gain. */
static void
test_augment_nothing (void)
{
  const BwAugmentation none = { 0 };
  GRand *rand = bw_random_new (1, "augment");
  g_autoptr (BwAugmenter) augmenter = bw_augmenter_new (&none, N, 256, rand);
  float beat[N], offset[N], out[N];

  for (guint i = 0; i < N; i++)
    {
      beat[i] = (float) (100 * sin (2 * G_PI * i / N));
      offset[i] = (float) i;
    }
  bw_augmenter_draw (augmenter, out, beat, offset, 2, rand);
  for (guint i = 0; i < N; i++)
    bw_assert_near ((double) out[i], 2 * (double) (beat[i] - offset[i]), 1e-3);
  g_rand_free (rand);
}

/* Over many draws the changes have the sizes that were asked for, and the same state of the generator
 * gives the same beat. */
static void
test_augment_sizes (void)
{
  const BwAugmentation noise = { .noise_uv = 4 }, gain = { .gain = 0.05 }, shift = { .shift = 2 };
  const BwAugmentation wander = { .wander_uv = 20 };
  const guint n_draws = 2000;
  GRand *rand = bw_random_new (2, "augment");
  g_autoptr (BwAugmenter) noisy = bw_augmenter_new (&noise, N, 256, rand);
  g_autoptr (BwAugmenter) louder = bw_augmenter_new (&gain, N, 256, rand);
  g_autoptr (BwAugmenter) shifted = bw_augmenter_new (&shift, N, 256, rand);
  g_autoptr (BwAugmenter) wandering = bw_augmenter_new (&wander, N, 256, rand);
  const float zero[N] = { 0 };
  float beat[N] = { 0 }, out[N], again[N];
  double squares = 0, gains = 0, most = 0;
  guint places[5] = { 0 };
  GRand *copy;

  beat[N / 2] = 1000;
  for (guint d = 0; d < n_draws; d++)
    {
      guint peak = 0;

      bw_augmenter_draw (noisy, out, zero, zero, 1, rand);
      for (guint i = 0; i < N; i++)
        squares += pow ((double) out[i], 2) / N;
      bw_augmenter_draw (louder, out, beat, zero, 1, rand);
      gains += pow ((double) (out[N / 2] - out[0]) / 1000 - 1, 2);
      bw_augmenter_draw (shifted, out, beat, zero, 1, rand);
      for (guint i = 1; i < N; i++)
        if (out[i] > out[peak])
          peak = i;
      g_assert_cmpuint (peak, >=, N / 2 - 2);
      g_assert_cmpuint (peak, <=, N / 2 + 2);
      places[peak - (N / 2 - 2)]++;
      bw_augmenter_draw (wandering, out, zero, zero, 1, rand);
      for (guint i = 1; i < N; i++)
        {
          /* Slow: far less from sample to sample than all along. */
          g_assert_cmpfloat (fabs ((double) (out[i] - out[i - 1])), <, 3);
          most = MAX (most, fabs ((double) out[i]));
        }
    }
  bw_assert_near (sqrt (squares / n_draws), 4, 0.1);
  bw_assert_near (sqrt (gains / n_draws), 0.05, 0.003);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    bw_assert_near (places[i], n_draws / 5.0, 80);
  g_assert_cmpfloat (most, >, 20);

  copy = g_rand_copy (rand);
  bw_augmenter_draw (noisy, out, beat, zero, 1, rand);
  bw_augmenter_draw (noisy, again, beat, zero, 1, copy);
  g_assert_cmpmem (out, sizeof out, again, sizeof again);
  g_rand_free (copy);
  g_rand_free (rand);
}

static const BwBeatRecording *
get_recording (const BwBeatSet *set,
               guint            beat)
{
  return &g_array_index (set->recordings, BwBeatRecording, set->recording[beat]);
}

/* What the recipe says of its pairs, counted over many. */
static void
test_pairs (void)
{
  const MadeUpDays days = { 5, 4, 3, 4, 0.3 };
  const guint n_pairs = 20000;
  g_autoptr (BwBeatSet) set = made_up_days_new (&days, 1);
  g_autoptr (BwSameDayInput) input = bw_same_day_input_new (set, 0.5, NULL);
  g_autoptr (GArray) training = made_up_days_list (0, 4);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwPairSource) source = bw_pair_source_new (set, training, input->is_reference, &error);
  GRand *rand = bw_random_new (1, "pairs");
  guint glucose = 0, same_day = 0, by_day[4] = { 0 };

  g_assert_no_error (error);
  for (guint i = 0; i < n_pairs; i++)
    {
      const BwBeatRecording *query, *reference;
      BwPair pair;

      bw_pair_source_draw (source, &pair, rand);
      query = get_recording (set, pair.query);
      reference = get_recording (set, pair.reference);
      g_assert_cmpint (reference->label, ==, BW_LABEL_FASTING);
      g_assert_cmpint (pair.glucose, ==, query->label == BW_LABEL_GLUCOSE);
      g_assert_true (query != reference);
      g_assert_false (input->is_reference[set->recording[pair.query]]);
      g_assert_true (bw_beat_days_contain (training, query->day));
      g_assert_true (bw_beat_days_contain (training, reference->day));
      glucose += pair.glucose;
      same_day += query->day == reference->day;
      by_day[query->day - 20240301]++;
    }
  bw_assert_near (glucose, n_pairs / 2.0, 300);

  /* Half by the recipe, and of the other half a quarter by chance. */
  bw_assert_near (same_day, n_pairs * (0.5 + 0.5 / 4), 500);
  for (guint i = 0; i < 4; i++)
    bw_assert_near (by_day[i], n_pairs / 4.0, 300);
  g_rand_free (rand);
}

/* Where the references of the days are all the fasting recordings there are, they are queries too; a
 * day with one has its reference elsewhere. */
static void
test_pairs_few (void)
{
  const MadeUpDays two = { 2, 1, 1, 3, 0.3 }, one = { 1, 1, 2, 3, 0.3 };
  g_autoptr (BwBeatSet) set = made_up_days_new (&two, 1), lone = made_up_days_new (&one, 1);
  g_autoptr (BwSameDayInput) input = bw_same_day_input_new (set, 0.5, NULL);
  g_autoptr (BwSameDayInput) lone_input = bw_same_day_input_new (lone, 0.5, NULL);
  g_autoptr (GArray) training = made_up_days_list (0, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwPairSource) source = bw_pair_source_new (set, training, input->is_reference, &error);
  GRand *rand = bw_random_new (1, "pairs");
  guint fasting = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < 1000; i++)
    {
      BwPair pair;

      bw_pair_source_draw (source, &pair, rand);
      g_assert_true (get_recording (set, pair.query) != get_recording (set, pair.reference));
      if (!pair.glucose)
        g_assert_cmpuint (get_recording (set, pair.query)->day, !=,
                          get_recording (set, pair.reference)->day);
      fasting += !pair.glucose;
    }
  bw_assert_near (fasting, 500, 60);
  g_rand_free (rand);

  g_assert_null (bw_pair_source_new (lone, training, lone_input->is_reference, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fit-parts/votes", test_votes);
  g_test_add_func ("/fit-parts/augment-nothing", test_augment_nothing);
  g_test_add_func ("/fit-parts/augment-sizes", test_augment_sizes);
  g_test_add_func ("/fit-parts/pairs", test_pairs);
  g_test_add_func ("/fit-parts/pairs-few", test_pairs_few);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "comparator/bw-apply-private.h"
#include "comparator/bw-augment.h"
#include "comparator/bw-beat-trainer.h"
#include "comparator/bw-fit-pairs.h"
#include "comparator/bw-fit-private.h"

#include <math.h>
#include <string.h>

/* A net on same-day input: few epochs of a rate that falls to 0, and of the weights the moving average.
 * Nothing is picked by validation days; they are only looked at. */

#define BATCH 64               /* pairs, or beats */
#define LEARNING_RATE 4e-3
#define AVERAGE 0.99           /* a step; running statistics too */
#define GAIN 0.1               /* standard deviation of a pair's common gain */

static const BwAugmentation augmentation = {
  .shift = 2,                  /* at half rate: 4 samples of 512 Hz */
  .gain = 0.05,
  .wander_uv = 20,
  .noise_uv = 4,
};

#define N BW_SAME_DAY_SAMPLES

typedef struct
{
  BwFit *fit;
  gboolean pairs;
  BwBeatNet *net;
  BwBeatTrainer *trainer;
  BwBeatNet *average;
  GRand *rand;
  BwPairSource *source;
  BwAugmenter *augmenter;

  const float *beats;          /* of the set: half rate, mean removed */
  const float *offsets;        /* of the set's recordings: what is taken away of each of its beats */
  float *x, *z, *labels, *logits; /* of a batch */
} Work;

static void
draw_wave (Work  *self,
           float *out,
           guint  beat,
           double gain)
{
  guint r = self->fit->set->recording[beat];

  bw_augmenter_draw (self->augmenter, out, self->beats + (gsize) beat * N,
                     self->offsets + (gsize) r * N, gain, self->rand);
}

static void
draw_batch (Work *self)
{
  for (guint i = 0; i < BATCH; i++)
    {
      double gain = 1 + GAIN * bw_random_normal (self->rand);
      BwPair pair;

      bw_pair_source_draw (self->source, &pair, self->rand);
      draw_wave (self, self->x + (gsize) i * N, pair.query, gain);
      if (self->pairs)
        draw_wave (self, self->z + (gsize) i * N, pair.reference, gain);
      self->labels[i] = pair.glucose;
    }
}

/* The average as it stands, on the validation days. */
static void
validate (Work         *self,
          BwTrainPoint *point)
{
  BwComparatorModel *model = self->fit->model;
  double loss = 0;
  guint n = 0;
  guint right = 0;
  g_autoptr (GArray) answers = NULL;

  model->net = self->average;
  answers = bw_apply (model, model->info->rule, self->fit->set, self->fit->validation_days,
                      BW_REFERENCE_AUTO, self->fit->pool, NULL, NULL, NULL);
  model->net = NULL;
  for (guint i = 0; answers != NULL && i < answers->len; i++)
    {
      const BwAnswer *answer = &g_array_index (answers, BwAnswer, i);
      const BwLabel label = g_array_index (self->fit->set->recordings, BwBeatRecording,
                                           answer->recording).label;
      const double p = CLAMP (answer->probability, 1e-12, 1 - 1e-12);

      if (label == BW_LABEL_NONE || answer->is_reference || answer->n_beats == 0)
        continue;
      n += answer->n_beats;
      right += label == BW_LABEL_GLUCOSE ? answer->votes : answer->n_beats - answer->votes;
      loss -= answer->n_beats * log (label == BW_LABEL_GLUCOSE ? p : 1 - p);
    }
  if (n == 0)
    return;
  point->has_validation = TRUE;
  point->validation_loss = loss / n;
  point->validation_accuracy = (double) right / n;
}

/* Returns: FALSE where it was cancelled */
static gboolean
run_epoch (Work         *self,
           BwTrainPoint *point,
           guint         n_steps)
{
  const double total = (double) n_steps * self->fit->epochs;
  double loss = 0;
  guint right = 0;

  for (guint i = 0; i < n_steps; i++)
    {
      double done = ((point->epoch - 1) * (double) n_steps + i) / total;

      if (!bw_fit_go_on (self->fit))
        return FALSE;
      draw_batch (self);
      loss += bw_beat_trainer_step (self->trainer, self->x, self->pairs ? self->z : NULL,
                                    self->labels, BATCH, LEARNING_RATE / 2 * (1 + cos (G_PI * done)),
                                    self->logits);
      for (guint j = 0; j < BATCH; j++)
        right += (self->logits[j] > 0) == (self->labels[j] > 0);
      bw_beat_net_average (self->average, self->net, AVERAGE);
    }
  point->train_loss = loss / n_steps;
  point->train_accuracy = (double) right / ((double) n_steps * BATCH);
  if (self->fit->validation_days->len > 0)
    validate (self, point);
  return TRUE;
}

/* What is taken away of the beats of each recording: of all of them alike.
 * @whole: with factor 0; @input: with the factor
 * Returns: (transfer full): recordings × N */
static float *
make_offsets (const BwBeatSet      *set,
              const BwSameDayInput *whole,
              const BwSameDayInput *input)
{
  float *offsets = g_new0 (float, (gsize) set->recordings->len * N);

  for (guint r = 0; r < set->recordings->len; r++)
    {
      const BwBeatRecording *recording = &g_array_index (set->recordings, BwBeatRecording, r);
      const gsize at = (gsize) recording->first * N;

      for (guint i = 0; i < N && recording->n_beats > 0; i++)
        offsets[(gsize) r * N + i] = whole->inputs[at + i] - input->inputs[at + i];
    }
  return offsets;
}

static void
run_epochs (Work       *self,
            BwBeatNet **kept,
            gboolean   *cancelled)
{
  BwFit *fit = self->fit;
  const guint n_steps = (fit->model->info->train_beats + BATCH - 1) / BATCH;

  for (guint epoch = 1; epoch <= fit->epochs; epoch++)
    {
      BwTrainPoint point = { .epoch = epoch };

      if (!run_epoch (self, &point, n_steps))
        {
          *cancelled = TRUE;
          return;
        }
      bw_fit_add_point (fit, &point);
      bw_beat_net_free (*kept);
      *kept = bw_beat_net_copy (self->average);
    }
}

gboolean
bw_fit_default_net (BwFit   *fit,
                    GError **error)
{
  const BwComparatorModel *model = fit->model;
  const BwBeatSet *set = fit->set;
  const double factor = model->info->decisions[model->info->rule].factor;
  gint64 began_us = bw_fit_clock (fit);
  g_autoptr (BwSameDayInput) whole = bw_same_day_input_new (set, 0, NULL);
  g_autoptr (BwSameDayInput) input = bw_same_day_input_new (set, factor, model->fasting_mean);
  g_autofree float *offsets = NULL;
  g_autofree float *x = g_new (float, BATCH * N);
  g_autofree float *z = g_new (float, BATCH * N);
  g_autofree float *labels = g_new (float, BATCH);
  g_autofree float *logits = g_new (float, BATCH);
  g_autoptr (BwPairSource) source = NULL;
  g_autoptr (BwBeatNet) net = NULL, average = NULL;
  Work work = { .fit = fit, .beats = whole->inputs };
  BwBeatNet *kept = NULL;
  gboolean cancelled = FALSE;

  source = bw_pair_source_new (set, fit->training_days, input->is_reference, error);
  if (source == NULL)
    return FALSE;
  work.source = source;
  work.pairs = model->info->rule == BW_RULE_COMPARATOR;
  if (work.pairs)
    {
      bw_same_day_input_scale (whole, set);
      bw_same_day_input_scale (input, set);
    }
  offsets = make_offsets (set, whole, input);
  work.offsets = offsets;
  work.rand = bw_random_new (fit->options->seed, "comparator-default");
  net = bw_beat_net_new (work.pairs ? BW_BEAT_NET_COMPARATOR : BW_BEAT_NET_CLASSIFIER, N);
  bw_beat_net_reset (net, work.rand);
  average = bw_beat_net_new (bw_beat_net_get_kind (net), N);
  work.net = net;
  work.average = average;
  work.x = x;
  work.z = z;
  work.labels = labels;
  work.logits = logits;
  work.augmenter = bw_augmenter_new (&augmentation, N, BW_BEAT_RATE_HZ / 2, work.rand);
  work.trainer = bw_beat_trainer_new (net, BATCH, fit->pool);

  run_epochs (&work, &kept, &cancelled);
  fit->model->info->seconds_per_epoch
      = (double) (bw_fit_clock (fit) - began_us) / G_USEC_PER_SEC
        / MAX (model->info->epochs, 1);

  bw_beat_trainer_free (work.trainer);
  bw_augmenter_free (work.augmenter);
  g_rand_free (work.rand);
  return bw_fit_finish_net (fit, kept, model->info->epochs, cancelled, error);
}

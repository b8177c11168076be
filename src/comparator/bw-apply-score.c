/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-apply-private.h"
#include "comparator/bw-votes.h"

#include <string.h>

static const BwBeatRecording *
get_recording (const BwBeatSet *set,
               guint            r)
{
  return &g_array_index (set->recordings, BwBeatRecording, r);
}

guint *
bw_apply_spread (const guint *beats,
                 guint        n_beats,
                 guint        n)
{
  guint *spread = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    spread[i] = beats[(guint) ((2 * (guint64) i + 1) * n_beats / (2 * (guint64) n))];
  return spread;
}

float *
bw_apply_gather (const float *waves,
                 guint        n_samples,
                 const guint *beats,
                 guint        n)
{
  float *gathered = g_new (float, (gsize) n * n_samples);

  for (guint i = 0; i < n; i++)
    memcpy (gathered + (gsize) i * n_samples, waves + (gsize) beats[i] * n_samples,
            n_samples * sizeof *waves);
  return gathered;
}

/* Waves as the rule reads them: of all beats of the set. */
static const float *
get_waves (const BwApply *self)
{
  return self->input != NULL ? self->input->inputs : self->set->waves;
}

static guint
get_n_samples (const BwApply *self)
{
  return bw_comparator_model_samples (self->model->info->mode);
}

/* @n beats of @beats, evenly spread over them, encoded; %NULL where there are none. */
static BwBeatFeatures *
encode_spread (const BwApply *self,
               const GArray *beats,
               guint         n)
{
  g_autofree guint *spread = NULL;
  g_autofree float *waves = NULL;

  if (beats->len == 0)
    return NULL;
  spread = bw_apply_spread ((const guint *) (const void *) beats->data, beats->len, n);
  waves = bw_apply_gather (get_waves (self), get_n_samples (self), spread, n);
  return bw_beat_net_encode (self->model->net, waves, n, self->pool);
}

/* Probability of each of @n beats from @first on, by a rule that looks at a beat alone. */
static void
score_alone (const BwApply *self,
             double      *probabilities,
             guint        first,
             guint        n)
{
  const guint n_samples = get_n_samples (self);
  const float *waves = get_waves (self) + (gsize) first * n_samples;

  if (self->rule == BW_RULE_CLASSIFIER)
    {
      g_autofree float *logits = g_new (float, n);

      bw_beat_net_classify (self->model->net, logits, waves, n, self->pool);
      for (guint i = 0; i < n; i++)
        probabilities[i] = bw_logistic_probability ((double) logits[i]);
      return;
    }
  for (guint i = 0; i < n; i++, waves += n_samples)
    probabilities[i]
        = bw_logistic_probability (bw_logistic_get_logit (self->model->logistic, waves));
}

/* The same by default mode's comparator: the mean logit against the references. */
static gboolean
score_pairs (const BwApply        *self,
             double               *probabilities,
             guint                 first,
             guint                 n,
             const BwBeatFeatures *references,
             GError              **error)
{
  const float *waves = get_waves (self) + (gsize) first * get_n_samples (self);
  g_autofree float *logits = g_new (float, (gsize) n * BW_DEFAULT_REFERENCES);
  g_autoptr (BwBeatFeatures) queries = NULL;

  queries = bw_beat_net_encode (self->model->net, waves, n, self->pool);
  bw_beat_net_compare (self->model->net, logits, queries, references, self->pool,
                       self->cancellable);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      double sum = 0;

      for (guint j = 0; j < BW_DEFAULT_REFERENCES; j++)
        sum += (double) logits[(gsize) i * BW_DEFAULT_REFERENCES + j];
      probabilities[i] = bw_logistic_probability (sum / BW_DEFAULT_REFERENCES);
    }
  return TRUE;
}

/* Answers for the recordings [@from, @end) of a day, from their beats' probabilities. In default mode
 * the mean of its beats is a recording's; as published, the share of its beats that say so. */
static void
sum_up (const BwApply *self,
        const double *probabilities, /* of the day's beats */
        BwAnswer     *answers,       /* one a recording */
        guint         from,
        guint         end)
{
  guint first = get_recording (self->set, from)->first;

  for (guint r = from; r < end; r++)
    {
      const BwBeatRecording *recording = get_recording (self->set, r);
      BwAnswer *answer = &answers[r - from];
      double sum = 0;

      for (guint b = 0; b < recording->n_beats; b++)
        {
          double probability = probabilities[recording->first - first + b];

          sum += probability;
          answer->votes += probability >= self->decision->threshold;
        }
      if (self->model->info->mode == BW_COMPARATOR_PUBLISHED)
        sum = answer->votes;
      answer->probability = sum / MAX (recording->n_beats, 1);
    }
}

/* Answers of the published comparator. A beat is decided by all references, a recording by its beat i
 * against reference i of each class. */
static void
count_votes (const BwApply *self,
             const float *logits,  /* of the day's beats, 2 × BW_VOTES_REFERENCES each */
             BwAnswer    *answers,
             guint        from,
             guint        end)
{
  guint first = get_recording (self->set, from)->first;

  for (guint r = from; r < end; r++)
    {
      const BwBeatRecording *recording = get_recording (self->set, r);
      BwVotes whole = { 0 };

      for (guint b = 0; b < recording->n_beats; b++)
        {
          const float *row = logits
                             + (gsize) (recording->first - first + b) * 2 * BW_VOTES_REFERENCES;
          const guint i = b % BW_VOTES_REFERENCES;
          const float pair[2] = { row[i], row[BW_VOTES_REFERENCES + i] };
          BwVotes votes = { 0 };

          bw_votes_add (&votes, row, BW_VOTES_REFERENCES);
          answers[r - from].votes += bw_votes_say_glucose (&votes);
          bw_votes_add (&whole, pair, 1);
        }
      answers[r - from].probability = bw_votes_get_probability (&whole);
    }
}

static gboolean
apply_published_pairs (const BwApply *self,
                       const GArray *own,
                       BwAnswer     *answers,
                       guint         from,
                       guint         end,
                       GError      **error)
{
  const BwBeatRecording *last = get_recording (self->set, end - 1);
  guint first = get_recording (self->set, from)->first, n = last->first + last->n_beats - first;
  g_autoptr (BwBeatFeatures) queries = NULL;
  g_autoptr (BwBeatFeatures) same_day = encode_spread (self, own, BW_VOTES_REFERENCES);
  g_autofree float *fasting = g_new (float, (gsize) n * BW_VOTES_REFERENCES);
  g_autofree float *glucose = g_new (float, (gsize) n * BW_VOTES_REFERENCES);
  g_autofree float *logits = g_new (float, (gsize) n * 2 * BW_VOTES_REFERENCES);

  queries = bw_beat_net_encode (self->model->net, self->set->waves + (gsize) first * BW_BEAT_SAMPLES,
                                n, self->pool);
  bw_beat_net_compare (self->model->net, fasting, queries,
                       same_day != NULL ? same_day : self->fasting, self->pool, self->cancellable);
  bw_beat_net_compare (self->model->net, glucose, queries, self->glucose, self->pool,
                       self->cancellable);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      float *row = logits + (gsize) i * 2 * BW_VOTES_REFERENCES;

      memcpy (row, fasting + (gsize) i * BW_VOTES_REFERENCES,
              BW_VOTES_REFERENCES * sizeof *row);
      memcpy (row + BW_VOTES_REFERENCES, glucose + (gsize) i * BW_VOTES_REFERENCES,
              BW_VOTES_REFERENCES * sizeof *row);
    }
  count_votes (self, logits, answers, from, end);
  return TRUE;
}

gboolean
bw_apply_day (const BwApply  *self,
              const GArray   *own,
              BwAnswer       *answers,
              guint           from,
              guint           end,
              GError        **error)
{
  const BwBeatRecording *last = get_recording (self->set, end - 1);
  guint first = get_recording (self->set, from)->first, n = last->first + last->n_beats - first;
  g_autofree double *probabilities = NULL;

  if (self->rule == BW_RULE_COMPARATOR && self->model->info->mode == BW_COMPARATOR_PUBLISHED)
    return apply_published_pairs (self, own, answers, from, end, error);

  probabilities = g_new (double, n);
  if (self->rule == BW_RULE_COMPARATOR)
    {
      g_autoptr (BwBeatFeatures) same_day = encode_spread (self, own, BW_DEFAULT_REFERENCES);

      if (!score_pairs (self, probabilities, first, n,
                        same_day != NULL ? same_day : self->fasting, error))
        return FALSE;
    }
  else
    score_alone (self, probabilities, first, n);
  sum_up (self, probabilities, answers, from, end);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "comparator/bw-apply-private.h"
#include "comparator/bw-votes.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* One call, day by day. */
typedef struct
{
  const BwComparatorModel *model;
  BwRule rule;
  const BwDecision *decision;
  const BwBeatSet *set;
  gboolean same_day;           /* whether a day's own fasting beats are asked for */
  BwPool *pool;
  GCancellable *cancellable;

  BwSameDayInput *input;       /* default mode: all beats as the rule reads them */
  BwBeatFeatures *fasting;     /* comparator: references of the training days */
  BwBeatFeatures *glucose;     /* and in published mode */
} Apply;

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
get_waves (const Apply *self)
{
  return self->input != NULL ? self->input->inputs : self->set->waves;
}

static guint
get_n_samples (const Apply *self)
{
  return bw_comparator_model_samples (self->model->info->mode);
}

/* Beats of the reference recordings of [@from, @end), a day, which are marked as such. */
static GArray *
take_references (const Apply *self,
                 BwAnswer    *answers,
                 guint        from,
                 guint        end)
{
  GArray *beats = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  for (guint r = from; r < end && n < BW_SAME_DAY_REFERENCES; r++)
    {
      const BwBeatRecording *recording = get_recording (self->set, r);

      if (recording->label != BW_LABEL_FASTING || recording->n_beats == 0)
        continue;
      n++;
      answers[r - from].is_reference = TRUE;
      for (guint b = 0; b < recording->n_beats; b++)
        {
          guint beat = recording->first + b;

          g_array_append_val (beats, beat);
        }
    }
  return beats;
}

/* @n beats of @beats, evenly spread over them, encoded; %NULL where there are none. */
static BwBeatFeatures *
encode_spread (const Apply  *self,
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
score_alone (const Apply *self,
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
score_pairs (const Apply          *self,
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

static void
decide (const Apply *self,
        BwAnswer    *answer)
{
  double from_threshold;

  /* Somebody else's weights may be of any size, and what they say no number. */
  if (answer->n_beats == 0 || !isfinite (answer->probability))
    {
      answer->probability = 0.5;
      answer->n_beats = answer->votes = 0;
      return;
    }
  from_threshold = answer->probability - self->decision->threshold;
  answer->leaning = from_threshold >= 0 ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING;
  if (fabs (from_threshold) >= self->decision->abstain)
    answer->answer = answer->leaning;
}

/* Answers for the recordings [@from, @end) of a day, from their beats' probabilities. In default mode
 * the mean probability of its beats is a recording's; as published, the share of its beats that say so. */
static void
sum_up (const Apply  *self,
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
count_votes (const Apply *self,
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
apply_published_pairs (const Apply *self,
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

/* Whether the day's own fasting beats were used is told by @own, empty where not. */
static gboolean
apply_day (const Apply  *self,
           const GArray *own,
           BwAnswer     *answers,
           guint         from,
           guint         end,
           GError      **error)
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

/* Whether the rule takes references at all: of the published ones only the comparator does. */
static gboolean
takes_references (const Apply *self)
{
  return self->model->info->mode == BW_COMPARATOR_DEFAULT || self->rule == BW_RULE_COMPARATOR;
}

/* Whether it lacks some that it needs for a day with, or without, fasting beats of its own. As
 * published, those after glucose come from the training days in any case. */
static gboolean
lacks_references (const Apply *self,
                  gboolean     has_own)
{
  gboolean published = self->model->info->mode == BW_COMPARATOR_PUBLISHED;

  if (!takes_references (self))
    return FALSE;
  if (published && self->glucose == NULL)
    return TRUE;
  if (has_own)
    return FALSE;
  return (self->rule == BW_RULE_COMPARATOR && self->fasting == NULL)
         || (!published && self->model->fasting_mean == NULL);
}

static gboolean
is_outside (const Apply *self,
            guint32      day)
{
  const BwComparatorInfo *info = self->model->info;
  double bpm;

  return info->has_hr && bw_same_day_get_hr (self->set, day, &bpm)
         && (bpm < info->hr_low || bpm > info->hr_high);
}

/* Appends the answers of the recordings [@from, @end), a day. */
static gboolean
append_day (Apply   *self,
            GArray  *answers,
            guint    from,
            guint    end,
            GError **error)
{
  gboolean outside = is_outside (self, get_recording (self->set, from)->day);
  g_autoptr (GArray) own = NULL;
  guint at = answers->len;
  BwAnswer *day;

  g_array_set_size (answers, at + end - from);
  day = &g_array_index (answers, BwAnswer, at);
  if (self->same_day && takes_references (self))
    own = take_references (self, day, from, end);
  else
    own = g_array_new (FALSE, FALSE, sizeof (guint));
  if (lacks_references (self, own->len > 0))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_INVALID,
                           _("This model has no reference beats, and a day has no fasting recordings "
                             "of its own to take them from."));
      return FALSE;
    }
  for (guint r = from; r < end; r++)
    {
      day[r - from].recording = r;
      day[r - from].n_beats = get_recording (self->set, r)->n_beats;
      day[r - from].outside = outside;
      day[r - from].same_day = own->len > 0;
    }
  if (!apply_day (self, own, day, from, end, error))
    return FALSE;
  for (guint r = from; r < end; r++)
    decide (self, &day[r - from]);
  return TRUE;
}

/* Beats as default mode reads them; without same-day references the training fasting mean is taken
 * away from all days alike. */
static BwSameDayInput *
make_input (const Apply *self)
{
  const float *mean = self->model->fasting_mean;
  BwSameDayInput *input;

  if (self->same_day)
    return bw_same_day_input_new (self->set, self->decision->factor, mean);
  input = bw_same_day_input_new (self->set, 0, NULL);
  for (guint b = 0; b < self->set->n_beats && mean != NULL; b++)
    for (guint i = 0; i < BW_SAME_DAY_SAMPLES; i++)
      input->inputs[(gsize) b * BW_SAME_DAY_SAMPLES + i]
          -= (float) (self->decision->factor * (double) mean[i]);
  return input;
}

GArray *
bw_apply (const BwComparatorModel  *model,
          BwRule                    rule,
          const BwBeatSet          *set,
          const GArray             *days,
          BwReferenceKind           reference,
          BwPool                   *pool,
          BwProgress               *progress,
          GCancellable             *cancellable,
          GError                  **error)
{
  g_autoptr (GArray) answers = g_array_new (FALSE, TRUE, sizeof (BwAnswer));
  gboolean published, ok = TRUE;
  Apply self = { 0 };

  g_return_val_if_fail (model != NULL && set != NULL, NULL);
  g_return_val_if_fail (bw_comparator_model_has_rule (model, rule), NULL);

  published = model->info->mode == BW_COMPARATOR_PUBLISHED;
  self.model = model;
  self.rule = rule == BW_RULE_BEST ? model->info->rule : rule;
  self.decision = &model->info->decisions[self.rule];
  self.set = set;
  self.same_day = reference == BW_REFERENCE_SAME_DAY
                  || (reference == BW_REFERENCE_AUTO && !published);
  self.pool = pool;
  self.cancellable = cancellable;
  if (!published)
    self.input = make_input (&self);
  if (self.rule == BW_RULE_COMPARATOR && model->n_fasting > 0)
    self.fasting = bw_beat_net_encode (model->net, model->fasting, model->n_fasting, pool);
  if (self.rule == BW_RULE_COMPARATOR && model->n_glucose > 0)
    self.glucose = bw_beat_net_encode (model->net, model->glucose, model->n_glucose, pool);

  for (guint from = 0, end; from < set->recordings->len && ok; from = end)
    {
      guint32 day = get_recording (set, from)->day;

      for (end = from + 1; end < set->recordings->len && get_recording (set, end)->day == day;)
        end++;
      bw_progress_update (progress, (double) from / set->recordings->len);
      bw_progress_wait (progress, cancellable);
      if (bw_beat_days_contain (days, day))
        ok = !g_cancellable_set_error_if_cancelled (cancellable, error)
             && append_day (&self, answers, from, end, error);
    }

  bw_same_day_input_free (self.input);
  bw_beat_features_free (self.fasting);
  bw_beat_features_free (self.glucose);
  return ok ? g_steal_pointer (&answers) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "comparator/bw-apply-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const BwBeatRecording *
get_recording (const BwBeatSet *set,
               guint            r)
{
  return &g_array_index (set->recordings, BwBeatRecording, r);
}

/* Beats of the reference recordings of [@from, @end), a day, which are marked as such. */
static GArray *
take_references (const BwApply *self,
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

static void
decide (const BwApply *self,
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

/* Whether the rule takes references at all: of the published ones only the comparator does. */
static gboolean
takes_references (const BwApply *self)
{
  return self->model->info->mode == BW_COMPARATOR_DEFAULT || self->rule == BW_RULE_COMPARATOR;
}

/* Whether it lacks some that it needs for a day with, or without, fasting beats of its own. As
 * published, those after glucose come from the training days in any case. */
static gboolean
lacks_references (const BwApply *self,
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
is_outside (const BwApply *self,
            guint32      day)
{
  const BwComparatorInfo *info = self->model->info;
  double bpm;

  return info->has_hr && bw_same_day_get_hr (self->set, day, &bpm)
         && (bpm < info->hr_low || bpm > info->hr_high);
}

/* Appends the answers of the recordings [@from, @end), a day. */
static gboolean
append_day (BwApply  *self,
            GArray   *answers,
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
  if (!bw_apply_day (self, own, day, from, end, error))
    return FALSE;
  for (guint r = from; r < end; r++)
    decide (self, &day[r - from]);
  return TRUE;
}

/* Beats as default mode reads them; without same-day references the training fasting mean is taken
 * away from all days alike. */
static BwSameDayInput *
make_input (const BwApply *self)
{
  const float *mean = self->model->fasting_mean;
  BwSameDayInput *input;

  input = bw_same_day_input_new (self->set, self->same_day ? self->decision->factor : 0,
                                 self->same_day ? mean : NULL);
  for (guint b = 0; b < self->set->n_beats && !self->same_day && mean != NULL; b++)
    for (guint i = 0; i < BW_SAME_DAY_SAMPLES; i++)
      input->inputs[(gsize) b * BW_SAME_DAY_SAMPLES + i]
          -= (float) (self->decision->factor * (double) mean[i]);
  if (self->rule == BW_RULE_COMPARATOR)
    bw_same_day_input_scale (input, self->set);
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
  BwApply self = { 0 };

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

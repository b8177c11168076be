/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "comparator/bw-apply-private.h"
#include "comparator/bw-fit-private.h"
#include "comparator/bw-logistic-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Default mode: same-day references, of which half is taken away; a net, the logistic rule on the same
 * input, or both and the one that is used which does better on training days it has not seen. */

/* Of the nets; the logistic rule finds its own. */
#define FACTOR 0.5
#define THRESHOLD 0.5
#define ABSTAIN 0.15

/* Before one is chosen the comparator is tried on so many parts of the training days. */
#define N_FOLDS 3

/* Part of the time that the logistic rule takes beside all these comparators. */
#define LOGISTIC_SHARE 0.2

gboolean
bw_fit_default_references (BwComparatorModel  *model,
                           const BwBeatSet    *set,
                           const GArray       *days,
                           GError            **error)
{
  const BwDecision *decision = &model->info->decisions[BW_RULE_COMPARATOR];
  g_autoptr (GArray) beats = bw_fit_list_beats (set, days, BW_LABEL_FASTING);
  g_autoptr (BwSameDayInput) input = NULL;
  g_autofree guint *spread = NULL;

  if (beats->len == 0)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                           _("There are no fasting recordings to take reference beats from."));
      return FALSE;
    }
  g_free (model->fasting_mean);
  model->fasting_mean = g_new (float, BW_SAME_DAY_SAMPLES);
  bw_same_day_training_mean (model->fasting_mean, set, days);

  input = bw_same_day_input_new (set, decision->there ? decision->factor : FACTOR,
                                 model->fasting_mean);
  spread = bw_apply_spread ((const guint *) (const void *) beats->data, beats->len,
                            BW_DEFAULT_REFERENCES);
  bw_comparator_model_set_references (
      model,
      bw_apply_gather (input->inputs, BW_SAME_DAY_SAMPLES, spread, BW_DEFAULT_REFERENCES),
      BW_DEFAULT_REFERENCES, NULL, 0);
  return TRUE;
}

static BwLabel
get_label (const BwFit *self,
           guint        recording)
{
  return g_array_index (self->set->recordings, BwBeatRecording, recording).label;
}

static BwLogisticRule *
fit_logistic (BwFit   *self,
              double   share,
              GError **error)
{
  BwDecision *decision = &self->model->info->decisions[BW_RULE_LOGISTIC];
  BwLogisticRule *rule;

  bw_progress_set_detail (self->progress, _("Fitting the logistic rule"));
  rule = bw_logistic_rule_fit (self->set, self->training_days, self->progress, self->from,
                               self->from + share * self->share, self->cancellable, error);
  if (rule == NULL)
    return NULL;
  *decision = (BwDecision){ TRUE, rule->factor, rule->threshold, rule->abstain };
  self->model->logistic = bw_logistic_copy (rule->logistic);
  return rule;
}

static gboolean
fit_net (BwFit   *self,
         BwRule   rule,
         GError **error)
{
  self->model->info->rule = rule;
  self->model->info->decisions[rule] = (BwDecision){ TRUE, FACTOR, THRESHOLD, ABSTAIN };
  return bw_fit_default_net (self, error);
}

/* Counts which of the recordings of @days that the logistic rule was tried on, @model has right, and
 * which that rule. */
static gboolean
count_right (BwFit                   *self,
             const BwComparatorModel *model,
             const GArray            *days,
             const BwLogisticRule    *logistic,
             GError                 **error)
{
  BwComparatorInfo *info = self->model->info;
  g_autoptr (GArray) answers = bw_apply (model, BW_RULE_BEST, self->set, days, BW_REFERENCE_AUTO,
                                         self->pool, NULL, self->cancellable, error);
  guint at = 0;

  if (answers == NULL)
    return FALSE;
  for (guint i = 0; i < logistic->held_out->len; i++)
    {
      const BwHeldOut *one = &g_array_index (logistic->held_out, BwHeldOut, i);
      const BwAnswer *answer;
      BwLabel label = get_label (self, one->recording);

      /* Both are in the order of the set. */
      while (at < answers->len
             && g_array_index (answers, BwAnswer, at).recording < one->recording)
        at++;
      if (at == answers->len)
        break;
      answer = &g_array_index (answers, BwAnswer, at);
      if (answer->recording != one->recording)
        continue;
      info->n_tried++;
      info->comparator_right += answer->leaning == label;
      info->logistic_right += (one->probability >= logistic->threshold)
                              == (label == BW_LABEL_GLUCOSE);
    }
  return TRUE;
}

/* Trains a comparator on all training days but those of @fold, and tries it on these. Too few days for
 * that are no error: they then count for neither rule. */
static gboolean
try_comparator (BwFit                *self,
                const BwLogisticRule *logistic,
                guint                 fold,
                double                from,
                double                share,
                GError              **error)
{
  g_autoptr (GArray) days = bw_fit_fold_days (self->training_days, N_FOLDS, fold, FALSE);
  g_autoptr (GArray) held_out = bw_fit_fold_days (self->training_days, N_FOLDS, fold, TRUE);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) beats = bw_fit_list_beats (self->set, days, BW_LABEL_NONE);
  g_autoptr (BwComparatorModel) model = bw_comparator_model_new (bw_comparator_info_new ());
  g_autoptr (GError) local = NULL;
  g_autofree char *detail = NULL;
  BwFitOptions options = *self->options;
  BwFit part = *self;

  options.log = NULL;
  options.keep_when_cancelled = FALSE;
  part.options = &options;
  part.training_days = days;
  part.validation_days = none;
  part.model = model;
  part.from += from * self->share;
  part.share *= share;
  part.detail = detail = g_strdup_printf (_("Trying it on days held out, part %u of %d"), fold + 1,
                                          N_FOLDS);
  model->info->train_beats = beats->len;
  if (bw_fit_default_references (model, self->set, days, &local)
      && fit_net (&part, BW_RULE_COMPARATOR, &local))
    return count_right (self, model, held_out, logistic, error);
  if (g_error_matches (local, BW_ERROR, BW_ERROR_TOO_FEW))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Both rules, and which is used. The net comes before the trials, so that its curves can be watched from
 * the beginning. Stopped by a person, the choice goes by what was tried until then; without any trial
 * the simpler rule is used. */
static gboolean
fit_best (BwFit   *self,
          GError **error)
{
  BwComparatorInfo *info = self->model->info;
  g_autoptr (BwLogisticRule) logistic = fit_logistic (self, LOGISTIC_SHARE, error);
  g_autoptr (GError) local = NULL;
  gboolean ok;

  /* A fold has two thirds of the days. */
  const double fold_share = (1 - LOGISTIC_SHARE) * 2 / (2 * N_FOLDS + 3);
  BwFit whole = *self;

  if (logistic == NULL)
    return FALSE;
  whole.from += LOGISTIC_SHARE * self->share;
  whole.share *= 1.5 * fold_share;
  ok = fit_net (&whole, BW_RULE_COMPARATOR, &local) && !info->stopped;
  for (guint fold = 0; fold < N_FOLDS && ok; fold++)
    ok = try_comparator (self, logistic, fold,
                         LOGISTIC_SHARE + (1.5 + fold) * fold_share, fold_share, &local);
  if (local != NULL
      && !(self->options->keep_when_cancelled
           && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  info->stopped = !ok;
  info->decisions[BW_RULE_COMPARATOR].there = self->model->net != NULL;
  info->rule = info->comparator_right > info->logistic_right ? BW_RULE_COMPARATOR
                                                            : BW_RULE_LOGISTIC;
  return TRUE;
}

gboolean
bw_fit_default (BwFit   *self,
                GError **error)
{
  g_autoptr (BwLogisticRule) logistic = NULL;

  if (!bw_fit_default_references (self->model, self->set, self->training_days, error))
    return FALSE;
  switch (self->model->info->rule)
    {
    case BW_RULE_COMPARATOR:
    case BW_RULE_CLASSIFIER:
      return fit_net (self, self->model->info->rule, error);
    case BW_RULE_LOGISTIC:
      logistic = fit_logistic (self, 1, error);
      return logistic != NULL;
    case BW_RULE_BEST:
    default:
      return fit_best (self, error);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "comparator/bw-apply-private.h"
#include "comparator/bw-fit-private.h"
#include "comparator/bw-logistic-rule.h"
#include "comparator/bw-proportion.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Default mode: same-day references, of which half is taken away; a net, the logistic rule on the same
 * input, or both, and the net is used where it does clearly better on training days it has not seen. */

/* Of the nets; the logistic rule finds its own. */
#define FACTOR 0.5
#define THRESHOLD 0.5
#define ABSTAIN 0.15

/* Before one is chosen both rules are tried on so many parts of the training days, each time trained on
 * the others. */
#define N_FOLDS 3

/* What McNemar's test must fall below for the net to be used: where they differ by chance, the simpler
 * rule is. */
#define CLEARLY 0.05

/* Part of the time that the logistic rule takes beside a comparator. */
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
  bw_same_day_input_scale (input, set);
  spread = bw_apply_spread ((const guint *) (const void *) beats->data, beats->len,
                            BW_DEFAULT_REFERENCES);
  bw_comparator_model_set_references (
      model,
      bw_apply_gather (input->inputs, BW_SAME_DAY_SAMPLES, spread, BW_DEFAULT_REFERENCES),
      BW_DEFAULT_REFERENCES, NULL, 0);
  return TRUE;
}

static gboolean
fit_logistic (BwFit   *self,
              GError **error)
{
  g_autoptr (BwLogisticRule) rule = NULL;
  const char *detail = self->detail != NULL ? self->detail : _("Fitting the plain rule");

  bw_progress_set_detail (self->progress, detail);
  rule = bw_logistic_rule_fit (self->set, self->training_days, self->pool, self->progress,
                               self->from, self->from + self->share, self->cancellable, error);
  if (rule == NULL)
    return FALSE;
  self->model->info->decisions[BW_RULE_LOGISTIC]
      = (BwDecision){ TRUE, rule->factor, rule->threshold, rule->abstain };
  self->model->logistic = bw_logistic_copy (rule->logistic);
  return TRUE;
}

static gboolean
fit_net (BwFit   *self,
         BwRule   rule,
         GError **error)
{
  BwComparatorInfo *info = self->model->info;

  info->rule = rule;
  info->decisions[rule] = (BwDecision){ TRUE, FACTOR, THRESHOLD, ABSTAIN };
  if (bw_fit_default_net (self, error))
    return TRUE;
  info->decisions[rule].there = FALSE;
  return FALSE;
}

/* Both rules on the training days; where that fails the logistic rule may be there. */
static gboolean
fit_both (BwFit   *self,
          GError **error)
{
  BwFit logistic = *self, net = *self;

  logistic.share *= LOGISTIC_SHARE;
  net.from += logistic.share;
  net.share -= logistic.share;
  return fit_logistic (&logistic, error) && fit_net (&net, BW_RULE_COMPARATOR, error);
}

/* Recordings that one of the rules has right and the other wrong. */
typedef struct
{
  guint only_comparator, only_logistic;
} Differences;

/* Tries both rules of @model on the recordings of @days. */
static gboolean
try_both (const BwFit             *self,
          const BwComparatorModel *model,
          const GArray            *days,
          Differences             *differences,
          GError                 **error)
{
  BwComparatorInfo *info = self->model->info;
  g_autoptr (GArray) net = bw_apply (model, BW_RULE_COMPARATOR, self->set, days, BW_REFERENCE_AUTO,
                                     self->pool, NULL, self->cancellable, error);
  g_autoptr (GArray) plain = NULL;

  if (net != NULL)
    plain = bw_apply (model, BW_RULE_LOGISTIC, self->set, days, BW_REFERENCE_AUTO, self->pool, NULL,
                      self->cancellable, error);
  if (plain == NULL)
    return FALSE;
  g_assert (net->len == plain->len);
  for (guint i = 0; i < net->len; i++)
    {
      const BwAnswer *answer = &g_array_index (net, BwAnswer, i);
      const BwAnswer *other = &g_array_index (plain, BwAnswer, i);
      BwLabel label = g_array_index (self->set->recordings, BwBeatRecording, answer->recording).label;
      gboolean comparator = answer->leaning == label, logistic = other->leaning == label;

      g_assert (answer->recording == other->recording);
      if (label == BW_LABEL_NONE || answer->n_beats == 0 || answer->is_reference)
        continue;
      info->n_tried++;
      info->comparator_right += comparator;
      info->logistic_right += logistic;
      differences->only_comparator += comparator && !logistic;
      differences->only_logistic += logistic && !comparator;
    }
  return TRUE;
}

/* Trains both rules on all training days but those of @fold, and tries them on these. Too few days for
 * that are no error: they then count for neither rule. */
static gboolean
try_fold (BwFit       *self,
          guint        fold,
          double       from,
          double       share,
          Differences *differences,
          GError     **error)
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
  part.detail = detail = g_strdup_printf (_("Trying both rules on unseen training days, part %u of %d"),
                                          fold + 1, N_FOLDS);
  model->info->train_beats = beats->len;
  if (!bw_fit_default_references (model, self->set, days, &local) || !fit_both (&part, &local))
    {
      if (g_error_matches (local, BW_ERROR, BW_ERROR_TOO_FEW))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return try_both (self, model, held_out, differences, error);
}

/* Both rules, and which is used. They are trained before the trials, so that the curves can be watched
 * from the beginning. Stopped by a person, the choice goes by what was tried until then; without any
 * trial the simpler rule is used. */
static gboolean
fit_best (BwFit   *self,
          GError **error)
{
  /* A fold has two thirds of the days. */
  const double fold_share = 2.0 / (2 * N_FOLDS + 3);
  BwComparatorInfo *info = self->model->info;
  g_autoptr (GError) local = NULL;
  Differences differences = { 0 };
  BwFit whole = *self;
  gboolean ok;

  whole.share *= 1.5 * fold_share;
  ok = fit_both (&whole, &local) && !info->stopped;
  for (guint fold = 0; fold < N_FOLDS && ok; fold++)
    ok = try_fold (self, fold, (1.5 + fold) * fold_share, fold_share, &differences, &local);
  if (local != NULL
      && (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED)
          || !self->options->keep_when_cancelled || self->model->logistic == NULL))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  info->stopped = !ok;
  info->rule = info->comparator_right > info->logistic_right
                       && bw_proportion_mcnemar (differences.only_comparator,
                                                 differences.only_logistic) < CLEARLY
                   ? BW_RULE_COMPARATOR
                   : BW_RULE_LOGISTIC;
  return TRUE;
}

gboolean
bw_fit_default (BwFit   *self,
                GError **error)
{
  if (!bw_fit_default_references (self->model, self->set, self->training_days, error))
    return FALSE;
  switch (self->model->info->rule)
    {
    case BW_RULE_COMPARATOR:
    case BW_RULE_CLASSIFIER:
      return fit_net (self, self->model->info->rule, error);
    case BW_RULE_LOGISTIC:
      return fit_logistic (self, error);
    case BW_RULE_BEST:
    default:
      return fit_best (self, error);
    }
}

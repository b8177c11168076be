/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-comparator-model-private.h"

BwComparatorModel *
bw_comparator_model_new (BwComparatorInfo *info)
{
  BwComparatorModel *self = g_new0 (BwComparatorModel, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->info = info;
  return self;
}

BwComparatorModel *
bw_comparator_model_ref (BwComparatorModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
bw_comparator_model_unref (BwComparatorModel *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  bw_comparator_info_free (self->info);
  g_free (self->fingerprint);
  bw_beat_net_free (self->net);
  bw_logistic_free (self->logistic);
  g_free (self->fasting);
  g_free (self->glucose);
  g_free (self->fasting_mean);
  g_free (self);
}

const BwComparatorInfo *
bw_comparator_model_get_info (const BwComparatorModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->info;
}

gboolean
bw_comparator_model_has_rule (const BwComparatorModel *self,
                              BwRule                   rule)
{
  g_return_val_if_fail (self != NULL && rule < BW_N_RULES, FALSE);
  return rule == BW_RULE_BEST || self->info->decisions[rule].there;
}

gboolean
bw_comparator_model_has_references (const BwComparatorModel *self)
{
  gboolean pairs;

  g_return_val_if_fail (self != NULL, FALSE);

  pairs = self->info->decisions[BW_RULE_COMPARATOR].there;
  if (self->info->mode == BW_COMPARATOR_PUBLISHED)
    return !pairs || (self->n_fasting > 0 && self->n_glucose > 0);
  return self->fasting_mean != NULL && (!pairs || self->n_fasting > 0);
}

const BwBeatNet *
bw_comparator_model_get_net (const BwComparatorModel *self)
{
  return self->net;
}

const BwLogistic *
bw_comparator_model_get_logistic (const BwComparatorModel *self)
{
  return self->logistic;
}

const float *
bw_comparator_model_get_references (const BwComparatorModel *self,
                                    BwLabel                  label,
                                    guint                   *n)
{
  *n = label == BW_LABEL_GLUCOSE ? self->n_glucose : self->n_fasting;
  return label == BW_LABEL_GLUCOSE ? self->glucose : self->fasting;
}

const float *
bw_comparator_model_get_fasting_mean (const BwComparatorModel *self)
{
  return self->fasting_mean;
}

void
bw_comparator_model_get_span (const BwComparatorModel *self,
                              gint64                  *from_ms,
                              gint64                  *to_ms)
{
  *from_ms = self->from_ms;
  *to_ms = self->to_ms;
}

guint
bw_comparator_model_samples (BwComparatorMode mode)
{
  return mode == BW_COMPARATOR_PUBLISHED ? BW_BEAT_SAMPLES : BW_SAME_DAY_SAMPLES;
}

void
bw_comparator_model_set_references (BwComparatorModel *self,
                                    float             *fasting,
                                    guint              n_fasting,
                                    float             *glucose,
                                    guint              n_glucose)
{
  g_free (self->fasting);
  g_free (self->glucose);
  self->fasting = fasting;
  self->glucose = glucose;
  self->n_fasting = n_fasting;
  self->n_glucose = n_glucose;
}

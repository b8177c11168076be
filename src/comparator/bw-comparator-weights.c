/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "comparator/bw-apply-private.h"
#include "comparator/bw-comparator-model-private.h"
#include "comparator/bw-votes.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* A model to safetensors and back: rows of the library and files of people. */

/* Key of the metadata that holds the configuration. */
#define METADATA "beatwise.comparator"

static void
add_logistic (BwTensors        *tensors,
              const BwLogistic *logistic)
{
  const gint64 shape[] = { 1, logistic->n_inputs };

  bw_tensors_add (tensors, "logistic.weight", BW_DTYPE_F64, 2, shape, logistic->weights);
  bw_tensors_add (tensors, "logistic.bias", BW_DTYPE_F64, 1, shape, &logistic->bias);
}

static void
add_references (BwTensors               *tensors,
                const BwComparatorModel *self)
{
  gint64 shape[] = { self->n_fasting, bw_comparator_model_samples (self->info->mode) };

  if (self->n_fasting > 0)
    bw_tensors_add (tensors, "reference.fasting", BW_DTYPE_F32, 2, shape, self->fasting);
  shape[0] = self->n_glucose;
  if (self->n_glucose > 0)
    bw_tensors_add (tensors, "reference.glucose", BW_DTYPE_F32, 2, shape, self->glucose);
  shape[0] = BW_SAME_DAY_SAMPLES;
  if (self->fasting_mean != NULL)
    bw_tensors_add (tensors, "reference.fasting_mean", BW_DTYPE_F32, 1, shape, self->fasting_mean);
}

BwModelRow *
bw_comparator_model_to_row (const BwComparatorModel *self)
{
  g_autoptr (BwTensors) tensors = NULL;
  BwModelRow *row;

  g_return_val_if_fail (self != NULL, NULL);

  row = bw_model_row_new ();
  row->kind = g_strconcat ("comparator-", bw_comparator_mode_get_id (self->info->mode), NULL);
  row->trained_ms = row->to_ms = self->to_ms;
  row->from_ms = self->from_ms;
  row->seed = self->info->seed;
  row->fingerprint = g_strdup (self->fingerprint);
  row->configuration = bw_comparator_info_get_configuration (self->info);
  row->metrics = bw_comparator_info_get_metrics (self->info);

  tensors = bw_tensors_new ();
  if (self->net != NULL)
    bw_beat_net_save (self->net, tensors, "");
  if (self->logistic != NULL)
    add_logistic (tensors, self->logistic);
  add_references (tensors, self);
  row->weights = bw_tensors_write (tensors);
  return row;
}

GBytes *
bw_comparator_model_export (const BwComparatorModel *self)
{
  g_autoptr (BwTensors) tensors = NULL;
  g_autoptr (BwComparatorInfo) info = NULL;
  g_autofree char *configuration = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  tensors = bw_tensors_new ();
  info = bw_comparator_info_copy (self->info);
  info->asked = info->rule;
  for (guint rule = 0; rule < BW_N_RULES; rule++)
    if (rule != info->rule)
      info->decisions[rule].there = FALSE;
  if (info->rule == BW_RULE_LOGISTIC)
    add_logistic (tensors, self->logistic);
  else
    bw_beat_net_save (self->net, tensors, "");
  configuration = bw_comparator_info_get_configuration (info);
  bw_tensors_set_metadata (tensors, METADATA, configuration);
  return bw_tensors_write (tensors);
}

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("The weights of this model are not what they claim to be."));
  return FALSE;
}

static gboolean
all_finite (const float *values,
            gsize        n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (values[i]))
      return FALSE;
  return TRUE;
}

static gboolean
load_net (BwComparatorModel  *self,
          const BwTensors    *tensors,
          GError            **error)
{
  const BwDecision *decisions = self->info->decisions;
  BwBeatNetKind wanted = decisions[BW_RULE_CLASSIFIER].there ? BW_BEAT_NET_CLASSIFIER
                                                             : BW_BEAT_NET_COMPARATOR;
  BwBeatNetKind kind;

  if (decisions[BW_RULE_CLASSIFIER].there && decisions[BW_RULE_COMPARATOR].there)
    return fail (error);
  if (!decisions[BW_RULE_CLASSIFIER].there && !decisions[BW_RULE_COMPARATOR].there)
    return TRUE;
  if (!bw_beat_net_recognise (tensors, "", &kind) || kind != wanted)
    return fail (error);
  self->net = bw_beat_net_new (kind, bw_comparator_model_samples (self->info->mode));
  return bw_beat_net_load (self->net, tensors, "", error);
}

static gboolean
load_logistic (BwComparatorModel  *self,
               const BwTensors    *tensors,
               GError            **error)
{
  const BwTensor *weight = bw_tensors_find (tensors, "logistic.weight");
  const BwTensor *bias = bw_tensors_find (tensors, "logistic.bias");
  guint n = self->info->mode == BW_COMPARATOR_PUBLISHED ? BW_PUBLISHED_INPUTS
                                                        : BW_SAME_DAY_SAMPLES;

  if (!self->info->decisions[BW_RULE_LOGISTIC].there)
    return TRUE;
  if (weight == NULL || weight->dtype != BW_DTYPE_F64 || weight->n_dims != 2
      || weight->shape[0] != 1 || weight->shape[1] != n || bias == NULL
      || bias->dtype != BW_DTYPE_F64 || bias->length != 1)
    return fail (error);
  self->logistic = bw_logistic_new (n);
  memcpy (self->logistic->weights, weight->data, n * sizeof (double));
  self->logistic->bias = *(const double *) bias->data;
  for (guint i = 0; i < n; i++)
    if (!isfinite (self->logistic->weights[i]))
      return fail (error);
  return isfinite (self->logistic->bias) || fail (error);
}

/* The @n references of @name, as many as their rule takes; none where they are not there.
 * @waves: (out) (transfer full) (nullable) */
static gboolean
load_waves (float           **waves,
            guint            *n,
            const BwTensors  *tensors,
            const char       *name,
            guint             n_expected,
            guint             n_samples,
            GError          **error)
{
  const BwTensor *tensor = bw_tensors_find (tensors, name);

  if (tensor == NULL)
    return TRUE;
  if (tensor->dtype != BW_DTYPE_F32 || tensor->n_dims != 2 || tensor->shape[0] != n_expected
      || tensor->shape[1] != n_samples || !all_finite (tensor->data, tensor->length))
    return fail (error);
  *waves = g_memdup2 (tensor->data, tensor->length * sizeof (float));
  *n = n_expected;
  return TRUE;
}

static gboolean
load_references (BwComparatorModel  *self,
                 const BwTensors    *tensors,
                 GError            **error)
{
  const gint64 shape = BW_SAME_DAY_SAMPLES;
  const gboolean published = self->info->mode == BW_COMPARATOR_PUBLISHED;
  const guint n = published ? BW_VOTES_REFERENCES : BW_DEFAULT_REFERENCES;
  const guint n_samples = bw_comparator_model_samples (self->info->mode);
  const float *mean;

  if (!load_waves (&self->fasting, &self->n_fasting, tensors, "reference.fasting", n, n_samples,
                   error)
      || !load_waves (&self->glucose, &self->n_glucose, tensors, "reference.glucose", n, n_samples,
                      error))
    return FALSE;
  if (bw_tensors_find (tensors, "reference.fasting_mean") == NULL)
    return TRUE;
  mean = bw_tensors_get_floats (tensors, "reference.fasting_mean", 1, &shape, error);
  if (mean == NULL)
    return FALSE;
  if (!all_finite (mean, BW_SAME_DAY_SAMPLES))
    return fail (error);
  self->fasting_mean = g_memdup2 (mean, BW_SAME_DAY_SAMPLES * sizeof *mean);
  return TRUE;
}

/* @info: (transfer full) */
static BwComparatorModel *
load (BwComparatorInfo  *info,
      const BwTensors   *tensors,
      GError           **error)
{
  g_autoptr (BwComparatorModel) self = bw_comparator_model_new (info);

  if (!load_net (self, tensors, error) || !load_logistic (self, tensors, error)
      || !load_references (self, tensors, error))
    return NULL;
  return g_steal_pointer (&self);
}

BwComparatorModel *
bw_comparator_model_from_row (const BwModelRow  *row,
                              GError           **error)
{
  g_autoptr (BwComparatorInfo) info = NULL;
  g_autoptr (BwTensors) tensors = NULL;
  BwComparatorModel *self;

  g_return_val_if_fail (row != NULL, NULL);

  info = bw_comparator_info_from_row (row, error);
  if (info == NULL)
    return NULL;
  if (row->weights == NULL)
    {
      fail (error);
      return NULL;
    }
  tensors = bw_tensors_read (row->weights, error);
  if (tensors == NULL)
    return NULL;
  self = load (g_steal_pointer (&info), tensors, error);
  if (self == NULL)
    return NULL;
  self->fingerprint = g_strdup (row->fingerprint);
  self->from_ms = row->from_ms;
  self->to_ms = row->to_ms;
  return self;
}

/* Of the state_dict of a published net, by the names in it; %NULL where it is none. */
static BwComparatorInfo *
recognise (const BwTensors *tensors)
{
  BwComparatorInfo *info;
  BwBeatNetKind kind;

  if (!bw_beat_net_recognise (tensors, "", &kind))
    return NULL;
  info = bw_comparator_info_new ();
  info->mode = BW_COMPARATOR_PUBLISHED;
  info->rule = kind == BW_BEAT_NET_COMPARATOR ? BW_RULE_COMPARATOR : BW_RULE_CLASSIFIER;
  info->asked = info->rule;
  info->decisions[info->rule] = (BwDecision){ .there = TRUE, .threshold = 0.5 };
  return info;
}

BwComparatorModel *
bw_comparator_model_from_weights (GBytes  *bytes,
                                  GError **error)
{
  g_autoptr (BwTensors) tensors = NULL;
  g_autoptr (BwComparatorInfo) info = NULL;
  const char *configuration;
  BwComparatorModel *self;
  gsize size;
  const void *data;

  g_return_val_if_fail (bytes != NULL, NULL);

  tensors = bw_tensors_read (bytes, error);
  if (tensors == NULL)
    return NULL;
  configuration = bw_tensors_get_metadata (tensors, METADATA);
  if (configuration != NULL)
    {
      info = bw_comparator_info_parse (configuration, NULL, error);
      if (info == NULL)
        return NULL;
    }
  else
    info = recognise (tensors);
  if (info == NULL)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                           _("There is no model in this file that tells fasting from after glucose: "
                             "it has neither the names of the published nets nor Beatwise’s."));
      return NULL;
    }
  self = load (g_steal_pointer (&info), tensors, error);
  if (self == NULL)
    return NULL;

  /* Two files are two models, whatever they say they were trained on. */
  data = g_bytes_get_data (bytes, &size);
  self->fingerprint = g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, size);
  self->info->parameters = self->net != NULL ? bw_beat_net_count (self->net)
                                             : self->logistic->n_inputs + 1;
  return self;
}

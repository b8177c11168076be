/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-comparator-info.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KIND_PREFIX "comparator-"

/* Ids and names, by value of their enumeration. */
typedef struct
{
  const char *id, *name; /* name: (nullable): where people are never told it */
} Word;

static const Word modes[] = {
  [BW_COMPARATOR_DEFAULT] = { "default", N_ ("Same-day references") },
  [BW_COMPARATOR_PUBLISHED] = { "published", N_ ("As published") },
};

static const Word rules[] = {
  [BW_RULE_BEST] = { "best", N_ ("The better of comparator and plain rule") },
  [BW_RULE_COMPARATOR] = { "comparator", N_ ("Comparator (net of beat pairs)") },
  [BW_RULE_CLASSIFIER] = { "classifier", N_ ("Classifier (net of single beats)") },
  [BW_RULE_LOGISTIC] = { "logistic", N_ ("Plain rule (logistic regression)") },
};

static const Word references[] = {
  [BW_REFERENCE_AUTO] = { "auto", NULL },
  [BW_REFERENCE_TRAINING] = { "training", NULL },
  [BW_REFERENCE_SAME_DAY] = { "same-day", NULL },
};

static gboolean
find_word (const Word *words,
           guint       n,
           const char *id,
           guint      *value)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (words[i].id, id) == 0)
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}

const char *
bw_comparator_mode_get_id (BwComparatorMode mode)
{
  g_return_val_if_fail (mode < G_N_ELEMENTS (modes), NULL);
  return modes[mode].id;
}

const char *
bw_comparator_mode_get_name (BwComparatorMode mode)
{
  g_return_val_if_fail (mode < G_N_ELEMENTS (modes), NULL);
  return _(modes[mode].name);
}

gboolean
bw_comparator_mode_from_id (const char       *id,
                            BwComparatorMode *mode)
{
  guint value;

  if (!find_word (modes, G_N_ELEMENTS (modes), id, &value))
    return FALSE;
  *mode = (BwComparatorMode) value;
  return TRUE;
}

const char *
bw_rule_get_id (BwRule rule)
{
  g_return_val_if_fail (rule < G_N_ELEMENTS (rules), NULL);
  return rules[rule].id;
}

const char *
bw_rule_get_name (BwRule rule)
{
  g_return_val_if_fail (rule < G_N_ELEMENTS (rules), NULL);
  return _(rules[rule].name);
}

gboolean
bw_rule_from_id (const char *id,
                 BwRule     *rule)
{
  guint value;

  if (!find_word (rules, G_N_ELEMENTS (rules), id, &value))
    return FALSE;
  *rule = (BwRule) value;
  return TRUE;
}

const char *
bw_reference_kind_get_id (BwReferenceKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (references), NULL);
  return references[kind].id;
}

gboolean
bw_reference_kind_from_id (const char      *id,
                           BwReferenceKind *kind)
{
  guint value;

  if (!find_word (references, G_N_ELEMENTS (references), id, &value))
    return FALSE;
  *kind = (BwReferenceKind) value;
  return TRUE;
}

BwComparatorInfo *
bw_comparator_info_new (void)
{
  BwComparatorInfo *self = g_new0 (BwComparatorInfo, 1);

  self->rule = self->asked = BW_RULE_COMPARATOR;
  self->training_days = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->validation_days = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->points = g_array_new (FALSE, FALSE, sizeof (BwTrainPoint));
  return self;
}

BwComparatorInfo *
bw_comparator_info_copy (const BwComparatorInfo *self)
{
  BwComparatorInfo *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->training_days = g_array_copy (self->training_days);
  copy->validation_days = g_array_copy (self->validation_days);
  copy->points = g_array_copy (self->points);
  return copy;
}

void
bw_comparator_info_free (BwComparatorInfo *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->training_days);
  g_array_unref (self->validation_days);
  g_array_unref (self->points);
  g_free (self);
}

gboolean
bw_comparator_info_is_of (const BwModelRow *row)
{
  BwComparatorMode mode;

  g_return_val_if_fail (row != NULL, FALSE);
  return row->kind != NULL && g_str_has_prefix (row->kind, KIND_PREFIX)
         && bw_comparator_mode_from_id (row->kind + strlen (KIND_PREFIX), &mode);
}

GPtrArray *
bw_comparator_info_get_notes (const BwComparatorInfo *self)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (self != NULL, NULL);

  if (self->stopped && self->epochs > 0 && self->epochs < self->epochs_planned)
    g_ptr_array_add (notes, g_strdup_printf (_("Stopped after epoch %u of %u; the best until then "
                                               "is kept."),
                                             self->epochs, self->epochs_planned));
  else if (self->stopped)
    g_ptr_array_add (notes, g_strdup (_("Stopped before both rules were tried on all training days.")));
  if (self->n_tried > 0 && self->rule != BW_RULE_LOGISTIC)
    g_ptr_array_add (notes,
                     g_strdup_printf (_("The comparator is used: on training days it had not seen it "
                                        "was right for %u of %u recordings, the plain rule for "
                                        "%u."),
                                      self->comparator_right, self->n_tried, self->logistic_right));
  else if (self->n_tried > 0 && self->logistic_right == self->comparator_right)
    g_ptr_array_add (notes,
                     g_strdup_printf (_("The plain rule is used, the simpler one: on training days "
                                        "they had not seen it and the comparator were both right for "
                                        "%u of %u recordings."),
                                      self->logistic_right, self->n_tried));
  else if (self->n_tried > 0 && self->logistic_right < self->comparator_right)
    g_ptr_array_add (notes,
                     g_strdup_printf (_("The plain rule is used, the simpler one: on training days "
                                        "they had not seen it was right for %u of %u recordings and "
                                        "the comparator for %u, which is not clearly more."),
                                      self->logistic_right, self->n_tried, self->comparator_right));
  else if (self->n_tried > 0)
    g_ptr_array_add (notes,
                     g_strdup_printf (_("The plain rule is used: on training days it had not seen "
                                        "it was right for %u of %u recordings, the comparator for "
                                        "%u."),
                                      self->logistic_right, self->n_tried, self->comparator_right));
  else if (self->asked == BW_RULE_BEST && self->training_days->len > 0)
    g_ptr_array_add (notes, g_strdup (_("Comparator and plain rule were not tried on training days they "
                                        "had not seen: the plain rule, the simpler one, is used.")));
  if (self->training_days->len > 0 && self->validation_days->len == 0)
    g_ptr_array_add (notes, g_strdup (_("There were no validation days: how good it is on other "
                                        "days is not known yet.")));
  return g_steal_pointer (&notes);
}

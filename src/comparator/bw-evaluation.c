/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-evaluation-score.h"

#include <glib/gi18n-lib.h>

static const char *const seen_ids[] = {
  [BW_DAY_UNSEEN] = "unseen",
  [BW_DAY_CHOSE] = "chose",
  [BW_DAY_LEARNT] = "learnt",
  [BW_DAY_UNKNOWN] = "unknown",
};

static const struct
{
  const char *name;
  const char *title;
} titles[] = {
  { BW_SCORE_USED, NC_("rule", "What is used") },
  { "comparator", NC_("rule", "Comparator net") },
  { "classifier", NC_("rule", "Classifier net") },
  { BW_SCORE_LOGISTIC_SAME_DAY, NC_("rule", "Plain rule, same day") },
  { BW_SCORE_LOGISTIC_TUNED, NC_("rule", "Plain rule, tuned") },
  { BW_SCORE_MAJORITY, NC_("rule", "Always the same answer") },
  { BW_SCORE_HEART_RATE, NC_("rule", "Heart rate alone") },
  { BW_SCORE_LOGISTIC, NC_("rule", "Plain rule, beats alone") },
  { BW_SCORE_NEAREST, NC_("rule", "Most similar beat") },
};

const char *
bw_day_seen_get_id (BwDaySeen seen)
{
  g_return_val_if_fail (seen < G_N_ELEMENTS (seen_ids), NULL);

  return seen_ids[seen];
}

gboolean
bw_day_seen_from_id (const char *id,
                     BwDaySeen  *seen)
{
  for (guint i = 0; i < G_N_ELEMENTS (seen_ids); i++)
    if (g_strcmp0 (id, seen_ids[i]) == 0)
      {
        *seen = (BwDaySeen) i;
        return TRUE;
      }
  return FALSE;
}

const char *
bw_rule_score_get_title (const BwRuleScore *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (self->name, titles[i].name))
      return g_dpgettext2 (GETTEXT_PACKAGE, "rule", titles[i].title);
  return self->name;
}

static void
rule_score_clear (gpointer data)
{
  BwRuleScore *self = data;

  g_free (self->name);
}

static void
day_score_clear (gpointer data)
{
  BwDayScore *self = data;

  g_free (self->waves);
}

static void
recording_score_clear (gpointer data)
{
  BwRecordingScore *self = data;

  g_free (self->name);
}

BwEvaluation *
bw_evaluation_new (void)
{
  BwEvaluation *self = g_new0 (BwEvaluation, 1);

  self->rules = g_array_new (FALSE, TRUE, sizeof (BwRuleScore));
  g_array_set_clear_func (self->rules, rule_score_clear);
  self->days = g_array_new (FALSE, TRUE, sizeof (BwDayScore));
  g_array_set_clear_func (self->days, day_score_clear);
  self->recordings = g_array_new (FALSE, TRUE, sizeof (BwRecordingScore));
  g_array_set_clear_func (self->recordings, recording_score_clear);
  self->verdict = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
bw_evaluation_free (BwEvaluation *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->rules);
  g_array_unref (self->days);
  g_array_unref (self->recordings);
  g_ptr_array_unref (self->verdict);
  g_free (self);
}

const BwRuleScore *
bw_evaluation_get_rule (const BwEvaluation *self,
                        const char         *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint r = 0; r < self->rules->len; r++)
    {
      const BwRuleScore *score = &g_array_index (self->rules, BwRuleScore, r);

      if (g_str_equal (score->name, name))
        return score;
    }
  return NULL;
}

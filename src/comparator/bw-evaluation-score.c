/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-evaluation-score.h"

/* Its day among those of @self; recordings come by day. */
static guint
find_day (const BwEvaluation *self,
          guint32             day)
{
  guint d = 0;

  while (g_array_index (self->days, BwDayScore, d).day != day)
    d++;
  return d;
}

static void
make_days (BwEvaluation *self,
           guint         n_rules)
{
  g_array_set_size (self->days, 0);
  self->n_not_scored = 0;
  for (guint i = 0; i < self->recordings->len; i++)
    {
      const BwRecordingScore *recording = &g_array_index (self->recordings, BwRecordingScore, i);
      BwDayScore *day;

      if (self->days->len == 0
          || g_array_index (self->days, BwDayScore, self->days->len - 1).day != recording->day)
        {
          g_array_set_size (self->days, self->days->len + 1);
          day = &g_array_index (self->days, BwDayScore, self->days->len - 1);
          day->day = recording->day;
          day->n_rules = n_rules;
          day->waves = g_new0 (BwProportion, n_rules);
        }
      day = &g_array_index (self->days, BwDayScore, self->days->len - 1);
      if (!recording->scored)
        self->n_not_scored++;
      else if (recording->label == BW_LABEL_GLUCOSE)
        day->n_glucose++;
      else
        day->n_fasting++;
    }
}

/* How one rule did; its days' proportions too. */
static void
score_rule (BwEvaluation    *self,
            guint            r,
            const BwGuesses *rule)
{
  BwRuleScore *score = &g_array_index (self->rules, BwRuleScore, r);
  g_autofree BwDayCounts *counts = g_new0 (BwDayCounts, self->days->len);
  g_autofree guint *right_by_day = g_new0 (guint, self->days->len);
  guint n_beats = 0, n_beats_right = 0;

  *score = (BwRuleScore) {
    .name = g_strdup (rule->name),
    .is_rival = rule->is_rival,
    .is_used = r == 0,
  };
  for (guint i = 0; i < self->recordings->len; i++)
    {
      const BwRecordingScore *recording = &g_array_index (self->recordings, BwRecordingScore, i);
      const BwGuess *guess = &rule->guesses[i];
      gboolean glucose = recording->label == BW_LABEL_GLUCOSE;
      /* A rule that has nothing to say of it is wrong, whatever the label is. */
      gboolean says_glucose = guess->leaning != BW_LABEL_NONE ? guess->leaning == BW_LABEL_GLUCOSE
                                                              : !glucose;
      guint d;

      if (!recording->scored)
        continue;
      d = find_day (self, recording->day);
      counts[d].n++;
      counts[d].n_glucose += glucose;
      counts[d].n_answered_glucose += says_glucose;
      right_by_day[d] += glucose == says_glucose;
      if (glucose)
        *(says_glucose ? &score->tp : &score->fn) += 1;
      else
        *(says_glucose ? &score->fp : &score->tn) += 1;
      if (!guess->abstained)
        {
          score->n_answered++;
          score->n_wrong_answered += glucose != says_glucose;
        }
      n_beats += recording->n_beats;
      if (guess->leaning != BW_LABEL_NONE)
        n_beats_right += glucose ? guess->votes : recording->n_beats - guess->votes;
    }

  bw_proportion_init (&score->beats, n_beats_right, n_beats);
  bw_proportion_init (&score->sensitivity, score->tp, score->tp + score->fn);
  bw_proportion_init (&score->specificity, score->tn, score->tn + score->fp);
  bw_proportion_init (&score->waves, score->tp + score->tn,
                      score->tp + score->fn + score->tn + score->fp);
  score->permutation_p = bw_proportion_permutation (counts, self->days->len, score->waves.correct);
  for (guint d = 0; d < self->days->len; d++)
    bw_proportion_init (&g_array_index (self->days, BwDayScore, d).waves[r], right_by_day[d],
                        counts[d].n);
}

static double
compare (const BwEvaluation *self,
         const BwGuesses    *first,
         const BwGuesses    *second)
{
  guint only_first = 0, only_second = 0;

  for (guint i = 0; i < self->recordings->len; i++)
    {
      const BwRecordingScore *recording = &g_array_index (self->recordings, BwRecordingScore, i);
      gboolean first_right = first->guesses[i].leaning == recording->label;
      gboolean second_right = second->guesses[i].leaning == recording->label;

      if (!recording->scored)
        continue;
      only_first += first_right && !second_right;
      only_second += second_right && !first_right;
    }
  return bw_proportion_mcnemar (only_first, only_second);
}

static void
take_guesses (BwEvaluation    *self,
              const BwGuesses *used)
{
  for (guint i = 0; i < self->recordings->len; i++)
    {
      BwRecordingScore *recording = &g_array_index (self->recordings, BwRecordingScore, i);
      const BwGuess *guess = &used->guesses[i];

      if (recording->n_beats == 0)
        {
          recording->probability = 0.5;
          continue;
        }
      recording->leaning = guess->leaning;
      recording->answer = guess->abstained ? BW_LABEL_NONE : guess->leaning;
      recording->probability = guess->probability;
      recording->votes = guess->votes;
      recording->abstained = guess->abstained;
      recording->outside = guess->outside;
      recording->same_day = guess->same_day;
      if (guess->same_day)
        g_array_index (self->days, BwDayScore, find_day (self, recording->day)).has_reference = TRUE;
    }
}

void
bw_evaluation_score (BwEvaluation    *self,
                     const BwGuesses *rules,
                     guint            n_rules)
{
  const BwGuesses *heart_rate = NULL;

  g_return_if_fail (self != NULL && rules != NULL && n_rules > 0);

  make_days (self, n_rules);
  g_array_set_size (self->rules, 0);
  g_array_set_size (self->rules, n_rules);
  for (guint r = 0; r < n_rules; r++)
    {
      score_rule (self, r, &rules[r]);
      if (g_str_equal (rules[r].name, BW_SCORE_HEART_RATE))
        heart_rate = &rules[r];
    }
  for (guint r = 0; r < n_rules; r++)
    g_array_index (self->rules, BwRuleScore, r).p_against_heart_rate
      = heart_rate != NULL ? compare (self, &rules[r], heart_rate) : 1;
  take_guesses (self, &rules[0]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "comparator/bw-evaluation-score.h"

#include <string.h>

/* A day of @n_fasting and @n_glucose recordings, the first of each answered wrong by what is used and
 * by heart rate. */
typedef struct
{
  guint32 day;
  guint n_fasting, n_glucose;
  guint wrong_fasting, wrong_glucose;
  guint rival_wrong_fasting, rival_wrong_glucose;
  BwDaySeen seen;
  gboolean no_reference;
} Day;

static void
add_day (BwEvaluation *self,
         GArray       *used,
         GArray       *rival,
         const Day    *day)
{
  for (guint i = 0; i < day->n_fasting + day->n_glucose; i++)
    {
      gboolean glucose = i >= day->n_fasting;
      guint k = glucose ? i - day->n_fasting : i;
      gboolean wrong = k < (glucose ? day->wrong_glucose : day->wrong_fasting);
      gboolean rival_wrong = k < (glucose ? day->rival_wrong_glucose : day->rival_wrong_fasting);
      BwRecordingScore recording = {
        .recording_id = self->recordings->len + 1,
        .name = g_strdup ("ecg.csv"),
        .day = day->day,
        .label = glucose ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING,
        .n_beats = 10,
        .scored = TRUE,
      };
      BwGuess guess = { .leaning = glucose != wrong ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING };
      BwGuess other = { .leaning = glucose != rival_wrong ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING };

      g_array_append_val (self->recordings, recording);
      g_array_append_val (used, guess);
      g_array_append_val (rival, other);
    }
}

/* @plain: name of the second rule, whose answers are those of @used as well */
static BwEvaluation *
make (const Day  *days,
      guint       n_days,
      const char *plain)
{
  BwEvaluation *self = bw_evaluation_new ();
  g_autoptr (GArray) used = g_array_new (FALSE, TRUE, sizeof (BwGuess));
  g_autoptr (GArray) rival = g_array_new (FALSE, TRUE, sizeof (BwGuess));
  g_autoptr (GArray) fasting = g_array_new (FALSE, TRUE, sizeof (BwGuess));
  BwGuesses rules[4];

  self->rule = BW_RULE_COMPARATOR;
  self->reference = BW_REFERENCE_SAME_DAY;
  for (guint d = 0; d < n_days; d++)
    add_day (self, used, rival, &days[d]);
  rules[0] = (BwGuesses) { "comparator", FALSE, (BwGuess *) (void *) used->data };
  rules[1] = (BwGuesses) { BW_SCORE_HEART_RATE, TRUE, (BwGuess *) (void *) rival->data };
  for (guint i = 0; i < used->len; i++)
    {
      BwGuess guess = { .leaning = BW_LABEL_FASTING };

      g_array_append_val (fasting, guess);
    }
  rules[2] = (BwGuesses) { BW_SCORE_MAJORITY, TRUE, (BwGuess *) (void *) fasting->data };
  rules[3] = (BwGuesses) { plain, FALSE, (BwGuess *) (void *) used->data };
  bw_evaluation_score (self, rules, plain != NULL ? 4 : 3);
  for (guint d = 0; d < n_days; d++)
    {
      BwDayScore *score = &g_array_index (self->days, BwDayScore, d);

      score->seen = days[d].seen;
      score->has_reference = !days[d].no_reference;
    }
  bw_evaluation_make_verdict (self);
  for (guint i = 0; i < self->verdict->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (self->verdict, i));
  return self;
}

static const char *
sentence (const BwEvaluation *self,
          guint               i)
{
  g_assert_cmpuint (self->verdict->len, >, i);
  return g_ptr_array_index (self->verdict, i);
}

static void
assert_says (const BwEvaluation *self,
             const char         *part)
{
  for (guint i = 0; i < self->verdict->len; i++)
    if (strstr (sentence (self, i), part) != NULL)
      return;
  g_test_message ("nothing says: %s", part);
  g_test_fail ();
}

static void
assert_silent (const BwEvaluation *self,
               const char         *part)
{
  for (guint i = 0; i < self->verdict->len; i++)
    g_assert_null (strstr (sentence (self, i), part));
}

static void
test_holds (void)
{
  const Day days[] = {
    { 20230921, 13, 13, 0, 0, 6, 6, BW_DAY_UNSEEN, FALSE },
    { 20230923, 16, 0, 1, 0, 4, 0, BW_DAY_UNSEEN, FALSE },
    { 20230925, 9, 24, 4, 0, 3, 9, BW_DAY_UNSEEN, FALSE },
  };
  g_autoptr (BwEvaluation) self = make (days, G_N_ELEMENTS (days), BW_SCORE_LOGISTIC_SAME_DAY);

  g_assert_cmpstr (sentence (self, 0), ==,
                   "It holds on days it had not seen: right for 70 of 75 recordings "
                   "(93\302\240%, 95\302\240% interval 85 to 97\302\240%).");
  g_assert_cmpstr (sentence (self, 1), ==, "Better than heart rate alone, which is right for 47.");
  g_assert_cmpstr (sentence (self, 2), ==,
                   "A plain rule, logistic regression on the beats, is right as often.");
  g_assert_nonnull (strstr (sentence (self, 3), "does not measure glucose"));
  assert_says (self, "Wrong most often on 25 Sep: 4 of 33.");
  assert_says (self, "On the day with fasting recordings alone, 1 of 16 were taken for “after glucose”.");
  assert_silent (self, "Not sure");

  self->rule = BW_RULE_BEST;
  bw_evaluation_make_verdict (self);
  g_assert_cmpstr (sentence (self, 2), ==,
                   "The net alone is right for 70; a plain rule alone, logistic regression on the beats, "
                   "for 70.");
  assert_silent (self, "trained on");
}

/* Nothing is kept back: a way plainer than the rule in use that is right more often. */
static void
test_plainer (void)
{
  const Day days[] = { { 20230921, 13, 13, 2, 2, 6, 6, BW_DAY_UNSEEN, FALSE },
                       { 20230925, 9, 24, 4, 0, 3, 9, BW_DAY_UNSEEN, FALSE } };
  g_autoptr (BwEvaluation) self = make (days, G_N_ELEMENTS (days), BW_SCORE_LOGISTIC);
  BwRuleScore *plainer = &g_array_index (self->rules, BwRuleScore, 3);

  self->rule = BW_RULE_LOGISTIC;
  bw_evaluation_make_verdict (self);
  assert_silent (self, "a plainer way");

  plainer->waves.correct++;
  bw_evaluation_make_verdict (self);
  assert_says (self, "On these days a plainer way is right more often: “Plain rule, beats alone”, for 52.");
}

static void
test_no_better (void)
{
  const Day days[] = {
    { 20230921, 13, 13, 3, 3, 3, 3, BW_DAY_CHOSE, FALSE },
    { 20230924, 13, 13, 3, 3, 3, 2, BW_DAY_CHOSE, FALSE },
  };
  g_autoptr (BwEvaluation) self = make (days, 2, NULL);

  g_assert_true (g_str_has_prefix (sentence (self, 0),
                                   "Right for 40 of 52 recordings on days it was not trained on"));
  g_assert_cmpstr (sentence (self, 1), ==,
                   "No better than heart rate alone, which is right for 41.");
  g_assert_nonnull (strstr (sentence (self, 2), "a little too good"));
  g_assert_nonnull (strstr (sentence (self, 3), "does not measure glucose"));
  assert_says (self, "Wrong most often on 21 Sep: 6 of 26, 24 Sep: 6 of 26.");
}

static void
test_not_clearly (void)
{
  const Day days[] = { { 20230921, 13, 13, 3, 3, 3, 4, BW_DAY_UNSEEN, FALSE },
                       { 20230922, 0, 5, 0, 0, 0, 0, BW_DAY_UNSEEN, TRUE } };
  g_autoptr (BwEvaluation) self = make (days, 2, NULL);

  g_assert_true (g_str_has_prefix (sentence (self, 0),
                                   "Right for 25 of 31 recordings on days it had not seen"));
  g_assert_cmpstr (sentence (self, 1), ==,
                   "Not clearly better than heart rate alone, which is right for 24.");
  assert_says (self, "1 day has no fasting recording to compare with");
}

static void
test_one_day (void)
{
  const Day days[] = {
    { 20230921, 10, 10, 1, 1, 4, 4, BW_DAY_UNSEEN, FALSE },
    { 20230923, 16, 0, 0, 0, 4, 0, BW_DAY_UNSEEN, FALSE },
  };
  g_autoptr (BwEvaluation) self = make (days, 2, NULL);

  g_assert_true (g_str_has_prefix (sentence (self, 0), "Right for 34 of 36 recordings on days"));
  g_assert_cmpstr (sentence (self, 2), ==,
                   "All recordings after glucose come from one day: this says little.");
}

static void
test_one_class (void)
{
  const Day fasting[] = { { 20230923, 16, 0, 2, 0, 4, 0, BW_DAY_UNSEEN, FALSE } };
  const Day glucose[] = { { 20230923, 0, 16, 0, 2, 0, 4, BW_DAY_UNSEEN, TRUE } };
  g_autoptr (BwEvaluation) no_glucose = make (fasting, 1, NULL);
  g_autoptr (BwEvaluation) no_fasting = make (glucose, 1, NULL);

  g_assert_nonnull (strstr (sentence (no_glucose, 2), "only false alarms could be counted"));
  assert_says (no_glucose, "few recordings");
  assert_silent (no_glucose, "chance");
  g_assert_nonnull (strstr (sentence (no_fasting, 2), "false alarms could not be counted"));
  assert_silent (no_fasting, "All recordings after glucose come from one day");
}

static void
test_learnt (void)
{
  const Day days[] = {
    { 20230921, 13, 13, 0, 0, 6, 6, BW_DAY_LEARNT, FALSE },
    { 20230925, 13, 13, 0, 1, 6, 6, BW_DAY_UNSEEN, FALSE },
  };
  g_autoptr (BwEvaluation) some = make (days, 2, NULL);
  g_autoptr (BwEvaluation) all = make (days, 1, NULL);

  g_assert_true (g_str_has_prefix (sentence (some, 0), "Right for 51 of 52 recordings (98\302\240%"));
  g_assert_true (g_str_has_prefix (sentence (some, 2), "26 of these recordings are from days it was"));
  g_assert_true (g_str_has_prefix (sentence (all, 2), "All of these recordings are from days it was"));
  assert_silent (some, "had not seen");
}

static void
test_chance (void)
{
  const Day days[] = { { 20230921, 13, 13, 6, 6, 9, 9, BW_DAY_UNSEEN, FALSE } };
  g_autoptr (BwEvaluation) self = make (days, 1, NULL);

  assert_says (self, "Within a day its answers do not follow the labels better than chance.");
}

static void
test_unsure (void)
{
  const Day days[] = { { 20230921, 13, 13, 1, 0, 6, 6, BW_DAY_UNSEEN, FALSE } };
  g_autoptr (BwEvaluation) self = make (days, 1, NULL);
  BwRuleScore *used = &g_array_index (self->rules, BwRuleScore, 0);

  used->n_answered = 24;
  used->n_wrong_answered = 0;
  g_array_index (self->recordings, BwRecordingScore, 3).outside = TRUE;
  self->stopped = TRUE;
  bw_evaluation_make_verdict (self);
  assert_says (self, "Not sure about 2 recordings; wrong for 0 of the 24 it answers.");
  assert_says (self, "1 recording lies outside what it learnt");
  assert_says (self, "stopped before all days");
}

static void
test_empty (void)
{
  g_autoptr (BwEvaluation) self = make (NULL, 0, NULL);

  g_assert_cmpuint (self->verdict->len, ==, 1);
  g_assert_cmpstr (sentence (self, 0), ==, "There was no labelled recording to try it on.");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator/evaluation-verdict/holds", test_holds);
  g_test_add_func ("/comparator/evaluation-verdict/plainer", test_plainer);
  g_test_add_func ("/comparator/evaluation-verdict/no-better", test_no_better);
  g_test_add_func ("/comparator/evaluation-verdict/not-clearly", test_not_clearly);
  g_test_add_func ("/comparator/evaluation-verdict/one-day", test_one_day);
  g_test_add_func ("/comparator/evaluation-verdict/one-class", test_one_class);
  g_test_add_func ("/comparator/evaluation-verdict/learnt", test_learnt);
  g_test_add_func ("/comparator/evaluation-verdict/chance", test_chance);
  g_test_add_func ("/comparator/evaluation-verdict/unsure", test_unsure);
  g_test_add_func ("/comparator/evaluation-verdict/empty", test_empty);
  return g_test_run ();
}

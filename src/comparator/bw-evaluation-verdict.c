/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-evaluation.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Two rules, or answers and chance, are told apart from here on. */
#define SIGNIFICANT 0.05

/* A day is named as one on which it fails when so many, and such a share of its recordings, are
 * wrong. No more days than that are named. */
#define FAILS_FROM 2
#define FAILS_SHARE 0.1
#define FAILS_NAMED 3

/* Fewer recordings than this are few: the interval is some 40 points wide. */
#define FEW 20

/* What is told of the days together. */
typedef struct
{
  guint n, n_glucose;           /* recordings */
  guint glucose_days;           /* days with recordings after glucose */
  guint fasting_only_days;      /* without any */
  guint fasting_only_n, fasting_only_wrong;
  guint chose, learnt, unknown; /* recordings of such days */
  guint no_reference_days;
} Totals;

/* A figure and its sign stay on one line. */
static void
add (GPtrArray  *sentences,
     char       *sentence)
{
  GString *text = g_string_new (sentence);

  g_string_replace (text, " %", "\302\240%", 0);
  g_ptr_array_add (sentences, g_string_free (text, FALSE));
  g_free (sentence);
}

/* Whole percent; 100 only where it is all. */
static int
percent (double share)
{
  int whole = (int) lround (100 * share);

  return whole == 100 && share < 1 ? 99 : whole;
}

static void
add_up (Totals             *totals,
        const BwEvaluation *self)
{
  *totals = (Totals) { 0 };
  for (guint d = 0; d < self->days->len; d++)
    {
      const BwDayScore *day = &g_array_index (self->days, BwDayScore, d);
      guint n = day->n_fasting + day->n_glucose;

      if (n == 0)
        continue;
      totals->n += n;
      totals->n_glucose += day->n_glucose;
      totals->glucose_days += day->n_glucose > 0;
      if (day->n_glucose == 0)
        {
          totals->fasting_only_days++;
          totals->fasting_only_n += n;
          totals->fasting_only_wrong += n - day->waves[0].correct;
        }
      if (day->seen == BW_DAY_CHOSE)
        totals->chose += n;
      if (day->seen == BW_DAY_LEARNT)
        totals->learnt += n;
      if (day->seen == BW_DAY_UNKNOWN)
        totals->unknown += n;
      totals->no_reference_days += !day->has_reference;
    }
}

/* Whether its answers follow the labels within days, and better than heart rate and than one answer
 * for all would. */
static gboolean
holds (const BwEvaluation *self,
       const BwRuleScore  *used,
       const Totals       *totals)
{
  const BwRuleScore *heart_rate = bw_evaluation_get_rule (self, BW_SCORE_HEART_RATE);
  const BwRuleScore *majority = bw_evaluation_get_rule (self, BW_SCORE_MAJORITY);

  return totals->glucose_days > 1 && used->permutation_p < SIGNIFICANT && heart_rate != NULL
         && majority != NULL && used->waves.correct > heart_rate->waves.correct
         && used->p_against_heart_rate < SIGNIFICANT
         && used->waves.low > majority->waves.accuracy;
}

/* How often it is right, and on what days. */
static char *
tell_accuracy (const BwEvaluation *self,
               const BwRuleScore  *used,
               const Totals       *totals)
{
  const BwProportion *waves = &used->waves;
  int share = percent (waves->accuracy), low = percent (waves->low), high = percent (waves->high);

  if (totals->learnt > 0 || totals->unknown > 0)
    return g_strdup_printf (
        /* Translators: right, of how many, percent, and a 95 % interval in percent */
        ngettext ("Right for %u of %u recording (%d %%, 95 %% interval %d to %d %%).",
                  "Right for %u of %u recordings (%d %%, 95 %% interval %d to %d %%).", waves->n),
        waves->correct, waves->n, share, low, high);
  if (totals->chose > 0)
    return g_strdup_printf (
        /* Translators: right, of how many, percent, and a 95 % interval in percent */
        ngettext ("Right for %u of %u recording on days it was not trained on (%d %%, 95 %% interval "
                  "%d to %d %%).",
                  "Right for %u of %u recordings on days it was not trained on (%d %%, 95 %% interval "
                  "%d to %d %%).",
                  waves->n),
        waves->correct, waves->n, share, low, high);
  if (holds (self, used, totals))
    return g_strdup_printf (
        /* Translators: right, of how many, percent, and a 95 % interval in percent */
        ngettext ("It holds on days it had not seen: right for %u of %u recording (%d %%, 95 %% "
                  "interval %d to %d %%).",
                  "It holds on days it had not seen: right for %u of %u recordings (%d %%, 95 %% "
                  "interval %d to %d %%).",
                  waves->n),
        waves->correct, waves->n, share, low, high);
  return g_strdup_printf (
      /* Translators: right, of how many, percent, and a 95 % interval in percent */
      ngettext ("Right for %u of %u recording on days it had not seen (%d %%, 95 %% interval %d to %d "
                "%%).",
                "Right for %u of %u recordings on days it had not seen (%d %%, 95 %% interval %d to %d "
                "%%).",
                waves->n),
      waves->correct, waves->n, share, low, high);
}

static char *
tell_heart_rate (const BwRuleScore *used,
                 const BwRuleScore *heart_rate)
{
  guint correct = heart_rate->waves.correct;

  if (used->waves.correct <= correct)
    return g_strdup_printf (_("No better than heart rate alone, which is right for %u."), correct);
  if (used->p_against_heart_rate >= SIGNIFICANT)
    return g_strdup_printf (_("Not clearly better than heart rate alone, which is right for %u."),
                            correct);
  return g_strdup_printf (_("Better than heart rate alone, which is right for %u."), correct);
}

/* The plain rule beside a net, or the net beside the plain rule. */
static char *
tell_plain_rule (const BwEvaluation *self,
                 const BwRuleScore  *used)
{
  const BwRuleScore *plain = bw_evaluation_get_rule (self, BW_SCORE_LOGISTIC_SAME_DAY);
  const BwRuleScore *net = bw_evaluation_get_rule (self, "comparator");
  guint correct;

  if (self->rule == BW_RULE_BEST && net != NULL && plain != NULL)
    return g_strdup_printf (_("The net alone is right for %u; a plain rule alone, logistic regression on "
                              "the beats, for %u."),
                            net->waves.correct, plain->waves.correct);
  if (self->rule == BW_RULE_LOGISTIC)
    {
      if (net == NULL)
        return NULL;
      return g_strdup_printf (_("A plain rule, logistic regression on the beats, is what is used here; "
                                "the net is right for %u."),
                              net->waves.correct);
    }
  if (plain == NULL)
    plain = bw_evaluation_get_rule (self, BW_SCORE_LOGISTIC);
  if (plain == NULL)
    return NULL;
  correct = plain->waves.correct;
  if (correct > used->waves.correct)
    return g_strdup_printf (_("A plain rule, logistic regression on the beats, is right more often: "
                              "for %u."),
                            correct);
  if (correct == used->waves.correct)
    return g_strdup (_("A plain rule, logistic regression on the beats, is right as often."));
  return g_strdup_printf (_("A plain rule, logistic regression on the beats, is right for %u."),
                          correct);
}

/* A plainer rule that is right more often than the one in use, where that has not been told of.
 * Returns: (nullable) */
static char *
tell_plainer (const BwEvaluation *self,
              const BwRuleScore  *used)
{
  static const char *const names[] = { BW_SCORE_LOGISTIC, BW_SCORE_NEAREST };
  const BwRuleScore *best = NULL;

  if (self->rule != BW_RULE_BEST && self->rule != BW_RULE_LOGISTIC)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const BwRuleScore *plainer = bw_evaluation_get_rule (self, names[i]);

      if (plainer != NULL && plainer->waves.correct > used->waves.correct
          && (best == NULL || plainer->waves.correct > best->waves.correct))
        best = plainer;
    }
  if (best == NULL)
    return NULL;
  /* Translators: a rule, and how many recordings it is right for: "Plain rule, beats alone". */
  return g_strdup_printf (_("On these days a plainer way is right more often: “%s”, for %u."),
                          bw_rule_score_get_title (best), best->waves.correct);
}

/* What makes the figures say less than they seem to, the gravest first. */
static void
tell_doubts (GPtrArray          *doubts,
             const BwEvaluation *self,
             const BwRuleScore  *used,
             const Totals       *totals)
{
  const BwRuleScore *majority = bw_evaluation_get_rule (self, BW_SCORE_MAJORITY);

  if (totals->learnt == totals->n)
    add (doubts, g_strdup (_("All of these recordings are from days it was trained on: this says "
                             "nothing about new days.")));
  else if (totals->learnt > 0)
    add (doubts,
         g_strdup_printf (ngettext ("%u of these recordings is from a day it was trained on, which "
                                    "says nothing about new days.",
                                    "%u of these recordings are from days it was trained on, which "
                                    "says nothing about new days.",
                                    totals->learnt),
                          totals->learnt));
  if (totals->unknown > 0)
    add (doubts, g_strdup (_("It is not known which days these weights were trained on: if these are "
                             "among them, the figures say nothing about new days.")));
  if (self->n_days_left_out > 0)
    add (doubts, g_strdup (_("One of the labels is on one day alone, which could not be judged without "
                             "learning from it: this says little.")));
  if (totals->n_glucose == 0)
    add (doubts, g_strdup (_("None of these recordings is after glucose: only false alarms could be "
                             "counted.")));
  else if (totals->n_glucose == totals->n)
    add (doubts, g_strdup (_("All of these recordings are after glucose: false alarms could not be "
                             "counted.")));
  else if (totals->glucose_days == 1)
    add (doubts, g_strdup (_("All recordings after glucose come from one day: this says little.")));
  if (totals->n_glucose > 0 && totals->n_glucose < totals->n && majority != NULL
      && used->waves.correct <= majority->waves.correct)
    add (doubts,
         g_strdup_printf (_("No better than always giving the same answer, which is right for %u."),
                          majority->waves.correct));
  /* p is 1 on days of one class: nothing was there to permute. */
  if (used->permutation_p > SIGNIFICANT && totals->n_glucose > 0
      && totals->n_glucose < totals->n)
    add (doubts, g_strdup (_("Within a day its answers do not follow the labels better than "
                             "chance.")));
  if (totals->n < FEW)
    add (doubts, g_strdup (_("These are few recordings: the figures may be far off.")));
  if (totals->chose > 0)
    add (doubts, g_strdup (_("These days also chose what was kept of the training, so that the "
                             "figures are a little too good.")));
}

static int
compare_failures (gconstpointer a,
                  gconstpointer b)
{
  const BwDayScore *x = *(const BwDayScore *const *) a, *y = *(const BwDayScore *const *) b;
  guint wrong_x = x->waves[0].n - x->waves[0].correct;
  guint wrong_y = y->waves[0].n - y->waves[0].correct;

  if (wrong_x != wrong_y)
    return wrong_x > wrong_y ? -1 : 1;
  return (x->day > y->day) - (x->day < y->day);
}

/* The days on which it fails, the worst first. Returns: (nullable) */
static char *
tell_failures (const BwEvaluation *self)
{
  g_autoptr (GPtrArray) days = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint d = 0; d < self->days->len; d++)
    {
      BwDayScore *day = &g_array_index (self->days, BwDayScore, d);
      guint wrong = day->waves[0].n - day->waves[0].correct;

      if (wrong >= FAILS_FROM && wrong >= FAILS_SHARE * day->waves[0].n)
        g_ptr_array_add (days, day);
    }
  if (days->len == 0)
    return NULL;
  g_ptr_array_sort (days, compare_failures);
  for (guint i = 0; i < MIN (days->len, FAILS_NAMED); i++)
    {
      const BwDayScore *day = g_ptr_array_index (days, i);
      g_autoptr (GDateTime) date = g_date_time_new_utc ((int) (day->day / 10000),
                                                        (int) (day->day / 100 % 100),
                                                        (int) (day->day % 100), 0, 0, 0);
      g_autofree char *name = date != NULL ? g_date_time_format (date, _("%-d %b")) : NULL;

      if (i > 0)
        /* Translators: between the days of a list */
        g_string_append (text, _(", "));
      /* Translators: a day, recordings that were wrong, and how many there are: "25 Sep: 4 of 12" */
      g_string_append_printf (text, _("%s: %u of %u"), name != NULL ? name : "–",
                              day->waves[0].n - day->waves[0].correct, day->waves[0].n);
    }
  /* Translators: a list of days with the number of wrong recordings */
  return g_strdup_printf (_("Wrong most often on %s."), text->str);
}

static void
tell_details (GPtrArray          *details,
              const BwEvaluation *self,
              const BwRuleScore  *used,
              const Totals       *totals)
{
  char *failures = tell_failures (self);
  guint unsure = used->waves.n - used->n_answered, outside = 0;

  if (failures != NULL)
    add (details, failures);
  if (unsure > 0)
    add (details,
         g_strdup_printf (ngettext ("Not sure about %u recording; wrong for %u of the %u it answers.",
                                    "Not sure about %u recordings; wrong for %u of the %u it answers.",
                                    unsure),
                          unsure, used->n_wrong_answered, used->n_answered));
  if (totals->fasting_only_days > 0 && totals->n_glucose > 0)
    add (details,
         g_strdup_printf (ngettext ("On the day with fasting recordings alone, %u of %u were taken "
                                    "for “after glucose”.",
                                    "On the days with fasting recordings alone, %u of %u were taken "
                                    "for “after glucose”.",
                                    totals->fasting_only_days),
                          totals->fasting_only_wrong, totals->fasting_only_n));
  if (self->reference == BW_REFERENCE_SAME_DAY && totals->no_reference_days > 0)
    add (details,
         g_strdup_printf (ngettext ("%u day has no fasting recording to compare with; those of the "
                                    "training days stood in.",
                                    "%u days have no fasting recording to compare with; those of the "
                                    "training days stood in.",
                                    totals->no_reference_days),
                          totals->no_reference_days));
  for (guint i = 0; i < self->recordings->len; i++)
    {
      const BwRecordingScore *recording = &g_array_index (self->recordings, BwRecordingScore, i);

      outside += recording->scored && recording->outside;
    }
  if (outside > 0)
    add (details,
         g_strdup_printf (ngettext ("%u recording lies outside what it learnt: the fasting heart rate "
                                    "of the day is unlike that of the training days.",
                                    "%u recordings lie outside what it learnt: the fasting heart rate "
                                    "of the day is unlike that of the training days.",
                                    outside),
                          outside));
  if (self->stopped)
    add (details, g_strdup (_("This was stopped before all days had been tried.")));
}

/* Moves all sentences of @from but the first @skip to the end of @to. */
static void
append_from (GPtrArray *to,
             GPtrArray *from,
             guint      skip)
{
  for (guint i = skip; i < from->len; i++)
    g_ptr_array_add (to, g_strdup (g_ptr_array_index (from, i)));
}

void
bw_evaluation_make_verdict (BwEvaluation *self)
{
  g_autoptr (GPtrArray) doubts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) details = g_ptr_array_new_with_free_func (g_free);
  const BwRuleScore *used, *heart_rate;
  char *plain, *plainer;
  Totals totals;

  g_return_if_fail (self != NULL && self->rules->len > 0);

  g_ptr_array_set_size (self->verdict, 0);
  used = &g_array_index (self->rules, BwRuleScore, 0);
  add_up (&totals, self);
  if (totals.n == 0)
    {
      add (self->verdict, g_strdup (_("There was no labelled recording to try it on.")));
      return;
    }

  add (self->verdict, tell_accuracy (self, used, &totals));
  heart_rate = bw_evaluation_get_rule (self, BW_SCORE_HEART_RATE);
  if (heart_rate != NULL)
    add (self->verdict, tell_heart_rate (used, heart_rate));
  tell_doubts (doubts, self, used, &totals);
  plain = tell_plain_rule (self, used);
  if (plain != NULL)
    add (details, plain);
  plainer = tell_plainer (self, used);
  if (plainer != NULL)
    add (details, plainer);
  tell_details (details, self, used, &totals);

  /* The short version ends with what it is, whatever else there is to say. */
  if (doubts->len > 0)
    add (self->verdict, g_strdup (g_ptr_array_index (doubts, 0)));
  else if (details->len > 0)
    add (self->verdict, g_strdup (g_ptr_array_index (details, 0)));
  add (self->verdict, g_strdup (_("It tells this person’s recordings under this protocol apart; time "
                                  "of day, posture and finger contact go with the labels and are not "
                                  "excluded. It does not measure glucose.")));
  append_from (self->verdict, doubts, doubts->len > 0 ? 1 : 0);
  append_from (self->verdict, details, doubts->len > 0 ? 0 : 1);
}

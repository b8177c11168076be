/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-glucose-words.h"

#include "app/bw-format.h"
#include "app/bw-label-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

char *
bw_glucose_words_day (guint32  day,
                      gboolean with_year)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc ((int) (day / 10000), (int) (day / 100 % 100),
                                                    (int) (day % 100), 0, 0, 0);

  if (date == NULL)
    return g_strdup ("–");
  return g_date_time_format (date, with_year ? _("%-d %b %Y") : _("%-d %b"));
}

char *
bw_glucose_words_days (const GArray *days)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (days->len == 0)
    return g_strdup (_("no days"));
  first = bw_glucose_words_day (g_array_index (days, guint32, 0), TRUE);
  if (days->len == 1)
    return g_steal_pointer (&first);
  last = bw_glucose_words_day (g_array_index (days, guint32, days->len - 1), TRUE);
  /* Translators: a number of days, the first and the last of them. */
  return g_strdup_printf (ngettext ("%u day, %s – %s", "%u days, %s – %s", days->len), days->len,
                          first, last);
}

/* --- Proportions ------------------------------------------------------------------------------ */

/* Rounded, but never to all or none of what is not. */
static int
percent_of (double share)
{
  int percent = (int) lround (100 * share);

  if (share < 1)
    percent = MIN (percent, 99);
  return share > 0 ? MAX (percent, 1) : percent;
}

char *
bw_glucose_words_percent (const BwProportion *proportion)
{
  if (proportion->n == 0)
    return g_strdup ("–");
  /* Translators: a number of percent */
  return g_strdup_printf (_("%d %%"), percent_of (proportion->accuracy));
}

char *
bw_glucose_words_count (const BwProportion *proportion)
{
  g_autofree char *correct = NULL;
  g_autofree char *n = NULL;

  if (proportion->n == 0)
    return g_strdup ("–");
  correct = bw_format_count (proportion->correct);
  n = bw_format_count (proportion->n);
  /* Translators: how many are right, and of how many: "168 of 173". */
  return g_strdup_printf (_("%s of %s"), correct, n);
}

char *
bw_glucose_words_share (const BwProportion *proportion)
{
  if (proportion->n == 0)
    return g_strdup ("–");
  /* Translators: percent, and the 95 % interval about it: "97 % (93 to 99 %)". */
  return g_strdup_printf (_("%d %% (%d to %d %%)"), percent_of (proportion->accuracy),
                          percent_of (proportion->low),
                          percent_of (proportion->high));
}

char *
bw_glucose_words_p (double p)
{
  if (p < 0.001)
    return g_strdup (_("below 0.001"));
  return g_strdup_printf (p < 0.1 ? "%.3f" : "%.2f", p);
}

/* --- Models ----------------------------------------------------------------------------------- */

char *
bw_glucose_words_model (const BwGlucoseModel *model)
{
  if (model->name != NULL)
    return g_strdup (model->name);
  if (model->info->mode == BW_COMPARATOR_DEFAULT)
    /* Translators: %s is a rule: "Comparator net". */
    return g_strdup_printf (_("%s, same day"), bw_rule_get_name (model->info->rule));
  /* Translators: %s is a rule: "Comparator net". */
  return g_strdup_printf (_("%s, as published"), bw_rule_get_name (model->info->rule));
}

char *
bw_glucose_words_origin (const BwGlucoseModel *model,
                         GTimeZone            *zone)
{
  guint n = model->info->training_days->len;
  g_autofree char *when = model->trained_ms != 0 ? bw_format_time (model->trained_ms, zone) : NULL;

  if (n == 0)
    return g_strdup (_("From a file"));
  if (when == NULL)
    return g_strdup_printf (ngettext ("Trained on %u day", "Trained on %u days", n), n);
  /* Translators: when a model was trained, and on how many days of recordings. */
  return g_strdup_printf (ngettext ("Trained %s on %u day", "Trained %s on %u days", n), when, n);
}

char *
bw_glucose_words_worth (const BwGlucoseModel  *model,
                        char                 **percent)
{
  const BwEvaluation *evaluation
      = model->leave_one_day_out != NULL ? model->leave_one_day_out : model->evaluation;
  const BwProportion *waves;

  *percent = NULL;
  if (evaluation != NULL && evaluation->rules->len > 0)
    {
      waves = &g_array_index (evaluation->rules, BwRuleScore, 0).waves;
      *percent = bw_glucose_words_percent (waves);
      if (evaluation->leave_one_day_out)
        /* Translators: a share with its sign of percent, and the number that it is of. */
        return g_strdup_printf (ngettext ("Right for %s of %u recording on unseen days",
                                          "Right for %s of %u recordings on unseen days", waves->n),
                                *percent, waves->n);
      /* Translators: a share with its sign of percent, and the number that it is of. */
      return g_strdup_printf (ngettext ("Right for %s of %u recording on days set aside",
                                        "Right for %s of %u recordings on days set aside", waves->n),
                              *percent, waves->n);
    }
  if (model->info->has_validation)
    {
      *percent = g_strdup_printf (_("%d %%"), (int) lround (100 * model->info->val_wave_accuracy));
      /* Translators: a share with its sign of percent. */
      return g_strdup_printf (_("Right for %s of the recordings on validation days"), *percent);
    }
  return g_strdup (_("Not judged yet"));
}

/* --- Answers ---------------------------------------------------------------------------------- */

char *
bw_glucose_words_answers (const BwGlucose *glucose)
{
  const BwGlucoseAnswers *answers = &glucose->answers;
  guint n = answers->n_fasting + answers->n_glucose + answers->n_unsure;

  if (n == 0)
    return NULL;
  /* Translators: how many recordings without a label were asked about, and the answers. */
  return g_strdup_printf (ngettext ("%u recording without a label: %u fasting, %u after glucose, %u "
                                    "not sure",
                                    "%u recordings without a label: %u fasting, %u after glucose, %u "
                                    "not sure",
                                    n),
                          n, answers->n_fasting, answers->n_glucose, answers->n_unsure);
}

gboolean
bw_glucose_words_is_wrong (const BwRecordingScore *recording)
{
  return recording->scored && recording->leaning != recording->label;
}

/* How sure the answer is, whichever it is. Rounded down, as on the ECG page: nothing is certain. */
static int
sureness (const BwRecordingScore *recording)
{
  double p = recording->leaning == BW_LABEL_GLUCOSE ? recording->probability
                                                    : 1 - recording->probability;

  return CLAMP ((int) (100 * p + 1e-9), 0, 99);
}

char *
bw_glucose_words_recording (const BwRecordingScore *recording)
{
  guint votes = recording->leaning == BW_LABEL_GLUCOSE ? recording->votes
                                                       : recording->n_beats - recording->votes;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *label = bw_label_words_format (recording->label);
  g_autofree char *answer = bw_label_words_format (recording->leaning);

  /* Translators: a label, an answer, how sure it is, and how many of the beats say so: "Label: ○
   * Fasting · answer: ▲ After glucose, 87 % · 26 of 30 beats". */
  g_string_append_printf (text, _("Label: %s · answer: %s, %d %% · %u of %u beats"), label, answer,
                          sureness (recording), votes, recording->n_beats);
  if (recording->abstained)
    g_string_append_printf (text, " · %s", _("not sure"));
  if (recording->outside)
    g_string_append_printf (text, " · %s", _("outside what was learnt"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "comparator/bw-answer-sheet.h"
#include "comparator/bw-evaluate-days.h"
#include "comparator/bw-evaluate.h"
#include "comparator/bw-fit.h"

#include <glib/gi18n-lib.h>

/* Shares of the whole: reading beats, and with one model the plain rivals. The rest is judging, or
 * training and judging. */
#define READING_SHARE 0.5
#define READING_SHARE_OF_FOLDS 0.05
#define RIVALS_SHARE 0.2

/* What one evaluation works on. */
typedef struct
{
  const BwEvaluateOptions *options;
  BwComparatorMode mode;
  BwRule rule;             /* that is used; BW_RULE_BEST where each fold chooses */
  gboolean has_net;        /* both are told: the net … */
  gboolean has_plain;      /* … and the plain rule */
  gboolean has_rivals;     /* there are days to train rivals on */
  gboolean fits_plain;     /* the plain rule is one of them: default mode's net is alone */
  BwBeatSet *set;
  BwPool *pool;
  BwAnswerSheet *sheet;
  guint used, net, plain;  /* columns of the sheet */
  guint rivals[BW_N_PLAIN_RIVALS];
  BwProgress *progress;    /* borrowed */
  GCancellable *cancellable;
} Work;

static void
work_clear (Work *self)
{
  bw_answer_sheet_free (self->sheet);
  bw_pool_free (self->pool);
  bw_beat_set_free (self->set);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* The columns, those that are used first. */
static void
add_columns (Work *self)
{
  gboolean published = self->mode == BW_COMPARATOR_PUBLISHED;
  const char *plain = published ? BW_SCORE_LOGISTIC_TUNED : BW_SCORE_LOGISTIC_SAME_DAY;
  const char *net = self->rule == BW_RULE_CLASSIFIER ? "classifier" : "comparator";
  gboolean plain_first = self->rule == BW_RULE_LOGISTIC;

  self->sheet = bw_answer_sheet_new (self->set);
  if (self->rule == BW_RULE_BEST)
    self->used = bw_answer_sheet_add_rule (self->sheet, BW_SCORE_USED, FALSE);
  if (self->has_plain && plain_first)
    self->plain = bw_answer_sheet_add_rule (self->sheet, plain, FALSE);
  if (self->has_net)
    self->net = bw_answer_sheet_add_rule (self->sheet, net, FALSE);
  self->fits_plain = !published && !self->has_plain && self->has_rivals;
  if ((self->has_plain && !plain_first) || self->fits_plain)
    self->plain = bw_answer_sheet_add_rule (self->sheet, plain, self->fits_plain);
  for (int r = 0; r < BW_N_PLAIN_RIVALS && self->has_rivals; r++)
    self->rivals[r] = bw_answer_sheet_add_rule (self->sheet,
                                                bw_plain_rival_get_name ((BwPlainRival) r), TRUE);
}

static gboolean
take_answers (Work                     *self,
              guint                     column,
              const BwComparatorModel  *model,
              BwRule                    rule,
              const GArray             *days,
              BwProgress               *progress,
              GError                  **error)
{
  g_autoptr (GArray) answers = NULL;

  answers = bw_apply (model, rule, self->set, days, self->options->reference, self->pool, progress,
                      self->cancellable, error);
  if (answers == NULL)
    return FALSE;
  bw_answer_sheet_take (self->sheet, column, answers);
  return TRUE;
}

/* One of the model's own rules. A fold is one stage, that of its training. */
static gboolean
judge_rule (Work                     *self,
            guint                     column,
            const BwComparatorModel  *model,
            BwRule                    rule,
            const GArray             *days,
            GError                  **error)
{
  if (self->options->leave_one_day_out)
    return take_answers (self, column, model, rule, days, NULL, error);
  bw_progress_begin_stage (self->progress, _("Judging recordings"),
                           (1 - READING_SHARE - RIVALS_SHARE)
                             / (self->has_net && self->has_plain ? 2 : 1));
  return take_answers (self, column, model, rule, days, self->progress, error);
}

/* The plain rule on the same input as a net that was trained without it. */
static gboolean
judge_plain_rule (Work          *self,
                  const GArray  *training_days,
                  const GArray  *days,
                  GError       **error)
{
  const BwFitOptions fit = { .mode = BW_COMPARATOR_DEFAULT, .rule = BW_RULE_LOGISTIC };
  g_autoptr (BwComparatorModel) model = NULL;

  model = bw_fit (self->set, training_days, NULL, &fit, NULL, 0, NULL, self->cancellable, error);
  return model != NULL
         && take_answers (self, self->plain, model, BW_RULE_LOGISTIC, days, NULL, error);
}

/* The plain rivals for @days, trained on @training_days. */
static gboolean
judge_rivals (Work          *self,
              const GArray  *training_days,
              const GArray  *days,
              GError       **error)
{
  if (!self->options->leave_one_day_out)
    bw_progress_begin_stage (self->progress, _("Trying plain rules"), RIVALS_SHARE);
  if (self->fits_plain && !judge_plain_rule (self, training_days, days, error))
    return FALSE;
  for (int r = 0; r < BW_N_PLAIN_RIVALS; r++)
    {
      bw_progress_wait (self->progress, self->cancellable);
      if (!bw_plain_rival_judge ((BwPlainRival) r,
                                 bw_answer_sheet_get_guesses (self->sheet, self->rivals[r]),
                                 self->set, training_days, days, self->cancellable, error))
        return FALSE;
      if (!self->options->leave_one_day_out)
        bw_progress_update (self->progress, (r + 1.0) / BW_N_PLAIN_RIVALS);
    }
  return TRUE;
}

/* All columns for @days, with @model and rivals trained on @training_days. */
static gboolean
judge (Work                     *self,
       const BwComparatorModel  *model,
       const GArray             *training_days,
       const GArray             *days,
       GError                  **error)
{
  BwRule net = self->rule == BW_RULE_CLASSIFIER ? BW_RULE_CLASSIFIER : BW_RULE_COMPARATOR;

  if (self->rule == BW_RULE_BEST
      && !judge_rule (self, self->used, model, BW_RULE_BEST, days, error))
    return FALSE;
  if (self->has_net && !judge_rule (self, self->net, model, net, days, error))
    return FALSE;
  if (self->has_plain && !judge_rule (self, self->plain, model, BW_RULE_LOGISTIC, days, error))
    return FALSE;
  if (self->has_rivals && !judge_rivals (self, training_days, days, error))
    return FALSE;
  for (guint d = 0; d < days->len; d++)
    bw_answer_sheet_add_day (self->sheet, g_array_index (days, guint32, d));
  return TRUE;
}

static BwDaySeen
seen_by (const BwComparatorInfo *info,
         guint32                 day)
{
  if (info->training_days->len == 0)
    return BW_DAY_UNKNOWN;
  if (bw_beat_days_contain (info->training_days, day))
    return BW_DAY_LEARNT;
  /* In default mode, and by the logistic rule, nothing is chosen by them. */
  if (info->mode == BW_COMPARATOR_PUBLISHED && info->rule != BW_RULE_LOGISTIC
      && bw_beat_days_contain (info->validation_days, day))
    return BW_DAY_CHOSE;
  return BW_DAY_UNSEEN;
}

/* What is known once all is judged, but the verdict. @info: (nullable): of the model, where it is one for all days */
static BwEvaluation *
conclude (const Work             *self,
          const BwComparatorInfo *info,
          gint64                  started_us)
{
  BwEvaluation *evaluation = bw_evaluation_new ();
  BwReferenceKind reference = self->options->reference;

  if (reference == BW_REFERENCE_AUTO)
    reference = self->mode == BW_COMPARATOR_DEFAULT ? BW_REFERENCE_SAME_DAY
                                                    : BW_REFERENCE_TRAINING;
  evaluation->model_id = self->options->model_id;
  evaluation->made_ms = g_get_real_time () / 1000;
  evaluation->rule = self->rule;
  evaluation->mode = self->mode;
  evaluation->leave_one_day_out = self->options->leave_one_day_out;
  evaluation->reference = reference;
  bw_answer_sheet_score (self->sheet, evaluation);
  if (info != NULL)
    for (guint d = 0; d < evaluation->days->len; d++)
      {
        BwDayScore *day = &g_array_index (evaluation->days, BwDayScore, d);

        day->seen = seen_by (info, day->day);
      }
  evaluation->seconds = (double) (g_get_monotonic_time () - started_us) / G_TIME_SPAN_SECOND;
  return evaluation;
}

/* One model for all days. */
static BwEvaluation *
evaluate_model (Work       *self,
                BwLibrary  *library,
                gint64      started_us,
                GError    **error)
{
  const BwEvaluateOptions *options = self->options;
  const BwComparatorInfo *info = bw_comparator_model_get_info (options->model);
  const BwComparatorModel *model = options->model;
  g_autoptr (BwComparatorModel) drawn = NULL;
  g_autoptr (GArray) days = NULL, beside = NULL;
  BwEvaluation *evaluation;

  days = bw_evaluate_days_for_model (library, self->set, info, options->days, &beside, error);
  if (days == NULL)
    return NULL;
  self->has_rivals = bw_evaluate_days_have_both (self->set, beside);
  add_columns (self);
  if (!bw_comparator_model_has_references (model))
    {
      drawn = bw_comparator_model_with_references (model, self->set, beside, options->seed, error);
      if (drawn == NULL)
        return NULL;
      model = drawn;
    }
  if (!judge (self, model, beside, days, error))
    return NULL;
  evaluation = conclude (self, info, started_us);
  bw_evaluation_make_verdict (evaluation);
  return evaluation;
}

/* The model of one fold, and what it says of @day. */
static gboolean
judge_fold (Work                *self,
            const BwFitOptions  *fit,
            const GArray        *training_days,
            guint32              day,
            const char          *stage,
            double               share,
            GError             **error)
{
  g_autoptr (BwComparatorModel) model = NULL;
  g_autoptr (GArray) days = bw_evaluate_days_new ();

  g_array_append_val (days, day);
  model = bw_fit (self->set, training_days, NULL, fit, stage, share, self->progress,
                  self->cancellable, error);
  return model != NULL && judge (self, model, training_days, days, error);
}

static char *
format_day (guint32 day)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc ((int) (day / 10000), (int) (day / 100 % 100),
                                                    (int) (day % 100), 0, 0, 0);

  return date != NULL ? g_date_time_format (date, _("%-d %b %Y")) : g_strdup ("–");
}

/* All of @days but @without. */
static GArray *
days_without (const GArray *days,
              guint32       without)
{
  GArray *others = bw_evaluate_days_new ();

  for (guint d = 0; d < days->len; d++)
    {
      guint32 day = g_array_index (days, guint32, d);

      if (day != without)
        g_array_append_val (others, day);
    }
  return others;
}

static BwEvaluation *
evaluate_folds (Work       *self,
                BwLibrary  *library,
                gint64      started_us,
                GError    **error)
{
  const BwEvaluateOptions *options = self->options;
  const BwComparatorInfo *info
      = options->model != NULL ? bw_comparator_model_get_info (options->model) : NULL;
  const BwFitOptions fit = {
    .mode = self->mode,
    .rule = self->rule,
    .epochs = info != NULL ? info->epochs_planned : options->epochs,
    .seed = info != NULL ? info->seed : options->seed,
    .log = options->log,
  };
  g_autoptr (GArray) days = NULL, in_use = NULL;
  guint n_judged = 0, n_left_out = 0;
  gboolean stopped = FALSE;
  BwEvaluation *evaluation;

  days = bw_evaluate_days_for_folds (library, self->set, options->days, &in_use, error);
  if (days == NULL)
    return NULL;
  self->has_rivals = TRUE;
  add_columns (self);
  for (guint d = 0; d < days->len && !stopped; d++)
    {
      guint32 day = g_array_index (days, guint32, d);
      g_autoptr (GArray) training_days = days_without (in_use, day);
      g_autoptr (GError) local = NULL;
      g_autofree char *stage = NULL;
      g_autofree char *when = NULL;

      if (!bw_evaluate_days_have_both (self->set, training_days))
        {
          n_left_out++;
          continue;
        }
      when = format_day (day);
      /* Translators: the number of a day and of how many; then the day: "21 Sep 2023" */
      stage = g_strdup_printf (_("Day %u of %u: learning without %s"), d + 1, days->len, when);
      if (judge_fold (self, &fit, training_days, day, stage,
                      (1 - READING_SHARE_OF_FOLDS) / days->len, &local))
        n_judged++;
      else if (n_judged > 0 && options->keep_when_cancelled
               && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        stopped = TRUE;
      else
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  if (n_judged == 0)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                           _("To judge by days that were not seen, fasting recordings are needed on at "
                             "least two days, and recordings after glucose on at least two days."));
      return NULL;
    }
  evaluation = conclude (self, NULL, started_us);
  evaluation->stopped = stopped;
  evaluation->n_days_left_out = n_left_out;
  bw_evaluation_make_verdict (evaluation);
  return evaluation;
}

BwEvaluation *
bw_comparator_evaluate (BwLibrary                *library,
                        const BwEvaluateOptions  *options,
                        BwProgress               *progress,
                        GCancellable             *cancellable,
                        GError                  **error)
{
  g_auto (Work) work = { .options = options, .progress = progress, .cancellable = cancellable };
  gint64 started_us = g_get_monotonic_time ();
  const BwComparatorInfo *info = NULL;

  g_return_val_if_fail (library != NULL && options != NULL, NULL);
  g_return_val_if_fail (options->model != NULL || options->leave_one_day_out, NULL);

  if (options->model != NULL)
    info = bw_comparator_model_get_info (options->model);
  work.mode = info != NULL ? info->mode : options->mode;
  if (options->leave_one_day_out)
    {
      work.rule = info != NULL ? info->asked : options->rule;
      if (work.rule == BW_RULE_BEST && work.mode == BW_COMPARATOR_PUBLISHED)
        work.rule = BW_RULE_COMPARATOR;
      work.has_net = work.rule != BW_RULE_LOGISTIC;
      work.has_plain = work.rule == BW_RULE_LOGISTIC || work.rule == BW_RULE_BEST;
    }
  else
    {
      work.rule = info->rule;
      work.has_net = work.rule != BW_RULE_LOGISTIC
                     || bw_comparator_model_has_rule (options->model, BW_RULE_COMPARATOR);
      work.has_plain = bw_comparator_model_has_rule (options->model, BW_RULE_LOGISTIC);
    }

  work.set = bw_beat_set_read (library, TRUE, _("Finding heartbeats"),
                               options->leave_one_day_out ? READING_SHARE_OF_FOLDS : READING_SHARE,
                               progress, cancellable, error);
  if (work.set == NULL)
    return NULL;
  work.pool = bw_pool_new (0);
  return options->leave_one_day_out ? evaluate_folds (&work, library, started_us, error)
                                    : evaluate_model (&work, library, started_us, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-comparator-info.h"
#include "comparator/bw-proportion.h"
#include "store/bw-models.h"
#include "store/bw-predictions.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a comparator is worth: how often it and its plain rivals are right for the same labelled
 * recordings. Made by bw_comparator_evaluate() (bw-evaluate.h), kept as JSON. */

/* Rules that are not a BwRule, by their names in BwRuleScore and JSON. */
#define BW_SCORE_USED "used"                            /* leave-one-day-out with BW_RULE_BEST: what each
                                                         * fold chose */
#define BW_SCORE_LOGISTIC_SAME_DAY "logistic-same-day"  /* BW_RULE_LOGISTIC in default mode */
#define BW_SCORE_LOGISTIC_TUNED "logistic-tuned"        /* BW_RULE_LOGISTIC in published mode */
#define BW_SCORE_MAJORITY "majority"                    /* always what most training recordings are */
#define BW_SCORE_HEART_RATE "heart-rate"                /* logistic regression on the RR interval */
#define BW_SCORE_LOGISTIC "logistic"                    /* logistic regression on the bare beat */
#define BW_SCORE_NEAREST "nearest"                      /* as the most similar training beat */

/* How one rule did. Waves are recordings. One that a rule is not sure about counts here as what it
 * leans to; "after glucose" is the positive answer. */
typedef struct
{
  char *name;                        /* not translated: an id of BwRule, or BW_SCORE_… */
  gboolean is_rival;                 /* a plain rule beside it, that nobody uses */
  gboolean is_used;                  /* the one whose answers are given */
  BwProportion beats;
  BwProportion waves;
  guint tp, fn, tn, fp;              /* recordings: glucose right and wrong, fasting right and wrong */
  BwProportion sensitivity;          /* glucose right of all glucose */
  BwProportion specificity;          /* fasting right of all fasting */
  guint n_answered;                  /* recordings it was sure about: all for rules that never abstain */
  guint n_wrong_answered;
  double permutation_p;              /* see bw_proportion_permutation() */
  double p_against_heart_rate;       /* see bw_proportion_mcnemar(); 1 for heart rate itself */
} BwRuleScore;

/* What the rule that is used had to do with a day before it was judged on it. */
typedef enum {
  BW_DAY_UNSEEN,    /* "unseen": nothing */
  BW_DAY_CHOSE,     /* "chose": it chose the epoch that was kept, or a rule: a little too favourable */
  BW_DAY_LEARNT,    /* "learnt": it was trained on it: says nothing about new days */
  BW_DAY_UNKNOWN,   /* "unknown": weights out of a file do not tell what they were trained on */
} BwDaySeen;

const char *bw_day_seen_get_id (BwDaySeen seen);  /* never translated */
gboolean bw_day_seen_from_id (const char *id,
                              BwDaySeen  *seen);

typedef struct
{
  guint32 day;                       /* 20230921 */
  guint n_fasting, n_glucose;        /* recordings that were scored */
  BwProportion *waves;               /* (array length=n_rules): owned, in the order of the rules */
  guint n_rules;
  gboolean has_reference;            /* its recordings were held against fasting ones of that day */
  BwDaySeen seen;
} BwDayScore;

/* One recording under the rule that is used. */
typedef struct
{
  gint64 recording_id;
  char *name;
  guint32 day;
  BwLabel label;                     /* never NONE */
  BwLabel answer;                    /* NONE: it abstains, or has no beats */
  BwLabel leaning;                   /* what it would answer if it had to; NONE only without beats */
  double probability;                /* of "after glucose", 0 … 1; 0.5 without beats */
  guint votes, n_beats;              /* beats that say "after glucose" */
  gboolean abstained;                /* not sure */
  gboolean outside;                  /* outside what was learnt, by the day's fasting heart rate */
  gboolean same_day;                 /* held against fasting recordings of its own day */
  gboolean scored;                   /* FALSE: a same-day reference, or without beats */
} BwRecordingScore;

typedef struct
{
  gint64 model_id;                   /* 0: not of the library, or none (leave-one-day-out) */
  gint64 made_ms;                    /* UTC */
  BwRule rule;                       /* that is used; BEST: each fold chose */
  BwComparatorMode mode;
  gboolean leave_one_day_out;        /* each day judged by a model trained on the others */
  gboolean stopped;                  /* leave-one-day-out, before all days were through */
  guint n_days_left_out;             /* leave-one-day-out: days not judged, as one of the labels is on
                                      * no other day */
  BwReferenceKind reference;         /* never AUTO */
  GArray *rules;                     /* (element-type BwRuleScore): the used one first, rivals last */
  GArray *days;                      /* (element-type BwDayScore): ascending */
  GArray *recordings;                /* (element-type BwRecordingScore): by day, then order */
  guint n_not_scored;                /* recordings that were references or had no beats */
  GPtrArray *verdict;                /* (element-type utf8): translated sentences, the most important
                                      * first; a short version is the first BW_VERDICT_SHORT of them */
  double seconds;
} BwEvaluation;

#define BW_VERDICT_SHORT 4

void bw_evaluation_free (BwEvaluation *self);

/* (nullable): the first of that name; the one that is used is the first of all */
const BwRuleScore *bw_evaluation_get_rule (const BwEvaluation *self,
                                           const char         *name);

/* For people, translated: "Heart rate alone". A name that is not known is given back. */
const char *bw_rule_score_get_title (const BwRuleScore *self);

/* Fills verdict anew, in the language of the moment. */
void bw_evaluation_make_verdict (BwEvaluation *self);

/* The keys of `beatwise-cli comparator evaluate`, and more. Returns: (transfer full) */
JsonNode *bw_evaluation_to_json (const BwEvaluation *self);

/* All but the verdict, which is made anew. Returns: (transfer full): %NULL with %BW_ERROR_FORMAT */
BwEvaluation *bw_evaluation_from_json (JsonNode  *node,
                                       GError   **error);

/* What follows for predictions from a leave-one-day-out evaluation: each recording's answer by a
 * model that had not seen its day. Of model_id, with BW_PREDICTION_HELD_OUT.
 * Returns: (transfer full) (element-type BwPredictionRow): for bw_library_set_predictions() */
GArray *bw_evaluation_get_predictions (const BwEvaluation *self);

/**
 * bw_evaluation_keep:
 *
 * Keeps it with its model: in the metrics, as "evaluation" or "leave_one_day_out" (each replaces the
 * last of its kind), and the predictions that follow from leave-one-day-out. A transaction of its own.
 *
 * Errors: the store's; %BW_ERROR_NOT_FOUND where the library does not hold the model.
 */
gboolean bw_evaluation_keep (BwLibrary           *library,
                             const BwEvaluation  *evaluation,
                             GError             **error);

/* What was kept in a model's @metrics. Returns: (transfer full) (nullable): %NULL where there is none,
 * or none that can be read */
BwEvaluation *bw_evaluation_from_metrics (const char *metrics,
                                          gboolean    leave_one_day_out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwEvaluation, bw_evaluation_free)

G_END_DECLS

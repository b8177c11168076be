/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-train-log.h"
#include "store/bw-models.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How a model is trained and used. */
typedef enum {
  BW_COMPARATOR_DEFAULT,   /* "default": held against the same day's own fasting beats */
  BW_COMPARATOR_PUBLISHED, /* "published": as Jiazxu/ecg_glucose_comparator does it */
} BwComparatorMode;

/* What tells fasting from after glucose. */
typedef enum {
  BW_RULE_BEST,        /* "best": of the comparator and the logistic rule the one that is right more
                        * often on training days it has not seen. Default mode only */
  BW_RULE_COMPARATOR,  /* "comparator": a net, a beat against reference beats */
  BW_RULE_CLASSIFIER,  /* "classifier": a net, a beat alone */
  BW_RULE_LOGISTIC,    /* "logistic": logistic regression */
} BwRule;

/* Where the beats come from that others are held against. */
typedef enum {
  BW_REFERENCE_AUTO,      /* "auto": same day in default mode, training in published mode */
  BW_REFERENCE_TRAINING,  /* "training": the training days */
  BW_REFERENCE_SAME_DAY,  /* "same-day": the day's first two fasting recordings */
} BwReferenceKind;

/* Ids are never translated; names, of what people choose, are. */
const char *bw_comparator_mode_get_id (BwComparatorMode mode);
const char *bw_comparator_mode_get_name (BwComparatorMode mode);
gboolean bw_comparator_mode_from_id (const char       *id,
                                     BwComparatorMode *mode);
const char *bw_rule_get_id (BwRule rule);
const char *bw_rule_get_name (BwRule rule);
gboolean bw_rule_from_id (const char *id,
                          BwRule     *rule);
const char *bw_reference_kind_get_id (BwReferenceKind kind);
gboolean bw_reference_kind_from_id (const char      *id,
                                    BwReferenceKind *kind);

#define BW_N_RULES (BW_RULE_LOGISTIC + 1)

/* How a rule's probability of "after glucose" becomes an answer. */
typedef struct
{
  gboolean there;            /* whether the model has this rule */
  double factor;             /* part of the day's fasting beat that is taken away; published: 0 */
  double threshold;          /* "after glucose" from this probability on */
  double abstain;            /* no answer nearer to the threshold than this; 0: always one */
} BwDecision;

/* All that is known of a model but its weights: how it was made and how its training went. A row of
 * the library has it as two JSON texts, so that a list of models needs no weights. */
typedef struct
{
  /* Configuration: the same data and the same of these give the same weights */
  BwComparatorMode mode;
  BwRule rule;               /* what is used: never BW_RULE_BEST */
  BwRule asked;              /* what was asked for */
  guint64 seed;
  guint epochs_planned;      /* 0 for the logistic rule */
  gboolean stopped;          /* by a person, before the planned end */
  BwDecision decisions[BW_N_RULES]; /* that of BW_RULE_BEST is not there */
  gboolean has_hr;
  double hr_low, hr_high;    /* bpm: of the training days' fasting recordings */
  GArray *training_days;     /* (element-type guint32): 20230921; empty for somebody else's weights */
  GArray *validation_days;   /* (element-type guint32) */

  /* Metrics */
  guint parameters;
  guint epochs;              /* that ran */
  guint best_epoch;          /* whose weights are kept; 0 for the logistic rule */
  guint train_beats, val_beats;
  gboolean has_validation;
  double val_beat_accuracy;  /* 0 … 1: of the scored beats of the validation days */
  double val_wave_accuracy;  /* 0 … 1: of their recordings */
  double seconds, seconds_per_epoch;
  guint n_tried;             /* recordings of training days that both rules were tried on before one
                              * was chosen; 0 where none was chosen */
  guint comparator_right, logistic_right;
  GArray *points;            /* (element-type BwTrainPoint): the curves; empty for the logistic rule */
} BwComparatorInfo;

/* Returns: (transfer full) */
BwComparatorInfo *bw_comparator_info_new (void);
BwComparatorInfo *bw_comparator_info_copy (const BwComparatorInfo *self);
void bw_comparator_info_free (BwComparatorInfo *self);

/* The two texts. Returns: (transfer full) */
char *bw_comparator_info_get_configuration (const BwComparatorInfo *self);
char *bw_comparator_info_get_metrics (const BwComparatorInfo *self);

/**
 * bw_comparator_info_parse:
 * @configuration: as bw_comparator_info_get_configuration() gives it
 * @metrics: (nullable): what else it holds (a later evaluation) is passed over
 *
 * Nothing in the texts is trusted. Errors: %BW_ERROR_FORMAT.
 *
 * Returns: (transfer full)
 */
BwComparatorInfo *bw_comparator_info_parse (const char  *configuration,
                                            const char  *metrics,
                                            GError     **error);

/* Of a row of the library, which may lack its weights. Errors: %BW_ERROR_FORMAT, also where the row
 * is another kind of model (see bw_comparator_info_is_of()). */
BwComparatorInfo *bw_comparator_info_from_row (const BwModelRow  *row,
                                               GError           **error);

/* Whether @row is a model of this room: its kind is "comparator-default" or "comparator-published". */
gboolean bw_comparator_info_is_of (const BwModelRow *row);

/* Translated sentences about how the model came to be: why this rule is used, that the training was
 * stopped. Returns: (transfer full) (element-type utf8) */
GPtrArray *bw_comparator_info_get_notes (const BwComparatorInfo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwComparatorInfo, bw_comparator_info_free)

G_END_DECLS

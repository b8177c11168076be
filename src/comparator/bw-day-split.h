/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* Which days are for what. Recordings of one day are alike, whatever their label: a rule that has seen
 * some of a day is judged too well by the others. So a day is never in two parts. */

typedef enum {
  BW_DAY_TRAINING,    /* to learn from */
  BW_DAY_VALIDATION,  /* to watch the training by */
  BW_DAY_TEST,        /* to judge by, once */
  BW_DAY_UNUSED,
} BwDayRole;

#define BW_DAY_N_ROLES 4

const char *bw_day_role_get_id (BwDayRole role);    /* "training" …, never translated */
const char *bw_day_role_get_name (BwDayRole role);  /* translated */

typedef struct
{
  guint32 day;         /* civil day in the person's zone, as 20230921 */
  BwDayRole role;
  guint n_fasting;     /* recordings */
  guint n_glucose;
  guint n_unlabelled;
} BwDay;

typedef struct
{
  GArray *days;        /* (element-type BwDay): ascending; those with at least one label */
} BwDaySplit;

/**
 * bw_day_split_new:
 * @recordings: (element-type BwRecording): headers are enough; in any order
 * @zone: the person's
 *
 * Returns: (transfer full): all days are %BW_DAY_TRAINING
 */
BwDaySplit *bw_day_split_new (GArray    *recordings,
                              GTimeZone *zone);
BwDaySplit *bw_day_split_copy (const BwDaySplit *self);
void bw_day_split_free (BwDaySplit *self);

/* Whole days, so that training, validation and test hold nearly 60, 20 and 20 % of the recordings of
 * either label, and both labels each; later days rather in the test. Where the days with one of the
 * labels are fewer than three there are fewer parts: first no test, then no validation. The same
 * days always give the same split. */
void bw_day_split_suggest (BwDaySplit *self);

/* Returns: whether there is such a day and it had another role */
gboolean bw_day_split_set_role (BwDaySplit *self,
                                guint32     day,
                                BwDayRole   role);

/* Returns: (transfer full) (element-type guint32): ascending */
GArray *bw_day_split_get_days (const BwDaySplit *self,
                               BwDayRole         role);

/* As a setting of the library: "20230921=training 20230924=validation". */
#define BW_DAY_SPLIT_SETTING "comparator-split"

char *bw_day_split_to_text (const BwDaySplit *self);

/* @text: (nullable): of bw_day_split_to_text(). Days that it does not name get the roles that are then
 * best, as in bw_day_split_suggest(); what it says that is not known is passed over. */
void bw_day_split_apply_text (BwDaySplit *self,
                              const char *text);

/* What this split is worth and what it lacks, for people.
 * Returns: (transfer full) (element-type utf8): translated sentences, the gravest first; often none */
GPtrArray *bw_day_split_get_remarks (const BwDaySplit *self);

/* Whether the training days hold both labels. Errors: %BW_ERROR_TOO_FEW. */
gboolean bw_day_split_can_train (const BwDaySplit  *self,
                                 GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDaySplit, bw_day_split_free)

G_END_DECLS

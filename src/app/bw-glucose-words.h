/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-glucose.h"

G_BEGIN_DECLS

/* What the Glucose page says, without GTK. All return (transfer full) and are translated. */

/* "21 Sep 2023" for 20230921; @with_year: else "21 Sep". */
char *bw_glucose_words_day (guint32  day,
                            gboolean with_year);

/* "8 days, 21 Sep 2023 – 8 Oct 2023"; @days: (element-type guint32): ascending */
char *bw_glucose_words_days (const GArray *days);

/* "97 %". All only where all are right, and none only where none is; "–" where there is none. */
char *bw_glucose_words_percent (const BwProportion *proportion);

/* "168 of 173" and "97 % (93 to 99 %)", the latter with its 95 % interval. "–" where there is none. */
char *bw_glucose_words_count (const BwProportion *proportion);
char *bw_glucose_words_share (const BwProportion *proportion);

/* A probability of chance: "0.03", "below 0.001". */
char *bw_glucose_words_p (double p);

/* A model by its name, or else by what it is: "Comparator net, same day". */
char *bw_glucose_words_model (const BwGlucoseModel *model);

/* Where it comes from: "Trained 26 Nov 2026, 13:05 on 8 days". */
char *bw_glucose_words_origin (const BwGlucoseModel *model,
                               GTimeZone            *zone);

/* How often it is right, by the best witness there is: leave-one-day-out, days set aside, the validation
 * of the training: "Right for 97 % of 173 recordings on unseen days".
 * @percent: (out) (transfer full): "97 %", or %NULL where nothing is known */
char *bw_glucose_words_worth (const BwGlucoseModel  *model,
                              char                 **percent);

/* What the model in use says of the recordings without a label. (nullable): where there are none */
char *bw_glucose_words_answers (const BwGlucose *glucose);

/* A recording that was judged: "Labelled fasting · answer: after glucose, 87 % · 12 of 30 beats". */
char *bw_glucose_words_recording (const BwRecordingScore *recording);

/* Whether what the rule leans to is not the label. */
gboolean bw_glucose_words_is_wrong (const BwRecordingScore *recording);

G_END_DECLS

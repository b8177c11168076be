/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast.h"
#include "forecast/bw-score.h"

G_BEGIN_DECLS

/* The terms of a score as text: what was measured, against what is usual. All strings returned as
 * char * are (transfer full). */

/* What a score was made of, again: bw_score_terms() then gives what other weights would. */
void bw_push_get_terms (const BwForecast *forecast,
                        BwScoreTerms     *terms);

/* "46 ms", "52 beats/min", "93 %": @value as a #BwPush holds it. */
char *bw_push_format_value (const char *id,
                            double      value);

/* From one spread below what is usual to one above: "43 to 56 ms". */
char *bw_push_format_spread (const BwPush *push);

/* "−1.32", with a sign. */
char *bw_push_format_z (double z);

/* What is measured for the term, and from when: a sentence without a full stop. */
char *bw_push_describe_source (const BwPush *push,
                               GTimeZone    *zone);

G_END_DECLS

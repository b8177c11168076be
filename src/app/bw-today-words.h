/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/bw-forecast-figure.h"

G_BEGIN_DECLS

/* What the Today page says, without a widget: every text is made of whole translated sentences.
 * All strings returned as char * are (transfer full). @now_ms is the wall clock. */

/* Issued more than two days before @now_ms: then the page says which hours it speaks of. */
gboolean bw_today_is_old (const BwForecast *forecast,
                          gint64            now_ms);

/* The sentence under the number: the reason first, then the lowest hour. */
char *bw_today_sentence (const BwForecast *forecast,
                         GTimeZone        *zone,
                         gint64            now_ms);

/* "For the 24 hours after 12 March, 18:00 · SDNN" where old, else when it was issued. */
char *bw_today_issued (const BwForecast *forecast,
                       GTimeZone        *zone,
                       gint64            now_ms);

/* The chart for those who do not see it. */
char *bw_today_describe (const BwForecast   *forecast,
                         GTimeZone          *zone,
                         const BwThresholds *thresholds,
                         gint64              now_ms);

/* The line under the chart that tells what the squares mean; %NULL where no hour is flagged. */
char *bw_today_flags (const BwForecast   *forecast,
                      GTimeZone          *zone,
                      const BwThresholds *thresholds);

/* The line under the chart that tells why; %NULL where they are the same. */
char *bw_today_difference (const BwForecast *forecast);

/* The read-out of one hour ahead, or of one past hour: lines, the time first. */
char *bw_today_hour (const BwForecastHour *hour,
                     GTimeZone            *zone);
char *bw_today_past_hour (const BwPastHour *hour,
                          GTimeZone        *zone);

/* A term of the score: its name, "−11", its plain word ("below your normal"). */
const char *bw_today_push_name (const char *id);
char *bw_today_push_points (double points);
const char *bw_today_push_word (const BwPush *push);

char *bw_today_coverage (const BwTrackRecord *track);
char *bw_today_skill (const BwTrackRecord *track);

/* A person's name for a model, and one sentence on what it is. */
const char *bw_today_model_name (const char *id);
const char *bw_today_model_meaning (const char *id);

G_END_DECLS

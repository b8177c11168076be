/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-outlook.h"

G_BEGIN_DECLS

/* What the chart of the Today page says of one hour. All strings are for people, in the person's zone.
 * Returns: (transfer full) unless told otherwise. */

/* "Friday, 13 March, 15:00"; the year too where it is not that of @now_ms. */
char *bw_hour_words_when (gint64     time_ms,
                          GTimeZone *zone,
                          gint64     now_ms);

/* "◆ 47, Yellow" */
char *bw_hour_words_score (double score);

/* "80 % band: 31–62" */
char *bw_hour_words_band (const BwForecastHour *hour);

/* "Readings: 38 ms, four out of five between 24 and 61 ms" */
char *bw_hour_words_ms (const BwForecastHour *hour);

/* "● Green 62 %" */
char *bw_hour_words_chance (BwZone zone,
                            double p);

/* What the LSTM alone says of hour @k of the forecast. (nullable): where it says nothing, or where its line
 * is the one that is shown */
char *bw_hour_words_net (const BwForecast *forecast,
                         guint             k);

/* What came in hour @k: "Came: 36 ms at 15:24, inside the band", one a line. (nullable) */
char *bw_hour_words_came (const BwOutlook *outlook,
                          guint            k);

/* The readings of the past hour that begins at @time_ms, one a line. (nullable) */
char *bw_hour_words_readings (const BwOutlook *outlook,
                              gint64           time_ms);

/* The notes on some of the hour that begins at @time_ms, one a line: "Note: A cold (ill)". (nullable) */
char *bw_hour_words_notes (const BwOutlook *outlook,
                           gint64           time_ms);

/* "Of 7 readings in the 24 hours after, 6 lay inside the band." (nullable): where none came */
char *bw_hour_words_outcome (const BwOutlook *outlook);

G_END_DECLS

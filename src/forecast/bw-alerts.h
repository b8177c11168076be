/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-time.h"
#include "forecast/bw-alert-rules.h"
#include "forecast/bw-forecast.h"

G_BEGIN_DECLS

/* Older data make no news. */
#define BW_ALERT_MAX_AGE_MS (12 * BW_TIME_HOUR)

/* What became of a rule. */
typedef enum {
  BW_ALERT_OFF,      /* the person does not want it */
  BW_ALERT_OLD,      /* the newest data are more than 12 hours old: their forecast is no news */
  BW_ALERT_UNKNOWN,  /* there is no score, no normal range to go by */
  BW_ALERT_CLEAR,    /* it does not hold */
  BW_ALERT_TOLD,     /* it holds as it did when it was raised last */
  BW_ALERT_TODAY,    /* it was raised today already */
  BW_ALERT_HUSHED,   /* the person said: quiet for today */
  BW_ALERT_HELD,     /* within quiet hours; raised after them where it still holds */
  BW_ALERT_RAISED,   /* to be told now */
} BwAlertOutcome;

const char *bw_alert_outcome_get_id (BwAlertOutcome outcome);   /* "off", "old" … for JSON */

/* The last day of a #BwTrend, in ms. */
typedef struct
{
  gboolean known;
  int side;              /* of the normal range the 7-day mean lies on: −1 below, 0 within, 1 above */
  double mean_ms;        /* over 7 days */
  double low_ms, high_ms; /* the normal range */
} BwAlertTrend;

/* One rule, looked at. What follows `outcome` means something from %BW_ALERT_TOLD on. */
typedef struct
{
  BwAlertRule rule;
  BwAlertOutcome outcome;
  gint64 hour_ms;        /* the lowest hour of what holds; for "now" and the trend, the issue time */
  gboolean now;          /* it is so now, not only expected */
  gboolean by_chance;    /* BW_ALERT_ZONE: the chance of red brought it, not the expected score */
  double score;          /* at hour_ms, unrounded */
  double p_red;          /* likewise */
  guint below;           /* BW_ALERT_SCORE: the rule's number */
  gint64 from_ms;        /* … the hours in a row that lie below it */
  guint n_hours;
  BwMeasure measure;     /* BW_ALERT_TREND */
  BwAlertTrend trend;
  gint64 due_ms;         /* BW_ALERT_HELD, _HUSHED, _TODAY: when to look again */
} BwAlert;

/**
 * bw_alerts_evaluate:
 * @trend: (nullable)
 * @state: (inout): what was told; brought up to date, as if what is raised were told now
 * @zone: the person's, for days and quiet hours
 *
 * Holds every rule to a forecast that was made just now. A rule that was raised is raised again only
 * after it has passed: the score came 3 points above what raised it, or a day went by without it; or
 * where it got worse: red after yellow. And never twice on one local day.
 *
 * Returns: (transfer full) (element-type BwAlert): one a rule, in their order
 */
GPtrArray *bw_alerts_evaluate (const BwAlertRules *rules,
                               const BwForecast   *forecast,
                               const BwAlertTrend *trend,
                               BwAlertState       *state,
                               gint64              now_ms,
                               GTimeZone          *zone);

/**
 * bw_alerts_check:
 * @library: open for writing where @keep
 * @keep: whether what is raised counts as told; it is kept in a transaction of its own
 *
 * bw_alerts_evaluate() by the rules and the state that @library keeps.
 *
 * Errors: those of bw_library_begin() and of reading the trend, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (element-type BwAlert): as bw_alerts_evaluate()
 */
GPtrArray *bw_alerts_check (BwLibrary        *library,
                            const BwForecast *forecast,
                            gint64            now_ms,
                            gboolean          keep,
                            GCancellable     *cancellable,
                            GError          **error);

/* When the quiet hours that hold @now_ms end; 0 outside of them. */
gint64 bw_alerts_quiet_until (const BwAlertRules *rules,
                              gint64              now_ms,
                              GTimeZone          *zone);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-zone.h"
#include "store/bw-library.h"

G_BEGIN_DECLS

/* When a person wants to be told of a forecast, and what they were told already. Both are kept in the
 * library, as the settings "alert-rules" and "alert-state": they go with the person, and the window and
 * the command line share them. */

typedef enum {
  BW_ALERT_ZONE,    /* a zone is entered */
  BW_ALERT_SCORE,   /* the score stays below a number for some hours in a row */
  BW_ALERT_TREND,   /* the 7-day mean has left the normal range */
  BW_N_ALERT_RULES,
} BwAlertRule;

const char *bw_alert_rule_get_id (BwAlertRule rule);   /* "zone", "score", "trend" */

typedef struct
{
  gboolean on;                 /* anything is told at all; off until the person says so */
  gboolean rule[BW_N_ALERT_RULES];
  BwZone zone;                 /* red, or yellow: that or worse */
  gboolean ahead;              /* within the next 24 hours; else only now */
  guint red_percent;           /* an hour ahead counts as red from this chance, too; 100: never */
  guint below;                 /* score, 1 … 100 */
  guint hours;                 /* in a row, 1 … 24 */
  gboolean quiet;
  guint quiet_from_min;        /* minutes of the local day, 0 … 1439; from = until: never quiet */
  guint quiet_until_min;
} BwAlertRules;

/* All is off; once on: red within the next 24 hours or from a chance of 30 %, quiet from 22 to 7. */
void bw_alert_rules_init (BwAlertRules *self);

/* JSON. What is absent, broken or out of range in @text is as bw_alert_rules_init() has it.
 * @text: (nullable) */
char *bw_alert_rules_to_text (const BwAlertRules *self);
void bw_alert_rules_from_text (BwAlertRules *self,
                               const char   *text);
void bw_alert_rules_read (BwAlertRules *self,
                          BwLibrary    *library);

/* A rule that is switched on again is told of anew. In a transaction of its own. */
gboolean bw_alert_rules_write (const BwAlertRules  *self,
                               BwLibrary           *library,
                               GError             **error);

/* Of one rule. */
typedef struct
{
  gint64 raised_ms;            /* last time; 0: never */
  gboolean active;             /* raised, and not passed since */
  gint64 out_ms;               /* active: since when it does not hold any more; 0: it holds */
  int told;                    /* what was raised: the zone, the side of the normal range */
} BwAlertRuleState;

typedef struct
{
  BwAlertRuleState rule[BW_N_ALERT_RULES];
  gint64 hush_until_ms;        /* the person wants to hear nothing until then */
} BwAlertState;

/* JSON. What is absent or broken in @text is as if nothing had ever been raised. @text: (nullable) */
char *bw_alert_state_to_text (const BwAlertState *self);
void bw_alert_state_from_text (BwAlertState *self,
                               const char   *text);
void bw_alert_state_read (BwAlertState *self,
                          BwLibrary    *library);

/* Writes only what differs from what is kept. */
gboolean bw_alert_state_write (const BwAlertState  *self,
                               BwLibrary           *library,
                               GError             **error);

G_END_DECLS

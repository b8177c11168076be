/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* Labels by rule: recordings in, proposals out; nothing is written. A rule proposes nothing for a
 * recording whose time of day is not known: those are only counted. A recording's time is its
 * start. */

typedef struct
{
  gint64 recording_id;
  BwLabel label;  /* what it is to be; BW_LABEL_NONE: no proposal, it stays as it is */
  BwLabel was;
  char *reason;   /* translated: "15 min before the drink", "104 mg/dL, 7 min away" */
} BwProposal;

typedef struct
{
  GArray *proposals;     /* (element-type BwProposal): ascending in time */
  guint n_fasting;       /* proposals of that label, also where the recording has it */
  guint n_glucose;
  guint n_changes;       /* proposals of another label than there was */
  guint n_without_time;
} BwProposals;

void bw_proposals_free (BwProposals *self);

/* The changes alone, for bw_library_set_labels(): all by @who, at @time_ms.
 * Returns: (transfer full) (element-type BwLabelState) */
GArray *bw_proposals_get_states (const BwProposals *self,
                                 const char        *who,
                                 gint64             time_ms);

/* --- By a meal: a drink of glucose at a time ---------------------------------------------------- */

typedef struct
{
  gint64 drink_ms;   /* UTC */
  double from_min;   /* after the drink, both included */
  double to_min;
  gboolean replace;  /* also labels that are there; else those are kept */
} BwMealRule;

#define BW_MEAL_RULE_DEFAULT { 0, 45, 120, FALSE }

/* Errors: %BW_ERROR_INVALID, with a sentence about what must be other. */
gboolean bw_meal_rule_check (const BwMealRule  *rule,
                             GError           **error);

/**
 * bw_propose_by_meal:
 * @recordings: (element-type BwRecording): in any order
 * @zone: the person's
 *
 * Fasting for those of the drink's civil day before it, glucose for those from_min to to_min after
 * it, past midnight too. Those between the drink and from_min, and those of the day after to_min,
 * are there with no proposal and a reason; those of other days are not. Where from_min lies above
 * to_min nothing is called glucose.
 *
 * Returns: (transfer full)
 */
BwProposals *bw_propose_by_meal (GArray           *recordings,
                                 GTimeZone        *zone,
                                 const BwMealRule *rule);

/* --- By blood glucose that was measured near it ------------------------------------------------- */

/* 18.0156 mg/dL of glucose are 1 mmol/L (its molar mass is 180.156 g/mol). */
#define BW_GLUCOSE_MG_DL_PER_MMOL_L 18.0156

/* @unit: "mg/dL" or "mmol/L", also as Apple writes it, "mmol<180.1558800000541>/L"
 * @known: (out) (optional): whether it is one of these; 0 is returned where not */
double bw_glucose_to_mg_dl (double      value,
                            const char *unit,
                            gboolean   *known);

typedef struct
{
  gint64 time_ms;
  double mg_dl;
  gboolean in_mmol;  /* it was given in mmol/L, and is told so */
} BwGlucoseReading;

/* @samples: (element-type BwSampleRow): of BW_KIND_BLOOD_GLUCOSE
 * @n_unknown: (out) (optional): those left out, for their unit or for not being above 0
 * Returns: (transfer full) (element-type BwGlucoseReading): ascending in time, else in the order
 * given */
GArray *bw_glucose_readings_new (GArray *samples,
                                 guint  *n_unknown);

typedef struct
{
  double within_min;           /* a reading farther away does not count; included itself */
  double fasting_below_mg_dl;  /* fasting below it */
  double glucose_from_mg_dl;   /* glucose from it on */
  gboolean replace;            /* also labels that are there; else those are kept */
} BwGlucoseRule;

#define BW_GLUCOSE_RULE_DEFAULT { 15, 100, 140, FALSE }

/* Errors: %BW_ERROR_INVALID, as where fasting_below_mg_dl lies above glucose_from_mg_dl. */
gboolean bw_glucose_rule_check (const BwGlucoseRule  *rule,
                                GError              **error);

/**
 * bw_propose_by_readings:
 * @recordings: (element-type BwRecording): in any order
 * @readings: (element-type BwGlucoseReading): of bw_glucose_readings_new()
 *
 * The reading nearest in time decides, the earlier where two are equally near (and of several at
 * one time the first given). Between the two thresholds there is no proposal, only a reason; where
 * they are not ordered, not for what would be both either.
 *
 * Returns: (transfer full): all recordings whose time is known
 */
BwProposals *bw_propose_by_readings (GArray              *recordings,
                                     GArray              *readings,
                                     const BwGlucoseRule *rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwProposals, bw_proposals_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-library.h"

G_BEGIN_DECLS

/* Raised whenever a formula of the score changes: each forecast that is kept says which it was made
 * with. Version 1, which forecasts from before the mark are of, measured a level in the spread of the
 * hidden level; 2 measures it in the spread of the level as it is known, and takes the score of the
 * average's hours from the two of its three parts that follow the readings. */
#define BW_SCORE_VERSION 2

/* The terms of a day's score. */
typedef enum {
  BW_TERM_HRV,
  BW_TERM_RESTING_HR,
  BW_TERM_SLEEP,
  BW_N_TERMS,
} BwTerm;

const char *bw_term_get_id (BwTerm term);  /* "hrv", "resting-heart-rate", "sleep" */
gboolean bw_term_from_id (const char *id,
                          BwTerm     *term);

/* What each term counts. Only their proportions matter; there is no score without HRV, so its weight
 * is above 0, and none is below. */
typedef struct
{
  double weight[BW_N_TERMS];
} BwScoreWeights;

/* 0.60, 0.25, 0.15. */
BwScoreWeights bw_score_weights_default (void);
gboolean bw_score_weights_is_valid (const BwScoreWeights *self);

/* Whether both give the same scores: proportions alike to within 10⁻⁶. */
gboolean bw_score_weights_is_like (const BwScoreWeights *self,
                                   const BwScoreWeights *other);

/* "0.60 0.25 0.15", the same in every locale. Returns: (transfer full) */
char *bw_score_weights_to_text (const BwScoreWeights *self);

/* Returns: %FALSE, and @self as it was, where @text is not three valid weights */
gboolean bw_score_weights_from_text (BwScoreWeights *self,
                                     const char     *text);

/* The person's own weights, kept as the setting "score-weights"; the defaults where none were set
 * or they cannot be read. */
BwScoreWeights bw_score_weights_read (BwLibrary *library);

/* Keeps @self, valid, for this person; %NULL goes back to the defaults. */
gboolean bw_score_weights_write (const BwScoreWeights *self,
                                 BwLibrary            *library,
                                 GError              **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many of a number were right, with a 95 % interval. */
typedef struct
{
  guint n;
  guint correct;     /* ≤ n */
  double accuracy;   /* correct / n, 0 … 1; 0 where n is 0 */
  double low, high;  /* 95 %, within 0 … 1; 0 and 1 where n is 0: nothing is known */
} BwProportion;

/**
 * bw_proportion_init:
 * @correct: at most @n
 *
 * The score interval without correction for continuity: E. B. Wilson, "Probable inference, the law of
 * succession, and statistical inference", J. Am. Stat. Assoc. 22 (1927) 209–212. It stays within
 * 0 … 1 and means something with few, none or all right (R. G. Newcombe, Stat. Med. 17 (1998)
 * 857–872). It takes what is counted for independent: beats of a recording are not, and their
 * interval is too short. Judge by recordings.
 */
void bw_proportion_init (BwProportion *self,
                         guint         correct,
                         guint         n);

/**
 * bw_proportion_mcnemar:
 * @only_first: judged right by the first rule and wrong by the second
 * @only_second: the other way round
 *
 * Whether two rules that judged the same recordings differ: McNemar's test (Psychometrika 12 (1947)
 * 153–157) in its exact form, two-sided. Those on which both are right or both are wrong say nothing;
 * the rest falls to either side like a fair coin where the rules are equally good.
 *
 * Returns: p, above 0 and at most 1
 */
double bw_proportion_mcnemar (guint only_first,
                              guint only_second);

/* A day's recordings: how many there are, how many are labelled "after glucose", and of how many that
 * is the answer; each at most @n. */
typedef struct
{
  guint n;
  guint n_glucose;
  guint n_answered_glucose;
} BwDayCounts;

/**
 * bw_proportion_permutation:
 * @days: (array length=n_days)
 * @correct: answers that were right over all days
 *
 * How often labels dealt out anew at random, each day's among that day's recordings, would agree with
 * the answers at least as often as the true ones do: a permutation test with the days as strata
 * (P. Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, 2005, ch. 6). A rule that only
 * knows which days have many recordings after glucose gains nothing by it. The answers stay as they
 * are, so that the agreement of a day is hypergeometric, and that of all days its convolution: the
 * p of *all* permutations is computed, none is drawn.
 *
 * Recordings of a class follow each other within a day. So a small p says that the answers go with
 * the labels, not what makes them do so.
 *
 * Returns: p, above 0 and at most 1; 1 where no day has both classes
 */
double bw_proportion_permutation (const BwDayCounts *days,
                                  guint              n_days,
                                  guint              correct);

G_END_DECLS

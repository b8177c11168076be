/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-hrv.h"

G_BEGIN_DECLS

/* The metrics of heart-rate variability one by one, for tables, files and comparisons: what each is
 * called, what it means, how far it can be trusted, and what healthy people have. */

/* In the order of a table. */
typedef enum {
  BW_METRIC_MEAN_NN,
  BW_METRIC_MEAN_HR,          /* mean of the momentary rate 60000 / NN, as most software has it */
  BW_METRIC_BEATS_PER_MINUTE, /* 60000 / mean NN */
  BW_METRIC_MIN_HR,           /* of five beats together */
  BW_METRIC_MAX_HR,

  BW_METRIC_SDNN,             /* n − 1 */
  BW_METRIC_RMSSD,
  BW_METRIC_LN_RMSSD,
  BW_METRIC_RMSSD_UNBIASED,   /* without what the clock's steps add */
  BW_METRIC_SDSD,
  BW_METRIC_NN50,
  BW_METRIC_PNN50,            /* of the differences, not of the intervals */
  BW_METRIC_NN20,
  BW_METRIC_PNN20,
  BW_METRIC_CVNN,
  BW_METRIC_CVSD,
  BW_METRIC_MEDIAN_NN,
  BW_METRIC_MAD_NN,           /* not scaled by 1.4826 */
  BW_METRIC_MIN_NN,
  BW_METRIC_MAX_NN,
  BW_METRIC_TRIANGULAR_INDEX,
  BW_METRIC_TINN,
  BW_METRIC_SDANN,
  BW_METRIC_SDNN_INDEX,

  BW_METRIC_WELCH_TOTAL,      /* the first of Welch's, in the order of Lomb's */
  BW_METRIC_WELCH_VLF,
  BW_METRIC_WELCH_LF,
  BW_METRIC_WELCH_HF,
  BW_METRIC_WELCH_LF_HF,
  BW_METRIC_WELCH_LF_NU,      /* percent of LF + HF */
  BW_METRIC_WELCH_HF_NU,
  BW_METRIC_WELCH_VLF_PEAK,
  BW_METRIC_WELCH_LF_PEAK,
  BW_METRIC_WELCH_HF_PEAK,

  BW_METRIC_LOMB_TOTAL,
  BW_METRIC_LOMB_VLF,
  BW_METRIC_LOMB_LF,
  BW_METRIC_LOMB_HF,
  BW_METRIC_LOMB_LF_HF,
  BW_METRIC_LOMB_LF_NU,
  BW_METRIC_LOMB_HF_NU,
  BW_METRIC_LOMB_VLF_PEAK,
  BW_METRIC_LOMB_LF_PEAK,
  BW_METRIC_LOMB_HF_PEAK,

  BW_METRIC_SD1,
  BW_METRIC_SD2,
  BW_METRIC_SD1_SD2,
  BW_METRIC_ELLIPSE,
  BW_METRIC_SAMPEN,           /* m = 2, r = 0.2 SD (n − 1) */
  BW_METRIC_APEN,
  BW_METRIC_DFA_ALPHA1,
  BW_METRIC_DFA_ALPHA2,
} BwMetric;

#define BW_N_METRICS (BW_METRIC_DFA_ALPHA2 + 1)
#define BW_N_SPECTRUM_METRICS (BW_METRIC_LOMB_TOTAL - BW_METRIC_WELCH_TOTAL)

typedef enum {
  BW_METRIC_GROUP_OVERVIEW,
  BW_METRIC_GROUP_TIME,
  BW_METRIC_GROUP_FREQUENCY_WELCH,
  BW_METRIC_GROUP_FREQUENCY_LOMB,
  BW_METRIC_GROUP_NONLINEAR,
} BwMetricGroup;

#define BW_N_METRIC_GROUPS 5

BwMetricGroup bw_metric_get_group (BwMetric metric);
const char *bw_metric_group_get_name (BwMetricGroup group); /* translated */

/* As in JSON: "rmssd_ms"; those of a spectrum are "welch.lf_ms2", "lomb.lf_ms2" … */
const char *bw_metric_get_key (BwMetric metric);
gboolean bw_metric_from_key (const char *key,
                             BwMetric   *metric);

const char *bw_metric_get_name (BwMetric metric);  /* translated, short: "RMSSD", "LF" */
const char *bw_metric_get_words (BwMetric metric); /* translated, one plain sentence */
const char *bw_metric_get_unit (BwMetric metric);  /* translated: "ms", "bpm"; "" without one */
guint bw_metric_get_digits (BwMetric metric);      /* worth showing after the decimal point */

/* Returns: whether @value can be had; where not, it is left as it is. A value that is too weak to
 * be of use is still there: see bw_metric_get_trust(). */
gboolean bw_metric_get_value (BwMetric     metric,
                              const BwHrv *hrv,
                              double      *value);

/* Whether the recording is long and whole enough. */
typedef enum {
  BW_TRUST_NONE, /* there is no value, or one that should not be used */
  BW_TRUST_WEAK,
  BW_TRUST_GOOD,
} BwMetricTrust;

BwMetricTrust bw_metric_get_trust (BwMetric     metric,
                                   const BwHrv *hrv);
const char *bw_metric_trust_get_id (BwMetricTrust trust); /* "none", "weak", "good" */

/* Why it is not good: "needs 5 minutes", "weak: less than 60 seconds".
 * Returns: (transfer full) (nullable): translated; %NULL where it is good */
char *bw_metric_get_trust_text (BwMetric     metric,
                                const BwHrv *hrv);

/**
 * BwMetricNorm:
 *
 * What healthy people have. Published means and standard deviations are made into the range that
 * holds 95 in 100 of them: variabilities and powers are log-normal, so that
 * exp (μ ± 1.96 σ), σ² = ln (1 + SD²/mean²), μ = ln mean − σ²/2, which never is below zero; mean
 * intervals and DFA are normal.
 */
typedef struct
{
  gboolean has_mean;
  double mean, sd;     /* as published */
  double low, high;
  gboolean is_guide;   /* a range of means of studies or of few people, or a rule of thumb: one healthy
                        * person may well lie outside of it */
  const char *source;  /* translated: "Task Force 1996, 24 hours" */
} BwMetricNorm;

/**
 * bw_metric_get_norm:
 * @duration_s: of the recording, see bw_hrv_get_norm_s()
 * @age_years: negative where it is not known
 *
 * A norm is only offered for recordings of the length it was made for: 18 hours and more for norms
 * of a day, 4 to 10 minutes for norms of five minutes.
 *
 * Returns: whether there is one
 */
gboolean bw_metric_get_norm (BwMetric      metric,
                             double        duration_s,
                             double        age_years,
                             BwMetricNorm *norm);

/* The length of a recording that norms are looked up by: that of its intervals; 0, for which there is
 * none, where its slow trend was taken off or more than a fifth of its time is missing. */
double bw_hrv_get_norm_s (const BwHrv *hrv);

/* −1 below, 1 above, 0 within; 0 of what is only a guide. */
int bw_metric_norm_get_side (const BwMetricNorm *norm,
                             double              value);

G_END_DECLS

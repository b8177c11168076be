/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-hrv-metric.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct
{
  const char *key, *name, *words, *unit;
  guint digits;
} Metric;

/* Those of both spectra; the key has the spectrum's before it. */
#define SPECTRUM(FIRST, way)                                                                       \
  [FIRST] = { way ".total_ms2", N_ ("Total power"),                                                \
              N_ ("All waves from 0.0033 to 0.4 Hz together."), "ms²", 1 },                        \
  [FIRST + 1] = { way ".vlf_ms2", "VLF",                                                           \
                  N_ ("Power of very slow waves, longer than 25 seconds (0.0033–0.04 Hz)."),       \
                  "ms²", 1 },                                                                      \
  [FIRST + 2] = { way ".lf_ms2", "LF",                                                             \
                  N_ ("Power of waves of about ten seconds (0.04–0.15 Hz), in which blood "        \
                      "pressure is regulated."),                                                   \
                  "ms²", 1 },                                                                      \
  [FIRST + 3] = { way ".hf_ms2", "HF",                                                             \
                  N_ ("Power of waves in the rhythm of breathing (0.15–0.4 Hz), a measure of "     \
                      "vagal activity."),                                                          \
                  "ms²", 1 },                                                                      \
  [FIRST + 4] = { way ".lf_hf", "LF/HF",                                                           \
                  N_ ("Slower waves against breathing. It says little about “balance”, and slow "  \
                      "breathing alone raises it."),                                               \
                  "", 2 },                                                                         \
  [FIRST + 5] = { way ".lf_nu", N_ ("LF normalised"), N_ ("Share of LF in LF and HF."),            \
                  N_ ("n.u."), 1 },                                                                \
  [FIRST + 6] = { way ".hf_nu", N_ ("HF normalised"), N_ ("Share of HF in LF and HF."),            \
                  N_ ("n.u."), 1 },                                                                \
  [FIRST + 7] = { way ".vlf_peak_hz", N_ ("VLF peak"),                                             \
                  N_ ("The strongest of the very slow waves."), "Hz", 4 },                         \
  [FIRST + 8] = { way ".lf_peak_hz", N_ ("LF peak"),                                               \
                  N_ ("The strongest of the waves of about ten seconds."), "Hz", 3 },              \
  [FIRST + 9] = { way ".hf_peak_hz", N_ ("HF peak"),                                               \
                  N_ ("The strongest wave in the rhythm of breathing: mostly the rate of the "     \
                      "breath."),                                                                  \
                  "Hz", 3 }

static const Metric metrics[BW_N_METRICS] = {
  [BW_METRIC_MEAN_NN] = { "mean_nn_ms", N_ ("Mean NN"),
                          N_ ("The mean time from one normal beat to the next."), "ms", 1 },
  [BW_METRIC_MEAN_HR] = { "mean_hr_bpm", N_ ("Mean heart rate"),
                          N_ ("The mean of the rates of all intervals."), N_ ("bpm"), 1 },
  [BW_METRIC_BEATS_PER_MINUTE] = { "beats_per_minute", N_ ("Beats per minute"),
                                   N_ ("Beats counted over time, slightly below the mean rate."),
                                   N_ ("bpm"), 1 },
  [BW_METRIC_MIN_HR] = { "min_hr_bpm", N_ ("Lowest heart rate"),
                         N_ ("The slowest five beats in a row."), N_ ("bpm"), 1 },
  [BW_METRIC_MAX_HR] = { "max_hr_bpm", N_ ("Highest heart rate"),
                         N_ ("The fastest five beats in a row."), N_ ("bpm"), 1 },

  [BW_METRIC_SDNN] = { "sdnn_ms", "SDNN",
                       N_ ("How far the intervals spread about their mean: all of the "
                           "variability, and more the longer the recording is."),
                       "ms", 1 },
  [BW_METRIC_RMSSD] = { "rmssd_ms", "RMSSD",
                        N_ ("How much an interval differs from the one before it: fast, vagal "
                            "variability."),
                        "ms", 1 },
  [BW_METRIC_LN_RMSSD] = { "ln_rmssd", "ln RMSSD",
                           N_ ("The natural logarithm of RMSSD, evenly spread from day to day."),
                           "", 2 },
  [BW_METRIC_RMSSD_UNBIASED] = { "rmssd_unbiased_ms", N_ ("RMSSD, unbiased"),
                                 N_ ("RMSSD without what the steps of the watch’s clock add."),
                                 "ms", 1 },
  [BW_METRIC_SDSD] = { "sdsd_ms", "SDSD",
                       N_ ("How far the differences between neighbours spread about their mean; "
                           "nearly RMSSD."),
                       "ms", 1 },
  [BW_METRIC_NN50] = { "nn50", "NN50", N_ ("Neighbours that differ by more than 50 ms."), "", 0 },
  [BW_METRIC_PNN50] = { "pnn50_percent", "pNN50",
                        N_ ("Share of neighbours that differ by more than 50 ms."), "%", 1 },
  [BW_METRIC_NN20] = { "nn20", "NN20", N_ ("Neighbours that differ by more than 20 ms."), "", 0 },
  [BW_METRIC_PNN20] = { "pnn20_percent", "pNN20",
                        N_ ("Share of neighbours that differ by more than 20 ms."), "%", 1 },
  [BW_METRIC_CVNN] = { "cvnn_percent", "CVNN", N_ ("SDNN as a share of the mean interval."), "%",
                       2 },
  [BW_METRIC_CVSD] = { "cvsd_percent", "CVSD", N_ ("RMSSD as a share of the mean interval."), "%",
                       2 },
  [BW_METRIC_MEDIAN_NN] = { "median_nn_ms", N_ ("Median NN"),
                            N_ ("Half of the intervals are shorter, half are longer."), "ms", 1 },
  [BW_METRIC_MAD_NN] = { "mad_nn_ms", "MAD",
                         N_ ("Half of the intervals are nearer to the median than this, half are "
                             "further: a spread that odd beats do not move."),
                         "ms", 1 },
  [BW_METRIC_MIN_NN] = { "min_nn_ms", N_ ("Shortest NN"), N_ ("The shortest interval."), "ms", 1 },
  [BW_METRIC_MAX_NN] = { "max_nn_ms", N_ ("Longest NN"), N_ ("The longest interval."), "ms", 1 },
  [BW_METRIC_TRIANGULAR_INDEX] = { "triangular_index", N_ ("Triangular index"),
                                   N_ ("Intervals in all, over those in the fullest bin of the "
                                       "histogram: the spread, little moved by odd beats."),
                                   "", 1 },
  [BW_METRIC_TINN] = { "tinn_ms", "TINN",
                       N_ ("Width of the triangle that fits the histogram best."), "ms", 1 },
  [BW_METRIC_SDANN] = { "sdann_ms", "SDANN",
                        N_ ("Spread of the means of five minutes: the slow changes of a day."),
                        "ms", 1 },
  [BW_METRIC_SDNN_INDEX] = { "sdnn_index_ms", N_ ("SDNN index"),
                             N_ ("Mean of the SDNN of each five minutes."), "ms", 1 },

  SPECTRUM (BW_METRIC_WELCH_TOTAL, "welch"),
  SPECTRUM (BW_METRIC_LOMB_TOTAL, "lomb"),

  [BW_METRIC_SD1] = { "sd1_ms", "SD1",
                      N_ ("Width of the Poincaré cloud: changes from beat to beat."), "ms", 1 },
  [BW_METRIC_SD2] = { "sd2_ms", "SD2", N_ ("Length of the Poincaré cloud: slower changes."), "ms",
                      1 },
  [BW_METRIC_SD1_SD2] = { "sd1_sd2", "SD1/SD2", N_ ("Width over length of the Poincaré cloud."),
                          "", 3 },
  [BW_METRIC_ELLIPSE] = { "ellipse_ms2", N_ ("Ellipse area"),
                          N_ ("Area of the ellipse of SD1 and SD2."), "ms²", 0 },
  [BW_METRIC_SAMPEN] = { "sampen", N_ ("Sample entropy"),
                         N_ ("How little a pattern of intervals tells of the next one: 0 is a "
                             "clockwork."),
                         "", 3 },
  [BW_METRIC_APEN] = { "apen", N_ ("Approximate entropy"),
                       N_ ("The older sister of sample entropy; lower in short recordings."), "",
                       3 },
  [BW_METRIC_DFA_ALPHA1] = { "dfa_alpha1", "DFA α1",
                             N_ ("How alike fluctuations of 4 to 16 beats are: 0.5 random, near 1 "
                                 "at rest, 1.5 smooth."),
                             "", 3 },
  [BW_METRIC_DFA_ALPHA2] = { "dfa_alpha2", "DFA α2",
                             N_ ("The same over 16 to 64 beats."), "", 3 },
};

BwMetricGroup
bw_metric_get_group (BwMetric metric)
{
  return metric < BW_METRIC_SDNN          ? BW_METRIC_GROUP_OVERVIEW
         : metric < BW_METRIC_WELCH_TOTAL ? BW_METRIC_GROUP_TIME
         : metric < BW_METRIC_LOMB_TOTAL  ? BW_METRIC_GROUP_FREQUENCY_WELCH
         : metric < BW_METRIC_SD1         ? BW_METRIC_GROUP_FREQUENCY_LOMB
                                          : BW_METRIC_GROUP_NONLINEAR;
}

const char *
bw_metric_group_get_name (BwMetricGroup group)
{
  switch (group)
    {
    case BW_METRIC_GROUP_OVERVIEW:
      return _("Overview");
    case BW_METRIC_GROUP_TIME:
      return _("Time Domain");
    case BW_METRIC_GROUP_FREQUENCY_WELCH:
      return _("Frequency Domain, Welch");
    case BW_METRIC_GROUP_FREQUENCY_LOMB:
      return _("Frequency Domain, Lomb–Scargle");
    case BW_METRIC_GROUP_NONLINEAR:
    default:
      return _("Nonlinear");
    }
}

const char *
bw_metric_get_key (BwMetric metric)
{
  g_return_val_if_fail (metric < BW_N_METRICS, NULL);

  return metrics[metric].key;
}

gboolean
bw_metric_from_key (const char *key,
                    BwMetric   *metric)
{
  for (guint m = 0; m < BW_N_METRICS; m++)
    if (g_strcmp0 (key, metrics[m].key) == 0)
      {
        *metric = m;
        return TRUE;
      }
  return FALSE;
}

const char *
bw_metric_get_name (BwMetric metric)
{
  g_return_val_if_fail (metric < BW_N_METRICS, NULL);

  return _(metrics[metric].name);
}

const char *
bw_metric_get_words (BwMetric metric)
{
  g_return_val_if_fail (metric < BW_N_METRICS, NULL);

  return _(metrics[metric].words);
}

const char *
bw_metric_get_unit (BwMetric metric)
{
  g_return_val_if_fail (metric < BW_N_METRICS, NULL);

  return metrics[metric].unit[0] == '\0' ? "" : _(metrics[metric].unit);
}

guint
bw_metric_get_digits (BwMetric metric)
{
  g_return_val_if_fail (metric < BW_N_METRICS, 0);

  return metrics[metric].digits;
}

static gboolean
get_of_spectrum (BwMetric             metric, /* as if it were Welch's */
                 const BwHrvSpectrum *s,
                 double              *value)
{
  gboolean has;
  double v;

  switch ((int) metric)
    {
    case BW_METRIC_WELCH_TOTAL:
      has = s->has_total;
      v = s->total_ms2;
      break;
    case BW_METRIC_WELCH_VLF:
    case BW_METRIC_WELCH_LF:
    case BW_METRIC_WELCH_HF:
      has = s->has[metric - BW_METRIC_WELCH_VLF];
      v = s->power_ms2[metric - BW_METRIC_WELCH_VLF];
      break;
    case BW_METRIC_WELCH_LF_HF:
      has = s->has_ratio;
      v = s->lf_hf;
      break;
    case BW_METRIC_WELCH_LF_NU:
      has = s->has_ratio;
      v = s->lf_nu;
      break;
    case BW_METRIC_WELCH_HF_NU:
      has = s->has_ratio;
      v = s->hf_nu;
      break;
    default:
      has = s->has[metric - BW_METRIC_WELCH_VLF_PEAK]
            && s->power_ms2[metric - BW_METRIC_WELCH_VLF_PEAK] > 0;
      v = s->peak_hz[metric - BW_METRIC_WELCH_VLF_PEAK];
      break;
    }
  if (has)
    *value = v;
  return has;
}

gboolean
bw_metric_get_value (BwMetric     metric,
                     const BwHrv *hrv,
                     double      *value)
{
  const BwHrvTime *t = &hrv->time;
  const BwPoincare *p = &hrv->poincare;
  double unused;

  g_return_val_if_fail (metric < BW_N_METRICS, FALSE);

  if (value == NULL)
    value = &unused;

#define GIVE(has, v)                                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (has)                                                                                       \
      *value = (v);                                                                                \
    return (has) != 0;                                                                             \
  }                                                                                                \
  G_STMT_END

  switch (metric)
    {
    case BW_METRIC_MEAN_NN:
      GIVE (t->has_mean, t->mean_nn_ms);
    case BW_METRIC_MEAN_HR:
      GIVE (t->has_mean, t->mean_instant_hr_bpm);
    case BW_METRIC_BEATS_PER_MINUTE:
      GIVE (t->has_mean, t->mean_hr_bpm);
    case BW_METRIC_MIN_HR:
      GIVE (t->has_range, t->min_hr_bpm);
    case BW_METRIC_MAX_HR:
      GIVE (t->has_range, t->max_hr_bpm);
    case BW_METRIC_SDNN:
      GIVE (t->has_sd, t->sdnn_ms);
    case BW_METRIC_RMSSD:
      GIVE (t->has_rmssd, t->rmssd_ms);
    case BW_METRIC_LN_RMSSD:
      GIVE (t->has_rmssd && t->rmssd_ms > 0, log (t->rmssd_ms));
    case BW_METRIC_RMSSD_UNBIASED:
      GIVE (t->has_rmssd, t->rmssd_unbiased_ms);
    case BW_METRIC_SDSD:
      GIVE (t->has_sdsd, t->sdsd_ms);
    case BW_METRIC_NN50:
      GIVE (t->has_rmssd, t->nn50);
    case BW_METRIC_PNN50:
      GIVE (t->has_rmssd, t->pnn50_percent);
    case BW_METRIC_NN20:
      GIVE (t->has_rmssd, t->nn20);
    case BW_METRIC_PNN20:
      GIVE (t->has_rmssd, t->pnn20_percent);
    case BW_METRIC_CVNN:
      GIVE (t->has_sd, t->cvnn_percent);
    case BW_METRIC_CVSD:
      GIVE (t->has_rmssd, t->cvsd_percent);
    case BW_METRIC_MEDIAN_NN:
      GIVE (t->has_mean, t->median_nn_ms);
    case BW_METRIC_MAD_NN:
      GIVE (t->has_mean, t->mad_nn_ms);
    case BW_METRIC_MIN_NN:
      GIVE (t->has_mean, t->min_nn_ms);
    case BW_METRIC_MAX_NN:
      GIVE (t->has_mean, t->max_nn_ms);
    case BW_METRIC_TRIANGULAR_INDEX:
      GIVE (t->has_histogram, t->triangular_index);
    case BW_METRIC_TINN:
      GIVE (t->has_histogram, t->tinn_ms);
    case BW_METRIC_SDANN:
      GIVE (t->has_segments, t->sdann_ms);
    case BW_METRIC_SDNN_INDEX:
      GIVE (t->has_segments, t->sdnn_index_ms);
    case BW_METRIC_SD1:
      GIVE (p->has, p->sd1_ms);
    case BW_METRIC_SD2:
      GIVE (p->has, p->sd2_ms);
    case BW_METRIC_SD1_SD2:
      GIVE (p->has_ratio, p->ratio);
    case BW_METRIC_ELLIPSE:
      GIVE (p->has, p->ellipse_ms2);
    case BW_METRIC_SAMPEN:
      GIVE (hrv->entropy.has_sampen, hrv->entropy.sampen);
    case BW_METRIC_APEN:
      GIVE (hrv->entropy.has_apen, hrv->entropy.apen);
    case BW_METRIC_DFA_ALPHA1:
      GIVE (hrv->dfa.has_alpha1, hrv->dfa.alpha1);
    case BW_METRIC_DFA_ALPHA2:
      GIVE (hrv->dfa.has_alpha2, hrv->dfa.alpha2);
    default:
      return metric < BW_METRIC_LOMB_TOTAL
                 ? get_of_spectrum (metric, &hrv->welch, value)
                 : get_of_spectrum (metric - BW_N_SPECTRUM_METRICS, &hrv->lomb, value);
    }
#undef GIVE
}

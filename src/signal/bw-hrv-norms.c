/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-hrv-metric.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Day: Task Force of the ESC and NASPE, Circulation 93 (1996), 1043–1065, its table of approximate
 * normal values.
 *
 * Five minutes: the Task Force's powers (stationary, supine), which it calls approximate and from small
 * numbers of people, and whose narrow deviations later work does not bear out (Nunan 2010 found HF from
 * 82 to 3630 ms² in healthy adults): a guide; A. Voss et al., Short-term heart rate
 * variability: influence of gender and age in healthy subjects, PLoS ONE 10 (2015), e0118308, 1,906
 * people of the KORA S4 cohort, supine; D. Nunan, G. R. H. Sandercock and D. A. Brodie, A quantitative
 * systematic review of normal values for short-term heart rate variability in healthy adults, Pacing
 * Clin. Electrophysiol. 33 (2010), whose standard deviations are those of 44 studies' means, not of
 * people: a guide.
 *
 * Left out: the Task Force's normalised powers (LF 54 ± 4, HF 29 ± 3), which do not add up to 100 as
 * ours do; the powers of Voss et al., whose scale is another. */

#define DAY_SHORTEST_S (18 * 3600.0)
#define SHORT_SHORTEST_S (4 * 60.0)
#define SHORT_LONGEST_S (10 * 60.0)

#define VOSS_YOUNGEST 25
#define VOSS_OLDER 50
#define VOSS_OLDEST 75 /* not included */

typedef struct
{
  BwMetric metric;
  double mean, sd;
} Norm;

static const Norm day[] = {
  { BW_METRIC_SDNN, 141, 39 },
  { BW_METRIC_SDANN, 127, 35 },
  { BW_METRIC_RMSSD, 27, 12 },
  { BW_METRIC_TRIANGULAR_INDEX, 37, 15 },
};

static const Norm powers[] = {
  { BW_METRIC_WELCH_TOTAL, 3466, 1018 },
  { BW_METRIC_WELCH_LF, 1170, 416 },
  { BW_METRIC_WELCH_HF, 975, 203 },
};

static const Norm nunan[] = {
  { BW_METRIC_MEAN_NN, 926, 90 },
  { BW_METRIC_WELCH_LF_NU, 52, 10 },
  { BW_METRIC_WELCH_HF_NU, 40, 10 },
};

/* Mean and standard deviation of women and men up to and from the age of 50. */
enum { N_GROUPS = 4 };
static const guint voss_n[N_GROUPS] = { 571, 744, 211, 380 };
static const struct
{
  BwMetric metric;
  double mean[N_GROUPS], sd[N_GROUPS];
} voss[] = {
  { BW_METRIC_SDNN, { 44.9, 45.8, 31.6, 33.0 }, { 19.2, 18.8, 13.6, 14.8 } },
  { BW_METRIC_RMSSD, { 36.5, 34.0, 22.0, 20.5 }, { 20.1, 18.3, 13.2, 11.0 } },
  { BW_METRIC_DFA_ALPHA1, { 0.92, 0.98, 1.06, 1.13 }, { 0.23, 0.22, 0.24, 0.23 } },
  { BW_METRIC_DFA_ALPHA2, { 0.91, 0.87, 0.98, 0.97 }, { 0.20, 0.22, 0.17, 0.20 } },
};

static gboolean
is_normal (BwMetric metric)
{
  return metric == BW_METRIC_MEAN_NN || metric == BW_METRIC_DFA_ALPHA1
         || metric == BW_METRIC_DFA_ALPHA2;
}

/* The range of 95 in 100. */
static void
fill_range (BwMetricNorm *norm,
            BwMetric      metric,
            double        mean,
            double        sd)
{
  norm->has_mean = TRUE;
  norm->mean = mean;
  norm->sd = sd;
  if (is_normal (metric))
    {
      norm->low = mean - 1.96 * sd;
      norm->high = mean + 1.96 * sd;
    }
  else
    {
      const double variance = log1p (sd * sd / (mean * mean));
      const double middle = log (mean) - variance / 2;

      norm->low = exp (middle - 1.96 * sqrt (variance));
      norm->high = exp (middle + 1.96 * sqrt (variance));
    }
}

static const Norm *
find (const Norm *norms,
      guint       n,
      BwMetric    metric)
{
  for (guint i = 0; i < n; i++)
    if (norms[i].metric == metric)
      return &norms[i];
  return NULL;
}

/* Women and men of the groups @from … @to - 1 as one. */
static gboolean
find_voss (BwMetric metric,
           guint    from,
           guint    to,
           double  *mean,
           double  *sd)
{
  for (guint i = 0; i < G_N_ELEMENTS (voss); i++)
    {
      double n = 0, sum = 0, squares = 0;

      if (voss[i].metric != metric)
        continue;
      for (guint g = from; g < to; g++)
        {
          n += voss_n[g];
          sum += voss_n[g] * voss[i].mean[g];
        }
      *mean = sum / n;
      for (guint g = from; g < to; g++)
        squares += (voss_n[g] - 1) * voss[i].sd[g] * voss[i].sd[g]
                   + voss_n[g] * (voss[i].mean[g] - *mean) * (voss[i].mean[g] - *mean);
      *sd = sqrt (squares / (n - 1));
      return TRUE;
    }
  return FALSE;
}

static gboolean
get_short (BwMetric      metric,
           double        age_years,
           BwMetricNorm *norm)
{
  const Norm *found;
  double mean, sd;

  /* of either spectrum: both are scaled alike */
  if (metric >= BW_METRIC_LOMB_TOTAL && metric < BW_METRIC_LOMB_TOTAL + BW_N_SPECTRUM_METRICS)
    metric -= BW_N_SPECTRUM_METRICS;

  if (metric == BW_METRIC_WELCH_LF_HF)
    {
      norm->low = 1.5;
      norm->high = 2;
      norm->is_guide = TRUE;
      norm->source = _("Task Force 1996, 5 minutes");
      return TRUE;
    }
  found = find (powers, G_N_ELEMENTS (powers), metric);
  if (found != NULL)
    {
      fill_range (norm, metric, found->mean, found->sd);
      norm->is_guide = TRUE;
      norm->source = _("Task Force 1996, 5 minutes");
      return TRUE;
    }
  found = find (nunan, G_N_ELEMENTS (nunan), metric);
  if (found != NULL)
    {
      norm->has_mean = norm->is_guide = TRUE;
      norm->mean = found->mean;
      norm->sd = found->sd;
      norm->low = found->mean - found->sd;
      norm->high = found->mean + found->sd;
      norm->source = _("Nunan 2010, means of studies of 5 minutes");
      return TRUE;
    }

  if (age_years < 0 && find_voss (metric, 0, N_GROUPS, &mean, &sd))
    norm->source = _("Voss 2015, 5 minutes, ages 25 to 74");
  else if (age_years >= VOSS_YOUNGEST && age_years < VOSS_OLDER
           && find_voss (metric, 0, 2, &mean, &sd))
    norm->source = _("Voss 2015, 5 minutes, ages 25 to 49");
  else if (age_years >= VOSS_OLDER && age_years < VOSS_OLDEST
           && find_voss (metric, 2, N_GROUPS, &mean, &sd))
    norm->source = _("Voss 2015, 5 minutes, ages 50 to 74");
  else
    return FALSE;
  fill_range (norm, metric, mean, sd);
  return TRUE;
}

gboolean
bw_metric_get_norm (BwMetric      metric,
                    double        duration_s,
                    double        age_years,
                    BwMetricNorm *norm)
{
  g_return_val_if_fail (metric < BW_N_METRICS, FALSE);
  g_return_val_if_fail (norm != NULL, FALSE);

  *norm = (BwMetricNorm){ 0 };
  if (duration_s >= DAY_SHORTEST_S)
    {
      const Norm *found = find (day, G_N_ELEMENTS (day), metric);

      if (found == NULL)
        return FALSE;
      fill_range (norm, metric, found->mean, found->sd);
      norm->source = _("Task Force 1996, 24 hours");
      return TRUE;
    }
  return duration_s >= SHORT_SHORTEST_S && duration_s <= SHORT_LONGEST_S
         && get_short (metric, age_years, norm);
}

double
bw_hrv_get_norm_s (const BwHrv *hrv)
{
  g_return_val_if_fail (hrv != NULL, 0);

  if (hrv->detrended || hrv->covered_s < BW_HRV_GOOD_COVERED * hrv->duration_s)
    return 0;
  return hrv->covered_s;
}

int
bw_metric_norm_get_side (const BwMetricNorm *norm,
                         double              value)
{
  if (norm->is_guide)
    return 0;
  return (value > norm->high) - (value < norm->low);
}

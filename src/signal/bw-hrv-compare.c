/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-hrv-bootstrap-private.h"
#include "signal/bw-hrv-compare.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>

#define TAIL 0.025

/* Degrees of freedom below which a power says nothing. */
#define MIN_FREEDOM 2.0

static gboolean
is_of_spectrum (BwMetric metric)
{
  return metric >= BW_METRIC_WELCH_TOTAL
         && metric < BW_METRIC_LOMB_TOTAL + BW_N_SPECTRUM_METRICS;
}

/* As if it were Welch's. */
static BwMetric
get_kind (BwMetric metric)
{
  return is_of_spectrum (metric) && metric >= BW_METRIC_LOMB_TOTAL ? metric - BW_N_SPECTRUM_METRICS
                                                                   : metric;
}

static const BwHrvSpectrum *
get_spectrum (BwMetric     metric,
              const BwHrv *hrv)
{
  return metric < BW_METRIC_LOMB_TOTAL ? &hrv->welch : &hrv->lomb;
}

static gboolean
is_ratio (BwMetric metric)
{
  const BwMetric kind = get_kind (metric);

  return kind >= BW_METRIC_WELCH_TOTAL && kind <= BW_METRIC_WELCH_LF_HF;
}

/* Of the power between two frequencies: 2 power² / variance. */
static double
get_freedom (const BwHrvSpectrum *s,
             double               low_hz,
             double               high_hz)
{
  double power = 0, squares = 0;

  for (guint k = 0; k < s->n_density; k++)
    {
      const double f = k * s->step_hz, density = s->density_ms2_hz[k];
      const double width = MIN (f + s->step_hz / 2, high_hz) - MAX (f - s->step_hz / 2, low_hz);

      if (width <= 0)
        continue;
      power += density * width;
      squares += density * density * width / (1 + s->chance);
    }
  return squares > 0 ? 2 * power * power * s->equivalent_s / squares : 0;
}

static double
get_band_freedom (const BwHrvSpectrum *s,
                  BwHrvBand            first,
                  BwHrvBand            last)
{
  double low, high, unused;

  bw_hrv_band_get_edges (first, &low, &unused);
  bw_hrv_band_get_edges (last, &unused, &high);
  return get_freedom (s, low, high);
}

/* Mean and variance of the logarithm of a power over the true one: of χ² of so many degrees of
 * freedom, over these. */
typedef struct
{
  gboolean has;
  double mean, variance;
} LogError;

static LogError
get_log_error (double freedom)
{
  if (!(freedom >= MIN_FREEDOM))
    return (LogError){ 0 };
  return (LogError){
    .has = TRUE,
    .mean = gsl_sf_psi (freedom / 2) - log (freedom / 2),
    .variance = gsl_sf_psi_1 (freedom / 2),
  };
}

/* Of one that is divided by another, from data of its own. */
static LogError
divide (LogError over,
        LogError under)
{
  return (LogError){
    .has = over.has && under.has,
    .mean = over.mean - under.mean,
    .variance = over.variance + under.variance,
  };
}

/* The interval of what was found to be @ratio. */
static void
get_log_interval (double   ratio,
                  LogError error,
                  double  *low,
                  double  *high)
{
  const double reach = gsl_cdf_ugaussian_Qinv (TAIL) * sqrt (error.variance);

  *low = ratio * exp (-error.mean - reach);
  *high = ratio * exp (-error.mean + reach);
}

static LogError
get_lf_hf_error (const BwHrvSpectrum *s)
{
  return divide (get_log_error (get_band_freedom (s, BW_HRV_LF, BW_HRV_LF)),
                 get_log_error (get_band_freedom (s, BW_HRV_HF, BW_HRV_HF)));
}

static LogError
get_power_error (BwMetric             kind,
                 const BwHrvSpectrum *s)
{
  if (kind == BW_METRIC_WELCH_TOTAL)
    return get_log_error (get_band_freedom (s, BW_HRV_VLF, BW_HRV_HF));
  if (kind == BW_METRIC_WELCH_LF_HF)
    return get_lf_hf_error (s);
  return get_log_error (get_band_freedom (s, (BwHrvBand) (kind - BW_METRIC_WELCH_VLF),
                                          (BwHrvBand) (kind - BW_METRIC_WELCH_VLF)));
}

static void
compare_powers (BwHrvDifference     *d,
                const BwHrvSpectrum *a,
                const BwHrvSpectrum *b)
{
  const BwMetric kind = get_kind (d->metric);
  const LogError error = divide (get_power_error (kind, b), get_power_error (kind, a));

  if (!error.has)
    return;
  d->has_interval = TRUE;
  get_log_interval (d->difference, error, &d->low, &d->high);
}

/* The interval of a difference from those of both sides. */
static void
recover (BwHrvDifference *d,
         double           low_a,
         double           high_a,
         double           low_b,
         double           high_b)
{
  d->has_interval = TRUE;
  d->low = d->difference - hypot (d->b - low_b, high_a - d->a);
  d->high = d->difference + hypot (high_b - d->b, d->a - low_a);
}

/* Of a share in percent of LF + HF, from the interval of the ratio behind it. */
static void
get_share_interval (double   share,
                    LogError error,
                    double  *low,
                    double  *high)
{
  get_log_interval (share / (100 - share), error, low, high);
  *low = 100 * *low / (1 + *low);
  *high = 100 * *high / (1 + *high);
}

static void
compare_shares (BwHrvDifference     *d,
                const BwHrvSpectrum *a,
                const BwHrvSpectrum *b)
{
  LogError of_a = get_lf_hf_error (a), of_b = get_lf_hf_error (b);
  double low_a, high_a, low_b, high_b;

  if (!of_a.has || !of_b.has || d->a >= 100 || d->b >= 100)
    return;
  if (get_kind (d->metric) == BW_METRIC_WELCH_HF_NU)
    {
      of_a.mean = -of_a.mean; /* its ratio is HF/LF */
      of_b.mean = -of_b.mean;
    }
  get_share_interval (d->a, of_a, &low_a, &high_a);
  get_share_interval (d->b, of_b, &low_b, &high_b);
  recover (d, low_a, high_a, low_b, high_b);
}

static void
get_interval (BwMetric           metric,
              double             value,
              const BwHrvErrors *errors,
              double            *low,
              double            *high)
{
  const double reach = gsl_cdf_tdist_Qinv (TAIL, errors->freedom) * errors->error[metric];
  const gboolean is_share = metric == BW_METRIC_PNN50 || metric == BW_METRIC_PNN20;

  *low = errors->is_log[metric] ? value * exp (-reach) : value - reach;
  *high = errors->is_log[metric] ? value * exp (reach) : value + reach;
  if (is_share)
    {
      *low = MAX (*low, 0);
      *high = MIN (*high, 100);
    }
}

static void
compare_resampled (BwHrvDifference   *d,
                   const BwHrvErrors *a,
                   const BwHrvErrors *b)
{
  double low_a, high_a, low_b, high_b;

  if (!a->has[d->metric] || !b->has[d->metric])
    return;
  get_interval (d->metric, d->a, a, &low_a, &high_a);
  get_interval (d->metric, d->b, b, &low_b, &high_b);
  recover (d, low_a, high_a, low_b, high_b);
}

static void
compare_spectra (BwHrvDifference     *d,
                 const BwHrvSpectrum *a,
                 const BwHrvSpectrum *b)
{
  const BwMetric kind = get_kind (d->metric);

  if (kind <= BW_METRIC_WELCH_LF_HF)
    compare_powers (d, a, b);
  else if (kind <= BW_METRIC_WELCH_HF_NU)
    compare_shares (d, a, b);
}

GArray *
bw_hrv_compare (const BwHrv  *a,
                const BwHrv  *b,
                guint64       seed,
                GCancellable *cancellable)
{
  GArray *differences;
  BwHrvErrors errors_a, errors_b;

  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  if (!bw_hrv_bootstrap (&errors_a, a, seed, cancellable)
      || !bw_hrv_bootstrap (&errors_b, b, seed, cancellable))
    return NULL;

  differences = g_array_sized_new (FALSE, TRUE, sizeof (BwHrvDifference), BW_N_METRICS);
  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      BwHrvDifference d = { .metric = m, .is_ratio = is_ratio (m) };

      d.has_a = bw_metric_get_value (m, a, &d.a);
      d.has_b = bw_metric_get_value (m, b, &d.b);
      d.has_difference = d.has_a && d.has_b && (!d.is_ratio || d.a > 0);
      if (d.has_difference)
        {
          d.difference = d.is_ratio ? d.b / d.a : d.b - d.a;
          if (is_of_spectrum (m))
            compare_spectra (&d, get_spectrum (m, a), get_spectrum (m, b));
          else
            compare_resampled (&d, &errors_a, &errors_b);
        }
      g_array_append_val (differences, d);
    }
  return differences;
}

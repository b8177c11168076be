/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-hrv-frequency-private.h"
#include "signal/bw-resample.h"

#include <gsl/gsl_fft_real.h>
#include <math.h>
#include <string.h>

static const double edges_hz[BW_HRV_N_BANDS + 1] = { 0.0033, 0.04, 0.15, 0.4 };
static const double shortest_s[BW_HRV_N_BANDS] = {
  BW_HRV_VLF_SHORTEST_S,
  BW_HRV_LF_SHORTEST_S,
  BW_HRV_HF_SHORTEST_S,
};

/* As far as the density is kept. */
#define HIGHEST_HZ 0.5

/* Frequencies per 1/window of Lomb's periodogram: enough for sums over it to be exact. */
#define OVERSAMPLING 2

/* Two beats at once. */
typedef double Pair __attribute__ ((vector_size (16)));

/* Of the HF band, where the heart is too slow to show all of it. */
#define MIN_HF_EDGE_HZ 0.25

/* A window of beats needs this many, and intervals over this share of it. */
#define MIN_BEATS 20
#define MIN_COVERED 0.5

void
bw_hrv_band_get_edges (BwHrvBand  band,
                       double    *low_hz,
                       double    *high_hz)
{
  *low_hz = edges_hz[band];
  *high_hz = edges_hz[band + 1];
}

void
bw_hrv_spectrum_clear (BwHrvSpectrum *self)
{
  g_clear_pointer (&self->density_ms2_hz, g_free);
  self->n_density = 0;
}

/* Number of windows that cover n samples, half overlapping or more, evenly laid. */
static guint
count_windows (double total,
               double window)
{
  return total <= window ? 1 : 1 + (guint) ceil ((total - window) / (window / 2));
}

/* A fluctuation is met at least twice a wave up to here. */
static double
get_nyquist (const BwRr *nn)
{
  double sum = 0;

  for (guint i = 0; i < nn->n; i++)
    sum += nn->rr_ms[i];
  return sum > 0 ? 500 * nn->n / sum : 0;
}

void
bw_hrv_spectrum_fill_bands (BwHrvSpectrum *result,
                            double         nyquist_hz)
{
  for (guint b = 0; b < BW_HRV_N_BANDS; b++)
    {
      double power = 0, highest = 0;

      for (guint k = 0; k < result->n_density; k++)
        {
          double f = k * result->step_hz, density = result->density_ms2_hz[k];
          double low = MAX (f - result->step_hz / 2, edges_hz[b]);
          double high = MIN (f + result->step_hz / 2, edges_hz[b + 1]);

          if (high <= low)
            continue;
          power += density * (high - low);
          if (density > highest)
            {
              highest = density;
              result->peak_hz[b] = CLAMP (f, edges_hz[b], edges_hz[b + 1]);
            }
        }
      result->has[b] = result->window_s >= shortest_s[b]
                       && nyquist_hz >= MIN (edges_hz[b + 1], MIN_HF_EDGE_HZ);
      result->power_ms2[b] = power;
    }

  result->has_total = result->has[BW_HRV_VLF] && result->has[BW_HRV_LF] && result->has[BW_HRV_HF];
  for (guint b = 0; b < BW_HRV_N_BANDS; b++)
    result->total_ms2 += result->power_ms2[b];
  if (result->has[BW_HRV_LF] && result->has[BW_HRV_HF] && result->power_ms2[BW_HRV_HF] > 0)
    {
      const double lf = result->power_ms2[BW_HRV_LF], hf = result->power_ms2[BW_HRV_HF];

      result->has_ratio = TRUE;
      result->lf_hf = lf / hf;
      result->lf_nu = 100 * lf / (lf + hf);
      result->hf_nu = 100 * hf / (lf + hf);
    }
}

guint
bw_hrv_spectrum_lay_out (BwHrvSpectrum *self,
                         guint          n_window)
{
  guint n_fft = 1;

  while (n_fft < 2 * n_window)
    n_fft *= 2;
  self->step_hz = BW_RESAMPLE_RATE_HZ / n_fft;
  self->n_density = (guint) (HIGHEST_HZ / self->step_hz) + 1;
  return n_fft;
}

void
bw_hrv_fill_hann (double *hann,
                  guint   n)
{
  for (guint i = 0; i < (n + 1) / 2; i++)
    hann[i] = hann[n - 1 - i] = 0.5 - 0.5 * cos (2 * G_PI * (i + 0.5) / n);
}

/* Hann's window or none at 0 ≤ x < 1. */
static double
get_taper (double   x,
           gboolean is_hann)
{
  return x < 0 || x >= 1 ? 0 : is_hann ? 0.5 - 0.5 * cos (2 * G_PI * x) : 1;
}

/* What the average of windows that overlap has in common with one long window: of X_k, the transforms
 * of windows w_k, Cov (|X_k|², |X_l|²) is the square of ∫ w_k w_l at one frequency, and over a band
 * its integral is ∫ w_k² w_l². @start_s ascends. */
static void
fill_chance (BwHrvSpectrum *self,
             const double  *start_s, /* n_windows */
             gboolean       is_hann)
{
  enum { GRID = 64 };
  const guint n = self->n_windows;
  double taper[GRID], all = 0, squares = 0, together = 0, same = 0;

  for (guint g = 0; g < GRID; g++)
    {
      taper[g] = get_taper ((g + 0.5) / GRID, is_hann);
      all += taper[g] * taper[g] / GRID;
    }
  for (guint k = 0; k < n; k++)
    for (guint l = k; l < n && start_s[l] - start_s[k] < self->window_s; l++)
      {
        const double lag = (start_s[l] - start_s[k]) / self->window_s;
        double product = 0, fourth = 0;

        for (guint g = 0; g < GRID; g++)
          {
            const double other = l == k ? taper[g]
                                        : get_taper ((g + 0.5) / GRID - lag, is_hann);

            product += taper[g] * other / GRID;
            fourth += taper[g] * taper[g] * other * other / GRID;
          }
        squares += (l == k ? 1 : 2) * (product / all) * (product / all);
        together += (l == k ? 1 : 2) * fourth;
        same = all;
      }
  self->chance = squares / ((double) n * n);
  self->equivalent_s = self->window_s * n * n * same * same / together;
}

void
bw_hrv_add_periodogram (double       *density,
                        guint         n_density,
                        double       *scratch,
                        const double *signal,
                        const double *hann,
                        guint         n,
                        guint         n_fft)
{
  double sum = 0, weights = 0, squares = 0, scale;

  for (guint i = 0; i < n; i++)
    {
      sum += hann[i] * signal[i];
      weights += hann[i];
      squares += hann[i] * hann[i];
    }
  for (guint i = 0; i < n; i++)
    scratch[i] = hann[i] * (signal[i] - sum / weights);
  memset (scratch + n, 0, (n_fft - n) * sizeof *scratch);
  gsl_fft_real_radix2_transform (scratch, 1, n_fft);

  /* One-sided; half-complex order: real parts up to n/2, then imaginary ones backwards. */
  scale = 2 / (BW_RESAMPLE_RATE_HZ * squares);
  for (guint k = 1; k < n_density; k++)
    density[k] += scale
                  * (scratch[k] * scratch[k] + scratch[n_fft - k] * scratch[n_fft - k]);
}

void
bw_hrv_welch (BwHrvSpectrum *result,
              const BwRr    *nn,
              double         window_s)
{
  g_autoptr (GArray) runs = bw_rr_get_runs (nn);
  g_autofree double *hann = NULL;
  g_autofree double *scratch = NULL;
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (double));
  double longest_ms = 0;
  guint n_window, n_fft;

  *result = (BwHrvSpectrum){ 0 };
  for (guint r = 0; r < runs->len; r++)
    {
      const BwRrRun *run = &g_array_index (runs, BwRrRun, r);

      longest_ms = MAX (longest_ms,
                        nn->end_ms[run->first + run->n - 1] - nn->end_ms[run->first]);
    }
  if (longest_ms < 1000 * BW_HRV_HF_SHORTEST_S)
    return;

  n_window = (guint) (longest_ms / (1000 / BW_RESAMPLE_RATE_HZ)) + 1; /* as bw_rr_resample() */
  if (window_s > 0)
    n_window = MIN (n_window, (guint) (window_s * BW_RESAMPLE_RATE_HZ));
  n_fft = bw_hrv_spectrum_lay_out (result, n_window);
  result->window_s = MIN (longest_ms / 1000, n_window / BW_RESAMPLE_RATE_HZ);
  result->density_ms2_hz = g_new0 (double, result->n_density);
  scratch = g_new (double, n_fft);
  hann = g_new (double, n_window);
  bw_hrv_fill_hann (hann, n_window);

  for (guint r = 0; r < runs->len; r++)
    {
      guint n, n_windows;
      g_autofree double *signal = bw_rr_resample (nn, &g_array_index (runs, BwRrRun, r), &n);

      if (n < n_window)
        continue;
      n_windows = count_windows (n, n_window);
      for (guint w = 0; w < n_windows; w++)
        {
          guint start = n_windows == 1 ? 0
                                       : (guint) ((guint64) (n - n_window) * w / (n_windows - 1));

          double start_s = nn->end_ms[g_array_index (runs, BwRrRun, r).first] / 1000
                           + start / BW_RESAMPLE_RATE_HZ;

          bw_hrv_add_periodogram (result->density_ms2_hz, result->n_density, scratch,
                                  signal + start, hann, n_window, n_fft);
          g_array_append_val (starts, start_s);
        }
      result->n_windows += n_windows;
    }
  if (result->n_windows == 0) /* beats that do not come in order */
    {
      bw_hrv_spectrum_clear (result);
      *result = (BwHrvSpectrum){ 0 };
      return;
    }
  for (guint k = 0; k < result->n_density; k++)
    result->density_ms2_hz[k] /= result->n_windows;
  fill_chance (result, (const double *) starts->data, TRUE);
  bw_hrv_spectrum_fill_bands (result, get_nyquist (nn));
}

/* One frequency of two beats: adds them to the sums, and turns them on to the next frequency. */
static inline void
add_pair (Pair *sums, /* y cos, y sin, cos², sin cos */
          Pair *cosine,
          Pair *sine,
          Pair  y,
          Pair  turn_cosine,
          Pair  turn_sine)
{
  const Pair c = *cosine, s = *sine;

  sums[0] += y * c;
  sums[1] += y * s;
  sums[2] += c * c;
  sums[3] += s * c;
  *cosine = c * turn_cosine - s * turn_sine;
  *sine = s * turn_cosine + c * turn_sine;
}

/* Lomb's power at one frequency, from the sums over n beats. */
static double
solve_lomb (const Pair *sums,
            guint       n)
{
  const double yc = sums[0][0] + sums[0][1], ys = sums[1][0] + sums[1][1];
  const double cos_2 = 2 * (sums[2][0] + sums[2][1]) - n; /* Σ cos 2ωt, Σ sin 2ωt */
  const double sin_2 = 2 * (sums[3][0] + sums[3][1]);
  const double half = sqrt (cos_2 * cos_2 + sin_2 * sin_2) / 2;
  const double angle = atan2 (sin_2, cos_2) / 2;
  const double a = yc * cos (angle) + ys * sin (angle), b = ys * cos (angle) - yc * sin (angle);
  const double high = n / 2.0 + half, low = n / 2.0 - half;

  return (a * a / high + (low > 1e-6 * n ? b * b / low : 0)) / 2;
}

/* Adds Lomb's periodogram of n beats to @density, up to the mean Nyquist frequency of the beats:
 * above, the waves below are met again. Sine and cosine are turned from frequency to frequency by
 * multiplication, two beats and two frequencies at a time. Returns that frequency. */
static double
add_lomb (double       *density,
          guint         n_density,
          double        step_hz,
          Pair         *scratch, /* 5 n_pairs */
          const double *time_ms,
          const double *rr_ms,
          guint         n)
{
  const guint n_pairs = (n + 1) / 2;
  Pair *y = scratch, *c = y + n_pairs, *s = c + n_pairs, *turn_c = s + n_pairs,
       *turn_s = turn_c + n_pairs;
  double mean = 0, scale, nyquist_hz;

  for (guint i = 0; i < n; i++)
    mean += rr_ms[i] / n;
  for (guint i = 0; i < 2 * n_pairs; i++)
    {
      double angle = i < n ? 2 * G_PI * step_hz * (time_ms[i] - time_ms[0]) / 1000 : 0;

      y[i / 2][i % 2] = i < n ? rr_ms[i] - mean : 0;
      c[i / 2][i % 2] = turn_c[i / 2][i % 2] = i < n ? cos (angle) : 0; /* padding adds nothing */
      s[i / 2][i % 2] = turn_s[i / 2][i % 2] = i < n ? sin (angle) : 0;
    }

  nyquist_hz = 500 / mean;
  n_density = MIN (n_density, (guint) (nyquist_hz / step_hz) + 1);
  scale = 2 * mean / 1000; /* seconds per beat: the integral over all frequencies is the variance */
  for (guint k = 1; k < n_density; k += 2)
    {
      Pair first[4] = { 0 }, second[4] = { 0 };

      for (guint i = 0; i < n_pairs; i++)
        {
          const Pair yi = y[i], turn_ci = turn_c[i], turn_si = turn_s[i];
          Pair ci = c[i], si = s[i];

          add_pair (first, &ci, &si, yi, turn_ci, turn_si);
          add_pair (second, &ci, &si, yi, turn_ci, turn_si);
          c[i] = ci;
          s[i] = si;
        }
      density[k] += scale * solve_lomb (first, n);
      if (k + 1 < n_density)
        density[k + 1] += scale * solve_lomb (second, n);
    }
  return nyquist_hz;
}

/* First interval that ends at or after @time_ms. */
static guint
find_interval (const BwRr *rr,
               double      time_ms)
{
  guint low = 0, high = rr->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (rr->end_ms[middle] < time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
bw_hrv_lomb (BwHrvSpectrum *result,
             const BwRr    *nn,
             double         window_s)
{
  Pair *scratch;
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (double));
  double total_s, lowest_nyquist_hz = HUGE_VAL;
  guint n_windows;

  *result = (BwHrvSpectrum){ 0 };
  if (nn->n < MIN_BEATS)
    return;
  total_s = (nn->end_ms[nn->n - 1] - nn->end_ms[0]) / 1000;
  if (total_s < BW_HRV_HF_SHORTEST_S)
    return;
  if (window_s <= 0 || total_s < window_s)
    window_s = total_s;

  result->window_s = window_s;
  result->step_hz = 1 / (OVERSAMPLING * window_s);
  result->n_density = (guint) (HIGHEST_HZ / result->step_hz) + 1;
  result->density_ms2_hz = g_new0 (double, result->n_density);
  scratch = g_aligned_alloc0 (5 * ((gsize) nn->n / 2 + 1), sizeof (Pair), sizeof (Pair));
  n_windows = count_windows (total_s, window_s);
  for (guint w = 0; w < n_windows; w++)
    {
      double start = nn->end_ms[0]
                     + (n_windows == 1 ? 0 : 1000 * (total_s - window_s) * w / (n_windows - 1));
      guint first = find_interval (nn, start);
      guint n = find_interval (nn, start + 1000 * window_s + 1) - first;
      double covered = 0, nyquist_hz, start_s = start / 1000;

      for (guint i = first; i < first + n; i++)
        covered += nn->rr_ms[i];
      if (n < MIN_BEATS || (covered < MIN_COVERED * 1000 * window_s && n_windows > 1))
        continue;
      nyquist_hz = add_lomb (result->density_ms2_hz, result->n_density, result->step_hz, scratch,
                             nn->end_ms + first, nn->rr_ms + first, n);
      lowest_nyquist_hz = MIN (lowest_nyquist_hz, nyquist_hz);
      g_array_append_val (starts, start_s);
      result->n_windows++;
    }
  g_aligned_free (scratch);
  if (result->n_windows == 0)
    {
      bw_hrv_spectrum_clear (result);
      *result = (BwHrvSpectrum){ 0 };
      return;
    }
  for (guint k = 0; k < result->n_density; k++)
    result->density_ms2_hz[k] /= result->n_windows;
  fill_chance (result, (const double *) starts->data, FALSE);
  bw_hrv_spectrum_fill_bands (result, lowest_nyquist_hz);
}

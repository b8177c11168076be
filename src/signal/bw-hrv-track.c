/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-hrv-frequency-private.h"
#include "signal/bw-hrv-track.h"
#include "signal/bw-resample.h"

#include <math.h>

#define LONG_S 1200.0
#define LONG_WINDOW_S 300.0
#define LONG_STEP_S 60.0
#define SHORT_WINDOW_S 60.0
#define SHORT_STEP_S 10.0

#define MIN_COVERED 0.5
#define MIN_COVERED_SPECTRUM 0.9

/* Sums of times of beats are off by less. */
#define SAME_TIME_MS 1e-4

void
bw_hrv_track_choose_windows (double  duration_s,
                             double *window_s,
                             double *step_s)
{
  if (*window_s <= 0)
    *window_s = duration_s >= LONG_S ? LONG_WINDOW_S : SHORT_WINDOW_S;
  *window_s = CLAMP (*window_s, BW_HRV_TRACK_SHORTEST_S, BW_HRV_TRACK_LONGEST_S);
  if (*step_s <= 0)
    *step_s = *window_s >= LONG_WINDOW_S ? *window_s * LONG_STEP_S / LONG_WINDOW_S
                                         : *window_s * SHORT_STEP_S / SHORT_WINDOW_S;
  *step_s = MAX (*step_s, *window_s / BW_HRV_TRACK_MOST_STEPS);
  *step_s = MAX (*step_s, (duration_s - *window_s) / (BW_HRV_TRACK_MOST_WINDOWS - 1));
}

/* The metrics of the intervals from @first on that end by @end. */
static void
fill_time (BwHrvTrack *self,
           guint       w,
           const BwRr *nn,
           guint       first,
           double      end)
{
  double covered = 0, mean = 0, squares = 0, differences = 0;
  guint n = 0, n_differences = 0;

  for (guint i = first; i < nn->n && nn->end_ms[i] <= end; i++)
    {
      double step = nn->rr_ms[i] - mean;

      if (nn->interpolated[i])
        continue;
      n++;
      covered += nn->rr_ms[i];
      mean += step / n;
      squares += step * (nn->rr_ms[i] - mean);
      if (i > first && bw_rr_contiguous (nn, i - 1) && !nn->interpolated[i - 1])
        {
          double difference = nn->rr_ms[i] - nn->rr_ms[i - 1];

          differences += difference * difference;
          n_differences++;
        }
    }
  if (covered < MIN_COVERED * 1000 * self->window_s || n < 2 || n_differences == 0)
    return;
  self->has_time[w] = TRUE;
  self->mean_hr_bpm[w] = 60000 / mean;
  self->sdnn_ms[w] = sqrt (squares / (n - 1));
  self->rmssd_ms[w] = sqrt (differences / n_differences);
}

/* First interval that begins at or after @time_ms, looked for from @first on. */
static guint
find_interval (const BwRr *nn,
               guint       first,
               double      time_ms)
{
  while (first < nn->n && nn->end_ms[first] - nn->rr_ms[first] < time_ms - SAME_TIME_MS)
    first++;
  return first;
}

static void
fill_times (BwHrvTrack *self,
            const BwRr *nn,
            double      begin_ms)
{
  guint first = 0;

  for (guint w = 0; w < self->n; w++)
    {
      const double start = begin_ms + 1000 * self->step_s * w;

      first = find_interval (nn, first, start);
      self->middle_ms[w] = start + 500 * self->window_s;
      fill_time (self, w, nn, first, start + 1000 * self->window_s + SAME_TIME_MS);
    }
}

/* What a window's spectrum is made with. */
typedef struct
{
  BwHrvSpectrum spectrum; /* of one window; owns its density */
  guint n_window, n_fft;
  double *hann;           /* [n_window]: of a whole window */
  double *cut_hann;       /* [n_window]: of a window at the end of a run */
  double *scratch;        /* [n_fft] */
} Maker;

static void
maker_clear (Maker *maker)
{
  bw_hrv_spectrum_clear (&maker->spectrum);
  g_free (maker->hann);
  g_free (maker->cut_hann);
  g_free (maker->scratch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Maker, maker_clear)

static void
fill_spectrum (BwHrvTrack   *self,
               guint         w,
               Maker        *maker,
               const double *signal, /* n */
               guint         n,
               double        nyquist_hz)
{
  BwHrvSpectrum *spectrum = &maker->spectrum;
  const double *hann = maker->hann;
  float *row = self->density_ms2_hz + (gsize) w * self->n_density;

  if (n < maker->n_window)
    {
      bw_hrv_fill_hann (maker->cut_hann, n);
      hann = maker->cut_hann;
    }
  *spectrum = (BwHrvSpectrum){
    .density_ms2_hz = spectrum->density_ms2_hz,
    .n_density = spectrum->n_density,
    .step_hz = spectrum->step_hz,
    .window_s = self->window_s,
    .n_windows = 1,
  };
  for (guint k = 0; k < spectrum->n_density; k++)
    spectrum->density_ms2_hz[k] = 0;
  bw_hrv_add_periodogram (spectrum->density_ms2_hz, spectrum->n_density, maker->scratch, signal,
                          hann, n, maker->n_fft);
  bw_hrv_spectrum_fill_bands (spectrum, nyquist_hz);
  if (!spectrum->has_ratio)
    return;
  self->has_spectrum[w] = TRUE;
  self->lf_ms2[w] = spectrum->power_ms2[BW_HRV_LF];
  self->hf_ms2[w] = spectrum->power_ms2[BW_HRV_HF];
  self->lf_hf[w] = spectrum->lf_hf;
  for (guint k = 0; k < spectrum->n_density; k++)
    row[k] = (float) spectrum->density_ms2_hz[k];
}

/* Of the windows that lie, but for a tenth, within @run. */
static gboolean
fill_run (BwHrvTrack    *self,
          Maker         *maker,
          const BwRr    *nn,
          const BwRrRun *run,
          double         begin_ms,
          GCancellable  *cancellable)
{
  guint n;
  g_autofree double *signal = bw_rr_resample (nn, run, &n);
  const double zero = nn->end_ms[run->first], period = 1000 / BW_RESAMPLE_RATE_HZ;
  const double needed = MIN_COVERED_SPECTRUM * maker->n_window;
  double sum = 0;
  double w = ceil ((zero - begin_ms - 100 * self->window_s) / (1000 * self->step_s));

  for (guint i = run->first; i < run->first + run->n; i++)
    sum += nn->rr_ms[i];
  for (guint at = (guint) MAX (w, 0); at < self->n; at++)
    {
      const double start = (begin_ms + 1000 * self->step_s * at - zero) / period;
      const double begin = ceil (start - 1e-6); /* first sample of the window, of the run or before it */
      const double first = MAX (0, begin), last = MIN (n, begin + maker->n_window);

      if (first >= n)
        break;
      if (last - first < needed)
        continue;
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      fill_spectrum (self, at, maker, signal + (guint) first, (guint) (last - first),
                     500 * run->n / sum);
    }
  return TRUE;
}

BwHrvTrack *
bw_hrv_track_new (const BwRr   *nn,
                  double        window_s,
                  double        step_s,
                  GCancellable *cancellable)
{
  g_autoptr (BwHrvTrack) self = g_new0 (BwHrvTrack, 1);
  g_autoptr (GArray) runs = NULL;
  g_auto (Maker) maker = { 0 };
  double duration_s, begin_ms;

  g_return_val_if_fail (nn != NULL, NULL);

  duration_s = bw_rr_get_duration_ms (nn) / 1000;
  bw_hrv_track_choose_windows (duration_s, &window_s, &step_s);
  self->window_s = window_s;
  self->step_s = step_s;
  if (!(duration_s >= window_s)) /* also where times are no numbers */
    return g_steal_pointer (&self);

  begin_ms = nn->end_ms[0] - nn->rr_ms[0];
  self->n = MIN ((guint) ((duration_s - window_s) / step_s + 1e-9) + 1, BW_HRV_TRACK_MOST_WINDOWS);
  maker.n_window = MAX ((guint) (window_s * BW_RESAMPLE_RATE_HZ + 1e-9), 1);
  maker.n_fft = bw_hrv_spectrum_lay_out (&maker.spectrum, maker.n_window);
  maker.spectrum.density_ms2_hz = g_new (double, maker.spectrum.n_density);
  maker.scratch = g_new (double, maker.n_fft);
  maker.hann = g_new (double, maker.n_window);
  maker.cut_hann = g_new (double, maker.n_window);
  bw_hrv_fill_hann (maker.hann, maker.n_window);

  self->n_density = maker.spectrum.n_density;
  self->step_hz = maker.spectrum.step_hz;
  self->middle_ms = g_new0 (double, self->n);
  self->has_time = g_new0 (guint8, self->n);
  self->mean_hr_bpm = g_new0 (double, self->n);
  self->sdnn_ms = g_new0 (double, self->n);
  self->rmssd_ms = g_new0 (double, self->n);
  self->has_spectrum = g_new0 (guint8, self->n);
  self->lf_ms2 = g_new0 (double, self->n);
  self->hf_ms2 = g_new0 (double, self->n);
  self->lf_hf = g_new0 (double, self->n);
  self->density_ms2_hz = g_new0 (float, (gsize) self->n * self->n_density);

  fill_times (self, nn, begin_ms);
  if (window_s < BW_HRV_LF_SHORTEST_S)
    return g_steal_pointer (&self);
  runs = bw_rr_get_runs (nn);
  for (guint r = 0; r < runs->len; r++)
    if (!fill_run (self, &maker, nn, &g_array_index (runs, BwRrRun, r), begin_ms, cancellable))
      return NULL;
  return g_steal_pointer (&self);
}

void
bw_hrv_track_free (BwHrvTrack *self)
{
  if (self == NULL)
    return;
  g_free (self->middle_ms);
  g_free (self->has_time);
  g_free (self->mean_hr_bpm);
  g_free (self->sdnn_ms);
  g_free (self->rmssd_ms);
  g_free (self->has_spectrum);
  g_free (self->lf_ms2);
  g_free (self->hf_ms2);
  g_free (self->lf_hf);
  g_free (self->density_ms2_hz);
  g_free (self);
}

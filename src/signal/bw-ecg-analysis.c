/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-ecg-analysis.h"

#include "signal/bw-ecg-flaws.h"
#include "signal/bw-ecg-template.h"
#include "signal/bw-filter.h"
#include "signal/bw-rpeaks-private.h"

#include <glib/gi18n-lib.h>

/* The window of a beat. */
#define BEFORE_SECONDS 0.25
#define BEAT_SECONDS 0.70

#define MIN_BEATS 3
#define MIN_INTERVALS 3

/* Orphanidou et al.: beats that agree less are no beats. */
#define MIN_AGREEMENT 0.66

/* An interval between R peaks above it has lost beats. */
#define LONGEST_RR_MS 5000

#define GOOD 0.8
#define FAIR 0.5

static gboolean
hides (BwEcgFlaw flaw)
{
  return flaw == BW_ECG_FLAW_FLAT || flaw == BW_ECG_FLAW_SATURATED || flaw == BW_ECG_FLAW_NOISE;
}

/* Unites the stretches that hide something. */
static void
fill_hidden (BwEcgAnalysis *self)
{
  self->hidden = g_new (BwEcgSpan, self->n_stretches);
  for (guint i = 0; i < self->n_stretches; i++)
    {
      const BwEcgStretch *stretch = &self->stretches[i];
      BwEcgSpan *last = self->n_hidden > 0 ? &self->hidden[self->n_hidden - 1] : NULL;

      if (!hides (stretch->flaw))
        continue;
      if (last != NULL && stretch->start <= last->end)
        last->end = MAX (last->end, stretch->end);
      else
        self->hidden[self->n_hidden++] = (BwEcgSpan) { stretch->start, stretch->end };
    }
}

/* The first span that ends beyond @sample, or their number. */
static guint
find_hidden (const BwEcgAnalysis *self,
             guint                sample)
{
  guint low = 0, high = self->n_hidden;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (self->hidden[middle].end <= sample)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Whether nothing hides any of [from, to). */
static gboolean
is_clean (const BwEcgAnalysis *self,
          guint                from,
          guint                to)
{
  const guint i = find_hidden (self, from);

  return i == self->n_hidden || self->hidden[i].start >= to;
}

/* The R peaks that were found where nothing hides the QRS complex.
 * Returns: (transfer full) (array length=n) */
static guint32 *
get_clean_peaks (const BwEcgAnalysis *self,
                 guint               *n)
{
  guint32 *clean = g_new (guint32, self->peaks->n_detected + 1);

  *n = 0;
  for (guint i = 0; i < self->peaks->n_detected; i++)
    {
      const guint32 peak = self->peaks->detected[i];

      if (is_clean (self, peak, peak + 1))
        clean[(*n)++] = peak;
    }
  return clean;
}

/* How far the beats are there, and alike. @agreement receives their mean correlation. */
static double
get_regularity (const BwEcgAnalysis *self,
                const double        *samples_uv,
                double               readable,
                double              *agreement)
{
  g_autofree double *flat = NULL;
  g_autofree guint32 *peaks = NULL;
  g_autoptr (BwEcgTemplate) beats = NULL;
  double sum = 0, found;
  guint n;

  *agreement = 0;
  peaks = get_clean_peaks (self, &n);
  if (n < MIN_BEATS)
    return 0;
  flat = g_new (double, self->n_samples);
  bw_ecg_filter (flat, samples_uv, self->n_samples, self->rate_hz, BW_ECG_FILTER_BASELINE);
  beats = bw_ecg_template_new (flat, self->n_samples, peaks, n,
                               bw_rpeaks_get_width (BEFORE_SECONDS, self->rate_hz),
                               bw_rpeaks_get_width (BEAT_SECONDS, self->rate_hz));
  if (beats->n_beats < MIN_BEATS)
    return 0;
  for (guint i = 0; i < beats->n_beats; i++)
    sum += MAX (0, beats->correlations[i]);
  *agreement = sum / beats->n_beats;
  found = n * bw_rpeaks_get_median_rr (self->peaks->peaks, self->peaks->n)
          / (readable * (self->n_samples - self->peaks->settling));
  return *agreement * MIN (1, found);
}

static void
set_rate (BwEcgAnalysis *self)
{
  const BwRPeaks *peaks = self->peaks;
  guint64 total = 0;
  guint n = 0;

  for (guint i = 1; i < peaks->n; i++)
    if (is_clean (self, peaks->peaks[i - 1], peaks->peaks[i]))
      {
        total += peaks->peaks[i] - peaks->peaks[i - 1];
        n++;
      }
  self->has_hr = n >= MIN_INTERVALS;
  self->mean_hr_bpm = self->has_hr ? 60 * self->rate_hz * n / total : 0;
}

BwEcgAnalysis *
bw_ecg_analysis_new (const double *samples_uv,
                     guint         n,
                     double        rate_hz)
{
  BwEcgAnalysis *self = g_new0 (BwEcgAnalysis, 1);
  GArray *stretches;
  double readable, agreement;

  g_return_val_if_fail (n == 0 || samples_uv != NULL, self);

  self->rate_hz = rate_hz;
  self->n_samples = n;
  self->peaks = bw_rpeaks_new (samples_uv, n, rate_hz);
  stretches = bw_ecg_flaws_find (samples_uv, n, rate_hz, self->peaks);
  self->n_stretches = stretches->len;
  self->stretches = (BwEcgStretch *) g_array_free (stretches, FALSE);
  fill_hidden (self);

  readable = bw_ecg_analysis_get_clean_share (self, self->peaks->settling, n);
  if (!(readable > 0))
    return self;
  self->quality = readable * get_regularity (self, samples_uv, readable, &agreement);
  if (agreement >= MIN_AGREEMENT)
    set_rate (self);
  return self;
}

void
bw_ecg_analysis_free (BwEcgAnalysis *self)
{
  if (self == NULL)
    return;
  bw_rpeaks_free (self->peaks);
  g_free (self->stretches);
  g_free (self->hidden);
  g_free (self);
}

double
bw_ecg_analysis_get_clean_share (const BwEcgAnalysis *self,
                                 guint                from,
                                 guint                to)
{
  guint hidden = 0;

  if (from >= to)
    return 0;
  for (guint i = find_hidden (self, from); i < self->n_hidden && self->hidden[i].start < to; i++)
    hidden += MIN (self->hidden[i].end, to) - MAX (self->hidden[i].start, from);
  return 1 - (double) hidden / (to - from);
}

BwRr *
bw_ecg_analysis_get_rr (const BwEcgAnalysis *self,
                        double              *first_ms,
                        guint               *n_left_out)
{
  const BwRPeaks *peaks = self->peaks;
  const guint n = peaks->n_detected > 0 ? peaks->n_detected - 1 : 0;
  guint first = 0, m = 0;
  BwRr *rr = bw_rr_new (n);
  guint32 segment = 0;
  gboolean gap = FALSE;

  for (guint i = 0; i < n; i++)
    {
      const guint32 from = peaks->detected[i], to = peaks->detected[i + 1];
      const double rr_ms = 1000.0 * (to - from) / self->rate_hz;

      if (rr_ms > LONGEST_RR_MS || bw_ecg_analysis_get_clean_share (self, from, to + 1) < 1)
        {
          gap = m > 0;
          continue;
        }
      if (m == 0)
        first = from;
      segment += gap;
      gap = FALSE;
      rr->rr_ms[m] = rr_ms;
      rr->end_ms[m] = 1000.0 * (to - first) / self->rate_hz;
      rr->segment[m] = segment;
      m++;
    }
  rr->n = m;
  if (first_ms != NULL)
    *first_ms = 1000.0 * first / self->rate_hz;
  if (n_left_out != NULL)
    *n_left_out = n - m;
  return rr;
}

const char *
bw_ecg_flaw_get_id (BwEcgFlaw flaw)
{
  switch (flaw)
    {
    case BW_ECG_FLAW_SETTLING:
      return "settling";
    case BW_ECG_FLAW_FLAT:
      return "flat";
    case BW_ECG_FLAW_SATURATED:
      return "saturated";
    case BW_ECG_FLAW_WANDER:
      return "wander";
    case BW_ECG_FLAW_NOISE:
    default:
      return "noise";
    }
}

const char *
bw_ecg_flaw_get_text (BwEcgFlaw flaw)
{
  switch (flaw)
    {
    case BW_ECG_FLAW_SETTLING:
      return _("Settling");
    case BW_ECG_FLAW_FLAT:
      return _("No signal");
    case BW_ECG_FLAW_SATURATED:
      return _("Clipped");
    case BW_ECG_FLAW_WANDER:
      return _("Baseline wander");
    case BW_ECG_FLAW_NOISE:
    default:
      return _("Noise");
    }
}

BwEcgQuality
bw_ecg_quality_grade (double quality)
{
  return quality >= GOOD ? BW_ECG_QUALITY_GOOD
         : quality >= FAIR ? BW_ECG_QUALITY_FAIR : BW_ECG_QUALITY_POOR;
}

const char *
bw_ecg_quality_get_text (BwEcgQuality quality)
{
  switch (quality)
    {
    case BW_ECG_QUALITY_GOOD:
      return C_("signal quality", "Good");
    case BW_ECG_QUALITY_FAIR:
      return C_("signal quality", "Fair");
    case BW_ECG_QUALITY_POOR:
    default:
      return C_("signal quality", "Poor");
    }
}

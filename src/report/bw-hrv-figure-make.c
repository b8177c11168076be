/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-hrv-figure-private.h"

#include "signal/bw-hrv-metric.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* From so many pairs on, a Poincaré plot shows how many lie where. */
#define MANY_PAIRS 2500
/* The cells of that are at the least so wide, and a multiple of the clock's steps. */
#define LEAST_CELL_MS 6.0
#define COARSE_STEP_MS 0.5
/* Of a day's densities, so many tell where most of them lie: sorting all would hold up a frame. */
#define MOST_SORTED 20000
/* From the least to the most of the colours: what is a thousand times less is not told apart. */
#define MOST_CONTRAST 1000.0

static void *
copy (BwHrvFigure   *self,
      gconstpointer  data,
      gsize          n,
      gsize          size)
{
  void *own = n > 0 ? g_memdup2 (data, n * size) : NULL;

  if (own)
    g_ptr_array_add (self->owned, own);
  return own;
}

/* Takes @text. */
static const char *
keep (BwHrvFigure *self,
      char        *text)
{
  g_ptr_array_add (self->owned, text);
  return text;
}

/* "812 ms²": a metric as a table has it. Returns: (transfer full) (nullable) */
static char *
format_metric (BwMetric     metric,
               const BwHrv *hrv)
{
  double value;

  if (bw_metric_get_trust (metric, hrv) == BW_TRUST_NONE || !bw_metric_get_value (metric, hrv, &value))
    return NULL;
  return g_strdup_printf ("%.*f %s", (int) bw_metric_get_digits (metric), value,
                          bw_metric_get_unit (metric));
}

/* The steps in which a clock made the intervals, so that cells do not fall between them. */
static double
choose_cell (const BwRr *nn)
{
  g_autoptr (BwRr) measured = bw_rr_new (nn->n);
  double step;

  measured->n = 0;
  for (guint i = 0; i < nn->n; i++)
    if (!nn->interpolated[i])
      {
        measured->rr_ms[measured->n] = nn->rr_ms[i];
        measured->end_ms[measured->n] = nn->end_ms[i];
        measured->segment[measured->n++] = nn->segment[i];
      }
  step = bw_rr_get_step_ms (measured);
  return step > COARSE_STEP_MS ? step * ceil (LEAST_CELL_MS / step) : LEAST_CELL_MS;
}

static void
make_poincare (BwHrvFigure             *self,
               const BwHrvFigureSource *source)
{
  const BwRr *nn = source->hrv->nn;
  BwPlotPoincare *plot = &self->plot.poincare;
  double *first = g_new (double, MAX (nn->n, 1)), *next = g_new (double, MAX (nn->n, 1));
  double *time = g_new (double, MAX (nn->n, 1));

  g_ptr_array_add (self->owned, first);
  g_ptr_array_add (self->owned, next);
  g_ptr_array_add (self->owned, time);
  *plot = (BwPlotPoincare) { .first_ms = first, .next_ms = next, .cursor = -1 };
  self->time_ms = time;
  /* The pairs that SD1 and SD2 are of: measured, and contiguous. */
  for (guint i = 0; i + 1 < nn->n; i++)
    if (bw_rr_contiguous (nn, i) && !nn->interpolated[i] && !nn->interpolated[i + 1])
      {
        first[plot->n] = nn->rr_ms[i];
        next[plot->n] = nn->rr_ms[i + 1];
        time[plot->n++] = nn->end_ms[i];
      }
  if (plot->n == 0)
    self->reason = _("It takes three normal beats in a row.");
  if (plot->n >= MANY_PAIRS)
    plot->cell_ms = choose_cell (nn);
  if (source->hrv->poincare.has && source->hrv->time.has_mean)
    {
      g_autofree char *sd1 = format_metric (BW_METRIC_SD1, source->hrv);
      g_autofree char *sd2 = format_metric (BW_METRIC_SD2, source->hrv);

      /* What is no number in the table is no ellipse either. */
      plot->has_ellipse = sd1 != NULL && sd2 != NULL;
      plot->middle_ms = source->hrv->time.mean_nn_ms;
      plot->sd1_ms = source->hrv->poincare.sd1_ms;
      plot->sd2_ms = source->hrv->poincare.sd2_ms;
      if (plot->has_ellipse)
        /* Translators: half the axes of the ellipse of a Poincaré plot */
        plot->words = keep (self, g_strdup_printf (_("SD1 %s · SD2 %s"), sd1, sd2));
    }
}

static gboolean
has_band (const BwHrvSpectrum *spectrum)
{
  return spectrum->n_density > 0
         && (spectrum->has[BW_HRV_VLF] || spectrum->has[BW_HRV_LF] || spectrum->has[BW_HRV_HF]);
}

static void
add_line (BwHrvFigure         *self,
          BwPlotSpectrum      *plot,
          const BwHrvSpectrum *spectrum,
          const char          *name)
{
  BwPlotSpectrumLine *line;

  if (!has_band (spectrum))
    return;
  line = &plot->lines[plot->n_lines++];
  *line = (BwPlotSpectrumLine) {
    copy (self, spectrum->density_ms2_hz, spectrum->n_density, sizeof (double)), spectrum->n_density,
    spectrum->step_hz, name, { 0 }, { 0 },
  };
  for (guint i = 0; i < BW_HRV_N_BANDS; i++)
    {
      line->has_peak[i] = spectrum->has[i] && spectrum->power_ms2[i] > 0;
      line->peak_hz[i] = spectrum->peak_hz[i];
    }
}

static const char *const band_names[] = { N_("VLF"), N_("LF"), N_("HF") };

static void
make_spectrum (BwHrvFigure             *self,
               const BwHrvFigureSource *source)
{
  static const BwMetric welch[] = { BW_METRIC_WELCH_VLF, BW_METRIC_WELCH_LF, BW_METRIC_WELCH_HF };
  static const BwMetric lomb[] = { BW_METRIC_LOMB_VLF, BW_METRIC_LOMB_LF, BW_METRIC_LOMB_HF };
  const BwHrv *hrv = source->hrv;
  BwPlotSpectrum *plot = &self->plot.spectrum;
  const BwMetric *metrics = has_band (&hrv->welch) ? welch : lomb;

  *plot = (BwPlotSpectrum) { .most_hz = BW_HRV_FIGURE_MOST_HZ, .n_bands = BW_HRV_N_BANDS };
  add_line (self, plot, &hrv->welch, _("Welch"));
  add_line (self, plot, &hrv->lomb, _("Lomb–Scargle"));
  if (plot->n_lines == 0)
    self->reason = _("A spectrum needs half a minute of beats, without gaps of more than a few seconds.");
  for (guint i = 0; i < BW_HRV_N_BANDS; i++)
    {
      BwPlotSpectrumBand *band = &plot->bands[i];
      g_autofree char *power = format_metric (metrics[i], hrv);

      bw_hrv_band_get_edges ((BwHrvBand) i, &band->low_hz, &band->high_hz);
      band->name = _(band_names[i]);
      band->words = keep (self, g_strdup_printf ("%s %s", band->name, power ? power : "–"));
    }
}

static void
make_histogram (BwHrvFigure             *self,
                const BwHrvFigureSource *source)
{
  const BwHrvTime *time = &source->hrv->time;
  g_auto (BwHrvHistogram) histogram = { 0 };

  bw_hrv_histogram (&histogram, source->hrv->nn, BW_HRV_BIN_MS);
  self->plot.histogram = (BwPlotHistogram) {
    .counts = copy (self, histogram.counts, histogram.n_bins, sizeof (guint)),
    .n = histogram.n_bins,
    .first_ms = histogram.first_ms - histogram.bin_ms / 2,
    .bin_ms = histogram.bin_ms,
    .cursor = -1,
  };
  if (histogram.n_bins == 0)
    self->reason = _("There is no normal interval.");
  if (time->has_histogram)
    {
      g_autofree char *tinn = format_metric (BW_METRIC_TINN, source->hrv);

      self->plot.histogram.has_triangle = tinn != NULL;
      self->plot.histogram.foot_ms = time->tinn_low_ms;
      self->plot.histogram.peak_ms = time->tinn_peak_ms;
      self->plot.histogram.other_foot_ms = time->tinn_high_ms;
      self->plot.histogram.peak_count = time->tinn_height;
      if (tinn)
        /* Translators: the base of the triangle laid over a histogram of intervals */
        self->plot.histogram.words = keep (self, g_strdup_printf (_("TINN %s"), tinn));
    }
}

static void
make_dfa (BwHrvFigure             *self,
          const BwHrvFigureSource *source)
{
  const BwDfa *dfa = &source->hrv->dfa;
  BwPlotDfa *plot = &self->plot.dfa;
  const double ln10 = log (10);

  *plot = (BwPlotDfa) {
    .boxes = copy (self, dfa->box, dfa->n_boxes, sizeof (double)),
    .fluctuation_ms = copy (self, dfa->fluctuation_ms, dfa->n_boxes, sizeof (double)),
    .n = dfa->n_boxes,
    .cursor = -1,
  };
  if (dfa->has_alpha1)
    plot->lines[plot->n_lines++] = (BwPlotDfaLine) {
      4, 16, dfa->alpha1, dfa->offset1 / ln10,
      /* Translators: the slopes of detrended fluctuation analysis, of short and of long boxes */
      keep (self, g_strdup_printf (_("α1 %.2f"), dfa->alpha1)),
    };
  if (dfa->has_alpha2)
    plot->lines[plot->n_lines++] = (BwPlotDfaLine) {
      16, 64, dfa->alpha2, dfa->offset2 / ln10,
      keep (self, g_strdup_printf (_("α2 %.2f"), dfa->alpha2)),
    };
  if (plot->n_lines == 0)
    self->reason = source->hrv->n < BW_DFA_ALPHA1_MIN_BEATS
                       ? _("DFA α1 needs at least 64 intervals.")
                       : _("DFA is undefined where the intervals do not vary.");
}

static gboolean
has_any (const guint8 *has,
         guint         n)
{
  return n > 0 && memchr (has, 1, n) != NULL;
}

/* The windows whose middle is analysed: of a stretch, those within it. */
static guint
find_windows (const BwHrvTrack        *track,
              const BwHrvFigureSource *source,
              guint                   *first)
{
  guint end = track->n;

  *first = 0;
  while (*first < end && track->middle_ms[*first] < source->from_ms)
    ++*first;
  while (end > *first && track->middle_ms[end - 1] > source->to_ms)
    end--;
  return end - *first;
}

static const char *
too_short (void)
{
  return _("What changes along a recording is seen from two minutes on.");
}

static void
make_track (BwHrvFigure             *self,
            const BwHrvFigureSource *source)
{
  static const BwHrvTrack none = { 0 };
  const BwHrvTrack *track = source->track ? source->track : &none;
  BwPlotTrack *plot = &self->plot.track;
  guint first, n = find_windows (track, source, &first);
  const guint8 *has_time = copy (self, track->has_time + first, n, 1);

  *plot = (BwPlotTrack) {
    .middle_ms = copy (self, track->middle_ms + first, n, sizeof (double)),
    .n = n,
    .step_ms = track->step_s * 1000,
    .from_ms = source->from_ms,
    .to_ms = source->to_ms,
    .zone = self->zone,
    .start_ms = self->start_ms,
    .cursor = -1,
  };
  self->window_s = track->window_s;
  self->has_spectrum = copy (self, track->has_spectrum + first, n, 1);
  self->sdnn_ms = copy (self, track->sdnn_ms + first, n, sizeof (double));
  self->lf_ms2 = copy (self, track->lf_ms2 + first, n, sizeof (double));
  self->hf_ms2 = copy (self, track->hf_ms2 + first, n, sizeof (double));
  plot->panels[plot->n_panels++] = (BwPlotTrackPanel) {
    _("Heart rate, bpm"), copy (self, track->mean_hr_bpm + first, n, sizeof (double)), has_time, FALSE,
  };
  plot->panels[plot->n_panels++] = (BwPlotTrackPanel) {
    _("RMSSD, ms"), copy (self, track->rmssd_ms + first, n, sizeof (double)), has_time, FALSE,
  };
  if (has_any (self->has_spectrum, n))
    plot->panels[plot->n_panels++] = (BwPlotTrackPanel) {
      _("LF/HF"), copy (self, track->lf_hf + first, n, sizeof (double)), self->has_spectrum, TRUE,
    };
  if (n < 2 || !has_any (has_time, n))
    self->reason = too_short ();
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

/* The next 1, 2 or 5 times a power of ten. */
static double
snap (double   value,
      gboolean upwards)
{
  static const double steps[] = { 1, 2, 5, 10 };
  double power = pow (10, floor (log10 (value)));
  double snapped = upwards ? 10 * power : power;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (upwards && steps[i] * power >= value * (1 - 1e-9))
      return steps[i] * power;
    else if (!upwards && steps[i] * power <= value * (1 + 1e-9))
      snapped = steps[i] * power;
  return snapped;
}

/* The colours' ends: between the 5th and the 99th of a hundred densities of the bands, for one burst
 * would leave the rest of the night in one colour. */
static void
find_colours (const BwHrvTrack *track,
              double           *low,
              double           *high)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  double least_hz, most_hz, edge;
  gsize n = (gsize) track->n * track->n_density, every = n / MOST_SORTED + 1;

  bw_hrv_band_get_edges (BW_HRV_VLF, &least_hz, &edge);
  bw_hrv_band_get_edges (BW_HRV_HF, &edge, &most_hz);
  /* A step that shares no frequency's place with the next window's. */
  while (every > 1 && track->n_density % every == 0)
    every++;
  for (gsize at = 0; at < n; at += every)
    {
      double hz = (double) (at % track->n_density) * track->step_hz;
      double value = (double) track->density_ms2_hz[at];

      if (track->has_spectrum[at / track->n_density] && hz >= least_hz && hz <= most_hz && value > 0)
        g_array_append_val (values, value);
    }
  *low = 1;
  *high = 10;
  if (values->len == 0)
    return;
  g_array_sort (values, compare_doubles);
  *low = snap (g_array_index (values, double, values->len * 5 / 100), FALSE);
  *high = MAX (snap (g_array_index (values, double, (values->len - 1) * 99 / 100), TRUE), 10 * *low);
  *low = MAX (*low, *high / MOST_CONTRAST);
}

static void
make_spectrogram (BwHrvFigure             *self,
                  const BwHrvFigureSource *source)
{
  static const BwHrvTrack none = { 0 };
  const BwHrvTrack *track = source->track ? source->track : &none;
  BwPlotSpectrogram *plot = &self->plot.spectrogram;
  guint first, n = find_windows (track, source, &first);
  double low, high;

  find_colours (track, &low, &high);
  *plot = (BwPlotSpectrogram) {
    .middle_ms = copy (self, track->middle_ms + first, n, sizeof (double)),
    .has = copy (self, track->has_spectrum + first, n, 1),
    .n = n,
    .step_ms = track->step_s * 1000,
    .density = copy (self, track->density_ms2_hz + (gsize) first * track->n_density,
                     (gsize) n * track->n_density, sizeof (float)),
    .n_density = track->n_density,
    .step_hz = track->step_hz,
    .most_hz = BW_HRV_FIGURE_MOST_HZ,
    .low = low,
    .high = high,
    .low_words = keep (self, g_strdup_printf ("%g", low)),
    /* Translators: where a colour scale of power densities ends */
    .high_words = keep (self, g_strdup_printf (_("%g ms²/Hz"), high)),
    .gap_words = _("Hatched: not known"),
    .n_bands = BW_HRV_N_BANDS,
    .from_ms = source->from_ms,
    .to_ms = source->to_ms,
    .zone = self->zone,
    .start_ms = self->start_ms,
    .cursor = -1,
  };
  for (guint i = 0; i < BW_HRV_N_BANDS; i++)
    {
      bw_hrv_band_get_edges ((BwHrvBand) i, &plot->bands[i].low_hz, &plot->bands[i].high_hz);
      plot->bands[i].name = _(band_names[i]);
    }
  self->window_s = track->window_s;
  self->lf_ms2 = copy (self, track->lf_ms2 + first, n, sizeof (double));
  self->hf_ms2 = copy (self, track->hf_ms2 + first, n, sizeof (double));
  if (n < 2)
    self->reason = too_short ();
  else if (!has_any (plot->has, n))
    self->reason = _("No window is without gaps.");
}

void
bw_hrv_figure_make (BwHrvFigure             *self,
                    const BwHrvFigureSource *source)
{
  static void (*const make[]) (BwHrvFigure *, const BwHrvFigureSource *) = {
    make_poincare, make_spectrum, make_histogram, make_dfa, make_track, make_spectrogram,
  };

  make[self->chart](self, source);
}

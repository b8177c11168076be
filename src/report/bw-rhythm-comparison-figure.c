/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-rhythm-comparison-figure.h"

#include "plot/bw-plot-poincare.h"
#include "plot/bw-plot-rhythm-time.h"
#include "plot/bw-plot-spectrum.h"
#include "report/bw-report-words.h"
#include "report/bw-tachogram-figure.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_HZ 0.4
/* More pairs than this would be one blot, and slow: every so-manieth is taken. */
#define MOST_PAIRS 1500

/* The pairs of neighbours of one side, as the ellipse has them. */
typedef struct
{
  double *first_ms, *next_ms;
  guint n;
} Pairs;

struct _BwRhythmComparisonFigure
{
  gatomicrefcount ref_count;
  BwRhythmComparison *comparison;
  BwTachogramFigure *tachograms[2];
  Pairs pairs[2];
  double low_ms, high_ms;      /* of both tachograms */
};

/* --- Made of a comparison ---------------------------------------------------------------------- */

static gboolean
is_pair (const BwRr *nn,
         guint       i)
{
  return bw_rr_contiguous (nn, i) && !nn->interpolated[i] && !nn->interpolated[i + 1];
}

static void
make_pairs (Pairs      *pairs,
            const BwRr *nn)
{
  guint n = 0, step;

  for (guint i = 0; i + 1 < nn->n; i++)
    n += is_pair (nn, i);
  step = (n + MOST_PAIRS - 1) / MOST_PAIRS;
  pairs->first_ms = g_new (double, MIN (n, MOST_PAIRS) + 1);
  pairs->next_ms = g_new (double, MIN (n, MOST_PAIRS) + 1);
  for (guint i = 0, at = 0; i + 1 < nn->n; i++)
    if (is_pair (nn, i) && at++ % step == 0)
      {
        pairs->first_ms[pairs->n] = nn->rr_ms[i];
        pairs->next_ms[pairs->n++] = nn->rr_ms[i + 1];
      }
}

static void
get_tachogram (const BwRhythmComparisonFigure *self,
               guint                           side,
               BwPlotTachogram                *plot)
{
  const BwRhythmComparisonSide *one = &self->comparison->sides[side];

  bw_tachogram_figure_get_plot (self->tachograms[side], one->from_ms, one->to_ms, plot);
}

BwRhythmComparisonFigure *
bw_rhythm_comparison_figure_new (BwRhythmComparison *comparison)
{
  BwRhythmComparisonFigure *self = g_new0 (BwRhythmComparisonFigure, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->comparison = bw_rhythm_comparison_ref (comparison);
  self->low_ms = G_MAXDOUBLE;
  self->high_ms = -G_MAXDOUBLE;
  for (guint i = 0; i < 2; i++)
    {
      BwPlotTachogram plot;
      double low, high;

      make_pairs (&self->pairs[i], comparison->sides[i].hrv->nn);
      self->tachograms[i] = bw_tachogram_figure_new (comparison->sides[i].rhythm);
      get_tachogram (self, i, &plot);
      bw_plot_tachogram_fit (&plot, &low, &high);
      self->low_ms = MIN (self->low_ms, low);
      self->high_ms = MAX (self->high_ms, high);
    }
  return self;
}

BwRhythmComparisonFigure *
bw_rhythm_comparison_figure_ref (BwRhythmComparisonFigure *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
bw_rhythm_comparison_figure_unref (BwRhythmComparisonFigure *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < 2; i++)
    {
      g_free (self->pairs[i].first_ms);
      g_free (self->pairs[i].next_ms);
      bw_tachogram_figure_unref (self->tachograms[i]);
    }
  bw_rhythm_comparison_unref (self->comparison);
  g_free (self);
}

BwRhythmComparison *
bw_rhythm_comparison_figure_get_comparison (const BwRhythmComparisonFigure *self)
{
  return self->comparison;
}

/* --- As painters take it ----------------------------------------------------------------------- */

/* Both by the same way: Welch's where both have it, else Lomb's, which bridges gaps.
 * Returns: (nullable): one that has any band */
static const BwHrvSpectrum *
get_spectrum (const BwRhythmComparisonFigure *self,
              guint                           side)
{
  gboolean welch = TRUE;
  const BwHrvSpectrum *spectrum;

  for (guint i = 0; i < 2; i++)
    welch = welch && self->comparison->sides[i].hrv->welch.has[BW_HRV_HF];
  spectrum = welch ? &self->comparison->sides[side].hrv->welch
                   : &self->comparison->sides[side].hrv->lomb;
  return spectrum->n_density > 0 && spectrum->has[BW_HRV_HF] ? spectrum : NULL;
}

static void
get_spectrum_plot (const BwRhythmComparisonFigure *self,
                   BwPlotSpectrum                 *plot)
{
  static const char *const names[BW_HRV_N_BANDS] = { N_("VLF"), N_("LF"), N_("HF") };

  *plot = (BwPlotSpectrum){ .most_hz = MOST_HZ, .n_bands = BW_HRV_N_BANDS };
  for (guint side = 0; side < 2; side++)
    {
      const BwHrvSpectrum *spectrum = get_spectrum (self, side);
      BwPlotSpectrumLine *line = &plot->lines[side];

      if (spectrum == NULL)
        continue;
      *line = (BwPlotSpectrumLine){ .density = spectrum->density_ms2_hz,
                                    .n = spectrum->n_density,
                                    .step_hz = spectrum->step_hz,
                                    .name = bw_rhythm_comparison_get_letter (side) };
      plot->n_lines = side + 1;
    }
  for (guint i = 0; i < BW_HRV_N_BANDS; i++)
    {
      bw_hrv_band_get_edges ((BwHrvBand) i, &plot->bands[i].low_hz, &plot->bands[i].high_hz);
      plot->bands[i].name = _(names[i]);
    }
  plot->logarithmic = bw_plot_spectrum_wants_logarithm (plot);
}

static void
get_ellipse (const BwHrv *hrv,
             gboolean    *has,
             double      *middle_ms,
             double      *sd1_ms,
             double      *sd2_ms)
{
  *has = hrv->poincare.has && hrv->time.has_mean;
  *middle_ms = hrv->time.mean_nn_ms;
  *sd1_ms = hrv->poincare.sd1_ms;
  *sd2_ms = hrv->poincare.sd2_ms;
}

static void
get_poincare_plot (const BwRhythmComparisonFigure *self,
                   BwPlotPoincare                 *plot,
                   BwPlotPoincareSet              *other)
{
  *other = (BwPlotPoincareSet){ .first_ms = self->pairs[1].first_ms,
                                .next_ms = self->pairs[1].next_ms,
                                .n = self->pairs[1].n,
                                .name = bw_rhythm_comparison_get_letter (1) };
  get_ellipse (self->comparison->sides[1].hrv, &other->has_ellipse, &other->middle_ms,
               &other->sd1_ms, &other->sd2_ms);
  *plot = (BwPlotPoincare){ .first_ms = self->pairs[0].first_ms,
                            .next_ms = self->pairs[0].next_ms,
                            .n = self->pairs[0].n,
                            .words = bw_rhythm_comparison_get_letter (0),
                            .other = other,
                            .cursor = -1 };
  get_ellipse (self->comparison->sides[0].hrv, &plot->has_ellipse, &plot->middle_ms, &plot->sd1_ms,
               &plot->sd2_ms);
}

const char *
bw_rhythm_comparison_figure_get_reason (const BwRhythmComparisonFigure *self,
                                        BwComparisonChart               chart)
{
  switch (chart)
    {
    case BW_COMPARISON_CHART_SPECTRUM:
      return get_spectrum (self, 0) == NULL || get_spectrum (self, 1) == NULL
               ? _("A spectrum needs half a minute of beats, and one of the two is shorter or has "
                   "gaps.")
               : NULL;
    case BW_COMPARISON_CHART_POINCARE:
      return self->pairs[0].n == 0 || self->pairs[1].n == 0
               ? _("It takes three normal beats in a row, and one of the two has none.")
               : NULL;
    case BW_COMPARISON_CHART_A:
    case BW_COMPARISON_CHART_B:
    default:
      return self->comparison->sides[chart == BW_COMPARISON_CHART_B].rhythm->n_beats == 0
               ? _("There are no beats.")
               : NULL;
    }
}

void
bw_rhythm_comparison_figure_paint (const BwRhythmComparisonFigure *self,
                                   BwComparisonChart               chart,
                                   double                          cursor_hz,
                                   cairo_t                        *cr,
                                   const BwPlotRect               *area,
                                   const BwPlotPalette            *palette,
                                   const PangoFontDescription     *font)
{
  const char *reason = bw_rhythm_comparison_figure_get_reason (self, chart);
  g_autofree char *text = NULL;
  BwPlotPoincareSet other;
  BwPlotTachogram tachogram;
  BwPlotSpectrum spectrum;
  BwPlotPoincare poincare;

  if (reason != NULL)
    {
      bw_plot_text_draw_sentence (cr, font, &palette->dim_text, area, reason);
      return;
    }
  switch (chart)
    {
    case BW_COMPARISON_CHART_SPECTRUM:
      get_spectrum_plot (self, &spectrum);
      if (cursor_hz >= 0)
        {
          text = bw_rhythm_comparison_figure_get_text (self, cursor_hz);
          spectrum.has_cursor = TRUE;
          spectrum.cursor_hz = cursor_hz;
          spectrum.cursor_text = text;
        }
      bw_plot_spectrum_paint (cr, area, &spectrum, palette, font);
      break;
    case BW_COMPARISON_CHART_POINCARE:
      get_poincare_plot (self, &poincare, &other);
      bw_plot_poincare_paint (cr, area, &poincare, palette, font);
      break;
    case BW_COMPARISON_CHART_A:
    case BW_COMPARISON_CHART_B:
    default:
      get_tachogram (self, chart == BW_COMPARISON_CHART_B, &tachogram);
      tachogram.low_ms = self->low_ms;
      tachogram.high_ms = self->high_ms;
      bw_plot_tachogram_paint (cr, area, &tachogram, palette, font);
    }
}

double
bw_rhythm_comparison_figure_find_hz (const BwRhythmComparisonFigure *self,
                                     const BwPlotRect               *area,
                                     const PangoFontDescription     *font,
                                     double                          x)
{
  BwPlotSpectrumLayout layout;
  BwPlotSpectrum plot;

  if (bw_rhythm_comparison_figure_get_reason (self, BW_COMPARISON_CHART_SPECTRUM) != NULL)
    return -1;
  get_spectrum_plot (self, &plot);
  bw_plot_spectrum_layout (&layout, &plot, area, font);
  if (x < layout.plot.x || x > layout.plot.x + layout.plot.width)
    return -1;
  return CLAMP (bw_plot_scale_invert (&layout.frequency, x), 0, MOST_HZ);
}

double
bw_rhythm_comparison_figure_get_most_hz (const BwRhythmComparisonFigure *self)
{
  return MOST_HZ;
}

/* --- In words ---------------------------------------------------------------------------------- */

const char *
bw_comparison_chart_get_title (BwComparisonChart chart)
{
  switch (chart)
    {
    case BW_COMPARISON_CHART_A:
      return _("Tachogram of A");
    case BW_COMPARISON_CHART_B:
      return _("Tachogram of B");
    case BW_COMPARISON_CHART_SPECTRUM:
      return _("Spectra of A and B");
    case BW_COMPARISON_CHART_POINCARE:
    default:
      return _("Poincaré plots of A and B");
    }
}

static double
get_density (const BwHrvSpectrum *spectrum,
             double               hz)
{
  double at = hz / spectrum->step_hz;
  guint i = (guint) at;

  if (i + 1 >= spectrum->n_density)
    return spectrum->density_ms2_hz[spectrum->n_density - 1];
  return spectrum->density_ms2_hz[i]
         + (at - i) * (spectrum->density_ms2_hz[i + 1] - spectrum->density_ms2_hz[i]);
}

static const char *
get_band_name (double hz)
{
  static const char *const names[BW_HRV_N_BANDS] = { N_("VLF"), N_("LF"), N_("HF") };

  for (guint i = 0; i < BW_HRV_N_BANDS; i++)
    {
      double low, high;

      bw_hrv_band_get_edges ((BwHrvBand) i, &low, &high);
      if (hz >= low && hz < high)
        return _(names[i]);
    }
  return NULL;
}

char *
bw_rhythm_comparison_figure_get_text (const BwRhythmComparisonFigure *self,
                                      double                          hz)
{
  const char *band = get_band_name (hz);
  GString *text = g_string_new (NULL);

  /* Translators: a frequency, and the band it lies in */
  g_string_append_printf (text, band != NULL ? _("%.3f Hz, %s") : _("%.3f Hz"), hz, band);
  for (guint side = 0; side < 2; side++)
    {
      const BwHrvSpectrum *spectrum = get_spectrum (self, side);
      g_autofree char *density
          = spectrum != NULL ? bw_report_format_number (TRUE, get_density (spectrum, hz), 0) : NULL;

      if (density != NULL)
        /* Translators: “A” or “B”, and a density of power */
        g_string_append_printf (text, _("\n%s: %s ms²/Hz"), bw_rhythm_comparison_get_letter (side),
                                density);
    }
  return g_string_free (text, FALSE);
}

/* "RMSSD: A 41 ms, B 53 ms" of some metrics, with @between between them. */
static char *
join_metrics (const BwRhythmComparison *comparison,
              const BwMetric           *metrics,
              guint                     n,
              const char               *between)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const BwHrvDifference *one = bw_rhythm_comparison_find (comparison, metrics[i]);
      g_autofree char *a = one != NULL ? bw_hrv_difference_format_side (one, 0) : NULL;
      g_autofree char *b = one != NULL ? bw_hrv_difference_format_side (one, 1) : NULL;

      if (a == NULL || b == NULL)
        continue;
      g_string_append (text, text->len > 0 ? between : "");
      /* Translators: a metric, and its values in A and in B */
      g_string_append_printf (text, _("%s: A %s, B %s"), bw_metric_get_name (metrics[i]), a, b);
    }
  return g_string_free (text, FALSE);
}

char *
bw_rhythm_comparison_figure_describe (const BwRhythmComparisonFigure *self,
                                      BwComparisonChart               chart)
{
  static const BwMetric poincare[] = { BW_METRIC_SD1, BW_METRIC_SD2 };
  const BwMetric welch[] = { BW_METRIC_WELCH_LF, BW_METRIC_WELCH_HF };
  const BwMetric lomb[] = { BW_METRIC_LOMB_LF, BW_METRIC_LOMB_HF };
  const char *reason = bw_rhythm_comparison_figure_get_reason (self, chart);
  const BwRhythmComparison *comparison = self->comparison;
  guint side = chart == BW_COMPARISON_CHART_B;
  g_autofree char *length = NULL;

  if (reason != NULL)
    return g_strdup (reason);
  switch (chart)
    {
    case BW_COMPARISON_CHART_SPECTRUM:
      return join_metrics (comparison,
                           get_spectrum (self, 0) == &comparison->sides[0].hrv->welch ? welch : lomb,
                           G_N_ELEMENTS (welch), "; ");
    case BW_COMPARISON_CHART_POINCARE:
      return join_metrics (comparison, poincare, G_N_ELEMENTS (poincare), "; ");
    case BW_COMPARISON_CHART_A:
    case BW_COMPARISON_CHART_B:
    default:
      length = bw_plot_format_elapsed (comparison->sides[side].hrv->duration_s * 1000);
      /* Translators: a number of intervals, and how long they last together */
      return g_strdup_printf (ngettext ("%u interval in %s", "%u intervals in %s",
                                        comparison->sides[side].hrv->n),
                              comparison->sides[side].hrv->n, length);
    }
}

/* Steps of the table of a spectrum. */
#define TABLE_STEP_HZ 0.005

static char *
make_spectrum_table (const BwRhythmComparisonFigure *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\t%s\t%s\t%s\n", _("Hz"), _("Band"), _("A (ms²/Hz)"),
                          _("B (ms²/Hz)"));
  for (int i = 0; i * TABLE_STEP_HZ <= MOST_HZ + 1e-9; i++)
    {
      const char *band = get_band_name (i * TABLE_STEP_HZ);

      g_string_append_printf (text, "%.3f\t%s\t%.0f\t%.0f\n", i * TABLE_STEP_HZ,
                              band != NULL ? band : "",
                              get_density (get_spectrum (self, 0), i * TABLE_STEP_HZ),
                              get_density (get_spectrum (self, 1), i * TABLE_STEP_HZ));
    }
  return g_string_free (text, FALSE);
}

static char *
make_poincare_table (const BwRhythmComparisonFigure *self)
{
  static const BwMetric metrics[]
      = { BW_METRIC_MEAN_NN, BW_METRIC_SD1, BW_METRIC_SD2, BW_METRIC_SD1_SD2, BW_METRIC_ELLIPSE };
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\t%s\t%s\n", _("Metric"), bw_rhythm_comparison_get_letter (0),
                          bw_rhythm_comparison_get_letter (1));
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      g_string_append (text, bw_metric_get_name (metrics[i]));
      for (guint side = 0; side < 2; side++)
        {
          double value = 0;
          gboolean known = bw_metric_get_value (metrics[i], self->comparison->sides[side].hrv, &value);
          g_autofree char *number
              = bw_report_format_number (known, value, (int) bw_metric_get_digits (metrics[i]));

          g_string_append_printf (text, "\t%s %s", number != NULL ? number : "",
                                  number != NULL ? bw_metric_get_unit (metrics[i]) : "");
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static char *
make_interval_table (const BwRr *nn)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\t%s\n", _("Time (s)"), _("NN (ms)"));
  for (guint i = 0; i < nn->n; i++)
    g_string_append_printf (text, "%.2f\t%.0f\n", nn->end_ms[i] / 1000, nn->rr_ms[i]);
  return g_string_free (text, FALSE);
}

char *
bw_rhythm_comparison_figure_make_table (const BwRhythmComparisonFigure *self,
                                        BwComparisonChart               chart)
{
  if (bw_rhythm_comparison_figure_get_reason (self, chart) != NULL)
    return NULL;
  switch (chart)
    {
    case BW_COMPARISON_CHART_SPECTRUM:
      return make_spectrum_table (self);
    case BW_COMPARISON_CHART_POINCARE:
      return make_poincare_table (self);
    case BW_COMPARISON_CHART_A:
    case BW_COMPARISON_CHART_B:
    default:
      return make_interval_table (
          self->comparison->sides[chart == BW_COMPARISON_CHART_B].hrv->nn);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-hrv-figure-private.h"

#include "plot/bw-plot-rhythm-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Pairs are listed one by one up to so many, beyond that counted in cells this wide. */
#define MOST_LISTED 3000
#define TABLE_CELL_MS 25.0

static char *
format_time (const BwHrvFigure *self,
             double             ms)
{
  return bw_plot_format_rhythm_time (self->zone, self->start_ms, ms);
}

/* --- At a stop ---------------------------------------------------------------------------------- */

static char *
read_pair (const BwHrvFigure *self,
           guint              i)
{
  const BwPlotPoincare *plot = &self->plot.poincare;
  g_autofree char *time = format_time (self, self->time_ms[i]);
  double difference = plot->next_ms[i] - plot->first_ms[i];

  /* Translators: an interval between heart beats and the one after it; when; and how they differ */
  return g_strdup_printf (_("%.0f ms, then %.0f ms\n%s%.0f ms · %s"), plot->first_ms[i],
                          plot->next_ms[i], difference < -0.5 ? "−" : "+", fabs (difference), time);
}

static double
density_at (const BwPlotSpectrumLine *line,
            double                    hz)
{
  long i = lround (hz / line->step_hz);

  return line->density[CLAMP (i, 0, (long) line->n - 1)];
}

static char *
read_frequency (const BwHrvFigure *self,
                guint              i)
{
  const BwPlotSpectrum *plot = &self->plot.spectrum;
  double hz = i * plot->lines[0].step_hz;
  GString *text = g_string_new (NULL);

  if (hz > 0)
    /* Translators: a frequency, and how long one wave of it takes */
    g_string_append_printf (text, _("%.3f Hz · %.1f s a wave"), hz, 1 / hz);
  else
    g_string_append (text, _("0 Hz"));
  for (guint l = 0; l < plot->n_lines; l++)
    /* Translators: the name of a method, and the density of the power it finds */
    g_string_append_printf (text, _("\n%s %.0f ms²/Hz"), plot->lines[l].name,
                            density_at (&plot->lines[l], hz));
  return g_string_free (text, FALSE);
}

static char *
read_bin (const BwHrvFigure *self,
          guint              i)
{
  const BwPlotHistogram *plot = &self->plot.histogram;

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%.0f to %.0f ms\n%u interval",
                                       "%.0f to %.0f ms\n%u intervals", plot->counts[i]),
                          plot->first_ms + i * plot->bin_ms, plot->first_ms + (i + 1) * plot->bin_ms,
                          plot->counts[i]);
}

static char *
read_box (const BwHrvFigure *self,
          guint              i)
{
  /* Translators: of detrended fluctuation analysis: how long the boxes are, and the fluctuation F */
  return g_strdup_printf (_("Boxes of %.0f beats\nF %.1f ms"), self->plot.dfa.boxes[i],
                          self->plot.dfa.fluctuation_ms[i]);
}

static char *
read_window (const BwHrvFigure *self,
             guint              i)
{
  const BwPlotTrack *plot = &self->plot.track;
  g_autofree char *time = format_time (self, plot->middle_ms[i]);
  GString *text = g_string_new (time);

  if (plot->panels[0].has[i])
    /* Translators: the heart rate and two measures of its variability in a window of time */
    g_string_append_printf (text, _("\n%.0f bpm\nRMSSD %.1f ms\nSDNN %.1f ms"), plot->panels[0].values[i],
                            plot->panels[1].values[i], self->sdnn_ms[i]);
  else
    g_string_append_printf (text, "\n%s", _("Not known"));
  if (self->has_spectrum[i] && plot->n_panels > 2 && isfinite (plot->panels[2].values[i]))
    g_string_append_printf (text, _("\nLF/HF %.2f"), plot->panels[2].values[i]);
  return g_string_free (text, FALSE);
}

static char *
read_cell (const BwHrvFigure *self,
           guint              i,
           guint              row)
{
  const BwPlotSpectrogram *plot = &self->plot.spectrogram;
  g_autofree char *time = format_time (self, plot->middle_ms[i]);

  row = MIN (row, plot->n_density - 1);
  if (!plot->has[i])
    return g_strdup_printf ("%s\n%s", time, _("Not known"));
  /* Translators: a time, a frequency, and the density of the power there */
  return g_strdup_printf (_("%s · %.3f Hz\n%.0f ms²/Hz"), time, row * plot->step_hz,
                          (double) plot->density[(gsize) i * plot->n_density + row]);
}

char *
bw_hrv_figure_get_text (const BwHrvFigure       *self,
                        const BwHrvFigureCursor *cursor)
{
  guint i = (guint) cursor->stop;

  g_return_val_if_fail (cursor->stop >= 0 && i < bw_hrv_figure_get_n_stops (self), NULL);

  switch (self->chart)
    {
    case BW_HRV_CHART_POINCARE:
      return read_pair (self, i);
    case BW_HRV_CHART_SPECTRUM:
      return read_frequency (self, i);
    case BW_HRV_CHART_HISTOGRAM:
      return read_bin (self, i);
    case BW_HRV_CHART_DFA:
      return read_box (self, i);
    case BW_HRV_CHART_TRACK:
      return read_window (self, i);
    case BW_HRV_CHART_SPECTROGRAM:
    default:
      return read_cell (self, i, (guint) MAX (cursor->row, 0));
    }
}

/* --- On the whole ------------------------------------------------------------------------------- */

static void
describe_range (GString            *text,
                const char         *name,
                const double       *values,
                const guint8       *has,
                guint               n,
                const char         *format)
{
  double low = G_MAXDOUBLE, high = -G_MAXDOUBLE;

  for (guint i = 0; i < n; i++)
    if (has[i] && isfinite (values[i]))
      {
        low = MIN (low, values[i]);
        high = MAX (high, values[i]);
      }
  if (low <= high)
    {
      g_autofree char *from = g_strdup_printf ("%.*f", strchr (format, '2') ? 2 : 0, low);
      g_autofree char *to = g_strdup_printf ("%.*f", strchr (format, '2') ? 2 : 0, high);

      if (text->len > 0)
        g_string_append (text, "; ");
      /* Translators: the name of a measure, and its least and greatest value */
      g_string_append_printf (text, _("%s: %s to %s"), name, from, to);
    }
}

static void
append_words (GString    *text,
              const char *words)
{
  if (words)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", words);
}

char *
bw_hrv_figure_describe (const BwHrvFigure *self)
{
  GString *text = g_string_new (NULL);

  if (self->reason)
    {
      g_string_append (text, self->reason);
      return g_string_free (text, FALSE);
    }
  switch (self->chart)
    {
    case BW_HRV_CHART_POINCARE:
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u pair of intervals",
                                                 "%u pairs of intervals", self->plot.poincare.n),
                              self->plot.poincare.n);
      append_words (text, self->plot.poincare.words);
      break;
    case BW_HRV_CHART_SPECTRUM:
      for (guint i = 0; i < self->plot.spectrum.n_bands; i++)
        {
          const BwPlotSpectrumLine *line = &self->plot.spectrum.lines[0];

          append_words (text, self->plot.spectrum.bands[i].words);
          if (line->has_peak[i])
            g_string_append_printf (text, _(", peak at %.3f Hz"), line->peak_hz[i]);
        }
      break;
    case BW_HRV_CHART_HISTOGRAM:
      {
        const BwPlotHistogram *plot = &self->plot.histogram;
        guint most = 0;

        for (guint i = 0; i < plot->n; i++)
          if (plot->counts[i] > plot->counts[most])
            most = i;
        /* Translators: how long intervals between heart beats are, and how long most of them */
        g_string_append_printf (text, _("Intervals from %.0f to %.0f ms, most at %.0f ms"), plot->first_ms,
                                plot->first_ms + plot->n * plot->bin_ms,
                                plot->first_ms + (most + 0.5) * plot->bin_ms);
        append_words (text, plot->words);
        break;
      }
    case BW_HRV_CHART_DFA:
      for (guint i = 0; i < self->plot.dfa.n_lines; i++)
        append_words (text, self->plot.dfa.lines[i].words);
      break;
    case BW_HRV_CHART_TRACK:
      for (guint p = 0; p < self->plot.track.n_panels; p++)
        describe_range (text, self->plot.track.panels[p].title, self->plot.track.panels[p].values,
                        self->plot.track.panels[p].has, self->plot.track.n, p == 2 ? "2" : "0");
      break;
    case BW_HRV_CHART_SPECTROGRAM:
    default:
      describe_range (text, _("LF, ms²"), self->lf_ms2, self->plot.spectrogram.has, self->plot.spectrogram.n,
                      "0");
      describe_range (text, _("HF, ms²"), self->hf_ms2, self->plot.spectrogram.has, self->plot.spectrogram.n,
                      "0");
    }
  return g_string_free (text, FALSE);
}

/* --- As a table --------------------------------------------------------------------------------- */

typedef struct
{
  int first, next;
} Cell;

static int
compare_cells (gconstpointer a,
               gconstpointer b)
{
  const Cell *first = a, *second = b;

  return first->first != second->first ? first->first - second->first : first->next - second->next;
}

/* How many pairs lie in each cell. */
static void
add_cells (GString              *text,
           const BwPlotPoincare *plot)
{
  g_autoptr (GArray) cells = g_array_sized_new (FALSE, FALSE, sizeof (Cell), plot->n);
  guint n = 0;

  for (guint i = 0; i < plot->n; i++)
    {
      const Cell cell = { (int) floor (plot->first_ms[i] / TABLE_CELL_MS),
                          (int) floor (plot->next_ms[i] / TABLE_CELL_MS) };

      g_array_append_val (cells, cell);
    }
  g_array_sort (cells, compare_cells);
  g_string_append_printf (text, "%s\t%s\t%s\n", _("Interval (ms)"), _("Next (ms)"), _("Pairs"));
  for (guint i = 0; i < cells->len; i += n)
    {
      const Cell *cell = &g_array_index (cells, Cell, i);

      for (n = 1; i + n < cells->len && compare_cells (cell, cell + n) == 0;)
        n++;
      g_string_append_printf (text, "%.0f–%.0f\t%.0f–%.0f\t%u\n", cell->first * TABLE_CELL_MS,
                              (cell->first + 1) * TABLE_CELL_MS, cell->next * TABLE_CELL_MS,
                              (cell->next + 1) * TABLE_CELL_MS, n);
    }
}

static void
add_pairs (GString           *text,
           const BwHrvFigure *self)
{
  const BwPlotPoincare *plot = &self->plot.poincare;

  if (plot->n > MOST_LISTED)
    {
      add_cells (text, plot);
      return;
    }
  g_string_append_printf (text, "%s\t%s\t%s\n", _("Time"), _("Interval (ms)"), _("Next (ms)"));
  for (guint i = 0; i < plot->n; i++)
    {
      g_autofree char *time = format_time (self, self->time_ms[i]);

      g_string_append_printf (text, "%s\t%.1f\t%.1f\n", time, plot->first_ms[i], plot->next_ms[i]);
    }
}

static void
add_densities (GString              *text,
               const BwPlotSpectrum *plot)
{
  g_string_append (text, _("Frequency (Hz)"));
  for (guint l = 0; l < plot->n_lines; l++)
    g_string_append_printf (text, _("\t%s (ms²/Hz)"), plot->lines[l].name);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < plot->lines[0].n; i++)
    {
      double hz = i * plot->lines[0].step_hz;

      g_string_append_printf (text, "%.4f", hz);
      for (guint l = 0; l < plot->n_lines; l++)
        g_string_append_printf (text, "\t%.2f", density_at (&plot->lines[l], hz));
      g_string_append_c (text, '\n');
    }
}

/* "–" where it is not known. */
static void
append_value (GString  *text,
              gboolean  known,
              double    value,
              int       digits)
{
  if (known && isfinite (value))
    g_string_append_printf (text, "\t%.*f", digits, value);
  else
    g_string_append (text, "\t–");
}

static void
add_windows (GString           *text,
             const BwHrvFigure *self)
{
  const BwPlotTrack *plot = &self->plot.track;

  g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", _("Time"), _("Heart rate (bpm)"),
                          _("SDNN (ms)"), _("RMSSD (ms)"), _("LF (ms²)"), _("HF (ms²)"), _("LF/HF"));
  for (guint i = 0; i < plot->n; i++)
    {
      g_autofree char *time = format_time (self, plot->middle_ms[i]);
      gboolean known = plot->panels[0].has[i], has_spectrum = self->has_spectrum[i];

      g_string_append (text, time);
      append_value (text, known, plot->panels[0].values[i], 1);
      append_value (text, known, self->sdnn_ms[i], 1);
      append_value (text, known, plot->panels[1].values[i], 1);
      append_value (text, has_spectrum, self->lf_ms2[i], 0);
      append_value (text, has_spectrum, self->hf_ms2[i], 0);
      append_value (text, has_spectrum && plot->n_panels > 2,
                    plot->n_panels > 2 ? plot->panels[2].values[i] : 0, 2);
      g_string_append_c (text, '\n');
    }
}

/* Of each window its powers, and where its density is highest within the bands. */
static void
add_spectra (GString           *text,
             const BwHrvFigure *self)
{
  const BwPlotSpectrogram *plot = &self->plot.spectrogram;

  g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\n", _("Time"), _("LF (ms²)"), _("HF (ms²)"),
                          _("LF peak (Hz)"), _("HF peak (Hz)"));
  for (guint i = 0; i < plot->n; i++)
    {
      g_autofree char *time = format_time (self, plot->middle_ms[i]);
      const float *density = plot->density + (gsize) i * plot->n_density;

      g_string_append (text, time);
      append_value (text, plot->has[i], self->lf_ms2[i], 0);
      append_value (text, plot->has[i], self->hf_ms2[i], 0);
      for (guint b = BW_HRV_LF; b <= BW_HRV_HF; b++)
        {
          guint most = 0;

          for (guint k = 1; k < plot->n_density; k++)
            if (k * plot->step_hz >= plot->bands[b].low_hz && k * plot->step_hz < plot->bands[b].high_hz
                && (most == 0 || density[k] > density[most]))
              most = k;
          append_value (text, plot->has[i] && most > 0, most * plot->step_hz, 3);
        }
      g_string_append_c (text, '\n');
    }
}

char *
bw_hrv_figure_make_table (const BwHrvFigure *self)
{
  GString *text;

  if (self->reason)
    return NULL;
  text = g_string_new (NULL);
  switch (self->chart)
    {
    case BW_HRV_CHART_POINCARE:
      add_pairs (text, self);
      break;
    case BW_HRV_CHART_SPECTRUM:
      add_densities (text, &self->plot.spectrum);
      break;
    case BW_HRV_CHART_HISTOGRAM:
      g_string_append_printf (text, "%s\t%s\t%s\n", _("From (ms)"), _("To (ms)"), _("Intervals"));
      for (guint i = 0; i < self->plot.histogram.n; i++)
        g_string_append_printf (text, "%.0f\t%.0f\t%u\n",
                                self->plot.histogram.first_ms + i * self->plot.histogram.bin_ms,
                                self->plot.histogram.first_ms + (i + 1) * self->plot.histogram.bin_ms,
                                self->plot.histogram.counts[i]);
      break;
    case BW_HRV_CHART_DFA:
      g_string_append_printf (text, "%s\t%s\n", _("Beats per box"), _("F (ms)"));
      for (guint i = 0; i < self->plot.dfa.n; i++)
        g_string_append_printf (text, "%.0f\t%.2f\n", self->plot.dfa.boxes[i],
                                self->plot.dfa.fluctuation_ms[i]);
      break;
    case BW_HRV_CHART_TRACK:
      add_windows (text, self);
      break;
    case BW_HRV_CHART_SPECTROGRAM:
    default:
      add_spectra (text, self);
    }
  return g_string_free (text, FALSE);
}

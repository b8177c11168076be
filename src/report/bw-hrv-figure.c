/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-hrv-figure-private.h"

#include "base/bw-error.h"
#include "report/bw-report-picture.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* How near the pointer has to be: to a pair, and to the plot. */
#define REACH 14.0
#define NEAR 6.0
#define PANEL_HEIGHT 92.0
#define SQUARE_HEIGHT 290.0
#define USUAL_HEIGHT 250.0
#define REASON_HEIGHT 96.0
#define MARGIN 16.0

static const char *const ids[] = { "poincare", "spectrum", "histogram", "dfa", "track", "spectrogram" };

const char *
bw_hrv_chart_get_id (BwHrvChart chart)
{
  g_return_val_if_fail ((guint) chart < BW_HRV_N_CHARTS, NULL);

  return ids[chart];
}

gboolean
bw_hrv_chart_from_id (const char *id,
                      BwHrvChart *chart)
{
  for (guint i = 0; i < BW_HRV_N_CHARTS; i++)
    if (g_strcmp0 (id, ids[i]) == 0)
      {
        *chart = (BwHrvChart) i;
        return TRUE;
      }
  return FALSE;
}

const char *
bw_hrv_chart_get_title (BwHrvChart chart)
{
  static const char *const titles[] = {
    N_("Poincaré plot"), N_("Spectrum"), N_("Histogram"), N_("Fluctuations (DFA)"), N_("Along the recording"),
    N_("Spectrogram"),
  };

  g_return_val_if_fail ((guint) chart < BW_HRV_N_CHARTS, NULL);

  return _(titles[chart]);
}

const char *
bw_hrv_chart_get_words (BwHrvChart chart)
{
  static const char *const words[] = {
    N_("Each interval against the next: the wider across the line, the more beats differ from their neighbours"),
    N_("How strong fast and slow waves of the heart rate are"),
    N_("How many intervals have each length"),
    N_("How much the intervals stray over short and long runs of beats"),
    N_("How the measures change from one window to the next"),
    N_("How strong each wave is at each time"),
  };

  g_return_val_if_fail ((guint) chart < BW_HRV_N_CHARTS, NULL);

  return _(words[chart]);
}

BwHrvFigure *
bw_hrv_figure_new (BwHrvChart               chart,
                   const BwHrvFigureSource *source)
{
  BwHrvFigure *self;

  g_return_val_if_fail ((guint) chart < BW_HRV_N_CHARTS, NULL);
  g_return_val_if_fail (source->hrv != NULL, NULL);

  self = g_atomic_rc_box_new0 (BwHrvFigure);
  self->chart = chart;
  self->start_ms = source->start_ms;
  self->zone = source->zone ? g_time_zone_ref (source->zone) : NULL;
  self->owned = g_ptr_array_new_with_free_func (g_free);
  bw_hrv_figure_make (self, source);
  return self;
}

BwHrvFigure *
bw_hrv_figure_ref (BwHrvFigure *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  BwHrvFigure *self = data;

  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_ptr_array_unref (self->owned);
}

void
bw_hrv_figure_unref (BwHrvFigure *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

BwHrvChart
bw_hrv_figure_get_chart (const BwHrvFigure *self)
{
  return self->chart;
}

const char *
bw_hrv_figure_get_reason (const BwHrvFigure *self)
{
  return self->reason;
}

void
bw_hrv_figure_get_default_look (const BwHrvFigure *self,
                                BwHrvFigureLook   *look)
{
  *look = (BwHrvFigureLook) { self->chart == BW_HRV_CHART_SPECTRUM
                              && bw_plot_spectrum_wants_logarithm (&self->plot.spectrum) };
}

/* --- Drawn -------------------------------------------------------------------------------------- */

/* A copy of the plot with its cursor; the cursor's text is the caller's. */
static BwHrvFigure
with_cursor (const BwHrvFigure       *self,
             const BwHrvFigureLook   *look,
             const BwHrvFigureCursor *cursor,
             const char              *text)
{
  BwHrvFigure now = *self;
  BwHrvFigureLook usual;

  if (self->chart == BW_HRV_CHART_SPECTRUM)
    {
      bw_hrv_figure_get_default_look (self, &usual);
      now.plot.spectrum.logarithmic = (look ? look : &usual)->logarithmic;
    }
  if (text == NULL)
    return now;
  switch (self->chart)
    {
    case BW_HRV_CHART_POINCARE:
      now.plot.poincare.cursor = cursor->stop;
      now.plot.poincare.cursor_text = text;
      break;
    case BW_HRV_CHART_SPECTRUM:
      now.plot.spectrum.has_cursor = TRUE;
      now.plot.spectrum.cursor_hz = cursor->stop * self->plot.spectrum.lines[0].step_hz;
      now.plot.spectrum.cursor_text = text;
      break;
    case BW_HRV_CHART_HISTOGRAM:
      now.plot.histogram.cursor = cursor->stop;
      now.plot.histogram.cursor_text = text;
      break;
    case BW_HRV_CHART_DFA:
      now.plot.dfa.cursor = cursor->stop;
      now.plot.dfa.cursor_text = text;
      break;
    case BW_HRV_CHART_TRACK:
      now.plot.track.cursor = cursor->stop;
      now.plot.track.cursor_text = text;
      break;
    case BW_HRV_CHART_SPECTROGRAM:
      now.plot.spectrogram.cursor = cursor->stop;
      now.plot.spectrogram.cursor_hz = cursor->row * self->plot.spectrogram.step_hz;
      now.plot.spectrogram.cursor_text = text;
      break;
    default:
      g_assert_not_reached ();
    }
  return now;
}

void
bw_hrv_figure_paint (const BwHrvFigure          *self,
                     const BwHrvFigureLook      *look,
                     const BwHrvFigureCursor    *cursor,
                     cairo_t                    *cr,
                     const BwPlotRect           *area,
                     const BwPlotPalette        *palette,
                     const PangoFontDescription *font)
{
  g_autofree char *text = NULL;
  BwHrvFigure now;

  if (self->reason)
    {
      bw_plot_text_draw_sentence (cr, font, &palette->dim_text, area, self->reason);
      return;
    }
  if (cursor && cursor->stop >= 0 && cursor->stop < (int) bw_hrv_figure_get_n_stops (self))
    text = bw_hrv_figure_get_text (self, cursor);
  now = with_cursor (self, look, cursor, text);
  switch (self->chart)
    {
    case BW_HRV_CHART_POINCARE:
      bw_plot_poincare_paint (cr, area, &now.plot.poincare, palette, font);
      break;
    case BW_HRV_CHART_SPECTRUM:
      bw_plot_spectrum_paint (cr, area, &now.plot.spectrum, palette, font);
      break;
    case BW_HRV_CHART_HISTOGRAM:
      bw_plot_histogram_paint (cr, area, &now.plot.histogram, palette, font);
      break;
    case BW_HRV_CHART_DFA:
      bw_plot_dfa_paint (cr, area, &now.plot.dfa, palette, font);
      break;
    case BW_HRV_CHART_TRACK:
      bw_plot_track_paint (cr, area, &now.plot.track, palette, font);
      break;
    case BW_HRV_CHART_SPECTROGRAM:
      bw_plot_spectrogram_paint (cr, area, &now.plot.spectrogram, palette, font);
      break;
    default:
      g_assert_not_reached ();
    }
}

double
bw_hrv_figure_get_height (const BwHrvFigure          *self,
                          const PangoFontDescription *font)
{
  if (self->reason)
    return REASON_HEIGHT;
  switch (self->chart)
    {
    case BW_HRV_CHART_TRACK:
      return MAX (bw_plot_track_height (&self->plot.track, font), self->plot.track.n_panels * PANEL_HEIGHT);
    case BW_HRV_CHART_POINCARE:
      return SQUARE_HEIGHT;
    default:
      return USUAL_HEIGHT;
    }
}

guint
bw_hrv_figure_get_n_stops (const BwHrvFigure *self)
{
  if (self->reason)
    return 0;
  switch (self->chart)
    {
    case BW_HRV_CHART_POINCARE:
      return self->plot.poincare.n;
    case BW_HRV_CHART_SPECTRUM:
      return self->plot.spectrum.lines[0].n;
    case BW_HRV_CHART_HISTOGRAM:
      return self->plot.histogram.n;
    case BW_HRV_CHART_DFA:
      return self->plot.dfa.n;
    case BW_HRV_CHART_TRACK:
      return self->plot.track.n;
    case BW_HRV_CHART_SPECTROGRAM:
    default:
      return self->plot.spectrogram.n;
    }
}

guint
bw_hrv_figure_get_n_rows (const BwHrvFigure *self)
{
  if (self->reason || self->chart != BW_HRV_CHART_SPECTROGRAM)
    return 1;
  return MIN (self->plot.spectrogram.n_density, (guint) (BW_HRV_FIGURE_MOST_HZ / self->plot.spectrogram.step_hz + 1e-6) + 1);
}

/* On the plot, or so near to it that it is meant. */
static gboolean
is_near (const BwPlotRect *plot,
         double            x,
         double            y)
{
  return x >= plot->x - NEAR && x <= plot->x + plot->width + NEAR && y >= plot->y - NEAR
         && y <= plot->y + plot->height + NEAR;
}

gboolean
bw_hrv_figure_find (const BwHrvFigure          *self,
                    const BwHrvFigureLook      *look,
                    const BwPlotRect           *area,
                    const PangoFontDescription *font,
                    double                      x,
                    double                      y,
                    BwHrvFigureCursor          *cursor)
{
  union
  {
    BwPlotPoincareLayout poincare;
    BwPlotSpectrumLayout spectrum;
    BwPlotHistogramLayout histogram;
    BwPlotDfaLayout dfa;
    BwPlotTrackLayout track;
    BwPlotSpectrogramLayout spectrogram;
  } layout;
  BwPlotRect plot;
  guint n = bw_hrv_figure_get_n_stops (self);

  *cursor = (BwHrvFigureCursor) BW_HRV_FIGURE_NO_CURSOR;
  if (n == 0)
    return FALSE;
  switch (self->chart)
    {
    case BW_HRV_CHART_POINCARE:
      bw_plot_poincare_layout (&layout.poincare, &self->plot.poincare, area, font);
      plot = layout.poincare.plot;
      cursor->stop = bw_plot_poincare_find (&self->plot.poincare, &layout.poincare, x, y, REACH);
      break;
    case BW_HRV_CHART_SPECTRUM:
      bw_plot_spectrum_layout (&layout.spectrum, &self->plot.spectrum, area, font);
      plot = layout.spectrum.plot;
      cursor->stop = (int) CLAMP (lround (bw_plot_scale_invert (&layout.spectrum.frequency, x)
                                          / self->plot.spectrum.lines[0].step_hz), 0, (long) n - 1);
      break;
    case BW_HRV_CHART_HISTOGRAM:
      bw_plot_histogram_layout (&layout.histogram, &self->plot.histogram, area, font);
      plot = layout.histogram.plot;
      cursor->stop = bw_plot_histogram_find (&self->plot.histogram, &layout.histogram, x);
      break;
    case BW_HRV_CHART_DFA:
      bw_plot_dfa_layout (&layout.dfa, &self->plot.dfa, area, font);
      plot = layout.dfa.plot;
      cursor->stop = bw_plot_dfa_find (&self->plot.dfa, &layout.dfa, x);
      break;
    case BW_HRV_CHART_TRACK:
      bw_plot_track_layout (&layout.track, &self->plot.track, area, font);
      plot = layout.track.panels[0].plot;
      plot.height = layout.track.panels[self->plot.track.n_panels - 1].plot.y
                    + layout.track.panels[self->plot.track.n_panels - 1].plot.height - plot.y;
      cursor->stop = bw_plot_track_find (&self->plot.track, &layout.track, x);
      break;
    case BW_HRV_CHART_SPECTROGRAM:
    default:
      bw_plot_spectrogram_layout (&layout.spectrogram, &self->plot.spectrogram, area, font);
      plot = layout.spectrogram.plot;
      cursor->stop = bw_plot_spectrogram_find (&self->plot.spectrogram, &layout.spectrogram, x);
      cursor->row = (int) CLAMP (lround (bw_plot_scale_invert (&layout.spectrogram.frequency, y)
                                         / self->plot.spectrogram.step_hz), 0,
                                 (long) bw_hrv_figure_get_n_rows (self) - 1);
    }
  if (!is_near (&plot, x, y))
    cursor->stop = -1;
  return cursor->stop >= 0;
}

/* --- Saved -------------------------------------------------------------------------------------- */

typedef struct
{
  const BwHrvFigure *figure;
  const BwHrvFigureLook *look;
} Picture;

static void
paint_picture (cairo_t                    *cr,
               const BwPlotRect           *area,
               const BwPlotPalette        *palette,
               const PangoFontDescription *font,
               gconstpointer               data)
{
  const Picture *picture = data;

  bw_hrv_figure_paint (picture->figure, picture->look, NULL, cr, area, palette, font);
}

GBytes *
bw_hrv_figure_render (const BwHrvFigure      *self,
                      const BwHrvFigureLook  *look,
                      BwPlotFormat            format,
                      const BwPlotPalette    *palette,
                      GError                **error)
{
  Picture picture = { self, look };

  if (self->reason)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW, self->reason);
      return NULL;
    }
  return bw_report_picture_render (format, BW_HRV_FIGURE_WIDTH, BW_HRV_FIGURE_HEIGHT,
                                   MARGIN, palette, paint_picture, &picture, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-rhythm-report-private.h"

#include "plot/bw-plot-rhythm-time.h"
#include "report/bw-hrv-figure.h"
#include "report/bw-tachogram-figure.h"

#include <glib/gi18n-lib.h>

#define TACHOGRAM_HEIGHT 135.0
#define PAIR_HEIGHT 145.0
#define ALONG_HEIGHT 175.0 /* at most */
/* A longer recording hides its artefacts: the stretch with most of them is shown besides. */
#define CLOSE_UP_FROM_MS (10 * 60000.0)
#define CLOSE_UP_MS (5 * 60000.0)
/* A shorter one has too few windows for what goes along it to be of worth. */
#define ALONG_FROM_MS (20 * 60000.0)

/* --- Tachogram --------------------------------------------------------------------------------- */

typedef struct
{
  BwTachogramFigure *figure;
  double from_ms, to_ms;
} Tachogram;

static void
tachogram_free (gpointer data)
{
  Tachogram *self = data;

  bw_tachogram_figure_unref (self->figure);
  g_free (self);
}

static void
paint_tachogram (cairo_t                    *cr,
                 const BwPlotRect           *area,
                 const BwPlotPalette        *palette,
                 const PangoFontDescription *font,
                 gpointer                    data)
{
  const Tachogram *self = data;
  BwPlotTachogram plot;

  bw_tachogram_figure_get_plot (self->figure, self->from_ms, self->to_ms, &plot);
  /* The legend is of what is to be seen; there is no scrolling to the rest on paper. */
  bw_plot_tachogram_count (&plot, plot.from_ms, plot.to_ms);
  bw_plot_tachogram_paint (cr, area, &plot, palette, font);
}

static void
add_tachogram (BwReportDocument  *document,
               BwTachogramFigure *figure,
               const char        *title,
               double             from_ms,
               double             to_ms)
{
  Tachogram *tachogram = g_new (Tachogram, 1);
  const BwReportChart chart = {
    .title = title,
    .paint = paint_tachogram,
    .data = tachogram,
    .free_data = tachogram_free,
  };

  *tachogram = (Tachogram) { bw_tachogram_figure_ref (figure), from_ms, to_ms };
  bw_report_document_add_charts (document, &chart, 1, TACHOGRAM_HEIGHT);
}

static gboolean
is_artefact (const BwEditedBeat *beat)
{
  return beat->removed || beat->verdict != BW_BEAT_NORMAL;
}

/* The beginning of the stretch of %CLOSE_UP_MS that holds the most artefacts.
 * Returns: how many; 0 and no beginning where there are none */
static guint
find_most_artefacts (const BwRhythmReport *self,
                     double               *from_ms)
{
  const BwEditedBeat *beats = self->rhythm->beats;
  guint n = 0, most = 0, first = 0;

  for (guint i = 0; i < self->rhythm->n_beats; i++)
    {
      if (beats[i].time_ms < self->from_ms || beats[i].time_ms > self->to_ms
          || !is_artefact (&beats[i]))
        continue;
      if (n == 0)
        first = i;
      n++;
      while (beats[i].time_ms - beats[first].time_ms > CLOSE_UP_MS)
        {
          n--;
          do
            first++;
          while (!is_artefact (&beats[first]));
        }
      if (n > most)
        {
          most = n;
          /* In the middle of what is shown. */
          *from_ms = (beats[first].time_ms + beats[i].time_ms - CLOSE_UP_MS) / 2;
        }
    }
  if (most > 0)
    *from_ms = CLAMP (*from_ms, self->from_ms, self->to_ms - CLOSE_UP_MS);
  return most;
}

void
bw_rhythm_report_add_tachogram (BwReportDocument     *document,
                                const BwRhythmReport *self)
{
  g_autoptr (BwTachogramFigure) figure = bw_tachogram_figure_new (self->rhythm);
  double from_ms = 0;
  guint n;

  add_tachogram (document, figure, self->is_part ? _("Tachogram of the stretch") : _("Tachogram"),
                 self->from_ms, self->to_ms);
  if (self->to_ms - self->from_ms < CLOSE_UP_FROM_MS)
    return;
  n = find_most_artefacts (self, &from_ms);
  if (n > 0)
    {
      g_autofree char *title
        = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The five minutes with most artefacts: %u",
                                        "The five minutes with most artefacts: %u", n),
                           n);

      add_tachogram (document, figure, title, from_ms, from_ms + CLOSE_UP_MS);
    }
}

/* --- The rest ---------------------------------------------------------------------------------- */

static void
free_figure (gpointer data)
{
  bw_hrv_figure_unref (data);
}

static void
paint_figure (cairo_t                    *cr,
              const BwPlotRect           *area,
              const BwPlotPalette        *palette,
              const PangoFontDescription *font,
              gpointer                    data)
{
  const BwHrvFigure *self = data;

  /* Where there is nothing to draw, the place of it, with the reason. */
  if (bw_hrv_figure_get_reason (self) != NULL)
    {
      bw_plot_set_color (cr, &palette->night);
      cairo_rectangle (cr, area->x, area->y, area->width, area->height);
      cairo_fill (cr);
    }
  bw_hrv_figure_paint (self, NULL, NULL, cr, area, palette, font);
}

static BwReportChart
make_chart (BwHrvChart               chart,
            const BwHrvFigureSource *source)
{
  return (BwReportChart) {
    .title = bw_hrv_chart_get_title (chart),
    .note = bw_hrv_chart_get_words (chart),
    .paint = paint_figure,
    .data = bw_hrv_figure_new (chart, source),
    .free_data = free_figure,
  };
}

/* What goes along the recording, as wide as the paper; left out where there is nothing. */
static void
add_along (BwReportDocument        *document,
           BwHrvChart               chart,
           const BwHrvFigureSource *source)
{
  const BwReportChart wide = make_chart (chart, source);
  const BwHrvFigure *figure = wide.data;

  if (bw_hrv_figure_get_reason (figure) != NULL)
    {
      free_figure (wide.data);
      return;
    }
  bw_report_document_add_charts (
    document, &wide, 1,
    MIN (bw_hrv_figure_get_height (figure, bw_report_document_get_chart_font (document)),
         ALONG_HEIGHT));
}

void
bw_rhythm_report_add_charts (BwReportDocument     *document,
                             const BwRhythmReport *self)
{
  const BwRhythm *rhythm = self->rhythm;
  g_autoptr (GTimeZone) zone
    = rhythm->time_known ? g_time_zone_new_offset (rhythm->offset_min * 60) : NULL;
  const BwHrvFigureSource source = {
    .hrv = self->hrv,
    .track = self->track,
    .from_ms = self->from_ms,
    .to_ms = self->to_ms,
    .start_ms = rhythm->start_ms,
    .zone = zone,
  };
  const BwReportChart first[] = { make_chart (BW_HRV_CHART_POINCARE, &source),
                                  make_chart (BW_HRV_CHART_SPECTRUM, &source) };
  const BwReportChart second[] = { make_chart (BW_HRV_CHART_HISTOGRAM, &source),
                                   make_chart (BW_HRV_CHART_DFA, &source) };

  bw_report_document_add_charts (document, first, G_N_ELEMENTS (first), PAIR_HEIGHT);
  bw_report_document_add_charts (document, second, G_N_ELEMENTS (second), PAIR_HEIGHT);
  if (self->to_ms - self->from_ms < ALONG_FROM_MS)
    return;
  add_along (document, BW_HRV_CHART_TRACK, &source);
  add_along (document, BW_HRV_CHART_SPECTROGRAM, &source);
}

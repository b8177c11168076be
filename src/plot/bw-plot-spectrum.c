/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-spectrum.h"

#include "plot/bw-plot-legend.h"
#include "plot/bw-plot-read-out.h"
#include "plot/bw-plot-ticks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define X_SPACE 44.0
#define Y_SPACE 30.0
#define LEGEND_GAP 8.0
#define RIGHT_ROOM 10.0
#define MOST_DECADES 4.0
#define MOST_ENTRIES (2 + BW_PLOT_SPECTRUM_BANDS)
#define PEAK 4.0
/* So many times lower than the highest, a wave is flat on a linear axis. */
#define FLAT 10.0

/* --- Layout ------------------------------------------------------------------------------------- */

static guint
make_legend (const BwPlotSpectrum *self,
             BwPlotLegendEntry    *entries,
             const BwPlotPalette  *palette)
{
  guint n = 0;

  for (guint i = 0; i < self->n_lines; i++)
    if (self->lines[i].name)
      entries[n++] = (BwPlotLegendEntry) { i == 0 ? BW_PLOT_SAMPLE_LINE : BW_PLOT_SAMPLE_DASHES,
                                           palette ? &palette->hrv.line[i] : NULL,
                                           self->lines[i].name, NULL };
  for (guint i = 0; i < self->n_bands; i++)
    if (self->bands[i].words)
      entries[n++] = (BwPlotLegendEntry) { BW_PLOT_SAMPLE_AREA,
                                           palette ? &palette->hrv.band_area[i] : NULL,
                                           self->bands[i].words, NULL };
  return n;
}

/* Densities within the bands, and above 0. */
static void
find_range (const BwPlotSpectrum *self,
            double               *least,
            double               *most)
{
  double from = self->n_bands > 0 ? self->bands[0].low_hz : 0;

  *least = G_MAXDOUBLE;
  *most = 0;
  for (guint l = 0; l < self->n_lines; l++)
    for (guint i = 0; i < self->lines[l].n; i++)
      {
        double hz = i * self->lines[l].step_hz, value = self->lines[l].density[i];

        if (hz < from || hz > self->most_hz || !(value > 0))
          continue;
        *least = MIN (*least, value);
        *most = MAX (*most, value);
      }
}

/* @head: room above the highest, for its mark and its frequency, and the bands' names over these */
static void
find_scale (const BwPlotSpectrum *self,
            double                head,
            BwPlotScale          *scale)
{
  double height = scale->p0 - scale->p1, least, most, share;

  share = height / (height - MIN (head, height / 2));
  find_range (self, &least, &most);
  if (!(most > 0))
    {
      *scale = (BwPlotScale) { 0, 1, scale->p0, scale->p1 };
      return;
    }
  if (!self->logarithmic)
    {
      *scale = (BwPlotScale) { 0, most * share, scale->p0, scale->p1 };
      return;
    }
  scale->d0 = MIN (MAX (log10 (least), log10 (most) - MOST_DECADES), log10 (most) - 1);
  scale->d1 = scale->d0 + (log10 (most) - scale->d0) * share;
}

static BwPlotTicks *
make_density_ticks (const BwPlotSpectrum       *self,
                    const BwPlotSpectrumLayout *layout)
{
  return self->logarithmic ? bw_plot_ticks_new_log (&layout->density, Y_SPACE, NULL)
                           : bw_plot_ticks_new (&layout->density, Y_SPACE, NULL);
}

/* The highest density from @low_hz on to @high_hz. */
static double
find_most (const BwPlotSpectrumLine *line,
           double                    low_hz,
           double                    high_hz)
{
  double most = 0;

  for (guint k = 0; k < line->n; k++)
    if (k * line->step_hz >= low_hz && k * line->step_hz <= high_hz)
      most = MAX (most, line->density[k]);
  return most;
}

gboolean
bw_plot_spectrum_wants_logarithm (const BwPlotSpectrum *self)
{
  for (guint i = 0; i < self->n_lines && self->n_bands > 0; i++)
    {
      const BwPlotSpectrumBand *top = &self->bands[self->n_bands - 1];
      double fast = find_most (&self->lines[i], top->low_hz, top->high_hz);

      if (fast > 0
          && find_most (&self->lines[i], self->bands[0].low_hz, self->most_hz) > FLAT * fast)
        return TRUE;
    }
  return FALSE;
}

void
bw_plot_spectrum_layout (BwPlotSpectrumLayout       *layout,
                         const BwPlotSpectrum       *self,
                         const BwPlotRect           *area,
                         const PangoFontDescription *font)
{
  BwPlotLegendEntry entries[MOST_ENTRIES];
  guint n = make_legend (self, entries, NULL);
  double legend = bw_plot_legend_lay (NULL, entries, n, area, NULL, font), text, top, left;
  g_autoptr (BwPlotTicks) ticks = NULL;

  bw_plot_text_measure (font, "X", NULL, &text);
  /* The unit stands over the axis, for it is longer than the numbers. */
  top = legend + (legend > 0 ? LEGEND_GAP : 0) + ceil (text) + 2;
  layout->plot.y = floor (area->y + top);
  layout->plot.height = MAX (floor (area->y + area->height - layout->plot.y - ceil (text) - 8), 1);
  layout->density = (BwPlotScale) { 0, 1, layout->plot.y + layout->plot.height, layout->plot.y };
  find_scale (self, 2 * ceil (text) + 1.6 * PEAK + 10, &layout->density);
  ticks = make_density_ticks (self, layout);
  left = bw_plot_ticks_measure (ticks, font);
  layout->plot.x = floor (area->x + left);
  layout->plot.width = MAX (floor (area->x + area->width - RIGHT_ROOM - layout->plot.x), 1);
  layout->frequency = (BwPlotScale) { 0, self->most_hz, layout->plot.x,
                                      layout->plot.x + layout->plot.width };
}

/* --- Paint -------------------------------------------------------------------------------------- */

static double
map_density (const BwPlotSpectrum       *self,
             const BwPlotSpectrumLayout *layout,
             double                      value)
{
  if (!self->logarithmic)
    return bw_plot_scale_map (&layout->density, value);
  /* Below what the axis shows: under its foot. */
  return bw_plot_scale_map (&layout->density,
                            value > 0 ? MAX (log10 (value), layout->density.d0 - 1)
                                      : layout->density.d0 - 1);
}

static void
paint_bands (cairo_t                    *cr,
             const BwPlotSpectrum       *self,
             const BwPlotSpectrumLayout *layout,
             const BwPlotPalette        *palette)
{
  const BwPlotRect *plot = &layout->plot;

  for (guint i = 0; i < self->n_bands; i++)
    {
      double left = bw_plot_scale_map (&layout->frequency, self->bands[i].low_hz);
      double right = bw_plot_scale_map (&layout->frequency, self->bands[i].high_hz);

      bw_plot_set_color (cr, &palette->hrv.band_area[i]);
      cairo_rectangle (cr, left, plot->y, right - left, plot->height);
      cairo_fill (cr);
    }
  bw_plot_set_color (cr, &palette->grid);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < self->n_bands; i++)
    {
      cairo_move_to (cr, floor (bw_plot_scale_map (&layout->frequency, self->bands[i].high_hz)) + 0.5,
                     plot->y);
      cairo_rel_line_to (cr, 0, plot->height);
    }
  cairo_stroke (cr);
}

/* The word is in the band, or nowhere: the legend has it too. */
static void
paint_band_names (cairo_t                    *cr,
                  const BwPlotSpectrum       *self,
                  const BwPlotSpectrumLayout *layout,
                  const BwPlotPalette        *palette,
                  const PangoFontDescription *font)
{
  for (guint i = 0; i < self->n_bands; i++)
    {
      double left = bw_plot_scale_map (&layout->frequency, self->bands[i].low_hz);
      double right = bw_plot_scale_map (&layout->frequency, self->bands[i].high_hz), width;

      bw_plot_text_measure (font, self->bands[i].name, &width, NULL);
      if (width + 2 <= right - left)
        bw_plot_text_draw (cr, font, &palette->hrv.band_text[i], (left + right) / 2,
                           layout->plot.y + 3, 0.5, 0, self->bands[i].name);
    }
}

static void
paint_line (cairo_t                    *cr,
            const BwPlotSpectrum       *self,
            guint                       which,
            const BwPlotSpectrumLayout *layout,
            const BwPlotPalette        *palette)
{
  static const double dashes[] = { 5, 3 };
  const BwPlotSpectrumLine *line = &self->lines[which];

  cairo_save (cr);
  bw_plot_set_color (cr, &palette->hrv.line[which]);
  cairo_set_line_width (cr, palette->line_width * (which == 0 ? 0.8 : 0.65));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (which > 0)
    cairo_set_dash (cr, dashes, 2, 0);
  for (guint i = 0; i < line->n && i * line->step_hz <= self->most_hz + line->step_hz; i++)
    cairo_line_to (cr, bw_plot_scale_map (&layout->frequency, i * line->step_hz),
                   map_density (self, layout, line->density[i]));
  cairo_stroke (cr);
  cairo_restore (cr);
}

static double
density_at (const BwPlotSpectrumLine *line,
            double                    hz)
{
  double at = hz / line->step_hz;
  guint i = (guint) MAX (at, 0);

  if (line->n == 0)
    return 0;
  if (i + 1 >= line->n)
    return line->density[line->n - 1];
  return line->density[i] + (at - i) * (line->density[i + 1] - line->density[i]);
}

/* Where the foot of a label may stand whose foot would be at @y: over the other lines, if there is room. */
static double
clear_lines (const BwPlotSpectrum       *self,
             const BwPlotSpectrumLayout *layout,
             double                      left,
             double                      right,
             double                      y,
             double                      height,
             double                      least)
{
  double clear = y;

  for (guint i = 1; i < self->n_lines; i++)
    {
      double most = find_most (&self->lines[i], bw_plot_scale_invert (&layout->frequency, left),
                               bw_plot_scale_invert (&layout->frequency, right));
      double top = most > 0 ? map_density (self, layout, most) - 2 : y;

      if (top < clear)
        clear = top;
    }
  return clear - height >= least ? clear : y;
}

/* A triangle on the first line's peak in each band, with its frequency where there is room. */
static void
paint_peaks (cairo_t                    *cr,
             const BwPlotSpectrum       *self,
             const BwPlotSpectrumLayout *layout,
             const BwPlotPalette        *palette,
             const PangoFontDescription *font)
{
  const BwPlotSpectrumLine *line = &self->lines[0];
  double text, end = layout->plot.x;

  bw_plot_text_measure (font, "X", NULL, &text);
  for (guint i = 0; self->n_lines > 0 && i < self->n_bands; i++)
    {
      g_autofree char *label = NULL;
      double x, y, width;

      if (!line->has_peak[i] || line->peak_hz[i] > self->most_hz)
        continue;
      x = bw_plot_scale_map (&layout->frequency, line->peak_hz[i]);
      y = MAX (map_density (self, layout, density_at (line, line->peak_hz[i])) - 3, layout->plot.y + 2);
      bw_plot_set_color (cr, &palette->hrv.band_text[i]);
      cairo_move_to (cr, x, y);
      cairo_rel_line_to (cr, -PEAK, -1.6 * PEAK);
      cairo_rel_line_to (cr, 2 * PEAK, 0);
      cairo_close_path (cr);
      cairo_fill (cr);
      /* Translators: where a spectrum has its peak */
      label = g_strdup_printf (_("%.3f Hz"), line->peak_hz[i]);
      bw_plot_text_measure (font, label, &width, NULL);
      x = MAX (x - width / 2, layout->plot.x + 2);
      y = clear_lines (self, layout, x, x + width, y - 1.6 * PEAK - 1, text,
                       layout->plot.y + text + 3);
      /* Not over its neighbour, nor over the bands' names. */
      if (x < end + 4 || x + width > layout->plot.x + layout->plot.width
          || y - text < layout->plot.y + text + 3)
        continue;
      bw_plot_text_draw (cr, font, &palette->hrv.band_text[i], x, y, 0, 1, label);
      end = x + width;
    }
}

static void
paint_cursor (cairo_t                    *cr,
              const BwPlotSpectrum       *self,
              const BwPlotSpectrumLayout *layout,
              const BwPlotPalette        *palette,
              const PangoFontDescription *font)
{
  const BwPlotRect *plot = &layout->plot;
  double x = bw_plot_scale_map (&layout->frequency, self->cursor_hz), y = plot->y + plot->height;

  cairo_save (cr);
  bw_plot_set_color (cr, &palette->accent);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, floor (x) + 0.5, plot->y);
  cairo_rel_line_to (cr, 0, plot->height);
  cairo_stroke (cr);
  for (guint i = 0; i < self->n_lines; i++)
    {
      double at = map_density (self, layout, density_at (&self->lines[i], self->cursor_hz));

      if (self->lines[i].n == 0 || at < plot->y || at > plot->y + plot->height)
        continue;
      y = MIN (y, at);
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, at, 3.5, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_restore (cr);
  if (self->cursor_text)
    bw_plot_read_out_paint (cr, plot, x, y, self->cursor_text, palette, font);
}

void
bw_plot_spectrum_paint (cairo_t                    *cr,
                        const BwPlotRect           *area,
                        const BwPlotSpectrum       *self,
                        const BwPlotPalette        *palette,
                        const PangoFontDescription *font)
{
  BwPlotLegendEntry entries[MOST_ENTRIES];
  BwPlotSpectrumLayout layout;
  g_autoptr (BwPlotTicks) bottom = NULL;
  g_autoptr (BwPlotTicks) left = NULL;
  guint n = make_legend (self, entries, palette);

  g_return_if_fail (self->n_lines <= G_N_ELEMENTS (self->lines));
  g_return_if_fail (self->n_bands <= BW_PLOT_SPECTRUM_BANDS);

  bw_plot_spectrum_layout (&layout, self, area, font);
  bottom = bw_plot_ticks_new (&layout.frequency, X_SPACE, _("Hz"));
  left = make_density_ticks (self, &layout);

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  bw_plot_legend_lay (cr, entries, n, area, palette, font);
  bw_plot_text_draw (cr, font, &palette->dim_text, area->x, layout.plot.y - 2, 0, 1, _("ms²/Hz"));
  cairo_save (cr);
  cairo_rectangle (cr, layout.plot.x, layout.plot.y, layout.plot.width, layout.plot.height);
  cairo_clip (cr);
  paint_bands (cr, self, &layout, palette);
  bw_plot_ticks_paint_grid (left, cr, &layout.plot, BW_PLOT_SIDE_LEFT, palette);
  for (guint i = self->n_lines; i-- > 0;)
    paint_line (cr, self, i, &layout, palette);
  paint_band_names (cr, self, &layout, palette, font);
  paint_peaks (cr, self, &layout, palette, font);
  cairo_restore (cr);
  bw_plot_ticks_paint (bottom, cr, &layout.plot, BW_PLOT_SIDE_BOTTOM, layout.plot.x,
                       area->x + area->width, palette, font);
  bw_plot_ticks_paint (left, cr, &layout.plot, BW_PLOT_SIDE_LEFT, layout.plot.y - 6,
                       layout.plot.y + layout.plot.height + 6, palette, font);
  if (self->has_cursor)
    paint_cursor (cr, self, &layout, palette, font);
  cairo_restore (cr);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-spectrogram.h"

#include "plot/bw-plot-heat.h"
#include "plot/bw-plot-legend.h"
#include "plot/bw-plot-read-out.h"
#include "plot/bw-plot-rhythm-axis.h"
#include "plot/bw-plot-ticks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define Y_SPACE 30.0
#define LEGEND_GAP 8.0
#define RIGHT_ROOM 12.0
#define NAME_ROOM 6.0
#define HATCH 8.0
/* Columns of the map a unit of length, at the most: as fine as a fine screen shows them. */
#define FINEST 2.0

/* --- Layout ------------------------------------------------------------------------------------- */

static gboolean
has_window (const BwPlotSpectrogram *self,
            guint                    i)
{
  return !self->has || self->has[i];
}

static gboolean
has_gap (const BwPlotSpectrogram *self)
{
  if (self->n == 0)
    return TRUE;
  for (guint i = 0; i < self->n; i++)
    if (!has_window (self, i) || (i > 0 && self->middle_ms[i] - self->middle_ms[i - 1] > 1.5 * self->step_ms))
      return TRUE;
  return FALSE;
}

static guint
make_legend (const BwPlotSpectrogram *self,
             BwPlotLegendEntry       *entries)
{
  guint n = 0;

  if (self->low_words && self->high_words)
    entries[n++] = (BwPlotLegendEntry) { BW_PLOT_SAMPLE_HEAT, NULL, self->low_words, self->high_words };
  if (self->gap_words && has_gap (self))
    entries[n++] = (BwPlotLegendEntry) { BW_PLOT_SAMPLE_NONE, NULL, self->gap_words, NULL };
  return n;
}

static double
names_width (const BwPlotSpectrogram    *self,
             const PangoFontDescription *font)
{
  double most = 0, width;

  for (guint i = 0; i < self->n_bands; i++)
    {
      bw_plot_text_measure (font, self->bands[i].name, &width, NULL);
      most = MAX (most, width);
    }
  return most > 0 ? ceil (most) + NAME_ROOM : RIGHT_ROOM;
}

void
bw_plot_spectrogram_layout (BwPlotSpectrogramLayout    *layout,
                            const BwPlotSpectrogram    *self,
                            const BwPlotRect           *area,
                            const PangoFontDescription *font)
{
  BwPlotLegendEntry entries[2];
  double legend = bw_plot_legend_lay (NULL, entries, make_legend (self, entries), area, NULL, font), text;
  g_autoptr (BwPlotTicks) ticks = NULL;

  bw_plot_text_measure (font, "X", NULL, &text);
  layout->plot.y = floor (area->y + (legend > 0 ? legend + LEGEND_GAP : ceil (text / 2)));
  layout->plot.height = MAX (floor (area->y + area->height - layout->plot.y - ceil (text) - 8), 1);
  layout->frequency = (BwPlotScale) { 0, self->most_hz, layout->plot.y + layout->plot.height,
                                      layout->plot.y };
  ticks = bw_plot_ticks_new (&layout->frequency, Y_SPACE, _("Hz"));
  layout->plot.x = floor (area->x + bw_plot_ticks_measure (ticks, font));
  layout->plot.width
      = MAX (floor (area->x + area->width - names_width (self, font) - layout->plot.x), 1);
  layout->time = (BwPlotScale) { self->from_ms, MAX (self->to_ms, self->from_ms + 1), layout->plot.x,
                                 layout->plot.x + layout->plot.width };
}

/* The window whose column holds @at; −1 between and beyond them. */
static int
find_window (const BwPlotSpectrogram *self,
             double                   at)
{
  guint low = 0, high = self->n;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (self->middle_ms[middle] + self->step_ms / 2 <= at)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->n && at >= self->middle_ms[low] - self->step_ms / 2 - 1e-6 ? (int) low : -1;
}

int
bw_plot_spectrogram_find (const BwPlotSpectrogram       *self,
                          const BwPlotSpectrogramLayout *layout,
                          double                         x)
{
  int window = find_window (self, bw_plot_scale_invert (&layout->time, x));

  return window >= 0 && has_window (self, (guint) window) ? window : -1;
}

/* --- Paint -------------------------------------------------------------------------------------- */

/* Lines that lean, wherever no window is. */
static void
paint_hatching (cairo_t             *cr,
                const BwPlotRect    *plot,
                const BwPlotPalette *palette)
{
  BwPlotColor color = palette->dim_text;

  color.alpha = 0.5;
  bw_plot_set_color (cr, &color);
  cairo_set_line_width (cr, 1);
  for (double x = plot->x - plot->height; x < plot->x + plot->width; x += HATCH)
    {
      cairo_move_to (cr, x, plot->y + plot->height);
      cairo_rel_line_to (cr, plot->height, -plot->height);
    }
  cairo_stroke (cr);
}

/* @per_octave: levels a doubling of the density is worth */
static guint32
level_of (float density,
          float low,
          float per_octave)
{
  if (!(density > low))
    return 0;
  return (guint32) MIN (log2f (density / low) * per_octave + 0.5f, BW_PLOT_HEAT_STEPS - 1.0f);
}

/* One pixel a window, or, of windows that outnumber the columns, the one in the middle of each; one a
 * frequency. Cairo lays it out: as squares on paper too. */
static cairo_surface_t *
make_map (const BwPlotSpectrogram *self,
          double                   room,
          guint                   *rows,
          const BwPlotPalette     *palette)
{
  double columns = ceil ((self->to_ms - self->from_ms) / self->step_ms);
  int width = (int) CLAMP (columns, 1, MAX (ceil (room * FINEST), 1));
  float low = (float) self->low;
  float per_octave = (float) ((BW_PLOT_HEAT_STEPS - 1) / log2 (self->high / self->low));
  guint32 table[BW_PLOT_HEAT_STEPS];
  cairo_surface_t *surface;
  int stride;
  guint8 *pixels;

  *rows = MIN (self->n_density, (guint) floor (self->most_hz / self->step_hz + 1e-6) + 1);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, (int) MAX (*rows, 1));
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    return surface;
  bw_plot_heat_table (palette, table);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  for (int column = 0; column < width; column++)
    {
      double at = self->from_ms + (column + 0.5) / width * (self->to_ms - self->from_ms);
      int window = find_window (self, at);
      const float *density;

      if (window < 0 || !has_window (self, (guint) window))
        continue;
      density = self->density + (gsize) window * self->n_density;
      for (guint row = 0; row < *rows; row++)
        {
          guint32 *line = (guint32 *) (void *) (pixels + (gsize) (*rows - 1 - row) * (gsize) stride);

          line[column] = 0xff000000u | table[level_of (density[row], low, per_octave)];
        }
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
paint_map (cairo_t                       *cr,
           const BwPlotSpectrogram       *self,
           const BwPlotSpectrogramLayout *layout,
           const BwPlotPalette           *palette)
{
  const BwPlotRect *plot = &layout->plot;
  cairo_surface_t *map;
  double top, bottom;
  guint rows;

  if (self->n == 0 || self->n_density == 0)
    return;
  map = make_map (self, plot->width, &rows, palette);
  /* A row is centred on its frequency: the lowest begins half a step below 0. */
  bottom = bw_plot_scale_map (&layout->frequency, -self->step_hz / 2);
  top = bw_plot_scale_map (&layout->frequency, (rows - 0.5) * self->step_hz);
  cairo_save (cr);
  cairo_translate (cr, plot->x, top);
  cairo_scale (cr, plot->width / cairo_image_surface_get_width (map), (bottom - top) / MAX (rows, 1));
  cairo_set_source_surface (cr, map, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (map);
}

/* Edges over colours of any lightness: a light line beside a dark one. */
static void
paint_bands (cairo_t                       *cr,
             const BwPlotSpectrogram       *self,
             const BwPlotSpectrogramLayout *layout,
             const BwPlotPalette           *palette,
             const PangoFontDescription    *font)
{
  static const double dashes[] = { 4, 4 };
  const BwPlotRect *plot = &layout->plot;
  double text, last = plot->y + plot->height + 2;

  bw_plot_text_measure (font, "X", NULL, &text);
  cairo_save (cr);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < self->n_bands; i++)
    for (guint end = 0; end < 2; end++)
      {
        double hz = end ? self->bands[i].high_hz : self->bands[i].low_hz;
        double y = floor (bw_plot_scale_map (&layout->frequency, hz)) + 0.5;

        if (hz > self->most_hz)
          continue;
        cairo_set_dash (cr, dashes, 2, 0);
        bw_plot_set_color (cr, &palette->background);
        cairo_move_to (cr, plot->x, y);
        cairo_rel_line_to (cr, plot->width, 0);
        cairo_stroke (cr);
        cairo_set_dash (cr, dashes, 2, 4);
        bw_plot_set_color (cr, &palette->text);
        cairo_move_to (cr, plot->x, y);
        cairo_rel_line_to (cr, plot->width, 0);
        cairo_stroke (cr);
      }
  cairo_restore (cr);
  for (guint i = 0; i < self->n_bands; i++)
    {
      double middle = bw_plot_scale_map (&layout->frequency,
                                         (self->bands[i].low_hz + self->bands[i].high_hz) / 2);

      /* From below, each over the one before it. */
      middle = MIN (middle, last - text / 2);
      bw_plot_text_draw (cr, font, &palette->hrv.band_text[i], plot->x + plot->width + NAME_ROOM - 1,
                         middle, 0, 0.5, self->bands[i].name);
      last = middle - text / 2;
    }
}

static void
paint_cursor (cairo_t                       *cr,
              const BwPlotSpectrogram       *self,
              const BwPlotSpectrogramLayout *layout,
              const BwPlotPalette           *palette,
              const PangoFontDescription    *font)
{
  const BwPlotRect *plot = &layout->plot;
  double x = floor (bw_plot_scale_map (&layout->time, self->middle_ms[self->cursor])) + 0.5;
  double y = floor (bw_plot_scale_map (&layout->frequency, self->cursor_hz)) + 0.5;

  cairo_save (cr);
  for (guint pass = 0; pass < 2; pass++)
    {
      bw_plot_set_color (cr, pass ? &palette->accent : &palette->background);
      cairo_set_line_width (cr, pass ? 1.5 : 3.5);
      cairo_move_to (cr, x, plot->y);
      cairo_line_to (cr, x, plot->y + plot->height);
      cairo_move_to (cr, plot->x, y);
      cairo_line_to (cr, plot->x + plot->width, y);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
  if (self->cursor_text)
    bw_plot_read_out_paint (cr, plot, x, y, self->cursor_text, palette, font);
}

void
bw_plot_spectrogram_paint (cairo_t                    *cr,
                           const BwPlotRect           *area,
                           const BwPlotSpectrogram    *self,
                           const BwPlotPalette        *palette,
                           const PangoFontDescription *font)
{
  BwPlotLegendEntry entries[2];
  BwPlotSpectrogramLayout layout;
  g_autoptr (BwPlotTicks) left = NULL;

  g_return_if_fail (self->n_bands <= BW_PLOT_SPECTROGRAM_BANDS);
  g_return_if_fail (self->low > 0 && self->high > self->low && self->step_ms > 0 && self->step_hz > 0);
  g_return_if_fail (self->cursor < (int) self->n);

  bw_plot_spectrogram_layout (&layout, self, area, font);
  left = bw_plot_ticks_new (&layout.frequency, Y_SPACE, _("Hz"));

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  bw_plot_legend_lay (cr, entries, make_legend (self, entries), area, palette, font);
  cairo_save (cr);
  cairo_rectangle (cr, layout.plot.x, layout.plot.y, layout.plot.width, layout.plot.height);
  cairo_clip (cr);
  paint_hatching (cr, &layout.plot, palette);
  paint_map (cr, self, &layout, palette);
  cairo_restore (cr);
  paint_bands (cr, self, &layout, palette, font);
  bw_plot_rhythm_axis_paint (cr, &layout.plot, &layout.time, self->zone, self->start_ms, area->x,
                             area->x + area->width, palette, font);
  bw_plot_ticks_paint (left, cr, &layout.plot, BW_PLOT_SIDE_LEFT, layout.plot.y - 6,
                       layout.plot.y + layout.plot.height + 6, palette, font);
  if (self->cursor >= 0)
    paint_cursor (cr, self, &layout, palette, font);
  cairo_restore (cr);
}

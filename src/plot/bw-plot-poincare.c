/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-poincare.h"

#include "plot/bw-plot-heat.h"
#include "plot/bw-plot-legend.h"
#include "plot/bw-plot-read-out.h"
#include "plot/bw-plot-ticks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define X_SPACE 52.0
#define Y_SPACE 30.0
#define LEGEND_GAP 8.0
#define RIGHT_ROOM 10.0
#define BOTTOM_ROOM 8.0
#define LEAST_RANGE 100.0
/* Colours of the density: a power of two each, as far as they go. */
#define N_SHADES 12
#define DOT 1.6

/* --- Layout ------------------------------------------------------------------------------------- */

/* What of @self makes a set. */
static BwPlotPoincareSet
get_own_set (const BwPlotPoincare *self)
{
  return (BwPlotPoincareSet) { self->first_ms,  self->next_ms, self->n,      self->has_ellipse,
                               self->middle_ms, self->sd1_ms,  self->sd2_ms, self->words };
}

static void
add_to_range (const BwPlotPoincareSet *set,
              double                  *low,
              double                  *high)
{
  for (guint i = 0; i < set->n; i++)
    {
      *low = MIN (*low, MIN (set->first_ms[i], set->next_ms[i]));
      *high = MAX (*high, MAX (set->first_ms[i], set->next_ms[i]));
    }
  if (set->has_ellipse)
    {
      /* How far an ellipse at 45° reaches along either axis of the picture. */
      double reach = sqrt ((set->sd1_ms * set->sd1_ms + set->sd2_ms * set->sd2_ms) / 2);

      *low = MIN (*low, set->middle_ms - reach);
      *high = MAX (*high, set->middle_ms + reach);
    }
}

static void
find_range (const BwPlotPoincare *self,
            double               *low,
            double               *high)
{
  const BwPlotPoincareSet own = get_own_set (self);
  double room;

  *low = G_MAXDOUBLE;
  *high = -G_MAXDOUBLE;
  add_to_range (&own, low, high);
  if (self->other != NULL)
    add_to_range (self->other, low, high);
  if (*low > *high)
    *low = *high = 900;
  room = MAX ((*high - *low) * 0.06, (LEAST_RANGE - (*high - *low)) / 2);
  *low = MAX (*low - room, 0);
  *high += room;
}

static guint
make_legend (const BwPlotPoincare *self,
             guint                 most,
             char                 *most_text,
             gsize                 size,
             BwPlotLegendEntry    *entries,
             const BwPlotPalette  *palette)
{
  guint n = 0;

  if (self->words && self->other)
    entries[n++] = (BwPlotLegendEntry) { BW_PLOT_SAMPLE_DOT, palette ? &palette->hrv.line[0] : NULL,
                                         self->words, NULL };
  else if (self->words)
    entries[n++] = (BwPlotLegendEntry) { BW_PLOT_SAMPLE_LINE, palette ? &palette->ink : NULL,
                                         self->words, NULL };
  if (self->other && self->other->name)
    entries[n++] = (BwPlotLegendEntry) { BW_PLOT_SAMPLE_RING, palette ? &palette->hrv.line[1] : NULL,
                                         self->other->name, NULL };
  if (self->cell_ms > 0 && !self->other && most > 1)
    {
      g_snprintf (most_text, size, "%u", most);
      /* Translators: of a colour scale that goes from 1 to some hundred pairs of heart beats */
      entries[n++] = (BwPlotLegendEntry) { BW_PLOT_SAMPLE_HEAT, NULL, _("Pairs: 1"), most_text };
    }
  return n;
}

/* As if the fullest cell held so many: only the width of the number counts. */
#define SOME_MANY 8888

void
bw_plot_poincare_layout (BwPlotPoincareLayout       *layout,
                         const BwPlotPoincare       *self,
                         const BwPlotRect           *area,
                         const PangoFontDescription *font)
{
  BwPlotLegendEntry entries[2];
  char most_text[16];
  guint n = make_legend (self, SOME_MANY, most_text, sizeof most_text, entries, NULL);
  double legend = bw_plot_legend_lay (NULL, entries, n, area, NULL, font), text, left, side, low, high;

  bw_plot_text_measure (font, "8888 ms", &left, &text);
  left = ceil (left) + 8;
  if (legend > 0)
    legend += LEGEND_GAP;
  legend = MAX (legend, ceil (text / 2));
  side = MAX (MIN (area->width - left - RIGHT_ROOM, area->height - legend - ceil (text) - BOTTOM_ROOM), 1);
  side = MAX (floor (side), 1);
  find_range (self, &low, &high);
  layout->plot = (BwPlotRect) { floor (area->x + left + MAX (area->width - left - RIGHT_ROOM - side, 0) / 2),
                                floor (area->y + legend), side, side };
  layout->first = (BwPlotScale) { low, high, layout->plot.x, layout->plot.x + side };
  layout->next = (BwPlotScale) { low, high, layout->plot.y + side, layout->plot.y };
}

int
bw_plot_poincare_find (const BwPlotPoincare       *self,
                       const BwPlotPoincareLayout *layout,
                       double                      x,
                       double                      y,
                       double                      reach)
{
  double first = bw_plot_scale_invert (&layout->first, x), next = bw_plot_scale_invert (&layout->next, y);
  double scale = layout->plot.width / (layout->first.d1 - layout->first.d0);
  double best = reach / scale * (reach / scale);
  int found = -1;

  for (guint i = 0; i < self->n; i++)
    {
      double dx = self->first_ms[i] - first, dy = self->next_ms[i] - next;
      double distance = dx * dx + dy * dy;

      if (distance <= best)
        {
          best = distance;
          found = (int) i;
        }
    }
  return found;
}

/* --- Paint -------------------------------------------------------------------------------------- */

/* How many pairs each cell holds, row by row from the lowest. */
static guint *
count_cells (const BwPlotPoincare       *self,
             const BwPlotPoincareLayout *layout,
             guint                      *side,
             double                     *zero_ms,
             guint                      *most)
{
  double range = layout->first.d1 - layout->first.d0;
  guint *counts;

  /* Cells are centred on multiples of their side: where values come in steps, on these. */
  *zero_ms = (floor (layout->first.d0 / self->cell_ms) - 0.5) * self->cell_ms;
  *side = (guint) ceil (range / self->cell_ms) + 2;
  *most = 0;
  counts = g_new0 (guint, (gsize) *side * *side);
  for (guint i = 0; i < self->n; i++)
    {
      guint column = (guint) ((self->first_ms[i] - *zero_ms) / self->cell_ms);
      guint row = (guint) ((self->next_ms[i] - *zero_ms) / self->cell_ms);
      guint *count = &counts[MIN (row, *side - 1) * *side + MIN (column, *side - 1)];

      *most = MAX (*most, ++*count);
    }
  return counts;
}

static guint
shade_of (guint count,
          guint most)
{
  return most > 1 ? (guint) lround (log2 (count) / log2 (most) * (N_SHADES - 1)) : N_SHADES - 1;
}

/* One fill a colour: a picture in vectors stays small, and the screen quick. */
static void
paint_density (cairo_t                    *cr,
               const guint                *counts,
               guint                       side,
               double                      zero_ms,
               guint                       most,
               const BwPlotPoincare       *self,
               const BwPlotPoincareLayout *layout,
               const BwPlotPalette        *palette)
{
  g_autofree double *edges = g_new (double, 2 * ((gsize) side + 1));
  double *lefts = edges, *tops = edges + side + 1;

  /* On whole pixels: neighbours touch and do not bleed. */
  for (guint i = 0; i <= side; i++)
    {
      lefts[i] = round (bw_plot_scale_map (&layout->first, zero_ms + i * self->cell_ms));
      tops[i] = round (bw_plot_scale_map (&layout->next, zero_ms + i * self->cell_ms));
    }
  for (guint shade = 0; shade < N_SHADES; shade++)
    {
      /* The least is seen too. */
      BwPlotColor color = bw_plot_heat_color (palette, 0.16 + 0.84 * shade / (N_SHADES - 1));

      bw_plot_set_color (cr, &color);
      for (guint row = 0; row < side; row++)
        for (guint column = 0; column < side; column++)
          {
            guint count = counts[row * side + column];

            if (count > 0 && shade_of (count, most) == shade)
              cairo_rectangle (cr, lefts[column], tops[row + 1],
                               MAX (lefts[column + 1] - lefts[column], 1),
                               MAX (tops[row] - tops[row + 1], 1));
          }
      cairo_fill (cr);
    }
}

static void
paint_dots (cairo_t                    *cr,
            const BwPlotPoincareSet    *set,
            const BwPlotColor          *color,
            gboolean                    rings,
            const BwPlotPoincareLayout *layout)
{
  /* Few stand large, many let each other be seen. */
  double radius = set->n <= 60 ? 2 * DOT : set->n <= 400 ? 1.4 * DOT : DOT;

  cairo_save (cr);
  bw_plot_set_color (cr, color);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < set->n; i++)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, bw_plot_scale_map (&layout->first, set->first_ms[i]),
                 bw_plot_scale_map (&layout->next, set->next_ms[i]), radius, 0, 2 * G_PI);
      /* One path of a hundred thousand crossing rings would take seconds to stroke. */
      if (rings)
        cairo_stroke (cr);
    }
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
paint_identity (cairo_t                    *cr,
                const BwPlotPoincareLayout *layout,
                const BwPlotPalette        *palette)
{
  static const double dashes[] = { 5, 4 };
  const BwPlotRect *plot = &layout->plot;

  cairo_save (cr);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, 1);
  bw_plot_set_color (cr, &palette->dim_text);
  cairo_move_to (cr, plot->x, plot->y + plot->height);
  cairo_line_to (cr, plot->x + plot->width, plot->y);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* A line that stands out from dots of any colour; where it is dashed, its edge is whole. */
static void
stroke_twice (cairo_t             *cr,
              const BwPlotColor   *color,
              gboolean             dashed,
              const BwPlotPalette *palette,
              double               width)
{
  static const double dashes[] = { 6, 4 };

  cairo_save (cr);
  bw_plot_set_color (cr, &palette->background);
  cairo_set_line_width (cr, width + 2);
  cairo_stroke_preserve (cr);
  bw_plot_set_color (cr, color);
  cairo_set_line_width (cr, width);
  if (dashed)
    cairo_set_dash (cr, dashes, 2, 0);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* @text on a patch of the background. */
static void
paint_name (cairo_t                    *cr,
            double                      x,
            double                      y,
            double                      align_x,
            double                      align_y,
            const char                 *text,
            const BwPlotPalette        *palette,
            const PangoFontDescription *font)
{
  BwPlotColor patch = palette->background;
  double width, height;

  bw_plot_text_measure (font, text, &width, &height);
  patch.alpha = 0.82;
  bw_plot_set_color (cr, &patch);
  cairo_rectangle (cr, x - align_x * width - 2, y - align_y * height, width + 4, height);
  cairo_fill (cr);
  bw_plot_text_draw (cr, font, &palette->text, x, y, align_x, align_y, text);
}

static void
paint_ellipse (cairo_t                    *cr,
               const BwPlotPoincareSet    *set,
               const BwPlotColor          *color,
               gboolean                    dashed,
               const BwPlotPoincareLayout *layout,
               const BwPlotPalette        *palette)
{
  double scale = layout->plot.width / (layout->first.d1 - layout->first.d0);
  double across = set->sd1_ms * scale, along = set->sd2_ms * scale;

  cairo_save (cr);
  cairo_translate (cr, bw_plot_scale_map (&layout->first, set->middle_ms),
                   bw_plot_scale_map (&layout->next, set->middle_ms));
  cairo_rotate (cr, -G_PI / 4);
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, along, 0);
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, 0, -across);
  stroke_twice (cr, color, dashed, palette, palette->line_width * 0.5);
  /* A circle that is stretched; its line is not. */
  cairo_save (cr);
  cairo_scale (cr, MAX (along, 0.5), MAX (across, 0.5));
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  stroke_twice (cr, color, dashed, palette, palette->line_width * 0.8);
  cairo_restore (cr);
}

/* Where the ellipse is too small for names, the words above do. */
static void
paint_axis_names (cairo_t                    *cr,
                  const BwPlotPoincareSet    *set,
                  const BwPlotPoincareLayout *layout,
                  const BwPlotPalette        *palette,
                  const PangoFontDescription *font)
{
  double scale = layout->plot.width / (layout->first.d1 - layout->first.d0);
  double x = bw_plot_scale_map (&layout->first, set->middle_ms);
  double y = bw_plot_scale_map (&layout->next, set->middle_ms);
  double across = set->sd1_ms * scale, along = set->sd2_ms * scale, half = G_SQRT2 / 2;

  if (along < 18)
    return;
  paint_name (cr, x - across * half - 6, y - across * half - 4, 1, 1, _("SD1"), palette, font);
  paint_name (cr, x + along * half + 4, y - along * half + 2, 0, 0, _("SD2"), palette, font);
}

/* The pairs, and over them the ellipses. */
static void
paint_sets (cairo_t                    *cr,
            const BwPlotPoincare       *self,
            const BwPlotPoincareLayout *layout,
            const BwPlotPalette        *palette,
            const PangoFontDescription *font)
{
  const BwPlotPoincareSet own = get_own_set (self);

  if (self->other != NULL)
    {
      paint_dots (cr, &own, &palette->hrv.line[0], FALSE, layout);
      paint_dots (cr, self->other, &palette->hrv.line[1], TRUE, layout);
      paint_identity (cr, layout, palette);
      if (own.has_ellipse)
        paint_ellipse (cr, &own, &palette->hrv.line[0], FALSE, layout, palette);
      if (self->other->has_ellipse)
        paint_ellipse (cr, self->other, &palette->hrv.line[1], TRUE, layout, palette);
      return;
    }
  if (self->cell_ms == 0)
    paint_dots (cr, &own, &palette->hrv.bar, FALSE, layout);
  paint_identity (cr, layout, palette);
  if (own.has_ellipse)
    {
      paint_ellipse (cr, &own, &palette->ink, FALSE, layout, palette);
      paint_axis_names (cr, &own, layout, palette, font);
    }
}

static void
paint_cursor (cairo_t                    *cr,
              const BwPlotPoincare       *self,
              const BwPlotPoincareLayout *layout,
              const BwPlotPalette        *palette,
              const PangoFontDescription *font)
{
  double x = bw_plot_scale_map (&layout->first, self->first_ms[self->cursor]);
  double y = bw_plot_scale_map (&layout->next, self->next_ms[self->cursor]);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, 5, 0, 2 * G_PI);
  bw_plot_set_color (cr, &palette->background);
  cairo_set_line_width (cr, 4);
  cairo_stroke_preserve (cr);
  bw_plot_set_color (cr, &palette->accent);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  if (self->cursor_text)
    bw_plot_read_out_paint (cr, &layout->plot, x, y, self->cursor_text, palette, font);
}

void
bw_plot_poincare_paint (cairo_t                    *cr,
                        const BwPlotRect           *area,
                        const BwPlotPoincare       *self,
                        const BwPlotPalette        *palette,
                        const PangoFontDescription *font)
{
  BwPlotLegendEntry entries[2];
  BwPlotPoincareLayout layout;
  g_autofree guint *counts = NULL;
  g_autoptr (BwPlotTicks) bottom = NULL;
  g_autoptr (BwPlotTicks) left = NULL;
  char most_text[16];
  double zero_ms = 0;
  guint side = 0, most = 0, n;

  g_return_if_fail (self->cursor < (int) self->n);

  bw_plot_poincare_layout (&layout, self, area, font);
  bottom = bw_plot_ticks_new (&layout.first, X_SPACE, _("ms"));
  left = bw_plot_ticks_new (&layout.next, Y_SPACE, _("ms"));
  if (self->cell_ms > 0 && self->other == NULL)
    counts = count_cells (self, &layout, &side, &zero_ms, &most);

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  n = make_legend (self, most, most_text, sizeof most_text, entries, palette);
  bw_plot_legend_lay (cr, entries, n, area, palette, font);
  bw_plot_ticks_paint_grid (left, cr, &layout.plot, BW_PLOT_SIDE_LEFT, palette);
  bw_plot_ticks_paint_grid (bottom, cr, &layout.plot, BW_PLOT_SIDE_BOTTOM, palette);
  cairo_save (cr);
  cairo_rectangle (cr, layout.plot.x, layout.plot.y, layout.plot.width, layout.plot.height);
  cairo_clip (cr);
  if (counts)
    paint_density (cr, counts, side, zero_ms, most, self, &layout, palette);
  paint_sets (cr, self, &layout, palette, font);
  cairo_restore (cr);
  bw_plot_ticks_paint (bottom, cr, &layout.plot, BW_PLOT_SIDE_BOTTOM, layout.plot.x,
                       area->x + area->width, palette, font);
  bw_plot_ticks_paint (left, cr, &layout.plot, BW_PLOT_SIDE_LEFT, area->y,
                       layout.plot.y + layout.plot.height, palette, font);
  if (self->cursor >= 0)
    paint_cursor (cr, self, &layout, palette, font);
  cairo_restore (cr);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-tachogram-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SIZE 7.0
#define STROKE 1.8
#define RING 5.5             /* around what was made by hand */
#define ARROW 3.0
/* Where there are very many, they are smaller, and those of a kind closer than this give way. */
#define LEAST_DISTANCE 9.0
#define SMALL_SIZE 4.5
#define LEGEND_GAP 14.0
#define LEGEND_SAMPLE 16.0
#define LEGEND_TEXT 5.0
#define LEGEND_LINE_GAP 2.0
/* Where it is narrower, the two lines are not told apart in words. */
#define LEGEND_WIDTH 420.0
/* Of the height, for the legend at most. */
#define LEGEND_SHARE 0.2

/* Where a mark stands: at its interval, or at an edge that the interval is beyond. */
typedef enum {
  PLACE_IN,
  PLACE_TOP,
  PLACE_BOTTOM,
  N_PLACES
} Place;

static void
add_shape (cairo_t        *cr,
           BwPlotBeatKind  kind,
           double          x,
           double          y,
           double          size)
{
  double half = size / 2;

  switch (kind)
    {
    case BW_PLOT_BEAT_ECTOPIC:
      cairo_move_to (cr, x, y - 0.62 * size);
      cairo_line_to (cr, x + 0.6 * size, y + 0.45 * size);
      cairo_line_to (cr, x - 0.6 * size, y + 0.45 * size);
      cairo_close_path (cr);
      break;
    case BW_PLOT_BEAT_MISSED:
      cairo_move_to (cr, x, y - 0.65 * size);
      cairo_line_to (cr, x + 0.65 * size, y);
      cairo_line_to (cr, x, y + 0.65 * size);
      cairo_line_to (cr, x - 0.65 * size, y);
      cairo_close_path (cr);
      break;
    case BW_PLOT_BEAT_EXTRA:
      cairo_move_to (cr, x - half, y - half);
      cairo_rel_line_to (cr, size, size);
      cairo_move_to (cr, x + half, y - half);
      cairo_rel_line_to (cr, -size, size);
      break;
    case BW_PLOT_BEAT_LONG_SHORT:
      cairo_rectangle (cr, x - half, y - half, size, size);
      break;
    case BW_PLOT_BEAT_NORMAL:
    default:
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, half, 0, 2 * G_PI);
      break;
    }
}

/* Fills, or strokes, the shapes of a kind that were added. */
static void
finish_shapes (cairo_t             *cr,
               BwPlotBeatKind       kind,
               const BwPlotPalette *palette)
{
  bw_plot_set_color (cr, &palette->tachogram.beat[kind]);
  cairo_set_line_width (cr, STROKE);
  if (kind == BW_PLOT_BEAT_MISSED || kind == BW_PLOT_BEAT_EXTRA)
    cairo_stroke (cr);
  else
    cairo_fill (cr);
}

void
bw_plot_tachogram_paint_mark (cairo_t             *cr,
                              BwPlotBeatKind       kind,
                              double               x,
                              double               y,
                              double               size,
                              const BwPlotPalette *palette)
{
  cairo_save (cr);
  cairo_new_path (cr);
  add_shape (cr, kind, x, y, size);
  finish_shapes (cr, kind, palette);
  cairo_restore (cr);
}

static Place
get_place (const BwPlotTachogramPaint *paint,
           const BwPlotTachogramMark  *mark,
           double                     *x,
           double                     *y)
{
  double there = bw_plot_tachogram_y (paint, mark->rr_ms);

  *x = bw_plot_tachogram_x (paint, mark->time_ms);
  *y = bw_plot_tachogram_place (&paint->layout, mark->rr_ms);
  if (!(mark->rr_ms > 0) || *y == there)
    return PLACE_IN;
  return there < *y ? PLACE_TOP : PLACE_BOTTOM;
}

/* The first mark at or after @time_ms. */
static guint
seek (const BwPlotTachogram *self,
      double                 time_ms)
{
  guint low = 0, high = self->n_marks;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->marks[middle].time_ms < time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* That the interval is beyond the edge. */
static void
add_arrow (cairo_t *cr,
           Place    place,
           double   x,
           double   y)
{
  double sign = place == PLACE_TOP ? -1 : 1;

  if (place == PLACE_IN)
    return;
  cairo_move_to (cr, x - ARROW, y + sign * (RING + 1));
  cairo_rel_line_to (cr, ARROW, sign * ARROW);
  cairo_rel_line_to (cr, ARROW, -sign * ARROW);
}

/* What is around marks, in the colour of text: arrows, rings, and the bar of a beat that is no more. */
static void
paint_signs (cairo_t                    *cr,
             const BwPlotTachogramPaint *paint,
             guint                       from,
             guint                       to)
{
  for (guint i = from; i < to; i++)
    {
      const BwPlotTachogramMark *mark = &paint->self->marks[i];
      double x, y;
      Place place = get_place (paint, mark, &x, &y);

      add_arrow (cr, place, x, y);
      if (mark->by_hand)
        {
          cairo_new_sub_path (cr);
          cairo_arc (cr, x, y, RING, 0, 2 * G_PI);
        }
      if (mark->removed)
        {
          cairo_move_to (cr, x - SIZE / 2, y);
          cairo_rel_line_to (cr, SIZE, 0);
        }
    }
  bw_plot_set_color (cr, &paint->palette->dim_text);
  cairo_set_line_width (cr, 1.3);
  cairo_stroke (cr);
}

void
bw_plot_tachogram_paint_marks (cairo_t                    *cr,
                               const BwPlotTachogramPaint *paint)
{
  const BwPlotRect *plot = &paint->layout.plot;
  guint from = seek (paint->self, bw_plot_scale_invert (&paint->layout.time, plot->x - SIZE));
  guint to = seek (paint->self,
                   bw_plot_scale_invert (&paint->layout.time, plot->x + plot->width + SIZE));
  double apart = (to - from) * LEAST_DISTANCE > plot->width ? LEAST_DISTANCE : 0;

  cairo_save (cr);
  cairo_new_path (cr);
  for (guint kind = 0; kind < BW_PLOT_BEAT_N_KINDS; kind++)
    {
      double last[N_PLACES] = { -INFINITY, -INFINITY, -INFINITY };

      for (guint i = from; i < to; i++)
        {
          const BwPlotTachogramMark *mark = &paint->self->marks[i];
          double x, y;
          Place place;

          if (mark->kind != kind || mark->removed)
            continue;
          place = get_place (paint, mark, &x, &y);
          if (x - last[place] < apart)
            continue;
          last[place] = x;
          add_shape (cr, kind, x, y, apart > 0 ? SMALL_SIZE : SIZE);
        }
      finish_shapes (cr, kind, paint->palette);
    }
  if (apart <= 0)
    paint_signs (cr, paint, from, to);
  cairo_restore (cr);
}

void
bw_plot_tachogram_count (BwPlotTachogram *self,
                         double           from_ms,
                         double           to_ms)
{
  memset (self->kind_counts, 0, sizeof self->kind_counts);
  self->n_by_hand = 0;
  for (guint i = 0; i < self->n_marks; i++)
    {
      const BwPlotTachogramMark *mark = &self->marks[i];

      if (mark->time_ms < from_ms || mark->time_ms > to_ms)
        continue;
      self->n_by_hand += mark->by_hand;
      if (!mark->removed && mark->kind != BW_PLOT_BEAT_NORMAL)
        self->kind_counts[mark->kind]++;
    }
}

/* --- Legend ------------------------------------------------------------------------------------- */

/* Its entries: the two lines, the kinds, what was made by hand. */
enum
{
  ENTRY_CORRECTED,
  ENTRY_MEASURED,
  ENTRY_KIND,
  ENTRY_BY_HAND = ENTRY_KIND + BW_PLOT_BEAT_N_KINDS,
  N_ENTRIES
};

/* Returns: (transfer full) (nullable): %NULL where there is nothing of it */
static char *
get_entry (const BwPlotTachogram *self,
           guint                  entry,
           gboolean               brief)
{
  guint kind = entry - ENTRY_KIND;

  if (brief)
    {
      guint n = entry < ENTRY_KIND ? 0 : entry == ENTRY_BY_HAND ? self->n_by_hand
                                                                : self->kind_counts[kind];

      return n > 0 ? g_strdup_printf ("%u", n) : NULL;
    }
  switch (entry)
    {
    case ENTRY_CORRECTED:
      /* Translators: in the legend of the intervals between beats */
      return self->n_marks > 0 ? g_strdup (_("Corrected")) : NULL;
    case ENTRY_MEASURED:
      return self->n_marks > 0 ? g_strdup (_("As measured")) : NULL;
    case ENTRY_BY_HAND:
      /* Translators: how many beats a person changed */
      return self->n_by_hand > 0 ? g_strdup_printf (_("By hand %u"), self->n_by_hand) : NULL;
    default:
      if (self->kind_counts[kind] == 0 || !self->kind_names[kind])
        return NULL;
      /* Translators: a kind of beat, and how many there are, in a legend */
      return g_strdup_printf (_("%s %u"), self->kind_names[kind], self->kind_counts[kind]);
    }
}

static void
paint_sample (cairo_t             *cr,
              guint                entry,
              double               x,
              double               y,
              const BwPlotPalette *palette)
{
  double middle = x + LEGEND_SAMPLE / 2;

  cairo_save (cr);
  cairo_new_path (cr);
  switch (entry)
    {
    case ENTRY_CORRECTED:
    case ENTRY_MEASURED:
      bw_plot_set_color (cr, entry == ENTRY_CORRECTED ? &palette->ink : &palette->past);
      cairo_set_line_width (cr, entry == ENTRY_CORRECTED ? palette->line_width * 0.56 : 1);
      cairo_move_to (cr, x, floor (y) + 0.5);
      cairo_rel_line_to (cr, LEGEND_SAMPLE, 0);
      cairo_stroke (cr);
      break;
    case ENTRY_BY_HAND:
      bw_plot_set_color (cr, &palette->dim_text);
      cairo_set_line_width (cr, 1.3);
      cairo_arc (cr, middle, y, RING, 0, 2 * G_PI);
      cairo_stroke (cr);
      break;
    default:
      bw_plot_tachogram_paint_mark (cr, (BwPlotBeatKind) (entry - ENTRY_KIND), middle, y, SIZE,
                                    palette);
    }
  cairo_restore (cr);
}

static double
lay_legend (cairo_t                    *cr,
            const BwPlotTachogram      *self,
            const BwPlotRect           *area,
            gboolean                    brief,
            const BwPlotPalette        *palette,
            const PangoFontDescription *font)
{
  double left = area->x, y = area->y, bottom = area->y;

  for (guint entry = 0; entry < N_ENTRIES; entry++)
    {
      g_autofree char *text = get_entry (self, entry, brief);
      double length, height;

      if (!text || (entry < ENTRY_KIND && area->width < LEGEND_WIDTH))
        continue;
      bw_plot_text_measure (font, text, &length, &height);
      height = ceil (height);
      length += LEGEND_SAMPLE + LEGEND_TEXT;
      if (left > area->x && left + length > area->x + area->width)
        {
          left = area->x;
          y += height + LEGEND_LINE_GAP;
        }
      if (cr)
        {
          paint_sample (cr, entry, left, y + height / 2, palette);
          bw_plot_text_draw (cr, font, &palette->dim_text, left + LEGEND_SAMPLE + LEGEND_TEXT, y, 0, 0,
                             text);
        }
      left += length + LEGEND_GAP;
      bottom = MAX (bottom, y + height);
    }
  return bottom - area->y;
}

/* Where the words would take too much of a low tachogram, the read-out alone has them. */
double
bw_plot_tachogram_lay_legend (cairo_t                    *cr,
                              const BwPlotTachogram      *self,
                              const BwPlotRect           *area,
                              const BwPlotPalette        *palette,
                              const PangoFontDescription *font)
{
  gboolean brief = lay_legend (NULL, self, area, FALSE, NULL, font) > LEGEND_SHARE * area->height;

  return lay_legend (cr, self, area, brief, palette, font);
}

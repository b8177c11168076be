/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-curves-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SIDE_BY_SIDE_FROM 560.0
#define PANEL_GAP 20.0
#define STACK_GAP 8.0
#define PANEL_LEAST 110.0
#define LEGEND_LINE 28.0
#define LEGEND_GAP 18.0
#define LEGEND_LEFT 6.0
#define MOST_ENTRIES 5
#define MOST_LOSS 1e4

const BwPlotColor *
bw_plot_curves_get_color (const BwPlotCurves  *self,
                          guint                run,
                          BwPlotCurvesSeries   series,
                          const BwPlotPalette *palette)
{
  if (self->n_runs > 1)
    return &palette->ecg.set[run];
  return series == BW_PLOT_CURVES_VALIDATION ? &palette->ink : &palette->past;
}

void
bw_plot_curves_set_line (cairo_t             *cr,
                         const BwPlotCurves  *self,
                         guint                run,
                         BwPlotCurvesSeries   series,
                         const BwPlotPalette *palette)
{
  static const double dashes[] = { 5, 3.5 };
  gboolean training = series == BW_PLOT_CURVES_TRAINING;

  bw_plot_set_color (cr, bw_plot_curves_get_color (self, run, series, palette));
  cairo_set_line_width (cr, palette->line_width * (training ? 0.6 : 0.8));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (cr, dashes, training ? 2 : 0, 0);
}

void
bw_plot_curves_paint_ring (cairo_t           *cr,
                           double             x,
                           double             y,
                           double             radius,
                           const BwPlotColor *fill,
                           const BwPlotColor *color)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  bw_plot_set_color (cr, fill);
  cairo_fill_preserve (cr);
  bw_plot_set_color (cr, color);
  cairo_set_line_width (cr, 1.6);
  cairo_stroke (cr);
}

void
bw_plot_curves_paint_diamond (cairo_t           *cr,
                              double             x,
                              double             y,
                              double             half,
                              const BwPlotColor *around,
                              const BwPlotColor *color)
{
  cairo_move_to (cr, x, y - half);
  cairo_line_to (cr, x + half, y);
  cairo_line_to (cr, x, y + half);
  cairo_line_to (cr, x - half, y);
  cairo_close_path (cr);
  bw_plot_set_color (cr, around);
  cairo_set_line_width (cr, 3);
  cairo_stroke_preserve (cr);
  bw_plot_set_color (cr, color);
  cairo_fill (cr);
}

/* --- Legend ------------------------------------------------------------------------------------- */

typedef enum { SAMPLE_LINE, SAMPLE_RUN, SAMPLE_BEST } Sample;

typedef struct
{
  Sample sample;
  guint which;      /* BwPlotCurvesSeries, or run */
  char *label;
} Entry;

static gboolean
has_validation (const BwPlotCurves *self)
{
  for (guint run = 0; run < self->n_runs; run++)
    for (guint i = 0; i < self->runs[run].n; i++)
      if (self->runs[run].points[i].has_validation)
        return TRUE;
  return FALSE;
}

static guint
make_entries (Entry              *entries,
              const BwPlotCurves *self)
{
  const BwPlotCurvesRun *runs = self->runs;
  guint n = 0;

  for (guint run = 0; self->n_runs > 1 && run < self->n_runs; run++)
    if (runs[run].name)
      entries[n++] = (Entry) { SAMPLE_RUN, run, g_strdup (runs[run].name) };
  entries[n++] = (Entry) { SAMPLE_LINE, BW_PLOT_CURVES_TRAINING, g_strdup (_("Training")) };
  if (has_validation (self))
    entries[n++] = (Entry) { SAMPLE_LINE, BW_PLOT_CURVES_VALIDATION, g_strdup (_("Validation")) };
  if (self->n_runs == 1 && runs[0].best_epoch > 0)
    /* Translators: of a training, the pass over the data after which it was best */
    entries[n++]
        = (Entry) { SAMPLE_BEST, 0, g_strdup_printf (_("Best epoch: %u"), runs[0].best_epoch) };
  else if (runs[0].best_epoch > 0 || runs[1].best_epoch > 0)
    entries[n++] = (Entry) { SAMPLE_BEST, 0, g_strdup (_("Best epoch")) };
  return n;
}

static double
sample_width (const Entry *entry)
{
  return entry->sample == SAMPLE_BEST ? 12 : LEGEND_LINE;
}

static void
paint_sample (cairo_t             *cr,
              const BwPlotCurves  *self,
              const Entry         *entry,
              double               x,
              double               y,
              const BwPlotPalette *palette)
{
  double width = sample_width (entry);
  gboolean two = self->n_runs > 1;

  y = floor (y) + 0.5;
  if (entry->sample == SAMPLE_BEST)
    {
      bw_plot_curves_paint_diamond (cr, x + width / 2, y, 5, &palette->background,
                                    two ? &palette->text : &palette->ink);
      return;
    }

  cairo_save (cr);
  if (entry->sample == SAMPLE_LINE)
    {
      bw_plot_curves_set_line (cr, self, 0, entry->which, palette);
      if (two) /* dashes mean the same for both */
        bw_plot_set_color (cr, &palette->text);
    }
  else
    {
      bw_plot_curves_set_line (cr, self, entry->which, BW_PLOT_CURVES_VALIDATION, palette);
    }
  cairo_move_to (cr, x, y);
  cairo_rel_line_to (cr, width, 0);
  cairo_stroke (cr);
  cairo_restore (cr);
  if (entry->sample == SAMPLE_RUN && entry->which == 1)
    bw_plot_curves_paint_ring (cr, x + width / 2, y, 3, &palette->background,
                               &palette->ecg.set[1]);
}

double
bw_plot_curves_lay_legend (cairo_t                    *cr,
                           const BwPlotCurves         *self,
                           const BwPlotRect           *area,
                           const BwPlotPalette        *palette,
                           const PangoFontDescription *font)
{
  Entry entries[MOST_ENTRIES];
  guint n = make_entries (entries, self);
  double height, x = area->x, y = area->y;

  bw_plot_text_measure (font, "X", NULL, &height);
  for (guint i = 0; i < n; i++)
    {
      double sample = sample_width (&entries[i]), width;

      bw_plot_text_measure (font, entries[i].label, &width, NULL);
      width += sample + LEGEND_LEFT;
      if (x > area->x && x + width > area->x + area->width)
        {
          x = area->x;
          y += height + 3;
        }
      if (cr)
        {
          paint_sample (cr, self, &entries[i], x, y + height / 2, palette);
          bw_plot_text_draw (cr, font, &palette->text, x + sample + LEGEND_LEFT, y, 0, 0,
                             entries[i].label);
        }
      x += width + LEGEND_GAP;
      g_free (entries[i].label);
    }
  return ceil (y + height - area->y);
}

/* --- Layout ------------------------------------------------------------------------------------- */

static void
extend (double  loss,
        double *low,
        double *high)
{
  if (!isfinite (loss))
    return;
  *low = MIN (*low, loss);
  *high = MAX (*high, loss);
}

/* The next 1, 2 or 5 times a power of ten below, or above: the axis moves seldom while a training
 * goes on. Returns: its logarithm */
static double
snap (double   loss,
      gboolean upwards)
{
  static const double steps[] = { 1, 2, 5, 10 };
  double power = floor (log10 (loss) + 1e-9), snapped = steps[0];

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      snapped = steps[i];
      if (upwards && snapped * pow (10, power) >= loss * (1 - 1e-9))
        break;
      if (!upwards && steps[MIN (i + 1, 3)] * pow (10, power) > loss * (1 + 1e-9))
        break;
    }
  return power + log10 (snapped);
}

/* From what a guess costs, ln 2 = 0.69, downwards; wider where the losses are. */
static void
find_losses (const BwPlotCurves *self,
             BwPlotScale        *scale)
{
  double low = 0.1, high = 1;

  for (guint run = 0; run < self->n_runs; run++)
    for (guint i = 0; i < self->runs[run].n; i++)
      {
        const BwPlotCurvesPoint *point = &self->runs[run].points[i];

        extend (point->train_loss, &low, &high);
        if (point->has_validation)
          extend (point->validation_loss, &low, &high);
      }
  scale->d0 = snap (MAX (low, BW_PLOT_CURVES_LEAST_LOSS), FALSE);
  scale->d1 = snap (MIN (high, MOST_LOSS), TRUE);
}

static gboolean
is_wide (double width)
{
  return width >= SIDE_BY_SIDE_FROM;
}

void
bw_plot_curves_layout (BwPlotCurvesLayout         *layout,
                       const BwPlotCurves         *self,
                       const BwPlotRect           *area,
                       const PangoFontDescription *font)
{
  double legend = bw_plot_curves_lay_legend (NULL, self, area, NULL, font);
  double text, number, left, top, bottom, width, height;
  gboolean wide = is_wide (area->width);

  bw_plot_text_measure (font, "0.0005", &number, &text);
  left = ceil (number) + 8;
  top = ceil (text) + BW_PLOT_CURVES_TITLE_GAP;
  bottom = ceil (text) + 8;
  width = wide ? (area->width - PANEL_GAP) / 2 : area->width;
  height = area->height - legend - 8;
  if (!wide)
    height = (height - STACK_GAP) / 2;

  for (guint i = 0; i < 2; i++)
    {
      BwPlotRect *plot = &layout->panels[i].plot;

      *plot = (BwPlotRect) {
        area->x + left + (wide ? i * (width + PANEL_GAP) : 0),
        floor (area->y + legend + 8 + top + (wide ? 0 : i * (height + STACK_GAP))),
        MAX (width - left - 10, 1),
        MAX (floor (height - top - bottom), 1),
      };
      layout->panels[i].epoch = (BwPlotScale) { self->epochs > 1 ? 1 : 0, MAX (self->epochs, 1),
                                                plot->x, plot->x + plot->width };
      layout->panels[i].value = (BwPlotScale) { 0, 1, plot->y + plot->height, plot->y };
    }
  find_losses (self, &layout->panels[BW_PLOT_CURVES_LOSS].value);
}

double
bw_plot_curves_height (const BwPlotCurves         *self,
                       double                      width,
                       const PangoFontDescription *font)
{
  const BwPlotRect area = { 0, 0, width, 1 };
  double legend = bw_plot_curves_lay_legend (NULL, self, &area, NULL, font), text;
  double panel;

  bw_plot_text_measure (font, "X", NULL, &text);
  panel = PANEL_LEAST + 2 * ceil (text) + BW_PLOT_CURVES_TITLE_GAP + 8;
  return legend + 8 + (is_wide (width) ? panel : 2 * panel + STACK_GAP);
}

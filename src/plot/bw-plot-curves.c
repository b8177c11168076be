/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-curves.h"

#include "plot/bw-plot-axis.h"
#include "plot/bw-plot-curves-private.h"
#include "plot/bw-plot-read-out.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define N_PANELS 2
#define BORDER 4.0
#define END_RADIUS 2.6
#define RING_RADIUS 3.0
#define RING_SPACE 34.0
#define BEST 5.5
/* Between ticks, at the least. */
#define X_SPACE 44.0

static gboolean
get_value (const BwPlotCurvesPoint *point,
           BwPlotCurvesPanel        panel,
           BwPlotCurvesSeries       series,
           double                  *value)
{
  if (series == BW_PLOT_CURVES_VALIDATION && !point->has_validation)
    return FALSE;
  if (series == BW_PLOT_CURVES_VALIDATION)
    *value = panel == BW_PLOT_CURVES_LOSS ? point->validation_loss : point->validation_accuracy;
  else
    *value = panel == BW_PLOT_CURVES_LOSS ? point->train_loss : point->train_accuracy;
  return isfinite (*value);
}

static double
map_x (const BwPlotCurvesLayout *layout,
       BwPlotCurvesPanel         panel,
       guint                     epoch)
{
  return bw_plot_scale_map (&layout->panels[panel].epoch, epoch);
}

/* Values beyond the axis lie on its end. */
static double
map_y (const BwPlotCurvesLayout *layout,
       BwPlotCurvesPanel         panel,
       double                    value)
{
  const BwPlotScale *scale = &layout->panels[panel].value;

  if (panel == BW_PLOT_CURVES_LOSS)
    value = log10 (MAX (value, BW_PLOT_CURVES_LEAST_LOSS));
  return bw_plot_scale_map (scale, CLAMP (value, scale->d0, scale->d1));
}

static void
paint_line (cairo_t                  *cr,
            const BwPlotCurves       *self,
            guint                     run,
            BwPlotCurvesPanel         panel,
            BwPlotCurvesSeries        series,
            const BwPlotCurvesLayout *layout,
            const BwPlotPalette      *palette)
{
  const BwPlotCurvesRun *own = &self->runs[run];
  double ring = -G_MAXDOUBLE, x = 0, y = 0, value;
  gboolean pen_down = FALSE, any = FALSE;

  cairo_save (cr);
  bw_plot_curves_set_line (cr, self, run, series, palette);
  for (guint i = 0; i < own->n; i++)
    {
      gboolean was_down = pen_down;

      pen_down = get_value (&own->points[i], panel, series, &value);
      if (!pen_down)
        continue;
      any = TRUE;
      x = map_x (layout, panel, own->points[i].epoch);
      y = map_y (layout, panel, value);
      if (!was_down)
        cairo_move_to (cr, x, y);
      cairo_line_to (cr, x, y);
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);

  /* How far it has come; a single epoch would be no line at all. */
  if (any)
    {
      cairo_arc (cr, x, y, END_RADIUS, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  for (guint i = 0; run == 1 && i < own->n; i++)
    {
      x = map_x (layout, panel, own->points[i].epoch);
      if (x - ring < RING_SPACE || !get_value (&own->points[i], panel, series, &value))
        continue;
      bw_plot_curves_paint_ring (cr, x, map_y (layout, panel, value), RING_RADIUS,
                                 &palette->background, &palette->ecg.set[1]);
      ring = x;
    }
  cairo_restore (cr);
}

static const BwPlotCurvesPoint *
find_point (const BwPlotCurvesRun *run,
            guint                  epoch)
{
  for (guint i = 0; i < run->n; i++)
    if (run->points[i].epoch == epoch)
      return &run->points[i];
  return NULL;
}

/* On the line that was watched: validation where there is one. */
static void
paint_best (cairo_t                  *cr,
            const BwPlotCurves       *self,
            guint                     run,
            BwPlotCurvesPanel         panel,
            const BwPlotCurvesLayout *layout,
            const BwPlotPalette      *palette)
{
  const BwPlotCurvesPoint *point = find_point (&self->runs[run], self->runs[run].best_epoch);
  double value;

  if (!point
      || (!get_value (point, panel, BW_PLOT_CURVES_VALIDATION, &value)
          && !get_value (point, panel, BW_PLOT_CURVES_TRAINING, &value)))
    return;
  bw_plot_curves_paint_diamond (cr, map_x (layout, panel, point->epoch),
                                map_y (layout, panel, value), BEST, &palette->background,
                                bw_plot_curves_get_color (self, run, BW_PLOT_CURVES_VALIDATION,
                                                          palette));
}

/* Losses in steps of 1, 2 and 5; in powers of ten alone where there are many of them. The labels
 * that find no room give way, powers of ten last. */
static GArray *
make_loss_ticks (const BwPlotScale *scale,
                 GPtrArray         *labels)
{
  static const double steps[] = { 1, 2, 5 };
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (BwPlotTick));
  guint n_steps = scale->d1 - scale->d0 > 2.5 ? 1 : G_N_ELEMENTS (steps);

  for (double power = floor (scale->d0 + 1e-9); power <= scale->d1 + 1e-9; power++)
    for (guint i = 0; i < n_steps; i++)
      {
        double value = steps[i] * pow (10, power), at = log10 (value);
        BwPlotTick tick;

        if (at < scale->d0 - 1e-9 || at > scale->d1 + 1e-9)
          continue;
        g_ptr_array_add (labels, g_strdup_printf ("%g", value));
        tick = (BwPlotTick) { bw_plot_scale_map (scale, at),
                              g_ptr_array_index (labels, labels->len - 1), i == 0 ? 1 : 0 };
        g_array_append_val (ticks, tick);
      }
  return ticks;
}

/* Quarters, or halves where it is low; the unit once, at the top. */
static GArray *
make_accuracy_ticks (const BwPlotScale *scale,
                     double             text_height,
                     GPtrArray         *labels)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (BwPlotTick));
  int step = fabs (scale->p1 - scale->p0) < 6 * text_height ? 50 : 25;

  for (int percent = 0; percent <= 100; percent += step)
    {
      BwPlotTick tick;

      g_ptr_array_add (labels, g_strdup_printf (percent == 100 ? _("%d %%") : "%d", percent));
      tick = (BwPlotTick) { bw_plot_scale_map (scale, percent / 100.0),
                            g_ptr_array_index (labels, labels->len - 1), 1 };
      g_array_append_val (ticks, tick);
    }
  return ticks;
}

static void
add_epoch_tick (GArray            *ticks,
                GPtrArray         *labels,
                const BwPlotScale *scale,
                guint              epoch,
                gboolean           last)
{
  BwPlotTick tick = { bw_plot_scale_map (scale, epoch), NULL, last ? 2 : epoch > 1 ? 1 : 0 };
  char *label;

  if (last)
    /* Translators: the last label of an axis that counts the passes of a training over its data */
    label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u epoch", "%u epochs", epoch), epoch);
  else
    label = g_strdup_printf ("%u", epoch);
  g_ptr_array_add (labels, label);
  tick.label = label;
  g_array_append_val (ticks, tick);
}

/* Whole epochs, the first and the last among them; the unit once, at the last. */
static GArray *
make_epoch_ticks (const BwPlotScale *scale,
                  guint              epochs,
                  GPtrArray         *labels)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (BwPlotTick));
  guint most = (guint) CLAMP ((scale->p1 - scale->p0) / X_SPACE, 2, 12);
  guint step = (guint) MAX (1, bw_plot_nice_step (epochs, most));

  if (epochs > 1 && step > 1)
    add_epoch_tick (ticks, labels, scale, 1, FALSE);
  for (guint epoch = step; epoch < epochs; epoch += step)
    add_epoch_tick (ticks, labels, scale, epoch, FALSE);
  add_epoch_tick (ticks, labels, scale, epochs, TRUE);
  return ticks;
}

static void
paint_grid (cairo_t             *cr,
            const BwPlotRect    *plot,
            const GArray        *ticks,
            const BwPlotPalette *palette)
{
  static const double dashes[] = { 2, 3 };

  cairo_save (cr);
  cairo_set_line_width (cr, 1);
  bw_plot_set_color (cr, &palette->grid);
  for (guint i = 0; i < ticks->len; i++)
    {
      double y = floor (g_array_index (ticks, BwPlotTick, i).position) + 0.5;

      if (y > plot->y + plot->height)
        y--;
      cairo_set_dash (cr, dashes, y > plot->y + plot->height - 1 ? 0 : 2, 0);
      cairo_move_to (cr, plot->x, y);
      cairo_rel_line_to (cr, plot->width, 0);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

static void
paint_cursor (cairo_t                    *cr,
              const BwPlotCurves         *self,
              BwPlotCurvesPanel           panel,
              const BwPlotCurvesLayout   *layout,
              const BwPlotPalette        *palette,
              const PangoFontDescription *font)
{
  const BwPlotRect *plot = &layout->panels[panel].plot;
  double x = map_x (layout, panel, self->cursor_epoch), lowest = plot->y;

  cairo_set_line_width (cr, 1);
  bw_plot_set_color (cr, &palette->accent);
  cairo_move_to (cr, floor (x) + 0.5, plot->y);
  cairo_rel_line_to (cr, 0, plot->height);
  cairo_stroke (cr);
  for (guint run = 0; run < self->n_runs; run++)
    for (guint series = 0; series < BW_PLOT_CURVES_N_SERIES; series++)
      {
        const BwPlotCurvesPoint *point = find_point (&self->runs[run], self->cursor_epoch);
        double value, y;

        if (!point || !get_value (point, panel, series, &value))
          continue;
        y = map_y (layout, panel, value);
        lowest = MAX (lowest, y);
        bw_plot_curves_paint_ring (cr, x, y, 4, &palette->background, &palette->accent);
      }
  if (self->cursor_text[panel])
    bw_plot_read_out_paint (cr, plot, x, lowest, self->cursor_text[panel], palette, font);
}

static void
paint_panel (cairo_t                    *cr,
             const BwPlotRect           *area,
             const BwPlotCurves         *self,
             BwPlotCurvesPanel           panel,
             const BwPlotCurvesLayout   *layout,
             const BwPlotPalette        *palette,
             const PangoFontDescription *font)
{
  const char *titles[] = { _("Loss (lower is better)"), _("Accuracy (higher is better)") };
  const BwPlotRect *plot = &layout->panels[panel].plot;
  const BwPlotScale *scale = &layout->panels[panel].value;
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) values = NULL;
  g_autoptr (GArray) epochs = NULL;
  double text_height;

  bw_plot_text_measure (font, "X", NULL, &text_height);
  values = panel == BW_PLOT_CURVES_LOSS ? make_loss_ticks (scale, labels)
                                        : make_accuracy_ticks (scale, text_height, labels);
  epochs = make_epoch_ticks (&layout->panels[panel].epoch, self->epochs, labels);
  paint_grid (cr, plot, values, palette);

  cairo_save (cr);
  /* With room for marks that lie on the border. */
  cairo_rectangle (cr, plot->x - BORDER, plot->y - BORDER, plot->width + 2 * BORDER,
                   plot->height + 2 * BORDER);
  cairo_clip (cr);
  for (guint run = 0; run < self->n_runs; run++)
    for (guint series = 0; series < BW_PLOT_CURVES_N_SERIES; series++)
      paint_line (cr, self, run, panel, series, layout, palette);
  cairo_restore (cr);
  for (guint run = 0; run < self->n_runs; run++)
    paint_best (cr, self, run, panel, layout, palette);

  bw_plot_text_draw (cr, font, &palette->dim_text, plot->x,
                     plot->y - BW_PLOT_CURVES_TITLE_GAP, 0, 1, titles[panel]);
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_BOTTOM, (const BwPlotTick *) (void *) epochs->data,
                      epochs->len, plot->x - BORDER, MIN (plot->x + plot->width + BORDER * 2,
                                                           area->x + area->width),
                      palette, font);
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_LEFT, (const BwPlotTick *) (void *) values->data,
                      values->len, area->y, area->y + area->height, palette, font);
}

void
bw_plot_curves_paint (cairo_t                    *cr,
                      const BwPlotRect           *area,
                      const BwPlotCurves         *self,
                      const BwPlotPalette        *palette,
                      const PangoFontDescription *font)
{
  BwPlotCurvesLayout layout;

  g_return_if_fail (self->n_runs >= 1 && self->n_runs <= G_N_ELEMENTS (self->runs));
  g_return_if_fail (self->epochs >= 1);

  bw_plot_curves_layout (&layout, self, area, font);
  cairo_save (cr);
  bw_plot_curves_lay_legend (cr, self, area, palette, font);
  for (guint panel = 0; panel < N_PANELS; panel++)
    paint_panel (cr, area, self, panel, &layout, palette, font);
  for (guint panel = 0; panel < N_PANELS && self->cursor_epoch > 0; panel++)
    paint_cursor (cr, self, panel, &layout, palette, font);
  cairo_restore (cr);
}

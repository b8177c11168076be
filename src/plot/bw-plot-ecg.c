/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-ecg-private.h"

#include "plot/bw-plot-axis.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The calibration pulse's field, in seconds: as long a lead before and after it. */
#define PULSE_FIELD_S 0.4
/* Outside this the pulse would be a smear, or take the strip's place. */
#define LEAST_FIELD 12.0
#define MOST_FIELD 0.4
#define MARK_ROW 10.0
#define AXIS_MARKS 6.0
#define LABEL_SPACE 14.0
/* A label a second at 25 mm/s, on any usual screen. */
#define LEAST_STEP 60.0
/* Columns a unit on paper: 10 of a point are 0.035 mm. */
#define PAPER_COLUMNS 10.0
/* 2540 dots an inch: finer than what prints it, and a twentieth of the line. */
#define PAPER_TOLERANCE_MM 0.01

static double
per_second (const BwPlotEcg *self)
{
  return self->mm_per_s * self->unit_per_mm;
}

static double
per_uv (const BwPlotEcg *self)
{
  return self->mm_per_mv / 1000 * self->unit_per_mm;
}

static double
pulse_width (const BwPlotEcg  *self,
             const BwPlotRect *area)
{
  double width = PULSE_FIELD_S * per_second (self);

  return self->show_calibration && width >= LEAST_FIELD && width <= MOST_FIELD * area->width ? width
                                                                                             : 0;
}

static void
layout (BwPlotEcgStrip             *strip,
        const BwPlotEcg            *self,
        const BwPlotRect           *area,
        const PangoFontDescription *font)
{
  double text_height, above = 0, below = 0;

  bw_plot_text_measure (font, "0", NULL, &text_height);
  text_height = ceil (text_height);
  strip->ecg = self;
  strip->area = strip->paper = *area;
  strip->pulse_width = pulse_width (self, area);
  if (self->show_time_axis)
    strip->paper.height = MAX (area->height - text_height - AXIS_MARKS, 1);
  if (self->show_rr)
    above = text_height + 4;
  else if (self->show_peaks)
    above = MARK_ROW;
  if (self->n_stretches > 0)
    below = text_height;
  strip->plot = (BwPlotRect) { area->x + strip->pulse_width, area->y + above,
                               MAX (area->width - strip->pulse_width, 1),
                               MAX (strip->paper.height - above - below, 1) };
}

BwPlotRect
bw_plot_ecg_get_plot (const BwPlotEcg            *self,
                      const BwPlotRect           *area,
                      const PangoFontDescription *font)
{
  BwPlotEcgStrip strip;

  layout (&strip, self, area, font);
  return strip.plot;
}

double
bw_plot_ecg_s_to_x (const BwPlotEcg  *self,
                    const BwPlotRect *plot,
                    double            s)
{
  return plot->x + (s - self->from_s) * per_second (self);
}

double
bw_plot_ecg_x_to_s (const BwPlotEcg  *self,
                    const BwPlotRect *plot,
                    double            x)
{
  return self->from_s + (x - plot->x) / per_second (self);
}

double
bw_plot_ecg_uv_to_y (const BwPlotEcg  *self,
                     const BwPlotRect *plot,
                     double            uv)
{
  return plot->y + plot->height / 2 - (uv - self->centre_uv) * per_uv (self);
}

double
bw_plot_ecg_y_to_uv (const BwPlotEcg  *self,
                     const BwPlotRect *plot,
                     double            y)
{
  return self->centre_uv - (y - plot->y - plot->height / 2) / per_uv (self);
}

double
bw_plot_ecg_width_to_s (const BwPlotEcg *self,
                        double           width)
{
  return width / per_second (self);
}

double
bw_plot_ecg_height_to_uv (const BwPlotEcg *self,
                          double           height)
{
  return height / per_uv (self);
}

/* Whole numbers as they are, others with one decimal. */
static char *
format_number (double value)
{
  return g_strdup_printf ("%.*f", fabs (value - round (value)) < 0.05 ? 0 : 1, value);
}

char *
bw_plot_ecg_format_scale (double mm_per_s,
                          double mm_per_mv)
{
  g_autofree char *speed = format_number (mm_per_s);
  g_autofree char *gain = format_number (mm_per_mv);

  /* Translators: speed and gain of an ECG: "25 mm/s · 10 mm/mV" */
  return g_strdup_printf (_("%s mm/s · %s mm/mV"), speed, gain);
}

/* "3", "3.5" below a minute and a half of recording; "1:05", "1:02:30" beyond. */
static char *
format_time (double   s,
             double   step,
             gboolean clock)
{
  int decimals = step < 0.999 ? 1 : 0;
  const char *sign = s < -1e-9 ? "−" : "";
  gint64 whole;

  s = fabs (s);
  if (!clock)
    return g_strdup_printf ("%s%.*f", sign, decimals, s);
  whole = (gint64) floor (s + 1e-6);
  s = MAX (s - (double) (whole - whole % 60), 0);
  if (whole >= 3600)
    return g_strdup_printf ("%s%" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT ":%0*.*f", sign,
                            whole / 3600, whole / 60 % 60, decimals ? 4 : 2, decimals, s);
  return g_strdup_printf ("%s%" G_GINT64_FORMAT ":%0*.*f", sign, whole / 60, decimals ? 4 : 2,
                          decimals, s);
}

static double
find_time_step (const BwPlotEcg            *self,
                const PangoFontDescription *font,
                double                      longest_s,
                gboolean                    clock)
{
  static const double steps[] = { 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 600, 1800, 3600, 21600 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *label = format_time (longest_s, steps[i], clock);
      double width;

      bw_plot_text_measure (font, label, &width, NULL);
      if (steps[i] * per_second (self) >= MAX (width + LABEL_SPACE, LEAST_STEP))
        return steps[i];
    }
  return 86400;
}

/* Time below the paper, and at its right end how fast it runs and how high it reaches. */
static void
paint_axis (cairo_t              *cr,
            const BwPlotEcgStrip *strip)
{
  const BwPlotEcg *self = strip->ecg;
  const BwPlotRect *plot = &strip->plot;
  BwPlotRect above = { plot->x, strip->paper.y, plot->width, strip->paper.height };
  double to_s = bw_plot_ecg_x_to_s (self, plot, plot->x + plot->width);
  double right = strip->area.x + strip->area.width, width;
  gboolean clock = self->first_s + self->n / self->rate_hz > 90;
  g_autofree char *scale = bw_plot_ecg_format_scale (self->mm_per_s, self->mm_per_mv);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) ticks = g_array_new (FALSE, FALSE, sizeof (BwPlotTick));
  double step = find_time_step (self, strip->font, MAX (fabs (self->from_s), fabs (to_s)), clock);

  bw_plot_text_measure (strip->font, scale, &width, NULL);
  if (width < strip->area.width / 2)
    {
      bw_plot_text_draw (cr, strip->font, &strip->palette->dim_text, right,
                         strip->area.y + strip->area.height, 1, 1, scale);
      right -= width + LABEL_SPACE;
    }

  for (double k = ceil (self->from_s / step - 1e-9); k * step <= to_s + 1e-9; k++)
    {
      g_autofree char *number = format_time (k * step, step, clock);
      /* Translators: the first time of an ECG's axis, in seconds */
      char *label = labels->len == 0 && !clock ? g_strdup_printf (_("%s s"), number)
                                               : g_steal_pointer (&number);
      BwPlotTick tick = { bw_plot_ecg_s_to_x (self, plot, k * step), label, labels->len == 0 };

      g_ptr_array_add (labels, label);
      g_array_append_val (ticks, tick);
    }
  bw_plot_axis_paint (cr, &above, BW_PLOT_SIDE_BOTTOM, (const BwPlotTick *) (void *) ticks->data,
                      ticks->len, strip->area.x, right, strip->palette, strip->font);
}

void
bw_plot_ecg_paint (cairo_t                    *cr,
                   const BwPlotRect           *area,
                   const BwPlotEcg            *self,
                   const BwPlotPalette        *palette,
                   const PangoFontDescription *font)
{
  BwPlotEcgStrip strip = { .palette = palette, .font = font };

  g_return_if_fail (self->rate_hz > 0 && self->unit_per_mm > 0);
  g_return_if_fail (self->mm_per_s > 0 && self->mm_per_mv > 0);

  layout (&strip, self, area, font);
  strip.trace = (BwPlotTrace) {
    .samples = self->samples_uv,
    .n = self->n,
    .min_max = self->min_max,
    .x0 = bw_plot_ecg_s_to_x (self, &strip.plot, self->first_s),
    .step = per_second (self) / self->rate_hz,
    .y0 = bw_plot_ecg_uv_to_y (self, &strip.plot, 0),
    .scale = -per_uv (self),
    .left = strip.plot.x,
    .right = strip.plot.x + strip.plot.width,
    .column = 1 / (self->device_scale > 0 ? self->device_scale : PAPER_COLUMNS),
    .tolerance = self->device_scale > 0 ? 0 : PAPER_TOLERANCE_MM * self->unit_per_mm,
    .line_width = palette->ecg.line_width,
  };

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);

  bw_plot_ecg_paint_grid (cr, &strip);
  bw_plot_ecg_paint_stretches (cr, &strip);

  cairo_save (cr);
  cairo_rectangle (cr, strip.plot.x, strip.plot.y, strip.plot.width, strip.plot.height);
  cairo_clip (cr);
  bw_plot_trace_paint (cr, &strip.trace, &palette->ecg.trace);
  cairo_restore (cr);

  cairo_save (cr);
  cairo_rectangle (cr, strip.plot.x, strip.paper.y, strip.plot.width, strip.paper.height);
  cairo_clip (cr);
  bw_plot_ecg_paint_stretch_words (cr, &strip);
  bw_plot_ecg_paint_peaks (cr, &strip);
  if (self->has_calipers)
    bw_plot_ecg_paint_calipers (cr, &strip);
  cairo_restore (cr);

  bw_plot_ecg_paint_pulse (cr, &strip);
  if (self->show_time_axis)
    paint_axis (cr, &strip);
  cairo_restore (cr);
}

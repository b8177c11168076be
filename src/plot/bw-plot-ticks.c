/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-ticks.h"

#include <math.h>

#define LABEL_ROOM 8.0
/* From here on a power of ten is written as one. */
#define MOST_ZEROS 4
/* An axis with one tick says nothing: closer ones are tried, so often. */
#define MOST_TRIES 3

char *
bw_plot_format_number (double value,
                       guint  decimals)
{
  g_autofree char *digits = g_strdup_printf ("%.*f", (int) decimals, fabs (value));

  /* What rounds to nothing has no sign. */
  if (value < 0 && strspn (digits, "0.,") < strlen (digits))
    return g_strconcat ("−", digits, NULL);
  return g_steal_pointer (&digits);
}

/* A power of ten, or 2 or 5 times one. @most: the power up to which it is written out */
static char *
format_power (int    power,
              double factor,
              int    most)
{
  static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  GString *text;

  if (ABS (power) <= most)
    return bw_plot_format_number (factor * pow (10, power), power < 0 ? (guint) -power : 0);
  text = g_string_new (NULL);
  if (factor > 1)
    g_string_append_printf (text, "%.0f·", factor);
  g_string_append (text, power < 0 ? "10⁻" : "10");
  power = ABS (power);
  if (power >= 10)
    g_string_append (text, raised[power / 10 % 10]);
  g_string_append (text, raised[power % 10]);
  return g_string_free (text, FALSE);
}

/* Takes @values. */
static BwPlotTicks *
ticks_new (GArray *values)
{
  BwPlotTicks *self = g_new0 (BwPlotTicks, 1);

  self->n = values->len;
  self->values = (double *) (void *) g_array_free (values, FALSE);
  self->ticks = g_new0 (BwPlotTick, MAX (self->n, 1));
  self->labels = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* Takes @label. */
static void
set_tick (BwPlotTicks *self,
          guint        i,
          double       position,
          char        *label,
          const char  *unit,
          guint        priority)
{
  gboolean last = i + 1 == self->n;

  if (last && unit)
    {
      char *with_unit = g_strdup_printf ("%s %s", label, unit);

      g_free (label);
      label = with_unit;
    }
  g_ptr_array_add (self->labels, label);
  self->ticks[i] = (BwPlotTick) { position, label, last ? 3 : priority };
}

static double
axis_length (const BwPlotScale *scale)
{
  return fabs (scale->p1 - scale->p0);
}

BwPlotTicks *
bw_plot_ticks_new (const BwPlotScale *scale,
                   double             spacing,
                   const char        *unit)
{
  guint most = (guint) MAX (axis_length (scale) / spacing + 1, 2);
  BwPlotTicks *self = ticks_new (bw_plot_scale_ticks (scale, most));
  guint decimals = 0;

  for (guint tries = 0; self->n == 1 && tries < MOST_TRIES; tries++)
    {
      bw_plot_ticks_free (self);
      self = ticks_new (bw_plot_scale_ticks (scale, ++most));
    }
  if (self->n > 0)
    decimals = bw_plot_step_decimals (bw_plot_nice_step (fabs (scale->d1 - scale->d0), most));
  for (guint i = 0; i < self->n; i++)
    set_tick (self, i, bw_plot_scale_map (scale, self->values[i]),
              bw_plot_format_number (self->values[i], decimals), unit, 1);
  return self;
}

BwPlotTicks *
bw_plot_ticks_new_log (const BwPlotScale *scale,
                       double             spacing,
                       const char        *unit)
{
  static const double factors[] = { 1, 2, 5 };
  double low = MIN (scale->d0, scale->d1), high = MAX (scale->d0, scale->d1);
  double decade = axis_length (scale) / MAX (high - low, 1e-9);
  guint n_factors = decade * log10 (2) >= spacing ? G_N_ELEMENTS (factors) : 1;
  int every = MAX ((int) ceil (spacing / decade - 1e-9), 1), most = MOST_ZEROS;
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));
  BwPlotTicks *self;

  /* Within two decades powers of ten alone may be one, or none. */
  if (high - low < 2 && every == 1)
    n_factors = G_N_ELEMENTS (factors);
  for (int power = (int) floor (low); power <= (int) floor (high + 1e-9); power++)
    for (guint f = 0; f < n_factors; f++)
      {
        double value = factors[f] * pow (10, power), at = log10 (value);

        if (at >= low - 1e-9 && at <= high + 1e-9 && ((power % every) + every) % every == 0)
          g_array_append_val (values, value);
      }
  self = ticks_new (values);
  /* Of one axis all are written alike. */
  for (guint i = 0; i < self->n; i++)
    if (fabs (floor (log10 (self->values[i]) + 1e-9)) > MOST_ZEROS)
      most = 1;
  for (guint i = 0; i < self->n; i++)
    {
      int power = (int) floor (log10 (self->values[i]) + 1e-9);
      double factor = round (self->values[i] / pow (10, power));

      set_tick (self, i, bw_plot_scale_map (scale, log10 (self->values[i])),
                format_power (power, factor, most), unit, factor > 1 ? 0 : 1);
    }
  return self;
}

void
bw_plot_ticks_free (BwPlotTicks *self)
{
  if (self == NULL)
    return;
  g_free (self->values);
  g_free (self->ticks);
  g_ptr_array_unref (self->labels);
  g_free (self);
}

double
bw_plot_ticks_measure (const BwPlotTicks          *self,
                       const PangoFontDescription *font)
{
  double most = 0, width;

  for (guint i = 0; i < self->n; i++)
    {
      bw_plot_text_measure (font, self->ticks[i].label, &width, NULL);
      most = MAX (most, width);
    }
  return ceil (most) + LABEL_ROOM;
}

void
bw_plot_ticks_paint_grid (const BwPlotTicks   *self,
                          cairo_t             *cr,
                          const BwPlotRect    *plot,
                          BwPlotSide           side,
                          const BwPlotPalette *palette)
{
  static const double dashes[] = { 2, 3 };

  cairo_save (cr);
  bw_plot_set_color (cr, &palette->grid);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dashes, 2, 0);
  for (guint i = 0; i < self->n; i++)
    {
      double at = floor (self->ticks[i].position) + 0.5;

      if (side == BW_PLOT_SIDE_BOTTOM)
        {
          cairo_move_to (cr, at, plot->y);
          cairo_rel_line_to (cr, 0, plot->height);
        }
      else
        {
          cairo_move_to (cr, plot->x, at);
          cairo_rel_line_to (cr, plot->width, 0);
        }
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
bw_plot_ticks_paint (const BwPlotTicks          *self,
                     cairo_t                    *cr,
                     const BwPlotRect           *plot,
                     BwPlotSide                  side,
                     double                      low,
                     double                      high,
                     const BwPlotPalette        *palette,
                     const PangoFontDescription *font)
{
  bw_plot_axis_paint (cr, plot, side, self->ticks, self->n, low, high, palette, font);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-scale.h"

#include <math.h>

double
bw_plot_scale_map (const BwPlotScale *self,
                   double             value)
{
  if (self->d1 == self->d0)
    return self->p0;
  return self->p0 + (value - self->d0) / (self->d1 - self->d0) * (self->p1 - self->p0);
}

double
bw_plot_scale_invert (const BwPlotScale *self,
                      double             position)
{
  if (self->p1 == self->p0)
    return self->d0;
  return self->d0 + (position - self->p0) / (self->p1 - self->p0) * (self->d1 - self->d0);
}

double
bw_plot_nice_step (double range,
                   guint  max_ticks)
{
  static const double steps[] = { 1, 2, 5, 10 };
  double least, power;

  g_return_val_if_fail (range > 0 && isfinite (range), 1);
  g_return_val_if_fail (max_ticks >= 2, range);

  /* n ticks span n − 1 steps when both ends fall on a tick. */
  least = range / (max_ticks - 1);
  power = pow (10, floor (log10 (least)));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * power >= least * (1 - 1e-9))
      return steps[i] * power;
  return 10 * power;
}

GArray *
bw_plot_scale_ticks (const BwPlotScale *self,
                     guint              max_ticks)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (double));
  double low = MIN (self->d0, self->d1), high = MAX (self->d0, self->d1);
  double step, first, last;

  if (!(high > low))
    return ticks;

  step = bw_plot_nice_step (high - low, max_ticks);
  first = ceil (low / step - 1e-9);
  last = floor (high / step + 1e-9);
  for (double i = first; i <= last; i++)
    {
      double value = i * step + 0.0; /* no negative zero */

      g_array_append_val (ticks, value);
    }
  return ticks;
}

guint
bw_plot_step_decimals (double step)
{
  guint decimals = 0;

  for (step = fabs (step); decimals < 9 && fabs (step - round (step)) > 1e-6 * MAX (step, 1);
       decimals++)
    step *= 10;
  return decimals;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-frame.h"

#include <math.h>

/* Of the height: kept free above and below the waves, for the marks. */
#define ROOM 0.06
/* How much of the waves' height has to stay in sight when they are moved up or down. */
#define IN_SIGHT 0.25

/* The height in µV. */
static double
get_visible_uv (const BwEcgFrame *self)
{
  return bw_ecg_frame_height_to_uv (self, MAX (self->plot.height, 1));
}

double
bw_ecg_frame_get_visible_s (const BwEcgFrame *self)
{
  return bw_ecg_frame_width_to_s (self, MAX (self->plot.width, 1));
}

double
bw_ecg_frame_get_to_s (const BwEcgFrame *self)
{
  return MIN (self->from_s + bw_ecg_frame_get_visible_s (self), self->length_s);
}

gboolean
bw_ecg_frame_can_pan (const BwEcgFrame *self)
{
  /* A thousandth of a second is no way to go. */
  return bw_ecg_frame_get_visible_s (self) < self->length_s - 0.001;
}

/* Without the person's shift. */
static double
get_rest_uv (const BwEcgFrame *self)
{
  double half = (0.5 - ROOM) * get_visible_uv (self);
  double lowest = self->high_uv - half, highest = self->low_uv + half;

  /* Too high for the strip: no place is better than the baseline's. */
  if (lowest > highest)
    return self->level_uv;
  return CLAMP (self->level_uv, lowest, highest);
}

double
bw_ecg_frame_get_centre_uv (const BwEcgFrame *self)
{
  return get_rest_uv (self) + self->shift_uv;
}

double
bw_ecg_frame_get_least_mm_per_s (const BwEcgFrame *self)
{
  if (self->length_s <= 0)
    return BW_ECG_FRAME_MM_PER_S;
  return MIN (MAX (self->plot.width, 1) / self->unit_per_mm / self->length_s,
              BW_ECG_FRAME_MM_PER_S);
}

void
bw_ecg_frame_clamp (BwEcgFrame *self)
{
  double half, height, lowest, highest, rest;

  self->mm_per_s = CLAMP (self->mm_per_s, bw_ecg_frame_get_least_mm_per_s (self),
                          BW_ECG_FRAME_MOST_MM_PER_S);
  self->mm_per_mv = CLAMP (self->mm_per_mv, BW_ECG_FRAME_LEAST_MM_PER_MV,
                           BW_ECG_FRAME_MOST_MM_PER_MV);
  self->from_s = CLAMP (self->from_s, 0,
                        MAX (self->length_s - bw_ecg_frame_get_visible_s (self), 0));

  half = get_visible_uv (self) / 2;
  height = IN_SIGHT * MIN (self->high_uv - self->low_uv, 2 * half);
  lowest = self->low_uv + height - half;
  highest = self->high_uv - height + half;
  rest = get_rest_uv (self);
  self->shift_uv = CLAMP (rest + self->shift_uv, MIN (lowest, rest), MAX (highest, rest)) - rest;
}

void
bw_ecg_frame_put_s (BwEcgFrame *self,
                    double      s,
                    double      x)
{
  self->from_s = s - bw_ecg_frame_width_to_s (self, x - self->plot.x);
  bw_ecg_frame_clamp (self);
}

void
bw_ecg_frame_put_uv (BwEcgFrame *self,
                     double      uv,
                     double      y)
{
  self->shift_uv += uv - bw_ecg_frame_y_to_uv (self, y);
  bw_ecg_frame_clamp (self);
}

double
bw_ecg_frame_step (double value,
                   double standard,
                   int    by)
{
  double place = log2 (value / standard);

  /* From between two rungs to the next, not to the one after. */
  place = by > 0 ? floor (place + 0.01) + by : ceil (place - 0.01) + by;
  return standard * exp2 (place);
}

void
bw_ecg_frame_apply (const BwEcgFrame *self,
                    BwPlotEcg        *plot)
{
  plot->unit_per_mm = self->unit_per_mm;
  plot->mm_per_s = self->mm_per_s;
  plot->mm_per_mv = self->mm_per_mv;
  plot->from_s = self->from_s;
  plot->centre_uv = bw_ecg_frame_get_centre_uv (self);
}

double
bw_ecg_frame_x_to_s (const BwEcgFrame *self,
                     double            x)
{
  BwPlotEcg plot = { 0 };

  bw_ecg_frame_apply (self, &plot);
  return bw_plot_ecg_x_to_s (&plot, &self->plot, x);
}

double
bw_ecg_frame_s_to_x (const BwEcgFrame *self,
                     double            s)
{
  BwPlotEcg plot = { 0 };

  bw_ecg_frame_apply (self, &plot);
  return bw_plot_ecg_s_to_x (&plot, &self->plot, s);
}

double
bw_ecg_frame_y_to_uv (const BwEcgFrame *self,
                      double            y)
{
  BwPlotEcg plot = { 0 };

  bw_ecg_frame_apply (self, &plot);
  return bw_plot_ecg_y_to_uv (&plot, &self->plot, y);
}

double
bw_ecg_frame_uv_to_y (const BwEcgFrame *self,
                      double            uv)
{
  BwPlotEcg plot = { 0 };

  bw_ecg_frame_apply (self, &plot);
  return bw_plot_ecg_uv_to_y (&plot, &self->plot, uv);
}

/* The centre does not matter here; and it is found by the height. */
double
bw_ecg_frame_width_to_s (const BwEcgFrame *self,
                         double            width)
{
  const BwPlotEcg plot = { .unit_per_mm = self->unit_per_mm, .mm_per_s = self->mm_per_s };

  return bw_plot_ecg_width_to_s (&plot, width);
}

double
bw_ecg_frame_height_to_uv (const BwEcgFrame *self,
                           double            height)
{
  const BwPlotEcg plot = { .unit_per_mm = self->unit_per_mm, .mm_per_mv = self->mm_per_mv };

  return bw_plot_ecg_height_to_uv (&plot, height);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-calipers.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* An interval that can be one between beats: 10 to 400 a minute. */
#define LEAST_RR_MS 150.0
#define MOST_RR_MS 6000.0

double
bw_ecg_curve_get_uv (const BwEcgCurve *self,
                     double            s)
{
  double place = s * self->rate_hz, below;
  guint i;

  if (self->n == 0)
    return 0;
  if (place <= 0)
    return self->samples_uv[0];
  if (place >= self->n - 1)
    return self->samples_uv[self->n - 1];
  below = floor (place);
  i = (guint) below;
  return self->samples_uv[i] + (place - below) * (self->samples_uv[i + 1] - self->samples_uv[i]);
}

static BwEcgPoint
get_point (const BwEcgCurve *curve,
           double            s)
{
  return (BwEcgPoint) { s, bw_ecg_curve_get_uv (curve, s) };
}

void
bw_ecg_calipers_place (BwEcgCalipers    *self,
                       const BwEcgCurve *curve,
                       const guint32    *peaks,
                       guint             n_peaks,
                       double            from_s,
                       double            to_s)
{
  double middle_s = (from_s + to_s) / 2, nearest_s = G_MAXDOUBLE;

  self->active = 0;
  self->leg[0] = get_point (curve, from_s + (to_s - from_s) / 3);
  self->leg[1] = get_point (curve, to_s - (to_s - from_s) / 3);
  for (guint i = 0; i + 1 < n_peaks; i++)
    {
      double a_s = peaks[i] / curve->rate_hz, b_s = peaks[i + 1] / curve->rate_hz;
      double distance_s = fabs ((a_s + b_s) / 2 - middle_s);

      if (a_s < from_s || b_s > to_s || distance_s >= nearest_s)
        continue;
      nearest_s = distance_s;
      self->leg[0] = get_point (curve, a_s);
      self->leg[1] = get_point (curve, b_s);
    }
}

void
bw_ecg_calipers_step (BwEcgCalipers    *self,
                      const BwEcgCurve *curve,
                      double            samples)
{
  BwEcgPoint *leg = &self->leg[self->active];

  /* From where a pointer left it to the next sample, then from one to the next. */
  *leg = get_point (curve, CLAMP (round (leg->s * curve->rate_hz + samples), 0,
                                  MAX (curve->n, 1) - 1.0) / curve->rate_hz);
}

double
bw_ecg_calipers_get_ms (const BwEcgCalipers *self)
{
  return fabs (self->leg[1].s - self->leg[0].s) * 1000;
}

double
bw_ecg_calipers_get_uv (const BwEcgCalipers *self)
{
  double uv = self->leg[1].uv - self->leg[0].uv;

  return self->leg[1].s < self->leg[0].s ? -uv : uv;
}

char *
bw_ecg_calipers_format (const BwEcgCalipers *self)
{
  double ms = bw_ecg_calipers_get_ms (self);
  long uv = lround (bw_ecg_calipers_get_uv (self));
  const char *sign = uv < 0 ? "−" : "";

  if (ms < LEAST_RR_MS || ms > MOST_RR_MS)
    /* Translators: what calipers measure: a time and a voltage. %s is a minus sign or nothing. */
    return g_strdup_printf (_("Δt %.0f ms · ΔV %s%ld µV"), ms, sign, labs (uv));
  /* Translators: what calipers measure: a time, the heart rate (beats a minute) of beats that far
   * apart, and a voltage. %s is a minus sign or nothing. */
  return g_strdup_printf (_("Δt %.0f ms · %.1f bpm · ΔV %s%ld µV"), ms, 60000 / ms, sign, labs (uv));
}

char *
bw_ecg_calipers_describe (const BwEcgCalipers *self)
{
  const BwEcgPoint *leg = &self->leg[self->active];
  g_autofree char *text = bw_ecg_calipers_format (self);

  /* Translators: A and B are the two legs of the calipers. %s is what they measure; the leg stands
   * at so many seconds and microvolts. */
  return g_strdup_printf (self->active == 0 ? _("%s; leg A at %.3f s, %.0f µV")
                                            : _("%s; leg B at %.3f s, %.0f µV"),
                          text, leg->s, leg->uv);
}

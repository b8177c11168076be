/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Two points on a recording, and what lies between them. Without a widget. */

typedef struct
{
  double s;      /* from the beginning of the recording */
  double uv;
} BwEcgPoint;

typedef struct
{
  BwEcgPoint leg[2];   /* A and B; in any order */
  guint active;        /* the leg that keys move: 0 or 1 */
} BwEcgCalipers;

/* A recording as calipers see it: equidistant samples. */
typedef struct
{
  const double *samples_uv;   /* (array length=n) */
  guint n;
  double rate_hz;
} BwEcgCurve;

/* The trace at @s: between two samples the line from one to the other, beyond its ends the last. */
double bw_ecg_curve_get_uv (const BwEcgCurve *self,
                            double            s);

/**
 * bw_ecg_calipers_place:
 * @peaks: (array length=n_peaks): samples, ascending
 * @from_s, @to_s: what is visible
 *
 * Puts the legs where they are likely to be wanted: on two R peaks in the middle of what is
 * visible, or else on the trace at its thirds. The second leg is the active one.
 */
void bw_ecg_calipers_place (BwEcgCalipers    *self,
                            const BwEcgCurve *curve,
                            const guint32    *peaks,
                            guint             n_peaks,
                            double            from_s,
                            double            to_s);

/* Moves the active leg by so many samples, onto the trace; it stays within the recording. */
void bw_ecg_calipers_step (BwEcgCalipers    *self,
                           const BwEcgCurve *curve,
                           double            samples);

/* From A to B, without sign: in ms. */
double bw_ecg_calipers_get_ms (const BwEcgCalipers *self);

/* The voltage of the later leg less that of the earlier, in µV. */
double bw_ecg_calipers_get_uv (const BwEcgCalipers *self);

/* "Δt 812 ms · 73.9 bpm · ΔV −412 µV"; without a rate where it would be none of a heart.
 * Returns: (transfer full) */
char *bw_ecg_calipers_format (const BwEcgCalipers *self);

/* The same for those who do not see it, with the active leg and its place.
 * Returns: (transfer full) */
char *bw_ecg_calipers_describe (const BwEcgCalipers *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Digital filters of evenly sampled signals as cascades of second-order sections, applied forward
 * and backward so that nothing is shifted in time. */

#define BW_FILTER_MAX_SECTIONS 4

/* (b0 + b1 z⁻¹ + b2 z⁻²) / (1 + a1 z⁻¹ + a2 z⁻²) */
typedef struct
{
  double b0, b1, b2, a1, a2;
} BwSection;

/* How the signal is continued beyond an end, so that a filter has something to settle on. */
typedef enum {
  BW_FILTER_REFLECT,  /* 2 x₀ − xᵢ: goes on rising or falling, but stands or falls with x₀ */
  BW_FILTER_MIRROR,   /* xᵢ: keeps the level, wherever in a wave the end lies */
  BW_FILTER_REPEAT,   /* the same stretch again: keeps the phase of what it has whole periods of */
} BwFilterEnds;

typedef struct
{
  guint n_sections;     /* 0: lets everything through */
  BwSection sections[BW_FILTER_MAX_SECTIONS];
  BwFilterEnds ends;    /* reflected, as designed */
  guint padding;        /* samples by which the signal is continued at either end */
} BwFilter;

/**
 * bw_filter_init_highpass:
 * @order: 1 … 2 %BW_FILTER_MAX_SECTIONS
 * @cut_hz: where one pass lets half of the power through; both passes a quarter
 *
 * Butterworth's filter by the bilinear transform, the poles nearest to the unit circle last, the
 * gain in the first section. Where @cut_hz does not lie between 0 and half of @rate_hz, there is
 * nothing that can be designed, and the filter lets everything through.
 */
void bw_filter_init_highpass (BwFilter *self,
                              guint     order,
                              double    cut_hz,
                              double    rate_hz);

/**
 * bw_filter_init_notch:
 * @q: quality: @hz over the width of the notch at half of the power
 *
 * One section, of gain 1 at 0 and at half of the rate (S. J. Orfanidis, Introduction to Signal
 * Processing, 1996, section 11.3.2). Lets everything through where @hz cannot be designed for.
 */
void bw_filter_init_notch (BwFilter *self,
                           double    hz,
                           double    q,
                           double    rate_hz);

/**
 * bw_filter_apply:
 * @y: (out caller-allocates) (array length=n): may be @x
 * @x: (array length=n)
 *
 * Forward, then backward: no phase, the gain squared. At either end the signal is continued, by no
 * more than it has; each pass starts as though its first value had always been there. In direct
 * form II transposed.
 */
void bw_filter_apply (double         *y,
                      const double   *x,
                      guint           n,
                      const BwFilter *self);

/* What may be switched on over a waveform, on screen and in print. */
typedef enum {
  BW_ECG_FILTER_NONE = 0,
  BW_ECG_FILTER_BASELINE = 1 << 0, /* high-pass of order 2 at 0.5 Hz */
  BW_ECG_FILTER_MAINS_50 = 1 << 1, /* notches 1.7 Hz wide at 50 and 100 Hz */
  BW_ECG_FILTER_MAINS_60 = 1 << 2, /* at 60 and 120 Hz */
} BwEcgFilter;

/**
 * bw_ecg_filter:
 * @out_uv: (out caller-allocates) (array length=n): may be @samples_uv
 * @samples_uv: (array length=n)
 *
 * None of them shifts a wave. The ends are as good as the rest: for the baseline the signal is
 * mirrored there, for mains whole periods of it are repeated. A notch that the rate leaves no room
 * for (its frequency is not below 0.45 of the rate) is passed over. Where the baseline is filtered,
 * the electrodes' offset is gone; otherwise it stays.
 */
void bw_ecg_filter (double       *out_uv,
                    const double *samples_uv,
                    guint         n,
                    double        rate_hz,
                    BwEcgFilter   filter);

G_END_DECLS

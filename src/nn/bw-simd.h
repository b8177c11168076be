/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Vectors as wide as the instruction set at hand has them, for the files that are compiled once for
 * each of them (*-simd.c, meson.build). Not for other files. */

#include "nn/bw-kernels.h"

#if defined(__AVX512F__)
#define LANES 16
#define MANY_REGISTERS 1 /* 32 */
#elif defined(__AVX__)
#define LANES 8
#define MANY_REGISTERS 0 /* 16 */
#elif defined(__aarch64__)
#define LANES 4
#define MANY_REGISTERS 1
#else
#define LANES 4
#define MANY_REGISTERS 0
#endif

#define BLOCK BW_KERNEL_BLOCK

#ifdef __clang__
#define UNROLL _Pragma ("unroll")
#else
#define UNROLL _Pragma ("GCC unroll 16")
#endif

#define INLINE static inline __attribute__ ((always_inline))

typedef float Floats __attribute__ ((vector_size (LANES * 4)));
typedef guint32 Bits __attribute__ ((vector_size (LANES * 4)));
typedef gint32 Mask __attribute__ ((vector_size (LANES * 4)));
typedef float LooseFloats __attribute__ ((vector_size (LANES * 4), aligned (4), may_alias));

INLINE Floats
load (const float *p)
{
  return *(const LooseFloats *) p;
}

INLINE void
store (float  *p,
       Floats  x)
{
  *(LooseFloats *) p = x;
}

INLINE Floats
splat (float x)
{
  return x - (Floats) { 0 };
}

/* Written so that NaN comes through. */
INLINE Floats
clamp (Floats x,
       float  limit)
{
  Mask over = x > limit;
  Mask under = x < -limit;
  Mask inside = ~(over | under);

  return (Floats) (((Mask) x & inside) | ((Mask) splat (limit) & over)
                   | ((Mask) splat (-limit) & under));
}

/* exp x = 2ⁿ (1 + p) with n the integer nearest to x / ln 2, and p = exp r − 1 its Taylor series up
 * to r⁷/7!, |r| ≤ ln 2 / 2, which leaves 5e-9. Keeping the 1 out of p keeps exp x − 1 exact near
 * 0. |x| ≤ 87. */
INLINE Floats
exp_parts (Floats *power,
           Floats  x)
{
  const float magic = 12582912.0f; /* 1.5 · 2²³: adding it leaves the nearest integer low */
  Floats shifted = x * 1.44269504089f + magic;
  Floats n = shifted - magic;
  Floats r = (x - n * 0.693359375f) + n * 2.12194440e-4f; /* ln 2 in two parts */
  Floats q;

  q = r * (1 / 5040.0f) + 1 / 720.0f;
  q = q * r + 1 / 120.0f;
  q = q * r + 1 / 24.0f;
  q = q * r + 1 / 6.0f;
  q = q * r + 0.5f;
  *power = (Floats) (((Bits) shifted << 23) + 0x3f800000u);
  return (q * r) * r + r;
}

INLINE Floats
sigmoid (Floats x)
{
  Floats power, p;

  p = exp_parts (&power, -clamp (x, 87));
  return 1 / ((power * p + power) + 1);
}

/* tanh x = e / (e + 2), e = exp 2x − 1: exact to the last bits near 0 too. */
INLINE Floats
hyperbolic (Floats x)
{
  Floats power, p, e;

  p = exp_parts (&power, clamp (x, 10) * 2);
  e = power * p + (power - 1);
  return e / (e + 2);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Vectors as wide as the instruction set at hand has them, for the files that are compiled once for
 * each of them (*-simd.c, meson.build). Not for other files. */

#include "nn/bw-kernels.h"

#if defined(__AVX__)
#include <immintrin.h>
#endif

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
typedef double Doubles __attribute__ ((vector_size (LANES * 8)));
typedef double LooseDoubles __attribute__ ((vector_size (LANES * 8), aligned (8), may_alias));
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

/* What will be read, or written, in the next strip of a signal, where this one has what is read now:
 * strips are too short for the machine to guess it. */
INLINE void
expect (const float *p)
{
  __builtin_prefetch (p, 0, 2);
}

INLINE void
expect_store (float *p)
{
  __builtin_prefetch (p, 1, 2);
}

INLINE Floats
splat (float x)
{
  return x - (Floats) { 0 };
}

/* Sums over thousands of steps are made of sums over strips of some tens. */
INLINE void
add_to_doubles (double *p,
                Floats  x)
{
  *(LooseDoubles *) p += __builtin_convertvector (x, Doubles);
}

/* x within ±limit; NaN comes through. */
INLINE Floats
clamp (Floats x,
       float  limit)
{
#if defined(__AVX512F__)
  return _mm512_min_ps (splat (limit), _mm512_max_ps (splat (-limit), x));
#elif defined(__AVX__)
  return _mm256_min_ps (splat (limit), _mm256_max_ps (splat (-limit), x));
#else
  Mask over = x > limit;
  Mask under = x < -limit;
  Mask inside = ~(over | under);

  return (Floats) (((Mask) x & inside) | ((Mask) splat (limit) & over)
                   | ((Mask) splat (-limit) & under));
#endif
}

/* 1 / x to 1e-7 of it, for x that is neither 0 nor infinite: the machine's guess g and
 * 1 / x = g / (1 − e) = g (1 + e + e² + …) with e = 1 − x g. The guess has 14 bits or 12, so that the
 * first left out is e² = 4e-9 or e³ = 5e-11. */
INLINE Floats
reciprocal (Floats x)
{
#if defined(__AVX512F__)
  Floats guess = _mm512_rcp14_ps (x);

  return guess + guess * (1 - x * guess);
#elif defined(__AVX__)
  Floats guess = _mm256_rcp_ps (x);
  Floats e = 1 - x * guess;

  return guess + guess * (e + e * e);
#else
  return 1 / x;
#endif
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

/* exp −x, for |x| ≤ 87, to 2e-7 of it: 2ⁿ exp r as above, with a polynomial for exp r that is
 * 3e-9 of it off at most (fitted by Lawson's algorithm, its first two coefficients fixed). */
INLINE Floats
exp_minus (Floats x)
{
#if defined(__AVX512F__)
  Floats n = _mm512_roundscale_ps (x * -1.44269504089f,
                                   _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#else
  const float magic = 12582912.0f;
  Floats shifted = x * -1.44269504089f + magic;
  Floats n = shifted - magic;
#endif
  Floats r = (-x - n * 0.693359375f) + n * 2.12194440e-4f;
  Floats p = r * 0.00138146130f + 0.00836870984f;

  p = p * r + 0.0416683874f;
  p = p * r + 0.166665207f;
  p = p * r + 0.499999935f;
  p = p * r + 1;
  p = p * r + 1;
#if defined(__AVX512F__)
  return _mm512_scalef_ps (p, n);
#else
  return p * (Floats) (((Bits) shifted << 23) + 0x3f800000u);
#endif
}

INLINE Floats
sigmoid (Floats x)
{
  return reciprocal (1 + exp_minus (clamp (x, 87)));
}

/* The same to 2e-7, not of its value but of 1, which is enough where x σ(x) is wanted, and cheaper:
 * exp −x = 2ᵗ, t = −x / ln 2, whose whole part goes into the exponent. NaN need not come through:
 * x σ(x) is NaN by its other factor. */
INLINE Floats
quick_sigmoid (Floats x)
{
#if defined(__AVX512F__)
  /* The first four binary digits after the point choose 2^(i / 16) from one register, less what they
   * will add below the exponent. */
  const Bits table = {
      0x3f800000, 0x3f7daac3, 0x3f7b95c2, 0x3f79c3d3,
      0x3f7837f0, 0x3f76f532, 0x3f75fed7, 0x3f75583f,
      0x3f7504f3, 0x3f7508a4, 0x3f75672a, 0x3f76248c,
      0x3f7744fd, 0x3f78ccdf, 0x3f7ac0c7, 0x3f7d257d
  };
  const float magic = 786432.0f; /* 1.5 · 2¹⁹: adding it leaves the nearest sixteenth low */
  Floats bounded = _mm512_range_ps (x, splat (87), 2); /* the lesser magnitude, x's sign */
  Floats shifted = bounded * -1.44269504f + magic;
  Floats f = bounded * -1.44269504f - (shifted - magic);
  Bits chosen = (Bits) _mm512_permutexvar_epi32 ((__m512i) shifted, (__m512i) table);
  Floats power = (Floats) (chosen + ((Bits) shifted << 19));
  Floats p = f * 0.0555041087f + 0.240226507f;

  p = p * f + 0.693147181f;
  return reciprocal (1 + (power * (p * f) + power));
#else
  const float magic = 12582912.0f;
  Floats bounded = clamp (x, 87);
  Floats shifted = bounded * -1.44269504f + magic;
  Floats f = bounded * -1.44269504f - (shifted - magic);
  Floats p = f * 0.000153211544f + 0.00133901615f;

  p = p * f + 0.00961852631f;
  p = p * f + 0.0555036225f;
  p = p * f + 0.240226475f;
  p = p * f + 0.693147181f;
  p = p * f + 1;
  return reciprocal (1 + p * (Floats) (((Bits) shifted << 23) + 0x3f800000u));
#endif
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

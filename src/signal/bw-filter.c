/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-filter.h"

#include <math.h>
#include <string.h>

#define BASELINE_ORDER 2
#define BASELINE_HZ 0.5
#define MAINS_Q 30
#define MAINS_HARMONICS 2
#define MAX_SHARE_OF_RATE 0.45

/* How much the signal is continued. */
#define BASELINE_SECONDS 2
#define MAINS_SECONDS 0.5

#ifdef __clang__
#define UNROLL _Pragma ("unroll")
#else
#define UNROLL _Pragma ("GCC unroll 4")
#endif

static gboolean
can_be_designed (double hz,
                 double rate_hz)
{
  return rate_hz > 0 && isfinite (rate_hz) && hz > 0 && hz < rate_hz / 2;
}

/* Three times the length of the filter, as is usual: a section that has no second delay counts as
 * one less. */
static guint
get_padding (const BwFilter *self)
{
  guint without_b2 = 0, without_a2 = 0;

  for (guint i = 0; i < self->n_sections; i++)
    {
      without_b2 += self->sections[i].b2 == 0;
      without_a2 += self->sections[i].a2 == 0;
    }
  return 3 * (2 * self->n_sections + 1 - MIN (without_b2, without_a2));
}

void
bw_filter_init_highpass (BwFilter *self,
                         guint     order,
                         double    cut_hz,
                         double    rate_hz)
{
  /* The analogue cut of a bilinear transform z = (4 + s) / (4 − s). */
  const double w = 4 * tan (G_PI * cut_hz / rate_hz);
  double gain = 1;

  g_return_if_fail (order >= 1 && order <= 2 * BW_FILTER_MAX_SECTIONS);

  *self = (BwFilter) { .n_sections = 0 };
  if (!can_be_designed (cut_hz, rate_hz))
    return;

  /* A section for each pair of poles s = w (−cos θ ± i sin θ), from the real axis (a single one,
   * of odd orders) towards the unit circle. */
  for (guint m = order % 2 == 1 ? 0 : 1; m < order; m += 2)
    {
      const double c = 8 * w * cos (G_PI * m / (2.0 * order));
      const double denominator = 16 + c + w * w;
      BwSection *section = &self->sections[self->n_sections++];

      if (m == 0)
        {
          *section = (BwSection) { 1, -1, 0, -(4 - w) / (4 + w), 0 };
          gain *= 4 / (4 + w);
        }
      else
        {
          *section = (BwSection) { 1, -2, 1, -2 * (16 - w * w) / denominator,
                                   (16 - c + w * w) / denominator };
          gain *= 16 / denominator;
        }
    }
  self->sections[0].b0 *= gain;
  self->sections[0].b1 *= gain;
  self->sections[0].b2 *= gain;
  self->padding = get_padding (self);
}

void
bw_filter_init_notch (BwFilter *self,
                      double    hz,
                      double    q,
                      double    rate_hz)
{
  const double omega = 2 * G_PI * hz / rate_hz;
  double gain;

  g_return_if_fail (q > 0);

  *self = (BwFilter) { .n_sections = 0 };
  if (!can_be_designed (hz, rate_hz))
    return;

  gain = 1 / (1 + tan (omega / q / 2));
  self->sections[0] = (BwSection) { gain, -2 * gain * cos (omega), gain,
                                    -2 * gain * cos (omega), 2 * gain - 1 };
  self->n_sections = 1;
  self->padding = get_padding (self);
}

/* The two delays of a section. */
typedef struct
{
  double z1, z2;
} State;

/* The delays of each section after the cascade has seen @x for ever. */
static void
settle (State          *state,
        const BwFilter *self,
        double          x)
{
  for (guint i = 0; i < self->n_sections; i++)
    {
      const BwSection *s = &self->sections[i];
      const double y = x * ((s->b0 + s->b1 + s->b2) / (1 + s->a1 + s->a2));

      state[i].z2 = s->b2 * x - s->a2 * y;
      state[i].z1 = s->b1 * x - s->a1 * y + state[i].z2;
      x = y;
    }
}

/* One pass over @n samples, @step apart. The sections take turns at each sample, so that one need
 * not wait for another's result; @n_sections is known where this is called. */
static inline __attribute__ ((always_inline)) void
run_sections (double           *y,
              const double     *x,
              gsize             n,
              gssize            step,
              State            *state,
              const BwSection  *sections,
              const guint       n_sections)
{
  State z[BW_FILTER_MAX_SECTIONS];
  BwSection s[BW_FILTER_MAX_SECTIONS];

  memcpy (z, state, n_sections * sizeof *z);
  memcpy (s, sections, n_sections * sizeof *s);
  for (gsize i = 0; i < n; i++, x += step, y += step)
    {
      double value = *x;

      UNROLL
      for (guint k = 0; k < n_sections; k++)
        {
          const double in = value;

          value = s[k].b0 * in + z[k].z1;
          z[k].z1 = s[k].b1 * in - s[k].a1 * value + z[k].z2;
          z[k].z2 = s[k].b2 * in - s[k].a2 * value;
        }
      *y = value;
    }
  memcpy (state, z, n_sections * sizeof *z);
}

static void
run (double         *y,
     const double   *x,
     gsize           n,
     gssize          step,
     State          *state,
     const BwFilter *self)
{
  switch (self->n_sections)
    {
    case 1:
      run_sections (y, x, n, step, state, self->sections, 1);
      break;
    case 2:
      run_sections (y, x, n, step, state, self->sections, 2);
      break;
    case 3:
      run_sections (y, x, n, step, state, self->sections, 3);
      break;
    case 4:
      run_sections (y, x, n, step, state, self->sections, 4);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
bw_filter_apply (double         *y,
                 const double   *x,
                 guint           n,
                 const BwFilter *self)
{
  const guint padding = n > 0 ? MIN (self->padding, n - 1) : 0;
  g_autofree double *ends = NULL;
  double *before, *after;
  State state[BW_FILTER_MAX_SECTIONS];

  if (n == 0 || self->n_sections == 0)
    {
      memmove (y, x, n * sizeof *y);
      return;
    }

  ends = g_new (double, 2 * (gsize) padding + 1);
  before = ends;
  after = ends + padding;
  for (guint i = 0; i < padding; i++)
    {
      switch (self->ends)
        {
        case BW_FILTER_MIRROR:
          before[i] = x[padding - i];
          after[i] = x[n - 2 - i];
          break;
        case BW_FILTER_REPEAT:
          before[i] = x[i];
          after[i] = x[n - padding + i];
          break;
        case BW_FILTER_REFLECT:
        default:
          before[i] = 2 * x[0] - x[padding - i];
          after[i] = 2 * x[n - 1] - x[n - 2 - i];
          break;
        }
    }

  settle (state, self, padding > 0 ? before[0] : x[0]);
  run (before, before, padding, 1, state, self);
  run (y, x, n, 1, state, self);
  run (after, after, padding, 1, state, self);

  settle (state, self, padding > 0 ? after[padding - 1] : y[n - 1]);
  run (after + padding - 1, after + padding - 1, padding, -1, state, self);
  run (y + n - 1, y + n - 1, n, -1, state, self);
}

/* The number of samples near @MAINS_SECONDS that is nearest to whole periods. */
static guint
get_whole_periods (double hz,
                   double rate_hz)
{
  double best = HUGE_VAL;
  guint padding = 0;

  for (double k = ceil (0.8 * MAINS_SECONDS * hz); k <= 1.2 * MAINS_SECONDS * hz; k++)
    {
      const double samples = k * rate_hz / hz;

      if (fabs (samples - rint (samples)) < best)
        {
          best = fabs (samples - rint (samples));
          padding = (guint) MIN (rint (samples), G_MAXINT32);
        }
    }
  return padding;
}

void
bw_ecg_filter (double       *out_uv,
               const double *samples_uv,
               guint         n,
               double        rate_hz,
               BwEcgFilter   filter)
{
  BwFilter design;

  memmove (out_uv, samples_uv, n * sizeof *out_uv);
  if (filter & BW_ECG_FILTER_BASELINE)
    {
      bw_filter_init_highpass (&design, BASELINE_ORDER, BASELINE_HZ, rate_hz);
      design.ends = BW_FILTER_MIRROR;
      design.padding = (guint) MIN (BASELINE_SECONDS * rate_hz, n);
      bw_filter_apply (out_uv, out_uv, n, &design);
    }
  for (guint harmonic = 1; harmonic <= MAINS_HARMONICS; harmonic++)
    for (guint mains = 50; mains <= 60; mains += 10)
      if ((filter & (mains == 50 ? BW_ECG_FILTER_MAINS_50 : BW_ECG_FILTER_MAINS_60))
          && harmonic * mains < MAX_SHARE_OF_RATE * rate_hz)
        {
          bw_filter_init_notch (&design, harmonic * mains, harmonic * MAINS_Q, rate_hz);
          design.ends = BW_FILTER_REPEAT;
          design.padding = get_whole_periods (harmonic * mains, rate_hz);
          bw_filter_apply (out_uv, out_uv, n, &design);
        }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "ecg-simulated.h"
#include "signal/bw-filter.h"

#include <math.h>

#define N 5120
#define RATE 512.0

/* The power that one pass lets through at a frequency. */
static double
get_power (const BwFilter *filter,
           double          hz,
           double          rate_hz)
{
  const double w = 2 * G_PI * hz / rate_hz;
  double power = 1;

  for (guint i = 0; i < filter->n_sections; i++)
    {
      const BwSection *s = &filter->sections[i];
      double br = s->b0 + s->b1 * cos (w) + s->b2 * cos (2 * w);
      double bi = s->b1 * sin (w) + s->b2 * sin (2 * w);
      double ar = 1 + s->a1 * cos (w) + s->a2 * cos (2 * w);
      double ai = s->a1 * sin (w) + s->a2 * sin (2 * w);

      power *= (br * br + bi * bi) / (ar * ar + ai * ai);
    }
  return power;
}

/* The published sections of the R peak search. */
static void
test_reference (void)
{
  static const BwSection expected[] = {
    { 0.9901209699369203, -0.9901209699369203, 0, -0.9938828249141519, 0 },
    { 1, -2, 1, -1.990083506472341, 0.9901209699371897 },
    { 1, -2, 1, -1.9961774132794923, 0.996214991462574 },
  };
  BwFilter filter;

  bw_filter_init_highpass (&filter, 5, 0.5, RATE);
  g_assert_cmpuint (filter.n_sections, ==, 3);
  g_assert_cmpuint (filter.padding, ==, 18);
  for (guint i = 0; i < 3; i++)
    {
      bw_assert_near (filter.sections[i].b0, expected[i].b0, 1e-14);
      bw_assert_near (filter.sections[i].b1, expected[i].b1, 1e-14);
      bw_assert_near (filter.sections[i].b2, expected[i].b2, 1e-14);
      bw_assert_near (filter.sections[i].a1, expected[i].a1, 1e-14);
      bw_assert_near (filter.sections[i].a2, expected[i].a2, 1e-14);
    }
}

/* Butterworth: half of the power at the cut and, of the bilinear transform, 1 / (1 + (tan c / tan
 * f)^2n) anywhere. */
static void
test_highpass (void)
{
  static const double rates[] = { 100, 250, 510.844, 1000 };

  for (guint r = 0; r < G_N_ELEMENTS (rates); r++)
    for (guint order = 1; order <= 2 * BW_FILTER_MAX_SECTIONS; order++)
      for (double cut = 0.5; cut < 20; cut *= 3)
        {
          BwFilter filter;

          bw_filter_init_highpass (&filter, order, cut, rates[r]);
          g_assert_cmpuint (filter.n_sections, ==, (order + 1) / 2);
          for (double hz = cut / 2; hz < rates[r] / 2; hz *= 1.7)
            {
              double ratio = tan (G_PI * cut / rates[r]) / tan (G_PI * hz / rates[r]);

              bw_assert_near (get_power (&filter, hz, rates[r]),
                              1 / (1 + pow (ratio, 2 * order)), 1e-6);
            }
        }
}

static void
test_notch (void)
{
  BwFilter filter;

  bw_filter_init_notch (&filter, 50, 30, RATE);
  bw_assert_near (get_power (&filter, 0, RATE), 1, 1e-12);
  bw_assert_near (get_power (&filter, RATE / 2, RATE), 1, 1e-12);
  bw_assert_near (get_power (&filter, 50, RATE), 0, 1e-20);
  bw_assert_near (get_power (&filter, 50 - 50 / 60.0, RATE), 0.5, 0.02);
  bw_assert_near (get_power (&filter, 50 + 50 / 60.0, RATE), 0.5, 0.02);
  bw_assert_near (get_power (&filter, 40, RATE), 1, 0.01);
}

/* What cannot be designed lets everything through. */
static void
test_no_design (void)
{
  const double x[] = { 3, 1, 4 };
  BwFilter filters[4];
  double y[3];

  bw_filter_init_highpass (&filters[0], 5, 0.5, 1);
  bw_filter_init_highpass (&filters[1], 5, 0.5, 0);
  bw_filter_init_notch (&filters[2], 50, 30, 100);
  bw_filter_init_notch (&filters[3], 50, 30, NAN);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_assert_cmpuint (filters[i].n_sections, ==, 0);
      bw_filter_apply (y, x, 3, &filters[i]);
      g_assert_cmpmem (x, sizeof x, y, sizeof y);
    }
}

/* Nothing is shifted, and the gain is squared. */
static void
test_no_phase (void)
{
  g_autofree double *x = g_new (double, N);
  g_autofree double *y = g_new (double, N);
  BwFilter filter;
  double power;

  for (guint i = 0; i < N; i++)
    x[i] = sin (2 * G_PI * 1.0 * i / RATE);
  bw_filter_init_highpass (&filter, 2, 0.5, RATE);
  power = get_power (&filter, 1, RATE);
  bw_filter_apply (y, x, N, &filter);
  for (guint i = 2 * N / 5; i < 3 * N / 5; i++)
    bw_assert_near (y[i], power * x[i], 1e-3);
}

/* Any length, in place or not; an offset goes away, wherever the signal begins. */
static void
test_lengths (void)
{
  static const guint lengths[] = { 0, 1, 2, 3, 17, 18, 19, 20, 100 };
  BwFilter filter;

  bw_filter_init_highpass (&filter, 5, 0.5, RATE);
  for (guint l = 0; l < G_N_ELEMENTS (lengths); l++)
    {
      double x[100], y[100];

      for (guint i = 0; i < lengths[l]; i++)
        x[i] = 1000;
      bw_filter_apply (y, x, lengths[l], &filter);
      for (guint i = 0; i < lengths[l]; i++)
        bw_assert_near (y[i], 0, 1e-9);
      for (guint i = 0; i < lengths[l]; i++)
        x[i] = 1000 + (i * i) % 7;
      bw_filter_apply (y, x, lengths[l], &filter);
      bw_filter_apply (x, x, lengths[l], &filter);
      g_assert_cmpmem (x, lengths[l] * sizeof *x, y, lengths[l] * sizeof *y);
    }
}

static double
get_amplitude (const double *x,
               double        hz)
{
  double re = 0, im = 0;
  const guint from = N / 4, to = 3 * N / 4;

  for (guint i = from; i < to; i++)
    {
      re += x[i] * cos (2 * G_PI * hz * i / RATE);
      im += x[i] * sin (2 * G_PI * hz * i / RATE);
    }
  return 2 * hypot (re, im) / (to - from);
}

/* Over a waveform: what was switched on goes, the rest stays. */
static void
test_ecg (void)
{
  static const double hz[] = { 0.1, 10, 50, 60, 100, 120 };
  static const struct
  {
    BwEcgFilter filter;
    gboolean stays[6];
  } cases[] = {
    { BW_ECG_FILTER_NONE, { TRUE, TRUE, TRUE, TRUE, TRUE, TRUE } },
    { BW_ECG_FILTER_BASELINE, { FALSE, TRUE, TRUE, TRUE, TRUE, TRUE } },
    { BW_ECG_FILTER_MAINS_50, { TRUE, TRUE, FALSE, TRUE, FALSE, TRUE } },
    { BW_ECG_FILTER_MAINS_60, { TRUE, TRUE, TRUE, FALSE, TRUE, FALSE } },
    { BW_ECG_FILTER_BASELINE | BW_ECG_FILTER_MAINS_50 | BW_ECG_FILTER_MAINS_60,
      { FALSE, TRUE, FALSE, FALSE, FALSE, FALSE } },
  };
  g_autofree double *x = g_new (double, N);
  g_autofree double *y = g_new (double, N);

  for (guint i = 0; i < N; i++)
    {
      x[i] = 0;
      for (guint k = 0; k < G_N_ELEMENTS (hz); k++)
        x[i] += 100 * sin (2 * G_PI * hz[k] * i / RATE);
    }
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      bw_ecg_filter (y, x, N, RATE, cases[c].filter);
      for (guint k = 0; k < G_N_ELEMENTS (hz); k++)
        {
          double before = get_amplitude (x, hz[k]);

          bw_assert_near (get_amplitude (y, hz[k]), cases[c].stays[k] ? before : 0, 3);
        }
    }

  /* Where the rate has no room for mains, they are left alone. */
  bw_ecg_filter (y, x, N, 100, BW_ECG_FILTER_MAINS_50 | BW_ECG_FILTER_MAINS_60);
  g_assert_cmpmem (x, N * sizeof *x, y, N * sizeof *y);
}

/* A recording that is cut anywhere is filtered as it was when it was longer. */
static void
test_ends (void)
{
  static const double rates[] = { 250, RATE, 512.414, 1000 };

  for (guint r = 0; r < G_N_ELEMENTS (rates); r++)
    for (guint seed = 1; seed <= 3; seed++)
      {
        guint n;
        g_autofree double *x = ecg_simulate (seed, rates[r], &n, NULL);
        g_autofree double *clean = g_memdup2 (x, n * sizeof *x);
        g_autofree double *whole = g_new (double, n);
        g_autofree double *part = g_new (double, n);
        const guint length = n / 3;
        double worst = 0, hum = 0;

        bw_ecg_filter (whole, x, n, rates[r], BW_ECG_FILTER_BASELINE);
        for (guint start = n / 5; start < n / 2; start += 31)
          {
            bw_ecg_filter (part, x + start, length, rates[r], BW_ECG_FILTER_BASELINE);
            for (guint i = 0; i < length; i++)
              worst = MAX (worst, fabs (part[i] - whole[start + i]));
          }

        bw_ecg_filter (clean, clean, n, rates[r], BW_ECG_FILTER_MAINS_50);
        for (guint i = 0; i < n; i++)
          x[i] += 100 * sin (2 * G_PI * 50 * i / rates[r]);
        for (guint start = n / 5; start < n / 2; start += 31)
          {
            bw_ecg_filter (part, x + start, length, rates[r], BW_ECG_FILTER_MAINS_50);
            for (guint i = 0; i < length; i++)
              hum = MAX (hum, fabs (part[i] - clean[start + i]));
          }
        g_test_message ("%g Hz: %.1f µV of the baseline, %.1f µV of 100 µV hum", rates[r], worst,
                        hum);
        g_assert_cmpfloat (worst, <, 80);
        g_assert_cmpfloat (hum, <, 30);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/filter/reference", test_reference);
  g_test_add_func ("/signal/filter/highpass", test_highpass);
  g_test_add_func ("/signal/filter/notch", test_notch);
  g_test_add_func ("/signal/filter/no-design", test_no_design);
  g_test_add_func ("/signal/filter/no-phase", test_no_phase);
  g_test_add_func ("/signal/filter/lengths", test_lengths);
  g_test_add_func ("/signal/filter/ecg", test_ecg);
  g_test_add_func ("/signal/filter/ends", test_ends);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "ecg-files.h"
#include "ecg-simulated.h"
#include "nn/bw-safetensors.h"
#include "signal/bw-filter.h"
#include "signal/bw-rpeaks.h"
#include "signal/bw-rpeaks-private.h"

#include <math.h>
#include <string.h>

#define PARITY "data/parity/parity_rpeaks_stages.safetensors"
#define PARITY_NAME "0923/fast1/ecg_2023-09-23_2.csv/"
#define PARITY_SETTLING 1546

static BwTensors *
read_parity (void)
{
  g_autofree char *path = bw_test_shared (PARITY);
  g_autofree char *bytes = NULL;
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (GError) error = NULL;
  BwTensors *tensors;
  gsize size;

  if (path == NULL)
    return NULL;
  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  contents = g_bytes_new (bytes, size);
  tensors = bw_tensors_read (contents, &error);
  g_assert_no_error (error);
  return tensors;
}

static const BwTensor *
find_stage (const BwTensors *tensors,
            const char      *stage,
            BwDtype          dtype)
{
  g_autofree char *name = g_strconcat (PARITY_NAME, stage, NULL);
  const BwTensor *tensor = bw_tensors_find (tensors, name);

  g_assert_nonnull (tensor);
  g_assert_cmpint (tensor->dtype, ==, dtype);
  return tensor;
}

static void
assert_stage (const double    *values,
              const BwTensors *tensors,
              const char      *stage)
{
  const BwTensor *tensor = find_stage (tensors, stage, BW_DTYPE_F64);
  const double *expected = tensor->data;
  double worst = 0;

  for (gsize i = 0; i < tensor->length; i++)
    worst = MAX (worst, fabs (values[i] - expected[i]));
  g_test_message ("%s: %g at most apart", stage, worst);
  bw_assert_near (worst, 0, 1e-9);
}

static void
assert_peaks (const guint32   *peaks,
              guint            n,
              const BwTensors *tensors,
              const char      *stage)
{
  const BwTensor *tensor = find_stage (tensors, stage, BW_DTYPE_I64);
  const gint64 *expected = tensor->data;

  g_assert_cmpuint (n, ==, tensor->length);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint ((gint64) peaks[i] - PARITY_SETTLING, ==, expected[i]);
}

/* Every stage of one recording in which a peak is corrected. */
static void
test_stages (void)
{
  g_autoptr (BwTensors) tensors = read_parity ();
  const BwTensor *input;
  g_autofree double *clean = NULL, *steepness = NULL, *smooth = NULL, *average = NULL;
  g_autofree double *raw = NULL;
  g_autoptr (BwRPeaks) peaks = NULL;
  BwFilter highpass;
  guint n;

  if (tensors == NULL)
    return;
  input = find_stage (tensors, "input", BW_DTYPE_F64);
  n = (guint) input->length;
  clean = g_new (double, n);
  steepness = g_new (double, n);
  smooth = g_new (double, n);
  average = g_new (double, n);

  bw_filter_init_highpass (&highpass, 5, 0.5, ECG_FILES_RATE_HZ);
  bw_filter_apply (clean, input->data, n, &highpass);
  assert_stage (clean, tensors, "highpass");
  bw_rpeaks_clean (clean, input->data, n, ECG_FILES_RATE_HZ);
  assert_stage (clean, tensors, "clean");
  bw_rpeaks_get_steepness (steepness, clean, n);
  assert_stage (steepness, tensors, "absgrad");
  bw_rpeaks_average (smooth, steepness, n, bw_rpeaks_get_width (0.1, ECG_FILES_RATE_HZ));
  assert_stage (smooth, tensors, "smoothgrad");
  bw_rpeaks_average (average, smooth, n, bw_rpeaks_get_width (0.75, ECG_FILES_RATE_HZ));
  assert_stage (average, tensors, "avggrad");

  /* What is passed over does not matter. */
  raw = g_new0 (double, PARITY_SETTLING + n);
  memcpy (raw + PARITY_SETTLING, input->data, n * sizeof *raw);
  peaks = bw_rpeaks_new (raw, PARITY_SETTLING + n, ECG_FILES_RATE_HZ);
  g_assert_cmpuint (peaks->settling, ==, PARITY_SETTLING);
  assert_peaks (peaks->detected, peaks->n_detected, tensors, "peaks_uncorrected");
  assert_peaks (peaks->peaks, peaks->n, tensors, "peaks");
}

static void
test_sections (void)
{
  g_autoptr (BwTensors) tensors = read_parity ();
  const BwTensor *sos;
  BwFilter filter;

  if (tensors == NULL)
    return;
  sos = bw_tensors_find (tensors, "sos");
  g_assert_nonnull (sos);
  bw_filter_init_highpass (&filter, 5, 0.5, ECG_FILES_RATE_HZ);
  for (guint i = 0; i < 3; i++)
    {
      const double *e = (const double *) sos->data + 6 * i;
      const BwSection *s = &filter.sections[i];

      bw_assert_near (s->b0, e[0], 1e-14);
      bw_assert_near (s->b1, e[1], 1e-14);
      bw_assert_near (s->b2, e[2], 1e-14);
      bw_assert_near (1, e[3], 0);
      bw_assert_near (s->a1, e[4], 1e-14);
      bw_assert_near (s->a2, e[5], 1e-14);
    }
}

static void
test_recordings (void)
{
  g_autoptr (GPtrArray) files = ecg_files_read ();
  guint n_changed = 0;

  for (guint f = 0; files != NULL && f < files->len; f++)
    {
      const EcgFile *file = files->pdata[f];
      g_autoptr (BwRPeaks) peaks = bw_rpeaks_new ((double *) file->samples_uv->data,
                                                  file->samples_uv->len, ECG_FILES_RATE_HZ);

      g_test_message ("%s", file->name);
      g_assert_false (peaks->inverted);
      g_assert_cmpmem (peaks->detected, peaks->n_detected * sizeof (guint32),
                       file->detected->data, file->detected->len * sizeof (guint32));
      g_assert_cmpmem (peaks->peaks, peaks->n * sizeof (guint32),
                       file->peaks->data, file->peaks->len * sizeof (guint32));
      n_changed += peaks->n != peaks->n_detected
                   || memcmp (peaks->peaks, peaks->detected, peaks->n * sizeof (guint32)) != 0;
    }
  if (files != NULL)
    g_assert_cmpuint (n_changed, >, 10);
}

static double
get_rate_bpm (const BwRPeaks *peaks,
              double          rate_hz)
{
  g_assert_cmpuint (peaks->n, >, 1);
  return 60 * (peaks->n - 1) * rate_hz / (peaks->peaks[peaks->n - 1] - peaks->peaks[0]);
}

/* How many of the beats found in one recording, half a second and more from its ends, are found in
 * the other. (Which of them the correction moves may differ.) */
static guint
count_shared (const BwRPeaks *a,
              double          rate_a_hz,
              const BwRPeaks *b,
              double          rate_b_hz)
{
  guint n = 0;

  for (guint i = 0; i < a->n_detected; i++)
    {
      const double at = a->detected[i] / rate_a_hz;

      for (guint j = 0; j < b->n_detected && at > 3.6 && at < 29.4; j++)
        n += fabs (b->detected[j] / rate_b_hz - at) < 0.006 + 1 / rate_b_hz;
    }
  g_assert_cmpuint (n, >, 15);
  return n;
}

/* The same heart at any rate has the same beats. */
static void
test_rates (void)
{
  static const double rates[] = { 100, 125, 250, 360, 500, 510.844, 513.625, 1000, 2000 };

  for (guint seed = 1; seed <= 10; seed++)
    {
      double hr_bpm;
      guint n;
      g_autofree double *samples = ecg_simulate (seed, ECG_FILES_RATE_HZ, &n, &hr_bpm);
      g_autoptr (BwRPeaks) reference = bw_rpeaks_new (samples, n, ECG_FILES_RATE_HZ);

      g_assert_cmpuint (reference->settling, ==, 1546);
      bw_assert_near (get_rate_bpm (reference, ECG_FILES_RATE_HZ), hr_bpm, 1.5);
      for (guint r = 0; r < G_N_ELEMENTS (rates); r++)
        {
          g_autofree double *other = ecg_simulate (seed, rates[r], &n, NULL);
          g_autoptr (BwRPeaks) peaks = bw_rpeaks_new (other, n, rates[r]);

          g_assert_cmpuint (peaks->settling, ==, (guint) (3.02 * rates[r]));
          g_assert_cmpuint (count_shared (reference, ECG_FILES_RATE_HZ, peaks, rates[r]), ==,
                            count_shared (reference, ECG_FILES_RATE_HZ, reference,
                                          ECG_FILES_RATE_HZ));
          g_assert_cmpuint (count_shared (peaks, rates[r], reference, ECG_FILES_RATE_HZ), ==,
                            count_shared (peaks, rates[r], peaks, rates[r]));
        }
    }
}

/* A lead the wrong way round has the same beats; gain and offset do not matter. */
static void
test_inverted (void)
{
  for (guint seed = 1; seed <= 10; seed++)
    {
      guint n;
      g_autofree double *samples = ecg_simulate (seed, ECG_FILES_RATE_HZ, &n, NULL);
      g_autoptr (BwRPeaks) upright = bw_rpeaks_new (samples, n, ECG_FILES_RATE_HZ);
      g_autoptr (BwRPeaks) inverted = NULL;

      for (guint i = 0; i < n; i++)
        samples[i] = 250000 - 8 * samples[i];
      inverted = bw_rpeaks_new (samples, n, ECG_FILES_RATE_HZ);
      g_assert_false (upright->inverted);
      g_assert_true (inverted->inverted);
      g_assert_cmpmem (upright->peaks, upright->n * sizeof (guint32),
                       inverted->peaks, inverted->n * sizeof (guint32));
    }
}

/* What is no recording at all. */
static void
test_nothing (void)
{
  guint n;
  g_autofree double *samples = ecg_simulate (1, ECG_FILES_RATE_HZ, &n, NULL);
  g_autofree double *constant = g_new (double, n);

  for (guint i = 0; i < n; i++)
    constant[i] = -321.5;
  for (guint length = 0; length < n; length = 2 * length + 1)
    {
      g_autoptr (BwRPeaks) flat = bw_rpeaks_new (constant, length, ECG_FILES_RATE_HZ);
      g_autoptr (BwRPeaks) part = bw_rpeaks_new (samples, length, ECG_FILES_RATE_HZ);

      g_assert_cmpuint (flat->n, ==, 0);
      g_assert_cmpuint (flat->n_detected, ==, 0);
      if (length < 2 * ECG_FILES_RATE_HZ)
        g_assert_cmpuint (part->n, ==, 0);
      for (guint i = 0; i < part->n; i++)
        g_assert_cmpuint (part->peaks[i], <, length);
    }
  for (double rate = 0; rate < 60; rate += 7)
    {
      g_autoptr (BwRPeaks) coarse = bw_rpeaks_new (samples, n, rate);

      if (rate < BW_RPEAKS_MIN_RATE_HZ)
        g_assert_cmpuint (coarse->n, ==, 0);
    }
}

/* Nothing is passed over where less than ten seconds would be left. */
static void
test_settling (void)
{
  guint n;
  g_autofree double *samples = ecg_simulate (3, ECG_FILES_RATE_HZ, &n, NULL);
  g_autoptr (BwRPeaks) ten = bw_rpeaks_new (samples + n / 2, 10 * ECG_FILES_RATE_HZ,
                                            ECG_FILES_RATE_HZ);

  g_assert_cmpuint (ten->settling, ==, 0);
  g_assert_cmpuint (ten->n, >, 6);
  g_assert_cmpuint (bw_rpeaks_get_settling (5120 + 1546, 512), ==, 1546);
  g_assert_cmpuint (bw_rpeaks_get_settling (5120 + 1545, 512), ==, 0);
  g_assert_cmpuint (bw_rpeaks_get_settling (15000, 500), ==, 1510);
  g_assert_cmpuint (bw_rpeaks_get_settling (0, 500), ==, 0);
}

/* No beats where the contact is lost, and the others all the same. */
static void
test_lost_contact (void)
{
  const guint start = 16 * ECG_FILES_RATE_HZ, end = 21 * ECG_FILES_RATE_HZ;

  for (guint seed = 1; seed <= 10; seed++)
    {
      guint n, found = 0, expected = 0;
      g_autofree double *samples = ecg_simulate (seed, ECG_FILES_RATE_HZ, &n, NULL);
      g_autoptr (BwRPeaks) whole = bw_rpeaks_new (samples, n, ECG_FILES_RATE_HZ);
      g_autoptr (BwRPeaks) peaks = NULL;

      for (guint i = start; i < end; i++)
        samples[i] = 0;
      peaks = bw_rpeaks_new (samples, n, ECG_FILES_RATE_HZ);
      for (guint i = 0; i < peaks->n_detected; i++)
        g_assert_false (peaks->detected[i] > start + 10 && peaks->detected[i] < end - 10);
      for (guint i = 0; i < whole->n_detected; i++)
        if (whole->detected[i] < start - 512 || whole->detected[i] > end + 512)
          {
            expected++;
            for (guint j = 0; j < peaks->n_detected; j++)
              found += peaks->detected[j] == whole->detected[i];
          }
      g_assert_cmpuint (expected, >, 10);
      g_assert_cmpuint (found, ==, expected);
    }
}

/* Single samples far out cost no more than the beats next to them. */
static void
test_spikes (void)
{
  for (guint seed = 1; seed <= 10; seed++)
    {
      guint n, found = 0;
      g_autofree double *samples = ecg_simulate (seed, ECG_FILES_RATE_HZ, &n, NULL);
      g_autoptr (BwRPeaks) clean = bw_rpeaks_new (samples, n, ECG_FILES_RATE_HZ);
      g_autoptr (BwRPeaks) peaks = NULL;

      for (guint i = 0; i < 3; i++)
        samples[4000 + 3000 * i] += 20000;
      peaks = bw_rpeaks_new (samples, n, ECG_FILES_RATE_HZ);
      for (guint i = 0; i < clean->n_detected; i++)
        for (guint j = 0; j < peaks->n_detected; j++)
          found += ABS ((gint) peaks->detected[j] - (gint) clean->detected[i]) <= 2;
      g_assert_cmpuint (found + 6, >=, clean->n_detected);
      for (guint i = 1; i < peaks->n; i++)
        g_assert_cmpuint (peaks->peaks[i], >, peaks->peaks[i - 1]);
    }
}

/* A running sum of a long recording stays what it is, also after a sample far out. */
static void
test_average (void)
{
  const guint n = 2000000, width = 384, jolt = 1000;
  g_autofree double *x = g_new (double, n);
  g_autofree double *mean = g_new (double, n);
  GRand *rand = bw_random_new (1, "average");

  for (guint i = 0; i < n; i++)
    x[i] = fabs (bw_random_normal (rand));
  x[jolt] = G_MAXINT32 / 1000.0;
  bw_rpeaks_average (mean, x, n, width);
  for (guint i = jolt + width; i + width < n; i += 997)
    {
      double sum = 0;

      for (guint k = 0; k < width; k++)
        sum += x[i - width / 2 + k];
      bw_assert_near (mean[i], sum / width, 1e-9);
    }
  g_rand_free (rand);

  /* The first and the last count for what is beyond them. */
  bw_rpeaks_average (mean, (const double[]) { 1, 2, 6 }, 3, 4);
  bw_assert_near (mean[0], (1 + 1 + 1 + 2) / 4.0, 1e-15);
  bw_assert_near (mean[1], (1 + 1 + 2 + 6) / 4.0, 1e-15);
  bw_assert_near (mean[2], (1 + 2 + 6 + 6) / 4.0, 1e-15);
}

/* By the definition: from a peak down on either side until something higher, or the edge. */
static guint
find_prominent_slowly (const double *x,
                       guint         n)
{
  guint best = n;
  double most = 0;

  for (guint i = 1; i + 1 < n; i++)
    {
      guint end = i;
      double left = x[i], right = x[i];

      while (end + 1 < n && x[end + 1] == x[i])
        end++;
      if (x[i - 1] >= x[i] || end + 1 == n || x[end + 1] > x[i])
        continue;
      for (guint j = i; j-- > 0 && x[j] <= x[i];)
        left = MIN (left, x[j]);
      for (guint j = i; j < n && x[j] <= x[i]; j++)
        right = MIN (right, x[j]);
      if (x[i] - MAX (left, right) > most)
        {
          most = x[i] - MAX (left, right);
          best = (i + end) / 2;
        }
    }
  return best;
}

static void
test_prominence (void)
{
  GRand *rand = bw_random_new (1, "prominence");

  for (guint round = 0; round < 2000; round++)
    {
      const guint n = (guint) g_rand_int_range (rand, 0, 40);
      const gint levels = g_rand_int_range (rand, 2, 30);
      double x[40], negative[40];
      BwReach scratch[80];
      guint expected;

      for (guint i = 0; i < n; i++)
        {
          x[i] = g_rand_int_range (rand, 0, levels);
          negative[i] = -x[i];
        }
      expected = find_prominent_slowly (x, n);
      g_assert_cmpuint (bw_rpeaks_find_prominent (x, n, FALSE, scratch), ==, expected);
      g_assert_cmpuint (bw_rpeaks_find_prominent (negative, n, TRUE, scratch), ==, expected);
    }
  g_rand_free (rand);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/rpeaks/sections", test_sections);
  g_test_add_func ("/signal/rpeaks/stages", test_stages);
  g_test_add_func ("/signal/rpeaks/recordings", test_recordings);
  g_test_add_func ("/signal/rpeaks/rates", test_rates);
  g_test_add_func ("/signal/rpeaks/inverted", test_inverted);
  g_test_add_func ("/signal/rpeaks/nothing", test_nothing);
  g_test_add_func ("/signal/rpeaks/settling", test_settling);
  g_test_add_func ("/signal/rpeaks/lost-contact", test_lost_contact);
  g_test_add_func ("/signal/rpeaks/spikes", test_spikes);
  g_test_add_func ("/signal/rpeaks/average", test_average);
  g_test_add_func ("/signal/rpeaks/prominence", test_prominence);
  return g_test_run ();
}

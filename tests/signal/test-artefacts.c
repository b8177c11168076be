/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "signal/bw-artefacts-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define N 200

/* A breathing rhythm: RMSSD about 25 ms, no artefact. */
static void
draw_beats (double *time,
            guint   n,
            guint   seed)
{
  GRand *rand = bw_random_new (seed, "artefacts");

  time[0] = 400;
  for (guint i = 1; i < n; i++)
    time[i] = time[i - 1] + 850 + 40 * sin (i * 1.3) + 25 * sin (i * 0.3)
              + 8 * bw_random_normal (rand);
  g_rand_free (rand);
}

static guint
parse_peaks (double     *peaks,
             guint       max,
             const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n = 0;

  for (; words[n] != NULL; n++)
    {
      g_assert_cmpuint (n, <, max);
      peaks[n] = g_ascii_strtod (words[n], NULL);
    }
  return n;
}

/* R peaks of every published recording, before and after another implementation's correction. */
static void
test_reference_peaks (void)
{
  static const BwArtefactOptions samples = { .peaks = TRUE };
  g_autofree char *path = bw_test_shared ("data/ecg-glucose/rpeaks.csv");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_files = 0, n_changed = 0;

  if (path == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint l = 1; lines[l] != NULL && *lines[l] != '\0'; l++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[l], ",", -1);
      g_autoptr (BwArtefacts) artefacts = NULL;
      double before[256], after[256];
      guint n_before, n_after;

      g_assert_cmpuint (g_strv_length (cells), >=, 3);
      n_after = parse_peaks (after, 256, cells[1]);
      n_before = parse_peaks (before, 256, cells[2]);
      artefacts = bw_artefacts_new (before, NULL, n_before, &samples);
      g_assert_cmpuint (artefacts->n_beats, ==, n_after);
      for (guint i = 0; i < n_after; i++)
        if (artefacts->beats[i].time != after[i])
          g_error ("%s: peak %u at %.0f, expected %.0f", cells[0], i, artefacts->beats[i].time,
                   after[i]);
      n_files++;
      n_changed += n_before != n_after || memcmp (before, after, n_after * sizeof (double)) != 0;
    }
  g_test_message ("%u recordings, %u of them corrected", n_files, n_changed);
  g_assert_cmpuint (n_files, ==, 227);
  g_assert_cmpuint (n_changed, >, 10);
}

static void
test_clean (void)
{
  double time[N];
  g_autoptr (BwArtefacts) artefacts = NULL;
  g_autoptr (BwRr) nn = NULL;

  draw_beats (time, N, 1);
  artefacts = bw_artefacts_new (time, NULL, N, NULL);
  g_assert_cmpuint (artefacts->n_artefacts, ==, 0);
  g_assert_cmpuint (artefacts->counts[BW_BEAT_NORMAL], ==, N);
  nn = bw_artefacts_get_nn (artefacts, 1);
  g_assert_cmpuint (nn->n, ==, N - 1);
  for (guint i = 0; i < nn->n; i++)
    {
      bw_assert_near (nn->rr_ms[i], time[i + 1] - time[i], 1e-9);
      g_assert_cmpuint (nn->segment[i], ==, 0);
      g_assert_false (nn->interpolated[i]);
    }
}

/* Each kind, planted where it is known, in milliseconds and in seconds alike. */
static void
test_kinds (void)
{
  for (guint kind = BW_BEAT_ECTOPIC; kind < BW_BEAT_N_VERDICTS; kind++)
    for (guint seed = 1; seed <= 12; seed++)
      {
        double time[N + 1], truth[N];
        g_autoptr (BwArtefacts) artefacts = NULL;
        g_autoptr (BwRr) nn = NULL;
        guint n = N, at = 60 + 3 * seed, expected = at;

        draw_beats (truth, N, seed);
        memcpy (time, truth, sizeof truth);
        switch (kind)
          {
          case BW_BEAT_ECTOPIC:
            time[at] -= 280;
            break;
          case BW_BEAT_MISSED:
            memmove (time + at, time + at + 1, (N - at - 1) * sizeof *time);
            n = N - 1;
            break;
          case BW_BEAT_EXTRA:
            memmove (time + at + 1, time + at, (N - at) * sizeof *time);
            time[at] = time[at - 1] + 330;
            n = N + 1;
            break;
          case BW_BEAT_LONG_SHORT: /* a block: one long interval, everything later is late */
          default:
            for (guint i = at; i < N; i++)
              time[i] += 330;
            break;
          }
        artefacts = bw_artefacts_new (time, NULL, n, NULL);
        g_assert_cmpuint (artefacts->n_artefacts, ==, 1);
        g_assert_cmpuint (artefacts->verdict[expected], ==, kind);
        g_assert_cmpuint (artefacts->counts[kind], ==, 1);
        nn = bw_artefacts_get_nn (artefacts, 1);
        g_assert_cmpuint (nn->n, ==, kind == BW_BEAT_LONG_SHORT ? N - 2 : N - 1);
        if (kind == BW_BEAT_EXTRA) /* the truth itself comes back */
          for (guint i = 0; i < N; i++)
            bw_assert_near (artefacts->beats[i].time, truth[i], 0);
        else if (kind == BW_BEAT_LONG_SHORT)
          g_assert_false (bw_rr_contiguous (nn, at - 2));
        else
          {
            bw_assert_near (artefacts->beats[at].time, truth[at], 60);
            g_assert_true (artefacts->beats[at].made);
            g_assert_true (nn->interpolated[at - 1] && nn->interpolated[at]);
            g_assert_false (nn->interpolated[at - 2] || nn->interpolated[at + 1]);
            g_assert_cmpint (artefacts->beats[at].origin, ==,
                             kind == BW_BEAT_MISSED ? -1 : (int) at);
          }
      }
}

/* The same rhythm with stretches missing: no artefact is made of a gap, and one beside a gap, which
 * cannot be mended, leaves its intervals out. */
static void
test_gaps (void)
{
  double time[N];
  guint8 follows[N];
  g_autoptr (BwArtefacts) artefacts = NULL;
  g_autoptr (BwRr) nn = NULL;

  draw_beats (time, N, 4);
  for (guint i = 0; i < N; i++)
    follows[i] = i % 25 != 0;
  for (guint i = 0; i < N; i++)
    time[i] += 7000.0 * (i / 25);
  artefacts = bw_artefacts_new (time, follows, N, NULL);
  g_assert_cmpuint (artefacts->n_artefacts, ==, 0);
  nn = bw_artefacts_get_nn (artefacts, 1);
  g_assert_cmpuint (nn->n, ==, N - 8);
  g_assert_cmpuint (nn->segment[nn->n - 1], ==, 7);
  g_clear_pointer (&artefacts, bw_artefacts_free);
  g_clear_pointer (&nn, bw_rr_free);

  time[110] -= 280;  /* inside */
  time[126] += 280;  /* next to a gap: beats 125 (which begins a stretch), 126, 127 */
  artefacts = bw_artefacts_new (time, follows, N, NULL);
  g_assert_cmpuint (artefacts->verdict[110], ==, BW_BEAT_ECTOPIC);
  g_assert_true (artefacts->beats[110].made);
  g_assert_cmpuint (artefacts->verdict[126], !=, BW_BEAT_NORMAL);
  nn = bw_artefacts_get_nn (artefacts, 1);
  for (guint i = 0; i < nn->n; i++)
    bw_assert_near (nn->rr_ms[i], 850, 150);
}

/* What the unit is makes no difference. */
static void
test_scale (void)
{
  static const BwArtefactOptions seconds = { .min_threshold = 0.02 };
  double time[N], time_s[N];
  g_autoptr (BwArtefacts) a = NULL;
  g_autoptr (BwArtefacts) b = NULL;

  draw_beats (time, N, 9);
  for (guint i = 20; i < N; i += 30)
    time[i] -= 250;
  for (guint i = 0; i < N; i++)
    time_s[i] = time[i] / 1000;
  a = bw_artefacts_new (time, NULL, N, NULL);
  b = bw_artefacts_new (time_s, NULL, N, &seconds);
  g_assert_cmpuint (a->n_artefacts, ==, 6);
  g_assert_cmpmem (a->verdict, N, b->verdict, N);
}

/* On a 10 ms clock a rhythm of RMSSD 20 changes by 0, 10, 20 or 30 ms: quartiles of these would jump
 * between 10 and 20, and with them a threshold that a tenth of all beats crosses. */
static void
test_coarse_clock (void)
{
  static const BwArtefactOptions clock = { .min_threshold = 20, .step = 10 };
  static const BwArtefactOptions plain = { .min_threshold = 20 };
  GRand *rand = bw_random_new (11, "clock");
  guint n_clock = 0, n_plain = 0, n_fine = 0;

  for (guint round = 0; round < 200; round++)
    {
      double time[65], coarse[65];
      g_autoptr (BwArtefacts) a = NULL;
      g_autoptr (BwArtefacts) b = NULL;
      g_autoptr (BwArtefacts) c = NULL;

      time[0] = 0;
      for (guint i = 1; i < 65; i++)
        time[i] = time[i - 1] + 850 + 20 / G_SQRT2 * bw_random_normal (rand);
      for (guint i = 0; i < 65; i++)
        coarse[i] = 10 * floor (time[i] / 10);
      a = bw_artefacts_new (coarse, NULL, 65, &clock);
      b = bw_artefacts_new (coarse, NULL, 65, &plain);
      c = bw_artefacts_new (time, NULL, 65, &plain);
      n_clock += a->n_artefacts;
      n_plain += b->n_artefacts;
      n_fine += c->n_artefacts;
    }
  g_test_message ("of 13,000 clean beats: %u on the clock, %u with plain quantiles, %u without clock",
                  n_clock, n_plain, n_fine);
  g_assert_cmpuint (n_clock, <=, n_fine);
  g_assert_cmpuint (2 * n_fine, <, n_plain);
  g_rand_free (rand);
}

static void
test_series (void)
{
  double time[N];
  g_autofree gint32 *interval = NULL;
  g_autoptr (BwRr) rr = bw_rr_new (N - 1);
  g_autoptr (BwArtefacts) artefacts = NULL;

  draw_beats (time, N, 2);
  time[50] -= 300;
  for (guint i = 0; i + 1 < N; i++)
    {
      rr->rr_ms[i] = time[i + 1] - time[i];
      rr->end_ms[i] = time[i + 1] - time[0];
      rr->segment[i] = i / 100;
    }
  artefacts = bw_artefacts_new_for_rr (rr, &interval, NULL);
  g_assert_cmpuint (artefacts->n, ==, N + 1);
  g_assert_cmpint (interval[0], ==, -1);
  g_assert_cmpint (interval[50], ==, 49);
  g_assert_cmpint (interval[101], ==, -1);
  g_assert_cmpuint (artefacts->verdict[50], ==, BW_BEAT_ECTOPIC);
}

/* Nothing here is a rhythm; nothing here may crash, hang or leave the number of beats unbounded. */
static void
test_degenerate (void)
{
  static const guint sizes[] = { 0, 1, 2, 3, 4, 5, 12, 100, 3000 };
  GRand *rand = bw_random_new (6, "degenerate");

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint kind = 0; kind < 5; kind++)
      {
        const guint n = sizes[s];
        g_autofree double *time = g_new (double, n + 1);
        g_autofree guint8 *follows = g_new (guint8, n + 1);
        g_autoptr (BwArtefacts) artefacts = NULL;
        g_autoptr (BwRr) nn = NULL;
        guint total = 0;

        time[0] = 0;
        for (guint i = 1; i < n; i++)
          time[i] = time[i - 1]
                    + (kind == 0   ? 800
                       : kind == 1 ? g_rand_double_range (rand, 0, 3000)
                       : kind == 2 ? (i % 2 ? 300 : 1500)
                       : kind == 3 ? 0
                                   : (i % 7 ? 800 : 1600));
        for (guint i = 0; i < n; i++)
          follows[i] = kind != 1 || g_rand_boolean (rand);
        artefacts = bw_artefacts_new (time, follows, n, NULL);
        if (kind == 0 || kind == 3)
          g_assert_cmpuint (artefacts->n_artefacts, ==, 0);
        g_assert_cmpuint (artefacts->n_beats, <=, 3 * n + 3);
        for (guint v = 0; v < BW_BEAT_N_VERDICTS; v++)
          total += artefacts->counts[v];
        g_assert_cmpuint (total, ==, n);
        nn = bw_artefacts_get_nn (artefacts, 1);
        for (guint i = 0; i < nn->n; i++)
          g_assert_true (isfinite (nn->rr_ms[i]) && nn->rr_ms[i] >= 0);
      }
  g_rand_free (rand);
}

/* What was found, given back, is corrected alike; a verdict taken back leaves the beat alone, one
 * added removes it. */
static void
test_overruled (void)
{
  double time[N];
  guint8 verdict[N];
  g_autoptr (BwArtefacts) found = NULL;
  g_autoptr (BwArtefacts) again = NULL;
  g_autoptr (BwArtefacts) other = NULL;

  draw_beats (time, N, 3);
  time[70] -= 280;
  time[140] -= 280;
  found = bw_artefacts_new (time, NULL, N, NULL);
  g_assert_cmpuint (found->n_artefacts, ==, 2);
  again = bw_artefacts_new_overruled (time, NULL, N, found->verdict, NULL);
  g_assert_cmpuint (again->n_beats, ==, found->n_beats);
  for (guint i = 0; i < N; i++)
    bw_assert_near (again->beats[i].time, found->beats[i].time, 1e-9);

  memcpy (verdict, found->verdict, N);
  verdict[70] = BW_BEAT_NORMAL;
  verdict[20] = BW_BEAT_EXTRA;
  verdict[30] = BW_BEAT_MISSED;
  verdict[40] = BW_BEAT_LONG_SHORT;
  other = bw_artefacts_new_overruled (time, NULL, N, verdict, NULL);
  g_assert_cmpuint (other->n_beats, ==, N);
  g_assert_cmpuint (other->n_artefacts, ==, 4);
  bw_assert_near (other->beats[20].time, time[21], 0);
  bw_assert_near (other->beats[29].time, (time[29] + time[30]) / 2, 1e-9);
  g_assert_cmpint (other->beats[29].origin, ==, -1);
  g_assert_false (other->beats[40].follows);
  bw_assert_near (other->beats[70].time, time[70], 0);
}

/* What is found grows from the lenient choice to the strict, and the standard one is the paper's: beats
 * moved by 100 to 420 ms, in a rhythm that itself changes by some 60 ms, tell them apart. */
static void
test_corrections (void)
{
  guint n_found[BW_N_CORRECTIONS] = { 0 }, n_published = 0;
  BwCorrection correction;

  for (guint seed = 1; seed <= 40; seed++)
    {
      double time[N];
      g_autoptr (BwArtefacts) published = NULL;

      draw_beats (time, N, seed);
      for (guint i = 20; i < N; i += 20)
        time[i] -= 60 + 2 * i;
      published = bw_artefacts_new (time, NULL, N, NULL);
      n_published += published->n_artefacts;
      for (guint c = BW_CORRECTION_LENIENT; c < BW_N_CORRECTIONS; c++)
        {
          const BwArtefactOptions options = {
            .min_threshold = BW_ARTEFACTS_MIN_THRESHOLD_MS,
            .alpha = bw_correction_get_alpha (c),
          };
          g_autoptr (BwArtefacts) found = bw_artefacts_new (time, NULL, N, &options);

          n_found[c] += found->n_artefacts;
          if (c == BW_CORRECTION_STANDARD)
            g_assert_cmpmem (found->verdict, N, published->verdict, N);
        }
    }
  g_test_message ("lenient %u, standard %u, strict %u", n_found[BW_CORRECTION_LENIENT],
                  n_found[BW_CORRECTION_STANDARD], n_found[BW_CORRECTION_STRICT]);
  g_assert_cmpuint (n_found[BW_CORRECTION_STANDARD], ==, n_published);
  g_assert_cmpuint (n_found[BW_CORRECTION_LENIENT], >, 0);
  g_assert_cmpuint (n_found[BW_CORRECTION_LENIENT], <, n_found[BW_CORRECTION_STANDARD]);
  g_assert_cmpuint (n_found[BW_CORRECTION_STANDARD], <, n_found[BW_CORRECTION_STRICT]);

  for (guint c = 0; c < BW_N_CORRECTIONS; c++)
    {
      g_assert_true (bw_correction_from_id (bw_correction_get_id (c), &correction));
      g_assert_cmpuint (correction, ==, c);
      g_assert_cmpstr (bw_correction_get_text (c), !=, "");
    }
  g_assert_false (bw_correction_from_id ("Standard", &correction));
  g_assert_false (bw_correction_from_id (NULL, &correction));
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* As numpy.quantile () has it, of those of @x around @at that are valid, by the definition. */
static double
get_quantile (const double *x,
              const guint8 *valid,
              guint         n,
              guint         at,
              guint         half,
              gboolean      absolute,
              double        p)
{
  double values[200], position;
  guint m = 0, below;

  for (guint i = at > half ? at - half : 0; i < n && i <= at + half; i++)
    if (valid[i])
      values[m++] = absolute ? fabs (x[i]) : x[i];
  if (m == 0)
    return 0;
  qsort (values, m, sizeof *values, compare_doubles);
  position = p * (m - 1);
  below = MIN ((guint) position, m - 1);
  return values[below] + (position - below) * (values[MIN (below + 1, m - 1)] - values[below]);
}

/* The running quantiles are those of 91 and of 11 beats around each, truncated at the ends, without
 * what is not valid. */
static void
test_windows (void)
{
  enum { MOST = 700 };
  static const BwArtefactOptions options = { .min_threshold = 1e-3 };
  GRand *rand = bw_random_new (8, "windows");
  double x[MOST], found[MOST], level[MOST];
  guint8 valid[MOST];

  for (guint n = 1; n <= MOST; n = n < 100 ? n + 1 : n * 2 - 1)
    {
      for (guint i = 0; i < n; i++)
        {
          x[i] = 30 * bw_random_normal (rand);
          valid[i] = g_rand_int_range (rand, 0, 10) > 0 && (i < 250 || i > 350);
        }
      bw_artefacts_compute_threshold (found, x, valid, n, &options);
      bw_artefacts_compute_level (level, x, valid, n);
      for (guint i = 0; i < n; i++)
        {
          const double range = get_quantile (x, valid, n, i, 45, TRUE, 0.75)
                               - get_quantile (x, valid, n, i, 45, TRUE, 0.25);

          bw_assert_near (found[i], MAX (5.2 * range / 2, 1e-3), 1e-9);
          bw_assert_near (level[i], get_quantile (x, valid, n, i, 5, FALSE, 0.5), 1e-9);
        }
    }
  g_rand_free (rand);
}

static void
test_names (void)
{
  BwBeatVerdict verdict;

  for (int v = BW_BEAT_NORMAL; v < BW_BEAT_N_VERDICTS; v++)
    {
      g_assert_cmpstr (bw_beat_verdict_get_id (v), !=, "");
      g_assert_cmpstr (bw_beat_verdict_get_text (v), !=, "");
      g_assert_true (bw_beat_verdict_from_id (bw_beat_verdict_get_id (v), &verdict));
      g_assert_cmpint (verdict, ==, v);
    }
  g_assert_false (bw_beat_verdict_from_id ("Normal", &verdict));
  g_assert_false (bw_beat_verdict_from_id (NULL, &verdict));
  g_assert_cmpstr (bw_beat_verdict_get_id (BW_BEAT_LONG_SHORT), ==, "long-short");

  /* as published, half as much again, and two thirds of it */
  bw_assert_near (bw_correction_get_alpha (BW_CORRECTION_NONE), 0, 0);
  bw_assert_near (bw_correction_get_alpha (BW_CORRECTION_LENIENT), 7.8, 0);
  bw_assert_near (bw_correction_get_alpha (BW_CORRECTION_STANDARD), 5.2, 0);
  bw_assert_near (bw_correction_get_alpha (BW_CORRECTION_STRICT), 3.5, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/artefacts/reference-peaks", test_reference_peaks);
  g_test_add_func ("/signal/artefacts/clean", test_clean);
  g_test_add_func ("/signal/artefacts/kinds", test_kinds);
  g_test_add_func ("/signal/artefacts/gaps", test_gaps);
  g_test_add_func ("/signal/artefacts/windows", test_windows);
  g_test_add_func ("/signal/artefacts/scale", test_scale);
  g_test_add_func ("/signal/artefacts/coarse-clock", test_coarse_clock);
  g_test_add_func ("/signal/artefacts/series", test_series);
  g_test_add_func ("/signal/artefacts/degenerate", test_degenerate);
  g_test_add_func ("/signal/artefacts/overruled", test_overruled);
  g_test_add_func ("/signal/artefacts/corrections", test_corrections);
  g_test_add_func ("/signal/artefacts/names", test_names);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "signal/bw-hrv-compare.h"
#include "signal/bw-hrv-metric.h"
#include "signal/bw-hrv-track.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Prints how long the metrics of five minutes and of a day take; and, where a python3 with numpy and
 * scipy is found, beside the same metrics there on the same machine, run after it (scipy-hrv.py in
 * the same folder as this file). --no-scipy leaves that out. */

#define FIVE_MINUTES 375
#define DAY 110000

typedef struct
{
  BwRr *minutes, *others, *day, *other_day;
} Bench;

/* Whole milliseconds, with slow waves, waves of ten seconds, breath, and noise. */
static BwRr *
draw_rhythm (guint       n,
             const char *name)
{
  GRand *rand = bw_random_new (1, name);
  g_autofree double *rr = g_new (double, n);
  BwRr *series;

  for (guint i = 0; i < n; i++)
    rr[i] = round (790 + 60 * sin (i * 0.0007) + 30 * sin (i * 0.5) + 25 * sin (i * 1.45)
                   + 15 * bw_random_normal (rand));
  series = bw_rr_from_numbers (rr, n, NULL);
  g_rand_free (rand);
  return series;
}

static const BwHrvOptions as_it_is = { .no_correction = TRUE };

static void
do_time (Bench *b)
{
  BwHrvTime time;

  bw_hrv_time (&time, b->minutes, 0);
}

static void
do_welch (Bench *b)
{
  g_auto (BwHrvSpectrum) spectrum = { 0 };

  bw_hrv_welch (&spectrum, b->minutes, BW_HRV_WINDOW_S);
}

static void
do_lomb (Bench *b)
{
  g_auto (BwHrvSpectrum) spectrum = { 0 };

  bw_hrv_lomb (&spectrum, b->minutes, BW_HRV_WINDOW_S);
}

static void
do_entropies (Bench *b)
{
  BwHrvEntropy entropy;

  bw_hrv_entropy (&entropy, b->minutes, BW_HRV_ENTROPY_TOLERANCE);
}

static void
do_dfa (Bench *b)
{
  BwDfa dfa;

  bw_hrv_dfa (&dfa, b->minutes);
}

static void
do_all (Bench *b)
{
  bw_hrv_free (bw_hrv_compute (b->minutes, &as_it_is));
}

static void
do_corrected (Bench *b)
{
  bw_hrv_free (bw_hrv_compute (b->minutes, NULL));
}

static void
do_day (Bench *b)
{
  g_autoptr (BwHrv) hrv = bw_hrv_compute (b->day, NULL);

  bw_hrv_track_free (bw_hrv_track_new (hrv->nn, 0, 0, NULL));
}

static void
do_day_track (Bench *b)
{
  bw_hrv_track_free (bw_hrv_track_new (b->day, 0, 0, NULL));
}

static void
do_day_entropies (Bench *b)
{
  BwHrvEntropy entropy;

  bw_hrv_entropy (&entropy, b->day, BW_HRV_ENTROPY_TOLERANCE);
}

static void
do_day_artefacts (Bench *b)
{
  bw_artefacts_free (bw_artefacts_new_for_rr (b->day, NULL, NULL));
}

static void
compare_rhythms (const BwRr *a,
                 const BwRr *b)
{
  g_autoptr (BwHrv) hrv_a = bw_hrv_compute (a, &as_it_is);
  g_autoptr (BwHrv) hrv_b = bw_hrv_compute (b, &as_it_is);
  g_autoptr (GArray) differences = bw_hrv_compare (hrv_a, hrv_b, 1, NULL);
}

static void
do_compare (Bench *b)
{
  compare_rhythms (b->minutes, b->others);
}

static void
do_compare_days (Bench *b)
{
  compare_rhythms (b->day, b->other_day);
}

static const struct
{
  const char *name; /* (nullable): of scipy's figure */
  const char *words;
  void (*work) (Bench *b);
  guint runs;
  double goal;      /* times scipy; 0 none */
  double longest_s; /* 0 none */
} works[] = {
  { "time", "5 minutes: time domain, histogram", do_time, 501, 0, 0 },
  { "welch", "5 minutes: Welch", do_welch, 501, 0, 0 },
  { "lomb", "5 minutes: Lomb-Scargle", do_lomb, 501, 0, 0 },
  { "entropies", "5 minutes: entropies", do_entropies, 501, 0, 0 },
  { "dfa", "5 minutes: DFA", do_dfa, 501, 0, 0 },
  { "all", "5 minutes: all metrics", do_all, 501, 20, 0 },
  { NULL, "5 minutes: all metrics, artefacts corrected", do_corrected, 501, 0, 0 },
  { NULL, "5 minutes: compared with others", do_compare, 21, 0, 0.1 },
  { NULL, "a day: all of it, artefacts and spectrogram too", do_day, 7, 0, 1 },
  { NULL, "a day: artefacts", do_day_artefacts, 7, 0, 0 },
  { NULL, "a day: entropies", do_day_entropies, 7, 0, 0 },
  { NULL, "a day: spectrogram", do_day_track, 7, 0, 0 },
  { NULL, "a day: compared with another", do_compare_days, 3, 0, 3 },
};

static int
compare (const void *a,
         const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Median seconds. */
static double
measure (Bench *b,
         guint  which)
{
  g_autofree double *times = g_new (double, works[which].runs);

  works[which].work (b);
  for (guint r = 0; r < works[which].runs; r++)
    {
      gint64 start = g_get_monotonic_time ();

      works[which].work (b);
      times[r] = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
    }
  qsort (times, works[which].runs, sizeof *times, compare);
  return times[works[which].runs / 2];
}

/* scipy's numbers by name, or NULL where it cannot be asked. */
static GHashTable *
ask_scipy (const BwRr *rr)
{
  const char *const pythons[] = { "python3", "/usr/bin/python3" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = NULL;
  GHashTable *numbers = NULL;
  int fd = g_file_open_tmp ("bench-hrv-XXXXXX.txt", &path, NULL);

  if (fd < 0)
    return NULL;
  for (guint i = 0; i < rr->n; i++)
    g_string_append_printf (text, "%.0f\n", rr->rr_ms[i]);
  g_close (fd, NULL);
  g_file_set_contents (path, text->str, -1, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (pythons) && numbers == NULL; i++)
    {
      const char *argv[] = { pythons[i], BENCH_FOLDER "/scipy-hrv.py", path, NULL };
      g_autofree char *out = NULL;
      g_auto (GStrv) lines = NULL;
      int status;

      if (!g_spawn_sync (NULL, (char **) argv, NULL,
                         G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL,
                         &status, NULL)
          || status != 0)
        continue;
      numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      lines = g_strsplit (out, "\n", -1);
      for (guint l = 0; lines[l]; l++)
        {
          char *space = strchr (lines[l], ' ');
          double value;

          if (!space)
            continue;
          *space = '\0';
          value = g_ascii_strtod (space + 1, NULL);
          g_hash_table_insert (numbers, g_strdup (lines[l]), g_memdup2 (&value, sizeof value));
        }
    }
  g_unlink (path);
  return numbers;
}

/* That it is the same work. */
static void
print_agreement (const BwRr *rr,
                 GHashTable *theirs)
{
  g_autoptr (BwHrv) hrv = bw_hrv_compute (rr, &as_it_is);
  double worst = 0;
  const char *which = "";
  guint n = 0;

  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      const double *value = g_hash_table_lookup (theirs, bw_metric_get_key (m));
      double ours, difference;

      if (value == NULL || !bw_metric_get_value (m, hrv, &ours))
        continue;
      n++;
      difference = fabs (ours - *value) / MAX (fabs (*value), 1e-12);
      if (difference > worst)
        {
          worst = difference;
          which = bw_metric_get_key (m);
        }
    }
  g_print ("%u metrics agree with scipy's to %.1g (%s)\n", n, worst, which);
}

int
main (int    argc,
      char **argv)
{
  const gboolean scipy = argc < 2 || !g_str_equal (argv[1], "--no-scipy");
  Bench b = {
    draw_rhythm (FIVE_MINUTES, "minutes"),
    draw_rhythm (FIVE_MINUTES, "other minutes"),
    draw_rhythm (DAY, "day"),
    draw_rhythm (DAY, "other day"),
  };
  double ours[G_N_ELEMENTS (works)];
  g_autoptr (GHashTable) theirs = NULL;

  setlocale (LC_ALL, "");
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      ours[i] = measure (&b, i);
      g_print ("%-50s %10.3f ms", works[i].words, 1000 * ours[i]);
      if (works[i].longest_s > 0)
        g_print (" (goal: below %.0f)", 1000 * works[i].longest_s);
      g_print ("\n");
    }

  theirs = scipy ? ask_scipy (b.minutes) : NULL;
  if (theirs == NULL)
    g_print ("scipy was not asked.\n");
  else
    print_agreement (b.minutes, theirs);
  for (guint i = 0; theirs != NULL && i < G_N_ELEMENTS (works); i++)
    {
      g_autofree char *key = g_strconcat ("seconds.", works[i].name, NULL);
      const double *seconds = works[i].name ? g_hash_table_lookup (theirs, key) : NULL;

      if (seconds == NULL)
        continue;
      g_print ("%-50s scipy: %10.3f ms, ours %.1f times", works[i].words, 1000 * *seconds,
               *seconds / ours[i]);
      if (works[i].goal > 0)
        g_print (" (goal %.0f)", works[i].goal);
      g_print ("\n");
    }
  bw_rr_free (b.minutes);
  bw_rr_free (b.others);
  bw_rr_free (b.day);
  bw_rr_free (b.other_day);
  return 0;
}

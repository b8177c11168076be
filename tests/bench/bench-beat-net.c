/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-beat-trainer.h"
#include "nn/bw-kernels.h"
#include "nn/bw-params.h"

#include <stdlib.h>
#include <string.h>

/* Prints how fast the nets of the comparator are trained and used, with one thread and two; and,
 * where a python3 with torch is found, beside PyTorch on the same machine, run after it
 * (pytorch-beat-net.py in the same folder as this file). --no-torch leaves that out. */

#define SAMPLES 384
#define BEATS 256
#define STEPS 41 /* of an epoch: 64 pairs or 128 beats each */
#define QUERIES 128
#define REFERENCES 100
#define BATCHES 16 /* of 128 beats to classify */

typedef struct
{
  BwBeatNet *comparator, *classifier;
  BwBeatTrainer *pairs, *beats;
  BwPool *pool;
  float *waves, *labels, *logits;
} Bench;

static void
train_comparator (Bench *b)
{
  for (guint i = 0; i < STEPS; i++)
    bw_beat_trainer_step (b->pairs, b->waves, b->waves + 64 * SAMPLES, b->labels, 64, 1e-3, NULL);
}

static void
train_classifier (Bench *b)
{
  for (guint i = 0; i < STEPS; i++)
    bw_beat_trainer_step (b->beats, b->waves, NULL, b->labels, 128, 1e-3, NULL);
}

static void
evaluate (Bench *b)
{
  g_autoptr (BwBeatFeatures) queries = bw_beat_net_encode (b->comparator, b->waves, QUERIES,
                                                           b->pool);
  g_autoptr (BwBeatFeatures) references =
    bw_beat_net_encode (b->comparator, b->waves + QUERIES * SAMPLES, REFERENCES, b->pool);

  bw_beat_net_compare (b->comparator, b->logits, queries, references, b->pool, NULL);
}

static void
classify (Bench *b)
{
  for (guint i = 0; i < BATCHES; i++)
    bw_beat_net_classify (b->classifier, b->logits, b->waves, 128, b->pool);
}

static const struct
{
  const char *name, *words, *unit;
  void (*work) (Bench *b);
  double amount; /* in units */
  double goal;   /* times PyTorch */
} works[] = {
  { "train-comparator", "training epoch of the comparator, 41 x 64 pairs", "s", train_comparator, 0,
    6 },
  { "train-classifier", "training epoch of the classifier, 41 x 128 beats", "s", train_classifier,
    0, 0 },
  { "evaluate", "evaluation, each beat against 100 references", "beats/s", evaluate, QUERIES, 10 },
  { "classify", "classifier, batches of 128", "beats/s", classify, BATCHES * 128, 5 },
};

static int
compare (const void *a,
         const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Median seconds of at least 9 runs and a second. */
static double
measure (Bench *b,
         guint  which)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  const gint64 begin = g_get_monotonic_time ();

  works[which].work (b);
  while (times->len < 9 || g_get_monotonic_time () - begin < G_USEC_PER_SEC)
    {
      gint64 start = g_get_monotonic_time ();
      double seconds;

      works[which].work (b);
      seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
      g_array_append_val (times, seconds);
    }
  qsort (times->data, times->len, sizeof (double), compare);
  return g_array_index (times, double, times->len / 2);
}

/* PyTorch's seconds by name, or NULL where it cannot be asked. */
static GHashTable *
ask_pytorch (void)
{
  const char *const pythons[] = { "python3", "/usr/bin/python3" };
  const char *script = BENCH_FOLDER "/pytorch-beat-net.py";

  for (guint i = 0; i < G_N_ELEMENTS (pythons); i++)
    {
      const char *argv[] = { pythons[i], script, NULL };
      g_autofree char *out = NULL;
      g_auto (GStrv) lines = NULL;
      GHashTable *seconds;
      int status;

      if (!g_spawn_sync (NULL, (char **) argv, NULL,
                         G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL,
                         &status, NULL)
          || status != 0)
        continue;
      seconds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      lines = g_strsplit (out, "\n", -1);
      for (guint l = 0; lines[l]; l++)
        {
          char *space = strchr (lines[l], ' ');
          double value;

          if (!space)
            continue;
          *space = '\0';
          value = g_ascii_strtod (space + 1, NULL);
          g_hash_table_insert (seconds, g_strdup (lines[l]), g_memdup2 (&value, sizeof value));
        }
      return seconds;
    }
  return NULL;
}

static void
print_figure (guint  which,
              double seconds)
{
  if (works[which].amount > 0)
    g_print ("%10.0f %s", works[which].amount / seconds, works[which].unit);
  else
    g_print ("%10.3f %s", seconds, works[which].unit);
}

int
main (int    argc,
      char **argv)
{
  const gboolean torch = argc < 2 || !g_str_equal (argv[1], "--no-torch");
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (BwFloats) waves = bw_floats_new (BEATS * SAMPLES), labels = bw_floats_new (128);
  g_autoptr (BwFloats) logits = bw_floats_new (QUERIES * REFERENCES);
  g_autoptr (BwBeatNet) comparator = bw_beat_net_new (BW_BEAT_NET_COMPARATOR, SAMPLES);
  g_autoptr (BwBeatNet) classifier = bw_beat_net_new (BW_BEAT_NET_CLASSIFIER, SAMPLES);
  double best[G_N_ELEMENTS (works)];
  g_autoptr (GHashTable) seconds = NULL;

  bw_floats_fill_uniform (waves, BEATS * SAMPLES, 170, rand);
  for (guint i = 0; i < 128; i++)
    labels[i] = (float) g_rand_int_range (rand, 0, 2);
  bw_beat_net_reset (comparator, rand);
  bw_beat_net_reset (classifier, rand);

  g_print ("nets of the comparator; medians; kernels: %s\n", bw_kernels_get ()->name);
  for (guint threads = 1; threads <= 2; threads++)
    {
      g_autoptr (BwPool) pool = bw_pool_new (threads);
      g_autoptr (BwBeatTrainer) pairs = bw_beat_trainer_new (comparator, 64, pool);
      g_autoptr (BwBeatTrainer) beats = bw_beat_trainer_new (classifier, 128, pool);
      Bench b = { comparator, classifier, pairs, beats, pool, waves, labels, logits };

      for (guint i = 0; i < G_N_ELEMENTS (works); i++)
        {
          best[i] = measure (&b, i);
          g_print ("%-50s %u thread%s ", works[i].words, threads, threads == 1 ? ": " : "s:");
          print_figure (i, best[i]);
          g_print ("\n");
        }
    }

  seconds = torch ? ask_pytorch () : NULL;
  if (!seconds)
    {
      g_print ("PyTorch was not asked.\n");
      return 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      const double *theirs = g_hash_table_lookup (seconds, works[i].name);

      if (!theirs)
        continue;
      g_print ("%-50s PyTorch:   ", works[i].words);
      print_figure (i, *theirs);
      g_print (", ours %.1f times", *theirs / best[i]);
      if (works[i].goal > 0)
        g_print (" (goal %.0f)", works[i].goal);
      g_print ("\n");
    }
  return 0;
}

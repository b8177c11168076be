/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "ecg-days.h"

#include <math.h>
#include <string.h>

#include "base/bw-time.h"
#include "store/bw-imports.h"

#define RATE 512

static const BwBeatRecording *
get (const BwBeatSet *set,
     guint            r)
{
  return &g_array_index (set->recordings, BwBeatRecording, r);
}

/* How many beats rpeaks.csv counts, by file name. */
static GHashTable *
read_counts (void)
{
  g_autofree char *path = bw_test_shared ("data/ecg-glucose/rpeaks.csv");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint l = 1; lines[l] != NULL && *lines[l] != '\0'; l++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[l], ",", -1);
      guint n = (guint) g_ascii_strtoull (cells[3], NULL, 10);

      g_hash_table_insert (counts, g_path_get_basename (cells[0]), GUINT_TO_POINTER (n));
    }
  return counts;
}

static guint
count_beats (const BwBeatSet *set,
             const GArray    *days,
             BwLabel          label)
{
  guint n = 0;

  for (guint r = 0; r < set->recordings->len; r++)
    if (get (set, r)->label == label && bw_beat_days_contain (days, get (set, r)->day))
      n += get (set, r)->n_beats;
  return n;
}

/* The number in “ecg_2023-09-21_12.csv”, 0 in the one without; 1.5 for “_1-1”. */
static double
number_of (const char *name)
{
  const char *number = strchr (name + strlen ("ecg_"), '_');

  if (number == NULL)
    return 0;
  return g_ascii_strtod (number + 1, NULL) + (strchr (number, '-') != NULL ? 0.5 : 0);
}

static void
test_days (void)
{
  BwLibrary *library = ecg_days_open ();
  g_autoptr (BwBeatSet) set = NULL;
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (GArray) training = ecg_days_training ();
  g_autoptr (GArray) validation = ecg_days_validation ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autofree char *all = NULL, *some = NULL, *others = NULL;

  if (library == NULL)
    return;
  set = bw_beat_set_read (library, TRUE, "", 1, NULL, NULL, &error);
  g_assert_no_error (error);
  counts = read_counts ();
  g_assert_cmpuint (set->recordings->len, ==, ECG_DAYS_N_RECORDINGS);
  for (guint r = 0, first = 0; r < set->recordings->len; r++)
    {
      const BwBeatRecording *recording = get (set, r);
      g_autofree char *day = g_strdup_printf ("ecg_%04u-%02u-%02u", recording->day / 10000,
                                              recording->day / 100 % 100, recording->day % 100);
      gpointer expected = g_hash_table_lookup (counts, recording->name);

      g_assert_cmpuint (recording->first, ==, first);
      g_assert_cmpuint (recording->n_beats, ==, GPOINTER_TO_UINT (expected));
      g_assert_null (recording->why_not);
      g_assert_false (recording->time_known);
      g_assert_true (g_str_has_prefix (recording->name, day));
      for (guint b = first; b < first + recording->n_beats; b++)
        g_assert_cmpuint (set->recording[b], ==, r);
      g_assert_cmpfloat (recording->hr_bpm, >, 40);
      g_assert_cmpfloat (recording->hr_bpm, <, 100);
      if (r > 0 && get (set, r - 1)->day == recording->day)
        g_assert_cmpfloat (number_of (get (set, r - 1)->name), <, number_of (recording->name));
      else if (r > 0)
        g_assert_cmpuint (get (set, r - 1)->day, <, recording->day);
      first += recording->n_beats;
    }

  /* The published numbers of beats. */
  g_assert_cmpuint (count_beats (set, training, BW_LABEL_FASTING), ==, 3069);
  g_assert_cmpuint (count_beats (set, training, BW_LABEL_GLUCOSE), ==, 2294);
  g_assert_cmpuint (count_beats (set, validation, BW_LABEL_FASTING), ==, 978);
  g_assert_cmpuint (count_beats (set, validation, BW_LABEL_GLUCOSE), ==, 1193);

  /* The first beat, as its file and rpeaks.csv have it: its R peak is sample 1912, the next 2367.
   */
  g_assert_cmpstr (get (set, 0)->name, ==, "ecg_2023-09-21.csv");
  g_assert_cmpfloat (set->waves[BW_BEAT_SAMPLES - 1], ==, 2367 - 1912);
  {
    g_autofree char *path = bw_test_shared ("data/ecg-glucose/0921/fast1/ecg_2023-09-21.csv");
    g_autofree char *text = NULL;
    g_auto (GStrv) lines = NULL;

    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    lines = g_strsplit (text, "\n", -1);
    for (guint i = 0; i < BW_BEAT_SAMPLES - 1; i++)
      g_assert_cmpfloat (set->waves[i], ==, (float) g_ascii_strtod (lines[1912 - 128 + i], NULL));
  }

  all = bw_beat_set_fingerprint (set, NULL);
  some = bw_beat_set_fingerprint (set, training);
  set->waves[get (set, set->recordings->len - 1)->first] += 1;
  others = bw_beat_set_fingerprint (set, validation);
  g_assert_cmpuint (strlen (all), ==, 64);
  g_assert_cmpstr (all, !=, some);
  g_clear_pointer (&all, g_free);
  all = bw_beat_set_fingerprint (set, validation);
  g_assert_cmpstr (all, ==, others); /* 1008 is none of these */
  g_clear_pointer (&all, g_free);
  all = bw_beat_set_fingerprint (set, training);
  g_assert_cmpstr (all, !=, some);

  g_cancellable_cancel (cancelled);
  g_assert_null (bw_beat_set_read (library, TRUE, "", 1, NULL, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ecg_days_close (library);
}

/* --- What is not as it should be -------------------------------------------------------------- */

/* A heart of 60 beats a minute at any rate: a Gaussian R of 8 ms, a T of 50 ms at 0.3 s. */
static double
heart (double seconds)
{
  double t = seconds - rint (seconds), after = seconds - 0.3 - rint (seconds - 0.3);

  return 1000 * exp (-0.5 * pow (t / 0.008, 2)) + 250 * exp (-0.5 * pow (after / 0.05, 2));
}

static GArray *
make_samples (double rate_hz,
              double seconds,
              double gain)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (guint i = 0; i < rate_hz * seconds; i++)
    {
      gint32 nv = (gint32) rint (1000 * gain * heart (i / rate_hz));

      g_array_append_val (samples, nv);
    }
  return samples;
}

static void
add (BwLibrary  *library,
     const char *name,
     const char *start,
     gboolean    time_known,
     BwLabel     label,
     double      rate_hz,
     GArray     *samples)
{
  BwRecording recording = {
    .name = (char *) name,
    .time_known = time_known,
    .rate_hz = rate_hz,
    .n_samples = samples->len,
    .lead = (char *) "Lead I",
    .classification = (char *) "",
    .symptoms = (char *) "",
    .device = (char *) "",
    .software = (char *) "",
    .note = (char *) "",
    .label = label,
  };
  g_autoptr (GError) error = NULL;
  gboolean is_new;
  gint64 import_id;

  g_assert_true (bw_time_parse (start, strlen (start), &recording.start_ms, NULL));
  bw_library_begin (library, &error);
  g_assert_no_error (error);
  import_id = bw_library_begin_import (library, name, "apple-ecg", &error);
  g_assert_no_error (error);
  bw_library_add_recording (library, import_id, &recording, (const gint32 *) (void *) samples->data,
                            &is_new, &error);
  g_assert_no_error (error);
  bw_library_commit (library, &error);
  g_assert_no_error (error);
  g_array_unref (samples);
}

static void
test_made_up (void)
{
  char *folder = bw_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "a.beatwise", NULL);
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwBeatSet) set = NULL, labelled = NULL;
  g_autoptr (GError) error = NULL;
  static const char *const names[] = { "late", "ecg.csv", "ecg_2.csv", "ecg_10.csv", "early" };
  const float *upright;

  library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  bw_library_set_setting (library, "zone", "Europe/Berlin", NULL);
  add (library, "early", "2023-09-21T22:30:00Z", TRUE, BW_LABEL_GLUCOSE, RATE,
       make_samples (RATE, 20, 1)); /* the 22nd in Berlin */
  add (library, "late", "2023-09-21T21:30:00Z", TRUE, BW_LABEL_FASTING, 300,
       make_samples (300, 20, 1));
  add (library, "ecg_10.csv", "2023-09-21T12:00:00Z", FALSE, BW_LABEL_NONE, 1000,
       make_samples (1000, 20, -1)); /* the wrong way round */
  add (library, "ecg_2.csv", "2023-09-21T12:00:00Z", FALSE, BW_LABEL_FASTING, 40,
       make_samples (40, 20, 1));
  add (library, "ecg.csv", "2023-09-21T12:00:00Z", FALSE, BW_LABEL_FASTING, RATE,
       make_samples (RATE, 1, 1));

  set = bw_beat_set_read (library, FALSE, "", 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (set->recordings->len, ==, 5);
  for (guint r = 0; r < 5; r++)
    {
      g_assert_cmpstr (get (set, r)->name, ==, names[r]);
      g_assert_cmpuint (get (set, r)->day, ==, r < 4 ? 20230921 : 20230922);
      g_assert_cmpint (get (set, r)->n_beats == 0, ==, get (set, r)->why_not != NULL);
    }
  g_assert_cmpstr (get (set, 1)->why_not, ==, "It is too short to find heartbeats in.");
  g_assert_cmpstr (get (set, 2)->why_not, ==,
                   "It has too few samples a second to find heartbeats in.");

  /* At every rate the same heart gives the same beats, upright. Peaks lie on samples: off by as
   * much as half of one at the lowest rate. */
  upright = set->waves + (gsize) get (set, 4)->first * BW_BEAT_SAMPLES;
  for (guint r = 0; r < 5; r++)
    for (guint b = get (set, r)->first; b < get (set, r)->first + get (set, r)->n_beats; b++)
      {
        const float *wave = set->waves + (gsize) b * BW_BEAT_SAMPLES;

        bw_assert_near ((double) wave[BW_BEAT_SAMPLES - 1], RATE, 1e-3);
        for (guint i = 0; i < BW_BEAT_SAMPLES - 1; i++)
          bw_assert_near ((double) wave[i], (double) upright[i], r == 0 ? 5 : 1);
      }
  g_assert_cmpuint (get (set, 0)->n_beats, ==, get (set, 4)->n_beats);
  g_assert_cmpuint (get (set, 3)->n_beats, ==, get (set, 4)->n_beats);
  g_assert_cmpuint (get (set, 4)->n_beats, >=, 14);
  bw_assert_near (get (set, 3)->hr_bpm, 60, 1e-6);

  labelled = bw_beat_set_read (library, TRUE, "", 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (labelled->recordings->len, ==, 4);
  g_clear_pointer (&library, bw_library_close);
  bw_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator/beat-set/days", test_days);
  g_test_add_func ("/comparator/beat-set/made-up", test_made_up);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "export/bw-export-ecg.h"
#include "export/bw-export-labels.h"
#include "import/bw-import.h"
#include "import/bw-label-csv.h"

#include "bw-test.h"

#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

/* What is written is read back by the door it comes in by. */

typedef struct
{
  char *folder;
  BwLibrary *library;
  BwRecording recording;
  gint32 *samples_nv;
} Fixture;

static gint64
at (const char *time)
{
  gint64 ms;

  g_assert_true (bw_time_parse (time, strlen (time), &ms, NULL));
  return ms;
}

static void
fill_samples (Fixture *f,
              guint    n,
              gint32   range_nv)
{
  GRand *rand = g_rand_new_with_seed (n);

  g_free (f->samples_nv);
  f->recording.n_samples = n;
  f->samples_nv = g_new (gint32, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    f->samples_nv[i] = g_rand_int_range (rand, -(range_nv / 3), range_nv - range_nv / 3 + 1);
  g_rand_free (rand);
}

static void
fixture_open (Fixture *f)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  f->folder = bw_test_make_folder ();
  path = g_build_filename (f->folder, "me.beatwise", NULL);
  f->library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  f->recording = (BwRecording) {
    .name = g_strdup ("ecg_2023-03-04_2.csv"),
    .start_ms = at ("2023-03-04 20:59:13.250 -0530"),
    .offset_min = -330,
    .time_known = TRUE,
    .rate_hz = 512.508,
    .lead = g_strdup ("Lead I"),
    .classification = g_strdup ("Sinus Rhythm, \"maybe\""),
    .symptoms = g_strdup (""),
    .device = g_strdup ("Watch6,7"),
    .software = g_strdup ("1.90"),
    .note = g_strdup (""),
  };
  fill_samples (f, 15360, 4000000);
}

static void
fixture_clear (Fixture *f)
{
  bw_recording_clear (&f->recording);
  g_clear_pointer (&f->samples_nv, g_free);
  g_clear_pointer (&f->library, bw_library_close);
  g_clear_pointer (&f->folder, bw_test_remove_folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

typedef gboolean (*Export) (const char         *path,
                            const BwExportEcg  *ecg,
                            GCancellable       *cancellable,
                            GError            **error);

/* Exports, imports into the library, and reads what came in. Returns: how many were new */
static guint64
go_round (Fixture      *f,
          Export        export,
          const char   *name,
          BwRecording **back,
          GArray      **samples_nv)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  const char *const paths[] = { path, NULL };
  const BwExportEcg ecg = { .recording = &f->recording, .samples_nv = f->samples_nv };
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GArray) recordings = NULL;
  g_autoptr (GError) error = NULL;
  guint before, after;

  recordings = bw_library_read_recordings (f->library, NULL);
  before = recordings->len;
  g_clear_pointer (&recordings, g_array_unref);

  export (path, &ecg, NULL, &error);
  g_assert_no_error (error);
  result = bw_import_paths (f->library, paths, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->total->ecgs, ==, 1);
  g_assert_cmpuint (result->total->problems->len, ==, 0);

  recordings = bw_library_read_recordings (f->library, NULL);
  after = recordings->len;
  for (guint i = 0; i < after; i++)
    {
      const BwRecording *r = &g_array_index (recordings, BwRecording, i);

      if (back == NULL || strcmp (r->name, name) != 0)
        continue;
      *back = bw_recording_copy (r);
      *samples_nv = bw_library_read_ecg_nv (f->library, r->id, NULL);
    }
  return after - before;
}

static void
test_csv (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwRecording) back = NULL;
  g_autoptr (GArray) samples_nv = NULL;

  fixture_open (&f);
  f.samples_nv[0] = 0;
  f.samples_nv[1] = -1;
  f.samples_nv[2] = 1000;
  f.samples_nv[3] = -20510;
  f.samples_nv[4] = G_MAXINT32;
  f.samples_nv[5] = -G_MAXINT32;
  f.recording.rate_hz = 512.508006068765;
  g_assert_cmpuint (go_round (&f, bw_export_ecg_csv, "ecg_2023-03-04_2.csv", &back, &samples_nv), ==,
                    1);
  g_assert_cmpmem (samples_nv->data, samples_nv->len * sizeof (gint32), f.samples_nv,
                   f.recording.n_samples * sizeof (gint32));
  g_assert_cmpint (back->start_ms, ==, f.recording.start_ms);
  g_assert_cmpint (back->offset_min, ==, -330);
  g_assert_cmpfloat (back->rate_hz, ==, 512.508006068765);
  g_assert_cmpstr (back->classification, ==, f.recording.classification);
  g_assert_cmpstr (back->device, ==, "Watch6,7");
  g_assert_cmpstr (back->software, ==, "1.90");
  g_assert_cmpstr (back->lead, ==, "Lead I");

  /* The same again, as it was read: nothing is new. */
  g_assert_cmpuint (go_round (&f, bw_export_ecg_csv, "again.csv", NULL, NULL), ==, 0);
}

/* Bytes as a watch writes them. */
static void
test_csv_text (void)
{
  static const char expected[]
    = "Name,\nDate of Birth,\nRecorded Date,2023-03-04 20:59:13 -0530\n"
      "Classification,\"Sinus Rhythm, \"\"maybe\"\"\"\nSymptoms,\nSoftware Version,1.90\n"
      "Device,\"Watch6,7\"\nSample Rate,512 hertz\n\n\nLead,Lead I\nUnit,µV\n\n"
      "-40.944\n0.5\n12\n";
  static const gint32 samples_nv[] = { -40944, 500, 12000 };
  g_auto (Fixture) f = { 0 };
  g_autofree char *path = NULL, *text = NULL, *named = NULL;
  BwExportEcg ecg = { .samples_nv = samples_nv };

  fixture_open (&f);
  path = g_build_filename (f.folder, "x.csv", NULL);
  f.recording.n_samples = 3;
  f.recording.start_ms -= 250;
  f.recording.rate_hz = 512;
  ecg.recording = &f.recording;
  g_assert_true (bw_export_ecg_csv (path, &ecg, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);

  ecg.person_name = "Anna\nB.";
  ecg.date_of_birth = "Jan 1, 2000";
  g_assert_true (bw_export_ecg_csv (path, &ecg, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &named, NULL, NULL));
  g_assert_true (g_str_has_prefix (named, "Name,Anna B.\nDate of Birth,\"Jan 1, 2000\"\n"));
}

/* Only the day is known: it stays so, and with its name the recording is the same. */
static void
test_day_only (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwRecording) back = NULL, renamed = NULL, edf = NULL;
  g_autoptr (GArray) samples_nv = NULL, others_nv = NULL, edf_nv = NULL;

  fixture_open (&f);
  f.recording.time_known = FALSE;
  f.recording.offset_min = 0;
  f.recording.start_ms = at ("2023-03-04 12:00:02 Z");
  g_assert_cmpuint (go_round (&f, bw_export_ecg_csv, "ecg_2023-03-04_2.csv", &back, &samples_nv), ==,
                    1);
  g_assert_false (back->time_known);
  g_assert_cmpint (back->start_ms, ==, f.recording.start_ms);
  go_round (&f, bw_export_ecg_csv, "mine.csv", &renamed, &others_nv);
  g_assert_false (renamed->time_known);
  g_assert_cmpint (renamed->start_ms, ==, at ("2023-03-04 12:00:00 Z"));
  go_round (&f, bw_export_ecg_edf, "mine.edf", &edf, &edf_nv);
  g_assert_false (edf->time_known);
  g_assert_cmpint (edf->start_ms, ==, f.recording.start_ms);
}

static void
check_edf (Fixture *f)
{
  static guint n;
  g_autofree char *name = g_strdup_printf ("x%u.edf", n++);
  g_autoptr (BwRecording) back = NULL;
  g_autoptr (GArray) samples_nv = NULL;
  gint32 low = f->samples_nv[0], high = low;
  double half_step;

  /* Another recording than those before. */
  f->recording.start_ms += BW_TIME_MINUTE;
  f->recording.label = BW_LABEL_GLUCOSE;
  g_assert_cmpuint (go_round (f, bw_export_ecg_edf, name, &back, &samples_nv), ==, 1);
  g_assert_cmpuint (samples_nv->len, ==, f->recording.n_samples);
  g_assert_cmpuint (back->n_samples, ==, f->recording.n_samples);
  for (guint i = 0; i < samples_nv->len; i++)
    {
      low = MIN (low, f->samples_nv[i]);
      high = MAX (high, f->samples_nv[i]);
    }
  /* The range's ends are rounded to what eight characters hold, a sample to a nanovolt. */
  half_step = ((double) high - low + 2 * MAX (1, fabs ((double) MIN (low, -high)) / 1e5)) / 65535 / 2;
  half_step = MAX (half_step, 0.5);
  for (guint i = 0; i < samples_nv->len; i++)
    bw_assert_near (g_array_index (samples_nv, gint32, i), f->samples_nv[i], half_step + 0.5);
  /* Six decimals of a duration are little where it is short. */
  bw_assert_near (back->rate_hz / f->recording.rate_hz, 1,
                  MAX (1e-6, 0.5e-6 * f->recording.rate_hz / f->recording.n_samples));
  if (f->recording.n_samples > 10000)
    bw_assert_near (back->rate_hz, f->recording.rate_hz, 1e-9);
  g_assert_cmpint (back->start_ms, ==, f->recording.start_ms);
  g_assert_cmpint (back->offset_min, ==, f->recording.offset_min);
  g_assert_true (back->time_known);
  g_assert_cmpint (back->label, ==, BW_LABEL_NONE);
}

static void
test_edf (void)
{
  static const double rates[] = { 512, 510.844, 511.562, 512.414, 512.508, 513.625, 125, 1000 };
  static const guint lengths[] = { 15360, 13824, 15361, 14983, 1, 100, 60001, 100003, 123457 };
  static const gint32 ranges[] = { 4000000, 1000, 65535, 65536, 70000, 3, 0, 40000000, 2000000000 };
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwRecording) back = NULL;
  g_autoptr (GArray) samples_nv = NULL;

  fixture_open (&f);
  f.recording.label = BW_LABEL_FASTING;
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      f.recording.rate_hz = rates[i];
      fill_samples (&f, lengths[i % 4], 4000000);
      check_edf (&f);
    }
  f.recording.rate_hz = 512;
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      fill_samples (&f, lengths[i], 4000000);
      if (lengths[i] > 1)
        check_edf (&f);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      fill_samples (&f, 2000, ranges[i]);
      check_edf (&f);
    }
  /* Times before 1970, and those of the next century. */
  fill_samples (&f, 1024, 3000);
  f.recording.start_ms = at ("1969-12-31 23:59:59.999 Z");
  check_edf (&f);
  f.recording.start_ms = at ("2101-02-28 01:00:00 Z");
  check_edf (&f);

  f.recording.start_ms += BW_TIME_MINUTE;
  go_round (&f, bw_export_ecg_edf, "last.edf", &back, &samples_nv);
  g_assert_cmpstr (back->lead, ==, "Lead I");
  g_assert_cmpstr (back->device, ==, "Watch6,7");
}

static void
test_edf_text (void)
{
  g_auto (Fixture) f = { 0 };
  g_autofree char *path = NULL, *text = NULL, *named = NULL;
  BwExportEcg ecg = { 0 };
  gsize length, n;

  fixture_open (&f);
  path = g_build_filename (f.folder, "x.edf", NULL);
  f.recording.rate_hz = 512;
  f.recording.label = BW_LABEL_GLUCOSE;
  g_free (f.recording.lead);
  f.recording.lead = g_strdup ("リードI");
  g_free (f.recording.device);
  f.recording.device = g_strdup ("太郎");
  ecg.recording = &f.recording;
  ecg.samples_nv = f.samples_nv;
  g_assert_true (bw_export_ecg_edf (path, &ecg, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_true (g_str_has_prefix (text, "0       X X X X    "));
  g_assert_cmpint (strncmp (text + 88, "Startdate 04-MAR-2023 X X X UTC-05:30   ", 40), ==, 0);
  g_assert_cmpint (strncmp (text + 168, "04.03.2320.59.13768     EDF+C   ", 32), ==, 0);
  g_assert_cmpint (strncmp (text + 236, "30      1       2   ECG I           EDF Annotations ", 52), ==,
                   0);
  n = 30 * 512 * 2;
  g_assert_cmpuint (length, >, 768 + n);
  g_assert_cmpuint ((length - 768 - n) % 60, ==, 0);
  g_assert_nonnull (memmem (text, length, "+0.25\x14\x14\0+0.25\x14glucose\x14\0+0.25\x14Sinus", 30));
  /* Of a recording that was not analysed no more is known. */
  g_assert_null (memmem (text, length, "QRS", 3));
  for (gsize i = 0; i < 768; i++)
    g_assert_cmpint (text[i], >, 0);

  ecg.person_name = "Ånna van B.";
  ecg.date_of_birth = "Mar 14, 1985";
  g_assert_true (bw_export_ecg_edf (path, &ecg, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &named, NULL, NULL));
  g_assert_cmpint (strncmp (named + 8, "X X 14-MAR-1985 Anna_van_B.  ", 28), ==, 0);

  f.recording.n_samples = 0;
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (bw_export_ecg_edf (path, &ecg, NULL, &error));
    g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  }
}

/* An annotation in each record that begins within it, with room for all; a reader that stops at an empty
 * list finds one in each. */
static void
check_lists (const char          *text,
             gsize                length,
             const BwEcgAnalysis *analysis)
{
  guint n_records = (guint) atoi (text + 236);
  double record_s = g_ascii_strtod (text + 244, NULL);
  guint n_samples = (guint) atoi (text + 256 + 2 * 216);
  guint size = 2 * (guint) atoi (text + 256 + 2 * 216 + 8);
  double start_s = 0;
  guint n_beats = 0, n_flaws = 0;

  g_assert_cmpuint (length, ==, 768 + n_records * (2 * n_samples + size));
  g_assert_cmpuint (2 * n_samples + size, <=, 61440);
  for (guint i = 0; i < n_records; i++)
    {
      const char *list = text + 768 + i * (2 * n_samples + size) + 2 * n_samples;
      const char *end = list + size;

      g_assert_cmpint (end[-1], ==, 0);
      g_assert_cmpint (end[-2], ==, 0);
      for (const char *s = list; *s != 0; s += strlen (s) + 1)
        {
          double at_s = g_ascii_strtod (s, NULL);

          if (s == list && i == 0)
            start_s = at_s;
          if (s == list)
            bw_assert_near (at_s, start_s + i * record_s, 1e-6);
          else
            {
              g_assert_cmpfloat (at_s, >=, start_s + i * record_s - 1e-6);
              g_assert_cmpfloat (at_s, <, start_s + (i + 1) * record_s);
            }
          if (strstr (s, "\x14QRS\x14") != NULL)
            {
              g_assert_cmpuint (n_beats, <, analysis->peaks->n);
              g_assert_cmpuint ((guint) round ((at_s - start_s) * n_samples / record_s), ==,
                                analysis->peaks->peaks[n_beats]);
              n_beats++;
            }
          n_flaws += strchr (s, '\x15') != NULL;
        }
    }
  g_assert_cmpuint (n_beats, ==, analysis->peaks->n);
  g_assert_cmpuint (n_flaws, ==, analysis->n_stretches);
}

static void
test_edf_beats (void)
{
  static const double rates[] = { 512, 512.508, 50 };
  static const guint lengths[] = { 15360, 15361, 30000 };

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_auto (Fixture) f = { 0 };
      guint32 peaks[2000];
      BwRPeaks found = { .peaks = peaks };
      BwEcgStretch stretches[2000];
      BwEcgAnalysis analysis = { .peaks = &found, .stretches = stretches };
      BwExportEcg ecg = { .analysis = &analysis };
      g_autoptr (BwRecording) back = NULL;
      g_autofree char *path = NULL, *text = NULL;
      gsize length;

      fixture_open (&f);
      f.recording.rate_hz = rates[i];
      fill_samples (&f, lengths[i], 4000000);
      /* As many as there can be, and more. */
      for (guint at = 0; at < lengths[i]; at += (guint) (0.31 * rates[i]))
        peaks[found.n++] = at;
      for (guint at = 0; at + 10 < lengths[i]; at += (guint) (0.6 * rates[i]))
        {
          BwEcgFlaw flaw = (BwEcgFlaw) (analysis.n_stretches % BW_ECG_N_FLAWS);

          stretches[analysis.n_stretches++] = (BwEcgStretch) { at, at + 10, flaw };
        }
      ecg.recording = &f.recording;
      ecg.samples_nv = f.samples_nv;
      path = g_build_filename (f.folder, "x.edf", NULL);
      g_assert_true (bw_export_ecg_edf (path, &ecg, NULL, NULL));
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      check_lists (text, length, &analysis);
      g_assert_nonnull (memmem (text, length, "\x14" "BAD_noise\x14", 11));
      g_assert_nonnull (memmem (text, length, "\x14wander\x14", 8));
      {
        const char *const paths[] = { path, NULL };
        g_autoptr (BwImportResult) result = bw_import_paths (f.library, paths, NULL, NULL, NULL, NULL);
        g_autoptr (GArray) recordings = bw_library_read_recordings (f.library, NULL);

        g_assert_cmpuint (result->total->problems->len, ==, 0);
        back = bw_recording_copy (&g_array_index (recordings, BwRecording, 0));
      }
      /* None of it is a fact when it comes in. */
      g_assert_cmpuint (back->n_samples, ==, lengths[i]);
      g_assert_cmpint (back->label, ==, BW_LABEL_NONE);
      g_assert_cmpuint (back->n_beats, !=, found.n);
    }
}

static void
test_labels (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (GArray) recordings = NULL, again = NULL, readers = NULL, readers_again = NULL;
  g_autoptr (BwLabelList) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  const char *const notes[] = { "", "two\nlines, and \"more\"; so", " blank " };
  gint64 import_id;

  fixture_open (&f);
  path = g_build_filename (f.folder, "labels.csv", NULL);
  g_assert_true (bw_library_begin (f.library, NULL));
  import_id = bw_library_begin_import (f.library, "x", "apple-ecg", NULL);
  for (guint i = 0; i < 3; i++)
    {
      BwLabelState state = { .label = i == 1 ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING,
                             .time_ms = at ("2024-01-01 10:00:00.500 Z") };

      f.samples_nv[0] = (gint32) i;
      f.recording.label = i == 0 ? BW_LABEL_NONE : state.label;
      f.recording.labelled_by = g_strdup (i == 0 ? NULL : "Dr. A, B");
      f.recording.labelled_ms = i == 0 ? 0 : at ("2023-12-01 10:00:00 Z");
      f.recording.time_known = i != 2;
      g_free (f.recording.note);
      f.recording.note = g_strdup (notes[i]);
      g_assert_true (bw_library_add_recording (f.library, import_id, &f.recording, f.samples_nv,
                                               NULL, NULL));
      g_clear_pointer (&f.recording.labelled_by, g_free);
      state.recording_id = f.recording.id;
      g_assert_true (bw_library_set_reader_labels (f.library, i == 2 ? "Ben; \"C\"" : "Anna", &state,
                                                   1, NULL));
    }
  g_assert_true (bw_library_commit (f.library, NULL));
  recordings = bw_library_read_recordings (f.library, NULL);
  readers = bw_library_read_reader_labels (f.library, NULL);
  g_assert_cmpuint (readers->len, ==, 3);
  bw_export_labels_csv (path, recordings, readers, NULL, &error);
  g_assert_no_error (error);

  /* All away, and back again. */
  for (guint i = 0; i < 3; i++)
    {
      const BwLabelState none = { .recording_id = g_array_index (recordings, BwRecording, i).id };

      g_assert_true (bw_library_set_labels (f.library, &none, 1, NULL));
      g_assert_true (bw_library_set_note (f.library, none.recording_id, NULL, NULL));
      g_assert_true (bw_library_set_reader_labels (f.library, "Anna", &none, 1, NULL));
      g_assert_true (bw_library_set_reader_labels (f.library, "Ben; \"C\"", &none, 1, NULL));
    }
  list = bw_label_csv_read (path, recordings, "nobody", &error);
  g_assert_no_error (error);
  bw_label_list_apply (list, f.library, &error);
  g_assert_no_error (error);

  again = bw_library_read_recordings (f.library, NULL);
  for (guint i = 0; i < 3; i++)
    {
      const BwRecording *a = &g_array_index (recordings, BwRecording, i);
      const BwRecording *b = &g_array_index (again, BwRecording, i);
      g_autofree char *note = g_strstrip (g_strdup (a->note));

      g_assert_cmpint (a->label, ==, b->label);
      g_assert_cmpstr (a->labelled_by, ==, b->labelled_by);
      g_assert_cmpint (a->labelled_ms, ==, b->labelled_ms);
      g_assert_cmpstr (note, ==, b->note);
    }
  readers_again = bw_library_read_reader_labels (f.library, NULL);
  g_assert_cmpuint (readers_again->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const BwReaderLabel *a = &g_array_index (readers, BwReaderLabel, i);
      const BwReaderLabel *b = &g_array_index (readers_again, BwReaderLabel, i);

      g_assert_cmpstr (a->reader, ==, b->reader);
      g_assert_cmpint (a->recording_id, ==, b->recording_id);
      g_assert_cmpint (a->label, ==, b->label);
    }
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Cancelled, without a place, without room: what was there stays, and nothing is left beside it. */
static void
test_failures (void)
{
  static const Export exports[] = { bw_export_ecg_csv, bw_export_ecg_edf };
  g_auto (Fixture) f = { 0 };
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autofree char *out = NULL, *path = NULL, *nowhere = NULL;
  struct rlimit room, limit;
  BwExportEcg ecg = { 0 };

  fixture_open (&f);
  ecg.recording = &f.recording;
  ecg.samples_nv = f.samples_nv;
  out = g_build_filename (f.folder, "out", NULL);
  g_assert_cmpint (g_mkdir_with_parents (out, 0700), ==, 0);
  path = g_build_filename (out, "x", NULL);
  nowhere = g_build_filename (f.folder, "no", "x", NULL);
  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_cancellable_cancel (cancelled);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &room), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      g_autoptr (GError) stopped = NULL, lost = NULL, full = NULL;
      g_autofree char *text = NULL;

      g_assert_false (exports[i](path, &ecg, cancelled, &stopped));
      g_assert_error (stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_false (exports[i](nowhere, &ecg, NULL, &lost));
      g_assert_error (lost, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

      limit = (struct rlimit) { 8192, room.rlim_max };
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      g_assert_false (exports[i](path, &ecg, NULL, &full));
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &room), ==, 0);
      g_assert_nonnull (full);

      g_assert_cmpuint (count_files (out), ==, 1);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "before");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/ecg/csv", test_csv);
  g_test_add_func ("/export/ecg/csv-text", test_csv_text);
  g_test_add_func ("/export/ecg/day-only", test_day_only);
  g_test_add_func ("/export/ecg/edf", test_edf);
  g_test_add_func ("/export/ecg/edf-text", test_edf_text);
  g_test_add_func ("/export/ecg/edf-beats", test_edf_beats);
  g_test_add_func ("/export/ecg/labels", test_labels);
  g_test_add_func ("/export/ecg/failures", test_failures);
  return g_test_run ();
}

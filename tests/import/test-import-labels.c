/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-test.h"

#include "base/bw-time.h"
#include "import/bw-label-csv.h"

#include <string.h>

#define N 4

typedef struct
{
  Fixture base;
  GArray *recordings;
} Labels;

static void
labels_open (Labels *f)
{
  gint64 import_id;

  fixture_open (&f->base);
  g_assert_true (bw_library_begin (f->base.library, NULL));
  import_id = bw_library_begin_import (f->base.library, "x", "apple-ecg", NULL);
  for (int i = 0; i < N; i++)
    {
      gint32 samples_nv[512] = { i };
      BwRecording recording = {
        /* The last two have one name. */
        .name = g_strdup_printf ("ecg_2023-09-2%d.csv", MIN (i, 2)),
        .start_ms = at ("2023-09-21 08:00:00 +0200") + i * BW_TIME_HOUR,
        .offset_min = 120,
        .time_known = TRUE,
        .rate_hz = 512,
        .n_samples = 512,
      };

      g_assert_true (bw_library_add_recording (f->base.library, import_id, &recording, samples_nv,
                                               NULL, NULL));
      bw_recording_clear (&recording);
    }
  g_assert_true (bw_library_commit (f->base.library, NULL));
  f->recordings = bw_library_read_recordings (f->base.library, NULL);
  g_assert_cmpuint (f->recordings->len, ==, N);
}

static void
labels_clear (Labels *f)
{
  g_clear_pointer (&f->recordings, g_array_unref);
  fixture_clear (&f->base);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Labels, labels_clear)

static gint64
id_of (Labels *f,
       guint   i)
{
  return g_array_index (f->recordings, BwRecording, i).id;
}

static BwLabelList *
parse (Labels     *f,
       const char *text)
{
  g_autoptr (GError) error = NULL;
  BwLabelList *list = bw_label_csv_parse (text, strlen (text), "labels.csv", f->recordings, "me",
                                          &error);

  g_assert_no_error (error);
  return list;
}

static const BwLabelState *
state_of (const BwLabelList *list,
          guint              i)
{
  g_assert_cmpuint (i, <, list->states->len);
  return &g_array_index (list->states, BwLabelState, i);
}

static void
test_forms (void)
{
  static const char *const texts[] = {
    "recording,label\n%ID%,fasting\n",
    "id;Label\r\n%ID%;FASTING\r\n",
    "\xef\xbb\xbf" "ID\tlabel\r%ID%\tfasting\r",
    "name,label\necg_2023-09-20.csv,fasting",
    "\"name\",\"label\"\n\"ecg_2023-09-20.csv\",\"fasting\"\n\n",
    "note,recording,label\n\"one, \"\"two\"\"\nand three\",%ID%,fasting\n",
    "recording,name,label\n,ecg_2023-09-20.csv,fasting\n",
    "name,label,more\necg_2023-09-20.csv,fasting,,,,\n,,\n",
  };
  g_auto (Labels) f = { 0 };
  g_autofree char *id = NULL;

  labels_open (&f);
  id = g_strdup_printf ("%d", (int) id_of (&f, 0));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (GStrv) parts = g_strsplit (texts[i], "%ID%", -1);
      g_autofree char *text = g_strjoinv (id, parts);
      g_autoptr (BwLabelList) list = parse (&f, text);
      const BwLabelState *state = state_of (list, 0);

      g_assert_cmpuint (list->states->len, ==, 1);
      g_assert_cmpint (state->recording_id, ==, id_of (&f, 0));
      g_assert_cmpint (state->label, ==, BW_LABEL_FASTING);
      g_assert_cmpstr (state->who, ==, "me");
      g_assert_cmpint (ABS (state->time_ms - g_get_real_time () / 1000), <, BW_TIME_MINUTE);
      g_assert_cmpuint (list->notes->len, ==, g_str_has_prefix (texts[i], "note") ? 1 : 0);
      if (list->notes->len > 0)
        g_assert_cmpstr (g_array_index (list->notes, BwLabelNote, 0).note, ==,
                         "one, \"two\"\nand three");
    }
}

static void
test_times (void)
{
  g_auto (Labels) f = { 0 };
  g_autoptr (BwLabelList) list = NULL;

  labels_open (&f);

  /* A time that is the recording's own tells the two of one name apart, and does not say when it was
   * labelled; a later one does. */
  list = parse (&f, "name,time,label,by\n"
                    "ecg_2023-09-22.csv,2023-09-21T11:00:00+02:00,glucose,\n"
                    "ecg_2023-09-22.csv,2023-09-21T08:00:00Z,fasting,Dr. A\n"
                    "ecg_2023-09-20.csv,2023-10-01T10:00:00Z,none,Dr. A\n"
                    "ecg_2023-09-21.csv,2023-10-01T10:00:00Z,glucose,Dr. A\n"
                    "ecg_2023-09-21.csv,2023-09-21,glucose,Dr. A\n");
  g_assert_cmpint (state_of (list, 0)->recording_id, ==, id_of (&f, 3));
  g_assert_cmpstr (state_of (list, 0)->who, ==, "me");
  g_assert_cmpint (state_of (list, 0)->time_ms, >, at ("2024-01-01 00:00:00 Z"));
  g_assert_cmpint (state_of (list, 1)->recording_id, ==, id_of (&f, 2));
  g_assert_cmpstr (state_of (list, 1)->who, ==, "Dr. A");
  g_assert_cmpint (state_of (list, 2)->label, ==, BW_LABEL_NONE);
  g_assert_null (state_of (list, 2)->who);
  g_assert_cmpint (state_of (list, 3)->time_ms, ==, at ("2023-10-01 10:00:00 Z"));
  g_assert_cmpint (state_of (list, 4)->time_ms, >, at ("2024-01-01 00:00:00 Z"));
  bw_label_list_free (list);

  list = parse (&f, "name,time,labelled,label\n"
                    "ecg_2023-09-20.csv,2023-10-01T10:00:00Z,,fasting\n"
                    "ecg_2023-09-20.csv,2023-10-01T10:00:00Z,2023-10-02T10:00:00Z,fasting\n");
  g_assert_cmpint (state_of (list, 0)->time_ms, >, at ("2024-01-01 00:00:00 Z"));
  g_assert_cmpint (state_of (list, 1)->time_ms, ==, at ("2023-10-02 10:00:00 Z"));
}

static void
test_apply (void)
{
  g_auto (Labels) f = { 0 };
  g_autoptr (BwLabelList) list = NULL;
  g_autoptr (GArray) recordings = NULL, readers = NULL;
  g_autoptr (GError) error = NULL;

  labels_open (&f);
  list = parse (&f, "name,label,note,by,labelled,reader: Anna,reader:Ben B.\n"
                    "ecg_2023-09-20.csv,fasting,early,protocol,2023-10-02T10:00:00Z,glucose,\n"
                    "ecg_2023-09-21.csv,,,,,,fasting\n");
  g_assert_true (bw_label_list_apply (list, f.base.library, &error));
  g_assert_no_error (error);

  recordings = bw_library_read_recordings (f.base.library, NULL);
  g_assert_cmpint (g_array_index (recordings, BwRecording, 0).label, ==, BW_LABEL_FASTING);
  g_assert_cmpstr (g_array_index (recordings, BwRecording, 0).labelled_by, ==, "protocol");
  g_assert_cmpint (g_array_index (recordings, BwRecording, 0).labelled_ms, ==,
                   at ("2023-10-02 10:00:00 Z"));
  g_assert_cmpstr (g_array_index (recordings, BwRecording, 0).note, ==, "early");
  g_assert_cmpint (g_array_index (recordings, BwRecording, 1).label, ==, BW_LABEL_NONE);

  readers = bw_library_read_reader_labels (f.base.library, NULL);
  g_assert_cmpuint (readers->len, ==, 2);
  g_assert_cmpstr (g_array_index (readers, BwReaderLabel, 0).reader, ==, "Anna");
  g_assert_cmpint (g_array_index (readers, BwReaderLabel, 0).label, ==, BW_LABEL_GLUCOSE);
  g_assert_cmpstr (g_array_index (readers, BwReaderLabel, 1).reader, ==, "Ben B.");
}

/* A file that was cut off, or whose empty ends of rows were: what is not there takes nothing away. */
static void
test_short_rows (void)
{
  static const char heading[] = "name,label,note\n";
  static const char *const rows[] = { "ecg_2023-09-20.csv", "ecg_2023-09-20.csv\n",
                                      "ecg_2023-09-20.csv,glucose" };
  g_auto (Labels) f = { 0 };

  labels_open (&f);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (heading, rows[i], NULL);
      g_autoptr (BwLabelList) whole = parse (&f, "name,label,note\necg_2023-09-20.csv,fasting,early\n");
      g_autoptr (BwLabelList) list = parse (&f, text);
      g_autoptr (GArray) recordings = NULL;
      const BwRecording *recording;

      g_assert_true (bw_label_list_apply (whole, f.base.library, NULL));
      g_assert_true (bw_label_list_apply (list, f.base.library, NULL));
      recordings = bw_library_read_recordings (f.base.library, NULL);
      recording = &g_array_index (recordings, BwRecording, 0);
      g_assert_cmpint (recording->label, ==, i == 2 ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING);
      g_assert_cmpstr (recording->note, ==, "early");
    }
}

static void
test_broken (void)
{
  static const struct
  {
    const char *text;
    const char *says;
  } cases[] = {
    { "", "line 1: the heading needs" },
    { "recording\n1\n", "line 1: the heading needs" },
    { "label\nfasting\n", "line 1: the heading needs" },
    { "recording,label\n\n77777,fasting\n", "line 3: the library has no recording" },
    { "recording,label\n1x,fasting\n", "line 2: “1x” is not the ID" },
    { "name,note,label\necg_2023-09-20.csv,\"a\nb\",fasting\nno.csv,,fasting\n",
      "line 4: there is not exactly one recording called “no.csv”" },
    { "name,label\necg_2023-09-22.csv,fasting\n", "line 2: there is not exactly one" },
    { "name,label\necg_2023-09-20.csv,hungry\n", "line 2: a label is “fasting”" },
    { "name,label,labelled\necg_2023-09-20.csv,fasting,yesterday\n", "line 2: “yesterday” is no time" },
    { "name,label,reader:\n", "line 1: a column of a reader" },
    { "name,label\n\xff,fasting\n", "line 2: this is not UTF-8" },
    { "name,label,note\necg_2023-09-20.csv,fasting,\"cut o", "line 2: a quotation mark" },
    { "name,\"label\necg_2023-09-20.csv,fasting\n", "line 1: " },
  };
  g_auto (Labels) f = { 0 };
  g_autofree char *missing = NULL;
  g_autoptr (GString) wide = g_string_new ("name,label");
  g_autoptr (GError) no_file = NULL, too_wide = NULL;

  labels_open (&f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = fixture_write (&f.base, "labels.csv", cases[i].text,
                                             strlen (cases[i].text));

      g_assert_null (bw_label_csv_read (path, f.recordings, "me", &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      if (strstr (error->message, cases[i].says) == NULL)
        g_error ("“%s” does not say “%s”", error->message, cases[i].says);
    }
  /* More columns than are read would be lost. */
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (wide, ",reader: %u", i);
  g_assert_null (bw_label_csv_parse (wide->str, wide->len, "wide.csv", f.recordings, "me", &too_wide));
  g_assert_error (too_wide, BW_ERROR, BW_ERROR_FORMAT);

  missing = g_build_filename (f.base.folder, "no", NULL);
  g_assert_null (bw_label_csv_read (missing, f.recordings, "me", &no_file));
  g_assert_error (no_file, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/labels/forms", test_forms);
  g_test_add_func ("/import/labels/times", test_times);
  g_test_add_func ("/import/labels/apply", test_apply);
  g_test_add_func ("/import/labels/short-rows", test_short_rows);
  g_test_add_func ("/import/labels/broken", test_broken);
  return g_test_run ();
}

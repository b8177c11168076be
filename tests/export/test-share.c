/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "share-people.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "export/bw-export-share.h"
#include "store/bw-samples.h"

#include <string.h>

/* What a share says and what it does not; that it comes in again is in test-share-import.c. */

static gboolean
holds (GBytes     *bytes,
       const char *text)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return memmem (data, length, text, strlen (text)) != NULL;
}

static void
test_entries (void)
{
  static const char *const names[] = {
    "manifest.json",
    "README.txt",
    "labels.csv",
    "fasting/recording-001.csv",
    "glucose/recording-002.csv",
    "unlabelled/recording-003.csv",
    "fasting/recording-004.csv",
    "glucose/recording-005.csv",
  };
  g_auto (Person) person = { 0 };
  g_autoptr (BwShare) share = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *path = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *entries;

  person_open (&person, 1);
  share = person_choose (&person, NULL, 0, NULL);
  entries = bw_share_get_entries (share);
  g_assert_cmpuint (bw_share_count (share, BW_LABEL_FASTING), ==, 2);
  g_assert_cmpuint (bw_share_count (share, BW_LABEL_GLUCOSE), ==, 2);
  g_assert_cmpuint (bw_share_count (share, BW_LABEL_NONE), ==, 1);
  lines = bw_share_describe (share);
  g_assert_cmpuint (g_strv_length (lines), >=, 4);

  /* To look writes nothing, not even the number of days. */
  g_assert_null (bw_library_get_setting (person.library, "share-days"));

  path = person_write (&person, share, "share.zip");
  files = zip_read (path);
  g_assert_cmpuint (files->len, ==, G_N_ELEMENTS (names));
  g_assert_cmpuint (entries->len, ==, files->len);
  for (guint i = 0; i < files->len; i++)
    {
      const ZipFile *file = g_ptr_array_index (files, i);
      const BwShareEntry *entry = g_ptr_array_index (entries, i);

      g_assert_cmpstr (file->name, ==, names[i]);
      g_assert_cmpstr (entry->name, ==, names[i]);
      g_assert_cmpint (entry->size, ==, g_bytes_get_size (file->bytes));
      g_assert_true (*entry->holds != 0);
      g_assert_cmpint (entry->recording_id != 0, ==, i >= 3);
    }
}

/* Byte for byte, but for the days. */
static void
test_recording (void)
{
  g_auto (Person) person = { 0 };
  g_autoptr (BwShare) share = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *path = NULL, *expected = NULL, *day = NULL;
  gint64 first;
  const char *data;

  person_open (&person, 1);
  share = person_choose (&person, NULL, 0, NULL);
  path = person_write (&person, share, "share.zip");
  files = zip_read (path);

  /* 07:31:12.250 in Berlin in winter, whatever the file's own offset was. */
  g_assert_true (bw_time_parse_day ("2023-03-20", &first));
  day = bw_time_format_day (first - person_get_days (&person));
  expected = g_strdup_printf ("Name,\nDate of Birth,\nRecorded Date,%s 07:31:12.250 +0000\n"
                              "Classification,Sinus Rhythm\nSymptoms,\nSoftware Version,\nDevice,\n"
                              "Sample Rate,512.508 hertz\n\n\nLead,Lead I\nUnit,µV\n\n",
                              day);
  data = g_bytes_get_data (zip_find (files, "fasting/recording-001.csv"), NULL);
  g_assert_true (g_str_has_prefix (data, expected));
  /* Only its day is known, and its classification is in a language of its own. */
  g_assert_true (bw_time_parse_day ("2023-04-02", &first));
  g_free (day);
  g_free (expected);
  day = bw_time_format_day (first - person_get_days (&person));
  expected = g_strdup_printf ("Name,\nDate of Birth,\nRecorded Date,%s\nClassification,\n", day);
  data = g_bytes_get_data (zip_find (files, "unlabelled/recording-003.csv"), NULL);
  g_assert_true (g_str_has_prefix (data, expected));
}

static void
test_labels (void)
{
  g_auto (Person) person = { 0 };
  g_autoptr (BwShare) share = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *path = NULL, *text = NULL;
  char *days[3];
  static const char *const true_days[] = { "2023-03-20", "2023-03-28", "2023-04-02" };
  const char *data;
  gsize length;

  person_open (&person, 1);
  share = person_choose (&person, NULL, 0, NULL);
  path = person_write (&person, share, "share.zip");
  files = zip_read (path);
  data = g_bytes_get_data (zip_find (files, "labels.csv"), &length);
  for (guint i = 0; i < 3; i++)
    {
      gint64 day;

      g_assert_true (bw_time_parse_day (true_days[i], &day));
      days[i] = bw_time_format_day (day - person_get_days (&person));
    }
  /* Zoë labelled before Adam did, and so is the first. */
  text = g_strdup_printf ("name,time,label,by,labelled,note,reader: reader-2,reader: reader-1\n"
                          "recording-001.csv,%sT07:31:12.250+00:00,fasting,reader-1,,,glucose,fasting\n"
                          "recording-002.csv,%sT09:05:00+00:00,glucose,folder,,,,\n"
                          "recording-003.csv,%s,,,,,,\n",
                          days[0], days[1], days[2]);
  g_assert_cmpint (strncmp (data, text, MIN (length, strlen (text))), ==, 0);
  for (guint i = 0; i < 3; i++)
    g_free (days[i]);
}

/* Nothing of whoever it is of, in the names, the bytes and the archive around them. */
static void
test_nothing_identifying (void)
{
  static const char *const secrets[] = {
    "Xanthippe", "Quux",   "1979", "Female", "Watch9", "OS9", "palpitations", "Zoë",
    "Adam",      "2023",   "2024", "Berlin", "Europe", "share-days", "private thought", ".beatwise",
    "Privatheim", "ecg_",  "+01",  "+02",    "-0800",  "Ableitung",  "Sinusrhythmus", "Rytme",
  };
  g_auto (Person) person = { 0 };
  g_autoptr (BwShare) share = NULL, with_notes = NULL;
  g_autoptr (GPtrArray) files = NULL, noted = NULL;
  g_autofree char *path = NULL, *other = NULL, *user = NULL, *days = NULL, *raw = NULL;
  const BwShareOptions notes = { .with_notes = TRUE };
  gsize length;

  person_open (&person, 1);
  share = person_choose (&person, NULL, 0, NULL);
  path = person_write (&person, share, "share.zip");
  files = zip_read (path);
  days = g_strdup_printf ("%d", person_get_days (&person));
  for (guint i = 0; i < files->len; i++)
    {
      const ZipFile *file = g_ptr_array_index (files, i);

      g_assert_false (file->has_time);
      g_assert_false (file->has_owner);
      for (guint j = 0; j < G_N_ELEMENTS (secrets); j++)
        if (holds (file->bytes, secrets[j]) || strstr (file->name, secrets[j]) != NULL)
          g_error ("“%s” holds “%s”", file->name, secrets[j]);
      g_assert_false (holds (file->bytes, person.folder));
      /* Samples may be any numbers. */
      if (!g_str_has_suffix (file->name, ".csv"))
        g_assert_false (holds (file->bytes, days));
    }
  g_assert_true (g_file_get_contents (path, &raw, &length, NULL));
  /* Short ones may come about by chance among what is compressed. */
  for (guint j = 0; j < G_N_ELEMENTS (secrets); j++)
    if (strlen (secrets[j]) >= 6)
      g_assert_null (memmem (raw, length, secrets[j], strlen (secrets[j])));

  /* Notes only where they are asked for. */
  with_notes = person_choose (&person, NULL, 0, &notes);
  other = person_write (&person, with_notes, "notes.zip");
  noted = zip_read (other);
  g_assert_true (holds (zip_find (noted, "labels.csv"), "private thought"));
  g_assert_true (holds (zip_find (noted, "manifest.json"), "\"notes\" : true"));
  g_assert_true (holds (zip_find (files, "manifest.json"), "\"notes\" : false"));
}

static gint64
start_of (GPtrArray  *files,
          const char *name)
{
  const char *data = g_bytes_get_data (zip_find (files, name), NULL);
  const char *text = strstr (data, "Recorded Date,") + strlen ("Recorded Date,");
  gint64 ms;

  g_assert_true (bw_time_parse (text, strcspn (text, "\n"), &ms, NULL));
  return ms;
}

/* All of one person are shifted alike, those of another differently; intervals stay. */
static void
test_days (void)
{
  g_auto (Person) one = { 0 }, other = { 0 };
  g_autoptr (BwShare) all = NULL, one_only = NULL;
  g_autoptr (GPtrArray) files = NULL, few = NULL;
  g_autofree char *path = NULL, *again = NULL, *single = NULL, *first = NULL, *second = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  gsize n, m;

  person_open (&one, 1);
  all = person_choose (&one, NULL, 0, NULL);
  path = person_write (&one, all, "share.zip");
  files = zip_read (path);
  /* Clock to clock: the change to summer time lies between the two. */
  g_assert_cmpint (start_of (files, "glucose/recording-002.csv")
                     - start_of (files, "fasting/recording-001.csv"),
                   ==,
                   8 * BW_TIME_DAY + BW_TIME_HOUR + 33 * BW_TIME_MINUTE + 47 * BW_TIME_SECOND + 750);

  one_only = person_choose (&one, &one.ids[1], 1, NULL);
  single = person_write (&one, one_only, "single.zip");
  few = zip_read (single);
  g_assert_cmpint (start_of (few, "glucose/recording-001.csv"), ==,
                   start_of (files, "glucose/recording-002.csv"));

  again = person_write (&one, all, "again.zip");
  g_assert_true (g_file_get_contents (path, &first, &n, NULL));
  g_assert_true (g_file_get_contents (again, &second, &m, NULL));
  g_assert_cmpmem (first, n, second, m);

  /* Of five people all the same: once in 10¹⁴ times. */
  g_hash_table_add (seen, GINT_TO_POINTER (person_get_days (&one)));
  for (guint i = 2; i <= 5; i++)
    {
      g_autoptr (BwShare) share = NULL;
      g_autofree char *written = NULL;
      int days;

      person_open (&other, i);
      share = person_choose (&other, NULL, 0, NULL);
      written = person_write (&other, share, "share.zip");
      days = person_get_days (&other);
      g_assert_cmpint (days, >=, 365);
      g_assert_cmpint (days, <=, 3652);
      g_hash_table_add (seen, GINT_TO_POINTER (days));
      person_clear (&other);
    }
  g_assert_cmpuint (g_hash_table_size (seen), >, 1);
}

static void
test_choice (void)
{
  const BwShareOptions labelled = { .labelled_only = TRUE };
  const BwShareOptions april = { .has_from = TRUE, .from_ms = at ("2023-04-02 00:00:00 +0200") };
  const BwShareOptions march = { .has_to = TRUE, .to_ms = at ("2023-04-02 00:00:00 +0200") };
  const BwShareOptions none = { .has_from = TRUE, .from_ms = at ("2030-01-01 00:00:00 Z") };
  const gint64 unknown = 77;
  g_auto (Person) person = { 0 };
  g_autoptr (GError) error = NULL, missing = NULL, stopped = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (BwShare) a = NULL, b = NULL, c = NULL, d = NULL;

  person_open (&person, 1);
  a = person_choose (&person, NULL, 0, &labelled);
  g_assert_cmpuint (bw_share_get_entries (a)->len, ==, 7);
  b = person_choose (&person, NULL, 0, &april);
  g_assert_cmpuint (bw_share_get_entries (b)->len, ==, 6);
  c = person_choose (&person, NULL, 0, &march);
  g_assert_cmpuint (bw_share_get_entries (c)->len, ==, 5);
  /* Named twice it is there once. */
  {
    const gint64 twice[] = { person.ids[3], person.ids[0], person.ids[3] };

    d = person_choose (&person, twice, 3, NULL);
    g_assert_cmpuint (bw_share_get_entries (d)->len, ==, 5);
  }
  g_assert_null (bw_share_new (person.library, NULL, 0, &none, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_assert_null (bw_share_new (person.library, &unknown, 1, NULL, NULL, NULL, &missing));
  g_assert_error (missing, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_cancellable_cancel (cancelled);
  g_assert_null (bw_share_new (person.library, NULL, 0, NULL, NULL, cancelled, &stopped));
  g_assert_error (stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Cancelled, without a place, gone meanwhile, with a number of days that is none: what was there
 * stays. */
static void
test_failures (void)
{
  g_auto (Person) person = { 0 };
  g_autoptr (BwShare) share = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) stopped = NULL, lost = NULL, gone = NULL, damaged = NULL;
  g_autofree char *path = NULL, *nowhere = NULL, *text = NULL;

  person_open (&person, 1);
  share = person_choose (&person, NULL, 0, NULL);
  path = g_build_filename (person.folder, "share.zip", NULL);
  nowhere = g_build_filename (person.folder, "no", "share.zip", NULL);
  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_cancellable_cancel (cancelled);
  g_assert_false (bw_share_write (share, person.library, path, NULL, cancelled, &stopped));
  g_assert_error (stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (bw_share_write (share, person.library, nowhere, NULL, NULL, &lost));
  g_assert_error (lost, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  g_assert_true (bw_library_set_setting (person.library, "share-days", "12 or so", NULL));
  g_assert_false (bw_share_write (share, person.library, path, NULL, NULL, &damaged));
  g_assert_error (damaged, BW_ERROR, BW_ERROR_DAMAGED);

  /* Whoever comes after an erased person is another one. */
  g_assert_true (bw_library_erase (person.library, NULL));
  g_assert_null (bw_library_get_setting (person.library, "share-days"));
  g_assert_false (bw_share_write (share, person.library, path, NULL, NULL, &gone));
  g_assert_error (gone, BW_ERROR, BW_ERROR_NOT_FOUND);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "before");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/share/entries", test_entries);
  g_test_add_func ("/export/share/recording", test_recording);
  g_test_add_func ("/export/share/labels", test_labels);
  g_test_add_func ("/export/share/nothing-identifying", test_nothing_identifying);
  g_test_add_func ("/export/share/days", test_days);
  g_test_add_func ("/export/share/choice", test_choice);
  g_test_add_func ("/export/share/failures", test_failures);
  return g_test_run ();
}

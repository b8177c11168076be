/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-test.h"

#include "import/bw-import-look.h"

#include <string.h>

#define NO_RATE "Recordings that do not tell their sample rate"

typedef enum {
  BARE,     /* numbers alone */
  COUNTED,  /* and their index */
  TIMED,    /* and their time */
  HEADED,   /* under Apple's header */
  HALF,     /* under a header without a rate */
} Kind;

static void
write_recording (Fixture    *f,
                 const char *name,
                 Kind        kind,
                 guint       seed)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (kind == HEADED)
    g_string_append (text, "Recorded Date,2025-03-01 10:15:00 +0100\nSample Rate,513.625 hertz\n\n");
  if (kind == HALF)
    g_string_append (text, "Recorded Date,2025-03-02 10:15:00 +0100\nLead,Lead I\nUnit,µV\n\n");
  for (guint i = 0; i < 600; i++)
    {
      if (kind == COUNTED)
        g_string_append_printf (text, "%u;", i);
      if (kind == TIMED)
        g_string_append_printf (text, "%u.%03u,", i / 250, i % 250 * 4);
      g_string_append_printf (text, "%d\n", (int) (i * 7919 % 601) - 300 + (int) seed);
    }
  g_free (fixture_write (f, name, text->str, text->len));
}

static void
write_edf (Fixture    *f,
           const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%-8s%-80s%-80s%-8s%-8s%-8s%-44s%-8s%-8s%-4s", "0", "X", "X",
                          "04.03.23", "20.59.13", "512", "", "2", "1", "1");
  g_string_append_printf (text, "%-16s%-80s%-8s%-8s%-8s%-8s%-8s%-80s%-8s%-32s", "ECG I", "", "uV",
                          "-3276.8", "3276.7", "-32768", "32767", "", "250", "");
  g_assert_cmpuint (text->len, ==, 512);
  for (guint i = 0; i < 500; i++)
    g_string_append_printf (text, "%c%c", 'A' + (int) (i % 26), 'a' + (int) (i * 7 % 26));
  g_free (fixture_write (f, name, text->str, text->len));
}

static void
check (const char *path,
       guint       n_recordings,
       guint       n_without_rate)
{
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportLook) look = bw_import_look (paths, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (look->n_recordings, ==, n_recordings);
  g_assert_cmpuint (look->n_without_rate, ==, n_without_rate);
}

/* What the look says beforehand is what the import finds. */
static void
test_folder (void)
{
  const BwImportOptions told = { .rate_hz = 500 };
  g_auto (Fixture) f = { 0 }, second = { 0 };
  g_autofree char *folder = NULL;
  g_autoptr (BwImportResult) result = NULL, told_result = NULL;
  g_autoptr (GArray) recordings = NULL;
  guint n_at_500 = 0;

  fixture_open (&f);
  folder = g_build_filename (f.folder, "in", NULL);
  write_recording (&f, "a/ecg_2023-09-21.csv", BARE, 0);
  write_recording (&f, "a/ecg_2023-09-22.csv", COUNTED, 1);
  write_recording (&f, "b/c/ecg_2023-09-23.csv", BARE, 2);
  write_recording (&f, "b/c/ecg_2023-09-24.csv", TIMED, 3);
  write_recording (&f, "ecg_2025-03-01.csv", HEADED, 4);
  write_recording (&f, "ecg_2025-03-02.csv", HALF, 5);
  write_edf (&f, "ecg.edf");
  g_free (fixture_write (&f, "shopping.csv", "apples,3\n", 9));
  g_free (fixture_write (&f, "notes.txt", "1\n-2\n", 5));
  check (folder, 7, 4);

  result = fixture_import (&f, folder, NULL);
  g_assert_cmpuint (result->total->ecgs, ==, 7);
  g_assert_cmpint (problem_count (result->total, NO_RATE), ==, 4);

  /* Told, nothing was assumed; and who tells a rate keeps it. */
  fixture_open (&second);
  told_result = fixture_import (&second, folder, &told);
  g_assert_cmpuint (told_result->total->ecgs, ==, 7);
  g_assert_cmpint (problem_count (told_result->total, NO_RATE), ==, 0);
  recordings = bw_library_read_recordings (second.library, NULL);
  for (guint i = 0; i < recordings->len; i++)
    if (g_array_index (recordings, BwRecording, i).rate_hz > 499.9
        && g_array_index (recordings, BwRecording, i).rate_hz < 500.1)
      n_at_500++;
  g_assert_cmpuint (n_at_500, ==, 4);
}

static void
test_paths (void)
{
  g_auto (Fixture) f = { 0 };
  g_autofree char *bare = NULL, *headed = NULL, *xml = NULL;
  g_autoptr (BwImportLook) look = NULL;
  g_autoptr (GError) error = NULL;

  fixture_open (&f);
  write_recording (&f, "ecg_2023-09-21.csv", BARE, 0);
  write_recording (&f, "ecg_2025-03-01.csv", HEADED, 0);
  bare = g_build_filename (f.folder, "in", "ecg_2023-09-21.csv", NULL);
  headed = g_build_filename (f.folder, "in", "ecg_2025-03-01.csv", NULL);
  xml = fixture_write (&f, "export.xml", "<?xml version=\"1.0\"?>\n<HealthData>\n", 35);
  check (bare, 1, 1);
  check (headed, 1, 0);
  check (xml, 0, 0);
  look = bw_import_look ((const char *[]) { headed, bare, xml, bare, NULL }, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (look->n_recordings, ==, 3);
  g_assert_cmpuint (look->n_without_rate, ==, 2);
}

static void
expect_error (const char   *path,
              GCancellable *cancellable,
              GQuark        domain,
              int           code)
{
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_import_look (paths, cancellable, &error));
  g_assert_error (error, domain, code);
}

static void
test_errors (void)
{
  g_auto (Fixture) f = { 0 };
  g_autofree char *folder = NULL, *other = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fixture_open (&f);
  write_recording (&f, "a/b/ecg_2023-09-21.csv", BARE, 0);
  folder = g_build_filename (f.folder, "in", NULL);
  other = fixture_write (&f, "shopping.csv", "apples,3\n", 9);
  expect_error ("/nowhere/ecg.csv", NULL, BW_ERROR, BW_ERROR_NOT_FOUND);
  expect_error (other, NULL, BW_ERROR, BW_ERROR_FORMAT);
  check (folder, 1, 1);
  g_cancellable_cancel (cancellable);
  expect_error (folder, cancellable, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
assert_people (const char *path,
               const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportLook) look
      = bw_import_look ((const char *[]) { path, NULL }, NULL, &error);
  g_autofree char *people = NULL;

  g_assert_no_error (error);
  people = g_strjoinv ("|", look->people);
  g_assert_cmpstr (people, ==, expected);
  g_assert_cmpuint (look->n_recordings, ==, 0);
}

/* Whose values tables hold: also far behind the beginning, and in all files of a folder together. */
static void
test_people (void)
{
  static const char single[] = "Subject ID;Date;RMSSD\n7;2023-01-01;40\n7;x;\n";
  static const char unnamed[] = "time,rmssd\n1600000000,40\n";
  g_auto (Fixture) f = { 0 };
  g_autoptr (GString) text = g_string_new ("person,time,rmssd\n");
  g_autofree char *one = NULL;
  g_autofree char *many = NULL;
  g_autofree char *nobody = NULL;
  g_autofree char *folder = NULL;

  fixture_open (&f);
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "%s,%u,40\n", i < 15000 ? "zoë" : i < 15001 ? "\"ann\"" : "",
                            1600000000 + i);
  many = fixture_write (&f, "in/many.csv", text->str, text->len);
  one = fixture_write (&f, "in/one.csv", single, strlen (single));
  nobody = fixture_write (&f, "in/nobody.csv", unnamed, strlen (unnamed));
  folder = g_path_get_dirname (many);
  assert_people (many, "ann|zoë");
  assert_people (one, "7");
  assert_people (nobody, "");
  assert_people (folder, "7|ann|zoë");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/look/folder", test_folder);
  g_test_add_func ("/import/look/paths", test_paths);
  g_test_add_func ("/import/look/errors", test_errors);
  g_test_add_func ("/import/look/people", test_people);
  return g_test_run ();
}

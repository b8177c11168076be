/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-test.h"

#include "import/bw-import-look.h"
#include "store/bw-samples.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#define XML \
  "<?xml version=\"1.0\"?>\n<HealthData>\n" \
  "<Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"W\"" \
  " unit=\"count/min\" startDate=\"2024-04-01 08:00:00 +0200\"" \
  " endDate=\"2024-04-01 08:00:00 +0200\" value=\"61\"/>\n" \
  "</HealthData>\n"
#define CDA "<?xml version=\"1.0\"?>\n<ClinicalDocument><HealthData/></ClinicalDocument>\n"
#define ECG \
  "Name,A\nRecorded Date,2025-03-01 10:15:00 +0100\nSample Rate,512 hertz\n\n1\n2\n3\n"

typedef struct
{
  const char *name;
  const char *text;
  gsize length;  /* 0: of the text */
  gsize repeat;  /* times the text comes; 0: once */
} Entry;

static char *
write_zip (Fixture     *f,
           const char  *name,
           const Entry *entries,
           guint        n,
           const char  *password)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  struct archive *a = archive_write_new ();

  g_assert_cmpint (archive_write_set_format_zip (a), ==, ARCHIVE_OK);
  if (password != NULL)
    {
      g_assert_cmpint (archive_write_set_options (a, "zip:encryption=traditional"), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_set_passphrase (a, password), ==, ARCHIVE_OK);
    }
  g_assert_cmpint (archive_write_open_filename (a, path), ==, ARCHIVE_OK);
  for (guint i = 0; i < n; i++)
    {
      struct archive_entry *e = archive_entry_new ();
      gsize length = entries[i].length > 0 ? entries[i].length : strlen (entries[i].text);

      archive_entry_set_pathname (e, entries[i].name);
      archive_entry_set_filetype (e, AE_IFREG);
      archive_entry_set_perm (e, 0600);
      archive_entry_set_size (e, (gint64) (length * MAX (entries[i].repeat, 1)));
      g_assert_cmpint (archive_write_header (a, e), >=, ARCHIVE_WARN);
      for (gsize j = 0; j < MAX (entries[i].repeat, 1); j++)
        g_assert_cmpint (archive_write_data (a, entries[i].text, length), ==, (int) length);
      archive_entry_free (e);
    }
  g_assert_cmpint (archive_write_close (a), ==, ARCHIVE_OK);
  archive_write_free (a);
  return g_steal_pointer (&path);
}

static void
expect_refused (Fixture    *f,
                const char *path,
                int         code,
                const char *sentence)
{
  g_autoptr (GError) error = NULL;
  BwLibraryCounts counts;

  g_assert_null (fixture_try (f, path, NULL, &error));
  g_assert_error (error, BW_ERROR, code);
  if (strstr (error->message, sentence) == NULL)
    g_error ("“%s” does not say “%s”", error->message, sentence);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (bw_library_get_counts (f->library, &counts, NULL));
  g_assert_cmpint (counts.records + counts.ecgs + counts.workouts, ==, 0);
  g_assert_true (bw_library_begin (f->library, &error));
  bw_library_rollback (f->library);
}

/* Whatever the XML is called; the rest of the archive does no harm. */
static void
test_names (void)
{
  static const char *const names[] = {
    "apple_health_export/export.xml", "Export.xml", "a/Exportieren.xml", "exportación.xml",
    "导出.xml", "エクスポート.xml", "\xe9xport.xml", "no-ending", "a/./b.xml", "x..y/..z.xml",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const Entry entries[] = {
        { "apple_health_export/export_cda.xml", CDA, 0, 0 },
        { "__MACOSX/apple_health_export/._export.xml", XML, 0, 0 },
        { "apple_health_export/._export.xml", XML, 0, 0 },
        { "apple_health_export/workout-routes/route.gpx", "<gpx/>", 0, 0 },
        { "apple_health_export/photo.jpg", "\xff\xd8\xff", 0, 0 },
        { "apple_health_export/electrocardiograms/ecg_2025-03-01.csv", ECG, 0, 0 },
        { "apple_health_export/electrocardiograms/broken.csv",
          "Sample Rate,512 hertz\n1\nx\n", 0, 0 },
        { names[i], XML, 0, 0 },
      };
      g_auto (Fixture) f = { 0 };
      g_autofree char *path = NULL;
      g_autoptr (BwImportResult) result = NULL;

      fixture_open (&f);
      path = write_zip (&f, "export.zip", entries, G_N_ELEMENTS (entries), NULL);
      result = fixture_import (&f, path, NULL);
      g_assert_cmpuint (result->total->records, ==, 1);
      g_assert_cmpuint (result->total->ecgs, ==, 1);
      g_assert_cmpuint (result->total->ecg_samples, ==, 3);
      g_assert_cmpuint (result->total->skipped, ==, 1);
      g_assert_cmpuint (result->total->problems->len, ==, 1);
    }
}

static void
test_folder (void)
{
  g_auto (Fixture) f = { 0 };
  g_autofree char *folder = NULL, *name = NULL;
  g_autoptr (BwImportResult) result = NULL;

  fixture_open (&f);
  g_free (fixture_write (&f, "apple_health_export/Exportieren.xml", XML, strlen (XML)));
  g_free (fixture_write (&f, "apple_health_export/export_cda.xml", CDA, strlen (CDA)));
  g_free (fixture_write (&f, "apple_health_export/._x.xml", XML, strlen (XML)));
  g_free (fixture_write (&f, "apple_health_export/electrocardiograms/ecg_1.csv", ECG,
                         strlen (ECG)));
  g_free (fixture_write (&f, "apple_health_export/notes.csv", "a,b\n1,2\n", 8));
  folder = g_build_filename (f.folder, "in", NULL);
  result = fixture_import (&f, folder, NULL);
  g_assert_cmpuint (result->total->records, ==, 1);
  g_assert_cmpuint (result->total->ecgs, ==, 1);
  g_assert_cmpuint (result->files->len, ==, 1);
  g_assert_cmpstr (((BwImport *) result->files->pdata[0])->format, ==, "apple-health");
  g_assert_cmpint (problem_count (result->total, "The file is neither an ECG recording"), ==, 1);
  name = bw_library_get_characteristic (f.library, "name");
  g_assert_cmpstr (name, ==, "A");
}

static void
test_refused (void)
{
  static const Entry plain[] = { { "a/export.xml", XML, 0, 0 } };
  static const Entry other[] = { { "a/export_cda.xml", CDA, 0, 0 }, { "b.txt", "hello", 0, 0 } };
  static const Entry up[] = { { "a/export.xml", XML, 0, 0 }, { "a/../../etc/x.xml", "x", 0, 0 } };
  static const Entry root[] = { { "/etc/export.xml", XML, 0, 0 } };
  static const Entry windows[] = { { "..\\export.xml", XML, 0, 0 } };
  g_auto (Fixture) f = { 0 };
  g_autofree char *encrypted = NULL, *none = NULL, *climbing = NULL, *rooted = NULL, *back = NULL;
  g_autofree char *text = NULL, *empty = NULL, *cda = NULL, *folder = NULL, *absent = NULL;
  g_autofree char *empty_zip = NULL, *fake = NULL;

  fixture_open (&f);
  encrypted = write_zip (&f, "encrypted.zip", plain, 1, "secret");
  expect_refused (&f, encrypted, BW_ERROR_HOSTILE, "“encrypted.zip” is encrypted");
  none = write_zip (&f, "none.zip", other, 2, NULL);
  expect_refused (&f, none, BW_ERROR_FORMAT, "“none.zip” holds no health export");
  empty_zip = write_zip (&f, "empty.zip", other, 0, NULL);
  expect_refused (&f, empty_zip, BW_ERROR_FORMAT, "“empty.zip”");
  climbing = write_zip (&f, "up.zip", up, 2, NULL);
  expect_refused (&f, climbing, BW_ERROR_HOSTILE, "leads out of it");
  rooted = write_zip (&f, "root.zip", root, 1, NULL);
  expect_refused (&f, rooted, BW_ERROR_HOSTILE, "leads out of it");
  back = write_zip (&f, "windows.zip", windows, 1, NULL);
  expect_refused (&f, back, BW_ERROR_HOSTILE, "leads out of it");

  text = fixture_write (&f, "text.zip", "not a zip at all", 16);
  expect_refused (&f, text, BW_ERROR_FORMAT, "“text.zip” is neither");
  fake = fixture_write (&f, "fake.zip", "PK\003\004 and then nothing", 21);
  expect_refused (&f, fake, BW_ERROR_FORMAT, "“fake.zip”");
  empty = fixture_write (&f, "empty.xml", "", 0);
  expect_refused (&f, empty, BW_ERROR_FORMAT, "“empty.xml” is neither");
  cda = fixture_write (&f, "other.xml", "<gpx></gpx>", 11);
  expect_refused (&f, cda, BW_ERROR_FORMAT, "“other.xml” is neither");
  folder = g_build_filename (f.folder, "in", NULL);
  expect_refused (&f, folder, BW_ERROR_FORMAT, "The folder “in” holds neither");
  absent = g_build_filename (f.folder, "absent", NULL);
  expect_refused (&f, absent, BW_ERROR_NOT_FOUND, "“absent”");
}

/* A zip cut anywhere: nothing is kept and nothing crashes. */
static void
test_truncated (void)
{
  g_autoptr (GString) xml = g_string_new ("<HealthData>\n");
  g_auto (Fixture) f = { 0 };
  g_autofree char *path = NULL, *bytes = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  gsize length;
  Entry entry = { "export.xml", NULL, 0, 0 };
  BwImportOptions partial = { .partial = TRUE };

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (xml,
                            "<Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"W\""
                            " unit=\"count/min\" startDate=\"2024-04-01 08:%02u:%02u +0200\""
                            " endDate=\"2024-04-01 08:00:00 +0200\" value=\"%u.%u\"/>\n",
                            i / 60, i % 60, g_rand_int (rand) % 200, g_rand_int (rand));
  g_string_append (xml, "</HealthData>\n");
  entry.text = xml->str;

  fixture_open (&f);
  path = write_zip (&f, "export.zip", &entry, 1, NULL);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (guint i = 1; i < 12; i++)
    {
      g_autofree char *cut = fixture_write (&f, "cut.zip", bytes, length * i / 12);
      g_autoptr (GError) error = NULL;
      BwLibraryCounts counts;

      g_assert_null (fixture_try (&f, cut, NULL, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, "“cut.zip”"));
      g_assert_true (bw_library_get_counts (f.library, &counts, NULL));
      g_assert_cmpint (counts.records, ==, 0);
    }

  /* All data are there, but the archive's end is not. */
  for (guint i = 1; i < 200; i += 11)
    {
      g_autofree char *cut = fixture_write (&f, "cut.zip", bytes, length - i);
      g_autoptr (GError) error = NULL;

      g_assert_null (fixture_try (&f, cut, NULL, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
    }

  /* A byte that is not what it was. */
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *changed = g_memdup2 (bytes, length);
      g_autofree char *file = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (BwImportResult) result = NULL;

      changed[g_rand_int_range (rand, 0, (gint32) length)] ^= (char) (1 << i % 8);
      file = fixture_write (&f, "changed.zip", changed, length);
      result = fixture_try (&f, file, NULL, &error);
      g_assert_true (result != NULL || error != NULL);
    }

  /* What is there can be had when asked for. */
  {
    g_auto (Fixture) g = { 0 };
    g_autofree char *cut = NULL;
    g_autoptr (BwImportResult) result = NULL;

    fixture_open (&g);
    cut = fixture_write (&g, "cut.zip", bytes, length / 2);
    result = fixture_import (&g, cut, &partial);
    g_assert_cmpuint (result->total->records, >, 1000);
    g_assert_cmpuint (result->total->records, <, 2000);
    g_assert_cmpint (problem_count (result->total, "The file breaks off"), ==, 1);
  }
}

/* A table of values whose archive is damaged in the middle is not half of a table. */
static void
test_damaged_table (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GString) csv = g_string_new ("timestamp,rmssd_ms\n");
  Entry entry = { "hrv.csv", NULL, 0, 0 };
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *damaged = NULL;
  gsize length;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (csv, "%u,%u.%u\n", 1600000000 + 600 * i, g_rand_int (rand) % 80 + 20,
                            g_rand_int (rand));
  entry.text = csv->str;
  fixture_open (&f);
  path = write_zip (&f, "table.zip", &entry, 1, NULL);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memset (bytes + length * 3 / 4, 0xff, 64);
  damaged = fixture_write (&f, "damaged.zip", bytes, length);
  expect_refused (&f, damaged, BW_ERROR_FORMAT, "is damaged");
}

/* 100 MB of blanks in a tenth of a megabyte. */
static void
test_bomb (void)
{
  g_autofree char *blanks = g_strnfill (1 << 20, ' ');
  const Entry bomb[] = { { "a.csv", "x", 0, 0 }, { "export.xml", blanks, 1 << 20, 100 } };
  g_autofree char *xml = g_strnfill (1 << 20, ' ');
  const Entry xml_bomb[] = { { "export.xml", xml, 1 << 20, 100 } };
  g_auto (Fixture) f = { 0 };
  g_autofree char *path = NULL, *other = NULL;

  memcpy (xml, "<HealthData>", 12);
  fixture_open (&f);
  other = write_zip (&f, "other.zip", bomb, 2, NULL);
  expect_refused (&f, other, BW_ERROR_FORMAT, "holds no health export");
  path = write_zip (&f, "bomb.zip", xml_bomb, 1, NULL);
  expect_refused (&f, path, BW_ERROR_HOSTILE, "unpacks to far more");
}

static void
test_entity_bomb (void)
{
  static const char text[] =
    "<!DOCTYPE HealthData [\n<!ENTITY a \"aaaaaaaaaaaaaaaa\">\n"
    "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\n<!ENTITY c SYSTEM \"file:///etc/passwd\">\n]>\n"
    "<HealthData>\n<Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"&b;&c;\""
    " unit=\"count/min\" startDate=\"2024-04-01 08:00:00 +0200\""
    " endDate=\"2024-04-01 08:00:00 +0200\" value=\"61\"/>\n</HealthData>\n";
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GArray) rows = NULL;

  fixture_open (&f);
  result = fixture_import_text (&f, "export.xml", text, NULL);
  g_assert_cmpuint (result->total->records, ==, 1);
  rows = bw_library_read_samples (f.library, BW_KIND_HEART_RATE, G_MININT64, G_MAXINT64, NULL);
  g_assert_cmpstr (g_array_index (rows, BwSampleRow, 0).source, ==, "&b;&c;");
}

/* More names than a library should learn, and elements without end. */
static void
test_swamped (void)
{
  g_autoptr (GString) names = g_string_new ("<HealthData>\n"), deep = g_string_new ("<HealthData>");
  g_auto (Fixture) f = { 0 };
  g_autofree char *many = NULL, *nested = NULL;

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (names,
                            "<Record type=\"T%u\" sourceName=\"W\" unit=\"x\" value=\"1\""
                            " startDate=\"2024-04-01 08:00:00 +0200\"/>\n", i);
  for (guint i = 0; i < 1000; i++)
    g_string_append (deep, "<a>");

  fixture_open (&f);
  many = fixture_write (&f, "many.xml", names->str, names->len);
  expect_refused (&f, many, BW_ERROR_HOSTILE, "names more than 50000");
  nested = fixture_write (&f, "deep.xml", deep->str, deep->len);
  expect_refused (&f, nested, BW_ERROR_HOSTILE, "nested more deeply");
}

/* Problems of every line stay one problem; of every kind, a bounded list. */
static void
test_problems (void)
{
  g_autoptr (GString) xml = g_string_new ("<HealthData>\n");
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) result = NULL;
  gint64 count = 0;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (xml, "<Record type=\"T\"/>\n<Odd%u/>\n", i);
  g_string_append (xml, "</HealthData>\n");
  fixture_open (&f);
  result = fixture_import_text (&f, "export.xml", xml->str, NULL);
  g_assert_cmpuint (result->total->skipped, ==, 5000);
  g_assert_cmpuint (result->total->problems->len, ==, 200);
  g_assert_cmpint (problem_count (result->total, "Records without a readable start"), ==, 5000);
  g_assert_cmpint (problem_line (result->total, "Records without a readable start"), ==, 2);
  for (guint i = 0; i < 200; i++)
    count += ((BwProblem *) g_ptr_array_index (result->total->problems, i))->count;
  g_assert_cmpint (count, ==, 10000);
}

/* Two paths, the second of which fails: the first does not land either. */
static void
test_all_or_nothing (void)
{
  g_auto (Fixture) f = { 0 };
  g_autofree char *good = NULL, *bad = NULL;
  g_autoptr (GError) error = NULL;
  BwLibraryCounts counts;

  fixture_open (&f);
  good = fixture_write (&f, "good.xml", XML, strlen (XML));
  bad = fixture_write (&f, "bad.xml", XML, strlen (XML) - 20);
  g_assert_null (bw_import_paths (f.library, (const char *[]) { good, bad, NULL }, NULL, NULL, NULL,
                                  &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "“bad.xml”"));
  g_assert_true (bw_library_get_counts (f.library, &counts, NULL));
  g_assert_cmpint (counts.records, ==, 0);
}

/* Watches an import from beside, as a window does. */
typedef struct
{
  BwProgress *progress;
  GCancellable *cancellable;
  gint done;         /* atomic: the import has returned */
  gboolean cancelled;
} Watch;

static gpointer
watch (gpointer data)
{
  Watch *w = data;

  while (!g_atomic_int_get (&w->done))
    {
      g_auto (BwProgressState) state = { 0 };

      bw_progress_get_state (w->progress, &state);
      g_assert_cmpfloat (state.fraction, <=, 1);
      if (!w->cancelled && state.detail != NULL && g_ascii_strtoull (state.detail, NULL, 10) > 0)
        {
          w->cancelled = TRUE;
          g_cancellable_cancel (w->cancellable);
        }
      g_usleep (200);
    }
  return NULL;
}

/* Cancelled in the middle, the library is as it was; afterwards the same import goes through. */
static void
test_cancel (void)
{
  g_autoptr (GString) xml = g_string_new ("<HealthData>\n");
  g_auto (Fixture) f = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GPtrArray) imports = NULL;
  Watch w = { progress, cancellable, FALSE, FALSE };
  GThread *thread;
  const char *paths[2] = { NULL, NULL };
  BwLibraryCounts counts;

  for (guint i = 0; i < 300000; i++)
    g_string_append_printf (xml,
                            "<Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"W\""
                            " unit=\"count/min\" startDate=\"2024-%02u-%02u %02u:%02u:%02u +0200\""
                            " value=\"60\"/>\n",
                            1 + i / 86400 / 28, 1 + i / 86400 % 28, i / 3600 % 24, i / 60 % 60,
                            i % 60);
  g_string_append (xml, "</HealthData>\n");

  fixture_open (&f);
  path = fixture_write (&f, "export.xml", xml->str, xml->len);
  paths[0] = path;
  thread = g_thread_new ("watch", watch, &w);
  g_assert_null (bw_import_paths (f.library, paths, NULL, progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_atomic_int_set (&w.done, TRUE);
  g_thread_join (thread);
  g_assert_true (w.cancelled);
  g_assert_true (bw_library_get_counts (f.library, &counts, NULL));
  g_assert_cmpint (counts.records, ==, 0);
  imports = bw_library_list_imports (f.library, NULL);
  g_assert_cmpuint (imports->len, ==, 0);

  g_clear_error (&error);
  g_assert_null (bw_import_paths (f.library, paths, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  result = bw_import_paths (f.library, paths, NULL, NULL, NULL, NULL);
  g_assert_nonnull (result);
  g_assert_cmpuint (result->total->n_new, ==, 300000);
}

/* Text that begins as a recording and goes on for longer than one does. */
#define LONG_LINE "-1000\n"
#define LONG_TIMES 800000

/* A tree of recordings of two formats: labels from the folders above, however deep; links are not
 * followed, so that none is read twice and no circle is walked. */
static void
test_tree (void)
{
  static const struct
  {
    const char *name;
    BwLabel label;
  } files[] = {
    { "0921/fast1/ecg_2023-09-21.csv", BW_LABEL_FASTING },
    { "0921/glucose2/later/ecg_2023-09-21_1.csv", BW_LABEL_GLUCOSE },
    { "0922/Fasting/glucose/ecg_2023-09-22.csv", BW_LABEL_GLUCOSE },
    { "0922/breakfast/ecg_2023-09-22_1.csv", BW_LABEL_NONE },
    { "fast/a/b/c/d/ecg_2023-09-23.csv", BW_LABEL_NONE }, /* too far up */
    { "fasting.csv/ecg_2023-09-24.csv", BW_LABEL_FASTING },
  };
  g_auto (Fixture) f = { 0 };
  g_autofree char *folder = NULL, *circle = NULL, *twice = NULL, *first = NULL, *dangling = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GArray) recordings = NULL;

  fixture_open (&f);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *text = g_strdup_printf ("%u\n-1\n3\n4\n5\n6\n7\n8\n9\n", i);

      g_free (fixture_write (&f, files[i].name, text, strlen (text)));
    }
  folder = g_build_filename (f.folder, "in", NULL);
  circle = g_build_filename (folder, "0921", "circle", NULL);
  twice = g_build_filename (folder, "glucose9.csv", NULL);
  first = g_build_filename (folder, files[0].name, NULL);
  dangling = g_build_filename (folder, "0921", "ecg_2023-01-01.csv", NULL);
  g_assert_cmpint (symlink (folder, circle), ==, 0);
  g_assert_cmpint (symlink (first, twice), ==, 0);
  g_assert_cmpint (symlink ("/nowhere", dangling), ==, 0);

  result = fixture_import (&f, folder, NULL);
  g_assert_cmpuint (result->total->ecgs, ==, G_N_ELEMENTS (files));
  g_assert_cmpuint (result->total->skipped, ==, 0);
  recordings = bw_library_read_recordings (f.library, NULL);
  g_assert_cmpuint (recordings->len, ==, G_N_ELEMENTS (files));
  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRecording *r = &g_array_index (recordings, BwRecording, i);
      g_autofree char *name = g_path_get_basename (files[i].name);

      g_assert_cmpstr (r->name, ==, name);
      g_assert_cmpint (r->label, ==, files[i].label);
      g_assert_cmpstr (r->labelled_by, ==, files[i].label != BW_LABEL_NONE ? "folder" : NULL);
    }
}

static void
test_long_recording (void)
{
  const Entry entries[] = {
    { "a/export.xml", XML, 0, 0 },
    { "a/electrocardiograms/ecg_2025-03-01.csv", LONG_LINE, 0, LONG_TIMES },
    { "a/electrocardiograms/ecg_2025-03-02.csv", ECG, 0, 0 },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < LONG_TIMES; i++)
    g_string_append (text, LONG_LINE);
  for (guint zipped = 0; zipped < 2; zipped++)
    {
      g_auto (Fixture) f = { 0 };
      g_autoptr (BwImportResult) result = NULL;
      g_autofree char *path = NULL, *xml = NULL, *longer = NULL, *ecg = NULL;

      fixture_open (&f);
      if (zipped)
        path = write_zip (&f, "export.zip", entries, G_N_ELEMENTS (entries), NULL);
      else
        {
          xml = fixture_write (&f, "in/export.xml", XML, strlen (XML));
          longer = fixture_write (&f, "in/ecg_2025-03-01.csv", text->str, text->len);
          ecg = fixture_write (&f, "in/ecg_2025-03-02.csv", ECG, strlen (ECG));
          path = g_build_filename (f.folder, "in", NULL);
          expect_refused (&f, longer, BW_ERROR_FORMAT, "“ecg_2025-03-01.csv” is too long");
        }
      result = fixture_import (&f, path, NULL);
      g_assert_cmpuint (result->total->records, ==, 1);
      g_assert_cmpuint (result->total->ecgs, ==, 1);
      g_assert_cmpuint (result->total->ecg_samples, ==, 3);
      g_assert_cmpuint (result->total->skipped, ==, 1);
      g_assert_cmpuint (result->total->problems->len, ==, 1);
    }
}

/* A zip is taken to be Apple's, whose recordings tell their rate: looking at it stays cheap. */
static void
test_look (void)
{
  const Entry entries[] = {
    { "a/export.xml", XML, 0, 0 },
    { "a/electrocardiograms/ecg_2025-03-01.csv", LONG_LINE, 0, 100 },
  };
  g_auto (Fixture) f = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (BwImportLook) look = NULL;
  g_autoptr (GError) error = NULL;

  fixture_open (&f);
  path = write_zip (&f, "export.zip", entries, G_N_ELEMENTS (entries), NULL);
  look = bw_import_look ((const char *[]) { path, NULL }, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (look->n_recordings, ==, 0);
  g_assert_cmpuint (look->n_without_rate, ==, 0);
}

/* A job without a locale of its own reads the same names. */
static void
test_names_without_locale (void)
{
  const Entry entries[] = {
    { "apple_health_export/导出.xml", XML, 0, 0 },
    { "apple_health_export/electrocardiograms/心电图_2025-03-01.csv", ECG, 0, 0 },
  };
  g_autofree char *before = g_strdup (setlocale (LC_CTYPE, NULL));
  g_auto (Fixture) f = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (BwImportResult) result = NULL;

  if (setlocale (LC_CTYPE, "C.UTF-8") == NULL)
    {
      g_test_skip ("no locale C.UTF-8");
      return;
    }
  fixture_open (&f);
  path = write_zip (&f, "export.zip", entries, G_N_ELEMENTS (entries), NULL);
  setlocale (LC_CTYPE, "C");
  result = fixture_import (&f, path, NULL);
  setlocale (LC_CTYPE, before);
  g_assert_cmpuint (result->total->records, ==, 1);
  g_assert_cmpuint (result->total->ecgs, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/door/names", test_names);
  g_test_add_func ("/import/door/names-without-locale", test_names_without_locale);
  g_test_add_func ("/import/door/folder", test_folder);
  g_test_add_func ("/import/door/tree", test_tree);
  g_test_add_func ("/import/door/long-recording", test_long_recording);
  g_test_add_func ("/import/door/look", test_look);
  g_test_add_func ("/import/door/refused", test_refused);
  g_test_add_func ("/import/door/truncated", test_truncated);
  g_test_add_func ("/import/door/damaged-table", test_damaged_table);
  g_test_add_func ("/import/door/bomb", test_bomb);
  g_test_add_func ("/import/door/entity-bomb", test_entity_bomb);
  g_test_add_func ("/import/door/swamped", test_swamped);
  g_test_add_func ("/import/door/problems", test_problems);
  g_test_add_func ("/import/door/all-or-nothing", test_all_or_nothing);
  g_test_add_func ("/import/door/cancel", test_cancel);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-test.h"

#include "base/bw-time.h"
#include "import/bw-ecg-csv.h"
#include "import/bw-import-analysis.h"

#include <math.h>
#include <string.h>

static void
parse (BwEcgFile          *file,
       const char         *text,
       const char         *path,
       const BwEcgOptions *options)
{
  g_autoptr (GError) error = NULL;
  gboolean tells_rate = FALSE;

  g_assert_true (bw_ecg_csv_sniff (text, strlen (text), &tells_rate) || options != NULL);
  bw_ecg_csv_parse (file, text, strlen (text), path, options, &error);
  g_assert_no_error (error);
  if (options == NULL)
    g_assert_cmpint (tells_rate, ==, !file->rate_assumed);
}

static void
test_english (void)
{
  g_auto (BwEcgFile) file = { 0 };

  parse (&file,
         "Name\nDate of Birth,\"Jan 1, 2000\"\nRecorded Date,2023-03-04 20:59:13 -0500\n"
         "Classification,Sinus Rhythm\nSymptoms,\nSoftware Version,1.90\nDevice,\"Watch6,7\"\n"
         "Sample Rate,512.508 hertz\n\n\nLead,Lead I\nUnit,µV\n\n-40.944\n0.001\n12\n",
         "/x/ecg_2023-03-05.csv", NULL);
  g_assert_true (file.has_header);
  g_assert_true (file.header.time_known);
  g_assert_cmpint (file.header.start_ms, ==, at ("2023-03-04 20:59:13 -0500"));
  g_assert_cmpint (file.header.offset_min, ==, -300);
  bw_assert_near (file.header.rate_hz, 512.508, 1e-12);
  g_assert_cmpstr (file.header.classification, ==, "Sinus Rhythm");
  g_assert_cmpstr (file.header.symptoms, ==, "");
  g_assert_cmpstr (file.header.software, ==, "1.90");
  g_assert_cmpstr (file.header.device, ==, "Watch6,7");
  g_assert_cmpstr (file.header.lead, ==, "Lead I");
  g_assert_cmpstr (file.date_of_birth, ==, "Jan 1, 2000");
  g_assert_null (file.person_name);
  g_assert_cmpuint (file.header.n_samples, ==, 3);
  g_assert_cmpint (file.samples_nv[0], ==, -40944);
  g_assert_cmpint (file.samples_nv[1], ==, 1);
  g_assert_cmpint (file.samples_nv[2], ==, 12000);
}

static void
test_translated (void)
{
  static const struct
  {
    const char *text;
    double rate_hz;
    const char *classification, *device, *name, *lead;
  } cases[] = {
    { "Name,Max Mustermann\r\nGeburtstag,\"01.01.1990\"\r\n"
      "Aufzeichnungsdatum,2025-03-01 10:15:00 +0100\r\nKlassifizierung,Sinusrhythmus\r\n"
      "Durchschnittliche Herzfrequenz,115 BPM\r\nSymptome,Ohne\r\nSoftwareversion,2.0\r\n"
      "Gerät,\"Watch6,7\"\r\nMessrate,512 Hertz\r\n\r\n\r\nAbleitung,Ableitung I\r\n"
      "Einheit,µV\r\n\r\n57,992\r\n-66,502\r\n",
      512, "Sinusrhythmus", "Watch6,7", "Max Mustermann", "Ableitung I" },
    { "名前,太郎\n生年月日,\"1990/01/01\"\n記録日,2025-03-01 10:15:00 +0100\n分類,洞調律\n"
      "症状,(なし)\nソフトウェアバージョン,1.90\nデバイス,\"Apple Watch\"\n"
      "サンプルレート,512ヘルツ\n\nリード,リードI\n単位,uV\n\n\"57,992\"\n\"-66,502\"\n",
      512, "洞調律", "Apple Watch", "太郎", "リードI" },
    { "姓名,王\n记录日期,2025-03-01 10:15:00 +0100\n分类,窦性心律\n采样率,510.844赫兹\n"
      "\xef\xbb\xbf\n57.992\n-66.502\n",
      510.844, "窦性心律", "", "王", "" },
    { "\xef\xbb\xbfSample Rate,511,562\xc2\xa0hertz\nDevice,X\nName,A\n"
      "Recorded Date,2025-03-01 10:15:00 +0100\nClassification,Poor Recording\n57.992\n-66.502\n",
      511.562, "Poor Recording", "X", "A", "" },
    /* A language nobody knew of: Apple's order tells. */
    { "Nafn,Jón\nFæðingardagur,\"1.1.1990\"\nSkráð,2025-03-01 10:15:00 +0100\nFlokkun,Sínus\n"
      "Einkenni,engin\nÚtgáfa,2.0\nTæki,\"Watch6,7\"\nTíðni,513.625 Hz\n\nLeiðsla,I\nEining,µV\n\n"
      "57.992\n-66.502\n",
      513.625, "Sínus", "Watch6,7", NULL, "" },
    /* As spreadsheets save it again. */
    { "\"Name,A\"\n\"Recorded Date,2025-03-01 10:15:00 +0100\"\nClassification,Poor Recording,\n"
      "\"Device,\"\"Watch6,7\"\"\"\n\"Sample Rate,512.508 hertz\"\n\n\"Lead,Lead I\"\n\"Unit,µV\"\n\n"
      "57.992\n-66.502\n",
      512.508, "Poor Recording", "Watch6,7", "A", "Lead I" },
    { "Name;A;\r\nRecorded Date;2025-03-01 10:15:00 +0100;\r\nClassification;Poor Recording;\r\n"
      "Device;Watch6,7;\r\nSample Rate;512,508 hertz;\r\n;\r\nLead;Lead I;\r\nUnit;µV;\r\n;\r\n"
      "57,992;\r\n-66,502;\r\n",
      512.508, "Poor Recording", "Watch6,7", "A", "Lead I" },
    /* Millivolt, and an exponent. */
    { "Recorded Date,2025-03-01 10:15:00 +0100\nSample Rate,512 hertz\nUnit,mV\n"
      "0.057992\n-6.6502e-2\n",
      512, "", "", NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (BwEcgFile) file = { 0 };

      parse (&file, cases[i].text, "x.csv", NULL);
      bw_assert_near (file.header.rate_hz, cases[i].rate_hz, 1e-9);
      g_assert_cmpint (file.header.start_ms, ==, at ("2025-03-01 10:15:00 +0100"));
      g_assert_cmpstr (file.header.classification, ==, cases[i].classification);
      g_assert_cmpstr (file.header.device, ==, cases[i].device);
      g_assert_cmpstr (file.header.lead, ==, cases[i].lead);
      g_assert_cmpstr (file.person_name, ==, cases[i].name);
      g_assert_cmpuint (file.header.n_samples, ==, 2);
      g_assert_cmpint (file.samples_nv[0], ==, 57992);
      g_assert_cmpint (file.samples_nv[1], ==, -66502);
    }
}

static void
test_without_header (void)
{
  static const char text[] = "1.5\n2\n3\n4\n5\n6\n7\n8\n-9\n";
  g_auto (BwEcgFile) first = { 0 }, second = { 0 }, timed = { 0 }, undated = { 0 };
  BwEcgOptions options = { .rate_hz = 250, .has_time = TRUE, .time_ms = 77, .offset_min = 60,
                           .label = BW_LABEL_NONE, .has_label = TRUE };
  g_autoptr (GError) error = NULL;

  parse (&first, text, "a/fast1/ecg_2023-09-21.csv", NULL);
  g_assert_false (first.header.time_known);
  g_assert_true (first.rate_assumed);
  bw_assert_near (first.header.rate_hz, 512, 0);
  g_assert_cmpint (first.header.start_ms, ==, at ("2023-09-21 12:00:00 +0000"));
  g_assert_cmpint (first.header.label, ==, BW_LABEL_FASTING);

  parse (&second, text, "a/Glucose2/ecg_2023-09-21_14.csv", NULL);
  g_assert_cmpint (second.header.start_ms, ==, at ("2023-09-21 12:00:14 +0000"));
  g_assert_cmpint (second.header.label, ==, BW_LABEL_GLUCOSE);

  parse (&timed, text, "a/fast1/x.csv", &options);
  g_assert_true (timed.header.time_known);
  g_assert_cmpint (timed.header.start_ms, ==, 77);
  g_assert_cmpint (timed.header.label, ==, BW_LABEL_NONE);
  bw_assert_near (timed.header.rate_hz, 250, 0);

  g_assert_false (bw_ecg_csv_parse (&undated, text, strlen (text), "x.csv", NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
}

/* A header whose date somebody masked: the file's name has the day. */
static void
test_masked_date (void)
{
  g_auto (BwEcgFile) file = { 0 };

  parse (&file, "Recorded Date,<masked>\nSample Rate,513.625 hertz\n\n1\n2\n",
         "ecg_2023-07-04_2.csv", NULL);
  g_assert_false (file.header.time_known);
  g_assert_cmpint (file.header.start_ms, ==, at ("2023-07-04 12:00:02 +0000"));
  bw_assert_near (file.header.rate_hz, 513.625, 1e-12);
}

/* Every sample of three decimals is exact, and more decimals are rounded. */
static void
test_exact (void)
{
  g_autoptr (GString) text = g_string_new ("Sample Rate,512 hertz\n");
  g_auto (BwEcgFile) file = { 0 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  gint32 nv[5000];

  for (guint i = 0; i < G_N_ELEMENTS (nv); i++)
    {
      nv[i] = (gint32) (g_rand_int (rand) >> 1);
      if (i % 2)
        nv[i] = -nv[i];
      g_string_append_printf (text, "%s%d.%03d\n", nv[i] < 0 ? "-" : "", ABS (nv[i]) / 1000,
                              ABS (nv[i]) % 1000);
    }
  g_string_append (text, "0.0005\n-0.0005\n0.00049\n-1.9999999\n2147483.647\n");
  parse (&file, text->str, "2023-01-01.csv", NULL);
  g_assert_cmpuint (file.header.n_samples, ==, G_N_ELEMENTS (nv) + 5);
  g_assert_cmpmem (file.samples_nv, sizeof nv, nv, sizeof nv);
  g_assert_cmpint (file.samples_nv[5000], ==, 1);
  g_assert_cmpint (file.samples_nv[5001], ==, -1);
  g_assert_cmpint (file.samples_nv[5002], ==, 0);
  g_assert_cmpint (file.samples_nv[5003], ==, -2000);
  g_assert_cmpint (file.samples_nv[5004], ==, G_MAXINT32);
}

static void
test_broken (void)
{
  g_autoptr (GString) text = g_string_new ("Sample Rate,512 hertz\n");
  g_autofree char *some = NULL, *many = NULL, *huge = NULL;
  g_auto (BwEcgFile) file = { 0 };
  static const char *const bad[] = { "", "\n\n", "hello\nworld\n", "Sample Rate,512 hertz\n",
                                     "1\n2\n\xff" };

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%u\n", i);
  some = g_strconcat (text->str, "12;5\n-", NULL);
  parse (&file, some, "2023-01-01.csv", NULL);
  g_assert_cmpuint (file.header.n_samples, ==, 1002);
  g_assert_cmpuint (file.n_unreadable, ==, 2);
  g_assert_cmpint (file.unreadable_line, ==, 1002);
  g_assert_cmpint (file.samples_nv[1001], ==, 999000);

  many = g_strconcat ("Sample Rate,512 hertz\n1\n2\n3\nx\n5\n", NULL);
  huge = g_strconcat ("Sample Rate,512 hertz\n1\n99999999\n", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad) + 2; i++)
    {
      const char *t = i == 0 ? many : i == 1 ? huge : bad[i - 2];
      g_auto (BwEcgFile) broken = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (bw_ecg_csv_parse (&broken, t, strlen (t), "2023-01-01.csv", NULL, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
    }
  g_assert_false (bw_ecg_csv_sniff ("1\n-2\n3\n", 7, NULL));
  g_assert_false (bw_ecg_csv_sniff ("801\n790\n812\n820\n806\n799\n803\n811\n795\n", 36, NULL));
  g_assert_false (bw_ecg_csv_sniff ("time,rr\n1,2\n", 12, NULL));
  g_assert_false (bw_ecg_csv_sniff ("", 0, NULL));
}

static void
test_real_files (void)
{
  static const struct
  {
    const char *path;
    double rate_hz;
    const char *classification;
  } cases[] = {
    { "data/apple/ecg_2023-07-04.csv", 513.625, "Sinus Rhythm" },
    { "data/apple/ecg_2024-01-24.csv", 512.508, "Heart Rate Below 50" },
  };
  g_auto (Fixture) f = { 0 };
  g_autoptr (GArray) recordings = NULL;

  fixture_open (&f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = bw_test_shared (cases[i].path);
      g_autoptr (BwImportResult) result = NULL;

      if (path == NULL)
        return;
      result = fixture_import (&f, path, NULL);
      g_assert_cmpuint (result->total->ecgs, ==, 1);
      g_assert_cmpuint (result->total->problems->len, ==, 0);
      g_assert_cmpstr (((BwImport *) result->files->pdata[0])->format, ==, "apple-ecg");
    }
  recordings = bw_library_read_recordings (f.library, NULL);
  g_assert_cmpuint (recordings->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const BwRecording *r = &g_array_index (recordings, BwRecording, i);

      bw_assert_near (r->rate_hz, cases[i].rate_hz, 1e-12);
      g_assert_cmpstr (r->classification, ==, cases[i].classification);
      g_assert_true (r->time_known);
      g_assert_cmpuint (r->n_samples, >, 13000);
    }
}

/* A folder of recordings without headers; all labels come from the folders. */
static void
test_tree (void)
{
  g_autofree char *path = bw_test_shared ("data/ecg-glucose");
  g_auto (Fixture) f = { 0 };
  g_autoptr (GArray) recordings = NULL;
  BwLibraryCounts counts;

  if (path == NULL)
    return;
  fixture_open (&f);
  for (int again = 0; again < 2; again++)
    {
      g_autoptr (BwImportResult) result = fixture_import (&f, path, NULL);

      g_assert_cmpuint (result->total->ecgs, ==, 227);
      g_assert_cmpuint (result->total->ecg_samples, ==, 227 * 15360);
      g_assert_cmpuint (result->total->skipped, ==, 0);
      g_assert_cmpuint (result->files->len, ==, 1);
      g_assert_cmpuint (result->total->problems->len, ==, 2);
      g_assert_cmpint (problem_count (result->total, "Recordings that do not tell"), ==, 227);
      g_assert_cmpint (problem_count (result->total, "The file is neither an ECG"), ==, 1);
      g_assert_true (bw_library_get_counts (f.library, &counts, NULL));
      g_assert_cmpint (counts.ecgs, ==, 227);
      g_assert_cmpint (counts.fasting, ==, 127);
      g_assert_cmpint (counts.glucose, ==, 100);
    }

  recordings = bw_library_read_recordings (f.library, NULL);
  for (guint i = 1; i < recordings->len; i++)
    g_assert_cmpint (g_array_index (recordings, BwRecording, i).start_ms, >=,
                     g_array_index (recordings, BwRecording, i - 1).start_ms);
}

static void
check_rate (Fixture    *f,
            const char *name,
            double      rate_hz)
{
  g_autoptr (GArray) rows = bw_library_read_recordings (f->library, NULL);
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const BwRecording *r = &g_array_index (rows, BwRecording, i);
      g_autoptr (GArray) samples_nv = NULL;
      BwRecordingAnalysis analysis;

      if (!g_str_equal (r->name, name))
        continue;
      n++;
      bw_assert_near (r->rate_hz, rate_hz, 0);
      samples_nv = bw_library_read_ecg_nv (f->library, r->id, NULL);
      bw_import_analyse_samples (&analysis, (const gint32 *) (void *) samples_nv->data,
                                 samples_nv->len, rate_hz);
      g_assert_true (r->has_analysis);
      g_assert_cmpuint (r->n_beats, ==, analysis.n_beats);
      bw_assert_near (r->quality, analysis.quality, 0);
    }
  g_assert_cmpuint (n, ==, 1);
}

/* A rate that was told wrongly is told again; only where the file does not tell it, and nothing that a
 * person did is lost by it. */
static void
test_rate_again (void)
{
  static const char told[] = "Recorded Date,2023-09-22 08:00:00 +0000\nSample Rate,512 hertz\n"
                             "Unit,µV\n\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";
  const char what[] = "Recordings that were there already";
  g_auto (Fixture) f = { 0 };
  g_autoptr (GString) bare = g_string_new (NULL);
  g_autofree char *folder = NULL;
  const double rates_hz[] = { 300, 250, 250, 0 };
  const gint64 n_corrected[] = { 0, 1, 0, 0 };

  for (int i = 0; i < 3000; i++)
    g_string_append_printf (bare, "%d.25\n", i % 250 == 100 ? 900 : i % 7 - 3);
  fixture_open (&f);
  g_free (fixture_write (&f, "ecgs/ecg_2023-09-21.csv", bare->str, bare->len));
  g_free (fixture_write (&f, "ecgs/told.csv", told, strlen (told)));
  folder = g_build_filename (f.folder, "in", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rates_hz); i++)
    {
      const BwImportOptions options = { .rate_hz = rates_hz[i] };
      g_autoptr (BwImportResult) result = fixture_import (&f, folder, &options);

      g_assert_cmpuint (result->total->ecgs, ==, 2);
      g_assert_cmpint (problem_count (result->total, what), ==, n_corrected[i]);
      /* What nobody told the last time is not taken to be 512 Hz. */
      check_rate (&f, "ecg_2023-09-21.csv", i == 0 ? 300 : 250);
      check_rate (&f, "told.csv", 512);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/ecg/english", test_english);
  g_test_add_func ("/import/ecg/translated", test_translated);
  g_test_add_func ("/import/ecg/without-header", test_without_header);
  g_test_add_func ("/import/ecg/masked-date", test_masked_date);
  g_test_add_func ("/import/ecg/exact", test_exact);
  g_test_add_func ("/import/ecg/broken", test_broken);
  g_test_add_func ("/import/ecg/real-files", test_real_files);
  g_test_add_func ("/import/ecg/tree", test_tree);
  g_test_add_func ("/import/ecg/rate-again", test_rate_again);
  return g_test_run ();
}

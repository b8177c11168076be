/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-test.h"

#include "base/bw-time.h"
#include "import/bw-ecg-csv.h"

#include <string.h>

/* Recordings whose lines hold more than the sample: its index or its time, in every punctuation. */

#define N 1000

/* A sawtooth in nanovolts, with whole microvolts and zeros among it. */
static gint32
sample_nv (guint i)
{
  gint32 step = (gint32) (i * 7919 % 2001) - 1000;

  return i % 4 == 0 ? step * 1000 : step * 357;
}

static void
append_value (GString  *text,
              gint32    nv,
              char      point)
{
  guint size = (guint) ABS (nv);

  g_string_append_printf (text, "%s%u", nv < 0 ? "-" : "", size / 1000);
  if (size % 1000 != 0)
    g_string_append_printf (text, "%c%03u", point, size % 1000);
}

typedef enum {
  COUNT_0,
  COUNT_1,
  SECONDS,       /* rounded to ms */
  MILLISECONDS,  /* three decimals */
  WHOLE_MS,
  MICROSECONDS,
  CLOCK,
} Beside;

static void
append_beside (GString *text,
               Beside   beside,
               guint    i,
               double   rate_hz,
               char     point)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double s = i / rate_hz;

  switch (beside)
    {
    case COUNT_0:
    case COUNT_1:
      g_string_append_printf (text, "%u", i + (beside == COUNT_1));
      return;
    case SECONDS:
      g_ascii_formatd (number, sizeof number, "%.3f", s);
      break;
    case MILLISECONDS:
      g_ascii_formatd (number, sizeof number, "%.3f", s * 1e3);
      break;
    case WHOLE_MS:
      g_ascii_formatd (number, sizeof number, "%.0f", s * 1e3);
      break;
    case MICROSECONDS:
      g_ascii_formatd (number, sizeof number, "%.0f", 5e6 + s * 1e6);
      break;
    case CLOCK:
    default:
      {
        g_autofree char *time = bw_time_format (at ("2025-03-01 10:15:00 +0100")
                                                  + (gint64) (s * 1000 + 0.5), 60);

        g_string_append (text, time);
        return;
      }
    }
  g_string_append (text, g_strdelimit (number, ".", point));
}

static void
check_samples (const BwEcgFile *file,
               guint            n)
{
  g_assert_cmpuint (file->header.n_samples, ==, n);
  g_assert_cmpuint (file->n_unreadable, ==, 0);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (file->samples_nv[i], ==, sample_nv (i));
}

static void
parse (BwEcgFile     *file,
       const GString *text)
{
  g_autoptr (GError) error = NULL;
  gboolean tells_rate, half_tells_rate;

  g_assert_true (bw_ecg_csv_sniff (text->str, text->len, &tells_rate));
  g_assert_true (bw_ecg_csv_sniff (text->str, text->len / 2, &half_tells_rate));
  bw_ecg_csv_parse (file, text->str, text->len, "ecg_2023-09-21.csv", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tells_rate, ==, !file->rate_assumed);
  g_assert_cmpint (half_tells_rate, ==, !file->rate_assumed);
}

static void
test_point_value (void)
{
  static const struct
  {
    const char *head;
    Beside beside;
    const char *separator, *quote;
    char point;
    double rate_hz; /* of the file */
    double told_hz; /* that can be known of it */
    const char *end;
  } cases[] = {
    { "", COUNT_0, ",", "", '.', 512, 0, "\n" },
    { "", COUNT_1, ",", "", '.', 512, 0, "\r\n" },
    { "", COUNT_0, ",", "", ',', 512, 0, "\n" },
    { "", COUNT_0, ",", "\"", ',', 512, 0, "\r" },
    { "", COUNT_0, ";", "", ',', 512, 0, "\n" },
    { "", COUNT_1, "\t", "", '.', 512, 0, "\n" },
    { "", COUNT_1, " ", "", '.', 512, 0, "\n" },
    { "Point,Value\n", COUNT_1, ",", "", '.', 512, 0, "\n" },
    { "index;ECG (µV)\r\n", COUNT_1, ";", "", ',', 512, 0, "\r\n" },
    { "", SECONDS, ",", "", '.', 512, 512, "\n" },
    { "", SECONDS, ";", "", ',', 500, 500, "\r\n" },
    { "time,ecg\n", SECONDS, ", ", "", '.', 250, 250, "\n" },
    { "", MILLISECONDS, ",", "", '.', 512, 512, "\n" },
    { "", MILLISECONDS, ";", "\"", ',', 512, 512, "\n" },
    { "", WHOLE_MS, ",", "", '.', 500, 500, "\n" },
    { "t [ms],Lead II [uV]\n", WHOLE_MS, ",", "", '.', 1000, 1000, "\n" },
    { "", MICROSECONDS, "\t", "", '.', 128, 128, "\n" },
    { "", CLOCK, ",", "", '.', 500, 500, "\n" },
    /* Apple's header, and then rows: the header's rate counts, then the times’. */
    { "Recorded Date,2023-03-04 20:59:13 -0500\nSample Rate,513.625 hertz\n\nLead,Lead I\nUnit,µV\n\n",
      COUNT_0, ",", "", '.', 512, 513.625, "\n" },
    { "Recorded Date,2023-03-04 20:59:13 -0500\nLead,Lead I\nUnit,µV\n\ntime,value\n",
      SECONDS, ",", "", '.', 500, 500, "\n" },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (GString) text = g_string_new (cases[c].head);
      g_auto (BwEcgFile) file = { 0 };

      for (guint i = 0; i < N; i++)
        {
          g_string_append (text, cases[c].quote);
          append_beside (text, cases[c].beside, i, cases[c].rate_hz, cases[c].point);
          g_string_append_printf (text, "%s%s%s", cases[c].quote, cases[c].separator,
                                  cases[c].quote);
          append_value (text, sample_nv (i), cases[c].point);
          g_string_append_printf (text, "%s%s", cases[c].quote, cases[c].end);
        }
      g_test_message ("%s … %.40s", cases[c].head, text->str + text->len - 40);
      parse (&file, text);
      check_samples (&file, N);
      g_assert_cmpint (file.rate_assumed, ==, cases[c].told_hz <= 0);
      bw_assert_near (file.header.rate_hz, cases[c].told_hz > 0 ? cases[c].told_hz : 512, 1e-9);
      g_assert_cmpuint (file.n_other_signals, ==, 0);
      g_assert_cmpuint (file.n_jumps, ==, 0);
      if (cases[c].beside == CLOCK)
        {
          g_assert_cmpint (file.header.start_ms, ==, at ("2025-03-01 10:15:00 +0100"));
          g_assert_cmpint (file.header.offset_min, ==, 60);
          g_assert_true (file.header.time_known);
        }
      if (strstr (cases[c].head, "Lead I\n") != NULL)
        {
          g_assert_cmpstr (file.header.lead, ==, "Lead I");
          g_assert_cmpint (file.header.offset_min, ==, -300);
          g_assert_cmpstr (file.header.classification, ==, "");
        }
    }
}

/* Every rate that Apple's watches have is found again in times of three decimals of a second. */
static void
test_rates (void)
{
  static const double rates[] = { 510.844, 511.562, 512, 512.414, 512.508, 513.625, 125, 130, 1000 };

  for (guint c = 0; c < G_N_ELEMENTS (rates); c++)
    {
      g_autoptr (GString) text = g_string_new ("");
      g_auto (BwEcgFile) file = { 0 };

      for (guint i = 0; i < 15360; i++)
        {
          append_beside (text, MILLISECONDS, i, rates[c], '.');
          g_string_append_c (text, ',');
          append_value (text, sample_nv (i), '.');
          g_string_append_c (text, '\n');
        }
      parse (&file, text);
      bw_assert_near (file.header.rate_hz, rates[c], 1e-9);
      g_assert_cmpuint (file.header.n_samples, ==, 15360);
    }
}

/* The samples first, index and time both, several leads, a column of millivolts by name. */
static void
test_more_columns (void)
{
  static const struct
  {
    const char *head;
    const char *row; /* i index, t time, v µV, m mV, o another signal */
    guint n_others;
    double rate_hz;
  } cases[] = {
    { "", "v,i", 0, 512 },
    { "", "v;t", 0, 250 },
    { "", "i,t,v", 0, 250 },
    { "", "t\ti\tv", 0, 250 },
    { "", "v;", 0, 512 },
    { "", "i;v;", 0, 512 },
    { "#;ECG;x;y\n", "i;v;o;o", 2, 512 },
    { "time,acc,ECG\n", "t,o,v", 1, 250 },
    { "time (s),ECG (mV)\n", "t,m", 0, 250 },
    { "#;t [s];noise;EKG [mV];\n", "i;t;o;m;", 1, 250 },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (GString) text = g_string_new (cases[c].head);
      g_auto (BwEcgFile) file = { 0 };

      for (guint i = 0; i < N; i++)
        {
          for (const char *s = cases[c].row; *s != 0; s++)
            switch (*s)
              {
              case 'i':
                append_beside (text, COUNT_0, i, 0, '.');
                break;
              case 't':
                append_beside (text, SECONDS, i, 250, '.');
                break;
              case 'v':
                append_value (text, sample_nv (i), '.');
                break;
              case 'm':
                g_string_append_printf (text, "%s%u.%06u", sample_nv (i) < 0 ? "-" : "",
                                        (guint) ABS (sample_nv (i)) / 1000000,
                                        (guint) ABS (sample_nv (i)) % 1000000);
                break;
              case 'o':
                g_string_append_printf (text, "%d.5", (int) (i * 31 % 97) - 40);
                break;
              default:
                g_string_append_c (text, *s);
                break;
              }
          g_string_append_c (text, '\n');
        }
      g_test_message ("%s", cases[c].row);
      parse (&file, text);
      check_samples (&file, N);
      g_assert_cmpuint (file.n_other_signals, ==, cases[c].n_others);
      bw_assert_near (file.header.rate_hz, cases[c].rate_hz, 1e-9);
    }
}

/* A rise of the ECG itself does not make its decimals a column. */
static void
test_one_number (void)
{
  g_autoptr (GString) commas = g_string_new ("");
  g_auto (BwEcgFile) file = { 0 };

  for (guint i = 0; i < N; i++)
    {
      append_value (commas, sample_nv (i), ',');
      g_string_append_c (commas, '\n');
    }
  parse (&file, commas);
  check_samples (&file, N);
  bw_ecg_file_clear (&file);

  g_string_assign (commas, "");
  for (guint i = 0; i < 20; i++)
    g_string_append_printf (commas, "%d,%u\n", (int) i / 2 - 9, i * 37 % 10);
  g_string_append (commas, "-3,5\n");
  parse (&file, commas);
  g_assert_cmpuint (file.header.n_samples, ==, 21);
  g_assert_cmpint (file.samples_nv[20], ==, -3500);
  g_assert_cmpint (file.samples_nv[1], ==, -9700);
}

/* Where the times jump samples are missing; that is told, not filled. */
static void
test_jumps (void)
{
  g_autoptr (GString) text = g_string_new ("time,ecg\n");
  g_auto (BwEcgFile) file = { 0 };

  for (guint i = 0; i < N; i++)
    {
      append_beside (text, SECONDS, i + (i >= 40 ? 100 : 0) + (i >= 900 ? 1 : 0), 500, '.');
      g_string_append_c (text, ',');
      append_value (text, sample_nv (i), '.');
      g_string_append_c (text, '\n');
    }
  parse (&file, text);
  check_samples (&file, N);
  g_assert_cmpuint (file.n_jumps, ==, 2);
  bw_assert_near (file.header.rate_hz, 500, 1e-9);
}

/* What has numbers in rows but is no ECG. */
static void
test_others (void)
{
  g_autoptr (GString) rr = g_string_new ("");
  g_autoptr (GString) timed = g_string_new ("time,rr\n");
  g_autoptr (GString) indexed = g_string_new ("");
  double t = 0;

  for (guint i = 0; i < 300; i++)
    {
      guint interval = 800 + i * 7919 % 61;

      t += interval / 1000.0;
      g_string_append_printf (rr, "%u\n", interval);
      g_string_append_printf (timed, "%u.%03u,%u\n", (guint) t, (guint) (t * 1000) % 1000, interval);
      g_string_append_printf (indexed, "%u;%u\n", i, interval);
    }
  g_assert_false (bw_ecg_csv_sniff (rr->str, rr->len, NULL));
  g_assert_false (bw_ecg_csv_sniff (timed->str, timed->len, NULL));
  g_assert_false (bw_ecg_csv_sniff (indexed->str, indexed->len, NULL));

  /* Several signals that nobody calls an ECG can be anything. */
  g_string_assign (timed, "time,x,y,z\n");
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (timed, "%u.%03u,-0.%u,0.5,9.8%u\n", i / 100, i * 10 % 1000, i % 7, i % 5);
  g_assert_false (bw_ecg_csv_sniff (timed->str, timed->len, NULL));
}

static void
test_problems (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GString) text = g_string_new ("Sample Rate,500 Hz\nUnit,parsec\n\n");

  fixture_open (&f);
  for (guint i = 0; i < 50; i++)
    g_string_append_printf (text, "%u,%d.5,%d.25\n", i + (i >= 20), (int) (i * 31 % 97) - 40,
                            (int) (i * 37 % 97) - 40);
  result = fixture_import_text (&f, "ecg_2023-09-21.csv", text->str, NULL);
  g_assert_cmpuint (result->total->ecgs, ==, 1);
  g_assert_cmpint (problem_count (result->total, "Recordings whose unit is not"), ==, 1);
  g_assert_cmpint (problem_count (result->total, "Further signals beside"), ==, 1);
  g_assert_cmpint (problem_count (result->total, "Places where the times"), ==, 1);
}

static void
append_utf16 (GString    *out,
              const char *text,
              gboolean    big)
{
  glong n;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (text, -1, NULL, &n, NULL);

  g_string_append_len (out, big ? "\xfe\xff" : "\xff\xfe", 2);
  for (glong i = 0; i < n; i++)
    {
      g_string_append_c (out, (char) (big ? units[i] >> 8 : units[i] & 0xff));
      g_string_append_c (out, (char) (big ? units[i] & 0xff : units[i] >> 8));
    }
}

static void
test_utf16 (void)
{
  g_autoptr (GString) text
    = g_string_new ("名前,太郎\r\n記録日,2024-06-15 10:30:00 +0900\r\n分類,洞調律\r\n"
                    "サンプルレート,512ヘルツ\r\nリード,リードI\r\n単位,µV\r\n\r\n");

  for (guint i = 0; i < N; i++)
    {
      append_value (text, sample_nv (i), '.');
      g_string_append (text, "\r\n");
    }
  for (int big = 0; big < 2; big++)
    {
      g_autoptr (GString) wide = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_auto (BwEcgFile) file = { 0 }, cut = { 0 };

      append_utf16 (wide, text->str, big);
      parse (&file, wide);
      check_samples (&file, N);
      g_assert_cmpstr (file.header.classification, ==, "洞調律");
      g_assert_cmpstr (file.person_name, ==, "太郎");

      /* Half of a character's two halves. */
      g_string_overwrite_len (wide, 60, big ? "\xd8\x00" : "\x00\xd8", 2);
      g_assert_false (bw_ecg_csv_parse (&cut, wide->str, wide->len, "x.csv", NULL, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
    }
}

/* A header from Latin-1, and one whose line ends are those of old Macs. */
static void
test_encodings (void)
{
  static const char text[]
    = "Aufzeichnungsdatum,2025-03-01 10:15:00 +0100\rGer\xe4t,\"Watch6,7\"\rMessrate,512 Hertz\r\r\r"
      "Ableitung,Ableitung I\rEinheit,\xb5V\r\r57,992\r-66,502\r";
  g_auto (BwEcgFile) file = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_ecg_csv_sniff (text, strlen (text), NULL));
  bw_ecg_csv_parse (&file, text, strlen (text), "x.csv", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (file.header.n_samples, ==, 2);
  g_assert_cmpint (file.samples_nv[1], ==, -66502);
  g_assert_false (file.unit_assumed);
  g_assert_cmpstr (file.header.lead, ==, "Ableitung I");
  g_assert_true (g_utf8_validate (file.header.device, -1, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/ecg-rows/point-value", test_point_value);
  g_test_add_func ("/import/ecg-rows/rates", test_rates);
  g_test_add_func ("/import/ecg-rows/more-columns", test_more_columns);
  g_test_add_func ("/import/ecg-rows/one-number", test_one_number);
  g_test_add_func ("/import/ecg-rows/jumps", test_jumps);
  g_test_add_func ("/import/ecg-rows/others", test_others);
  g_test_add_func ("/import/ecg-rows/problems", test_problems);
  g_test_add_func ("/import/ecg-rows/utf16", test_utf16);
  g_test_add_func ("/import/ecg-rows/encodings", test_encodings);
  return g_test_run ();
}
